"""Sentences that follow from the figures. What the sources do not show is not spoken of.

Each number leads to its place in the source, says how it was computed, or leads to where it is counted out.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from jixiao import grades
from jixiao.families import BUDGET
from jixiao.report import executed, headline, judged, scope, supported
from jixiao.report.judged import tally
from jixiao.report.markup import Piece, join, paragraph, sentence, tag
from jixiao.report.phrases import (
    amount,
    check_language,
    class_name,
    is_missing,
    label,
    marks,
    money,
    plain,
    rate,
    say,
    severities,
)
from jixiao.report.where import Place, counted, formula, with_mark
from jixiao.store import Disclosure

#: Claims about the change on last year, in the order they are told.
CHANGES = ("income", "expenditure")
_told = partial(sentence, "summary")


def summary(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> Piece:
    """The report in a few sentences, one paragraph for each matter."""
    check_language(lang)
    matters = (
        [*who(d, lang), *sums(d, lang)],
        [*execution(d, lang), *investments(d, lang), *progress(d, lang)],
        [*checks(outcomes, lang), *judgement(d, outcomes, lang)],
        score(d, scores, lang),
    )
    return join((paragraph(join(told, "" if lang == "zh" else " ")) for told in matters), "\n\n")


def who(d: Disclosure, lang: str) -> list[Piece]:
    """Who published, and when."""
    return [_told("who", lang, department=plain(d.department), year=d.fiscal_year, n=len(d.documents))]


def sums(d: Disclosure, lang: str) -> list[Piece]:
    """Income, expenditure, their change and what they were made of."""
    found, spots, places = headline.totals(d), headline.spots(d), headline.placed(d)
    said = []
    both = {
        name: _placed(d, value, places.get(spots[name]), lang)
        for name, value in (("income", found.income), ("expenditure", found.expenditure))
        if value is not None
    }
    if both:
        kind = "budget_" if scope.family(d) == BUDGET else ""
        key = "income_and_expenditure" if len(both) == 2 else f"{next(iter(both))}_only"
        said.append(_told(f"{kind}{key}", lang, **both))
    said += [told for subject in CHANGES for told in _change(d, subject, lang)]
    part = headline.share(found.project, found.expenditure)
    if found.basic is not None and part is not None:
        kinds = {name: _placed(d, getattr(found, name), places.get(spots[name]), lang) for name in ("basic", "project")}
        said.append(_told("kinds", lang, share=quotient(part, found.project, found.expenditure, lang), **kinds))
        said += _others(d, places, lang)
    return said + _largest(d, found.expenditure, places, lang)


def execution(d: Disclosure, lang: str) -> list[Piece]:
    """How much of the project budgets was executed."""
    key, found = "execution", executed.execution_totals(d)
    if found is None:
        key, found = "department_execution", executed.execution_totals(d, department=True)
    if found is None:
        return []
    n, budget, spent = found
    values = {name: _sum(value, n, name, lang) for name, value in (("budget", budget), ("executed", spent))}
    said = [_told(key, lang, n=counted(n, "execution"), rate=quotient(spent / budget, spent, budget, lang), **values)]
    rated = executed.executions(d).dropna(subset=["rate"])
    if len(rated) > 1 and rated["rate"].min() < 1:
        lowest = rated.sort_values("rate", kind="stable").iloc[0]
        shown = with_mark(d, tag("span", rate(lowest["rate"], lang)), executed.place_of(lowest, "rate"), lang)
        said.append(_told("lowest", lang, name=plain(lowest["name"], lang), rate=shown))
    return said


def investments(d: Disclosure, lang: str) -> list[Piece]:
    """How far the government investment projects are."""
    rows = executed.investments(d).dropna(subset=["share"])
    if rows.empty:
        return []
    total, done = float(rows["total_investment"].sum()), float(rows["cumulative"].sum())
    values = {
        "total": _sum(total, len(rows), "total_investment", lang),
        "cumulative": _sum(done, len(rows), "cumulative", lang),
    }
    shown = quotient(done / total, done, total, lang)
    return [_told("investments", lang, n=counted(len(rows), "investments"), share=shown, **values)]


def progress(d: Disclosure, lang: str) -> list[Piece]:
    """Spending by quarter as the sources state it."""
    parts = [
        join([tag("span", say("labels", "quarter", lang, n=row["quarter"])),
              with_mark(d, tag("span", rate(row["value"], lang)), row["place"], lang)], " ")
        for row in executed.quarters(d).to_dict("records")
    ]  # fmt: skip
    return [_told("progress", lang, quarters=join(parts, label("list_comma", lang)))] if parts else []


def checks(outcomes: pd.DataFrame, lang: str) -> list[Piece]:
    """What was checked, what held, what did not and what could not be checked."""
    n = grades.counts(outcomes)
    made = grades.made(n)
    said = []
    if made:
        key = "checked_rounding" if n["rounding"] else "checked"
        values = {"held": counted(n["held"], "held"), "rounding": counted(n["rounding"], "held")}
        said.append(_told(key, lang, n=formula(f"{made:,}", label("checks_made", lang)), **values))
        found = counted(n["broken"], "findings")
        said.append(_told("broken" if n["broken"] else "none_broken", lang, n=found, kinds=severities(n, lang)))
    if n["following"]:
        said.append(_told("following", lang, n=counted(n["following"], "findings")))
    if n["open"]:
        said.append(_told("open", lang, n=counted(n["open"], "unchecked")))
    return said


def judgement(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> list[Piece]:
    """What people reviewed and corrected."""
    reviews, n = grades.reviewed(outcomes), len(judged.corrected_texts(d))
    listed = {"n": sum(reviews.values()), "listed": tally(reviews, lang)}
    said = [_told("reviewed", lang, **listed)] if reviews else []
    return [*said, *([_told("corrected", lang, n=counted(n, "corrections"))] if n else [])]


def score(d: Disclosure, scores: pd.DataFrame, lang: str) -> list[Piece]:
    """The printed score beside the one that published figures support."""
    found, own = supported.marks_of(d, scores), supported.printed_total(d, scores)
    printed = None if own is None else with_mark(d, tag("span", marks(own, lang)), supported.place_of_total(d), lang)
    if found is None:
        return [] if printed is None else [_told("score_printed", lang, printed=printed)]
    how = label("from_scorecard", lang)
    values = {name: formula(marks(getattr(found, name), lang), how) for name in ("weight", "low", "high")}
    if printed is None:
        said = [_told("score_supported", lang, **values)] if supported.is_scored(scores) else []
    else:
        said = [_told("score_both", lang, printed=printed, **values)]
    if said and found.computed:
        said.append(_told("score_computed", lang, points=formula(marks(found.computed, lang), how)))
    return said


def quotient(share: float, part: Any, whole: Any, lang: str) -> Piece:
    """A share that this report computed, with its terms."""
    terms = say("labels", "quotient", lang, part=amount(part, lang), whole=amount(whole, lang))
    return formula(rate(share, lang), terms)


def _placed(d: Disclosure, value: float | None, place: Place | None, lang: str) -> Piece:
    """An amount of the tables with its place."""
    return with_mark(d, tag("span", money(value, lang)), place, lang)


def _sum(value: float, n: int, what: str, lang: str) -> Piece:
    """An amount summed up over forms."""
    return formula(money(value, lang), say("labels", "sum_of_forms", lang, n=n, what=label(what, lang)))


def _change(d: Disclosure, subject: str, lang: str) -> list[Piece]:
    stated = headline.change(d, subject)
    if stated is None:
        return []
    value = stated.rate if stated.amount is None else stated.amount
    if not value:
        return []
    sizes = "" if stated.amount is None else money(abs(stated.amount), lang)
    rates = "" if stated.rate is None else rate(abs(stated.rate), lang)
    written = say("labels", "in_brackets", lang, first=sizes, second=rates) if sizes and rates else sizes or rates
    shown = tag("span", written, title=label("rate_computed", lang) if stated.computed else "")
    marked = with_mark(d, shown, _place(stated.claim), lang)
    return [_told("increase" if value > 0 else "decrease", lang, subject=label(subject, lang), amount=marked)]


def _others(d: Disclosure, places: headline.Spots, lang: str) -> list[Piece]:
    parts = [
        join([tag("span", label(key, lang)), _placed(d, value, places.get(("expenditure", "total", key)), lang)], " ")
        for key, value in headline.other_spending(d)
    ]
    return [_told("other_kinds", lang, parts=join(parts, label("list_comma", lang)))] if parts else []


def _largest(d: Disclosure, expenditure: float | None, places: headline.Spots, lang: str) -> list[Piece]:
    rows = headline.classes(d)
    if len(rows) < 2 or not headline.is_all_expenditure(rows) or is_missing(rows["total"].iloc[0]):
        return []
    top = rows.iloc[0]
    part = headline.share(float(top["total"]), expenditure)
    if part is None:
        return []
    shown = _placed(d, top["total"], places.get((top["table"], top["code"], "total")), lang)
    share = quotient(part, top["total"], expenditure, lang)
    return [_told("largest_class", lang, share=share, name=class_name(top["code"], top["item"], lang), amount=shown)]


def _place(claim: pd.Series[Any]) -> Place:
    return claim.to_dict()
