"""Rows with the same columns: where a table without rulings has parts with columns of their own.

A form has several: fields, money, goals, indicators. A part goes on as long as no row has two blocks in one
column. A table has one, under titles that stand over several of its columns.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from operator import add

from jixiao.read.blocks import Block, Row, middle_of, overlapping, rows_by_middle, span_of

Span = tuple[float, float]
#: Of parts: how many, rows where columns are hardly apart, how many begin without titles, and where they begin.
Cost = tuple[int, ...]
#: Figures with a unit or a sign, and numbered lines; a year begins many a title.
_TOLD = re.compile(r"[≥≤＞＜><=]*\d[\d,.]*+(?!年)|[一二三四五六七八九十]+、")
#: Columns are well apart by this share of the size.
_APART = 0.5
#: Rows above a row among which a label may stand beside it.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with the same columns, and rows of titles over several of these columns."""

    titles: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def all(self) -> tuple[Row, ...]:
        return (*self.titles, *self.rows)

    def columns(self) -> list[Span]:
        """Those of the rows with the titles that stand over one of them, or over none: a column without figures."""
        return _columns(self.headed())

    def headed(self) -> tuple[Row, ...]:
        """The rows under those titles that stand over one column, or over none; titles are columns to those above them,
        and to the numbers of the columns, which stand in their middle."""
        rows = self.rows
        numbered = [row for row in self.titles if numbers_columns(row)]
        for row in (*(row for row in reversed(self.titles) if row not in numbered), *numbered):
            columns = _columns(rows)
            own = tuple(block for block in row if len(_under(block, columns)) < 2)
            rows = (own, *rows) if own else rows
        return rows


def _under(block: Block, columns: Sequence[Span]) -> list[Span]:
    return [(left, right) for left, right in columns if left <= block.box[2] and block.box[0] <= right]


def groups_of(rows: Sequence[Row], is_form: bool) -> list[Group]:
    """Rows in as few groups with columns of their own as can be; a label stays with the rows that it stands beside.

    Of several ways the one whose columns are well apart, whose groups begin with titles, and early. In a table, which
    is no form, titles stand over the figures below them: those at its top say nothing of its columns' number.
    """
    if is_form:
        return [Group((), group) for group in _parted(rows)]
    body = body_of(rows)
    titles = sum(middle_of(row) < body for row in rows)
    return _over(rows_by_middle(block for row in rows[:titles] for block in row), _parted(rows[titles:]))


def _parted(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Rows in groups with columns of their own; none where no way is found."""
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
    return [tuple(rows[begin:end]) for begin, end in pairwise([*best[-1][1], len(rows)])]


def _heads(row: Row) -> bool:
    """True for a row that may hold titles: several, and no figures."""
    return len(row) > 1 and not any(block.is_figure for block in row)


def _stands_beside(above: Sequence[Row], row: Row) -> bool:
    """True where one of the rows above reaches down beside this one."""
    top = span_of(row)[0]
    return any(span_of(other)[1] > top for other in above[-_REACH:])


def _over(first: Sequence[Row], groups: Sequence[Sequence[Row]]) -> list[Group]:
    """Groups of rows, those that are titles throughout joined to the figures below them, as the ``first`` are."""
    joined: list[Group] = []
    titles = list(first)
    for rows in groups:
        if not any(is_told(block) for row in rows for block in row):
            titles += rows
            continue
        over = Group(tuple(titles), tuple(rows))
        joined += (
            [over] if not _crowded(over.all, over.columns()) else [Group((), tuple(titles)), Group((), tuple(rows))]
        )
        titles = []
    return [*joined, Group((), tuple(titles))] if titles else joined


def walls_of(groups: Sequence[Group]) -> list[tuple[float, ...]]:
    """The walls between the columns of each group, as few as can be: one stands in the gaps of all that it fits."""
    gaps = [[(one[1], other[0]) for one, other in pairwise(group.columns())] for group in groups]
    walls = _stabs([gap for own in gaps for gap in own])
    return [tuple(max(x for x in walls if left <= x <= right) for left, right in own) for own in gaps]


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
    return overlapping(block.box for row in rows for block in row)


def body_of(rows: Sequence[Row]) -> float:
    """Where the rows below the titles begin: at the first with figures, the row that numbers the columns apart."""
    first = next((n for n, row in enumerate(rows) if any(map(is_told, row)) and not numbers_columns(row)), 1)
    return span_of(rows[first])[0] if first < len(rows) else inf


def is_told(block: Block) -> bool:
    """True for figures, with or without a unit, and for numbered lines: what stands below titles."""
    return block.is_figure or _TOLD.match(block.text) is not None


def numbers_columns(row: Row) -> bool:
    """The row that numbers the columns: 栏次 1 2 3 …"""
    figures = [block.text for block in row if block.is_figure]
    return (
        bool(figures)
        and figures == [str(n) for n in range(1, len(figures) + 1)]
        and not any(block.text[:1].isdigit() for block in row if not block.is_figure)
    )
