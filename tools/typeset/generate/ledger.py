"""Figures of a made-up department that obey every identity between the nine tables. Amounts are whole yuan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

#: Smallest amount: what prints as 0.01 万元, so that nothing spent prints as zero.
SMALLEST = 100
FUNDS = ("general", "fund", "capital")
OTHER_INCOME = ("superior_subsidy", "institutional", "business", "affiliated", "other")


@cache
def codes() -> Mapping[str, Any]:
    """Codes and names, from ``codes.yaml``."""
    return yaml.safe_load(Path(__file__).with_name("codes.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Leaf:
    """What one 项 received and spent; ``fiscal`` amounts are of the budget named by ``budget``."""

    code: str
    budget: str
    opening: int
    basic: int
    project: int
    closing: int
    other_income: Mapping[str, int]
    other_basic: int = 0
    other_project: int = 0
    business: int = 0

    @property
    def spent(self) -> int:
        """Fiscal expenditure of the year."""
        return self.basic + self.project

    @property
    def income(self) -> int:
        """Fiscal income of the year."""
        return self.spent + self.closing - self.opening

    @property
    def all_spent(self) -> int:
        """All expenditure of the year."""
        return self.spent + self.other_basic + self.other_project + self.business

    @property
    def all_income(self) -> int:
        """All income of the year."""
        return self.income + sum(self.other_income.values())


@dataclass(frozen=True)
class Ledger:
    """All figures of one year."""

    year: int
    leaves: tuple[Leaf, ...]
    names: Mapping[str, str]
    economic: Mapping[str, int]
    public: Mapping[str, int]
    other_opening: int
    other_closing: int

    def of(self, budget: str) -> tuple[Leaf, ...]:
        """Leaves of one of the three budgets."""
        return tuple(leaf for leaf in self.leaves if leaf.budget == budget)


def make_ledger(random: Random, year: int) -> Ledger:
    """Draw a ledger; ``economic`` holds 款 codes with amounts, ``public`` the cells of table 07."""
    names: dict[str, str] = {}
    leaves = _leaves(random, "general", random.randint(2, 6), names)
    leaves += _leaves(random, "fund", random.choice((0, 0, 1)), names)
    if year >= 2020:
        leaves += _leaves(random, "capital", random.choice((0, 0, 1)), names)
    for entry in codes()["classes"]:
        if entry.get("since", 0) <= year <= entry.get("until", year):
            names[entry["code"]] = entry["name"]
    basic = sum(leaf.basic for leaf in leaves if leaf.budget == "general")
    economic = _economic(random, basic)
    income = sum(sum(leaf.other_income.values()) for leaf in leaves)
    spent = sum(leaf.all_spent - leaf.spent for leaf in leaves)
    closing = random.choice((0, _amount(random, 10**6)))
    opening = closing + spent - income
    if opening < 0:
        closing, opening = closing - opening, 0
    if 0 < opening < SMALLEST:
        closing, opening = closing + SMALLEST, opening + SMALLEST
    public = _public(random, economic)
    return Ledger(year, tuple(sorted(leaves, key=lambda leaf: leaf.code)), names, economic, public, opening, closing)


def _amount(random: Random, most: int) -> int:
    """An amount of whole yuan, of any size up to ``most``."""
    return max(SMALLEST, int(most * random.random() ** 3))


def _leaves(random: Random, budget: str, count: int, names: dict[str, str]) -> list[Leaf]:
    """Some 项 of one budget, with a 款 that has at least one."""
    leaves = []
    for group in random.sample(sorted(codes()[budget]), min(count, len(codes()[budget]))):
        body = codes()[budget][group]
        names[group] = body["name"]
        items = sorted(body["items"])
        for item in random.sample(items, random.randint(1, len(items))):
            code = group + item
            names[code] = body["items"][item]
            leaves.append(_leaf(random, code, budget))
    return leaves


def _leaf(random: Random, code: str, budget: str) -> Leaf:
    basic = _amount(random, 10**8) if budget == "general" and random.random() < 0.7 else 0
    project = _amount(random, 3 * 10**8) if not basic or random.random() < 0.4 else 0
    opening = _amount(random, basic + project - SMALLEST) if basic + project > 10**5 and random.random() < 0.3 else 0
    closing = _amount(random, 10**6) if random.random() < 0.3 else 0
    if budget != "general":
        return Leaf(code, budget, opening, basic, project, closing, {})
    kinds = [kind for kind in OTHER_INCOME if random.random() < 0.12]
    income = {kind: _amount(random, 10**7) for kind in kinds}
    other = [_amount(random, 10**6) if random.random() < 0.12 else 0 for _ in range(3)]
    return Leaf(code, budget, opening, basic, project, closing, income, *other)


def _economic(random: Random, total: int) -> dict[str, int]:
    """The basic expenditure of the general budget, divided over 款 codes."""
    every = [group + item for group, body in codes()["economic"].items() for item in body["items"]]
    chosen = ["30101"] + [code for code in every if code != "30101" and random.random() < 0.5]
    result = {}
    rest = total
    for code in chosen[1:]:
        share = int(rest * random.random() / 6)
        if code in ("30212", "30217", "30231", "31013"):
            share = min(share, 300000)
        if share >= SMALLEST:
            result[code] = share
            rest -= share
    return {"30101": rest, **result} if rest else result


def _public(random: Random, economic: Mapping[str, int]) -> dict[str, int]:
    """Final and budget figures of table 07: finals hold what basic expenditure spent, budgets are not below."""
    parts = {"abroad": "30212", "vehicle_purchase": "31013", "vehicle_running": "30231", "reception": "30217"}
    result: dict[str, int] = {}
    for item, code in parts.items():
        final = economic.get(code, 0)
        result[f"final_{item}"] = final
        result[f"budget_{item}"] = final + (_amount(random, 10**5) if random.random() < 0.5 else 0)
    result["budget_reception"] = result["budget_reception"] or _amount(random, 10**5)
    for item in ("meetings", "training"):
        result[f"final_{item}"] = _amount(random, 10**5)
        result[f"budget_{item}"] = result[f"final_{item}"] + _amount(random, 10**5)
    for group in ("budget", "final"):
        cars = result[f"{group}_vehicle_purchase"] + result[f"{group}_vehicle_running"]
        result[f"{group}_vehicles"] = cars
        result[f"{group}_total"] = cars + result[f"{group}_abroad"] + result[f"{group}_reception"]
    return result


def by_code(leaves: Iterable[Leaf]) -> dict[str, list[Leaf]]:
    """Leaves under every 类, 款 and 项, in the order of printing."""
    groups: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        for length in (3, 5, 7):
            groups.setdefault(leaf.code[:length], []).append(leaf)
    return dict(sorted(groups.items()))
