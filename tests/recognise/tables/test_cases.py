"""Small inputs that once failed, each for a kind of layout: what is right stands beside them in ../shared/cases."""

from __future__ import annotations

import pytest

import jixiao
from jixiao.check import check
from places import SHARED

CASES = SHARED / "cases"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the inputs are not part of the project")


def read(name: str) -> jixiao.Disclosure:
    d = jixiao.read(CASES / name)
    found = check(d)
    assert not found["state"].isin(("broken", "ambiguous")).any()
    return d


@pytest.mark.parametrize("name", ["detail_table_after_05.html", "detail_table_after_05.xlsx"])
def test_a_detail_table_is_not_swallowed_by_the_one_before(name: str) -> None:
    d = read(name)
    assert list(d.tables["tables"]["role"]) == [
        "summary", "general_expenditure", "general_economic", "three_public", "operating_cost",
    ]  # fmt: skip
    counts = d.accounts[d.accounts["item"].fillna("").str.contains("辆")]
    assert (list(counts["unit"]), list(counts["printed"])) == (["辆"], ["8"])
    assert counts["value"].isna().all()  # vehicles are no money
    rows = d.accounts[d.accounts["table"] == "general_expenditure"]
    assert list(rows["code"].drop_duplicates()) == ["", "201", "20108", "2010801"]


def test_income_by_unit_and_by_code_are_two_tables() -> None:
    d = read("income_by_unit_and_by_code.html")
    assert list(d.tables["tables"]["role"]) == ["income", "income"]
    assert d.accounts["table_id"].nunique() == 2
    assert list(d.documents["recorded_numbers"]) == list(d.documents["printed_numbers"]) == [28]


def test_levels_of_codes_in_columns_are_carried_down() -> None:
    d = read("code_levels_in_columns.xlsx")
    assert list(d.accounts["code"].drop_duplicates()) == ["", "201", "20108", "2010801"]
    assert list(d.accounts["item"].drop_duplicates()) == ["合计", "一般公共服务支出", "审计事务", "行政运行"]


def test_items_as_rows_give_budget_and_final_figures() -> None:
    d = read("three_public_items_as_rows.html")
    rows = d.accounts[d.accounts["printed"].fillna("") != ""]
    found = list(zip(rows["measure"], rows["stage"], rows["printed"], strict=True))
    assert found == [
        ("total", "budget", "1.8"), ("total", "final", "1.52"), ("reception", "budget", "1.8"),
        ("reception", "final", "1.52"),
    ]  # fmt: skip
