"""The printed scorecard (评价指标评分表): its rows by the words of their third-level name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.figures import half_width
from jixiao.score.card.inputs import Published, Row, cell_spot, printed_figure
from jixiao.score.model import Spot


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed row: its title, full marks and self-awarded marks (自评得分)."""

    title: str
    weight: Decimal | None
    score: Decimal | None
    source_id: str | None
    spots: tuple[Spot, ...]
    #: All marks printed for this name, where the card prints it with different ones.
    contested: tuple[Decimal, ...] = ()


def key(title: str) -> str:
    """Titles are compared without white space and with brackets of one width."""
    return half_width(title).replace("【", "[").replace("】", "]")


def printed_rows(public: Published) -> dict[str, Printed]:
    """Printed items by the key of their name, in the order of the card."""
    rows = sorted((row for row in public.scorecards if row.get("level3") and not row.get("is_total")), key=_order)
    names = dict.fromkeys(key(row["level3"]) for row in rows)
    return {name: _one([row for row in rows if key(row["level3"]) == name], "level3") for name in names}


def printed_total(public: Published) -> Printed | None:
    """The printed total row (总分); None where there is none."""
    rows = sorted((row for row in public.scorecards if row.get("is_total")), key=_order)
    return _one(rows, "level1") if rows else None


def _one(rows: list[Row], title: str) -> Printed:
    """Rows of one name as one; different marks printed for it are kept as contested, none is chosen."""
    scores = _distinct(_number(row, "score") for row in rows)
    return Printed(
        title=str(rows[0].get(title) or ""),
        weight=next(iter(_distinct(_number(row, "weight") for row in rows)), None),
        score=scores[0] if len(scores) == 1 else None,
        source_id=rows[0].get("source_id"),
        spots=tuple(cell_spot(row, "score", "自评得分") for row in rows if row.get("score") is not None),
        contested=scores if len(scores) > 1 else (),
    )


def _number(row: Row, field: str) -> Decimal | None:
    figure = printed_figure(row, field)
    return None if figure is None else figure.value


def _distinct(values: Iterable[Decimal | None]) -> tuple[Decimal, ...]:
    return tuple(sorted({value for value in values if value is not None}))


def _order(row: Row) -> tuple[Any, ...]:
    return (row.get("position") or 0, str(row.get("source_id") or ""), str(row.get("level3") or ""))
