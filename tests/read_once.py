"""Documents and pictures that are read once for all runs of the same reading code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from jixiao.grids import Document, Grid, Line
from jixiao.read import read_document
from jixiao.read.cache import cached
from jixiao.sources import Source, open_source
from jixiao.whereabouts import cache_folder

Blocks = Sequence[Line | Grid]


def seen_once(way: str, image: Any, read: Callable[[], Blocks]) -> list[Line | Grid]:
    """What ``read`` makes of a picture in one way of reading it, or made of it before: kept by its pixels, the reading
    code and its libraries.
    """
    pixels = sha256(repr(image.shape).encode() + image.tobytes()).hexdigest()
    source: Any = Source(Path(way), pixels, way)  # type: ignore[arg-type]
    folder = cache_folder()
    assert folder is not None
    return list(cached(source, folder, lambda _: Document(tuple(read()), 1, way)).blocks)


def document_of(path: Path) -> Document:
    """What is read of a file, or was read of it before: kept by its checksum and the reading code."""
    folder = cache_folder()
    assert folder is not None
    return cached(open_source(path), folder, read_document)
