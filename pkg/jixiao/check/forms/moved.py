"""Kinds of rule about goalposts: one indicator with two targets, in the target form and in the self-evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jixiao.check.facts import Facts
from jixiao.check.forms.entries import entry
from jixiao.check.forms.wording import subject_of
from jixiao.check.kinds import kind
from jixiao.check.printed import Rule, State, Verdict
from jixiao.compare.goalposts import MOVED, Goal, goals
from jixiao.rules import Text

_STATES: Mapping[str, State] = {"kept": "holds", **dict.fromkeys(MOVED, "broken")}
_SAYS = {
    "kept": Text("目标未变", "the target was kept"),
    "lowered": Text("自评表的目标低于目标表", "the target of the self-evaluation is easier to reach"),
    "raised": Text("自评表的目标高于目标表", "the target of the self-evaluation is harder to reach"),
    "other_target": Text("自评表的目标与目标表不同", "the self-evaluation has another target"),
}


@kind("goalposts", on="department")
def judge_goalposts(rule: Rule, facts: Facts) -> Iterator[tuple[str, Verdict]]:
    """One indicator of a project has the same target in the budget's target form and in the self-evaluation."""
    rows = facts.statements.rows if facts.statements else {}
    found = goals(*(rows.get(name, ()) for name in ("projects", "indicators", "tables")))
    judged = [goal for goal in found if goal.change in _STATES and goal.before and goal.after]
    yield from (
        (f"{'|'.join(goal.forms)}|{goal.before and goal.before['position']}", _verdict(goal)) for goal in judged
    )
    if not judged:
        text = Text(f"{rule.title.zh}：没有可以核对的内容。", f"{rule.title.en}: there is nothing to check.")
        yield "", Verdict("not_applicable", rule.title.zh, text)


def _verdict(goal: Goal) -> Verdict:
    before, after = goal.before or {}, goal.after or {}
    says, name = _SAYS[goal.change], subject_of(after).zh
    subject = f"{goal.project} {name}".strip()
    zh = f"{subject}：目标表“{before['target']}”，自评表“{after['target']}”，{says.zh}。"
    en = f"{subject}: target form “{before['target']}”, self-evaluation “{after['target']}”: {says.en}."
    return Verdict(_STATES[goal.change], subject, Text(zh, en), (entry(before, "target"), entry(after, "target")))
