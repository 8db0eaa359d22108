"""A target in numbers as bounds (≥95%, 10-20天, 100%±5%), and how far a number reaches it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao.figures import half_width
from jixiao.score.model import ZERO
from jixiao.values import Value, parse_value

ONE = Decimal(1)
HUNDRED = Decimal(100)
AT_LEAST, AT_MOST = ("ge", "gt"), ("le", "lt")
#: Choices of the conventions that the regulations leave open.
Choices = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A target: its operator, its lower and upper bound (the same but for ranges), its unit."""

    operator: str
    low: Decimal
    high: Decimal
    unit: str


def approximate(target: str) -> str:
    """约10次, 10次左右 are read as 10次."""
    return re.sub(r"^(?:约|大约)|左右$", "", half_width(target))


def bounds_of(target: str) -> Bounds | None:
    """Bounds of a numeric target: ≥95%, 10-20天, 100%±5%; None where it is none."""
    value = parse_value(target)
    if value.number is not None:
        return Bounds(value.operator, value.number, value.number, value.unit)
    for sign in ("±", *(("-", "~", "—", "至") if value.operator == "range" else ())):
        left, found, right = half_width(target).partition(sign)
        first, second = parse_value(left), parse_value(right)
        if not found or first.number is None or second.number is None:
            continue
        one, two = _aligned(first, second)
        if sign == "±":
            return Bounds("range", one - two, one + two, second.unit or first.unit)
        return Bounds("range", min(one, two), max(one, two), second.unit)
    return None


def completion(bounds: Bounds, actual: Decimal, cost: bool, choices: Choices) -> tuple[bool, Decimal | None]:
    """Met or not, and completion from 0 to 1; None where the target allows no proportion."""
    operator, low, high = bounds.operator, bounds.low, bounds.high
    if operator == "eq" and choices["equal_target"] == "one_sided":
        operator = "le" if cost else "ge"
    if operator in AT_LEAST:
        met = actual > low if operator == "gt" else actual >= low
        return met, ONE if met else _part(actual, low)
    if operator in AT_MOST:
        met = actual < high if operator == "lt" else actual <= high
        return met, ONE if met else _excess(actual, high, choices)
    if low <= actual <= high:
        return True, ONE
    if actual < low:
        return False, _part(actual, low)
    return False, max(ZERO, ONE - (actual - high) / high) if high > 0 else ZERO


def _aligned(first: Value, second: Value) -> tuple[Decimal, Decimal]:
    """Both ends in the unit of the second: in 10-20% the first is a rate too."""
    one, two = first.number or ZERO, second.number or ZERO
    if second.unit == "%" and first.unit == "":
        return one / HUNDRED, two
    return one, two


def _part(actual: Decimal, target: Decimal) -> Decimal | None:
    return min(ONE, max(ZERO, actual / target)) if target > 0 else None


def _excess(actual: Decimal, limit: Decimal, choices: Choices) -> Decimal | None:
    """Completion above a limit; nothing is left above a limit of 0."""
    if limit < 0:
        return None
    if limit == 0:
        return ZERO
    if choices["over_limit"] == "inverse":
        return limit / actual
    return max(ZERO, ONE - (actual - limit) / limit)
