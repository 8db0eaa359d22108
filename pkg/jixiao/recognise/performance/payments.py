"""The table of payments (支出明细表) of a project's evaluation report."""

from __future__ import annotations

from typing import Any

from jixiao.figures import WAN_YUAN, as_figure, parse_amount
from jixiao.recognise.find import Form
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.tables.rows import unit_of

Row = dict[str, Any]


def payment_rows(form: Form) -> list[Row]:
    """Rows of table ``payments``; the total (合计) is marked.

    Without titles over its columns, a row's last cell is the amount and the one before it the item.
    """
    unit = unit_of(form) or WAN_YUAN
    columns: dict[str, int] = {}
    rows: list[Row] = []
    for cells in form.rows():
        columns |= {role: cell.column for cell in cells if (role := _role(cell.text)) is not None}
        filled = [cell for cell in cells if cell.text]
        standing = {cell.column: cell for cell in filled}
        place = standing.get(columns["amount"]) if "amount" in columns else filled[-1] if len(filled) > 1 else None
        amount = as_figure(parse_amount, place.text, unit) if place is not None else None
        if place is None or amount is None:
            continue
        is_total = key_of("totals", filled[0].text) is not None
        named = standing.get(columns["item"]) if "item" in columns else filled[-2]
        item = "合计" if is_total else named.text if named else None
        row = {"position": len(rows), "item": item, "amount": amount.value, "unit": unit, "is_total": is_total}
        rows.append({**row, **place.place.as_dict()})
    return rows


def _role(text: str) -> str | None:
    return key_of("payment_columns", text)
