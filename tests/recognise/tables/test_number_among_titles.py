"""A page number in a row of its own between the titles and the figures names no column."""

from __future__ import annotations

from pathlib import Path

import openpyxl

import jixiao

ROWS = (
    ("政府性基金预算财政拨款收入支出决算表",),
    ("部门：甲河市示例局2021年度", None, None, None, None, None, None, "单位：万元"),
    ("功能分类科目编码", "科目名称", "年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"),
    ("栏次", None, "1", "2", "3", "4", "5", "6"),
    ("- 12 -",),
    ("229", "其他支出", "6.00", "9.00", "14.00", "0.00", "14.00", "1.00"),
    ("22960", "彩票公益金安排的支出", "6.00", "9.00", "14.00", "0.00", "14.00", "1.00"),
    ("合计", None, "6.00", "9.00", "14.00", "0.00", "14.00", "1.00"),
)


def test_page_number_between_titles_and_figures(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A5:H5")
    book.save(path := tmp_path / "accounts.xlsx")
    accounts = jixiao.read(path).accounts
    names = accounts.loc[accounts["measure"] == "total", ["code", "item", "value"]]
    expected = [("229", "其他支出", 14.0), ("22960", "彩票公益金安排的支出", 14.0), ("", "合计", 14.0)]
    assert list(names.itertuples(index=False, name=None)) == expected
