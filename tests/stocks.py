"""Small disclosures to be stored and exported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from frictionless import Package

import jixiao
from jixiao import store
from jixiao.check import check
from jixiao.score import score, score_projects
from report_samples import COMMON, HOSTILE, sample

BUREAU = "深圳市坪山区政务服务数据管理局"
#: A project and its funds: amounts with and without a fraction, below zero, zero and blank.
PROJECT = {
    **COMMON, "project_id": "aaaaaaaaaaaa-001", "form": "investment", "name": HOSTILE, "goal": "长" * 3000, "is_key": None,
    "period_start": "2020-02-29", "form_year": None, "page": 3, "cells": {"name": {"page": 3, "printed": "网络，“运维”"}},
}  # fmt: skip
FUNDS = [
    {**COMMON, "project_id": "aaaaaaaaaaaa-001", "fund": fund, "budget": budget, "executed": executed}
    for fund, budget, executed in (("total", 22902.34, -754.91), ("district", 0.0, None), ("other", 0.1, 1e-7))
]
DOCUMENT = {**COMMON, "sha256": "a" * 64, "format": "pdf", "family": "final_accounts", "kind": "both", "title": "决算"}
TABLE = {**COMMON, "table_id": "aaaaaaaaaaaa-001", "title": "表"}
#: A budget's expenditure on one function.
FUNCTION = {
    **COMMON, "family": "budget", "table": "general_expenditure", "measure": "total", "stage": "budget",
    "code": "2010101", "item": "=项", "value": 1.0, "position": 0,
}  # fmt: skip


def stored_as(folder: Path, key: str, d: jixiao.Disclosure) -> None:
    found = pd.concat([score(d), score_projects(d)], ignore_index=True)
    store.save({**d.tables, "outcomes": check(d), "scores": found}, folder, key, d.fiscal_year)


def small(**changed: list[dict[str, Any]]) -> jixiao.Disclosure:
    made = {
        "documents": [DOCUMENT],
        "tables": [TABLE],
        "projects": [PROJECT],
        "funds": FUNDS,
        "investments": [],
        "claims": [],
    }
    return sample(**{**made, **changed})


def errors(package: Path) -> list[list[Any]]:
    """Faults that frictionless finds in a package: field and kind."""
    found: list[list[Any]] = Package(str(package)).validate().flatten(["fieldName", "type"])
    return found
