"""What findings are called for readers, and why they matter: ``rules/topics.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.errors import RuleError
from jixiao.report.rulebook import rulebook
from jixiao.rules import load_yaml, only

_FILE = "topics.yaml"
_WORDS = ("name", "why")
#: What is said of a rule of which no topic speaks.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Topic:
    """What findings of one kind are called and why they matter; ``place`` is where it stands among others of its grade."""

    key: str
    place: int
    name: Mapping[str, str]
    why: Mapping[str, str]


def topic_of(rule: str) -> Topic:
    """The topic of what a rule finds: by its own name, else by its kind of check."""
    kind = rulebook().get(rule, {}).get("kind", "")
    by_rule, by_kind = _listed()
    return by_rule.get(rule) or by_kind.get(kind) or by_kind[OTHER]


@cache
def _listed() -> tuple[dict[str, Topic], dict[str, Topic]]:
    """Topics by rule and by kind of check; RuleError where two topics name the same."""
    by_rule: dict[str, Topic] = {}
    by_kind: dict[str, Topic] = {}
    for place, (key, body) in enumerate(load_yaml(_FILE).items()):
        only(body, (*_WORDS, "rules", "kinds"), f"{_FILE} {key}", _WORDS)
        topic = Topic(key, place, body["name"], body["why"])
        _add(by_rule, body.get("rules", ()), topic)
        _add(by_kind, body.get("kinds", ()), topic)
        if key == OTHER:
            by_kind[OTHER] = topic
    return by_rule, by_kind


def _add(listed: dict[str, Topic], names: Any, topic: Topic) -> None:
    for name in names:
        if name in listed:
            raise RuleError(f"named by two topics: {name}", where=f"{_FILE} {topic.key}")
        listed[name] = topic
