"""Tables that a document announces and does not hold: in its contents, by 见附表, and never one that is there."""

from pathlib import Path

import pytest

import jixiao
from jixiao.cli import main

COVER = "某某市财政局\n\n2022年度部门决算\n\n"
CONTENTS = """目录

第二部分 2022年度部门决算表
一、收入支出决算总表……5
二、收入决算表……6
三、支出决算表……7
四、国有资本经营预算财政拨款支出决算表……8

"""
SUMMARY = """收入支出决算总表

单位：万元

| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 90.00 | 一、一般公共服务支出 | 90.00 |
| 总计 | 90.00 | 总计 | 90.00 |

"""
EXPENDITURE = """部门支出总体情况表（2022年度）

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 201 | 一般公共服务支出 | 90.00 | 90.00 | 0.00 |
| | 合计 | 90.00 | 90.00 | 0.00 |

"""
OTHER = "附：资产情况明细表\n\n| 类别 | 数量 |\n| 车辆 | 3.50 |\n| 设备 | 2.50 |\n\n"


def missing(tmp_path: Path, *texts: str) -> list[str]:
    paths = [tmp_path / f"{number}.md" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    tables = jixiao.read(paths).tables["tables"]
    return tables.loc[tables["status"] == "announced", "title"].tolist()


def test_what_the_contents_name_and_nothing_else_holds_is_listed(tmp_path: Path) -> None:
    expected = ["收入决算表", "支出决算表", "国有资本经营预算财政拨款支出决算表"]
    assert missing(tmp_path, COVER + CONTENTS + SUMMARY) == expected


def test_a_table_under_a_similar_title_is_there(tmp_path: Path) -> None:
    expected = ["收入决算表", "国有资本经营预算财政拨款支出决算表"]
    assert missing(tmp_path, COVER + CONTENTS + SUMMARY + EXPENDITURE) == expected
    unread = EXPENDITURE.replace("科目编码", "序号").replace("科目名称", "名称").replace("基本支出", "甲类")
    assert missing(tmp_path, COVER + CONTENTS + SUMMARY + unread) == expected


def test_a_fund_that_there_is_none_of_needs_no_table(tmp_path: Path) -> None:
    text = "本部门2022年度没有国有资本经营预算财政拨款支出，故本表为空。\n"
    assert missing(tmp_path, COVER + CONTENTS + SUMMARY + EXPENDITURE + text) == ["收入决算表"]


def test_a_contents_list_in_a_table_announces_too(tmp_path: Path) -> None:
    rows = "| 序号 | 名称 |\n| 表1 | 收支总表 |\n| 表2 | 收入总表 |\n| 表3 | 支出总表 |\n\n"
    assert missing(tmp_path, COVER + rows + SUMMARY + EXPENDITURE) == ["收入总表"]


def test_a_table_that_another_file_of_the_disclosure_holds_is_not_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, tables = (
        COVER + CONTENTS + "一、收入支出决算总体情况说明\n收支总计90.00万元。\n",
        COVER + SUMMARY + EXPENDITURE,
    )
    assert len(missing(tmp_path, text)) == 4
    for order in ((text, tables), (tables, text)):
        assert missing(tmp_path, *order) == ["收入决算表", "国有资本经营预算财政拨款支出决算表"]
    assert main(["read", *(str(tmp_path / f"{number}.md") for number in (0, 1))]) == 0
    told = capsys.readouterr().out
    assert "announced and not found 2" in told
    assert "收入决算表: announced, announced here, and not in the document" in told


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("各项收入详见附表。", ["附表"]),
        ("各项收入见附件《收入决算表》。", ["收入决算表"]),
        ("各项收入增加，附带说明见上文。", []),
        ("主要是附属单位上缴收入增加。", []),
    ],
)
def test_a_sentence_that_points_to_a_table(tmp_path: Path, sentence: str, expected: list[str]) -> None:
    text = f"{COVER}一、收入支出决算总体情况说明\n收支总计90.00万元。{sentence}\n"
    assert missing(tmp_path, text) == expected
    assert missing(tmp_path, text + SUMMARY + OTHER) == [title for title in expected if title != "附表"]
