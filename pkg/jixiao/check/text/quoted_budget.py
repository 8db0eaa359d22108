"""What the text of final accounts quotes of the year's budget, against the budget that was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, Rule, Verdict
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import Judged, equal, key, label, ratio, subject
from jixiao.families import BUDGET, FINAL_ACCOUNTS
from jixiao.figures import compare_sum
from jixiao.rules import Text

_QUOTED = "initial_budget"
Found = tuple[Statement, str, Verdict]


@kind("text_planned", on="text", gap="amount")
def judge_planned(_: Rule, statements: Statements) -> Judged:
    """年初预算 and 完成年初预算 x % as accounts quote them are those of the published budget.

    Where most quotes that are no zero differ, the two documents count other things: that is a question.
    """
    found = [*_levels(statements), *_completions(statements)]
    agree = sum(verdict.state != "broken" and _is_something(statement) for statement, _, verdict in found)
    of_one_scope = agree > sum(verdict.state == "broken" for _, _, verdict in found)
    for statement, name, verdict in found:
        is_doubtful = verdict.state == "broken" and not of_one_scope
        yield name, _other_scope(statement, verdict) if is_doubtful else verdict


def _levels(statements: Statements) -> Iterator[Found]:
    for statement in _of_the_year(statements, "level"):
        planned = _planned(statements, statement)
        if statement.phase == _QUOTED and statement.period == statements.year and statement.value.figure and planned:
            results = [(compare_sum(statement.value.figure, [(p.figure, 1)]), p) for p in planned if p.figure]
            result, value = min(results, key=lambda pair: abs(pair[0].gap))
            named = label(f"部门预算{value.label.zh}", f"the budget, {value.label.en}")
            yield statement, key(statement), equal(statement, result, named, (value,))


def _completions(statements: Statements) -> Iterator[Found]:
    """Completion of a budget that the accounts themselves do not state."""
    for statement in _of_the_year(statements, "share"):
        own = statements.levels.get((*statement.about, _QUOTED)) or statements.level(statement, (_QUOTED,))
        if statement.base_phase != _QUOTED or statement.base_year != statements.year or own:
            continue
        part, planned = statements.level(statement), _planned(statements, statement)
        if part and len({value.figure.value for value in planned if value.figure}) == 1:
            yield from ((statement, name, verdict) for name, verdict in ratio(statement, part, planned[0]))


def _of_the_year(statements: Statements, relation: str) -> Iterator[Statement]:
    for statement in statements.made:
        if statement.relation == relation and statement.family == FINAL_ACCOUNTS and not statement.ambiguous:
            yield statement


def _planned(statements: Statements, statement: Statement) -> list[PrintedValue]:
    """The same figure in the tables of the published budget."""
    return [value for value in statements.counterparts(*statement.about, BUDGET, BUDGET) if value.figure is not None]


def _is_something(statement: Statement) -> bool:
    return statement.value.figure is not None and statement.value.figure.value != 0


def _other_scope(statement: Statement, verdict: Verdict) -> Verdict:
    zh = f"{subject(statement)} {statement.value.printed}：与公布的部门预算不同，其他所引数值也多有不同，可能口径不同。"
    en = f"{statement.value.label.en} {statement.value.printed}: not the published budget, and most other quotes differ too: another scope, perhaps."
    return replace(verdict, state="ambiguous", message=Text(zh, en))
