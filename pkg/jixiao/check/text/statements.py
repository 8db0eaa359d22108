"""What the running text states, as values with their names, and where the nine tables print the same figure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from jixiao.check.legible import place
from jixiao.check.printed import PrintedSheet, PrintedValue, Row
from jixiao.check.text.measures import measures, name_of, values_at
from jixiao.corrections import counted
from jixiao.families import BUDGET, FINAL_ACCOUNTS
from jixiao.figures import Figure, half_width, parse_amount, parse_number, parse_rate


@dataclass(frozen=True)
class Statement:
    """One statement: what it is about, how it relates to what, and the printed figure.

    ``nth`` counts statements of one measure and relation: outcomes are known by it, whatever else comes to be read.
    """

    metric: str
    subject: str
    relation: str
    period: str
    phase: str
    base: str
    ambiguous: bool
    quote: str
    order: int
    nth: int
    value: PrintedValue
    scope: str = ""
    family: str = FINAL_ACCOUNTS

    @property
    def about(self) -> tuple[str, str]:
        """Measure and name: what two statements must share to be about the same thing."""
        return self.metric, self.subject

    @property
    def base_phase(self) -> str:
        """Phase of the figure that a change, completion or order is against."""
        return base_phase(self.base)

    @property
    def base_year(self) -> str:
        """Year of that figure."""
        return self.base[:4] if self.base[:2] == "20" else ""


@dataclass(frozen=True)
class Statements:
    """All statements of one department and year beside its tables; what is narrowed (其中, planned) stands apart."""

    year: str
    accounts: PrintedSheet
    forms: tuple[PrintedSheet, ...]
    rows: Mapping[str, Sequence[Row]]
    made: tuple[Statement, ...]
    narrowed: tuple[Statement, ...] = ()

    @cached_property
    def levels(self) -> Mapping[tuple[str, str, str], list[Statement]]:
        """Figures of this year by measure, name and phase, in reading order."""
        found: dict[tuple[str, str, str], list[Statement]] = {}
        for statement in self.made:
            if (
                statement.relation == "level"
                and statement.period == self.year
                and not statement.ambiguous
                and statement.value.figure
            ):
                found.setdefault((*statement.about, statement.phase or "final"), []).append(statement)
        return found

    def stated(self, statement: Statement) -> list[Statement]:
        """All levels of the year that the text states for the measure, name and phase of a statement."""
        return self.levels.get((*statement.about, statement.phase or "final"), [])

    def base(self, statement: Statement) -> PrintedValue | None:
        """The figure of an earlier year that a comparison is against, where the text prints it."""
        listed = [
            other.value
            for other in self.made
            if (other.about, other.period, other.relation) == (statement.about, statement.base_year, "level")
            and other.phase == statement.base_phase
            and other.family == statement.family
            and not other.ambiguous
        ]
        return listed[0] if len(listed) == 1 else None

    @cached_property
    def changes(self) -> Mapping[tuple[str, str, str, str], list[Statement]]:
        """Changes by measure, name, base and sentence, in reading order."""
        found: dict[tuple[str, str, str, str], list[Statement]] = {}
        for statement in self.made:
            if statement.relation == "change":
                found.setdefault((*statement.about, statement.base, statement.quote), []).append(statement)
        return found

    def level(
        self, statement: Statement, phases: Iterable[str] = (), about: tuple[str, str] | None = None
    ) -> PrintedValue | None:
        """The figure that a statement refers to: the nearest told before it, else the first, else that of a table."""
        metric, subject = about or statement.about
        phases = tuple(phases) or (BUDGET if statement.family == BUDGET else "final",)
        for phase in phases:
            listed = self.levels.get((metric, subject, phase), [])
            if listed:
                before = bisect_left(listed, statement.order, key=lambda other: other.order)
                return listed[max(0, before - 1)].value
        return self.printed(metric, subject, next(iter(phases)), statement.family)

    def printed(
        self, metric: str, subject: str, phase: str = "final", family: str = FINAL_ACCOUNTS
    ) -> PrintedValue | None:
        """The same figure in the tables of a family, where it is printed once and can be read."""
        return next((v for v in self.counterparts(metric, subject, phase, family) if v.figure is not None), None)

    def counterparts(self, metric: str, subject: str, phase: str, family: str = FINAL_ACCOUNTS) -> list[PrintedValue]:
        """Values of the tables of a family that should equal a stated figure."""
        return values_at(self.accounts, metric, subject, phase, family)

    def last_year(self, metric: str, subject: str) -> list[PrintedValue]:
        """The same figure in the nine tables of the year before."""
        return (
            values_at(self.accounts.previous, metric, subject, "final", FINAL_ACCOUNTS)
            if self.accounts.previous
            else []
        )


def statements_of(
    rows: Mapping[str, Sequence[Row]], year: int | None, accounts: PrintedSheet, forms: tuple[PrintedSheet, ...]
) -> Statements:
    """Statements of the text with their values, beside the tables and forms of the same year."""
    families = {row["source_id"]: row["family"] for row in rows["documents"]}
    statement, seen = list[Statement](), Counter[tuple[object, object]]()
    for order, row in enumerate(rows["claims"]):
        if row["metric"] in measures():
            alike = row["metric"], row["relation"]
            seen[alike] += 1
            statement.append(_statement(order, seen[alike], row, families.get(row["source_id"]) or FINAL_ACCOUNTS))
    whole, parts = (tuple(one for one in statement if bool(one.scope) is narrow) for narrow in (False, True))
    return Statements(str(year or ""), accounts, forms, rows, whole, parts)


def base_phase(base: str) -> str:
    """Phase of a figure that another is set against; empty where it is no figure of a year."""
    return base.partition(" ")[2] if base[:2] == "20" else ""


def _statement(order: int, nth: int, row: Row, family: str) -> Statement:
    relation, phase = str(row["relation"] or "level"), str(row.get("phase") or "")
    subject = str(row["subject"] or "")
    quantity = "rate" if row["unit"] in ("%", "‰") else "amount" if str(row["unit"] or "").endswith("元") else "count"
    printed = counted(row)
    figure = _figure(printed, quantity, row["value"])
    spot = place(row["source_id"], row, printed)
    completed = base_phase(str(row["base"] or "")) if relation == "share" else ""
    label = name_of(str(row["metric"]), subject, phase, completed or relation)
    value = PrintedValue(label, quantity, "figure" if figure else "unreadable", figure, printed, spot)
    return Statement(
        metric=str(row["metric"]),
        subject=subject,
        relation=relation,
        period=str(row["period"] or ""),
        phase=phase,
        base=str(row.get("base") or ""),
        ambiguous=bool(row.get("ambiguous")),
        quote=str(row["quote"] or ""),
        order=order,
        nth=nth,
        value=value,
        scope=str(row.get("scope") or ""),
        family=BUDGET if family == BUDGET else FINAL_ACCOUNTS,
    )


def _figure(printed: str, quantity: str, number: float | None) -> Figure | None:
    """The printed figure, negative for a decrease; words that say zero (持平) are an exact zero."""
    if number is None:
        return None
    try:
        text = half_width(printed)
        figure = (
            parse_rate(text)
            if quantity == "rate"
            else parse_amount(text)
            if quantity == "amount"
            else parse_number(text)
        )
    except ValueError:
        return Figure(Decimal(int(number)), Decimal(0)) if float(number).is_integer() else None
    if figure is None:
        return None
    if quantity == "count":
        figure = replace(figure, step=Decimal(0))
    return Figure(-figure.value, figure.step) if number < 0 < figure.value else figure
