"""What a reader looks at first where a sum lacks something: a blank cell, another number of just that size."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jixiao.check.printed import Address, Label, Sheet, Value
from jixiao.check.tables.bind import Bound
from jixiao.figures import Comparison
from jixiao.rules import Text

#: Fewest digits of a gap that is no coincidence by chance, where the number is not itself a part of the sum.
_DIGITS = 3
#: What a form sets itself.
_SET = ("weight", "marks")


def coincidence(gap: Decimal, total: Iterable[Address], parts: Iterable[Value], sheet: Sheet) -> Text:
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


def open_cells(sheet: Sheet, parts: Bound, result: Comparison) -> list[Label]:
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


def _equal(size: Decimal, values: Iterable[Value]) -> list[Value]:
    return [value for value in values if value.figure is not None and size and abs(value.figure.value) == size]
