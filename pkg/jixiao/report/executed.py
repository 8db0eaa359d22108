"""How far money was spent and built: projects, government investment, quarters. Nothing missing becomes zero."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from jixiao.corrections import counted, is_corrected
from jixiao.report.phrases import is_missing
from jixiao.store import Disclosure

#: Forms of a budget, where nothing is executed yet.
_PLANS = ("project_target", "department_target")
QUARTER_PROGRESS = "quarter_progress"


def executions(d: Disclosure) -> pd.DataFrame:
    """Budget, executed amount and rate of each project form, lowest rate first.

    ``rate_printed`` is the cell's text, ``corrected`` holds the names of fields that people corrected.
    """
    told = d.funds["budget"].notna() | d.funds["executed"].notna()
    planned = d.funds["project_id"].isin(d.projects[d.projects["form"].isin(_PLANS)]["project_id"])
    rows = d.funds[told & (d.funds["fund"] == "total") & ~planned]
    names = dict(zip(d.projects["project_id"], d.projects["name"], strict=True))
    shown = rows[["project_id", "budget", "executed", "rate"]].assign(
        rate_printed=pd.Series([_printed(cells, "rate") for cells in rows["cells"]], rows.index, dtype="object"),
        corrected=_corrected(rows),
        name=rows["project_id"].map(names).astype("string"),
        order=_share(rows, "executed", "budget"),
    )
    return shown.sort_values(["order", "budget", "project_id"], ascending=[True, False, True]).drop(columns="order")


def investments(d: Disclosure) -> pd.DataFrame:
    """Government investment projects with their share complete, lowest first."""
    named = d.investments.merge(d.projects[["project_id", "name"]], on="project_id", how="left", sort=False)
    done = named.assign(share=_share(named, "cumulative", "total_investment"), corrected=_corrected(named))
    return done.sort_values(["share", "project_id"], na_position="last").reset_index(drop=True)


def execution_totals(d: Disclosure) -> tuple[int, float, float] | None:
    """Number of projects that print both amounts, and the two sums; None where there is none."""
    rows = executions(d).dropna(subset=["budget", "executed"])
    if rows.empty or not rows["budget"].sum():
        return None
    return len(rows), float(rows["budget"].sum()), float(rows["executed"].sum())


def quarters(d: Disclosure) -> pd.DataFrame:
    """Cumulative spending by quarter as claimed, with the time elapsed: quarter, value, elapsed."""
    claimed = d.claims[(d.claims["metric"] == QUARTER_PROGRESS) & d.claims["value"].notna()]
    found = [(_quarter(period), value) for period, value in zip(claimed["period"], claimed["value"], strict=True)]
    rows = sorted({quarter: value for quarter, value in found if quarter}.items())
    return pd.DataFrame(
        {"quarter": [q for q, _ in rows], "value": [v for _, v in rows], "elapsed": [q / 4 for q, _ in rows]}
    )


def _share(rows: pd.DataFrame, part: str, whole: str) -> pd.Series[Any]:
    return rows[part] / rows[whole].where(rows[whole] != 0)


def _printed(cells: Any, column: str) -> str | None:
    return None if not isinstance(cells, dict) or not cells.get(column) else counted(cells[column])


def _corrected(rows: pd.DataFrame) -> pd.Series[Any]:
    """Fields of each row that people corrected."""
    found = [{field for field, place in (cells or {}).items() if is_corrected(place)} for cells in rows["cells"]]
    return pd.Series(found, rows.index, dtype="object")


def _quarter(period: Any) -> int | None:
    """Quarter 1 to 4 of a period such as 2020Q1, 2020-Q1 or 第一季度."""
    text = "" if is_missing(period) else str(period)
    if match := re.search(r"[Qq]([1-4])$|第?([1-4一二三四])季度", text):
        mark = match.group(1) or match.group(2)
        return "一二三四".index(mark) + 1 if mark in "一二三四" else int(mark)
    return None
