"""Indicators of a form taken together, and class names that the classification no longer used."""

from __future__ import annotations

from typing import Any

import pytest

from builders import RULES, form, indicator, of, outcomes, sample
from jixiao.check import check
from jixiao.store import disclosure

KINDS = ("数量指标", "质量指标", "时效指标", "经济效益指标", "满意度指标")


@pytest.mark.parametrize(
    ("target", "actual", "more", "state"),
    [
        ("≥50人次", "65人次", {}, "holds"),
        ("≥50人次", "66人次", {}, "broken"),
        ("≥50人次", "66人次", {"reason": "年中增加任务"}, "holds"),
        ("≥50%", "90%", {}, "not_applicable"),  # a rate ends at 100 %
        ("≤50人次", "90人次", {}, "not_applicable"),
        ("50人次", "90人次", {}, "not_applicable"),
        ("≥0件", "9件", {}, "not_applicable"),
        ("≥50人次", "很多", {}, "not_applicable"),
    ],
)
def test_far_above_the_target_comes_with_a_reason(target, actual, more, state):
    assert of(outcomes(form(indicator(target, actual, **more))), "I-13") == [state]


@pytest.mark.parametrize(
    ("executed", "actuals", "state"),
    [
        ("69", ("10次", "10次", "10次"), "broken"),
        ("70", ("10次", "10次", "10次"), "holds"),
        ("30", ("10次", "10次", "9次"), "holds"),
        ("30", ("10次", "10次", "完成"), "not_applicable"),  # two numbers are too few
    ],
)
def test_all_targets_met_with_little_money_is_told(executed, actuals, state):
    rows = form(*(indicator("≥10次", actual, level3=f"班次{n}") for n, actual in enumerate(actuals)), executed=executed)
    assert of(outcomes(rows), "E-09") == [state]


def kinds_of(*level2: str, **more: Any) -> str:
    rows = form(*(indicator("≥10次", "10次", level1="绩效指标", level2=name) for name in level2))
    for row in rows["indicators"]:
        row.update(more)
    (state,) = of(outcomes(rows), "I-14")
    return state


def test_a_form_has_indicators_of_every_kind():
    assert kinds_of(*KINDS) == "holds"
    assert [kinds_of(*(k for k in KINDS if k != lacking)) for lacking in KINDS] == ["broken"] * len(KINDS)


def test_labels_that_were_put_back_or_are_missing_are_not_judged():
    assert kinds_of(*KINDS[:2], method="repaired: merged labels") == "not_applicable"
    assert kinds_of(*KINDS[:2], level2=None) == "not_applicable"


def test_an_old_class_name_is_told_from_2019_on():
    rows = sample()
    for row in rows["accounts"]:
        row["item"] = (
            row["item"].replace("卫生健康支出", "医疗卫生与计划生育支出") if row["table"] == "summary" else row["item"]
        )
    data = check(disclosure(rows), RULES)
    found = data[data["rule"] == "X-04"].set_index("subject")["state"].to_dict()
    assert found.pop("表01 旧科目名称") == "broken"
    assert set(found.values()) == {"holds"}
    for listed in rows.values():
        for row in listed:
            row["fiscal_year"] = 2018
    data = check(disclosure(rows), RULES)
    assert data.loc[data["rule"] == "X-04", "state"].tolist() == ["not_applicable"]
    assert check(disclosure(form()), RULES).set_index("rule").loc["X-04", "state"] == "not_applicable"
