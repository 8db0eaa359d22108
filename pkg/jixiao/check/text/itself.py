"""The text against itself: lists, sums, averages, counts, repeated figures and what templates leave."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from jixiao.check import say
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, Rule, Verdict
from jixiao.check.text.measures import measures, name_of
from jixiao.check.text.several import stated_differently
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import (
    CANNOT_BOTH,
    STATES,
    Judged,
    at_one_step,
    equal,
    key,
    label,
    numbers,
    one,
    ratio,
    section,
    statement_text,
    subject,
)
from jixiao.families import BUDGET, FINAL_ACCOUNTS, SOURCES
from jixiao.figures import (
    Agreement,
    Comparison,
    Figure,
    compare_ratio,
    compare_same,
    compare_sum,
)
from jixiao.rules import Text

#: Most placeholders whose places an outcome lists.
_SHOWN = 20
_TWO = 2
_HUNDRED = Figure(Decimal(1), Decimal(0))


@kind("text_list", on="text", own_words=True, gap="amount")
def judge_list(rule: Rule, statements: Statements) -> Judged:
    """Shares of one list make a hundred where its figures make the whole, and the other way round."""
    for parts in rule.words.values():
        shares: dict[tuple[str, str], dict[tuple[str, str], Statement]] = {}
        for statement in statements.made:
            if (
                statement.relation == "share"
                and statement.metric in parts
                and statement.value.figure
                and statement.base in measures()
            ):
                shares.setdefault((statement.base, section(statement)), {})[statement.about] = statement
        for (base, part), listed in shares.items():
            yield from _list(statements, base, part, list(listed.values()))


def _list(statements: Statements, base: str, part: str, listed: list[Statement]) -> Judged:
    """One list; nothing where neither its shares nor its figures say that it is complete."""
    whole = statements.level(listed[0], about=(base, ""))
    items = [value for statement in listed if (value := statements.level(statement)) and value.figure]
    if len(listed) < 2 or whole is None or not whole.figure or not whole.figure.value or len(items) < len(listed):
        return
    sums = compare_sum(whole.figure, [(value.figure, 1) for value in items if value.figure])
    rates = compare_sum(_HUNDRED, [(statement.value.figure, 1) for statement in listed if statement.value.figure])
    allowed = rates.slack + sums.slack / whole.figure.value
    if abs(rates.gap) > allowed and (sums.agreement == "broken" or _own_fault(listed, items, whole)):
        return
    named = name_of(base, phase=BUDGET if listed[0].family == BUDGET else "")
    head = label(f"{named.zh}的构成 {part}".strip(), f"{named.en}, its parts")
    outcome = f"{base}|{part}|{listed[0].metric}"
    if sums.agreement == "broken" and 0 < sums.gap <= (rates.slack + abs(rates.gap)) * whole.figure.value:
        rest = Text(f"{head.zh}：其余部分可能没有列出。", f"{head.en}: a part as small may not be listed.")
        yield outcome, Verdict("ambiguous", head.zh, rest, (whole, *items))
        return
    if sums.agreement == "broken":
        result, quantity, values = sums, "amount", (whole, *items)
        words = (
            Text("占比合计为 100%，总数", "the shares make 100%, the whole"),
            Text("各项之和", "the sum of the items"),
        )
    else:
        agreement: Agreement = (
            "exact" if not rates.gap else "within_rounding" if abs(rates.gap) <= allowed else "broken"
        )
        result = Comparison(agreement, Decimal(1), rates.computed, rates.gap, allowed)
        quantity, values = "rate", tuple(statement.value for statement in listed)
        words = Text("占比合计应为", "shares should make"), Text("各项占比之和", "the sum of the shares")
    text = say.compared(head, *words, numbers(result), result.agreement, quantity)
    yield outcome, Verdict(STATES[result.agreement], head.zh, text, values, *numbers(result))


def _own_fault(listed: list[Statement], items: list[PrintedValue], whole: PrintedValue) -> bool:
    """True where one of the shares is wrong by itself, which another rule says."""
    pairs = zip(listed, items, strict=True)
    figures = [(s.value.figure, v.figure) for s, v in pairs if s.value.figure and v.figure]
    found = [compare_ratio(share, item, whole.figure) for share, item in figures if whole.figure]
    return any(result is not None and result.agreement == "broken" for result in found)


@kind("text_sum", on="text", words=("total", "parts"), gap="amount")
def judge_sum(rule: Rule, statements: Statements) -> Judged:
    """A stated total is the sum of its stated parts; ``total`` and ``parts`` are measures."""
    for family in SOURCES:
        total = one(statements, rule.words["total"][0], family)
        parts = [one(statements, metric, family) for metric in rule.words["parts"]]
        values = [part.value for part in parts if part and part.value.figure]
        if total is None or total.value.figure is None or len(values) < len(parts):
            continue
        whole, *figures = at_one_step([total.value, *values])
        result = compare_sum(whole, [(figure, 1) for figure in figures])
        name = total.metric if family == FINAL_ACCOUNTS else f"{total.metric}|{family}"
        yield name, equal(total, result, label("各项之和", "the sum of its parts"), tuple(values))


@kind("text_bound", on="text", own_words=True, gap="bound")
def judge_bound(rule: Rule, statements: Statements) -> Judged:
    """Each of the measures of a list is not above the one before it."""
    for falling in rule.words.values():
        listed = [one(statements, metric) for metric in falling]
        for large, small in pairwise(listed):
            if large and small and large.value.figure and small.value.figure:
                yield small.metric, _bounded(large, small)


def _bounded(large: Statement, small: Statement) -> Verdict:
    above, below = at_one_step([large.value, small.value])
    result = compare_sum(above, [(below, 1)])
    if result.gap >= 0:
        result = Comparison("exact", result.stated, result.computed, result.gap, result.slack)
    labels, quantity = (small.value.label, large.value.label), small.value.quantity
    text = say.bounded(*labels, numbers(result), result.agreement, quantity)
    values = (large.value, small.value)
    return Verdict(STATES[result.agreement], subject(small), text, values, *numbers(result))


@kind("text_quotient", on="text", own_words=True, gap="ratio")
def judge_quotient(rule: Rule, statements: Statements) -> Judged:
    """A stated average or rate is one stated measure over another."""
    for stated, above, below in (words for words in rule.words.values()):
        statement, part, whole = one(statements, stated), one(statements, above), one(statements, below)
        if statement and part and whole and statement.value.figure and part.value.figure and whole.value.figure:
            yield from ratio(statement, part.value, whole.value)


@kind("text_counts", on="text", own_words=True)
def judge_counts(rule: Rule, statements: Statements) -> Judged:
    """Money was spent only where something was counted: an amount above zero, a count of zero."""
    for amount, count in rule.words.values():
        money, number = statements.printed(amount, "") or _value(one(statements, amount)), one(statements, count)
        if money is None or money.figure is None or number is None or number.value.figure is None:
            continue
        broken = money.figure.value > 0 and number.value.figure.value == 0
        spent = say.shown(money.figure.value, "amount")
        zh = f"{money.label.zh} {spent.zh}，{number.value.label.zh} {number.value.printed}。"
        en = f"{money.label.en} {spent.en}, {number.value.label.en} {number.value.printed}."
        if broken:
            zh, en = f"{zh}{CANNOT_BOTH.zh}", f"{en} {CANNOT_BOTH.en}"
        yield count, Verdict("broken" if broken else "holds", subject(number), Text(zh, en), (money, number.value))


@kind("text_twice", on="text", own_words=True, gap="amount")
def judge_twice(rule: Rule, statements: Statements) -> Judged:
    """The same measure stated twice has one value; what tables print is compared with them instead."""
    same = {metric: group[0] for group in rule.words.values() for metric in group}
    groups: dict[tuple[str, str, str, str, str], list[Statement]] = {}
    for statement in (*statements.made, *statements.narrowed):
        counted = statement.relation in ("level", "count") and statement.period == statements.year
        if counted and not statement.ambiguous and statement.value.figure:
            about = (
                same.get(statement.metric, statement.metric),
                statement.subject,
                statement.phase or "final",
                statement.family,
                statement.scope,
            )
            groups.setdefault(about, []).append(statement)
    for about, listed in groups.items():
        first = listed[0]
        if not first.scope and statements.printed(first.metric, first.subject, first.phase or "final", first.family):
            continue
        if len({statement.value.figure.value for statement in listed if statement.value.figure}) > _TWO:
            yield f"{'|'.join(part for part in about if part)}|several", stated_differently(listed)
            continue
        for other in listed[1:]:
            if first.value.figure and other.value.figure:
                result = compare_same(first.value.figure, other.value.figure)
                again = label("另一处所述", "stated elsewhere as")
                name = "|".join((*about[:3], *(part for part in about[3:] if part not in ("", FINAL_ACCOUNTS))))
                yield f"{name}|{key(other)}", _of_budget(other, equal(first, result, again, (other.value,)))


def _of_budget(statement: Statement, verdict: Verdict) -> Verdict:
    """A budget's text may state a figure of a unit or a fund under the same name."""
    if verdict.state != "broken" or statement.family != BUDGET:
        return verdict
    zh, en = (
        "与前文同名的数不同，可能是部分单位或资金的数",
        "differs from the figure of that name, perhaps of a unit or fund",
    )
    return Verdict("ambiguous", verdict.subject, statement_text(statement, zh, en), verdict.values)


