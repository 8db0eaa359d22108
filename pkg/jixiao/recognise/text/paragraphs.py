"""Running text: lines become paragraphs under headings, and every character still knows its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from jixiao.grids import Document, Line
from jixiao.recognise.tables.titles import is_furniture

#: Numbering of headings, from the outermost to the innermost.
_LEVELS = (
    r"第[一二三四五六七八九十]+部分",
    r"[一二三四五六七八九十]+[、.]",
    r"\([一二三四五六七八九十]+\)",
    r"\d{1,2}[.、](?!\d)",
    r"\(\d{1,2}\)",
)
#: Below all numbered headings: a title tells where none of them does.
_NO_NUMBER = 0
_NUMBERING = re.compile("|".join(f"({level})" for level in _LEVELS))
_LONGEST_HEADING = 45
#: The title of a text, which has no number: 某某局2022年“三公”经费支出决算情况说明.
_TITLE = re.compile(r"(?:20\d\d年|决算|预算)[^。;，]*(?:说明|情况)$")
_LONGEST_SENTENCE = 2000
#: Of the height of a line: an indent that is no accident of setting.
_LEAST_INDENT = 0.8
#: Of the height of a line: the white at its end that is none of a full line.
_LEAST_GAP = 1.5
_QUOTES = re.compile(r"[“”\"'‘’*]")
#: What a heading never holds: a sentence that goes on, a classification item, an amount.
_SENTENCE = re.compile(r"[。；;:，]\S|\([类款项]\)|\d[万亿千百]?元")
#: What begins no line below a heading: the amount that the line above names.
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[万亿千百]?元|%)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without white space and quotation marks, half width, led by its heading.

    ``lines`` holds the line of each character, ``lead`` the length of the heading before the paragraph's
    own text: a numbered line is a heading or the beginning of a sentence that goes on below it.
    ``headings`` are all headings it stands under, the outermost first.
    """

    text: str
    heading: str
    lines: tuple[Line, ...]
    lead: int = 0
    headings: tuple[str, ...] = ()

    def sentence(self, start: int, end: int) -> str:
        """The sentence around a span."""
        lead, low = self.lead if start >= self.lead else 0, max(0, start - _LONGEST_SENTENCE)
        high = min(len(self.text), end + _LONGEST_SENTENCE)
        begin = max(lead, low, *(self.text.rfind(mark, low, start) + 1 for mark in "。；;"))
        ends = [i for mark in "。；;" if (i := self.text.find(mark, end, high)) >= 0]
        return self.text[begin : min(ends, default=high - 1) + 1]


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Paragraphs in reading order; page numbers and running heads are left out, headings stand over what follows them."""
    stack: dict[int, str] = {}
    held: list[Line] = []
    heading = ""
    furniture = set(document.furniture)
    lines = [line for line in document.lines if line not in furniture and not is_furniture(line.text)]
    margins = _right_margins(lines)
    for line, below in zip_longest(lines, lines[1:]):
        text = plain_text(line.text)
        numbering = _NUMBERING.match(text)
        if _is_title(text) and (not held or _ends(plain_text(held[-1].text)) or _is_title(plain_text(held[-1].text))):
            if held:
                yield _paragraph(held, heading, stack)
            held, heading, stack[_NO_NUMBER] = [], text, text
            continue
        if held and (numbering or (_ends(plain_text(held[-1].text)) and not _goes_on(held, line))):
            yield _paragraph(held, heading, stack)
            held = []
        if numbering and (whole := _heading(text, line, below, margins)):
            level = int(numbering.lastindex or 0)
            stack = {**{key: value for key, value in stack.items() if key < level}, level: whole}
            heading = whole
        held.append(line)
    if held:
        yield _paragraph(held, heading, stack)


def _is_title(text: str) -> bool:
    return _is_heading(text) and bool(_TITLE.search(text)) and not _NUMBERING.match(text)


def _ends(text: str) -> bool:
    """A paragraph ends with its sentence, or with a colon that no list of its parts (其中) follows."""
    return text.endswith("。") or (text.endswith(":") and not text.endswith("其中:"))


def _goes_on(held: Sequence[Line], line: Line) -> bool:
    """A line that begins left of its paragraph's first line is no new paragraph: those begin indented as it did."""
    first = held[0].box
    return first is not None and line.box is not None and line.box[0] < first[0] - _LEAST_INDENT * (first[3] - first[1])


def _heading(text: str, line: Line, below: Line | None, margins: Mapping[int, float]) -> str:
    """The heading that a numbered line is or begins; empty where it begins a paragraph that goes on below it."""
    if below is not None and _AMOUNT.match(plain_text(below.text)):
        return ""
    if below is None or not _runs_on(line, below, margins):
        return text if _is_heading(text) else ""
    whole = text + plain_text(below.text)
    return whole if _is_heading(whole) and not _is_full(below, margins) else ""


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text)


def _runs_on(line: Line, below: Line, margins: Mapping[int, float]) -> bool:
    """A full line above one that begins left of it is the first of a paragraph, or of a heading of two lines."""
    if not _is_full(line, margins) or _NUMBERING.match(plain_text(below.text)):
        return False
    return line.page != below.page or _goes_on([line], below)


def _is_full(line: Line, margins: Mapping[int, float]) -> bool:
    """True for a line that ends at the right margin of its page."""
    if line.box is None:
        return False
    return line.box[2] >= margins[line.page] - _LEAST_GAP * (line.box[3] - line.box[1])


def _right_margins(lines: Iterable[Line]) -> dict[int, float]:
    """Where lines of each page end at the right."""
    margins: dict[int, float] = {}
    for line in lines:
        if line.box is not None:
            margins[line.page] = max(margins.get(line.page, 0.0), line.box[2])
    return margins


class _HalfWidth(dict[int, str]):
    """Each character by its code as half width has it, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        made = self[code] = unicodedata.normalize("NFKC", chr(code))
        return made


_PLAIN = _HalfWidth({ord("，"): "，"})
#: 101，673.03: the comma between words, where it divides thousands.
_THOUSANDS = re.compile(r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3})+(?=\.\d{1,2}(?!\d))")


def plain_text(text: str) -> str:
    """Text as patterns see it: no white space or quotation marks, half width but for the comma ， between words."""
    plain = _QUOTES.sub("", "".join(text.split()).translate(_PLAIN))
    return _THOUSANDS.sub(lambda number: number[0].replace("，", ","), plain)


def _paragraph(lines: Sequence[Line], heading: str, stack: dict[int, str]) -> Paragraph:
    pieces = [(line, plain_text(line.text)) for line in lines]
    owners = tuple(line for line, text in pieces for _ in text)
    whole = "".join(text for _, text in pieces)
    opened = heading and whole.startswith(heading) and heading.startswith(pieces[0][1])
    lead = len(heading) if opened else 0
    return Paragraph(whole, heading, owners, lead, tuple(stack.values()))
