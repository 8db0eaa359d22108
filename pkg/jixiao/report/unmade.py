"""Checks that found nothing: those that could not be decided, grouped by reason, and those that held."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from jixiao import grades
from jixiao.report.markup import Cell, Piece, ReportColumn, ReportTable, bullets, details, join, paragraph, table, tag
from jixiao.report.phrases import DASH, check_language, known, label, plain, say
from jixiao.report.rulebook import rule_name

#: The most frequent reasons why something could not be checked are shown, the others on request.
_REASONS_SHOWN = 5


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
        ReportColumn(label("reason", lang), "long"),
        ReportColumn(label("state", lang)),
        ReportColumn(label("rule", lang)),
        ReportColumn(label("checks", lang), "number"),
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
    rest = ReportTable(columns, body[_REASONS_SHOWN:])
    others = details(say("labels", "other_reasons", lang, n=len(rest.rows)), table(rest))
    return table(ReportTable(columns, body[:_REASONS_SHOWN], caption)) + others


def _split(message: str, lang: str) -> tuple[str, str]:
    """What a message speaks of, and what it says: the parts before and after its first colon."""
    head, colon, reason = message.partition("：" if lang == "zh" else ": ")
    return (head, reason) if colon and reason else ("", message)


def held(outcomes: pd.DataFrame, lang: str) -> Piece:
    """How often each rule held, exactly and within rounding."""
    names = ("held_exactly", "held_rounding")
    columns = [ReportColumn(label("rule", lang)), *(ReportColumn(label(key, lang), "number") for key in names)]
    kept = outcomes[outcomes["state"].isin(grades.HELD)]
    counted = Counter(zip(kept["rule"], kept["state"], strict=True))
    rows: list[list[Cell]] = []
    for rule in sorted({rule for rule, _ in counted}):
        numbers = [counted[rule, state] for state in grades.HELD]
        rows.append([rule_name(rule, lang), *(str(n) if n else DASH for n in numbers)])
    sums = [sum(n for (_, of), n in counted.items() if of == state) for state in grades.HELD]
    foot: list[Cell] = [label("total", lang), *(str(n) for n in sums)]
    shown = table(ReportTable(columns, rows, say("captions", "held", lang), foot))
    return details(say("labels", "held_rules", lang, n=sum(sums), rules=len(rows)), shown)
