"""Grids become forms: which form a grid is, by its title and the words in it, and where it goes on.

Nothing here depends on a page, a row number or a table number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from jixiao.families import ACCOUNTS, Role, roles
from jixiao.grids import Cell, Document, Grid, Line
from jixiao.rules import load_yaml, only
from jixiao.values import plain_label, without_numbering

#: How many lines before a grid may hold its title: title, number, unit, department, page furniture.
_TITLE_REACH = 10
_LONGEST_TITLE = 70
_SENTENCE = re.compile(r"[。；，《》？！]")
_FURNITURE = re.compile(r"[-—–]?\s*\d{1,4}\s*[-—–]?|第\s*\d+\s*页.*")
_NOTE = re.compile(r"^(?:备?注|说明)[:：]")


@dataclass(frozen=True, slots=True)
class FormRule:
    """How one form, or one table with a role, is known."""

    key: str
    titles: tuple[str, ...]
    has: tuple[str, ...]
    opens: tuple[str, ...] = ()
    role: Role | None = None

    @property
    def form(self) -> str:
        """Id of the form; that of all tables with a role is one."""
        return ACCOUNTS if self.role else self.key


@dataclass(frozen=True, slots=True)
class Form:
    """A recognised form with all grids it is spread over; ``form`` is "" where none fits."""

    form: str
    title: str
    above: tuple[Line, ...]
    grids: tuple[Grid, ...]
    below: tuple[Line, ...] = ()
    role: Role | None = None

    @property
    def key(self) -> str:
        """Key of its rule."""
        return self.role.key if self.role else self.form

    @property
    def pages(self) -> tuple[int, int]:
        """First and last page."""
        return self.grids[0].page, max(cell.page for cell in self.grids[-1].cells)

    def rows(self) -> Iterator[list[Cell]]:
        """Rows of all grids in order."""
        for grid in self.grids:
            yield from grid.rows()


@cache
def form_rules() -> dict[str, FormRule]:
    """All forms and tables this package knows, by key. Raises RuleError for a fault in their rules."""
    rules = {}
    for key, role in roles().items():
        titles, has = (tuple(plain_label(word) for word in role.body[name]) for name in ("titles", "has"))
        rules[key] = FormRule(key, titles, has, role=role)
    for form, body in load_yaml("forms.yaml").items():
        body = only(body, ("titles", "has", "opens"), f"forms.yaml {form}", ("titles", "has"))
        words = {key: tuple(plain_label(word) for word in body.get(key, ())) for key in ("titles", "has", "opens")}
        rules[form] = FormRule(form, words["titles"], words["has"], words["opens"])
    return rules


def find_forms(document: Document) -> list[Form]:
    """All grids of a document as forms, in reading order; each grid is in exactly one."""
    forms: list[Form] = []
    lines: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Line):
            if not is_furniture(block.text):
                lines.append(block)
            continue
        found = _identify(block, lines)
        if forms and _continues(forms[-1], found, block, lines):
            forms[-1] = replace(forms[-1], grids=(*forms[-1].grids, block))
        else:
            if forms:
                forms[-1] = replace(forms[-1], below=_below(lines))
            forms.append(replace(found, grids=(block,)))
        lines = []
    if forms:
        forms[-1] = replace(forms[-1], below=_below(lines))
    return forms


def is_furniture(text: str) -> bool:
    """True for a page number."""
    return _FURNITURE.fullmatch(text) is not None


def title_of(lines: Sequence[Line]) -> tuple[str, str, int]:
    """Key of the form, title as printed and index of its line among the lines above a grid; ("", "", -1) for none.

    The title nearest to the grid decides; a title set on two lines is read as one.
    """
    reach = list(enumerate(lines))[-_TITLE_REACH:]
    for index, line in reversed(reach):
        candidates = [line.text]
        if index + 1 < len(lines):
            candidates.append(line.text + lines[index + 1].text)
        for text in candidates:
            if form := _titled(text):
                return form, text, index
    return "", "", -1


def _titled(text: str) -> str:
    if len(text) > _LONGEST_TITLE or _SENTENCE.search(text):
        return ""
    label = re.sub(r"\((?:万元|元|续|续表)\)$|\(?\d{4}年度?\)?$", "", plain_label(text))
    fits = [(len(title), rule.key) for rule in form_rules().values() for title in rule.titles if label.endswith(title)]
    return max(fits)[1] if fits else ""


def _identify(grid: Grid, lines: Sequence[Line]) -> Form:
    """The form a grid begins or belongs to: by a title above it or in its first rows, proved by its words."""
    words = {without_numbering(plain_label(cell.text)) for cell in grid.cells if cell.text}
    key, title, index = title_of(lines)
    if (rule := form_rules().get(key)) and _proved(rule, words):
        return Form(rule.form, title, tuple(lines[index:]), (), role=rule.role)
    inside = [(cell.text, _titled(cell.text)) for row in grid.rows()[:2] for cell in row]
    for text, key in inside:
        if (rule := form_rules().get(key)) and _proved(rule, words):
            return Form(rule.form, text, tuple(lines[-_TITLE_REACH:]), (), role=rule.role)
    return Form("", title or (lines[-1].text if lines else ""), tuple(lines[-_TITLE_REACH:]), ())


def _proved(rule: FormRule, words: set[str]) -> bool:
    return sum(1 for word in rule.has if word in words) >= min(2, len(rule.has))


def _continues(before: Form, found: Form, grid: Grid, lines: Sequence[Line]) -> bool:
    """True where a grid goes on with the form before it.

    Either it repeats the form's title without its opening words, or it has no title of its own, not even
    one that its words do not prove, and nothing but page furniture stands between.
    """
    rule = form_rules().get(before.key)
    if rule is None:
        return False
    if found.form:
        same = found.key == before.key
        if rule.opens:
            return same and not _opens(rule, grid)
        return same
    if title_of(lines)[0] not in ("", before.key) or any(_NOTE.match(line.text) for line in lines):
        return False
    return len(lines) <= 2 and not _opens(rule, grid)


def _opens(rule: FormRule, grid: Grid) -> bool:
    words = {plain_label(cell.text) for row in grid.rows()[:4] for cell in row}
    return any(word in words for word in rule.opens)


def _below(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Notes under a form: the lines directly below it, up to its next heading."""
    return tuple(lines[:3])
