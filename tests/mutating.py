"""One changed figure at a time: what the checks find of it. Used by test_mutation.py and benchmarks/mutation.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

import pandas as pd

from jixiao.check import check, findings, packaged_rules
from jixiao.figures import UNITS_IN_WAN_YUAN, parse_number
from jixiao.store import Disclosure

KINDS = ("digits swapped", "digit dropped", "unit", "sign", "neighbour", "row shifted")
FORMS = {"funds": ("initial_budget", "budget", "executed"), "investments": ("plan", "invested", "cumulative")}
HELD = ("holds", "holds_within_rounding")
#: Source, page, box and printed text tell a cell apart; lines of text have no box.
Cell = tuple[Any, ...]


@dataclass(frozen=True)
class Spot:
    """One printed figure of the records: its table, row of the DataFrame and field (of a form's row)."""

    table: str
    index: int
    field: str
    printed: str
    place: tuple[Any, ...]
    group: tuple[Any, ...]

    @property
    def number(self) -> Decimal:
        figure = parse_number(self.printed)
        assert figure is not None
        return figure.value


@dataclass(frozen=True)
class Change:
    kind: str
    spots: tuple[Spot, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    change: Change
    found: bool
    placed: bool


def spots(d: Disclosure) -> list[Spot]:
    """Every figure other than zero of the nine tables and of the forms' money."""
    found = []
    for index, row in enumerate(d.accounts.to_dict("records")):
        group = ("accounts", row["table"], row["side"], row["position"])
        found.append(_spot("accounts", index, "value", str(row["printed"] or ""), row, group))
    for table, fields in FORMS.items():
        for index, row in enumerate(d.tables[table].to_dict("records")):
            for field in fields:
                cell = row["cells"].get(field)
                if cell and str(cell["printed"]).strip():
                    group = (table, row["project_id"], row.get("fund"))
                    found.append(_spot(table, index, field, str(cell["printed"]), {**row, **cell}, group))
    return [spot for spot in found if spot is not None and spot.number]


def covered(outcomes: pd.DataFrame) -> set[tuple[Any, ...]]:
    """Places of figures that stand in at least one identity that could be checked."""
    equal = {rule.id for rule in packaged_rules() if rule.kind in ("sum", "ratio")}
    kept = outcomes[outcomes["rule"].isin(equal) & outcomes["state"].isin((*HELD, "broken"))]
    return {_key(place) for places in kept["places"] for place in places}


def slacks(outcomes: pd.DataFrame) -> dict[tuple[Any, ...], float]:
    """For each place, the most that rounding allows in the checks it stands in."""
    most: dict[tuple[Any, ...], float] = defaultdict(float)
    for slack, places in zip(outcomes["slack"], outcomes["places"], strict=True):
        for place in places if slack == slack else ():
            most[_key(place)] = max(most[_key(place)], slack)
    return most


def changes(listed: Sequence[Spot], random: Random) -> Iterator[Change]:
    """Each kind of change of each figure, as far as it gives another figure."""
    rows: dict[tuple[Any, ...], list[Spot]] = defaultdict(list)
    for spot in listed:
        rows[spot.group].append(spot)
    groups = list(rows)
    for place, spot in enumerate(listed):
        for kind in KINDS[:5]:
            text = _changed(kind, spot, listed[place - 1], random)
            if text is not None:
                yield Change(kind, (spot,), (text,))
    for one, other in pairwise(groups):
        here, there = rows[one], rows[other]
        if one[:3] == other[:3] and len(here) == len(there) and [s.number for s in here] != [s.number for s in there]:
            yield Change("row shifted", tuple(here), tuple(spot.printed for spot in there))


def within_rounding(d: Disclosure) -> Iterator[Change]:
    """Figures of the nine tables printed one last digit higher, where every check they stand in allows as much.

    A check allows it if its gap then still lies within what rounding can do.
    """
    outcomes = check(d)
    tight: set[tuple[Any, ...]] = set()
    step = {spot.place: Decimal(1).scaleb(int(spot.number.as_tuple().exponent)) for spot in spots(d)}
    for row in outcomes.to_dict("records"):
        room = float("inf") if row["slack"] != row["slack"] else row["slack"] - abs(row["gap"])
        for place in row["places"]:
            key = _key(place)
            if key in step and (room < float(step[key]) or row["state"] == "broken"):
                tight.add(key)
    for spot in spots(d):
        if spot.table == "accounts" and spot.place not in tight:
            yield Change("within rounding", (spot,), (f"{spot.number + step[spot.place]:f}",))


def judged(d: Disclosure, change: Change, before: set[str]) -> Verdict:
    """What the checks say after one change; ``before`` are the ids of findings that were there anyway."""
    seen = findings(check(apply(d, change)))
    new = seen[~seen["outcome_id"].isin(before) & (seen["state"] == "broken")]
    if new.empty:
        return Verdict(change, False, False)
    changed = {spot.place for spot in change.spots}
    return Verdict(change, True, any(_key(place) in changed for place in new.iloc[0]["places"]))


def apply(d: Disclosure, change: Change) -> Disclosure:
    """The disclosure with the figures of a change printed differently."""
    table = d.tables[change.spots[0].table].copy()
    for spot, printed in zip(change.spots, change.printed, strict=True):
        figure = parse_number(printed)
        assert figure is not None
        unit = UNITS_IN_WAN_YUAN[str(table.at[spot.index, "unit"])] if "unit" in table else Decimal(1)
        table.at[spot.index, spot.field] = float(figure.value * unit)
        if spot.table == "accounts":
            table.at[spot.index, "printed"] = printed
        else:
            cells = dict(table.at[spot.index, "cells"])
            cells[spot.field] = {**cells[spot.field], "printed": printed}
            table.at[spot.index, "cells"] = cells
    return Disclosure({**d.tables, change.spots[0].table: table})


def only_tables(d: Disclosure) -> Disclosure:
    """The disclosure without its text, so that what is found is found by tables and forms alone."""
    return Disclosure({**d.tables, "claims": d.claims.head(0)})


def _spot(table: str, index: int, field: str, printed: str, where: Any, group: tuple[Any, ...]) -> Spot | None:
    try:
        readable = parse_number(printed)
    except ValueError:
        return None
    place = _key({**where, "printed": printed})
    return Spot(table, index, field, printed, place, group) if readable is not None else None


def _key(place: Any) -> tuple[Any, ...]:
    box = tuple(None if place[side] != place[side] else place[side] for side in ("x0", "y0"))
    lines = () if box[0] is not None and box == box and not pd.isna(box[0]) else (place["printed"],)
    return (place["source_id"], place["page"], *(box if not lines else (None, None)), *lines)


def _changed(kind: str, spot: Spot, neighbour: Spot, random: Random) -> str | None:
    digits = [n for n, char in enumerate(spot.printed) if char.isdigit()]
    text = list(spot.printed)
    if kind == "digits swapped":
        pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b] and text[b] != "0"]
        if not pairs:
            return None
        a, b = random.choice(pairs)
        text[a], text[b] = text[b], text[a]
        made = "".join(text)
    elif kind == "digit dropped":
        if len(digits) < 3:
            return None
        plain = spot.printed.replace(",", "")
        places = [n for n, char in enumerate(plain) if char.isdigit()]
        drop = random.choice(places[:-2] or places)
        made = plain[:drop] + plain[drop + 1 :]
    elif kind == "unit":
        made = f"{spot.number * 10000:f}"
    elif kind == "sign":
        made = f"-{spot.printed}" if spot.number > 0 else spot.printed.lstrip("-")
    else:
        made = neighbour.printed
    try:
        figure = parse_number(made)
    except ValueError:
        return None
    return made if figure is not None and figure.value != spot.number else None
