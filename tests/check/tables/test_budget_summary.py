"""The summary of a budget as places print it: what holds what among its sources, and codes of units beside those of classes."""

from __future__ import annotations

from pathlib import Path

import pytest

import jixiao
from jixiao.check import check

HEAD = """# 甲河市示例局

# 2026年部门预算

## 部门收支总表

单位：万元

| 收入 |  | 支出 |  |
| --- | --- | --- | --- |
| 项目 | 预算数 | 项目（按功能分类） | 预算数 |
| 一、一般公共预算拨款收入 | 90.00 | 一、一般公共服务支出 | 120.00 |
"""
#: 单位资金 is a total of the lines below it, or a line beside them; 上级补助收入 may stand below the total of the year.
WITHIN = """| 二、单位资金 | 30.00 |  |  |
| （一）事业收入 | 20.00 |  |  |
| （二）其他收入 | 10.00 |  |  |
| 本年收入合计 | {year} | 本年支出合计 | 120.00 |
| 收入总计 | 120.00 | 支出总计 | 120.00 |
"""
BELOW = """| 二、事业收入 | 20.00 |  |  |
| 本年收入合计 | {year} | 本年支出合计 | 120.00 |
| 上级补助收入 | 10.00 |  |  |
| 收入总计 | 120.00 | 支出总计 | 120.00 |
"""
BESIDE = """| 二、单位资金 | 20.00 |  |  |
| 三、其他收入 | 10.00 |  |  |
| 本年收入合计 | {year} | 本年支出合计 | 120.00 |
| 收入总计 | 120.00 | 支出总计 | 120.00 |
"""
EXPENDITURE = """
## 部门支出总表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- |
| 合计 |  | 120.00 | 100.00 | 20.00 |
| 201 | {name} | 110.00 | 90.00 | 20.00 |
"""


def states(folder: Path, text: str, rule: str) -> set[str]:
    page = folder / "budget.md"
    page.write_text(HEAD + text, "utf-8")
    outcomes = check(jixiao.read(page))
    return set(outcomes.loc[outcomes["rule"] == rule, "state"])


@pytest.mark.parametrize(
    ("rows", "year", "state"),
    [
        (WITHIN, "120.00", "holds"),
        (WITHIN, "125.00", "broken"),
        (BELOW, "110.00", "holds"),
        (BELOW, "115.00", "broken"),
        (BESIDE, "120.00", "holds"),
        (BESIDE, "125.00", "broken"),
    ],
)
def test_income_of_the_year_in_every_reading(tmp_path: Path, rows: str, year: str, state: str) -> None:
    assert states(tmp_path, rows.format(year=year), "BU-30") == {state}


@pytest.mark.parametrize(
    ("name", "state"),
    [("一般公共服务支出", "broken"), ("一般公共服务", "broken"), ("甲河市示例局本级", "insufficient_data")],
)
def test_a_class_is_compared_where_its_code_has_its_name(tmp_path: Path, name: str, state: str) -> None:
    text = BESIDE.format(year="120.00") + EXPENDITURE.format(name=name)
    assert states(tmp_path, text, "BU-31") == {state}
