"""What titles of tables and of columns say, as data: ``rules/families/titles.yaml`` and ``columns.yaml``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from jixiao.errors import RuleError
from jixiao.families import roles, roles_of
from jixiao.rules import load_yaml, only

_TITLES, _COLUMNS = "families/titles.yaml", "families/columns.yaml"
_WORDS = ("all", "any", "none")
_TITLE_KEYS = ("role", *_WORDS, "perhaps")
_KINDS = ("groups", "codes", "unit_codes", "lines", "names", "units", "notes")
_PATTERNS = ("measures", "stages", "years")
_KEYS = (*_PATTERNS, "prefixes", *_KINDS)


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Words of a title, and the role that they name; "" for a table of another kind, ``perhaps`` one of the known."""

    role: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    perhaps: bool = False

    def fit(self, title: str) -> bool:
        """True where a title has these words."""
        some = not self.any or any(word in title for word in self.any)
        return some and all(w in title for w in self.all) and not any(w in title for w in self.none)


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """Patterns of the titles of columns; each has to fit a whole title."""

    measures: Mapping[str, re.Pattern[str]]
    stages: Mapping[str, re.Pattern[str]]
    years: Mapping[str, re.Pattern[str]]
    #: Measures that give their name to the columns below them.
    prefixes: tuple[str, ...]
    kinds: Mapping[str, re.Pattern[str]]

    def kind(self, name: str, title: str) -> bool:
        """True where a title is one of this kind: groups, codes, unit_codes, lines, names, units, notes."""
        return self.kinds[name].fullmatch(title) is not None


@cache
def title_words() -> tuple[TitleWords, ...]:
    """What titles say, in the order in which they decide. Raises RuleError for a fault in the file."""
    known = {role.name for role in roles().values()}
    found = []
    for entry in load_yaml(_TITLES):
        body = only(entry, _TITLE_KEYS, _TITLES, ("role",))
        if body["role"] and body["role"] not in known:
            raise RuleError(f"unknown role: {body['role']}", where=_TITLES)
        words = {key: tuple(body.get(key, ())) for key in _WORDS}
        found.append(TitleWords(body["role"], **words, perhaps=body.get("perhaps") is True))
    return tuple(found)


@cache
def column_words() -> ColumnWords:
    """What titles of columns say. Raises RuleError for a fault in the file."""
    body = only(load_yaml(_COLUMNS), _KEYS, _COLUMNS, _KEYS)
    measures, stages, years = (
        {key: _pattern(text, f"{_COLUMNS} {key}") for key, text in body[name].items()} for name in _PATTERNS
    )
    kinds = {name: _pattern(body[name], f"{_COLUMNS} {name}") for name in _KINDS}
    return ColumnWords(measures, stages, years, tuple(body["prefixes"]), kinds)


def _pattern(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise RuleError(f"no pattern: {text}", where=where) from error


def role_named(title: str) -> str:
    """The role that a plain title names; "" for none."""
    return next((words.role for words in title_words() if words.fit(title)), "")


def is_of_none(title: str, family: str, lacking: Collection[str]) -> bool:
    """True for a plain title that surely is none of the roles of a family that were not found: its words are known to be
    of a table that the family has not, and the words of none of those roles stand in it."""
    words = title_words()
    first = next((one for one in words if one.fit(title)), None)
    if first is None or first.perhaps or first.role in {role.name for role in roles_of(family)}:
        return False
    return not any(one.fit(title) for one in words if one.role in lacking)
