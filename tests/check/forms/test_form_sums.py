"""Sums, bounds and rates in forms, scorecards and payments, and what the text says of a form."""

from __future__ import annotations

from typing import Any

import pytest

from builders import COMMON, RULES, Rows, change, claim, fund, row, sample, states
from jixiao.check import check, findings
from jixiao.store import disclosure


def outcomes(rows: Rows) -> Any:
    return check(disclosure(rows), RULES)


def of(data: Any, rule: str, words: str = "") -> dict[str, Any]:
    found = data[(data["rule"] == rule) & data["subject"].str.contains(words, regex=False)]
    assert len(found) == 1, found["subject"].tolist()
    return dict(found.iloc[0])


def test_fund_rows_must_make_the_total():
    rows = sample()
    rows["funds"][2] = fund("p1", "district", "1073.14", "1066.17", "99.35%")
    data = outcomes(rows)
    assert of(data, "P-02", "一般行政管理事务 年度资金总额 全年执行数")["state"] == "broken"
    assert of(data, "P-02", "一般行政管理事务 年度资金总额 全年预算数")["state"] == "holds"


@pytest.mark.parametrize(
    ("field", "printed", "rule"),
    [
        ("payment_rate", "98%", "P-03"),
        ("completion_rate", "100%", "P-04"),
        ("invested_general", "208.644346 万元", "P-05"),
        ("fiscal_funding", "5024.38 万元", "P-08"),
        ("plan", "398.644346万元", "P-10"),
    ],
)
def test_an_investment_form_is_checked(field, printed, rule):
    rows = sample()
    cells = {name: cell["printed"] for name, cell in rows["investments"][0]["cells"].items()}
    rows["investments"] = [row("p2", {**cells, field: printed}, unit="万元")]
    data = outcomes(rows)
    assert rule in set(data.loc[data["state"] == "broken", "rule"])
    (found,) = findings(data).to_dict("records")  # where several rules break, one finding with its consequences
    assert printed in [place["printed"] for place in found["places"]]


@pytest.mark.parametrize(
    ("item", "field", "printed", "rule"),
    [(0, "weight", "35", "P-06a"), (0, "level1_weight", "50", "P-06a"), (1, "score", "21", "P-06b"),
     (3, "score", "98.82", "P-06c")],
)  # fmt: skip
def test_a_scorecard_is_checked(item, field, printed, rule):
    rows = sample()
    rows["scorecards"][item]["cells"][field]["printed"] = printed
    rows["scorecards"][item][field] = float(printed)
    data = outcomes(rows)
    assert rule in set(data.loc[data["state"] == "broken", "rule"])
    (found,) = findings(data).to_dict("records")
    assert printed in [place["printed"] for place in found["places"]]


def test_marks_of_a_form_are_checked():
    rows = sample()
    rows["indicators"][1] = row("p3", {"weight": "39", "score": "39.5"}, position=2, level3="满意度")
    data = outcomes(rows)
    assert of(data, "P-07a", "分值合计")["state"] == "broken"
    assert of(data, "P-07a", "总分")["state"] == "broken"
    assert of(data, "P-07b", "满意度")["state"] == "broken"
    assert of(data, "P-07c")["state"] == "broken"


def test_payments_must_make_their_total():
    rows = sample()
    rows["payments"][0].update(printed="1.05", amount=1.05)
    assert states(outcomes(rows), "P-09") == ["broken"]


def test_the_text_is_compared_with_the_form_of_the_same_name():
    rows = sample()
    rows["claims"] = [
        claim("“一般行政管理事务”项目", "project_budget", "1,037.14"),
        claim("别的项目", "project_rate", "5%"),
    ]
    data = outcomes(rows)
    assert of(data, "P-10", "一般行政管理事务 综述中的全年预算数")["state"] == "broken"
    assert of(data, "P-10", "别的项目 综述中的预算执行率")["state"] == "insufficient_data"


def summaries(*money: tuple[str, str], of: str = "一般行政管理事务") -> list[dict[str, Any]]:
    """Summaries of one name, one after the other: budget and rate of each."""
    listed = [(metric, text) for pair in money for metric, text in zip(("budget", "rate"), pair, strict=True)]
    told = [claim(of, f"project_{metric}", text) for metric, text in listed]
    return [{**row, "claim_id": f"c{number}"} for number, row in enumerate(told)]


