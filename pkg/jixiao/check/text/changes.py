"""Changes in the text beside each other: a whole grows by what its parts grow together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jixiao.check.kinds import kind
from jixiao.check.printed import Rule, Verdict
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import Judged, equal, key, label, statement_text, subject
from jixiao.figures import compare_sum, finest_step, with_step

_PARTS = label("各项增减之和", "the changes of its parts together")


@kind("text_change_sum", on="text", own_words=True, gap="amount")
def judge_change_sum(rule: Rule, statements: Statements) -> Judged:
    """A stated change of a whole is the sum of the changes of its parts on the same figure of last year.

    Each list of words is the measure of a whole and those of its parts; the parts of a part stand for it where it has
    none of its own. A part of which no change is stated may hold the difference: then it is a question.
    """
    parts_of = {whole: parts for whole, *parts in rule.words.values()}
    for whole, parts in parts_of.items():
        for statement in _changes(statements, whole):
            found = {part: _of_part(statements, part, statement, parts_of) for part in parts}
            others = [other for listed in found.values() for other in listed]
            if statement.value.figure is None or sum(map(bool, found.values())) < 2:
                continue
            figures = [other.value.figure for other in others if other.value.figure]
            step = finest_step(figures)
            whole_figure = with_step(statement.value.figure, step)
            result = compare_sum(whole_figure, [(with_step(figure, step), 1) for figure in figures])
            verdict = equal(statement, result, _PARTS, tuple(other.value for other in others))
            asked = verdict.state == "broken" and not all(found.values())
            yield key(statement), _asked(statement, verdict) if asked else verdict


def _of_part(
    statements: Statements, part: str, whole: Statement, parts_of: Mapping[str, Sequence[str]]
) -> list[Statement]:
    """The change of a part, or those of all its own parts; nothing where they are not all stated."""
    if own := _same(statements, part, whole):
        return [own]
    below = [_same(statements, other, whole) for other in parts_of.get(part, ())]
    return [other for other in below if other] if all(below) else []


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
