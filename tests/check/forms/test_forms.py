"""Checks inside project forms: each kind of rule in its states, and values read by eye from the sample disclosures."""

from __future__ import annotations

from typing import Any

import pytest

from builders import COMMON, RULES, Rows, form, fund, indicator, of, outcomes, row, sample
from jixiao.check import check, findings, packaged_rules
from jixiao.check.forms.money import judge_grade
from jixiao.check.printed import PrintedSheet, ProjectForm
from jixiao.errors import RuleError
from jixiao.store import combine, disclosure


@pytest.mark.parametrize(
    ("target", "actual", "reason", "states"),
    [
        ("≥30次", "20", "", ["broken"]),  # a bare number beside a unit is of that unit
        ("≥30次", "20次", "疫情影响", ["holds"]),
        ("≥30次", "30次", "", ["holds"]),
        ("≤10秒", "12秒", "", ["broken"]),  # less is better
        ("≤10秒", "8秒", "", ["holds"]),
        ("<3次", "3次", "", ["broken"]),
        (">95%", "95%", "", ["broken"]),
        ("≥95%", "99.14", "", ["holds"]),
        ("≥95%", "0.97", "", ["not_applicable"]),  # 97 % or 0.97 %: cannot be told
        ("12次", "7次", "", ["broken"]),
        ("6个", "7个", "", ["not_applicable"]),  # above a plain number: neither met nor missed for certain
        ("≥90%", "≥85%", "", ["not_applicable"]),
        ("≥30次", "25场", "", ["not_applicable"]),
        ("持续提升", "100%", "", ["not_applicable"]),
    ],
)
def test_a_target_is_compared_by_its_sign_and_unit(target, actual, reason, states):
    assert of(outcomes(form(indicator(target, actual, reason=reason))), "I-01") == states


def test_below_a_plain_number_is_no_miss_where_less_is_better():
    assert of(outcomes(form(indicator("12件", "7件", level3="责任投诉量"))), "I-01") == ["not_applicable"]


def test_a_reason_in_the_remark_counts():
    rows = form(indicator("12次", "7次"), remark="受疫情影响")
    assert of(outcomes(rows), "I-01") == ["holds"]


def test_a_form_without_a_column_of_reasons_is_not_judged():
    line = indicator("12次", "7次")
    del line["cells"]["reason"]
    assert of(outcomes(form(line)), "I-01") == ["not_applicable"]


@pytest.mark.parametrize(("score", "states"), [("5", ["broken"]), ("3", ["holds"])])
def test_full_marks_need_the_target_met(score, states):
    assert of(outcomes(form(indicator("≥12次", "7次", weight="5", score=score))), "I-02") == states


@pytest.mark.parametrize(
    ("target", "actual", "states"),
    [
        ("≥5年", "3年", ["broken", "broken"]),
        ("≥5年", "5年", ["holds", "not_applicable"]),
        ("≤3个月", "5个月", ["broken", "broken"]),
        ("5年", "3年", ["not_applicable"] * 2),  # done two years early, or two years too few
        ("≥1年", "12个月", ["not_applicable"] * 2),  # other units are not compared
        ("2020年", "2021年", ["not_applicable"] * 2),
    ],
)
def test_a_term_is_compared_where_its_sign_says_which_way(target, actual, states):
    rows = form(indicator(target, actual, level3="使用期", weight="5", score="5"))
    assert [*of(outcomes(rows), "I-01"), *of(outcomes(rows), "I-02")] == states
    assert of(outcomes(rows), "I-11") == ["not_applicable"]


def test_a_reason_though_the_target_was_met_is_noted_unless_marks_were_deducted():
    assert of(outcomes(form(indicator("≤4次", "4次", reason="有提升空间"))), "I-03") == ["broken"]
    rows = form(indicator("≤4次", "4次", reason="有提升空间", weight="10", score="9"))
    assert of(outcomes(rows), "I-03") == ["not_applicable"]


@pytest.mark.parametrize(
    ("name", "target", "state"),
    [
        ("购书28本", "28", "broken"),
        ("抽检", "600宗", "broken"),
        ("体检", "每年一次", "broken"),
        ("完成", "2020年12月18日前", "broken"),
        ("覆盖率", "95", "holds"),  # a rate printed without its sign
        ("服务", "持续提升", "holds"),
        ("办结率", "≥95%", "holds"),
    ],
)
def test_a_number_of_things_is_not_answered_by_a_percentage(name, target, state):
    assert of(outcomes(form(indicator(target, "100%", level3=name))), "I-04") == [state]


