"""Titles of a table without rulings: set in the middle of wide columns they may stand beside the figures they are over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    that edge is over them, if nothing else is but what stands over it too. Codes, set to the left, begin where it does.
    """
    columns = overlapping(block.box for row in below for block in row if block not in titles)
    wider: dict[Block, Block] = {}
    for before, column, after in zip([(-inf, -inf), *columns], columns, [*columns[1:], (inf, inf)], strict=False):
        if _is_set(column, below, left=False):
            between = [title for title in titles if before[1] < title.centre < column[1]]
            nearest = max(between, key=lambda title: title.centre, default=None)
        elif _is_set(column, below, left=True):
            between = [title for title in titles if column[0] < title.centre < after[0]]
            nearest = min(between, key=lambda title: title.centre, default=None)
        else:
            continue
        if nearest is None or nearest in wider:
            continue
        found = max(
            (title for title in between if _over(nearest, (title.box[0], title.box[2]))), key=lambda t: t.baseline
        )
        above = [
            title for title in titles if _over(found, (title.box[0], title.box[2])) and title.middle < found.middle
        ]
        if not any(_over(title, column) for title in titles if title not in above):
            wider[found] = _reaching(found, column)
    return wider


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


def _is_set(column: Span, rows: Sequence[Row], *, left: bool) -> bool:
    """True for a column of figures that begin, or end, at one edge; words may stand among those that begin there."""
    held = [block for row in rows for block in row if column[0] <= block.centre <= column[1]]
    figures = [block for block in held if block.is_figure]
    if left:
        return len(figures) > 1 and all(block.box[0] - column[0] < _SAME_EDGE for block in figures)
    return len(figures) == len(held) and all(column[1] - block.box[2] < _SAME_EDGE for block in held)
