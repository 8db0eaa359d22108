"""Each kind of rule in each of its states, one changed figure at a time."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import COMMON, RULES, Rows, change, claim, fund, sample, states
from jixiao.check import check, explain, findings, rule_table
from jixiao.errors import RuleError
from jixiao.store import combine, disclosure
from trying import tried


def outcomes(rows: Rows) -> Any:
    return check(disclosure(rows), RULES)


def of(data: Any, rule: str, words: str = "") -> dict[str, Any]:
    found = data[(data["rule"] == rule) & data["subject"].str.contains(words, regex=False)]
    assert len(found) == 1, found["subject"].tolist()
    return dict(found.iloc[0])


# sum


def test_a_changed_total_is_broken_and_told_in_full():
    data = outcomes(change(sample(), "expenditure", "6,038.13", term="total", measure="total"))
    outcome = of(data, "T3-01", "合计 本年支出合计")
    assert outcome["state"] == "broken"
    assert outcome["message_zh"] == (
        "支出决算表 合计 本年支出合计：公布 6,038.13 万元，各项合计 6,032.13 万元，相差 6.00 万元"
        "（四舍五入最多可解释 0.015 万元）。两个已公布的数值不能同时成立。"
        "另有 2 项核对也不成立，这些核对都涉及支出决算表 合计 本年支出合计（公布 6,038.13）。"
    )
    assert (
        "printed CNY 60.3813 million, the sum of the parts CNY 60.3213 million, gap CNY 60,000" in outcome["message_en"]
    )
    assert (outcome["stated"], outcome["computed"], outcome["gap"]) == (6038.13, 6032.13, 6.0)
    assert outcome["places"][0]["printed"] == "6,038.13"
    assert {"source_id", "page", "x0", "y0", "x1", "y1", "printed", "what"} <= outcome["places"][0].keys()
    assert [place["printed"] for place in outcome["places"][1:]] == ["1,139.79", "4,892.34"]  # zeros are left out


@pytest.mark.parametrize(
    ("table", "where", "printed", "rules"),
    [
        ("summary", {"term": "general_budget_income"}, "2,306.96", {"T1-01", "T2-05", "T4-09"}),
        ("summary", {"term": "class_210"}, "61.17", {"T1-02", "T3-05"}),
        ("summary", {"term": "grand_total", "side": "income"}, "6,033.16", {"T1-03", "T1-05"}),
        ("summary", {"term": "closing_balance"}, "1.04", {"T1-04"}),
        ("income", {"code": "2013701", "measure": "fiscal"}, "1,487.51", {"T2-01", "T2-03"}),
        ("income", {"term": "total", "measure": "other"}, "5", {"T2-01", "T2-02"}),
        ("expenditure", {"code": "2013702", "measure": "project"}, "667.28", {"T3-01", "T3-03", "T3-07", "T5-06"}),
        ("expenditure", {"code": "234", "measure": "total"}, "3,824.17", {"T3-01", "T3-02", "T3-03", "T3-05", "T3-06"}),
        ("fiscal_summary", {"term": "income_this_year"}, "6,023.13", {"T2-07", "T4-01", "T4-03"}),
        ("fiscal_summary", {"term": "class_201", "measure": "general_budget"}, "2,164.79", {"T4-04", "T4-05", "T5-05"}),
        ("fiscal_summary", {"term": "fiscal_closing_balance", "measure": "government_fund"}, "2", {"T4-06", "T4-08", "T8-06"}),
        ("fiscal_summary", {"term": "opening_government_fund"}, "2", {"T4-02", "T4-08", "T8-06"}),
        ("general_expenditure", {"term": "total", "measure": "total"}, "2,296.96", {"T5-01", "T5-02", "T5-04", "X-01"}),
        ("general_basic", {"code": "30101"}, "901.06", {"T6-01"}),
        ("general_basic", {"term": "operating_total"}, "95.60", {"T6-03", "T6-04"}),
        ("general_basic", {"code": "30217"}, "5.90", {"T6-01", "T7-05"}),
        ("three_public", {"measure": "final_total"}, "24.39", {"T7-03", "T7-07"}),
        ("three_public", {"measure": "budget_vehicle_running"}, "13.8", {"T7-02"}),
        ("government_fund", {"code": "2340299", "measure": "closing"}, "1", {"T8-02", "T8-03"}),
        ("government_fund", {"term": "total", "measure": "income"}, "3,825.71", {"T8-02", "T8-03", "T8-04"}),
        ("state_capital", {"term": "total", "measure": "total"}, "3", {"T9-01", "T9-02", "T9-04", "X-01"}),
        ("summary", {"term": "class_202"}, "-3", {"T1-08", "T1-02", "T4-10"}),
    ],
)  # fmt: skip
def test_one_changed_figure_is_found_and_its_cell_is_among_the_places(table, where, printed, rules):
    data = outcomes(change(sample(), table, printed, **where))
    broken = data[data["state"] == "broken"]
    assert rules <= set(broken["rule"])
    assert all(printed in [place["printed"] for place in places] for places in broken["places"])
    assert set(findings(data)["rule"]) <= set(broken["rule"])


@pytest.mark.parametrize(
    ("printed", "state"), [("6,032.17", "holds"), ("6,032.16", "holds_within_rounding"), ("6,032.19", "broken")]
)
def test_a_sum_is_judged_by_what_rounding_can_do(printed, state):
    rows = change(sample(), "summary", printed, term="grand_total", side="income")
    assert states(outcomes(rows), "T1-03") == [state]


def test_a_blank_part_is_named_where_the_sum_breaks():
    data = outcomes(change(sample(), "summary", "6,132.13", term="income_this_year"))
    assert "未填列：收入支出决算总表 其他收入。" in of(data, "T1-01")["message_zh"]


def test_an_unreadable_part_leaves_the_sum_open_and_is_named():
    data = outcomes(change(sample(), "summary", "(cid:12)", term="class_210"))
    outcome = of(data, "T1-02")
    assert outcome["state"] == "insufficient_data"
    assert "收入支出决算总表 卫生健康支出填列“(cid:12)”" in outcome["message_zh"]


def test_a_row_that_is_not_printed_leaves_the_sum_open():
    rows = sample()
    rows["accounts"] = [
        r for r in rows["accounts"] if r.get("term") != "income_this_year" or r["table"] != "fiscal_summary"
    ]
    outcome = of(outcomes(rows), "T4-01")
    assert outcome["state"] == "insufficient_data"
    assert "未填列财政拨款收入支出决算总表 本年收入合计 金额" in outcome["message_zh"]


def test_a_missing_table_is_told_once_for_each_rule():
    rows = sample()
    rows["accounts"] = [r for r in rows["accounts"] if r["table"] != "government_fund"]
    data = outcomes(rows)
    assert states(data, "T8-01") == states(data, "T8-03") == states(data, "X-01") == ["insufficient_data"]
    assert "没有找到政府性基金预算财政拨款收入支出决算表" in of(data, "X-01")["message_zh"]


def test_tables_of_accounts_are_not_missed_where_only_forms_are_published():
    rows = sample()
    rows["accounts"] = []
    rows["documents"] = [{**row, "family": "performance"} for row in rows["documents"]]
    assert states(outcomes(rows), "T8-01") == ["not_applicable"]
    rows["documents"] = [{**row, "family": "final_accounts"} for row in rows["documents"]]
    assert states(outcomes(rows), "T8-01") == ["insufficient_data"]


def test_a_cell_printed_twice_with_two_figures_is_ambiguous():
    rows = sample()
    twin = next(r for r in rows["accounts"] if r["table"] == "summary" and r.get("term") == "income_this_year")
    rows["accounts"].append({**twin, "printed": "6,032.31", "value": 6032.31, "page": 99})
    outcome = of(outcomes(rows), "T1-01")
    assert outcome["state"] == "ambiguous"
    assert "6,032.13／6,032.31" in outcome["message_zh"]
    assert {place["page"] for place in outcome["places"]} >= {1, 99}


def test_the_older_layout_with_one_line_for_all_appropriations_holds():
    rows = sample()
    for r in rows["accounts"]:
        if r["table"] == "summary" and r.get("term") == "general_budget_income":
            r.update(term="fiscal_income", item="财政拨款收入", printed="6,032.13", value=6032.13)
    data = outcomes(rows)  # 政府性基金 stays below as a memo line, 其中：
    assert states(data, "T1-01") == states(data, "T2-05") == ["holds"]


@pytest.mark.parametrize(("total", "state"), [(None, "holds"), ("6,500.00", "broken")])
def test_a_line_of_appropriations_beside_lines_of_funds_may_leave_them_out(total: str | None, state: str):
    """一、财政拨款收入 is then of the general budget alone; a total that neither reading gives cannot hold."""
    rows = sample()
    for r in rows["accounts"]:
        if r["table"] == "summary" and r.get("term") == "general_budget_income":
            r.update(term="fiscal_income", item="财政拨款收入")
        if total and r["table"] == "summary" and r.get("term") == "income_this_year":
            r.update(printed=total, value=6500.0)
    assert states(outcomes(rows), "T1-01") == [state]


def test_units_are_converted_before_comparing():
    rows = sample()
    for r in rows["accounts"]:
        if r["table"] == "income" and r["printed"] not in ("", "0"):
            r.update(unit="元", printed=f"{Decimal(r['printed'].replace(',', '')) * 10000:,.2f}")
    assert findings(outcomes(rows)).empty


def test_a_class_that_the_code_table_leaves_out_is_told():
    rows = change(sample(), "summary", "7", term="class_202")
    outcome = of(outcomes(rows), "T3-05", "202")
    assert outcome["state"] == "insufficient_data"
    assert "未填列支出决算表 202" in outcome["message_zh"]


def test_a_condition_decides_whether_a_rule_applies():
    plain = change(change(sample(), "summary", "0", term="opening_balance"), "summary", "0", term="closing_balance")
    assert states(outcomes(plain), "T3-08") == ["holds"]
    assert states(outcomes(sample()), "T3-08") == ["not_applicable"]


def test_distributed_surplus_needs_what_no_table_prints():
    outcome = of(outcomes(change(sample(), "summary", "5", term="surplus_distribution")), "T1-06")
    assert outcome["state"] == "insufficient_data"
    assert "行政单位" in outcome["message_zh"]


# ratio


@pytest.mark.parametrize(
    ("rate", "state"), [("99.44%", "holds"), ("99.4%", "holds"), ("99.45%", "broken"), ("0.0%", "broken")]
)
def test_a_rate_is_recomputed(rate, state):
    rows = sample()
    rows["funds"][0] = fund("p1", "total", "1073.14", "1067.17", rate)
    assert of(outcomes(rows), "P-01", "一般行政管理事务 年度资金总额")["state"] == state


def test_a_rate_within_the_rounding_of_its_amounts_holds():
    rows = sample()
    rows["funds"] = [fund("p1", "total", "3", "2", "60%")]
    assert of(outcomes(rows), "P-01")["state"] == "holds_within_rounding"


def test_an_amount_in_the_rate_cell_cannot_hold():
    rows = sample()
    rows["funds"][0] = fund("p1", "total", "3825.1738", "3825.1738", "3825.1738")
    outcome = of(outcomes(rows), "P-01", "一般行政管理事务 年度资金总额")
    assert (outcome["state"], outcome["severity"]) == ("broken", "error")
    assert outcome["stated"] != outcome["stated"]  # NaN: no percentage is stated
    assert outcome["computed"] == 1.0
    assert "栏内填列“3825.1738”，不是百分比；按 3,825.1738/3,825.1738 计算为 100.00%" in outcome["message_zh"]


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        (("", "", ""), "not_applicable"),
        (("0", "0", "0%"), "not_applicable"),
        (("80", "80", ""), "insufficient_data"),
        (("80", "80", "—"), "not_applicable"),
        (("80", "", "100%"), "insufficient_data"),
        (("80", "约80", "100%"), "insufficient_data"),
        (("80", "80", "百分百"), "insufficient_data"),
    ],
)
def test_a_rate_that_cannot_be_recomputed_says_why(cells, state):
    rows = sample()
    rows["funds"] = [fund("p1", "total", *cells), fund("p1", "district", "80", "80", "100%")]
    assert of(outcomes(rows), "P-01", "年度资金总额")["state"] == state


# codes


def test_codes_are_compared_between_tables():
    rows = sample()
    for r in rows["accounts"]:
        if r["table"] == "general_expenditure" and r.get("code") == "2101101":
            r.update(code="2101199", item="其他行政事业单位医疗支出")
        if r["table"] == "general_expenditure" and r.get("code") == "20137":
            r.update(item="网络安全事务")
    data = outcomes(rows)
    assert "2101199" in of(data, "X-02", "表05 科目编码")["message_zh"]
    assert "20137" in of(data, "X-02", "表05 科目名称")["message_zh"]
    assert of(data, "X-02", "表08 科目编码")["state"] == "holds"


def test_codes_that_a_table_with_rows_missing_does_not_hold_are_a_question():
    """The wider table prints 201 and less than it below: some of its rows stand where nobody sees them."""
    rows = sample()
    wide = {r["code"] for r in rows["accounts"] if r["table"] == "expenditure" and r.get("code")}
    gone = next(c for c in sorted(wide) if len(c) == 5)
    rows["accounts"] = [
        r for r in rows["accounts"] if not (r["table"] == "expenditure" and (r.get("code") or "").startswith(gone))
    ]
    found = of(outcomes(rows), "X-02", "表05 科目编码")
    assert found["state"] == "ambiguous"
    assert gone in found["message_zh"]


def test_a_total_that_was_not_found_is_not_a_blank_one():
    rows = sample()
    rows["accounts"] = [r for r in rows["accounts"] if (r["table"], r.get("term")) != ("government_fund", "total")]
    found = of(outcomes(rows), "X-01", "本年支出合计 合计")
    assert found["state"] == "insufficient_data"
    assert "合计行没有读到" in found["message_zh"]


def test_the_last_codes_of_a_table_that_may_go_on_are_not_held_against_it():
    """Expenditure ends behind 2013701, its total stands above: 2013702 may stand on the page that is not here."""

    def cut(gone: tuple[str, ...]) -> Any:
        rows = sample()
        own = [r for r in rows["accounts"] if r["table"] == "expenditure"]
        rows["accounts"] = [r for r in rows["accounts"] if r not in own or not (r.get("code") or "").startswith(gone)]
        for r in own:
            if r.get("code") == "2013701" and r["measure"] != "total":
                r.update(value=None, printed="")
        data = outcomes(rows)
        return data[(data["rule"] == "T3-03") & (data["state"] == "broken")]["subject"].tolist()

    assert cut(("2013702", "210", "234")) == []
    assert [subject for subject in cut(("2013702",)) if "20137" in subject]  # more codes follow: the table goes on


def test_parents_before_the_first_row_that_was_found_are_asked_for():
    rows = sample()
    own = [r for r in rows["accounts"] if r["table"] == "general_expenditure" and r.get("code")]
    gone = {min(r["code"] for r in own)}
    rows["accounts"] = [r for r in rows["accounts"] if r not in own or r["code"] not in gone]
    assert of(outcomes(rows), "X-03", "表05")["state"] == "ambiguous"


def test_a_code_without_its_parent_row_and_one_of_another_budget_are_told():
    rows = sample()
    rows["accounts"] = [r for r in rows["accounts"] if r["table"] != "general_expenditure" or r.get("code") != "21011"]
    for r in rows["accounts"]:
        if r["table"] == "general_expenditure" and r.get("code") == "2013702":
            r["code"] = "2120801"
    data = outcomes(rows)
    assert "2101101" in of(data, "X-03", "表05")["message_zh"]
    assert of(data, "X-03", "表03")["state"] == "holds"
    assert "2120801" in of(data, "T5-07")["message_zh"]


def test_a_row_of_zeros_is_of_no_other_budget():
    rows = sample()
    for r in rows["accounts"]:
        if r["table"] == "general_expenditure" and r.get("code") == "2013702":
            r.update(code="2120801", value=Decimal(0), printed="0.00")
    assert of(outcomes(rows), "T5-07")["state"] == "holds"


# years


def test_between_years_the_closing_balance_opens_the_next():
    before = disclosure(_year(sample(), 2019))
    assert states(check(combine([before, disclosure(sample())])), "T1-07") == ["not_applicable", "holds"]
    moved = disclosure(_year(change(sample(), "summary", "5.04", term="closing_balance"), 2019))
    assert states(check(combine([moved, disclosure(sample())])), "T1-07") == ["not_applicable", "broken"]


def test_a_rule_does_not_apply_before_its_first_year():
    assert states(check(disclosure(_year(sample(), 2019))), "T4-09") == ["not_applicable"]


def _year(rows: Rows, year: int) -> Rows:
    return {name: [{**r, "fiscal_year": year} for r in listed] for name, listed in rows.items()}


# rounding never breaks


@tried(3)
@given(
    st.lists(st.decimals(0, 99999, places=5, allow_nan=False), min_size=2, max_size=2),
    st.sampled_from(["1", "0.1", "0.01"]),
)
def test_rounding_exact_figures_never_breaks_a_sum(parts, step):
    def printed(value: Decimal) -> str:
        return str(value.quantize(Decimal(step), ROUND_HALF_UP))

    exact = {"total": sum(parts), "basic": parts[0], "project": parts[1]}
    if any(value and not value.quantize(Decimal(step), ROUND_HALF_UP) for value in exact.values()):
        return  # a printed zero says that nothing was spent
    cells = [
        {**COMMON, "table": "general_expenditure", "side": "", "term": "total", "item": "合计", "measure": measure, "unit": "万元",
         "printed": printed(value), "value": float(value), "page": 1}
        for measure, value in exact.items()
    ]  # fmt: skip
    assert "broken" not in states(outcomes({"documents": [COMMON], "accounts": cells}), "T5-01")


# what a person asks


def test_findings_are_ordered_by_severity():
    rows = change(sample(), "three_public", "24.39", measure="final_total")
    assert findings(outcomes(rows))["severity"].tolist() == ["error", "warning"]


def test_every_rule_explains_itself():
    for rule in rule_table():
        text = explain(rule["id"])
        assert rule["title_zh"] in text
        assert rule["basis"] in text
    assert "表01 本年收入合计 = {表01 财政拨款收入 或 表01 一般公共预算财政拨款收入" in explain("T1-01")


def test_an_unknown_rule_is_told():
    with pytest.raises(RuleError, match="no such rule: T0-00"):
        explain("T0-00")


# tables printed empty


def test_a_table_printed_empty_is_not_a_missing_table():
    rows = sample()
    rows["accounts"] = [r for r in rows["accounts"] if r["table"] != "state_capital"]
    rows["tables"] = [{**COMMON, "form": "accounts", "role": "state_capital"}]
    data = outcomes(rows)
    assert findings(data).empty
    assert states(data, "X-01") == states(data, "T9-04") == ["holds"]
    assert states(data, "T9-01") == states(data, "T9-02") == ["not_applicable"]
    assert set(states(data, "T3-06")) == {"holds"}


def test_every_rule_is_in_the_ledger_of_a_nearly_empty_disclosure():
    data = outcomes({"documents": [COMMON], "claims": [claim("别的项目", "project_rate", "5%")]})
    assert set(data["rule"]) == {rule.id for rule in RULES}
    assert of(data, "N-03", "")["state"] == "holds"  # whose it is and of which year is all that it states
    assert set(data.loc[data["rule"] != "N-03", "state"]) == {"insufficient_data", "not_applicable"}
    assert "没有找到唯一同名的自评表" in of(data, "P-10", "预算执行率")["message_zh"]
