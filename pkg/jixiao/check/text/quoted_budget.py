"""What the text of final accounts quotes of the year's budget, against the budget that was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jixiao.check.kinds import kind
from jixiao.check.printed import Rule, Value, Verdict
from jixiao.check.text.statements import Said, Told
from jixiao.check.text.verdicts import Judged, equal, key, label, ratio, subject
from jixiao.families import BUDGET, FINAL_ACCOUNTS
from jixiao.figures import compare_sum
from jixiao.rules import Text

_QUOTED = "initial_budget"
Found = tuple[Said, str, Verdict]


@kind("text_planned", on="text", gap="amount")
def judge_planned(_: Rule, told: Told) -> Judged:
    """年初预算 and 完成年初预算 x % as accounts quote them are those of the published budget.

    Where most quotes that are no zero differ, the two documents count other things: that is a question.
    """
    found = [*_levels(told), *_completions(told)]
    agree = sum(verdict.state != "broken" and _is_something(said) for said, _, verdict in found)
    of_one_scope = agree > sum(verdict.state == "broken" for _, _, verdict in found)
    for said, name, verdict in found:
        is_doubtful = verdict.state == "broken" and not of_one_scope
        yield name, _other_scope(said, verdict) if is_doubtful else verdict


def _levels(told: Told) -> Iterator[Found]:
    for said in _of_the_year(told, "level"):
        planned = _planned(told, said)
        if said.phase == _QUOTED and said.period == told.year and said.value.figure and planned:
            results = [(compare_sum(said.value.figure, [(p.figure, 1)]), p) for p in planned if p.figure]
            result, value = min(results, key=lambda pair: abs(pair[0].gap))
            named = label(f"部门预算{value.label.zh}", f"the budget, {value.label.en}")
            yield said, key(said), equal(said, result, named, (value,))


def _completions(told: Told) -> Iterator[Found]:
    """Completion of a budget that the accounts themselves do not state."""
    for said in _of_the_year(told, "share"):
        own = told.levels.get((*said.about, _QUOTED)) or told.level(said, (_QUOTED,))
        if said.base_phase != _QUOTED or said.base_year != told.year or own:
            continue
        part, planned = told.level(said), _planned(told, said)
        if part and len({value.figure.value for value in planned if value.figure}) == 1:
            yield from ((said, name, verdict) for name, verdict in ratio(said, part, planned[0]))


def _of_the_year(told: Told, relation: str) -> Iterator[Said]:
    for said in told.said:
        if said.relation == relation and said.family == FINAL_ACCOUNTS and not said.ambiguous:
            yield said


def _planned(told: Told, said: Said) -> list[Value]:
    """The same figure in the tables of the published budget."""
    return [value for value in told.counterparts(*said.about, BUDGET, BUDGET) if value.figure is not None]


def _is_something(said: Said) -> bool:
    return said.value.figure is not None and said.value.figure.value != 0


def _other_scope(said: Said, verdict: Verdict) -> Verdict:
    zh = f"{subject(said)} {said.value.printed}：与公布的部门预算不同，其他所引数值也多有不同，可能口径不同。"
    en = f"{said.value.label.en} {said.value.printed}: not the published budget, and most other quotes differ too: another scope, perhaps."
    return replace(verdict, state="ambiguous", message=Text(zh, en))
