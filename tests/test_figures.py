from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.figures import (
    Figure,
    Interval,
    compare_ratio,
    compare_same,
    compare_sum,
    finest_step,
    parse_amount,
    parse_number,
    parse_rate,
    with_step,
)

CENTS = st.decimals(min_value=0, max_value=10**7, places=2)


def test_an_amount_knows_its_value_and_step() -> None:
    assert parse_amount("22,902.34") == Figure(Decimal("22902.34"), Decimal("0.01"))
    assert parse_amount("１，０５６．５") == Figure(Decimal("1056.5"), Decimal("0.1"))
    assert parse_amount("19,077,163", "元") == Figure(Decimal("1907.7163"), Decimal("0.0001"))
    assert parse_amount("298.644346 万元") == Figure(Decimal("298.644346"), Decimal("0.000001"))


def test_blank_zero_and_unreadable_are_three_things() -> None:
    assert parse_amount("") is None
    assert parse_amount("—") is None
    assert parse_amount("0.00") == Figure(Decimal("0.00"), Decimal(0))
    for text in ("24,458.43二、财政专户", "(cid:12)", "11,,2233", "1,23.4", "3825.1738%", "一"):
        with pytest.raises(ValueError, match="not a number"):
            parse_amount(text)


def test_a_rate_needs_its_sign() -> None:
    assert parse_rate("99.44%") == Figure(Decimal("0.9944"), Decimal("0.0001"))
    assert parse_rate("0.00%") == Figure(Decimal(0), Decimal("0.0001")), "a small share prints as 0.00% too"
    assert parse_rate("3‰") == Figure(Decimal("0.003"), Decimal("0.001"))
    with pytest.raises(ValueError, match="not a percentage"):
        parse_rate("3825.1738")


def test_the_finest_figure_tells_how_a_table_was_rounded() -> None:
    figures = [f for text in ("80", "132.1", "22,902.34", "0") if (f := parse_number(text))]
    assert finest_step(figures) == Decimal("0.01")
    assert with_step(figures[0], Decimal("0.01")).interval == Interval(Decimal("79.995"), Decimal("80.005"))
    assert with_step(figures[3], Decimal("0.01")).step == 0


def test_sums_are_exact_within_rounding_or_broken() -> None:
    thirds = [(Figure(Decimal("0.33"), Decimal("0.01")), 1)] * 3
    one, more = Figure(Decimal("1.00"), Decimal("0.01")), Figure(Decimal("1.02"), Decimal("0.01"))
    assert compare_sum(one, thirds).agreement == "within_rounding"
    assert compare_sum(more, thirds).agreement == "broken"
    assert compare_sum(Figure(Decimal("0.99"), Decimal("0.01")), thirds).agreement == "exact"


def test_the_samples_totals_hold_within_rounding() -> None:
    """公开01表 of the first sample: 22,902.34 + 0.04 against the printed 22,902.37."""
    total, income, opening = (parse_amount(text) for text in ("22,902.37", "22,902.34", "0.04"))
    assert total
    assert income
    assert opening
    comparison = compare_sum(total, [(income, 1), (opening, 1)])
    assert comparison.agreement == "within_rounding"
    assert comparison.gap == Decimal("-0.01")
    assert comparison.slack == Decimal("0.015")


def test_a_rate_over_a_possible_zero_is_no_rate() -> None:
    rate, part, zero = (
        Figure(Decimal(1), Decimal("0.01")),
        Figure(Decimal(3), Decimal(1)),
        Figure(Decimal(0), Decimal(0)),
    )
    assert compare_ratio(rate, part, zero) is None


@given(st.lists(CENTS, min_size=1, max_size=30))
def test_rounding_never_breaks_a_sum(parts: list[Decimal]) -> None:
    step = Decimal("0.1")
    printed = [Figure(part.quantize(step), step) for part in parts]
    total = Figure(sum(parts, Decimal(0)).quantize(step), step)
    assert compare_sum(total, [(part, 1) for part in printed]).agreement != "broken"


@given(CENTS, st.decimals(min_value="0.01", max_value=10**7, places=2))
def test_rounding_never_breaks_a_rate(part: Decimal, whole: Decimal) -> None:
    step = Decimal("0.0001")
    stated = Figure((part / whole).quantize(step), step)
    exact = [Figure(value, Decimal("0.01")) for value in (part, whole)]
    comparison = compare_ratio(stated, *exact)
    assert comparison is None or comparison.agreement != "broken"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_printed_is_read_back(value: Decimal) -> None:
    figure = parse_number(f"{value:,.2f}")
    assert figure
    assert figure.value == value


@given(st.text(max_size=12))
def test_nothing_unreadable_becomes_a_number(text: str) -> None:
    try:
        figure = parse_number(text)
    except ValueError:
        return
    assert figure is None or any(char.isnumeric() for char in text)


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("269.85", "269.86", "broken"),  # one number printed twice with the same step
        ("269.85", "269.85", "exact"),
        ("269.9", "269.86", "within_rounding"),
        ("0.05", "0.06", "within_rounding"),  # a digit that is much of the number
    ],
)
def test_one_number_printed_twice(one, other, agreement):
    assert compare_same(parse_number(one), parse_number(other)).agreement == agreement
