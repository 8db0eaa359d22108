"""What may explain a gap: a blank cell of a filled row, another printed number of just that size."""

from __future__ import annotations

from builders import RULES, change, fund, of, sample
from jixiao.check import check
from jixiao.store import disclosure


def test_a_blank_source_of_money_is_incomplete_and_no_contradiction():
    rows = sample()
    rows["funds"][2] = fund("p1", "district", "1000.00", "1067.17", "99.44%")
    rows["funds"].append(fund("p1", "other", "", "0", ""))
    rows["funds"][-1]["cells"]["initial_budget"] = {"printed": "73.14"}
    rows["funds"][-1]["initial_budget"] = 73.14
    assert "insufficient_data" in of(check(disclosure(rows), RULES), "P-02", "全年预算数")


def test_a_gap_that_is_another_printed_number_names_it():
    rows = change(sample(), "expenditure", "5,363.85", term="total", measure="total")
    data = check(disclosure(rows), RULES)
    told = data.loc[(data["state"] == "broken") & (data["rule"] == "T3-02"), "message_zh"]
    assert told.str.contains("差额恰为支出决算表 2013702 一般行政管理事务 本年支出合计（668.28）", regex=False).all()
    assert len(told) == 1


def test_a_gap_that_is_no_printed_number_names_none():
    data = check(disclosure(change(sample(), "expenditure", "5,363.86", term="total", measure="total")), RULES)
    assert not data["message_zh"].str.contains("差额恰为", regex=False).any()
