"""Words that only a wall parted: cells set close beside each other, cut where no line of figures has anything.

A typesetter leaves less room beside a wall than between two words: 352.40|30201, 1,583.26|总计. What stands in the same
place free in every line of figures is the room between two columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from jixiao.read.glyphs import CHINESE, Glyph, box_of
from jixiao.read.words import AMOUNT, REMARK, Words

#: Lines of figures that show where the columns are, at least.
_FEWEST = 3
#: Room between two cells, and how much more it is than the room between the signs of one word. Shares of the size.
_ROOM, _MORE = 0.12, 0.1
#: Digits of one number follow each other closer. Share of the size.
_DIGIT = 0.75

Span = tuple[float, float]


def parted(lines: Sequence[Sequence[Words]]) -> list[list[Words]]:
    """The lines with their words cut at the seams between columns.

    Above the first line of figures, and where few lines hold any, only between two Chinese signs: no other room is so
    sure to be none of a word's. A line that says something of the table (部门：…) is no line of it.
    """
    numbered = [n for n, line in enumerate(lines) if len(line) > 1 and any(map(_has_figure, line))]
    figures = [lines[number] for number in numbered]
    body = numbered[0] if len(numbered) >= _FEWEST else len(lines)
    advance = _advance(lines)
    free = _free([span for line in figures for words in line for span in _spans(words, advance)])
    return [
        list(line)
        if any(REMARK.search(words.text) for words in line)
        else [part for words in line for part in _cut(words, free, advance, is_title=number < body)]
        for number, line in enumerate(lines)
    ]


def _has_figure(words: Words) -> bool:
    return words.is_figure or AMOUNT.search(words.text) is not None


def _advance(lines: Sequence[Sequence[Words]]) -> float:
    """How far one digit stands behind the other, as a share of the size: alike for all digits of nearly every font."""
    steps = [
        (glyph.x - before.x) / glyph.size
        for line in lines
        for words in line
        for before, glyph in pairwise(words.glyphs)
        if before.text.isdecimal() and glyph.text.isdecimal()
    ]
    return median([step for step in steps if step < _DIGIT] or [_DIGIT])


def _end(glyph: Glyph, advance: float) -> float:
    """Where the next sign of one word would begin."""
    if glyph.text.isdecimal():
        return max(glyph.box[2], glyph.x + advance * glyph.size)
    return glyph.box[2] if glyph.text.isascii() else max(glyph.box[2], glyph.x + glyph.size)


def _begin(glyph: Glyph) -> float:
    return glyph.box[0] if glyph.text.isascii() and not glyph.text.isdecimal() else glyph.x


def _spans(words: Words, advance: float) -> Iterator[Span]:
    """What each sign of a word takes of its line, with the room that belongs to the word."""
    for before, glyph in pairwise(words.glyphs):
        end, begin = _end(before, advance), _begin(glyph)
        yield before.box[0], glyph.box[0] if begin - end < _ROOM * glyph.size else end
    yield words.glyphs[-1].box[0], words.box[2]


def _free(spans: Sequence[Span]) -> list[Span]:
    """Where no line has anything, from the left."""
    found: list[Span] = []
    reach = -inf
    for left, right in sorted(spans):
        if left > reach:
            found.append((reach, left))
        reach = max(reach, right)
    return [*found, (reach, inf)]


def _cut(words: Words, free: Sequence[Span], advance: float, *, is_title: bool) -> Iterator[Words]:
    """The parts of a word between the seams."""
    glyphs = words.glyphs
    rooms = [(_begin(glyph) - _end(before, advance)) / glyph.size for before, glyph in pairwise(glyphs)]
    usual = median(rooms) if len(rooms) > 1 else 0.0
    ends = [
        number
        for number, room in enumerate(rooms, 1)
        if room > max(_ROOM, usual + _MORE)
        and (not is_title or (CHINESE.match(glyphs[number - 1].text) and CHINESE.match(glyphs[number].text)))
        and _is_seam(glyphs[number - 1], glyphs[number], free)
    ]
    for first, last in pairwise([0, *ends, len(glyphs)]):
        yield Words(glyphs[first:last], box_of(glyphs[first:last])) if ends else words


def _is_seam(before: Glyph, glyph: Glyph, free: Sequence[Span]) -> bool:
    """True where the room between two signs is, for a part of it, what every line of figures leaves free."""
    left, right = before.box[2], glyph.box[0]
    return any(min(right, end) - max(left, begin) > _ROOM / 2 * glyph.size for begin, end in free)
