"""Target forms of budgets: one a page, in the text, or many projects in one list. Values read on rendered pages."""

from pathlib import Path
from typing import Any

import pytest

import jixiao
from jixiao.grids import Cell, Grid
from jixiao.recognise.find import Form
from jixiao.recognise.performance.indicators import indicator_rows
from jixiao.recognise.performance.target_forms import is_blank, parts_of, target_funds, target_project
from places import SHARED

WILD = SHARED / "wild"
on_real_files = pytest.mark.skipif(not WILD.is_dir(), reason="the shared sources are not here")


def named(d: jixiao.Disclosure, name: str) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """Project, fund → budget, and indicators of the form with this name."""
    project = d.projects[d.projects["name"] == name].iloc[0]
    own = d.funds[d.funds["project_id"] == project["project_id"]]
    indicators = d.indicators[d.indicators["project_id"] == project["project_id"]]
    return project.to_dict(), dict(zip(own["fund"], own["budget"], strict=True)), indicators


@on_real_files
def test_a_form_in_the_text_page_29() -> None:
    project, funds, indicators = named(jixiao.read(WILD / "fuzhou_commerce_2026.pdf"), "办公楼物业")
    assert (project["form"], project["page"]) == ("project_target", 29)
    assert funds == {"total": 25.89, "current_year": 25.89, "other": 0.0}
    assert list(indicators["level3"])[:3] == ["物业成本控制率", "物业管理面积", "发现问题物业及时处理率"]
    assert indicators.iloc[1][["operator", "target_value", "target_unit"]].tolist() == ["le", 5137.26, "平方米"]


@on_real_files
def test_a_form_with_weights_page_37() -> None:
    d = jixiao.read(WILD / "xian_audit_2026.pdf")
    _, funds, indicators = named(d, "购买中介机构审计服务")
    assert funds["total"] == 350.0
    assert indicators["weight"].tolist()[:6] == [2.0, 2.0, 2.0, 1.0, 1.5, 1.5]
    outcomes = jixiao.check(d)
    assert not (outcomes[outcomes["rule"] == "P-07a"]["state"] == "broken").any()  # 90 and 10 for execution


@on_real_files
def test_a_list_of_projects_with_goals_page_11() -> None:
    d = jixiao.read(WILD / "shenzhen_finance_2026.pdf")
    amounts = {
        "预决算管理业务": 18808.16,
        "财政综合管理业务": 2714.03,
        "上级转移支付项目": 2000.0,
        "财政监督管理业务": 1509.83,
    }
    assert {name: named(d, name)[1]["total"] for name in amounts} == amounts
    assert named(d, "财政综合管理业务")[0]["goal"].startswith("加强综合保障")


def listed(rows: list[list[str]]) -> Form:
    cells = tuple(
        Cell(i, j, text, 3, name=f"t1r{i + 1}c{j + 1}") for i, row in enumerate(rows) for j, text in enumerate(row)
    )
    return Form("project_target", "", (), (Grid(cells, len(rows), len(rows[0]), 3, "made"),))


def test_one_name_with_another_amount_is_another_project_and_sums_are_none() -> None:
    rows = [
        ["项目名称", "预算数（万元）", "绩效目标"],
        ["合计", "6.00", ""],
        ["培训", "1.00", "办班"],
        ["培训", "2.00", "办班"],
        ["", "", "两期"],
    ]
    parts = parts_of(listed([*rows, ["会议", "3.00", "开会"]]))
    assert [part.form for part in parts] == ["", *["project_target"] * 3]
    assert [target_project(part)["name"] for part in parts[1:]] == ["培训", "培训", "会议"]
    assert [float(target_funds(part, "万元")[0]["budget"]) for part in parts[1:]] == [1.0, 2.0, 3.0]


def test_indicators_told_in_a_cell_and_over_a_pages_end() -> None:
    first = "1.1－产出指标，11－数量指标，宣传视频数量；实施周期指标值：≥2部，年度指标值：≥1部；2、2－效益指标，22－社会效益，"
    rest = (
        "投诉、举报办结率；实施周期指标值：≥95%，年度指标值：≥90%;3、满意度指标，服务对象满意度指标，群众满意度：满意"
    )
    rows = [["项目名称", "总计：", "绩效目标", "绩效指标"], ["宣传", "15.00", "增强", first], ["", "", "意识", rest]]
    whole, part = parts_of(listed(rows))[0], ("level1", "level2", "level3", "target")
    assert target_project(whole)["goal"] == "增强意识"
    assert [tuple(row[name] for name in part) for row in indicator_rows(whole)] == [
        ("产出指标", "数量指标", "宣传视频数量", "≥1部"),
        ("效益指标", "社会效益", "投诉、举报办结率", "≥90%"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "满意"),
    ]


def test_a_form_printed_empty_is_no_project() -> None:
    blank = [
        ["项目名称", ""],
        ["资金总额", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "", ""],
    ]
    assert is_blank(listed([row + [""] * (4 - len(row)) for row in blank]))
    filled = [["项目名称", "培训"], ["资金总额", ""]]
    assert not is_blank(listed(filled))


