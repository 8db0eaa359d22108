"""What a made-up text speaks of: the ledger's figures beside a made-up last year, budget and counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from .ledger import FUNDS, OTHER_INCOME, SMALLEST, Leaf, Ledger, by_code, codes

#: Names that claims keep under the official name of the class (类), whatever the year printed.
OFFICIAL = {"资源勘探信息等支出": "资源勘探工业信息等支出"}
_YUAN = 10**4


@dataclass(frozen=True)
class Measure:
    """One figure in yuan, or a count: of this year, last year and the budget. ``whole`` is what a share is of.

    ``name`` is how a text may call it where its subject says so; ``phase`` is empty for figures without phases.
    """

    metric: str
    value: int | Decimal
    last: int = 0
    planned: int = 0
    subject: str = ""
    name: str = ""
    whole: str = ""
    phase: str = "final"


@dataclass
class Measures:
    """All measures by key, and keys of those that a text lists together."""

    random: Random
    by_key: dict[str, Measure] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)

    def add(
        self, metric: str, value: int, *, name: str = "", subject: str = "", whole: str = "", planned: int | None = None
    ) -> str:
        """Add a figure; last year and, where none is given, the budget are drawn. Returns its key."""
        key = f"{metric}/{subject}" if subject else metric
        last = self._other(value)
        plan = self._other(value) if planned is None else planned
        self.by_key[key] = Measure(metric, value, last, plan, subject, name, whole)
        return key

    def count(self, metric: str, value: int | Decimal, subject: str = "") -> str:
        """Add a figure that has no phase: a count, an average or the money of a project."""
        key = f"{metric}/{subject}" if subject else metric
        self.by_key[key] = Measure(metric, value, subject=subject, phase="")
        return key

    def _other(self, value: int) -> int:
        """The same figure at another time: equal, nothing, or apart by what a text can print."""
        kind = self.random.random()
        if kind < 0.12:
            return value
        if kind < 0.2 or not value:
            return 0 if self.random.random() < 0.6 else SMALLEST * self.random.randint(1, 9000)
        other = int(value * self.random.uniform(0.4, 1.8))
        return other if abs(other - value) >= SMALLEST else value


def plain(name: str) -> str:
    """A name as claims keep it: half width, without quotation marks, 的 and 、."""
    return re.sub("[“”、的]", "", unicodedata.normalize("NFKC", name))


def text_measures(random: Random, ledger: Ledger, projects: Sequence[str]) -> Measures:
    """Every measure of the text of one department; ``projects`` are names for summaries."""
    found = Measures(random)
    _totals(found, ledger)
    _income(found, ledger)
    _expenditure(found, ledger)
    _general(found, ledger)
    _basic(found, ledger)
    _public(found, ledger)
    _other_budgets(found, ledger)
    _procurement(found)
    _performance(found, projects)
    for key, most in (("vehicles", 40), ("equipment_general", 9), ("equipment_special", 5)):
        found.count(f"assets.{key}", random.choice((0, random.randint(1, most))))
    return found


def _sum(leaves: Iterable[Leaf], name: str) -> int:
    return sum(getattr(leaf, name) for leaf in leaves)


def _totals(found: Measures, ledger: Ledger) -> None:
    income, spent = _sum(ledger.leaves, "all_income"), _sum(ledger.leaves, "all_spent")
    opening = _sum(ledger.leaves, "opening") + ledger.other_opening
    found.add("totals", income + opening)
    found.add("totals.income", income)
    found.add("totals.expenditure", spent)
    found.add("totals.opening", opening)
    found.add("totals.closing", _sum(ledger.leaves, "closing") + ledger.other_closing)
    fiscal = {budget: _sum(ledger.of(budget), "spent") + _sum(ledger.of(budget), "closing") for budget in FUNDS}
    found.add("fiscal", sum(fiscal.values()))
    names = zip(FUNDS, ("general_budget", "government_fund", "state_capital"), strict=True)
    found.groups["fiscal_parts"] = [found.add(f"fiscal.{name}", fiscal[budget]) for budget, name in names]


def _income(found: Measures, ledger: Ledger) -> None:
    fiscal = [_sum(ledger.of(budget), "income") for budget in FUNDS]
    others = {kind: sum(leaf.other_income.get(kind, 0) for leaf in ledger.leaves) for kind in OTHER_INCOME}
    found.add("income", sum(fiscal) + sum(others.values()))
    rest = [
        found.add(
            f"income.{kind}_income" if kind != "superior_subsidy" else "income.superior_subsidy_income",
            yuan,
            whole="income",
        )
        for kind, yuan in others.items()
    ]
    whole = found.add("income.fiscal_income", sum(fiscal), whole="income")
    names = ("general_budget", "government_fund", "state_capital")
    parts = [found.add(f"income.{name}_income", yuan, whole="income") for name, yuan in zip(names, fiscal, strict=True)]
    found.groups["income_parts"] = [whole, *rest]
    found.groups["income_budgets"] = [*parts, *rest] if ledger.year >= 2020 else [whole, *rest]


def _expenditure(found: Measures, ledger: Ledger) -> None:
    basic = _sum(ledger.leaves, "basic") + _sum(ledger.leaves, "other_basic")
    project = _sum(ledger.leaves, "project") + _sum(ledger.leaves, "other_project")
    spent = found.add("expenditure", _sum(ledger.leaves, "all_spent"))
    kinds = {
        "basic": basic,
        "project": project,
        "to_superior": 0,
        "business": _sum(ledger.leaves, "business"),
        "to_affiliated": 0,
    }
    found.groups["expenditure_kinds"] = [found.add(f"expenditure.{k}", yuan, whole=spent) for k, yuan in kinds.items()]
    found.groups["expenditure_classes"] = _classes(found, ledger, "expenditure", ledger.leaves, "all_spent")


def _classes(found: Measures, ledger: Ledger, chapter: str, leaves: Iterable[Leaf], amount: str) -> list[str]:
    """Expenditure by class (类)."""
    keys = []
    for code, group in by_code(leaves).items():
        if len(code) == 3:
            name = ledger.names[code]
            yuan = _sum(group, amount)
            subject = OFFICIAL.get(name, name)
            keys.append(found.add(f"{chapter}.function", yuan, name=name, subject=subject, whole=chapter))
    return keys


def _general(found: Measures, ledger: Ledger) -> None:
    leaves = ledger.of("general")
    items = []
    for leaf in leaves:
        names = [ledger.names[leaf.code[:length]] for length in (3, 5, 7)]
        subject = "/".join(plain(name) for name in names)
        items.append(found.add("general_budget.item", leaf.spent, name="/".join(names), subject=subject))
    found.groups["items"] = items
    coded = [(leaf, ledger.names[leaf.code]) for leaf in leaves]
    found.groups["coded_items"] = [
        found.add("general_budget.item", leaf.spent, name=f"{leaf.code}{name}", subject=f"{leaf.code}{plain(name)}")
        for leaf, name in coded
    ]
    planned = sum(found.by_key[key].planned for key in items)
    found.add("general_budget", _sum(leaves, "spent"), planned=planned, whole="general_budget.expenditure")
    found.add("general_budget.expenditure", _sum(ledger.leaves, "all_spent"))
    kinds = ("basic", "project")
    found.groups["general_kinds"] = [
        found.add(f"general_budget.{kind}", _sum(leaves, kind), whole="general_budget") for kind in kinds
    ]
    found.groups["general_classes"] = _classes(found, ledger, "general_budget", leaves, "spent")


def _basic(found: Measures, ledger: Ledger) -> None:
    groups = {
        code: sum(yuan for item, yuan in ledger.economic.items() if item.startswith(code))
        for code in codes()["economic"]
    }
    person = groups["301"] + groups["303"]
    found.add("basic", sum(groups.values()))
    parts = {"personnel": person, "operating": sum(groups.values()) - person}
    found.groups["basic_parts"] = [found.add(f"basic.{key}", yuan, whole="basic") for key, yuan in parts.items()]
    keys = []
    for code, yuan in groups.items():
        name = codes()["economic"][code]["name"]
        subject = name if name.endswith("支出") else f"{name}支出"
        keys.append(found.add("basic.economic", yuan, name=name, subject=subject, whole="basic"))
    found.groups["economic"] = keys
    found.add("operating_cost", parts["operating"])


def _public(found: Measures, ledger: Ledger) -> None:
    random = found.random
    for key in ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception"):
        metric = "three_public" if key == "total" else f"three_public.{key}"
        plan = ledger.public[f"budget_{key}"]
        found.add(metric, ledger.public[f"final_{key}"], planned=plan, whole="three_public")
    found.groups["public_parts"] = [f"three_public.{key}" for key in ("abroad", "vehicles", "reception")]

    def counted(key: str, money: str, least: int, most: int) -> int:
        spent = ledger.public[f"final_{money}"]
        number = random.randint(least, most) if spent else 0
        found.count(f"three_public.{key}", number)
        return number

    groups = counted("groups", "abroad", 1, 6)
    counted("abroad_persons", "abroad", groups, 40)
    counted("vehicles_bought", "vehicle_purchase", 1, 3)
    held = counted("vehicles_held", "vehicle_running", 1, 40)
    batches = counted("reception_batches", "reception", 1, 60)
    persons = counted("reception_persons", "reception", batches, 900)
    for key, money, number in (("per_vehicle", "vehicle_running", held), ("per_person", "reception", persons)):
        found.count(f"three_public.{key}", Decimal(ledger.public[f"final_{money}"]) / max(number, 1))


def _other_budgets(found: Measures, ledger: Ledger) -> None:
    for budget, chapter in (("fund", "government_fund"), ("capital", "state_capital")):
        leaves = ledger.of(budget)
        found.add(chapter, _sum(leaves, "spent"))
        found.add(f"{chapter}.income", _sum(leaves, "income"))
        found.count(f"{chapter}.none", 0)
    leaves = ledger.of("fund")
    found.add("government_fund.opening", _sum(leaves, "opening"))
    found.add("government_fund.closing", _sum(leaves, "closing"))


def _procurement(found: Measures) -> None:
    random = found.random
    parts = [random.choice((0, random.randint(SMALLEST, 900 * _YUAN))) for _ in range(3)]
    total = sum(parts)
    smaller = random.choice((total, total * random.randint(0, 100) // 100))
    found.add("procurement", total)
    found.groups["procurement_parts"] = [
        found.add(f"procurement.{key}", yuan) for key, yuan in zip(("goods", "works", "services"), parts, strict=True)
    ]
    found.add("procurement.smaller", smaller, whole="procurement")
    key = found.add("procurement.smallest", smaller * random.randint(0, 100) // 100, whole="procurement")
    found.by_key["smallest_of_smaller"] = replace(found.by_key[key], whole="procurement.smaller")


def _performance(found: Measures, projects: Sequence[str]) -> None:
    random = found.random
    level1 = random.randint(1, 12)
    found.count("performance.level1_projects", level1)
    found.count("performance.level2_projects", level1 + random.randint(0, 30))
    found.count("performance.projects_evaluated", random.randint(1, 6))
    found.count("performance.projects_reported", random.randint(1, 40))
    found.count("performance.self_evaluated", random.randint(1, 60))
    found.count("performance.money", random.randint(SMALLEST, 3 * 10**8), "一般公共预算项目支出")
    found.count("performance.money", random.randint(SMALLEST, 3 * 10**8))
    found.count("performance.coverage", 100, "一般公共预算项目支出")
    found.count("performance.evaluated_money", random.randint(SMALLEST, 10**8))
    found.groups["projects"] = []
    for name in projects:
        budget = random.randint(10**4, 2 * 10**7)
        executed = random.choice((budget, budget * random.randint(20, 100) // 100))
        subject = unicodedata.normalize("NFKC", name)
        found.by_key[f"project/{subject}"] = Measure("project", executed, 0, budget, subject, name, phase="")
        found.groups["projects"].append(f"project/{subject}")
