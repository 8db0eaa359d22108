"""Headings, days of count and evaluated years of another year or department, on documents that were read."""

from __future__ import annotations

import pytest

import jixiao
from firing import text_of
from jixiao.check import check, packaged_rules

ACCOUNTS, BUDGET, FORMS = "accounts_2021.md", "budget_2021.md", "projects_2021.md"
PART = "第三部分　2021年度部门决算情况说明"
TABLE = "公开05表\n\n部门：甲河市示例局"
COUNTED = "截至2021年12月31日，本部门共有车辆9辆"


def states(folder, rule, name, *changes):
    text = text_of(name)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, "utf-8")
    found = check(jixiao.read(folder / name), [r for r in packaged_rules() if r.id == rule])
    return sorted(set(found["state"]))


@pytest.mark.parametrize(
    ("name", "old", "new", "state"),
    [
        (ACCOUNTS, PART, PART, "holds"),
        (ACCOUNTS, PART, "第三部分　2020年度部门决算情况说明", "broken"),
        (ACCOUNTS, PART, "二、2020年度一般公共预算财政拨款支出决算情况", "broken"),
        (ACCOUNTS, PART, "关于甲河市示例局2020年度部门决算情况的说明", "broken"),
        (ACCOUNTS, "十、关于2021年度预算绩效情况的说明", "十、关于2020年度预算绩效情况的说明", "broken"),
        (ACCOUNTS, TABLE, f"{TABLE}\n\n2020年度", "broken"),
        (FORMS, "（2021年度）", "（2020年度）", "broken"),
        (
            ACCOUNTS,
            f"{TABLE}\n单位: 万元\n\n",
            "公开05表\n\n| 部门：甲河市示例局 | 2020年度 | 单位：万元 |  |  |\n",
            "broken",
        ),
        # of other matters, of another stage, beside the own year
        (
            ACCOUNTS,
            f"{TABLE}\n单位: 万元\n\n",
            f"{TABLE}\n单位: 万元\n\n| 项目 |  | 2020年度 | 2021年度 |  |\n",
            "holds",
        ),
        (ACCOUNTS, PART, "2021年度与2020年度部门决算对比情况说明", "holds"),
        (ACCOUNTS, PART, "2020年网站改版项目决算情况说明", "holds"),
        (ACCOUNTS, PART, "2020年部门预算情况说明", "holds"),
        (ACCOUNTS, PART, "与2020年度决算数相比的情况", "holds"),
        (ACCOUNTS, PART, "甲河市2020—2022年财政规划和决算情况", "holds"),
        (BUDGET, "2021年部门预算", "2021年部门预算\n\n2020年部门预算执行情况", "holds"),
        (BUDGET, "2021年部门预算", "2021年部门预算\n\n2019年部门决算情况", "holds"),
        (BUDGET, "2021年部门预算", "2021年部门预算\n\n2020年度部门预算绩效情况", "holds"),
        (BUDGET, "2021年部门预算", "2021年部门预算\n\n2020年预算", "holds"),  # over a column
        # more of the other year: perhaps two documents in one file
        (ACCOUNTS, PART, "2020年度部门决算\n\n" * 4 + PART, "ambiguous"),
    ],
)
def test_headings_of_another_year(tmp_path, name, old, new, state):
    assert states(tmp_path, "N-04", name, (old, new)) == [state]


@pytest.mark.parametrize(
    ("new", "state"),
    [
        (((PART, "第三部分　甲河市教育局2021年度部门决算情况说明"),), "broken"),
        (((TABLE, "公开05表\n\n部门：甲河市教育局"),), "broken"),
        (((PART, "第三部分　示例局2021年度部门决算情况说明"),), "holds"),  # without its place
        (((PART, "第三部分　甲河市示例局（本级）2021年度部门决算情况说明"),), "holds"),
        (((PART, "第三部分　本部门2021年度部门决算情况说明"),), "holds"),
        (((PART, "甲河市人民政府2021年度部门决算公开"),), "holds"),
        (
            ((PART, "第三部分　甲河市教育局2021年度部门决算情况说明"), ("本部门共有", "本部门（原甲河市教育局）共有")),
            "holds",
        ),
        (((TABLE, "公开05表\n\n部门：甲河市示例中心"), ("本部门共有", "本部门和所属甲河市示例中心共有")), "holds"),
    ],
)
def test_headings_with_another_name(tmp_path, new, state):
    assert states(tmp_path, "N-05", ACCOUNTS, *new) == [state]


