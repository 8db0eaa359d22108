"""One part of a table without rulings: its rows, its columns, and the labels merged over several rows."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import inf

from jixiao.read.blocks import Block, Row, level, middle_of, span_of, squeezed
from jixiao.read.groups import Group, body_of, is_told, numbers_columns

#: A row with so many blocks at the leaf column and right of it is no label.
_FEWEST = 3
#: A column filled in this share of the rows shows how high they are.
_FULL = 0.6


@dataclass(frozen=True, slots=True)
class GridPart:
    """Rows with the same columns: the walls between them, the rows, labels that lie between rows, merged columns."""

    walls: tuple[float, ...]
    rows: tuple[Row, ...]
    labels: tuple[Block, ...] = ()
    merged: frozenset[int] = frozenset()

    def column(self, block: Block) -> int:
        """Number of the column that a block stands in."""
        return bisect(self.walls, block.centre)

    def leaf(self) -> int:
        """The leftmost of the fullest columns: its blocks show the rows, columns left of it may be merged."""
        columns = self.standing()
        return max(range(len(columns)), key=lambda column: (len(columns[column]), -column))

    def standing(self) -> list[list[Block]]:
        """Blocks by column, from the top."""
        columns: list[list[Block]] = [[] for _ in range(len(self.walls) + 1)]
        for block in [*self.labels, *(block for row in self.rows for block in row)]:
            columns[self.column(block)].append(block)
        return [sorted(column, key=lambda b: b.middle) for column in columns]


def form_part(group: Group, walls: tuple[float, ...]) -> GridPart:
    """Rows, the labels that are not of one row alone, and the columns whose labels may be merged over rows."""
    rows = group.all
    whole = GridPart(walls, rows)
    sure, strays = _apart(whole)
    body = span_of(sure[1])[0] if len(sure) > 1 else body_of(sure)  # the first row of a part of a form holds its titles
    part = GridPart(_walls(whole, body, strays, is_form=True), rows)
    columns = part.standing()
    leaf = part.leaf()
    stray = {n for n, column in enumerate(columns) if strays & set(column)}
    short = {n for n, column in enumerate(columns) if n < leaf and len(column) < len(sure)}
    loose = stray | {n for n in short if len(columns[n]) < _FULL * len(sure)}
    kept = [tuple(b for b in row if part.column(b) not in loose) or row for row in sure]
    inside = {block for row in kept for block in row}
    labels = sorted((b for row in rows for b in row if b not in inside), key=lambda block: block.middle)
    return GridPart(part.walls, tuple(kept), tuple(labels), frozenset(stray | short))


def table_part(group: Group, walls: tuple[float, ...]) -> GridPart:
    """Rows of a table, and the titles that are merged over several rows of titles."""
    body = body_of(group.all)
    above = [row for row in group.all if middle_of(row) < body]
    levels = _levels(above)
    labels = tuple(block for row in above if row not in levels for block in row)
    headed = GridPart(walls, group.headed())
    rows = (*levels, *group.all[len(above) :])
    return GridPart(_walls(headed, body, set(labels), is_form=False), rows, labels)


def _levels(titles: Sequence[Row]) -> list[Row]:
    """As many rows of titles as stand below each other, of several ways those with most titles: the others are merged
    over several of them."""
    best: list[tuple[int, int, list[Row]]] = []
    for row in titles:
        above = [way for way in best if span_of(way[2][-1])[1] <= span_of(row)[0]]
        count, blocks, before = max(above, key=lambda way: way[:2], default=(0, 0, []))
        best.append((count + 1, blocks + len(row), [*before, row]))
    return max(best, key=lambda way: way[:2], default=(0, 0, []))[2]


def _apart(part: GridPart) -> tuple[list[Row], set[Block]]:
    """The rows of a part of a form from the top, and the labels that stand between them."""
    leaf = part.leaf()
    strays = {b for row in part.rows for b in _strays(row, [b for b in row if part.column(b) == leaf])}
    bare = [row for full in part.rows if (row := tuple(b for b in full if b not in strays))]
    sure = _sure(bare, leaf, part.column)
    return [row for row in bare if row in sure], strays | {block for row in bare if row not in sure for block in row}


def _sure(rows: Sequence[Row], leaf: int, column: Callable[[Block], int]) -> list[Row]:
    """Rows that are no labels: by a block in the leaf column, by several that reach beyond it, or by room around."""
    right = {row: tuple(block for block in row if column(block) >= leaf) for row in rows}
    full = [row for row in rows if leaf in map(column, row) or len(right[row]) >= _FEWEST]
    sure = [row for row in full if not any(_covers(right[other], row) for other in rows)]
    for row in sorted(
        (row for row in rows if row not in full), key=lambda row: (-len(right[row]), -max(map(column, row)))
    ):
        if not squeezed(row, sure):
            sure.append(row)
    return sure


def _covers(other: Row, row: Row) -> bool:
    """True where a row stands beside one of more blocks: it is no row of its own."""
    if len(other) <= len(row):
        return False
    (top, bottom), (first, last) = span_of(other), span_of(row)
    return min(bottom, last) - max(top, first) > (last - first) / 2


def _strays(row: Row, sure: Sequence[Block]) -> Iterator[Block]:
    """Blocks that share a row's first base line by chance: they are taller, and their middle is elsewhere."""
    if sure:
        yield from (b for b in row if b not in sure and not level(b.middle, middle_of(sure), b.size))


