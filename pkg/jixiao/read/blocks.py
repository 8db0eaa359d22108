"""Blocks of text and the rows that they form: what a table without rulings shows of its cells.

A block is the text of one cell: lines close under each other. Blocks of one row share their middle or their
first base line. A label that stands between rows belongs to several of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.grids import Box
from jixiao.read.glyphs import Glyph, box_of
from jixiao.read.words import Words

#: Base lines of one block are closer than this; those of two cells are not. Share of the size.
_LEADING = 1.4
#: … and no closer: lines of one block do not overlap.
_LEAST_LEADING = 0.9
#: … or, where amounts show how far apart the rows are, than this share of it, and never farther than this share of the size.
_CLOSER, _WIDEST_LEADING = 0.9, 1.7
#: … and overlap by this share of the narrower one.
_OVERLAP = 0.3
#: … or so much more than they are known to be.
_SAME_LEADING = 1.05
#: A block goes on among the last ones: two lines of the page hold no more.
_NEAR = 100
#: Single characters that are one label stand so far apart, all alike. Shares of the size.
_SPACED, _WIDE, _SAME_GAP = 0.45, 1.6, 0.3
#: Middles and first base lines of one row differ by less. Shares of the size.
_SAME_MIDDLE, _SAME_LINE = 0.25, 0.15
#: A row has at least these shares of the room and of the pitch of other rows around it; a label between rows less.
_ROOM, _PITCH = 0.6, 0.75


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one cell."""

    lines: tuple[Words, ...]
    box: Box

    @property
    def middle(self) -> float:
        """Half way between its top and bottom."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def centre(self) -> float:
        """Half way between its left and right."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def is_figure(self) -> bool:
        return self.lines[0].is_figure

    @property
    def baseline(self) -> float:
        """Base line of its first line."""
        return self.lines[0].glyphs[0].baseline

    @property
    def size(self) -> float:
        return self.lines[0].glyphs[0].size

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def glyphs(self) -> list[Glyph]:
        return [glyph for line in self.lines for glyph in line.glyphs]


Row = tuple[Block, ...]


def blocks_of(lines: Sequence[Sequence[Words]], leading: float | None = None) -> list[Block]:
    """Words joined to blocks, in the order of their first lines; lines of a block are ``leading`` apart, if that is known."""
    stacks: list[list[Words]] = []
    pitch = _pitch_of_amounts(lines)
    for words in (words for line in lines for words in line):
        size = words.glyphs[0].size
        most = (
            _SAME_LEADING * leading if leading else max(_LEADING * size, min(_CLOSER * pitch, _WIDEST_LEADING * size))
        )
        holder = next((stack for stack in stacks[: -_NEAR - 1 : -1] if _goes_on(stack[-1], words, most)), None)
        if holder is None:
            stacks.append([words])
        else:
            holder.append(words)
    return [block_of(stack) for stack in stacks]


def block_of(words: Iterable[Words]) -> Block:
    """The block of these lines."""
    lines = tuple(words)
    return Block(lines, box_of([glyph for line in lines for glyph in line.glyphs]))


def overlapping(boxes: Iterable[Box]) -> list[tuple[float, float]]:
    """Left and right edge of the boxes that overlap, from the left."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((box[0], box[2]) for box in boxes):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _pitch_of_amounts(lines: Iterable[Sequence[Words]]) -> float:
    """How far apart the nearest two lines with figures are: no two rows are closer. 0 where fewer than two have any."""
    bases = [base for line in lines if (base := min((w.glyphs[0].baseline for w in line if w.is_figure), default=None))]
    return min((below - above for above, below in pairwise(bases)), default=0.0)


def rows_of(blocks: Iterable[Block]) -> list[Row]:
    """Blocks that share their middle or their first base line, from the top; a label between rows is one by itself."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: b.middle):
        row = next((row for row in rows[-3:] if any(_beside(block, other) for other in row)), None)
        if row is None:
            rows.append([block])
        else:
            row.append(block)
    return [tuple(sorted(row, key=lambda b: b.box[0])) for row in sorted(rows, key=lambda row: middle_of(row))]


