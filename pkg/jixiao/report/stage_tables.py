"""From budget to outturn in one department's year: what was planned and spent, and which targets did not stay as they were."""

from __future__ import annotations

from typing import Any

import pandas as pd

from jixiao.families import BUDGET, FINAL_ACCOUNTS, Role, role_of, roles
from jixiao.report import where
from jixiao.report.markup import Cell, Piece, ReportColumn, ReportTable, paragraph, table, tag
from jixiao.report.narrative import quotient
from jixiao.report.phrases import DASH, amount, check_language, class_name, is_missing, known, label, plain, say
from jixiao.rules import term_labels
from jixiao.store import Disclosure

_AMOUNTS = ("planned", "outturn", "deviation_amount", "deviation_rate")
#: Digits of a class; of groups and items the table of deviations tells.
_CLASS = 3


def stages(d: Disclosure, deviations: pd.DataFrame, goalposts: pd.DataFrame, lang: str) -> Piece:
    """Figures of the published budget beside those of the accounts, and targets that are another in the self-evaluation.

    ``deviations`` and ``goalposts`` are what ``jixiao.deviations`` and ``jixiao.goalposts`` give for one department and year.
    """
    check_language(lang)
    return _deviation_table(d, deviations, lang) + _goalpost_table(d, goalposts, lang)


def _deviation_table(d: Disclosure, rows: pd.DataFrame, lang: str) -> Piece:
    between = rows[rows["compared"] == "documents"]
    code, measure = between["code"].fillna(""), between["measure"].fillna("")
    shown = between[(code == "") | ((code.str.len() == _CLASS) & (measure == "total"))]
    shown = shown[(shown["from_value"] != 0) | (shown["to_value"] != 0)]
    order = {role.name: n for n, role in enumerate(roles().values()) if role.family == BUDGET}
    shown = shown.sort_values("role", key=lambda names: names.map(order), kind="stable")
    columns = [ReportColumn(label("stage_table", lang)), ReportColumn(label("item", lang))]
    columns += [ReportColumn(label(name, lang), "number") for name in _AMOUNTS]
    body = [_deviation(d, row, lang) for row in shown.to_dict("records")]
    return table(ReportTable(columns, body, say("captions", "stages", lang)))


def _deviation(d: Disclosure, row: dict[Any, Any], lang: str) -> list[Cell]:
    ends = zip((row["from_value"], row["to_value"]), row["places"], strict=True)
    marked = [where.with_mark(d, tag("span", amount(value, lang)), place, lang) for value, place in ends]
    less = where.formula(amount(row["deviation"], lang), label("later_less_earlier", lang))
    rate = DASH if is_missing(row["rate"]) else quotient(row["rate"], row["deviation"], abs(row["from_value"]), lang)
    role = _role(row)
    return [str(role.body[lang]) if role else label("in_words", lang), _what(row, lang), *marked, less, rate]


def _what(row: dict[Any, Any], lang: str) -> str:
    """The row of a table with its column, or the matter that sentences tell."""
    role = _role(row)
    if role is None:
        return known("matters", plain(row["term"]), lang)
    column = role.measures.get(plain(row["measure"]), {}).get(lang, "")
    term = term_labels().get(plain(row["term"]))
    item = str(term["en"]) if term and lang == "en" else class_name(plain(row["code"]), plain(row["item"]), lang)
    return item if row["measure"] == "total" and item else f"{item} {column}".strip()


def _role(row: dict[Any, Any]) -> Role | None:
    """The table, as the budget calls it: accounts have one of that name."""
    return role_of(BUDGET, row["role"]) or role_of(FINAL_ACCOUNTS, row["role"])


def _goalpost_table(d: Disclosure, rows: pd.DataFrame, lang: str) -> Piece:
    if rows.empty:
        return Piece()
    kept = int((rows["change"] == "kept").sum())
    lead = paragraph(say("lead", "goalposts", lang, n=len(rows), kept=kept), "lead")
    names = ("project", "indicator", "before_target", "after_target", "target_change")
    columns = [ReportColumn(label(name, lang)) for name in names]
    body = [_goalpost(d, row, lang) for row in rows[rows["change"] != "kept"].to_dict("records")]
    return lead + table(ReportTable(columns, body, say("captions", "goalposts", lang)))


def _goalpost(d: Disclosure, row: dict[Any, Any], lang: str) -> list[Cell]:
    places = {place["what_en"]: place for place in row["places"]}
    sides = (("before_target", "target form"), ("after_target", "self-evaluation"))
    shown = [where.with_mark(d, tag("span", plain(row[key]) or DASH), places.get(name), lang) for key, name in sides]
    return [plain(row["project"]), plain(row["level3"]), *shown, known("target_changes", plain(row["change"]), lang)]
