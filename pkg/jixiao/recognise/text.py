"""Running text: lines become paragraphs under headings, and every character still knows its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.grids import Document, Line
from jixiao.recognise.forms import is_furniture

_NUMBERING = re.compile(
    r"(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d))"
)
_LONGEST_HEADING = 40
_QUOTES = re.compile(r"[“”\"'‘’*]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without white space and quotation marks, half width, led by its heading.

    ``lines`` holds the line of each character, ``lead`` the length of the heading before the paragraph's
    own text: a numbered line is a heading or the beginning of a sentence that goes on below it.
    """

    text: str
    heading: str
    lines: tuple[Line, ...]
    lead: int = 0

    def sentence(self, start: int, end: int) -> str:
        """The sentence around a span."""
        begin = max(self.lead if start >= self.lead else 0, *(self.text.rfind(mark, 0, start) + 1 for mark in "。；;"))
        ends = [i for mark in "。；;" if (i := self.text.find(mark, end)) >= 0]
        return self.text[begin : min(ends, default=len(self.text) - 1) + 1]


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Paragraphs in reading order; page numbers are left out, headings stand over what follows them."""
    heading, held = "", list[Line]()
    for line in document.lines:
        if is_furniture(line.text):
            continue
        text = plain_text(line.text)
        begins = _NUMBERING.match(text) is not None
        if held and (begins or plain_text(held[-1].text).endswith(("。", ":"))):
            yield _paragraph(held, heading)
            held = []
        if begins and _is_heading(text):
            heading = text
        held.append(line)
    if held:
        yield _paragraph(held, heading)


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not re.search(r"[。；;:，]\S", text)


def plain_text(text: str) -> str:
    """Text as patterns see it: no white space or quotation marks, half width but for the comma ，."""
    kept = re.sub(r"\s+", "", text)
    wide = (char if char == "，" else unicodedata.normalize("NFKC", char) for char in kept)
    return _QUOTES.sub("", "".join(wide))


def _paragraph(lines: Sequence[Line], heading: str) -> Paragraph:
    pieces = [(line, plain_text(line.text)) for line in lines]
    owners = tuple(line for line, text in pieces for _ in text)
    lead = len(heading) if pieces[0][1] == heading else 0
    return Paragraph("".join(text for _, text in pieces), heading, owners, lead)
