"""The total of the income stands in the row of the last titles: as Shanghai's districts print the fund table.

Figures read by eye from an account of 2025 of 上海市普陀区人民政府宜川路街道办事处.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import jixiao
from jixiao.check import check
from jixiao.grids import Cell
from jixiao.recognise.tables.columns import is_numbering

COLUMNS = "<td>{}</td>" * 8
HEAD = """<tr><td colspan=2>项目</td><td rowspan=2>年初结转和结余</td><td rowspan=2>本年收入</td>
<td colspan=3 rowspan=2>本年支出</td><td rowspan=2>年末结转和结余</td></tr>
<tr><td>功能分类科目编码</td><td>科目名称</td></tr>
<tr><td colspan=2>合计</td><td></td><td>{income}</td><td>合计</td><td>基本支出</td><td>项目支出</td><td></td></tr>"""
ROWS = [("221", "住房保障支出"), ("22198", "超长期特别国债安排的支出"), ("2219899", "其他住房保障支出")]


def account(folder: Path, item: str) -> pd.DataFrame:
    rows = "".join(
        f"<tr>{COLUMNS.format(code, name, '', '105.00', '105.00', '', '105.00', '')}</tr>" for code, name in ROWS
    )
    page = folder / "account.html"
    page.write_text(
        "<h1>上海市普陀区人民政府宜川路街道办事处2025年度部门决算</h1><h2>政府性基金预算财政拨款收入支出决算表</h2>"
        f"<p>单位：万元</p><table>{HEAD.format(income='105.00')}{rows}</table>"
        "<h2>八、政府性基金预算财政拨款收入支出决算情况说明</h2><p>政府性基金预算财政拨款收入105.00万元，具体情况如下：</p>"
        f"<p>住房保障支出（类）超长期特别国债安排的支出（款）其他住房保障支出（项）{item}万元，主要用于电梯更新。</p>",
        "utf-8",
    )
    return jixiao.read(page)


def test_the_row_is_read_as_titles_and_as_the_total(tmp_path: Path) -> None:
    rows = account(tmp_path, "105.00").tables["accounts"]
    found = rows.loc[rows["value"].notna(), ["code", "term", "measure", "value"]].fillna("")
    expected = [("", "total", "income", 105.0)]
    for code, _ in ROWS:
        expected += [(code, "", measure, 105.0) for measure in ("income", "total", "project")]
    assert [tuple(row) for row in found.itertuples(index=False)] == expected


def test_a_table_of_titles_alone_is_empty(tmp_path: Path) -> None:
    page = tmp_path / "empty.html"
    blank = f"<tr>{COLUMNS.format(*[''] * 8)}</tr>"
    page.write_text(
        f"<h1>示例市示例局2025年度部门决算</h1><h2>政府性基金预算财政拨款收入支出决算表</h2><p>单位：万元</p>"
        f"<table>{HEAD.format(income='')}{blank}</table><p>本年度没有政府性基金收支，故本表无数据。</p>",
        "utf-8",
    )
    tables = jixiao.read(page).tables
    assert tables["accounts"]["value"].isna().all()
    assert list(tables["tables"]["role"]) == ["government_fund"]


def test_an_item_of_the_text_is_compared_with_its_row(tmp_path: Path) -> None:
    """The text of that account says 135.00 where its table says 105.00."""
    for item, state in (("105.00", "holds"), ("135.00", "broken")):
        ledger = check(account(tmp_path, item))
        text = ledger[(ledger["rule"] == "TX-04") & ledger["subject"].str.contains("其他住房保障支出")]
        assert set(text["state"]) == {state}


def test_a_total_that_is_not_printed_over_rows_that_are_is_no_contradiction(tmp_path: Path) -> None:
    ledger = check(account(tmp_path, "105.00"))
    assert set(ledger["state"]) <= {"holds", "holds_within_rounding", "not_applicable", "insufficient_data"}


@pytest.mark.parametrize(
    "particulars",
    [
        "编制部门：示例市示例委员会\t单位：元",
        "公开08表\t金额单位：元",
        "第12页\t单位：元",
        "部门（单位）：示例委员会\t\t\t\t单位：元",
    ],
)
def test_the_department_and_the_unit_are_no_titles(tmp_path: Path, particulars: str) -> None:
    """Figures of the table of government funds of a budget of 2026 of 上海市普陀区建设和管理委员会."""
    page = tmp_path / "budget.txt"
    page.write_text(
        f"示例市示例委员会2026年部门预算\n2026年部门政府性基金预算支出功能分类预算表\n{particulars}\n"
        "项目\t\t\t\t政府性基金预算支出\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
        "212\t\t\t城乡社区支出\t2,792,857,000.00\t0.00\t2,792,857,000.00\n"
        "212\t08\t03\t城市建设支出\t2,792,857,000.00\t0.00\t2,792,857,000.00\n",
        "utf-8",
    )
    rows = jixiao.read(page).tables["accounts"]
    assert list(rows["measure"]) == ["total", "basic", "project"] * 2
    assert list(rows["value"]) == [279285.7, 0, 279285.7] * 2


def cells(*texts: str) -> list[Cell]:
    return [Cell(0, column, text, None) for column, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("**", "1", "2"), True),
        (("本水", "1", "2", "3"), True),  # stars, as a picture was read
        (("*本", "", "1", "2", "", "4", "5"), True),  # and one number that was not
        (("机构编码", "1", "2", "3", "4", "5"), True),
        (("合计", "1", "2", "3"), False),
        (("公务接待", "1", "2", "3"), False),
        (("公务接待", "4", "5", "6", "7"), False),
        (("2010301", "1", "2", "3", "4"), False),
        (("合计", "1", "3", "2", "4"), False),
    ],
)
def test_numbers_that_count_up_number_the_columns(texts: tuple[str, ...], numbers: bool) -> None:
    assert is_numbering(cells(*texts)) is numbers
