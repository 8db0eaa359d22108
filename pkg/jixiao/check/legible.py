"""From printed text to values: what can be read, what is blank, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jixiao.check import addresses
from jixiao.check.printed import Address, PrintedValue, Status
from jixiao.figures import WAN_YUAN, Figure, as_figure, finest_step, parse_amount, parse_number, parse_rate, with_step

_BOX = ("page", "x0", "y0", "x1", "y1", "confidence", "cell")
_PERCENT = (Decimal("0.01"), Decimal(1))


def place(source_id: str, where: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The place of one text that counts, as the outcomes list it: with what is printed there, where it was corrected."""
    spot = {"source_id": source_id, **{key: where.get(key) for key in _BOX}, "printed": text}
    if where.get("corrected") != text:
        return spot
    return {**spot, **{key: where[key] for key in ("printed", "corrected", "correction_reason")}}


def read(printed: str, number: float | None, unit: str, quantity: str) -> tuple[Status, Figure | None]:
    """The figure that a text prints; ``number`` is what recognition made of it, None for nothing.

    The text decides; where it holds more than the figure (a rate without its sign, words before
    an amount), the recognised number is taken as it stands.
    """
    try:
        figure = _parse(printed, unit, quantity)
    except (ValueError, KeyError):  # KeyError: a unit that nobody knows
        if number is None:
            return "unreadable", None
        return "figure", _recognised(printed, number, quantity)
    if figure is None and number is not None:
        return "figure", _recognised(printed, number, quantity)
    return ("blank", None) if figure is None else ("figure", figure)


def value(
    address: Address, printed: str, number: float | None, unit: str | None, where: dict[str, Any], item: str = ""
) -> PrintedValue:
    """One printed value at its address."""
    quantity = addresses.quantity(address[0], address[3])
    status, figure = read(printed, number, unit or WAN_YUAN, quantity)
    return PrintedValue(addresses.label(address, item), quantity, status, figure, printed, where)


def at_common_step(values: Iterable[PrintedValue]) -> list[PrintedValue]:
    """The same values; amounts at the finest step that any of them shows, marks at that of the marks.

    Weights are set, not measured, and so are marks where all are whole numbers: they are exact.
    """
    listed = list(values)
    steps = {q: finest_step(v.figure for v in listed if v.figure and v.quantity == q) for q in ("amount", "marks")}
    if steps["marks"] is not None and steps["marks"] >= 1:
        steps["marks"] = Decimal(0)
    steps["weight"] = Decimal(0)
    return [
        replace(v, figure=with_step(v.figure, steps[v.quantity])) if v.figure and v.quantity in steps else v
        for v in listed
    ]


def merged(readings: list[PrintedValue]) -> PrintedValue:
    """One value for an address that is printed more than once: ambiguous where the prints differ."""
    told = [v for v in readings if v.status != "blank"] or readings[:1]
    first = told[0]
    if all(v.status == first.status and _number(v) == _number(first) for v in told):
        return first
    return replace(first, status="ambiguous", figure=None, others=tuple(told[1:]))


def together(cells: list[PrintedValue]) -> PrintedValue:
    """Figures that are of one address only together: of a code beside each code of another classification, or of two names."""
    doubtful = [cell for cell in cells if cell.status not in ("figure", "blank")]
    figures = [cell.figure for cell in cells if cell.figure]
    if doubtful or not figures:
        return doubtful[0] if doubtful else cells[0]
    total = Figure(sum((f.value for f in figures), Decimal(0)), sum((f.step for f in figures), Decimal(0)))
    first = next(cell for cell in cells if cell.figure)
    return replace(first, figure=total, printed=" + ".join(cell.printed for cell in cells if cell.figure))


def _parse(printed: str, unit: str, quantity: str) -> Figure | None:
    if quantity == "rate":
        return parse_rate(printed)
    return parse_amount(printed, unit) if quantity == "amount" else parse_number(printed)


def _recognised(printed: str, number: float, quantity: str) -> Figure:
    if quantity == "rate":
        bare = as_figure(parse_number, printed)
        for factor in _PERCENT if bare else ():
            if bare and abs(float(bare.value * factor) - number) < 1e-9:
                return bare.scaled(factor)
    exact = Decimal(repr(float(number))).normalize()
    exponent = exact.as_tuple().exponent
    coarsest = -2 if quantity == "rate" else 0
    return Figure(exact, Decimal(1).scaleb(min(int(exponent), coarsest)) if exact else Decimal(0))


def _number(reading: PrintedValue) -> Decimal | None:
    return None if reading.figure is None else reading.figure.value
