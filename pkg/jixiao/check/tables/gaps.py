"""What a reader looks at first where a sum lacks something: a blank cell, another number of just that size."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations, takewhile

from jixiao.check import addresses, say
from jixiao.check.printed import Address, Block, PrintedSheet, PrintedValue, ValueLabel
from jixiao.check.tables.bind import Bound
from jixiao.figures import Comparison, compare_sum
from jixiao.rules import Text, term_labels

#: Fewest digits of a gap that is no coincidence by chance, where the number is not itself a part of the sum.
_DIGITS = 3
#: Rows without a known label that are tried together.
_MOST_UNREAD = 6
_CLASS = "class_"
#: Digits of a class (类), and of what stands below it (款, 项).
_CLASS_DIGITS, _BELOW_CLASS = 3, (5, 7)
_NUMBERED = re.compile(r"\s*[（(]?([一二三四五六七八九十]+)[）)]?、")
#: Rows that total the codes of a table.
_TOTALS = {"total", "grand_total", "personnel_total", "operating_total"}
#: Sources of the money of a form: which of them holds another one, its labels alone say.
_SOURCES = "funds"
_INDICATORS = "indicators"
#: Money that is none of the budget's, and so within no row of it.
_OUTSIDE = "other"
#: Weight of 预算执行率 in the ministry's form (财预〔2020〕10号): forms that do not print it leave it out of their sum.
_OF_EXECUTION = 10
#: What a form sets itself.
_SET = ("weight", "marks")


def coincidence(gap: Decimal, total: Iterable[Address], parts: Iterable[PrintedValue], sheet: PrintedSheet) -> Text:
    """A sentence that names the printed number that the gap equals: a part, or one in the column or row of the total.

    Empty where there is none, or several that are not rows of one column: a class and the item below it print the same.
    """
    size = abs(gap)
    found = _equal(size, parts)
    if not found and len(size.normalize().as_tuple().digits) >= _DIGITS:
        homes = set(total)
        columns, rows = {(table, measure) for table, _, _, measure in homes}, {home[:3] for home in homes}
        found = _equal(size, (v for (t, _, _, m), v in sheet.values.items() if (t, m) in columns))[-1:] or _equal(
            size, (v for address, v in sheet.values.items() if address[:3] in rows)
        )
    labels = {value.label for value in found}
    if len(labels) != 1:
        return Text("", "")
    label = labels.pop()
    return Text(f"差额恰为{label.zh}（{found[0].printed}）。", f"The gap is exactly {label.en} ({found[0].printed}). ")


def not_whole(
    head: ValueLabel, sheet: PrintedSheet, parts: Bound, own: Iterable[Address], result: Comparison
) -> Text | None:
    """Why a sum that lacks something is not decided: cells that are blank, rows that were not understood."""
    if blank := _open_cells(sheet, parts, result):
        return say.incomplete(head, blank)
    own = list(own)
    tables = {table for table, _, _, _ in own}
    if tables == {_INDICATORS} and result.computed > result.stated > 0 == result.computed % result.stated:
        zh = f"各项合计恰为应有数的 {result.computed / result.stated:f} 倍，可能是几个项目读成了一张表，无法核对"
        en = "the sum is a whole multiple of what it should be: perhaps several projects were read as one form"
        return say.plain(head, zh, en)
    if tables == {_INDICATORS} and result.gap == _OF_EXECUTION and not any(_is_of_execution(a) for a in sheet.values):
        zh = f"各项合计 {result.computed:f} 分，表中没有列出预算执行率的分值，可能另计 {_OF_EXECUTION} 分，无法核对"
        en = f"the weights make {result.computed:f}; none is printed for execution, which may count {_OF_EXECUTION} beside them"
        return say.plain(head, zh, en)
    if tables == {_SOURCES} and (held := _held_above(sheet, own, result)):
        return say.perhaps_held(head, held)
    if rows := _unread_rows(sheet, own, result):
        return say.not_understood(head, rows)
    blocks = {(table, side) for table, side, row, _ in own if _is_of_codes(sheet, (table, side), row)}
    if any(_begins_late(sheet, block) for block in blocks):
        return say.plain(
            head, "没有读到表的开头，无法核对", "the beginning of the table was not found; cannot be checked"
        )
    if any(_ends_early(sheet, block) for block in blocks) or _ends_with(sheet, own):
        return say.plain(
            head,
            "表的末尾或合计行没有读到，可能未读全，无法核对",
            "the end of the table or its total was not found; it may go on",
        )
    if result.gap > 0 and (silent := _silent_totals(sheet, own)):
        return say.incomplete(head, silent)
    return None


def _is_of_execution(address: Address) -> bool:
    return address[0] == _INDICATORS and address[2:] == ("fund", "weight")


def _is_of_codes(sheet: PrintedSheet, block: Block, row: str) -> bool:
    """Whether a row is of a classification: a code, a class, or the total of a side that lists such."""
    return row.isdigit() or row.startswith(_CLASS) or (row in _TOTALS and bool(sheet.coded.get(block)))


def _ends_with(sheet: PrintedSheet, own: Iterable[Address]) -> bool:
    """Whether the last code of a table is among the parts, below its classes, while these make less than the total above."""
    parts = [(table, row) for table, _, row, _ in own if len(row) in _BELOW_CLASS and row.isdigit()]
    last = {table: codes[-1] for table in {table for table, _ in parts} if (codes := sheet.coded.get((table, ""), ()))}
    return any(last.get(table) == row and lacks_rows(sheet, table, row[:_CLASS_DIGITS]) for table, row in parts)


def lacks_rows(sheet: PrintedSheet, table: str, code: str) -> bool:
    """Whether the row above a code prints more than the rows of the code's level below it make together."""
    parent = code[:-2] if len(code) > _CLASS_DIGITS else "total"
    codes = sheet.coded.get((table, ""), ())
    beside = [c for c in codes if len(c) == len(code) and (parent == "total" or c.startswith(parent))]
    whole, *parts = (value and value.figure for value in (first_value(sheet, table, row) for row in (parent, *beside)))
    result = compare_sum(whole, [(part, 1) for part in parts if part]) if whole else None
    return result is not None and result.agreement == "broken" and result.gap > 0


