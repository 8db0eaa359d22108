"""The first screen: whose figures they are, may they be relied on, how much money, what could not be read."""

from __future__ import annotations

import pandas as pd

from jixiao import grades
from jixiao.display import LEFT
from jixiao.families import BUDGET, FINAL_ACCOUNTS, PERFORMANCE
from jixiao.report import executed, headline, judged, scope, supported, where
from jixiao.report.judged import marked, tally
from jixiao.report.markup import (
    Cell,
    Piece,
    ReportColumn,
    ReportTable,
    definitions,
    details,
    heading,
    join,
    paragraph,
    table,
    tag,
)
from jixiao.report.phrases import (
    amount,
    check_language,
    exact,
    interval,
    known,
    label,
    marks,
    money,
    money_parts,
    plain,
    rate,
    say,
)
from jixiao.report.trust import rests_on, trust
from jixiao.rules import SEVERITIES
from jixiao.store import Disclosure

#: Titles of reports on other documents than final accounts.
_TITLES = {BUDGET: "budget", PERFORMANCE: "performance"}
#: Figures of the first screen, with the name of each among the totals.
_FIGURES = {"income": "income", "expenditure": "expenditure", "basic": "basic", "project_spending": "project"}


def title(d: Disclosure, lang: str) -> Piece:
    """The title of the report: whose it is, and which year."""
    return title_of(d.department, d.fiscal_year, lang, _TITLES.get(scope.family(d), "report"))


def title_of(department: str, fiscal_year: int, lang: str, kind: str = "report") -> Piece:
    """The same, where there is no disclosure to take it from; ``kind`` is report, budget or performance."""
    told = say("titles", kind, lang, year=fiscal_year) if fiscal_year else say("titles", "no_year", lang)
    lines = (tag("span", department), tag("span", told))
    head = heading(join(lines, " "), "top", 1)
    return Piece(f"{LEFT}{head.html}", head.text)


