"""Tables of projects: money, own score, targets and findings of each; targets of a budget; government investment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from jixiao import grades
from jixiao.families import BUDGET
from jixiao.report import executed, scope, where
from jixiao.report.cases import anchor_of
from jixiao.report.judged import marked
from jixiao.report.markup import Cell, Piece, ReportColumn, ReportTable, join, paragraph, table, tag
from jixiao.report.narrative import quotient
from jixiao.report.phrases import (
    DASH,
    amount,
    check_language,
    is_missing,
    label,
    marks,
    plain,
    rate,
    rate_as_printed,
    say,
)
from jixiao.store import Disclosure

#: Characters of a goal that a table shows.
_GOAL = 60
#: From so many projects on, it is said how their scores and rates are distributed.
_MANY = 16
_COMPARED = ("exceeded", "met", "below")


def project_table(d: Disclosure, outcomes: pd.DataFrame, attained: pd.DataFrame, lang: str) -> Piece:
    """Each project, the largest budget first: money, rate, own score, targets met, findings; targets for a budget.

    ``attained`` is what ``jixiao.score.attainment`` gives. The forms on a department as a whole stand apart.
    """
    check_language(lang)
    if scope.family(d) == BUDGET:
        return target_table(d, lang)
    found = executed.of_projects(d, grades.findings(outcomes))
    projects, whole = executed.executions(d), executed.executions(d, department=True)
    shown = _table_of(d, projects, attained, found, lang, "execution")
    return join([_distribution(projects, lang), shown, _table_of(d, whole, attained, found, lang, "department_form")])


def _table_of(
    d: Disclosure, rows: pd.DataFrame, attained: pd.DataFrame, found: dict[str, list[Any]], lang: str, caption: str
) -> Piece:
    names = ("budget", "executed", "rate_printed", "own_score", "targets_met", "findings")
    columns = [ReportColumn(label("project", lang)), *(ReportColumn(label(key, lang), "number") for key in names)]
    ordered = rows.sort_values(["budget", "project_id"], ascending=[False, True], kind="stable")
    body = [_project(d, row, attained, found.get(str(row["project_id"]), []), lang) for _, row in ordered.iterrows()]
    both = rows.dropna(subset=["budget", "executed"])
    sums = [float(both[key].sum()) for key in ("budget", "executed")]
    changed = set().union(*rows["corrected"]) if len(rows) else set()
    total = [
        marked(where.formula(amount(n, lang), label("sum_of_column", lang)), name in changed, lang)
        for n, name in zip(sums, names[:2], strict=True)
    ]
    whole = quotient(sums[1] / sums[0], sums[1], sums[0], lang) if sums[0] else DASH
    foot: list[Cell] = [label("total", lang), *total, whole, "", "", ""] if len(both) > 1 else []
    return table(ReportTable(columns, body, say("captions", caption, lang), foot))


def _project(
    d: Disclosure, row: pd.Series[Any], attained: pd.DataFrame, found: Sequence[pd.Series[Any]], lang: str
) -> list[Cell]:
    def shown(key: str, text: str) -> Cell:
        value = where.with_mark(d, tag("span", text), executed.place_of(row, key), lang)
        return marked(value, key in row["corrected"], lang)

    own = attained[attained["project_id"] == row["project_id"]]["result"]
    compared = own[own.isin(_COMPARED)]
    met = f"{int((compared != 'below').sum())}/{len(compared)}" if len(compared) else DASH
    link = where.counted(len(found), anchor_of(found[0])) if found else "0"
    form = {"source_id": row["source_id"], "page": row["page"]}
    return [
        plain(row["name"], lang),
        shown("budget", amount(row["budget"], lang)),
        shown("executed", amount(row["executed"], lang)),
        shown("rate", rate_as_printed(row["rate"], row["rate_printed"], lang)),
        DASH if is_missing(row["score"]) else where.with_mark(d, tag("span", marks(row["score"], lang)), form, lang),
        where.counted(met, "attainment") if len(compared) else met,
        link,
    ]


def _distribution(rows: pd.DataFrame, lang: str) -> Piece:
    """How many projects gave themselves how much, and executed how much; nothing for a few projects."""
    if len(rows) < _MANY:
        return Piece()
    scores, rates = rows["score"].dropna(), (rows["executed"] / rows["budget"].where(rows["budget"] != 0)).dropna()
    told = [
        say("lead", "score_bands", lang, n=len(scores), full=int((scores == 100).sum()),
            high=int(((scores >= 90) & (scores < 100)).sum()), low=int((scores < 90).sum())) if len(scores) else "",
        say("lead", "rate_bands", lang, n=len(rates), full=int((rates >= 0.9995).sum()),
            high=int(((rates >= 0.8) & (rates < 0.9995)).sum()), low=int((rates < 0.8).sum())) if len(rates) else "",
    ]  # fmt: skip
    return paragraph(("" if lang == "zh" else " ").join(filter(None, told)), "lead")


def target_table(d: Disclosure, lang: str) -> Piece:
    """Projects of a budget with money, the beginning of their goal and the number of their indicators."""
    columns = [
        ReportColumn(label("project", lang)),
        ReportColumn(label("budget", lang), "number"),
        ReportColumn(label("goal", lang)),
        ReportColumn(label("indicators", lang), "number"),
    ]
    body: list[list[Cell]] = [
        [
            plain(row["name"], lang),
            where.with_mark(d, tag("span", amount(row["budget"], lang)), row["place"], lang),
            _beginning(row["goal"], lang),
            str(row["indicators"]) if row["indicators"] else DASH,
        ]
        for _, row in scope.targets(d).iterrows()
    ]
    return table(ReportTable(columns, body, say("captions", "targets", lang)))


def _beginning(text: Any, lang: str) -> str:
    goal = plain(text, lang)
    return goal if len(goal) <= _GOAL else f"{goal[:_GOAL]}…"


def investment_table(d: Disclosure, lang: str) -> Piece:
    """Plan, payments, cumulative amount and completion of each government investment project."""
    money = ("total_investment", "plan", "invested", "cumulative")
    rates = ("completion_computed", "completion_printed", "physical_progress")
    columns = [
        ReportColumn(label("project", lang)),
        *(ReportColumn(label(key, lang), "number") for key in (*money, *rates)),
    ]

    def printed(row: pd.Series[Any], field: str, text: str) -> Cell:
        shown = where.with_mark(d, tag("span", text), executed.place_of(row, field), lang)
        return marked(shown, field in row["corrected"], lang)

    def share(row: pd.Series[Any]) -> Cell:
        if is_missing(row["share"]):
            return DASH
        shown = quotient(row["share"], row["cumulative"], row["total_investment"], lang)
        return marked(shown, not row["corrected"].isdisjoint(("cumulative", "total_investment")), lang)

    body: list[list[Cell]] = [
        [
            plain(row["name"], lang),
            *(printed(row, key, amount(row[key], lang)) for key in money),
            share(row),
            *(printed(row, key, rate(row[key], lang)) for key in ("completion_rate", "progress")),
        ]
        for _, row in executed.investments(d).iterrows()
    ]
    return table(ReportTable(columns, body, say("captions", "investments", lang)))
