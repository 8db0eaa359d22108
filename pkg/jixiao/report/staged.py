"""From budget to outturn over departments: how far figures deviate, and what became of the targets, as charts."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from jixiao.report.drawing import BLUE, GREEN, INK, ORANGE, PALE, SKY, bars, finish, note
from jixiao.report.phrases import check_language, known, label, rate, say

_COLOURS = {
    "kept": BLUE,
    "wording": SKY,
    "uncertain": PALE,
    **dict.fromkeys(("raised", "other_target", "lowered"), ORANGE),
    **dict.fromkeys(("new", "dropped"), GREEN),
}


def deviation(rows: pd.DataFrame, lang: str) -> Figure | None:
    """Median deviation and its middle half for each department, year and comparison; None where nothing is compared.

    ``rows`` is what ``jixiao.compare.deviation_distribution`` gives.
    """
    check_language(lang)
    if rows.empty:
        return None
    figure, axes = bars(len(rows), say("charts", "deviation", lang))
    places = range(len(rows))
    axes.hlines(places, rows["q25"], rows["q75"], color=SKY, linewidth=6, label=label("middle_half", lang))
    axes.scatter(
        rows["median"], places, color=ORANGE, edgecolor=INK, linewidth=0.6, zorder=3, label=label("median", lang)
    )
    axes.axvline(0, color=PALE, linewidth=0.8, zorder=0)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    for place, (end, n) in enumerate(zip(rows["q75"].tolist(), rows["n"].tolist(), strict=True)):
        note(axes, end, place, str(n))
    compared = [known("compared", str(name), lang) for name in rows["compared"]]
    whose = zip(rows["department"], rows["fiscal_year"], compared, strict=True)
    return finish(figure, axes, [f"{name} {year} {kind}" for name, year, kind in whose], lang)


def deviation_alt(rows: pd.DataFrame, lang: str) -> str:
    """The chart of deviations in words; empty where there is none."""
    check_language(lang)
    if rows.empty:
        return ""
    low, high = (rate(value, lang) for value in (rows["median"].min(), rows["median"].max()))
    return say("alt", "deviation", lang, n=int(rows["n"].sum()), low=low, high=high)


def moved_targets(rows: pd.DataFrame, lang: str) -> Figure | None:
    """Targets of each department and year by what became of them; None where no forms were compared.

    ``rows`` is what ``jixiao.compare.goalposts_moved`` gives.
    """
    check_language(lang)
    if rows.empty:
        return None
    numbers = rows.pivot_table("n", ["department", "fiscal_year"], "change", fill_value=0)
    figure, axes = bars(len(numbers), say("charts", "moved_targets", lang))
    ends = [0.0] * len(numbers)
    for change in (name for name in _COLOURS if name in numbers):
        column = numbers[change].tolist()
        name = known("target_changes", change, lang)
        axes.barh(range(len(ends)), column, left=ends, color=_COLOURS[change], edgecolor="white", label=name)
        ends = [end + n for end, n in zip(ends, column, strict=True)]
    for place, end in enumerate(ends):
        note(axes, end, place, f"{end:g}")
    return finish(figure, axes, [f"{name} {year}" for name, year in numbers.index], lang)
