"""What a spreadsheet shows of a stored value: numbers and dates by their number format.

A sheet stores 0.9944 and shows 99.44%; only what it shows is printed. Format codes are those of ECMA-376
part 1, 18.8.31. Colours and alignment are left out; a fraction or a code that is not known is shown as General.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

Stored = str | bool | int | float | Decimal | date | datetime | time | timedelta | None

#: Number formats that have no code in the file, as a Chinese office shows them (ECMA-376 part 1, 18.8.30, zh-cn).
CHINESE_FORMATS = {
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<space>_.)|(?P<fill>\*.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<general>General)|(?P<exponent>E[+-]0+)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<percent>%)"
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_EPOCH = datetime(1899, 12, 30)
#: Excel keeps 15 digits of a number and shows 11 places of one without a format.
_KEPT_DIGITS, _GENERAL_PLACES = 15, 11
#: Longer numbers are no amounts; they are shown as stored.
_MOST_DIGITS = 16

Token = tuple[str, str]


def shown(stored: Stored, code: str = "General", epoch: datetime = _EPOCH) -> str:
    """The text that a sheet shows for a stored value under a format code; ``epoch`` is day 0 of its dates."""
    match stored:
        case None:
            return ""
        case bool():
            return "TRUE" if stored else "FALSE"
        case str() | timedelta():
            return str(stored)
        case date() | time():
            return _moment(_as_moment(stored, epoch), code if is_date(code) else "yyyy-mm-dd")
    number = Decimal(format(stored, f".{_KEPT_DIGITS}g"))
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        return str(number)
    if not is_date(code):
        return _number(number, code)
    try:
        return _moment(epoch + timedelta(days=float(number)), code)
    except OverflowError:  # a year after 9999
        return _general(number)


def _as_moment(stored: date | time, epoch: datetime) -> datetime:
    if isinstance(stored, datetime):
        return stored
    return datetime.combine(epoch, stored) if isinstance(stored, time) else datetime.combine(stored, time())


@cache
def is_date(code: str) -> bool:
    """True for a format code of days or times."""
    return any(kind == "date" for kind, _ in _tokens(_parts(code)[0]))


@cache
def _tokens(section: str) -> tuple[Token, ...]:
    return tuple((match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(section))


def _number(number: Decimal, code: str) -> str:
    section, magnitude = _chosen(number, _parts(code))
    tokens = _tokens(section)
    kinds = [kind for kind, _ in tokens]
    if kinds.count("digits") > 1 or "/" in section:  # a fraction
        return _general(number)
    try:
        digits = _by_code(abs(magnitude), tokens)
    except InvalidOperation:  # more places than a number can have
        return _general(number)
    sign = "-" if magnitude < 0 and re.search("[1-9]", digits) else ""
    shown_digits = ("digits", "general", "text")
    return (sign + "".join(digits if kind in shown_digits else _literal(kind, text) for kind, text in tokens)).strip()


def _by_code(number: Decimal, tokens: tuple[Token, ...]) -> str:
    """Digits of a number, which is not negative, under the codes of one section."""
    found = dict(tokens)
    if "general" in found or "text" in found:
        return _general(number)
    scaled = number * 100 ** sum(1 for kind, _ in tokens if kind == "percent")
    places = found.get("digits", "")
    return _scientific(scaled, places, found["exponent"]) if "exponent" in found else _digits(scaled, places)


@cache
def _parts(code: str) -> tuple[str, ...]:
    """Sections of a code: for numbers above zero, below, zero, and for text."""
    parts = [""]
    for piece in re.findall(r'"[^"]*"|\\.|;|[^;"\\]+|.', code, re.DOTALL):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(parts)


def _chosen(number: Decimal, parts: tuple[str, ...]) -> tuple[str, Decimal]:
    """The section for a number, and the number as that section takes it: its own section says how a minus is set."""
    for part in parts[:3]:
        if condition := _CONDITION.search(part):
            if _holds(number, condition[1], Decimal(condition[2])):
                return part, number
        elif any(_CONDITION.search(other) for other in parts):
            return part, number
    if number < 0 and len(parts) > 1:
        return parts[1], abs(number)
    if number == 0 and len(parts) > 2:
        return parts[2], number
    return parts[0], number


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    signs = {"<": number < bound, ">": number > bound, "=": number == bound}
    return signs[sign] if sign in signs else number != bound if sign == "<>" else signs[sign[0]] or number == bound


def _digits(number: Decimal, places: str) -> str:
    """Digits of a number in the places of a code: ``#,##0.00``."""
    if not places:
        return ""
    thousands = len(places) - len(places.rstrip(","))
    whole, _, fraction = places.rstrip(",").partition(".")
    rounded = (number / 1000**thousands).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{rounded:{',' if ',' in whole else ''}f}"
    head, _, tail = text.partition(".")
    head = "" if head == "0" and "0" not in whole else head.rjust(whole.count("0"), "0")
    kept = len(tail)
    while kept and tail[kept - 1] == "0" and fraction[kept - 1] != "0":
        kept -= 1
    return f"{head}.{tail[:kept]}".rstrip(".")  # Excel leaves a bare point, which says nothing


def _scientific(number: Decimal, places: str, exponent: str) -> str:
    power = number.adjusted() if number else 0
    return f"{_digits(number.scaleb(-power), places)}E{'-' if power < 0 else '+'}{abs(power):0{len(exponent) - 2}d}"


def _general(number: Decimal) -> str:
    """A number without a format; whole ones in full, so that no digit of a code is lost."""
    if number < 0:
        return f"-{_general(-number)}"
    if number == number.to_integral_value():
        return f"{number:f}".partition(".")[0]
    places = max(_GENERAL_PLACES - 1 - max(number.adjusted() + 1, 1), 0)
    return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")


def _literal(kind: str, text: str) -> str:
    return {"space": " ", "fill": "", "exponent": "", "": ""}.get(kind, text)


def _moment(moment: datetime, code: str) -> str:
    tokens = _tokens(_parts(code)[0])
    noon = any(kind == "noon" for kind, _ in tokens)
    pieces = []
    before = ""
    letters = [text[0].lower() for kind, text in tokens if kind == "date"]
    for kind, text in tokens:
        if kind == "date":
            letter = letters.pop(0)
            minutes = letter == "m" and (before == "h" or letters[:1] == ["s"])
            pieces.append(_date_piece(moment, "minute" if minutes else letter, len(text), noon))
            before = letter
        elif kind == "noon":
            pieces.append(("上午" if moment.hour < 12 else "下午") if "午" in text else f"{moment:%p}")
        else:
            pieces.append(_literal(kind, text))
    return "".join(pieces).strip()


def _date_piece(moment: datetime, letter: str, width: int, noon: bool) -> str:
    match letter:
        case "y":
            return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
        case "h":
            number = (moment.hour % 12 or 12) if noon else moment.hour
        case _:
            number = {"m": moment.month, "d": moment.day, "minute": moment.minute, "s": moment.second}[letter]
    return f"{number:0{min(width, 2)}d}"
