"""Typed readers for the keys of a rule file: each gives the value or a RuleError naming place and key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from jixiao.errors import RuleError
from jixiao.rules import only
from jixiao.score.model import Basis, Grade, Words

T = TypeVar("T")
STATUS = ("verified", "unverified")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def words(data: Mapping[str, Any], key: str, where: str) -> Words:
    """Words in both languages."""
    body = only(data[key], ("zh", "en"), f"{where} {key}", ("zh", "en"))
    return Words(text(body, "zh", f"{where} {key}"), text(body, "en", f"{where} {key}"))


def typed(kind: type[T], says: str, data: Mapping[str, Any], key: str, where: str, default: T | None = None) -> T:
    """The value of a key, after its type was checked."""
    value = data.get(key, default)
    if not isinstance(value, kind):
        raise RuleError(f"{key} must be {says}, found {value!r}", where=where)
    return value


text = partial(typed, str, "text")
whole = partial(typed, int, "a whole number", default=0)
flag = partial(typed, bool, "true or false", default=False)


def entries(data: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """A list that is not empty."""
    listed = typed(list, "a list", data, key, where)
    if not listed:
        raise RuleError(f"{key} is empty", where=where)
    return listed


def year(value: Any, where: str) -> int:
    """A year of validity."""
    return typed(int, "years", {"fiscal_years": value}, "fiscal_years", where)


def number(data: Mapping[str, Any], key: str, where: str, default: str | None = None) -> Decimal:
    """A quoted number as an exact Decimal."""
    value = typed(str, "a quoted number", data, key, where, default)
    if not _NUMBER.fullmatch(value):
        raise RuleError(f"{key} must be a quoted number, found {value!r}", where=where)
    return Decimal(value)


def one_of(data: Mapping[str, Any], key: str, allowed: Iterable[str], where: str, default: str | None = None) -> str:
    """One of a closed list of words."""
    value = text(data, key, where, default)
    if value not in allowed and value != default:
        raise RuleError(f"{key} knows no {value!r}", where=where, hint=f"allowed: {', '.join(allowed)}")
    return value


def no_twins(names: Iterable[str], what: str, where: str) -> None:
    """No name stands twice."""
    twins = sorted(name for name, count in Counter(names).items() if count > 1)
    if twins:
        raise RuleError(f"{what} given twice: {', '.join(twins)}", where=where)


def sums_to(total: Decimal, parts: Iterable[Decimal], where: str, key: str, what: str) -> None:
    """The parts sum to what the whole says."""
    found = sum(parts, Decimal(0))
    if found != total:
        raise RuleError(f"{what} sum to {found}, {key} says {total}", where=where)


def grades(data: Mapping[str, Any], where: str) -> tuple[tuple[Grade, ...], str]:
    """The grades (优 良 中 差) under the key ``bands``, and whether their limits are verified."""
    bands = only(data["bands"], ("status", "grades"), f"{where} bands", ("status", "grades"))
    listed = tuple(_grade(entry, f"{where} bands") for entry in entries(bands, "grades", where))
    return listed, one_of(bands, "status", STATUS, f"{where} bands")


def basis(data: Any, where: str) -> Basis:
    """Official basis with its status."""
    only(data, ("title", "clause", "status"), where, ("title", "clause", "status"))
    status = one_of(data, "status", STATUS, where)
    return Basis(text(data, "title", where), text(data, "clause", where), status)


def _grade(data: Any, where: str) -> Grade:
    only(data, ("title", "at_least"), where, ("title", "at_least"))
    return Grade(words(data, "title", where), number(data, "at_least", where))
