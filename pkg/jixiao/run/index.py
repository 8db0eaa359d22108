"""The page that lists every department and year, with its figures and the way to its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.report import executed, grades, judged, scope, supported
from jixiao.report.grades import SEVERITIES
from jixiao.report.judged import tally
from jixiao.report.markup import Cell, Column, Piece, Table, escape, join, paragraph, table, tag
from jixiao.report.markup import heading as titled
from jixiao.report.phrases import DASH, interval, label, marks, rate, say
from jixiao.run.records import Result
from jixiao.run.rendering import page, write
from jixiao.store import RECORD_TABLES, Disclosure

Tables = Mapping[str, pd.DataFrame]
NAME = "index.html"
FINDINGS_FILES = ("findings.csv", "findings.xlsx")
_LOST_SHOWN = 20
_NUMBERS = ("year", "numbers_read", "printed_score", "supported_score", "execution_rate")


def write_index(out: Path, results: Sequence[Result], langs: Sequence[str], lost: Sequence[str] = ()) -> Path:
    """Write ``out/index.html``: a row for each department and year.

    ``lost`` are reviews and corrections of what is no longer there, as ``project.lost_judgement`` lists them.
    """
    rows = [_row(result, langs) for result in results]
    listed = table(Table(_columns(langs), rows, _both("captions", "index", langs)))
    parts = [
        titled(join(tag("span", say("titles", "index", lang), lang=lang) for lang in langs), "top", 1).html,
        join(paragraph(say("lead", "index", lang), "lead", lang) for lang in langs).html,
        f'<div data-search="{escape(_both("labels", "search", langs))}">{listed.html}</div>',
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
    return tag("p", join([tag("span", _both("labels", "all_findings", langs)), links], " "))


def _columns(langs: Sequence[str]) -> list[Column]:
    columns = [Column(_both("labels", "department", langs))]
    columns += [Column(_both("labels", key, langs), "number") for key in _NUMBERS]
    columns += [Column(_both("severities", name, langs), "number") for name in SEVERITIES]
    return [*columns, Column(_both("labels", "report", langs))]


def _row(result: Result, langs: Sequence[str]) -> list[Cell]:
    """One department and year: its numbers (none: not evaluated), its links to the reports."""
    subject = result.subject
    links = join(
        (
            tag("a", label("language", lang), href=path.name, hreflang=lang, lang=lang)
            for path, lang in zip(result.pages, langs, strict=True)
        ),
        " ",
    )
    summary = result.record.summary if result.record else {}
    name, numbers = _name(subject.name or subject.key, summary, langs[0]), _numbers(summary, langs[0])
    return [
        name,
        str(subject.fiscal_year or DASH),
        *numbers,
        Piece(links.html.replace("</a><a", "</a> <a"), links.text),
    ]


def _name(name: str, summary: Mapping[str, Any], lang: str) -> Cell:
    """The department, and how many of its findings people reviewed and of its values they corrected."""
    reviews = tally(summary.get("reviewed", {}), lang)
    told = [say("labels", "reviewed", lang, listed=reviews)] if reviews else []
    told += [f"{label('corrections', lang)} {n}"] if (n := summary.get("corrected")) else []
    return join([tag("span", name), *(tag("span", text, class_="aside") for text in told)], " ") if told else name


def summary_of(tables: Tables) -> dict[str, Any]:
    """Score, supported interval, execution rate, findings by severity and what people judged, of stored tables.

    None where there is none.
    """
    d = Disclosure({name: tables[name] for name in RECORD_TABLES})
    scores = tables["scores"][tables["scores"]["project_id"].isna()]  # the department's own card
    sums = supported.marks_of(d, scores) if supported.is_scored(scores) else None
    done = executed.execution_totals(d)
    counted = grades.counts(tables["outcomes"])
    return {
        "numbers_read": scope.numbers_read(d),
        "printed": supported.printed_total(d, scores),
        "supported": None if sums is None else [sums.low, sums.high],
        "rate": None if done is None else done[2] / done[1],
        "findings": {name: int(counted[name]) for name in SEVERITIES},
        "reviewed": grades.reviewed(tables["outcomes"]),
        "corrected": len(judged.corrected_texts(d)),
    }


def _numbers(summary: Mapping[str, Any], lang: str) -> list[Cell]:
    """The summary as cells; dashes where nothing was evaluated."""
    if not summary:
        blank: list[Cell] = [DASH] * (len(_NUMBERS) - 2 + len(SEVERITIES))
        return [tag("span", label("not_evaluated", lang), class_="aside"), *blank]
    printed, supported, done = (summary[name] for name in ("printed", "supported", "rate"))
    seen = summary.get("numbers_read")
    return [
        DASH if seen is None else rate(seen, lang),
        DASH if printed is None else marks(printed, lang),
        DASH if supported is None else interval(supported[0], supported[1], lang),
        DASH if done is None else rate(done, lang),
        *(str(summary["findings"][name]) for name in SEVERITIES),
    ]


def _both(group: str, key: str, langs: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(say(group, key, lang) for lang in langs))
