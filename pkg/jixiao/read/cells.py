"""Glyphs into cells: each in the cell that holds its centre, overflowing text in the cell where it begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from jixiao.grids import Cell, Grid
from jixiao.read.geometry import RuledCell, RuledTable
from jixiao.read.glyphs import Glyph, lines_of, text_of

#: How far two glyphs of one run may be apart, as a share of their size. Cells have more padding than that
#: left and right of a wall, so a run that goes on over a wall overflows it.
_RUN_GAP = 0.15
_FIGURES = set("0123456789.,%‰+-−—")


def fill(table: RuledTable, glyphs: Sequence[Glyph]) -> Grid:
    """The grid of a ruled table with the text of its cells."""
    finder = CellFinder(table)
    held: dict[int, list[Glyph]] = {}
    overflowing = set()
    for index, glyph, own in _placed(finder, table, glyphs):
        held.setdefault(index, []).append(glyph)
        if index != own:
            overflowing.add(index)
    cells = tuple(
        Cell(
            cell.row,
            cell.column,
            "".join(text_of(line) for line in lines),
            table.page,
            cell.box,
            cell.row_span,
            cell.column_span,
            table.confidence,
            index in overflowing,
            indent=round(lines[0][0].x - cell.box[0], 1) if lines else None,
        )
        for index, cell in enumerate(table.cells)
        for lines in [lines_of(held.get(index, []))]
    )
    return Grid(cells, table.n_rows, table.n_columns, table.page, table.method, table.box)


class CellFinder:
    """Which cell of a table holds a point: by row and column edges, then by the merged cell there."""

    def __init__(self, table: RuledTable) -> None:
        self._at = {
            (cell.row + i, cell.column + j): index
            for index, cell in enumerate(table.cells)
            for i in range(cell.row_span)
            for j in range(cell.column_span)
        }
        self._tops = _edges({c.row: c.box[1] for c in table.cells}, table.n_rows)
        self._lefts = _edges({c.column: c.box[0] for c in table.cells}, table.n_columns)

    def index(self, x: float, y: float) -> int:
        """Number of the cell in ``table.cells``."""
        row = max(bisect_right(self._tops, y) - 1, 0)
        column = max(bisect_right(self._lefts, x) - 1, 0)
        return self._at[row, column]


def _placed(finder: CellFinder, table: RuledTable, glyphs: Sequence[Glyph]) -> Iterator[tuple[int, Glyph, int]]:
    """Each glyph with the number of its cell, and of the cell that holds its place.

    Glyphs are taken as stored. A run of words that goes on over a wall overflows it, and belongs to the
    cell where it began, also where clipping hides the rest. Figures never move: a figure next to a wall is
    its cell's own.
    """
    before: Glyph | None = None
    home = -1
    for glyph in glyphs:
        own = finder.index(*glyph.centre)
        if before is None or own == home or not _overflows(before, glyph, table.cells[home], table.cells[own]):
            home = own
        yield home, glyph, own
        before = glyph


def _overflows(before: Glyph, glyph: Glyph, home: RuledCell, own: RuledCell) -> bool:
    """True where a glyph goes on with the run of words that began in the cell left of its own."""
    gap = glyph.box[0] - before.box[2]
    same_line = abs(glyph.baseline - before.baseline) < 0.1 * glyph.size
    beside = own.box[0] >= home.box[2] - 1 and home.row <= own.row < home.row + home.row_span
    words = before.text not in _FIGURES and glyph.text not in _FIGURES
    return words and beside and same_line and abs(gap) < _RUN_GAP * glyph.size and not glyph.after_blank


def _edges(known: dict[int, float], count: int) -> list[float]:
    """First edges by index; where no cell begins the edge of the one before stands in."""
    edges: list[float] = []
    for index in range(count):
        edges.append(known.get(index, edges[-1] if edges else 0.0))
    return edges
