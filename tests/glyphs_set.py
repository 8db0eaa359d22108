"""Glyphs as a page would have them: texts at their places."""

from __future__ import annotations

from typing import Any

from jixiao.read.glyphs import Glyph

#: Labels on two lines, set close, with their figures between the lines.
CLOSE = [
    (0.0, ("科目编码", 10), ("科目名称", 110), ("合计", 245), ("基本支出", 300)),
    (20.0, ("208", 20), ("社会保障和就业支出", 80), ("326.72", 240), ("326.72", 310)),
    (35.0, ("机关事业单位基本养老", 80)),
    (41.5, ("2080505", 0), ("160.75", 240), ("160.75", 310)),
    (48.0, ("保险缴费支出", 80)),
    (61.5, ("机关事业单位职业年金", 80)),
    (68.0, ("2080506", 0), ("80.38", 245), ("80.38", 315)),
    (74.5, ("缴费支出", 80)),
    (89.5, ("210", 20), ("卫生健康支出", 80), ("60.99", 245), ("60.99", 315)),
    (104.5, ("221", 20), ("住房保障支出", 80), ("445.69", 240), ("445.69", 310)),
]


def typed(text: str, x: float, y: float, size: float = 9.0) -> list[Glyph]:
    """Glyphs of a text that begins at a point."""
    places = [x + size * n for n in range(len(text))]
    return [Glyph(char, (left, y - 8, left + 8, y), left, y, size) for char, left in zip(text, places, strict=True)]


def set_on(rows: list[tuple[Any, ...]], right: float = 0.0) -> list[Glyph]:
    """The glyphs of rows, each told as its base line and its texts with where they begin."""
    return [glyph for y, *cells in rows for text, x in cells for glyph in typed(text, x + right, y)]
