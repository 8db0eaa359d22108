"""The arithmetic of marks: small pure functions from printed figures to an interval of marks.

Every printed figure is an interval; where its rounding cannot change the marks, low equals high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jixiao.figures import Figure, Interval
from jixiao.score.model import ZERO, Band

ONE = Decimal(1)
#: Time progress (序时进度) at the end of each quarter.
TIME_PROGRESS = tuple(Decimal(share) for share in ("0.25", "0.50", "0.75", "1.00"))


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks that printed figures support, and the rate behind them."""

    low: Decimal
    high: Decimal
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient: the one the printed values give, and all that their rounding allows."""

    value: Decimal
    interval: Interval


def rounded(value: Decimal) -> Decimal:
    """Two decimals, halves up, as scorecards print marks."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Marks for a message: 3, 4.84, 12.5."""
    return f"{value.normalize():f}"


def ratio(of: Sequence[Figure], to: Sequence[Figure]) -> Ratio | None:
    """Sum of figures over sum of figures; None where the divisor may be zero."""
    upper, lower = _total(of), _total(to)
    interval = upper[1].over(lower[1])
    if interval is None or lower[0] == 0:
        return None
    return Ratio(upper[0] / lower[0], interval)


def mean_of_quarters(progress: Sequence[Figure], weight: Decimal, *, cap: bool) -> Marks:
    """Average quarter rate (全年平均执行率): progress ÷ time progress, each capped at 1 or not."""

    def mean(values: Sequence[Decimal]) -> Decimal:
        rates = [value / time for value, time in zip(values, TIME_PROGRESS, strict=True)]
        return sum((min(rate, ONE) if cap else rate for rate in rates), ZERO) / len(TIME_PROGRESS)

    low = mean([figure.interval.low for figure in progress])
    high = mean([figure.interval.high for figure in progress])
    return Marks(_marks(low, weight), _marks(high, weight), mean([figure.value for figure in progress]))


def bands(share: Ratio, steps: Sequence[Band]) -> Marks:
    """Marks of the first band that fits (分档计分), at both ends of the ratio."""
    ends = [next(step.marks for step in steps if step.fits(end)) for end in (share.interval.low, share.interval.high)]
    return Marks(min(ends), max(ends), share.value)


def proportion(share: Ratio, weight: Decimal, *, above_one: str = "full", inverse: bool = False) -> Marks:
    """Full marks × rate; above 100 % full marks or none; ``inverse`` counts what is missing from 1."""
    low, high = share.interval.low, share.interval.high
    if inverse:
        return Marks(_marks(ONE - high, weight), _marks(ONE - low, weight), share.value)
    if above_one == "none" and share.value > 1:
        return Marks(ZERO, weight if low <= 1 else ZERO, share.value)
    return Marks(_marks(low, weight), _marks(high, weight), share.value)


def at_most(actual: Figure, limit: Figure, points: Decimal) -> Marks:
    """All points where actual ≤ limit as printed; undecided only where rounding alone may hide it."""
    if actual.value <= limit.value:
        return Marks(points, points)
    hidden = actual.interval.meets(limit.interval)
    return Marks(ZERO, points if hidden else ZERO)


def deduction(weight: Decimal, per_finding: Decimal, findings: int) -> Decimal:
    """What is left of full marks after deductions (扣完为止)."""
    return max(ZERO, weight - per_finding * findings)


def _marks(rate: Decimal, weight: Decimal) -> Decimal:
    return rounded(max(ZERO, min(rate, ONE)) * weight)


def _total(figures: Sequence[Figure]) -> tuple[Decimal, Interval]:
    value, interval = ZERO, Interval(ZERO, ZERO)
    for figure in figures:
        value, interval = value + figure.value, interval + figure.interval
    return value, interval
