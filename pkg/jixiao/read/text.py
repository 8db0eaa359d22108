"""Disclosures converted to text: tab-separated rows are grids, everything else is running text.

Conversion keeps the order of a page but not its rulings: a merged cell is a value followed by
blanks, and its extent is not known, so these grids are marked as not ruled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from jixiao.grids import Cell, Document, Grid, Line
from jixiao.sources import Source

# Boxes to tick that conversion left as HTML, and the few tags it uses; other < > are text of the document.
_TICKED = re.compile(r"<input[^<>]*\bchecked\b[^<>]*>", re.IGNORECASE)
_UNTICKED = re.compile(r"<input[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|br|span|p)\s*/?>", re.IGNORECASE)
_MARKUP = re.compile(r"^\s*#+\s+|\*\*")


def read_text(source: Source) -> Document:
    """Lines and grids of a text source; the page of everything is its line number, from 1."""
    text = source.path.read_text("utf-8-sig")
    numbered = [(number, _plain(line)) for number, line in enumerate(text.splitlines(), 1)]
    return Document(tuple(_blocks(numbered)), len(numbered), "text")


def _plain(line: str) -> str:
    line = _UNTICKED.sub("□", _TICKED.sub("☑", line))
    return _MARKUP.sub("", _TAG.sub("", line)).rstrip(" \r\n")


def _blocks(numbered: Iterable[tuple[int, str]]) -> Iterator[Line | Grid]:
    for is_table, group in groupby(numbered, key=lambda item: "\t" in item[1]):
        if is_table:
            yield _grid(list(group))
        else:
            yield from (Line(text.strip(), number) for number, text in group if text.strip())


def _grid(rows: list[tuple[int, str]]) -> Grid:
    split = [(number, [cell.strip() for cell in text.split("\t")]) for number, text in rows]
    width = max(len(cells) for _, cells in split)
    cells = tuple(
        Cell(row, column, cells[column] if column < len(cells) else "", number)
        for row, (number, cells) in enumerate(split)
        for column in range(width)
    )
    return Grid(cells, len(split), width, rows[0][0], "text", ruled=False)
