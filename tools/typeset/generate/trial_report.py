"""What of evaluation reports is compared: for each kind of record the rows read and the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pandas as pd

import jixiao

from ..layout.style import Style
from .evaluation import Item, Report
from .printing import value_of

Rows = list[tuple[Any, ...]]
_ITEM = tuple(field.name for field in fields(Item))
#: Columns of the total that its row prints; its label may stand in the column of any level.
_TOTAL = ("weight", "score", "is_total")
_TARGET = ("level1", "level2", "level3", "target", "actual", "operator", "target_value", "target_unit", "actual_value")


def reported(report: Report, style: Style, read: jixiao.Disclosure) -> Iterator[tuple[str, Rows, Rows]]:
    """Name, rows read and facts of scorecards, payments and targets."""
    own = read.scorecards["project_id"].isna()
    for name, chosen, items in (
        ("department card", own, report.department_card),
        ("project card", ~own, report.project_card),
    ):
        yield name, _card(read.scorecards[chosen]), [_shown(vars(item)) for item in items]
    amounts = [(one.item, value_of(one.amount, style), one.is_total) for one in report.payments]
    yield "payment", _of(read.payments, ("item", "amount", "is_total")), amounts
    yield (
        "target",
        _of(read.indicators, _TARGET),
        [tuple(getattr(row, name) for name in _TARGET) for row in report.targets],
    )


def _card(rows: pd.DataFrame) -> Rows:
    return [_shown(row) for row in rows.to_dict("records")]


def _shown(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in (_TOTAL if row["is_total"] else _ITEM))


def _of(rows: pd.DataFrame, columns: tuple[str, ...]) -> Rows:
    return [tuple(row[name] for name in columns) for row in rows.to_dict("records")]
