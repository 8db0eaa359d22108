"""Contents lists beside the tables that follow: order, names, and what never comes, on documents that were read."""

from __future__ import annotations

import pytest

import jixiao
from jixiao.check import check, packaged_rules

LIST = ["收支总表", "收入总表", "支出总表", "政府性基金预算支出表"]
TITLES = ["收支总表", "收入总表", "支出总表", "政府性基金预算支出表"]
ROWS = {
    "收支总表": "| 项目 | 预算数 | 项目 | 预算数 |\n| 本年收入合计 | 90.00 | 本年支出合计 | 90.00 |\n| 收入总计 | 90.00 | 支出总计 | 90.00 |",
    "收入总表": "| 部门代码 | 部门名称 | 合计 | 一般公共预算 |\n| | 合计 | 90.00 | 90.00 |\n| 024 | 示例局 | 90.00 | 90.00 |",
    "支出总表": "| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n| | 合计 | 90.00 | 90.00 | 0.00 |\n| 201 | 一般公共服务支出 | 90.00 | 90.00 | 0.00 |",
    "政府性基金预算支出表": "| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n| | 合计 | 0.00 | 0.00 | 0.00 |\n| 212 | 城乡社区支出 | 0.00 | 0.00 | 0.00 |",
}
UNKNOWN = "附：资产情况明细\n\n| 类别 | 数量 |\n| 车辆 | 3.50 |\n| 设备 | 2.50 |\n\n"


def document(listed, titles, more=""):
    numbers = "一二三四五六七八"
    contents = "\n".join(f"{numbers[n]}、{name}……{n + 3}" for n, name in enumerate(listed))
    tables = "\n\n".join(f"{title}\n\n单位：万元\n\n{rows}" for title, rows in titles)
    return f"示例市示例局\n\n2026年部门预算\n\n目录\n\n{contents}\n\n{tables}\n\n{more}"


def states(folder, rule, listed=LIST, titles=TITLES, called=None, more=""):
    called = called or {}
    page = folder / "budget.md"
    tables = [(called.get(title, title), ROWS[title]) for title in titles]
    page.write_text(document(listed, tables, more), "utf-8")
    found = check(jixiao.read(page), [r for r in packaged_rules() if r.id == rule])
    return sorted(set(found["state"])), found


@pytest.mark.parametrize(
    ("listed", "titles", "state"),
    [
        (LIST, TITLES, "holds"),
        (LIST, ["收支总表", "收入总表", "政府性基金预算支出表", "支出总表"], "broken"),
        (LIST, ["收支总表", "支出总表", "收入总表", "支出总表", "政府性基金预算支出表"], "holds"),  # it comes again
        (["收支总表", "支出总表", "支出总表", "收入总表"], TITLES, "not_applicable"),  # two of three: which is meant?
        (LIST, ["支出总表", "收支总表"], "not_applicable"),  # too few to have an order
        ([], TITLES, "not_applicable"),
    ],
)
def test_tables_come_in_the_order_of_the_list(tmp_path, listed, titles, state):
    assert states(tmp_path, "TX-39", listed, titles)[0] == [state]


def test_what_comes_too_early_is_named_with_both_pages(tmp_path):
    _, found = states(tmp_path, "TX-39", titles=["收支总表", "政府性基金预算支出表", "收入总表", "支出总表"])
    (told,) = found.to_dict("records")
    assert "政府性基金预算支出表列在支出总表之后，表却在其前" in told["message_zh"]
    assert [place["printed"] for place in told["places"]] == ["政府性基金预算支出表", "支出总表"]


@pytest.mark.parametrize(
    ("name", "title", "state"),
    [
        ("支出总表", "支出总表", "holds"),
        ("支出总表", "2026年部门支出预算总表", "holds"),
        ("支出总表", "表3：支出总体情况表（按科目）", "holds"),
        ("支出总表", "示例局支出总表", "holds"),
        ("政府性基金预算支出表", "政府性基金预算支出情况表", "holds"),
        ("政府性基金预算支出表", "政府性基金预算收支表", "broken"),
    ],
)
def test_a_table_has_the_name_of_the_list(tmp_path, name, title, state):
    _, found = states(tmp_path, "TX-40", called={name: title})
    assert found.loc[found["subject"] == f"目录 {name}", "state"].tolist() == [state]


@pytest.mark.parametrize(
    ("titles", "more", "state"),
    [
        (TITLES, "", "holds"),
        (TITLES[:3], "", "broken"),
        (TITLES[:3], UNKNOWN, "insufficient_data"),  # which may be it
        (
            TITLES[:3],
            "政府性基金预算支出表\n\n单位：万元\n",
            "insufficient_data",
        ),  # its title is there, its table was not read
        (TITLES[:3], "本部门2026年没有政府性基金预算支出。", "holds"),  # nothing to show
        (TITLES[:1], "", "not_applicable"),  # most are in another file
    ],
)
def test_a_table_of_the_list_never_comes(tmp_path, titles, more, state):
    assert states(tmp_path, "TX-41", titles=titles, more=more)[0] == [state]


@pytest.mark.parametrize(("rule", "without"), [("TX-39", "broken"), ("TX-40", "broken")])
def test_a_table_of_the_listed_name_that_was_not_recognised_may_be_meant(tmp_path, rule, without):
    """收支总表 of the list is the unread one of that name, not another of its role."""
    other, listed = "一般公共预算收支情况表", ["收入总表", "支出总表", "财政拨款收支总表"]
    rows = {"财政拨款收支总表": ROWS["收支总表"], "收入总表": ROWS["收入总表"], "支出总表": ROWS["支出总表"]}
    unread = "财政拨款收支总表\n\n| 甲 | 乙 | 丙 |\n| 子 | 2.50 | 3.50 |\n"
    tables = [(other, rows["财政拨款收支总表"]), ("收入总表", rows["收入总表"]), ("支出总表", rows["支出总表"])]
    page = tmp_path / "budget.md"
    for more, state in (("", without), (unread, "insufficient_data")):
        page.write_text(document(listed, tables, more), "utf-8")
        found = check(jixiao.read(page), [r for r in packaged_rules() if r.id == rule])
        assert found.loc[found["state"] != "holds", "state"].tolist() == [state]
