"""Tables of a report: who and when, money, projects, investments, scorecard."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd

from jixiao.corrections import is_corrected
from jixiao.families import BUDGET
from jixiao.report import headline, scope, supported, where
from jixiao.report.judged import marked
from jixiao.report.markup import (
    Cell,
    Piece,
    ReportColumn,
    ReportTable,
    bullets,
    definitions,
    details,
    join,
    paragraph,
    table,
    tag,
)
from jixiao.report.narrative import quotient
from jixiao.report.phrases import (
    DASH,
    amount,
    class_name,
    interval,
    known,
    label,
    marks,
    plain,
    say,
    texts,
)
from jixiao.rules import term_labels
from jixiao.store import Disclosure

#: Kinds of expenditure that have columns of their own, and their titles.
_KINDS = {"basic": "basic", "project": "project_spending"}
_THREE_PUBLIC = ("abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")


def income_table(d: Disclosure, lang: str) -> Piece:
    """Where the income came from."""
    rows, places = headline.incomes(d), headline.placed(d)
    whole = headline.totals(d).income
    columns = [
        ReportColumn(label("item", lang)),
        *(ReportColumn(label(key, lang), "number") for key in ("amount", "share")),
    ]
    body: list[list[Cell]] = [
        [
            _term(row["term"], row["item"], lang),
            _placed(d, row["value"], places.get(("summary", row["term"], "total")), lang),
            _share(row["value"], whole, lang),
        ]
        for _, row in rows.iterrows()
    ]
    total = _placed(d, whole, places.get(headline.spots(d)["income"]), lang)
    foot = [label("total", lang), total, ""] if whole is not None else []
    return table(
        ReportTable(
            columns, body, say("captions", "income_budget" if scope.family(d) == BUDGET else "income", lang), foot
        )
    )


def expenditure_table(d: Disclosure, lang: str) -> Piece:
    """What the money was spent on, basic and project expenditure apart; of a budget as far as it tells them apart."""
    rows = headline.classes(d)
    if rows.empty:
        return Piece()
    places = headline.placed(d)
    whole, spots = _totals_of_classes(d, rows, places)
    kinds = [name for name in _KINDS if not scope.is_budget(d) or rows[name].notna().any()]
    names = ("total", "share", *(_KINDS[name] for name in kinds))
    columns = [ReportColumn(label("class", lang)), *(ReportColumn(label(key, lang), "number") for key in names)]

    def shown(row: pd.Series[Any], measure: str) -> Cell:
        return _placed(d, row[measure], places.get((row["table"], row["code"], measure)), lang)

    body: list[list[Cell]] = [
        [
            f"{row['code']} {class_name(row['code'], row['item'], lang)}",
            shown(row, "total"),
            _share(row["total"], whole["total"], lang),
            *(shown(row, name) for name in kinds),
        ]
        for _, row in rows.iterrows()
    ]
    last = [_placed(d, whole[name], places.get(spots[name]), lang) for name in ("total", *kinds)]
    foot = [label("total", lang), last[0], "", *last[1:]]
    return table(ReportTable(columns, body, _caption_of_classes(rows, lang), foot))


def _totals_of_classes(
    d: Disclosure, rows: pd.DataFrame, places: headline.Spots
) -> tuple[dict[str, float | None], dict[str, headline.Spot]]:
    """What the classes of a table add up to as it is printed, and where: of all expenditure, or of one kind of money."""
    if headline.is_all_expenditure(rows):
        sums, own = headline.totals(d), headline.spots(d)
        names = {"total": "expenditure", "basic": "basic", "project": "project"}
        return {name: getattr(sums, key) for name, key in names.items()}, {n: own[key] for n, key in names.items()}
    spots = {name: (str(rows["table"].iloc[0]), "total", name) for name in ("total", "basic", "project")}
    return {name: places.get(spot, {}).get("value") for name, spot in spots.items()}, spots


def _caption_of_classes(rows: pd.DataFrame, lang: str) -> str:
    if headline.is_all_expenditure(rows):
        return say("captions", "classes", lang)
    return say("captions", "classes_of", lang, table=headline.table_of_classes(rows, lang))


def three_public_table(d: Disclosure, lang: str) -> Piece:
    """Budget and final accounts of the three public expenses (“三公”经费), as their table prints them; a budget has no final ones."""
    found = headline.three_public(d)
    stages = ("budget",) if scope.is_budget(d) else ("budget", "final")
    printed = [key for key in _THREE_PUBLIC if {("budget", key), ("final", key)} & found.keys()]
    columns = [
        ReportColumn(label("item", lang)),
        *(ReportColumn(label(f"three_public_{stage}", lang), "number") for stage in stages),
    ]

    def both(key: str) -> list[Cell]:
        return [_figure(d, found.get((stage, key), {}), lang) for stage in stages]

    body = [[known("three_public", key, lang), *both(key)] for key in printed]
    return table(
        ReportTable(columns, body, say("captions", "three_public", lang), [label("total", lang), *both("total")])
    )


def scorecard_table(d: Disclosure, scores: pd.DataFrame, lang: str) -> Piece:
    """Each rubric item: marks as printed, marks that the evidence supports, and why."""
    numbers = ("weight", "printed", "supported")
    columns = [
        ReportColumn(label("item", lang)),
        *(ReportColumn(label(key, lang), "number") for key in numbers),
        ReportColumn(label("basis", lang)),
        ReportColumn(label("reason", lang), "long"),
    ]
    places = supported.places(d)
    body: list[list[Cell]] = [
        [
            plain(row["title"], lang),
            marks(row["weight"], lang),
            where.with_mark(d, tag("span", marks(row["printed_score"], lang)), places.get(row["title"]), lang),
            interval(row["low"], row["high"], lang),
            known("bases", plain(row["basis"]), lang),
            _reasons(scores[scores["item"] == row["item"]], lang),
        ]
        for _, row in supported.items(scores).iterrows()
    ]
    sums = supported.marks_of(d, scores)
    if sums is None:
        return Piece()
    own = where.with_mark(d, tag("span", marks(sums.printed, lang)), supported.place_of_total(d), lang)
    added = where.formula(interval(sums.low, sums.high, lang), label("sum_of_column", lang))
    last: list[Cell] = [marks(sums.weight, lang), own, added]
    foot = [label("total", lang), *last, "", ""]
    shown = table(ReportTable(columns, body, say("captions", "scorecard", lang), foot))
    lead = say("lead", "scorecard" if supported.is_scored(scores) else "no_scorecard", lang)
    return paragraph(lead, "lead") + details(say("labels", "scorecard_items", lang, n=len(body)), shown)


def method(lang: str, contact: str = "") -> Piece:
    """How it was done, how to object and to whom, and what the words mean."""
    told = [paragraph(say("method", key, lang)) for key in texts("method")]
    told += [paragraph(say("labels", "contact", lang, contact=contact))] if contact else []
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


def _placed(d: Disclosure, value: Any, row: Mapping[Any, Any] | None, lang: str) -> Cell:
    """An amount with the mark of its place, where a row of records stands for it, and of its correction."""
    return _figure(d, {**(row or {}), "value": value}, lang)


def _figure(d: Disclosure, row: Mapping[Any, Any], lang: str) -> Cell:
    shown = where.with_mark(d, tag("span", amount(row.get("value"), lang)), row if row.get("page") else None, lang)
    return marked(shown, is_corrected(row), lang)


def _share(part: float, whole: float | None, lang: str) -> Cell:
    found = headline.share(part, whole)
    return DASH if found is None else quotient(found, part, whole, lang)
