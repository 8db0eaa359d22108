"""The size of a difference decides the grade of a finding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import RULES, change, check, disclosure, sample
from jixiao.check.after.materiality import graded, materiality
from jixiao.check.printed import PrintedValue, ValueLabel, Verdict
from jixiao.figures import parse_amount, parse_rate
from jixiao.rules import Text


def broken(quantity, printed, computed, slack):
    figure = (parse_rate if quantity == "rate" else parse_amount)(printed)
    value = PrintedValue(ValueLabel("", "", ""), quantity, "figure", figure, printed, {})
    stated, other = figure.value, Decimal(computed)
    return Verdict("broken", "", Text("", ""), (value,), stated, other, stated - other, Decimal(slack))


@pytest.mark.parametrize(
    ("quantity", "printed", "computed", "slack", "size"),
    [
        ("rate", "99.86%", "0.99868", "0.00005", "last_digit"),  # cut off, not rounded
        ("rate", "9.55%", "0.09558", "0.00005", "last_digit"),
        ("rate", "35.74%", "0.35943", "0.00005", "small"),
        ("rate", "0.1%", "0.00022", "0.0005", "small"),  # four times as much is no last digit
        ("rate", "1000%", "1", "0.005", "large"),
        ("amount", "6,032.16", "6,032.13".replace(",", ""), "0.015", "small"),
        ("amount", "6,032.16", "6,032.14".replace(",", ""), "0.015", "last_digit"),
        ("amount", "5.20", "4.80", "0.01", "large"),  # 0.4 of 5.2
        ("amount", "6,023.13", "6,032.13".replace(",", ""), "0.015", "large"),
    ],
)
def test_the_size_of_a_difference(quantity, printed, computed, slack, size):
    assert materiality(broken(quantity, printed, computed, slack)) == size


@pytest.mark.parametrize(
    ("severity", "size", "expected"),
    [
        ("error", "large", "error"),
        ("error", "small", "warning"),
        ("error", "last_digit", "info"),
        ("warning", "small", "warning"),
        ("error", None, "error"),
    ],
)
def test_an_error_is_large(severity, size, expected):
    assert graded(severity, size) == expected


@pytest.mark.parametrize(("severity", "expected"), [("error", "warning"), ("warning", "info"), ("info", "info")])
def test_a_doubt_is_one_grade_below_its_rule(severity, expected):
    assert graded(severity, None, "ambiguous") == expected


def test_the_ledger_says_how_large():
    data = check(disclosure(change(sample(), "fiscal_summary", "6,023.13", term="income_this_year")), RULES)
    assert set(data.loc[data["state"] == "broken", "materiality"]) == {"large"}
    assert data.loc[data["state"] == "holds", "materiality"].isna().all()
