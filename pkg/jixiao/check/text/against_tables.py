"""The text against the tables: stated figures, shares, changes and rates of change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from jixiao.check import say
from jixiao.check.kinds import kind
from jixiao.check.printed import Rule, State, Value, Verdict
from jixiao.check.text.measures import BUDGETS, measures, name_of
from jixiao.check.text.several import not_told_apart, several
from jixiao.check.text.statements import Said, Told
from jixiao.check.text.verdicts import (
    CANNOT_BOTH,
    STATES,
    Judged,
    equal,
    key,
    label,
    numbers,
    of,
    ratio,
    subject,
    told_text,
)
from jixiao.families import BUDGET
from jixiao.figures import Agreement, Comparison, Figure, Interval, compare_ratio, compare_sum
from jixiao.rules import Text


@kind("text_level", on="text", words=("chapters", "phases", "families"), gap="amount")
def judge_level(rule: Rule, told: Told) -> Judged:
    """A stated figure equals the same figure of the tables, wherever they print it."""
    compared, seen = list[tuple[Said, Comparison, Value, tuple[Value, ...]]](), set[tuple[str, str, str]]()
    for said in of(rule, told, "level"):
        others = told.counterparts(said.metric, said.subject, said.phase, said.family)
        spot = (said.quote, said.value.printed, others[0].label.short if others else said.metric)
        if spot in seen:  # one number under two names of the same figure
            continue
        seen.add(spot)
        figures = [(other, other.figure) for other in others if other.figure is not None]
        if said.period != told.year or said.value.figure is None:
            continue
        if figures:
            found = [(compare_sum(said.value.figure, [(figure, 1)]), other) for other, figure in figures]
            result, other = max(found, key=lambda pair: abs(pair[0].gap))
            compared.append((said, result, other, tuple(other for other, _ in figures)))
        elif others and others[0].status == "blank":
            words = told_text(said, f"{others[0].label.zh}为空白", f"{others[0].label.en} is blank")
            yield key(said), Verdict("not_applicable", subject(said), words, (said.value, others[0]))
    groups = several((said, other) for said, result, other, _ in compared if result.agreement == "broken")
    for said, result, other, values in compared:
        if said.order in groups:
            yield key(said), not_told_apart(said, groups[said.order])
        else:
            yield key(said), _perhaps_of_a_part(told, said, equal(said, result, other.label, values))


@kind("text_within", on="text", words=("chapters", "phases", "families"), gap="amount")
def judge_within(rule: Rule, told: Told) -> Judged:
    """A stated figure is not above that of the tables; below it, it may count fewer units, which no formula says."""
    for name, verdict in judge_level(rule, told):
        if verdict.state == "broken" and verdict.gap is not None and verdict.gap < 0:
            stated, printed = verdict.values[0], verdict.values[1]
            zh = f"{verdict.subject} {stated.printed}，小于{printed.label.zh} {printed.printed}；文字没有说明是否包括事业单位。"
            en = f"{stated.label.en} {stated.printed} is below {printed.label.en} {printed.printed}; the text does not say whether institutions are counted."
            verdict = replace(verdict, state="ambiguous", message=Text(zh, en))
        yield name, verdict


def _perhaps_of_a_part(told: Told, said: Said, verdict: Verdict) -> Verdict:
    """Of several figures that a budget's text states for one name, all but one may be those of its units or funds."""
    stated = {other.value.figure.value for other in told.stated(said) if other.value.figure}
    if verdict.state != "broken" or said.family != BUDGET or len(stated) < 2:
        return verdict
    text = told_text(
        said, "文字对此有不同的数，可能是部分单位或资金的数", "the text has several figures, perhaps of units or funds"
    )
    return Verdict("ambiguous", verdict.subject, text, verdict.values)