@pytest.mark.parametrize(
    ("actual", "state"),
    [("≥99.99%", "broken"), (">=95%", "broken"), ("99.99%", "holds"), ("大于等于5家单位参与并建成", "holds")],
)
def test_an_actual_value_is_no_inequality(actual, state):
    assert of(outcomes(form(indicator("≥99.99%", actual))), "I-05") == [state]


def test_every_value_on_its_bound_is_one_finding_and_natural_bounds_do_not_count():
    same = [indicator("≥95%", "95%"), indicator("≤80万", "80万"), indicator("≥3次", "3次")]
    natural = [indicator("≥100%", "100%"), indicator("≤0次", "0次")]
    data = outcomes(form(*same, *natural))
    assert of(data, "I-06") == ["broken"]
    assert len(data.loc[data["rule"] == "I-06", "places"].iloc[0]) == 6
    assert of(outcomes(form(*same, indicator("≤1次", "0次"))), "I-06") == ["holds"]
    assert of(outcomes(form(*same[:2])), "I-06") == ["not_applicable"]


@pytest.mark.parametrize(
    ("name", "target", "states"),
    [
        ("平均丢包率（带宽）", "≤5ms", ["broken"]),
        ("事故率", "≤1次", ["broken"]),
        ("事故率", "=0次", ["holds"]),  # nothing is nothing in any unit
        ("合格率", "≥98%", ["holds"]),
        ("上网速率", "≥10秒", ["not_applicable"]),
        ("响应时间", "≤5ms", ["not_applicable"]),
    ],
)
def test_a_rate_is_not_in_a_unit_of_time_or_things(name, target, states):
    assert of(outcomes(form(indicator(target, "3ms", level3=name))), "I-07") == states


@pytest.mark.parametrize(
    ("target", "states"),
    [
        ("2次/天,全年需巡检366次。", ["broken"]),
        ("2次/天，全年730次", ["holds"]),
        ("3次/日,全年需巡检1095次。", ["holds"]),
        ("1次/日,全年需巡检251次。", ["not_applicable"]),  # perhaps working days
        ("2次/月,全年需巡检24次。", ["holds"]),
        ("每月2次，全年20次", ["broken"]),
        ("1次/周,全年需巡检52次。", ["holds"]),
        ("每年体检一次", ["not_applicable"]),
    ],
)
def test_frequency_times_period_is_the_number_of_the_year(target, states):
    assert of(outcomes(form(indicator(target, "完成"))), "I-08") == states


def test_words_that_name_a_heading_stand_under_it_unless_rows_were_repaired():
    wrong = indicator("≥95%", "96%", level2="质量指标", level3="办事群众满意度")
    assert of(outcomes(form(wrong)), "I-09") == ["broken"]
    assert of(outcomes(form({**wrong, "method": "repaired"})), "I-09") == ["not_applicable"]
    right = indicator("≥95%", "96%", level2="服务对象满意", level3="办事群众满意度")
    assert of(outcomes(form(right)), "I-09") == ["holds"]


def test_few_targets_that_are_numbers_and_outputs_far_below_target_are_noted():
    rows = form(indicator("1700人", "230人"), indicator("提升", "完成"), indicator("有效", "完成"))
    assert of(outcomes(rows), "I-10") == ["broken"]
    assert of(outcomes(rows), "I-11") == ["broken"]
    assert of(outcomes(form(indicator("1700人", "1500人"))), "I-11") == ["holds"]


@pytest.mark.parametrize(
    ("executed", "score", "states"),
    [
        ("77.13", "7.7", ["holds"]),
        ("77.13", "7.70", ["holds"]),  # worked out to one decimal, in a column of two
        ("77.13", "7.60", ["broken"]),
        ("95.50", "9.00", ["broken"]),
        ("77.13", "7.73", ["broken"]),
        ("88.75", "7", ["holds"]),  # a band
        ("88.75", "8.9", ["holds"]),
        ("63.01", "9", ["broken"]),
        ("63.01", "10", ["broken"]),
    ],
)
def test_marks_of_execution_are_in_proportion_or_a_band(executed, score, states):
    rows = form(indicator("≥1次", "1次", weight="90", score="90"), executed=executed)
    rows["funds"] = [fund("p9", "total", "100", executed, f"{executed}%", weight="10", score=score)]
    assert of(outcomes(rows), "E-01") == states


@pytest.mark.parametrize(
    ("executed", "reason", "found"),
    [("34", "", {"E-02"}), ("34", "疫情", set()), ("78.44", "", {"E-03"}), ("83.9", "", {"E-04"}), ("95", "", set())],
)
def test_low_execution_needs_a_reason(executed, reason, found):
    data = findings(outcomes(form(indicator("有效", "完成", reason=reason), executed=executed)))
    assert {rule for rule in data["rule"] if rule in ("E-02", "E-03", "E-04")} == found


