"""The nouns of the check stage: rules as data, printed values, sheets they stand on, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from jixiao.figures import Figure
from jixiao.rules import Basis, Text

State = Literal["holds", "holds_within_rounding", "broken", "not_applicable", "insufficient_data", "ambiguous"]
Status = Literal["figure", "blank", "unreadable", "ambiguous"]

#: One record as a plain dict.
Row = Mapping[str, Any]
#: Table, side, row and measure of one printed value.
Address = tuple[str, str, str, str]
#: Table and side: what rows belong to.
Block = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Operand:
    """Where a rule looks for a value, and the weight it has in a sum.

    ``row`` is a term, a code, or one of: each (the row the case runs over), children, roots,
    leaves. With ``behind`` it counts only where it is printed below that row. A constant has no address.
    """

    table: str = ""
    side: str = ""
    row: str = ""
    measure: str = ""
    weight: int = 1
    optional: bool = False
    previous: bool = False
    constant: Decimal | None = None
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Either:
    """Alternatives between layouts of a form: the first one of which any row is printed is meant."""

    choices: tuple[tuple[Operand, ...], ...]


Part = Operand | Either


@dataclass(frozen=True, slots=True)
class Each:
    """What a case runs over: rows of its tables, measures, or both."""

    rows: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One statement of a rule: a total and its parts; of a ratio, the rate and its two terms."""

    total: Part
    parts: tuple[Part, ...]
    each: Each | None = None
    when_zero: tuple[Operand, ...] = ()
    when_printed: tuple[Operand, ...] = ()
    #: Figures that must be there and equal, or the case says nothing.
    when_equal: tuple[Part, ...] = ()
    needs: Text | None = None
    #: What a break means where it is no contradiction: a formula that the document does not print.
    caution: Text | None = None


@dataclass(frozen=True, slots=True)
class RuleReview:
    """When somebody held a rule against the principles of docs/checks.md, and what was seen."""

    date: str
    note: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the rule files."""

    id: str
    kind: str
    title: Text
    basis: Basis
    severity: str
    cases: tuple[Case, ...] = ()
    tables: tuple[str, ...] = ()
    within: str = ""
    prefixes: tuple[str, ...] = ()
    reason: Text | None = None
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    reviewed: RuleReview | None = None


@dataclass(frozen=True, slots=True)
class ValueLabel:
    """Name of a printed value: in full in both languages, and short for the subject of an outcome."""

    zh: str
    en: str
    short: str


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """One printed value: its figure where it can be read, and its place."""

    label: ValueLabel
    quantity: str
    status: Status
    figure: Figure | None
    printed: str
    place: Mapping[str, Any]
    #: The other printed values where the same cell is printed twice and differs.
    others: tuple[PrintedValue, ...] = ()


@dataclass(frozen=True)
class PrintedSheet:
    """What stands together and is checked together: the tables of a department or unit, one project form, one scorecard."""

    key: str
    name: str
    source_id: str
    values: Mapping[Address, PrintedValue]
    #: Rows as printed, and those that form a hierarchy (codes, classes, items), by table and side.
    rows: Mapping[Block, tuple[str, ...]]
    coded: Mapping[Block, tuple[str, ...]]
    #: Row labels as printed.
    items: Mapping[tuple[str, str], str] = field(default_factory=dict)
    #: The same department's sheet of the year before.
    previous: PrintedSheet | None = None
    #: Why values may be missing here.
    note: Text | None = None

    @cached_property
    def tables(self) -> frozenset[str]:
        """Tables that are there."""
        return frozenset(table for table, _ in self.rows)

    def is_empty(self, table: str) -> bool:
        """True for a table that prints no row."""
        return not any(rows for (name, _), rows in self.rows.items() if name == table)

    def children(self, block: Block, row: str) -> list[str]:
        """Rows directly below one row: those whose longest printed beginning is its code; "" gives the roots."""
        return self._trees.get(block, {}).get(row, [])

    def leaves(self, block: Block) -> list[str]:
        """Rows of the hierarchy with nothing below them."""
        return [code for code in self.coded.get(block, ()) if not self.children(block, code)]

    @cached_property
    def _trees(self) -> dict[Block, dict[str, list[str]]]:
        return {block: _tree(codes) for block, codes in self.coded.items()}


def _tree(codes: tuple[str, ...]) -> dict[str, list[str]]:
    known = set(codes)
    tree: dict[str, list[str]] = {}
    for code in codes:
        beginnings = (code[:length] for length in range(len(code) - 1, 0, -1))
        tree.setdefault(next((start for start in beginnings if start in known), ""), []).append(code)
    return tree


@dataclass(frozen=True)
class ProjectForm:
    """One project form with its words: what the checks of targets, dates and texts look at."""

    sheet: PrintedSheet
    kind: str
    fiscal_year: int | None
    project: Row
    funds: tuple[Row, ...]
    indicators: tuple[Row, ...]
    investment: Row | None
    #: Fields that any form of this kind prints in this source: where they are blank elsewhere they are not unread.
    prints: frozenset[str] = frozenset()
    #: The form of the same project of the year before.
    before: ProjectForm | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about one subject."""

    state: State
    subject: str
    message: Text
    values: tuple[PrintedValue, ...] = ()
    stated: Decimal | None = None
    computed: Decimal | None = None
    gap: Decimal | None = None
    slack: Decimal | None = None
