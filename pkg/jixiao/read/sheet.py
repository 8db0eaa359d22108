"""Spreadsheets: what each visible sheet shows, as lines and grids with their merged cells.

``page`` is the number of the visible sheet, from 1. Blank rows part tables; rows above and below a table that
hold a title, a note or a unit are lines. Hidden sheets, rows and columns are not printed and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from jixiao.errors import ReadError
from jixiao.grids import Cell, Document, Grid, Line
from jixiao.read.filled import bounded, filled_grid, joined
from jixiao.read.workbooks import Sheet, sheets_of
from jixiao.sources import Source

#: A name that a spreadsheet program gives by itself is no title.
_UNNAMED = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
#: 部门：… and 单位：万元 beside it stand above a table.
_CAPTION = re.compile(r".{1,12}[:：].*")
_MOST_IN_CAPTION = 3


@dataclass(frozen=True, slots=True)
class _LineRow:
    """One row of a sheet: its cells with a text, and whether it is drawn as part of a table."""

    number: int
    filled: tuple[Cell, ...]
    ruled: bool


def read_sheets(source: Source) -> Document:
    """Lines and grids of a workbook. Raises ReadError for one that is damaged, encrypted or built to do harm."""
    where = str(source.path)
    sheets = sheets_of(source)
    pages = enumerate(sheets, 1)
    blocks = tuple(bounded((block for number, sheet in pages for block in _blocks(sheet, number, source)), where))
    if not blocks:
        raise ReadError("the workbook shows no text", where=where, hint="look for hidden sheets, or save it as PDF")
    return Document(blocks, len(sheets), source.format)


def _blocks(sheet: Sheet, page: int, source: Source) -> Iterator[Line | Grid]:
    cells = [_cell(sheet, row, column, text, page) for (row, column), text in sheet.texts.items()]
    rows = _rows(sheet, cells)
    blocks = [block for region in _regions(rows) for block in _parts(region, cells, sheet, page, str(source.path))]
    if blocks and isinstance(blocks[0], Grid) and not _UNNAMED.fullmatch(sheet.name):
        yield Line(sheet.name, page)  # the only title such a table has
    yield from blocks


def _cell(sheet: Sheet, row: int, column: int, text: str, page: int) -> Cell:
    row_span, column_span = sheet.spans.get((row, column), (1, 1))
    return Cell(row, column, joined(text.split("\n")), page, None, row_span, column_span)


def _rows(sheet: Sheet, cells: list[Cell]) -> list[_LineRow]:
    """Rows with a text, a merged cell or a ruling, in order; the rest of the sheet is blank."""
    filled: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        for row in range(cell.row, cell.row + cell.row_span):
            filled.setdefault(row, [])
        if cell.text:
            filled[cell.row].append(cell)
    numbers = sorted(filled.keys() | sheet.ruled)
    return [_LineRow(number, tuple(filled.get(number, ())), number in sheet.ruled) for number in numbers]


def _regions(rows: list[_LineRow]) -> Iterator[list[_LineRow]]:
    """Rows without a blank row between them."""
    for _, group in groupby(enumerate(rows), key=lambda item: item[1].number - item[0]):
        yield [row for _, row in group]


def _parts(region: list[_LineRow], cells: list[Cell], sheet: Sheet, page: int, where: str) -> Iterator[Line | Grid]:
    """Titles and notes of a region as lines, the rest as grids."""
    for loose, group in groupby(_with_looseness(region), key=lambda item: item[0]):
        rows = [row for _, row in group]
        if loose:
            yield from (Line(cell.text, page) for row in rows for cell in row.filled)
        elif any(row.filled for row in rows):
            yield _grid(range(rows[0].number, rows[-1].number + 1), cells, sheet, page, where)


def _with_looseness(region: list[_LineRow]) -> list[tuple[bool, _LineRow]]:
    """Each row, and whether it stands outside a table.

    Where a region has rulings they tell; where it has none, only its first and last rows can be captions.
    """
    if any(row.ruled for row in region):
        held = _held_by_spans(region)
        return [
            (not row.ruled and len(row.filled) < _MOST_IN_CAPTION and row.number not in held, row) for row in region
        ]
    table = [index for index, row in enumerate(region) if not _is_caption(row)]
    first, last = (table[0], table[-1]) if table else (len(region), -1)
    return [(not first <= index <= last, row) for index, row in enumerate(region)]


def _held_by_spans(region: list[_LineRow]) -> set[int]:
    """Rows that a merged cell of a ruled row goes on over."""
    return {
        number
        for row in region
        if row.ruled
        for cell in row.filled
        for number in range(cell.row, cell.row + cell.row_span)
    }


def _is_caption(row: _LineRow) -> bool:
    labelled = len(row.filled) <= _MOST_IN_CAPTION and all(_CAPTION.fullmatch(cell.text) for cell in row.filled)
    return len(row.filled) == 1 or (labelled and bool(row.filled))


def _grid(rows: range, cells: list[Cell], sheet: Sheet, page: int, where: str) -> Grid:
    """The grid of some rows, from the first column that holds anything to the last."""
    inside = [cell for cell in cells if cell.row in rows]
    blanks = [
        Cell(row, column, "", page, None, high, wide)
        for (row, column), (high, wide) in sheet.spans.items()
        if row in rows and (row, column) not in sheet.texts
    ]
    left = min(cell.column for cell in inside)
    placed = [
        replace(
            cell,
            row=cell.row - rows[0],
            column=cell.column - left,
            row_span=min(cell.row_span, rows[-1] + 1 - cell.row),
        )
        for cell in (*inside, *blanks)
        if cell.column >= left
    ]
    return filled_grid(placed, where, sheet.method, ruled=sheet.knows_spans)
