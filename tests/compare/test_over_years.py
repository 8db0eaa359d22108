"""Series and rows of headline measures: changes where a series goes on, breaks where it does not."""

from typing import Any

import pytest

import jixiao
from jixiao.compare import deviation_distribution
from jixiao.store import Disclosure, disclosure
from places import RAW

NAME = "甲市丙局"


def spent(
    value: float, year: int, name: str = NAME, level: str = "部门", unit: str = "万元"
) -> tuple[dict[str, Any], dict[str, Any]]:
    common = {"department": name, "fiscal_year": year, "source_id": f"{year:012d}"}
    document = {**common, "family": "final_accounts", "level_printed": level, "unit": unit}
    own = {
        "family": "final_accounts",
        "table": "expenditure",
        "side": "",
        "term": "total",
        "measure": "total",
        "stage": "final",
    }
    return document, {**common, **own, "year": year, "value": value, "unit_name": "", "page": 1}


def panel(*years: Any) -> Disclosure:
    return disclosure({"documents": [year[0] for year in years], "accounts": [year[1] for year in years]})


def told(*years: Any) -> list[tuple[Any, ...]]:
    found = jixiao.series(panel(*years))
    columns = ["fiscal_year", "value", "change", "change_rate", "break", "renamed_from"]
    plain = found[columns].astype(object).where(found[columns].notna(), None)
    return list(plain.itertuples(index=False, name=None))


def test_a_series_and_its_changes():
    assert told(spent(100, 2021), spent(110, 2022), spent(99, 2023)) == [
        (2021, 100, None, None, None, None),
        (2022, 110, 10, 0.1, None, None),
        (2023, 99, -11, -0.1, None, None),
    ]


@pytest.mark.parametrize(
    ("year", "why"),
    [
        (spent(110, 2023), "gap"),
        (spent(110, 2022, level="本级"), "scope"),
        (spent(1100000, 2022, unit="元"), "unit"),
    ],
)
def test_a_series_that_breaks_has_no_change(year, why):
    assert told(spent(100, 2021), year)[1][2:5] == (None, None, why)


def test_a_new_name_says_whose_it_perhaps_was():
    rows = told(
        spent(100, 2021, "丙局"), spent(110, 2022, "甲市丙局"), spent(5, 2021, "甲市丁局"), spent(6, 2022, "甲市丁局")
    )
    assert [row[-1] for row in rows if row[1] in (110, 6)] == [None, "丙局"]


def test_a_figure_printed_with_two_amounts_is_none():
    twice = panel(spent(100, 2021), spent(101, 2021))
    assert jixiao.wide(twice)["expenditure"].isna().all()


def test_the_sample_as_one_row():
    """Tables 02, 03, 05 and 07 of the sample, read by eye."""
    d = jixiao.read(RAW / "pingshan-data-2020.pdf")
    row = jixiao.wide(d, jixiao.check(d)).iloc[0]
    assert row[["income", "expenditure", "three_public"]].tolist() == [22902.34, 22902.34, 14.39]
    assert (row["has_budget"], row["has_final_accounts"]) == (False, True)
    assert row["findings_per_100"] == pytest.approx(100 * row["findings"] / row["checks"])


def test_rates_of_deviation_are_spread():
    rows = deviation_distribution(jixiao.read(RAW / "pingshan-data-2020.pdf")).set_index("compared")
    assert (rows.loc["columns", "n"], rows.loc["columns", "share_large"]) == (
        4,
        1,
    )  # table 07: four kinds with a budget
