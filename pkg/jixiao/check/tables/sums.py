"""The kinds of rule that compare figures: a sum, an upper bound, a ratio. Each is one function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from jixiao.check import addresses, say
from jixiao.check.kinds import kind
from jixiao.check.printed import Case, PrintedSheet, PrintedValue, State, ValueLabel, Verdict
from jixiao.check.tables.bind import Binding, Bound, addresses_of, all_equal, bind, constants, flat
from jixiao.check.tables.gaps import coincidence, not_whole
from jixiao.figures import Comparison, Figure, as_figure, compare_parts, compare_ratio, compare_sum, parse_number
from jixiao.rules import Text

_STATES: Mapping[str, State] = {"exact": "holds", "within_rounding": "holds_within_rounding", "broken": "broken"}
_PARTS = ValueLabel("各项合计", "the sum of the parts", "")
_PERCENT = Decimal("0.01")

Judge = Callable[[Case, PrintedSheet, Binding], Verdict | None]


@kind("sum", on="cases", gap="amount")
def judge_sum(case: Case, sheet: PrintedSheet, binding: Binding) -> Verdict | None:
    """A stated total against the weighted sum of its parts; without parts, against zero."""
    total, parts = bind(sheet, [case.total], binding), bind(sheet, case.parts, binding)
    head = _head(case, sheet, total, parts)
    if binding.measure and _no_such_column(case, sheet, binding):
        return None
    if early := _early(case, sheet, binding, head, (total, parts)):
        return early
    if _nothing_to_compare(total, parts) and (case.each or _on_empty_table(case, sheet)):
        return None if case.each else _silent(head, (total, parts))
    if obstacle := _obstacle(head, sheet, (total, parts)):
        return obstacle
    stated = _single(case, total)
    if stated is None and not case.parts:
        fine = say.plain(head, "没有填列数值，与应有数一致", "nothing is printed, as expected")
        return _verdict("holds", head, fine, (total,))
    nonzero = [figure for figure, _ in parts.figures if figure.value]
    if stated is None:
        return _without_total(head, total, parts, bool(nonzero))
    if case.parts and not parts.figures and stated.value:
        missing = say.missing(head, (*parts.blank, *parts.absent))
        return Verdict("insufficient_data", head.short, missing, _printed((total, parts)), stated.value)
    compare = compare_parts if _quantity(case, binding) == "amount" else compare_sum  # marks are rounded, printed twice
    result = compare(stated, parts.figures)
    over_rows = [part for part in case.parts if any(operand.row != "each" for operand in flat([part]))]
    own = [address for part in over_rows for address in addresses_of(sheet, part, binding)]
    if result.agreement == "broken" and (why := not_whole(head, sheet, parts, own, result)):
        return _verdict("insufficient_data", head, why, (total, parts))
    text = say.compared(
        head,
        Text("应为", "should be") if constants([case.total]) else Text("公布", "printed"),
        _computed_name(case, parts),
        _numbers(result),
        result.agreement,
        _quantity(case, binding),
        (*parts.blank, *parts.absent),
        coincidence(result.gap, addresses_of(sheet, case.total, binding), (v for v, _ in parts.values), sheet),
        case.caution or (say.NOT_AS_SET if constants([case.total]) else None),
    )
    return _compared(case, result, head, text, (total, parts))


@kind("quoted", on="cases")
def judge_quoted(case: Case, sheet: PrintedSheet, binding: Binding) -> Verdict | None:
    """A figure that another document prints too, where its ``caution`` says why they may differ: then it is a question."""
    verdict = judge_sum(case, sheet, binding)
    return replace(verdict, state="ambiguous") if verdict and verdict.state == "broken" else verdict


@kind("at_most", on="cases", gap="bound")
def judge_at_most(case: Case, sheet: PrintedSheet, binding: Binding, *, possible: bool = False) -> Verdict | None:
    """The sum of the parts is not above the total; without parts, the total is not below zero."""
    total, parts = bind(sheet, [case.total], binding), bind(sheet, case.parts, binding)
    head = _head(case, sheet, total, parts)
    if binding.measure and _no_such_column(case, sheet, binding):
        return None
    if early := _early(case, sheet, binding, head, (total, parts)):
        return early
    if case.each and ((case.parts and not parts.values) or _nothing_to_compare(total, parts)):
        return None
    if obstacle := _obstacle(head, sheet, (total, parts)):
        return obstacle
    stated = _single(case, total)
    if case.parts and not parts.figures:
        reason = say.plain(head, "没有填列可比的数值", "nothing to compare is printed")
        return _verdict("not_applicable", head, reason, (total, parts))
    if stated is None:
        return _without_total(head, total, parts, any(figure.value for figure, _ in parts.figures))
    result = compare_sum(stated, parts.figures)
    if result.gap >= 0:
        result = Comparison("exact", result.stated, result.computed, result.gap, result.slack)
    large = total.values[0][0].label
    if case.parts:
        small = say.named(sheet.name, parts.values[0][0].label if len(parts.values) == 1 else _PARTS)
        quantity = _quantity(case, binding)
        text = say.bounded(small, large, _numbers(result), result.agreement, quantity, possible=possible)
    else:
        text = say.not_negative(large, result.stated, _quantity(case, binding))
    return _compared(case, result, head, text, (total, parts))


@kind("ratio", on="cases", gap="ratio")
def judge_ratio(case: Case, sheet: PrintedSheet, binding: Binding) -> Verdict | None:
    """A stated rate against numerator ÷ denominator."""
    rate, above, below = bounds = tuple(bind(sheet, [part], binding) for part in (case.total, *case.parts))
    head = _head(case, sheet, rate, Bound())
    if early := _early(case, sheet, binding, head, bounds):
        return early
    terms = [bound.figures[0][0] if bound.figures else None for bound in (above, below)]
    if slipped := _slipped(head, rate, above, below, terms):
        return slipped
    if not rate.figures and not any(terms) and not rate.of("unreadable"):
        return _verdict("not_applicable", head, say.plain(head, "各栏均未填列", "nothing is printed"), (rate,))
    if obstacle := _obstacle(head, sheet, bounds):
        return obstacle
    stated, dash = _single(case, rate), rate.values[0][0].printed.strip()
    if stated is None and dash:
        reason = say.plain(head, f"填“{dash}”，即不填列", f"prints “{dash}”, not filled in")
        return _verdict("not_applicable", head, reason, (rate,))
    if stated is None or terms[0] is None or terms[1] is None:
        blank = [label for bound in bounds for label in bound.blank]
        return _verdict("insufficient_data", head, say.missing(head, blank), bounds)
    if case.each and not stated.value and terms[0].value:
        zero = say.plain(head, "填列为零，可能只在总额行填列", "prints zero, perhaps filled in for the total alone")
        return _verdict("not_applicable", head, zero, bounds)
    result = compare_ratio(stated, terms[0], terms[1])
    if result is None:
        zero = say.plain(head, "分母为零", "the denominator is zero")
        return _verdict("not_applicable", head, zero, bounds)
    other = _ratio_name(above, below, result.agreement)
    words = Text("公布", "printed")
    text = say.compared(head, words, other, _numbers(result), result.agreement, "rate", tail=case.caution)
    return _compared(case, result, head, text, bounds)


@kind("not_above", on="cases", gap="form_bound")
def judge_not_above(case: Case, sheet: PrintedSheet, binding: Binding) -> Verdict | None:
    """An upper bound that may be passed with a reason: a budget, an estimate."""
    return judge_at_most(case, sheet, binding, possible=True)


def _early(
    case: Case, sheet: PrintedSheet, binding: Binding, head: ValueLabel, bounds: tuple[Bound, ...]
) -> Verdict | None:
    """Conditions of the case that are not met, and cells printed twice with different figures."""
    if _no_such_column(case, sheet, binding):
        unprinted = say.plain(head, "未填列，不适用", "not printed, does not apply")
        return _verdict("not_applicable", head, unprinted, bounds)
    if not all_equal(sheet, case.when_equal, binding):
        return _verdict("not_applicable", head, say.plain(head, "两表合计不同，不适用", "the totals differ"), bounds)
    condition = bind(sheet, case.when_zero, binding)
    if condition.missing:
        return _verdict("insufficient_data", head, say.missing(head, condition.missing), bounds)
    for value, _ in condition.values:
        if value.status in ("unreadable", "ambiguous"):
            return _verdict("insufficient_data", head, say.unreadable(head, [value]), (*bounds, condition))
        if value.figure is not None and value.figure.value:
            amount = say.shown(value.figure.value, value.quantity)
            zh, en = f"{value.label.zh}为 {amount.zh}，不适用", f"{value.label.en} is {amount.en}, does not apply"
            return _verdict("not_applicable", head, say.plain(head, zh, en), (condition,))
    doubtful = [value for bound in bounds for value in bound.of("ambiguous")]
    return _verdict("ambiguous", head, say.readings(head, doubtful), bounds) if doubtful else None


def _no_such_column(case: Case, sheet: PrintedSheet, binding: Binding) -> bool:
    return bool(case.when_printed) and not bind(sheet, case.when_printed, binding).values


def _obstacle(head: ValueLabel, sheet: PrintedSheet, bounds: tuple[Bound, ...]) -> Verdict | None:
    dark = [value for bound in bounds for value in bound.of("unreadable")]
    if dark:
        return _verdict("insufficient_data", head, say.unreadable(head, dark), bounds)
    missing = [label for bound in bounds for label in bound.missing]
    if not missing:
        return None
    text = say.plain(head, sheet.note.zh, sheet.note.en) if sheet.note else say.missing(head, missing)
    return _verdict("insufficient_data", head, text, bounds)


def _on_empty_table(case: Case, sheet: PrintedSheet) -> bool:
    return any(sheet.is_empty(op.table) for op in flat((case.total, *case.parts)) if op.table)


def _silent(head: ValueLabel, bounds: tuple[Bound, ...]) -> Verdict:
    return _verdict("not_applicable", head, say.plain(head, "没有填列数值", "nothing is printed"), bounds)


def _nothing_to_compare(total: Bound, parts: Bound) -> bool:
    """A row that one of the tables does not print, and the others print as zero or blank."""
    printed = [value for value, _ in (*total.values, *parts.values)]
    lacking = total.missing or parts.missing or (parts.absent and not parts.values)
    silent = all(v.status == "blank" or (v.figure is not None and not v.figure.value) for v in printed)
    return bool(lacking) and silent


def _without_total(head: ValueLabel, total: Bound, parts: Bound, parts_say: bool) -> Verdict:
    if parts_say:
        return _verdict("insufficient_data", head, say.missing(head, total.blank), (total, parts))
    return _silent(head, (total, parts))


def _slipped(head: ValueLabel, rate: Bound, above: Bound, below: Bound, terms: list[Figure | None]) -> Verdict | None:
    """A bare number in a rate cell, perhaps an amount that slipped: no percentage, whatever it should be."""
    dark = rate.of("unreadable")
    bare = as_figure(parse_number, dark[0].printed) if dark else None
    if bare is None:
        return None
    if not bare.value and not (terms[0] and terms[0].value):
        zero = say.plain(head, "没有执行数，填列为零", "nothing was executed, and zero is printed")
        return _verdict("not_applicable", head, zero, (rate, above, below))
    percent, fraction = bare.scaled(_PERCENT), replace(bare, step=min(bare.step, _PERCENT))
    values = _printed((rate, above, below))
    if terms[0] and terms[1] and (whole := compare_ratio(fraction, terms[0], terms[1])) and whole.agreement != "broken":
        return Verdict(_STATES[whole.agreement], head.short, say.fraction(head, dark[0]), values, *_numbers(whole))
    result = compare_ratio(percent, terms[0], terms[1]) if terms[0] and terms[1] else None
    if result and result.agreement != "broken":  # only its sign is lacking
        values = (replace(values[0], figure=percent), *values[1:])
        return Verdict("broken", head.short, say.no_sign(head, dark[0]), values, *_numbers(result))
    computed = result.computed if result else None
    text = say.no_percentage(head, dark[0], _terms(above, below), computed)
    return Verdict("broken", head.short, text, values, None, computed)


def _head(case: Case, sheet: PrintedSheet, total: Bound, parts: Bound) -> ValueLabel:
    """What an outcome is about: the total, and the other value where there is only one, elsewhere."""
    fixed = constants([case.total])
    if fixed:
        operand = flat(case.parts)[0]
        measure = addresses.tables()[operand.table]["measures"][operand.measure]
        words = ValueLabel(f"{measure['zh']}合计", f"sum of {measure['en']}s", f"{measure['zh']}合计")
        return say.named(sheet.name, words)
    label = total.values[0][0].label if total.values else (*total.missing, *total.absent)[0]
    others = [value.label for value, _ in parts.values] + [*parts.missing]
    if len(others) == 1 and len(case.parts) == 1 and flat(case.parts)[0].row not in addresses.GROUP_WORDS:
        label = ValueLabel(label.zh, label.en, f"{label.short} / {others[0].short}")
    return say.named(sheet.name, label)


def _single(case: Case, total: Bound) -> Figure | None:
    return next(iter(constants([case.total]) or [figure for figure, _ in total.figures]), None)


def _quantity(case: Case, binding: Binding) -> str:
    operand = next(op for op in flat((case.total, *case.parts)) if op.constant is None)
    return addresses.quantity(operand.table, binding.measure if operand.measure == "each" else operand.measure)


def _computed_name(case: Case, parts: Bound) -> Text:
    if not case.parts:
        return Text("应有数", "the value expected")
    if len(parts.values) == 1 and len(case.parts) == 1:
        label = parts.values[0][0].label
        return Text(label.zh, label.en)
    return Text(_PARTS.zh, _PARTS.en)


def _ratio_name(above: Bound, below: Bound, agreement: str) -> Text:
    terms = _terms(above, below)
    if agreement == "exact":
        return Text(f" {terms} ", terms)
    return Text(f"按 {terms} 计算为", f"{terms} gives")


def _terms(above: Bound, below: Bound) -> str:
    told = [say.number(bound.figures[0][0].value) if bound.figures else "?" for bound in (above, below)]
    return "/".join(told)


def _numbers(result: Comparison) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return result.stated, result.computed, result.gap, result.slack


def _compared(case: Case, result: Comparison, head: ValueLabel, text: Text, bounds: tuple[Bound, ...]) -> Verdict:
    state = _STATES[result.agreement]
    if state == "broken" and case.needs:
        state, text = "insufficient_data", say.plain(head, case.needs.zh, case.needs.en)
    return Verdict(state, head.short, text, _printed(bounds), *_numbers(result))


def _verdict(state: State, head: ValueLabel, text: Text, bounds: tuple[Bound, ...]) -> Verdict:
    return Verdict(state, head.short, text, _printed(bounds))


def _printed(bounds: tuple[Bound, ...]) -> tuple[PrintedValue, ...]:
    """Stated value first, then the parts that print something other than zero, and weights of zero."""
    first = [value for value, _ in bounds[0].values]
    rest = [value for bound in bounds[1:] for value, _ in bound.values if _speaks(value)]
    return tuple(reading for value in (*first, *rest) for reading in (value, *value.others))


def _speaks(value: PrintedValue) -> bool:
    told = value.figure is not None and (value.figure.value != 0 or value.quantity == "weight")
    return told or value.status in ("unreadable", "ambiguous")
