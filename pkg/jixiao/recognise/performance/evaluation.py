"""Self-evaluation and transfer forms (绩效自评表): project, goals and money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.figures import WAN_YUAN, parse_amount, parse_number, parse_rate, value_of
from jixiao.grids import Cell, extent, union
from jixiao.recognise.fields import form_year, labelled_by, with_places
from jixiao.recognise.find import Form
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.indicator_titles import UNKNOWN, end_of, headed_rows, is_header
from jixiao.recognise.performance.tasks import total_cells
from jixiao.recognise.tables.rows import unit_of
from jixiao.values import parse_period, plain_label

Row = dict[str, Any]

_YES_NO = {"是": True, "否": False}
_AMOUNTS = ("initial_budget", "budget", "executed")
#: The weight of a whole form.
_WHOLE = 100


def project_row(form: Form) -> Row:
    """One row of table ``projects``, without the common columns."""
    head = list(_head(form))
    fields = labelled_by(head, _field)
    fields |= _goals(head, form.grids[0].ruled)
    fields |= _below_indicators(form)
    texts = {name: cell.text for name, cell in fields.items()}
    first, last = parse_period(texts.get("period", ""))
    place = fields.get("name") or next(iter(form.rows()))[0]
    return {
        "form": form.form,
        "title": form.title,
        "name": texts.get("name"),
        "period_start": first and first.isoformat(),
        "period_end": last and last.isoformat(),
        "period_printed": texts.get("period"),
        "supervising": texts.get("supervising"),
        "implementing": texts.get("implementing"),
        "is_key": _YES_NO.get(plain_label(texts.get("is_key", ""))),
        "attribute": texts.get("attribute"),
        "goal": texts.get("goal") or None,
        "result": texts.get("result") or None,
        "remark": texts.get("remark"),
        "total_weight": value_of(parse_number, texts.get("total_weight")),
        "total_score": value_of(parse_number, texts.get("total_score")),
        "grade": texts.get("grade"),
        "form_year": form_year(form),
        "method": "printed",
        "cells": with_places({**fields, **total_cells(form)}),
        **place.place.as_dict(),
    }


def _field(text: str) -> str | None:
    """The field that a label names; "" for a label of something else, None for no label."""
    key = key_of("fields", text)
    if key is None and end_of(text) == "grand_total" and "分" in text:  # 自评总分 above the indicators
        return "total_score"
    others = any(key_of(section, text) for section in ("other_labels", "goals", "funds"))
    return "" if key is None and others else key


def money_unit(form: Form) -> str:
    """The unit of a form's amounts, as printed in its upper part or above it; 万元 where none is."""
    return unit_of(form, list(_head(form))) or WAN_YUAN


def fund_rows(form: Form, unit: str) -> list[Row]:
    """Rows of table ``funds``: one for each printed kind of money, also where its amounts are blank; what the money is
    for (基本支出, 项目支出) stands with the total.

    A row of amounts whose label is not understood has no ``fund``, unless it is one of a list of tasks; one without
    label below the titles is the total.
    An amount in a rate cell is no rate: ``rate`` is missing then, and ``cells`` keeps the text.
    """
    columns: dict[str, tuple[float, float]] = {}
    percent = tasks = False
    rows: list[Row] = []
    for cells in _head(form):
        # A kind of money stands left of its amounts; among them the same word is a column title.
        first = min((left for left, _ in columns.values()), default=0.0)
        labels = [cell for cell in cells if cell.text and extent(cell)[0] < first]
        label = next((cell for cell in labels if _fund(cell.text)), None)
        under = _fund_cells(cells[cells.index(label) + 1 :] if label else cells, columns) if columns else {}
        nature = next((kind for cell in labels if (kind := key_of("natures", cell.text))), None)
        if nature and not label and rows and rows[0]["fund"] == "total":
            rows[0]["cells"] |= with_places({f"{nature} {name}": cell for name, cell in under.items()})
            continue
        if {"budget", "executed"} <= columns.keys() and (label or (not tasks and _has_amounts(under))):
            rows.append(_fund_row(label or (labels[-1] if labels else None), under, percent, unit, alone=not rows))
            continue
        heads = [(name, cell) for cell in cells if (name := _fund_column(cell.text)) is not None]
        columns |= {name: extent(cell) for name, cell in (*heads, *_unknown_columns(cells, heads))}
        tasks = tasks or any(key_of("task_columns", cell.text) == "task" for cell in cells)
        percent = percent or any(name == "rate" and "%" in cell.text for name, cell in heads)
    return rows


