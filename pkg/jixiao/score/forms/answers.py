"""Targets and answers that are no plain number: units, frequencies, dates and words (``rules/attainment.yaml``)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from jixiao.figures import half_width
from jixiao.rules import load_yaml, only, rule_fields

_FILE = "attainment.yaml"
_KEYS = ("levels", "kinds", "no_indicator", "units", "per_year", "per_day", "answers", "negations")
_COUNT = r"(\d+|[一二两三四五六七八九十])"
_COUNTS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_DAY = re.compile(r"(?:(\d{4})[年./-]|(次年|当年|本年))?(\d{1,2})(?:[./-]|月(?:份)?)(\d{1,2})(?:日|号)?")
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH = re.compile(r"(?:(\d{4})[年./-]|(次年|当年|本年))?(\d{1,2})月(?:份)?(底|末)?")
_YEAR = re.compile(r"(?:(\d{4})年(?:度)?|(次年|当年|本年|年))(?:底|末|内|度)")
#: A period (2022年1—4月, 2022.1.1-2023.12.30): its first day or month, its year, and what it lasts until.
_PERIOD = re.compile(r"(?P<year>\d{4})[年./]\d{1,2}(?:[月./]\d{0,2}日?)?[-—–~至到]+(?P<until>.+)")
#: Words of denial before a word of success: 未有效完成. 不断提升 is none.
_DENIED = re.compile(r"(?:未|没有?|无法|不能|不够)[^,.;、，。；]{0,4}$")


@dataclass(frozen=True, slots=True)
class Language:
    """How forms word levels, units, frequencies and answers."""

    levels: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    no_indicator: tuple[str, ...]
    units: tuple[Mapping[str, Decimal], ...]
    per_year: Mapping[str, Decimal]
    per_day: tuple[str, ...]
    answers: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    negations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frequency:
    """So many times in each period (每月1次, 4次/季度); ``yearly`` where the period has a fixed number in a year."""

    count: int
    period: str
    yearly: Decimal | None


@dataclass(frozen=True, slots=True)
class Days:
    """A printed day, month or year: its first and last day, and whether it says before (前)."""

    first: date
    last: date
    before: bool


@cache
def language() -> Language:
    """The words of ``attainment.yaml``; RuleError for any fault in it."""
    data = only(load_yaml(_FILE), _KEYS, _FILE, _KEYS)
    answers = [
        only(entry, ("words", "tiers"), f"{_FILE} answers", ("words", "tiers"))
        for entry in rule_fields.entries(data, "answers", _FILE)
    ]
    return Language(
        levels={key: tuple(words) for key, words in data["levels"].items()},
        kinds={key: tuple(words) for key, words in data["kinds"].items()},
        no_indicator=tuple(rule_fields.entries(data, "no_indicator", _FILE)),
        units=tuple(_sizes(entry, f"{_FILE} units") for entry in rule_fields.entries(data, "units", _FILE)),
        per_year=_sizes(data["per_year"], f"{_FILE} per_year"),
        per_day=tuple(rule_fields.entries(data, "per_day", _FILE)),
        answers=tuple((tuple(entry["words"]), tuple(entry["tiers"])) for entry in answers),
        negations=tuple(rule_fields.entries(data, "negations", _FILE)),
    )


def level_of(*labels: str) -> str:
    """Group of a level label (一级指标): output, benefit, satisfaction, cost; empty where the words say none."""
    return next((level for label in labels if (level := _named(label, language().levels))), "")


def kind_of(label: str) -> str:
    """Kind of an indicator by its level-2 label (二级指标): quantity, quality, …; empty where the words say none."""
    return _named(label, language().kinds)


def _named(label: str, groups: Mapping[str, tuple[str, ...]]) -> str:
    return next((group for group, words in groups.items() if any(word in label for word in words)), "")


def is_no_indicator(target: str, actual: str) -> bool:
    """True for rows that only say that there is no indicator (无, 不适用)."""
    nothing = language().no_indicator
    return target in nothing and (actual in nothing or not actual)


def factor(unit: str, to: str) -> Decimal | None:
    """What a number in ``unit`` is multiplied with to be in ``to``; None where the two do not measure the same."""
    if unit == to:
        return Decimal(1)
    return next((sizes[unit] / sizes[to] for sizes in language().units if unit in sizes and to in sizes), None)


def frequency(text: str) -> Frequency | None:
    """Read 每月1次, 4次/季度, 1次/日,全年…; None for anything else."""
    clean = half_width(text)
    periods = sorted((*language().per_year, *language().per_day), key=len, reverse=True)
    either = "|".join(periods)
    match = re.match(rf"每(?:个)?(?P<a>{either})(?:度)?.{{0,4}}?(?P<n>{_COUNT})[次期场刊篇]", clean) or re.match(
        rf"(?P<n>{_COUNT})[次期场刊篇]/(?:每)?(?P<a>{either})", clean
    )
    if match is None:
        return None
    count = _COUNTS.get(match["n"]) or int(match["n"])
    period = language().per_day[0] if match["a"] in language().per_day else match["a"]
    return Frequency(count, period, language().per_year.get(period))


def days(text: str, fiscal_year: int) -> Days | None:
    """Read a printed day, month or year end (12月底前, 次年2月份前, 2020年12月18日); None for anything else.

    Of a period its end counts, in the year that it names. Where no year is printed it is the fiscal year. Month before
    day, as spreadsheets turn dates (12/15/2022).
    """
    clean = half_width(text)
    while period := _PERIOD.search(clean):
        clean, fiscal_year = period["until"], int(period["year"])
    before = bool(re.search(r"前", clean))
    if match := _US_DAY.search(clean):
        return _days(int(match[3]), int(match[1]), int(match[2]), before=before)
    if match := _DAY.search(clean):
        return _days(_year(match[1], match[2], fiscal_year), int(match[3]), int(match[4]), before=before)
    if match := _MONTH.search(clean):
        year = _year(match[1], match[2], fiscal_year)
        month = _days(year, int(match[3]), None, before=before)
        return Days(month.last, month.last, before) if month and match[4] else month
    if match := _YEAR.search(clean):
        year = _year(match[1], match[2] or "", fiscal_year)
        end = _days(year, 12, 31, before=before)
        return end and Days(end.last if before else date(year, 1, 1), end.last, before)
    return None


def tiers_of(target: str, actual: str) -> frozenset[str]:
    """Tiers (三档) that the words of an answer allow; empty where they say nothing about it."""
    answer = half_width(actual)
    words, left = language(), answer
    if answer and _without_negation(answer) == _without_negation(half_width(target)):
        return frozenset({"achieved"})
    allowed: set[str] = set()
    for group, tiers in words.answers:
        for word in group:
            for match in re.finditer(re.escape(word), left):
                denied = "achieved" in tiers and _DENIED.search(answer[: match.start()])
                allowed |= set(words.answers[0][1]) if denied else set(tiers)
            left = left.replace(word, "#" * len(word))
    return frozenset(allowed)


def _without_negation(text: str) -> str:
    return re.sub("|".join(language().negations), "#", text)


def _year(printed: str | None, word: str | None, fiscal_year: int) -> int:
    return int(printed) if printed else fiscal_year + (word == "次年")


def _days(year: int, month: int, day: int | None, *, before: bool) -> Days | None:
    if not 1 <= month <= 12 or not 1900 < year < 2200:
        return None
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return Days(date(year, month, 1), date(year, month, length), before)
    if not 1 <= day <= length:
        return None
    return Days(date(year, month, day), date(year, month, day), before)


def _sizes(data: Mapping[str, Any], where: str) -> Mapping[str, Decimal]:
    return {str(unit): rule_fields.number(data, unit, where) for unit in data}
