"""How far money was spent and built: projects, government investment, quarters. Nothing missing becomes zero."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from jixiao.corrections import counted, is_corrected
from jixiao.report.phrases import is_missing
from jixiao.store import Disclosure, each_once

#: Forms of a budget, where nothing is executed yet.
_PLANS = ("project_target", "department_target")
#: The form on a department as a whole, which is no project.
_DEPARTMENT = "department_evaluation"
QUARTER_PROGRESS = "quarter_progress"


def executions(d: Disclosure, department: bool = False) -> pd.DataFrame:
    """Budget, executed amount and rate of each project form, lowest rate first; of the department's own forms instead.

    ``rate_printed`` is the cell's text, ``corrected`` holds the names of fields that people corrected, ``score`` is the
    total that the form prints.
    """
    d = each_once(d)
    own = d.projects["form"] == _DEPARTMENT
    forms = d.projects[(own if department else ~own) & ~d.projects["form"].isin(_PLANS)].set_index("project_id")
    told = d.funds["budget"].notna() | d.funds["executed"].notna()
    rows = d.funds[told & (d.funds["fund"] == "total") & d.funds["project_id"].isin(forms.index)]
    kept = ["project_id", "source_id", "page", "budget", "executed", "rate", "cells"]
    shown = rows[kept].assign(
        rate_printed=pd.Series([_printed(cells, "rate") for cells in rows["cells"]], rows.index, dtype="object"),
        corrected=_corrected(rows),
        name=rows["project_id"].map(forms["name"].fillna(forms["title"])).astype("string"),
        score=rows["project_id"].map(forms["total_score"]),
        order=_share(rows, "executed", "budget"),
    )
    return shown.sort_values(["order", "budget", "project_id"], ascending=[True, False, True]).drop(columns="order")


def most_money(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows with the largest budgets, in the order they had."""
    return (
        rows
        if len(rows) <= most
        else rows.loc[rows["budget"].nlargest(most).index.sort_values()].sort_values("budget", ascending=False)
    )


def of_projects(d: Disclosure, rows: pd.DataFrame) -> dict[str, list[pd.Series[Any]]]:
    """Findings by the form on whose pages their figures stand and whose project they name."""
    found: dict[str, list[pd.Series[Any]]] = {}
    forms = d.projects.merge(d.tables["tables"][["table_id", "page_first", "page_last"]], left_on="project_id",
                             right_on="table_id", how="inner")  # fmt: skip
    listed = list(forms.itertuples())
    for _, row in rows.iterrows():
        pages = {(place["source_id"], place["page"]) for place in row["places"]}
        for form in listed:
            named = is_missing(form.name) or str(row["subject"]).startswith(str(form.name))
            if named and any(
                source == form.source_id and form.page_first <= page <= form.page_last for source, page in pages
            ):
                found.setdefault(str(form.project_id), []).append(row)
    return found


def investments(d: Disclosure) -> pd.DataFrame:
    """Government investment projects with their share complete, lowest first."""
    named = d.investments.merge(d.projects[["project_id", "name"]], on="project_id", how="left", sort=False)
    done = named.assign(share=_share(named, "cumulative", "total_investment"), corrected=_corrected(named))
    return done.sort_values(["share", "project_id"], na_position="last").reset_index(drop=True)


def place_of(row: pd.Series[Any], field: str) -> dict[str, Any] | None:
    """Where a field of a form's row stands; None where that is not known."""
    cells = row["cells"] if isinstance(row["cells"], dict) else {}
    return {"source_id": row["source_id"], **cells[field]} if cells.get(field) else None


def execution_totals(d: Disclosure, department: bool = False) -> tuple[int, float, float] | None:
    """Number of projects that print both amounts, and the two sums; None where there is none."""
    rows = executions(d, department).dropna(subset=["budget", "executed"])
    if rows.empty or not rows["budget"].sum():
        return None
    return len(rows), float(rows["budget"].sum()), float(rows["executed"].sum())


def quarters(d: Disclosure) -> pd.DataFrame:
    """Cumulative spending by quarter as claimed, with the time elapsed: quarter, value, elapsed, place."""
    claimed = d.claims[(d.claims["metric"] == QUARTER_PROGRESS) & d.claims["value"].notna()]
    found = {q: row for row in claimed.to_dict("records") if (q := _quarter(row["period"]))}
    rows = [{"quarter": q, "value": row["value"], "elapsed": q / 4, "place": row} for q, row in sorted(found.items())]
    return pd.DataFrame(rows, columns=["quarter", "value", "elapsed", "place"])


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
