"""Tables as some provinces print them. Titles and rows are those of Yunnan and Shanxi; the figures are ours."""

from __future__ import annotations

from pathlib import Path

from web_pages import Cell, read_table

COVER = "临山市示例局2022年度部门决算"


def test_the_general_budget_with_income_and_carry_over_beside_its_expenditure(tmp_path: Path) -> None:
    """What of the income is for basic expenditure is no basic expenditure."""
    heads: list[list[Cell]] = [
        [("项目", 2, 1), ("年初结转和结余", 3, 1), ("本年收入", 3, 1), ("本年支出", 5, 1), ("年末结转和结余", 2, 1)],
        ["支出功能分类科目编码", "科目名称", "合计", "基本支出结转", "项目支出结转和结余", "合计", "基本支出", "项目支出", "合计", "基本支出小计", "人员经费", "公用经费", "项目支出", "合计", "基本支出结转"],
    ]  # fmt: skip
    own = [
        "10.00",
        "0.00",
        "10.00",
        "95.00",
        "60.00",
        "35.00",
        "100.00",
        "58.00",
        "50.00",
        "8.00",
        "42.00",
        "5.00",
        "2.00",
    ]
    rows: list[list[Cell]] = [
        ["合计", "", *own],
        ["213", "农林水支出", *own],
        ["21301", "农业农村", *own],
        ["2130101", "行政运行", *own],
    ]
    d = read_table(tmp_path, COVER, "一般公共预算财政拨款收入支出决算表", [[("金额单位：万元", 15, 1)], *heads, *rows])
    total = d.accounts[d.accounts["term"] == "total"].set_index("measure")["value"]
    assert set(d.accounts["table"]) == {"general_expenditure"}
    assert total[["opening", "income", "total", "basic", "project", "closing"]].tolist() == [10, 95, 100, 58, 42, 5]
    assert total[["this_year_income_basic", "this_year_income_project"]].tolist() == [60, 35]
    assert total[["personnel", "operating"]].tolist() == [50, 8]


def test_counts_and_kinds_of_receptions_below_the_three_public_expenses(tmp_path: Path) -> None:
    d = read_table(tmp_path, COVER, "财政拨款“三公”经费、行政参公单位机关运行经费情况表", [
        [("金额单位：万元", 5, 1)], ["项目", "行次", "年初预算数", "全年预算数", "决算统计数"],
        ["一、“三公”经费支出", "1", "—", "—", "—"], ["（一）支出合计", "2", "13.00", "12.50", "11.12"],
        ["1.因公出国（境）费", "3", "0.00", "0.00", "0.00"], ["2.公务用车购置及运行维护费", "4", "10.50", "10.00", "9.80"],
        ["3.公务接待费", "5", "2.50", "2.50", "1.32"], ["（1）国内接待费", "6", "—", "—", "1.30"], ["其中：外事接待费", "7", "—", "—", "0.10"],
        ["（2）国（境）外接待费", "8", "—", "—", "0.02"], ["（二）相关统计数", "9", "—", "—", "—"],
        ["1.公务用车保有量（辆）", "10", "—", "—", "3"], ["2.国内公务接待人次（人）", "11", "—", "—", "169"],
        ["二、机关运行经费", "12", "—", "—", "—"], ["（一）行政单位", "13", "—", "—", "140.28"], ["（二）参照公务员法管理事业单位", "14", "—", "—", "1.72"],
    ])  # fmt: skip
    rows = d.accounts[d.accounts["table"] == "three_public"]
    final = rows[(rows["stage"] == "final") & rows["value"].notna()].set_index("measure")["value"]
    assert final.drop(["administrative_cost", "institution_cost"]).to_dict() == {
        "total": 11.12, "abroad": 0, "vehicles": 9.8, "reception": 1.32, "domestic_reception": 1.3,
        "foreign_affairs_reception": 0.1, "overseas_reception": 0.02,
    }  # fmt: skip
    assert final[["administrative_cost", "institution_cost"]].tolist() == [140.28, 1.72]
    assert rows[rows["measure"] == "total"].dropna(subset="value").set_index("stage")["value"].to_dict() == {
        "initial_budget": 13, "adjusted_budget": 12.5, "final": 11.12,
    }  # fmt: skip
    counts = rows[rows["printed"].isin(["3", "169"])]
    assert counts["unit"].tolist() == ["辆", "人"]
    assert counts["value"].isna().all()  # no amounts


