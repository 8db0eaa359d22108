"""Labels of several lines in a table without rulings: their lines stand together beside the figures of one row.

An amount too long for its column stands on two lines of its own row. Where rows are set close, the lines of one label are hardly closer than two rows. A label stands in the middle of its row,
at its top or at its bottom, in all rows of a table alike; and a line of it ended because no more went into its column.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from jixiao.read.blocks import Block, block_of, blocks_of, overlapping, unspaced
from jixiao.read.words import Words

#: Lines of one label are no farther apart than this share of the size and no closer than that one, and all alike.
_WIDEST_LEADING, _LEAST_LEADING, _SAME_LEADING = 1.7, 0.9, 0.1
#: Points by which edges or middles of lines set to one of them differ.
_NEAR = 1.0
#: Lines that no figures show to be one label are, where they are closer than rows by this share.
_CLOSER = 0.93
#: A label is off its figures by less. Share of the size.
_OFF = 0.25
#: What it costs to leave a line by itself, and to break one before its column is full; finding its figures is worth one.
_ALONE, _SHORT = 1.0, 1.5
#: A line is full where the next word would have gone nearly as far as the longest one of its column. Share of the size.
_ROOM = 0.3
#: What begins a line and could not stay in the one before: a number, a word or a sign, and the marks behind it.
_UNBROKEN = re.compile(r"(?:[A-Za-z\d.,%]+|.)[，。、；：）》”’！？),.;:%]*")
#: A label of its own, never the next line of one.
_BEGINS = re.compile(r"[（(]?[一二三四五六七八九十]+[、）)．.]|其中[:：]|备?注[:：]|\d+[、．]")
_LEVELS = frozenset("类款项")
#: An amount, any part of one, and a part that shows that its rest is lacking.
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d")
_PIECE = re.compile(r"-?[\d,.]+")
_TORN = re.compile(r"[.,]$|,\d{1,2}$|\d{3}\.\d$")
#: Where between its first and its last base line a label has its figures.
_STANDS = (0.5, 0.0, 1.0)

Stack = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """The words of a column from the top, and how far they reach."""

    words: Stack
    right: float
    width: float

    def full(self, above: Words, below: Words) -> bool:
        """True where the beginning of the next line would not have gone into the one above it."""
        if _BEGINS.match(below.text):
            return False
        match = _UNBROKEN.match(below.text)
        last = below.glyphs[min(match.end() if match else 1, len(below.glyphs)) - 1]
        more = last.box[2] - below.box[0] + _ROOM * last.size
        return above.box[2] + more > self.right or _width(above) + more > self.width


def table_blocks(lines: Sequence[Sequence[Words]]) -> list[Block]:
    """Words joined to blocks as ``blocks_of`` does, but in the body of a table by the figures beside them."""
    lines = [_unspaced(line) for line in lines]
    torn = _torn_amounts(lines)
    pieces = {id(words) for stack in torn for words in stack}
    lines = [left for line in lines if (left := [words for words in line if id(words) not in pieces])]
    anchors = _anchors(lines, torn)
    if not anchors:
        return blocks_of(lines)
    columns = _columns(lines, anchors[0])
    ways = ([_beside(column, anchors, stands) for column in columns] for stands in _STANDS)
    found = min(ways, key=lambda way: sum(cost for cost, _ in way))
    stacks = [stack for _, own in found for stack in own]
    leading = _leading([stack for stack in stacks if len(stack) > 1], lines, columns, anchors)
    joined = [stack for column, (_, own) in zip(columns, found, strict=True)
              for stack in _closed(own, column, anchors[0], leading)]  # fmt: skip
    joined += [*((words,) for line in lines for words in line if words.is_figure), *torn]
    placed = {id(words) for stack in joined for words in stack}
    rest = [left for line in lines if (left := [words for words in line if id(words) not in placed])]
    blocks = [*map(block_of, joined), *blocks_of(rest, leading)]
    return sorted(blocks, key=lambda block: (block.baseline, block.box[0]))


def _torn_amounts(lines: Sequence[Sequence[Words]]) -> list[Stack]:
    """Amounts longer than any other of their column, which a line's end in their cell tore: 478,678,942.0 | 0."""
    pieces = [words for line in lines for words in line if _PIECE.fullmatch(words.text)]
    found: list[Stack] = []
    for number, above in enumerate(pieces):
        if not _TORN.search(above.text):
            continue
        column = [words for words in pieces if words.box[0] < above.box[2] and above.box[0] < words.box[2]]
        most = max((len(words.text) for words in column if _AMOUNT.fullmatch(words.text)), default=0)
        below = next((w for w in pieces[number + 1 :] if w in column and _base(w) > _base(above)), None)
        if below is not None and _base(below) - _base(above) < _WIDEST_LEADING * above.glyphs[0].size:
            whole = above.text + below.text
            if _AMOUNT.fullmatch(whole) and len(whole) > most:
                found.append((above, below))
    return found


def _anchors(lines: Sequence[Sequence[Words]], torn: Sequence[Stack]) -> list[float]:
    """Base lines of rows with figures from the top; that of a torn amount is half way between its lines."""
    anchors = [_base(line[0]) for line in lines if any(words.is_figure for words in line)]
    for above, below in torn:
        middle = (_base(above) + _base(below)) / 2
        if all(abs(anchor - middle) > _OFF * above.glyphs[0].size for anchor in anchors):
            anchors.append(middle)
    return sorted(anchors)


