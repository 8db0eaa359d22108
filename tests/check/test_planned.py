"""Targets beside the list of projects and beside what the text announces: what is held against a form, and what is a doubt."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import jixiao

LISTED = {"热线服务": "350.00", "土地整治": "150.00", "法律顾问": "30.00", "网站维护": "20.00", "会场租赁": "8.00"}
TEXT = "编报绩效目标的项目共{count}个，涉及项目预算资金{money}万元。"


def outcomes(
    folder: Path, forms: list[tuple[str, str]], listed: list[tuple[str, str]] | None = None, text: str = ""
) -> pd.DataFrame:
    rows = listed or list(LISTED.items())
    total = sum(float(amount) for _, amount in rows)
    lines = ["# 某市示例局2026年部门预算", "## 项目支出总表", "部门：某市示例局", "单位：万元"]
    lines += [
        "| 项目名称 | 合计 |\n| --- | --- |\n"
        + "\n".join(f"| {name} | {amount} |" for name, amount in [("合计", f"{total:.2f}"), *rows])
    ]
    lines += [
        "## 第三部分 2026年部门预算情况说明",
        "### 一、预算绩效目标情况",
        text,
        "## 2026年项目支出绩效目标表",
        "单位：万元",
    ]
    lines += [
        "| 项目名称 | 金额 | 绩效目标 |\n| --- | --- | --- |\n"
        + "\n".join(f"| {name} | {amount} | 按计划完成 |" for name, amount in forms)
    ]
    path = folder / "budget.md"
    path.write_text("\n\n".join(lines), "utf-8")
    found = jixiao.check(jixiao.read(path))
    return found[found["rule"].isin(["BU-24", "BU-25", "BU-27"])]


def states(found: pd.DataFrame, rule: str) -> dict[str, int]:
    return dict(found[found["rule"] == rule]["state"].value_counts())


def test_forms_with_the_money_of_the_list_hold(tmp_path: Path) -> None:
    found = outcomes(tmp_path, list(LISTED.items()), text=TEXT.format(count=5, money="558.00"))
    assert states(found, "BU-24") == {"holds": 5}
    assert states(found, "BU-25") == {"holds": 2}


def test_one_form_that_differs_where_the_others_agree_cannot_hold(tmp_path: Path) -> None:
    found = outcomes(tmp_path, [*list(LISTED.items())[:4], ("会场租赁", "9.00")])
    assert states(found, "BU-24") == {"holds": 4, "broken": 1}
    broken = found[found["state"] == "broken"].iloc[0]
    assert "会场租赁" in broken["subject"]
    assert broken["gap"] == 1.0


@pytest.mark.parametrize(
    "forms",
    [
        [("热线服务", "350.00"), ("土地整治", "15.00"), ("法律顾问", "3.00")],  # few agree: the money of one source, perhaps
        [("热线服务", "700.00"), ("土地整治", "300.00"), ("法律顾问", "60.00"), ("网站维护", "40.00")],  # of the whole period
    ],
)  # fmt: skip
def test_forms_that_print_other_money_are_a_doubt(tmp_path: Path, forms: list[tuple[str, str]]) -> None:
    assert "broken" not in states(outcomes(tmp_path, forms), "BU-24")


def test_a_name_of_two_rows_is_not_held_against_either(tmp_path: Path) -> None:
    listed = [*LISTED.items(), ("会场租赁", "5.00")]
    found = outcomes(tmp_path, [*list(LISTED.items())[:4], ("会场租赁", "14.00")], listed)
    assert states(found, "BU-24") == {"holds": 4}


@pytest.mark.parametrize("name", ["会场租赁（结转）", "会场租赁"])
def test_what_is_carried_over_or_another_unit_has_belongs_to_the_project(tmp_path: Path, name: str) -> None:
    listed = [*LISTED.items(), (name, "5.00")]
    found = outcomes(tmp_path, [*list(LISTED.items())[:4], ("会场租赁", "13.00")], listed)
    assert states(found, "BU-24") == {"holds": 5}


def test_fewer_targets_than_announced_are_no_finding(tmp_path: Path) -> None:
    found = outcomes(tmp_path, list(LISTED.items()), text=TEXT.format(count=12, money="900.00"))
    assert states(found, "BU-25") == {"not_applicable": 1}


def test_money_of_as_many_projects_that_differs_is_a_doubt(tmp_path: Path) -> None:
    found = outcomes(tmp_path, list(LISTED.items()), text=TEXT.format(count=5, money="600.00"))
    assert states(found, "BU-25") == {"holds": 1, "ambiguous": 1}


@pytest.mark.parametrize(
    ("forms", "count", "state"),
    [
        (5, 5, "holds"),
        (4, 5, "broken"),  # one for each is announced
        (2, 5, "not_applicable"),  # one for each is drawn up, few are published
        (4, 4, "not_applicable"),  # a part is published: who has none is said
    ],
)
def test_a_listed_project_without_targets_is_said(tmp_path: Path, forms: int, count: int, state: str) -> None:
    found = outcomes(tmp_path, list(LISTED.items())[:forms], text=TEXT.format(count=count, money="558.00"))
    told = found[found["rule"] == "BU-27"]
    assert told["state"].tolist() == [state]
    assert told["severity"].tolist() == ["info"]
    assert ("会场租赁" in told["message_zh"].iloc[0]) is (forms < 5)


def test_a_form_of_another_name_may_be_of_any_project(tmp_path: Path) -> None:
    found = outcomes(
        tmp_path, [*list(LISTED.items())[:3], ("网站运行", "20.00")], text=TEXT.format(count=5, money="558.00")
    )
    assert "broken" not in states(found, "BU-27")
