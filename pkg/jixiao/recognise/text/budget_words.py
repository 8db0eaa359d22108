"""The words that names of a budget's text are put together of, from ``rules/budget_text.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jixiao.errors import RuleError
from jixiao.recognise.text.claim_words import plain_words
from jixiao.rules import load_yaml, only

FILE = "budget_text.yaml"
_MONEY = ("words", "income", "expenditure", "both")
_CHAPTER = ("headings", "names", "anywhere")
DIRECTIONS = {"收入": "income", "支出": "expenditure", "收支": "both", "收入支出": "both"}


@dataclass(frozen=True)
class BudgetWords:
    """``rules/budget_text.yaml``, ready to use."""

    noise: re.Pattern[str]
    tail: re.Pattern[str]
    money: Mapping[str, re.Pattern[str]]
    keys: Mapping[str, Mapping[str, str]]
    wholes: frozenset[str]
    kinds: Mapping[str, str]
    names: Mapping[str, str]
    headings: Mapping[str, re.Pattern[str]]
    matters: Mapping[str, Mapping[str, str]]
    anywhere: Mapping[str, str]


@cache
def words() -> BudgetWords:
    """The words of ``rules/budget_text.yaml``. Raises RuleError for a fault in it."""
    body = only(load_yaml(FILE), ("noise", "tail", "money", "kinds", "names", "chapters"), FILE)
    money = {key: only(entry, _MONEY, f"{FILE} {key}", _MONEY) for key, entry in body["money"].items()}
    matters = {key: only(entry, _CHAPTER, f"{FILE} {key}", _CHAPTER) for key, entry in body["chapters"].items()}
    full = {key: _keyed(key, entry["names"]) for key, entry in matters.items()}
    try:
        noise = re.compile(body["noise"])
        patterns = {key: re.compile(entry["words"]) for key, entry in money.items()}
        patterns["any"] = re.compile("|".join(entry["words"] for entry in money.values() if entry["words"]))
        return BudgetWords(
            noise,
            re.compile(f"(?:{body['tail']})+$"),
            patterns,
            {key: {d: entry[d] for d in _MONEY[1:]} for key, entry in money.items()},
            frozenset(entry[d] for entry in money.values() for d in _MONEY[1:]),
            {label: kind for kind, labels in body["kinds"].items() for label in labels},
            {
                name: key
                for key, labels in body["names"].items()
                for label in labels
                for name in _spellings(label, noise)
            },
            {key: re.compile(entry["headings"]) for key, entry in matters.items()},
            full,
            {name: full[key][name] for key, entry in matters.items() for name in entry["anywhere"]},
        )
    except re.error as error:
        raise RuleError(f"not a regular expression: {error}", where=FILE) from error


def _keyed(matter: str, names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Full key of each name of a chapter."""
    return {
        label: matter if key == "total" else key if "." in key or key == "fixed_assets" else f"{matter}.{key}"
        for key, labels in names.items()
        for label in labels
    }


def _spellings(label: str, noise: re.Pattern[str]) -> Iterator[str]:
    """A name as printed, and without noise where that leaves more than a direction."""
    yield label
    if (short := noise.sub("", label)) not in DIRECTIONS:
        yield short


def within(whole: str) -> str:
    """Prefix of the parts of an expenditure."""
    return whole.removesuffix(".expenditure")


def bare(text: str) -> str:
    """A name without the words that change nothing in it."""
    return words().noise.sub("", plain_words(text)).replace("支出支出", "支出")