def _unspaced(line: Sequence[Words]) -> list[Words]:
    """A line with words set wide apart joined, but not the levels of codes, which head a column each."""
    single = {id(words.glyphs[0]): words for words in line}
    return [
        part
        for words in unspaced(line)
        for part in (
            [single[id(g)] for g in words.glyphs if id(g) in single] if _LEVELS.issuperset(words.text) else [words]
        )
    ]


def _base(words: Words) -> float:
    return words.glyphs[0].baseline


def _width(words: Words) -> float:
    return words.box[2] - words.box[0]


def _columns(lines: Sequence[Sequence[Words]], top: float) -> list[_Column]:
    """The columns of a table by its lines from ``top``, with the words that stand in one of them, also above it."""
    edges = overlapping(words.box for line in lines if len(line) > 1 and _base(line[0]) >= top - 1 for words in line)
    held: list[list[Words]] = [[] for _ in edges]
    for words in (words for line in lines for words in line if not words.is_figure):
        over = [n for n, (left, right) in enumerate(edges) if left < words.box[2] and words.box[0] < right]
        if len(over) == 1:
            held[over[0]].append(words)
    found = []
    for own in held:
        body = [words for words in own if _base(words) >= top - 1] or own
        if own:
            found.append(_Column(tuple(own), max(words.box[2] for words in body), max(map(_width, body))))
    return found


def _beside(column: _Column, anchors: Sequence[float], stands: float) -> tuple[float, list[Stack]]:
    """The words of a column as labels beside figures, as many as can be, and what is against that."""
    words = column.words
    best: list[tuple[float, list[Stack]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        ways = []
        short = 0
        for begin in range(end - 1, -1, -1):
            stack = words[begin:end]
            if len(stack) > 1 and not _one_leading(stack):
                break
            short += len(stack) > 1 and not column.full(*stack[:2])
            cost, before = best[begin]
            ways.append((cost + _SHORT * short + _against(stack, anchors, stands), [*before, stack]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1]


def _against(stack: Stack, anchors: Sequence[float], stands: float) -> float:
    """What is against that these lines are one label: that no figures are theirs, or that those of others are between."""
    first, last = _base(stack[0]), _base(stack[-1])
    near = _OFF * stack[0].glyphs[0].size
    at = first + stands * (last - first)
    own = bisect_right(anchors, at + near) - bisect_left(anchors, at - near)
    if not own:
        return len(stack) * _SHORT if len(stack) > 1 else _ALONE * (first > anchors[0])
    between = bisect_right(anchors, last + near) - bisect_left(anchors, first - near) - own
    apart = len(stack) > 1 and last - first >= (len(stack) - 1) * _CLOSER * _pitch(anchors)
    return _ALONE * (between + apart * len(stack) - 1)


def _pitch(anchors: Sequence[float]) -> float:
    """How far apart the nearest two rows with figures are."""
    return min((below - above for above, below in pairwise(anchors)), default=inf)


def _one_leading(stack: Stack) -> bool:
    """True where the first lines follow each other as those of one label do."""
    size = stack[0].glyphs[0].size
    steps = [_base(below) - _base(above) for above, below in pairwise(stack[:3])]
    if abs(stack[1].glyphs[0].size - size) > _SAME_LEADING * size:
        return False
    close = _LEAST_LEADING * size < min(steps) and max(steps) < _WIDEST_LEADING * size
    return close and max(steps) - min(steps) < _SAME_LEADING * size


def _leading(
    stacks: Sequence[Stack], lines: Sequence[Sequence[Words]], columns: Sequence[_Column], anchors: Sequence[float]
) -> float | None:
    """How far apart the lines of one label are: as those beside figures show, else those over each other that are closer
    than rows; None where nothing shows it."""
    if stacks:
        return max(_base(below) - _base(above) for stack in stacks for above, below in pairwise(stack))
    size = median(words.glyphs[0].size for line in lines for words in line if words.is_figure)
    alike = {id(words) for line in lines for words in line if abs(words.glyphs[0].size - size) < _SAME_LEADING * size}
    above = [words for line in lines for words in line if id(words) in alike and _base(words) < anchors[0]]
    titles = [_base(below) - _base(words) for words in above for below in above if _aligned(words, below)]
    held = [
        [words for words in column.words if id(words) in alike and _base(words) >= anchors[0]] for column in columns
    ]
    labels = [_base(below) - _base(words) for own in held for words, below in pairwise(own)]
    least = min((step for step in (*titles, *labels) if step > _LEAST_LEADING * size), default=0.0)
    rows = min(_pitch(anchors), median(labels or [inf]))
    if rows == inf:  # one row of figures stands as far below the last line of the titles as rows do
        rows = anchors[0] - max(map(_base, above), default=-inf)
    return least if 0 < least < min(_CLOSER * rows, _WIDEST_LEADING * size) else None


def _aligned(one: Words, other: Words) -> bool:
    """True where two lines are set to one edge or one middle."""
    left, right = one.box[0] - other.box[0], one.box[2] - other.box[2]
    return min(abs(left), abs(right), abs(left + right) / 2) < _NEAR


def _closed(stacks: Sequence[Stack], column: _Column, top: float, leading: float | None) -> Iterator[Stack]:
    """The labels of a column below its titles; lines that no figures stand beside, joined where they are so close."""
    before: Stack = ()
    for stack in (stack for stack in stacks if len(stack) > 1 or _base(stack[0]) >= top - 1):
        close = leading and before and _base(stack[0]) - _base(before[-1]) <= (1 + _SAME_LEADING / 2) * leading
        if close and column.full(before[-1], stack[0]):
            before = (*before, *stack)
            continue
        if before:
            yield before
        before = stack
    if before:
        yield before
