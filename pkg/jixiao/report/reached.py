"""How far indicators were reached, by their kind (年度指标完成情况, 二级指标): chart, its words, tables.

All take what ``jixiao.score.attainment`` gives for one department and year.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from jixiao.report.drawing import BLUE, GREEN, INK, ORANGE, PALE, SKY, bars, finish, note
from jixiao.report.markup import Cell, Piece, ReportColumn, ReportTable, details, paragraph, table
from jixiao.report.phrases import check_language, known, label, plain, say, texts
from jixiao.report.where import place_name
from jixiao.store import Disclosure

#: Colours of the results: a light one between two dark ones, so that their borders show in grey too.
_COLOURS = {"exceeded": GREEN, "met": BLUE, "claimed": SKY, "below": ORANGE, "open": PALE}


def counted(attained: pd.DataFrame) -> pd.DataFrame:
    """Number of indicators by kind and result; kinds in the order of the regulation, then other labels as printed."""
    named = attained["kind"].where(attained["kind"] != "", attained["level2"].map(plain))
    order = [*(kind for kind in texts("kinds") if kind in set(named)), *named[~named.isin(texts("kinds"))].unique()]
    numbers = pd.crosstab(named, attained["result"]) if len(attained) else pd.DataFrame()
    return numbers.reindex(index=order, columns=list(texts("results")), fill_value=0)


def attainment(attained: pd.DataFrame, lang: str) -> Figure | None:
    """Indicators of each kind as one bar: above target, met, only said to be, below, not to be judged."""
    check_language(lang)
    numbers = counted(attained)
    if numbers.empty:
        return None
    figure, axes = bars(len(numbers), say("charts", "attainment", lang))
    ends = [0] * len(numbers)
    for result, colour in _COLOURS.items():
        column = numbers[result].tolist()
        if not any(column):
            continue
        axes.barh(range(len(ends)), column, left=ends, color=colour, label=say("results", result, lang))
        for place, (n, end) in enumerate(zip(column, ends, strict=True)):
            if n:
                ink = "white" if colour == BLUE else INK
                axes.text(end + n / 2, place, str(n), ha="center", va="center", fontsize=8.5, color=ink)
        ends = [end + n for end, n in zip(ends, column, strict=True)]
    for place, n in enumerate(ends):
        note(axes, n, place, str(n))
    axes.set_xlim(0, max(ends))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(label("indicators_axis", lang))
    return finish(figure, axes, [known("kinds", str(kind), lang) for kind in numbers.index], lang)


def attainment_alt(attained: pd.DataFrame, lang: str) -> str:
    """The chart of indicators in words."""
    check_language(lang)
    numbers = counted(attained).sum()
    parts = [f"{say('results', str(result), lang)} {n}" for result, n in numbers.items() if n]
    comma = label("list_comma", lang)
    return say("alt", "attainment", lang, n=len(attained), parts=comma.join(parts)) if parts else ""


def attainment_table(d: Disclosure, attained: pd.DataFrame, lang: str) -> Piece:
    """Numbers of indicators by kind and result, and every indicator below its target with its reason and place."""
    numbers = counted(attained)
    if numbers.empty:
        return Piece()
    columns = [ReportColumn(label("kind", lang)), ReportColumn(label("indicators", lang), "number")]
    columns += [ReportColumn(say("results", result, lang), "number") for result in texts("results")]
    body = [[known("kinds", str(kind), lang), *_row(row)] for kind, row in numbers.iterrows()]
    shown = ReportTable(columns, body, foot=[label("total", lang), *_row(numbers.sum())])
    by_kind = details(say("captions", "attainment", lang), table(shown))
    return paragraph(say("lead", "attainment", lang), "lead") + by_kind + _below(d, attained, lang)


def _below(d: Disclosure, attained: pd.DataFrame, lang: str) -> Piece:
    names = ("project", "indicator", "target", "actual", "deviation", "place")
    columns = [ReportColumn(label(name, lang)) for name in names]
    body: list[list[Cell]] = [
        [*(plain(row[key], lang) for key in ("subject", "title", "target", "actual")),
         plain(row["reason"]) or label("missing", lang), place_name(d, dict(row), lang)]
        for _, row in attained[attained["result"] == "below"].iterrows()
    ]  # fmt: skip
    return table(ReportTable(columns, body, say("captions", "below", lang)))


def _row(numbers: pd.Series[int]) -> list[str]:
    return [str(int(numbers.sum())), *(str(int(n)) for n in numbers)]
