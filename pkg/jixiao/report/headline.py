"""The figures a report speaks of, picked from the tables of records. Nothing missing becomes zero."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jixiao.corrections import counted, is_corrected
from jixiao.families import BUDGET
from jixiao.judgement import verdicts
from jixiao.report import scope
from jixiao.report.phrases import is_missing
from jixiao.rules import SEVERITIES as SEVERITIES
from jixiao.rules import term_labels
from jixiao.store import Disclosure, plain_values

HELD = ("holds", "holds_within_rounding")
#: States of checks that apply and could not be decided.
OPEN = ("insufficient_data", "ambiguous")
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
#: Item of the row of scores that holds the total.
TOTAL = "total"
#: Measures of the expenditure table beside basic and project expenditure.
OTHER_SPENDING = ("to_superior", "business", "to_affiliated")
#: Forms of a budget, where nothing is executed yet.
_PLANS = ("project_target", "department_target")
#: Tables with functional classes, the widest first.
_BY_CLASS = ("expenditure", "fiscal_expenditure", "general_expenditure")
QUARTER_PROGRESS = "quarter_progress"


@dataclass(frozen=True, slots=True)
class Totals:
    """Headline amounts of the accounts in 万元; None where the sources do not print one."""

    income: float | None
    expenditure: float | None
    basic: float | None
    project: float | None


@dataclass(frozen=True, slots=True)
class Marks:
    """Sums over a scorecard: full marks, marks as printed, marks the evidence supports."""

    weight: float
    printed: float | None
    low: float
    high: float
    computed: float


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


def executions(d: Disclosure) -> pd.DataFrame:
    """Budget, executed amount and rate of each project form, lowest rate first.

    ``rate_printed`` is the cell's text, ``corrected`` holds the names of fields that people corrected.
    """
    told = d.funds["budget"].notna() | d.funds["executed"].notna()
    planned = d.funds["project_id"].isin(d.projects[d.projects["form"].isin(_PLANS)]["project_id"])
    rows = d.funds[told & (d.funds["fund"] == "total") & ~planned]
    names = dict(zip(d.projects["project_id"], d.projects["name"], strict=True))
    shown = rows[["project_id", "budget", "executed", "rate"]].assign(
        rate_printed=pd.Series([_printed(cells, "rate") for cells in rows["cells"]], rows.index, dtype="object"),
        corrected=_corrected(rows),
        name=rows["project_id"].map(names).astype("string"),
        order=_share(rows, "executed", "budget"),
    )
    return shown.sort_values(["order", "budget", "project_id"], ascending=[True, False, True]).drop(columns="order")


def investments(d: Disclosure) -> pd.DataFrame:
    """Government investment projects with their share complete, lowest first."""
    named = d.investments.merge(d.projects[["project_id", "name"]], on="project_id", how="left", sort=False)
    done = named.assign(share=_share(named, "cumulative", "total_investment"), corrected=_corrected(named))
    return done.sort_values(["share", "project_id"], na_position="last").reset_index(drop=True)


def execution_totals(d: Disclosure) -> tuple[int, float, float] | None:
    """Number of projects that print both amounts, and the two sums; None where there is none."""
    rows = executions(d).dropna(subset=["budget", "executed"])
    if rows.empty or not rows["budget"].sum():
        return None
    return len(rows), float(rows["budget"].sum()), float(rows["executed"].sum())


def quarters(d: Disclosure) -> pd.DataFrame:
    """Cumulative spending by quarter as claimed, with the time elapsed: quarter, value, elapsed."""
    claimed = d.claims[(d.claims["metric"] == QUARTER_PROGRESS) & d.claims["value"].notna()]
    found = [(_quarter(period), value) for period, value in zip(claimed["period"], claimed["value"], strict=True)]
    rows = sorted({quarter: value for quarter, value in found if quarter}.items())
    return pd.DataFrame(
        {"quarter": [q for q, _ in rows], "value": [v for _, v in rows], "elapsed": [q / 4 for q, _ in rows]}
    )


def items(scores: pd.DataFrame) -> pd.DataFrame:
    """One row per rubric item: readings of one item joined, from the lowest low to the highest high."""
    rows = scores[scores["item"] != TOTAL]
    if rows["item"].is_unique:
        kept = ["item", "title", "weight", "printed_score", "low", "high", "basis"]
        return rows[kept].reset_index(drop=True)
    grouped = rows.groupby("item", sort=False, dropna=False)
    joined = grouped[["title", "weight", "printed_score"]].first()
    basis = grouped["basis"].first().where(grouped["basis"].nunique() == 1, "bounded")
    return joined.assign(low=grouped["low"].min(), high=grouped["high"].max(), basis=basis).reset_index()


def marks_of(d: Disclosure, scores: pd.DataFrame) -> Marks | None:
    """Sums over the scorecard; None where there is none. An item without a rule counts in no sum of marks.

    Full marks are those of the rubric: what the department prints beyond its items adds nothing.
    """
    rows = items(scores)
    if rows.empty:
        return None
    whole = scores[scores["item"] == TOTAL]["weight"].dropna()
    return Marks(
        weight=float(rows["weight"].sum() if whole.empty else whole.iloc[0]),
        printed=printed_total(d, scores),
        low=float(rows["low"].sum()),
        high=float(rows["high"].sum()),
        computed=float(rows["weight"].where(rows["basis"] == "computed").sum()),
    )


def is_scored(scores: pd.DataFrame) -> bool:
    """True where the department printed marks for at least one item of the scorecard."""
    return bool(scores["printed_score"][scores["item"] != TOTAL].notna().any())


def printed_total(d: Disclosure, scores: pd.DataFrame) -> float | None:
    """The total score as printed; the sum of the printed items where no total is printed."""
    card = d.scorecards[d.scorecards["project_id"].isna() & d.scorecards["score"].notna()]
    card = card[card["is_total"].fillna(False).astype(bool)]
    if not card.empty:
        return float(card["score"].iloc[0])
    printed = items(scores)["printed_score"]
    return None if printed.isna().any() or printed.empty else float(printed.sum())


def findings(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Outcomes whose published values cannot both hold, from grave to slight; consequences of another left out."""
    return _from_grave(outcomes[_is_finding(outcomes) & ~_is_aside(outcomes)])


