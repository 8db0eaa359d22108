"""A table without rulings goes on without its titles: its rows stand in the columns of the page before, or nowhere.

What a column of figures means is said by the titles alone: rows whose places only resemble those of the page before
are not placed.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.read.blocks import Block, Row, squeezed
from jixiao.read.geometry import RuledTable
from jixiao.read.groups import Span, is_told, numbers_columns
from jixiao.read.merged import Held, RowGroup

#: Points by which two edges or middles differ and are still the same; a block may reach this share of its size over a wall.
_NEAR, _OVER = 1.0, 0.2
#: Columns with text on both pages, at least: one alone may agree by chance.
_LEAST_SHARED = 2
#: Share of the blocks of a form that are set as those of the page before were; a text that is merged over columns is not.
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class ColumnsBefore:
    """The walls of a table from the left, and what stood between them: left and right edge of each block."""

    walls: tuple[float, ...]
    stood: tuple[tuple[Span, ...], ...]


def columns_of(table: RuledTable, blocks: Sequence[Block]) -> ColumnsBefore:
    """The columns of a table, and its blocks in them."""
    walls = (table.box[0], *sorted({cell.box[0] for cell in table.cells} - {table.box[0]}), table.box[2])
    inside = [block for block in blocks if table.holds((block.centre, block.middle))]
    return ColumnsBefore(walls, _stood(inside, ColumnsBefore(walls, ((),) * len(walls))))


def stand_alike(blocks: Sequence[Block], before: ColumnsBefore) -> bool:
    """True where nearly all blocks are set to an edge or a middle of a block of the page before: it is one drawing."""
    known = [span for column in before.stood for span in column]
    alike = sum(any(_one_edge((block.box[0], block.box[2]), span) for span in known) for block in blocks)
    return alike >= _MOST * len(blocks)


def goes_on_untitled(rows: Sequence[Row]) -> bool:
    """True where figures stand in the first row: no titles say what its columns are."""
    return any(map(is_told, rows[0])) and not numbers_columns(rows[0])


def cells_under(rows: Sequence[Row], before: ColumnsBefore) -> tuple[list[Held], tuple[float, ...]] | None:
    """The cells of the rows in the columns of the page before, and the walls between these; None where a block does not
    stand in them."""
    blocks = [block for row in rows for block in row]
    if not _set_alike(_stood(blocks, before), before.stood) or _torn(rows):
        return None
    cells: list[Held] = []
    placed: list[tuple[int, int, Block]] = []
    for number, row in enumerate(rows):
        free = 0
        for block in row:
            first, last = _place(block, before)
            if first < free:
                return None
            cells += [_cell(number, column, column) for column in range(free, first)]
            cells.append(_cell(number, first, last, block))
            placed.append((first, last, block))
            free = last + 1
        cells += [_cell(number, column, column) for column in range(free, len(before.walls) - 1)]
    walls = _walls(placed, before.walls)
    return (cells, walls) if all(left < right for left, right in pairwise(walls)) else None


def _cell(row: int, first: int, last: int, block: Block | None = None) -> Held:
    return Held(RowGroup(row, row), RowGroup(first, last), block)


def _place(block: Block, before: ColumnsBefore) -> tuple[int, int]:
    """First and last column that a block stands in: one, if it is only longer than those that began or ended there.

    Where a wall stands between two columns is not known: beside all that stood in a column is not in it.
    """
    first, last = _reach(block, before.walls)
    while first < last and all(right <= block.box[0] for _, right in before.stood[first]):
        first += 1
    while first < last and all(block.box[2] <= left for left, _ in before.stood[last]):
        last -= 1
    if any(abs(left - block.box[0]) <= _NEAR for left, _ in before.stood[first]):
        return first, first
    if any(abs(right - block.box[2]) <= _NEAR for _, right in before.stood[last]):
        return last, last
    return first, last


def _reach(block: Block, walls: Sequence[float]) -> tuple[int, int]:
    inner, over = walls[1:-1], _OVER * block.size
    first = bisect(inner, block.box[0] + over)
    return first, max(bisect(inner, block.box[2] - over), first)


def _stood(blocks: Iterable[Block], before: ColumnsBefore) -> tuple[tuple[Span, ...], ...]:
    """Left and right edges of the blocks that stand in one column, by column."""
    columns: list[list[Span]] = [[] for _ in before.walls[1:]]
    for block in blocks:
        first, last = _place(block, before)
        if first == last:
            columns[first].append((block.box[0], block.box[2]))
    return tuple(map(tuple, columns))


def _walls(placed: Sequence[tuple[int, int, Block]], walls: Sequence[float]) -> tuple[float, ...]:
    """The walls, each moved as far as a longer text pushes it; left of the one before it where there is no room."""
    moved = list(walls)
    for first, last, block in placed:
        moved[first] = min(moved[first], block.box[0])
        moved[last + 1] = max(moved[last + 1], block.box[2])
    for first, _, block in placed:  # what begins at the right of a wall says more than what ends at the left of it
        moved[first] = min(moved[first], block.box[0])
    return tuple(moved)


def _set_alike(own: Sequence[Sequence[Span]], before: Sequence[Sequence[Span]]) -> bool:
    """True where each column that has text on both pages has it set to the same edge or middle."""
    shared = [(one, other) for one, other in zip(own, before, strict=True) if one and other]
    return len(shared) >= _LEAST_SHARED and all(
        any(_one_edge(span, known) for span in one for known in other) for one, other in shared
    )


def _one_edge(one: Span, other: Span) -> bool:
    left, right = one[0] - other[0], one[1] - other[1]
    return min(abs(left), abs(right), abs(left + right) / 2) <= _NEAR


def _torn(rows: Sequence[Row]) -> bool:
    """True where a line without figures stands closer to a row than rows do: it may be the rest of a label."""
    bare = [row for row in rows if not any(map(is_told, row))]
    return any(squeezed(row, [other for other in rows if other is not row]) for row in bare)
