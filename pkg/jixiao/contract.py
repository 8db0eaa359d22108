"""The contract of the tables of records (数据字典): what each table and column is, read from ``rules/tables.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import RuleError
from jixiao.rules import Text, load_yaml, only
from jixiao.rules.rule_fields import text_of

_FILE = "tables.yaml"
_LANGUAGES = ("zh", "en")
_TOP = ("package", "units", "common", "place", "tables", "without_place")
_PACKAGE = ("title", "description", "rights")
_COLUMN = ("kind", "zh", "en", "unit", "to", "required", "enum", "pattern", "least", "most")
KINDS = ("text", "int", "float", "bool", "cells", "places")
#: Kinds that are lists or mappings in a DataFrame, and JSON text in files.
STRUCTURED = ("cells", "places")
#: A variable label of Stata holds no more.
_LABEL = 80


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind and unit (None where it has none), what it refers to, and what its values keep to."""

    name: str
    kind: str
    words: Text
    unit: Text | None = None
    to: tuple[str, str] | None = None
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, and those that together name a row (none where no column does)."""

    name: str
    words: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """All tables by name, and what is said of them together."""

    title: Text
    description: Text
    rights: Text
    tables: Mapping[str, Table]


@cache
def contract(path: Path | None = None) -> Contract:
    """The contract; RuleError names file, table and column of a fault."""
    name = path.name if path else _FILE
    data = only(load_yaml(path or _FILE), _TOP, name, _TOP)
    said = only(data["package"], _PACKAGE, f"{name} package", _PACKAGE)
    units = {key: text_of(body, f"{name} units {key}") for key, body in data["units"].items()}
    tables = {}
    for table, body in data["tables"].items():
        where = f"{name} {table}"
        body = only(body, (*_LANGUAGES, "key", "columns"), where, (*_LANGUAGES, "columns"))
        place = {} if table in data["without_place"] else data["place"]
        columns = tuple(
            _column((table, key), said_of, units, f"{where} {key}")
            for part in (data["common"], body["columns"], place)
            for key, said_of in part.items()
        )
        tables[table] = Table(table, Text(body["zh"], body["en"]), columns, tuple(body.get("key", ())))
    _check_names(tables, name)
    title, description, rights = (text_of(said[key], f"{name} package {key}") for key in _PACKAGE)
    return Contract(title, description, rights, tables)


def _column(name: tuple[str, str], data: Any, units: Mapping[str, Text], where: str) -> Column:
    body = only(data, _COLUMN, where, ("kind", *_LANGUAGES))
    if body["kind"] not in KINDS:
        raise RuleError(f"unknown kind: {body['kind']}", where=where, hint=f"one of {', '.join(KINDS)}")
    if (unit := body.get("unit")) is not None and unit not in units:
        raise RuleError(f"unknown unit: {unit}", where=where, hint=f"one of {', '.join(units)}")
    if body["kind"] != "int" and body.keys() & {"least", "most"}:
        raise RuleError("limits on a column that is no int", where=where)
    if long := [lang for lang in _LANGUAGES if len(body[lang]) > _LABEL]:
        raise RuleError(f"longer than {_LABEL} characters: {', '.join(long)}", where=where)
    enum = body.get("enum", [])
    if not isinstance(enum, list) or any(not isinstance(value, str) for value in enum):
        raise RuleError("enum is no list of texts", where=where, hint='quote numbers: ["1", "2"]')
    table, _, column = body.get("to", "").partition(".")
    return Column(
        name=name[1],
        kind=body["kind"],
        words=Text(body["zh"], body["en"]),
        unit=units[unit] if unit else None,
        to=(table, column) if table and (table, column) != name else None,  # a common column refers to its own home
        required=body.get("required", False),
        enum=tuple(enum),
        pattern=body.get("pattern"),
        least=body.get("least"),
        most=body.get("most"),
    )


def _check_names(tables: Mapping[str, Table], name: str) -> None:
    """Keys name columns of their table; a reference leads to the whole key of a table."""
    for table in tables.values():
        names = {column.name for column in table.columns}
        if unknown := set(table.key) - names:
            raise RuleError(f"key of no column: {', '.join(sorted(unknown))}", where=f"{name} {table.name}")
        for column in table.columns:
            if column.to and (column.to[0] not in tables or tables[column.to[0]].key != (column.to[1],)):
                where = f"{name} {table.name} {column.name}"
                raise RuleError(f"refers to no key: {'.'.join(column.to)}", where=where)
