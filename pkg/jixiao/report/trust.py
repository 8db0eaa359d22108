"""The first question of a reader: may these figures be relied on, and why. Answered in words, part by part.

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

from jixiao import grades
from jixiao.display import one_line
from jixiao.errors import RuleError
from jixiao.families import BUDGET
from jixiao.report import scope, supported, where
from jixiao.report.cases import line, size_of
from jixiao.report.markup import Piece, escape, join, paragraph, tag
from jixiao.report.outcome_blocks import OutcomeBlock, blocks
from jixiao.report.phrases import (
    check_language,
    has_text,
    inside,
    interval,
    is_missing,
    known,
    marks,
    plain,
    say,
    shorten,
)
from jixiao.rules import load_yaml, only
from jixiao.store import Disclosure

_FILE = "trust.yaml"
_LIMITS = ("least_checks", "most_unread", "most_moderate")
#: What becomes of the printed numbers of a source.
_ENDINGS = ("printed", "recorded", "text", "unread", "lost")
#: Kinds of findings on the first screen, and those that the sentence about a part names.
_TOP, _NAMED = 5, 2
#: Columns of the line of one finding there.
_LINE = 240
Answer = Literal["agree", "minor", "mostly", "partly", "care", "unknown"]


@dataclass(frozen=True, slots=True)
class TrustLimits:
    """Parts of a disclosure with the letters of their rules, and where the answer changes."""

    parts: Mapping[str, tuple[str, ...]]
    least_checks: Decimal
    most_unread: Decimal
    most_moderate: Decimal


@cache
def limits(path: Path | None = None) -> TrustLimits:
    """What ``rules/trust.yaml`` says; RuleError for any fault in it."""
    keys = ("parts", *_LIMITS)
    data = only(load_yaml(path or _FILE), keys, _FILE, keys)
    parts = {name: tuple(letters) for name, letters in data["parts"].items()}
    return TrustLimits(parts, *(_number(data[key], f"{_FILE} {key}") for key in _LIMITS))


def trust(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> Piece:
    """The answer, in words and by topic; below it the findings that matter most, each in one line."""
    check_language(lang)
    given = say("trust", answer(d, outcomes), lang)
    head = tag("p", join([tag("strong", given), tag("span", verdict(d, outcomes, lang))], " "), class_="answer")
    question = paragraph(say("trust", "question", lang), "note")
    inner = join([question, head, largest(d, outcomes, lang)])
    return Piece(f'<div class="trust">{inner.html}</div>', inner.text)


def verdict(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> str:
    """One sentence: for each part of the disclosure, that all agrees, or what does not."""
    parts = outcomes["rule"].map(part_of)
    told = [_words(name, outcomes[parts == name], lang) for name in limits().parts if name not in _silent(d)]
    said = say("trust", "part_join", lang).join(text for text in told if text)
    return f"{said}{say('trust', 'stop', lang)}" if said else ""


def largest(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> Piece:
    """The kinds of findings that matter most, each in one line with its page, leading to its table."""
    made = blocks(outcomes, lang)
    items = [_one_line(d, block, lang) for block in made[:_TOP]]
    if not items:
        return Piece()
    listed = join((tag("li", item) for item in items), "")
    more = paragraph(say("trust", "more", lang, n=len(made) - _TOP), "note") if len(made) > _TOP else Piece()
    text = "\n".join(f"- {item.text}" for item in items)
    return join([Piece(f'<ol class="largest">{listed.html}</ol>', text), more])


def rests_on(d: Disclosure, outcomes: pd.DataFrame, scores: pd.DataFrame, lang: str) -> Piece:
    """What was checked and read, what has no answer, whether the printed score is supported, and what the source is."""
    n = grades.counts(outcomes)
    parts = outcomes["rule"].map(part_of)
    told = [_numbers(d, lang), *_unread_pages(d, lang), *_announced(d, lang)]
    told += [_part(d, name, outcomes[parts == name], lang) for name in limits().parts]
    told += [_link(say("trust", "open", lang, n=n["open"]), "unchecked")] if n["open"] else []
    told += [*_score(d, scores, lang), *_origins(d, lang), tag("span", say("trust", "limit", lang))]
    shown = [item for item in told if item]
    items = join((tag("li", item) for item in shown), "")
    return Piece(f'<ul class="rests">{items.html}</ul>', "\n".join(f"- {item.text}" for item in shown))


def answer(d: Disclosure, outcomes: pd.DataFrame) -> Answer:
    """How far published figures agree: by findings that are major or moderate, of the checks that could be made."""
    n, where = grades.counts(outcomes), limits()
    made = grades.made(n)
    if made < where.least_checks or _unread(d) > where.most_unread:
        return "unknown"
    if n["error"] or n["warning"] > where.most_moderate * made:
        return "care"
    if (outcomes["gap"].notna() & (outcomes["state"] == "insufficient_data")).any():
        return "partly"  # figures that do not agree, on what was not read whole or does not foot as it was read
    return "mostly" if n["warning"] else "minor" if n["broken"] else "agree"


@cache
def part_of(rule: str) -> str:
    """Part of a disclosure that a rule speaks of, by its id or the letters of it; empty for rules about reading itself."""
    found = re.match(r"[A-Z]+", rule)
    own = {rule, found.group() if found else ""}
    return next((name for name, ids in limits().parts.items() if own.intersection(ids)), "")


def _number(text: Any, where: str) -> Decimal:
    try:
        return Decimal(text if isinstance(text, str) else "none")
    except InvalidOperation as error:
        raise RuleError(f"not a quoted number: {text!r}", where=where) from error


def _words(name: str, rows: pd.DataFrame, lang: str) -> str:
    """How the checks of one part came out, in words."""
    n = grades.counts(rows)
    if not grades.made(n):
        return say("trust", f"{name}_none", lang) if has_text("trust", f"{name}_none") else ""
    part = say("trust", name, lang)
    if not n["broken"]:
        return say("trust", "all_agree" if grades.made(n) == n["held"] else "rest_agree", lang, part=part)
    names = [say("trust", "name", lang, name=inside(block.name, lang)) for block in blocks(rows, lang)]
    listed = say("trust", "name_join", lang).join(names[:_NAMED])
    if len(names) > _NAMED:
        listed = say("trust", "others", lang, names=listed, n=len(names))
    return say("trust", "one" if n["broken"] == 1 else "several", lang, part=part, n=n["broken"], names=listed)


def _one_line(d: Disclosure, block: OutcomeBlock, lang: str) -> Piece:
    """A kind of finding: its name with a link, its largest case, the pages of that case."""
    case, many = block.largest, len(block.rows)
    said = line(case, lang)
    if many > 1:
        said = say("trust", "first" if size_of(case) < 0 else "most", lang, n=many, line=said)
    named = f"{block.name}{'：' if lang == 'zh' else ':'}"
    name = Piece(f'<a href="#{escape(block.anchor)}">{escape(named)}</a>', named)
    said = shorten(said, _LINE)
    parts = [tag("strong", name), tag("span", said)]
    if pages := where.pages_in_words(d, case["places"], lang):
        parts.append(tag("span", pages, class_="at"))
    return join(parts, " ")


def _part(d: Disclosure, name: str, rows: pd.DataFrame, lang: str) -> Piece:
    """How many checks of one part were made, and how many of them came out as consistent; forms of a budget set targets."""
    n = grades.counts(rows)
    if not grades.made(n):
        return Piece()
    part = say("trust", "targets" if name == "forms" and scope.is_budget(d) else name, lang)
    told = say("trust", "checked", lang, part=part, n=f"{grades.made(n):,}", held=f"{n['held']:,}")
    return tag("span", told)


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


def _announced(d: Disclosure, lang: str) -> list[Piece]:
    """Tables that the sources announce and do not hold."""
    titles = d.tables["tables"].loc[d.tables["tables"]["status"].eq("announced").fillna(False), "title"].fillna("")
    names = say("trust", "announced_join", lang).join(one_line(title) for title in titles)
    return [tag("span", say("trust", "announced", lang, n=len(titles), names=names))] if len(titles) else []


def _unread_pages(d: Disclosure, lang: str) -> list[Piece]:
    unread, pages = int(d.documents["pages_unread"].fillna(0).sum()), int(d.documents["pages"].fillna(0).sum())
    return [tag("span", say("trust", "unread", lang, n=unread, pages=pages))] if unread else []


def _origins(d: Disclosure, lang: str) -> list[Piece]:
    """Where the original of each source is, or what the manifest says of it."""
    told = []
    for source, origin in zip(d.documents["source_id"], d.documents["origin"], strict=True):
        if address := where.address(d, source):
            link = Piece(f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>', address)
            told.append(join([tag("span", say("trust", "origin_address", lang)), link], " "))
        elif words := known("origins", plain(origin), lang):
            told.append(tag("span", say("trust", "origin_words", lang, origin=words)))
        else:
            told.append(tag("span", say("trust", "origin_none", lang)))
    return list({piece.text: piece for piece in told}.values())


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
