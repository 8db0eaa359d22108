"""What of evaluation reports is compared: for each form the rows read and the facts."""

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
_ITEM = ("level3", *(field.name for field in fields(Item) if field.name != "level3"))
#: Columns of the total that its row prints; its label may stand in the column of any level.
_TOTAL = ("level3", "weight", "score", "is_total")
_TARGET = ("level3", "level1", "level2", "target", "actual", "operator", "target_value", "target_unit", "actual_value")


def reported(report: Report, style: Style, read: jixiao.Disclosure) -> Iterator[tuple[str, Rows, Rows]]:
    """Form, rows read and facts of scorecards, payments and targets; a row begins with what it is known by."""
    own = read.scorecards["project_id"].isna()
    for name, chosen, items in (
        ("scorecard", own, report.department_card),
        ("project_scorecard", ~own, report.project_card),
    ):
        yield name, _card(read.scorecards[chosen]), [_shown(vars(item)) for item in items]
    amounts = [(one.item, value_of(one.amount, style), one.is_total) for one in report.payments]
    yield "payments", _of(read.payments, ("item", "amount", "is_total")), amounts
    yield (
        "target_table",
        _of(read.indicators, _TARGET),
        [tuple(getattr(row, name) for name in _TARGET) for row in report.targets],
    )


def _card(rows: pd.DataFrame) -> Rows:
    return [_shown(row) for row in rows.to_dict("records")]


def _shown(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in (_TOTAL if row["is_total"] else _ITEM))


def _of(rows: pd.DataFrame, columns: tuple[str, ...]) -> Rows:
    return [tuple(row[name] for name in columns) for row in rows.to_dict("records")]
