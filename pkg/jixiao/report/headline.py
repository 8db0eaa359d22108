"""The money a report speaks of, picked from the tables of records. Nothing missing becomes zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from jixiao.families import BUDGET
from jixiao.report import scope
from jixiao.report.phrases import is_missing
from jixiao.rules import term_labels
from jixiao.store import Disclosure, plain_values

#: Where the headline amounts stand in the nine tables: table, term, measure.
TOTALS = {
    "income": ("summary", "income_this_year", "total"),
    "expenditure": ("summary", "expenditure_this_year", "total"),
    "basic": ("expenditure", "total", "basic"),
    "project": ("expenditure", "total", "project"),
}
#: The same in a budget, where income and expenditure are those planned.
BUDGET_TOTALS = {
    "income": ("summary", "grand_total", "total"),
    "expenditure": ("summary", "grand_total", "total"),
    "basic": ("expenditure", "total", "basic"),
    "project": ("expenditure", "total", "project"),
}
#: Measures of the expenditure table beside basic and project expenditure.
OTHER_SPENDING = ("to_superior", "business", "to_affiliated")
#: Tables with functional classes, the widest first.
_BY_CLASS = ("expenditure", "fiscal_expenditure", "general_expenditure")


@dataclass(frozen=True, slots=True)
class Totals:
    """Headline amounts of the accounts in 万元; None where the sources do not print one."""

    income: float | None
    expenditure: float | None
    basic: float | None
    project: float | None


def spots(d: Disclosure) -> dict[str, tuple[str, str, str]]:
    """Where the headline amounts stand: table, term, measure."""
    return BUDGET_TOTALS if scope.family(d) == BUDGET else TOTALS


def totals(d: Disclosure) -> Totals:
    """Income and expenditure of the year, and how the expenditure divides."""
    found = _accounts(d)
    return Totals(**{name: found.get(spot) for name, spot in spots(d).items()})


def other_spending(d: Disclosure) -> list[tuple[str, float]]:
    """Expenditure of the year that is neither basic nor project, as far as it is printed and not 0: measure, 万元."""
    found = _accounts(d)
    return [(measure, value) for measure in OTHER_SPENDING if (value := found.get(("expenditure", "total", measure)))]


def incomes(d: Disclosure) -> pd.DataFrame:
    """Lines of income that print an amount other than 0: item, term, value."""
    sources = {key for key, body in term_labels().items() if body["group"] == "income"} - {"income_this_year"}
    accounts = scope.main_accounts(d)
    rows = accounts[(accounts["table"] == "summary") & accounts["term"].isin(sources)]
    return rows[rows["value"].notna() & (rows["value"] != 0)][["item", "term", "value"]].reset_index(drop=True)


def classes(d: Disclosure) -> pd.DataFrame:
    """Expenditure by three-digit class, largest first: code, item, total, basic, project."""
    accounts = scope.main_accounts(d)
    classes = accounts[accounts["code"].str.fullmatch("2[0-9]{2}").fillna(False)]
    tables = set(classes["table"])
    rows = classes[classes["table"] == next((name for name in _BY_CLASS if name in tables), "")]
    items: dict[str, str] = {}
    values: dict[tuple[str, str], float] = {}
    for code, item, measure, value in zip(*(rows[key] for key in ("code", "item", "measure", "value")), strict=True):
        items.setdefault(code, item)
        if not pd.isna(value):
            values.setdefault((code, measure), value)
    wide = pd.DataFrame({"code": list(items), "item": list(items.values())})
    for measure in ("total", "basic", "project"):
        wide[measure] = pd.Series([values.get((code, measure)) for code in items], dtype="float64")
    spent = wide[wide["total"] != 0]
    return spent.sort_values(["total", "code"], ascending=[False, True]).reset_index(drop=True)


#: Metric of the claims that state the change of a headline figure, where it is called otherwise.
_CHANGED = {"basic": "expenditure.basic", "project_spending": "expenditure.project"}


def change(d: Disclosure, subject: str) -> pd.Series[Any] | None:
    """What the sources state about the change of income or expenditure on last year; None where they are silent.

    Changes against a budget are no change on last year, and a sentence with two readings states neither.
    """
    rows = d.claims[
        (d.claims["metric"] == _CHANGED.get(subject, subject)) & d.claims["relation"].isin(["change", "growth"])
    ]
    last_year = rows["base"].fillna("").str.startswith(str(d.fiscal_year - 1))
    rows = rows[last_year & rows["value"].notna() & rows["ambiguous"].isna()]
    return None if rows.empty else rows.iloc[0]


def share(part: float | None, whole: float | None) -> float | None:
    """part ÷ whole; None where one is missing or the whole is zero."""
    if part is None or whole is None or is_missing(part) or is_missing(whole) or not whole:
        return None
    return part / whole


def corrected_accounts(d: Disclosure) -> frozenset[tuple[str, str, str]]:
    """Figures of the nine tables that people corrected: table, code or term, measure."""
    rows = scope.main_accounts(d)
    rows = rows[rows["corrected"].notna()]
    keys = (rows[["table", name, "measure"]].dropna().itertuples(index=False, name=None) for name in ("code", "term"))
    return frozenset((table, key, measure) for listed in keys for table, key, measure in listed)


def _accounts(d: Disclosure) -> dict[tuple[str, str, str], float]:
    """Figures of the nine tables by table, term and measure: the first of each."""
    found: dict[tuple[str, str, str], float] = {}
    accounts = scope.main_accounts(d)
    columns = (plain_values(accounts[name]) for name in ("table", "term", "measure", "value"))
    for table, term, measure, value in zip(*columns, strict=True):
        if value is not None:
            found.setdefault((table, term, measure), value)
    return found