def test_a_short_form_of_the_name_is_the_name(tmp_path):
    full, short = "甲河市发展和改革委员会", "甲河市发改委2021年度部门决算情况说明"
    page = tmp_path / ACCOUNTS
    page.write_text(text_of(ACCOUNTS).replace("甲河市示例局", full).replace(PART[5:], short), "utf-8")
    found = check(jixiao.read(page), [r for r in packaged_rules() if r.id == "N-05"])
    assert found["state"].tolist() == ["holds"]


@pytest.mark.parametrize(
    ("name", "new", "state"),
    [
        (ACCOUNTS, COUNTED, "holds"),
        (ACCOUNTS, "截至2020年12月31日，本部门共有车辆9辆", "broken"),
        (ACCOUNTS, "截止2020年末，甲河市示例局固定资产共计300万元，其中车辆9辆", "broken"),
        (ACCOUNTS, "截至2022年底，本部门在职人员共有30人", "broken"),
        (ACCOUNTS, "截至2022年6月30日，本部门在职人员共有30人", "holds"),  # when it was written
        (ACCOUNTS, f"截至2020年底共有在编人员30人，2021年新增2人，{COUNTED}", "not_applicable"),
        (ACCOUNTS, f"{COUNTED}，比截至2020年12月31日的车辆共有数减少1辆", "holds"),
        (ACCOUNTS, f"截至2020年底项目共有设备12台。{COUNTED}", "holds"),
        (BUDGET, "截至2020年8月31日，本部门共有车辆9辆。", "holds"),
        (BUDGET, "截至2019年12月31日，本部门共有车辆9辆。", "holds"),
        (BUDGET, "截至2021年12月31日，本部门共有车辆9辆。", "broken"),  # a day to come
        (BUDGET, "截至2017年底，本部门共有车辆9辆。", "broken"),
    ],
)
def test_the_day_of_count(tmp_path, name, new, state):
    old = COUNTED if name == ACCOUNTS else "2021年部门预算"
    new = new if name == ACCOUNTS else f"{old}\n\n{new}"
    evaluated = ("本部门组织对2021年度一般公共预算项目支出全面开展绩效自评", "本部门开展了绩效自评")
    told = ("本部门在2021年度部门决算中反映了", "本部门反映了")
    changes = ((old, new), evaluated, told) if name == ACCOUNTS else ((old, new),)
    assert states(tmp_path, "TX-43", name, *changes) == [state]


@pytest.mark.parametrize(
    ("new", "state"),
    [
        ("本部门组织对2020年度一般公共预算项目支出全面开展绩效自评", "broken"),
        ("2021年，本部门组织对2020年度一般公共预算项目支出全面开展绩效自评", "holds"),
        ("本部门组织对2020年度老旧小区改造补助开展绩效评价", "holds"),
    ],
)
def test_the_year_that_was_evaluated(tmp_path, new, state):
    old = "本部门组织对2021年度一般公共预算项目支出全面开展绩效自评"
    assert state in states(tmp_path, "TX-43", ACCOUNTS, (old, new))
    assert ("broken" in states(tmp_path, "TX-43", ACCOUNTS, (old, new))) == (state == "broken")


@pytest.mark.parametrize(
    ("new", "state"),
    [
        ("热线服务项目绩效自评表", "broken"),  # the title of another form
        ("设备维护项目绩效自评表", "holds"),
        ("项目支出绩效自评表", "not_applicable"),  # of any project
        ("热线服务和设备维护项目绩效自评表", "holds"),
        ("大楼修缮项目绩效自评表", "not_applicable"),  # no project of the document: perhaps another name of this one
    ],
)
def test_a_form_has_the_title_of_its_own_project(tmp_path, new, state):
    old = "## 设备维护项目绩效自评表"
    text = text_of(FORMS).replace(old, f"## {new}", 1)
    assert text_of(FORMS).count(old) == 1
    (tmp_path / FORMS).write_text(text, "utf-8")
    found = check(jixiao.read(tmp_path / FORMS), [r for r in packaged_rules() if r.id == "G-09"])
    states = found.loc[found["subject"].str.startswith("设备维护"), "state"].tolist()
    assert states == ([] if state == "not_applicable" else [state])
