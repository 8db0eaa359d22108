"""Disclosures converted to text: tab-separated rows and Markdown tables are grids, the rest is running text.

Conversion keeps the order of a page but not its rulings: a merged cell is a value followed by
blanks, and its extent is not known, so these grids are marked as not ruled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from jixiao.grids import Cell, Document, Grid, Line
from jixiao.read.filled import bounded, check_claim
from jixiao.sources import Source

# Boxes to tick that conversion left as HTML, and the few tags it uses; other < > are text of the document.
_TICKED = re.compile(r"<input[^<>]*\bchecked\b[^<>]*>", re.IGNORECASE)
_UNTICKED = re.compile(r"<input[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|br|span|p)\s*/?>", re.IGNORECASE)
_MARKUP = re.compile(r"^\s*#+\s+|\*\*")
#: | a | b |, and the rule below the first row: | --- | :-: |
_PIPED = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_PIPE = re.compile(r"(?<!\\)\|")


def read_text(source: Source) -> Document:
    """Lines and grids of a text source; the page of everything is its line number, from 1.

    Raises ReadError where its tables claim more cells than are read.
    """
    text = source.path.read_text("utf-8-sig")
    numbered = [(number, _plain(line)) for number, line in enumerate(text.splitlines(), 1)]
    where = str(source.path)
    return Document(tuple(bounded(_blocks(numbered, where), where)), len(numbered), "text")


def _plain(line: str) -> str:
    line = _UNTICKED.sub("□", _TICKED.sub("☑", line))
    return _MARKUP.sub("", _TAG.sub("", line)).rstrip(" \r\n")


def _blocks(numbered: Iterable[tuple[int, str]], where: str) -> Iterator[Line | Grid]:
    for separator, group in groupby(numbered, key=lambda item: _separator(item[1])):
        if separator is None:
            yield from (Line(text.strip(), number) for number, text in group if text.strip())
            continue
        rows = [(number, _split(text, separator)) for number, text in group if not _RULE.fullmatch(text)]
        if rows:
            yield _grid(rows, where)


def _separator(line: str) -> str | None:
    """What parts the cells of a line; None for a line of running text."""
    if "\t" in line:
        return "\t"
    return "|" if _PIPED.fullmatch(line) else None


def _split(line: str, separator: str) -> list[str]:
    if separator == "\t":
        return [cell.strip() for cell in line.split("\t")]
    return [cell.replace("\\|", "|").strip() for cell in _PIPE.split(line.strip())[1:-1]]


def _grid(rows: list[tuple[int, list[str]]], where: str) -> Grid:
    width = max(len(cells) for _, cells in rows)
    check_claim(len(rows) * width, where)
    cells = tuple(
        Cell(row, column, cells[column] if column < len(cells) else "", number)
        for row, (number, cells) in enumerate(rows)
        for column in range(width)
    )
    return Grid(cells, len(rows), width, rows[0][0], "text", ruled=False)
