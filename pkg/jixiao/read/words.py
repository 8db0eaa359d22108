"""Words of a page: neighbouring glyphs of one line, parted where a gap is wider than between two words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.grids import Box
from jixiao.read.glyphs import Glyph, box_of, lines_of, text_of

#: Wider gaps part two cells of one line. Share of the size.
_CELL_GAP = 0.45
#: Amounts of narrow columns that touch: 1,230.551,230.55. No number has digits or points behind two decimals and a point.
_GLUED = re.compile(r"-?\d[\d,]*\.\d\d(?=-?\d[\d,]*\.\d\d)")
_FIGURE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?|[-—–]+")
#: Where an amount or a rate stands.
AMOUNT = re.compile(r"\d\.\d|\d,\d{3}")
#: Words above and below a table: 部门：…, 填表人：…
REMARK = re.compile(r"[:：]")


@dataclass(frozen=True, slots=True)
class Words:
    """Neighbouring glyphs of one line: the text of a cell, or a line of it."""

    glyphs: tuple[Glyph, ...]
    box: Box

    @property
    def text(self) -> str:
        return text_of(self.glyphs)

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2

    @property
    def is_figure(self) -> bool:
        return _FIGURE.fullmatch(self.text.replace(" ", "")) is not None

    @property
    def is_amount(self) -> bool:
        """True for a figure with decimals or thousands: no count and no code."""
        return self.is_figure and any(mark in self.text for mark in ".,")


def word_lines(glyphs: Iterable[Glyph]) -> list[list[Words]]:
    """The lines of a page from the top, each as its words from the left."""
    return [words_of(line) for line in lines_of(glyphs)]


def words_of(line: Sequence[Glyph]) -> list[Words]:
    """The words of one line from the left."""
    parts: list[list[Glyph]] = [[line[0]]]
    for glyph in line[1:]:
        begin = glyph.box[0] if glyph.text.isascii() else glyph.x
        if begin - _end(parts[-1][-1]) > _CELL_GAP * glyph.size:
            parts.append([])
        parts[-1].append(glyph)
    return [Words(tuple(part), box_of(part)) for joint in parts for part in _parted(joint)]


def _parted(glyphs: Sequence[Glyph]) -> list[Sequence[Glyph]]:
    """Glyphs of one word, amounts that touch each by itself."""
    text = "".join(glyph.text for glyph in glyphs)
    if len(text) != len(glyphs) or not (ends := [match.end() for match in _GLUED.finditer(text)]):
        return [glyphs]
    return [glyphs[start:end] for start, end in zip([0, *ends], [*ends, len(glyphs)], strict=True)]


def _end(glyph: Glyph) -> float:
    """Where the next glyph may begin: full-width marks such as ， and （ fill only a corner of their square."""
    return glyph.box[2] if glyph.text.isascii() else max(glyph.box[2], glyph.x + glyph.size)
