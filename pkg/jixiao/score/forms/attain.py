"""How far an indicator was reached (完成率): target and actual value set side by side.

What a form prints as target and actual value is what the regulation compares, so both count as exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from jixiao.figures import half_width
from jixiao.rules import Text
from jixiao.score.forms.answers import days, factor, frequency, level_of, tiers_of
from jixiao.score.forms.target_bounds import (
    AT_LEAST,
    AT_MOST,
    HUNDRED,
    ONE,
    Bounds,
    Choices,
    approximate,
    bounds_of,
    completion,
)
from jixiao.score.model import ZERO
from jixiao.values import Value, parse_value

Kind = Literal["number", "date", "words", "blank"]


@dataclass(frozen=True, slots=True)
class Attained:
    """How far an indicator was reached: an interval of completion between 0 and 1.

    ``met`` is None where it cannot be decided; ``ratio`` is actual ÷ target, not capped; ``actual`` the
    actual value itself, a fraction for rates; ``tiers`` are those that an answer in words allows;
    ``claimed`` says that a completion rate is printed in place of the value.
    """

    kind: Kind
    low: Decimal
    high: Decimal
    met: bool | None
    operator: str
    words: Text
    ratio: Decimal | None = None
    actual: Decimal | None = None
    tiers: frozenset[str] = frozenset()
    claimed: bool = False

    @property
    def decided(self) -> bool:
        """True where completion is one value."""
        return self.low == self.high


def attain(
    target: str, actual: str, labels: tuple[str, ...], fiscal_year: int, choices: Choices, flag: Decimal
) -> Attained:
    """Completion of one indicator row; ``labels`` are its level names, ``flag`` says when it is far above."""
    if not actual.strip():
        return _open("blank", "text", Text("未填完成值", "no actual value is printed"))
    aim, got = approximate(target), parse_value(actual)
    bounds = bounds_of(aim)
    if (many := _frequencies(aim, actual, choices)) is not None:
        return many
    if bounds is not None:
        return _number(bounds, actual, labels, choices, flag)
    deadline = days(aim, fiscal_year)
    if deadline and deadline.last.year > fiscal_year and _is_share(got) and got.number != 1:
        return _open(
            "date", "date", Text("期限在本年度之后，完成率只是进度", "due after the year: the rate is progress so far")
        )
    if deadline is not None and _times(labels, aim):
        return _date(aim, actual, fiscal_year) if days(actual, fiscal_year) or not _is_share(got) else _as_share(
            got, "date"
        )  # fmt: skip
    if _is_share(got) and (frequency(aim) or deadline):
        return _as_share(got, "number")
    return _words(aim, actual, got)


def _number(bounds: Bounds, actual: str, labels: tuple[str, ...], choices: Choices, flag: Decimal) -> Attained:
    value = parse_value(approximate(actual))
    if value.number is None:
        return _not_a_number(bounds, actual)
    if _is_share(value) and bounds.unit != "%":
        claimed = _as_share(value, "number", bounds.operator)
        if bounds.unit or bounds.high > HUNDRED:
            return claimed
        # A bare target beside a rate may be a rate without its sign: 95 beside 96 %.
        rates = replace(bounds, low=bounds.low / HUNDRED, high=bounds.high / HUNDRED)
        return _hull([claimed, _compare(rates, value.number, value.operator, labels, choices, flag)])
    if _is_share(value) and bounds.operator in AT_MOST and value.number == 1 > bounds.high:
        # 100 % beside a target of ≤ 1 %: the value itself, or that the target was kept in full.
        claimed = _as_share(value, "number", bounds.operator)
        return _hull([claimed, _compare(bounds, value.number, value.operator, labels, choices, flag)])
    if bounds.unit == "%" and value.unit == "":
        numbers = [value.number / HUNDRED, *([value.number] if 0 < value.number <= 1 else [])]
    else:
        scale = ONE if value.unit == "" or bounds.unit == "" else factor(value.unit, bounds.unit)
        if scale is None:
            zh = f"指标值单位为“{bounds.unit}”，完成值单位为“{value.unit}”，无法比较"
            return _open(
                "number", bounds.operator, Text(zh, f"the target is in {bounds.unit}, the actual in {value.unit}")
            )
        numbers = [value.number * scale]
    return _hull([_compare(bounds, number, value.operator, labels, choices, flag) for number in numbers])


def _not_a_number(bounds: Bounds, actual: str) -> Attained:
    """An answer in words to a target in numbers: the words bound it as far as they say something."""
    tiers = tiers_of("", actual)
    if tiers == {"achieved"} and not re.search(r"\d", half_width(actual)):
        words = Text("以文字说明已完成，未填数值", "said in words to be reached, without a number")
        return Attained("number", ZERO, ONE, None, bounds.operator, words, tiers=tiers)
    return _open("number", bounds.operator, Text("完成值不是可比较的数值", "the actual value is no number to compare"))


def _compare(
    bounds: Bounds, actual: Decimal, said: str, labels: tuple[str, ...], choices: Choices, flag: Decimal
) -> Attained:
    """A number against its target. ``said`` is the operator of the answer: ≥99% says at least 99 %."""
    met, share = completion(bounds, actual, _is_cost(labels), choices)
    ratio = actual / bounds.high if bounds.high > 0 else None
    if share is None:
        return _open("number", bounds.operator, Text("没有可用的比例", "no proportion can be formed"))
    if said in (*AT_LEAST, *AT_MOST) and not (met and said[0] == bounds.operator[0]):
        words = Text("完成值只给出界限，不能确定", "the actual value is given as a limit only")
        low, high = (share, ONE) if said[0] == "g" == bounds.operator[0] else (ZERO, ONE)
        return Attained("number", low, high, None, bounds.operator, words, ratio, actual)
    words = (
        Text("达到指标值", "target met")
        if met
        else Text(f"未达到指标值，完成率 {percent(share)}", f"target not met, completion {percent(share)}")
    )
    if met and ratio is not None and ratio >= flag and bounds.operator not in AT_MOST and not _is_cost(labels):
        words = Text(
            f"{words.zh}，为指标值的 {percent(ratio)}，超出较多，应分析原因",
            f"{words.en}, {percent(ratio)} of it: far above, to be explained",
        )
        if choices["far_above"] == "reduced":
            share = max(ZERO, ONE - (ratio - ONE))
    return Attained("number", share, share, met, bounds.operator, words, ratio, actual)


def _frequencies(target: str, actual: str, choices: Choices) -> Attained | None:
    """A frequency against a frequency or a count in the year; None where they cannot be compared."""
    aim, got = frequency(target), frequency(actual)
    if aim is None:
        return None
    count = parse_value(actual)
    if got is not None and got.period == aim.period:
        pair = Decimal(aim.count), Decimal(got.count)
    elif aim.yearly is not None and got is not None and got.yearly is not None:
        pair = aim.count * aim.yearly, got.count * got.yearly
    elif aim.yearly is not None and count.number is not None and count.unit not in ("%", "‰"):
        pair = aim.count * aim.yearly, count.number
    else:
        return None
    bounds = Bounds("ge", pair[0], pair[0], "次")
    return _compare(bounds, pair[1], "eq", (), choices, Decimal("Infinity"))


def _date(target: str, actual: str, fiscal_year: int) -> Attained:
    """A deadline against the day or month of completion; what is late has no proportion in the regulations."""
    deadline, done = days(target, fiscal_year), days(actual, fiscal_year)
    if deadline is None or done is None:
        return _words(target, actual, parse_value(actual))
    # 2月份前 may end with January or with February; 2月 ends with February.
    whole_month = deadline.first.day == 1 and deadline.first != deadline.last
    strict = deadline.first if deadline.before and whole_month else deadline.last
    in_time = (
        done.last < strict if strict == deadline.first and whole_month and deadline.before else done.last <= strict
    )
    if in_time:
        return Attained("date", ONE, ONE, True, "date", Text("在期限内完成", "done in time"))
    if done.first > deadline.last:
        words = Text("晚于期限，规定未给出比例", "later than the deadline; no proportion is given for it")
        return Attained("date", ZERO, ONE, False, "date", words)
    return _open("date", "date", Text("期限与完成时间的写法不能确定先后", "the wording leaves open which came first"))


def _words(target: str, actual: str, value: Value) -> Attained:
    """An answer in words or as a bare completion rate to a target in words (定性指标)."""
    if _is_share(value) and value.number is not None and value.number >= 1:
        tiers, words = frozenset({"achieved"}), Text("完成值印为 100%", "the answer is printed as 100 %")
    else:
        tiers = tiers_of(target, actual)
        words = (
            Text("定性指标，按完成值的文字分档", "qualitative, bounded by the words of the answer")
            if tiers
            else Text("定性指标，完成值的文字不能归入某一档", "qualitative, and the answer fits no tier by its words")
        )
    return Attained("words", ZERO, ONE, None, "text", words, tiers=tiers)


def _as_share(value: Value, kind: Kind, operator: str = "date") -> Attained:
    """A completion rate printed in place of the value itself."""
    share = min(ONE, max(ZERO, value.number or ZERO))
    words = Text(
        f"完成值印为完成率 {percent(value.number or ZERO)}",
        f"the answer is printed as a completion rate of {percent(value.number or ZERO)}",
    )
    return Attained(kind, share, share, share == 1, operator, words, value.number, claimed=True)


def _hull(found: list[Attained]) -> Attained:
    """Several ways to read a number as one interval."""
    first = found[0]
    if all((other.low, other.high) == (first.low, first.high) for other in found):
        return first
    low, high = min(one.low for one in found), max(one.high for one in found)
    met = first.met if all(one.met == first.met for one in found) else None
    words = Text("完成值有两种读法：数值本身或完成率", "the answer can be read in two ways: as the value or as a rate")
    return replace(first, low=low, high=high, met=met, words=words, ratio=None, actual=None)


def percent(share: Decimal) -> str:
    """A share for a message: 95.71%."""
    return f"{Decimal(f'{share * HUNDRED:.2f}').normalize():f}%"


def _open(kind: Kind, operator: str, words: Text) -> Attained:
    return Attained(kind, ZERO, ONE, None, operator, words)


def _is_share(value: Value) -> bool:
    return value.number is not None and value.unit == "%"


def _is_cost(labels: tuple[str, ...]) -> bool:
    return level_of(*reversed(labels)) == "cost"


def _times(labels: tuple[str, ...], target: str) -> bool:
    """True where a date is a deadline: indicators of time (时效), or words such as 前, 底, 完成."""
    return any("时" in label for label in labels) or bool(re.search(r"[前底末内]", target))
