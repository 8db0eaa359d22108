"""The money a report speaks of, picked from the tables of records. Nothing missing becomes zero."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jixiao.families import BUDGET, role_of
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
#: What a column of planned figures is, where it says more than 预算数.
_PLANNED = ("adjusted_budget", "initial_budget")
#: Kinds of money that 财政拨款收入 is made of, and what a budget adds to the income of the year.
_APPROPRIATIONS = {"general_budget_income", "government_fund_income", "state_capital_income"}
_LEFT_OVER = {"use_of_surplus", "opening_balance", "account_balance"}
#: Tables with functional classes, the widest first.
_BY_CLASS = ("expenditure", "fiscal_expenditure", "general_expenditure")


#: Table, term or code, measure; and the row of records that stands there.
Spot = tuple[str, str, str]
Spots = Mapping[Spot, dict[Hashable, Any]]


@dataclass(frozen=True, slots=True)
class HeadlineTotals:
    """Headline amounts of the accounts in 万元; None where the sources do not print one."""

    income: float | None
    expenditure: float | None
    basic: float | None
    project: float | None


def spots(d: Disclosure) -> dict[str, Spot]:
    """Where the headline amounts stand: table, term, measure; those of the summary else in the tables that it sums up."""
    found, named = _accounts(d), BUDGET_TOTALS if scope.family(d) == BUDGET else TOTALS
    own = {name: (name, "total", "total") for name in ("income", "expenditure")}
    return {name: own[name] if spot not in found and own.get(name) in found else spot for name, spot in named.items()}


def is_all_expenditure(rows: pd.DataFrame) -> bool:
    """True for classes of all expenditure, false for those of one kind of money."""
    return set(rows["table"]) <= set(_BY_CLASS[:1])


def table_of_classes(rows: pd.DataFrame, lang: str) -> str:
    """Name of the table that the classes stand in."""
    role = role_of(rows["family"].iloc[0], rows["table"].iloc[0])
    return str(role.body[lang]) if role else ""


def totals(d: Disclosure) -> HeadlineTotals:
    """Income and expenditure of the year, and how the expenditure divides."""
    found = _accounts(d)
    return HeadlineTotals(**{name: found.get(spot) for name, spot in spots(d).items()})


def other_spending(d: Disclosure) -> list[tuple[str, float]]:
    """Expenditure of the year that is neither basic nor project, as far as it is printed and not 0: measure, 万元."""
    found = _accounts(d)
    return [(measure, value) for measure in OTHER_SPENDING if (value := found.get(("expenditure", "total", measure)))]


def incomes(d: Disclosure) -> pd.DataFrame:
    """Lines of income that print an amount other than 0: item, term, value.

    Those of a budget make up 收入总计: what is left of the years before is among them, and 财政拨款 not beside its own parts.
    """
    sources = {key for key, body in term_labels().items() if body["group"] == "income"} - {"income_this_year"}
    if scope.is_budget(d):
        sources |= _LEFT_OVER
    accounts = scope.main_accounts(d)
    rows = accounts[(accounts["table"] == "summary") & (accounts["side"] == "income") & accounts["term"].isin(sources)]
    rows = rows[rows["value"].notna() & (rows["value"] != 0)]
    if set(rows["term"]) & _APPROPRIATIONS:
        rows = rows[rows["term"] != "fiscal_income"]
    return rows[["item", "term", "value"]].reset_index(drop=True)


def classes(d: Disclosure) -> pd.DataFrame:
    """Expenditure by three-digit class, largest first: family, table, code, item, total, basic, project.

    It is that of the widest table that has classes, which need not be all expenditure (一般公共预算支出).
    """
    accounts = scope.main_accounts(d)
    classes = accounts[accounts["code"].str.fullmatch("2[0-9]{2}").fillna(False)]
    tables = set(classes["table"])
    widest = next((name for name in _BY_CLASS if name in tables), "")
    rows = classes[classes["table"] == widest]
    items: dict[str, str] = {}
    values: dict[tuple[str, str], float] = {}
    for code, item, measure, value in zip(*(rows[key] for key in ("code", "item", "measure", "value")), strict=True):
        items.setdefault(code, item)
        if not pd.isna(value):
            values.setdefault((code, measure), value)
    whose = {"family": scope.family(d), "table": widest}
    wide = pd.DataFrame({**whose, "code": list(items), "item": list(items.values())})
    for measure in ("total", "basic", "project"):
        wide[measure] = pd.Series([values.get((code, measure)) for code in items], dtype="float64")
    spent = wide[wide["total"] != 0]
    return spent.sort_values(["total", "code"], ascending=[False, True]).reset_index(drop=True)


#: Metric of the claims that state the change of a headline figure, where it is called otherwise.
_CHANGED = {"basic": "expenditure.basic", "project_spending": "expenditure.project"}
#: Metrics of spending that are compared with the budget of the year, the widest first.
_BUDGETED = ("expenditure", "fiscal.expenditure", "fiscal", "general_budget")
#: What follows 主要原因是 or 主要是, to the end of the sentence.
_REASON = re.compile(r"(?:原因(?:是|为|系|：|:)|主要(?:是|为|系))([^。；]{4,})")


@dataclass(frozen=True, slots=True)
class Change:
    """What the sources state about the change of a figure: 万元, rate, the claims that say so, their reason.

    ``computed`` is True where only the amount is stated and the rate follows from it and the figure itself.
    """

    amount: float | None
    rate: float | None
    computed: bool
    claim: pd.Series[Any]
    reason: str


def change(d: Disclosure, subject: str) -> Change | None:
    """The change of income or expenditure on last year as stated; None where the sources are silent.

    Changes against a budget are no change on last year, and a sentence with two readings states neither.
    """
    rows = d.claims[
        (d.claims["metric"] == _CHANGED.get(subject, subject)) & d.claims["relation"].isin(["change", "growth"])
    ]
    last_year = rows["base"].fillna("").str.startswith(str(d.fiscal_year - 1))
    rows = rows[last_year & rows["value"].notna() & rows["ambiguous"].isna()]
    if rows.empty:
        return None
    amount, rate = (_first(rows, relation) for relation in ("change", "growth"))
    now = getattr(totals(d), {"project_spending": "project"}.get(subject, subject))
    before = None if amount is None or now is None else now - amount
    computed = rate is None and before is not None and before > 0
    return Change(amount, share(amount, before) if computed else rate, computed, rows.iloc[0], _reason(rows))


def against_budget(d: Disclosure) -> pd.Series[Any] | None:
    """The widest statement on spending of the year against its budget: a share of it, or a rate above or below it."""
    for metric in _BUDGETED:
        rows = d.claims[(d.claims["metric"] == metric) & d.claims["relation"].isin(["share", "growth"])]
        own = rows["base"].fillna("").str.fullmatch(rf"{d.fiscal_year} (?:initial_)?budget")
        rows = rows[own & rows["value"].notna() & rows["ambiguous"].isna()]
        if len(rows):
            return rows.iloc[0]
    return None


def _first(rows: pd.DataFrame, relation: str) -> float | None:
    found = rows["value"][rows["relation"] == relation]
    return None if found.empty else float(found.iloc[0])


def _reason(rows: pd.DataFrame) -> str:
    """The office's own reason, where its sentence gives one."""
    for quote in rows["quote"].dropna():
        if found := _REASON.search(quote):
            return found.group(1).strip("：:，, ")
    return ""


