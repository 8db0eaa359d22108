"""Names of tables, rows and columns: which addresses a rule may use, and how messages call them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from jixiao.check.printed import Address, ValueLabel
from jixiao.errors import RuleError
from jixiao.families import required, roles
from jixiao.rules import Text, load_yaml, only, term_labels

TABLES_FILE = "checks/tables.yaml"
QUANTITIES = ("amount", "rate", "weight", "marks")
#: Words that stand for rows of a hierarchy instead of naming one.
GROUP_WORDS = ("children", "roots", "leaves")
ROW_WORDS = ("each", *GROUP_WORDS)
#: Labels that are known: the same for each rule that looks a value up, and in each year of a panel.
_MANY = 8192
#: What stands before a label: 一、 （一） 1. 其中：
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．]|其中[:：])")


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Tables that rules may address, by id: names, scope, sides, rows and measures (of accounts: columns)."""
    listed: dict[str, dict[str, Any]] = {
        key: {"zh": role.body["zh"], "en": role.body["en"], "scope": "accounts", "measures": role.columns}
        | ({"sides": list(role.body["sides"])} if "sides" in role.body else {})
        for key, role in roles().items()
    }
    for key, body in load_yaml(TABLES_FILE).items():
        where = f"{TABLES_FILE} {key}"
        only(body, ("zh", "en", "scope", "rows", "measures"), where, ("zh", "en", "scope", "measures"))
        for name, measure in body["measures"].items():
            only(measure, ("zh", "en", "quantity"), f"{where} {name}", ("zh", "en"))
            if measure.get("quantity", "amount") not in QUANTITIES:
                raise RuleError(f"unknown quantity: {measure['quantity']}", where=f"{where} {name}")
        listed[key] = dict(body)
    return listed


def quantity(table: str, measure: str) -> str:
    """Whether a column holds amounts, rates, weights or marks."""
    return str(tables()[table]["measures"][measure].get("quantity", "amount"))


def has_classes(table: str) -> bool:
    """True for a table of two sides, whose expenditure lines are the classes (类) by name."""
    return "sides" in tables()[table]


def table_name(table: str) -> Text:
    """Official name of a table."""
    return Text(tables()[table]["zh"], tables()[table]["en"])


def short(table: str) -> str:
    """How subjects and messages call a table."""
    return roles()[table].short if table in roles() else str(tables()[table]["zh"])


def row_name(table: str, row: str, item: str = "") -> Text:
    """Name of a row: a form's own row, a term of the field, or a code with its printed label."""
    own = tables()[table].get("rows", {}).get(row)
    if own:
        return Text(own["zh"], own["en"])
    term = term_labels().get(row)
    if term:
        return Text(term["labels"][0], term["en"])
    text = re.sub(r"\s+", "", item)
    name = text if not row.isdigit() or tables()[table]["scope"] == "forms" else f"{row} {text}".strip()
    return Text(name or row, name or row)


@lru_cache(_MANY)
def label(address: Address, item: str = "") -> ValueLabel:
    """How messages call one value: by the label that is printed; subjects call it by the term of the field."""
    table, side, row, measure = address
    body = tables()[table]
    name = row_name(table, row, item) if row else Text("", "")
    column = {"zh": "", "en": ""} if _is_only_column(table, measure) else body["measures"][measure]
    zh, en = name.zh, name.en
    own = _NUMBERING.sub("", re.sub(r"\s+", "", item)).rstrip("：:") if row in term_labels() else ""
    if row == "grand_total" and side in _SIDE_ZH:
        zh, en = f"{zh}（{_SIDE_ZH[side]}）", f"{en} ({side})"
        own = own if not own or _SIDE_ZH[side] in own else f"{own}（{_SIDE_ZH[side]}）"
    cell_zh = " ".join(part for part in (zh, column["zh"]) if part)
    cell_en = ", ".join(part for part in (en, column["en"]) if part)
    if body["scope"] == "forms":
        return ValueLabel(cell_zh or body["zh"], cell_en or body["en"], cell_zh or body["zh"])
    brief = " ".join(part for part in (short(table), zh, column["zh"]) if part)
    full = " ".join(part for part in (body["zh"], own or zh, column["zh"]) if part)
    return ValueLabel(full, f"{body['en']}, {cell_en}".strip(", "), brief)


def _is_only_column(table: str, measure: str) -> bool:
    """True for the only measure that a table has everywhere; columns of another year or stage have names of their own."""
    role = roles().get(table)
    listed = required(role.measures) if role and measure in role.measures else list(tables()[table]["measures"])
    return listed == [measure]


_SIDE_ZH = {"income": "收入", "expenditure": "支出"}
