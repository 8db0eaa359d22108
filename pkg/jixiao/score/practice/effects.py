"""What the totals hang on: conventions that no regulation fixes, and items at their worst defensible reading."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.score.card.totals import TOTAL
from jixiao.score.forms.form_items import forms_of
from jixiao.score.forms.form_scores import form_rows, rubrics_for
from jixiao.score.model import ZERO
from jixiao.score.rubrics import load_rubric
from jixiao.store import Disclosure, plain_rows

_KEYS = ["department", "fiscal_year", "project_id", "subject"]
_EFFECT = [
    *_KEYS, "convention", "choice", "is_default", "low", "high", "low_change", "high_change", "items_changed",
    "says_zh", "says_en",
]  # fmt: skip
_SENSITIVITY = [
    *_KEYS, "rubric", "item", "title", "weight", "printed_score", "worst", "total", "total_at_worst", "band",
    "band_at_worst", "changes_band",
]  # fmt: skip


def conventions_effect(d: Disclosure, rubric: str | Path | None = None) -> pd.DataFrame:
    """One row per form, convention and choice: the total with this choice, all others at their default.

    ``low_change`` and ``high_change`` are against the defaults; ``items_changed`` counts the items whose
    marks move.
    """
    rows = []
    for form in forms_of(d):
        rubrics = rubrics_for(form, rubric)
        conventions = rubrics[0].conventions
        defaults = {key: convention.choices[0] for key, convention in conventions.items()}
        base = _ends(list(form_rows(form, rubrics, defaults)))
        for key, convention in conventions.items():
            for choice in convention.choices:
                ends = _ends(list(form_rows(form, rubrics, {**defaults, key: choice})))
                rows.append(
                    {
                        **{name: form.row[name] for name in _KEYS[:3]},
                        "subject": form.row.get("name") or form.row.get("title"),
                        "convention": key,
                        "choice": choice,
                        "is_default": choice == defaults[key],
                        "low": float(ends[TOTAL][0]),
                        "high": float(ends[TOTAL][1]),
                        "low_change": float(ends[TOTAL][0] - base[TOTAL][0]),
                        "high_change": float(ends[TOTAL][1] - base[TOTAL][1]),
                        "items_changed": sum(ends[item] != base[item] for item in base if item != TOTAL),
                        "says_zh": convention.says.zh,
                        "says_en": convention.says.en,
                    }
                )
    return pd.DataFrame(rows, columns=_EFFECT)


def sensitivity(scores: pd.DataFrame, rubric: str | Path | None = None) -> pd.DataFrame:
    """One row per item that can lose marks: the total if it earned only its worst defensible reading.

    The total is the printed one, else the most that is supported. For ``scores`` of departments and of
    projects; name ``rubric`` where it was a file of your own. Rows without a rubric are left out.
    """
    rows = []
    for _, group in scores.groupby(_KEYS, sort=False, dropna=False):
        items: dict[str, list[Mapping[str, Any]]] = {}
        for row in plain_rows(group):
            items.setdefault(row["item"], []).append(row)
        total = items.pop(TOTAL)[0] if TOTAL in items else None
        if total is not None and (name := rubric or total["rubric"]) is not None:
            rows += _worst_cases(total, items, load_rubric(name).grade)
    return pd.DataFrame(rows, columns=_SENSITIVITY)


def _worst_cases(total: Mapping[str, Any], items: Mapping[str, list[Mapping[str, Any]]], grade: Any) -> list[Any]:
    """Items in the order of print, those without marks left out."""
    base = _decimal(total["high"] if total["printed_score"] is None else total["printed_score"])
    rows = []
    for name, group in items.items():
        known = [row for row in group if row["low"] is not None]
        if not known:
            continue
        first, worst = known[0], min(_decimal(row["low"]) for row in known)
        most = max(_decimal(row["high"]) for row in known)
        held = most if total["printed_score"] is None else _decimal(first["printed_score"] or 0)
        if worst >= held:
            continue
        low = base - held + worst
        rows.append(
            {
                **{key: total[key] for key in (*_KEYS, "rubric")},
                "item": name,
                "title": first["title"],
                "weight": first["weight"],
                "printed_score": first["printed_score"],
                "worst": float(worst),
                "total": float(base),
                "total_at_worst": float(low),
                "band": grade(base),
                "band_at_worst": grade(low),
                "changes_band": grade(base) != grade(low),
            }
        )
    return rows


def _ends(rows: list[dict[str, object]]) -> dict[str, tuple[Decimal, Decimal]]:
    """Fewest and most marks of every item, over its readings."""
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for row in rows:
        low, high = _decimal(row.get("low") or ZERO), _decimal(row.get("high") or ZERO)
        least, most = found.get(str(row["item"]), (low, high))
        found[str(row["item"])] = min(low, least), max(high, most)
    return found


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))
