"""Files that are whole or not there, and what is written into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.errors import RunError
from jixiao.files import replacing

#: What to try where nothing can be written.
WRITE_HINT = "name another place with --out, or make room there"


@dataclass(frozen=True)
class Stock:
    """Tables to be written: their names, and for each its rows as Arrow record batches, a few at a time."""

    tables: Sequence[str]
    batches: Callable[[str], Iterator[Any]]


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary name beside ``path``, which takes its place at the end. Raises RunError where it cannot be written."""
    try:
        with replacing(path) as partial:
            yield partial
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise RunError(message, where=str(path), hint=WRITE_HINT) from error
