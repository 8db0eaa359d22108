"""Tables that a document announces, in its contents list or by 见附表, and does not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from jixiao.families import FINAL_ACCOUNTS, official
from jixiao.grids import Cell, Document, Grid, Line
from jixiao.recognise.accounting import count_numbers
from jixiao.recognise.dated import plain_line
from jixiao.recognise.find import Form, role_titled, titled
from jixiao.recognise.tables.titles import TableTitle, is_furniture, names_none, table_title

ANNOUNCED = "announced"
#: What the metric of a contents list's entry begins with; the role of the table that it names follows.
CONTENTS = "contents."
#: What the metric of a title begins with of which no table was read; how rules call the table follows, nothing for a table
#: among others that has no title.
SEEN = "title."
#: What follows it for a table that surely is none of those that rules look for.
NONE = "none"
#: Lines that name a table each, this many in a row, are a contents list; a line or two of it may be of other things.
_FEWEST, _GAP = 3, 2
#: Names of tables that are this much alike are of one table.
_ALIKE = 0.75
#: The shorter of two names makes this much of the longer one, at least, where it stands in it.
_PART = 0.6
_LONGEST = 60
#: What the name of every table holds.
_TABLE = "表"
_ENTRY = re.compile(
    r"(?:[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]?[、.．]|(?:公开|附)?表(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[-—]\d+)?[:：.、]?)"
    r"(?P<title>[^。；]{3,50}?表(?:\([^()]*\))?)[.…·-]*\d{0,3}"
)
_SENTENCE = re.compile(r"[。；]")
#: 详见附表《部门收支总表》。 and the like: what is pointed to, and its name where one is given.
_POINTS = re.compile(
    r"(?:见|附)[:：]?(?P<what>(?:附[表件]|下表|后附表?|报表)\d{0,2}(?:[-—]\d+)?)[:：]?(?:《(?P<title>[^《》]{3,40}表)》)?"
)
#: Words of a table's name that say nothing of which table it is.
_EMPTY_WORDS = re.compile(r"20\d\d年度?|\([^()]*\)|部门|单位|情况|总体|综合|公开|预算|决算|明细|本年|总|[“”\"]")
#: 无政府性基金预算…: a fund that there is none of; its table may be left out.
_NONE_OF = re.compile(
    r"(?:没有|无|未安排|未使用|不涉及)[^。；]{0,12}(政府性基金|国有资本经营|“?三公”?经费|政府采购|政府购买服务)"
)


@dataclass(frozen=True, slots=True)
class Announced:
    """A table by the name under which it is announced, and the page of the announcement."""

    title: str
    page: int


def found_elsewhere(titles: Sequence[str], others: Sequence[str]) -> list[bool]:
    """For each announced table whether another document of the disclosure holds it, by the titles of that one's tables."""
    names = {name for other in others for name in _known_as(other)}
    return [bool(_known_as(title) & names) or is_among(title, others) for title in titles]


def announced_and_missing(document: Document, forms: Sequence[Form], in_lines: bool = False) -> list[Announced]:
    """Tables that are announced and that no title, form or grid of the document is of; none where pages are unread.

    ``in_lines`` says that lines look like rows of tables: then there are tables, though no grid.
    """
    if document.unread:
        return []
    listed = [pair for entries in _contents(document) for pair in entries]
    in_list = {id(block) for block, _ in listed}
    entries = [entry for _, entry in listed]
    there_are_tables = in_lines or bool(document.grids)
    entries += [entry for line in document.lines for entry in _pointed(line, there_are_tables)]
    if not entries:
        return []
    there = [*_titles(document, in_list), *(form.title for form in forms)]
    names = {name for form in forms for name in (form.form, form.role.name if form.role else "")}
    names |= {name for title in there for name in _known_as(title)}
    nothing = {match[1] for line in document.lines for match in _NONE_OF.finditer(plain_line(line.text))}
    found: dict[str, Announced] = {}
    for entry in entries:
        if not (_known_as(entry.title) & names or _none(entry.title, nothing) or is_among(entry.title, there)):
            found.setdefault(_core(entry.title), entry)
    return list(found.values())


