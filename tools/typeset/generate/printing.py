"""Numbers as places print them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from ..layout.style import Style

_UNITS = {"元": Decimal(1), "万元": Decimal(10000)}
_DIGITS = "零一二三四五六七八九"


def money(yuan: int, style: Style) -> str:
    """An amount in the style's unit with two decimals; zeros as the style prints them."""
    if yuan == 0:
        return style.zero
    value = (Decimal(yuan) / _UNITS[style.unit]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{value:,}" if style.thousands else str(value)


def value_of(yuan: int, style: Style) -> Decimal | None:
    """The value in 万元 that ``money`` prints; None where a zero is printed as a blank or a dash."""
    if yuan == 0:
        return Decimal(0) if style.zero.startswith("0") else None
    value = (Decimal(yuan) / _UNITS[style.unit]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return value * _UNITS[style.unit] / _UNITS["万元"]


def percent(part: int, whole: int, digits: int = 2) -> str:
    """A rate with its sign."""
    rate = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rate}%"


def numeral(number: int) -> str:
    """Chinese numeral up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
