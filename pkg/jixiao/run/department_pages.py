"""A page for each department that has reports of several years: its money, checks and findings year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jixiao.report.markup import Cell, Piece, ReportColumn, ReportTable, join, paragraph, table, tag
from jixiao.report.markup import heading as titled
from jixiao.report.narrative import quotient
from jixiao.report.phrases import DASH, amount, say
from jixiao.rules import SEVERITIES
from jixiao.run.index import NAME, NUMBERS, both, links_of, numbers_of
from jixiao.run.records import Result
from jixiao.run.rendering import page, write

#: Amounts of a year beside what the index says of it: planned and spent, their deviation, the change on the year before.
_MONEY = ("planned_expenditure", "expenditure", "against_plan", "on_last_year", "three_public")


def page_name(key: str) -> str:
    """File of a department's page."""
    return f"{key}.years.html"


def with_several_years(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Results of the departments that have more than one, the years in order."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        found[result.subject.key].append(result)
    return {key: sorted(own, key=_year) for key, own in found.items() if len(own) > 1}


def write_department_pages(out: Path, results: Sequence[Result], langs: Sequence[str]) -> list[Path]:
    """Write the pages, and remove those of departments that have none any more; they are returned."""
    pages = [
        write(page(_parts(own, langs), langs[0]), out / page_name(key))
        for key, own in with_several_years(results).items()
    ]
    for old in set(out.glob(page_name("*"))) - set(pages):
        old.unlink()
    return pages


def _parts(own: Sequence[Result], langs: Sequence[str]) -> list[str]:
    columns = [ReportColumn(both("labels", "year", langs))]
    columns += [ReportColumn(both("labels", key, langs), "number") for key in (*_MONEY, *NUMBERS[1:])]
    columns += [ReportColumn(both("severities", name, langs), "number") for name in SEVERITIES]
    columns.append(ReportColumn(both("labels", "report", langs)))
    rows = [_row(before, now, langs) for before, now in zip((None, *own), own, strict=False)]
    told = [n for n in range(len(columns)) if any(row[n] != DASH for row in rows)]
    columns, rows = [columns[n] for n in told], [[row[n] for n in told] for row in rows]
    shown = tag("div", table(ReportTable(columns, rows, both("captions", "over_years", langs))), class_="wide")
    name = own[-1].subject.name or own[-1].subject.key
    back = tag("p", tag("a", both("titles", "index", langs), href=NAME))
    lead = join(paragraph(say("lead", "over_years", lang), "lead", lang) for lang in langs)
    return [titled(name, "top", 1).html, lead.html, shown.html, back.html]


def _row(before: Result | None, now: Result, langs: Sequence[str]) -> list[Cell]:
    return [
        str(now.subject.fiscal_year or DASH),
        *_money(_amounts(before) if before and _year(before) == _year(now) - 1 else {}, _amounts(now), langs[0]),
        *numbers_of(now.record.summary if now.record else {}, langs[0])[1:],
        links_of(now, langs),
    ]


def _money(before: Mapping[str, float], now: Mapping[str, float], lang: str) -> list[Cell]:
    planned, spent = now.get("budget_expenditure"), now.get("expenditure")
    shown = [amount(value, lang) if value is not None else DASH for value in (planned, spent, now.get("three_public"))]
    return [*shown[:2], _change(planned, spent, lang), _change(before.get("expenditure"), spent, lang), shown[2]]


def _change(start: float | None, end: float | None, lang: str) -> Cell:
    """A change as a rate, which says of what."""
    if start is None or end is None or not start:
        return DASH
    shown: Piece = quotient((end - start) / abs(start), end - start, start, lang)
    return shown


def _amounts(result: Result | None) -> Mapping[str, Any]:
    return result.record.summary.get("amounts", {}) if result and result.record else {}


def _year(result: Result) -> int:
    return result.subject.fiscal_year or 0