def announced_rows(found: Sequence[Announced], source_id: str, after: int) -> list[dict[str, Any]]:
    """Rows of table ``tables`` for announced tables; ``after`` others come before them."""
    return [
        {
            "table_id": f"{source_id}-{number:03d}",
            "form": None,
            "title": entry.title,
            "page_first": entry.page,
            "page_last": entry.page,
            "n_rows": 0,
            "n_columns": 0,
            "method": ANNOUNCED,
            "status": ANNOUNCED,
            "lost_numbers": 0,
            "unread_in_rows": 0,
            "unread": "announced here, and not in the document",
        }
        for number, entry in enumerate(found, after + 1)
    ]


def contents_rows(document: Document) -> Iterator[dict[str, Any]]:
    """Rows of table ``claims`` for the longest contents list: the tables of figures that it names, in its order.

    The role of each is part of its metric; one that the list names twice is left out, for which is meant is not certain.
    """
    lists = [[(block, entry, table_title(entry.title)) for block, entry in found] for found in _contents(document)]
    entries = max(lists, key=len, default=[])
    roles = Counter(table.role for _, _, table in entries if table)
    for block, entry, table in entries:
        if table and table.role and roles[table.role] == 1:
            yield {
                "claim_id": f"{CONTENTS}{table.role}-1",
                "section": "",
                "subject": entry.title,
                "metric": f"{CONTENTS}{table.role}",
                "relation": "text",
                "quote": entry.title,
                **block.place_of(entry.title).as_dict(),
            }


def seen_title_rows(document: Document, forms: Sequence[Form], family: str) -> Iterator[dict[str, Any]]:
    """Rows of table ``claims`` for titles of tables that no form of the document is: their tables stand there unread.

    A grid of no known form without a title, between tables of accounts or budgets, may be of any of them.
    """
    read = {form.role.key for form in forms if form.role}
    known = {plain_line(form.title) for form in forms if form.form}
    seen: dict[str, tuple[Line | Cell, str]] = {}
    for block, title in _titles_outside(document):
        role = role_titled(title, family)
        if role and role.key not in read and plain_line(block.text) not in known:
            seen.setdefault(role.key, (block, title.text))
    placed = [number for number, form in enumerate(forms) if form.role]
    for form in forms[placed[0] : placed[-1]] if placed else ():
        if not form.form and form.table is None:
            seen.setdefault("", (form.grids[0].cells[0], ""))
    for number, (key, (block, text)) in enumerate((*seen.items(), *_of_none(forms, family)), 1):
        row = {
            "section": "",
            "subject": text,
            "relation": "text",
            "quote": text,
            **block.place_of(block.text).as_dict(),
        }
        yield {"claim_id": f"{SEEN}{key}-{number}", "metric": f"{SEEN}{key}", **row}


def _of_none(forms: Sequence[Form], family: str) -> Iterator[tuple[str, tuple[Cell, str]]]:
    """Tables that were not recognised and whose titles say that they are none of those that accounts lack."""
    lacking = {role.name for role in official(FINAL_ACCOUNTS)} - {form.role.name for form in forms if form.role}
    for form in forms if family == FINAL_ACCOUNTS else ():
        if not form.form and form.table and names_none(form.title, family, lacking):
            yield NONE, (form.grids[0].cells[0], form.title)


