"""Habits of typing that change a finished table: spaced labels, a title inside the grid, blank rows below."""

from __future__ import annotations

from dataclasses import replace

from ..model import Cell, Table

SPACED = ("项目", "合计", "小计", "总计", "收入", "支出", "栏次", "金额", "分值", "得分")


def spaced_labels(table: Table) -> Table:
    """Short labels with white space between their characters: 合　计."""
    cells = tuple(replace(c, text="　".join(c.text)) if c.text in SPACED else c for c in table.cells)
    return replace(table, cells=cells)


def titled_inside(table: Table, title: str) -> Table:
    """The title as first row of the grid."""
    cells = tuple(replace(cell, row=cell.row + 1) for cell in table.cells)
    header = table.header_rows + 1 if table.header_rows else 0
    return replace(table, cells=(Cell(0, 0, title, column_span=len(table.widths)), *cells), header_rows=header)


def torn(table: Table, top: int, row: int) -> tuple[Table, Table]:
    """The table in two: below ``row`` it goes on in a grid of its own, under its header (the rows above ``top``)."""
    first = tuple(cell for cell in table.cells if cell.row < row)
    rest = tuple(replace(cell, row=cell.row - row + top) for cell in table.cells if cell.row >= row)
    header = tuple(cell for cell in table.cells if cell.row < top)
    return replace(table, cells=first), replace(table, cells=(*header, *rest))


def with_blank_rows(table: Table, count: int) -> Table:
    """Empty rows at the foot, as unused tables have them."""
    rows, columns = table.rows, len(table.widths)
    return replace(table, cells=(*table.cells, *(Cell(rows + r, c) for r in range(count) for c in range(columns))))
