"""What is remembered while a chapter is read: its names, the statements found, what later sentences may refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from jixiao.recognise.text.claim_words import Target

_ITEMS_OWN = re.compile(r"(?:预算)?支出(?:预算)?[数额]?(?:为|是)?$")
#: A measure that the sentence names and we do not know: nothing that follows is bound to it.
OTHER = Target("")


class Names(Protocol):
    """What sentences need to know of their chapter: whose names they use."""

    @property
    def key(self) -> str:
        """What tells one chapter from the next."""

    @property
    def items(self) -> str:
        """Key for items (项); empty where none are listed."""

    @property
    def phase(self) -> str:
        """Phase of a figure that does not say which it is of."""

    @property
    def usual(self) -> str:
        """Phase of a figure that is compared."""

    @property
    def whole(self) -> str:
        """Key of what the chapter is about; empty where only its sentences say."""

    def resolve(self, words: str, total: Target | None) -> tuple[Target | None, str] | None:
        """Measure and phase that words name; no measure where they name none, None where they name another."""

    def base(self, words: str, year: int) -> str:
        """Year and phase that a comparison is against."""

    def is_total(self, target: Target) -> bool:
        """True for a whole that later names may be parts of."""

    def root(self, total: Target) -> Target:
        """The whole that a part belongs to; a whole itself."""

    def inside(self, target: Target) -> Names | None:
        """The chapter of a matter that a sentence speaks of; None where that has none of its own."""

    def topic(self, heading: str) -> Target | None:
        """What a heading names, where that is the subject of all below it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One number with what it says; ``span`` is its place in the paragraph, ``sign`` −1 for a decrease."""

    target: Target
    relation: str
    span: tuple[int, int]
    period: int
    phase: str = "final"
    base: str = ""
    sign: int = 1
    ambiguous: str = ""
    scope: str = ""


@dataclass
class Memory:
    """What later sentences of a chapter may refer to without naming it."""

    chapter: str = ""
    topic: Target | None = None
    head: Target | None = None
    total: Target | None = None
    base: str = ""
    class_name: str = ""

    def open(self, chapter: str) -> None:
        """Forget what other chapters said."""
        self.chapter, self.base, self.class_name = chapter, "", ""
        self.topic = self.head = self.total = None


@dataclass
class Reader:
    """State while a paragraph is read from left to right."""

    chapter: Names
    year: int
    memory: Memory
    current: Target | None = None
    whole: Target | None = None
    phase: str = ""
    sentence: int = 0
    base: str = ""
    period: int = 0
    explains: bool = False
    first: Target | None = None
    last: Target | None = None
    refers: tuple[Target, ...] = ()
    total: Target | None = None
    scope: str = ""
    listed: int = 0
    enumerates: bool = False
    announced: str = ""
    above: Target | None = None
    opened: list[tuple[Target | None, int, str]] = field(default_factory=list)
    told: list[Mention] = field(default_factory=list)

    def named(self, words: str) -> tuple[Target | None, str] | None:
        """What words name in this chapter; the 支出 of an item is its own."""
        if self.memory.topic and _ITEMS_OWN.match(words):
            return None, ""
        listed = OTHER if self.first == OTHER else self.whole if self.whole and self.whole.subject else None
        found = self.chapter.resolve(words, listed or self.total)
        matter = self.chapter.inside(self.first) if self.first and found is None else None
        return matter.resolve(words, None) if matter else found
