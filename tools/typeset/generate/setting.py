"""What one made-up place prints of a plan: blocks to print, and every figure that a reader must find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..model import Block, Heading, Sheet, SplitLine, Table
from .planning import FUNDS, OWN, Item, Plan, total

PLACES = ("north", "basin", "delta", "coast", "lake", "plateau", "river")
_UNITS = {"元": 1, "万元": 10000}
_CENT = Decimal("0.01")


@cache
def places() -> Mapping[str, Any]:
    """How the places print their tables, from ``places.yaml``."""
    return yaml.safe_load(Path(__file__).with_name("places.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Fact:
    """One figure as printed. ``key`` is the code, the term or the label of its row."""

    table: str
    side: str
    key: str
    measure: str
    stage: str
    year: int
    printed: str


@dataclass
class Printed:
    """What one place prints of one plan: blocks and facts so far. ``fault`` is a figure to print wrong."""

    plan: Plan
    place: Mapping[str, Any]
    thousands: bool
    fault: tuple[str, str, str, str] | None = None
    blocks: list[Block] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def money(self, yuan: int, unit: str = "") -> str:
        """An amount in the place's unit; zero as the place prints it."""
        if not yuan:
            return str(self.place["zero"])
        value = (Decimal(yuan) / _UNITS[unit or self.place["unit"]]).quantize(_CENT, ROUND_HALF_UP)
        return f"{value:,}" if self.thousands else str(value)

    def figure(self, table: str, key: str, spec: str, printed: str, side: str = "") -> str:
        """Keep a figure among the facts; ``spec`` is measure, stage and years ago."""
        measure, stage, ago = columns_of(spec)
        if self.fault == (table, side, key, spec):
            printed = f"{Decimal(printed.replace(',', '').rstrip('%')) + 1000}" + "%" * printed.endswith("%")
        self.facts.append(Fact(table, side, key, measure, stage, self.plan.year - ago, printed))
        return printed

    def says(self, text: str) -> str:
        """A title with its years."""
        return text.format(year=self.plan.year, last=self.plan.year - 1, department=self.plan.department)

    def paths(self, table: str) -> list[list[str]]:
        """The titles over the columns of a table."""
        return [self.says(path).split("/") for path in self.place["tables"][table]["columns"]]

    def add(self, table: str, grid: Table, unit: str = "") -> None:
        """One table on a page of its own, under its title, department and unit."""
        title = self.says(self.place["tables"][table]["title"])
        above = SplitLine(self.says(self.place["department"]), f"单位：{unit or self.place['unit']}")
        self.blocks += [Sheet(len(grid.widths) > 6), Heading(title, 1, "center"), above, grid]


def columns_of(spec: str) -> tuple[str, str, int]:
    """Measure, stage and years ago of a column."""
    measure, stage, ago = [*spec.split(), "budget", "0"][:3] if " " not in spec else [*spec.split(), "0"][:3]
    return measure, stage, int(ago)


def amount(items: Iterable[Item], measure: str, *, of_year: bool = False) -> int:
    """What these items come to by one measure; ``of_year`` leaves out of a source what was carried over."""
    own = list(items)
    carried = total(own, "carried")
    by_source = {name: total(item for item in own if item.source == name) for name in (*FUNDS, *OWN)}
    if of_year:
        by_source["general_budget"] -= carried
    sums = {
        "this_year": sum(by_source.values()), "fiscal": sum(by_source[name] for name in FUNDS), **by_source,
        "own": by_source["institutional"] + by_source["other"], "carried_over": carried, "carried_over_general_budget": carried,
        "total": total(own), "basic": total(own, "basic"), "basic_personnel": total(own, "personnel"),
        "basic_operating": total(own, "operating"), "project": total(own, "project"),
    }  # fmt: skip
    return sums.get(measure, 0)
