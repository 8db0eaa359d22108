"""One changed figure at a time, in tables, forms, marks and text. Used by test_mutation.py and benchmarks/mutation.py."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

import pandas as pd

from jixiao.store import Disclosure

KINDS = ("digits swapped", "digit dropped", "digit mistyped", "unit", "sign", "neighbour", "row shifted")
PLACES = ("tables", "forms", "marks", "text")
_MARKS = ("weight", "score", "total_weight", "total_score", "level1_weight", "level2_weight")
#: Fields of each table of records that print a figure which checks compare.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "accounts": ("value",),
    "funds": ("initial_budget", "budget", "executed", "rate", "weight", "score"),
    "tasks": ("budget", "executed", "rate", "budget_fiscal", "budget_other", "executed_fiscal", "executed_other", "weight", "score"),
    "payments": ("amount",),
    "investments": (
        "total_investment", "fiscal_funding", "other_funding", "plan", "invested", "invested_fund", "invested_general",
        "payment_rate", "cumulative", "completion_rate",
    ),
    "projects": ("total_weight", "total_score"),
    "indicators": ("weight", "score"),
    "scorecards": ("level1_weight", "level2_weight", "weight", "score"),
    "claims": ("value",),
}  # fmt: skip
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_BY_WORDS = ("growth", "change")

#: Source, page, corner of the box and printed text tell a figure apart; lines of text have no box.
Cell = tuple[Any, ...]


@dataclass(frozen=True)
class Spot:
    """One printed figure of the records: its table, row of the DataFrame and field.

    ``scale`` makes its printed number the value of the record: 0.0001 for 元, 0.01 for %, negative for a decrease.
    """

    table: str
    index: int
    field: str
    printed: str
    cell: Cell
    group: tuple[Any, ...]
    scale: Decimal
    relation: str = ""

    @property
    def where(self) -> str:
        """Tables, forms, marks or text."""
        if self.table in ("accounts", "claims"):
            return "tables" if self.table == "accounts" else "text"
        return "marks" if self.field in _MARKS else "forms"

    @property
    def number(self) -> Decimal:
        return number_in(self.printed)

    @property
    def value(self) -> Decimal:
        return self.number * self.scale


@dataclass(frozen=True)
class Change:
    """Figures printed differently, with the values they then have."""

    kind: str
    spots: tuple[Spot, ...]
    printed: tuple[str, ...]
    values: tuple[Decimal, ...]

    @property
    def cells(self) -> set[Cell]:
        """The changed figures as they are printed now."""
        return {(*spot.cell[:-1], text) for spot, text in zip(self.spots, self.printed, strict=True)}


def number_in(printed: str) -> Decimal:
    """The number of a printed figure, without its unit."""
    found = _NUMBER.search(printed)
    assert found is not None
    return Decimal(found[0].replace(",", ""))


def spots(d: Disclosure) -> list[Spot]:
    """Every printed figure other than zero that checks may compare; of the text those whose meaning is certain."""
    found: dict[tuple[Any, ...], Spot] = {}
    for table, fields in FIELDS.items():
        for index, row in enumerate(d.tables[table].to_dict("records")):
            for field in fields:
                spot = _spot(table, index, field, row)
                if spot is not None:  # a merged cell stands in several rows, a statement by itself
                    found.setdefault((spot.cell, field, index if table == "claims" else None), spot)
    return list(found.values())


def changes(listed: Sequence[Spot], random: Random) -> Iterator[Change]:
    """Each kind of change of each figure, as far as it gives another figure."""
    rows: dict[tuple[Any, ...], list[Spot]] = defaultdict(list)
    for spot in listed:
        rows[spot.group].append(spot)
    for place, spot in enumerate(listed):
        for kind in KINDS[:-1]:
            change = changed(kind, spot, listed[place - 1], random)
            if change is not None:
                yield change
    for one, other in pairwise(rows):
        here, there = rows[one], rows[other]
        alike = [s.field for s in here] == [s.field for s in there] and here[0].where in ("tables", "forms")
        if alike and one[:3] == other[:3] and [s.value for s in here] != [s.value for s in there]:
            texts = tuple(spot.printed for spot in there)
            yield Change("row shifted", tuple(here), texts, tuple(spot.value for spot in there))


def changed(kind: str, spot: Spot, neighbour: Spot, random: Random) -> Change | None:
    """One change of one figure; None where it gives no other figure."""
    own = _NUMBER.search(spot.printed)
    assert own is not None
    if kind == "sign" and spot.relation in _BY_WORDS:  # 增加 becomes 减少: the number stays
        return Change(kind, (spot,), (spot.printed,), (-spot.value,))
    made = _made(kind, spot, own[0], neighbour, random)
    if made is None or Decimal(made.replace(",", "")) == spot.number:
        return None
    text = spot.printed[: own.start()] + made + spot.printed[own.end() :]
    return Change(kind, (spot,), (text,), (Decimal(made.replace(",", "")) * spot.scale,))


def apply(d: Disclosure, change: Change) -> Disclosure:
    """The disclosure with the figures of a change printed differently."""
    table = d.tables[change.spots[0].table].copy()
    for spot, printed, value in zip(change.spots, change.printed, change.values, strict=True):
        table.at[spot.index, spot.field] = float(value)
        if "cells" in table:
            cells = dict(table.at[spot.index, "cells"])
            cells[spot.field] = {**cells[spot.field], "printed": printed}
            table.at[spot.index, "cells"] = cells
        else:
            table.at[spot.index, "printed"] = printed
    return Disclosure({**d.tables, change.spots[0].table: table})


def only_tables(d: Disclosure) -> Disclosure:
    """The disclosure without its text, so that what is found is found by tables and forms alone."""
    return Disclosure({**d.tables, "claims": d.claims.head(0)})


def cell_of(place: Mapping[str, Any]) -> Cell:
    """What tells a place of the ledger apart."""
    box = (None if pd.isna(place[side]) else place[side] for side in ("x0", "y0"))
    return (place["source_id"], place["page"], *box, place["printed"])


def _spot(table: str, index: int, field: str, row: Mapping[str, Any]) -> Spot | None:
    place = {**row, **row["cells"].get(field, {"printed": ""})} if "cells" in row else row
    printed, value = str(place["printed"]), row[field]
    numbers = _NUMBER.findall(printed)
    if len(numbers) != 1 or pd.isna(value) or not value or not number_in(printed):
        return None
    if table == "claims" and (row["relation"] in ("order", "text") or not pd.isna(row["ambiguous"])):
        return None
    scale = Decimal(1).scaleb(round((Decimal(repr(abs(value))) / abs(number_in(printed))).log10()))
    scale = scale if (number_in(printed) > 0) == (value > 0) else -scale
    if abs(number_in(printed) * scale - Decimal(repr(value))) > abs(Decimal(repr(value))) / 10**9:
        return None  # a word changes the number: 一半, 两倍
    group = (table, row["table"], row["side"], row["position"]) if table == "accounts" else (
        table, row.get("project_id"), row.get("metric"), row.get("fund"), row.get("position"),
    )  # fmt: skip
    return Spot(table, index, field, printed, cell_of(place), group, scale, str(row.get("relation") or ""))


def _made(kind: str, spot: Spot, number: str, neighbour: Spot, random: Random) -> str | None:
    """The number that a slip prints instead."""
    text = list(number)
    digits = [n for n, char in enumerate(text) if char.isdigit()]
    if kind == "digits swapped":
        pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b] and (text[b] != "0" or a > digits[0])]
        if not pairs:
            return None
        a, b = random.choice(pairs)
        text[a], text[b] = text[b], text[a]
        return "".join(text)
    if kind == "digit dropped":
        plain = number.replace(",", "")
        places = [n for n, char in enumerate(plain) if char.isdigit()]
        drop = random.choice(places[:-2] or places)
        made = plain[:drop] + plain[drop + 1 :]
        return made if len(places) > 2 and not made.startswith((".", "-.")) else None
    if kind == "digit mistyped":
        place = random.choice(digits[:-2] or digits[:1])
        text[place] = random.choice([char for char in "123456789" if char != text[place]])
        return "".join(text)
    if kind == "unit":
        amount = spot.where in ("tables", "forms", "text") and "%" not in spot.printed and spot.relation != "count"
        return f"{spot.number * 10000:f}" if amount else None
    if kind == "sign":
        return number.removeprefix("-") if number.startswith("-") else f"-{number}"
    alike = neighbour.scale == spot.scale and neighbour.where == spot.where
    return f"{neighbour.number:f}" if alike else None
