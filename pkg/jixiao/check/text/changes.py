"""Wholes and parts that the text alone states: a whole is what its parts are, and grows by what they grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from jixiao.check.kinds import kind
from jixiao.check.printed import Rule, Verdict
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import Judged, at_one_step, equal, key, label, one, statement_text, subject
from jixiao.families import SOURCES
from jixiao.figures import compare_sum

#: So few parts of a whole stand beside each other.
_FEW = 3
#: Statements between a change and its parts, which stand behind it: its rate and its reason.
_BESIDE = 3
_TOGETHER = label("各项之和", "the sum of its parts")
_PARTS = label("各项增减之和", "the changes of its parts together")


@kind("text_change_sum", on="text", own_words=True, gap="amount")
def judge_change_sum(rule: Rule, statements: Statements) -> Judged:
    """A stated change of a whole is the sum of the changes of its parts on the same figure of last year.

    Each list of words is the measure of a whole and those of its parts; the parts of a part stand for it where it has
    none of its own. A part of which no change is stated may hold the difference: then it is a question, but nothing is
    asked where parts of parts alone are stated, and not beside the whole.
    """
    parts_of = {whole: parts for whole, *parts in rule.words.values()}
    for whole, parts in parts_of.items():
        for statement in _changes(statements, whole):
            found = {part: _of_part(statements, part, statement, parts_of) for part in parts}
            others = [other for listed, _ in found.values() for other in listed]
            if statement.value.figure is None or len(others) < 2:
                continue
            first, *rest = at_one_step([other.value for other in (statement, *others)])
            result = compare_sum(first, [(figure, 1) for figure in rest])
            verdict = equal(statement, result, _PARTS, tuple(other.value for other in others))
            if verdict.state != "broken" or all(whole for _, whole in found.values()):
                yield key(statement), verdict
            elif any(other.metric in parts or _is_beside(other, statement) for other in others):
                yield key(statement), _asked(statement, verdict)


@kind("text_parts", on="text", own_words=True, gap="amount")
def judge_parts(rule: Rule, statements: Statements) -> Judged:
    """A stated figure is the sum of its stated parts; what tables print of all of them is compared there.

    Each list of words is the measure of a whole and those of its parts. Where one is not stated, the others are not
    above the whole.
    """
    for (whole, *parts), family in product(rule.words.values(), SOURCES):
        total = one(statements, whole, family)
        stated = [part for metric in parts if (part := one(statements, metric, family))]
        if total is None or len(stated) < 2 or all(_in_tables(statements, other) for other in (total, *stated)):
            continue
        first, *rest = at_one_step([other.value for other in (total, *stated)])
        # Of many parts one may be of another: 项目支出 …，其中：经营支出 ….
        some = combinations(rest, len(rest) - 1) if len(parts) > _FEW else ()
        ways = [compare_sum(first, [(figure, 1) for figure in figures]) for figures in (rest, *some)]
        if len(stated) == len(parts) or all(way.agreement == "broken" and way.gap < 0 for way in ways):
            result = next((way for way in ways if way.agreement != "broken"), ways[0])
            yield f"{whole}|{family}", equal(total, result, _TOGETHER, tuple(other.value for other in stated))


def _is_beside(part: Statement, whole: Statement) -> bool:
    return 0 < part.order - whole.order <= _BESIDE


def _in_tables(statements: Statements, statement: Statement) -> bool:
    phase = statement.phase or "final"
    return statements.printed(statement.metric, statement.subject, phase, statement.family) is not None


def _of_part(
    statements: Statements, part: str, whole: Statement, parts_of: Mapping[str, Sequence[str]]
) -> tuple[list[Statement], bool]:
    """The change of a part, or those of its own parts; and whether that is all of it."""
    if own := _same(statements, part, whole):
        return [own], True
    below = [_same(statements, other, whole) for other in parts_of.get(part, ())]
    return [other for other in below if other], bool(below) and all(below)


def _changes(statements: Statements, metric: str) -> list[Statement]:
    """Changes of this year that the text states of a measure as a whole: one for each base and family."""
    listed = [
        s
        for s in statements.made
        if (s.metric, s.subject, s.relation, s.period) == (metric, "", "change", statements.year)
        and s.value.figure
        and not s.ambiguous
    ]
    alone = {(s.base, s.family): s for s in reversed(listed)}
    sizes = {(s.base, s.family, s.value.figure.value) for s in listed if s.value.figure}
    return [s for place, s in alone.items() if sum(size[:2] == place for size in sizes) == 1]


def _same(statements: Statements, metric: str, whole: Statement) -> Statement | None:
    """The change of a measure on the same figure as that of the whole."""
    return next((s for s in _changes(statements, metric) if (s.base, s.family) == (whole.base, whole.family)), None)


def _asked(statement: Statement, verdict: Verdict) -> Verdict:
    zh = "所列各项增减之和与此不符，有的项没有写明增减"
    en = "what is stated of its parts makes another change, and not every part is stated"
    return Verdict("ambiguous", subject(statement), statement_text(statement, zh, en), verdict.values)