def test_more_executed_than_budgeted_needs_a_word():
    data = outcomes(form(indicator("≥1次", "1次"), executed="102"))
    assert of(data, "E-05") == ["broken"]
    assert data.loc[data["rule"] == "E-05", "message_zh"].iloc[0].endswith("需要说明。")


def test_weights_under_a_heading_make_the_weight_printed_with_it():
    lines = [indicator("≥1次", "1次", weight=weight, score=weight) for weight in ("20", "25")]
    for line in lines:
        line["level1"] = "产出指标"
        line["cells"]["level1"] = {**line["cells"]["target"], "printed": "产出指标（50分）"}
    assert of(outcomes(form(*lines)), "E-06") == ["broken"]
    lines[0]["weight"] = 25.0
    assert of(outcomes(form(*lines)), "E-06") == ["holds"]


@pytest.mark.parametrize(
    ("total", "grade", "state"), [(92.33, "优", "holds"), (85.0, "优", "broken"), (59.0, "差", "holds")]
)
def test_a_grade_fits_its_total(total, grade, state):
    rule = next(rule for rule in RULES if rule.id == "E-07")
    project = {**row("p9", {}), "grade": grade, "total_score": total}
    made = ProjectForm(PrintedSheet("p9", "甲", "", {}, {}, {}), "self_evaluation", 2020, project, (), (), None)
    assert [verdict.state for _, verdict in judge_grade(rule, made)] == [state]


def test_a_goal_is_blank_only_where_its_blank_cell_was_found():
    rows = form(indicator("≥1次", "1次"), goal=None, result=None)
    rows["projects"].append(row("p8", {}, form="self_evaluation", name="甲", goal="建成", result="建成了"))
    assert of(outcomes(rows), "G-01", "培训") == ["not_applicable", "not_applicable"]  # perhaps not read
    for field in ("goal", "result"):
        rows["projects"][0]["cells"][field] = {"printed": "", "page": 1}
    assert of(outcomes(rows), "G-01", "培训") == ["broken", "broken"]


def test_a_copied_goal_and_a_period_of_another_year_are_told():
    rows = form(goal="报送信息一千条，采用二百条", result="报送信息一千条，采用二百条")
    rows["projects"][0] |= {"period_start": "2021-01-01", "period_end": "2021-12-31", "period_printed": "2021年"}
    data = outcomes(rows)
    assert of(data, "G-02") == ["broken"]
    assert of(data, "G-03") == ["broken"]


def test_one_project_in_two_forms_is_told_once():
    rows = form()
    rows["projects"].append(row("p8", {}, form="self_evaluation", name="“培训”项目", goal="甲", result="乙"))
    assert of(outcomes(rows), "G-04") == ["holds"]
    rows["funds"].append(fund("p8", "total", "100", "100", "100.00%"))
    assert of(outcomes(rows), "G-04") == ["broken"]


# government investment


def building(**changed: Any) -> Rows:
    rows = sample()
    plain = {
        "started": True,
        "start_date": "2018-01-26",
        "completed": True,
        "completion_date": "2019-12-26",
        "progress": 1.0,
    }
    rows["investments"][0] |= plain | changed
    return rows


@pytest.mark.parametrize(
    ("changed", "rule", "states"),
    [
        ({}, "V-02", ["holds"]),
        ({"completion_date": None}, "V-02", ["broken"]),
        ({"completion_date": "2021-03-31"}, "V-02", ["broken"]),
        ({"completed": False}, "V-02", ["broken"]),
        ({"completed": False, "completion_date": "2021-03-31"}, "V-02", ["holds"]),  # a date that is planned
        ({"completed": None}, "V-02", ["not_applicable"]),
        ({}, "V-03", ["holds"]),
        ({"progress": 0.95}, "V-03", ["broken"]),
        ({"progress": 0.95, "completion_date": "2020-06-30"}, "V-03", ["holds"]),
        ({"completed": False, "completion_date": None}, "V-03", ["broken"]),
        ({}, "V-04", ["holds"]),
        ({"start_date": "2020-01-26"}, "V-04", ["broken"]),
        ({"start_date": "2021-01-26", "completion_date": None}, "V-04", ["broken"]),
        ({"progress_text": "2018年1月26日开工，2019年12月竣工"}, "V-05", ["holds", "holds"]),
        ({"progress_text": "2018年6月13日开工"}, "V-05", ["broken"]),
        ({"progress_text": "2020年1月5日竣工验收，2020年5月竣工财务决算"}, "V-05", ["not_applicable"]),
        ({"national_code": "2019-440317-65-01-103085"}, "V-07", ["holds"]),
        ({"national_code": "2019-440317-65-01-"}, "V-07", ["broken"]),
        ({"national_code": None}, "V-07", ["not_applicable"]),
    ],
)
def test_dates_progress_and_code_of_an_investment(changed, rule, states):
    assert of(outcomes(building(**changed)), rule) == states