@kind("text_share", on="text", gap="ratio")
def judge_share(rule: Rule, told: Told) -> Judged:
    """A stated share is the part over the whole."""
    for said in of(rule, told, "share"):
        if said.base_phase or said.base not in measures():
            continue
        part, whole = told.level(said), told.level(said, about=(said.base, ""))
        if part is whole:  # a share of itself: the sentence names the part in words that were not understood
            continue
        if said.value.figure and part and whole and part.figure and whole.figure:
            yield from ratio(said, part, whole)


@kind("text_completion", on="text", gap="ratio")
def judge_completion(rule: Rule, told: Told) -> Judged:
    """完成预算的 x%: the final figure over the budget that the text or table 07 names."""
    for said in of(rule, told, "share"):
        if said.base_phase and said.base_year == told.year:
            part, whole = told.level(said), told.level(said, _budgets(said))
            if said.value.figure and part and whole and part.figure and whole.figure:
                yield from ratio(said, part, whole)


@kind("text_growth", on="text", gap="growth")
def judge_growth(rule: Rule, told: Told) -> Judged:
    """A stated rate of change is the change over what there was before: the figure less the change."""
    for place, listed in _by_place(of(rule, told, "growth")).items():
        found = [pair for said in listed for pair in _growth(told, said)]
        if len(found) > 1 and any(said.ambiguous for said in listed):
            found = [pair for pair in found if pair[1].state != "broken"][:1] or [
                _doubtful(*pair) for pair in found[:1]
            ]
        found = [pair if _in_one_sentence(told, listed) else _if_broken(*pair) for pair in found]
        yield from ((f"{name}|{place}", verdict) for name, verdict in found)


def _in_one_sentence(told: Told, listed: Iterable[Said]) -> bool:
    """True for accounts, for items by their name, and where a budget's text gives the figure beside its rate."""
    return all(
        said.family != BUDGET or said.subject or any(o.quote == said.quote for o in told.stated(said))
        for said in listed
    )


def _if_broken(key: str, verdict: Verdict) -> tuple[str, Verdict]:
    """Between sentences a rate may be that of something else."""
    return _doubtful(key, verdict) if verdict.state == "broken" else (key, verdict)


@kind("text_change", on="text", gap="amount")
def judge_change(rule: Rule, told: Told) -> Judged:
    """A stated change on the budget is the final figure less the budget."""
    for said in of(rule, told, "change"):
        if said.ambiguous or said.value.figure is None:
            continue
        same_year = said.base_year == told.year
        if same_year and said.base_phase not in BUDGETS:
            continue
        level, budget = told.level(said), told.level(said, _budgets(said)) if same_year else told.base(said)
        if level and budget and level.figure and budget.figure:
            result = compare_sum(said.value.figure, [(level.figure, 1), (budget.figure, -1)])
            other = label("本年数与所比数之差", "the figure less its base")
            yield key(said), equal(said, result, other, (level, budget))


@kind("text_order", on="text")
def judge_order(rule: Rule, told: Told) -> Judged:
    """决算数大于预算数 and its like agree with the two figures."""
    for said in of(rule, told, "order"):
        level, budget = told.level(said), told.level(said, _budgets(said))
        if said.ambiguous or said.value.figure is None or not (level and budget and level.figure and budget.figure):
            continue
        gap = compare_sum(level.figure, [(budget.figure, 1)])
        stated = said.value.figure.value
        fits = gap.gap * stated > 0 if stated else gap.gap == 0
        state: State = (
            "holds" if fits else "holds_within_rounding" if gap.agreement != "broken" and gap.gap else "broken"
        )
        final, plan = (say.shown(value, "amount") for value in (level.figure.value, budget.figure.value))
        tail = CANNOT_BOTH if state == "broken" else Text("", "")
        zh = f"{subject(said)}：文字说“{said.value.printed}”，公布的决算数为 {final.zh}，预算数为 {plan.zh}。{tail.zh}"
        en = f"{name_of(*said.about).en}: the text says “{said.value.printed}”, final is {final.en}, budget {plan.en}. {tail.en}"
        yield key(said), Verdict(state, subject(said), Text(zh, en.strip()), (said.value, level, budget))


