"""The ledger in a report: what cannot both hold, what could not be checked, what held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from jixiao.corrections import counted
from jixiao.report import grades, judged
from jixiao.report.marked_strips import slot
from jixiao.report.markup import (
    Cell,
    Column,
    Piece,
    Table,
    bullets,
    definitions,
    details,
    escape,
    join,
    paragraph,
    table,
    tag,
)
from jixiao.report.phrases import (
    DASH,
    check_language,
    exact,
    exact_points,
    exact_rate,
    is_missing,
    known,
    label,
    plain,
    say,
)
from jixiao.report.rulebook import rule_basis, rule_name
from jixiao.store import Disclosure

#: The most frequent reasons why something could not be checked are shown, the others on request.
_REASONS_SHOWN = 10
#: A finding with more places than this shows them on request.
_PLACES_SHOWN = 6


def findings(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> Piece:
    """Findings from grave to slight, each with both values, the gap and its places in the sources."""
    rows = grades.findings(outcomes)
    if rows.empty:
        return Piece()
    lead = paragraph(say("lead", "findings", lang), "lead")
    listed = join((finding(d, row, lang) for _, row in rows.iterrows()), "\n\n")
    asked = f'data-words="{label("filter_findings", lang)}" data-severity="{label("by_severity", lang)}"'
    return join([lead, Piece(f'<div class="findings" {asked}>{listed.html}</div>', listed.text)], "\n\n")


def set_aside(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> Piece:
    """Findings that people judged to be none, with their notes; then verdicts on what is no finding."""
    rows = grades.set_aside(outcomes)
    lead = paragraph(say("lead", "set_aside", lang), "lead") if len(rows) else Piece()
    shown = [lead, *(finding(d, row, lang) for _, row in rows.iterrows()), judged.other_reviews(outcomes, lang)]
    return join(shown, "\n\n")


def finding(d: Disclosure, outcome: pd.Series[Any], lang: str) -> Piece:
    """One finding; its anchor is finding-<outcome_id>."""
    check_language(lang)
    anchor = anchor_of(outcome)
    severity = plain(outcome["severity"])
    mark = tag("span", known("severities", severity, lang), class_=f"severity {severity}")
    sentence = tag("h3", join([mark, tag("span", plain(outcome[f"message_{lang}"], lang))], " "))
    written = written_like(outcome)
    apart = exact_points if written is exact_rate else _distance
    numbers: list[tuple[str, Cell]] = [
        (label(key, lang), write(outcome[key], lang))
        for key, write in (("stated", written), ("computed", written), ("gap", apart), ("slack", apart))
        if not is_missing(outcome[key])
    ]
    link = Piece(f'<a href="#{escape(anchor)}">{escape(anchor)}</a>', anchor)
    subject = _subject(outcome, lang)
    named = f"{label('rule', lang)} {rule_name(outcome['rule'], lang)}"
    basis = rule_basis(outcome["rule"], lang)
    rule = tag("p", join([*(tag("span", text) for text in (named, basis) if text), link], " · "), class_="rule")
    values = definitions(numbers, "values")
    body = join(
        [
            sentence,
            judged.review(outcome, lang),
            subject,
            values,
            slot(anchor),
            places(d, outcome["places"], lang),
            rule,
        ]
    )
    return Piece(f'<article class="finding" id="{escape(anchor)}">{body.html}</article>', body.text)


def anchor_of(outcome: pd.Series[Any]) -> str:
    """The anchor by which a finding is cited."""
    return f"finding-{plain(outcome['outcome_id'])}"


def _distance(value: Any, lang: str) -> str:
    """How far two amounts are apart: which is the greater stands beside it."""
    return exact(abs(float(value)), lang)


def _subject(outcome: pd.Series[Any], lang: str) -> Piece:
    """What the rule was applied to, as the source calls it, unless its sentence says so."""
    subject = plain(outcome["subject"])
    is_said = subject in plain(outcome[f"message_{lang}"])
    return Piece() if is_said else paragraph(subject, "subject", "" if lang == "zh" else "zh-Hans")


def places(d: Disclosure, listed: Sequence[Mapping[str, Any]], lang: str) -> Piece:
    """Where the figures of an outcome are printed."""
    columns = [Column(label(key, lang)) for key in ("what", "printed_text", "place")]
    rows: list[list[Cell]] = [
        [_what(place, lang), judged.printed(place, lang), _place(d, place, lang)] for place in listed
    ]
    shown = table(Table(columns, rows))
    return details(say("labels", "places", lang, n=len(rows)), shown) if len(rows) > _PLACES_SHOWN else shown


def _what(place: Mapping[str, Any], lang: str) -> str:
    """What a printed value is; as the source calls it where there is no word for it in the language."""
    return plain(place.get(f"what_{lang}")) or plain(place.get("what"))


def _place(d: Disclosure, place: Mapping[str, Any], lang: str) -> Cell:
    """Page and cell of a place: by them a person can correct it."""
    name, cell = place_name(d, place, lang), plain(place.get("cell"))
    return join([tag("span", name), tag("span", cell, class_="aside name")], " ") if cell else name


def place_name(d: Disclosure, place: Mapping[str, Any], lang: str) -> str:
    """Page or line of a place, with the source where there is more than one."""
    if is_missing(place.get("page")):
        return label("missing", lang)
    source = plain(place.get("source_id"))
    known_sources = d.documents[d.documents["source_id"] == source]
    is_text = len(known_sources) > 0 and known_sources["format"].iloc[0] == "text"
    name = say("labels", "line" if is_text else "page", lang, n=int(place["page"]))
    return f"{name} · {source}" if len(d.documents) > 1 else name


def written_like(outcome: pd.Series[Any]) -> Callable[[Any, str], str]:
    """How the values of an outcome are written: as rates where its sentence or its first printed figure does."""
    first = next((plain(text) for place in outcome["places"] if (text := counted(place))), "")
    known_values = [outcome[key] for key in ("stated", "computed") if not is_missing(outcome[key])]
    said = any(f"{value * 100:,.2f}%" in plain(outcome["message_zh"]) for value in known_values)
    return exact_rate if said or first.endswith(("%", "％")) else exact


def unchecked(outcomes: pd.DataFrame, lang: str) -> Piece:
    """Checks that apply and could not be decided, and on request those that do not apply, grouped by reason."""
    check_language(lang)
    none = outcomes[outcomes["state"] == "not_applicable"]
    open_ = _by_reason(outcomes[outcomes["state"].isin(grades.OPEN)], lang, say("captions", "unchecked", lang))
    rest = details(say("labels", "not_applicable", lang, n=len(none)), _by_reason(none, lang))
    if not (open_ or rest):
        return Piece()
    lead = paragraph(say("lead", "unchecked", lang) if open_ else say("nothing", "unchecked", lang), "lead")
    return lead + open_ + rest


def _by_reason(rows: pd.DataFrame, lang: str, caption: str = "") -> Piece:
    """Reasons with their rules, how many checks each stopped, and of what; the most frequent first."""
    columns = [
        Column(label("reason", lang), "long"),
        Column(label("state", lang)),
        Column(label("rule", lang)),
        Column(label("checks", lang), "number"),
    ]
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for state, rule, message in zip(rows["state"], rows["rule"], rows[f"message_{lang}"], strict=True):
        head, reason = _split(plain(message, lang), lang)
        groups.setdefault((state, reason), []).append((head, plain(rule)))
    body: list[list[Cell]] = []
    for (state, reason), told in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        heads = bullets(dict.fromkeys(head for head, _ in told if head))
        shown = tag("p", reason) + details(label("subjects", lang), heads)
        names = dict.fromkeys(rule for _, rule in told)
        rules = join((tag("span", name, class_="name") for name in names), ", ")
        body.append([shown, known("states", state, lang), rules, str(len(told))])
    rest = Table(columns, body[_REASONS_SHOWN:])
    others = details(say("labels", "other_reasons", lang, n=len(rest.rows)), table(rest))
    return table(Table(columns, body[:_REASONS_SHOWN], caption)) + others


def _split(message: str, lang: str) -> tuple[str, str]:
    """What a message speaks of, and what it says: the parts before and after its first colon."""
    head, colon, reason = message.partition("：" if lang == "zh" else ": ")
    return (head, reason) if colon and reason else ("", message)


def held(outcomes: pd.DataFrame, lang: str) -> Piece:
    """How often each rule held, exactly and within rounding."""
    names = ("held_exactly", "held_rounding")
    columns = [Column(label("rule", lang)), *(Column(label(key, lang), "number") for key in names)]
    kept = outcomes[outcomes["state"].isin(grades.HELD)]
    counted = Counter(zip(kept["rule"], kept["state"], strict=True))
    rows = []
    for rule in sorted({rule for rule, _ in counted}):
        numbers = [counted[rule, state] for state in grades.HELD]
        rows.append([rule_name(rule, lang), *(str(n) if n else DASH for n in numbers)])
    sums = [str(sum(n for (_, of), n in counted.items() if of == state)) for state in grades.HELD]
    return table(Table(columns, rows, say("captions", "held", lang), [label("total", lang), *sums]))
