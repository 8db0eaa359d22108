"""Amounts that stand beside each other, and rulings that only frame them or head them: these draw no cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jixiao.read.geometry import RuledTable
from jixiao.read.glyphs import Glyph, lines_of, text_of
from jixiao.read.words import words_of

#: Amounts and rates; so many lines with several of them, or so many in one line, and it is no text.
_AMOUNT = re.compile(r"\d\.\d|\d,\d{3}")
_FEWEST = 3


def has_columns(glyphs: Iterable[Glyph]) -> bool:
    """True where amounts stand beside each other, line by line: no running text."""
    lines = (line for line in lines_of(glyphs) if len(_AMOUNT.findall(text_of(line))) > 1)
    amounts = [sum(words.is_amount for words in words_of(line)) for line in lines]
    return sum(count > 1 for count in amounts) >= _FEWEST or max(amounts, default=0) >= _FEWEST


def whole_tables(tables: Sequence[RuledTable], glyphs: Sequence[Glyph]) -> list[RuledTable]:
    """The tables whose rulings part their amounts: no frame around a table, and no ruled titles above one."""
    outside = [glyph for glyph in glyphs if not any(table.holds(glyph.centre) for table in tables)]
    headed = bool(tables) and has_columns(outside)
    kept = []
    for table in tables:
        inside = [glyph for glyph in glyphs if table.holds(glyph.centre)]
        no_titles = not headed or _AMOUNT.search(text_of(inside))
        if no_titles and not any(has_columns(cell) for cell in _cells(table, inside)):
            kept.append(table)
    return kept


def _cells(table: RuledTable, glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each cell that is high and wide enough for lines of amounts."""
    found = []
    for cell in table.cells:
        left, top, right, bottom = cell.box
        held = [g for g in glyphs if left <= g.centre[0] <= right and top <= g.centre[1] <= bottom]
        if len(held) > _FEWEST:
            found.append(held)
    return found