def _walls(part: GridPart, body: float, labels: AbstractSet[Block], *, is_form: bool) -> tuple[float, ...]:
    """Walls but those between a title and what stands beside it: words at the left of it, else figures at the right.

    Words may be two columns by themselves, where some are centred, as long as no row has both.
    """
    numbered = [block for row in part.rows if numbers_columns(row) for block in row]
    named = {block for block in numbered if not block.is_figure}  # 栏次
    numbers = set(numbered) - named
    columns = [[block for block in column if block not in named] for column in part.standing()]
    gone: set[int] = set()
    for title, column in enumerate(columns):
        if numbers.issuperset(column) or any(block.middle >= body for block in column):
            continue
        if not is_form and _spans(columns, title, body):
            gone.add(title)
            continue
        # In a table, what stands over the title says nothing about its column alone.
        top = -inf if is_form else max(block.box[1] for block in column if not block.is_figure)
        beside = [[block for block in other if block.box[3] > top] for other in columns]
        left, used = title - 1, set[int]()
        while left >= 0 and ((left in gone and not beside[left]) or _are_words(beside[left], used, body, labels)):
            gone.add(left)
            used |= _heights(beside[left])
            left -= 1
        right = beside[title + 1] if title + 1 < len(columns) and not used else []
        figures = all(block.is_figure and (block.middle >= body or block in numbers) for block in right)
        if right and figures and _heights(right).isdisjoint(_heights(column)):
            gone.add(title)
    return tuple(wall for n, wall in enumerate(part.walls) if n not in gone)


def _are_words(column: Sequence[Block], used: AbstractSet[int], body: float, labels: AbstractSet[Block]) -> bool:
    """True for a column of words below the titles, in rows that are not used."""
    below = all(block.middle >= body and block not in labels for block in column)
    return below and not all(block.is_figure for block in column) and used.isdisjoint(_heights(column))


def _heights(blocks: Sequence[Block]) -> set[int]:
    return {round(block.middle) for block in blocks}


def _spans(columns: Sequence[Sequence[Block]], number: int, body: float) -> bool:
    """True for a column of one title that is over those beside it: both have titles below it, and none beside it.

    What stands beside it may be words whose title is farther off, in the middle of their wide column.
    """
    if len(columns[number]) > 1:
        return False
    top, bottom = span_of(columns[number])
    titles = [[block for block in column if block.middle < body and not is_told(block)] for column in columns]
    beside = [next(filter(None, titles[:number][::-1]), []), next(filter(None, titles[number + 1 :]), [])]
    return all(
        any(block.box[1] >= bottom for block in column)
        and all(block.box[1] >= bottom or block.box[3] <= top for block in column)
        for column in beside
    )
