"""A made-up budget: amounts of whole yuan that obey every identity between the tables of a department's budget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from ..layout.style import Style
from .indicators import Indicator, make_indicators, words
from .ledger import SMALLEST, codes

FUNDS = ("general_budget", "government_fund", "state_capital")
#: Own money of the units: what an item may be paid from beside the three budgets.
OWN = ("special_account", "institutional", "other")
PERSONNEL, OPERATING = ("301", "303"), ("302", "310")
#: The three public expenses, and their codes among the economic classes.
THREE = {"abroad": "30212", "vehicle_purchase": "31013", "vehicle_running": "30231", "reception": "30217"}
#: Forms of a budget have no marks reached and no reasons; weights where a place prints them.
_FORMS = Style("", (), thousands=False, zero="0.00", suffix="指标", level_weights=False, numbered_indicators="none")


@dataclass(frozen=True)
class Item:
    """What one unit plans to spend on one 项, by kind, from one source of money.

    ``carried`` is the part of it that was carried over; ``last`` is what was spent the year before.
    """

    code: str
    unit: str
    source: str
    personnel: int = 0
    operating: int = 0
    project: int = 0
    last: int = 0
    carried: int = 0

    @property
    def basic(self) -> int:
        return self.personnel + self.operating

    @property
    def total(self) -> int:
        return self.basic + self.project


@dataclass(frozen=True)
class Planned:
    """A project with its money by source, goal and indicators."""

    name: str
    unit: str
    money: Mapping[str, int]
    goal: str
    indicators: tuple[Indicator, ...]

    @property
    def total(self) -> int:
        return sum(self.money.values())


@dataclass(frozen=True)
class Plan:
    """All figures of one budget."""

    department: str
    year: int
    units: tuple[str, ...]
    items: tuple[Item, ...]
    economic: Mapping[str, int]
    public: Mapping[str, tuple[int, int]]
    projects: tuple[Planned, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, *sources: str, unit: str = "", code: str = "") -> list[Item]:
        """Items of these sources (all, where none is named), of a unit and below a code."""
        return [
            item for item in self.items
            if (not sources or item.source in sources) and unit in ("", item.unit) and item.code.startswith(code)
        ]  # fmt: skip


def total(items: Iterable[Item], kind: str = "total") -> int:
    """The sum of one kind of expenditure."""
    return sum(getattr(item, kind) for item in items)


def make_plan(random: Random, department: str, year: int, units: int, shape: str) -> Plan:
    """A budget of a department of one unit, or of its own office and others below it; ``shape`` is that of its targets."""
    place = department[:3]
    own = (
        (department,)
        if units == 1
        else (f"{department}本级", *(f"{place}第{n}服务中心" for n in "一二三"[: units - 1]))
    )
    names: dict[str, str] = {}
    items = [item for number, unit in enumerate(own) for item in _items(random, unit, number, names)]
    for entry in codes()["classes"]:
        if entry.get("since", 0) <= year <= entry.get("until", year):
            names[entry["code"]] = entry["name"]
    general = [item for item in items if item.source == "general_budget"]
    economic = {
        **_economic(random, total(general, "personnel"), PERSONNEL, names),
        **_economic(random, total(general, "operating"), OPERATING, names),
    }
    return Plan(
        department, year, own, tuple(items), economic, _public(random, economic),
        tuple(_projects(random, items, shape)), names,
    )  # fmt: skip


def _amount(random: Random, most: int) -> int:
    return max(SMALLEST, int(most * random.random() ** 2))


def _some(random: Random, most: int) -> int:
    return _amount(random, most) if most > SMALLEST and random.random() < 0.5 else 0


def _items(random: Random, unit: str, number: int, names: dict[str, str]) -> list[Item]:
    """Items of one unit: some 款 of the general budget, projects of the funds, own money."""
    chosen: dict[str, str] = {}
    for kind, count in (("general", random.randint(2, 4)), ("fund", number == 0), ("capital", random.choice((0, 1)))):
        for group in random.sample(sorted(codes()[kind]), int(count)):
            body = codes()[kind][group]
            names[group] = body["name"]
            for item in random.sample(sorted(body["items"]), min(2, len(body["items"]))):
                names[group + item] = body["items"][item]
                chosen[group + item] = kind
    return [item for code, kind in chosen.items() for item in _of_code(random, code, unit, kind)]


def _of_code(random: Random, code: str, unit: str, kind: str) -> list[Item]:
    if kind != "general":
        source = "government_fund" if kind == "fund" else "state_capital"
        return [Item(code, unit, source, project=_amount(random, 10**7))]
    basic = random.random() < 0.7
    people = (_amount(random, 3 * 10**7), _amount(random, 10**7)) if basic else (0, 0)
    project = _amount(random, 2 * 10**7) if not basic or random.random() < 0.4 else 0
    carried = _some(random, project // 2)
    rows = [Item(code, unit, "general_budget", *people, project, _amount(random, 4 * 10**7), carried)]
    if random.random() < 0.3:
        rows.append(Item(code, unit, random.choice(OWN), project=_amount(random, 10**6)))
    return rows


def _economic(random: Random, whole: int, groups: tuple[str, ...], names: dict[str, str]) -> dict[str, int]:
    """An amount divided over 款 codes of these groups."""
    found: dict[str, int] = {}
    for group in groups:
        names[group] = codes()["economic"][group]["name"]
        for item in random.sample(sorted(codes()["economic"][group]["items"]), 3):
            names[group + item] = codes()["economic"][group]["items"][item]
            found[group + item] = int(whole * random.random() / 8)
    first = next(iter(found))
    found[first] += whole - sum(found.values())
    return {code: yuan for code, yuan in found.items() if yuan}


def _public(random: Random, economic: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Each of the three public expenses, this year and the year before: what basic expenditure holds of it, and perhaps more."""
    within = {kind: economic.get(code, 0) for kind, code in THREE.items()}
    return {kind: (held + _some(random, 10**6), _some(random, 10**6)) for kind, held in within.items()}


def _projects(random: Random, items: Iterable[Item], shape: str) -> list[Planned]:
    """Projects of each unit: all project money of its items, by source."""
    sums: dict[str, dict[str, int]] = {}
    for item in items:
        if item.project:
            sums.setdefault(item.unit, {}).setdefault(item.source, 0)
            sums[item.unit][item.source] += item.project
    free = random.sample(words()["projects"], len(words()["projects"]))
    found = []
    for unit, money in sums.items():
        halves = {source: int(yuan * random.uniform(0.3, 0.6)) for source, yuan in money.items()}
        for part in (halves, {source: yuan - halves[source] for source, yuan in money.items()}):
            goal = random.choice(words()["goals"])
            style = replace(_FORMS, operator_columns=shape in ("flat", "cells"))
            made = make_indicators(random, style, shape == "cells", cost=random.random() < 0.5)
            found.append(Planned(free.pop(), unit, {s: y for s, y in part.items() if y}, goal, tuple(made)))
    return found
