"""The sum of a scorecard: printed, and as far as published evidence supports it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.rules import Text
from jixiao.score.arithmetic import plain
from jixiao.score.model import ZERO, Rubric
from jixiao.score.rubrics import department_rubric

#: Item id of the row that holds the total (总分); leave it out when summing rows.
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Totals:
    """The total of a scorecard: as printed, as its items sum up, and as the evidence bounds it."""

    printed_total: Decimal | None
    printed_sum: Decimal | None
    #: True where the printed marks sum to the printed total; None where either is missing.
    printed_matches: bool | None
    low: Decimal
    high: Decimal
    #: Weight of the items that every reading computes to one value, of all weights.
    points_recomputable: Decimal
    points_total: Decimal
    items_recomputable: tuple[str, ...]
    #: Grade (优 良 中 差) of both ends, of the printed total, and whether the limits are verified.
    band_low: str
    band_high: str
    band_printed: str
    band_status: str


def totals(scores: pd.DataFrame, rubric: str | Path | None = None) -> Totals:
    """Sum up what ``score`` gave for one disclosure; name ``rubric`` where it was a file of your own."""
    rules = department_rubric(rubric or str(scores["rubric"].iloc[0]))
    columns = scores[["item", "basis", "weight", "printed_score", "low", "high"]]
    rows = [{str(key): _known(value) for key, value in row.items()} for row in columns.to_dict("records")]
    printed = next((_decimal(row["printed_score"]) for row in rows if row["item"] == TOTAL), None)
    return _totals(rules, [row for row in rows if row["item"] != TOTAL], printed)


def sum_up(
    rules: Rubric, rows: Sequence[Mapping[str, Any]], printed: Decimal | None, fiscal_year: int
) -> tuple[Decimal, Decimal, Text]:
    """Low and high of the total, and the sentence that says how they came about."""
    found = _totals(rules, rows, printed)
    low, high = plain(found.low), plain(found.high)
    share = f"{plain(found.points_recomputable)}/{plain(found.points_total)}"
    zh = [f"总分：已公开的依据可支持 {low} 至 {high} 分，{share} 分可由公开数字重新计算"]
    en = [f"Total: the published evidence supports {low} to {high}; {share} points can be recomputed"]
    if found.printed_sum is not None:
        zh.append(f"各项自评得分合计 {found.printed_sum} 分，公布的总分 {'无' if printed is None else printed}")
        en.append(f"Printed marks sum to {found.printed_sum}, printed total {'none' if printed is None else printed}")
    else:
        zh.append("没有公布的自评得分")
        en.append("No marks are printed")
    if fiscal_year not in rules.fiscal_years:
        years = ", ".join(map(str, rules.fiscal_years))
        zh.append(f"该评分标准适用于 {years} 年度，本次公开为 {fiscal_year} 年度")
        en.append(f"The rubric is for {years}, the disclosure of {fiscal_year}")
    return found.low, found.high, Text("。".join(zh) + "。", ". ".join(en) + ".")


def _totals(rules: Rubric, rows: Sequence[Mapping[str, Any]], printed: Decimal | None) -> Totals:
    """An item with several readings counts with its lowest and highest marks, and once in all sums."""
    items: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        items.setdefault(str(row["item"]), []).append(row)
    scored = [group for group in items.values() if group[0]["basis"] != "printed_only"]
    computed = {name: group for name, group in items.items() if {row["basis"] for row in group} == {"computed"}}
    marks = [_decimal(group[0]["printed_score"]) for group in items.values()]
    known = [mark for mark in marks if mark is not None]
    summed = _sum(known) if known else None
    low = _sum(min(_some(row["low"]) for row in group) for group in scored)
    high = _sum(max(_some(row["high"]) for row in group) for group in scored)
    return Totals(
        printed_total=printed,
        printed_sum=summed,
        printed_matches=None if printed is None or summed is None else printed == summed,
        low=low,
        high=high,
        points_recomputable=_sum(_some(group[0]["weight"]) for group in computed.values()),
        points_total=rules.total,
        items_recomputable=tuple(computed),
        band_low=rules.grade(low),
        band_high=rules.grade(high),
        band_printed="" if printed is None else rules.grade(printed),
        band_status=rules.grades_status,
    )


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


def _some(value: Any) -> Decimal:
    return _decimal(value) or ZERO


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, ZERO)
