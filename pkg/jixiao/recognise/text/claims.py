"""Numeric statements of the running text, as records with their sentence and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from jixiao.errors import RuleError
from jixiao.families import BUDGET, FINAL_ACCOUNTS
from jixiao.figures import parse_amount, parse_number, parse_rate
from jixiao.grids import Document
from jixiao.recognise.text.budget_names import budget_chapter
from jixiao.recognise.text.claim_chapters import FILE, chapter_of, matter_of
from jixiao.recognise.text.grammar import mentions
from jixiao.recognise.text.memory import Memory, Mention, Names
from jixiao.recognise.text.paragraphs import Paragraph, paragraphs
from jixiao.rules import load_yaml, only

Row = dict[str, Any]

_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SHAPES = {"amount": rf"{_NUMBER}(?:万元|亿元|元)", "rate": rf"{_NUMBER}[%‰]", "count": _NUMBER}
_OPENING = re.compile(
    r"(?:\([^)]{1,3}\)|\d{1,2}[.、]|[一二三四五六七八九十]+、)([^。:;，\d]{2,25})(?:[。:]|，(?=20\d\d年))"
)
#: Stands for the year of a document that says none, and with what it and the year before it then begin.
_NO_YEAR, _OF_NO_YEAR = 1, ("0", "1")
#: What a bracket says of a part ends with it.
_ASIDE = re.compile(r"\(其中[^()]*\)")
_FIRST_CLAUSE = re.compile(r"(?:20\d\d年|[^\d。:，;]){0,60}")
_KEYS = ("metric", "relation", "patterns", "periods", "under", "family", "scopes")


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """How one statement is worded."""

    metric: str
    relation: str
    patterns: tuple[re.Pattern[str], ...]
    periods: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    family: str = ""
    scopes: tuple[str, ...] = ()


@cache
def claim_rules() -> tuple[ClaimRule, ...]:
    """All statements this package looks for. Raises RuleError for a fault in ``rules/claims.yaml``."""
    rules = []
    for body in load_yaml(FILE)["patterns"]:
        where = f"{FILE} {body.get('metric')}"
        body = only(body, _KEYS, where, ("metric", "relation", "patterns"))
        patterns = tuple(_compiled(pattern, where) for pattern in body["patterns"])
        scopes = tuple(body.get("scopes", ()))
        if unknown := [scope for scope in scopes if scope not in _scopes()]:
            raise RuleError(f"unknown scope: {unknown[0]}", where=where, hint=f"one of {', '.join(_scopes())}")
        periods, under = tuple(body.get("periods", ())), tuple(body.get("under", ()))
        rules.append(
            ClaimRule(body["metric"], body["relation"], patterns, periods, under, body.get("family", ""), scopes)
        )
    return tuple(rules)


def claim_rows(document: Document, fiscal_year: int | None, family: str = FINAL_ACCOUNTS) -> list[Row]:
    """Rows of table ``claims``, without the common columns, in reading order.

    Where nobody says of which year the document is, figures of it have no period, and what is stated against a figure
    of that year or the one before is no claim.
    """
    if fiscal_year is None:
        rows = claim_rows(document, _NO_YEAR, family)
        return [_undated(row) for row in rows if not str(row.get("base") or "").startswith(_OF_NO_YEAR)]
    rows = []
    seen: Counter[str] = Counter()
    memory = Memory()
    rules = [rule for rule in claim_rules() if rule.family in ("", family)]
    for paragraph in paragraphs(document):
        by_pattern = [pair for rule in rules for pair in _stated(rule, paragraph, fiscal_year)]
        for _, row in sorted([*by_pattern, *_told(paragraph, fiscal_year, family, memory)], key=lambda pair: pair[0]):
            seen[row["metric"]] += 1
            rows.append({"claim_id": f"{row['metric']}-{seen[row['metric']]}", **row})
    return rows


def _undated(row: Row) -> Row:
    """A claim without a period where it has that of a document which says no year."""
    return {**row, "period": None} if str(row["period"] or "").startswith(_OF_NO_YEAR) else row


def _told(paragraph: Paragraph, fiscal_year: int, family: str, memory: Memory) -> Iterator[tuple[int, Row]]:
    """Rows of what a chapter's sentences state."""
    chapter = _chapter(paragraph, family)
    if chapter is None:
        return
    heading = _opening(paragraph) or (paragraph.headings[-1] if paragraph.headings else "")
    for mention in mentions(paragraph.text, paragraph.lead, chapter, fiscal_year, memory, heading):
        yield mention.span[0], _statement_row(mention, paragraph)


def _chapter(paragraph: Paragraph, family: str) -> Names | None:
    """The chapter of a paragraph; every paragraph of a budget's text has one, those of accounts by their headings."""
    if family == BUDGET:
        return budget_chapter(paragraph.headings, _opening(paragraph))
    return chapter_of(paragraph.headings) or (matter_of(_first_clause(paragraph)) if family == FINAL_ACCOUNTS else None)


def _first_clause(paragraph: Paragraph) -> str:
    """What a paragraph says before its first figure."""
    match = _FIRST_CLAUSE.match(paragraph.text, paragraph.lead)
    return match[0] if match else ""