@kind("text_zero_base", on="text")
def judge_zero_base(_: Rule, told: Told) -> Judged:
    """No rate of change or completion where the base is zero."""
    for said in told.said:
        if said.ambiguous or said.value.figure is None or said.value.quantity != "rate":
            continue
        used: tuple[Value, ...] = ()
        if said.relation == "growth":
            change, level = _change_of(told, said), told.level(said)
            if not (change and level and change.figure and level.figure):
                continue
            base, used = level.figure.value - change.figure.value, (change, level)
            if not base and _too_small_to_print(said.value.figure, change.figure, level.figure):
                text = told_text(said, "基数小于公布的精度", "the base is smaller than what is printed")
                yield key(said), Verdict("holds_within_rounding", subject(said), text, (said.value, *used))
                continue
        elif said.relation == "share" and said.base_phase and said.base_year == told.year:
            budget = told.level(said, _budgets(said))
            if not (budget and budget.figure):
                continue
            base, used = budget.figure.value, (budget,)
        else:
            continue
        if base or not said.value.figure.value:  # 0 % of nothing is no claim
            yield (
                key(said),
                Verdict("holds", subject(said), _no_zero_base(said, base), (said.value,)),
            )
        else:
            text = told_text(said, "基数为零，不能计算百分比", "the base is zero, so no percentage can be given")
            yield key(said), Verdict("broken", subject(said), text, (said.value, *used))


def _no_zero_base(said: Said, base: Decimal) -> Text:
    if base:
        return told_text(said, "基数不为零", "the base is not zero")
    return told_text(said, "基数和变动均为零", "both base and change are zero")


def _too_small_to_print(rate: Figure, change: Figure, level: Figure) -> bool:
    """True where rounding hides a base so small that the change is this many times as large."""
    return bool(rate.value) and abs(change.value / rate.value) <= (change.step + level.step) / 2


def _growth(told: Told, said: Said) -> Judged:
    change, level = _change_of(told, said), told.level(said)
    if not (said.value.figure and change and level and change.figure and level.figure):
        return
    result = _rate_of_change(said.value.figure, change.figure, level.figure)
    if result is None:
        return
    base = say.number(level.figure.value - change.figure.value)
    other = Text(
        f"按 {say.number(change.figure.value)}/{base} 计算为", f"{say.number(change.figure.value)}/{base} gives"
    )
    named = label(subject(said), said.value.label.en)
    note = _other_quotient(said.value.figure, change.figure, level.figure)
    text = say.compared(named, Text("公布", "printed"), other, numbers(result), result.agreement, "rate", note=note)
    values = (said.value, change, level)
    yield key(said), Verdict(STATES[result.agreement], subject(said), text, values, *numbers(result))


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


def _change_of(told: Told, said: Said) -> Value | None:
    """The change whose rate is stated: of the same measure and base, in the same sentence, told before it."""
    listed = told.changes.get((*said.about, said.base, said.quote), ())
    return next((other.value for other in reversed(listed) if other.order < said.order), None)


def _by_place(listed: Iterable[Said]) -> dict[str, list[Said]]:
    """Readings of one printed number together."""
    found: dict[str, list[Said]] = {}
    for said in listed:
        box = said.value.place
        found.setdefault(f"{box['page']}|{box['y0']}|{said.value.printed}|{said.quote}|{said.base}", []).append(said)
    return found


def _doubtful(key: str, verdict: Verdict) -> tuple[str, Verdict]:
    zh = f"{verdict.subject}：句子可以指不同的数，各种读法均不相符。"
    en = "the sentence may speak of several figures, and fits none of them."
    return key, Verdict("ambiguous", verdict.subject, Text(zh, en), verdict.values)


def _budgets(said: Said) -> tuple[str, ...]:
    """Phases that a budget may be meant by: 年初预算 only itself, 预算 either."""
    return ("initial_budget",) if said.base_phase == "initial_budget" else ("budget", "initial_budget")
