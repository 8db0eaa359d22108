"""Glyphs of a PDF page from pdfium's text layer, in points from the top left of the page as shown.

Only pdfium's text layer is used for text: layout engines place text by font metrics, and these lie
with fonts in common use.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Sequence
from math import pi
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from jixiao.grids import Box

CHINESE = re.compile("[\u3400-\u9fff]")
#: What pdfium gives for a hyphen at the end of a line; the second is one that is not printed.
_LINE_END_HYPHEN = {0x2: "-", 0xFFFE: ""}
#: Two equal glyphs closer than this share of their size are one, drawn twice to look bold.
_DOUBLE_STROKE = 0.25
#: Height in points of the bands in which repeats are looked for.
_STEP = 4.0


class Glyph(NamedTuple):
    """One visible character: its tight box, the point on the base line where it begins, a blank before it."""

    text: str
    box: Box
    x: float
    baseline: float
    size: float
    after_blank: bool = False
    #: Quarter turns to the left by which the character lies on the page as shown.
    turn: int = 0

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the tight box: the cell that holds it holds the glyph."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def page_glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    """Visible glyphs of a page in stored order; strokes drawn twice are given once."""
    to_page = _Upright(page)
    text_page = page.get_textpage()
    handle = text_page.raw
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    scales: dict[float, float] = {}
    glyphs: list[Glyph] = []
    blank = False
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        char = _LINE_END_HYPHEN.get(code, chr(code))
        if char <= " " or char.isspace():
            blank = True
            continue
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        nominal = raw.FPDFText_GetFontSize(handle, index)
        if nominal not in scales:
            scales[nominal] = _scale(handle, index)
        box = to_page.box(left.value, bottom.value, right.value, top.value)
        origin = to_page.point(x.value, y.value)
        turn = to_page.turn(raw.FPDFText_GetCharAngle(handle, index))
        glyphs.append(Glyph(char, box, origin[0], origin[1], max(nominal * scales[nominal], 1.0), blank, turn))
        blank = False
    text_page.close()
    return _without_double_strokes(glyphs)


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by base line from the top, each line from the left; turned text, which follows, in its own order."""
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        by_turn.setdefault(glyph.turn, []).append(glyph)
    return [line for turn in sorted(by_turn) for line in _lines(by_turn[turn], turn)]


def _lines(glyphs: Sequence[Glyph], turn: int) -> list[list[Glyph]]:
    across, along = _DIRECTIONS[turn]
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (across(g), along(g))):
        if lines and across(glyph) - across(lines[-1][0]) <= 0.5 * min(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=along) for line in lines]


#: By quarter turns: how far down its text a glyph stands, and how far along its line.
_DIRECTIONS: tuple[tuple[Callable[[Glyph], float], Callable[[Glyph], float]], ...] = (
    (lambda g: g.baseline, lambda g: g.x),
    (lambda g: g.x, lambda g: -g.baseline),
    (lambda g: -g.baseline, lambda g: -g.x),
    (lambda g: -g.x, lambda g: g.baseline),
)


def text_of(line: Sequence[Glyph]) -> str:
    """One line as text; a space between Latin words and where a wide gap separates two phrases."""
    parts: list[str] = []
    for before, glyph in zip([None, *line], line, strict=False):
        if before is not None and _apart(before, glyph):
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)


def box_of(glyphs: Iterable[Glyph]) -> Box:
    """The smallest box around the glyphs."""
    left, top, right, bottom = zip(*(glyph.box for glyph in glyphs), strict=True)
    return min(left), min(top), max(right), max(bottom)


def _apart(before: Glyph, glyph: Glyph) -> bool:
    if glyph.turn:
        return glyph.after_blank
    latin = (before.text + glyph.text).isascii() and (before.text + glyph.text).isalpha()
    return (latin and glyph.after_blank) or glyph.box[0] - before.box[2] > 1.5 * glyph.size


def _without_double_strokes(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs without those that repeat an earlier one in the same place.

    Sorted by character and place, a repeat stands directly behind its original; the second order, shifted
    by half a step, finds those that the first one's steps tear apart.
    """
    if not glyphs:
        return []
    middles = np.array([glyph.centre for glyph in glyphs])
    near = np.array([glyph.size for glyph in glyphs]) * _DOUBLE_STROKE
    codes = np.array([ord(glyph.text[0]) for glyph in glyphs])
    repeated: set[int] = set()
    for shift in (0.0, 0.5):
        steps = np.floor(middles[:, 1] / _STEP + shift)
        order = np.lexsort((middles[:, 0], steps, codes))
        close = np.abs(np.diff(middles[order], axis=0)) < near[order[1:], None]
        same = (np.diff(codes[order]) == 0) & close.all(axis=1)
        repeated |= {max(int(order[i]), int(order[i + 1])) for i in np.flatnonzero(same)}
    return [glyph for index, glyph in enumerate(glyphs) if index not in repeated]


def _scale(handle: Any, index: int) -> float:
    """Font sizes are given before the text matrix; its vertical scale makes them points."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0


class _Upright:
    """From pdfium's page space (origin bottom left, not rotated) to the page as shown, origin top left."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._left, self._bottom, self._right, self._top = page.get_mediabox()
        self._rotation = page.get_rotation()

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self._rotation:
            case 90:
                return y - self._bottom, x - self._left
            case 180:
                return self._right - x, y - self._bottom
            case 270:
                return self._top - y, self._right - x
            case _:
                return x - self._left, self._top - y

    def turn(self, angle: float) -> int:
        """Quarter turns to the left of text that lies at an angle (radians) in page space."""
        return int(-round(angle / (pi / 2)) - self._rotation // 90) % 4  # pdfium measures to the right

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
