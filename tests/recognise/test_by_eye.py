"""Pages of budgets of twelve cities, read by eye: tables with all figures of a row, target forms, figures of the text.

``by_eye/NAME.yaml`` holds what the rendered pages of a document show. A row is "side | code and name | figures in the
order of columns", ``>`` before its name for each step that it is set in, "-" for what is blank or not there. Columns
are ``measure``, ``measure@year`` or ``measure:stage``; what no column names is blank.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

import jixiao
from places import SHARED

WILD = SHARED / "wild"
BY_EYE = Path(__file__).parent / "by_eye"
NAMES = sorted(path.stem for path in BY_EYE.glob("*.yaml"))
pytestmark = pytest.mark.skipif(not WILD.is_dir(), reason="published files are not part of the project")

Figures = dict[str, str]


@cache
def read(name: str) -> jixiao.Disclosure:
    return jixiao.read(WILD / f"{name}.pdf")


def seen(name: str, part: str) -> list[Any]:
    found: list[Any] = yaml.safe_load((BY_EYE / f"{name}.yaml").read_text(encoding="utf-8")).get(part, [])
    return found


def parts(line: str) -> list[str]:
    return ["" if part.strip() == "-" else part.strip() for part in line.split(" | ")]


def plain(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def table_lines(accounts: pd.DataFrame, table: dict[str, Any], year: int) -> dict[tuple[str, str], list[Figures]]:
    """Side and name of each row (with ``>`` for its depth) → its figures by column, once for each row of that name."""
    own = accounts[(accounts["page"] == table["page"]) & (accounts["table"] == table["role"])]
    found: dict[tuple[str, str], list[Figures]] = defaultdict(list)
    for (side, _, code, item), rows in own.groupby(["side", "y0", "code", "item"], dropna=False, sort=False):
        label = " ".join(part for part in (plain(code), plain(item)) if part)
        figures = {column(row, year): row["printed"] for _, row in rows.iterrows() if row["printed"]}
        for depth in {0, int(rows["level"].iloc[0])}:
            found[plain(side), f"{'>' * depth}{label}"].append(figures)
    return found


def column(row: pd.Series, year: int) -> str:
    when = "" if row["year"] == year else f"@{row['year']}"
    return f"{row['measure']}{when}" + ("" if row["stage"] == "budget" else f":{row['stage']}")


@pytest.mark.parametrize("name", [name for name in NAMES if seen(name, "tables")])
def test_rows_of_tables(name: str) -> None:
    accounts = read(name).accounts
    wrong = []
    for table in seen(name, "tables"):
        found, columns = table_lines(accounts, table, int(name[-4:])), table["columns"].split()
        for line in table["rows"]:
            side, label, *figures = parts(line)
            wanted = {key: figure for key, figure in zip(columns, figures, strict=True) if figure}
            if wanted not in found[side, label]:
                wrong.append((table["page"], line, found[side, label]))
    assert not wrong


@pytest.mark.parametrize("name", [name for name in NAMES if seen(name, "forms")])
def test_target_forms(name: str) -> None:
    d = read(name)
    wrong: list[Any] = []
    for form in seen(name, "forms"):
        on_page = d.projects[d.projects["page"] == form["page"]]
        own = on_page[on_page["name"].fillna("") == form.get("name", "")]
        assert len(own) == 1, (form["page"], form.get("name"), list(on_page["name"]))
        project = own.iloc[0]
        wanted = {key: form[key] for key in ("supervising", "implementing") if key in form}
        wrong += [(form["page"], key, project[key]) for key, text in wanted.items() if project[key] != text]
        funds = d.funds[d.funds["project_id"] == project["project_id"]]
        money = dict(zip(funds["fund"], funds["budget"], strict=True))
        if money != form.get("money", {}):
            wrong.append((form["page"], money))
        wrong += [(form["page"], line) for line in form.get("tasks", []) if line not in task_lines(d, project)]
        wrong += [
            (form["page"], line) for line in form.get("indicators", []) if line not in indicator_lines(d, project)
        ]
    assert not wrong


def indicator_lines(d: jixiao.Disclosure, project: pd.Series) -> list[str]:
    rows = d.indicators[d.indicators["project_id"] == project["project_id"]]
    return [indicator_line(row) for _, row in rows.iterrows()]


def indicator_line(row: pd.Series) -> str:
    value = "" if pd.isna(row["target_value"]) else f"{row['target_value']:g}"
    if float(value or 0) >= 10_000:
        value = f"{row['target_value']:.2f}".removesuffix(".00")
    target = " ".join(part for part in (plain(row["operator"]), value, plain(row["target_unit"])) if part)
    weight = "" if pd.isna(row["weight"]) else f"{row['weight']:g}"
    texts = [plain(row[key]) for key in ("level1", "level2", "level3", "target")]
    return " | ".join(text or "-" for text in (*texts, target, weight))


def task_lines(d: jixiao.Disclosure, project: pd.Series) -> list[str]:
    rows = d.tasks[d.tasks["project_id"] == project["project_id"]]
    return [f"{row['task']} | {row['budget']:.2f} | {row['budget_fiscal']:.2f}" for _, row in rows.iterrows()]


@pytest.mark.parametrize("name", [name for name in NAMES if seen(name, "claims")])
def test_figures_of_the_text(name: str) -> None:
    columns = ["page", "metric", "subject", "period", "relation", "printed", "base"]
    found = {" | ".join(plain(value) or "-" for value in row) for row in read(name).claims[columns].to_numpy()}
    assert [line for line in seen(name, "claims") if line not in found] == []


@pytest.mark.parametrize("name", [name for name in NAMES if seen(name, "empty")])
def test_what_is_printed_empty_is_no_project_and_no_figure(name: str) -> None:
    d = read(name)
    tables = d.tables["tables"]
    for page in seen(name, "empty"):
        assert set(tables[tables["page_first"] == page]["status"]) == {"empty"}
        assert d.projects[d.projects["page"] == page].empty
        assert d.accounts[d.accounts["page"] == page]["value"].isna().all()