@pytest.mark.parametrize(
    ("money", "states"),
    [
        ([("1,073.14", "99.44%")], {"holds"}),
        ([("1,073.14", "98.35%")], {"holds", "broken"}),
        ([("1,073.14", "99.44%"), ("700", "100%")], {"holds", "insufficient_data"}),  # another project of that name
        ([("1,073.14", "98.35%"), ("700", "100%")], {"holds", "broken", "insufficient_data"}),
        ([("800", "99.44%"), ("700", "100%")], {"insufficient_data"}),
    ],
)
def test_two_summaries_of_one_name_are_told_apart_by_their_money(money, states):
    rows = sample()
    rows["claims"] = summaries(*money)
    data = outcomes(rows)
    assert set(data.loc[data["rule"] == "P-10", "state"]) - {"not_applicable"} == states


def test_a_text_may_put_the_unit_before_the_name_of_a_project():
    rows = sample()
    rows["projects"][0]["implementing"] = "示例市第一医院"
    rows["claims"] = summaries(("1,073.14", "35%"), of="示例市第一医院一般行政管理事务项目")
    assert of(outcomes(rows), "P-10", "综述中的预算执行率")["state"] == "broken"


@pytest.mark.parametrize(
    ("printed", "severity", "words"),
    [("99.44", "info", "没有百分号"), ("1066.17", "error", "不是百分比"), ("98.35", "error", "不是百分比")],
)
def test_a_rate_that_lacks_but_its_sign_is_slight(printed, severity, words):
    rows = sample()
    total = next(r for r in rows["funds"] if (r["project_id"], r["fund"]) == ("p1", "total"))
    total["cells"]["rate"]["printed"], total["rate"] = printed, None
    found = of(outcomes(rows), "P-01", "一般行政管理事务")
    assert (found["state"], found["severity"]) == ("broken", severity)
    assert words in found["message_zh"]


@pytest.mark.parametrize(
    ("executed", "printed", "state"),
    [("90", "0.9", "holds"), ("99.35", "0.99", "holds"), ("100", "1", "holds"), ("60", "1", "broken")],
)
def test_a_rate_may_be_printed_as_a_spreadsheet_holds_it(executed, printed, state):
    rows = sample()
    rows["funds"] = [fund("p1", "total", "100", executed, printed)]
    assert of(outcomes(rows), "P-01")["state"] == state


@pytest.mark.parametrize(
    ("within", "state"),
    [("30", "insufficient_data"), ("20", "broken")],
)
def test_a_row_that_makes_the_excess_may_be_a_part_of_the_row_above(within, state):
    """其中：市级 80，其中：上年结转 30, where the forms' labels alone tell what lies within what."""
    rows = sample()
    parts = (("central", "20"), ("district", "80"), ("carried_over", within))
    total = "100" if state == "insufficient_data" else "110"
    rows["funds"] = [fund("p1", "total", total, total, "100%")]
    rows["funds"] += [fund("p1", kind, amount, amount, "100%") for kind, amount in parts]
    assert of(outcomes(rows), "P-02", "全年预算数")["state"] == state


def test_a_message_calls_a_row_as_it_is_printed_and_its_subject_by_the_term():
    rows = change(sample(), "summary", "999.00", term="closing_balance")
    for line in rows["accounts"]:
        if line.get("term") == "closing_balance":
            line["item"] = "二、年末收支结余"
    found = outcomes(rows)
    names = {place["what"] for places in found.loc[found["state"] == "broken", "places"] for place in places}
    assert {name for name in names if "年末" in name} == {"收入支出决算总表 年末收支结余"}
    assert not found["subject"].str.contains("年末收支结余").any()


def test_without_forms_the_form_rules_are_not_applicable():
    data = outcomes({"documents": [COMMON], "accounts": sample()["accounts"]})
    assert states(data, "P-03") == states(data, "P-06a") == states(data, "P-10") == ["not_applicable"]
