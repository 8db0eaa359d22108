"""A note on last digits is quoted where it matters, and never makes a broken check hold."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from builders import COMMON, RULES, change, sample
from jixiao.check import check
from jixiao.grids import Document, Line
from jixiao.recognise.text.claims import claim_rows
from jixiao.store import disclosure

NOTE = "注：因四舍五入，分项合计与总数可能存在尾差。"


def outcomes(printed: str, note: str = NOTE) -> pd.DataFrame:
    """The sample with another total of table 01, and a document that says ``note``."""
    rows: dict[str, list[dict[str, Any]]] = change(sample(), "summary", printed, term="grand_total", side="income")
    rows["claims"] = [{**COMMON, **row} for row in claim_rows(Document((Line(note, 1, None),), 1, "text"), 2020)]
    return check(disclosure(rows), RULES)


def total(data: pd.DataFrame) -> Any:
    """The outcome about the total of income."""
    return data[(data["rule"] == "T1-03") & (data["subject"].str.contains("总计"))].iloc[0]


@pytest.mark.parametrize(
    ("printed", "state", "quoted"),
    [
        ("6,032.16", "holds_within_rounding", True),
        ("6,032.17", "holds", False),
        ("6,032.19", "broken", True),  # a gap of 0.02, rounding explains 0.015
        ("6,032.30", "broken", False),
    ],
)
def test_a_note_is_quoted_where_last_digits_matter(printed, state, quoted):
    found = total(outcomes(printed))
    assert (found["state"], "资料注明" in found["message_zh"], "The document notes" in found["message_en"]) == (
        state,
        quoted,
        quoted,
    )


def test_the_note_is_quoted_without_its_number():
    text = total(outcomes("6,032.19", "2.本套报表金额单位转换时可能存在尾数误差。"))["message_zh"]
    assert text.endswith("资料注明：“本套报表金额单位转换时可能存在尾数误差”。")


def test_a_note_changes_no_state_and_no_finding():
    with_note, without = outcomes("6,032.19"), outcomes("6,032.19", "没有说明。")
    assert "资料注明" not in total(without)["message_zh"]
    columns = ["outcome_id", "state", "cause", "gap", "slack"]
    pd.testing.assert_frame_equal(with_note[columns], without[columns])


@pytest.mark.parametrize(
    "note",
    [
        "2.本套报表金额单位转换时可能存在尾数误差。",
        "注：由于四舍五入原因，部分合计数与分项之和存在尾差。",
        "本表数据因四舍五入，分项之和与合计可能不等。",
        "部分数据合计数与分项数略有差异，系四舍五入所致。",
    ],
)
def test_wordings_of_a_note(note):
    assert "rounding_note" in [row["metric"] for row in claim_rows(Document((Line(note, 1, None),), 1, "text"), 2024)]


@pytest.mark.parametrize("text", ["年末尾款支付误差较小。", "得分按四舍五入保留两位小数。", "项目收尾数量增加。"])
def test_words_that_are_no_note(text):
    found = [row["metric"] for row in claim_rows(Document((Line(text, 1, None),), 1, "text"), 2024)]
    assert "rounding_note" not in found
