"""Figures of a performance form that no record holds: in rows, columns or fields that were not understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jixiao.families import ACCOUNTS
from jixiao.figures import as_figure, parse_number, parse_rate
from jixiao.grids import Cell, extent
from jixiao.recognise.find import Form
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.indicator_titles import is_subtotal

#: Titles in one row, at least, that head columns of figures.
_LEAST_TITLES = 3
_TITLES = ("fund_columns", "roles", "task_columns")
_LONGEST_TITLE = 14
#: What a number beside or below is no figure.
_NUMBERING = re.compile(r"序号|行次|编号|编码|代码|电话|手机|年[度份]")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A figure that no record holds under a known name: whether it stands in a column that is understood (then its row
    is not), and whether a record keeps it by the title of its column."""

    cell: Cell
    in_row: bool
    kept: bool


def unplaced(form: Form, is_recorded: Callable[[Cell], bool], is_kept: Callable[[Cell], bool]) -> Iterator[Unplaced]:
    """Figures below titles of a form without a record: amounts, rates, marks and counts, but no numbering and no code."""
    if not form.form or form.form == ACCOUNTS:
        return
    titles: list[Cell] = []
    for page, row in ((grid, row) for grid in form.grids for row in grid.rows()):
        if heads := _titles(row):
            beside = [*titles, *(c for c in page.cells if c.row < heads[0].row < c.row + c.row_span)]
            titles = [*heads, *(cell for cell in beside if not _over(cell, heads))]
            continue
        if is_subtotal([cell for cell in row if cell.text]):
            continue
        label = ""
        for cell in row:
            if not _is_figure(cell.text):
                label = cell.text or label
            elif titles and not is_recorded(cell):
                title = _over(cell, titles)
                if not _NUMBERING.search(f"{title} {label}"):
                    yield Unplaced(cell, heads_a_column(title), is_kept(cell))


def heads_a_column(text: str) -> bool:
    """True for the title of a column of a performance form, with its formula: 执行率（C/B×100%）."""
    return any(key_of(section, text) for section in _TITLES)


def _titles(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row of titles; none for any other row."""
    known = [cell for cell in row if heads_a_column(cell.text)]
    figures = any(_is_figure(cell.text) for cell in row)
    return list(row) if len(known) >= _LEAST_TITLES and not figures else []


def _over(cell: Cell, titles: Sequence[Cell]) -> str:
    left, right = extent(cell)
    shares = [(min(right, extent(title)[1]) - max(left, extent(title)[0]), title.text) for title in titles]
    share, text = max(shares, default=(0.0, ""))
    return text if share > 0 else ""


def _is_figure(text: str) -> bool:
    """True for a cell that holds one number and nothing else, with or without a per cent sign."""
    return any(as_figure(parse, text) for parse in (parse_number, parse_rate)) and len(text) <= _LONGEST_TITLE