def _unknown_columns(cells: Sequence[Cell], known: Sequence[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """Titles of a row that heads budget and spending which are not understood: their figures are kept by them."""
    if not {"budget", "executed"} <= {name for name, _ in known}:
        return []
    titles = [cell for _, cell in known]
    first = min(cell.column for cell in titles)
    return [(UNKNOWN + cell.text, cell) for cell in cells if cell.text and cell.column > first and cell not in titles]


def _has_amounts(cells: Mapping[str, Cell]) -> bool:
    return any(value_of(parse_number, cells[name].text) is not None for name in _AMOUNTS if name in cells)


def _head(form: Form) -> Iterator[list[Cell]]:
    """Rows above the indicators."""
    for cells in form.rows():
        if is_header(cells):
            return
        yield cells


def _goals(rows: Sequence[Sequence[Cell]], ruled: bool) -> dict[str, Cell]:
    """Goal and result stand below their titles (年初设定目标 | 全年实际完成情况), or each beside its own.

    Where the indicators follow the titles at once, both are blank, at the place of their titles.
    """
    for titles, below in pairwise([*rows, ()]):
        named = [(key, cell) for cell in titles if (key := key_of("goals", cell.text))]
        goals = [cell for key, cell in named if key == "goal"]
        # Of several goals the first is the label beside all (年度总体目标); an adjusted one stands behind the first.
        heads = {**dict(named), **({"goal": goals[1]} if len(goals) > 1 else {})}
        if {"goal", "result"} <= heads.keys():
            if beside := _right_of(heads, titles):
                return beside
            if not below:
                return {name: replace(cell, text="") for name, cell in heads.items()}
            return _under(heads, below) if ruled else _after(heads, below)
    return {}


def _right_of(heads: Mapping[str, Cell], cells: Sequence[Cell]) -> dict[str, Cell]:
    """The text right of each title in its own row (总体目标 | … | 完成情况 | …); nothing where none has any."""
    following = dict(pairwise(cells))
    named = {name: following[head] for name, head in heads.items() if head in following}
    said = {name: cell for name, cell in named.items() if cell not in heads.values()}
    return said if any(cell.text for cell in said.values()) else {}


def _under(heads: Mapping[str, Cell], below: Sequence[Cell]) -> dict[str, Cell]:
    """The cell that stands under each title, by the edges of the cells: a blank one where it is the only one."""
    under = {name: [cell for cell in below if _covers(cell, head)] for name, head in heads.items()}
    filled = {name: [cell for cell in cells if cell.text] or cells for name, cells in under.items()}
    return {name: cells[-1] for name, cells in filled.items() if cells[-1:] and (cells[-1].text or len(cells) == 1)}


def _covers(cell: Cell, head: Cell) -> bool:
    """True where a cell lies under more than half of a title."""
    (left, right), (first, last) = extent(cell), extent(head)
    return min(right, last) - max(left, first) > (last - first) / 2


def _after(heads: Mapping[str, Cell], below: Sequence[Cell]) -> dict[str, Cell]:
    """The cell that belongs to each title where merged cells were lost: in order if the count agrees."""
    filled = [cell for cell in below if cell.text]
    if len(filled) == len(heads):
        return dict(zip(heads, filled, strict=True))
    return {name: cell for name, head in heads.items() for cell in filled if cell.column == head.column}


def _below_indicators(form: Form) -> dict[str, Cell]:
    """Remark (说明), total (总分: weight, then marks) and grade (评价等级)."""
    found: dict[str, Cell] = {}
    marks: dict[str, tuple[float, float]] | None = None
    for cells, titles in (row for grid in form.grids for row in headed_rows(grid)):
        filled = [cell for cell in cells if cell.text]
        if titles:
            marks = {name: extent(cell) for name, cell in titles.items() if name in ("weight", "score")}
        end = end_of(filled[0].text) if len(filled) > 1 else None
        if end == "grand_total" and marks is not None:
            numbers = [cell for cell in filled[1:] if value_of(parse_number, cell.text) is not None]
            # A cell that is not merged, as in converted text, tells not which title it is of: one number that is not
            # the whole weight is the marks.
            whole = [value_of(parse_number, cell.text) for cell in numbers] == [_WHOLE]
            sure = len(numbers) > 1 or (form.grids[0].ruled and whole)
            found |= _total_marks(numbers, marks if sure else {})
        elif end == "grade" or (end == "remark" and not _is_glued(filled[1])):
            found[end] = filled[1]
    return found


def _total_marks(numbers: Sequence[Cell], columns: Mapping[str, tuple[float, float]]) -> dict[str, Cell]:
    """Weight and marks of the total: by the columns they stand in, else in their order; one alone is the marks."""
    standing = {
        f"total_{name}": cell
        for cell in numbers
        for name, (left, right) in columns.items()
        if left <= sum(extent(cell)) / 2 <= right
    }
    if len(standing) == len(numbers):
        return standing
    names = ("total_weight", "total_score") if len(numbers) > 1 else ("total_score",)
    return dict(zip(names, numbers, strict=False))


def _is_glued(cell: Cell) -> bool:
    parts = cell.text.split()
    return len(parts) == 3 and parts[2].endswith("%")


def _fund_column(text: str) -> str | None:
    """Key of a column title, whatever formula or remark stands behind it: 小计③=①+②, 全年预算数（A）."""
    return key_of("fund_columns", text)


def _fund(text: str) -> str | None:
    return key_of("funds", text)


def _fund_cells(cells: Sequence[Cell], columns: Mapping[str, tuple[float, float]]) -> dict[str, Cell]:
    """Cells by the title they stand under; where conversion slid them, in order if the count agrees.

    A title over several amounts (预算数 over its sources) names the first of them.
    """
    standing: dict[str, Cell] = {}
    under = set()
    for cell in cells:
        left, right = extent(cell)
        shares = {name: min(right, edges[1]) - max(left, edges[0]) for name, edges in columns.items()}
        name = max(shares, key=lambda key: shares[key])
        if shares[name] > min(right - left, columns[name][1] - columns[name][0]) / 2:
            standing.setdefault(name, cell)
            under.add(cell)
    filled = [cell for cell in cells if cell.text]
    in_place = {"budget", "executed"} <= {name for name, cell in standing.items() if cell.text}
    if len(filled) == len(columns) and not in_place and not under.issuperset(filled):
        return dict(zip(columns, filled, strict=True))
    return standing


def _fund_row(label: Cell | None, cells: Mapping[str, Cell], percent: bool, unit: str, alone: bool) -> Row:
    box = union(cell.place for cell in (*((label,) if label else ()), *cells.values()))
    main = cells.get("executed") or label or next(iter(cells.values()))
    amounts = {name: _value(cells, name, unit) for name in _AMOUNTS}
    return {
        "fund": _fund(label.text) if label else "total" if alone else None,
        **amounts,
        "rate": _rate(cells, percent),
        "weight": value_of(parse_number, cells["weight"].text) if "weight" in cells else None,
        "score": value_of(parse_number, cells["score"].text) if "score" in cells else None,
        "unit": unit,
        "cells": with_places({**cells, **({"fund": label} if label else {})}),
        **main.place.as_dict(),
        **({} if box is None else dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))),
    }


def _value(cells: Mapping[str, Cell], name: str, unit: str) -> Decimal | None:
    return value_of(parse_amount, cells[name].text, unit) if name in cells else None


def _rate(cells: Mapping[str, Cell], percent: bool) -> Decimal | None:
    """The rate as a fraction; without its sign only where the column title has it: 支出实现率(%)."""
    text = cells["rate"].text if "rate" in cells else ""
    if percent and (number := value_of(parse_number, text)) is not None:
        return number / 100
    return value_of(parse_rate, text)
