"""An empty table of a fund is declared by any words of its note, a cell of it or its chapter that say there is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jixiao
from jixiao.check import check, packaged_rules

ACCOUNTS = (Path(__file__).parents[1] / "documents" / "accounts_2021.md").read_text("utf-8")
FUND, NEXT = "政府性基金预算财政拨款收入支出决算表", "## 国有资本经营预算财政拨款收入支出决算表"
CHAPTER = "### 八、政府性基金预算财政拨款收入支出决算情况说明\n\n"


def state(tmp_path: Path, note: str = "", cell: str = "", chapter: str = "", next_note: str = "") -> str:
    """What is said of the table of government funds without figures, with these words below it, in it and in its chapter."""
    table = re.search(rf"## {FUND}\n.*?(?={NEXT})", ACCOUNTS, re.DOTALL)
    assert table
    rows = [line for line in table[0].rstrip().split("\n") if not re.search(r"\d\.\d\d", line)]
    empty = "\n".join([*rows, *([f"| {cell} |  |  |  |  |  |  |  |"] if cell else []), "", note, "", ""])
    text = ACCOUNTS.replace(table[0], empty)
    text = re.sub(r"### 八、.*?(?=### 九、)", CHAPTER + chapter + "\n\n" if chapter else "", text, flags=re.DOTALL)
    page = tmp_path / "accounts.md"
    page.write_text(text.replace(f"{NEXT}\n", f"{NEXT}\n\n{next_note}\n"), "utf-8")
    found = check(jixiao.read(page), [one for one in packaged_rules() if one.id == "TX-24"])
    (told,) = found.loc[found["subject"] == FUND, "state"]
    return told


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("本部门2021年度没有政府性基金预算财政拨款收入，也没有使用政府性基金预算安排的支出，故本表无数据。", "holds"),
        ("说明：本年度无此项收支，故本表无数据。", "holds"),
        ("注：本表为空表。", "holds"),
        ("注：我局2021年度没有相关收支情况。", "holds"),
        ("我部门本年度政府性基金预算无收支。", "holds"),
        ("政府性基金预算财政拨款收支为0，本表以空表公开。", "holds"),
        ("注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。", "broken"),
        ("本部门无政府性基金预算财政拨款安排的支出。", "holds"),
        ("无锡市示例局政府性基金预算财政拨款支出明细见另表。", "broken"),
        ("注：无线电管理等支出列入其他表。", "broken"),
        ("2021年度无国有资本经营预算财政拨款收支。", "broken"),
        ("本部门无政府性基金预算和国有资本经营预算安排的支出。", "holds"),
        ("注：本表金额转换为万元时，因四舍五入可能存在尾差。", "broken"),
        ("", "broken"),
    ],
)
@pytest.mark.parametrize("where", ["note", "cell"])
def test_a_note_says_that_there_is_nothing(tmp_path, where, words, expected):
    assert state(tmp_path, **{where: words}) == expected


@pytest.mark.parametrize(
    ("chapter", "expected"),
    [
        ("无。", "holds"),
        ("本部门本年度无此项支出。", "holds"),
        ("本年度未发生相关收支。", "holds"),
        ("2021年度政府性基金预算财政拨款收入0万元，支出0万元。", "holds"),
        ("详见附表。", "broken"),
    ],
)
def test_a_chapter_says_that_there_is_nothing(tmp_path, chapter, expected):
    assert state(tmp_path, chapter=chapter) == expected


def test_the_note_of_another_table_says_nothing_of_this_one(tmp_path):
    assert state(tmp_path, next_note="注：本表为空表。") == "broken"
