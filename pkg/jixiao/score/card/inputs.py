"""Published inputs of a rubric: figures found by words in claims and in the nine tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from jixiao.corrections import counted, is_corrected
from jixiao.families import FINAL_ACCOUNTS, column_of
from jixiao.figures import (
    BLANKS,
    UNITS_IN_WAN_YUAN,
    WAN_YUAN,
    Figure,
    as_figure,
    half_width,
    in_yuan,
    parse_amount,
    parse_number,
    parse_rate,
)
from jixiao.rules import Text
from jixiao.score.model import ZERO, InputSource, Spot
from jixiao.store import Disclosure, plain_rows

Row = Mapping[str, Any]
_LEVELS = ("", "level", "share", "count")


@dataclass(frozen=True, slots=True)
class Published:
    """The tables of a disclosure as plain rows, missing values as None."""

    fiscal_year: int
    claims: tuple[Row, ...]
    accounts: tuple[Row, ...]
    tables: tuple[Row, ...]
    projects: tuple[Row, ...]
    indicators: tuple[Row, ...]
    scorecards: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class InputValue:
    """One published value of an input, and every place that prints it."""

    figure: Figure
    spots: tuple[Spot, ...]


def published(d: Disclosure) -> Published:
    """Plain rows of what scoring reads."""
    names = ("claims", "accounts", "tables", "projects", "indicators")
    card = own_card(d)
    return Published(d.fiscal_year, *(tuple(plain_rows(data)) for data in (*(d.tables[name] for name in names), card)))


def own_card(d: Disclosure) -> pd.DataFrame:
    """Rows of the department's own scorecard: those of a project's evaluation report are none of it."""
    return d.scorecards[d.scorecards["project_id"].isna()]


def find(source: InputSource, public: Published) -> tuple[list[InputValue], list[str]]:
    """Every different value that is published for an input, smallest first, and texts that are no number."""
    found: dict[Decimal, InputValue] = {}
    unreadable = []
    rows = [row for row in _rows(source, public) if half_width(counted(row)) not in BLANKS]
    for row in rows:
        try:
            figure = _figure(row, source.quantity)
        except ValueError:
            unreadable.append(counted(row))
            continue
        known = found.get(figure.value)
        finer = figure if known is None or figure.step < known.figure.step else known.figure
        spots = (*(known.spots if known else ()), spot(row, source.title.zh))
        found[figure.value] = InputValue(finer, ordered(spots))
    if not rows and source.blank_is_zero and any(_text(row, "table") == source.table for row in public.accounts):
        found[ZERO] = InputValue(Figure(ZERO, ZERO), ())
    return [found[key] for key in sorted(found)], sorted(unreadable)


def spot(row: Row, what: str) -> dict[str, object]:
    """The place of a row, as the tables of outcomes and scores keep it."""
    keys = ("source_id", "page", "x0", "y0", "x1", "y1", "confidence", "printed", "cell")
    marks = ("corrected", "correction_reason") if is_corrected(row) else ()
    return {**{key: row.get(key) for key in (*keys, *marks)}, "what": what}


def cell_spot(row: Row, cell: str, what: str) -> dict[str, object]:
    """The place of one field of a row; the row's own place where the field has none."""
    own = (row.get("cells") or {}).get(cell)
    return spot({**row, "corrected": None, **own} if own else row, what)


def printed_figure(row: Row, field: str) -> Figure | None:
    """The exact printed number of a field; the record's value where its cell was not kept or is no plain number."""
    printed = counted((row.get("cells") or {}).get(field) or {})
    if (figure := as_figure(parse_number, printed)) is not None:
        return figure
    value = row.get(field)
    return None if value is None else parse_number(format(Decimal(str(value)), "f"))


def ordered(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Places in the order of the documents, each once."""
    unique = {tuple(place.items()): place for place in spots}
    return tuple(unique[key] for key in sorted(unique, key=lambda items: [_sortable(value) for _, value in items]))


def show(figure: Figure, quantity: str) -> Text:
    """A figure for a message, with the decimals it was printed with: 3,213 万元 (CNY 32.13 million), 98.10%, 41."""
    if quantity == "amount":
        return Text(f"{_as_printed(figure)} {WAN_YUAN}", in_yuan(figure.value))
    text = f"{_as_printed(figure.scaled(Decimal(100)))}%" if quantity == "rate" else _as_printed(figure)
    return Text(text, text)


def _rows(source: InputSource, public: Published) -> list[Row]:
    if source.claim:
        return [row for row in public.claims if _is_claim(row, source, public.fiscal_year)]
    wanted = {key: getattr(source, key) for key in ("table", "side", "term") if getattr(source, key)}
    rows = [row for row in public.accounts if all(_text(row, key) == value for key, value in wanted.items())]
    return [row for row in rows if column_of(row) == source.measure and row.get("family") in (None, FINAL_ACCOUNTS)]


def _is_claim(row: Row, source: InputSource, year: int) -> bool:
    period = _text(row, "period")
    fits = period == f"{year}Q{source.quarter}" if source.quarter else period in ("", str(year))
    return fits and _text(row, "metric") == source.claim and _text(row, "relation") in _LEVELS


def _figure(row: Row, quantity: str) -> Figure:
    """The printed number of a row; ValueError where it is none. Counts are exact."""
    printed, unit = half_width(counted(row)), _text(row, "unit")
    if quantity == "rate":
        figure = parse_rate(printed if printed.endswith(("%", "‰")) else printed + unit)
    elif quantity == "amount":
        figure = parse_amount(printed, unit if unit in UNITS_IN_WAN_YUAN else WAN_YUAN)
    else:
        count = parse_number(printed.removesuffix(unit))
        figure = count and Figure(count.value, ZERO)
    if figure is None:
        raise ValueError(f"not a number: {printed!r}")
    return figure


def _text(row: Row, key: str) -> str:
    return str(row.get(key) or "")


def _as_printed(figure: Figure) -> str:
    """Thousands separated; as many decimals as the step shows."""
    step = figure.step.normalize()
    decimals = max(0, -int(step.as_tuple().exponent)) if step else 0
    return f"{figure.value:,.{decimals}f}"


def _sortable(value: object) -> tuple[int, float, str]:
    if isinstance(value, (int, float)):
        return (1, float(value), "")
    return (0, 0.0, "" if value is None else str(value))
