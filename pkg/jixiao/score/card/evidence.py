"""Published evidence that is no single figure: what forms, indicators and tables themselves show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jixiao.families import ACCOUNTS, FINAL_ACCOUNTS, official
from jixiao.rules import Text
from jixiao.score.card.inputs import Published, Row, cell_spot, ordered, spot
from jixiao.score.model import Spot

#: Forms that state the performance targets of one project (绩效目标).
TARGET_FORMS = ("self_evaluation", "transfer_evaluation", "investment", "target_table")
_SHOWN_PLACES = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was published: how many things were looked at, how many have the property asked for."""

    seen: int
    count: int
    words: Text
    spots: tuple[Spot, ...] = ()


def quantified_indicators(public: Published) -> Evidence:
    """Indicators whose target is a number (可量化的指标)."""
    hits = [row for row in public.indicators if row.get("operator") not in (None, "text")]
    seen = len(public.indicators)
    words = Text(
        f"已公开绩效指标 {seen} 条，其中指标值可量化的 {len(hits)} 条",
        f"of {seen} published indicators {len(hits)} have a target that is a number",
    )
    return Evidence(seen, len(hits), words, _cells(hits, "target", "年度指标值"))


def reported_indicators(public: Published) -> Evidence:
    """Indicators with a reported actual value (全年完成值)."""
    hits = [row for row in public.indicators if (row.get("actual") or "").strip()]
    seen = len(public.indicators)
    words = Text(
        f"已公开绩效指标 {seen} 条，其中填有完成值的 {len(hits)} 条",
        f"of {seen} published indicators {len(hits)} report an actual value",
    )
    return Evidence(len(hits), len(hits), words, _cells(hits, "actual", "全年完成值"))


def forms_without_targets(public: Published) -> Evidence:
    """Project forms that state neither a goal nor an indicator (未编报绩效目标)."""
    forms = [row for row in public.projects if row.get("form") in TARGET_FORMS]
    with_indicators = {row.get("project_id") for row in public.indicators}
    bare = [row for row in forms if not row.get("goal") and row.get("project_id") not in with_indicators]
    words = Text(
        f"已公开项目绩效表 {len(forms)} 张，其中既无目标也无指标的 {len(bare)} 张",
        f"of {len(forms)} published project forms {len(bare)} state neither goal nor indicator",
    )
    return Evidence(len(forms), len(bare), words, _cells(bare, "goal", "年初设定目标"))


def nine_tables(public: Published) -> Evidence:
    """Which of the nine final-accounts tables (部门决算九张表) are published."""
    by_role = {row.get("role"): row for row in public.tables if _is_final(row) and row.get("form") == ACCOUNTS}
    present = {row.get("table") for row in public.accounts if _is_final(row)} | set(by_role)
    roles = official(FINAL_ACCOUNTS)
    found = [role for role in roles if role.name in present]
    lacking = "、".join(role.number for role in roles if role.name not in present)
    words = Text(
        f"部门决算九张表中已公开 {len(found)} 张" + (f"（未识别到：{lacking}）" if lacking else ""),
        f"{len(found)} of the nine final-accounts tables are published"
        + (f" (not recognised: {lacking.replace('、', ', ')})" if lacking else ""),
    )
    spots = (
        spot({"source_id": row.get("source_id"), "page": row.get("page_first"), "printed": row.get("title")}, "决算表")
        for row in by_role.values()
    )
    return Evidence(len(found), len(found), words, ordered(spots))


def _is_final(row: Row) -> bool:
    return row.get("family") in (None, FINAL_ACCOUNTS)


FINDERS: Mapping[str, Callable[[Published], Evidence]] = {
    "quantified_indicators": quantified_indicators,
    "reported_indicators": reported_indicators,
    "forms_without_targets": forms_without_targets,
    "nine_tables": nine_tables,
}


def _cells(rows: list[Row], cell: str, what: str) -> tuple[Spot, ...]:
    return ordered(cell_spot(row, cell, what) for row in rows)[:_SHOWN_PLACES]
