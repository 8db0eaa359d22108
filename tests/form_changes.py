"""Changes of self-evaluation forms that carry no meaning, as other places print them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from altering import instead, one_of, tables_of, with_row
from typeset.model import Cell, Document, Table
from varying import plain

_MARKS = ("分值", "得分", "自评得分")
_TARGETS = ("指标值", "年度指标值")
_LEVELS = ("一级指标", "二级指标")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OTHERS = {
    "≥": ("≧", "＞=", ">=", "大于等于", "不低于", "不少于"),
    "≤": ("≦", "＜=", "<=", "小于等于", "不高于", "不超过"),
}


@dataclass(frozen=True)
class _Form:
    """A table of indicators: the row of its titles, the row of its total, and columns by title."""

    table: Table
    titles: int
    total: int
    columns: dict[str, int]

    def under(self, cell: Cell, titles: tuple[str, ...]) -> bool:
        """Whether a cell of an indicator, or of the total, stands under one of the titles."""
        return self.titles < cell.row <= self.total and cell.column in {self.columns.get(title) for title in titles}


def _forms(document: Document) -> list[_Form]:
    found = []
    for table in tables_of(document):
        heads = [c.row for c in table.cells if plain(c.text) == "三级指标"]
        totals = [c.row for c in table.cells if plain(c.text) in ("总分", "合计") and heads and c.row > heads[0]]
        if len(heads) == 1:
            columns = {plain(c.text): c.column for c in table.cells if c.row == heads[0] and c.text}
            found.append(_Form(table, heads[0], totals[0] if totals else table.rows, columns))
    return found


def _changed(document: Document, random: Random, change: Callable[[_Form, Cell], str]) -> Document:
    forms = {id(form.table): form for form in _forms(document)}
    for table in one_of(random, [form.table for form in forms.values()]):
        form = forms[id(table)]
        cells = tuple(replace(cell, text=change(form, cell)) for cell in table.cells)
        document = instead(document, table, replace(table, cells=cells))
    return document


def deduction(document: Document, random: Random) -> Document:
    """A row of deductions without target and weight before the total."""
    forms = [form for form in _forms(document) if form.total < form.table.rows and "分值" in form.columns]
    for table in one_of(random, [form.table for form in forms]):
        form = next(form for form in forms if form.table is table)
        level, name = form.columns.get("一级指标", 0), form.columns["三级指标"]
        texts = random.choice(({level: "扣分项"}, {name: "扣分项"}, {level: "扣分项", name: "无"}))
        scored = {form.columns[title]: random.choice(("", "0", "0.00")) for title in ("得分",) if title in form.columns}
        row = [Cell(form.total, column, {**scored, **texts}.get(column, "")) for column in range(len(table.widths))]
        document = instead(document, table, with_row(table, form.total, row))
    return document


def marks_in_percent(document: Document, random: Random) -> Document:
    """Weights as percentages."""
    return _changed(
        document, random, lambda form, cell: f"{cell.text}%" if _is_number(form, cell, ("分值",)) else cell.text
    )


def marks_finer(document: Document, random: Random) -> Document:
    """Weights and scores with more zeros."""
    more = random.choice((".0", ".00"))

    def change(form: _Form, cell: Cell) -> str:
        return cell.text + more if _is_number(form, cell, _MARKS) and "." not in cell.text else cell.text

    return _changed(document, random, change)


def _is_number(form: _Form, cell: Cell, titles: tuple[str, ...]) -> bool:
    return form.under(cell, titles) and bool(_NUMBER.fullmatch(cell.text))


def other_operators(document: Document, random: Random) -> Document:
    """≥ and ≤ in targets as other signs or words."""
    chosen = {sign: random.choice(texts) for sign, texts in _OTHERS.items()}

    def change(form: _Form, cell: Cell) -> str:
        if not form.under(cell, (*_TARGETS, "指标性质")):
            return cell.text
        return "".join(chosen.get(letter, letter) for letter in cell.text)

    return _changed(document, random, change)


def rates_without_sign(document: Document, random: Random) -> Document:
    """Rates of execution without the per cent sign."""

    def change(form: _Form, cell: Cell) -> str:
        above = cell.row < form.titles and re.fullmatch(r"\d+\.\d+%", cell.text)
        return cell.text.rstrip("%") if above else cell.text

    return _changed(document, random, change)


def levels_repeated(document: Document, random: Random) -> Document:
    """Names of levels in each of their rows."""
    for table in one_of(random, [form.table for form in _forms(document)]):
        form = next(form for form in _forms(document) if form.table is table)
        said: dict[int, str] = {}
        cells = []
        for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
            if form.under(cell, _LEVELS) and cell.row < form.total and cell.row_span == 1:
                said[cell.column] = cell.text or said.get(cell.column, "")
                cell = replace(cell, text=said[cell.column])
            cells.append(cell)
        document = instead(document, table, replace(table, cells=tuple(cells)))
    return document


def signed(document: Document, random: Random) -> Document:
    """Rows below a form for who filled it in, or with a note."""
    for table in one_of(random, [form.table for form in _forms(document)]):
        wide = len(table.widths)
        one = [
            Cell(table.rows, 0, "填表人：", column_span=wide // 2),
            Cell(table.rows, wide // 2, "审核人：", column_span=wide - wide // 2),
        ]
        note = [Cell(table.rows, 0, "注：得分一档最高不能超过该指标分值上限。", column_span=wide)]
        document = instead(document, table, with_row(table, table.rows, random.choice((one, note))))
    return document


#: In the order in which several are made.
CHANGES = (
    other_operators, marks_in_percent, marks_finer, rates_without_sign, levels_repeated, deduction, signed,
)  # fmt: skip
