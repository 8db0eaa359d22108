"""Deviations: what stands at two stages of the year, and only that."""

from typing import Any

import pytest

import jixiao
from jixiao.store import Disclosure, disclosure
from places import RAW

BUDGET, FINAL, FORM = "b" * 12, "a" * 12, "c" * 12
OWN = {"department": "示例局", "fiscal_year": 2023}


def figure(source: str, table: str, stage: str, value: float, **more: Any) -> dict[str, Any]:
    family = "budget" if source == BUDGET else "final_accounts"
    row = {"source_id": source, "table_id": f"{source}-001", "family": family, "table": table, "side": "", "page": 3}
    return {
        **OWN,
        **row,
        "stage": stage,
        "year": 2023,
        "measure": "total",
        "value": value,
        "printed": str(value),
        "position": 0,
        **more,
    }


def read(**rows: Any) -> Disclosure:
    documents = [
        {**OWN, "source_id": source, "family": family, "path": "x"}
        for source, family in ((BUDGET, "budget"), (FINAL, "final_accounts"), (FORM, "performance"))
    ]
    return disclosure({"documents": documents, **rows})


def told(d: Disclosure) -> list[tuple[Any, ...]]:
    columns = ["compared", "from_stage", "from_value", "to_stage", "to_value", "deviation"]
    return list(jixiao.deviations(d)[columns].itertuples(index=False, name=None))


def test_the_budget_and_the_accounts_of_one_year():
    rows = [
        figure(BUDGET, "expenditure", "budget", 100.1, code="201"),
        figure(BUDGET, "expenditure", "budget", 90.0, code="201", year=2022),
        figure(BUDGET, "expenditure", "budget", 7.0, code="205"),
        figure(FINAL, "expenditure", "final", 110.3, code="201"),
    ]
    found = jixiao.deviations(read(accounts=rows))
    assert told(read(accounts=rows)) == [("documents", "budget", 100.1, "final", 110.3, 10.2)]
    row = found.iloc[0]
    assert (row["role"], row["code"], row["from_family"], row["to_family"]) == (
        "expenditure",
        "201",
        "budget",
        "final_accounts",
    )
    assert row["rate"] == pytest.approx(10.2 / 100.1)
    assert [(place["source_id"], place["page"], place["printed"]) for place in row["places"]] == [
        (BUDGET, 3, "100.1"),
        (FINAL, 3, "110.3"),
    ]


def test_a_unit_is_not_the_department_but_for_one_of_its_name():
    final = figure(FINAL, "expenditure", "final", 110, code="201")
    for unit, found in (("示例局", 1), ("示例局下属中心", 0)):
        rows = [figure(BUDGET, "expenditure", "budget", 100, code="201", unit_name=unit), final]
        assert len(told(read(accounts=rows))) == found


def test_stages_printed_beside_each_other():
    rows = [
        figure(FINAL, "fiscal_summary", stage, value, term="class_201", side="expenditure")
        for stage, value in (("initial_budget", 50), ("adjusted_budget", 60), ("final", 45))
    ]
    assert told(read(accounts=rows)) == [
        ("columns", "initial_budget", 50, "adjusted_budget", 60, 10),
        ("columns", "initial_budget", 50, "final", 45, -5),
        ("columns", "adjusted_budget", 60, "final", 45, -15),
    ]


def test_a_figure_printed_twice_with_two_amounts_is_compared_with_nothing():
    rows = [figure(BUDGET, "expenditure", "budget", value, code="201") for value in (100, 101)]
    rows += [figure(FINAL, "expenditure", "final", 90, code="201")]
    assert told(read(accounts=rows)) == []


def test_nothing_budgeted_has_no_rate():
    rows = [figure(BUDGET, "three_public", "budget", 0), figure(FINAL, "three_public", "final", 2)]
    (rate,) = jixiao.deviations(read(accounts=rows))["rate"].tolist()
    assert rate != rate


def test_a_project_of_the_budget_and_its_self_evaluation():
    listed = [
        figure(BUDGET, "projects", "budget", 30, item="信息化 运维项目"),
        figure(BUDGET, "projects", "budget", 8, item="宣传"),
    ]
    projects = [
        {**OWN, "source_id": FORM, "project_id": f"{FORM}-001", "form": "self_evaluation", "name": "“信息化运维”"}
    ]
    cells = {name: {"page": 1, "printed": text} for name, text in (("budget", "32"), ("executed", "31.5"))}
    funds = [
        {
            **OWN,
            "source_id": FORM,
            "project_id": f"{FORM}-001",
            "fund": "total",
            "budget": 32,
            "executed": 31.5,
            "cells": cells,
        }
    ]
    assert told(read(accounts=listed, projects=projects, funds=funds)) == [
        ("form", "adjusted_budget", 32, "executed", 31.5, -0.5),
        ("project_list", "budget", 30, "executed", 31.5, 1.5),
    ]


def test_what_is_told_in_words_alone_is_compared_between_the_texts():
    def sentence(source: str, metric: str, phase: str, value: float, **more: Any) -> dict[str, Any]:
        own = {
            "claim_id": f"{source}-{metric}",
            "metric": metric,
            "relation": "level",
            "period": "2023",
            "unit": "万元",
        }
        return {**OWN, "source_id": source, "page": 9, **own, "phase": phase, "value": value, "printed": "x", **more}

    claims = [
        sentence(BUDGET, "procurement", "budget", 400),
        sentence(FINAL, "procurement", "final", 380),
        sentence(BUDGET, "procurement.goods", "budget", 7, scope="本级"),
        sentence(FINAL, "procurement.goods", "final", 8),
        sentence(BUDGET, "expenditure", "budget", 1000),
        sentence(FINAL, "expenditure", "final", 900),
    ]
    assert told(read(claims=claims)) == [("documents", "budget", 400, "final", 380, -20)]


def test_an_investment_as_planned_as_issued_and_as_carried_out():
    form = {**OWN, "source_id": FORM, "project_id": f"{FORM}-001"}
    numbers = {"initial_target": 300.0, "plan": 250.0, "invested": 240.0}
    cells = {name: {"page": 1, "printed": str(value)} for name, value in numbers.items()}
    projects = [{**form, "form": "investment", "name": "数据中心"}]
    assert told(read(projects=projects, investments=[{**form, **numbers, "cells": cells}])) == [
        ("form", "initial_budget", 300, "adjusted_budget", 250, -50),
        ("form", "initial_budget", 300, "executed", 240, -60),
        ("form", "adjusted_budget", 250, "executed", 240, -10),
    ]


def test_the_sample_prints_its_budget_beside_the_final_figure():
    """Table 07 of the sample, p. 34: budget and final of each kind, read by eye."""
    found = jixiao.deviations(jixiao.read(RAW / "pingshan-data-2020.pdf"))
    public = found[found["role"] == "three_public"]
    assert list(zip(public["measure"], public["from_value"], public["to_value"], strict=True)) == [
        ("total", 20.25, 14.39),
        ("abroad", 0, 0),
        ("vehicles", 16.25, 13.8),
        ("vehicle_purchase", 0, 0),
        ("vehicle_running", 16.25, 13.8),
        ("reception", 4, 0.59),
    ]
    assert set(public["compared"]) == {"columns"}