def _titles_outside(document: Document) -> Iterator[tuple[Line | Cell, TableTitle]]:
    """Lines and cells outside contents lists that are titles of tables; one set on two lines is read as one."""
    in_list = {id(block) for entries in _contents(document) for block, _ in entries}
    lines = [line for line in document.lines if id(line) not in in_list]
    blocks: list[Line | Cell] = [*lines]
    blocks += [cell for grid in document.grids for cell in grid.cells if id(cell) not in in_list]
    for block in blocks:
        if _TABLE in block.text and (title := table_title(plain_line(block.text))):
            yield block, title
    for line, below in ((one, two) for one, two in pairwise(lines) if _TABLE in two.text):
        first, second = table_title(plain_line(line.text)), table_title(plain_line(below.text))
        both = table_title(plain_line(line.text + below.text)) if second and not first else None
        if both and second and both.role != second.role:
            yield line, both


def is_among(title: str, others: Iterable[str]) -> bool:
    """True where one of the others is a name of the same table: alike, or the one within the other."""
    own = _core(title)
    return any(_alike(own, other) for other in map(_core, others) if other)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short in long:
        return len(short) >= _PART * len(long)
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _contents(document: Document) -> Iterator[list[tuple[Line | Cell, Announced]]]:
    """Contents lists, each with its entries: runs of lines, or cells of one grid, that each name a table."""
    run: list[tuple[Line | Cell, Announced]] = []
    gap = 0
    for block in (*document.blocks, None):
        if isinstance(block, Line):
            if is_furniture(block.text):
                continue
            if title := _entry(block.text):
                run.append((block, Announced(title, block.page)))
                gap = 0
                continue
            gap += 1
            if gap <= _GAP:
                continue
        if len(run) >= _FEWEST:
            yield run
        run = []
        if isinstance(block, Grid):
            yield _listed(block)


def _listed(grid: Grid) -> list[tuple[Line | Cell, Announced]]:
    """Entries of a contents list that is a grid: cells that each name a table, where no cell holds an amount."""
    named = [(cell, title) for cell in grid.cells if (title := _entry(cell.text) or _name(cell.text))]
    if len(named) < _FEWEST or any(count_numbers(cell.text) for cell in grid.cells):
        return []
    return [(cell, Announced(title, cell.page)) for cell, title in named]


def _entry(text: str) -> str:
    """The name of a table in a numbered line of a contents list; empty where it names none that is known."""
    match = _ENTRY.fullmatch(plain_line(text))
    return match["title"] if match and _known_as(match["title"]) else ""


def _name(text: str) -> str:
    """A cell that is the name of a table and nothing else; empty where it names none that is known."""
    plain = plain_line(text)
    return plain if plain.endswith("表") and len(plain) <= _LONGEST and _known_as(plain) else ""


def _known_as(title: str) -> set[str]:
    """The role and the form that a title is of, as far as it is the title of one."""
    table, named = table_title(title), titled(title)
    return {name for name in (table.role if table else "", named.form if named else "") if name} - {"accounts"}


def _pointed(line: Line, holds_tables: bool) -> Iterator[Announced]:
    """Tables that a sentence points to: those it names; any where the document holds none at all."""
    for match in _POINTS.finditer(plain_line(line.text)):
        if match["title"] and _known_as(match["title"]):
            yield Announced(match["title"], line.page)
        elif not match["title"] and not holds_tables:
            yield Announced(match["what"], line.page)


def _titles(document: Document, in_list: set[int]) -> Iterator[str]:
    """Lines and cells outside contents lists that may be the title of a table."""
    places: list[Line | Cell] = [*document.lines]
    places += [cell for grid in document.grids for cell in grid.cells]
    for block in places:
        text = plain_line(block.text)
        if id(block) not in in_list and "表" in text and len(text) <= _LONGEST and not _SENTENCE.search(text):
            yield text


def _none(title: str, nothing: Iterable[str]) -> bool:
    return any(word.strip("“”").removesuffix("经费") in title for word in nothing)


def _core(title: str) -> str:
    """A name without numbers, brackets and words that every table's name may have."""
    name = re.sub(r"^\D?[\d一二三四五六七八九十]+[、.]|[.…·-]+\d*$", "", plain_line(title))
    return _EMPTY_WORDS.sub("", name.replace("收入支出", "收支"))
