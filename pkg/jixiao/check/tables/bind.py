"""From the operands of a rule to the values on a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jixiao.check import addresses
from jixiao.check.printed import Address, Block, Case, Either, Operand, Part, PrintedSheet, PrintedValue, ValueLabel
from jixiao.families import roles
from jixiao.figures import Figure, compare_same
from jixiao.rules import term_labels
from jixiao.values import plain_label

_CLASS = "class_"
_CLASS_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Binding:
    """The row and measure for which a case is evaluated; empty where it runs over nothing."""

    row: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """Operands after look-up: values that are printed with their weights, and labels of those that are not."""

    values: tuple[tuple[PrintedValue, int], ...] = ()
    absent: tuple[ValueLabel, ...] = ()  # optional and not printed
    missing: tuple[ValueLabel, ...] = ()  # required and not printed

    @property
    def figures(self) -> list[tuple[Figure, int]]:
        """Figures with their weights; a blank cell has none."""
        return [(value.figure, weight) for value, weight in self.values if value.figure is not None]

    @property
    def blank(self) -> tuple[ValueLabel, ...]:
        """Cells that are there and print nothing."""
        return tuple(value.label for value, _ in self.values if value.status == "blank")

    def of(self, status: str) -> list[PrintedValue]:
        """Values of one status."""
        return [value for value, _ in self.values if value.status == status]


def bind(sheet: PrintedSheet, parts: Iterable[Part], binding: Binding) -> Bound:
    """Look up all operands on a sheet."""
    values: list[tuple[PrintedValue, int]] = []
    absent: list[ValueLabel] = []
    missing: list[ValueLabel] = []
    for operand in _chosen(sheet, parts, binding):
        home = sheet.previous if operand.previous else sheet
        for address in _addresses(sheet, operand, binding):
            found = home.values.get(address) if home else None
            if found is not None:
                values.append((found, operand.weight))
            else:
                label = addresses.label(address, _item(sheet, address))
                (absent if operand.optional else missing).append(label)
    return Bound(tuple(values), tuple(absent), tuple(missing))


def all_equal(sheet: PrintedSheet, parts: Iterable[Part], binding: Binding) -> bool:
    """Whether the figures of all parts are there and are one number; true of no parts."""
    bounds = [bind(sheet, [part], binding) for part in parts]
    figures = [bound.figures[0][0] for bound in bounds if bound.figures]
    agree = (compare_same(figures[0], other).agreement != "broken" for other in figures[1:])
    return len(figures) == len(bounds) and all(agree)


def addresses_of(sheet: PrintedSheet, part: Part, binding: Binding) -> list[Address]:
    """Where the values of one part stand."""
    return [address for operand in _chosen(sheet, [part], binding) for address in _addresses(sheet, operand, binding)]


def constants(parts: Iterable[Part]) -> list[Figure]:
    """The fixed numbers among the operands, as exact figures."""
    return [
        Figure(part.constant, part.constant * 0)
        for part in parts
        if isinstance(part, Operand) and part.constant is not None
    ]


def bindings(case: Case, sheet: PrintedSheet) -> list[Binding]:
    """Everything a case runs over on this sheet; nothing where the table has no column for its total, as some places print."""
    if any(_has_no_column(sheet, operand) for operand in flat([case.total])):
        return []
    if case.each is None:
        return [Binding()]
    rows = _rows_to_visit(case, sheet) if case.each.rows else [""]
    return [Binding(row, measure) for row in rows for measure in case.each.measures or ("",)]


def _has_no_column(sheet: PrintedSheet, operand: Operand) -> bool:
    """True for a measure that not all places print, in a table here that has no cell of it."""
    role = roles().get(operand.table)
    optional = role is not None and bool(role.measures.get(operand.measure, {}).get("optional"))
    table = (operand.table, operand.side, operand.measure)
    return optional and operand.table in sheet.tables and not any((t, s, m) == table for t, s, _, m in sheet.values)


def flat(parts: Iterable[Part]) -> list[Operand]:
    """All operands, alternatives included."""
    listed: list[Operand] = []
    for part in parts:
        listed.extend([part] if isinstance(part, Operand) else [op for choice in part.choices for op in choice])
    return listed


def _chosen(sheet: PrintedSheet, parts: Iterable[Part], binding: Binding) -> list[Operand]:
    chosen: list[Operand] = []
    for part in parts:
        if isinstance(part, Either):
            printed = [c for c in part.choices if any(_is_printed(sheet, op, binding) for op in c)]
            there = [c for c in part.choices if any(_is_there(sheet, op, binding) for op in c)]
            chosen.extend(next(iter(printed or there), part.choices[0]))
        elif part.constant is None:
            chosen.append(part)
    return chosen


def _is_printed(sheet: PrintedSheet, operand: Operand, binding: Binding) -> bool:
    found = (sheet.values.get(address) for address in _addresses(sheet, operand, binding))
    return any(value is not None and value.status != "blank" for value in found)


def _is_there(sheet: PrintedSheet, operand: Operand, binding: Binding) -> bool:
    return any(address in sheet.values for address in _addresses(sheet, operand, binding))


def _addresses(sheet: PrintedSheet, operand: Operand, binding: Binding) -> list[Address]:
    block = (operand.table, operand.side)
    if operand.behind and not _stands_behind(sheet.rows.get(block, ()), operand):
        return []
    measure = binding.measure if operand.measure == "each" else operand.measure
    if operand.row == "roots":
        rows = sheet.children(block, "")
    elif operand.row == "children":
        rows = sheet.children(block, binding.row)
    elif operand.row == "leaves":
        rows = sheet.leaves(block)
    else:
        rows = [row_of_class(sheet, block, binding.row) if operand.row == "each" else operand.row]
    return [(operand.table, operand.side, row, measure) for row in rows]


def _stands_behind(rows: tuple[str, ...], operand: Operand) -> bool:
    return operand.row in rows and operand.behind in rows and rows.index(operand.row) > rows.index(operand.behind)


def row_of_class(sheet: PrintedSheet, block: Block, row: str) -> str:
    """The same class in a table that lists classes by name (01, 04), or prints no codes; no row where its code is that of
    something else (a unit 201)."""
    if not row.isdigit():
        return row
    if addresses.has_classes(block[0]):
        return f"{_CLASS}{row}"
    rows, labels = sheet.rows.get(block, ()), term_labels().get(f"{_CLASS}{row}", {}).get("labels", ())
    if any(other.isdigit() for other in rows):
        name = plain_label(sheet.items.get((block[0], row), ""))
        return row if not labels or not name or name.removesuffix("支出") in _short(labels) else ""
    return next((name for name in labels if name in rows and f"{name} 2" not in rows), row)


def _short(labels: Iterable[str]) -> set[str]:
    return {plain_label(label).removesuffix("支出") for label in labels}


def _rows_to_visit(case: Case, sheet: PrintedSheet) -> list[str]:
    blocks = {(op.table, op.side): None for op in flat((case.total, *case.parts)) if op.row in ("each", "children")}
    seen: dict[str, None] = {}
    for block in blocks:
        seen.update(dict.fromkeys(_rows_of(case.each.rows if case.each else "", sheet, block)))
    return list(seen)


def _rows_of(word: str, sheet: PrintedSheet, block: Block) -> list[str]:
    if word == "all":
        return list(sheet.rows.get(block, ()))
    codes = [code.removeprefix(_CLASS) for code in sheet.coded.get(block, ())]
    if word == "classes":
        return [code for code in codes if len(code) == _CLASS_DIGITS]
    if word == "parents":
        return [code for code in codes if sheet.children(block, code)]
    return sheet.leaves(block) if word == "leaves" else codes


def _item(sheet: PrintedSheet, address: Address) -> str:
    table, _, row, _ = address
    if (table, row) in sheet.items:
        return sheet.items[table, row]
    return next((item for (_, code), item in sheet.items.items() if code == row), "")
