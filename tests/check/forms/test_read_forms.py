"""Rules about forms on a form that was read: what each finds, and what is near it and holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from jixiao.check import check, packaged_rules
from read_forms import INDICATORS, Indicator, read_form

RULES = [rule for rule in packaged_rules() if rule.id in ("I-04", "I-15", "I-16", "I-18", "E-10", "P-11")]
SUMMARY = "<p>一、绩效自评结果。</p><p>1.{name}项目绩效自评综述：项目自评得分为{score}分。全年预算数100万元。</p>"


def states(
    folder: Path, rule: str, *changed: Indicator, text: str = "", rows: Sequence[Indicator] = INDICATORS
) -> set[str]:
    """What a rule says of a form that was read, beside that there is nothing to judge."""
    data = check(read_form(folder, *changed, text=text, rows=rows), RULES)
    return set(data.loc[data["rule"] == rule, "state"]) - {"not_applicable"}


def test_the_form_as_it_is_breaks_none_of_them(tmp_path):
    data = check(read_form(tmp_path, text=SUMMARY.format(name="示例培训", score="99.87")), RULES)
    assert set(data["state"]) == {"holds"}
    assert set(data["rule"]) == {rule.id for rule in RULES}


@pytest.mark.parametrize(
    ("target", "actual", "state"),
    [
        ("≥2100人次", "2134万", "broken"),
        ("大于1人次", "115人次%", "broken"),
        ("≥21万人次", "23.66万", "holds"),  # both in ten thousands
        ("≥2100人次", "2.1万", "holds"),  # 21,000: far above, and possible
        ("≥95%", "98%", "holds"),
        ("≥2100人次", "2134人次（98%）", "holds"),
        ("≥500%", "520%", "broken"),  # 培训人次, above a hundred per cent
        ("≥100%", "100%", "holds"),  # as much as was planned
    ],
)
def test_a_value_is_a_number_of_things_or_a_share(tmp_path, target, actual, state):
    row = ("数量指标", "培训人次", target, actual, "20", "20")
    assert ("broken" in states(tmp_path, "I-15", row)) is (state == "broken")


@pytest.mark.parametrize(
    ("target", "actual", "state"),
    [
        ("≥2100人次", "2134万元", "broken"),
        ("≥2100人次", "30天", "broken"),
        ("≤3个月", "95平方米", "broken"),
        ("≥4期", "5场", "holds"),  # things, called otherwise
        ("≤1年", "12个月", "holds"),
        ("≥2100人次", "2134人次，21万元", "holds"),  # more than a number and its unit
        ("≤30分钟", "95分", "holds"),  # marks or minutes
        ("≤396万元", "378.27万", "holds"),  # 万 of anything
        ("≥2万人次", "3万元", "broken"),
    ],
)
def test_a_value_answers_in_a_unit_of_the_kind_of_its_target(tmp_path, target, actual, state):
    assert states(tmp_path, "I-04", ("数量指标", "培训人次", target, actual, "20", "20")) == {state}


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (("社会效益指标", "社会影响", "明显", "明显", "30", "30"), "holds"),
        (("社会效益指标", "培训人次", "≥2100人次", "2134人次", "30", "30"), "broken"),
        (("社会效益指标", "培训人次", "≥90人次", "95人次", "30", "30"), "holds"),  # of others
        (("社会效益指标", "培训人次", "不适用", "不适用", "30", "30"), "holds"),
    ],
)
def test_an_indicator_stands_once(tmp_path, row, state):
    with_it = (*INDICATORS[:2], row, *INDICATORS[3:])
    assert states(tmp_path, "I-18", rows=with_it) == {state}


@pytest.mark.parametrize(
    ("actual", "score", "state"),
    [("", "30", "broken"), ("", "0", "holds"), ("明显", "30", "holds"), ("—", "30", "holds"), ("无", "30", "holds")],
)
def test_full_marks_need_an_actual_value(tmp_path, actual, score, state):
    row = ("社会效益指标", "社会影响", "明显", actual, "30", score)
    assert ("broken" in states(tmp_path, "I-16", row)) is (state == "broken")


@pytest.mark.parametrize(
    ("target", "actual", "found"),
    [
        ("≤100万元", "99.22万元", {"broken"}),
        ("≤100万元", "98.7万元", {"holds"}),  # as finely as it is printed
        ("≤101万元", "98.72", {"holds"}),
        ("≤60万元", "58.3万元", set()),  # another cost: a part, a contract
        ("≤500元/人", "499.72元/人", set()),
        ("≤100%", "98.72%", set()),
    ],
)
def test_a_cost_that_nearly_is_the_money_executed_is_that_money(tmp_path, target, actual, found):
    row = ("成本指标", "项目成本", target, actual, "30", "30")
    assert states(tmp_path, "E-10", row) == found


@pytest.mark.parametrize(
    ("name", "score", "found"),
    [
        ("示例培训", "97.87", {"broken"}),
        ("示例培训", "99.9", {"holds_within_rounding"}),
        ("示例市示例局示例培训", "97.87", {"broken"}),  # the unit before the name
        ("另一示例", "97.87", {"insufficient_data"}),
    ],
)
def test_the_score_that_the_text_states_is_that_of_the_form(tmp_path, name, score, found):
    assert states(tmp_path, "P-11", text=SUMMARY.format(name=name, score=score)) == found
