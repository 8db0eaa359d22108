"""Rates of change in the text: the change over what there was before, and no rate over zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from jixiao.check import say
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, Rule, Verdict
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import STATES, Judged, budgets_of, key, label, numbers, of, statement_text, subject
from jixiao.families import BUDGET
from jixiao.figures import Agreement, Comparison, Figure, Interval, compare_ratio, compare_sum
from jixiao.rules import Text


@kind("text_growth", on="text", gap="growth")
def judge_growth(rule: Rule, statements: Statements) -> Judged:
    """A stated rate of change is the change over what there was before: the figure less the change."""
    for place, listed in _by_place(of(rule, statements, "growth")).items():
        found = [pair for statement in listed for pair in _growth(statements, statement)]
        if len(found) > 1 and any(statement.ambiguous for statement in listed):
            found = [pair for pair in found if pair[1].state != "broken"][:1] or [
                _doubtful(*pair) for pair in found[:1]
            ]
        found = [pair if _in_one_sentence(statements, listed) else _if_broken(*pair) for pair in found]
        yield from ((f"{name}|{place}", verdict) for name, verdict in found)


def _in_one_sentence(statements: Statements, listed: Iterable[Statement]) -> bool:
    """True for accounts, for items by their name, and where a budget's text gives the figure beside its rate."""
    return all(
        statement.family != BUDGET
        or statement.subject
        or any(o.quote == statement.quote for o in statements.stated(statement))
        for statement in listed
    )


def _if_broken(key: str, verdict: Verdict) -> tuple[str, Verdict]:
    """Between sentences a rate may be that of something else."""
    return _doubtful(key, verdict) if verdict.state == "broken" else (key, verdict)


@kind("text_zero_base", on="text")
def judge_zero_base(_: Rule, statements: Statements) -> Judged:
    """No rate of change or completion where the base is zero."""
    for statement in statements.made:
        if statement.ambiguous or statement.value.figure is None or statement.value.quantity != "rate":
            continue
        used: tuple[PrintedValue, ...] = ()
        if statement.relation == "growth":
            change, level = _change_of(statements, statement), statements.level(statement)
            if not (change and level and change.figure and level.figure):
                continue
            base, used = level.figure.value - change.figure.value, (change, level)
            if not base and _too_small_to_print(statement.value.figure, change.figure, level.figure):
                text = statement_text(statement, "基数小于公布的精度", "the base is smaller than what is printed")
                yield (
                    key(statement),
                    Verdict("holds_within_rounding", subject(statement), text, (statement.value, *used)),
                )
                continue
        elif statement.relation == "share" and statement.base_phase and statement.base_year == statements.year:
            budget = statements.level(statement, budgets_of(statement))
            if not (budget and budget.figure):
                continue
            base, used = budget.figure.value, (budget,)
        else:
            continue
        if base or not statement.value.figure.value:  # 0 % of nothing is no claim
            yield (
                key(statement),
                Verdict("holds", subject(statement), _no_zero_base(statement, base), (statement.value,)),
            )
        else:
            text = statement_text(
                statement, "基数为零，不能计算百分比", "the base is zero, so no percentage can be given"
            )
            yield key(statement), Verdict("broken", subject(statement), text, (statement.value, *used))


def _no_zero_base(statement: Statement, base: Decimal) -> Text:
    if base:
        return statement_text(statement, "基数不为零", "the base is not zero")
    return statement_text(statement, "基数和变动均为零", "both base and change are zero")


def _too_small_to_print(rate: Figure, change: Figure, level: Figure) -> bool:
    """True where rounding hides a base so small that the change is this many times as large."""
    return bool(rate.value) and abs(change.value / rate.value) <= (change.step + level.step) / 2


def _growth(statements: Statements, statement: Statement) -> Judged:
    change, level = _change_of(statements, statement), statements.level(statement)
    before = statements.base(statement)
    if change is None and level and before and level.figure and before.figure:  # 比上年 800 万元增长 25%
        grown = Figure(level.figure.value - before.figure.value, before.figure.step)
        change = replace(before, figure=grown)
    if not (statement.value.figure and change and level and change.figure and level.figure):
        return
    result = _rate_of_change(statement.value.figure, change.figure, level.figure)
    if result is None:
        return
    base = say.number(level.figure.value - change.figure.value)
    other = Text(
        f"按 {say.number(change.figure.value)}/{base} 计算为", f"{say.number(change.figure.value)}/{base} gives"
    )
    named = label(subject(statement), statement.value.label.en)
    note = _other_quotient(statement.value.figure, change.figure, level.figure)
    text = say.compared(named, Text("公布", "printed"), other, numbers(result), result.agreement, "rate", note=note)
    values = (statement.value, change, level)
    yield key(statement), Verdict(STATES[result.agreement], subject(statement), text, values, *numbers(result))


def _other_quotient(stated: Figure, change: Figure, level: Figure) -> Text | None:
    """What else a rate of change is, where it is none: this year over last year, or the change over this year."""
    base, size = compare_sum(level, [(change, 1)]), Figure(abs(stated.value), stated.step)
    before = Figure(base.gap, level.step + change.step)
    for above, below, text in (
        (level, before, Text("公布的百分比恰为本年数除以上年数。", "It is exactly this year over last year. ")),
        (change, level, Text("公布的百分比恰为增减额除以本年数。", "It is exactly the change over this year. ")),
    ):
        quotient = compare_ratio(size, Figure(abs(above.value), above.step), Figure(abs(below.value), below.step))
        if quotient is not None and quotient.agreement != "broken":
            return text
    return None


def _rate_of_change(stated: Figure, change: Figure, level: Figure) -> Comparison | None:
    """change ÷ (level − change): it rises or falls with each of the two, so its bounds lie at the corners.

    Below zero the base counts by its size; where it may be zero there is no rate.
    """
    base = level.value - change.value
    corners = [(c, v - c) for c in _ends(change) for v in _ends(level)]
    if min(below for _, below in corners) <= 0 <= max(below for _, below in corners):
        return None
    rates = [c / abs(below) for c, below in corners]
    value, span = change.value / abs(base), Interval(min(rates), max(rates))
    same = stated.step > 0 and (value / stated.step).to_integral_value() == stated.value / stated.step
    agreement: Agreement = "exact" if same else "within_rounding" if stated.interval.meets(span) else "broken"
    return Comparison(
        agreement, stated.value, value, stated.value - value, stated.step / 2 + (span.high - span.low) / 2
    )


def _ends(figure: Figure) -> tuple[Decimal, Decimal]:
    return figure.interval.low, figure.interval.high


def _change_of(statements: Statements, statement: Statement) -> PrintedValue | None:
    """The change whose rate is stated: of the same measure and base, in the same sentence, told before it."""
    listed = statements.changes.get((*statement.about, statement.base, statement.quote), ())
    return next((other.value for other in reversed(listed) if other.order < statement.order), None)


def _by_place(listed: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Readings of one printed number together."""
    found: dict[str, list[Statement]] = {}
    for statement in listed:
        box = statement.value.place
        found.setdefault(
            f"{box['page']}|{box['y0']}|{statement.value.printed}|{statement.quote}|{statement.base}", []
        ).append(statement)
    return found


def _doubtful(key: str, verdict: Verdict) -> tuple[str, Verdict]:
    zh = f"{verdict.subject}：句子可以指不同的数，各种读法均不相符。"
    en = "the sentence may speak of several figures, and fits none of them."
    return key, Verdict("ambiguous", verdict.subject, Text(zh, en), verdict.values)
