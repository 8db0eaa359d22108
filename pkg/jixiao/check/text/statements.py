"""What the running text states, as values with their names, and where the nine tables print the same figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from jixiao.check.legible import place
from jixiao.check.printed import Address, Label, Row, Sheet, Text, Value
from jixiao.corrections import counted
from jixiao.errors import RuleError
from jixiao.figures import Figure, half_width, parse_amount, parse_number, parse_rate
from jixiao.rules import load_yaml, only, term_labels

FILE = "statements.yaml"
_KEYS = ("zh", "en", "at", "budget", "functions", "items", "economic")
_ADDRESS = ("table", "side", "row", "measure")
_PHASES = {
    "": Text("", ""),
    "final": Text("", ""),
    "initial_budget": Text("年初预算数", ", initial budget"),
    "budget": Text("预算数", ", budget"),
}
_RELATIONS = {
    "share": Text("占比", ", share"),
    "growth": Text("增减幅度", ", rate of change"),
    "change": Text("增减额", ", change"),
    # 完成年初预算的 98%: executed over budgeted, which 占比 does not say.
    "initial_budget": Text("完成年初预算的比例", ", completion of the initial budget"),
    "budget": Text("完成预算的比例", ", completion of the budget"),
}
#: 年初预算 is one thing; 预算 without more may mean it or the budget for the year.
BUDGETS = ("initial_budget", "budget")
_SAME = re.compile(r"[的、\s]")


@dataclass(frozen=True)
class Said:
    """One statement: what it is about, how it relates to what, and the printed figure."""

    metric: str
    subject: str
    relation: str
    period: str
    phase: str
    base: str
    ambiguous: bool
    quote: str
    order: int
    value: Value

    @property
    def about(self) -> tuple[str, str]:
        """Measure and name: what two statements must share to be about the same thing."""
        return self.metric, self.subject

    @property
    def base_phase(self) -> str:
        """Phase of the figure that a change, completion or order is against."""
        return base_phase(self.base)


@dataclass(frozen=True)
class Told:
    """All statements of one department and year beside its nine tables."""

    year: str
    accounts: Sheet
    forms: tuple[Sheet, ...]
    rows: Mapping[str, Sequence[Row]]
    said: tuple[Said, ...]

    @cached_property
    def levels(self) -> Mapping[tuple[str, str, str], list[Said]]:
        """Figures of this year by measure, name and phase, in reading order."""
        found: dict[tuple[str, str, str], list[Said]] = {}
        for said in self.said:
            if said.relation == "level" and said.period == self.year and not said.ambiguous and said.value.figure:
                found.setdefault((*said.about, said.phase or "final"), []).append(said)
        return found

    @cached_property
    def changes(self) -> Mapping[tuple[str, str, str, str], list[Said]]:
        """Changes by measure, name, base and sentence, in reading order."""
        found: dict[tuple[str, str, str, str], list[Said]] = {}
        for said in self.said:
            if said.relation == "change":
                found.setdefault((*said.about, said.base, said.quote), []).append(said)
        return found

    def level(
        self, said: Said, phases: Iterable[str] = ("final",), about: tuple[str, str] | None = None
    ) -> Value | None:
        """The figure that a statement refers to: the nearest told before it, else the first, else that of a table."""
        metric, subject = about or said.about
        for phase in phases:
            listed = self.levels.get((metric, subject, phase), [])
            if listed:
                before = bisect_left(listed, said.order, key=lambda other: other.order)
                return listed[max(0, before - 1)].value
        return self.printed(metric, subject, next(iter(phases)))

    def printed(self, metric: str, subject: str, phase: str = "final") -> Value | None:
        """The same figure in the nine tables, where it is printed once and can be read."""
        return next((v for v in self.counterparts(metric, subject, phase) if v.figure is not None), None)

    def counterparts(self, metric: str, subject: str, phase: str) -> list[Value]:
        """Values of the nine tables that should equal a stated figure."""
        return _found(self.accounts, metric, subject, phase)

    def last_year(self, metric: str, subject: str) -> list[Value]:
        """The same figure in the nine tables of the year before."""
        return _found(self.accounts.previous, metric, subject, "final") if self.accounts.previous else []


def told(rows: Mapping[str, Sequence[Row]], year: int | None, accounts: Sheet, forms: tuple[Sheet, ...]) -> Told:
    """Statements of the text with their values, beside the tables and forms of the same year."""
    said = tuple(_said(order, row) for order, row in enumerate(rows["claims"]) if row["metric"] in measures())
    return Told(str(year or ""), accounts, forms, rows, said)


@cache
def measures() -> dict[str, Mapping[str, Any]]:
    """Measures of the text: names and addresses. Raises RuleError for a fault in ``rules/statements.yaml``."""
    listed = load_yaml(FILE)
    for key, body in listed.items():
        where = f"{FILE} {key}"
        only(body, _KEYS, where, ("zh", "en"))
        for address in (*body.get("at", ()), *body.get("budget", ())):
            only(address, _ADDRESS, where, ("table", "measure"))
        for named in ("functions", "items", "economic"):
            if named in body:
                only(body[named], ("table", "measure"), f"{where} {named}", ("table", "measure"))
    if not listed:
        raise RuleError("no measure", where=FILE)
    return dict(listed)


def base_phase(base: str) -> str:
    """Phase of a figure that another is set against; empty where it is no figure of a year."""
    return base.partition(" ")[2] if base[:2] == "20" else ""


def name_of(metric: str, subject: str = "", phase: str = "", relation: str = "") -> Label:
    """How messages call a statement."""
    body, more = measures()[metric], _PHASES.get(phase, _PHASES[""])
    kind = _RELATIONS.get(relation, _PHASES[""])
    own = subject.rpartition("/")[2]
    zh = f"文字说明 {body['zh']}{f'（{own}）' if own else ''}{more.zh}{kind.zh}"
    en = f"text, {body['en']}{f' ({own})' if own else ''}{more.en}{kind.en}"
    return Label(zh, en, zh)


def _said(order: int, row: Row) -> Said:
    relation, phase = str(row["relation"] or "level"), str(row.get("phase") or "")
    subject = str(row["subject"] or "")
    quantity = "rate" if row["unit"] in ("%", "‰") else "amount" if str(row["unit"] or "").endswith("元") else "count"
    printed = counted(row)
    figure = _figure(printed, quantity, row["value"])
    spot = place(row["source_id"], row, printed)
    completed = base_phase(str(row["base"] or "")) if relation == "share" else ""
    label = name_of(str(row["metric"]), subject, phase, completed or relation)
    value = Value(label, quantity, "figure" if figure else "unreadable", figure, printed, spot)
    return Said(
        metric=str(row["metric"]),
        subject=subject,
        relation=relation,
        period=str(row["period"] or ""),
        phase=phase,
        base=str(row.get("base") or ""),
        ambiguous=bool(row.get("ambiguous")),
        quote=str(row["quote"] or ""),
        order=order,
        value=value,
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


def _found(sheet: Sheet, metric: str, subject: str, phase: str) -> list[Value]:
    found = (sheet.values.get(address) for address in _addresses(sheet, metric, subject, phase))
    return [value for value in found if value is not None]


def _addresses(sheet: Sheet, metric: str, subject: str, phase: str) -> list[Address]:
    body = measures()[metric]
    listed = {"initial_budget": (), "budget": body.get("budget", ())}.get(phase, body.get("at", ()))
    found = [(a["table"], a.get("side", ""), a.get("row", ""), a["measure"]) for a in listed]
    if phase in BUDGETS:
        return found
    for kind, rows in (("functions", _function_rows), ("items", _item_rows), ("economic", _economic_rows)):
        if kind in body:
            table = body[kind]["table"]
            codes = rows(sheet, table, subject)
            found.extend((table, "", code, body[kind]["measure"]) for code in codes if len(codes) == 1)
    return found


def _function_rows(sheet: Sheet, table: str, subject: str) -> list[str]:
    code = _class_codes().get(_plain(subject))
    return [code] if code in sheet.coded.get((table, ""), ()) and code else []


def _item_rows(sheet: Sheet, table: str, subject: str) -> list[str]:
    """Codes (项) of that name in that class; the name of the 款 decides only between several.

    A text that calls items by code and name must have both right.
    """
    if subject[:7].isdigit():
        return [
            code
            for code in sheet.coded.get((table, ""), ())
            if subject == f"{code}{_plain(sheet.items.get((table, code), ''))}"
        ]
    class_name, _, rest = subject.partition("/")
    group, _, item = rest.partition("/")
    start = _class_codes().get(_plain(class_name))
    if not start:
        return []
    codes = [code for code in sheet.coded.get((table, ""), ()) if code.startswith(start)]
    found = [code for code in codes if len(code) > 5 and _plain(sheet.items.get((table, code), "")) == _plain(item)]
    if len(found) > 1:
        groups = [code for code in codes if _plain(sheet.items.get((table, code), "")) == _plain(group)]
        found = [code for code in found if any(code.startswith(other) for other in groups if other != code)]
    return found


def _economic_rows(sheet: Sheet, table: str, subject: str) -> list[str]:
    wanted = {_plain(subject), _plain(subject).removesuffix("支出")}
    codes = [code for code in sheet.coded.get((table, ""), ()) if len(code) == 3]
    return [code for code in codes if _plain(sheet.items.get((table, code), "")) in wanted]


@cache
def _class_codes() -> dict[str, str]:
    """Codes of the functional classes (类) by all their labels, with and without 支出."""
    found: dict[str, str] = {}
    for term in term_labels().values():
        for label in term["labels"] if term["group"] == "class" else ():
            found[_plain(label)] = found[_plain(label).removesuffix("支出")] = term["code"]
    return found


def _plain(text: str) -> str:
    return _SAME.sub("", half_width(text))
