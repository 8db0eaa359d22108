"""Values as forms print them: targets with operator and unit, dates and periods, ticked boxes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from jixiao.figures import half_width

Operator = Literal["ge", "le", "eq", "gt", "lt", "range", "text"]

_TICKED, _UNTICKED = "☑√■✓✔☒", "□☐"
TICK_MARKS = _TICKED + _UNTICKED

#: Signs and words before a number, longest first.
_PREFIXES: tuple[tuple[str, Operator], ...] = (
    ("大于等于", "ge"), ("小于等于", "le"), ("不低于", "ge"), ("不少于", "ge"), ("不小于", "ge"), ("不超过", "le"),
    ("不高于", "le"), ("不大于", "le"), ("均大于", "gt"), ("大于", "gt"), ("高于", "gt"), ("小于", "lt"),
    ("低于", "lt"), ("至少", "ge"), (">=", "ge"), ("<=", "le"), ("≥", "ge"), ("≧", "ge"), ("⩾", "ge"), ("≤", "le"),
    ("≦", "le"), ("⩽", "le"), (">", "gt"), ("<", "lt"), ("=", "eq"),
)  # fmt: skip
#: Words behind a number and its unit.
_SUFFIXES: tuple[tuple[str, Operator], ...] = (
    ("及以上", "ge"), ("以上", "ge"), ("及以下", "le"), ("以下", "le"), ("以内", "le"), ("之内", "le"), ("内", "le"),
)  # fmt: skip
_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"[^\d.,，。;；:：、~≥≤<>=%‰]{0,8}"
_VALUE = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>%|‰|{_UNIT})")
_RANGE = re.compile(rf"(?P<low>{_NUMBER})%?(?:-|~|—|至)(?P<high>{_NUMBER})(?P<unit>%|‰|{_UNIT})")
_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")
#: Behind a plain label: its unit, a note, the letter, number or formula of its line.
_REMARK = re.compile(
    r"\((?:单位:?)?(?:元|千元|万元|百万元|亿元)\)$|\(附?[注註备][^()]*\)$|\([A-Za-z\d][A-Za-z\d=+\-/÷×]*\)$"
)
_MONTH_DAY = re.compile(r"(\d{1,2})[月./-](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value: operator, number (rates as fractions) and unit; ``text`` where it is no number."""

    operator: Operator
    number: Decimal | None = None
    unit: str = ""


def parse_value(text: str) -> Value:
    """Read a target or an actual value.

    "≥95%" is ge 0.95 %; "10秒以内" is le 10 秒; "77人次" is eq 77 人次; "≥5年" is ge 5 年. Anything that is not one number
    with a unit, dates and frequencies among it, is ``text``: nothing unreadable becomes a number.
    """
    clean = half_width(text).replace("，", ",")
    if (span := _RANGE.fullmatch(clean)) is not None:
        return Value("range", None, span["unit"])
    operator, rest = _operator(clean)
    match = _VALUE.fullmatch(rest)
    if match is None or (re.match(r"[年月/]|季度", match["unit"]) and not _is_years(clean, match)):
        return Value("text")
    number = Decimal(match["number"].replace(",", ""))
    scale = {"%": Decimal("0.01"), "‰": Decimal("0.001")}.get(match["unit"], Decimal(1))
    return Value(operator, number * scale, match["unit"])


def parse_date(text: str) -> date | None:
    """Read a printed day ("2018 年 12 月 6 日", "2020.1.1"); None for a blank or an unfinished one."""
    match = _DATE.search(half_width(text))
    return _day(*map(int, match.groups())) if match else None


def parse_period(text: str) -> tuple[date | None, date | None]:
    """First and last day of a printed period; the year of the last day may be left out."""
    clean = half_width(text)
    days = list(_DATE.finditer(clean))
    if not days:
        return None, None
    first = _day(*map(int, days[0].groups()))
    if len(days) > 1:
        return first, _day(*map(int, days[1].groups()))
    rest = _MONTH_DAY.search(clean, days[0].end())
    return first, _day(int(days[0][1]), *map(int, rest.groups())) if rest else None


def ticked(text: str) -> str | None:
    """The label behind the ticked box of "□前期 ☑新开工 □续建"; None where none or several are ticked."""
    clean = re.sub(r"\s+", "", text)
    marks = re.findall(rf"([{TICK_MARKS}])([^{TICK_MARKS}]*)", clean)
    chosen = [label for mark, label in marks if mark in _TICKED]
    return chosen[0] if len(chosen) == 1 else None


@lru_cache(maxsize=50_000)
def plain_label(text: str) -> str:
    """A label as it is compared: no white space, quotes or circled numbers, brackets half width.

    一般 begins with a stroke that pictures are read as a dash or a dot for.
    """
    without_circles = "".join(char for char in text if not 0x2460 <= ord(char) <= 0x24FF)
    clean = unicodedata.normalize("NFKC", re.sub(r"\s+", "", without_circles))
    clean = re.sub(r"[-·•—–_](?=般公共)", "一", clean)
    return re.sub(r"[“”\"'‘’「」*]", "", clean).strip(":：;；")


def without_numbering(label: str) -> str:
    """A plain label without the numbering before it: 一、 (一) 1. 其中:"""
    return re.sub(
        r"^(?:\(?[一二三四五六七八九十]+\)?[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.])|^其中[:：]", "", label
    )


def without_remark(label: str) -> str:
    """A plain label without what is remarked behind it: its unit, a note, the letter or formula of its line."""
    return _REMARK.sub("", label)


def _is_years(clean: str, match: re.Match[str]) -> bool:
    """True for a number of years: ≥5年, 2年以上, 3年; 2020年 is a date, and 20年 without a sign may be one."""
    whole = match["number"].split(".")[0]
    signed = clean != match[0]
    return match["unit"] == "年" and whole.isdecimal() and len(whole) <= (3 if signed else 1)


def _operator(clean: str) -> tuple[Operator, str]:
    for sign, operator in _PREFIXES:
        if clean.startswith(sign):
            return operator, clean.removeprefix(sign)
    for word, operator in _SUFFIXES:
        if clean.endswith(word) and re.match(r"[-+\d]", clean):
            return operator, clean.removesuffix(word)
    return "eq", clean


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
