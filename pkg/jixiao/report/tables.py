"""Tables of a report: who and when, money, projects, investments, scorecard."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd

from jixiao.families import BUDGET
from jixiao.report import executed, grades, headline, judged, scope, supported
from jixiao.report.charts import class_name
from jixiao.report.judged import marked, tally
from jixiao.report.markup import Cell, Column, Piece, Table, definitions, details, heading, join, paragraph, table, tag
from jixiao.report.phrases import (
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
from jixiao.report.trust import trust
from jixiao.rules import SEVERITIES, term_labels
from jixiao.store import Disclosure

#: Characters of a goal that a table shows.
_GOAL = 60
_THREE_PUBLIC = ("abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")


def title(d: Disclosure, lang: str) -> Piece:
    """The title of the report: whose it is, and which year."""
    return title_of(d.department, d.fiscal_year, lang, "budget" if scope.family(d) == BUDGET else "report")


def title_of(department: str, fiscal_year: int, lang: str, kind: str = "report") -> Piece:
    """The same, where there is no disclosure to take it from; ``kind`` is report or budget."""
    told = say("titles", kind, lang, year=fiscal_year) if fiscal_year else say("titles", "no_year", lang)
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
    if judged.corrected_texts(d):
        columns.append(Column(label("corrections", lang), "number"))
        rows = [[*row, str(len(listed))] for row, listed in zip(rows, d.documents["corrections"], strict=True)]
    return table(Table(columns, rows, say("captions", "sources", lang)))


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


def execution_table(d: Disclosure, lang: str) -> Piece:
    """Budget, executed amount and printed rate of each project; in a budget each project with its targets."""
    if scope.family(d) == BUDGET:
        return target_table(d, lang)
    names = ("budget", "executed", "rate_printed")
    columns = [Column(label("project", lang)), *(Column(label(key, lang), "number") for key in names)]
    rows = executed.executions(d)
    body: list[list[Cell]] = [
        [
            plain(row["name"], lang),
            marked(amount(row["budget"], lang), "budget" in row["corrected"], lang),
            marked(amount(row["executed"], lang), "executed" in row["corrected"], lang),
            marked(rate_as_printed(row["rate"], row["rate_printed"], lang), "rate" in row["corrected"], lang),
        ]
        for _, row in rows.iterrows()
    ]
    sums, changed = executed.execution_totals(d), set().union(*rows["corrected"])
    last = [
        marked(amount(n, lang), name in changed, lang) for name, n in zip(names, sums[1:] if sums else (), strict=False)
    ]
    foot = [label("total", lang), *last, ""] if sums and sums[0] > 1 else []
    return table(Table(columns, body, say("captions", "execution", lang), foot))


def target_table(d: Disclosure, lang: str) -> Piece:
    """Projects of a budget with money, the beginning of their goal and the number of their indicators."""
    columns = [
        Column(label("project", lang)),
        Column(label("budget", lang), "number"),
        Column(label("goal", lang)),
        Column(label("indicators", lang), "number"),
    ]
    body: list[list[Cell]] = [
        [plain(row["name"], lang), amount(row["budget"], lang), _beginning(row["goal"], lang), str(row["indicators"])]
        for _, row in scope.targets(d).iterrows()
    ]
    return table(Table(columns, body, say("captions", "targets", lang)))


def _beginning(text: Any, lang: str) -> str:
    goal = plain(text, lang)
    return goal if len(goal) <= _GOAL else f"{goal[:_GOAL]}…"


def investment_table(d: Disclosure, lang: str) -> Piece:
    """Plan, payments, cumulative amount and completion of each government investment project."""
    money = ("total_investment", "plan", "invested", "cumulative")
    rates = ("completion_computed", "completion_printed", "physical_progress")
    columns = [Column(label("project", lang)), *(Column(label(key, lang), "number") for key in (*money, *rates))]

    def shown(row: pd.Series[Any], text: str, *fields: str) -> Cell:
        return marked(text, not row["corrected"].isdisjoint(fields), lang)

    body: list[list[Cell]] = [
        [
            plain(row["name"], lang),
            *(shown(row, amount(row[key], lang), key) for key in money),
            shown(row, _whole_share(row["share"], lang), "cumulative", "total_investment"),
            shown(row, rate(row["completion_rate"], lang), "completion_rate"),
            shown(row, rate(row["progress"], lang), "progress"),
        ]
        for _, row in executed.investments(d).iterrows()
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
        for _, row in supported.items(scores).iterrows()
    ]
    sums = supported.marks_of(d, scores)
    if sums is None:
        return Piece()
    last = [marks(sums.weight, lang), marks(sums.printed, lang), interval(sums.low, sums.high, lang)]
    foot = [label("total", lang), *last, "", ""]
    shown = table(Table(columns, body, say("captions", "scorecard", lang), foot))
    if not supported.is_scored(scores):
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
    sums = headline.totals(d)
    unit = say("units", "money", lang)
    named = {"income": "income", "expenditure": "expenditure", "basic": "basic", "project_spending": "project"}
    changed = headline.corrected_accounts(d)
    shown: list[tuple[str, Cell]] = []
    for key, name in named.items():
        value = getattr(sums, name)
        figure = _figure(amount(value, lang), "" if value is None else unit, _change(d, key, lang))
        shown.append((label(key, lang), marked(figure, headline.spots(d)[name] in changed, lang)))
    done = executed.execution_totals(d)
    counted = say("labels", "forms_counted", lang, n=done[0]) if done else ""
    shown.append((label("execution_rate", lang), _figure(rate(done[2] / done[1] if done else None, lang), "", counted)))
    return shown


def _verdict(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> list[tuple[str, Cell]]:
    check_language(lang)
    n = grades.counts(outcomes)
    listed = [f"{say('severities', name, lang)} {n[name]}" for name in SEVERITIES if n[name]]
    if reviews := tally(grades.reviewed(outcomes), lang):
        listed.append(say("labels", "reviewed", lang, listed=reviews))
    pairs: list[tuple[str, Cell]] = [
        (label("findings", lang), _figure(str(n["broken"]), "", " · ".join(listed))),
        (label("held", lang), _figure(str(n["held"]), "", "")),
        (label("open", lang), _figure(str(n["open"]), "", "")),
    ]
    if corrections := judged.corrected_texts(d):
        link = tag("a", str(len(corrections)), href="#corrections")
        pairs.append((label("corrections", lang), tag("strong", link)))
    printed = supported.printed_total(d, scores)
    if printed is not None:
        pairs.append((label("printed_score", lang), _figure(marks(printed, lang), "", "")))
    sums = supported.marks_of(d, scores)
    if sums and supported.is_scored(scores):
        whole = f"{label('full_marks', lang)} {marks(sums.weight, lang)}"
        pairs.append((label("supported_score", lang), _figure(interval(sums.low, sums.high, lang), "", whole)))
    return pairs


def _figure(value: str, unit: str, note: str) -> Piece:
    parts = [tag("strong", value), tag("span", unit, class_="unit") if unit else Piece()]
    return join([*parts, tag("span", note, class_="aside") if note else Piece()], " ")


def _change(d: Disclosure, key: str, lang: str) -> str:
    claim = headline.change(d, key)
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


def _whole_share(share: Any, lang: str) -> str:
    return "—" if is_missing(share) else rate(share, lang)


def _share(part: float, whole: float | None, lang: str) -> str:
    return "—" if (found := headline.share(part, whole)) is None else rate(found, lang)
