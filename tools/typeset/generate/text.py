"""The running text of a made-up department: chapters of statements under numbered headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from ..model import Block, Heading, Paragraph, Sheet
from .indicators import words
from .ledger import Ledger
from .measures import text_measures
from .printing import numeral
from .writer import Claim, Writer, draw_habits

#: Numbering from the outermost to the innermost; a family begins with the first or the second.
_NUMBERING = ("{numeral}、", "（{numeral}）", "{number}.", "（{number}）")
_BUDGETS = {"government_fund": "fund", "state_capital": "capital"}


@cache
def chapters() -> Mapping[str, Any]:
    """Outlines and chapters, from ``chapters.yaml``."""
    return yaml.safe_load(Path(__file__).with_name("chapters.yaml").read_text("utf-8"))


def make_text(random: Random, ledger: Ledger, family: str, department: str) -> tuple[list[Block], tuple[Claim, ...]]:
    """Blocks of the text and the claims that it makes."""
    projects = random.sample(words()["projects"], random.randint(1, 4))
    facts = {
        "department": department,
        "year": str(ledger.year),
        "before": str(ledger.year - 1),
        "project": random.choice(projects),
    }
    measures = text_measures(random, ledger, projects)
    text = _Text(Writer(random, measures, draw_habits(random), facts, ledger.year), ledger, family)
    text.set()
    return text.blocks, tuple(text.writer.claims)


class _Text:
    """Chapters set one after the other."""

    def __init__(self, writer: Writer, ledger: Ledger, family: str) -> None:
        self.writer, self.ledger, self.family = writer, ledger, family
        self.random = writer.random
        self.depth = int(family == "shenzhen")
        self.blocks: list[Block] = [Sheet(), Heading(writer.fill(self.random.choice(chapters()["parts"])), 1)]

    def set(self) -> None:
        """Set all chapters of the family's outline."""
        for number, name in enumerate(chapters()["outlines"][self.family], 1):
            if name == "others":
                self._heading(self.random.choice(chapters()["chapters"][name]["headings"]), number, self.depth)
                for inner, key in enumerate(chapters()["inner"], 1):
                    self._chapter(key, inner, self.depth + 1)
            else:
                self._chapter(name, number, self.depth)

    def _chapter(self, name: str, number: int, depth: int) -> None:
        body = chapters()["chapters"][name]
        self._heading(self.random.choice(body["headings"]), number, depth)
        self._paragraphs(self.random.choice(self._texts(name, body)), depth)

    def _texts(self, name: str, body: Mapping[str, Any]) -> Sequence[Sequence[str]]:
        if name in _BUDGETS and not self.ledger.of(_BUDGETS[name]):
            return body["none"]
        return body["texts"].get(self.family) or body["texts"]["any"]

    def _paragraphs(self, text: Sequence[str], depth: int) -> None:
        headings = numbered = 0
        for paragraph in text:
            mark, _, rest = paragraph.partition(" ")
            if mark == "#":
                headings, numbered = headings + 1, 0
                self._heading(rest, headings, depth + 1)
            elif mark == "+":
                numbered += 1
                self._numbered(rest, numbered)
            elif mark == "*":
                group, _, wording = rest.partition(": ")
                for numbered, key in enumerate(self.writer.measures.groups[group], 1):
                    self.writer.spoken = key
                    self._numbered(wording, numbered)
            else:
                self.blocks.append(Paragraph(self.writer.paragraph(paragraph)))

    def _heading(self, words_: str, number: int, depth: int) -> None:
        self.blocks.append(Heading(_number(number, depth) + self.writer.fill(words_), 2 + depth))

    def _numbered(self, wording: str, number: int) -> None:
        self.blocks.append(Paragraph(_number(number, 2) + self.writer.paragraph(wording)))


def _number(number: int, depth: int) -> str:
    return _NUMBERING[depth].format(numeral=numeral(number), number=number)
