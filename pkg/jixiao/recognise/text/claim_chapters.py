"""The chapters of a final-accounts text as data: their headings, and the words for what they state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jixiao.errors import RuleError
from jixiao.recognise.text.claim_words import Target, base_of, coded, noun, plain_words, resolve
from jixiao.rules import load_yaml, only, term_labels

FILE = "claims.yaml"
_KEYS = ("headings", "without", "labels", "nouns", "functions", "items", "economic", "phase", "money", "sources")
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+[、.]|\([^)]*\)|\d+[.、])?(?:20\d\d年度?)?"
)
#: What stands behind the name in a heading.
_HEADING = re.compile(r"(?:决算|总体|具体|情况|说明|的|[。:])*$")
#: Kinds of money that a chapter is about, the narrowest first: one, 财政拨款, every kind.
_MONEY = ("", "fiscal", "all")
_PHASES = ("final", "initial_budget", "budget")


@dataclass(frozen=True)
class Chapter:
    """One chapter: its key, which is the measure of the whole too, and the words of its measures.

    ``items`` is the key for items of the functional classification (类/款/项), empty where none are listed;
    ``nouns`` are names without the words for money around them; ``money`` says that the chapter is about more
    than one kind of it (fiscal, all).
    """

    key: str
    headings: re.Pattern[str]
    without: re.Pattern[str] | None
    targets: dict[str, Target]
    nouns: dict[str, Target]
    items: str
    phase: str
    money: str

    def opens_with(self, heading: str) -> bool:
        """True for a heading of this chapter."""
        return bool(self.headings.search(heading)) and not (self.without and self.without.search(heading))

    def resolve(self, words: str, _: Target | None = None) -> tuple[Target | None, str] | None:
        """Measure and phase that words name; no measure where they name none, None where they name another."""
        return resolve(self._find, words)

    def _find(self, name: str) -> Target | None:
        return self.targets.get(name) or coded(self.items, name) or self.nouns.get(noun(name))

    def base(self, words: str, year: int) -> str:
        """Year and phase of the figure that a comparison is against."""
        return base_of(words, year)

    def is_total(self, _: Target) -> bool:
        """False: the chapter alone says what is a part of what."""
        return False

    @property
    def usual(self) -> str:
        """Accounts compare what was spent."""
        return "final"

    @property
    def whole(self) -> str:
        """Empty: the first figure of the chapter is the whole."""
        return ""

    def root(self, total: Target) -> Target:
        """The whole itself."""
        return total

    def inside(self, _: Target) -> None:
        """None: what a sentence speaks of changes no chapter."""

    def topic(self, heading: str) -> Target | None:
        """What a heading of a matter of its own names: (3)公务接待费支出情况."""
        return self.nouns.get(noun(_HEADING.sub("", _NUMBER.sub("", heading))))


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters of ``rules/claims.yaml``. Raises RuleError for a fault in it."""
    body = load_yaml(FILE)
    names, sources = body["economic_names"], _named("", body["sources"])
    return tuple(_chapter(key, entry, names, sources) for key, entry in body["chapters"].items())


def chapter_of(headings: Sequence[str]) -> Chapter | None:
    """The chapter that the innermost telling heading opens; None where no heading tells.

    Below a heading that names one kind of money, 支出决算具体情况 is that money's expenditure.
    """
    opened: Chapter | None = None
    for heading in headings:
        plain = _NUMBER.sub("", heading)
        found = next((chapter for chapter in chapters() if chapter.opens_with(plain)), None)
        if found and not (opened and _MONEY.index(found.money) > _MONEY.index(opened.money)):
            opened = found
    return opened


def matter_of(words: str) -> Chapter | None:
    """The chapter of a matter of its own (三公经费, 机关运行经费) that words name, whatever stands above them."""
    return next((chapter for chapter in chapters() if chapter.nouns and chapter.opens_with(words)), None)


def _chapter(key: str, entry: object, economic: Sequence[str], sources: Mapping[str, Target]) -> Chapter:
    where = f"{FILE} {key}"
    body = only(entry, _KEYS, where, ("headings",))
    if body.get("phase", "final") not in _PHASES:
        raise RuleError(f"unknown phase: {body['phase']}", where=where, hint=f"one of {', '.join(_PHASES)}")
    if body.get("money", "") not in _MONEY:
        raise RuleError(f"unknown money: {body['money']}", where=where, hint="fiscal or all; without it one kind")
    targets = dict(sources) if body.get("sources") else {}
    if "functions" in body:
        for label, official in functional_classes().items():
            targets[label] = Target(_key(key, body["functions"]), official)
    if "economic" in body:
        for name in economic:
            for label in (name, name.removesuffix("支出")):
                targets[plain_words(label)] = Target(f"{key}.{body['economic']}", name)
    targets.update(_named(key, body.get("labels", {})))
    items = _key(key, body["items"]) if "items" in body else ""
    try:
        without = re.compile(body["without"]) if "without" in body else None
        headings, phase = re.compile(body["headings"]), body.get("phase", "final")
        nouns = _named(key, body.get("nouns", {}))
        return Chapter(key, headings, without, targets, nouns, items, phase, body.get("money", ""))
    except re.error as error:
        raise RuleError(f"not a regular expression: {error}", where=where) from error


def _named(chapter: str, names: Mapping[str, Sequence[str]]) -> dict[str, Target]:
    """The measure of each name."""
    return {plain_words(name): Target(_key(chapter, metric)) for metric, listed in names.items() for name in listed}


def _key(chapter: str, metric: str) -> str:
    """Full key of a measure: ``total`` is the chapter's own, a dotted one belongs to another chapter."""
    return chapter if metric == "total" else metric.removesuffix(".total") if "." in metric else f"{chapter}.{metric}"


@cache
def functional_classes() -> dict[str, str]:
    """Labels of the functional classes (类), with and without 支出 at the end, and their official names."""
    found: dict[str, str] = {}
    for term in term_labels().values():
        if term["group"] == "class":
            for label in term["labels"]:
                found[label] = found[label.removesuffix("支出")] = term["labels"][0]
    return found