def rows_by_middle(blocks: Iterable[Block]) -> tuple[Row, ...]:
    """Blocks that share their middle: rows of titles, which begin at one height by chance."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: b.middle):
        if rows and level(block.middle, rows[-1][0].middle, block.size):
            rows[-1].append(block)
        else:
            rows.append([block])
    return tuple(tuple(sorted(row, key=lambda b: b.box[0])) for row in rows)


def middle_of(row: Sequence[Block]) -> float:
    """The height at which a row stands: half way between its top and bottom."""
    top, bottom = span_of(row)
    return (top + bottom) / 2


def span_of(row: Sequence[Block]) -> tuple[float, float]:
    """Top and bottom of a row's text."""
    return min(block.box[1] for block in row), max(block.box[3] for block in row)


def level(one: float, other: float, size: float) -> bool:
    """True where two middles are those of one row."""
    return abs(one - other) < _SAME_MIDDLE * size


def squeezed(row: Row, sure: Sequence[Row]) -> bool:
    """True where a row stands too close to one that is sure: it is a label merged over several rows."""
    ordered = sorted(sure, key=middle_of)
    gaps = [span_of(below)[0] - span_of(above)[1] for above, below in pairwise(ordered)]
    pitches = [middle_of(below) - middle_of(above) for above, below in pairwise(ordered)]
    room, pitch = _ROOM * max(min(gaps, default=0.0), 0.0), _PITCH * min(pitches, default=0.0)
    top, bottom = span_of(row)
    return any(
        max(top - span_of(other)[1], span_of(other)[0] - bottom) < room
        or abs(middle_of(row) - middle_of(other)) < pitch
        for other in sure
    )


def unspaced(line: Sequence[Words]) -> list[Words]:
    """Words of a line, single characters set wide apart as one label: 得　分."""
    joined: list[Words] = []
    for words in line:
        before = joined[-1] if joined else None
        if before is not None and _single(words) and _as_wide(before, words):
            glyphs = (*before.glyphs, *words.glyphs)
            joined[-1] = Words(glyphs, box_of(glyphs))
        else:
            joined.append(words)
    return joined


def _single(words: Words) -> bool:
    return len(words.glyphs) == 1 and not words.glyphs[0].text.isascii()


def _as_wide(before: Words, words: Words) -> bool:
    """True where words begin as far behind a single character, or behind such a label, as it is set apart itself."""
    size = words.glyphs[0].size
    gap = words.box[0] - before.box[2]
    last = before.glyphs[-2:]
    own = gap if len(last) == 1 else last[1].box[0] - last[0].box[2]
    return _SPACED * size < gap < _WIDE * size and abs(gap - own) < _SAME_GAP * size and not last[-1].text.isascii()


def _goes_on(above: Words, words: Words, leading: float) -> bool:
    """True for the next line of a block, whose lines are no farther apart."""
    size = words.glyphs[0].size
    pitch = words.glyphs[0].baseline - above.glyphs[0].baseline
    left, start = above.glyphs[0].x, words.glyphs[0].x
    shared = min(above.box[2], words.box[2]) - max(left, start)
    narrower = min(above.box[2] - left, words.box[2] - start)
    alike = 0.8 < above.glyphs[0].size / size < 1.25
    return alike and _LEAST_LEADING * size < pitch < leading and shared > _OVERLAP * narrower


def _beside(one: Block, other: Block) -> bool:
    size = min(one.size, other.size)
    apart = one.box[2] <= other.box[0] or other.box[2] <= one.box[0]
    same = level(one.middle, other.middle, size)
    return apart and (same or abs(one.baseline - other.baseline) < _SAME_LINE * size)
