"""Documents that were read once, kept by what they were read from and by what read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jixiao.files import keep, kept
from jixiao.grids import Cell, Document, Grid, Line, Unread
from jixiao.sources import Source
from jixiao.versions import fingerprint


def cached(source: Source, folder: Path, read: Callable[[Source], Document]) -> Document:
    """The document of a source from ``folder``, or read and kept there.

    An entry belongs to one source, read as one format, one state of the reading code and its libraries, with or without OCR. An entry that is cut
    off or altered does not match its checksum and is made again; a folder that cannot be written to
    only means that nothing is kept.
    """
    reader = fingerprint("read", "grids.py") + ("-ocr" if find_spec("rapidocr") else "")
    path = folder / f"{source.sha256[:32]}-{source.format}-{reader}.json"
    body = kept(path)
    if body is not None:
        return _document(json.loads(body))
    document = read(source)
    keep(path, _body(document))
    return document


def _body(document: Document) -> bytes:
    blocks = [["grid" if isinstance(block, Grid) else "line", block] for block in document.blocks]
    whole = {**_fields(document), "blocks": blocks}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), default=_fields).encode()


def _fields(item: Any) -> dict[str, Any]:
    """A dataclass as JSON has it; ``asdict`` takes as long as all of recognition."""
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def _document(whole: Mapping[str, Any]) -> Document:
    blocks = tuple(_grid(body) if kind == "grid" else _line(body) for kind, body in whole["blocks"])
    unread = tuple(Unread(**item) for item in whole["unread"])
    heads = tuple(_line(line) for line in whole["furniture"])
    return Document(blocks, whole["pages"], whole["format"], unread, heads)


def _grid(body: dict[str, Any]) -> Grid:
    cells = tuple(Cell(**{**cell, "box": _box(cell["box"])}) for cell in body["cells"])
    return Grid(**{**body, "cells": cells, "box": _box(body["box"])})


def _line(body: dict[str, Any]) -> Line:
    return Line(**{**body, "box": _box(body["box"])})


def _box(edges: list[float] | None) -> Any:
    return None if edges is None else tuple(edges)
