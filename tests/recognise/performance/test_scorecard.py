"""Scorecards as grids: where weights stand, what is no item, and labels that a page break tore."""

from dataclasses import replace

import pytest

from jixiao.grids import Cell, Grid
from jixiao.recognise.find import Form
from jixiao.recognise.performance.scorecard import scorecard_rows

HEAD = ("一级指标", "二级指标", "三级指标", "分值", "评分标准", "得分")


def grid(*rows: tuple[str, ...], ruled: bool = True) -> Grid:
    """Rows of texts; None is a place that a merged cell from above takes."""
    cells = [Cell(r, c, text, 1) for r, row in enumerate(rows) for c, text in enumerate(row) if text is not None]
    return Grid(tuple(cells), len(rows), max(map(len, rows)), 1, "test", ruled=ruled)


def card(*grids: Grid) -> list[dict]:
    return scorecard_rows(Form("scorecard", "部门整体绩效评价指标评分表", (), grids))


def shown(rows: list[dict], *names: str) -> list[tuple]:
    return [tuple(row[name] for name in names) for row in rows]


def test_a_column_of_weights_is_of_the_level_left_of_it() -> None:
    rows = card(grid(HEAD, ("决策", "目标", "明确性", "6", "酌情", "5.5"), ("总分", "", "", "6", "", "5.5")))
    names = ("level1", "level1_weight", "level2_weight", "level3", "weight", "score", "is_total")
    assert shown(rows, *names) == [
        ("决策", None, None, "明确性", 6, 5.5, False),
        ("总分", None, None, None, 6, 5.5, True),
    ]


def test_a_weight_may_stand_in_the_label_or_behind_the_standard() -> None:
    head = ("序号", "一级指标", "二级指标", "三级指标", "评分标准", "标准分", "得分", "备注")
    rows = card(grid(head, ("1", "过程（20分）", "组织（8分）", "制度", "酌情", "8", "8", "好")))
    assert shown(rows, "level1", "level1_weight", "level2_weight", "weight", "standard") == [
        ("过程（20分）", 20, 8, 8, "酌情")
    ]
    assert rows[0]["cells"]["level1_weight"]["printed"] == "20"


def test_a_card_whose_walls_were_inferred_is_kept_only_where_it_adds_up() -> None:
    item = ("决策", "目标", "明确性", "6", "酌情", "6")
    told = [
        replace(grid(HEAD, item, *total), method="inferred")
        for total in ([], [("合计", "", "", "6", "", "5")], [("合计", "", "", "6", "", "6")])
    ]
    assert [len(card(lines)) for lines in told] == [0, 0, 2]


def test_a_subtotal_is_no_item() -> None:
    rows = card(
        grid(
            HEAD,
            ("决策", "目标", "明确性", "6", "酌情", "6"),
            ("小计", "", "", "6", "", "6"),
            ("合计", "", "", "6", "", "6"),
        )
    )
    assert shown(rows, "level3", "is_total") == [("明确性", False), (None, True)]
    assert [name for name in rows[0]["cells"] if name.startswith("subtotal")] == [
        "subtotal level3_weight",
        "subtotal score",
    ]


def test_a_row_that_names_no_item_is_none() -> None:
    rows = card(
        grid(
            HEAD,
            ("决策", "目标", "明确性", "6", "酌情", "6"),
            ("本级支出", "---", "---", "6", "---", "6"),
            ("合计", "", "", "6", "", "6"),
        )
    )
    assert shown(rows, "level3", "is_total") == [("明确性", False), (None, True)]


def test_a_label_torn_by_a_page_break_is_joined() -> None:
    first = grid(HEAD, ("预算编", "目标", "明确性", "6", "酌情", "6"))
    rest = grid(HEAD, ("制情况", "", "完整性", "4", "酌情", "4"), ("预算执行", "资金", "支出率", "5", "酌情", "5"))
    levels = shown(card(first, rest), "level1", "level2", "level3")
    assert levels == [
        ("预算编制情况", "目标", "明确性"),
        ("预算编制情况", "目标", "完整性"),
        ("预算执行", "资金", "支出率"),
    ]


def test_a_bracket_torn_by_a_page_break_is_closed() -> None:
    first = grid(HEAD, ("效益（30分）", "项目效益（28", "社会效益", "5", "酌情", "5"))
    rest = grid(HEAD, ("", "分）", "可持续影响", "23", "酌情", "23"))
    assert shown(card(first, rest), "level2", "level2_weight", "level3") == [
        ("项目效益（28分）", 28, "社会效益"),
        ("项目效益（28分）", 28, "可持续影响"),
    ]


def test_a_weight_torn_from_its_label_by_a_page_break_is_joined() -> None:
    first = grid(HEAD, ("效益", "资产管理", "安全性", "2", "酌情", "2"))
    rest = grid(HEAD, ("", "（5分）", "利用率", "3", "酌情", "3"))
    assert shown(card(first, rest), "level2", "level2_weight") == [("资产管理（5分）", 5), ("资产管理（5分）", 5)]


def test_a_new_label_behind_a_page_break_is_not_joined() -> None:
    head = ("一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "得分")
    first = grid(head, ("决策", "10", "目标", "10", "明确性", "10", "9"))
    rest = grid(("过程", "20", "组织", "20", "制度", "20", "20"))
    assert shown(card(first, rest), "level1", "level1_weight", "level2", "score") == [
        ("决策", 10, "目标", 9),
        ("过程", 20, "组织", 20),
    ]


def test_a_new_level_without_a_weight_does_not_keep_the_weight_above() -> None:
    head = ("一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "得分")
    rows = card(
        grid(head, ("决策", "10", "目标", "10", "明确性", "10", "9"), ("过程", "", "组织", "", "制度", "20", "20"))
    )
    assert shown(rows, "level1_weight", "level2_weight") == [(10, 10), (None, None)]


@pytest.mark.parametrize("label", ["总分", "合计", "综合评分", "综合得分", "评价总分", "最终得分", "总评分"])
def test_the_total_of_a_scorecard_by_any_name(label: str) -> None:
    rows = card(grid(HEAD, ("决策", "目标", "明确性", "6", "酌情", "5.5"), (label, "", "", "6", "", "5.5")))
    assert [row["is_total"] for row in rows] == [False, True]


def test_who_filled_in_a_card_is_no_item() -> None:
    rows = card(
        grid(
            HEAD,
            ("决策", "目标", "明确性", "6", "酌情", "6"),
            ("填表人：", "", "审核人：", "", "", ""),
        )
    )
    assert shown(rows, "level3") == [("明确性",)]


@pytest.mark.parametrize("ruled", [True, False])
def test_deductions_have_no_weight_of_the_labels_above(ruled: bool) -> None:
    head = ("一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "得分")
    rows = card(
        grid(
            head, ("决策", "10", "目标", "10", "明确性", "10", "9"), ("扣分项", "", "", "", "无", "", "0"), ruled=ruled
        )
    )
    assert shown(rows, "level1_weight", "level2", "level2_weight") == [(10, "目标", 10), (None, None, None)]