def overview(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> Piece:
    """The first screen: the answer in words, what matters most, the money, then what was checked and read."""
    check_language(lang)
    parts = (
        trust(d, outcomes, lang),
        definitions(money_cards(d, lang), "figures"),
        _reasons(d, lang),
        definitions(_counts(d, outcomes, scores, lang), "verdict"),
        rests_on(d, outcomes, scores, lang),
        details(say("captions", "sources", lang), sources(d, lang)),
        paragraph(label("unit_note", lang), "note"),
    )
    return join(parts, "\n\n")


def sources(d: Disclosure, lang: str) -> Piece:
    """The published files with their checksums."""
    columns = [
        ReportColumn(label("document", lang)),
        ReportColumn(label("format", lang)),
        ReportColumn(label("pages", lang), "number"),
        ReportColumn(label("pages_unread", lang), "number"),
        ReportColumn(label("sha256", lang), "code"),
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
        columns.append(ReportColumn(label("corrections", lang), "number"))
        rows = [[*row, str(len(listed))] for row, listed in zip(rows, d.documents["corrections"], strict=True)]
    return table(ReportTable(columns, rows, say("captions", "sources", lang)))


def money_cards(d: Disclosure, lang: str) -> list[tuple[str, Cell]]:
    """The headline amounts with their change in amount and rate, each with its place; how much was executed.

    Of a budget only what is printed: places divide their expenditure in other ways (人员经费、公用经费、专项业务经费). Forms
    alone have none of it.
    """
    sums, places, changed = headline.totals(d), headline.placed(d), headline.corrected_accounts(d)
    shown: list[tuple[str, Cell]] = []
    for key, name in _FIGURES.items():
        value, spot = getattr(sums, name), headline.spots(d)[name]
        if value is None and scope.family(d) != FINAL_ACCOUNTS:
            continue
        number, unit = (amount(None, lang), "") if value is None else money_parts(value, lang)
        mark = where.mark(d, places[spot], lang) if spot in places else None
        figure = _figure(number, unit, _change(d, key, lang), mark=mark)
        name_key = f"grand_{key}" if spot[1] == "grand_total" else key
        shown.append((label(name_key, lang), marked(figure, spot in changed, lang)))
    return [*shown, *_budget_card(d, lang), *_execution_card(d, lang)]


def _budget_card(d: Disclosure, lang: str) -> list[tuple[str, Cell]]:
    claim = headline.against_budget(d)
    if claim is None:
        return []
    value, mark = float(claim["value"]), where.mark(d, claim.to_dict(), lang)
    name = say("labels", "against_budget", lang, subject=label(plain(claim["metric"]).replace(".", "_"), lang))
    if claim["relation"] == "share":
        return [(name, _figure(rate(value, lang), "", mark=mark))]
    note = tag("span", say("labels", "over_budget" if value > 0 else "under_budget", lang))
    return [(name, _figure(f"{value * 100:+,.2f}%", "", note, mark=mark))]


def _execution_card(d: Disclosure, lang: str) -> list[tuple[str, Cell]]:
    """What the project forms executed together; where there are none, the department's own form."""
    name = "execution_rate"
    if (done := executed.execution_totals(d)) is None:
        name, done = "department_rate", executed.execution_totals(d, department=True)
    if done is None:
        return []
    n, budget, spent = done
    formula = say("labels", "execution_formula", lang, n=n, budget=amount(budget, lang), spent=amount(spent, lang))
    return [(label(name, lang), _figure(rate(spent / budget, lang), "", tag("span", formula)))]


def _counts(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> list[tuple[str, Cell]]:
    n = grades.counts(outcomes)
    listed = [f"{say('severities', name, lang)} {n[name]}" for name in SEVERITIES if n[name]]
    if reviews := tally(grades.reviewed(outcomes), lang):
        listed.append(say("labels", "reviewed", lang, listed=reviews))
    pairs: list[tuple[str, Cell]] = [
        (label("findings", lang), _figure(f"{n['broken']:,}", "", tag("span", " · ".join(listed)))),
        (label("held", lang), _figure(f"{n['held']:,}", "")),
        (label("open", lang), _figure(f"{n['open']:,}", "")),
    ]
    if corrections := judged.corrected_texts(d):
        link = tag("a", str(len(corrections)), href="#corrections")
        pairs.append((label("corrections", lang), tag("strong", link)))
    printed = supported.printed_total(d, scores)
    if printed is not None:
        pairs.append((label("printed_score", lang), _figure(marks(printed, lang), "")))
    sums = supported.marks_of(d, scores)
    if sums and supported.is_scored(scores):
        whole = f"{label('full_marks', lang)} {marks(sums.weight, lang)}"
        pairs.append(
            (label("supported_score", lang), _figure(interval(sums.low, sums.high, lang), "", tag("span", whole)))
        )
    return pairs


def _figure(value: str, unit: str, *notes: Piece, mark: Piece | None = None) -> Piece:
    shown = join([tag("strong", value), mark or Piece()], "")
    parts = [shown, tag("span", unit, class_="unit") if unit else Piece()]
    return join([*parts, *(tag("span", note, class_="aside") for note in notes if note)], " ")


def _change(d: Disclosure, key: str, lang: str) -> Piece:
    """The change on last year in amount and rate; a rate that is not stated says how it was computed."""
    stated = headline.change(d, key)
    if stated is None:
        return Piece()
    size = "" if stated.amount is None else f"{_sign(stated.amount)}{_amount(abs(stated.amount), lang)}"
    rates = "" if stated.rate is None else f"{'+' if stated.rate > 0 else ''}{rate(stated.rate, lang)}"
    both = say("labels", "in_brackets", lang, first=size, second=rates) if size and rates else size or rates
    said = say("labels", "change_on_year", lang, change=both)
    told = tag("span", said, title=label("rate_computed", lang) if stated.computed else "")
    return join([told, where.mark(d, stated.claim.to_dict(), lang)], "")


def _reasons(d: Disclosure, lang: str) -> Piece:
    """Why income and expenditure changed, in the office's own words."""
    told: dict[str, tuple[str, where.Place]] = {}
    for key in ("income", "expenditure"):
        if (stated := headline.change(d, key)) and stated.reason:
            told.setdefault(stated.reason, (key, stated.claim.to_dict()))
    items = [
        join(
            [
                tag("span", say("labels", "own_reason", lang, subject=label(key, lang), reason=reason)),
                where.mark(d, claim, lang),
            ],
            "",
        )
        for reason, (key, claim) in told.items()
    ]
    return join(tag("p", item, class_="note") for item in items)


def _sign(value: float) -> str:
    return "+" if value > 0 else "-" if value else ""


def _amount(value: float, lang: str) -> str:
    return exact(value, lang) if lang == "zh" else money(value, lang)
