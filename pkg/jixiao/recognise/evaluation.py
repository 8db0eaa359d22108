"""Self-evaluation and transfer forms (绩效自评表): project, goals and money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from jixiao.figures import Figure, parse_amount, parse_number, parse_rate
from jixiao.grids import Cell, union
from jixiao.recognise.fields import form_year, labelled, with_places
from jixiao.recognise.forms import Form
from jixiao.recognise.indicators import is_header
from jixiao.recognise.levels import labels_of, vocabulary
from jixiao.values import parse_period, plain_label, without_numbering

Row = dict[str, Any]

_YES_NO = {"是": True, "否": False}
_AMOUNTS = ("initial_budget", "budget", "executed")


def project_row(form: Form) -> Row:
    """One row of table ``projects``, without the common columns."""
    head = list(_head(form))
    fields = labelled(head, labels_of("fields"), vocabulary()["other_labels"])
    fields |= _goals(head)
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
        "goal": texts.get("goal"),
        "result": texts.get("result"),
        "remark": texts.get("remark"),
        "total_weight": _number(texts.get("total_weight")),
        "total_score": _number(texts.get("total_score")),
        "form_year": form_year(form),
        "method": "printed",
        "cells": with_places(fields),
        **place.place.as_dict(),
    }


def fund_rows(form: Form) -> list[Row]:
    """Rows of table ``funds``: one for each printed kind of money, also where its amounts are blank.

    An amount in a rate cell is no rate: ``rate`` is missing then, and ``cells`` keeps the text.
    """
    columns: dict[int, str] = {}
    percent = False
    rows = []
    for cells in _head(form):
        index = next((i for i, cell in enumerate(cells) if _fund(cell.text)), None)
        if index is not None and {"budget", "executed"} <= set(columns.values()):
            rows.append(_fund_row(cells[index], _fund_cells(cells[index + 1 :], columns), percent))
            continue
        heads = {cell.column: (name, cell.text) for cell in cells if (name := _fund_column(cell.text)) is not None}
        columns |= {column: name for column, (name, _) in heads.items()}
        percent = percent or any(name == "rate" and "%" in text for name, text in heads.values())
    return rows


def _head(form: Form) -> Iterator[list[Cell]]:
    """Rows above the indicators."""
    for cells in form.rows():
        if is_header(cells):
            return
        yield cells


def _goals(rows: Sequence[Sequence[Cell]]) -> dict[str, Cell]:
    """Goal and result stand below their titles (年初设定目标 | 全年实际完成情况)."""
    names = labels_of("goals")
    for titles, below in pairwise(rows):
        heads = {names[plain_label(cell.text)]: cell for cell in titles if plain_label(cell.text) in names}
        if {"goal", "result"} <= heads.keys():
            return _under(heads, below)
    return {}


def _under(heads: Mapping[str, Cell], below: Sequence[Cell]) -> dict[str, Cell]:
    if all(cell.box is not None for cell in heads.values()):
        lefts = {name: cell.box[0] for name, cell in heads.items() if cell.box is not None}
        found = {}
        for cell in below:
            fits = [name for name, left in lefts.items() if cell.box and abs(cell.box[0] - left) < 2]
            if fits and cell.text:
                found[fits[0]] = cell
        return found
    filled = [cell for cell in below if cell.text]
    if len(filled) == len(heads):
        return dict(zip(heads, filled, strict=True))
    return {name: cell for name, head in heads.items() for cell in filled if cell.column == head.column}


def _below_indicators(form: Form) -> dict[str, Cell]:
    """Remark (说明) and total (总分: weight, then marks)."""
    found: dict[str, Cell] = {}
    for cells in form.rows():
        filled = [cell for cell in cells if cell.text]
        label = plain_label(filled[0].text) if filled else ""
        if label in vocabulary()["remark"] and len(filled) > 1 and not _is_glued(filled[1]):
            found["remark"] = filled[1]
        if label.startswith(tuple(vocabulary()["grand_total"])):
            numbers = [cell for cell in filled[1:] if _number(cell.text) is not None]
            names = ("total_weight", "total_score") if len(numbers) > 1 else ("total_score",)
            found |= dict(zip(names, numbers, strict=False))
    return found


def _is_glued(cell: Cell) -> bool:
    parts = cell.text.split()
    return len(parts) == 3 and parts[2].endswith("%")


def _fund_column(text: str) -> str | None:
    """Key of a column title, whatever formula or remark stands behind it: 小计③=①+②, 全年预算数（A）."""
    label = plain_label(text)
    return labels_of("fund_columns").get(re.split(r"[=(]", label)[0] if label else "")


def _fund(text: str) -> str | None:
    return labels_of("funds").get(without_numbering(plain_label(text)))


def _fund_cells(cells: Sequence[Cell], columns: Mapping[int, str]) -> dict[str, Cell]:
    """Cells by column title: by position; where conversion slid them, in order if the count agrees."""
    standing = {columns[cell.column]: cell for cell in cells if cell.column in columns}
    slid = [cell for cell in cells if cell.text and cell.column not in columns]
    filled = [cell for cell in cells if cell.text]
    if slid and len(filled) == len(columns):
        return dict(zip(columns.values(), filled, strict=True))
    return standing


def _fund_row(label: Cell, cells: Mapping[str, Cell], percent: bool) -> Row:
    box = union(cell.place for cell in (label, *cells.values()))
    main = cells.get("executed", label)
    amounts = {name: _value(cells, name) for name in _AMOUNTS}
    return {
        "fund": _fund(label.text),
        **amounts,
        "rate": _rate(cells, percent),
        "weight": _number(cells["weight"].text) if "weight" in cells else None,
        "score": _number(cells["score"].text) if "score" in cells else None,
        "unit": "万元",
        "cells": with_places(cells),
        **main.place.as_dict(),
        **({} if box is None else dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))),
    }


def _value(cells: Mapping[str, Cell], name: str) -> Any:
    if name not in cells:
        return None
    try:
        figure: Figure | None = parse_amount(cells[name].text)
    except ValueError:
        return None
    return figure and figure.value


def _rate(cells: Mapping[str, Cell], percent: bool) -> Any:
    """The rate as a fraction; without its sign only where the column title has it: 支出实现率(%)."""
    text = cells["rate"].text if "rate" in cells else ""
    if percent and (number := _number(text)) is not None:
        return number / 100
    try:
        figure = parse_rate(text)
    except ValueError:
        return None
    return figure and figure.value


def _number(text: str | None) -> Any:
    try:
        figure = parse_number(text or "")
    except ValueError:
        return None
    return figure and figure.value
