"""Rubrics whose items are shares of what documents show (公开程度, 绩效目标质量): marks between bounds, each with its basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from jixiao.errors import RuleError
from jixiao.rules import load_yaml, only

TOTAL = "total"
#: Whether the words of the text that an item rests on were read.
STATUSES = {"verified": "", "unverified": "依据未核实", "own": "自定"}
_NEEDED = ("id", "title", "basis", "points")
#: Lowest and highest share of an item that the evidence allows, and what it shows in both languages.
Share = tuple[float, float, str, str]


def load(file: str, evidence: Sequence[str]) -> Mapping[str, Any]:
    """The rubric of a file, whose items each have one of these keys of ``evidence``. Raises RuleError for a fault in it."""
    body = only(load_yaml(file), ("id", "title", "items"), file, ("id", "title", "items"))
    for item in body["items"]:
        where = f"{file} {item.get('id')}"
        only(item, (*_NEEDED, "family", *evidence), where, _NEEDED)
        if len(item.keys() & set(evidence)) != 1 or item["basis"]["status"] not in STATUSES:
            raise RuleError(f"one kind of evidence, and a status of {', '.join(STATUSES)}", where=where)
    return body


def of(table: pd.DataFrame, department: Any, year: Any) -> pd.DataFrame:
    """Rows of one department and year."""
    rows: pd.DataFrame = table[(table["department"] == department) & (table["fiscal_year"] == year)]
    return rows


def marked(item: Mapping[str, Any], share: Share) -> dict[str, Any]:
    """An item with its marks, what they rest on and how sure the text of the rule is."""
    low, high, zh, en = share
    points, title = item["points"], item["title"]
    basis = "computed" if low == high else "bounded" if high - low < 1 else "not_demonstrated"
    marks = {"weight": points, "low": round(points * low, 2), "high": round(points * high, 2), "basis": basis}
    said = {"message_zh": f"{title['zh']}：{zh}", "message_en": f"{title['en']}: {en}"}
    status = STATUSES[item["basis"]["status"]]
    reading = f"{item['basis']['title']}（{status}）" if status else item["basis"]["title"]
    return {"item": item["id"], "title": title["zh"], **marks, **said, "reading": reading}


def summed(rubric: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The marks of all items together."""
    sums = {name: sum(row[name] for row in rows) for name in ("weight", "low", "high")}
    title, basis = rubric["title"], "computed" if sums["low"] == sums["high"] else "bounded"
    marks = f"{sums['low']:g}–{sums['high']:g} / {sums['weight']:g}"
    said = {"message_zh": f"{title['zh']}：{marks}。", "message_en": f"{title['en']}: {marks}."}
    return {"item": TOTAL, "title": title["zh"], **sums, "basis": basis, **said}
