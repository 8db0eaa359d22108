"""The measures of the text: their names, and where tables print the same figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from jixiao.check.printed import Address, PrintedSheet, PrintedValue, ValueLabel
from jixiao.check.tables.bind import row_of_class
from jixiao.errors import RuleError
from jixiao.families import BUDGET
from jixiao.figures import half_width
from jixiao.rules import Text, load_yaml, only, term_labels

FILE = "statements.yaml"
#: Digits of the code of a 款.
_GROUP = 5
_KEYS = ("zh", "en", "at", "plan", "budget", "functions", "items", "economic", "classes", "perhaps")
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
_ALIKE = 0.75


@cache
def measures() -> dict[str, Mapping[str, Any]]:
    """Measures of the text: names and addresses. Raises RuleError for a fault in ``rules/statements.yaml``."""
    listed = load_yaml(FILE)
    for key, body in listed.items():
        where = f"{FILE} {key}"
        only(body, _KEYS, where, ("zh", "en"))
        for address in (*body.get("at", ()), *body.get("plan", ()), *body.get("budget", ())):
            only(address, _ADDRESS, where, ("table", "measure"))
        for address in body.get("classes", ()):
            only(address, ("table", "side", "measure"), f"{where} classes", ("table", "side", "measure"))
        for named in ("functions", "items", "economic"):
            if named in body:
                only(body[named], ("table", "measure"), f"{where} {named}", ("table", "measure"))
        if unknown := [name for name in body.get("perhaps", ()) if name not in listed]:
            raise RuleError(f"perhaps an unknown measure: {', '.join(unknown)}", where=where)
    if not listed:
        raise RuleError("no measure", where=FILE)
    return dict(listed)


def name_of(metric: str, subject: str = "", phase: str = "", relation: str = "") -> ValueLabel:
    """How messages call a statement."""
    body, more = measures()[metric], _PHASES.get(phase, _PHASES[""])
    kind = _RELATIONS.get(relation, _PHASES[""])
    own = subject.rpartition("/")[2]
    called = body["zh"].replace("决算", "") if phase == BUDGET else body["zh"]
    zh = f"文字说明 {called}{f'（{own}）' if own else ''}{more.zh}{kind.zh}"
    en = f"text, {body['en']}{f' ({own})' if own else ''}{more.en}{kind.en}"
    return ValueLabel(zh, en, zh)


def values_at(sheet: PrintedSheet, metric: str, subject: str, phase: str, family: str) -> list[PrintedValue]:
    """Values of a sheet that should equal a stated figure, by measure, printed name, phase and family.

    Where accounts do not print them, those of what other places call by the same name.
    """
    listed = _planned if family == BUDGET else _addresses
    for name in (metric, *perhaps(metric)) if family != BUDGET else (metric,):
        values = [sheet.values.get(address) for address in listed(sheet, name, subject, phase)]
        if found := [value for value in values if value is not None]:
            return found
    return []


def perhaps(metric: str) -> tuple[str, ...]:
    """Other measures that texts call by the same name."""
    return tuple(measures()[metric].get("perhaps", ()))


def _planned(sheet: PrintedSheet, metric: str, subject: str, phase: str) -> list[Address]:
    """Addresses of a planned figure in the tables of a budget: its own, else those of accounts, which have the same roles."""
    body = measures()[metric]
    if phase != BUDGET:
        return []
    listed = [{**a, "measure": a["measure"].removeprefix("final_")} for a in body.get("plan", body.get("at", ()))]
    found = [(f"{BUDGET}.{a['table']}", a.get("side", ""), a.get("row", ""), a["measure"]) for a in listed]
    named = list(_named_rows(sheet, body, subject, f"{BUDGET}."))
    return [*found, *(named or _class_rows(sheet, body, subject))]


def _class_rows(sheet: PrintedSheet, body: Mapping[str, Any], subject: str) -> Iterator[Address]:
    """The row of a class in a summary, where no table of its own prints it."""
    code = _class_codes().get(_plain(subject))
    for address in body.get("classes", ()) if code else ():
        table, side = f"{BUDGET}.{address['table']}", address["side"]
        yield table, side, row_of_class(sheet, (table, side), str(code)), address["measure"]


def _addresses(sheet: PrintedSheet, metric: str, subject: str, phase: str) -> list[Address]:
    body = measures()[metric]
    listed = {"initial_budget": (), "budget": body.get("budget", ())}.get(phase, body.get("at", ()))
    found = [(a["table"], a.get("side", ""), a.get("row", ""), a["measure"]) for a in listed]
    return found if phase in BUDGETS else [*found, *_named_rows(sheet, body, subject, "")]


def _named_rows(sheet: PrintedSheet, body: Mapping[str, Any], subject: str, family: str) -> Iterator[Address]:
    """Rows that a statement names: a class, an item or an economic class."""
    for kind, rows in (("functions", _function_rows), ("items", _item_rows), ("economic", _economic_rows)):
        if kind in body:
            table = f"{family}{body[kind]['table']}"
            codes = rows(sheet, table, subject)
            yield from ((table, "", code, body[kind]["measure"]) for code in codes if len(codes) == 1)


def _function_rows(sheet: PrintedSheet, table: str, subject: str) -> list[str]:
    code = _class_codes().get(_plain(subject))
    row = row_of_class(sheet, (table, ""), code) if code else ""
    return [row] if row in sheet.rows.get((table, ""), ()) else []


def _item_rows(sheet: PrintedSheet, table: str, subject: str) -> list[str]:
    """Codes (项) of that name in that class; the name of the 款 decides between several, and against one whose 款 has
    another name: the row that the text speaks of may be on a page that is not there.

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
        return [code for code in found if any(code.startswith(other) for other in groups if other != code)]
    above = _plain(sheet.items.get((table, found[0][:5]), "")) if found else ""
    return [] if above and group and not _alike(above, _plain(group)) else found


def _alike(one: str, other: str) -> bool:
    """True for names of one 款 in two wordings, a letter or a pair of brackets apart."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _economic_rows(sheet: PrintedSheet, table: str, subject: str) -> list[str]:
    code, name = (subject[:3], subject[3:]) if subject[:3].isdigit() else ("", subject)
    wanted = {_plain(name), _plain(name).removesuffix("支出"), f"{_plain(name)}支出"}
    codes = [c for c in sheet.coded.get((table, ""), ()) if len(c) == 3 and code in ("", c)]
    return [code for code in codes if _plain(sheet.items.get((table, code), "")) in wanted]


def classes_of(sheet: PrintedSheet, metric: str, name: str, group: str, family: str) -> tuple[str, set[str]]:
    """Code of the class of a name, and the classes under which a table of items prints a 款; "" and none where unknown."""
    items = measures()[metric].get("items")
    if items is None:
        return "", set()
    table = f"{family}.{items['table']}" if family == BUDGET else items["table"]
    codes = [code for code in sheet.coded.get((table, ""), ()) if len(code) == _GROUP]
    same = {code[:3] for code in codes if _plain(sheet.items.get((table, code), "")) == _plain(group)}
    return _class_codes().get(_plain(name), ""), same


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
