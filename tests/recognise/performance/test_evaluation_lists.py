"""Lists of self-evaluations (绩效自评结果汇总表): a row for each project, never a form of targets, never counted twice.

Titles of columns are those that departments print; names and figures are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import jixiao
from jixiao.check import check
from jixiao.compare.headlines import wide
from jixiao.report.executed import executions
from jixiao.store import combine
from web_pages import Cell, read_table

TITLE = "2023年度项目支出绩效自评结果汇总表"
HEADS: list[Cell] = ["序号", "项目名称", "年初预算数", "全年预算数", "全年执行数", "执行率", "自评得分", "自评等级"]
ROWS: list[list[Cell]] = [
    ["1", "路灯维护", "320.00", "310.00", "305.50", "98.55%", "98.50", "优"],
    ["2", "垃圾分类", "150.00", "150.00", "149.20", "99.47%", "88.00", "良"],
    ["合计", "", "470.00", "460.00", "454.70", "98.85%", "", ""],
]


def read(path: Path, rows: Sequence[Sequence[Cell]], title: str = TITLE) -> jixiao.Disclosure:
    path.mkdir(exist_ok=True)
    return read_table(path, "云山县示例局2023年度部门决算", title, rows)


@pytest.fixture
def listed(tmp_path: Path) -> jixiao.Disclosure:
    return read(tmp_path / "list", [HEADS, *ROWS])


@pytest.fixture
def form(tmp_path: Path) -> jixiao.Disclosure:
    return read(tmp_path / "form", [
        ["项目名称", ("路灯维护", 7, 1)],
        [("项目资金（万元）", 1, 2), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "320.00", "310.00", "305.50", "10", "98.55%", "9.86"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ["产出指标", "数量指标", "维护路灯数", "≥100盏", "120盏", "90", "88.14", ""],
        [("总分", 5, 1), "100", "98.00", ""],
    ], "项目支出绩效自评表")  # fmt: skip


def test_each_row_is_a_project_with_its_money_and_marks(listed: jixiao.Disclosure) -> None:
    assert listed.projects["form"].tolist() == ["evaluation_list"] * 2
    assert listed.projects["name"].tolist() == ["路灯维护", "垃圾分类"]
    assert listed.projects["total_score"].tolist() == [98.5, 88]
    assert listed.projects["grade"].tolist() == ["优", "良"]
    money = listed.funds[["fund", "initial_budget", "budget", "executed", "rate"]]
    assert money.to_numpy().tolist() == [["total", 320, 310, 305.5, 0.9855], ["total", 150, 150, 149.2, 0.9947]]
    assert listed.tables["tables"]["status"].tolist() == ["read", "read"]
    # the row of sums is no project: it stands with the last one
    assert listed.funds["cells"].iloc[1]["sum executed"]["printed"] == "454.70"


@pytest.mark.parametrize(
    ("heads", "row", "amounts"),
    [
        (["序号", "项目名称", "金额（万元）", "自评得分"], ["1", "路灯维护", "310.00", "98.5"], [310, None]),
        (["项目", "预算金额", "执行金额", "自评总分", "评价结论"], ["路灯维护", "310.00", "305.50", "98.5", "优"], [310, 305.5]),
        (["项目名称", "主管部门", "预算数", "支出数", "评分", "等次"], ["路灯维护", "示例局", "310.00", "305.50", "98.5", "优"], [310, 305.5]),
    ],
)  # fmt: skip
def test_heads_in_other_words(tmp_path: Path, heads: list[Cell], row: list[Cell], amounts: list[float | None]) -> None:
    d = read(tmp_path, [heads, row], "部门项目绩效自评得分一览表")
    assert d.projects[["form", "name", "total_score"]].to_numpy().tolist() == [["evaluation_list", "路灯维护", 98.5]]
    found = d.funds[["budget", "executed"]].astype(object).where(d.funds[["budget", "executed"]].notna(), None)
    assert found.to_numpy().tolist() == [amounts]
    assert d.documents["lost_numbers"].tolist() == [0]


def test_kinds_of_money_below_their_measure(tmp_path: Path) -> None:
    d = read(tmp_path, [
        [("项目名称", 1, 2), ("全年预算数", 2, 1), ("全年执行数", 2, 1), ("自评得分", 1, 2)],
        ["小计", "其中：财政资金", "小计", "其中：财政资金"],
        ["路灯维护", "310.00", "300.00", "305.50", "299.00", "98.5"],
    ])  # fmt: skip
    rows = d.funds.set_index("fund")[["budget", "executed"]]
    assert rows.loc["total"].tolist() == [310, 305.5]
    assert rows.loc["current_year"].tolist() == [300, 299]


def test_a_list_with_indicators_is_the_whole_self_evaluation_of_each_project(tmp_path: Path) -> None:
    """The marks of a project stand once beside all its indicators, and are of none of them."""
    d = read(tmp_path, [
        [("序号", 1, 2), ("项目名称", 1, 2), ("资金情况（万元）", 3, 1), ("绩效目标", 1, 2), ("绩效指标", 4, 1), ("自评得分", 1, 2)],
        ["年初预算", "全年预算", "执行数", "指标名称", "目标值", "完成值", "权重"],
        [*(("1", 1, 2), ("路灯维护", 1, 2), ("320.00", 1, 2), ("310.00", 1, 2), ("305.50", 1, 2), ("路灯常亮", 1, 2)),
         "维护路灯数", "≥100盏", "120盏", "60", ("98.50", 1, 2)],
        ["报修办结率", "≥98%", "99%", "40"],
    ])  # fmt: skip
    assert d.projects[["form", "name", "goal", "total_score"]].to_numpy().tolist() == [
        ["self_evaluation", "路灯维护", "路灯常亮", 98.5]
    ]
    assert d.funds[["initial_budget", "budget", "executed"]].to_numpy().tolist() == [[320, 310, 305.5]]
    assert d.indicators[["level3", "target", "actual", "weight"]].to_numpy().tolist() == [
        ["维护路灯数", "≥100盏", "120盏", 60],
        ["报修办结率", "≥98%", "99%", 40],
    ]
    assert d.indicators["score"].isna().all()
    assert d.documents["lost_numbers"].tolist() == [0]


def test_a_form_with_its_score_beside_its_name_is_no_list(tmp_path: Path) -> None:
    d = read(tmp_path, [
        ["项目名称", "路灯维护", "全年预算数", "310.00", "自评得分", "98.5"],
        ["主管部门", ("示例局", 5, 1)],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
        ["产出指标", "数量指标", "维护路灯数", "≥100盏", "120盏", "90"],
    ], "项目支出绩效自评表")  # fmt: skip
    assert d.projects["form"].tolist() == ["self_evaluation"]


def test_a_project_with_a_form_beside_the_list_counts_once(listed: jixiao.Disclosure, form: jixiao.Disclosure) -> None:
    both = combine([listed, form])
    assert sorted(executions(both)["name"]) == ["垃圾分类", "路灯维护"]
    assert wide(both)["projects"].tolist() == [2]


def test_the_list_is_held_against_the_forms(listed: jixiao.Disclosure, form: jixiao.Disclosure) -> None:
    """98.50 in the list, 98.00 in the form; the amounts are the same."""
    ledger = check(combine([listed, form]))
    found = ledger[ledger["rule"] == "ST-09"].set_index("subject")["state"].to_dict()
    assert found == {
        "路灯维护 年度资金总额 年初预算数": "holds",
        "路灯维护 年度资金总额 全年预算数": "holds",
        "路灯维护 年度资金总额 全年执行数": "holds",
        "路灯维护 总分 得分": "broken",
    }
