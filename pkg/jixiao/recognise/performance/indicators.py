"""Indicator rows (绩效指标) of evaluation, investment and target forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.grids import Cell, union
from jixiao.recognise.find import Form
from jixiao.recognise.performance.composed import composed_target, numbered_rows
from jixiao.recognise.performance.converted_indicators import converted_rows
from jixiao.recognise.performance.indicator_cells import belonging
from jixiao.recognise.performance.indicator_titles import SUBTOTAL
from jixiao.recognise.performance.prose import told_rows
from jixiao.recognise.performance.ruled_indicators import ruled_rows
from jixiao.values import Value, parse_value

Row = dict[str, Any]
_HUNDRED = 100

_RATES = ("%", "‰")


def indicator_rows(form: Form) -> list[Row]:
    """Columns of table ``indicators`` for every indicator of a form, without the common ones."""
    found = ruled_rows(form) if form.grids[0].ruled else converted_rows(form)
    found = found or [(fields, "printed") for fields in told_rows(form.grids)]
    if any(grid.method == "inferred" for grid in form.grids):
        found = belonging(found)
    whole = [(part, method) for fields, method in found for part in numbered_rows(fields)]
    rows = [{"position": n, **_record(fields), "method": method} for n, (fields, method) in enumerate(whole)]
    return _of_a_hundred(rows)


def _of_a_hundred(rows: Sequence[Row]) -> list[Row]:
    """Rows with weights printed as percentages (权重 20%): the marks are of a hundred, unless a score is above its weight."""
    shares = [_share((row["cells"].get("weight") or {}).get("printed")) for row in rows]
    scored = [(share, row["score"]) for share, row in zip(shares, rows, strict=True) if share is not None]
    if not scored or any(score is not None and score > share for share, score in scored):
        return list(rows)
    return [row if share is None else {**row, "weight": share} for row, share in zip(rows, shares, strict=True)]


def _share(text: str | None) -> Any:
    value = parse_value(text or "")
    return value.number * _HUNDRED if value.operator == "eq" and value.unit == "%" and value.number else None


def _record(fields: Mapping[str, Cell | None]) -> Row:
    if (adjusted := fields.get("adjusted")) is not None and adjusted.text:
        fields = {**fields, "target": adjusted, "adjusted": None, "initial_target": fields.get("target")}
    texts = {name: (cell.text or None if cell else None) for name, cell in fields.items()}
    if texts.get("sign") or texts.get("target_unit"):
        apart = (texts.get(name) or "" for name in ("sign", "target", "target_unit"))
        texts["target"] = composed_target(*apart) or None
    target, actual = parse_value(texts.get("target") or ""), _reached(texts)
    places = {name: cell.place for name, cell in fields.items() if cell is not None}
    main = places.get("actual") or places.get("level3") or next(iter(places.values()))
    row = {name: texts.get(name) for name in ("level1", "level2", "level3", "target", "actual", "reason")}
    box = union(place for name, place in places.items() if not name.startswith(("level1", "level2", SUBTOTAL)))
    return {
        **row,
        "operator": target.operator,
        "target_value": target.number,
        "target_unit": target.unit,
        "actual_value": actual.number,
        "actual_unit": actual.unit,
        "weight": _marks(texts.get("weight")),
        "score": _marks(texts.get("score")),
        "cells": {name: place.as_dict() for name, place in places.items()},
        **main.as_dict(),
        **({} if box is None else dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))),
    }


def _reached(texts: Mapping[str, str | None]) -> Value:
    """What was reached, in the unit that the form prints in a column of its own; of a rate, a bare number up to 1 may be
    its fraction."""
    actual = parse_value(texts.get("actual") or "")
    if not texts.get("target_unit") or actual.number is None or actual.unit:
        return actual
    whole = parse_value(f"{texts['actual']}{texts['target_unit']}")
    return actual if whole.unit in _RATES and 0 < actual.number <= 1 else whole


def _marks(text: str | None) -> Any:
    value = parse_value(text or "")
    return value.number if value.operator == "eq" and not value.unit else None
