"""Target forms of budgets (项目支出绩效目标表, 部门整体绩效目标表): project, money and goal, also many projects in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.figures import WAN_YUAN, parse_amount, value_of
from jixiao.grids import Cell, Grid, extent
from jixiao.recognise.fields import with_places
from jixiao.recognise.find import Form
from jixiao.recognise.performance.evaluation import project_row
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.indicator_titles import UNKNOWN, is_header
from jixiao.recognise.performance.indicators import indicator_rows
from jixiao.recognise.performance.target_lists import columns_of, is_kind_of_money, list_columns, listed, under
from jixiao.recognise.tables.columns import is_numbering
from jixiao.values import plain_label

Row = dict[str, Any]

#: What money is for: no kind of it.
_NATURES = ("basic", "project")
_TARGETS = ("project_target", "department_target")
#: Columns of a list that are fields of a project.
_COLUMNS = {"name": "name", "unit": "implementing", "goal": "goal", "amount": "amount"}
#: The title of a form without what all such titles end with: the name of its project.
_TITLE_END = re.compile(
    r"(?:部门|项目|市级|区级|支出|整体|预算)*(?:年度)?绩效目标(?:申报|批复|公开|情况|汇总)?表?(?:\([^()]*\))?$"
)
_TITLE_START = re.compile(r"^(?:附?[表件][\d一二三四五六七八九十]+(?:[-.、:：]\d*)*|\d{1,2}[.、])?(?:20\d\d年(?:度)?)?")
#: Label and amount in one cell: 年度资金总额：285.87.
_WITH_AMOUNT = re.compile(r"(\D{2,20})[:：]\s*([\d,]+(?:\.\d+)?)\s*(万元|元)?")
#: One of several kinds of money in a cell, each with its amount and unit; what stands in brackets behind one is part of it.
_ONE_OF_SEVERAL = re.compile(r"([^\d:：，,；;。]{2,20})[:：]?\s*([\d,]+(?:\.\d+)?)\s*(万元|元)?")
_PARTS = re.compile(r"[(（][^()（）]*[)）]")
_WEIGHT = re.compile(r"执行率.*?\((\d{1,3})分?\)")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?[%％]?")
_PLAIN_AMOUNT = re.compile(r"\d[\d,]*\.\d+")
_TOTALS = ("合计", "总计", "小计")


def is_blank(form: Form) -> bool:
    """True for a target form that is printed without a project: its labels, and nothing beside them."""
    indicators = (row["level3"] or row["target"] for row in indicator_rows(form))
    said = project_row(form)["name"] or _listed(form) or _fields(form) or target_funds(form, WAN_YUAN)
    return not said and not any(indicators)


def target_project(form: Form) -> Row:
    """One row of table ``projects`` for a target form, without the common columns."""
    row, first = project_row(form), _listed(form)
    cells = {field: first[name] for name, field in _COLUMNS.items() if name in first} or _fields(form)
    if first and (goal := listed(form.grids, "goal")) is not None:
        cells["goal"] = goal
    texts = {name: cell.text for name, cell in cells.items() if name != "amount"}
    own: dict[str, str | None] = {name: text for name, text in texts.items() if first or not row[name]}
    if not (row["name"] or own.get("name")) and form.form == "project_target":
        own["name"] = _name_in_title(form.title)
    return {**row, **own, "cells": {**row["cells"], **with_places({**cells, **_kept(form)})}}


def _kept(form: Form) -> dict[str, Cell]:
    """Rows of figures only, each below a title that no field has (3月底 | 6月底 … over shares of the money), by their titles."""
    kept: dict[str, Cell] = {}
    for titles, figures in pairwise(_head(form)):
        filled = [cell for cell in figures if cell.text]
        if len(filled) > 1 and all(_FIGURE.fullmatch(cell.text.strip()) for cell in filled):
            heads = {UNKNOWN + title.text: extent(title) for title in titles if title.text}
            kept |= {name: cell for name, cell in under(figures, heads).items() if cell.text}
    return kept


def target_funds(form: Form, unit: str) -> list[Row]:
    """Rows of table ``funds`` of a target form: each kind of money with its amount as ``budget``."""
    first = _listed(form)
    if "amount" in first:
        return _listed_funds(form, first, unit)
    money = [one for one in _money(_head(form)) if one.fund or form.form == "project_target"]
    money = [one for one in money if _amount(one.cell.text, unit) is not None]
    term = [one.cell for one in money if one.fund == "total" and key_of("whole_term_money", one.label.text)]
    of_year = [one for one in money if one.cell not in term]
    if not any(one.fund == "total" for one in of_year):
        term, of_year = [], money
    rows = [_fund(one.fund, one.cell, unit) for one in of_year]
    for row, one in zip(rows, of_year, strict=True):
        row["cells"] |= with_places({"fund": one.label})
    if term:
        rows[0]["cells"] |= with_places({"whole_term": term[0]})
    weight = next((cell for cells in _head(form) for cell in cells if _WEIGHT.search(plain_label(cell.text))), None)
    for row in rows:
        if weight is not None and row["fund"] == "total":
            row |= {"weight": _weight(weight), "cells": {**row["cells"], **with_places({"weight": weight})}}
            break
    return rows


def _listed_funds(form: Form, first: Mapping[str, Cell], unit: str) -> list[Row]:
    """The total of a part of a list and its kinds of money; what it is for (基本支出) stands with the total."""
    total = _listed_fund(form, "total", "amount", first["amount"], unit)
    kinds: list[Row] = []
    for column in filter(is_kind_of_money, first):
        kind = column.split()[0]
        row = _listed_fund(form, kind, column, first[column], unit)
        if kind in _NATURES:
            total["cells"] |= {f"{kind} {name}": place for name, place in row["cells"].items()}
        elif row["budget"] is not None:
            kinds.append(row)
    return [total, *kinds]


def _listed_fund(form: Form, kind: str, column: str, cell: Cell, unit: str) -> Row:
    row = _fund(kind, cell, unit)
    return {**row, "cells": row["cells"] | with_places(_again(form, column, cell))}


def _weight(cell: Cell) -> Decimal | None:
    """The marks for execution that a label prints: 执行率分值（10分）."""
    match = _WEIGHT.search(plain_label(cell.text))
    return Decimal(match[1]) if match else None


def parts_of(form: Form) -> list[Form]:
    """A list of several projects, or of units with their goals, as a form for each; any other form as it is."""
    columns, header = list_columns(form.grids[0])
    if not is_target(form) or not columns:
        return [form]
    whose = "name" if "name" in columns else "unit"
    parts: list[tuple[str, str, list[tuple[Grid, list[Cell]]]]] = []
    for grid in form.grids:
        for cells in grid.rows()[header if grid is form.grids[0] else 0 :]:
            own = under(cells, columns)
            name, amount = (re.sub(r"\s", "", own[key].text) if key in own else "" for key in (whose, "amount"))
            again = grid is not form.grids[0] and columns_of(cells).keys() >= {whose, "goal"}
            if not cells or is_numbering(cells) or again:
                continue
            before = parts[-1][:2] if parts else ("", "")
            # One name with another amount is the same project of another unit.
            if not parts or (name and (name != before[0] or (amount and amount != before[1]))):
                parts.append((name, amount, []))
            parts[-1][2].append((grid, cells))
    heads = [cell for row in form.grids[0].rows()[:header] for cell in row]
    return [_part(form, name, rows, heads) for name, _, rows in parts] or [form]


def _part(form: Form, name: str, rows: Sequence[tuple[Grid, list[Cell]]], heads: Sequence[Cell]) -> Form:
    """The form of one project: the header of the list, then its own rows on each page."""
    owned = [(grid, tuple(cell for home, cells in rows if home is grid for cell in cells)) for grid in form.grids]
    grids = [replace(grid, cells=own) for grid, own in owned if own]
    page = grids[0].page
    header = replace(form.grids[0], page=page, cells=tuple(replace(cell, page=page) for cell in heads))
    columns = list_columns(header)[0]
    goals = [cell for grid in grids for row in grid.rows() if (cell := under(row, columns).get("goal"))]
    total = plain_label(name).rstrip(":") in _TOTALS or ("goal" in columns and not goals)
    title = name if name and form.form == "project_target" else form.title
    return replace(form, form="" if total else form.form, title=title, grids=(header, *grids))


def _listed(form: Form) -> dict[str, Cell]:
    """Cells of the first row of a part of a list, by column; empty for a form of another shape."""
    columns, _ = list_columns(form.grids[0])
    rows = [cells for grid in form.grids[1:] for cells in grid.rows() if cells] if columns else []
    return under(rows[0], columns) if rows else {}


def _again(form: Form, column: str, first: Cell) -> dict[str, Cell]:
    """The cells of a part of a list that print an amount again: a merged cell is printed again on every page."""
    columns, _ = list_columns(form.grids[0])
    cells = (under(row, columns).get(column) for grid in form.grids[1:] for row in grid.rows())
    return {f"budget again, page {c.page}": c for c in cells if c and c is not first and c.text == first.text}


def _head(form: Form) -> Iterator[list[Cell]]:
    for cells in form.rows():
        if is_header(cells):
            return
        yield cells


def _fields(form: Form) -> dict[str, Cell]:
    """The goal: right of its label, else below it; that of the year where one of the whole term stands beside it."""
    rows = list(_head(form))
    found: dict[bool, Cell] = {}
    for index, cells in enumerate(rows):
        for position, cell in enumerate(cells):
            if key_of("goals", cell.text) != "goal":
                continue
            after = [other for other in cells[position + 1 :] if other.text]
            beside = [] if any(_names_a_goal(other.text) for other in after) else after
            below = under(rows[index + 1], {"goal": extent(cell)}) if index + 1 < len(rows) else {}
            if beside or below:
                of_term = key_of("whole_term", cell.text) is not None
                found.setdefault(of_term, beside[0] if beside else below["goal"])
    return {"goal": found[min(found)]} if found else {}


def _names_a_goal(text: str) -> bool:
    return key_of("goals", text) is not None or key_of("whole_term", text) is not None


@dataclass(frozen=True, slots=True)
class _Money:
    """A kind of money, None for one that is not understood, with the cell of its amount and the label beside it."""

    fund: str | None
    cell: Cell
    label: Cell


def _money(rows: Iterator[list[Cell]]) -> Iterator[_Money]:
    """The amounts of a form: the next cell right of a label, or the label's own."""
    for cells in rows:
        for position, cell in enumerate(cells):
            fund = key_of("funds", cell.text)
            following = next((other for other in cells[position + 1 :] if other.text), None)
            if several := list(_several(cell)):
                yield from (_Money(kind, part, part) for kind, part in several)
            elif fund and following is not None:
                yield _Money(fund, following, cell)
            elif following is not None and key_of("fund_columns", cell.text) == "budget" and _is_amount(following):
                yield _Money("total", following, cell)  # 预算数 beside its amount
            elif (match := _WITH_AMOUNT.fullmatch(cell.text.strip())) and (fund := key_of("funds", match[1])):
                yield _Money(fund, cell, cell)
            elif following is not None and _is_amount(following) and cell.text and not _is_amount(cell):
                yield _Money(None, following, cell)


