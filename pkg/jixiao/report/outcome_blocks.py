"""Findings in a report: one block for each kind, with what it is, why it matters and a table of its cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jixiao import grades
from jixiao.report import judged
from jixiao.report.cases import case_table, size_of
from jixiao.report.markup import Piece, escape, heading, join, paragraph, tag
from jixiao.report.phrases import check_language, known, label, plain, say
from jixiao.report.topics import topic_of
from jixiao.rules import SEVERITIES
from jixiao.store import Disclosure

#: The block of findings in the last printed place, whatever they are about.
LAST_DIGITS = "last_digits"
#: Sizes of differences in the order in which they are told; "" for a finding that has none.
_WEIGHTS = ("large", "", "small", "last_digit")


@dataclass(frozen=True, slots=True)
class OutcomeBlock:
    """Findings of one kind: its key and name, why they matter, its cases."""

    key: str
    name: str
    why: str
    rows: Sequence[pd.Series[Any]]

    @property
    def severity(self) -> str:
        """The gravest of its cases."""
        return min((plain(row["severity"]) for row in self.rows), key=SEVERITIES.index)

    @property
    def largest(self) -> pd.Series[Any]:
        """Of its gravest cases the one with the largest difference."""
        return max((row for row in self.rows if row["severity"] == self.severity), key=size_of)

    @property
    def weight(self) -> int:
        """Whether a large difference is among its gravest cases, or one without a size, or small ones only."""
        sizes = {plain(row["materiality"]) for row in self.rows if row["severity"] == self.severity}
        return min(_WEIGHTS.index(size) for size in sizes)

    @property
    def anchor(self) -> str:
        """Where its heading stands."""
        return f"kind-{self.key}"


def blocks(outcomes: pd.DataFrame, lang: str) -> list[OutcomeBlock]:
    """Findings by kind, the gravest kind first; what differs in the last printed place only comes last."""
    check_language(lang)
    grouped: dict[str, list[pd.Series[Any]]] = {}
    for _, row in grades.findings(outcomes).iterrows():
        last = plain(row["materiality"]) == "last_digit"
        grouped.setdefault(LAST_DIGITS if last else topic_of(plain(row["rule"])).key, []).append(row)
    made = []
    for key, rows in grouped.items():
        topic = topic_of(plain(rows[0]["rule"]))
        last = key == LAST_DIGITS
        name = label(LAST_DIGITS, lang) if last else topic.name[lang]
        why = say("lead", LAST_DIGITS, lang) if last else topic.why[lang]
        block = OutcomeBlock(key, name, why, rows)
        made.append((last, SEVERITIES.index(block.severity), block.weight, topic.place, block))
    return [block for *_, block in sorted(made, key=lambda item: item[:4])]


def findings(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> Piece:
    """Findings by kind, each with what is published, the gap, its pages and, on request, the source page."""
    made = blocks(outcomes, lang)
    if not made:
        return Piece()
    lead = paragraph(say("lead", "findings", lang), "lead")
    shown = join((_shown(d, block, outcomes, lang) for block in made), "\n\n")
    asked = f'data-words="{label("filter_findings", lang)}" data-severity="{label("by_severity", lang)}"'
    return join([lead, Piece(f'<div class="findings" {asked}>{shown.html}</div>', shown.text)], "\n\n")


def set_aside(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> Piece:
    """Findings that people judged to be none, with their notes; then verdicts on what is no finding."""
    rows = [row for _, row in grades.set_aside(outcomes).iterrows()]
    lead = paragraph(say("lead", "set_aside", lang), "lead") if rows else Piece()
    listed = case_table(d, rows, outcomes, lang, say("headings", "set_aside", lang)) if rows else Piece()
    return join([lead, listed, judged.other_reviews(outcomes, lang)], "\n\n")


def _shown(d: Disclosure, block: OutcomeBlock, outcomes: pd.DataFrame, lang: str) -> Piece:
    mark = tag("span", known("severities", block.severity, lang), class_=f"severity {block.severity}")
    title = join([mark, tag("span", say("labels", "kind_count", lang, name=block.name, n=len(block.rows)))], " ")
    head = heading(title, block.anchor, 3)
    parts = [head, paragraph(block.why, "why"), case_table(d, block.rows, outcomes, lang, block.name)]
    inner = join(parts)
    return Piece(f'<section class="kind" aria-labelledby="{escape(block.anchor)}">{inner.html}</section>', inner.text)
