"""Table 07: 会议费 and 培训费 beside the three public expenses."""

from dataclasses import replace

import pytest

from jixiao.families import roles
from jixiao.grids import Cell, Grid, Line
from jixiao.recognise.find import Form
from jixiao.recognise.tables.rows import account_rows

ITEMS = ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "会议费", "培训费")


def printed(head: tuple[str, ...], groups: tuple[str, ...], *rows: tuple[str, ...]) -> Form:
    """A form with titles over two rows; 项目 stands at its left."""
    cells = [Cell(0, 0, "项目", 1, row_span=2)]
    column = 1
    for group, count in zip(groups, (4, 2) if len(groups) == 2 else (6,), strict=True):
        cells.append(Cell(0, column, group, 1, column_span=count))
        column += count
    cells += [Cell(1, number, text, 1) for number, text in enumerate(head, 1)]
    cells += [Cell(2 + n, column, text, 1) for n, row in enumerate(rows) for column, text in enumerate(row)]
    grid = Grid(tuple(cells), 2 + len(rows), 1 + len(head), 1, "test")
    return Form(
        "accounts",
        "“三公”经费及会议费、培训费支出决算表",
        (Line("单位：万元", 1),),
        (grid,),
        role=roles()["three_public"],
    )


@pytest.mark.parametrize(("groups", "total"), [(("“三公”经费", "其他"), "total"), (("财政拨款安排的费用",), "all")])
def test_meetings_and_training_are_figures_of_their_own(groups: tuple[str, ...], total: str) -> None:
    """A 合计 over all five may hold the two or not, so only one under 三公 is the total of the three."""
    form = printed(
        ITEMS, groups, ("预算数", "9", "1", "2", "3", "1.5", "1.5"), ("决算数", "7.5", "0", "2", "3", "1", "")
    )
    rows = account_rows(form, "万元", 2024)
    names = [total, "abroad", "reception", "vehicles", "meetings", "training"]
    assert [(row["stage"], row["measure"]) for row in rows] == [
        (s, name) for s in ("budget", "final") for name in names
    ]
    assert [row["printed"] for row in rows[4:6] + rows[10:]] == ["1.5", "1.5", "1", ""]
    assert rows[-1]["value"] is None


def test_a_page_may_end_between_the_header_and_the_numbers_of_its_columns() -> None:
    form = printed(ITEMS, ("“三公”经费", "其他"), ("预算数", "9", "1", "2", "3", "1.5", "1.5"))
    head, rest = form.grids[0].rows()[:2], form.grids[0].rows()[2]
    first = Grid(tuple(cell for row in head for cell in row), 2, 7, 1, "test")
    numbers = [Cell(0, column, str(column), 2) for column in range(1, 7)]
    second = Grid((*numbers, *(replace(cell, row=1, page=2) for cell in rest)), 2, 7, 2, "test")
    rows = account_rows(replace(form, grids=(first, second)), "万元", 2024)
    assert [row["printed"] for row in rows] == ["9", "1", "2", "3", "1.5", "1.5"]


def test_budget_final_accounts_and_counts_may_stand_below_each_other() -> None:
    """Each with its titles, as Jiangsu prints them; the numbers of groups, vehicles and guests are no amounts."""
    rows = (
        ("预算数",),
        ("合计", "因公出国（境）费", "公务接待费", "会议费"),
        ("13.00", "", "2.50", "1.00"),
        ("决算数",),
        ("“三公”经费合计", "因公出国（境）费", "公务接待费", "会议费"),
        ("11.12", "0.00", "1.32", "0.85"),
        ("相关统计数：",),
        ("项目", "统计数", "项目", "统计数"),
        ("国内公务接待批次（个）", "26", "公务用车保有量（辆）", "3"),
    )
    cells = [
        Cell(n, column, text, 1, column_span=4 if len(row) == 1 else 1)
        for n, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    grid = Grid(tuple(cells), len(rows), 4, 1, "test")
    form = Form("accounts", "“三公”经费、会议费支出决算表", (), (grid,), role=roles()["three_public"])
    found = account_rows(form, "万元", 2023)
    assert [(row["stage"], row["measure"], row["printed"]) for row in found if row["unit"] == "万元"] == [
        ("budget", "all", "13.00"), ("budget", "abroad", ""), ("budget", "reception", "2.50"), ("budget", "meetings", "1.00"),
        ("final", "total", "11.12"), ("final", "abroad", "0.00"), ("final", "reception", "1.32"), ("final", "meetings", "0.85"),
    ]  # fmt: skip
    assert [(row["item"], row["measure"], row["unit"], row["printed"]) for row in found[8:]] == [
        ("国内公务接待批次（个）", "quantity", "个", "26"),
        ("公务用车保有量（辆）", "quantity", "辆", "3"),
    ]


def test_a_unit_without_figures_begins_no_table() -> None:
    form = printed(
        ITEMS, ("“三公”经费", "其他"), ("甲局", "9", "1", "2", "3", "1.5", "1.5"), ("乙局", "", "", "", "", "无", "无")
    )
    rows = account_rows(form, "万元", 2024)
    assert [row["unit_name"] for row in rows] == ["甲局"] * 6 + ["乙局"] * 6