@kind("text_residue", on="text")
def judge_residue(_: Rule, statements: Statements) -> Judged:
    """No placeholder and no words of the template are left in the text: one outcome for each source."""
    none = Text("文字中没有占位符和模板用语。", "No placeholder and no words of a template are left in the text.")
    some = Text(
        "文字中留有 {count} 处占位符或模板用语：{shown}。",
        "the text still holds {count} placeholders or words of a template: {shown}.",
    )
    yield from _left_in(statements, "template_residue", none, some)


@kind("text_no_unit", on="text")
def judge_no_unit(_: Rule, statements: Statements) -> Judged:
    """Amounts and shares in the text come with their unit: one outcome for each source."""
    none = Text("文字中的金额和占比都写明了单位。", "Amounts and shares of the text come with their units.")
    some = Text(
        "文字中有 {count} 处金额或占比没有写单位或百分号：{shown}。",
        "{count} amounts or shares of the text have no unit or per cent sign: {shown}.",
    )
    yield from _left_in(statements, "unit_missing", none, some)


def _left_in(statements: Statements, metric: str, none: Text, some: Text) -> Judged:
    """What the text of a source should not hold, in one outcome."""
    sources: dict[str, list[Statement]] = {}
    for statement in statements.made:
        left = sources.setdefault(str(statement.value.place["source_id"]), [])
        left.extend([statement] if statement.metric == metric else [])
    for source, listed in sources.items():
        if not listed:
            yield source, Verdict("holds", name_of(metric).zh, none)
            continue
        values = tuple(statement.value for statement in listed[:_SHOWN])
        kinds = list(dict.fromkeys(statement.value.printed for statement in listed))[:_SHOWN]
        zh = some.zh.format(count=len(listed), shown="、".join(kinds))
        en = some.en.format(count=len(listed), shown=", ".join(kinds))
        yield source, Verdict("broken", subject(listed[0]), Text(zh, en), values)


def _value(statement: Statement | None) -> PrintedValue | None:
    return statement.value if statement else None
