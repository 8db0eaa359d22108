"""Figures of published budgets, read by eye on the rendered pages: one document of each city."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import jixiao
from places import SHARED

WILD = SHARED / "wild"
pytestmark = pytest.mark.skipif(not WILD.exists(), reason="published files are not part of the project")

#: File, page, role, what the row is known by, measure, stage, year, figure as printed.
READ: list[tuple[str, int, str, dict[str, str], str, str, int, str]] = [
    # two sides: expenditure in 元 by kind, three header levels
    ("shanghai_petitions_2026", 7, "summary", {"side": "income", "term": "grand_total"}, "total", "budget", 2026, "288,280,739"),
    ("shanghai_petitions_2026", 7, "summary", {"side": "expenditure", "term": "class_201"}, "basic_personnel", "budget", 2026, "29,148,414"),
    ("shanghai_petitions_2026", 7, "summary", {"side": "expenditure", "term": "class_201"}, "project", "budget", 2026, "227,436,799"),
    # one row without label, operating cost beside it, in 万元
    ("shanghai_petitions_2026", 19, "three_public", {}, "total", "budget", 2026, "84.00"),
    ("shanghai_petitions_2026", 19, "three_public", {}, "reception", "budget", 2026, "5.00"),
    ("shanghai_petitions_2026", 19, "three_public", {}, "vehicle_running", "budget", 2026, "49.00"),
    ("shanghai_petitions_2026", 19, "three_public", {}, "operating_cost", "budget", 2026, "1,067.92"),
    # income of the year and carry-over, totals called 收入合计 and 支出合计
    ("chongqing_commerce_2026", 15, "fiscal_summary", {"side": "income", "term": "income_this_year"}, "amount", "budget", 2026, "99,320.55"),
    ("chongqing_commerce_2026", 15, "fiscal_summary", {"side": "income", "term": "fiscal_opening_balance"}, "amount", "budget", 2026, "44,048.03"),
    ("chongqing_commerce_2026", 15, "fiscal_summary", {"side": "expenditure", "term": "grand_total"}, "government_fund", "budget", 2026, "41,534.73"),
    ("chongqing_commerce_2026", 15, "fiscal_summary", {"side": "expenditure", "term": "class_215"}, "general_budget", "budget", 2026, "238.00"),
    # 类, 款, 项 in columns; the row of a 款 prints its own level only
    ("changsha_police_2025", 14, "income", {"code": "2040202"}, "total", "budget", 2025, "36,490.02"),
    ("changsha_police_2025", 14, "income", {"code": "20402"}, "total", "budget", 2025, "68,629.12"),
    ("changsha_police_2025", 14, "income", {"code": "2011199"}, "total", "budget", 2025, "3.00"),
    # items as rows
    ("fuzhou_police_unit_2026", 23, "three_public", {}, "total", "budget", 2026, "27.31"),
    ("fuzhou_police_unit_2026", 23, "three_public", {}, "vehicle_running", "budget", 2026, "25.31"),
    ("fuzhou_police_unit_2026", 23, "three_public", {}, "reception", "budget", 2026, "2.00"),
    ("guangzhou_data_2026", 17, "three_public", {}, "abroad", "budget", 2026, "24.00"),
    ("guangzhou_data_2026", 17, "three_public", {}, "reception", "budget", 2026, "8.30"),
    # rows are units with their codes, sources of the year beside the carry-over
    ("suzhou_data_2026", 8, "income", {"code": "068001"}, "general_budget", "budget", 2026, "54,502.89"),
    ("suzhou_data_2026", 8, "income", {"code": "068004"}, "total", "budget", 2026, "1,763.06"),
    ("suzhou_data_2026", 8, "income", {"item": "苏州市公共资源交易中心", "unit_name": "苏州市公共资源交易中心"}, "total", "budget", 2026, "4,191.38"),
    ("suzhou_data_2026", 25, "procurement", {"item": "货物"}, "total", "budget", 2026, "110.90"),
    ("suzhou_data_2026", 21, "three_public", {}, "total", "budget", 2026, "18.30"),
    ("suzhou_data_2026", 21, "three_public", {}, "training", "budget", 2026, "59.04"),
    # years as rows, three funds for each item
    ("shenzhen_transport_2026", 46, "three_public", {}, "total_general_budget", "budget", 2026, "147.90"),
    ("shenzhen_transport_2026", 46, "three_public", {}, "total_general_budget", "budget", 2025, "176.01"),
    ("shenzhen_transport_2026", 46, "three_public", {}, "total_general_budget", "change", 2026, "-28.11"),
    # two years side by side
    ("yantai_statistics_2026", 18, "three_public", {}, "total", "budget", 2025, "14.30"),
    ("yantai_statistics_2026", 18, "three_public", {}, "reception", "budget", 2026, "1.80"),
    # last year, this year and the change, per unit, with meetings and training
    ("xian_audit_2026", 35, "three_public", {"term": "total"}, "training", "budget", 2026, "210,000.00"),
    ("xian_audit_2026", 35, "three_public", {"term": "total"}, "total", "budget", 2025, "120,000.00"),
    ("xian_audit_2026", 35, "three_public", {"term": "total"}, "vehicles", "change", 2026, "-18,000.00"),
    # depth by indentation, a row of column numbers below the header
    ("hangzhou_transport_2026", 30, "general_expenditure", {"term": "total"}, "basic", "budget", 2026, "82,479.29"),
    ("hangzhou_transport_2026", 30, "general_expenditure", {"item": "技校教育"}, "basic_operating", "budget", 2026, "4,709.38"),
]  # fmt: skip


@cache
def records(name: str) -> Any:
    return jixiao.read(WILD / f"{name}.pdf").accounts


@pytest.mark.parametrize(("name", "page", "role", "row", "measure", "stage", "year", "printed"), READ)
def test_a_figure_read_by_eye(
    name: str, page: int, role: str, row: dict[str, str], measure: str, stage: str, year: int, printed: str
) -> None:
    found = records(name)
    wanted = {"page": page, "family": "budget", "table": role, "measure": measure, "stage": stage, "year": year, **row}
    for column, value in wanted.items():
        found = found[(found[column] == value).fillna(False)]
    assert printed in set(found["printed"])


def test_a_row_of_column_numbers_is_no_row_of_figures() -> None:
    for name in ("hangzhou_transport_2026", "changsha_police_2025"):
        assert not records(name)["item"].fillna("").str.contains("*", regex=False).any()


def test_amounts_are_in_the_unit_of_their_own_table() -> None:
    found = records("shanghai_petitions_2026")
    assert found[(found["page"] == 7) & (found["term"].fillna("") == "grand_total")]["value"].iloc[0] == 28828.0739
    assert found[(found["page"] == 19) & (found["measure"].fillna("") == "total")]["value"].iloc[0] == 84.0