def _opening(paragraph: Paragraph) -> str:
    """A numbered paragraph's first words, where they stand like a heading: (一)机关运行经费: or 1.公务接待费。"""
    match = _OPENING.match(paragraph.text) if not paragraph.lead else None
    return match[1] if match else ""


def _statement_row(statement: Mention, paragraph: Paragraph) -> Row:
    row = _row(statement.target.metric, statement.relation, paragraph, statement.span, statement.target.subject, "")
    size = Decimal(1) if statement.relation == "order" else row["value"]
    return {
        **row,
        "period": str(statement.period),
        "phase": statement.phase,
        "value": None if size is None else size * statement.sign,
        "base": statement.base or None,
        "ambiguous": statement.ambiguous or None,
        "scope": statement.scope or None,
    }


def _compiled(pattern: str, where: str) -> re.Pattern[str]:
    for name, shape in _SHAPES.items():
        pattern = pattern.replace("{" + name + "}", shape)
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise RuleError(f"not a regular expression: {error}", where=where) from error
    if not {"value", "values"} & compiled.groupindex.keys():
        raise RuleError("pattern has no group value or values", where=where)
    return compiled


def _stated(rule: ClaimRule, paragraph: Paragraph, fiscal_year: int) -> Iterator[tuple[int, Row]]:
    """Rows of one statement in one paragraph, each place once however many wordings fit it."""
    seen: set[int] = set()
    for pattern in rule.patterns:
        for match in pattern.finditer(paragraph.text):
            above = " ".join((*paragraph.headings, paragraph.text[: match.end()]))
            if rule.under and not any(word in above for word in rule.under):
                continue
            groups: Mapping[str, str | None] = match.groupdict()
            group = "values" if "values" in groups else "value"
            start = match.start(group)
            listed = list(re.finditer("|".join(_SHAPES.values()), match[group])) if group == "values" else []
            spans = [(start + m.start(), start + m.end()) for m in listed] or [match.span(group)]
            periods = rule.periods or (str(fiscal_year),) * len(spans)
            if len(periods) != len(spans):
                continue
            subject, scope = _subject(groups.get("subject")), _scope(rule, paragraph.text, match)
            for span, period in zip(spans, periods, strict=True):
                if span[0] in seen:
                    continue
                seen.add(span[0])
                stated = period.format(year=fiscal_year)
                row = _row(rule.metric, rule.relation, paragraph, span, subject, stated)
                yield span[0], {**row, "scope": scope or None}


def _scope(rule: ClaimRule, text: str, match: re.Match[str]) -> str:
    """What narrows a figure: its words beside it, the last that tell before it, a threshold that it names."""
    found = [match["scope"]] if "scope" in match.re.groupindex and match["scope"] else []
    for scope in rule.scopes:
        narrows, widens, reach = _scopes()[scope]
        begin = max((text.rfind(mark, 0, match.start()) for mark in reach), default=-1) + 1
        before = _ASIDE.sub("", text[begin : match.start("value")])
        last = [hit.end() for hit in narrows.finditer(before)][-1:]
        if last and not (widens and widens.search(before, last[0])):
            found.insert(0, scope)
    return " ".join(found)


@cache
def _scopes() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None, str]]:
    """What narrows figures, by name: the words that do, those that end it, the marks that their reach ends at."""
    scopes = {}
    for name, entry in load_yaml(FILE)["scopes"].items():
        body = only(entry, ("words", "until", "reach"), f"{FILE} {name}", ("words",))
        until = re.compile(body["until"]) if "until" in body else None
        scopes[name] = re.compile(body["words"]), until, body.get("reach", "")
    return scopes


def _row(metric: str, relation: str, paragraph: Paragraph, span: Sequence[int], subject: str, period: str) -> Row:
    text = paragraph.text[span[0] : span[1]]
    lines = paragraph.lines[span[0] : span[1]]
    value, unit = (None, "") if relation == "text" else _value(text)
    correction = next((line.correction for line in lines if line.correction), None)
    place = replace(paragraph.lines[span[0]].place_of(text), correction=correction)
    return {
        "section": paragraph.heading,
        "subject": subject,
        "metric": metric,
        "period": period,
        "value": value,
        "unit": unit,
        "relation": relation,
        "quote": paragraph.sentence(*span),
        **place.as_dict(),
    }


def _value(text: str) -> tuple[Any, str]:
    if text.endswith(("%", "‰")):
        figure = parse_rate(text)
        return figure and figure.value, text[-1]
    if text.endswith("万"):
        text += "元"
    if text.endswith("元"):
        figure = parse_amount(text)
        return figure and figure.value, re.sub(r"[-+\d.,]", "", text)
    if not re.search(r"\d", text):  # 持平 and 无 say zero in words
        return Decimal(0), ""
    figure = parse_number(text)
    return figure and figure.value, ""


def _subject(text: str | None) -> str:
    """A project as the sentence names it, without its number in the list."""
    return re.sub(r"^\(?\d+\)?[.、]?", "", text or "")
