"""Printed figures as intervals: the arithmetic behind every check and score.

A published figure was rounded before it was printed, so it stands for all values that would
print the same. ``Figure`` keeps the exact decimal and the step its printing shows; sums and
ratios of figures are intervals, and two of them agree, agree within rounding, or cannot both hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

WAN_YUAN = "万元"
#: Units in which amounts are printed, as multiples of 万元, the unit of every record.
UNITS_IN_WAN_YUAN = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}
BLANKS = frozenset({"", "-", "--", "—", "——", "/"})

#: From so many 万元 on an amount is written in millions of yuan.
MILLION = Decimal(100)

Agreement = Literal["exact", "within_rounding", "broken"]

#: More digits than any amount, rate or count has.
_MOST_DIGITS = 18
#: A difference in the last digit is no more than this share of what is printed.
_SLIGHT = Decimal("0.01")
#: Printed numbers that are known: each is parsed when it is read and when it is checked, and many stand more than once.
_MANY = 8192
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def in_yuan(value: Decimal) -> str:
    """An amount in 万元 as English writes it, no digit lost: CNY 283,910; CNY 12.0437 million.

    >>> in_yuan(Decimal("28.391")), in_yuan(Decimal("1204.37")), in_yuan(Decimal("-300"))
    ('CNY 283,910', 'CNY 12.0437 million', 'CNY -3 million')
    """
    scale, unit = (MILLION, " million") if abs(value) >= MILLION else (UNITS_IN_WAN_YUAN["元"], "")
    return f"CNY {_without_zeros(value / scale)}{unit}"


def _without_zeros(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from low to high, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """True where some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, weight: Decimal | int) -> Interval:
        """Every value multiplied by an exact weight."""
        ends = sorted((self.low * weight, self.high * weight))
        return Interval(ends[0], ends[1])

    def over(self, divisor: Interval) -> Interval | None:
        """Quotient of two intervals; None where the divisor may be zero."""
        if divisor.low <= 0 <= divisor.high:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (divisor.low, divisor.high)]
        return Interval(min(ends), max(ends))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a document prints it: the exact decimal, and the step its printing shows.

    A printed zero has step 0: tables print 0 where nothing was spent, not a rounded remainder.
    """

    value: Decimal
    step: Decimal

    @property
    def interval(self) -> Interval:
        """All values that would have been printed like this."""
        return Interval(self.value - self.step / 2, self.value + self.step / 2)

    def scaled(self, factor: Decimal) -> Figure:
        """The same figure in another unit."""
        return Figure(self.value * factor, self.step * factor)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated value against a computed one: gap is stated minus computed, slack what rounding allows."""

    agreement: Agreement
    stated: Decimal
    computed: Decimal
    gap: Decimal
    slack: Decimal


