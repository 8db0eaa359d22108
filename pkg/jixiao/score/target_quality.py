"""How good the targets of a budget's projects are (绩效目标质量): what can be counted, and what cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from jixiao.errors import RuleError
from jixiao.score.shares import Share, load, marked, of, summed
from jixiao.store import Disclosure, frame, sound

FILE = "target_quality.yaml"
_FORM = "project_target"
#: What level 1 of the indicators is called, whatever stands around it.
_CLASSES = ("产出", "效益", "满意度")
#: A unit in the name of the indicator: 培训场次（场）; a sign or a word that says the direction.
_UNIT_IN_NAME = re.compile(r"[（(][^（()）]{1,8}[)）]$")
_DIRECTION = re.compile(r"^\s*[=＝≥≤>＞<＜≧≦]")
_Table = pd.DataFrame


def target_quality(d: Disclosure) -> pd.DataFrame:
    """Marks for the quality of targets, item by item and in total, for each department and year (columns of ``scores``).

    ``low`` and ``high`` are bounds: a goal in prose may be as good as indicators, and whether indicators suit their
    project no program can say. Nothing is said where no targets of projects are published.
    """
    d, rows = sound(d), []
    for (department, year), _ in d.documents.groupby(["department", "fiscal_year"], sort=True):
        projects = of(d.projects, department, year)
        projects = projects[projects["form"] == _FORM]
        if projects.empty:
            continue
        keys = set(projects["project_id"])
        indicators, funds = (table[table["project_id"].isin(keys)] for table in (d.indicators, d.funds))
        common = {"department": department, "fiscal_year": year, "rubric": rubric()["id"]}
        scored = [marked(item, _MEASURES[item["measure"]](projects, indicators, funds)) for item in rubric()["items"]]
        rows += [{**common, **row} for row in (*scored, summed(rubric(), scored))]
    return frame("scores", rows)


@cache
def rubric() -> Mapping[str, Any]:
    """The rubric. Raises RuleError for a fault in ``rules/target_quality.yaml``."""
    body = load(FILE, ("measure",))
    for item in body["items"]:
        if item["measure"] not in _MEASURES:
            raise RuleError(f"unknown measure: {item['measure']}", where=f"{FILE} {item['id']}")
    return body


def _counted(good: int, whole: int, zh: str, en: str, open_: int = 0) -> Share:
    """``good`` of ``whole``; of ``open_`` more nothing can be said."""
    if not whole:
        return 0.0, 1.0, f"没有可以计数的{zh}。", f"no {en} to count."
    said = f"{whole} 个{zh}中有 {good} 个", f"{good} of {whole} {en}"
    return good / whole, (good + open_) / whole, f"{said[0]}。", f"{said[1]}."


def _complete(projects: _Table, indicators: _Table, funds: _Table) -> Share:
    """Forms with name, money, goal and indicators; a goal in prose may hold the indicators."""
    paid = set(funds.loc[funds["budget"].notna(), "project_id"])
    named = projects["name"].notna() & projects["goal"].notna() & projects["project_id"].isin(paid)
    counted = projects["project_id"].isin(set(indicators["project_id"]))
    return _counted(int((named & counted).sum()), len(projects), "项目", "projects", int((named & ~counted).sum()))


def _levels(projects: _Table, indicators: _Table, _: _Table) -> Share:
    """Projects whose indicators are of all three classes; where no levels are printed nobody can tell."""
    levels = indicators.dropna(subset=["level1"]).groupby("project_id")["level1"].agg("".join)
    full = sum(1 for text in levels if all(name in text for name in _CLASSES))
    return _counted(full, len(projects), "项目", "projects", len(projects) - len(levels))


def _measurable(_: _Table, indicators: _Table, __: _Table) -> Share:
    """Indicators with a number."""
    return _counted(int(indicators["target_value"].notna().sum()), len(indicators), "指标", "indicators")


def _unit(_: _Table, indicators: _Table, __: _Table) -> Share:
    """Numbers with a unit, beside them or in the name of their indicator."""
    own = indicators[indicators["target_value"].notna()]
    named = own["level3"].fillna("").str.contains(_UNIT_IN_NAME)
    return _counted(int((own["target_unit"].fillna("").ne("") | named).sum()), len(own), "数值", "values")


def _direction(_: _Table, indicators: _Table, __: _Table) -> Share:
    """Numbers with a sign or a word for their direction; a bare number may be meant as just that."""
    own = indicators[indicators["target_value"].notna()]
    said = own["operator"].ne("eq") | own["target"].fillna("").str.contains(_DIRECTION)
    return _counted(int(said.sum()), len(own), "数值", "values", int((~said).sum()))


def _suited(_: _Table, __: _Table, ___: _Table) -> Share:
    return 0.0, 1.0, "程序不能判断，需要由人评价。", "no program can say; it takes a person."


_MEASURES: Mapping[str, Callable[[_Table, _Table, _Table], Share]] = {
    "complete": _complete, "levels": _levels, "measurable": _measurable, "unit": _unit, "direction": _direction, "suited": _suited,
}  # fmt: skip
