"""What the titles over a column say, in the words of several provinces; what is only a part of a measure is not taken for it."""

from pathlib import Path

import pytest

import jixiao
from jixiao.recognise.tables.meaning import Meaning, meaning_of


@pytest.mark.parametrize(
    ("role", "path", "meaning"),
    [
        ("general_expenditure", "2024年预算数比2023年执行数/增减额", Meaning("total", "change", 2024)),
        ("general_expenditure", "2024年预算数比2023年执行数/增减%", Meaning("total", "change_rate", 2024, percent=True)),
        ("general_expenditure", "2026年预算数较2025年预算数增减/比例", Meaning("total", "change_rate", 2026)),
        ("general_expenditure", "2026年预算数较2025年预算数增减/比例（%）", Meaning("total", "change_rate", 2026, percent=True)),
        ("general_expenditure", "本年预算比上年预算增减情况/增减额", Meaning("total", "change")),
        ("summary", "预算数/2025年比2024年增减（%）", Meaning("total", "change_rate", 2025, percent=True)),
        ("general_expenditure", "预算数比上年预算数增减%/基本支出", Meaning("basic", "change_rate", percent=True)),
        ("general_expenditure", "与2024年相比增减（%）", Meaning("total", "change_rate", percent=True)),
        ("general_expenditure", "比2024年预算增减额", Meaning("total", "change")),
        ("operating_cost", "机关运行经费预算财政拨款", Meaning("total")),
        ("general_expenditure", "2024年预算数比2023年执行数（扣除基建投资）/增减额", Meaning(None, "change", 2024)),
        ("general_expenditure", "本年财政拨款支出/基本支出", Meaning("basic", "", 0)),
        ("expenditure", "财政拨款/其中：基本支出", Meaning("fiscal_basic")),
        ("expenditure", "基本支出/人员经费", Meaning("basic_personnel")),
        ("income", "本年收入/一般公共预算/其中：财政拨款", Meaning("general_budget_fiscal")),
        ("income", "财政拨款收入/一般公共预算拨款收入", Meaning("general_budget")),
        ("fiscal_summary", "上年财政拨款资金结转", Meaning("carried_over")),
    ],
)  # fmt: skip
def test_a_column_means_what_its_titles_say(role: str, path: str, meaning: Meaning) -> None:
    assert meaning_of(path.split("/"), role) == meaning


def test_fiscal_money_within_one_fund_is_not_all_of_it(tmp_path: Path) -> None:
    """一般公共预算 | 其中：财政拨款 beside each other, as Henan prints them; and 共计 as the label of a total."""
    table = (
        "| 科目编码 | 单位（科目名称） | 合计 | 一般公共预算 | 其中：财政拨款 | 政府性基金 |\n| --- | --- | --- | --- | --- | --- |\n"
        "| | 共计 | 30.00 | 20.00 | 18.00 | 10.00 |\n| 213 | 农林水支出 | 30.00 | 20.00 | 18.00 | 10.00 |"
    )
    path = tmp_path / "budget.md"
    path.write_text(f"# 甲市示例局2026年部门预算\n\n## 部门收入总体情况表\n\n单位：万元\n\n{table}", "utf-8")
    read = jixiao.read(path)
    rows = read.accounts[read.accounts["term"] == "total"]
    assert rows["measure"].fillna("").tolist() == ["total", "general_budget", "", "government_fund"]
    assert not jixiao.check(read)["state"].isin(["broken", "ambiguous"]).any()
