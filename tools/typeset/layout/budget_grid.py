"""Tables of a budget: columns by their paths of titles, rows of labels and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..model import Cell, Table
from .grid import row_cells

Path = Sequence[str]


def headed(paths: Sequence[Path]) -> list[Cell]:
    """Header cells of columns: what neighbours share stands over both, the last title reaches down."""
    depth = max(map(len, paths))
    return sorted(_headed(paths, 0, 0, depth), key=lambda cell: (cell.row, cell.column))


def _headed(paths: Sequence[Path], row: int, column: int, depth: int) -> Iterator[Cell]:
    for title, run in groupby(paths, key=lambda path: path[0] if len(path) > 1 else None):
        own = list(run)
        if title is None:
            for (last,) in own:
                yield Cell(row, column, last, row_span=depth - row)
                column += 1
        else:
            yield Cell(row, column, title, column_span=len(own))
            yield from _headed([path[1:] for path in own], row + 1, column, depth)
            column += len(own)


def ruled_table(
    paths: Sequence[Path],
    rows: Sequence[Sequence[str]],
    labels: int,
    *,
    numbered: bool = False,
    repeat: bool = True,
    widths: Sequence[float] = (),
) -> Table:
    """A table with ``labels`` columns of words, the rest figures; ``numbered`` adds a row of column numbers."""
    cells, top = headed(paths), max(map(len, paths))
    count = len(paths) - labels
    if numbered:
        cells += row_cells(top, ["**"] * labels + [str(n) for n in range(1, count + 1)], "c" * len(paths))
        top += 1
    for number, texts in enumerate(rows, start=top):
        cells += row_cells(number, texts, "l" * labels + "r" * count)
    wide = tuple(widths) or (*([9.0] * (labels - 1)), 22.0, *([11.0] * count))
    return Table(tuple(cells), wide, top, repeat, 8.0, 15.0)


def sided_table(sides: Sequence[tuple[str, Sequence[Path], Sequence[Sequence[str]]]]) -> Table:
    """Sides beside each other: a title over each, its columns (label first) and its rows, filled up to the longest."""
    paths = [(title, *path) for title, own, _ in sides for path in own]
    longest = max(len(rows) for *_, rows in sides)
    cells, top, start = headed(paths), max(map(len, paths)), 0
    for _, own, rows in sides:
        filled = [*rows[:-1], *([[""] * len(own)] * (longest - len(rows))), rows[-1]]
        for number, texts in enumerate(filled, start=top):
            cells += row_cells(number, texts, "l" + "r" * (len(own) - 1), start)
        start += len(own)
    widths = tuple(w for _, own, _ in sides for w in (26.0, *([11.0] * (len(own) - 1))))
    return Table(tuple(cells), widths, top, True, 8.0, 15.0)
