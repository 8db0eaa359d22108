"""Figures in the words of a form beside its indicators and its money: compared only where they are clearly the same."""

from __future__ import annotations

import pytest

from builders import form, indicator, of, outcomes


def states(rule: str, text: str, *indicators: dict, field: str = "result", **money: str) -> list[str]:
    return of(outcomes(form(*indicators, **{field: text}, **money)), rule)


FIFTY = indicator("≥40人次", "50人次", level3="培训人次")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年完成培训50人次，学员满意。", "holds"),
        ("1.修订制度；2.共举办培训50人次。", "holds"),
        ("全年完成培训60人次，学员满意。", "broken"),
        ("培训人次为5人次。", "broken"),
        # another thing, a part of it, a round number, another unit: nothing is said
        ("面向窗口人员的培训20人次，线上培训30人次。", "not_applicable"),
        ("完成技能培训60人次。", "not_applicable"),
        ("完成培训50余人次。", "not_applicable"),
        ("完成培训近60人次。", "not_applicable"),
        ("完成培训5场。", "not_applicable"),
        ("完成培训3人，授课5次。", "not_applicable"),
        ("累计培训500人次。", "not_applicable"),
        # several figures of one name
        ("培训20人次；组织培训30人次。", "ambiguous"),
        ("培训50人次；组织培训30人次。", "holds"),
    ],
)
def test_a_figure_of_the_result_is_the_actual_value(text, expected):
    assert states("G-05", text, FIFTY) == [expected]


def test_a_name_that_two_indicators_share_is_not_compared():
    other = indicator("≥10人次", "10人次", level3="培训人数")
    assert states("G-05", "完成培训60人次。", FIFTY, other) == ["not_applicable"]


@pytest.mark.parametrize(
    ("text", "actual", "expected"),
    [
        ("发放宣传册1.2万份，反响良好。", "12034份", "not_applicable"),
        ("发放宣传册1.3万份，反响良好。", "12034份", "not_applicable"),
        ("宣传册1.3万份，反响良好。", "12034份", "broken"),
        ("宣传册1.2万份，反响良好。", "12034份", "holds"),
    ],
)
def test_ten_thousands_were_rounded(text, actual, expected):
    assert states("G-05", text, indicator("≥12000份", actual, level3="宣传册数量")) == [expected]


@pytest.mark.parametrize(
    ("text", "target", "actual", "expected"),
    [
        ("案件办结率达到98%。", "≥95%", "98.00%", "holds"),
        ("案件办结率达到93%。", "≥95%", "98.00%", "broken"),
        ("案件办结率达到97%。", "≥95%", "0.97", "not_applicable"),  # 97 % or 0.97 %
        ("案件办结率达到97%。", "≥95%", "≥95%", "not_applicable"),  # an inequality is no value
        ("案件办结率达到97%。", "≥95%", "已完成", "not_applicable"),
    ],
)
def test_rates_of_the_result(text, target, actual, expected):
    assert states("G-05", text, indicator(target, actual, level3="案件办结率")) == [expected]


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("完成培训40人次。", "≥40人次", "holds"),
        ("完成培训50人次。", "≥40人次", "holds"),
        ("完成培训30人次。", "≥40人次", "broken"),
        ("完成培训50人次。", "40人次", "broken"),
        ("完成培训50人次。", "≤40人次", "broken"),
    ],
)
def test_a_figure_of_the_goal_lies_within_the_target(text, target, expected):
    line = indicator(target, "50人次", level3="培训人次")
    assert states("G-06", text, line, field="goal") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年预算数100万元，执行数95.5万元，预算执行率95.5%。", ["holds", "holds", "holds"]),
        ("全年预算数1000000元，执行数95.5万元。", ["holds", "holds"]),
        ("预算执行率为96%，按期完成。", ["holds_within_rounding"]),
        ("预算执行率为98%，按期完成。", ["broken"]),
        ("执行数85.5万元，任务完成。", ["broken"]),
        ("其中甲子项目执行数85.5万元。", ["not_applicable"]),
        ("执行数85.5万元；其他项目执行数10万元。", ["broken"]),
        ("执行数85.5万元；执行数10万元。", ["ambiguous"]),
        ("截至11月底执行率80%。", ["not_applicable"]),
    ],
)
def test_money_of_the_result_is_that_of_the_form(text, expected):
    assert states("G-07", text, budget="100.00", executed="95.50") == expected


def test_a_finding_shows_the_words_and_the_cell():
    data = outcomes(form(FIFTY, result="完成培训60人次。"))
    (found,) = data[(data["rule"] == "G-05") & (data["state"] == "broken")].to_dict("records")
    assert [(place["what"], place["printed"]) for place in found["places"]] == [
        ("全年实际完成情况", "完成培训60人次。"),
        ("培训人次 全年完成值", "50人次"),
    ]
    assert found["severity"] == "warning"


@pytest.mark.parametrize(
    ("text", "expected"), [("已完成。", "broken"), ("举办三期培训班，学员评价良好。", "holds"), ("", "not_applicable")]
)
def test_a_result_of_three_signs_says_nothing(text, expected):
    assert states("G-08", text) == [expected]
