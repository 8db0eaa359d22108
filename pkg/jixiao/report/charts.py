"""Charts of a disclosure: functions that return a matplotlib Figure, and their descriptions in words.

A chart that has nothing to show is None, and its description is empty.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd
from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.ticker import PercentFormatter, StrMethodFormatter

from jixiao.report import facts
from jixiao.report.words import (
    amount,
    check_language,
    interval,
    label,
    marks,
    plain,
    rate,
    rate_as_printed,
    say,
    shorten,
)
from jixiao.rules import term_labels
from jixiao.store import Disclosure

# Okabe and Ito's colours, told apart by every kind of colour vision and in grey.
BLUE, ORANGE, GREEN, INK, PALE = "#0072B2", "#E69F00", "#009E73", "#222222", "#d5d5d5"
LACKING = "〓"
_FONT = "fonts/NotoSansSC-Subset.ttf"
_NAME_WIDTH = 40
_INCHES = 7.2


@cache
def use_font() -> FT2Font:
    """Make matplotlib draw with the font of this package, which every machine has."""
    path = str(files("jixiao").joinpath(_FONT))
    font_manager.fontManager.addfont(path)
    rcParams["font.family"] = [font_manager.FontProperties(fname=path).get_name()]
    rcParams["axes.unicode_minus"] = False
    rcParams["text.parse_math"] = False  # a $ in a project name is a $
    return FT2Font(path)


def drawable(text: str) -> str:
    """Text on one line, with 〓 for each character the font lacks."""
    return "".join(c if ord(c) in _glyphs() else LACKING for c in plain(text))


@cache
def _glyphs() -> frozenset[int]:
    """Characters that the font has."""
    return frozenset(use_font().get_charmap())


def expenditure_by_class(d: Disclosure, lang: str) -> Figure | None:
    """What the money was spent on: basic and project expenditure of each class."""
    rows = facts.classes(d)
    if rows.empty:
        return None
    figure, axes = _bars(len(rows), say("charts", "classes", lang))
    basic, project = rows["basic"].fillna(0), rows["project"].fillna(0)
    axes.barh(range(len(rows)), basic, color=BLUE, label=label("basic", lang))
    axes.barh(range(len(rows)), project, left=basic, color=ORANGE, label=label("project_spending", lang))
    for place, (total, end) in enumerate(zip(rows["total"], basic + project, strict=True)):
        _note(axes, end, place, amount(total, lang))
    _money_axis(axes, lang)
    names = [class_name(code, item, lang) for code, item in zip(rows["code"], rows["item"], strict=True)]
    return _finish(figure, axes, names, lang)


def expenditure_by_class_alt(d: Disclosure, lang: str) -> str:
    """The chart of expenditure by class in words."""
    rows = facts.classes(d)
    if rows.empty:
        return ""
    top = rows.iloc[0]
    name = class_name(top["code"], top["item"], lang)
    return say("alt", "classes", lang, n=len(rows), name=name, amount=amount(top["total"], lang))


def execution(d: Disclosure, lang: str) -> Figure | None:
    """Budget and executed amount of each project, lowest rate first, with the rate as printed."""
    rows = facts.executions(d)
    if rows.empty:
        return None
    figure, axes = _bars(len(rows), say("charts", "execution", lang))
    places = range(len(rows))
    axes.barh(places, rows["budget"].fillna(0), height=0.8, color=PALE, label=label("budgeted_bar", lang))
    axes.barh(places, rows["executed"].fillna(0), height=0.4, color=BLUE, label=label("executed_bar", lang))
    ends = rows[["budget", "executed"]].max(axis=1)
    for place, (end, value, printed) in enumerate(zip(ends, rows["rate"], rows["rate_printed"], strict=True)):
        _note(axes, end, place, rate_as_printed(value, printed, lang))
    _money_axis(axes, lang)
    return _finish(figure, axes, list(rows["name"]), lang)


def execution_alt(d: Disclosure, lang: str) -> str:
    """The chart of execution by project in words."""
    rows = facts.executions(d)
    if rows.empty:
        return ""
    rates = rows["rate"].dropna()
    if rates.empty:
        return say("alt", "execution_unrated", lang, n=len(rows))
    ends = {"lowest": rate(rates.min(), lang), "highest": rate(rates.max(), lang)}
    return say("alt", "execution", lang, n=len(rows), **ends)


def investment_completion(d: Disclosure, lang: str) -> Figure | None:
    """How much of each investment is complete: cumulative ÷ total as a bar, the printed rate as a mark."""
    rows = facts.investments(d).dropna(subset=["share"])
    if rows.empty:
        return None
    figure, axes = _bars(len(rows), say("charts", "investments", lang))
    places = range(len(rows))
    axes.barh(places, rows["share"], height=0.6, color=BLUE, label=label("cumulative_bar", lang))
    axes.scatter(
        rows["completion_rate"], places, marker="D", s=22, color=ORANGE, edgecolor=INK, linewidth=0.6, zorder=3,
        label=label("printed_rate", lang),
    )  # fmt: skip
    ends = rows[["share", "completion_rate"]].max(axis=1)
    for place, (end, printed) in enumerate(zip(ends, rows["completion_rate"], strict=True)):
        _note(axes, end, place, rate(printed, lang))
    axes.set_xlim(0, max(1.0, float(ends.max())) * 1.14)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(label("rate_axis", lang))
    return _finish(figure, axes, list(rows["name"]), lang)


def investment_completion_alt(d: Disclosure, lang: str) -> str:
    """The chart of investment projects in words."""
    rows = facts.investments(d).dropna(subset=["share"])
    if rows.empty:
        return ""
    ends = {"lowest": rate(rows["share"].min(), lang), "highest": rate(rows["share"].max(), lang)}
    return say("alt", "investments", lang, n=len(rows), **ends)


def quarter_progress(d: Disclosure, lang: str) -> Figure | None:
    """Cumulative spending by quarter against the time elapsed."""
    rows = facts.quarters(d)
    if rows.empty:
        return None
    use_font()
    figure = Figure(figsize=(_INCHES, 3.4), layout="constrained")
    axes = figure.add_subplot()
    figure.suptitle(say("charts", "progress", lang), x=0.008, ha="left", fontsize=11, color=INK)
    axes.plot(rows["quarter"], rows["elapsed"], color="#777777", linestyle="--", marker="o", markersize=3)
    axes.plot(rows["quarter"], rows["value"], color=BLUE, marker="o", linewidth=2)
    last = rows.iloc[-1]
    for name, column, colour, shift in (
        ("time_progress", "elapsed", "#555555", 6),
        ("spending_progress", "value", BLUE, -6),
    ):
        axes.annotate(
            label(name, lang), (last["quarter"], last[column]), (10, shift), textcoords="offset points",
            va="center", fontsize=9, color=colour,
        )  # fmt: skip
    for quarter, value in zip(rows["quarter"], rows["value"], strict=True):
        axes.annotate(rate(value, lang), (quarter, value), (0, 9), textcoords="offset points", ha="right", fontsize=9)
    axes.set_xticks(list(rows["quarter"]), [say("labels", "quarter", lang, n=q) for q in rows["quarter"]])
    axes.set_xlim(float(rows["quarter"].min()) - 0.35, float(rows["quarter"].max()) + 0.75)
    axes.set_ylim(0, max(1.0, float(rows["value"].max())) * 1.14)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_ylabel(label("progress_axis", lang))
    _quiet(axes)
    return figure


def quarter_progress_alt(d: Disclosure, lang: str) -> str:
    """The chart of quarter progress in words."""
    rows = facts.quarters(d)
    return say("alt", "progress", lang, quarters=quarter_list(d, lang)) if len(rows) else ""


def quarter_list(d: Disclosure, lang: str) -> str:
    """Quarters with their spending as one phrase."""
    rows = facts.quarters(d)
    parts = [
        f"{say('labels', 'quarter', lang, n=q)} {rate(value, lang)}"
        for q, value in zip(rows["quarter"], rows["value"], strict=True)
    ]
    return ("、" if lang == "zh" else ", ").join(parts)


def scorecard(scores: pd.DataFrame, lang: str) -> Figure | None:
    """Full marks, marks as printed and the range that the evidence supports, item by item of a printed scorecard."""
    check_language(lang)
    rows = facts.items(scores)
    if not facts.is_scored(scores):
        return None
    figure, axes = _bars(len(rows), say("charts", "scorecard", lang))
    places = range(len(rows))
    low, high = rows["low"], rows["high"]
    axes.barh(places, rows["weight"], height=0.75, color="#ececec", label=label("full_marks", lang))
    axes.barh(places, high - low, left=low, height=0.3, color=BLUE, label=label("interval", lang))
    point = rows.index[(high - low).abs() < 1e-9]
    axes.scatter(low[point], point, marker="|", s=90, color=BLUE, linewidth=3)
    axes.scatter(
        rows["printed_score"], places, marker="D", s=22, color=ORANGE, edgecolor=INK, linewidth=0.6, zorder=3,
        label=label("printed_marks", lang),
    )  # fmt: skip
    shown = zip(rows["weight"], rows["printed_score"], rows["low"], rows["high"], strict=True)
    for place, (weight, printed, least, most) in enumerate(shown):
        _note(axes, weight, place, f"{marks(printed, lang)} | {interval(least, most, lang)}")
    axes.set_xlim(0, float(rows["weight"].max()) * 1.2)
    axes.set_xlabel(label("points_axis", lang))
    return _finish(figure, axes, list(rows["title"]), lang)


def scorecard_alt(d: Disclosure, scores: pd.DataFrame, lang: str) -> str:
    """The chart of the scorecard in words."""
    sums = facts.marks_of(d, scores)
    if sums is None or not facts.is_scored(scores):
        return ""
    ends = {"printed": marks(sums.printed, lang), "low": marks(sums.low, lang), "high": marks(sums.high, lang)}
    return say("alt", "scorecard", lang, n=len(facts.items(scores)), **ends)


def sensitivity(worst: pd.DataFrame, lang: str) -> Figure | None:
    """The total if one item of a printed scorecard earned only its worst defensible reading, item by item.

    ``worst`` is what ``jixiao.score.sensitivity`` gives for one department; the lowest total is on top.
    """
    check_language(lang)
    rows = _worst_first(worst)
    if rows.empty:
        return None
    figure, axes = _bars(len(rows), say("charts", "sensitivity", lang))
    for changes, colour, name in ((False, BLUE, "grade_stays"), (True, ORANGE, "grade_changes")):
        part = rows[rows["changes_band"].astype(bool) == changes]
        if not part.empty:
            lost = part["total"] - part["total_at_worst"]
            axes.barh(part.index, lost, left=part["total_at_worst"], height=0.5, color=colour, label=label(name, lang))
    for place, (total, least) in enumerate(zip(rows["total"], rows["total_at_worst"], strict=True)):
        _note(axes, total, place, marks(least, lang))
    lowest, total = float(rows["total_at_worst"].min()), float(rows["total"].max())
    axes.set_xlim(lowest - 1, total + 0.12 * (total - lowest + 1))
    axes.set_xlabel(label("points_axis", lang))
    return _finish(figure, axes, list(rows["title"]), lang)


def sensitivity_alt(worst: pd.DataFrame, lang: str) -> str:
    """The chart of what one item can change in words."""
    rows = _worst_first(worst)
    if rows.empty:
        return ""
    lowest, n = rows.iloc[0], int(rows["changes_band"].astype(bool).sum())
    ends = {"total": marks(lowest["total"], lang), "least": marks(lowest["total_at_worst"], lang)}
    return say("alt", "sensitivity", lang, name=plain(lowest["title"]), n=n, **ends)


def _worst_first(worst: pd.DataFrame) -> pd.DataFrame:
    printed = worst[worst["printed_score"].notna()]
    return printed.sort_values("total_at_worst", kind="stable").reset_index(drop=True)


def class_name(code: str, item: str, lang: str) -> str:
    """Name of a class of expenditure: as printed, or its English term."""
    terms = {body["code"]: body["en"] for body in term_labels().values() if body["code"]}
    return terms.get(code, plain(item)) if lang == "en" else plain(item)


def _bars(n: int, title: str) -> tuple[Figure, Axes]:
    use_font()
    figure = Figure(figsize=(_INCHES, 1.35 + 0.3 * n), layout="constrained")
    axes = figure.add_subplot()
    figure.suptitle(title, x=0.008, ha="left", fontsize=11, color=INK)
    return figure, axes


def _money_axis(axes: Axes, lang: str) -> None:
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.set_xlim(0, axes.get_xlim()[1] * 1.14)
    axes.set_xlabel(label("amount_axis", lang))


def _note(axes: Axes, x: float, y: int, text: str) -> None:
    axes.annotate(text, (x, y), (7, 0), textcoords="offset points", va="center", fontsize=8.5, color=INK)


def _finish(figure: Figure, axes: Axes, names: list[str], lang: str) -> Figure:
    """Names beside the bars, first on top, and a legend above them."""
    drawn = [drawable(shorten(plain(name, lang), _NAME_WIDTH)) for name in names]
    axes.set_yticks(range(len(drawn)), drawn, fontsize=9)
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=3, fontsize=9, frameon=False, borderaxespad=0.1, borderpad=0.3
    )
    if any(LACKING in name for name in drawn):
        figure.supxlabel(label("lacking_glyph", lang), fontsize=8, color="#555555", x=0.01, ha="left")
    _quiet(axes)
    return figure


def _quiet(axes: Axes) -> None:
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#999999")
    axes.tick_params(length=0, colors=INK, labelsize=9)
    axes.xaxis.label.set(fontsize=9, color="#555555")
    axes.yaxis.label.set(fontsize=9, color="#555555")
