"""Rulings that a form would have, inferred from where its words stand.

A form without rulings has parts with columns of their own: fields, money, goals, indicators. A part goes on
as long as no row has two blocks in one column. A label that is merged over rows stands in their middle: the
rows of all labels of a column are the ones whose middles fit the labels best. A table is given only where every
block lies in one cell of its own.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from operator import add
from statistics import median

from jixiao.read.blocks import Block, Row, blocks_of, level, middle_of, rows_of, span_of, squeezed
from jixiao.read.geometry import RuledCell, RuledTable
from jixiao.read.glyphs import Glyph
from jixiao.read.merged import Held, column_cells, label_cells, titles_over
from jixiao.read.words import word_lines

#: Of cells whose walls are inferred: a finding that rests on them is not certain.
CONFIDENCE = 0.5
Span = tuple[float, float]
#: Of parts: how many, rows where columns are hardly apart, how many begin without titles, and where they begin.
Cost = tuple[int, ...]
#: A table has at least this share of rows with two blocks or more: running text has few.
_TABULAR = 0.5
_FEWEST = 3
#: Words above and below a table: 部门：…, 填表人：…
_REMARK = re.compile(r"[:：]")
_TITLE = re.compile(r"^[^。；，]{2,40}表(?:[（(].{1,10}[)）])?$")
#: Columns are well apart by this share of the size.
_APART = 0.5
#: A column filled in this share of the rows shows how high they are.
_FULL = 0.6
#: Rows above a row among which a label may stand beside it.
_REACH = 3
_MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Part:
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


def inferred_tables(glyphs: Sequence[Glyph], page: int, goes_on: bool) -> list[RuledTable] | None:
    """The tables of a page without rulings; None where a block fits no cell, so that none can be trusted.

    Where a form of the page before ``goes_on``, one row is enough.
    """
    found = []
    page_rows = rows_of(blocks_of(word_lines(glyphs)))
    for rows in _regions(page_rows):
        fewest = 1 if goes_on and rows[0] is page_rows[0] else _FEWEST
        if (
            len(rows) < fewest
            or sum(len(row) > 1 for row in rows) < _TABULAR * len(rows)
            or max(map(len, rows)) < min(fewest + 1, 3)
        ):
            continue
        table = _table(_parts(rows), page)
        if table is None:
            return None
        found.append(table)
    return found


def _regions(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows between titles, without the lines of text above and below."""
    region: list[Row] = []
    for row in [*rows, ()]:
        if row and not (len(row) == 1 and _TITLE.match(row[0].text)):
            region.append(row)
            continue
        inside = [number for number, other in enumerate(region) if _tabular(other)]
        if inside:
            yield region[inside[0] : inside[-1] + 1]
        region = []


def _tabular(row: Row) -> bool:
    return sum(1 for block in row if not _REMARK.search(block.text)) > 1


def _parts(rows: Sequence[Row]) -> list[Part]:
    """Rows in as few parts with columns of their own as can be; a label stays with the rows that it stands beside.

    Of these, parts whose columns are well apart, which begin with titles, and early.
    """
    best: list[tuple[Cost, list[int]] | None] = [((0,) * 4, [])]
    for end in range(1, len(rows) + 1):
        ways = []
        for begin in range(end - 1, -1, -1):
            columns = _columns(rows[begin:end])
            if _crowded(rows[begin:end], columns):
                break
            before = best[begin]
            if before is not None and not (begin and _stands_beside(rows[:begin], rows[begin])):
                cost, begins = before
                tight = (end - begin) * any(
                    other[0] - one[1] < _APART * rows[begin][0].size for one, other in pairwise(columns)
                )
                own = (1, tight, not _heads(rows[begin]), begin)
                ways.append((tuple(map(add, cost, own)), [*begins, begin]))
        best.append(min(ways, default=None))
    if best[-1] is None:
        return []
    return _walled([rows[begin:end] for begin, end in pairwise([*best[-1][1], len(rows)])])


