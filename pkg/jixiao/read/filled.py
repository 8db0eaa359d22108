"""Cells that a file places itself become a whole grid: bounded, without holes, blank cells too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jixiao.errors import ReadError
from jixiao.grids import Cell, Grid, Line

#: More places for cells than this in one document is nothing that a department publishes.
MOST_PLACES = 500_000


def filled_grid(cells: Sequence[Cell], where: str, method: str, *, ruled: bool = True) -> Grid:
    """The grid of these cells, which do not overlap; places that none of them covers become blank cells.

    Raises ReadError for a table of more than MOST_PLACES places, which a few spans in a small file can claim.
    """
    n_rows = max(cell.row + cell.row_span for cell in cells)
    n_columns = max(cell.column + cell.column_span for cell in cells)
    check_claim(n_rows * n_columns, where)
    covered = {(row, column) for cell in cells for row, column in places(cell)}
    numbers = {cell.row: cell.page for cell in reversed(cells)}
    page = cells[0].page
    blanks = []
    for row in range(n_rows):
        page = numbers.get(row, page)
        blanks += [Cell(row, column, "", page) for column in range(n_columns) if (row, column) not in covered]
    ordered = sorted((*cells, *blanks), key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(ordered), n_rows, n_columns, cells[0].page, method, ruled=ruled)


def bounded(blocks: Iterable[Line | Grid], where: str) -> Iterator[Line | Grid]:
    """The same blocks; raises ReadError as soon as their tables together claim more than MOST_PLACES places."""
    claimed = 0
    for block in blocks:
        if isinstance(block, Grid):
            claimed += block.n_rows * block.n_columns
            check_claim(claimed, where)
        yield block


def places(cell: Cell) -> list[tuple[int, int]]:
    """Row and column of every place a cell covers."""
    return [(cell.row + i, cell.column + j) for i in range(cell.row_span) for j in range(cell.column_span)]


def check_claim(claimed: int, where: str) -> None:
    """Raise ReadError where tables claim more than MOST_PLACES places."""
    if claimed > MOST_PLACES:
        message = f"its tables claim {claimed} cells: more than {MOST_PLACES} are not read"
        raise ReadError(message, where=where, hint="check its merged cells, or split the file")


def joined(parts: Sequence[str]) -> str:
    """Lines of one cell as one text; a space only between Latin words, as Chinese text needs none."""
    text = ""
    for part in (" ".join(part.split()) for part in parts):
        latin = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        text += f" {part}" if latin else part
    return text
