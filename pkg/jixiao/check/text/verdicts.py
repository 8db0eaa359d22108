"""How judges of the text say what they found: labels, comparisons and verdicts about statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.check import say
from jixiao.check.printed import PrintedValue, Rule, State, ValueLabel, Verdict
from jixiao.check.text.measures import measures
from jixiao.check.text.statements import Statement, Statements
from jixiao.families import BUDGET, FINAL_ACCOUNTS
from jixiao.figures import Comparison, Figure, compare_ratio, finest_step, half_width, with_step
from jixiao.rules import Text

Judged = Iterator[tuple[str, Verdict]]
STATES: Mapping[str, State] = {"exact": "holds", "within_rounding": "holds_within_rounding", "broken": "broken"}
_TEN_THOUSAND = 10_000
_NUMBER = re.compile(r"[-+\d.,]")
CANNOT_BOTH = Text("两个已公布的数值不能同时成立。", "The published values cannot both hold.")


def label(zh: str, en: str) -> ValueLabel:
    """A name for what is compared."""
    return ValueLabel(zh, en, zh)


def subject(statement: Statement) -> str:
    """What an outcome about a statement is about."""
    return statement.value.label.zh


def key(statement: Statement, number: int = 0) -> str:
    """What tells one outcome of a rule from another: the place of the statement among those of its measure and relation."""
    return f"{statement.metric}|{statement.relation}|{statement.nth}|{number}"


def section(statement: Statement) -> str:
    """The part of a list that a statement belongs to: classes with classes, economic with economic ones."""
    return str(measures()[statement.metric]["zh"]) if statement.subject else ""


def numbers(result: Comparison) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Stated, computed, gap and slack, as messages and verdicts list them."""
    return result.stated, result.computed, result.gap, result.slack


def statement_text(statement: Statement, zh: str, en: str) -> Text:
    """A sentence about one statement."""
    return Text(
        f"{subject(statement)} {statement.value.printed}：{zh}。",
        f"{statement.value.label.en} {statement.value.printed}: {en}.",
    )


def of(rule: Rule, statements: Statements, relation: str) -> list[Statement]:
    """Statements of one relation, of the chapters that the rule names (all where it names none)."""
    chapters, phases = rule.words.get("chapters", ()), rule.words.get("phases", ())
    families = rule.words.get("families", ())
    return [
        statement
        for statement in statements.made
        if statement.relation == relation
        and (not chapters or statement.metric.partition(".")[0] in chapters)
        and (not phases or (statement.phase or "unnamed") in phases)
        and (not families or statement.family in families)
    ]


def one(statements: Statements, metric: str, family: str = FINAL_ACCOUNTS) -> Statement | None:
    """The only figure that a text of a family states for a measure; none where it is stated with several values."""
    kinds, phases = ("level", "count", "share"), ("", BUDGET if family == BUDGET else "final")
    listed = [s for s in statements.made if s.metric == metric and s.relation in kinds and s.period == statements.year]
    listed = [s for s in listed if not s.ambiguous and not s.base and s.phase in phases and s.value.figure]
    listed = [s for s in listed if s.family == family]
    return listed[0] if len({s.value.figure.value for s in listed if s.value.figure}) == 1 else None


def ratio(statement: Statement, part: PrintedValue, whole: PrintedValue) -> Judged:
    """A stated share, rate or average beside part ÷ whole."""
    if statement.value.figure is None or part.figure is None or whole.figure is None:
        return
    result = compare_ratio(statement.value.figure, part.figure, whole.figure)
    if result is None:
        return
    terms = f"{say.term(part.quantity, part.figure)}/{say.term(whole.quantity, whole.figure)}"
    other = Text(f"按 {terms} 计算为", f"{terms} gives")
    text = say.compared(
        label(subject(statement), statement.value.label.en),
        Text("公布", "printed"),
        other,
        numbers(result),
        result.agreement,
        statement.value.quantity,
    )
    state = "ambiguous" if statement.ambiguous and result.agreement == "broken" else STATES[result.agreement]
    yield key(statement), Verdict(state, subject(statement), text, (statement.value, part, whole), *numbers(result))


def unit_slip(result: Comparison) -> Text | None:
    """What a gap says where one of the two is the other ten thousand times over, to the digit: 元 for 万元."""
    small, large = sorted((abs(result.stated), abs(result.computed)))
    if not small or large != small * _TEN_THOUSAND:
        return None
    return Text("恰为一万倍，单位可能应为元。", "One is exactly ten thousand times the other: the unit may be 元. ")


def equal(statement: Statement, result: Comparison, other: ValueLabel, values: tuple[PrintedValue, ...]) -> Verdict:
    """A statement beside what it should equal; a number that may be another's is not held against it."""
    head, named = label(subject(statement), statement.value.label.en), Text(other.zh, other.en)
    slip = unit_slip(result) if statement.value.quantity == "amount" else None
    printed = Text("公布", "printed")
    text = say.compared(head, printed, named, numbers(result), result.agreement, statement.value.quantity, note=slip)
    state = "ambiguous" if statement.ambiguous and result.agreement == "broken" else STATES[result.agreement]
    return Verdict(state, subject(statement), text, (statement.value, *values), *numbers(result))


def budgets_of(statement: Statement) -> tuple[str, ...]:
    """Phases that a budget may be meant by: 年初预算 only itself, 预算 either."""
    return ("initial_budget",) if statement.base_phase == "initial_budget" else ("budget", "initial_budget")


def at_one_step(values: Sequence[PrintedValue]) -> list[Figure]:
    """Figures of one list of the text: those of one unit were printed as finely as the finest, which drops its zeros last."""
    units = [_NUMBER.sub("", half_width(value.printed)) for value in values]
    steps = {
        unit: finest_step(v.figure for v, u in zip(values, units, strict=True) if v.figure and u == unit)
        for unit in units
    }
    return [with_step(v.figure, steps[unit]) for v, unit in zip(values, units, strict=True) if v.figure]
