"""Sentences that follow from the figures. What the sources do not show is not spoken of."""

from __future__ import annotations

import pandas as pd

from jixiao import grades
from jixiao.families import BUDGET
from jixiao.report import executed, headline, judged, scope, supported
from jixiao.report.charts import class_name, quarter_list
from jixiao.report.judged import tally
from jixiao.report.markup import Piece, join, paragraph
from jixiao.report.phrases import amount, check_language, is_missing, label, marks, plain, rate, say, severities
from jixiao.store import Disclosure

#: Claims about the change on last year, in the order they are told.
CHANGES = ("income", "expenditure")


def summary(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> Piece:
    """The report in a few sentences, one paragraph for each matter."""
    check_language(lang)
    matters = (
        [*who(d, lang), *money(d, lang)],
        [*execution(d, lang), *investments(d, lang), *progress(d, lang)],
        [*checks(outcomes, lang), *judgement(d, outcomes, lang)],
        score(d, scores, lang),
    )
    return join((paragraph(_run_on(sentences, lang)) for sentences in matters), "\n\n")


def who(d: Disclosure, lang: str) -> list[str]:
    """Who published, and when."""
    values = {"department": plain(d.department), "year": d.fiscal_year, "n": len(d.documents)}
    return [say("summary", "who", lang, **values)]


def money(d: Disclosure, lang: str) -> list[str]:
    """Income, expenditure, their change and what they were made of."""
    sums = headline.totals(d)
    told = []
    kind = "budget_" if scope.family(d) == BUDGET else ""
    if sums.income is not None and sums.expenditure is not None:
        both = {"income": amount(sums.income, lang), "expenditure": amount(sums.expenditure, lang)}
        told.append(say("summary", f"{kind}income_and_expenditure", lang, **both))
    elif sums.income is not None:
        told.append(say("summary", f"{kind}income_only", lang, income=amount(sums.income, lang)))
    elif sums.expenditure is not None:
        told.append(say("summary", f"{kind}expenditure_only", lang, expenditure=amount(sums.expenditure, lang)))
    told += [sentence for subject in CHANGES for sentence in _change(d, subject, lang)]
    part = headline.share(sums.project, sums.expenditure)
    if sums.basic is not None and part is not None:
        kinds = {"basic": amount(sums.basic, lang), "project": amount(sums.project, lang), "share": rate(part, lang)}
        told.append(say("summary", "kinds", lang, **kinds))
        rest = [f"{label(key, lang)} {amount(value, lang)}" for key, value in headline.other_spending(d)]
        told += [say("summary", "other_kinds", lang, parts=label("list_comma", lang).join(rest))] if rest else []
    return told + _largest(d, sums.expenditure, lang)


def execution(d: Disclosure, lang: str) -> list[str]:
    """How much of the project budgets was executed."""
    key, sums = "execution", executed.execution_totals(d)
    if sums is None:
        key, sums = "department_execution", executed.execution_totals(d, department=True)
    if sums is None:
        return []
    n, budget, spent = sums
    values = {"budget": amount(budget, lang), "executed": amount(spent, lang), "rate": rate(spent / budget, lang)}
    told = [say("summary", key, lang, n=n, **values)]
    rated = executed.executions(d).dropna(subset=["rate"])
    if len(rated) > 1 and rated["rate"].min() < 1:
        lowest = rated.sort_values("rate", kind="stable").iloc[0]
        told.append(say("summary", "lowest", lang, name=plain(lowest["name"], lang), rate=rate(lowest["rate"], lang)))
    return told


def investments(d: Disclosure, lang: str) -> list[str]:
    """How far the government investment projects are."""
    rows = executed.investments(d).dropna(subset=["share"])
    if rows.empty:
        return []
    total, done = float(rows["total_investment"].sum()), float(rows["cumulative"].sum())
    values = {"total": amount(total, lang), "cumulative": amount(done, lang), "share": rate(done / total, lang)}
    return [say("summary", "investments", lang, n=len(rows), **values)]


def progress(d: Disclosure, lang: str) -> list[str]:
    """Spending by quarter as the sources state it."""
    stated = quarter_list(d, lang)
    return [say("summary", "progress", lang, quarters=stated)] if stated else []


def checks(outcomes: pd.DataFrame, lang: str) -> list[str]:
    """What was checked, what held, what did not and what could not be checked."""
    n = grades.counts(outcomes)
    made = grades.made(n)
    told = []
    if made:
        key = "checked_rounding" if n["rounding"] else "checked"
        told.append(say("summary", key, lang, n=made, held=n["held"], rounding=n["rounding"]))
        key = "broken" if n["broken"] else "none_broken"
        told.append(say("summary", key, lang, n=n["broken"], kinds=severities(n, lang)))
    if n["following"]:
        told.append(say("summary", "following", lang, n=n["following"]))
    if n["open"]:
        told.append(say("summary", "open", lang, n=n["open"]))
    return told


def judgement(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> list[str]:
    """What people reviewed and corrected."""
    reviews, n = grades.reviewed(outcomes), len(judged.corrected_texts(d))
    listed = {"n": sum(reviews.values()), "listed": tally(reviews, lang)}
    told = [say("summary", "reviewed", lang, **listed)] if reviews else []
    return [*told, *([say("summary", "corrected", lang, n=n)] if n else [])]


def score(d: Disclosure, scores: pd.DataFrame, lang: str) -> list[str]:
    """The printed score beside the one that published figures support."""
    sums = supported.marks_of(d, scores)
    if sums is None:
        printed = supported.printed_total(d, scores)
        return [] if printed is None else [say("summary", "score_printed", lang, printed=marks(printed, lang))]
    values = {"weight": marks(sums.weight, lang), "low": marks(sums.low, lang), "high": marks(sums.high, lang)}
    if sums.printed is None:
        told = [say("summary", "score_supported", lang, **values)] if supported.is_scored(scores) else []
    else:
        told = [say("summary", "score_both", lang, printed=marks(sums.printed, lang), **values)]
    if told and sums.computed:
        told.append(say("summary", "score_computed", lang, points=marks(sums.computed, lang)))
    return told


def _change(d: Disclosure, subject: str, lang: str) -> list[str]:
    stated = headline.change(d, subject)
    if stated is None:
        return []
    value = stated.rate if stated.amount is None else stated.amount
    if not value:
        return []
    money = "" if stated.amount is None else f"{amount(abs(stated.amount), lang)} {say('units', 'money', lang)}"
    rates = "" if stated.rate is None else rate(abs(stated.rate), lang)
    written = say("labels", "in_brackets", lang, first=money, second=rates) if money and rates else money or rates
    return [say("summary", "increase" if value > 0 else "decrease", lang, subject=label(subject, lang), amount=written)]


def _largest(d: Disclosure, expenditure: float | None, lang: str) -> list[str]:
    rows = headline.classes(d)
    if len(rows) < 2 or is_missing(rows["total"].iloc[0]):
        return []
    top = rows.iloc[0]
    part = headline.share(float(top["total"]), expenditure)
    if part is None:
        return []
    values = {"name": class_name(top["code"], top["item"], lang), "amount": amount(top["total"], lang)}
    return [say("summary", "largest_class", lang, share=rate(part, lang), **values)]


def _run_on(sentences: list[str], lang: str) -> str:
    return ("" if lang == "zh" else " ").join(sentences)