def _heads(row: Row) -> bool:
    """True for a row that may hold titles: several, and no figures."""
    return len(row) > 1 and not any(block.is_figure for block in row)


def _stands_beside(above: Sequence[Row], row: Row) -> bool:
    """True where one of the rows above reaches down beside this one."""
    top = span_of(row)[0]
    return any(span_of(other)[1] > top for other in above[-_REACH:])


def _walled(groups: Sequence[Sequence[Row]]) -> list[Part]:
    """Parts with as few walls as can be: one wall stands in the gaps of all parts that it fits."""
    gaps = [[(one[1], other[0]) for one, other in pairwise(_columns(rows))] for rows in groups]
    walls = _stabs([gap for own in gaps for gap in own])
    return [_part(rows, tuple(_nearest(walls, gap) for gap in own)) for rows, own in zip(groups, gaps, strict=True)]


def _nearest(walls: Sequence[float], gap: Span) -> float:
    left, right = gap
    return min((x for x in walls if left <= x <= right), key=lambda x: abs(x - (left + right) / 2))


def _stabs(gaps: Sequence[Span]) -> list[float]:
    """The fewest points of which every gap holds one, each in the middle of what its gaps share."""
    points: list[float] = []
    shared: Span | None = None
    for left, right in sorted(gaps, key=lambda gap: gap[1]):
        if shared is not None and left <= shared[1]:
            shared = (max(shared[0], left), shared[1])
            continue
        if shared is not None:
            points.append(sum(shared) / 2)
        shared = (left, right)
    return [*points, sum(shared) / 2] if shared else points


def _crowded(rows: Sequence[Row], columns: Sequence[Span]) -> bool:
    """True where two blocks of one row stand in one column."""
    edges = [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]
    return any(len({bisect(edges, block.centre) for block in row}) < len(row) for row in rows)


def _columns(rows: Sequence[Row]) -> list[Span]:
    """Left and right edge of the blocks that overlap, from the left."""
    columns: list[Span] = []
    for left, right in sorted((block.box[0], block.box[2]) for row in rows for block in row):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _part(rows: Sequence[Row], walls: tuple[float, ...]) -> Part:
    """Rows and the labels merged over them; two columns that take turns in all rows are one."""
    whole = Part(walls, tuple(rows))
    sure, strays = _apart(whole)
    merged = {whole.column(block) for block in strays}
    part = Part(_without_turns(walls, [{whole.column(b) for b in row} for row in sure], merged), whole.rows)
    columns = part.standing()
    leaf = part.leaf()
    stray = {n for n, column in enumerate(columns) if strays & set(column)}
    short = {n for n, column in enumerate(columns) if n < leaf and len(column) < len(sure)}
    loose = stray | {n for n in short if len(columns[n]) < _FULL * len(sure)}
    kept = [tuple(b for b in row if part.column(b) not in loose) or row for row in sure]
    inside = {block for row in kept for block in row}
    labels = sorted((b for row in rows for b in row if b not in inside), key=lambda block: block.middle)
    return Part(part.walls, tuple(kept), tuple(labels), frozenset(stray | short))


def _apart(part: Part) -> tuple[list[Row], set[Block]]:
    """The rows of a part from the top, and the labels that stand between them."""
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


def _without_turns(walls: Sequence[float], filled: Sequence[set[int]], merged: set[int]) -> tuple[float, ...]:
    """Walls but those between columns that take turns: every row fills exactly one of them, and none is merged."""
    kept: list[float] = []
    group = {0}
    for number, wall in enumerate(walls, 1):
        joined = group | {number}
        turns = all(len(row & joined) == 1 for row in filled) and joined <= set().union(*filled)
        if turns and not joined & merged:
            group = joined
        else:
            kept.append(wall)
            group = {number}
    return tuple(kept)


