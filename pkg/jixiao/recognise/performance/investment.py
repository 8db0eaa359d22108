"""Government-investment forms (政府投资项目绩效情况表): plan, payments and progress of one project."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, reduce
from typing import Any

from jixiao.figures import parse_amount, parse_rate, value_of
from jixiao.grids import Cell
from jixiao.recognise.fields import form_year, labelled, with_places
from jixiao.recognise.find import Form
from jixiao.recognise.performance.indicator_titles import is_header
from jixiao.rules import load_yaml, only
from jixiao.values import TICK_MARKS, parse_date, plain_label, ticked

Row = dict[str, Any]

_AMOUNTS = ("total_investment", "initial_target", "plan", "invested", "cumulative")
_RATES = ("payment_rate", "completion_rate", "progress")
_TICKED = ("construction", "started", "completed")
_YES_NO = {"是": True, "否": False}
_AMOUNT = r"\d[\d,，]*(?:[.．]\d+)?\s*(?:万元|亿元|元)?"


def investment_rows(form: Form) -> tuple[Row, Row]:
    """One row of table ``projects`` and one of ``investments``, without the common columns."""
    rows = []
    for cells in form.rows():
        if is_header(cells):
            break
        rows.append(cells)
    fields = _fields(rows)
    texts = {name: cell.text for name, cell in fields.items()}
    place = fields.get("name") or next(iter(form.rows()))[0]
    shared = {"cells": with_places(fields), **place.place.as_dict()}
    project = {
        "form": form.form,
        "title": form.title,
        "name": texts.get("name"),
        "implementing": texts.get("implementing"),
        "form_year": form_year(form),
        "method": "printed",
        **shared,
    }
    parts = [name for group in _rules()["parts"].values() for name in group]
    investment = {
        "national_code": texts.get("national_code"),
        "industry": texts.get("industry"),
        "construction": ticked(texts.get("construction", "")),
        "started": _YES_NO.get(ticked(texts.get("started", "")) or ""),
        "start_date": _day(texts.get("start_date")),
        "completed": _YES_NO.get(ticked(texts.get("completed", "")) or ""),
        "completion_date": _day(texts.get("completion_date")),
        "progress_text": texts.get("progress_text"),
        **{name: value_of(parse_amount, texts.get(name)) for name in (*_AMOUNTS, *parts)},
        **{name: value_of(parse_rate, texts.get(name)) for name in _RATES},
        "unit": "万元",
        **shared,
    }
    return project, investment


@cache
def _rules() -> Mapping[str, Any]:
    return only(load_yaml("investment.yaml"), ("fields", "parts"), "investment.yaml", ("fields", "parts"))


def _fields(rows: list[list[Cell]]) -> dict[str, Cell]:
    """Labelled values; of a composite cell each amount by itself."""
    years = {year for cells in rows for cell in cells for year in re.findall(r"20\d{2}", plain_label(cell.text))}
    labels = {
        plain_label(label.format(year=year)): field
        for field, spellings in _rules()["fields"].items()
        for label in spellings
        for year in (years or {""})
    }
    fields = labelled(rows, labels)
    fields |= {name: _all_boxes(fields[name], rows) for name in _TICKED if name in fields}
    for whole, parts in _rules()["parts"].items():
        if whole not in fields:
            continue
        cell = _with_continuation(fields[whole], rows)
        for part, words in parts.items():
            if match := re.search(rf"(?:{words})\s*({_AMOUNT})", cell.text):
                fields[part] = replace(cell, text=match[1].strip())
        first = re.match(rf"\s*({_AMOUNT})", cell.text)
        fields[whole] = replace(cell, text=first[1].strip() if first else cell.text)
    return fields


def _all_boxes(cell: Cell, rows: list[list[Cell]]) -> Cell:
    """Boxes to tick, also where each of them stands in a cell of its own."""
    row = next(cells for cells in rows if any(other is cell for other in cells))
    boxes = [o for o in row if o.column > cell.column and o.text.startswith(tuple(TICK_MARKS))]
    return reduce(lambda whole, box: whole.followed_by(box, " "), boxes, cell)


def _with_continuation(cell: Cell, rows: list[list[Cell]]) -> Cell:
    """The sources of an amount may stand in brackets in the row below it."""
    if "(" in cell.text or "（" in cell.text:
        return cell
    index = next(i for i, cells in enumerate(rows) if any(other == cell for other in cells))
    below = [other for other in rows[index + 1] if other.text] if index + 1 < len(rows) else []
    if len(below) == 1 and plain_label(below[0].text).startswith("(资金来源"):
        return cell.followed_by(below[0])
    return cell


def _day(text: str | None) -> str | None:
    day = parse_date(text or "")
    return day.isoformat() if day else None
