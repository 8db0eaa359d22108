"""How far each indicator of the self-evaluation forms was reached (年度指标完成情况), as far as print can say."""

from __future__ import annotations

import pandas as pd

from jixiao.score.forms.answers import kind_of
from jixiao.score.forms.attain import Attained
from jixiao.score.forms.form_items import EXECUTION, FormItem, ScoredForm, forms_of
from jixiao.score.forms.marking import reached
from jixiao.score.rubrics import form_rubrics
from jixiao.store import Disclosure

#: What a target and its answer can come to.
EXCEEDED, MET, CLAIMED, BELOW, OPEN = RESULTS = ("exceeded", "met", "claimed", "below", "open")
_AT_MOST = ("le", "lt", "range")
_COLUMNS = [
    "department", "fiscal_year", "source_id", "page", "project_id", "subject", "level1", "level2", "kind", "title",
    "target", "actual", "reason", "result", "low", "high", "message_zh", "message_en",
]  # fmt: skip


def attainment(d: Disclosure) -> pd.DataFrame:
    """One row per indicator of a form that sets targets beside actual values, in the order of print.

    ``result``: ``exceeded`` (the value is above a target that asks for at least so much), ``met``, ``claimed`` (a
    completion rate of 100 % stands in place of the value), ``below``, ``open`` (words, a blank, or nothing to compare).
    ``low`` and ``high`` bound the completion (fractions); ``kind`` is the group of its level-2 label (数量 quantity,
    质量 quality, …), empty where the label is another. Rows that only say that there is no indicator (无) are left out.
    """
    rows = [_row(form, item) for form in forms_of(d) for item in form.items if item.level not in (EXECUTION, "task")]
    return pd.DataFrame(rows, columns=_COLUMNS)


def attained(item: FormItem) -> Attained:
    """Completion of an indicator under the default conventions."""
    rubric = form_rubrics()[0]
    defaults = {key: convention.choices[0] for key, convention in rubric.conventions.items()}
    return reached(item, defaults, rubric.far_above_from)[0]


def result_of(found: Attained) -> str:
    """One of RESULTS."""
    if found.met is None:
        return OPEN
    if not found.met:
        return BELOW
    if found.claimed:
        return CLAIMED
    above = found.ratio is not None and found.ratio > 1 and found.operator not in _AT_MOST
    return EXCEEDED if above else MET


def _row(form: ScoredForm, item: FormItem) -> dict[str, object]:
    found = attained(item)
    return {
        **{name: form.row[name] for name in ("department", "fiscal_year", "source_id", "project_id")},
        "page": next((spot["page"] for spot in item.spots), None),
        "subject": form.row.get("name") or form.row.get("title"),
        "level1": item.level1,
        "level2": item.level2,
        "kind": kind_of(item.level2),
        "title": item.title,
        "target": item.target,
        "actual": item.actual,
        "reason": item.reason,
        "result": result_of(found),
        "low": float(found.low),
        "high": float(found.high),
        "message_zh": found.words.zh,
        "message_en": found.words.en,
    }
