"""What a column means: its path of titles → measure, stage and year, by the parts of which titles are made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from jixiao.recognise.tables.vocabulary import column_words
from jixiao.values import plain_label, without_numbering

#: The money that a whole table is of: a title over its columns that says so again says nothing of the columns.
_SCOPES = {
    "general_expenditure": ("general_budget",),
    "general_basic": ("general_budget", "basic"),
    "general_economic": ("general_budget",),
    "general_project_economic": ("general_budget", "project"),
    "government_fund": ("government_fund",),
    "state_capital": ("state_capital",),
    "fiscal_summary": ("fiscal",),
    "fiscal_expenditure": ("fiscal",),
    "fiscal_basic": ("fiscal", "basic"),
    "basic_expenditure": ("basic",),
    "projects": ("project",),
    "operating_cost": ("operating_cost",),
}
#: Sources of money, the widest first, and what money is spent on.
FUNDS = ("general_budget", "government_fund", "state_capital")
_SOURCES = ("fiscal", *FUNDS, "special_account", "unit_funds", "carried_over")
_SPENDINGS = ("basic", "basic_personnel", "basic_operating", "personnel", "operating", "project")
_INCOME = "this_year_income"
_OF_WHICH = re.compile(r"^其中[:：]?")
#: 2026年预算数比2025年执行数(增减情况): a title over changes, or over one.
_COMPARED = re.compile(
    r".*[比与较](?:20\d\d年|上年|去年)(?:度)?(?:年?初)?(?:(?:预算|执行|决算)(?:数)?|(?=[增变相]))(?:\((?!扣除).*\))?(?:变动|对比|相比)?([^()]*)"
)
#: 金额 | 比例 below 增减情况.
_RATE = re.compile(r"(?:变化)?(?:比例|幅度|比率|百分比|%)(?:\(%\))?")
#: 基本支出小计 is what 基本支出 is.
_SUBTOTAL = re.compile(r"(?<=.)(?:小计|合计)$")
_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_UNIT = re.compile(r"\((?:万元|元|千元|亿元|单位:.{1,3}|%)\)$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the figures of a column are; ``measure`` is None where a title is not understood.

    ``year`` is a year, or 0 and -1 for the year of the document and the one before; None where nothing is said.
    """

    measure: str | None
    stage: str = ""
    year: int | None = None
    #: The title says that its figures are per cent, which they then need not say themselves.
    percent: bool = False


@dataclass(frozen=True, slots=True)
class TitlePart:
    """What one title of a path says."""

    measure: str = ""
    stage: str = ""
    year: int | None = None
    known: bool = True
    #: A rate whose figures need not say that they are per cent.
    percent: bool = False


def meaning_of(path: Sequence[str], role: str) -> Meaning:
    """Measure, stage and year of a column of a table with this role, by the titles above it from the top."""
    parts = parts_of(path)
    stage = next((part.stage for part in reversed(parts) if part.stage), "")
    year = next((part.year for part in reversed(parts) if part.year is not None), None)
    if not parts or not all(part.known for part in parts):
        return Meaning(None, stage, year)
    scope = _SCOPES.get(role, ())
    named = [part.measure for part in parts if part.measure]
    while len(named) > 1 and (named[0] in _said_again(scope) or (named[0] == "total" and named[1] != "total")):
        named = named[1:]
    return Meaning(_part(named) or _measure(named, scope), stage, year, any(part.percent for part in parts))


def _said_again(scope: Sequence[str]) -> tuple[str, ...]:
    """Titles over a group of columns that say of a whole table's money no more than its own title."""
    return (*scope, "fiscal") if set(scope) & set(FUNDS) else tuple(scope)


def _part(named: Sequence[str]) -> str:
    """What is spent of one source (general_budget_basic), or the fiscal part of a fund: no more than a part of what such a
    column is elsewhere; "" for none."""
    last = named[-1] if named else ""
    wider = _SOURCES if last in _SPENDINGS else FUNDS if last == "fiscal" else ()
    source = next((name for name in reversed(named[:-1]) if name in wider), "")
    return f"{source}_{last}" if source else ""


def _measure(named: Sequence[str], scope: Sequence[str]) -> str:
    if not named:
        return "total"
    last = named[-1]
    group = next((name for name in reversed(named[:-1]) if name != "total"), "")
    if last == "total":
        return group or "total"
    if last in scope:
        return "total"
    if last in _SPENDINGS and _INCOME in named[:-1]:  # 基本支出 below 本年收入: what of the income is for it
        return f"{_INCOME}_{last}"
    prefix = next((name for name in named[:-1] if name in column_words().prefixes), "")
    return f"{prefix}_{last}" if prefix and prefix not in (*scope, last) else last


def parts_of(path: Sequence[str]) -> list[TitlePart]:
    """What the titles of a path say from the top; 比例 below changes is their rate."""
    parts = [part_of(title) for title in path]
    if any(part.stage == "change" for part in parts[:-1]) and _RATE.fullmatch(plain_label(path[-1])):
        parts[-1] = TitlePart(stage="change_rate", percent="%" in plain_label(path[-1]))
    return parts


@lru_cache(maxsize=4096)
def part_of(title: str) -> TitlePart:
    """What one title says: 2026年预算数 is stage budget of 2026, 其中：基本支出 measure basic, 增减(%) a rate."""
    part = _named_part(title)
    rate = part.stage in ("change", "change_rate") and plain_label(title).rstrip(")").endswith("%")
    return replace(part, stage="change_rate", percent=True) if rate else part


def _named_part(title: str) -> TitlePart:
    words = column_words()
    label = _bare(_UNIT.sub("", plain_label(title)))
    found = _YEAR.search(label)
    year = int(found[1]) if found else None
    if match := _COMPARED.fullmatch(label):
        own = year if found and found.start() == 0 else None  # 比2025年…: the year that it is compared with
        return TitlePart(stage=_first(words.stages, match[1]) or "change", year=own)
    rest = _YEAR.sub("", label)
    for candidate in (rest, re.sub(r"\([^()]*\)$", "", rest), _SUBTOTAL.sub("", rest)):
        if measure := _first(words.measures, candidate):
            return TitlePart(measure, year=year)
        if stage := _first(words.stages, candidate):
            return TitlePart(stage=stage, year=year)
    for name, offset in (("last", -1), ("this", 0)):
        match = words.years[name].match(rest)
        if match and year is None:
            told = _named_part(rest[match.end() :]) if rest[match.end() :] else TitlePart()
            return TitlePart(told.measure, told.stage, offset, told.known)
    for name, pattern in words.stages.items():  # 基本支出预算数
        match = re.fullmatch(f"(?:年)?(.*?)的?(?:{pattern.pattern})", rest)
        if match and (measure := _first(words.measures, match[1])):
            return TitlePart(measure, name, year)
    return TitlePart(year=year, known=not rest or words.kind("groups", rest))


def _bare(label: str) -> str:
    """A label without numbering and 其中 before it, in any order."""
    shorter = _OF_WHICH.sub("", without_numbering(label))
    return label if shorter == label else _bare(shorter)


def _first(patterns: Mapping[str, re.Pattern[str]], label: str) -> str:
    return next((name for name, pattern in patterns.items() if pattern.fullmatch(label)), "")
