"""The years that sentences name: of what they state, and of what they compare it with."""

from __future__ import annotations

import re
from collections.abc import Collection

from jixiao.check.kinds import kind
from jixiao.check.printed import Rule, Verdict
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import CANNOT_BOTH, Judged, key, statement_text, subject
from jixiao.families import BUDGET
from jixiao.rules import Text

_COMPARED = ("change", "growth", "order")
#: The year that a sentence begins with: 2022年国内公务接待….
_OPENING = re.compile(r"(?:[(]?[\d一二三四五六七八九十]{1,3}[)、.])*(20\d\d)年")
#: What speaks of another year on purpose.
_BESIDE = re.compile("上年|去年|同期|比|较|结转")


@kind("text_year", on="text", own_words=True)
def judge_year(rule: Rule, statements: Statements) -> Judged:
    """A figure is stated for the year of the document, and compared with the year before.

    ``words`` lists measures that accounts state in their text alone: a sentence that begins with another year states those
    for it, where no other sentence states them for the year of the accounts.
    """
    for statement in statements.made:
        yield from _of_a_table(statement, statements)
        changed = statement.relation == "growth" and (*statement.about, statement.base, statement.quote)
        if changed not in statements.changes:  # the rate beside a change says no more
            yield from _compared(statement, statements)
    yield from _opened(statements, {metric for listed in rule.words.values() for metric in listed})


def _of_a_table(statement: Statement, statements: Statements) -> Judged:
    """A figure of this year's tables is not stated as that of another year."""
    if statement.relation != "level" or statement.period in ("", statements.year) or not statement.value.figure:
        return
    others = statements.counterparts(statement.metric, statement.subject, statement.phase, statement.family)
    printed = [other for other in others if other.figure and other.figure.value]
    same = [other for other in printed if other.figure and other.figure.value == statement.value.figure.value]
    zh = f"{subject(statement)}：文字写作 {statement.period} 年的 {statement.value.printed}，"
    en = f"{statement.value.label.en}: stated for {statement.period} as {statement.value.printed}, "
    for other in same:
        zh_same = f"{zh}与 {statements.year} 年度{other.label.zh}的数值相同。{CANNOT_BOTH.zh}"
        en_same = f"{en}the figure of {statements.year} in {other.label.en}. {CANNOT_BOTH.en}"
        yield (
            key(statement),
            Verdict("broken", subject(statement), Text(zh_same, en_same), (statement.value, other)),
        )
    if printed and not same:
        text = Text(
            f"{zh}不是 {statements.year} 年度表中的数值。",
            f"{en}not the figure of {statements.year} in the tables.",
        )
        yield key(statement), Verdict("holds", subject(statement), text, (statement.value, *printed))


def _compared(statement: Statement, statements: Statements) -> Judged:
    """What is final is compared with another year, the one before as a rule; a planned figure too."""
    year, own = statement.base_year, statements.year
    usual = BUDGET if statement.family == BUDGET else "final"
    if statement.relation not in _COMPARED or not (year and own) or statement.base_phase != usual:
        return
    if year == own:
        zh, en = (
            f"与本年度（{own} 年）的同一口径相比，年度写错",
            f"compared with the same figure of its own year, {own}",
        )
        yield (
            key(statement),
            Verdict("broken", subject(statement), statement_text(statement, zh, en), (statement.value,)),
        )
    elif int(year) != int(own) - 1:
        zh = f"与 {year} 年相比，不是上一年度，需要核实"
        en = f"compared with {year}, which is not the year before; to be looked into"
        text = statement_text(statement, zh, en)
        yield key(statement), Verdict("ambiguous", subject(statement), text, (statement.value,))


def _opened(statements: Statements, metrics: Collection[str]) -> Judged:
    """Sentences of accounts that begin with another year, of measures that no other sentence states: one outcome for each."""
    by_sentence: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements.made:
        counted = statement.metric in metrics and statement.relation in ("level", "count")
        if counted and statement.family != BUDGET and statement.value.figure:
            by_sentence.setdefault((statement.metric, statement.quote), []).append(statement)
    told: set[str] = set()
    for (metric, quote), listed in by_sentence.items():
        year = _OPENING.match(quote)
        alone = sum(other == metric for other, _ in by_sentence) == 1
        if not year or not alone or year[1] == statements.year or quote in told:
            continue
        if statements.year in quote or _BESIDE.search(quote):
            continue
        told.add(quote)
        first = listed[0]
        zh = f"句首写作 {year[1]} 年，全文没有 {statements.year} 年的这一数"
        en = f"its sentence begins with {year[1]}; the text has no such figure of {statements.year}"
        yield f"{key(first)}|opened", Verdict("broken", subject(first), statement_text(first, zh, en), (first.value,))
