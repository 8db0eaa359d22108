"""A form goes on in columns of other widths: its cells are put under the columns of the page where it began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.grids import Cell, Grid, extent
from jixiao.recognise.tables.columns import is_number

#: Points by which the walls of two pages differ and are still the same, and how many of them are where it is one drawing.
_NEAR = 1.0
_MOST = 0.9
#: Rows before a page's end whose columns may be those of the next page.
_FOLLOWED = 3

Walls = tuple[float, ...]


def aligned(grid: Grid, before: Sequence[Grid]) -> Grid:
    """The grid with its cells under the columns of the grids before it.

    Its columns are those of the rows it follows, if these have as many cells. Nothing changes where they stand in
    the same places, or where rulings do not show how far a cell reaches; nor, in files without places, where figures
    would come under words or words under figures: a sheet may lack its last columns, for they are blank.
    """
    if not grid.ruled or not all(other.ruled for other in before) or _one_drawing(grid, before):
        return grid
    known = next(_rows_of(before[-1], grid.n_columns), None)
    if known is None:
        return grid
    cells = (replace(c, edges=(known[c.column], known[c.column + c.column_span])) for c in grid.cells)
    moved = replace(grid, cells=tuple(cells))
    without_places = not any(cell.box for cell in grid.cells)
    return grid if without_places and _strange(grid, before[-1]) < _strange(moved, before[-1]) else moved


def _strange(grid: Grid, before: Grid) -> int:
    """How many cells hold a figure below words, or words below a figure, in the columns of the rows that they follow."""
    above = [cell for cell in before.cells if cell.text and cell.row + cell.row_span > before.n_rows - _FOLLOWED]
    found = 0
    for cell in grid.cells:
        left, right = extent(cell)
        kinds = {is_number(o.text) for o in above if extent(o)[0] <= (left + right) / 2 <= extent(o)[1]}
        found += bool(cell.text and kinds and is_number(cell.text) not in kinds)
    return found


def _one_drawing(grid: Grid, before: Sequence[Grid]) -> bool:
    """True where most walls of a grid stand among those before it, whether in as many columns or not.

    In files without places, columns are numbered: as many are the same ones.
    """
    own = _walls(grid)
    if not own:
        return grid.n_columns == before[-1].n_columns
    drawn = {edge for other in before for cell in other.cells for edge in extent(cell)}
    return sum(any(abs(wall - other) <= _NEAR for other in drawn) for wall in own) >= _MOST * len(own)


def _walls(grid: Grid) -> Walls:
    """The walls between the columns of a grid, from the left, as far as a cell ends at them."""
    left = {cell.column: cell.box[0] for cell in grid.cells if cell.box}
    right = {cell.column + cell.column_span: cell.box[2] for cell in grid.cells if cell.box}
    return tuple(edge for column, edge in sorted((right | left).items()) if 0 < column < grid.n_columns)


def _rows_of(grid: Grid, n_cells: int) -> Iterator[Walls]:
    """Walls of those of the last rows that have so many cells; a cell that reaches down counts in each of its rows."""
    rows: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in sorted(grid.cells, key=lambda c: c.column):
        for row in range(cell.row, min(cell.row + cell.row_span, grid.n_rows)):
            rows[row].append(cell)
    for cells in reversed(rows[-_FOLLOWED:]):
        if len(cells) == n_cells:
            yield (*(extent(cell)[0] for cell in cells), extent(cells[-1])[1])