def set_aside(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Findings that a person judged to be none, from grave to slight."""
    return _from_grave(outcomes[_is_finding(outcomes) & _is_aside(outcomes)])


def reviewed(outcomes: pd.DataFrame) -> dict[str, int]:
    """Numbers of findings by the verdict of a person, those set aside as well; verdicts that nobody gave left out."""
    given = outcomes[_is_finding(outcomes)]["verdict"].value_counts()
    return {name: int(given[name]) for name in verdicts() if name in given}


def reviewed_besides(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Outcomes that a person judged and that are no finding of their own: they hold, or follow from another."""
    return outcomes[outcomes["verdict"].notna() & ~_is_finding(outcomes)]


def _is_finding(outcomes: pd.DataFrame) -> pd.Series[bool]:
    return (outcomes["state"] == "broken") & outcomes["cause"].isna()


def _is_aside(outcomes: pd.DataFrame) -> pd.Series[bool]:
    """True for what a person set aside, and for what follows from it."""
    own = outcomes["verdict"].isin([name for name, counts in verdicts().items() if not counts])
    return own | outcomes["cause"].isin(outcomes["outcome_id"][own])


def _from_grave(rows: pd.DataFrame) -> pd.DataFrame:
    rank = rows["severity"].map({name: number for number, name in enumerate(SEVERITIES)}).fillna(len(SEVERITIES))
    return rows.assign(rank=rank).sort_values(["rank", "rule", "outcome_id"], kind="stable").drop(columns="rank")


def counts(outcomes: pd.DataFrame) -> dict[str, int]:
    """Numbers of findings by severity and in all, of outcomes by state, and of those that follow from a finding.

    What people set aside is ``aside`` and nothing else.
    """
    set_aside = _is_aside(outcomes)
    found = outcomes["severity"][_is_finding(outcomes) & ~set_aside].value_counts()
    aside = set_aside & (outcomes["state"] == "broken")
    states = outcomes["state"][~aside].value_counts()
    broken = int(found.sum())
    return {
        **{name: int(found.get(name, 0)) for name in SEVERITIES},
        "held": int(sum(states.get(name, 0) for name in HELD)),
        "rounding": int(states.get("holds_within_rounding", 0)),
        "broken": broken,
        "following": int(states.get("broken", 0)) - broken,
        "aside": int(aside.sum()),
        "open": int(sum(states.get(name, 0) for name in OPEN)),
        "not_applicable": int(states.get("not_applicable", 0)),
    }


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


def _share(rows: pd.DataFrame, part: str, whole: str) -> pd.Series[Any]:
    return rows[part] / rows[whole].where(rows[whole] != 0)


def _printed(cells: Any, column: str) -> str | None:
    return None if not isinstance(cells, dict) or not cells.get(column) else counted(cells[column])


def corrections(d: Disclosure) -> list[tuple[str, dict[str, Any]]]:
    """What people corrected in the sources, each with its source_id: page, cell, printed, corrected, reason."""
    listed = zip(d.documents["source_id"], d.documents["corrections"], strict=True)
    return [(str(source), row) for source, rows in listed for row in rows]


def users_of_corrections(outcomes: pd.DataFrame) -> dict[tuple[str, int, str], list[tuple[str, str]]]:
    """Rule and state of the outcomes that use a corrected text, by its source_id, page and cell; each pair once."""
    found: dict[tuple[str, int, str], dict[tuple[str, str], None]] = {}
    for rule, state, places in zip(outcomes["rule"], outcomes["state"], outcomes["places"], strict=True):
        for place in places:
            if is_corrected(place):
                spot = str(place["source_id"]), int(place["page"]), str(place["cell"])
                found.setdefault(spot, {})[str(rule), str(state)] = None
    return {spot: list(pairs) for spot, pairs in found.items()}


def corrected_accounts(d: Disclosure) -> frozenset[tuple[str, str, str]]:
    """Figures of the nine tables that people corrected: table, code or term, measure."""
    rows = scope.main_accounts(d)
    rows = rows[rows["corrected"].notna()]
    keys = (rows[["table", name, "measure"]].dropna().itertuples(index=False, name=None) for name in ("code", "term"))
    return frozenset((table, key, measure) for listed in keys for table, key, measure in listed)


def _corrected(rows: pd.DataFrame) -> pd.Series[Any]:
    """Fields of each row that people corrected."""
    found = [{field for field, place in (cells or {}).items() if is_corrected(place)} for cells in rows["cells"]]
    return pd.Series(found, rows.index, dtype="object")


def _accounts(d: Disclosure) -> dict[tuple[str, str, str], float]:
    """Figures of the nine tables by table, term and measure: the first of each."""
    found: dict[tuple[str, str, str], float] = {}
    accounts = scope.main_accounts(d)
    columns = (plain_values(accounts[name]) for name in ("table", "term", "measure", "value"))
    for table, term, measure, value in zip(*columns, strict=True):
        if value is not None:
            found.setdefault((table, term, measure), value)
    return found


def _quarter(period: Any) -> int | None:
    """Quarter 1 to 4 of a period such as 2020Q1, 2020-Q1 or 第一季度."""
    text = "" if is_missing(period) else str(period)
    if match := re.search(r"[Qq]([1-4])$|第?([1-4一二三四])季度", text):
        mark = match.group(1) or match.group(2)
        return "一二三四".index(mark) + 1 if mark in "一二三四" else int(mark)
    return None
