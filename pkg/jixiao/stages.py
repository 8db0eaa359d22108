"""One line in the log for each stage of the way, and silence of the libraries."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

log = logging.getLogger("jixiao")
#: Set by ``--verbose``, for the processes of a batch as well.
VERBOSE = "JIXIAO_VERBOSE"


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Log the stage with its seconds when it is done; a stage that fails leaves no line."""
    began = monotonic()
    yield
    log.info("%s took %.2f s", name, monotonic() - began)


def hush() -> None:
    """Keep warnings and log lines of libraries off the terminal, but with ``--verbose``: a damaged file makes floods of them.

    What jixiao itself warns of is still said.
    """
    if os.environ.get(VERBOSE):
        return
    warnings.simplefilter("ignore")
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    if not log.handlers and logging.lastResort:
        log.addHandler(logging.lastResort)
