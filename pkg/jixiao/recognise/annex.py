"""Tables of evaluation reports: scorecard (评分表) and payments (支出明细表)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao.figures import Figure, parse_amount, parse_number
from jixiao.grids import Cell, Grid, union
from jixiao.recognise.fields import with_places
from jixiao.recognise.forms import Form
from jixiao.values import plain_label

Row = dict[str, Any]

_LEVELS = ("level1", "level2", "level3")
_TITLES = {"一级指标": "level1", "二级指标": "level2", "三级指标": "level3", "指标说明": "explanation",
           "评分标准": "standard", "自评得分": "score", "得分": "score"}  # fmt: skip
_SUBTITLES = {"名称", "分值", "---", "权重"}
_TOTALS = ("总分", "合计", "总计")


def scorecard_rows(form: Form) -> list[Row]:
    """Rows of table ``scorecards``: one for each level-3 item, and the total (总分) as the last.

    Levels 1 and 2 with their weights are repeated on every item below them.
    """
    columns = _scorecard_columns(form.grids[0])
    held: dict[str, Cell] = {}
    rows: list[Row] = []
    for grid in form.grids:
        for cells in grid.rows():
            if _is_title(cells):
                continue
            fields = {columns[cell.column]: cell for cell in cells if cell.column in columns and cell.text}
            is_total = bool(fields) and plain_label(next(iter(fields.values())).text) in _TOTALS
            for level in _LEVELS[:2]:
                for name in (level, f"{level}_weight"):
                    if name in fields and not is_total:
                        held[name] = fields[name]
            if "level3" in fields or is_total:
                rows.append(_scorecard_row({**({} if is_total else held), **fields}, len(rows), is_total))
    return rows


def payment_rows(form: Form) -> list[Row]:
    """Rows of table ``payments``; the total (合计) is marked."""
    unit = "元" if any("(元)" in plain_label(cell.text) for cell in form.grids[0].rows()[0]) else "万元"
    rows: list[Row] = []
    for cells in form.rows():
        filled = [cell for cell in cells if cell.text]
        amount = _amount(filled[-1].text, unit) if len(filled) > 1 else None
        if amount is None:
            continue
        is_total = any(plain_label(cell.text) in _TOTALS for cell in filled)
        item = "合计" if is_total else filled[-2].text
        place = filled[-1].place.as_dict()
        row = {"position": len(rows), "item": item, "amount": amount.value, "unit": unit, "is_total": is_total}
        rows.append({**row, **place})
    return rows


def _scorecard_columns(grid: Grid) -> dict[int, str]:
    """Column → field, from the titles; the column right of a level is its weight."""
    columns: dict[int, str] = {}
    for cells in grid.rows():
        for cell in cells:
            field = _TITLES.get(plain_label(cell.text))
            if field is None or field in columns.values():
                continue
            columns[cell.column] = field
            if field in _LEVELS:
                columns[cell.column + 1] = f"{field}_weight"
    return columns


def _is_title(cells: Sequence[Cell]) -> bool:
    labels = {plain_label(cell.text) for cell in cells if cell.text}
    return bool(labels) and labels <= _TITLES.keys() | _SUBTITLES | {"评价指标", "---", ""}


def _scorecard_row(fields: dict[str, Cell], position: int, is_total: bool) -> Row:
    texts = {name: cell.text for name, cell in fields.items()}
    main = fields.get("score") or next(iter(fields.values()))
    box = union(cell.place for name, cell in fields.items() if name[:6] not in ("level1", "level2"))
    weight = "level1_weight" if is_total else "level3_weight"
    cells = {("weight" if name == weight else name): cell for name, cell in fields.items()}
    return {
        "position": position,
        "level1": texts.get("level1"),
        "level1_weight": None if is_total else _number(texts.get("level1_weight")),
        "level2": None if is_total else texts.get("level2"),
        "level2_weight": None if is_total else _number(texts.get("level2_weight")),
        "level3": None if is_total else texts.get("level3"),
        "weight": _number(texts.get(weight)),
        "explanation": texts.get("explanation"),
        "standard": texts.get("standard"),
        "score": _number(texts.get("score")),
        "is_total": is_total,
        "cells": with_places(cells),
        **main.place.as_dict(),
        **({} if box is None else dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))),
    }


def _number(text: str | None) -> Any:
    try:
        figure = parse_number(text or "")
    except ValueError:
        return None
    return figure and figure.value


def _amount(text: str, unit: str) -> Figure | None:
    try:
        return parse_amount(text, unit)
    except ValueError:
        return None