@pytest.mark.parametrize(("initial", "state"), [("298.644346万元", "holds"), ("300万元", "broken")])
def test_a_plan_equal_to_the_investment_is_told_where_the_target_was_another(initial, state):
    rows = building()
    rows["investments"][0]["cells"]["initial_target"] = {"page": 20, "printed": initial}
    assert of(outcomes(rows), "V-01") == [state]


def test_cumulative_investment_is_bounded_and_follows_the_year_before():
    rows, before = building(), building()
    rows["investments"][0]["cells"]["cumulative"]["printed"] = "5200万元"
    assert of(outcomes(rows), "V-06") == ["broken"]
    for table in before.values():
        for line in table:
            line["fiscal_year"] = 2019
    before["investments"][0]["cells"]["cumulative"]["printed"] = "4037.509225万元"
    before["investments"][0]["cells"]["total_investment"]["printed"] = "5000万元"
    data = check(combine([disclosure(before), disclosure(building())]), RULES)
    later = data[data["fiscal_year"] == 2020]
    assert of(later, "V-08") == ["holds"]  # 4037.509225 + 298.644346 = 4336.153571
    assert of(later, "V-09") == ["broken"]
    assert of(data[data["fiscal_year"] == 2019], "V-08") == ["not_applicable"]


# read by eye on the pages of the samples


def test_the_sample_prints_what_was_read_by_eye(bureau, office):
    """Pages 42, 43, 55, 61, 67 and 68 of the larger sample; pages 5, 6 and 9 of the smaller one."""
    large, small = (findings(check(d, RULES)) for d in (bureau, office))
    for rule, words in [
        ("I-08", "按频次计算全年为 730—732 次，与 366 次不能同时成立"),
        ("I-07", "目标值“≤5ms”的单位是“ms”"),
        ("V-02", "竣工日期 2021-03-31"),
        ("V-05", "表中为 2020-08-28，文字描述为“2020年9月竣工”"),
        ("V-05", "表中为 2016-03-10，文字描述为“2016年6月13日开工”"),
        ("V-07", "填列“2019-440317-65-01-”"),
    ]:
        assert large.loc[large["rule"] == rule, "message_zh"].str.contains(words, regex=False).any(), rule
    for rule, words in [
        ("I-01", "目标“15000份”，实际“8000份”"),
        ("G-03", "2021年1月1日-12月31日"),
        ("G-01", "其他对外联络事务 年初设定目标：本栏空白"),
        ("E-02", "32.61%"),
    ]:
        assert small.loc[small["rule"] == rule, "message_zh"].str.contains(words, regex=False).any(), rule


# severity


def test_the_severity_of_a_rule_can_be_set(tmp_path):
    rows = form(indicator("12次", "7次"))
    own = tmp_path / "own.yaml"
    own.write_text("error: [I-01]\n", "utf-8")
    for severity in (own, {"I-01": "error"}):
        data = check(disclosure(rows), RULES, severity=severity)
        assert set(data.loc[data["rule"] == "I-01", "severity"]) == {"error"}
        assert set(data.loc[data["rule"] == "I-04", "severity"]) == {"warning"}


@pytest.mark.parametrize(
    ("severity", "words"),
    [({"I-99": "error"}, "unknown rule: I-99"), ({"I-01": "grave"}, "unknown severity: I-01: grave")],
)
def test_a_severity_that_does_not_exist_is_refused(severity, words):
    with pytest.raises(RuleError, match=words):
        check(disclosure(form()), RULES, severity=severity)


def test_absurd_and_missing_values_give_outcomes_and_no_crash():
    rows = form(indicator("", ""), indicator("9" * 400, "100%"), goal="甲" * 50000, result="甲" * 50000)
    rows["indicators"].append({**COMMON, "project_id": "p9"})
    rows["investments"] = [{**COMMON, "project_id": "p9"}]
    assert len(outcomes(rows)) >= len(RULES)
    assert {rule.id for rule in RULES} < {rule.id for rule in packaged_rules()}
