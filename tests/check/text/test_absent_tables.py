"""A table is said to be missing only where no title of it, and no table that may be it, stands unread in the document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jixiao
from jixiao.check import check, packaged_rules

ACCOUNTS = (Path(__file__).parents[1] / "documents" / "accounts_2021.md").read_text("utf-8")
GENERAL, FUND = "一般公共预算财政拨款支出决算表", "政府性基金预算财政拨款收入支出决算表"
#: A table as another place prints it: its titles of columns prove nothing.
OTHER_COLUMNS = "| 甲 | 乙 | 丙 |\n| --- | --- | --- |\n| 子 | 2.50 | 3.50 |\n\n"
FRAME = "|  |  |  |\n| --- | --- | --- |\n|  |  |  |\n\n"


def with_table(title: str, new: str, text: str = ACCOUNTS) -> str:
    """The accounts with something else in the place of one table and its title."""
    return re.sub(rf"## {title}\n.*?(?=## )", lambda _: new, text, count=1, flags=re.DOTALL)


def told(tmp_path: Path, rule: str, name: str, text: str) -> tuple[str, str]:
    """State and message of a rule on one table."""
    page = tmp_path / "accounts.md"
    page.write_text(text, "utf-8")
    found = check(jixiao.read(page), [one for one in packaged_rules() if one.id == rule])
    ((state, message),) = found.loc[found["subject"] == name, ["state", "message_zh"]].itertuples(index=False)
    return state, message


@pytest.mark.parametrize(
    ("instead", "state", "said"),
    [
        ("", "broken", "没有找到"),
        (f"## 国有资产占用情况表\n\n{OTHER_COLUMNS}", "broken", "没有找到"),  # the title of another table
        # a part of it, a table of other matters: titles that say so
        (f"## 一般公共预算财政拨款项目支出决算表\n\n{OTHER_COLUMNS}", "broken", "没有找到"),
        (f"## 财政专户管理资金支出决算表\n\n{OTHER_COLUMNS}", "broken", "没有找到"),
        (f"## 会议费、培训费决算表\n\n{OTHER_COLUMNS}", "broken", "没有找到"),
        # by another name, without a letter that was not read, without a title
        (f"## 一般公共预算财政拨款支出决算明细表\n\n{OTHER_COLUMNS}", "insufficient_data", "决算明细表”，不能"),
        (f"## 支出决算功能分类明细表\n\n{OTHER_COLUMNS}", "insufficient_data", "明细表”，不能"),
        (f"## 共预算财政拨款支出决算表\n\n{OTHER_COLUMNS}", "insufficient_data", "决算表”，不能"),
        (
            f"## 会议费决算表\n\n{OTHER_COLUMNS}\n\n## 决算附表\n\n{OTHER_COLUMNS}",
            "insufficient_data",
            "决算附表”，不能",
        ),
        ("见2021年度部门预算公开表。\n\n", "broken", "没有找到"),
        (
            f"## {GENERAL}\n\n单位：万元\n\n科目编码 科目名称 本年支出\n\n",
            "insufficient_data",
            f"印有“{GENERAL}”",
        ),  # no walls
        (f"## {GENERAL}\n\n{FRAME}", "insufficient_data", f"印有“{GENERAL}”"),
        (f"## {GENERAL}\n\n{OTHER_COLUMNS}", "insufficient_data", f"印有“{GENERAL}”"),
        (
            f"表5 2021年度一般公共预算财政拨款\n支出决算表\n\n{OTHER_COLUMNS}",
            "insufficient_data",
            "2021年度一般公共预算财政拨款支出决算表",
        ),
        # income, expenditure and what was carried over in one table, as some provinces print it
        (
            f"## 一般公共预算财政拨款收入支出决算表\n\n{OTHER_COLUMNS}",
            "insufficient_data",
            "印有“一般公共预算财政拨款收入支出决算表”",
        ),
        (f"部门：甲河市示例局\n\n{OTHER_COLUMNS}", "insufficient_data", "有一张没有认出的表"),  # its title is not read
    ],
)
def test_a_table_is_missing_only_where_nothing_of_it_is_seen(tmp_path, instead, state, said):
    found, message = told(tmp_path, "TX-23", GENERAL, with_table(GENERAL, instead))
    assert found == state
    assert said in message


def test_a_title_below_the_rows_of_another_table_is_seen(tmp_path):
    """Two tables that a sheet puts below each other may be read as one."""
    text = with_table(GENERAL, "").replace("## 财政拨款收入支出决算总表", "## 财政拨款收入支出决算总表", 1)
    stacked = text.replace(
        "| 国有资本经营预算财政拨款 | 31 | 0.00 |  | 63 |  |  |  |  |",
        f"| 国有资本经营预算财政拨款 | 31 | 0.00 |  | 63 |  |  |  |  |\n| {GENERAL} |  |  |  |  |  |  |  |  |",
    )
    assert stacked != text
    assert told(tmp_path, "TX-23", GENERAL, text)[0] == "broken"
    assert told(tmp_path, "TX-23", GENERAL, stacked)[0] == "insufficient_data"


def test_a_contents_list_alone_is_no_title(tmp_path):
    """It names the table, every page was read, and the table does not come."""
    names = "收入支出决算总表", "收入决算表", "支出决算表", GENERAL
    listed = "".join(
        f"{number}、{name}……{page}\n" for page, (number, name) in enumerate(zip("一二三四", names, strict=True), 3)
    )
    assert told(tmp_path, "TX-23", GENERAL, f"目录\n\n{listed}\n{with_table(GENERAL, '')}")[0] == "broken"
