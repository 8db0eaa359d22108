"""The section on openness: what is published, what was not found, what cannot be told, and on what it rests."""

import pandas as pd
import pytest

from jixiao import report
from jixiao.store import frame

COMMON = {"department": "示例局", "fiscal_year": 2020, "rubric": "disclosure-2016-143"}


def item(name: str, weight: float, low: float, high: float, said: str = "9 项中有 8 项。") -> dict[str, object]:
    words = {"message_zh": f"某项：{said}", "message_en": f"some item: {said}"}
    return {**COMMON, "item": name, "weight": weight, "low": low, "high": high, "basis": "bounded", **words}


@pytest.fixture
def marks() -> pd.DataFrame:
    rows = [
        item("accounts_tables", 20, 17.78, 17.78),
        item("accounts_chapters", 10, 10, 10),
        item("evaluations", 10, 0, 10),
        item("exact", 20, 0, 0),
        item("total", 60, 27.78, 37.78),
    ]
    return frame("scores", rows)


def test_each_item_is_told_by_how_it_came_out(marks: pd.DataFrame) -> None:
    text = report.openness(marks, "zh").text
    assert "27.78–37.78 分（满分 60 分" in text
    assert "已做到：决算文字说明齐全。" in text
    assert "部分做到：决算各表公开（空表亦列出）。" in text
    assert "没有找到或没有做到：决算表内、表间数字相符。" in text
    assert "不能判断或不能全部判断：公开绩效自评表。" in text


@pytest.mark.parametrize(("lang", "said"), [("zh", "依据条文未核实"), ("en", "text not verified")])
def test_only_verified_texts_are_called_so(marks: pd.DataFrame, lang: str, said: str) -> None:
    rows = report.openness(marks, lang).text.splitlines()
    assert [said in row for row in rows if row.rstrip().endswith(("）", ")"))][-4:] == [True, True, True, False]


def test_nothing_is_said_where_neither_budget_nor_accounts_are_at_hand() -> None:
    assert not report.openness(frame("scores", ()), "zh")


def test_targets_of_which_nothing_can_be_told_have_no_marks(marks: pd.DataFrame) -> None:
    prose = frame("scores", [item("complete", 20, 0, 20), item("measurable", 20, 0, 20), item("total", 40, 0, 40)])
    assert not report.target_quality(prose, "zh")
