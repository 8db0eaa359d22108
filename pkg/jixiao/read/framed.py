"""Amounts that stand beside each other, and rulings that only frame them or head them: these draw no cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from jixiao.read.geometry import RuledTable
from jixiao.read.glyphs import Glyph, lines_of, text_of
from jixiao.read.words import AMOUNT, words_of

#: So many lines with several amounts, or so many in one line, and it is no text.
_FEWEST = 3
#: An amount that runs into the label of the column beside it: 1,583.26总计; what is told in a sentence has a unit.
_RUNS_ON = re.compile(r"-?[\d,]+\.\d\d(?![\d万亿元%])")
#: A table with so few rows may be parted into columns alone.
_FEW_ROWS = 3


def has_columns(glyphs: Sequence[Glyph]) -> bool:
    """True where amounts stand beside each other, line by line: no running text."""
    if sum(glyph.text in ".," for glyph in glyphs) < 2:  # each amount has one: most cells need no lines
        return False
    return columns_among((text_of(line), line) for line in lines_of(glyphs))


def columns_among(lines: Iterable[tuple[str, Sequence[Glyph]]]) -> bool:
    """The same for lines with their texts."""
    several = (line for text, line in lines if len(AMOUNT.findall(text)) > 1)
    amounts = [
        sum(words.is_amount or (number > 0 and _RUNS_ON.match(words.text) is not None)
            for number, words in enumerate(words_of(line)))
        for line in several
    ]  # fmt: skip
    return sum(count > 1 for count in amounts) >= _FEWEST or max(amounts, default=0) >= _FEWEST


def _is_several(cell: Sequence[Glyph], table: RuledTable) -> bool:
    """True for a cell that holds several of the table."""
    if has_columns(cell) or _has_rows(cell, is_low=table.n_rows <= _FEW_ROWS):
        return True
    return table.n_columns == 1 and _has_columns(cell)


def _has_rows(glyphs: Sequence[Glyph], *, is_low: bool) -> bool:
    """True where amounts, in a table of few rows any figures, stand below each other, each at the end of its line: cells
    of several rows."""
    lines = [words_of(line) for line in lines_of(glyphs)] if len(glyphs) > _FEWEST else []
    ends = (line[-1].is_amount or (is_low and len(line) == 1 and line[0].is_figure) for line in lines)
    return sum(ends) >= _FEWEST


def _has_columns(glyphs: Sequence[Glyph]) -> bool:
    """True where several texts stand beside each other in a line: cells of several columns."""
    return any(len(words_of(line)) >= _FEWEST for line in lines_of(glyphs))


def may_be_columns(tables: Sequence[RuledTable]) -> bool:
    """True where a table has hardly any rows, or a single column."""
    return any(table.n_rows <= _FEW_ROWS or table.n_columns == 1 for table in tables)


def whole_tables(tables: Sequence[RuledTable], glyphs: Sequence[Glyph]) -> list[RuledTable]:
    """The tables whose rulings part their amounts: no frame around a table, no ruled titles above one, and no walls
    between columns alone or rows alone."""
    outside = [glyph for glyph in glyphs if not any(table.holds(glyph.centre) for table in tables)]
    headed = bool(tables) and has_columns(outside)
    kept = []
    for table in tables:
        inside = [glyph for glyph in glyphs if table.holds(glyph.centre)]
        no_titles = not headed or AMOUNT.search(text_of(inside))
        if no_titles and not any(_is_several(cell, table) for cell in _cells(table, inside)):
            kept.append(table)
    return kept


def _cells(table: RuledTable, glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs of each cell that is high and wide enough for lines of amounts."""
    x, y = np.array([glyph.centre for glyph in glyphs]).reshape(-1, 2).T
    for cell in table.cells:
        left, top, right, bottom = cell.box
        held = np.flatnonzero((left <= x) & (x <= right) & (top <= y) & (y <= bottom))
        if len(held) > _FEWEST:
            yield [glyphs[index] for index in held.tolist()]
