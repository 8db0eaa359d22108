"""The arithmetic of marks: bounds, monotony and rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.figures import Figure, parse_amount, parse_rate
from jixiao.score import arithmetic
from jixiao.score.model import Band

CENT = Decimal("0.01")
amounts = st.decimals(min_value="0.01", max_value="99999", places=2).map(lambda value: Figure(value, CENT))
rates = st.decimals(min_value=0, max_value=3, places=4).map(lambda value: Figure(value, Decimal("0.0001")))
weights = st.integers(min_value=1, max_value=20).map(Decimal)
FALLING = (Band(Decimal(3), at_most=Decimal("0.1")), Band(Decimal(1), at_most=Decimal("0.3")), Band(Decimal(0)))
RISING = (Band(Decimal(3), at_least=Decimal("0.9")), Band(Decimal(1), at_least=Decimal("0.6")), Band(Decimal(0)))


def figure(text: str) -> Figure:
    found = parse_rate(text) if text.endswith("%") else parse_amount(text)
    assert found is not None
    return found


def inside(marks: arithmetic.Marks, weight: Decimal) -> bool:
    return 0 <= marks.low <= marks.high <= weight


def test_the_sample_quarters_with_and_without_a_cap():
    quarters = [figure(text) for text in ("25.58%", "53.56%", "59.79%", "98.10%")]
    free = arithmetic.mean_of_quarters(quarters, Decimal(5), cap=False)
    capped = arithmetic.mean_of_quarters(quarters, Decimal(5), cap=True)
    assert (free.low, free.high) == (Decimal("4.84"), Decimal("4.84"))
    assert (capped.low, capped.high) == (Decimal("4.72"), Decimal("4.72"))


def test_coarsely_printed_quarters_leave_the_marks_open():
    quarters = [figure(text) for text in ("26%", "54%", "60%", "98%")]
    found = arithmetic.mean_of_quarters(quarters, Decimal(5), cap=True)
    assert found.low < found.high


@given(st.lists(rates, min_size=4, max_size=4), weights, st.booleans())
def test_quarters_stay_within_the_weight(quarters, weight, cap):
    assert inside(arithmetic.mean_of_quarters(quarters, weight, cap=cap), weight)


@given(st.lists(rates, min_size=4, max_size=4), rates, st.integers(0, 3), weights, st.booleans())
def test_more_progress_never_costs_marks(quarters, more, index, weight, cap):
    better = list(quarters)
    better[index] = Figure(quarters[index].value + more.value, more.step)
    before, after = (arithmetic.mean_of_quarters(q, weight, cap=cap) for q in (quarters, better))
    assert before.low <= after.low
    assert before.high <= after.high


@given(amounts, amounts, amounts, weights)
def test_a_proportion_is_bounded_and_grows_with_attainment(done, more, planned, weight):
    before = arithmetic.ratio([done], [planned])
    after = arithmetic.ratio([Figure(done.value + more.value, CENT)], [planned])
    if before is None or after is None:
        return
    first, second = (arithmetic.proportion(share, weight) for share in (before, after))
    assert inside(first, weight)
    assert first.low <= second.low
    assert first.high <= second.high
    missed = arithmetic.proportion(before, weight, inverse=True)
    assert inside(missed, weight)
    assert arithmetic.proportion(after, weight, inverse=True).high <= missed.high


@given(amounts, amounts, amounts)
def test_bands_are_bounded_and_monotone(value, more, whole):
    before = arithmetic.ratio([value], [whole])
    after = arithmetic.ratio([Figure(value.value + more.value, CENT)], [whole])
    if before is None or after is None:
        return
    assert inside(arithmetic.bands(before, FALLING), Decimal(3))
    assert arithmetic.bands(after, FALLING).high <= arithmetic.bands(before, FALLING).high
    assert arithmetic.bands(before, RISING).low <= arithmetic.bands(after, RISING).low


@pytest.mark.parametrize(
    ("actual", "plan", "low", "high"),
    [("3,186.57", "3,213", "1.98", "1.98"), ("3,300", "3,213", "0", "0"), ("3,213.2", "3,213", "0", "2")],
)
def test_above_the_plan_nothing_counts(actual, plan, low, high):
    share = arithmetic.ratio([figure(actual)], [figure(plan)])
    assert share is not None
    found = arithmetic.proportion(share, Decimal(2), above_one="none")
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("actual", "limit", "low", "high"),
    [("14.40", "17.8", 4, 4), ("14.40", "14.40", 4, 4), ("18.40", "17.8", 0, 0), ("17.82", "17.8", 0, 4)],
)
def test_at_most_is_open_only_where_rounding_hides_it(actual, limit, low, high):
    found = arithmetic.at_most(figure(actual), figure(limit), Decimal(4))
    assert (found.low, found.high) == (low, high)


def test_a_band_that_rounding_cannot_decide_is_open():
    share = arithmetic.ratio([figure("10.00")], [figure("100.00")])
    assert share is not None
    assert arithmetic.bands(share, FALLING) == arithmetic.Marks(Decimal(1), Decimal(3), Decimal("0.1"))


def test_a_divisor_that_may_be_zero_gives_no_ratio():
    assert arithmetic.ratio([figure("1")], [Figure(Decimal(0), Decimal(0))]) is None
    assert arithmetic.ratio([figure("1")], [Figure(Decimal("0.01"), Decimal("0.1"))]) is None


@given(weights, st.integers(0, 50))
def test_deductions_stop_at_nothing(weight, findings):
    assert arithmetic.deduction(weight, Decimal(1), findings) == max(0, weight - findings)


def test_halves_round_up_as_scorecards_print_them():
    assert arithmetic.rounded(Decimal("4.845")) == Decimal("4.85")
