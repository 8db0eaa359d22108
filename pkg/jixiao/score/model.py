"""What a rubric consists of, and what scoring it gives: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.rules import Basis, Text
from jixiao.score.grading import Grade, grade_of

Verdict = Literal["computed", "bounded", "not_demonstrated"]
Spot = Mapping[str, object]
ZERO = Decimal(0)

#: The closed list of kinds: keys each needs, keys it may have.
KINDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "mean_of_quarters": (("inputs",), ("readings",)),
    "bands": (("of", "to", "bands"), ("inputs", "readings")),
    "proportion": (("of", "to"), ("inputs", "readings", "above_one", "inverse")),
    "at_most": ((), ("inputs", "readings")),
    "shown": (("evidence", "reason"), ("shows",)),
    "deduction": (("per_finding", "reason"), ("evidence",)),
    "judgement": (("reason",), ("inputs", "evidence")),
    "unexecutable": (("reason",), ()),
    "checklist": (("parts",), ()),
}
#: The closed list of published evidence that is no single figure.
EVIDENCE = ("quantified_indicators", "nine_tables", "forms_without_targets", "reported_indicators")


@dataclass(frozen=True, slots=True)
class InputSource:
    """Where an input is published: a claim in the text, or a cell of the nine tables (九张表)."""

    role: str
    title: Text
    quantity: str
    claim: str = ""
    quarter: int = 0
    table: str = ""
    side: str = ""
    term: str = ""
    measure: str = ""
    blank_is_zero: bool = False


@dataclass(frozen=True, slots=True)
class ItemReading:
    """One way to read the wording of an item; most items have one, without a name."""

    id: str
    title: Text | None
    inputs: tuple[InputSource, ...]
    cap: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Marks where a ratio is at most or at least a limit; without a limit it fits everything."""

    marks: Decimal
    at_most: Decimal | None = None
    at_least: Decimal | None = None

    def fits(self, value: Decimal) -> bool:
        """True where the value lies in the band."""
        return (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One thing that earns marks (评分标准 1., 2. …); a plain item is one part."""

    id: str
    kind: str
    points: Decimal
    says: Text | None
    readings: tuple[ItemReading, ...]
    of: tuple[str, ...]
    to: tuple[str, ...]
    bands: tuple[Band, ...]
    above_one: str
    inverse: bool
    evidence: str
    shows: Decimal
    per_finding: Decimal
    reason: Text | None


@dataclass(frozen=True, slots=True)
class Item:
    """One third-level indicator (三级指标) with its full marks."""

    id: str
    title: Text
    level1: str
    level2: str
    weight: Decimal
    kind: str
    summary: Text
    basis: Basis
    parts: tuple[ItemPart, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A department scorecard's rules (部门整体绩效评价指标评分表)."""

    id: str
    title: Text
    jurisdiction: str
    fiscal_years: tuple[int, ...]
    total: Decimal
    items: tuple[Item, ...]
    grades: tuple[Grade, ...]
    grades_status: str

    def grade(self, marks: Decimal) -> str:
        """The grade of a sum of marks, in Chinese; empty where none fits."""
        return grade_of(self.grades, marks)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What one reading of an item or part gives, and the words that say why."""

    low: Decimal
    high: Decimal
    verdict: Verdict
    reading: str
    words: Text
    spots: tuple[Spot, ...] = ()
    #: The reading in words; None where there is only one.
    called: Text | None = None