def _table(parts: Sequence[Part], page: int) -> RuledTable | None:
    """Cells of all parts under common edges; None where a block does not lie in its cell."""
    if not parts:
        return None
    rows = [row for part in parts for row in part.rows]
    blocks = [block for part in parts for column in part.standing() for block in column]
    left, right = min(b.box[0] for b in blocks) - _MARGIN, max(b.box[2] for b in blocks) + _MARGIN
    verticals = sorted({left, right, *(wall for part in parts for wall in part.walls)})
    heights = _heights(parts)
    found: list[tuple[RuledCell, Block | None]] = []
    first = 0
    for part in parts:
        walls = (left, *part.walls, right)
        held = _held(part, heights[first : first + len(part.rows) + 1], walls)
        if held is None:
            return None
        found += [(_placed(cell, first, walls, verticals), cell.block) for cell in held]
        first += len(part.rows)
    edges = _widened(heights, rows, found)
    cells = []
    for cell, block in found:
        box = (cell.box[0], edges[cell.row], cell.box[2], edges[cell.row + cell.row_span])
        if block is not None and not _inside(block, box):
            return None
        cells.append(replace(cell, box=box))
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return RuledTable(
        page, len(rows), len(verticals) - 1, ordered, (left, edges[0], right, edges[-1]), "inferred", CONFIDENCE
    )


def _placed(cell: Held, first: int, walls: Sequence[float], verticals: Sequence[float]) -> RuledCell:
    """A cell of a part in the table: counted by the walls of all parts. Its heights are not yet known."""
    left, right = walls[cell.columns.first], walls[cell.columns.last + 1]
    begin = verticals.index(left)
    high = cell.rows.last - cell.rows.first + 1
    return RuledCell(first + cell.rows.first, begin, high, verticals.index(right) - begin, (left, 0.0, right, 0.0))


def _widened(
    heights: Sequence[float], rows: Sequence[Row], cells: Sequence[tuple[RuledCell, Block | None]]
) -> list[float]:
    """Edges of the rows, moved where a label is higher than the texts of its rows, as far as other texts let them."""
    edges = list(heights)
    for cell, block in cells:
        if block is None:
            continue
        above, below = cell.row, cell.row + cell.row_span
        top = span_of(rows[above - 1])[1] if above else -inf
        bottom = span_of(rows[below])[0] if below < len(rows) else inf
        edges[above] = min(edges[above], max(block.box[1], top))
        edges[below] = max(edges[below], min(block.box[3], bottom))
    return edges


def _heights(parts: Sequence[Part]) -> list[float]:
    """Edges of the rows of all parts: half way between their texts, and at the ends of a part its labels'."""
    spans: list[Span] = []
    for part in parts:
        own = [span_of(row) for row in part.rows]
        if part.labels:
            top, bottom = span_of(part.labels)
            own[0] = (min(top, own[0][0]), own[0][1])
            own[-1] = (own[-1][0], max(bottom, own[-1][1]))
        spans += own
    room = max(median(below[0] - above[1] for above, below in pairwise(spans)) / 2, 0.0) if len(spans) > 1 else _MARGIN
    middles = [(above[1] + below[0]) / 2 for above, below in pairwise(spans)]
    return [spans[0][0] - room, *middles, spans[-1][1] + room]


def _inside(block: Block, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return all(left <= x <= right and top <= y <= bottom for x, y in (glyph.centre for glyph in block.glyphs))


def _held(part: Part, edges: Sequence[float], walls: Sequence[float]) -> list[Held] | None:
    """The cells of a part; None where labels fit no rows."""
    cells: list[Held] = []
    begins = set(range(len(part.rows)))
    for number, column in reversed(list(enumerate(part.standing()))):
        if number not in part.merged:
            cells += column_cells(column, part.rows, number)
            begins = set(range(len(part.rows)))
            continue
        found = label_cells(column, edges, number, begins)
        if found is None:
            return None
        begins = {cell.rows.first for cell in found}
        cells += found
    return titles_over(cells, walls)
