"""How judges of the text say what they found: labels, comparisons and verdicts about statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jixiao.check import say
from jixiao.check.printed import Label, Rule, State, Value, Verdict
from jixiao.check.text.measures import measures
from jixiao.check.text.statements import Said, Told
from jixiao.families import BUDGET, FINAL_ACCOUNTS
from jixiao.figures import Comparison, compare_ratio
from jixiao.rules import Text

Judged = Iterator[tuple[str, Verdict]]
STATES: Mapping[str, State] = {"exact": "holds", "within_rounding": "holds_within_rounding", "broken": "broken"}
_TEN_THOUSAND = 10_000
CANNOT_BOTH = Text("两个已公布的数值不能同时成立。", "The published values cannot both hold.")


def label(zh: str, en: str) -> Label:
    """A name for what is compared."""
    return Label(zh, en, zh)


def subject(said: Said) -> str:
    """What an outcome about a statement is about."""
    return said.value.label.zh


def key(said: Said, number: int = 0) -> str:
    """What tells one outcome of a rule from another: the place of the statement among those of its measure and relation."""
    return f"{said.metric}|{said.relation}|{said.nth}|{number}"


def section(said: Said) -> str:
    """The part of a list that a statement belongs to: classes with classes, economic with economic ones."""
    return str(measures()[said.metric]["zh"]) if said.subject else ""


def numbers(result: Comparison) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Stated, computed, gap and slack, as messages and verdicts list them."""
    return result.stated, result.computed, result.gap, result.slack


def told_text(said: Said, zh: str, en: str) -> Text:
    """A sentence about one statement."""
    return Text(f"{subject(said)} {said.value.printed}：{zh}。", f"{said.value.label.en} {said.value.printed}: {en}.")


def of(rule: Rule, told: Told, relation: str) -> list[Said]:
    """Statements of one relation, of the chapters that the rule names (all where it names none)."""
    chapters, phases = rule.words.get("chapters", ()), rule.words.get("phases", ())
    families = rule.words.get("families", ())
    return [
        said
        for said in told.said
        if said.relation == relation
        and (not chapters or said.metric.partition(".")[0] in chapters)
        and (not phases or (said.phase or "unnamed") in phases)
        and (not families or said.family in families)
    ]


def one(told: Told, metric: str, family: str = FINAL_ACCOUNTS) -> Said | None:
    """The only figure that a text of a family states for a measure; none where it is stated with several values."""
    kinds, phases = ("level", "count", "share"), ("", BUDGET if family == BUDGET else "final")
    listed = [s for s in told.said if s.metric == metric and s.relation in kinds and s.period == told.year]
    listed = [s for s in listed if not s.ambiguous and not s.base and s.phase in phases and s.value.figure]
    listed = [s for s in listed if s.family == family]
    return listed[0] if len({s.value.figure.value for s in listed if s.value.figure}) == 1 else None


def ratio(said: Said, part: Value, whole: Value) -> Judged:
    """A stated share, rate or average beside part ÷ whole."""
    if said.value.figure is None or part.figure is None or whole.figure is None:
        return
    result = compare_ratio(said.value.figure, part.figure, whole.figure)
    if result is None:
        return
    terms = f"{say.term(part.quantity, part.figure)}/{say.term(whole.quantity, whole.figure)}"
    other = Text(f"按 {terms} 计算为", f"{terms} gives")
    text = say.compared(
        label(subject(said), said.value.label.en),
        Text("公布", "printed"),
        other,
        numbers(result),
        result.agreement,
        said.value.quantity,
    )
    state = "ambiguous" if said.ambiguous and result.agreement == "broken" else STATES[result.agreement]
    yield key(said), Verdict(state, subject(said), text, (said.value, part, whole), *numbers(result))


def unit_slip(result: Comparison) -> Text | None:
    """What a gap says where one of the two is the other ten thousand times over, to the digit: 元 for 万元."""
    small, large = sorted((abs(result.stated), abs(result.computed)))
    if not small or large != small * _TEN_THOUSAND:
        return None
    return Text("恰为一万倍，单位可能应为元。", "One is exactly ten thousand times the other: the unit may be 元. ")


def equal(said: Said, result: Comparison, other: Label, values: tuple[Value, ...]) -> Verdict:
    """A statement beside what it should equal; a number that may be another's is not held against it."""
    head, named = label(subject(said), said.value.label.en), Text(other.zh, other.en)
    slip = unit_slip(result) if said.value.quantity == "amount" else None
    printed = Text("公布", "printed")
    text = say.compared(head, printed, named, numbers(result), result.agreement, said.value.quantity, note=slip)
    state = "ambiguous" if said.ambiguous and result.agreement == "broken" else STATES[result.agreement]
    return Verdict(state, subject(said), text, (said.value, *values), *numbers(result))
