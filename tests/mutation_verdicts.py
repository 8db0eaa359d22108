"""What the checks say of a changed figure: whether it had to be found, was found, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from jixiao.check import check, findings, packaged_rules
from jixiao.store import Disclosure
from mutating import Cell, Change, Spot, apply, cell_of, spots

HELD = ("holds", "holds_within_rounding")
BOUNDS = ("at_most", "not_above", "text_bound", "forms_within")
#: Kinds that compare a stated rate with the quotient of its other figures.
QUOTIENTS = ("ratio", "text_share", "text_completion", "text_growth", "text_quotient")


@dataclass(frozen=True)
class Standing:
    """A check that a figure stands in: how it enters, what the check allows and how far from broken it is."""

    quotient: bool  # as numerator or denominator
    bound: bool
    computed: Decimal
    gap: Decimal
    slack: Decimal

    def effect(self, spot: Spot, value: Decimal) -> Decimal:
        """The least that another value of the figure changes the gap."""
        if not self.quotient:
            return abs(value - spot.value)
        ways = (value / spot.value, spot.value / value) if value else (Decimal(0),)
        return min(abs(self.computed * (way - 1)) for way in ways)


@dataclass(frozen=True)
class Verdict:
    change: Change
    found: bool
    placed: bool


def standings(outcomes: pd.DataFrame) -> dict[Cell, list[Standing]]:
    """Checks that hold, by the figures that stand in them."""
    kinds = {rule.id: rule.kind for rule in packaged_rules()}
    found: dict[Cell, list[Standing]] = defaultdict(list)
    compared = outcomes[outcomes["state"].isin(HELD) & outcomes["slack"].notna()]
    for row in compared.to_dict("records"):
        kind = kinds[row["rule"]]
        for number, cell in enumerate(map(cell_of, row["places"])):
            quotient = kind in QUOTIENTS and number > 0
            numbers = [Decimal(repr(row[name])) for name in ("computed", "gap", "slack")]
            found[cell].append(Standing(quotient, kind in BOUNDS, *numbers))
    return found


def identities(outcomes: pd.DataFrame) -> set[Cell]:
    """Figures that stand in at least one check of equality that holds or is broken."""
    equal = {rule.id for rule in packaged_rules() if rule.kind not in BOUNDS}
    kept = outcomes[
        outcomes["rule"].isin(equal) & outcomes["state"].isin((*HELD, "broken")) & outcomes["slack"].notna()
    ]
    return {cell_of(place) for places in kept["places"] for place in places}


def must_be_found(change: Change, standing: Mapping[Cell, Iterable[Standing]]) -> bool:
    """Whether a figure that an equality holds to moves by more than its rounding can explain."""
    return any(
        not check.bound and check.effect(spot, value) > 2 * check.slack
        for spot, value in zip(change.spots, change.values, strict=True)
        for check in standing.get(spot.cell, ())
    )


def within_rounding(d: Disclosure, outcomes: pd.DataFrame) -> Iterator[Change]:
    """Figures printed one last digit higher, where every check they stand in leaves as much room."""
    standing = standings(outcomes)
    told = outcomes[(outcomes["slack"].isna() & outcomes["state"].isin(HELD)) | (outcomes["state"] == "broken")]
    words = {cell_of(place) for places in told["places"] for place in places}
    for spot in spots(d):
        step = Decimal(1).scaleb(int(spot.number.as_tuple().exponent))
        value = spot.value + step * spot.scale
        rooms = [check.slack - abs(check.gap) >= check.effect(spot, value) for check in standing.get(spot.cell, ())]
        if spot.cell not in words and rooms and all(rooms):
            printed = spot.printed.replace(f"{spot.number:,f}", f"{spot.number:f}")
            text = printed.replace(f"{spot.number:f}", f"{spot.number + step:f}")
            yield Change("within rounding", (spot,), (text,), (value,))


def judged(d: Disclosure, change: Change, before: set[str]) -> Verdict:
    """What the checks say after one change; ``before`` are the ids of findings that were there anyway."""
    return verdict(change, new_findings(apply(d, change), before))


def new_findings(d: Disclosure, before: set[str]) -> pd.DataFrame:
    """Findings that were not there before."""
    seen = findings(check(d))
    return seen[~seen["outcome_id"].isin(before) & (seen["state"] == "broken")]


def verdict(change: Change, new: pd.DataFrame) -> Verdict:
    """Found where there is a new finding; placed where the first of them names the changed figure."""
    first: list[dict[str, Any]] = [] if new.empty else new.iloc[0]["places"]
    return Verdict(change, not new.empty, any(cell_of(place) in change.cells for place in first))
