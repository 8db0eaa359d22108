"""The first question of a reader: may these figures be relied on, and why. Answered from counts, part by part.

That published figures agree with each other is what can be checked; whether they are true is not, and is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from jixiao.errors import RuleError
from jixiao.families import BUDGET
from jixiao.report import grades, scope, supported
from jixiao.report.markup import Piece, escape, join, paragraph, tag
from jixiao.report.outcome_blocks import anchor_of
from jixiao.report.phrases import check_language, has_text, interval, is_missing, marks, say, severities
from jixiao.report.rulebook import rule_name
from jixiao.rules import load_yaml, only
from jixiao.store import Disclosure

_FILE = "trust.yaml"
_LIMITS = ("least_checks", "most_unread", "most_moderate")
#: What becomes of the printed numbers of a source.
_ENDINGS = ("printed", "recorded", "text", "unread", "lost")
#: Severities that bear on the answer: what is minor is read in its place.
GRAVE = ("error", "warning")
Answer = Literal["agree", "minor", "mostly", "care", "unknown"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Parts of a disclosure with the letters of their rules, and where the answer changes."""

    parts: Mapping[str, tuple[str, ...]]
    least_checks: Decimal
    most_unread: Decimal
    most_moderate: Decimal


@cache
def limits(path: Path | None = None) -> Limits:
    """What ``rules/trust.yaml`` says; RuleError for any fault in it."""
    keys = ("parts", *_LIMITS)
    data = only(load_yaml(path or _FILE), keys, _FILE, keys)
    parts = {name: tuple(letters) for name, letters in data["parts"].items()}
    return Limits(parts, *(_number(data[key], f"{_FILE} {key}") for key in _LIMITS))


def trust(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> Piece:
    """The answer in one sentence, and below it what it rests on: tables, text, forms, what is open, the score."""
    check_language(lang)
    n = grades.counts(outcomes)
    given = answer(d, outcomes)
    parts = outcomes["rule"].map(part_of)
    told = [_numbers(d, lang)]
    told += [_part(name, outcomes[parts == name], lang) for name in limits().parts if name not in _silent(d)]
    told += [*_open(d, n, lang), *_score(d, scores, lang), tag("span", say("trust", "limit", lang))]
    items = join((tag("li", line) for line in told if line), "")
    why = Piece(f"<ul>{items.html}</ul>", "\n".join(f"- {line.text}" for line in told if line))
    grave = severities(n, lang, GRAVE)
    head = paragraph(say("trust", given, lang, kinds=grave, n=n["broken"]), "answer")
    question = paragraph(say("trust", "question", lang), "note")
    inner = join([question, head, why])
    return Piece(f'<div class="trust">{inner.html}</div>', inner.text)


def answer(d: Disclosure, outcomes: pd.DataFrame) -> Answer:
    """How far published figures agree: by findings that are major or moderate, of the checks that could be made."""
    n, where = grades.counts(outcomes), limits()
    made = n["held"] + n["broken"] + n["following"] + n["aside"]
    if made < where.least_checks or _unread(d) > where.most_unread:
        return "unknown"
    if n["error"] or n["warning"] > where.most_moderate * made:
        return "care"
    return "mostly" if n["warning"] else "minor" if n["broken"] else "agree"


@cache
def part_of(rule: str) -> str:
    """Part of a disclosure that a rule speaks of, by the letters of its id; empty for rules about reading itself."""
    found = re.match(r"[A-Z]+", rule)
    return next((name for name, letters in limits().parts.items() if found and found.group() in letters), "")


def _number(text: Any, where: str) -> Decimal:
    try:
        return Decimal(text if isinstance(text, str) else "none")
    except InvalidOperation as error:
        raise RuleError(f"not a quoted number: {text!r}", where=where) from error


def _part(name: str, rows: pd.DataFrame, lang: str) -> Piece:
    """How many checks of one part held; where some did not, a link to the gravest, and what there is most of."""
    n = grades.counts(rows)
    made = n["held"] + n["broken"] + n["following"] + n["aside"]
    if not made:
        key = f"{name}_none"
        return tag("span", say("trust", key, lang)) if has_text("trust", key) else Piece()
    head = say("trust", name, lang)
    if not n["broken"]:
        key = "all_hold" if made == n["held"] else "rest_hold"
        return tag("span", say("trust", key, lang, part=head, n=made, held=n["held"]))
    found = grades.findings(rows)
    link = _link(say("trust", "some", lang, n=n["broken"]), anchor_of(found.iloc[0]))
    of = tag("span", say("trust", "of", lang, part=head, n=made))
    rule, most = found["rule"].value_counts(sort=True).index[0], int(found["rule"].value_counts().iloc[0])
    mainly = say("trust", "mainly", lang, rule=rule_name(rule, lang), n=most) if most > 1 else ""
    return join([join([of, link], " "), tag("span", mainly or say("trust", "stop", lang))], "")


def _silent(d: Disclosure) -> tuple[str, ...]:
    """Parts that a disclosure of this family does not have, and of which nothing is said."""
    if scope.family(d) == BUDGET:
        return ("accounts", "forms")
    return () if BUDGET in set(d.documents["family"].dropna()) else (BUDGET,)


def _numbers(d: Disclosure, lang: str) -> Piece:
    """Where the printed numbers of the sources ended; nothing for records of before these were counted."""
    sums = {name: d.documents[f"{name}_numbers"].sum(min_count=1) for name in _ENDINGS}
    if any(is_missing(value) for value in sums.values()) or not sums["printed"]:
        return Piece()
    return tag("span", say("trust", "numbers", lang, **{name: f"{int(value):,}" for name, value in sums.items()}))


def _open(d: Disclosure, n: Mapping[str, int], lang: str) -> list[Piece]:
    unread, pages = int(d.documents["pages_unread"].fillna(0).sum()), int(d.documents["pages"].fillna(0).sum())
    told = [tag("span", say("trust", "unread", lang, n=unread, pages=pages))] if unread else []
    if n["open"]:
        told.append(_link(say("trust", "open", lang, n=n["open"]), "unchecked"))
    return told


def _score(d: Disclosure, scores: pd.DataFrame, lang: str) -> list[Piece]:
    """The printed score beside the one that published figures support; nothing where none is printed."""
    sums = supported.marks_of(d, scores)
    if sums is None or sums.printed is None or not supported.is_scored(scores):
        return []
    where = "above" if sums.printed > sums.high else "below" if sums.printed < sums.low else "within"
    ends = {"printed": marks(sums.printed, lang), "range": interval(sums.low, sums.high, lang)}
    linked = _link(say("trust", f"score_{where}", lang, **ends), "scorecard")
    parts = {"points": marks(sums.computed, lang), "weight": marks(sums.weight, lang)}
    return [join([linked, tag("span", say("trust", "score_computed", lang, **parts))], "" if lang == "zh" else " ")]


def _unread(d: Disclosure) -> float:
    pages, unread = d.documents["pages"].sum(), d.documents["pages_unread"].fillna(0).sum()
    return 0.0 if is_missing(pages) or not pages else float(unread / pages)


def _link(text: str, anchor: str) -> Piece:
    return Piece(f'<a href="#{escape(anchor)}">{escape(text)}</a>', text)
