"""Typed readers for the keys of a rule file: each gives the value or a RuleError naming place and key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from jixiao.errors import RuleError
from jixiao.rules import Basis, Text, only

T = TypeVar("T")
_NUMBER = re.compile(r"\d+(\.\d+)?")


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


def words_of(entry: Any, where: str) -> str:
    """Words that are not empty."""
    if not isinstance(entry, str) or not entry:
        raise RuleError(f"expected words, found {entry!r}", where=where, hint="quote codes and numbers")
    return entry


def text_of(entry: Any, where: str) -> Text:
    """The same words in both languages."""
    body = only(entry, ("zh", "en"), where, ("zh", "en"))
    return Text(words_of(body["zh"], where), words_of(body["en"], where))


def basis_of(entry: Any, statuses: Iterable[str], where: str, *, clause: bool = False) -> Basis:
    """Title and status of a basis, with its clause where rules name one, and with a link where they do not."""
    keys = ("title", "clause", "status") if clause else ("title", "status")
    body = only(entry, keys if clause else (*keys, "href"), where, keys)
    one_of(body, "status", statuses, where)
    return Basis(**{key: words_of(value, where) for key, value in body.items()})
