"""What this year's text says of last year, against last year's tables; and how the year's money was spread."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from jixiao.check import say
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, Rule, Verdict
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import STATES, Judged, equal, key, label, numbers, one, subject
from jixiao.figures import Comparison, Figure, compare_ratio, compare_sum
from jixiao.rules import Text

_QUARTERS = 4
_ONE = Decimal(1)


@kind("text_last_year", on="text", words=("chapters",), gap="amount")
def judge_last_year(rule: Rule, statements: Statements) -> Judged:
    """Last year's figure as this year's text states or implies it is that of last year's tables."""
    if statements.accounts.previous is None:
        zh, en = "没有上一年度的决算，无法比较", "the accounts of the year before are not here"
        text = Text(f"{rule.title.zh}：{zh}。", f"{rule.title.en}: {en}.")
        yield "", Verdict("not_applicable", rule.title.zh, text)
        return
    year = str(int(statements.year) - 1)
    for statement in statements.made:
        if statement.metric.partition(".")[0] not in rule.words["chapters"] or statement.value.figure is None:
            continue
        stated = statement.relation == "level" and statement.period == year and statement.phase in ("", "final")
        implied = statement.relation in ("change", "growth") and statement.base == f"{year} final"
        if stated or implied:
            verdict = _against_last_year(statements, statement)
            if verdict is not None:
                yield key(statement), verdict


@kind("text_quarters", on="text", limits=("jump",))
def judge_quarters(rule: Rule, statements: Statements) -> Judged:
    """Of the cumulative progress of four quarters the last adds no more than a limit."""
    listed = [
        statement for statement in statements.made if statement.metric == "quarter_progress" and statement.value.figure
    ]
    figures = [statement.value.figure.value for statement in listed if statement.value.figure]
    if len(figures) != _QUARTERS:
        return
    values = tuple(statement.value for statement in listed)
    last = figures[-1] - figures[-2]
    if any(after < before for before, after in pairwise(figures)):
        zh, en = "各季度进度有升有降，不能确定是否累计数", "the quarters rise and fall, perhaps they are not cumulative"
        text = Text(f"{subject(listed[0])}：{zh}。", f"{listed[0].value.label.en}: {en}.")
        yield "", Verdict("ambiguous", subject(listed[0]), text, values)
        return
    rush = last > rule.limits["jump"]
    zh = f"第四季度占 {say.shown(last, 'rate').zh}" + ("，支出集中在年末" if rush else "")
    en = f"the fourth quarter adds {say.shown(last, 'rate').en}" + (", spending is heaped at its end" if rush else "")
    text = Text(f"{subject(listed[0])}：{zh}。", f"{listed[0].value.label.en}: {en}.")
    yield "", Verdict("broken" if rush else "holds", subject(listed[0]), text, values)


@kind("text_unit_cost", on="text", limits=("most",), words=("per",))
def judge_unit_cost(rule: Rule, statements: Statements) -> Judged:
    """Money for each vehicle or guest is not above what is usual; ``per`` names the money and its count."""
    amount, count = rule.words["per"]
    number, spent = one(statements, count), one(statements, amount)
    money = statements.printed(amount, "") or (spent.value if spent else None)
    if not (money and money.figure and number and number.value.figure and number.value.figure.value):
        return
    cost, limit = money.figure.value / number.value.figure.value, rule.limits["most"]
    paid, each, most = (say.shown(n, "amount") for n in (money.figure.value, round(cost, 3), limit))
    zh = f"{money.label.zh} {paid.zh}，{number.value.label.zh} {number.value.printed}，平均 {each.zh}"
    en = f"{money.label.en} {paid.en}, {number.value.label.en} {number.value.printed}, {each.en} each"
    tail = Text(f"，高于 {most.zh}", f", above {most.en}") if cost > limit else Text("", "")
    text = Text(f"{zh}{tail.zh}。", f"{en}{tail.en}.")
    yield count, Verdict("broken" if cost > limit else "holds", subject(number), text, (money, number.value))


def _against_last_year(statements: Statements, statement: Statement) -> Verdict | None:
    """One statement against last year's tables; None where this year's figure is not known."""
    before = [value for value in statements.last_year(statement.metric, statement.subject) if value.figure is not None]
    now = statements.level(statement)
    if not before:
        zh, en = "上一年度的决算表没有相应数值", "last year's tables do not print this figure"
        text = Text(f"{subject(statement)}：{zh}，无法核对。", f"{statement.value.label.en}: {en}; cannot be checked.")
        return Verdict("insufficient_data", subject(statement), text, (statement.value,))
    last = before[0]
    if statement.relation == "level":
        return _said_of_last_year(statement, last)
    if now is None or now.figure is None or statement.value.figure is None or last.figure is None:
        return None
    if statement.relation == "change":
        result = compare_sum(statement.value.figure, [(now.figure, 1), (last.figure, -1)])
        other = label("本年数与上年决算表数值之差", "this year's figure less that of last year's tables")
        return equal(statement, result, other, (now, last))
    return _growth(statement, now, last)


def _said_of_last_year(statement: Statement, last: PrintedValue) -> Verdict | None:
    if statement.value.figure is None or last.figure is None:
        return None
    other = label(f"上年{last.label.zh}", f"last year's {last.label.en}")
    return equal(statement, compare_sum(statement.value.figure, [(last.figure, 1)]), other, (last,))


def _growth(statement: Statement, now: PrintedValue, last: PrintedValue) -> Verdict | None:
    """A rate of change and one is this year over last year."""
    if statement.value.figure is None or now.figure is None or last.figure is None:
        return None
    stated = Figure(statement.value.figure.value + _ONE, statement.value.figure.step)
    result = compare_ratio(stated, now.figure, last.figure)
    if result is None:
        return None
    rate = Comparison(result.agreement, statement.value.figure.value, result.computed - _ONE, result.gap, result.slack)
    terms = f"{say.number(now.figure.value)}/{say.number(last.figure.value)} - 1"
    other = Text(f"按上年决算表 {terms} 计算为", f"{terms} from last year's tables gives")
    named = label(subject(statement), statement.value.label.en)
    text = say.compared(named, Text("公布", "printed"), other, numbers(rate), rate.agreement, "rate")
    state = "ambiguous" if statement.ambiguous and rate.agreement == "broken" else STATES[rate.agreement]
    return Verdict(state, subject(statement), text, (statement.value, now, last), *numbers(rate))
