"""Goalposts: what became of each target between the target form and the self-evaluation of one project."""

from typing import Any

import pytest

import jixiao
from jixiao.store import Disclosure, disclosure
from jixiao.values import parse_value

PLAN, FORM = "b" * 12, "c" * 12
OWN = {"department": "示例局", "fiscal_year": 2023}


def indicators(source: str, rows: list[tuple[str, str, float | None]], number: int = 1) -> list[dict[str, Any]]:
    found = []
    for position, (name, target, weight) in enumerate(rows):
        value = parse_value(target)
        number_ = None if value.number is None else float(value.number)
        read = {"operator": value.operator, "target_value": number_, "target_unit": value.unit}
        key = {"source_id": source, "project_id": f"{source}-{number:03d}", "position": position, "page": 4}
        cells = {"target": {"page": 4, "printed": target}}
        found.append({**OWN, **key, **read, "level3": name, "target": target, "weight": weight, "cells": cells})
    return found


def pair(before: Any, after: Any, status: str = "read", name: str = "信息化运维项目") -> Disclosure:
    forms = ((PLAN, "project_target", "信息化运维", "budget"), (FORM, "self_evaluation", name, "performance"))
    keys = [
        {
            **OWN,
            "source_id": source,
            "table_id": f"{source}-001",
            "project_id": f"{source}-001",
            "form": form,
            "name": own,
            "title": "表",
            "status": status,
            "family": family,
        }
        for source, form, own, family in forms
    ]
    projects = [{k: v for k, v in row.items() if k not in ("table_id", "status", "family")} for row in keys]
    tables = [{k: row[k] for k in (*OWN, "source_id", "table_id", "form", "title", "status")} for row in keys]
    documents = [{k: row[k] for k in (*OWN, "source_id", "family")} for row in keys]
    rows = [*indicators(PLAN, before), *indicators(FORM, after)]
    return disclosure({"documents": documents, "tables": tables, "projects": projects, "indicators": rows})


def changes(before: Any, after: Any, **more: Any) -> list[str]:
    return jixiao.goalposts(pair(before, after, **more))["change"].tolist()


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("≥95%", "≥95%", "kept"),
        ("≥95%", "95%以上", "kept"),
        ("≥95%", "≥90%", "lowered"),
        ("≥95%", "≥98%", "raised"),
        ("≤30天", "≤45天", "lowered"),
        ("≤30天", "≤20天", "raised"),
        ("12次", "10次", "other_target"),  # nobody says which is easier
        ("≥12次", "≥12场", "uncertain"),
        ("按时完成", "及时完成", "wording"),
        ("≥95%", "", "uncertain"),
    ],
)
def test_one_indicator_and_its_two_targets(before, after, change):
    assert changes([("系统可用率", before, None)], [("系统可用率", after, None)]) == [change]


def test_indicators_of_one_form_only():
    before, after = (
        [("系统可用率", "≥95%", None), ("培训场次", "≥3场", None)],
        [("系统可用率", "≥95%", None), ("群众投诉", "≤2件", None)],
    )
    assert changes(before, after) == ["kept", "dropped", "new"]
    assert changes(before, after, status="partly_read") == ["kept", "uncertain", "uncertain"]


def test_names_that_are_only_alike_and_names_that_stand_twice_are_uncertain():
    assert changes([("政务系统可用率", "≥95%", None)], [("政务系统的可用率", "≥90%", None)]) == ["uncertain"]
    assert changes([("系统可用率", "≥95%", None)], [("系统可用率", "≥90%", None), ("系统可用率", "≥80%", None)]) == [
        "uncertain"
    ]


def test_forms_of_other_projects_are_not_compared():
    assert changes([("系统可用率", "≥95%", None)], [("系统可用率", "≥90%", None)], name="宣传") == []


def test_a_weight_that_changed_is_said_with_both_places():
    row = jixiao.goalposts(pair([("系统可用率", "≥95%", 10)], [("系统可用率", "≥95%", 5)])).iloc[0]
    assert (row["change"], row["weight_changed"], row["before_weight"], row["after_weight"]) == ("kept", True, 10, 5)
    assert [place["source_id"] for place in row["places"]] == [PLAN, FORM]


@pytest.mark.parametrize(
    ("after", "state"), [("≥95%", "holds"), ("≥90%", "broken"), ("≥98%", "broken"), ("优良", "not_applicable")]
)
def test_a_finding_is_one_indicator_with_two_targets(after, state):
    data = jixiao.check(pair([("系统可用率", "≥95%", None)], [("系统可用率", after, None)]))
    found = data[data["rule"] == "ST-07"]
    assert found["state"].tolist() == [state]
    if state == "broken":
        assert [place["printed"] for place in found["places"].item()] == ["≥95%", after]