def _several(cell: Cell) -> Iterator[tuple[str, Cell]]:
    """The kinds of money that one cell names with their amounts (总额100万元 其中：财政拨款：80万元 …); none unless all are known."""
    matches = list(_ONE_OF_SEVERAL.finditer(_PARTS.sub("", cell.text)))
    kinds = [kind for match in matches if (kind := key_of("funds", match[1]))]
    if len(matches) > 1 and len(kinds) == len(matches):
        for kind, match in zip(kinds, matches, strict=True):
            yield kind, replace(cell, text=f"{match[1].strip()}：{match[2]}{match[3] or ''}")


def _is_amount(cell: Cell) -> bool:
    return _PLAIN_AMOUNT.fullmatch(cell.text.strip()) is not None


def _fund(fund: str | None, cell: Cell, unit: str) -> Row:
    own = {"fund": fund, "budget": _amount(cell.text, unit), "unit": unit, "cells": with_places({"budget": cell})}
    return {**dict.fromkeys(("initial_budget", "executed", "rate", "weight", "score")), **own, **cell.place.as_dict()}


def _amount(text: str, unit: str) -> Decimal | None:
    match = _WITH_AMOUNT.fullmatch(text.strip())
    return value_of(parse_amount, match[2], match[3] or unit) if match else value_of(parse_amount, text, unit)


def _name_in_title(title: str) -> str | None:
    name = _TITLE_START.sub("", _TITLE_END.sub("", re.sub(r"\s", "", title)))
    return name if len(name) > 1 else None


def is_target(form: Form) -> bool:
    """True for the forms of this module."""
    return form.form in _TARGETS
