"""Tidy frames over forms, departments and years, with counts made by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from jixiao import store
from jixiao.score import (
    execution_and_attainment,
    heaping,
    indicator_practice,
    score_distribution,
    score_projects,
)

A = {"department": "甲局", "fiscal_year": 2023, "source_id": "a", "project_id": "a1"}
B = {"department": "乙局", "fiscal_year": 2024, "source_id": "b", "project_id": "b1"}


def row(common: dict[str, Any], position: int, target: str, actual: str, marks: tuple[float, float], reason: str = ""):
    value, unit = (float(actual[:-1]) / 100, "%") if actual.endswith("%") else (None, None)
    return common | {
        "position": position, "level1": "产出指标", "level2": "数量指标", "level3": f"指标{position}", "target": target,
        "actual": actual, "actual_value": value, "actual_unit": unit, "weight": marks[0], "score": marks[1],
        "reason": reason or None,
    }  # fmt: skip


@pytest.fixture(scope="module")
def panel() -> store.Disclosure:
    fund = {"fund": "total", "budget": 100.0, "weight": 10.0, "score": 10.0}
    form = {"form": "self_evaluation", "name": "项目", "total_weight": 100.0}
    return store.disclosure(
        {
            "documents": [
                {key: value for key, value in common.items() if key != "project_id"} | {"path": "x.pdf"}
                for common in (A, B)
            ],
            "projects": [A | form | {"total_score": 100.0}, B | form | {"total_score": 92.0}],
            "funds": [A | fund | {"executed": 100.0}, B | fund | {"executed": 98.5}],
            "indicators": [
                row(A, 1, "≥10个", "100%", (40, 40)),
                row(A, 2, "100%", "100%", (20, 20)),
                row(A, 3, "有所提高", "100%", (30, 30)),
                row(B, 1, "≥10个", "8个", (45, 37), reason="原因"),
                row(B, 2, "≥10个", "9个", (45, 45)),
            ],
        }
    )


def at(frame: pd.DataFrame, **wanted: str) -> dict[str, Any]:
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    (found,) = frame.to_dict("records")
    return found


def test_how_indicators_are_set_and_answered(panel):
    found = indicator_practice(panel)
    first, second = at(found, department="甲局"), at(found, department="乙局")
    assert (first["indicators"], first["n_quantified"], first["n_answered_100"], first["n_missed"]) == (3, 2, 2, 0)
    assert pd.isna(first["missing_reason"])
    assert (second["n_missed"], second["n_missing_reason"], second["missing_reason"]) == (2, 1, 0.5)


def test_heaping_at_full_marks_and_98(panel):
    found = heaping(panel)
    assert at(found, department="乙局", quantity="execution") == {
        "department": "乙局", "fiscal_year": 2024, "form": "self_evaluation", "quantity": "execution",
        "n": 1, "n_full": 0, "n_nearly": 1, "share_full": 0.0, "share_98": 1.0,
    }  # fmt: skip
    assert at(found, department="甲局", quantity="marks")["share_full"] == 1
    assert at(found, department="乙局", quantity="marks")["share_full"] == 0.5
    assert at(found, department="甲局", quantity="answer")["n_full"] == 3


def test_execution_beside_attainment(panel):
    second = at(execution_and_attainment(panel), department="乙局")
    assert second["execution"] == 0.985
    assert (second["n_indicators"], second["n_decided"]) == (2, 2)
    assert second["attainment_low"] == second["attainment_high"] == pytest.approx(0.85)
    first = at(execution_and_attainment(panel), department="甲局")
    assert (first["n_decided"], first["attainment_low"], first["attainment_high"]) == (2, pytest.approx(2 / 3), 1)


def test_printed_minus_supported(panel):
    found = at(score_distribution(panel, score_projects(panel, "mof-2020-10")), department="乙局")
    # execution printed to 0.1: 98.45 / 100.05 to 98.55 / 99.95, 9.84 to 9.86 marks; then 36 and 40.5; 92 printed
    assert (found["printed"], found["low"], found["high"]) == (92, 86.34, 86.36)
    assert (found["above_high"], found["below_low"]) == (pytest.approx(5.64), 0)


def test_nothing_published_gives_empty_frames():
    bare = store.disclosure({"documents": [{"department": "甲局", "fiscal_year": 2023, "path": "x.pdf"}]})
    for frame in (heaping(bare), indicator_practice(bare), execution_and_attainment(bare), score_projects(bare)):
        assert frame.empty
        assert len(frame.columns) > 4