def first_value(sheet: PrintedSheet, table: str, row: str) -> PrintedValue | None:
    """The first figure of a row, of the first measure that its table has."""
    body = addresses.tables()[table]
    wanted = ((table, side, row, measure) for side in body.get("sides", ("",)) for measure in body["measures"])
    return next((value for address in wanted if (value := sheet.values.get(address)) is not None), None)


def _begins_late(sheet: PrintedSheet, block: Block) -> bool:
    """Whether the first row of a side is a numbered line, and not the first one (十二、)."""
    first = next(iter(sheet.rows.get(block, ())), "")
    number = _NUMBERED.match(sheet.items.get((block[0], first), ""))
    return not sheet.key and number is not None and number[1] != "一"


def _ends_early(sheet: PrintedSheet, block: Block) -> bool:
    """Whether a table of accounts has no row that totals its codes."""
    return not sheet.key and not set(sheet.rows.get(block, ())) & _TOTALS


def _open_cells(sheet: PrintedSheet, parts: Bound, result: Comparison) -> list[ValueLabel]:
    """Blank cells of a form that may hold what the sum lacks: weights and marks, amounts of rows that print others."""
    if not sheet.key or result.gap <= 0:
        return []
    blank = {value.label for value, _ in parts.values if value.status == "blank"}
    figures = ((address, value.figure) for address, value in sheet.values.items() if address[2])
    filled = {address[:3] for address, figure in figures if figure and figure.value}
    return [
        value.label
        for address, value in sheet.values.items()
        if value.label in blank and (value.quantity in _SET or address[:3] in filled)
    ]


def _silent_totals(sheet: PrintedSheet, own: Iterable[Address]) -> list[ValueLabel]:
    """Totals among the parts that print nothing, over rows that print amounts in the same column."""
    said = {address for address, value in sheet.values.items() if value.figure and value.figure.value}
    columns = {(table, side, measure) for table, side, _, measure in said}
    return [
        addresses.label(home, sheet.items.get((home[0], home[2]), ""))
        for home in own
        if home[2] in _TOTALS
        and home not in said
        and (home[0], home[1], home[3]) in columns
        and (home not in sheet.values or sheet.values[home].status == "blank")
    ]


def _held_above(sheet: PrintedSheet, own: Iterable[Address], result: Comparison) -> list[ValueLabel]:
    """Rows of a form that are perhaps of the row above them (其中 within 其中): it prints as much, and they make the excess."""
    listed = [(address[2], sheet.values[address]) for address in own if address in sheet.values]
    amounts = [(row, value.label, value.figure.value) for row, value in listed if value.figure]
    for number, (_, _, above) in enumerate(amounts):
        within = [*takewhile(lambda line: line[0] != _OUTSIDE, amounts[number + 1 :])]
        for end in range(1, len(within) + 1):
            held = sum((amount for _, _, amount in within[:end]), Decimal(0))
            if 0 < held <= above and abs(result.gap + held) <= result.slack:
                return [label for _, label, amount in within[:end] if amount]
    return []


def _unread_rows(sheet: PrintedSheet, parts: Iterable[Address], result: Comparison) -> list[ValueLabel]:
    """Rows beside the parts whose labels no rule knows and whose figures may be what the sum lacks; beside a total there
    are none, for it holds them."""
    taken = set(parts)
    columns = {(table, side, measure) for table, side, row, measure in taken if row not in _TOTALS}
    found = [
        value
        for (table, side, row, measure), value in sheet.values.items()
        if (table, side, measure) in columns
        and (table, side, row, measure) not in taken
        and not _is_known(row)
        and value.figure is not None
        and value.figure.value
    ]
    if len(found) > _MOST_UNREAD:  # which of them belong to the sum cannot be told
        return [value.label for value in found[:_MOST_UNREAD]]
    for number in range(1, len(found) + 1):
        for some in combinations(found, number):
            figures = [value.figure for value in some if value.figure]
            if (
                abs(result.gap - sum(f.value for f in figures))
                <= result.slack + sum((f.step for f in figures), Decimal(0)) / 2
            ):
                return [value.label for value in some]
    return []


def _is_known(row: str) -> bool:
    return not row or row.isdigit() or row in term_labels()


def _equal(size: Decimal, values: Iterable[PrintedValue]) -> list[PrintedValue]:
    return [value for value in values if value.figure is not None and size and abs(value.figure.value) == size]
