"""Sentences from wordings and measures, with every claim that they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from .measures import Measure, Measures

_SLOT = re.compile(r"\{([^{}]*)\}")
_UNITS = {"元": 1, "万元": 10**4, "亿元": 10**8}
_PLANS = ("initial_budget", "budget")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Claim:
    """One number of the text with what it says, as table ``claims`` has it; amounts in 万元, rates as fractions.

    An open one may stay unread, or be read in several ways that say so: its words do not bind the number safely.
    """

    metric: str
    subject: str
    period: int
    relation: str
    value: Decimal
    phase: str = ""
    base: str = ""
    open: bool = False


@dataclass(frozen=True)
class Habits:
    """How one text prints its numbers."""

    unit: str
    thousands: bool
    trimmed: bool
    digits: int
    hundred_millions: bool


def draw_habits(random: Random) -> Habits:
    """Habits of one text."""
    return Habits(
        unit=random.choice(("万元", "万元", "万元", "元")),
        thousands=random.random() < 0.4,
        trimmed=random.random() < 0.4,
        digits=random.choice((1, 2, 2)),
        hundred_millions=random.random() < 0.15,
    )


@cache
def wordings() -> Mapping[str, Any]:
    """Words and phrases, from ``wordings.yaml``."""
    return yaml.safe_load(Path(__file__).with_name("wordings.yaml").read_text("utf-8"))


@dataclass
class Writer:
    """Fills wordings one after the other; ``spoken`` is the key of the measure spoken of last."""

    random: Random
    measures: Measures
    habits: Habits
    facts: Mapping[str, str]
    year: int
    claims: list[Claim] = field(default_factory=list)
    spoken: str = ""
    phase: str = ""
    plan: str = ""
    unsure: bool = False

    def paragraph(self, wording: str) -> str:
        """One paragraph; it calls the budget by one name."""
        self.phase = self.random.choice(_PLANS)
        self.plan = self.random.choice(wordings()["words"][self.phase])
        return self.fill(wording)

    def fill(self, wording: str) -> str:
        """The wording with its slots filled from left to right."""
        return _SLOT.sub(lambda match: self._slot(match[1]), wording)

    def _slot(self, slot: str) -> str:
        if slot == "plan":
            return self.plan
        if slot in self.facts:
            return self.facts[slot]
        if slot == "noise":
            return self._amount(self.random.randint(100, 10**7))
        if slot == "noise_rate":
            return self._percent(self.random.randint(1, 999), 1000)[0]
        if slot == "few":
            return str(self.random.randint(1, 9))
        if "|" in slot:
            return self._list(*slot.split("|"))
        if ":" not in slot:
            return self.fill(self.random.choice(wordings()["words"][slot]))
        key, what = slot.removesuffix("?").split(":")
        outer, self.unsure = self.unsure, self.unsure or slot.endswith("?")
        self.spoken = key or self.spoken
        text = self._about(self.measures.by_key[self.spoken], what)
        self.unsure = outer
        return text

    def _list(self, group: str, wording: str) -> str:
        """All measures of a group in one wording; what is nothing is left out or not."""
        keys = self.measures.groups[group]
        if self.random.random() < 0.7:
            keys = [key for key in keys if self.measures.by_key[key].value] or keys[:1]
        part, between = (self.random.choice(wordings()["lists"][wording][what]) for what in ("each", "between"))
        texts = []
        for self.spoken in keys:
            texts.append(self.fill(part))
        return between.join(texts)

    def _about(self, measure: Measure, what: str) -> str:
        for against, other in (("against_last", measure.last), ("against_plan", measure.planned)):
            if what in wordings()[against]:
                key = self.spoken
                listed = wordings()[against][what]
                case = _case(measure.value, other)
                text = self.fill(self.random.choice(listed.get(case) or listed["same"]))
                self.spoken = key
                return text
        same = what.rpartition("_")
        if same[0] in ("same", "plan_same"):
            return self._same(measure, same[0], same[2])
        says: dict[str, Callable[[Measure], str]] = {
            "name": self._name, "whole": lambda m: self._name(self.measures.by_key[m.whole]), "final": self._final, "planned": self._planned, "change": self._change,
            "growth": self._growth, "last_final": self._last_final, "gap": self._gap, "gap_rate": self._gap_rate, "share": self._share,
            "done": self._done, "order": self._order, "count": self._count, "none": self._none, "rate": self._rate,
            "last_amount": self._last_amount, "plan_amount": self._plan_amount,
            "project_budget": lambda m: self._project(m, "budget", "level", *self._money(m.planned)),
            "project_executed": lambda m: self._project(m, "executed", "level", *self._money(m.value)),
            "project_rate": lambda m: self._project(m, "rate", "share", *self._percent(m.value, m.planned)),
            "project_score": self._score,
            "class": lambda m: m.name.split("/")[0], "group": lambda m: m.name.split("/")[1],
            "item": lambda m: m.name.split("/")[2],
        }  # fmt: skip
        return says[what](measure)

    def _claim(self, m: Measure, relation: str, value: Decimal, base: str = "", phase: str | None = None) -> None:
        phase = m.phase if phase is None else phase
        self.claims.append(Claim(m.metric, m.subject, self.year, relation, value, phase, base, self.unsure))

    def _name(self, m: Measure) -> str:
        return m.name or self.random.choice(wordings()["names"][m.metric])

    def _final(self, m: Measure) -> str:
        text, value = self._money(m.value)
        self._claim(m, "level", value)
        return text

    def _planned(self, m: Measure) -> str:
        text, value = self._money(m.planned)
        self._claim(m, "level", value, phase=self.phase)
        return text

    def _last_final(self, m: Measure) -> str:
        text, value = self._money(m.last)
        self.claims.append(Claim(m.metric, m.subject, self.year - 1, "level", value, m.phase))
        return text

    def _last_amount(self, m: Measure) -> str:
        """The base that a comparison prints: a claim of its own, which may stay unread."""
        return self._base(m, m.last, self.year - 1, m.phase)

    def _plan_amount(self, m: Measure) -> str:
        """The budget that a comparison prints, likewise."""
        return self._base(m, m.planned, self.year, self.phase)

    def _base(self, m: Measure, yuan: int, year: int, phase: str) -> str:
        text, value = self._money(yuan)
        self.claims.append(Claim(m.metric, m.subject, year, "level", value, phase, open=True))
        return text

    def _change(self, m: Measure) -> str:
        return self._moved(m, m.last, "change", f"{self.year - 1} final")

    def _growth(self, m: Measure) -> str:
        return self._moved(m, m.last, "growth", f"{self.year - 1} final")

    def _gap(self, m: Measure) -> str:
        return self._moved(m, m.planned, "change", f"{self.year} {self.phase}")

    def _gap_rate(self, m: Measure) -> str:
        return self._moved(m, m.planned, "growth", f"{self.year} {self.phase}")

    def _moved(self, m: Measure, other: int, relation: str, base: str) -> str:
        """A change or a rate of change: its size is printed, its sign is said by the words around it."""
        gap = m.value - other
        text, value = self._money(abs(gap)) if relation == "change" else self._percent(abs(gap), other)
        self._claim(m, relation, value.copy_sign(gap), base)
        return text

    def _same(self, m: Measure, against: str, word: str) -> str:
        base = f"{self.year - 1} final" if against == "same" else f"{self.year} {self.phase}"
        self._claim(m, "change", Decimal(0), base)
        return word

    def _share(self, m: Measure) -> str:
        whole = self.measures.by_key[m.whole].value
        text, value = self._percent(m.value, whole) if whole else self._percent(0, 1)
        self._claim(m, "share", value, m.whole)
        return text

    def _done(self, m: Measure) -> str:
        text, value = self._percent(m.value, m.planned)
        self._claim(m, "share", value, f"{self.year} {self.phase}")
        return text

    def _order(self, m: Measure) -> str:
        above = m.value > m.planned
        self._claim(m, "order", Decimal(1 if above else -1), f"{self.year} {self.phase}")
        return f"决算数{'大于' if above else '小于'}{self.plan.removesuffix('数')}数"

    def _count(self, m: Measure) -> str:
        self._claim(m, "count", Decimal(m.value))
        return str(m.value)

    def _none(self, m: Measure) -> str:
        self._claim(m, "count", Decimal(0))
        return self.random.choice(wordings()["words"]["none"])

    def _rate(self, m: Measure) -> str:
        text, value = self._percent(m.value, 100)
        self._claim(m, "share", value)
        return text

    def _project(self, m: Measure, what: str, relation: str, text: str, value: Decimal) -> str:
        self.claims.append(Claim(f"project_{what}", m.subject, self.year, relation, value))
        return text

    def _score(self, m: Measure) -> str:
        value = Decimal(self.random.randint(600, 1000)) / 10
        return self._project(m, "score", "level", str(value), value)

    def _amount(self, yuan: int) -> str:
        return self._money(yuan)[0]

    def _money(self, yuan: int) -> tuple[str, Decimal]:
        """An amount as printed and its value in 万元; what prints as nothing is printed in yuan."""
        unit = "亿元" if self.habits.hundred_millions and yuan >= _UNITS["亿元"] else self.habits.unit
        unit = "元" if 0 < yuan < 50 else unit
        value = (Decimal(yuan) / _UNITS[unit]).quantize(_CENT, ROUND_HALF_UP)
        return f"{self._number(value)}{unit}", value * _UNITS[unit] / _UNITS["万元"]

    def _percent(self, part: int, whole: int) -> tuple[str, Decimal]:
        rate = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-self.habits.digits), ROUND_HALF_UP)
        return f"{self._number(rate, grouped=False)}%", rate / 100

    def _number(self, value: Decimal, grouped: bool = True) -> str:
        text = f"{value:,}" if grouped and self.habits.thousands else str(value)
        return text.rstrip("0").rstrip(".") if self.habits.trimmed else text


def _case(value: int, other: int) -> str:
    """Which of its wordings a comparison takes."""
    if value == other:
        return "same" if other else "nothing"
    if not other:
        return "new"
    return "up" if value > other else "down"