def test_what_is_spent_of_one_source_is_a_part_with_a_name(tmp_path: Path) -> None:
    d = read_table(tmp_path, "临山市示例局2024年部门预算", "部门支出预算表", [
        [("单位：万元", 7, 1)],
        [("科目编码", 1, 2), ("科目名称", 1, 2), ("合计", 1, 2), ("一般公共预算", 3, 1), ("单位资金", 1, 2)], ["小计", "基本支出", "项目支出"],
        ["213", "农林水支出", "1,218.00", "1,188.00", "930.00", "258.00", "30.00"],
        [("合计", 2, 1), "1,218.00", "1,188.00", "930.00", "258.00", "30.00"],
    ])  # fmt: skip
    total = d.accounts[d.accounts["term"] == "total"].set_index("measure")["value"]
    assert total.to_dict() == {
        "total": 1218, "general_budget": 1188, "general_budget_basic": 930, "general_budget_project": 258, "unit_funds": 30,
    }  # fmt: skip
    assert d.tables["tables"]["status"].tolist() == ["read"]


def test_the_numbers_of_columns_are_no_project(tmp_path: Path) -> None:
    d = read_table(tmp_path, "临山市示例局2024年部门预算", "部门项目支出绩效目标表（本次下达）", [
        ["单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"], list("12345678"),
        [("技术推广", 1, 2), ("培训农民", 1, 2), "产出指标", "数量指标", "培训人次", ">=", "1200", "人次"],
        ["产出指标", "质量指标", "到位率", ">=", "95.5", "%"],
    ])  # fmt: skip
    assert d.projects["name"].tolist() == ["技术推广"]
    assert d.indicators["target"].tolist() == [">=1200人次", ">=95.5%"]


def test_rates_of_change_beside_two_years_are_no_amounts_as_in_shanxi(tmp_path: Path) -> None:
    d = read_table(tmp_path, "云山县示例局2025年部门预算", "“三公”经费预算情况统计表", [
        [("单位：万元", 4, 1)], ["项目", "2024年预算数", "2025年预算数", "2025年比2024年增减（%）"],
        ["因公出国（境）费", "", "", ""], ["公务接待费", "1.70", "1.32", "-22.35"], ["公务用车费", "10.35", "9.80", "-5.31"],
        ["①公务用车购置费", "", "", ""], ["②公务用车运行维护费", "10.35", "9.80", "-5.31"], ["合计", "12.05", "11.12", "-7.72"],
    ])  # fmt: skip
    total = d.accounts[d.accounts["measure"] == "total"]
    printed = total[["stage", "year", "printed", "value"]].to_numpy().tolist()
    assert printed == [
        ["budget", 2024, "12.05", 12.05],
        ["budget", 2025, "11.12", 11.12],
        ["change_rate", 2025, "-7.72", -0.0772],
    ]


def test_rates_of_change_on_both_sides_of_a_summary_as_in_shanxi(tmp_path: Path) -> None:
    d = read_table(tmp_path, "云山县示例局2025年部门预算", "部门收支总表", [
        [("单位：万元", 8, 1)], [("收入", 4, 1), ("支出", 4, 1)], [("项目", 1, 2), ("预算数", 3, 1), ("项目", 1, 2), ("预算数", 3, 1)],
        ["2024年", "2025年", "2025年比2024年增减（%）"] * 2,
        ["一、一般公共预算", "1450.00", "1523.26", "5.05", "一、农林水支出", "1450.00", "1523.26", "5.05"],
        ["本年收入合计", "1450.00", "1523.26", "5.05", "本年支出合计", "1450.00", "1523.26", "5.05"],
    ])  # fmt: skip
    rows = d.accounts[d.accounts["side"] == "expenditure"]
    assert rows["item"].unique().tolist() == ["一、农林水支出", "本年支出合计"]
    assert rows["stage"].tolist()[:3] == ["budget", "budget", "change_rate"]
    assert rows["value"].tolist()[:3] == [1450, 1523.26, 0.0505]
    assert int(d.documents["lost_numbers"].sum()) == 0
