"""The first sample's scorecard, with figures read by hand from its printed text."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import nine_tables, stage_and_measure
from jixiao import store
from jixiao.score import load_rubric, score, totals
from trying import tried

COMMON = {"department": "深圳市坪山区政务服务数据管理局", "fiscal_year": 2020, "source_id": "977ad1fe0b13"}

# level3, full marks, self-awarded marks: 附件1 附表
CARD = """
预算编制合理性 5 5
预算编制规范性 5 5
绩效目标完整性 5 5
绩效指标明确性 5 5
部门预算资金支出率 5 4.84
结转结余率 3 3
政府采购执行率 2 1.98
财务合规性 4 4
预决算信息公开性 4 4
项目实施程序 2 2
项目监管 5 5
资产管理安全性 2 2
固定资产利用率 3 3
财政供养人员控制率 2 2
管理制度健全性 4 4
公用经费控制率 8 8
重点工作完成率 7 7
项目完成及时性 7 7
社会经济生态效益 15 13
群众信访办理情况 3 3
公众或服务对象满意度 4 4
"""

# metric, period, printed, unit, relation
CLAIMS = """
quarter_progress 2020Q1 25.58% - share
quarter_progress 2020Q2 53.56% - share
quarter_progress 2020Q3 59.79% - share
quarter_progress 2020Q4 98.10% - share
procurement_plan 2020 5,914 万元 level
procurement_quota 2020 3,213 万元 level
procurement_actual 2020 3,186.57 万元 level
fixed_assets 2020 644.52 万元 level
fixed_assets_in_use 2020 644.52 万元 level
establishment - 41 名 count
staff 2020 39 人 count
three_public_budget 2020 17.8 万元 level
three_public_actual 2020 14.40 万元 level
operating_final 2020 94.59 万元 level
operating_budget_adjusted 2020 101.16 万元 level
satisfaction 2020 95% - share
"""

# table, side, term, measure, printed
ACCOUNTS = """
fiscal_summary expenditure fiscal_closing_balance total 0
fiscal_summary income fiscal_opening_balance amount 0
fiscal_summary income general_budget_income amount 19,077.16
fiscal_summary income government_fund_income amount 3,825.17
general_basic - operating_total total 94.59
three_public - total budget_total 20.25
three_public - total final_total 14.39
"""

Rows = dict[str, list[dict[str, Any]]]


def entries(text: str) -> list[list[str]]:
    return [["" if word == "-" else word for word in line.split()] for line in text.strip().splitlines()]


def claim(metric: str, period: str, printed: str, unit: str, relation: str, page: int = 30) -> dict[str, Any]:
    return COMMON | {
        "metric": metric,
        "period": period,
        "printed": printed,
        "unit": unit,
        "relation": relation,
        "page": page,
    }


def account(table: str, side: str, term: str, measure: str, printed: str) -> dict[str, Any]:
    return COMMON | {
        "table": table,
        "side": side,
        "term": term,
        **stage_and_measure(measure),
        "printed": printed,
        "unit": "万元",
        "page": 12,
    }


def card_row(position: int, level3: str, weight: str, marks: str, **more: Any) -> dict[str, Any]:
    cells = {"score": {"page": 40, "x0": 500.0, "y0": 9.0, "x1": 520.0, "y1": 20.0, "printed": marks}}
    row = {
        "position": position,
        "level3": level3,
        "weight": float(weight),
        "score": float(marks),
        "is_total": False,
        "page": 40,
    }
    return COMMON | row | {"cells": cells} | more


def sample() -> Rows:
    indicator = COMMON | {
        "project_id": "p1",
        "position": 1,
        "level3": "受理量",
        "target": "≥50000宗",
        "operator": "ge",
        "actual": "51542宗",
    }
    worded = COMMON | {
        "project_id": "p1",
        "position": 2,
        "level3": "服务",
        "target": "持续提升",
        "operator": "text",
        "actual": "完成",
    }
    return {
        "documents": [COMMON | {"path": "a.pdf", "pages": 60}],
        "claims": [claim(*entry) for entry in entries(CLAIMS)],
        "accounts": [account(*entry) for entry in entries(ACCOUNTS)],
        "tables": [row | {"title": row["role"], "page_first": n} for n, row in enumerate(nine_tables(COMMON), 1)],
        "projects": [COMMON | {"project_id": "p1", "form": "self_evaluation", "goal": "受理民生诉求"}],
        "indicators": [indicator, worded],
        "scorecards": [card_row(n, *entry) for n, entry in enumerate(entries(CARD), 1)]
        + [card_row(22, "", "100", "97.82", level1="总分", is_total=True)],
    }


def scored(rows: Rows) -> pd.DataFrame:
    return score(store.disclosure(rows))


def of(scores: pd.DataFrame, item: str) -> list[dict[str, Any]]:
    found = scores[scores["item"] == item].to_dict("records")
    return [row | {"reading": "" if pd.isna(row["reading"]) else row["reading"]} for row in found]


def without(rows: Rows, *metrics: str) -> Rows:
    return rows | {"claims": [row for row in rows["claims"] if row["metric"] not in metrics]}


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    return scored(sample())


def test_every_item_and_the_total_are_there(scores):
    ids = [item.id for item in load_rubric("pingshan-2020").items]
    assert list(dict.fromkeys(scores["item"])) == [*ids, "total"]
    assert len(ids) == 21
    assert list(scores.columns) == list(store.table_columns("scores"))


def test_the_printed_total_is_the_sum_of_the_printed_marks(scores):
    found = totals(scores)
    assert (found.printed_sum, found.printed_total, found.printed_matches) == (Decimal("97.82"), Decimal("97.82"), True)


def test_23_of_100_points_can_be_recomputed(scores):
    found = totals(scores)
    assert found.items_recomputable == ("B1", "B2", "B3", "B9", "B10", "C1")
    assert (found.points_recomputable, found.points_total) == (23, 100)


def test_the_total_is_bounded_by_the_extremes_of_all_readings(scores):
    found = totals(scores)
    # B1 4.72..4.84, B2 3, B3 1.08..1.98, B9 3, B10 2, C1 8; A4.3 and B5.2 show one mark each
    assert found.low == Decimal("4.72") + 3 + Decimal("1.08") + 3 + 2 + 8 + 1 + 1
    assert found.high == Decimal("4.84") + 3 + Decimal("1.98") + 3 + 2 + 8 + 77
    assert (found.band_low, found.band_high, found.band_printed) == ("差", "优", "优")
    assert found.band_status == "unverified"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("B1", {"uncapped": 4.84, "capped": 4.72}),
        ("B3", {"issued_quota": 1.98, "approved_plan": 1.08}),
        ("B2", {"": 3.0}),
        ("B9", {"": 3.0}),
        ("B10", {"": 2.0}),
        ("C1", {"three_public_table + operating_table": 8.0, "three_public_text + operating_table": 8.0}),
    ],
)
def test_what_figures_compute(scores, item, expected):
    rows = of(scores, item)
    assert {row["reading"]: row["low"] for row in rows} == expected
    assert all(row["low"] == row["high"] and row["basis"] == "computed" for row in rows)


def test_the_reading_that_gives_the_printed_marks_is_named(scores):
    for row in of(scores, "B1"):
        assert "given by the reading “quarter rates above 100 % count as they are”" in row["message_en"]
        assert "由读法“季度执行率超过100%的照实计算”得出" in row["message_zh"]
    for row in of(scores, "B3"):
        assert "given by the reading “the plan is the quota issued for the year”" in row["message_en"]


def test_messages_show_the_figures(scores):
    first = of(scores, "B1")[0]
    assert "25.58%" in first["message_zh"]
    assert "average rate 96.82%, " not in first["message_en"]
    assert "average rate 96.82%; 4.84 of 5 marks" in first["message_en"]


def test_figures_keep_the_decimals_they_were_printed_with(scores):
    assert "98.10%" in of(scores, "B1")[0]["message_en"]
    assert "CNY 144,000" in of(scores, "C1")[1]["message_en"]
    assert "CNY 32.13 million" in of(scores, "B3")[0]["message_en"]
    assert "3,213 万元" in of(scores, "B3")[0]["message_zh"]


def test_marks_without_published_evidence_are_neither_shown_nor_refuted(scores):
    (row,) = of(scores, "A2")
    assert "neither shows nor refutes it" in row["message_en"]
    assert "既不能证明也不能否定" in row["message_zh"]


def test_a_divisor_that_cannot_be_meant_is_not_replaced(scores):
    (row,) = of(scores, "C3")
    assert (row["basis"], row["low"], row["high"], row["reading"]) == ("bounded", 0, 7, "printed_wording")
    assert "未完成项目数" in row["message_zh"]


@pytest.mark.parametrize(
    ("item", "basis", "low", "high"),
    [
        ("A1", "not_demonstrated", 0, 5),
        ("A2", "not_demonstrated", 0, 5),
        ("A3", "bounded", 0, 5),
        ("A4", "bounded", 1, 5),
        ("B5", "bounded", 1, 4),
        ("B11", "not_demonstrated", 0, 4),
        ("C2", "not_demonstrated", 0, 7),
        ("C4", "bounded", 0, 15),
        ("C5", "not_demonstrated", 0, 3),
        ("C6", "bounded", 0, 4),
    ],
)
def test_what_evidence_bounds(scores, item, basis, low, high):
    (row,) = of(scores, item)
    assert (row["basis"], row["low"], row["high"]) == (basis, low, high)


def test_inputs_lead_to_the_cells(scores):
    first = of(scores, "B3")[0]["inputs"]
    assert {"自评得分", "实际采购金额", "当年下达指标"} == {place["what"] for place in first}
    marks = next(place for place in first if place["what"] == "自评得分")
    assert marks == {
        "source_id": "977ad1fe0b13", "page": 40, "x0": 500.0, "y0": 9.0, "x1": 520.0, "y1": 20.0,
        "confidence": None, "printed": "1.98", "cell": None, "what": "自评得分",
    }  # fmt: skip


def test_scores_survive_the_store(scores, tmp_path):
    d = store.disclosure(sample())
    store.save({**d.tables, "outcomes": store.frame("outcomes", ()), "scores": scores}, tmp_path, "a", 2020)
    assert totals(store.load_tables(tmp_path)["scores"]) == totals(scores)


def test_missing_inputs_are_said_and_never_zero():
    rows = of(scored(without(sample(), "fixed_assets", "quarter_progress")), "B9")
    assert [(row["basis"], row["low"], row["high"]) for row in rows] == [("not_demonstrated", 0, 3)]
    assert "not found in print: all fixed assets" in rows[0]["message_en"]


def test_one_reading_without_inputs_is_said_beside_the_other():
    (row,) = of(scored(without(sample(), "procurement_quota")), "B3")
    assert (row["reading"], row["low"]) == ("approved_plan", 1.08)
    assert "issued quota" in row["message_en"]
    assert "no reading of the rubric gives it" in row["message_en"]


def test_an_unreadable_input_is_shown_and_not_used():
    rows = without(sample(), "staff")
    rows["claims"].append(claim("staff", "2020", "三十九", "人", "count"))
    (row,) = of(scored(rows), "B10")
    assert row["basis"] == "not_demonstrated"
    assert "三十九" in row["message_zh"]


def test_contradictory_inputs_give_all_readings():
    rows = sample()
    rows["claims"].append(claim("staff", "2020", "43", "人", "count", page=31))
    found = of(scored(rows), "B10")
    assert {row["reading"]: row["high"] for row in found} == {"staff=39": 2, "staff=43": 0}
    assert "由读法“在编人数 39”得出" in found[0]["message_zh"]


def test_the_same_value_printed_twice_is_one_reading_with_both_places():
    rows = sample()
    rows["claims"].append(claim("staff", "2020", "39", "人", "count", page=31))
    (row,) = of(scored(rows), "B10")
    assert [place["page"] for place in row["inputs"] if place["what"] == "在编人数"] == [30, 31]


def test_other_years_and_growth_are_no_inputs():
    rows = sample()
    rows["claims"] += [claim("staff", "2019", "50", "人", "count"), claim("staff", "2020", "3", "人", "growth")]
    assert [row["message_en"] for row in of(scored(rows), "B10")] == [
        row["message_en"] for row in of(scored(sample()), "B10")
    ]


def test_a_blank_government_fund_counts_as_nothing_and_is_said():
    rows = sample()
    for row in rows["accounts"]:
        row["printed"] = "" if row["term"] == "government_fund_income" else row["printed"]
    (row,) = of(scored(rows), "B2")
    assert (row["basis"], row["low"]) == ("computed", 3)
    assert "未填列，按 0 计" in row["message_zh"]


def test_petitions_are_computed_where_they_are_published():
    rows = sample()
    for metric, count in (("petitions_total", "200"), ("petitions_unanswered", "10"), ("petitions_late", "0")):
        rows["claims"].append(claim(metric, "2020", count, "件", "count"))
    (row,) = of(scored(rows), "C5")
    assert (row["basis"], row["low"], row["high"]) == ("bounded", 1.95, 2.95)
    assert "Printed 3 lies outside the 1.95 to 2.95" in row["message_en"]


def test_without_a_scorecard_the_evidence_still_counts(scores):
    bare = scored(sample() | {"scorecards": []})
    assert bare["printed_score"].isna().all()
    assert bare[["low", "high", "basis"]].equals(scores[["low", "high", "basis"]])
    assert totals(bare).printed_matches is None


def test_nothing_published_is_not_demonstrated():
    scores = scored({"documents": sample()["documents"]})
    assert set(scores["basis"]) == {"not_demonstrated", "bounded"}
    assert (totals(scores).low, totals(scores).points_recomputable) == (0, 0)


def test_items_match_by_words_and_unknown_ones_are_kept():
    rows = sample()
    rows["scorecards"][4]["level3"] = "部门预算\n资金 支出率"
    rows["scorecards"][5] |= {"level3": "新指标（试行）"}
    scores = scored(rows)
    assert of(scores, "B1")[0]["printed_score"] == 4.84
    (unknown,) = of(scores, "新指标（试行）")
    assert (unknown["basis"], unknown["printed_score"]) == ("printed_only", 3)
    (missing,) = of(scores, "B2")
    assert pd.isna(missing["printed_score"])
    assert "评分表中没有这一指标" in missing["message_zh"]
    assert totals(scores).printed_matches is True


def test_a_printed_weight_that_differs_is_said():
    rows = sample()
    rows["scorecards"][5]["weight"] = 4.0
    assert "prints a weight of 4, the rubric gives 3" in of(scored(rows), "B2")[0]["message_en"]


def test_different_marks_for_one_item_are_both_shown():
    rows = sample()
    rows["scorecards"].append(card_row(23, "结转结余率", "3", "2"))
    (row,) = of(scored(rows), "B2")
    assert pd.isna(row["printed_score"])
    assert "different marks for it: 2, 3" in row["message_en"]


def test_a_form_without_targets_costs_a_mark_at_most():
    rows = sample()
    rows["projects"].append(COMMON | {"project_id": "p2", "form": "self_evaluation", "title": "空表"})
    (row,) = of(scored(rows), "A3")
    assert (row["low"], row["high"]) == (0, 4)


def test_another_year_is_said():
    rows = deepcopy(sample())
    for table in rows.values():
        for row in table:
            row["fiscal_year"] = 2021
    assert "The rubric is for 2020, the disclosure of 2021" in of(scored(rows), "total")[0]["message_en"]


@tried(10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random):
    rows = sample()
    rows["claims"].append(claim("staff", "2020", "43", "人", "count", page=31))
    straight = scored(rows)
    for table in rows.values():
        random.shuffle(table)
    pd.testing.assert_frame_equal(scored(rows), straight)


def test_the_rubric_is_found_by_the_items_of_the_card_or_by_place_and_year():
    assert set(score(store.disclosure(sample()))["rubric"]) == {"pingshan-2020"}
    elsewhere = deepcopy(sample())
    for table in elsewhere.values():
        for row in table:
            row["department"] = "某市某局"
    assert set(scored(elsewhere)["rubric"]) == {"pingshan-2020"}
    assert scored(elsewhere | {"scorecards": []}).empty


def test_marks_above_the_weight_are_said_also_where_nothing_is_published():
    rows = sample()
    rows["scorecards"][0]["cells"]["score"]["printed"] = "6"
    (row,) = of(scored(rows), "A1")
    assert "Printed marks of 6 lie outside 0 to the weight of 5" in row["message_en"]
    assert "neither shows nor refutes" not in row["message_en"]


def test_printed_weights_that_do_not_sum_are_said():
    rows = sample()
    rows["scorecards"][5]["weight"] = 4.0
    assert "The printed weights sum to 101, not 100" in of(scored(rows), "total")[0]["message_en"]
    assert "printed weights sum" not in of(scored(sample()), "total")[0]["message_en"]
