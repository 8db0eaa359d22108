"""Lines that stand among the rows of a table and are none: page numbers, titles again, the numbers of the columns."""

from __future__ import annotations

from pathlib import Path

import pytest

import jixiao

HEAD = "# 甲河市示例局\n\n# 2021年度部门决算\n\n## 支出决算表\n\n单位：万元\n\n"
TITLES = ("| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |", "| 栏次 |  | 1 | 2 | 3 |")
ROWS = (
    "| 合计 |  | 9.00 | 4.00 | 5.00 |",
    "| 201 | 一般公共服务支出 | 9.00 | 4.00 | 5.00 |",
    "| 20103 | 办公厅事务 | 9.00 | 4.00 | 5.00 |",
)


def items(folder: Path, between: tuple[str, ...]) -> list[str]:
    lines = [TITLES[0], "| --- | --- | --- | --- | --- |", TITLES[1], *ROWS[:2], *between, ROWS[2]]
    path = folder / "accounts.md"
    path.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    accounts = jixiao.read(path).accounts
    return accounts[accounts["measure"] == "total"]["item"].tolist()


@pytest.mark.parametrize(
    "between",
    [
        ("| - 12 - |  |  |  |  |",),
        ("| 第 12 页 共 40 页 |  |  |  |  |",),
        ("| 支出决算表（续表） |  |  |  |  |", *TITLES),
        TITLES,
        TITLES[1:],
    ],
)
def test_what_is_no_row_is_no_rest_of_a_name(tmp_path: Path, between: tuple[str, ...]) -> None:
    assert items(tmp_path, between) == ["合计", "一般公共服务支出", "办公厅事务"]


def test_the_rest_of_a_name_is_joined(tmp_path: Path) -> None:
    assert items(tmp_path, ("|  | （本级） |  |  |  |",)) == ["合计", "一般公共服务支出（本级）", "办公厅事务"]
