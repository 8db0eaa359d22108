"""Which chapters a final-accounts text has: the heading of each as a record, with the first words below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.errors import RuleError
from jixiao.grids import Document, Line
from jixiao.recognise.text.paragraphs import Paragraph, paragraphs
from jixiao.rules import load_yaml, only

Row = dict[str, Any]

FILE = "sections.yaml"
#: Dots and page numbers of a list of contents say nothing.
_FILLING = re.compile(r"[.…·。、:\d\s]+")
_CONTENTS = re.compile(r"[.…·]{4,}\d+$")
#: What may still belong to a heading behind the words that name its chapter.
_REST = re.compile(r"^(?:收入|支出|收支|决算|经费|占有|占用|使用|管理|工作|总体|具体|的|开展|情况|说明|[。:])*")
#: The title of a table and the duties of a department name the same matters, and explain none.
_OTHER = re.compile(r"(?:决算|情况|明细|总)表(?!明|说|的?情况)|拟订|制定|负责|承担|组织实施|指导|监督")
#: A paragraph may open a chapter with its own first words, where the heading is not numbered or stands in its line.
_OPENING = 40
_LONGEST = 200
#: A document that names fewer chapters is no final-accounts text: a form speaks of 绩效 too.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter by the words of its heading."""

    key: str
    words: re.Pattern[str]
    without: re.Pattern[str] | None

    def opened_by(self, heading: str) -> re.Match[str] | None:
        """Where a heading names this chapter; None where it names another or none."""
        if _OTHER.search(heading) or (self.without and self.without.search(heading)):
            return None
        return self.words.search(heading)


@cache
def sections() -> tuple[Section, ...]:
    """All chapters of ``rules/sections.yaml``. Raises RuleError for a fault in it."""
    return tuple(_section(key, body) for key, body in load_yaml(FILE).items())


def section_rows(document: Document, fiscal_year: int | None) -> Iterator[Row]:
    """One row of table ``claims`` for each chapter that a heading names; ``quote`` is the first that it says."""
    heads: dict[str, tuple[Line, str]] = {}
    says: dict[str, str] = {}
    for paragraph in paragraphs(document):
        for section in sections():
            found = _under(section, paragraph)
            if found and not says.get(section.key):
                heading, says[section.key] = found
                heads[section.key] = paragraph.lines[0], heading
    for key, (line, heading) in heads.items() if len(heads) >= _FEWEST else ():
        yield {
            "claim_id": f"section.{key}-1",
            "section": heading,
            "subject": "",
            "metric": f"section.{key}",
            "period": str(fiscal_year) if fiscal_year else None,
            "value": None,
            "unit": "",
            "relation": "text",
            "quote": says[key],
            **line.place_of(heading).as_dict(),
        }


def _under(section: Section, paragraph: Paragraph) -> tuple[str, str] | None:
    """The heading and the words of a paragraph of this section; None for a paragraph of another."""
    own = paragraph.text[paragraph.lead :]
    for heading in reversed(paragraph.headings):
        if section.opened_by(heading):
            return heading, _words(own)
    opening = own[:_OPENING]
    if match := section.opened_by(opening):
        return opening[: match.end()], _words(_REST.sub("", own[match.end() :]))
    return None


def _words(text: str) -> str:
    """The first sentence of a text; empty where it holds dots and numbers only, or is a list of contents."""
    says = _FILLING.sub("", text) and not _CONTENTS.search(text)
    return text[: text.find("。") + 1 or None][:_LONGEST] if says else ""


def _section(key: str, entry: object) -> Section:
    body = only(entry, ("words", "without"), f"{FILE} {key}", ("words",))
    try:
        without = re.compile(body["without"]) if "without" in body else None
        return Section(key, re.compile(body["words"]), without)
    except re.error as error:
        raise RuleError(f"not a regular expression: {error}", where=f"{FILE} {key}") from error
