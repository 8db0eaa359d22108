"""Two years of one project or department: what stays, what may not be undone, and a name that changed."""

from __future__ import annotations

from typing import Any

import pytest

from builders import RULES, form, indicator, row
from jixiao.check import check
from jixiao.store import disclosure

NAME = "甲市乙区数据管理局"


def two_years(last: dict[str, Any], now: dict[str, Any], rule: str) -> list[tuple[str, str]]:
    """States of one rule in the later year, for the same rows a year apart."""
    tables: dict[str, list[Any]] = {}
    for rows, year in ((last, 2019), (now, 2020)):
        for name, listed in rows.items():
            tables.setdefault(name, []).extend({**row, "fiscal_year": year} for row in listed)
    data = check(disclosure(tables), RULES)
    found = data[(data["rule"] == rule) & (data["fiscal_year"] == 2020)]
    return list(zip(found["subject"], found["state"], strict=True))


def investment(**fields: Any) -> dict[str, Any]:
    own = {"national_code": "2019-440317-65-01-103085", "start_date": "2018-01-26", "started": True, "completed": False}
    rows = form(form="investment")
    investments = [row("p9", {"total_investment": "300"}, **{**own, **fields})]
    return {"documents": rows["documents"], "projects": rows["projects"], "investments": investments}


@pytest.mark.parametrize(
    ("now", "broken"),
    [
        ({}, []),
        ({"start_date": "2018-06-26"}, ["培训 开工日期"]),
        ({"national_code": "2019-440317-65-01-103086"}, ["培训 国家编码"]),
        ({"started": False}, ["培训 是否开工"]),
        ({"completed": True}, []),
        ({"start_date": None, "national_code": None}, []),
    ],
)
def test_code_and_dates_of_a_project_stay(now, broken):
    told = two_years(investment(), investment(**now), "V-10")
    assert [subject for subject, state in told if state == "broken"] == broken
    assert any(state == "holds" for _, state in told)


def test_a_completed_project_stays_completed():
    told = two_years(investment(completed=True), investment(), "V-10")
    assert ("培训 是否竣工", "broken") in told


def test_one_year_alone_is_not_compared():
    data = check(disclosure(investment()), RULES)
    assert data.loc[data["rule"].isin(["V-10", "I-12", "E-08", "N-01"]), "state"].unique().tolist() == [
        "not_applicable"
    ]


@pytest.mark.parametrize(
    ("last", "now", "state"),
    [
        (("≥40人次", "50人次"), ("≥50人次", "55人次"), "holds"),
        (("≥40人次", "50人次"), ("≥40人次", "55人次"), "broken"),
        (("≥40人次", "50人次"), ("≥4场", "5场"), "not_applicable"),
        (("≤40人次", "30人次"), ("≤20人次", "20人次"), "not_applicable"),
        (("≥40人次", "已完成"), ("≥20人次", "20人次"), "not_applicable"),
    ],
)
def test_a_target_is_not_below_what_was_reached(last, now, state):
    told = two_years(form(indicator(*last)), form(indicator(*now)), "I-12")
    assert [found for _, found in told] == [state]


@pytest.mark.parametrize(("carried", "state"), [("5.00", "holds"), ("5.50", "broken"), (None, "not_applicable")])
def test_money_carried_over_was_left(carried, state):
    last, now = form(budget="100.00", executed="95.00"), form(budget="60.00", executed="50.00")
    if carried:
        now["funds"].append(row("p9", {"budget": carried}, fund="carried_over"))
    assert [found for _, found in two_years(last, now, "E-08")] == [state]


def panel(*departments: tuple[str, int] | tuple[str, int, dict[str, str]]) -> dict[str, list[str]]:
    """States of the rule on names, by department and year; the third of each is key and region."""
    documents = []
    for number, (name, year, *more) in enumerate(departments):
        documents.append(
            {"department": name, "fiscal_year": year, "source_id": f"source{number}", **(more[0] if more else {})}
        )
    data = check(disclosure({"documents": documents}), RULES)
    found = data[data["rule"] == "N-01"]
    return {f"{row.department} {row.fiscal_year}": row.state for row in found.itertuples()}


@pytest.mark.parametrize(
    ("last", "now"),
    [
        ("甲市乙区政务服务数据管理局", "甲市乙区政务服务和数据管理局"),
        ("甲市乙区发展改革局", "甲市乙区发展和改革局"),
        ("乙区数据管理局", "甲市乙区数据管理局"),
        ("甲市乙区机关工委（党校）", "甲市乙区机关工委(党校)"),
    ],
)
def test_a_name_spelt_otherwise_is_told(last, now):
    assert panel((last, 2019), (now, 2020))[f"{now} 2020"] == "broken"


@pytest.mark.parametrize(
    ("last", "now"),
    [
        ("甲市第一中学", "甲市第二中学"),
        ("甲市乙区财政局", "甲市丙区财政局"),
        ("财政局", "甲市乙区财政局"),
        ("区财政局", "乙区财政局"),
        ("甲市乙区财政局", "甲市乙区财政局（本级）"),
        ("甲市教育局", "甲市体育局"),
    ],
)
def test_two_departments_are_not_taken_for_one(last, now):
    assert panel((last, 2019), (now, 2020))[f"{now} 2020"] == "not_applicable"


def test_a_key_of_the_manifest_makes_it_certain():
    key = {"key": "data"}
    assert panel((NAME, 2019, key), ("甲市乙区大数据中心", 2020, key))["甲市乙区大数据中心 2020"] == "broken"
    other = {"key": "other"}
    assert panel((NAME, 2019, key), ("甲市乙区大数据中心", 2020, other))["甲市乙区大数据中心 2020"] == "not_applicable"


def test_a_department_that_is_there_in_both_years_has_its_name():
    told = panel((NAME, 2019), (NAME, 2020), ("乙区数据管理局", 2019), ("乙区数据管理局", 2020))
    assert [told[f"{name} 2020"] for name in (NAME, "乙区数据管理局")] == ["holds", "holds"]


def test_other_regions_and_several_candidates_are_left_alone():
    here, there = {"region": "甲市"}, {"region": "丁市"}
    assert panel(("乙区财政局", 2019, there), ("甲市乙区财政局", 2020, here))["甲市乙区财政局 2020"] == "not_applicable"
    told = panel(("乙区财政局", 2019), ("甲市乙区财政局", 2020), ("丁市乙区财政局", 2019))
    assert told["甲市乙区财政局 2020"] == "broken"
    told = panel(("甲市乙区财政局", 2019), ("丁市乙区财政局", 2019), ("乙区财政局", 2020))
    assert told["乙区财政局 2020"] == "not_applicable"
