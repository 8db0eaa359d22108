"""The page that lists every department and year, with its figures and the way to its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao import grades
from jixiao.compare.headlines import HEADLINES, headlines
from jixiao.report import executed, headline, judged, scope, supported, where
from jixiao.report.judged import tally
from jixiao.report.markup import Cell, Piece, ReportColumn, ReportTable, escape, join, paragraph, table, tag
from jixiao.report.markup import heading as titled
from jixiao.report.phrases import DASH, amount, interval, label, marks, plain, rate, say
from jixiao.rules import SEVERITIES
from jixiao.run.records import Result
from jixiao.run.rendering import page, write
from jixiao.score import transparency
from jixiao.store import RECORD_TABLES, Disclosure

Tables = Mapping[str, pd.DataFrame]
NAME = "index.html"
FINDINGS_FILES = ("findings.csv", "findings.xlsx")
_LOST_SHOWN = 20
#: Columns that a reader chooses from, and those of numbers.
_KINDS = ("family", "origin")
NUMBERS = (
    "expenditure", "checks", "per_hundred", "numbers_read", "openness", "printed_score", "supported_score",
    "execution_rate",
)  # fmt: skip
#: Checks from which findings for each hundred say something, and points from which their spread does.
_LEAST_CHECKS, _LEAST_POINTS = 20, 3
_WIDE = 600


def write_index(
    out: Path,
    results: Sequence[Result],
    langs: Sequence[str],
    lost: Sequence[str] = (),
    years: Mapping[str, str] | None = None,
) -> Path:
    """Write ``out/index.html``: a row for each department and year.

    ``years`` names the pages of departments over their years. ``lost`` are reviews and corrections of what is no longer
    there, as ``project.lost_judgement`` lists them.
    """
    rows = [_row(result, langs, (years or {}).get(result.subject.key, "")) for result in results]
    listed = table(ReportTable(_columns(langs), rows, both("captions", "index", langs)))
    parts = [
        titled(join(tag("span", say("titles", "index", lang), lang=lang) for lang in langs), "top", 1).html,
        join(paragraph(say("lead", "index", lang), "lead", lang) for lang in langs).html,
        _spread(results, langs).html,
        f'<div class="wide" data-search="{escape(both("labels", "search", langs))}">{listed.html}</div>',
        _files(langs).html,
        join(_lost(lost, lang) for lang in langs).html,
    ]
    return write(page(parts, langs[0]), out / NAME)


def _lost(lost: Sequence[str], lang: str) -> Piece:
    """Judgement that stands in no report is told here."""
    if not lost:
        return Piece()
    shown = [*lost[:_LOST_SHOWN], *(["…"] if len(lost) > _LOST_SHOWN else [])]
    listed = label("list_comma", lang).join(shown)
    return paragraph(say("labels", "lost_judgement", lang, n=len(lost), listed=listed), "note", lang)


def _files(langs: Sequence[str]) -> Piece:
    """Where all findings lie as tables."""
    links = join((tag("a", name.rpartition(".")[2].upper(), href=name) for name in FINDINGS_FILES), " ")
    return tag("p", join([tag("span", both("labels", "all_findings", langs)), links], " "))


def _columns(langs: Sequence[str]) -> list[ReportColumn]:
    columns = [
        ReportColumn(both("labels", "department", langs)),
        ReportColumn(both("labels", "year", langs), "choice"),
    ]
    columns += [ReportColumn(both("labels", key, langs), "choice") for key in _KINDS]
    columns += [ReportColumn(both("labels", key, langs), "number") for key in NUMBERS]
    columns += [ReportColumn(both("severities", name, langs), "number") for name in SEVERITIES]
    return [*columns, ReportColumn(both("labels", "report", langs))]


def _row(result: Result, langs: Sequence[str], years: str) -> list[Cell]:
    """One department and year: its kinds and numbers (none: not evaluated), its links to the reports."""
    subject = result.subject
    summary = result.record.summary if result.record else {}
    return [
        _name(subject.name or subject.key, summary, langs[0], years),
        str(subject.fiscal_year or DASH),
        *_kinds(summary, langs),
        *numbers_of(summary, langs[0]),
        links_of(result, langs),
    ]


def links_of(result: Result, langs: Sequence[str]) -> Piece:
    """The reports of one department and year, by language."""
    pages = zip(result.pages, langs, strict=True)
    return join(
        (tag("a", label("language", lang), href=path.name, hreflang=lang, lang=lang) for path, lang in pages), " "
    )


def _name(name: str, summary: Mapping[str, Any], lang: str, years: str) -> Cell:
    """The department with the page of its years, and how many of its findings people reviewed and of its values they corrected."""
    reviews = tally(summary.get("reviewed", {}), lang)
    told = [say("labels", "reviewed", lang, listed=reviews)] if reviews else []
    told += [f"{label('corrections', lang)} {n}"] if (n := summary.get("corrected")) else []
    if not (years or told):
        return name
    own = tag("a", name, href=years) if years else tag("span", name)
    return join([own, *(tag("span", text, class_="aside") for text in told)], " ")


def summary_of(tables: Tables) -> dict[str, Any]:
    """What the index says of a department's year: kinds, money, checks, scores, findings, what people judged.

    None where there is none.
    """
    d = Disclosure({name: tables[name] for name in RECORD_TABLES})
    scores = tables["scores"][tables["scores"]["project_id"].isna()]  # the department's own card
    sums = supported.marks_of(d, scores) if supported.is_scored(scores) else None
    done = executed.execution_totals(d)
    counted = grades.counts(tables["outcomes"])
    return {
        "family": scope.family(d),
        "origin": where.kind_of_origin(d),
        "expenditure": headline.totals(d).expenditure,
        "amounts": headlines(d)[list(HEADLINES)].iloc[0].dropna().to_dict() if len(d.documents) else {},
        "checks": grades.made(counted),
        "numbers_read": scope.numbers_read(d),
        "openness": _openness(d, tables["outcomes"]),
        "printed": supported.printed_total(d, scores),
        "supported": None if sums is None else [sums.low, sums.high],
        "rate": None if done is None else done[2] / done[1],
        "findings": {name: int(counted[name]) for name in SEVERITIES},
        "reviewed": grades.reviewed(tables["outcomes"]),
        "corrected": len(judged.corrected_texts(d)),
    }


def _openness(d: Disclosure, outcomes: pd.DataFrame) -> list[float] | None:
    """Bounds of the marks for openness out of 100; None where neither budget nor accounts are at hand."""
    marked = transparency(d, outcomes)
    whole = marked[marked["item"] == supported.TOTAL]
    if whole.empty:
        return None
    return [round(float(100 * whole[end].iloc[0] / whole["weight"].iloc[0]), 1) for end in ("low", "high")]


def _kinds(summary: Mapping[str, Any], langs: Sequence[str]) -> list[Cell]:
    """Family of the documents and kind of source; the first says where nothing was evaluated."""
    if not summary:
        return [tag("span", label("not_evaluated", langs[0]), class_="aside"), DASH]
    if "family" not in summary:  # made by an earlier version, and not made again yet
        return [DASH, DASH]
    return [both("families", summary["family"], langs), both("sources", summary["origin"], langs)]


def numbers_of(summary: Mapping[str, Any], lang: str) -> list[Cell]:
    """The summary as cells; dashes where nothing was evaluated."""
    if not summary:
        return [DASH] * (len(NUMBERS) + len(SEVERITIES))
    spent, seen, openness, printed, ends, done = (
        summary.get(name) for name in ("expenditure", "numbers_read", "openness", "printed", "supported", "rate")
    )
    often = per_hundred(summary)
    return [
        DASH if spent is None else amount(spent, lang),
        str(summary.get("checks", DASH)),
        DASH if often is None else marks(often, lang),
        DASH if seen is None else rate(seen, lang),
        DASH if openness is None else interval(openness[0], openness[1], lang),
        DASH if printed is None else marks(printed, lang),
        DASH if ends is None else interval(ends[0], ends[1], lang),
        DASH if done is None else rate(done, lang),
        *(str(summary["findings"][name]) for name in SEVERITIES),
    ]


def per_hundred(summary: Mapping[str, Any]) -> float | None:
    """Findings for each hundred checks; None where too few were made to say."""
    checks = summary.get("checks", 0)
    return 100 * sum(summary["findings"].values()) / checks if checks >= _LEAST_CHECKS else None


def _spread(results: Sequence[Result], langs: Sequence[str]) -> Piece:
    """Each department and year as a point on the line of findings for each hundred checks; nothing for one or two."""
    found = [
        (per_hundred(result.record.summary), result)
        for result in results
        if result.record and result.record.summary and per_hundred(result.record.summary) is not None
    ]
    if len(found) < _LEAST_POINTS:
        return Piece()
    most = max(1.0, *(value or 0.0 for value, _ in found))
    points = "".join(_point(value or 0.0, most, result, n) for n, (value, result) in enumerate(found))
    ends = f'<text x="0" y="46">0</text><text x="{_WIDE}" y="46" text-anchor="end">{most:.1f}</text>'
    name = both("labels", "per_hundred", langs)
    drawn = f'<svg viewBox="-6 0 {_WIDE + 12} 50" role="group" aria-label="{escape(name)}"><line x1="0" x2="{_WIDE}" y1="32" y2="32"/>{points}{ends}</svg>'
    return Piece(f'<figure class="spread">{drawn}<figcaption>{escape(name)}</figcaption></figure>', name)


def _point(value: float, most: float, result: Result, number: int) -> str:
    """A point on the line; those of one place stand above each other."""
    told = f"{plain(result.subject.name or result.subject.key)} {result.subject.fiscal_year}: {value:.1f}"
    page = escape(result.pages[0].name) if result.pages else ""
    return f'<a href="{page}"><circle cx="{value / most * _WIDE:.1f}" cy="{8 + number * 5 % 19}" r="4"><title>{escape(told)}</title></circle></a>'


def both(group: str, key: str, langs: Sequence[str]) -> str:
    """A text in all languages of the reports, each once."""
    return " ".join(dict.fromkeys(say(group, key, lang) for lang in langs))
