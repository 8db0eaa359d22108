"""Rules about forms on a form that was read: what each finds, and what is near it and holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import jixiao
from jixiao.check import check, packaged_rules
from read_forms import INDICATORS, Indicator, read_form

RULES = [
    rule
    for rule in packaged_rules()
    if rule.id in ("I-01", "I-02", "I-04", "I-15", "I-16", "I-18", "E-06", "E-10", "E-11", "P-11")
]
SUMMARY = "<p>一、绩效自评结果。</p><p>1.{name}项目绩效自评综述：项目自评得分为{score}分。全年预算数100万元。</p>"


def states(
    folder: Path, rule: str, *changed: Indicator, text: str = "", rows: Sequence[Indicator] = INDICATORS
) -> set[str]:
    """What a rule says of a form that was read, beside that there is nothing to judge."""
    data = check(read_form(folder, *changed, text=text, rows=rows), RULES)
    return set(data.loc[data["rule"] == rule, "state"]) - {"not_applicable"}


def test_the_form_as_it_is_breaks_none_of_them(tmp_path):
    data = check(read_form(tmp_path, text=SUMMARY.format(name="示例培训", score="99.87")), RULES)
    without = data["rule"].isin(["E-06", "I-02"])  # no weights behind labels, no target that was missed
    assert set(data.loc[~without, "state"]) == {"holds"}
    assert set(data.loc[without, "state"]) == {"not_applicable"}
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
    ("target", "actual", "states_of_it"),
    [
        ("2023年6月底前", "2023年9月", {"broken"}),
        ("2023年6月底前", "2023年5月", {"holds"}),
        ("2023年6月底前", "2023年6月", set()),  # before its end, or not
        ("2023年6月15日前完成", "2023年6月20日", {"broken"}),
        ("2023年6月15日前完成", "2023年6月15日完成", {"holds"}),
        ("2023年1-6月", "2023年1—9月", set()),  # periods
        ("2023年6月启动", "2023年9月", set()),  # no deadline
    ],
)
def test_a_deadline_is_compared_with_the_day_it_was_done(tmp_path, target, actual, states_of_it):
    row = ("时效指标", "社会影响", target, actual, "30", "30")
    others = [line for line in INDICATORS if line[1] != row[1]]
    plain = [(*line[:2], "完成", "完成", *line[4:]) for line in others]
    assert states(tmp_path, "I-01", rows=[*plain, row]) == states_of_it


@pytest.mark.parametrize(
    ("target", "actual", "state"),
    [("", "明显", "broken"), ("", "", "broken"), ("明显", "明显", "holds"), ("—", "明显", "holds")],
)
def test_full_marks_need_a_target(tmp_path, target, actual, state):
    row = ("社会效益指标", "社会影响", target, actual, "30", "30")
    assert ("broken" in states(tmp_path, "I-16", row)) is (state == "broken")


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "state"),
    [
        ("100", "98.72", "98.72%", {"holds"}),
        ("100", "", "98.72%", {"holds", "broken"}),
        ("", "98.72", "98.72%", {"holds", "broken"}),
        ("100", "", "", set()),  # nothing is said of it yet
        ("100", "", "0%", set()),
    ],
)
def test_a_rate_comes_with_its_amounts(tmp_path, budget, executed, rate, state):
    read_form(tmp_path)
    page, old = tmp_path / "form.html", "<td>100</td><td>100</td><td>98.72</td><td>10</td><td>98.72%</td>"
    text = page.read_text("utf-8")
    assert text.count(old) == 1
    new = f"<td>100</td><td>{budget}</td><td>{executed}</td><td>10</td><td>{rate}</td>"
    page.write_text(text.replace(old, new), "utf-8")
    data = check(jixiao.read(page), RULES)
    assert set(data.loc[data["rule"] == "E-11", "state"]) - {"not_applicable"} == state


def test_numbers_that_count_the_labels_are_no_weights(tmp_path):
    """The form's own level-1 labels are 绩效指标1 to 绩效指标4."""
    assert states(tmp_path, "E-06") == set()


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
