"""The department's scorecard: marks as printed beside the marks that published figures support."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jixiao.store import Disclosure

#: Item of the row of scores that holds the total.
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class CardMarks:
    """Sums over a scorecard: full marks, marks as printed, marks the evidence supports."""

    weight: float
    printed: float | None
    low: float
    high: float
    computed: float


def items(scores: pd.DataFrame) -> pd.DataFrame:
    """One row per rubric item: readings of one item joined, from the lowest low to the highest high."""
    rows = scores[scores["item"] != TOTAL]
    if rows["item"].is_unique:
        kept = ["item", "title", "weight", "printed_score", "low", "high", "basis"]
        return rows[kept].reset_index(drop=True)
    grouped = rows.groupby("item", sort=False, dropna=False)
    joined = grouped[["title", "weight", "printed_score"]].first()
    basis = grouped["basis"].first().where(grouped["basis"].nunique() == 1, "bounded")
    return joined.assign(low=grouped["low"].min(), high=grouped["high"].max(), basis=basis).reset_index()


def marks_of(d: Disclosure, scores: pd.DataFrame) -> CardMarks | None:
    """Sums over the scorecard; None where there is none. An item without a rule counts in no sum of marks.

    Full marks are those of the rubric: what the department prints beyond its items adds nothing.
    """
    rows = items(scores)
    if rows.empty:
        return None
    whole = scores[scores["item"] == TOTAL]["weight"].dropna()
    return CardMarks(
        weight=float(rows["weight"].sum() if whole.empty else whole.iloc[0]),
        printed=printed_total(d, scores),
        low=float(rows["low"].sum()),
        high=float(rows["high"].sum()),
        computed=float(rows["weight"].where(rows["basis"] == "computed").sum()),
    )


def is_scored(scores: pd.DataFrame) -> bool:
    """True where the department printed marks for at least one item of the scorecard."""
    return bool(scores["printed_score"][scores["item"] != TOTAL].notna().any())


def printed_total(d: Disclosure, scores: pd.DataFrame) -> float | None:
    """The total score as printed; the sum of the printed items where no total is printed."""
    card = _totals(d)
    if not card.empty:
        return float(card["score"].iloc[0])
    printed = items(scores)["printed_score"]
    return None if printed.isna().any() or printed.empty else float(printed.sum())


def place_of_total(d: Disclosure) -> dict[str, Any] | None:
    """Where the total is printed; None where it is not."""
    card = _totals(d)
    return None if card.empty else _place(card.iloc[0].to_dict())


def places(d: Disclosure) -> dict[str, dict[str, Any]]:
    """Where the marks of each item are printed, by its name."""
    own = d.scorecards[d.scorecards["project_id"].isna() & d.scorecards["score"].notna()]
    return {str(row["level3"]): _place(row) for row in own.to_dict("records")}


def _totals(d: Disclosure) -> pd.DataFrame:
    """Rows of the department's card that print its total."""
    card = d.scorecards[d.scorecards["project_id"].isna() & d.scorecards["score"].notna()]
    return card[card["is_total"].fillna(False).astype(bool)]


def _place(row: dict[Hashable, Any]) -> dict[str, Any]:
    cells = row["cells"] if isinstance(row["cells"], dict) else {}
    return {"source_id": row["source_id"], **(cells.get("score") or {"page": row["page"], "cell": row["cell"]})}
