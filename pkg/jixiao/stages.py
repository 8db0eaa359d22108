"""One line in the log for each stage of the way."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

log = logging.getLogger("jixiao")


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Log the stage with its seconds when it is done; a stage that fails leaves no line."""
    began = monotonic()
    yield
    log.info("%s took %.2f s", name, monotonic() - began)
