"""Records of the tables of accounts and budgets as sheets: one of the department, others for what is summed by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jixiao.check import addresses
from jixiao.check.legible import at_common_step, merged, place, together, value
from jixiao.check.printed import Address, Block, PrintedSheet, PrintedValue
from jixiao.corrections import counted
from jixiao.families import ACCOUNTS, FINAL_ACCOUNTS, Role, column_of, role_of
from jixiao.figures import WAN_YUAN

Row = Mapping[str, Any]
_CLASS = "class_"


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed row of a table: whose it is, its key, and its records by column."""

    role: Role
    table: str
    side: str
    unit: str
    key: str
    item: str
    records: Mapping[str, Row]

    @property
    def is_coded(self) -> bool:
        return self.key.startswith(_CLASS) if addresses.has_classes(self.role.key) else self.key.isdigit()

    @property
    def is_of_unit(self) -> bool:
        """True for the row of a unit in a list of units of a budget: code and name are the unit's own."""
        return self.is_coded and self.role.family != FINAL_ACCOUNTS and self.unit == self.item != ""


def account_sheets(rows: Iterable[Row], tables: Iterable[Row]) -> tuple[PrintedSheet, tuple[PrintedSheet, ...]]:
    """The sheet of the department (a table printed empty is there too, one of which no figure was understood is not), and
    those of what is summed by itself.

    A table that gives the codes of several units one after the other has no total of the department for each code:
    such rows stand on the sheet of their unit. Of two tables of one role that are cut in other ways (by function and by
    economic class, by code and by unit) the second stands on a sheet of its own.
    """
    tables = list(tables)
    titles = {row["table_id"]: row["title"] or "" for row in tables}
    lines = list(_lines(rows))
    units, cuts = _tables_of_units(lines), _other_cuts(lines)
    readable = [row for row in tables if row["form"] == ACCOUNTS and not row.get("unread_in_rows")]
    empty = [role.key for row in readable if (role := role_of(row["family"], row["role"]))]
    apart: dict[str, list[_Line]] = defaultdict(list)
    whole: list[_Line] = []
    for line in lines:
        name = line.unit if line.role.key in units else titles.get(line.table, "") if line.table in cuts else ""
        (apart[name] if name else whole).append(line)
    return _sheet("", whole, empty), tuple(_sheet(name, own, ()) for name, own in apart.items())


def _lines(rows: Iterable[Row]) -> Iterator[_Line]:
    """Printed rows: records follow each other column by column, and a row is new where its label or a column is."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    # Two sides of a table stand in turn.
    open_rows: dict[tuple[str, str], tuple[tuple[Any, ...], dict[str, Row]]] = {}
    for row in rows:
        role = role_of(row["family"], row["table"])
        if role is None or (column := column_of(row)) not in role.columns:
            continue
        block = (row["table_id"] or role.key, row["side"] or "")
        label = tuple(row[name] or "" for name in ("source_id", "unit_name", "code", "term", "item", "line"))
        before = open_rows.get(block)
        if before and before[0] == label and column not in before[1]:
            before[1][column] = row
            continue
        records = {column: row}
        open_rows[block] = (label, records)
        yield _line(role, row, records, seen)


def _line(role: Role, row: Row, records: Mapping[str, Row], seen: Counter[tuple[str, str, str, str]]) -> _Line:
    key, side = _row_key(row, role), row["side"] or ""
    unit = "" if row["term"] == "total" else row["unit_name"] or ""
    seen[role.key, side, unit, key] += 1
    times = seen[role.key, side, unit, key]
    if times > 1 and role.family != FINAL_ACCOUNTS:
        if key and not (row["code"] or row["term"]):
            key = f"{key} {times}"  # names repeat at several depths
        elif unit and not key:
            unit = f"{unit} {times}"  # a department, and its own office of the same name
    return _Line(role, row["table_id"] or "", side, unit, key, row["item"] or "", records)


def _row_key(row: Row, role: Role) -> str:
    code, term = row["code"] or "", row["term"] or ""
    if role.body.get("without_rows"):
        return "" if term in ("", "total") else term
    return (term if addresses.has_classes(role.key) else code or term) or row["item"] or ""


def _tables_of_units(lines: Iterable[_Line]) -> set[str]:
    """Tables in which several units have rows of one key; in a list of units a code that comes twice is none."""
    units: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for line in lines:
        if line.role.family != FINAL_ACCOUNTS and line.unit and not line.is_of_unit:
            units[line.role.key, line.side, line.key].add(line.unit)
    return {table for (table, _, _), names in units.items() if len(names) > 1}


def _other_cuts(lines: Iterable[_Line]) -> set[str]:
    """Tables that give the rows of a role in another way than the first table of that role."""
    cuts: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, str] = {}
    for line in lines:
        if line.role.family != FINAL_ACCOUNTS and line.key not in ("", "total"):
            cuts[line.table][line.key[0] if line.is_coded else ""] += 1
            roles[line.table] = line.role.key
    first: dict[str, str] = {}
    kinds = {table: counts.most_common(1)[0][0] for table, counts in cuts.items()}
    return {table for table, kind in kinds.items() if first.setdefault(roles[table], kind) != kind}


def _sheet(name: str, lines: Iterable[_Line], empty: Iterable[str]) -> PrintedSheet:
    by_step: dict[tuple[str, str], list[tuple[Address, PrintedValue]]] = defaultdict(list)
    rows: dict[Block, dict[str, None]] = defaultdict(dict)
    coded: dict[Block, dict[str, None]] = defaultdict(dict)
    items: dict[tuple[str, str], str] = {}
    repeated: set[Address] = set()
    for table in empty:
        rows[table, ""] = {}
    for line in lines:
        block = (line.role.key, line.side)
        if (line.role.body.get("repeats") or line.is_of_unit) and line.is_coded and line.key in coded[block]:
            repeated |= {(*block, line.key, column) for column in line.records}
        rows[block][line.key] = None
        if line.is_coded:
            coded[block][line.key] = None
        items.setdefault((line.role.key, line.key), line.item)
        for column, record in line.records.items():
            address = (*block, line.key, column)
            by_step[record["source_id"] or "", record["unit"] or WAN_YUAN].append((address, _value(address, record)))
    readings: dict[Address, list[PrintedValue]] = defaultdict(list)
    for pairs in by_step.values():
        for (address, _), cell in zip(pairs, at_common_step(cell for _, cell in pairs), strict=True):
            readings[address].append(cell)
    values = {key: together(cells) if key in repeated else merged(cells) for key, cells in readings.items()}
    source_id = next((source for source, _ in by_step), "")
    return PrintedSheet(name, name, source_id, values, _frozen(rows), _frozen(coded), items)


def _value(address: Address, record: Row) -> PrintedValue:
    printed, unit = counted(record), record["unit"] or WAN_YUAN
    spot = place(record["source_id"], record, printed)
    cell = value(address, printed, record["value"], unit, spot, record["item"] or "")
    if record["printed"] is None and cell.status == "blank":  # a record without its text is no blank cell
        return replace(cell, status="unreadable")
    return cell


def _frozen(rows: Mapping[Block, Mapping[str, None]]) -> dict[Block, tuple[str, ...]]:
    return {block: tuple(keys) for block, keys in rows.items()}