def half_width(text: str) -> str:
    """Full-width digits, letters and signs to half width; white space removed."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(_MANY)
def parse_number(text: str) -> Figure | None:
    """Read one printed number: Figure, None for a blank cell or dash, ValueError for anything else."""
    clean = half_width(text).replace("−", "-").replace("–", "-").replace("，", ",")
    if clean in BLANKS:
        return None
    if not _NUMBER.fullmatch(clean):
        raise ValueError(f"not a number: {text!r}")
    value = Decimal(clean.replace(",", ""))
    if len(value.as_tuple().digits) > _MOST_DIGITS:
        raise ValueError(f"too long to be a figure: {text[:40]!r}")
    return Figure(value, Decimal(0) if value == 0 else _step(value))


def parse_amount(text: str, unit: str = WAN_YUAN) -> Figure | None:
    """Read one printed amount in 万元; a unit printed behind the number wins over ``unit``.

    None for a blank cell; ValueError for text that is no amount, so that nothing unreadable
    becomes a number.
    """
    clean = half_width(text)
    for name in sorted(UNITS_IN_WAN_YUAN, key=len, reverse=True):
        if clean.endswith(name) and clean != name:
            clean, unit = clean.removesuffix(name), name
            break
    figure = parse_number(clean)
    return figure and figure.scaled(UNITS_IN_WAN_YUAN[unit])


def parse_rate(text: str) -> Figure | None:
    """Read a printed percentage or per mille as a fraction (99.41% is 0.9941).

    None for a blank cell; ValueError where the sign is missing: a bare number in a rate cell may
    be an amount that slipped, and only the caller knows. 0.00% was rounded like any other rate.
    """
    clean = half_width(text)
    if clean in BLANKS:
        return None
    for sign, factor in (("%", Decimal("0.01")), ("‰", Decimal("0.001"))):
        if clean.endswith(sign):
            figure = parse_number(clean.removesuffix(sign))
            if figure is not None:
                return Figure(figure.value, _step(figure.value)).scaled(factor)
    raise ValueError(f"not a percentage: {text!r}")


def as_figure(parse: Callable[..., Figure | None], text: str, *unit: str) -> Figure | None:
    """What a text reads as with one of the three above; None where it is blank or no figure."""
    try:
        return parse(text, *unit)
    except ValueError:
        return None


def value_of(parse: Callable[..., Figure | None], text: str | None, *unit: str) -> Decimal | None:
    """The value of a text; None where it is missing, blank or no figure."""
    figure = as_figure(parse, text or "", *unit)
    return None if figure is None else figure.value


def finest_step(figures: Iterable[Figure]) -> Decimal | None:
    """The smallest step that any of the figures shows; None where all are zero."""
    return min((figure.step for figure in figures if figure.step), default=None)


def with_step(figure: Figure, step: Decimal | None) -> Figure:
    """The figure at the step of its table: "132.1" beside "22,902.34" was printed to 0.01.

    Spreadsheets drop trailing zeros, so the finest figure of a table tells how all were rounded.
    """
    if step is None or figure.value == 0:
        return figure
    return Figure(figure.value, min(figure.step, step))


def compare_sum(stated: Figure, parts: Iterable[tuple[Figure, int]]) -> Comparison:
    """A stated total against the weighted sum of its parts."""
    listed = list(parts)
    computed = sum((part.value * weight for part, weight in listed), Decimal(0))
    slack = stated.step / 2 + sum((part.step / 2 * abs(weight) for part, weight in listed), Decimal(0))
    gap = stated.value - computed
    return Comparison(_agreement(gap == 0, abs(gap) <= slack), stated.value, computed, gap, slack)


def compare_parts(stated: Figure, parts: Sequence[tuple[Figure, int]]) -> Comparison:
    """A stated total against the parts that are printed; where it is one alone, it is the total again."""
    alone = [part for part, weight in parts if weight == 1]
    return compare_same(stated, alone[0]) if len(parts) == len(alone) == 1 else compare_sum(stated, parts)


def compare_same(stated: Figure, other: Figure) -> Comparison:
    """One number that is printed twice: with the same step there is nothing that rounding could explain.

    A last digit that is much of a number (1 and 2) may still be the same number, rounded in two ways.
    """
    result = compare_sum(stated, [(other, 1)])
    alike = result.agreement == "within_rounding" and stated.step == other.step
    if not alike or abs(result.gap) > abs(stated.value) * _SLIGHT:
        return result
    return Comparison("broken", result.stated, result.computed, result.gap, Decimal(0))


def compare_ratio(stated: Figure, numerator: Figure, denominator: Figure) -> Comparison | None:
    """A stated share or rate against numerator ÷ denominator; None where the denominator may be zero."""
    computed = numerator.interval.over(denominator.interval)
    if computed is None or denominator.value == 0:
        return None
    value = numerator.value / denominator.value
    gap = stated.value - value
    slack = stated.step / 2 + (computed.high - computed.low) / 2
    same = stated.step > 0 and (value / stated.step).to_integral_value() == stated.value / stated.step
    agreement = _agreement(gap == 0 or same, stated.interval.meets(computed))
    return Comparison(agreement, stated.value, value, gap, slack)


def _agreement(exact: bool, within: bool) -> Agreement:
    return "exact" if exact else "within_rounding" if within else "broken"


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
