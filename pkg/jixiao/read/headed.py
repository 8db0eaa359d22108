"""Titles of a table without rulings: set in the middle of wide columns they may stand beside the figures they are over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from jixiao.read.blocks import Block, Row, overlapping
from jixiao.read.groups import Span, body_of, is_told

#: Points by which the right edges of amounts set to the right differ.
_SAME_EDGE = 1.0


def over_figures(rows: Sequence[Row]) -> list[Row]:
    """The rows, with each title that stands beside the figures it is over as wide as to reach over them, and each label
    of a merged cell that stands beside a column as wide as to reach into it."""
    body = body_of(rows)
    above = [row for row in rows if row[0].middle < body]
    below = [row for row in rows if row[0].middle >= body]
    levels = [block for row in below[:1] for block in row if len(block.text) == 1]  # 类, 款, 项 beside the total
    titles = [block for block in (*(block for row in above for block in row), *levels) if not is_told(block)]
    rows = _with(_wide_titles(titles, below), rows)
    return _with(_wide_labels([row for row in rows if row[0].middle < body], below), rows)


def _with(wider: Mapping[Block, Block], rows: Sequence[Row]) -> list[Row]:
    return [tuple(wider.get(block, block) for block in row) for row in rows]


def _wide_titles(titles: Sequence[Block], below: Sequence[Row]) -> dict[Block, Block]:
    """Titles that stand over no figures, made wider.

    Figures that are set to the right end where their column does: what stands behind the column before and before
    that edge is over them, if nothing else is but what stands over it too. Then codes, set to the left: what stands
    behind their left edge and before the next column is over them, if nothing stands before it.
    """
    columns = overlapping(block.box for row in below for block in row if block not in titles)
    wider: dict[Block, Block] = {}
    for before, column in pairwise([(-inf, -inf), *columns]):
        between = [title for title in titles if before[1] < title.centre < column[1]]
        if between and _is_set_right(column, below):
            last = max(between, key=lambda title: title.centre)
            wider |= _widened(_lowest(last, between), column, titles)
    for before, column, after in zip([(-inf, -inf), *columns], columns, [*columns[1:], (inf, inf)], strict=False):
        if any(_over(title, column) for title in wider.values()):
            continue
        near = [t for t in titles if before[1] < t.centre < after[0] and t not in wider and not _over(t, after)]
        if near and _is_set_left(column, below) and all(title.centre > column[0] for title in near):
            first = min(near, key=lambda title: title.centre)
            wider |= _widened(_lowest(first, near), column, titles)
    return wider


def _lowest(title: Block, between: Sequence[Block]) -> Block:
    """The lowest of the titles that stand below a title."""
    return max((other for other in between if _over(other, (title.box[0], title.box[2]))), key=lambda t: t.baseline)


def _widened(title: Block, column: Span, titles: Sequence[Block]) -> dict[Block, Block]:
    """A title reaching over a column; none where another one stands over the column that is not above it."""
    above = [t for t in titles if _over(t, (title.box[0], title.box[2])) and t.middle < title.middle]
    if any(_over(other, column) for other in titles if other not in above):
        return {}
    return {title: _reaching(title, column)}


def _wide_labels(above: Sequence[Row], below: Sequence[Row]) -> dict[Block, Block]:
    """Labels without a title over them, made wider: none of their rows has a text in the column beside them."""
    columns = overlapping(block.box for row in below for block in row)
    titles = [title for row in above for title in row]
    held = [[[block for block in row if _over(block, column)] for row in below] for column in columns]
    wider: dict[Block, Block] = {}
    for number, column in enumerate(columns):
        own = [block for blocks in held[number] for block in blocks]
        titled = any(_over(title, column) and sum(_over(title, other) for other in columns) < 2 for title in titles)
        if titled or any(map(is_told, own)):
            continue
        for beside in (number + 1, number - 1):
            if 0 <= beside < len(columns) and not any(map(all, zip(held[number], held[beside], strict=True))):
                wider |= {block: _reaching(block, columns[beside]) for block in own}
                break
    return wider


def _over(block: Block, column: Span) -> bool:
    return block.box[0] <= column[1] and column[0] <= block.box[2]


def _reaching(block: Block, column: Span) -> Block:
    left, top, right, bottom = block.box
    return replace(block, box=(min(left, column[0]), top, max(right, column[1]), bottom))


def _is_set_right(column: Span, rows: Sequence[Row]) -> bool:
    """True for a column of figures that end at one edge."""
    return all(block.is_figure and column[1] - block.box[2] < _SAME_EDGE for block in _held(column, rows))


def _is_set_left(column: Span, rows: Sequence[Row]) -> bool:
    """True for a column of codes that begin at one edge; words may stand among them."""
    codes = [block for block in _held(column, rows) if block.is_figure]
    return len(codes) > 1 and all(block.box[0] - column[0] < _SAME_EDGE for block in codes)


def _held(column: Span, rows: Sequence[Row]) -> list[Block]:
    return [block for row in rows for block in row if column[0] <= block.centre <= column[1]]
