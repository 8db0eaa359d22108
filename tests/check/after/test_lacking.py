"""What several columns lack together makes up a row: a question, not a finding; one column alone is one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import jixiao
from holding import text_of
from jixiao.check import check

#: The last class of table 05 with what stands below it.
ROWS = "".join(
    f"| {code} | {name} | 120.00 | 120.00 | 0.00 |\n"
    for code, name in (
        ("208", "社会保障和就业支出"),
        ("20805", "行政事业单位养老支出"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
    )
)


def outcomes(text: str, folder: Path) -> pd.DataFrame:
    (folder / "accounts.md").write_text(text, "utf-8")
    found = check(jixiao.read(folder / "accounts.md"))
    return found[(found["rule"] == "T5-02") & found["state"].isin(("broken", "ambiguous"))]


def test_a_row_that_is_not_there_is_asked_for(tmp_path):
    text = text_of("accounts_2021").replace(ROWS, "")
    asked = outcomes(text, tmp_path)
    assert set(asked["state"]) == {"ambiguous"}
    assert asked["message_en"].str.contains("makes up one row").all()


@pytest.mark.parametrize(
    ("item", "state"),
    [
        ("| 2080501 | 行政单位离退休 | 100.00 | 100.00 |  |\n", "ambiguous"),  # the row that prints 20.00 is not there
        ("| 2080501 | 行政单位离退休 | 100.00 | 100.00 | 20.00 |\n", "broken"),  # the total of one row alone
    ],
)
def test_a_column_of_which_no_row_prints_anything_lacks_all_of_its_total(item, state, tmp_path):
    text = text_of("accounts_2021").replace(
        ROWS,
        "| 208 | 社会保障和就业支出 | 120.00 | 100.00 | 20.00 |\n"
        "| 20805 | 行政事业单位养老支出 | 120.00 | 100.00 | 20.00 |\n" + item,
    )
    (tmp_path / "accounts.md").write_text(text, "utf-8")
    found = check(jixiao.read(tmp_path / "accounts.md"))
    own = found[
        (found["rule"] == "T5-03") & found["subject"].str.contains("20805") & (found["state"] != "not_applicable")
    ]
    assert state in set(own["state"])
    assert ("broken" in set(own["state"])) == (state == "broken")


@pytest.mark.parametrize("printed", ["110.00 | 120.00 | 0.00", "120.00 | 110.00 | 0.00"])
def test_one_column_alone_is_a_finding(printed, tmp_path):
    text = text_of("accounts_2021").replace(ROWS, ROWS.replace("120.00 | 120.00 | 0.00", printed))
    assert set(outcomes(text, tmp_path)["state"]) == {"broken"}


def test_rows_without_a_known_name_say_nothing_about_a_sum_over_columns(tmp_path):
    text = text_of("accounts_2021").replace("| 560.00 | 560.00 | 0.00 |", "| 560.00 | 550.00 | 0.00 |")
    text = text.replace(ROWS, ROWS + "|  | 备查事项 | 10.00 | 10.00 | 0.00 |\n")
    (tmp_path / "accounts.md").write_text(text, "utf-8")
    found = check(jixiao.read(tmp_path / "accounts.md"))
    assert "broken" in set(found.loc[found["rule"] == "T5-01", "state"])


def test_a_summary_without_its_beginning_is_not_decided(tmp_path):
    text = text_of("accounts_2021")
    first = "| 一、一般公共预算财政拨款收入 | 1 | 1000.00 | 一、一般公共服务支出 | 31 | 975.00 |\n"
    assert text.count(first) == 1
    (tmp_path / "accounts.md").write_text(text.replace(first, ""), "utf-8")
    found = check(jixiao.read(tmp_path / "accounts.md"))
    assert set(found.loc[found["rule"] == "T1-02", "state"]) == {"insufficient_data"}


def test_codes_before_the_wider_table_begins_are_asked_for(tmp_path):
    text = text_of("accounts_2021")
    start = text.index("| 201 |", text.index("## 支出决算表"))
    end = text.index("| 208 |", start)
    (tmp_path / "accounts.md").write_text(text[:start] + text[end:], "utf-8")
    found = check(jixiao.read(tmp_path / "accounts.md"))
    codes = found[(found["rule"] == "X-02") & found["subject"].str.contains("科目编码")]
    assert "broken" not in set(codes["state"])
