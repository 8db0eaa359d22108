"""Numeric statements of the running text, as records with their sentence and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.errors import RuleError
from jixiao.figures import parse_amount, parse_number, parse_rate
from jixiao.grids import Document, Place
from jixiao.recognise.text import Paragraph, paragraphs
from jixiao.rules import load_yaml, only

Row = dict[str, Any]

_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SHAPES = {"amount": rf"{_NUMBER}(?:万元|亿元|元)", "rate": rf"{_NUMBER}[%‰]", "count": _NUMBER}
_KEYS = ("metric", "relation", "patterns", "periods", "under")


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """How one statement is worded."""

    metric: str
    relation: str
    patterns: tuple[re.Pattern[str], ...]
    periods: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


@cache
def claim_rules() -> tuple[ClaimRule, ...]:
    """All statements this package looks for. Raises RuleError for a fault in ``rules/claims.yaml``."""
    rules = []
    for body in load_yaml("claims.yaml"):
        where = f"claims.yaml {body.get('metric')}"
        body = only(body, _KEYS, where, ("metric", "relation", "patterns"))
        patterns = tuple(_compiled(pattern, where) for pattern in body["patterns"])
        periods, under = tuple(body.get("periods", ())), tuple(body.get("under", ()))
        rules.append(ClaimRule(body["metric"], body["relation"], patterns, periods, under))
    return tuple(rules)


def claim_rows(document: Document, fiscal_year: int) -> list[Row]:
    """Rows of table ``claims``, without the common columns, in reading order."""
    rows: list[Row] = []
    seen: Counter[str] = Counter()
    for paragraph in paragraphs(document):
        for rule in claim_rules():
            for row in _stated(rule, paragraph, fiscal_year):
                seen[rule.metric] += 1
                rows.append({"claim_id": f"{rule.metric}-{seen[rule.metric]}", **row})
    return rows


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


def _stated(rule: ClaimRule, paragraph: Paragraph, fiscal_year: int) -> Iterator[Row]:
    for pattern in rule.patterns:
        for match in pattern.finditer(paragraph.text):
            above = f"{paragraph.heading} {paragraph.text[: match.end()]}"
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
            subject = _subject(groups.get("subject"))
            for span, period in zip(spans, periods, strict=True):
                yield _row(rule, paragraph, span, subject, period.format(year=fiscal_year))


def _row(rule: ClaimRule, paragraph: Paragraph, span: Sequence[int], subject: str, period: str) -> Row:
    text = paragraph.text[span[0] : span[1]]
    line = paragraph.lines[span[0]]
    value, unit = _value(text)
    place = Place(line.page, line.box, text)
    return {
        "section": paragraph.heading,
        "subject": subject,
        "metric": rule.metric,
        "period": period,
        "value": value,
        "unit": unit,
        "relation": rule.relation,
        "quote": paragraph.sentence(*span),
        **place.as_dict(),
    }


def _value(text: str) -> tuple[Any, str]:
    if text.endswith(("%", "‰")):
        figure = parse_rate(text)
        return figure and figure.value, text[-1]
    if text.endswith("元"):
        figure = parse_amount(text)
        return figure and figure.value, re.sub(r"[-+\d.,]", "", text)
    figure = parse_number(text)
    return figure and figure.value, ""


def _subject(text: str | None) -> str:
    """A project as the sentence names it, without its number in the list."""
    return re.sub(r"^\(?\d+\)?[.、]?", "", text or "")
