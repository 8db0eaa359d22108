"""Tables set below each other in one grid, each with titles of its own: 预算数, 决算数 and 相关统计数 of the three public expenses."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from jixiao.grids import Cell, Grid
from jixiao.recognise.tables.columns import has_amount, is_numbering

_WORD = re.compile(r"[\u4e00-\u9fff]{2}")


def stacked(grid: Grid, figures: Collection[int]) -> list[Grid]:
    """A grid in the parts that begin with titles: a row of words in columns of figures, behind rows of figures.

    What stands alone over all columns just above such a row belongs to it. A grid without one is itself its only part.
    """
    starts, filled, rows = [0], False, grid.rows()
    for index, row in enumerate(rows):
        if has_amount(row) and not is_numbering(row):
            filled = True
        elif filled and sum(cell.column in figures and bool(_WORD.search(cell.text)) for cell in row) > 1:
            starts.append(_with_groups(rows, index))
            filled = False
    return [_part(grid, start, end) for start, end in pairwise((*starts, grid.n_rows))] if starts[1:] else [grid]


def _with_groups(rows: Sequence[Sequence[Cell]], index: int) -> int:
    """The first of the rows that stand alone over all columns above a row of titles."""
    while (alone := [cell for cell in rows[index - 1] if cell.text]) and len(alone) == 1 and alone[0].column_span > 1:
        index -= 1
    return index


def _part(grid: Grid, start: int, end: int) -> Grid:
    cells = tuple(replace(cell, row=cell.row - start) for cell in grid.cells if start <= cell.row < end)
    return replace(grid, cells=cells, n_rows=end - start)
