"""Tables of a report: who and when, money, projects, investments, scorecard."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from jixiao.report import facts
from jixiao.report.charts import class_name
from jixiao.report.html import Cell, Column, Piece, Table, definitions, details, heading, join, paragraph, table, tag
from jixiao.report.trust import trust
from jixiao.report.words import (
    amount,
    check_language,
    exact,
    interval,
    is_missing,
    known,
    label,
    marks,
    plain,
    rate,
    rate_as_printed,
    say,
)
from jixiao.rules import term_labels
from jixiao.store import Disclosure

_THREE_PUBLIC = ("abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")


def title(d: Disclosure, lang: str) -> Piece:
    """The title of the report: whose it is, and which year."""
    return title_of(d.department, d.fiscal_year, lang)


def title_of(department: str, fiscal_year: int, lang: str) -> Piece:
    """The same, where there is no disclosure to take it from."""
    told = say("titles", "report", lang, year=fiscal_year) if fiscal_year else say("titles", "no_year", lang)
    lines = (tag("span", department), tag("span", told))
    return heading(join(lines, " "), "top", 1)


def overview(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> Piece:
    """The first screen: may the figures be relied on, five headline figures, counts of findings, printed and supported score, sources."""
    parts = (
        trust(d, outcomes, scores, lang),
        definitions(_headline(d, lang), "figures"),
        definitions(_verdict(d, outcomes, scores, lang), "verdict"),
        sources(d, lang),
        paragraph(label("unit_note", lang), "note"),
    )
    return join(parts, "\n\n")


def sources(d: Disclosure, lang: str) -> Piece:
    """The published files with their checksums."""
    columns = [
        Column(label("document", lang)),
        Column(label("format", lang)),
        Column(label("pages", lang), "number"),
        Column(label("pages_unread", lang), "number"),
        Column(label("sha256", lang), "code"),
    ]
    rows = [
        [
            plain(row["title"], lang),
            known("formats", plain(row["format"]), lang),
            marks(row["pages"], lang),
            marks(row["pages_unread"], lang),
            plain(row["sha256"], lang),
        ]
        for _, row in d.documents.iterrows()
    ]
    return table(Table(columns, rows, say("captions", "sources", lang)))


def income_table(d: Disclosure, lang: str) -> Piece:
    """Where the income came from."""
    rows = facts.incomes(d)
    whole = facts.totals(d).income
    columns = [Column(label("item", lang)), *(Column(label(key, lang), "number") for key in ("amount", "share"))]
    body = [
        [_term(row["term"], row["item"], lang), amount(row["value"], lang), _share(row["value"], whole, lang)]
        for _, row in rows.iterrows()
    ]
    foot = [label("total", lang), amount(whole, lang), ""] if whole is not None else []
    return table(Table(columns, body, say("captions", "income", lang), foot))


def expenditure_table(d: Disclosure, lang: str) -> Piece:
    """What the money was spent on, basic and project expenditure apart."""
    rows = facts.classes(d)
    sums = facts.totals(d)
    names = ("total", "share", "basic", "project_spending")
    columns = [Column(label("class", lang)), *(Column(label(key, lang), "number") for key in names)]
    body = [
        [
            f"{row['code']} {class_name(row['code'], row['item'], lang)}",
            amount(row["total"], lang),
            _share(row["total"], sums.expenditure, lang),
            amount(row["basic"], lang),
            amount(row["project"], lang),
        ]
        for _, row in rows.iterrows()
    ]
    last = [amount(value, lang) for value in (sums.basic, sums.project)]
    foot = [label("total", lang), amount(sums.expenditure, lang), "", *last]
    return table(Table(columns, body, say("captions", "classes", lang), foot))


def three_public_table(d: Disclosure, lang: str) -> Piece:
    """Budget and final accounts of the three public expenses (“三公”经费), as table 07 prints them."""
    rows = d.accounts[d.accounts["table"] == "07"]
    value = dict(zip(rows["measure"], rows["value"], strict=True))
    printed = [key for key in _THREE_PUBLIC if {f"budget_{key}", f"final_{key}"} & value.keys()]
    columns = [Column(label("item", lang)), *(Column(label(key, lang), "number") for key in ("budget_07", "final_07"))]

    def both(key: str) -> list[Cell]:
        return [amount(value.get(f"{phase}_{key}"), lang) for phase in ("budget", "final")]

    body = [[known("three_public", key, lang), *both(key)] for key in printed]
    return table(Table(columns, body, say("captions", "three_public", lang), [label("total", lang), *both("total")]))


def execution_table(d: Disclosure, lang: str) -> Piece:
    """Budget, executed amount and printed rate of each project."""
    names = ("budget", "executed", "rate_printed")
    columns = [Column(label("project", lang)), *(Column(label(key, lang), "number") for key in names)]
    body = [
        [
            plain(row["name"], lang),
            amount(row["budget"], lang),
            amount(row["executed"], lang),
            rate_as_printed(row["rate"], row["rate_printed"], lang),
        ]
        for _, row in facts.executions(d).iterrows()
    ]
    sums = facts.execution_totals(d)
    foot = [label("total", lang), amount(sums[1], lang), amount(sums[2], lang), ""] if sums and sums[0] > 1 else []
    return table(Table(columns, body, say("captions", "execution", lang), foot))


def investment_table(d: Disclosure, lang: str) -> Piece:
    """Plan, payments, cumulative amount and completion of each government investment project."""
    money = ("total_investment", "plan", "invested", "cumulative")
    rates = ("completion_computed", "completion_printed", "physical_progress")
    columns = [Column(label("project", lang)), *(Column(label(key, lang), "number") for key in (*money, *rates))]
    body = [
        [
            plain(row["name"], lang),
            *(amount(row[key], lang) for key in money),
            "—" if is_missing(row["share"]) else rate(row["share"], lang),
            rate(row["completion_rate"], lang),
            rate(row["progress"], lang),
        ]
        for _, row in facts.investments(d).iterrows()
    ]
    return table(Table(columns, body, say("captions", "investments", lang)))


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
        for _, row in facts.items(scores).iterrows()
    ]
    sums = facts.marks_of(d, scores)
    if sums is None:
        return Piece()
    last = [marks(sums.weight, lang), marks(sums.printed, lang), interval(sums.low, sums.high, lang)]
    foot = [label("total", lang), *last, "", ""]
    shown = table(Table(columns, body, say("captions", "scorecard", lang), foot))
    if not facts.is_scored(scores):
        lead = paragraph(say("lead", "no_scorecard", lang), "lead")
        return lead + details(say("labels", "scorecard_items", lang, n=len(body)), shown)
    return paragraph(say("lead", "scorecard", lang), "lead") + shown


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


def _headline(d: Disclosure, lang: str) -> list[tuple[str, Cell]]:
    sums = facts.totals(d)
    unit = say("units", "money", lang)
    named = {
        "income": sums.income,
        "expenditure": sums.expenditure,
        "basic": sums.basic,
        "project_spending": sums.project,
    }
    shown: list[tuple[str, Cell]] = [
        (label(key, lang), _figure(amount(value, lang), "" if value is None else unit, _change(d, key, lang)))
        for key, value in named.items()
    ]
    done = facts.execution_totals(d)
    counted = say("labels", "forms_counted", lang, n=done[0]) if done else ""
    shown.append((label("execution_rate", lang), _figure(rate(done[2] / done[1] if done else None, lang), "", counted)))
    return shown


def _verdict(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> list[tuple[str, Cell]]:
    check_language(lang)
    n = facts.counts(outcomes)
    listed = [f"{say('severities', name, lang)} {n[name]}" for name in facts.SEVERITIES if n[name]]
    pairs: list[tuple[str, Cell]] = [
        (label("findings", lang), _figure(str(n["broken"]), "", " · ".join(listed))),
        (label("held", lang), _figure(str(n["held"]), "", "")),
        (label("open", lang), _figure(str(n["open"]), "", "")),
    ]
    printed = facts.printed_total(d, scores)
    if printed is not None:
        pairs.append((label("printed_score", lang), _figure(marks(printed, lang), "", "")))
    sums = facts.marks_of(d, scores)
    if sums and facts.is_scored(scores):
        whole = f"{label('full_marks', lang)} {marks(sums.weight, lang)}"
        pairs.append((label("supported_score", lang), _figure(interval(sums.low, sums.high, lang), "", whole)))
    return pairs


def _figure(value: str, unit: str, note: str) -> Piece:
    parts = [tag("strong", value), tag("span", unit, class_="unit") if unit else Piece()]
    return join([*parts, tag("span", note, class_="aside") if note else Piece()], " ")


def _change(d: Disclosure, key: str, lang: str) -> str:
    claim = facts.change(d, key)
    if claim is None:
        return ""
    value = claim["value"]
    written = rate(value, lang) if claim["relation"] == "growth" else exact(value, lang)
    return say("labels", "change_on_year", lang, change=f"+{written}" if value > 0 else written)


def _reasons(rows: pd.DataFrame, lang: str) -> Piece:
    """Why an item has its marks; one paragraph for each reading of its wording."""
    messages = (plain(text) for text in rows[f"message_{lang}"])
    return join((paragraph(text) for text in dict.fromkeys(messages)), " ")


def _term(key: str, item: str, lang: str) -> str:
    return str(term_labels()[key]["en"]) if lang == "en" and key in term_labels() else plain(item)


def _share(part: float, whole: float | None, lang: str) -> str:
    return "—" if (found := facts.share(part, whole)) is None else rate(found, lang)