def share(part: float | None, whole: float | None) -> float | None:
    """part ÷ whole; None where one is missing or the whole is zero."""
    if part is None or whole is None or is_missing(part) or is_missing(whole) or not whole:
        return None
    return part / whole


def three_public(d: Disclosure) -> dict[tuple[str, str], dict[Hashable, Any]]:
    """Figures of the year in the table of the three public expenses, by budget or final and kind of cost: the first of each."""
    accounts = scope.main_accounts(d)
    rows = accounts[(accounts["table"] == "three_public") & accounts["value"].notna()]
    rows = rows[rows["year"].isna() | (rows["year"] == rows["fiscal_year"])]
    found: dict[tuple[str, str], dict[Hashable, Any]] = {}
    for row in rows.to_dict("records"):
        found.setdefault((row["stage"], row["measure"]), row)
    for stage in _PLANNED:
        for key in [key for key in found if key[0] == stage]:
            found.setdefault((BUDGET, key[1]), found[key])
    return found


def corrected_accounts(d: Disclosure) -> frozenset[Spot]:
    """Figures of the nine tables that people corrected: table, code or term, measure."""
    rows = scope.main_accounts(d)
    rows = rows[rows["corrected"].notna()]
    keys = (rows[["table", name, "measure"]].dropna().itertuples(index=False, name=None) for name in ("code", "term"))
    return frozenset((table, key, measure) for listed in keys for table, key, measure in listed)


def placed(d: Disclosure) -> Spots:
    """Where each figure of the tables stands, by table, term or code, and measure: the first of each."""
    found: dict[Spot, dict[Hashable, Any]] = {}
    accounts = scope.main_accounts(d)
    for row in accounts[accounts["value"].notna()].to_dict("records"):
        for key in (row["term"], row["code"]):
            if not is_missing(key):
                found.setdefault((row["table"], key, row["measure"]), row)
    return found


def _accounts(d: Disclosure) -> dict[Spot, float]:
    """Figures of the nine tables by table, term and measure: the first of each."""
    found: dict[Spot, float] = {}
    accounts = scope.main_accounts(d)
    columns = (plain_values(accounts[name]) for name in ("table", "term", "measure", "value"))
    for table, term, measure, value in zip(*columns, strict=True):
        if value is not None:
            found.setdefault((table, term, measure), value)
    return found
