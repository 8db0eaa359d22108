"""Charts of a disclosure: functions that return a matplotlib Figure, and their descriptions in words.

A chart that has nothing to show is None, and its description is empty.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from jixiao.report import executed, headline, supported
from jixiao.report.drawing import (
    BLUE,
    ORANGE,
    PALE,
    bars,
    diamonds,
    finish,
    from_zero,
    money_axis,
    note,
    place_axes,
    quiet,
    text_inches,
    titled,
)
from jixiao.report.phrases import (
    amount,
    check_language,
    class_name,
    interval,
    label,
    marks,
    money,
    rate,
    rate_as_printed,
    say,
)
from jixiao.store import Disclosure

#: A part of a bar that is larger than what rounding leaves is drawn.
_LEAST_PART = 0.001
#: Bars of one chart; of more projects the largest are drawn.
_MOST = 15


def expenditure_by_class(d: Disclosure, lang: str) -> Figure | None:
    """What the money was spent on: basic and project expenditure of each class."""
    rows = headline.classes(d)
    if rows.empty:
        return None
    key = "classes" if headline.is_all_expenditure(rows) else "classes_of"
    figure, axes = bars(len(rows), say("charts", key, lang, table=headline.table_of_classes(rows, lang)))
    basic, project = rows["basic"].fillna(0), rows["project"].fillna(0)
    rest = (rows["total"] - basic - project).fillna(0)
    start = 0 * rest
    for part, colour, name in (
        (basic, BLUE, "basic"), (project, ORANGE, "project_spending"), (rest, PALE, "not_told_apart"),
    ):  # fmt: skip
        if (part > _LEAST_PART * rows["total"]).any():
            axes.barh(range(len(rows)), part, left=start, color=colour, label=label(name, lang))
            start = start + part
    for place, (total, end) in enumerate(zip(rows["total"], start, strict=True)):
        note(axes, end, place, amount(total, lang))
    money_axis(axes, lang)
    names = [class_name(code, item, lang) for code, item in zip(rows["code"], rows["item"], strict=True)]
    return finish(figure, axes, names, lang)


def expenditure_by_class_alt(d: Disclosure, lang: str) -> str:
    """The chart of expenditure by class in words."""
    rows = headline.classes(d)
    if rows.empty:
        return ""
    top = rows.iloc[0]
    name = class_name(top["code"], top["item"], lang)
    return say("alt", "classes", lang, n=len(rows), name=name, amount=money(top["total"], lang))


def execution(d: Disclosure, lang: str) -> Figure | None:
    """Budget and executed amount of each project, lowest rate first, with the rate as printed; of many the largest."""
    rows = executed.most_money(executed.executions(d), _MOST)
    if not rows[["budget", "executed"]].fillna(0).to_numpy().any():
        return None
    figure, axes = bars(len(rows), say("charts", "execution", lang))
    places = range(len(rows))
    axes.barh(places, rows["budget"].fillna(0), height=0.8, color=PALE, label=label("budgeted_bar", lang))
    axes.barh(places, rows["executed"].fillna(0), height=0.4, color=BLUE, label=label("executed_bar", lang))
    ends = rows[["budget", "executed"]].max(axis=1)
    for place, (end, value, printed) in enumerate(zip(ends, rows["rate"], rows["rate_printed"], strict=True)):
        note(axes, end, place, rate_as_printed(value, printed, lang))
    money_axis(axes, lang)
    return finish(figure, axes, list(rows["name"]), lang)


def execution_alt(d: Disclosure, lang: str) -> str:
    """The chart of execution by project in words."""
    rows = executed.executions(d)
    if rows.empty:
        return ""
    rates = rows["rate"].dropna()
    if rates.empty:
        return say("alt", "execution_unrated", lang, n=len(rows))
    ends = {"lowest": rate(rates.min(), lang), "highest": rate(rates.max(), lang)}
    return say("alt", "execution", lang, n=len(rows), **ends)


def investment_completion(d: Disclosure, lang: str) -> Figure | None:
    """How much of each investment is complete: cumulative ÷ total as a bar, the printed rate as a mark; the lowest of many."""
    rows = executed.investments(d).dropna(subset=["share"]).head(_MOST)
    if rows.empty:
        return None
    figure, axes = bars(len(rows), say("charts", "investments", lang))
    places = range(len(rows))
    axes.barh(places, rows["share"], height=0.6, color=BLUE, label=label("cumulative_bar", lang))
    diamonds(axes, rows["completion_rate"], label("printed_rate", lang))
    ends = rows[["share", "completion_rate"]].max(axis=1)
    for place, (end, printed) in enumerate(zip(ends, rows["completion_rate"], strict=True)):
        note(axes, end, place, rate(printed, lang))
    axes.set_xlim(0, max(1.0, float(ends.max())))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(label("rate_axis", lang))
    return finish(figure, axes, list(rows["name"]), lang)


def investment_completion_alt(d: Disclosure, lang: str) -> str:
    """The chart of investment projects in words."""
    rows = executed.investments(d).dropna(subset=["share"])
    if rows.empty:
        return ""
    ends = {"lowest": rate(rows["share"].min(), lang), "highest": rate(rows["share"].max(), lang)}
    return say("alt", "investments", lang, n=len(rows), **ends)


def quarter_progress(d: Disclosure, lang: str) -> Figure | None:
    """Cumulative spending by quarter against the time elapsed."""
    rows = executed.quarters(d)
    if rows.empty:
        return None
    figure, axes = titled(3.4, say("charts", "progress", lang))
    axes.plot(rows["quarter"], rows["elapsed"], color="#777777", linestyle="--", marker="o", markersize=3)
    axes.plot(rows["quarter"], rows["value"], color=BLUE, marker="o", linewidth=2)
    last = rows.iloc[-1]
    for name, column, colour, shift in (
        ("time_progress", "elapsed", "#555555", 6),
        ("spending_progress", "value", BLUE, -6),
    ):
        axes.annotate(
            label(name, lang), (last["quarter"], last[column]), (10, shift), textcoords="offset points",
            va="center", fontsize=9, color=colour, annotation_clip=False,
        )  # fmt: skip
    for quarter, value in zip(rows["quarter"], rows["value"], strict=True):
        axes.annotate(rate(value, lang), (quarter, value), (0, 9), textcoords="offset points", ha="right", fontsize=9)
    axes.set_xticks(list(rows["quarter"]), [say("labels", "quarter", lang, n=q) for q in rows["quarter"]])
    axes.set_xlim(float(rows["quarter"].min()) - 0.35, float(rows["quarter"].max()) + 0.1)
    axes.set_ylim(0, max(1.0, float(rows["value"].max())) * 1.14)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_ylabel(label("progress_axis", lang))
    quiet(axes)
    names = (label(name, lang) for name in ("time_progress", "spending_progress"))
    place_axes(figure, 0.75, 0.2 + max(text_inches(name, 9) for name in names), 0.4, 0.35)
    return figure


def quarter_progress_alt(d: Disclosure, lang: str) -> str:
    """The chart of quarter progress in words."""
    rows = executed.quarters(d)
    return say("alt", "progress", lang, quarters=quarter_list(d, lang)) if len(rows) else ""


def quarter_list(d: Disclosure, lang: str) -> str:
    """Quarters with their spending as one phrase."""
    rows = executed.quarters(d)
    parts = [
        f"{say('labels', 'quarter', lang, n=q)} {rate(value, lang)}"
        for q, value in zip(rows["quarter"], rows["value"], strict=True)
    ]
    return ("、" if lang == "zh" else ", ").join(parts)


def scorecard(scores: pd.DataFrame, lang: str) -> Figure | None:
    """Full marks, marks as printed and the range that the evidence supports, item by item of a printed scorecard."""
    check_language(lang)
    rows = supported.items(scores)
    if not supported.is_scored(scores):
        return None
    figure, axes = bars(len(rows), say("charts", "scorecard", lang))
    places = range(len(rows))
    low, high = rows["low"], rows["high"]
    axes.barh(places, rows["weight"], height=0.75, color="#ececec", label=label("full_marks", lang))
    axes.barh(places, high - low, left=low, height=0.3, color=BLUE, label=label("interval", lang))
    point = rows.index[(high - low).abs() < 1e-9]
    axes.scatter(low[point], point, marker="|", s=90, color=BLUE, linewidth=3, clip_on=False)
    diamonds(axes, rows["printed_score"], label("printed_marks", lang))
    shown = zip(rows["weight"], rows["printed_score"], rows["low"], rows["high"], strict=True)
    for place, (weight, printed, least, most) in enumerate(shown):
        note(axes, weight, place, f"{marks(printed, lang)} | {interval(least, most, lang)}")
    from_zero(axes, float(rows["weight"].max()))
    axes.set_xlabel(label("points_axis", lang))
    return finish(figure, axes, list(rows["title"]), lang)


def scorecard_alt(d: Disclosure, scores: pd.DataFrame, lang: str) -> str:
    """The chart of the scorecard in words."""
    sums = supported.marks_of(d, scores)
    if sums is None or not supported.is_scored(scores):
        return ""
    ends = {"printed": marks(sums.printed, lang), "low": marks(sums.low, lang), "high": marks(sums.high, lang)}
    return say("alt", "scorecard", lang, n=len(supported.items(scores)), **ends)