def test_targets_of_units_in_columns_of_three_header_rows() -> None:
    def cell(row: int, column: int, text: str, high: int = 1, wide: int = 1) -> Cell:
        return Cell(row, column, text, 3, row_span=high, column_span=wide)

    heads = [cell(0, 0, "单位名称", 2), cell(0, 1, "年度预算申请", 1, 2), cell(0, 3, "整体绩效目标", 2)]
    heads += [cell(1, 1, "资金总额"), cell(1, 2, "基本支出")]
    rows = [cell(2, 0, "甲局"), cell(2, 1, "68,632.12"), cell(2, 2, "28,398.17"), cell(2, 3, "好")]
    form = Form("department_target", "部门整体支出绩效目标表", (), (Grid((*heads, *rows), 3, 4, 3, "made"),))
    (part,) = parts_of(form)
    assert [target_project(part)[key] for key in ("name", "implementing", "goal")] == [None, "甲局", "好"]
    (total,) = target_funds(part, "万元")
    assert float(total["budget"]) == 68632.12
    assert {name: place["printed"] for name, place in total["cells"].items()} == {
        "budget": "68,632.12",
        "basic budget": "28,398.17",
    }


@on_real_files
def test_what_an_indicator_means_and_how_it_is_marked_stand_with_it_pages_23_and_51() -> None:
    """Hunan prints 指标值内容, 指标解释 and 评（扣）分标准 beside the targets; merged amounts come again on every page."""
    d = jixiao.read(WILD / "changsha_police_2025.pdf")
    assert d.documents["lost_numbers"].tolist() == [0]
    cells = d.indicators[d.indicators["page"] == 23].set_index("level3").loc["安全隐患排除率", "cells"]
    assert cells["target"]["printed"] == "100"
    assert cells["explanation"]["printed"] == "安全隐患排除率100%"
    assert cells["standard"]["printed"].startswith("安全隐患排除率100%得满分")
    whole = d.funds[(d.funds["page"] == 51) & (d.funds["fund"] == "total")].iloc[0]["cells"]
    assert {name: whole[name]["printed"] for name in ("budget", "basic budget", "project budget again, page 53")} == {
        "budget": "68,632.12",
        "basic budget": "28,398.17",
        "project budget again, page 53": "40,233.95",
    }


@on_real_files
def test_titles_that_the_end_of_the_cell_above_runs_into_page_43() -> None:
    """。二级指标: the goal above is cut off by its cell; 17 indicators below would have no columns."""
    d = jixiao.read(WILD / "xian_publicity_2021.pdf")
    rows = d.indicators[d.indicators["page"] == 43].set_index("level3")
    assert rows.loc["人员经费、公用经费等基本支出", "target"] == "2877.44万元"
    assert rows.loc["理论工作覆盖率", ["level2", "target"]].tolist() == ["质量指标", "≥90%"]
    assert d.documents["lost_numbers"].tolist() == [0]


def test_a_form_that_is_no_list_stays_one() -> None:
    form = listed([["项目名称", "培训"], ["资金总额", "5.00"]])
    assert parts_of(form) == [form]
    assert [(row["fund"], float(row["budget"])) for row in target_funds(form, "万元")] == [("total", 5.0)]


@pytest.mark.parametrize("amount", ["项目总预算（万元）", ""])
def test_names_beside_indicators_are_a_list_of_projects(tmp_path: Path, amount: str) -> None:
    """One heading for the columns of names and of indicators; whether it prints goals and amounts or not."""
    heads = [
        "单位名称",
        "项目名称",
        *([amount, "年度目标"] if amount else []),
        "一级指标",
        "三级指标",
        "指标值",
        "权重",
    ]
    empty = [""] * (len(heads) - 4)
    money = ["120.00", "推广新技术。"] if amount else []
    more = ["45.50", "及时救灾。"] if amount else []
    rows = [
        ["甲局", "技术推广项目", *money, "产出指标", "推广面积", "≥2000亩", "60"],
        [*empty, "满意度指标", "农户满意度", "≥90%", "40"],
        ["", "救灾补助资金", *more, "产出指标", "补助乡镇", "12个", "70"],
        [*empty, "满意度指标", "群众满意度", "≥90%", "30"],
    ]
    table = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (heads, *rows))
    path = tmp_path / "budget.html"
    path.write_text(f"<h1>甲局2026年部门预算</h1><h2>部门预算项目绩效目标表</h2><table>{table}</table>", "utf-8")
    read = jixiao.read(path)
    assert read.projects["name"].tolist() == ["技术推广项目", "救灾补助资金"]
    assert read.indicators.groupby("project_id")["weight"].sum().tolist() == [100.0, 100.0]
    assert read.funds["budget"].tolist() == ([120.0, 45.5] if amount else [])
    assert not (jixiao.check(read)["state"] == "broken").any()
