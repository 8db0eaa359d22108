"""Names of departments and projects, compared as people would: spelling, the place before them, which pairs stay in doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Literal

from jixiao.errors import RuleError
from jixiao.figures import half_width
from jixiao.rules import load_yaml, only

FILE = "names.yaml"
#: What stands where no department is named.
NOT_STATED = "未载明"
_NAME_MARKS = re.compile(r"[“”\"'‘’《》〈〉「」()\[\]【】]")
Kinship = Literal["same", "perhaps", "different"]


@dataclass(frozen=True, slots=True)
class _Words:
    spellings: tuple[tuple[str, str], ...]
    before: re.Pattern[str]
    place: re.Pattern[str]
    level: re.Pattern[str]
    own_office: re.Pattern[str]
    body: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class JoinedNames:
    """Several names of departments, those of one department under its fullest name."""

    fullest: Mapping[str, str]
    #: Pairs of fullest names that may be one department, and were not joined.
    doubtful: tuple[tuple[str, str], ...]


def kinship(one: str, other: str) -> Kinship:
    """Whether two names are of one department: same spelling, or the same with the place that it stands in.

    A name without its place (市财政局) is perhaps that of any place; a department and its own office (本级) are perhaps one.
    """
    words, names = _words(), (_plain(one), _plain(other))
    if names[0] == names[1]:
        return "same"
    short, long = sorted((words.own_office.sub("", name) for name in names), key=len)
    if short != long and not _lacks_place(short, long):
        return "different"
    return "same" if _of_one_part(*names) and words.place.match(short) else "perhaps"


def join_names(names: Iterable[str]) -> JoinedNames:
    """Names of one department under its fullest name.

    A name without its place is joined where only one of the others fits and all of them speak of one place.
    """
    listed = sorted(dict.fromkeys(names), key=lambda name: (-len(_plain(name)), name))
    fullest: dict[str, str] = {}
    for name in listed:
        same = {fullest[longer] for longer in fullest if kinship(name, longer) == "same"}
        fullest[name] = same.pop() if len(same) == 1 else name
    one_place = _one_place(fullest.values())
    for name in [name for name in listed if fullest[name] == name]:
        wider = {fullest[o] for o in listed if o != name and kinship(name, o) == "perhaps" and _is_bare(name, o)}
        if one_place and len(wider) == 1:
            (found,) = wider
            fullest |= {known: found for known, whole in fullest.items() if whole == name}
    kept = sorted(set(fullest.values()))
    doubtful = tuple(pair for pair in combinations(kept, 2) if kinship(*pair) != "different")
    return JoinedNames(fullest, doubtful)


def project_name(name: str) -> str:
    """A project's name without what print adds: 项目 at the end, quotes, brackets, white space."""
    return _NAME_MARKS.sub("", half_width(name)).removesuffix("项目")


def is_body(name: str) -> bool:
    """True for a name that ends as those of departments and their units do."""
    return _words().body.search(_plain(name)) is not None


def is_place(name: str) -> bool:
    """True for a chain of places and nothing else (某某市某某区)."""
    return _words().place.fullmatch(_plain(name)) is not None


def begins_with_place(name: str) -> bool:
    """True for a name that says first where its body is."""
    return _words().place.match(_plain(name)) is not None


def _is_bare(short: str, long: str) -> bool:
    """The shorter name is the other one without its place, of the same part of the department."""
    return len(_plain(short)) < len(_plain(long)) and _of_one_part(_plain(short), _plain(long))


def _of_one_part(one: str, other: str) -> bool:
    """Both the department, or both its own office."""
    return bool(_words().own_office.search(one)) == bool(_words().own_office.search(other))


def _lacks_place(short: str, long: str) -> bool:
    """The longer name is the shorter one with a place before it, of which the shorter may say the level (市)."""
    if not long.endswith(short):
        return False
    words, before = _words(), long.removesuffix(short)
    level = words.level.match(short)
    return bool(words.place.fullmatch(before + (level[0] if level else "")) or words.place.fullmatch(before))


def _one_place(names: Iterable[str]) -> bool:
    """The places that begin names are one, or lie in each other."""
    words = _words()
    places = sorted({match[0] for name in names if (match := words.place.match(_plain(name)))}, key=len)
    return all(place in places[-1] for place in places)


@cache
def _plain(name: str) -> str:
    """A name in half width without white space, marks and what all bodies of its kind have before them."""
    words = _words()
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
    for printed, same in words.spellings:
        text = text.replace(printed, same)
    return words.before.sub("", text)


@cache
def _words() -> _Words:
    body = only(load_yaml(FILE), keys := ("spellings", "before", "place", "level", "own_office", "body"), FILE, keys)
    try:
        patterns = [re.compile(body[key]) for key in keys[1:]]
    except (re.error, TypeError) as error:
        raise RuleError(f"no pattern: {error}", where=FILE) from error
    return _Words(tuple(body["spellings"].items()), *patterns)
