"""Tables of a report: who and when, money, projects, investments, scorecard."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd

from jixiao.families import BUDGET
from jixiao.report import headline, scope, supported
from jixiao.report.charts import class_name
from jixiao.report.judged import marked
from jixiao.report.markup import Cell, Column, Piece, Table, bullets, definitions, details, join, paragraph, table, tag
from jixiao.report.phrases import (
    amount,
    interval,
    known,
    label,
    marks,
    plain,
    rate,
    say,
    texts,
)
from jixiao.rules import term_labels
from jixiao.store import Disclosure

_THREE_PUBLIC = ("abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")


def income_table(d: Disclosure, lang: str) -> Piece:
    """Where the income came from."""
    rows = headline.incomes(d)
    whole = headline.totals(d).income
    changed = headline.corrected_accounts(d)
    columns = [Column(label("item", lang)), *(Column(label(key, lang), "number") for key in ("amount", "share"))]
    body: list[list[Cell]] = [
        [
            _term(row["term"], row["item"], lang),
            marked(amount(row["value"], lang), ("summary", row["term"], "total") in changed, lang),
            _share(row["value"], whole, lang),
        ]
        for _, row in rows.iterrows()
    ]
    total = marked(amount(whole, lang), headline.spots(d)["income"] in changed, lang)
    foot = [label("total", lang), total, ""] if whole is not None else []
    return table(
        Table(columns, body, say("captions", "income_budget" if scope.family(d) == BUDGET else "income", lang), foot)
    )


def expenditure_table(d: Disclosure, lang: str) -> Piece:
    """What the money was spent on, basic and project expenditure apart."""
    rows = headline.classes(d)
    sums = headline.totals(d)
    names = ("total", "share", "basic", "project_spending")
    columns = [Column(label("class", lang)), *(Column(label(key, lang), "number") for key in names)]
    changed = headline.corrected_accounts(d)

    def shown(row: pd.Series[Any], measure: str) -> Cell:
        return marked(amount(row[measure], lang), ("expenditure", row["code"], measure) in changed, lang)

    body: list[list[Cell]] = [
        [
            f"{row['code']} {class_name(row['code'], row['item'], lang)}",
            shown(row, "total"),
            _share(row["total"], sums.expenditure, lang),
            shown(row, "basic"),
            shown(row, "project"),
        ]
        for _, row in rows.iterrows()
    ]
    values = {"expenditure": sums.expenditure, "basic": sums.basic, "project": sums.project}
    last = [marked(amount(value, lang), headline.spots(d)[key] in changed, lang) for key, value in values.items()]
    foot = [label("total", lang), last[0], "", *last[1:]]
    return table(Table(columns, body, say("captions", "classes", lang), foot))


def three_public_table(d: Disclosure, lang: str) -> Piece:
    """Budget and final accounts of the three public expenses (“三公”经费), as their table prints them."""
    accounts = scope.main_accounts(d)
    rows = accounts[accounts["table"] == "three_public"]
    names = rows["stage"] + "_" + rows["measure"]
    value = dict(zip(names, rows["value"], strict=True))
    changed = set(names[rows["corrected"].notna()])
    printed = [key for key in _THREE_PUBLIC if {f"budget_{key}", f"final_{key}"} & value.keys()]
    columns = [
        Column(label("item", lang)),
        *(Column(label(key, lang), "number") for key in ("three_public_budget", "three_public_final")),
    ]

    def both(key: str) -> list[Cell]:
        names = (f"{phase}_{key}" for phase in ("budget", "final"))
        return [marked(amount(value.get(name), lang), name in changed, lang) for name in names]

    body = [[known("three_public", key, lang), *both(key)] for key in printed]
    return table(Table(columns, body, say("captions", "three_public", lang), [label("total", lang), *both("total")]))


def scorecard_table(d: Disclosure, scores: pd.DataFrame, lang: str) -> Piece:
    """Each rubric item: marks as printed, marks that the evidence supports, and why."""
    numbers = ("weight", "printed", "supported")
    columns = [
        Column(label("item", lang)),
        *(Column(label(key, lang), "number") for key in numbers),
        Column(label("basis", lang)),
        Column(label("reason", lang), "long"),
    ]
    body: list[list[Cell]] = [
        [
            plain(row["title"], lang),
            marks(row["weight"], lang),
            marks(row["printed_score"], lang),
            interval(row["low"], row["high"], lang),
            known("bases", plain(row["basis"]), lang),
            _reasons(scores[scores["item"] == row["item"]], lang),
        ]
        for _, row in supported.items(scores).iterrows()
    ]
    sums = supported.marks_of(d, scores)
    if sums is None:
        return Piece()
    last = [marks(sums.weight, lang), marks(sums.printed, lang), interval(sums.low, sums.high, lang)]
    foot = [label("total", lang), *last, "", ""]
    shown = table(Table(columns, body, say("captions", "scorecard", lang), foot))
    lead = say("lead", "scorecard" if supported.is_scored(scores) else "no_scorecard", lang)
    return paragraph(lead, "lead") + details(say("labels", "scorecard_items", lang, n=len(body)), shown)


def method(lang: str) -> Piece:
    """How it was done, how to object, and what the words mean."""
    told = [paragraph(say("method", key, lang)) for key in texts("method")]
    words = bullets(say("terms", key, lang) for key in texts("terms"))
    return join([*told, details(label("terms", lang), words)], "\n\n")


def reproduce(d: Disclosure, key: str, lang: str) -> Piece:
    """The command that makes this report again, the software's version and the sources' checksums."""
    command = f"jixiao report data/raw --only {key}"
    try:
        number = version("jixiao")
    except PackageNotFoundError:
        number = label("not_installed", lang)
    pairs: list[tuple[str, Cell]] = [(label("command", lang), tag("code", command)), (label("version", lang), number)]
    pairs += [(f"SHA-256 {plain(row['title'])}", tag("code", row["sha256"])) for _, row in d.documents.iterrows()]
    return paragraph(say("lead", "reproduce", lang), "lead") + definitions(pairs, "facts")


def _reasons(rows: pd.DataFrame, lang: str) -> Piece:
    """Why an item has its marks; one paragraph for each reading of its wording."""
    messages = (plain(text) for text in rows[f"message_{lang}"])
    return join((paragraph(text) for text in dict.fromkeys(messages)), " ")


def _term(key: str, item: str, lang: str) -> str:
    return str(term_labels()[key]["en"]) if lang == "en" and key in term_labels() else plain(item)


def _share(part: float, whole: float | None, lang: str) -> str:
    return "—" if (found := headline.share(part, whole)) is None else rate(found, lang)
