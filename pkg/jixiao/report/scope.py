"""What a report speaks of: the family of a disclosure, the accounts that count, how much of its numbers was read, its targets."""

from __future__ import annotations

import pandas as pd

from jixiao.families import BUDGET, FINAL_ACCOUNTS, PERFORMANCE
from jixiao.report.phrases import is_missing
from jixiao.store import Disclosure


def family(d: Disclosure) -> str:
    """What the report speaks of: the final accounts (决算) where there are any, else the budget (预算), else performance."""
    families = set(d.documents["family"].dropna())
    return next((name for name in (FINAL_ACCOUNTS, BUDGET) if name in families), PERFORMANCE)


def is_budget(d: Disclosure) -> bool:
    """True for a report that speaks of a budget alone: nothing was spent yet, and nobody scored it."""
    return family(d) == BUDGET


def main_accounts(d: Disclosure) -> pd.DataFrame:
    """Figures of the final accounts; of the year's own budget where a department published no more than that."""
    own = d.accounts[d.accounts["family"].fillna(FINAL_ACCOUNTS) == (BUDGET if family(d) == BUDGET else FINAL_ACCOUNTS)]
    if family(d) != BUDGET:
        return own
    return own[(own["stage"] == BUDGET) & (own["year"].fillna(0) == own["fiscal_year"])]


def numbers_read(d: Disclosure) -> float | None:
    """Share of the printed amounts and rates that stand in records or sentences; None where none was counted."""
    printed, read = (d.documents[name].sum(min_count=1) for name in ("printed_numbers", "recorded_numbers"))
    text = d.documents["text_numbers"].sum(min_count=1)
    return None if is_missing(printed) or not printed else float((read + text) / printed)


def targets(d: Disclosure) -> pd.DataFrame:
    """Target forms of projects, largest first: project_id, name, budget, its place, goal, indicators."""
    forms = d.projects[d.projects["form"] == "project_target"]
    money = d.funds[d.funds["fund"] == "total"].drop_duplicates("project_id").set_index("project_id")
    places = {
        key: {"source_id": row["source_id"], **((row["cells"] or {}).get("budget") or {})}
        for key, row in money.iterrows()
    }
    counts = d.indicators["project_id"].value_counts()
    shown = forms[["project_id", "name", "goal"]].assign(
        budget=forms["project_id"].map(money["budget"]),
        place=forms["project_id"].map(places),
        indicators=forms["project_id"].map(counts).fillna(0).astype("int64"),
    )
    return shown.sort_values(["budget", "project_id"], ascending=[False, True])
