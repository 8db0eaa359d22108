"""Every printed number is accounted for: where the amounts and rates of a source ended, page by page.

A printed number is an amount or rate as it stands in a source: digits with a decimal point, a thousands separator or a
per cent sign. Each ends in exactly one place: a record, a sentence of the running text, furniture, a table that is
listed as not recognised, or it is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal, get_args

from jixiao.families import ACCOUNTS
from jixiao.figures import as_figure, parse_number
from jixiao.grids import Cell, Document, Grid, Line
from jixiao.recognise.find import Form
from jixiao.recognise.performance.evaluation_columns import evaluation_columns
from jixiao.recognise.performance.indicator_titles import UNKNOWN, is_ended
from jixiao.recognise.performance.scorecard import is_safe
from jixiao.recognise.performance.target_forms import is_target
from jixiao.recognise.tables.titles import is_furniture
from jixiao.recognise.unplaced import Unplaced, heads_a_column, unplaced

Row = Mapping[str, Any]
#: A cell or line by its page and its name there.
Spot = tuple[int, str | None]
Ending = Literal["recorded", "text", "furniture", "unread", "lost"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)

#: Dates and numbered headings (2024.3.15, 1.2.3) have two points and are no amounts.
_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+(?=%))(?:%|(?![.,]?\d|\s*年))")
#: What the title of a table says where it goes on: its first part was not found.
_CONTINUED = re.compile(r"[（(]\s*续\s*表?\s*\d*\s*[）)]\s*$|续表\s*\d*$")
#: Amounts of narrow columns that touch: 1,230.551,230.55.
_GLUED = re.compile(r"(?<=\.\d\d)(?=\d[\d,]*\.\d\d)")
_SENTENCE_MARK = re.compile(r"[。；;，：:？！]|,(?!\d)|、.*、")
#: Fields without which a figure of a record is not understood.
_UNDERSTOOD = ("measure", "fund")
#: What an indicator has, of which its reason speaks.
_OF_INDICATOR = ("level3", "weight", "target", "actual")
#: Forms of one project, which has a name.
_NAMED = ("self_evaluation", "transfer_evaluation")
#: Forms whose indicators have their total, a remark or a grade below them.
_ENDED = (*_NAMED, "department_evaluation")
#: Words of a cell that are prose and no label: characters beside its numbers.
_PROSE = 8
#: Words beside its numbers, at least, by which the rest of a torn cell is known in a record.
_LEAST_WORDS = 4
#: Numbers with nothing between them are of a table, whatever text stands beside them.
_BESIDE = re.compile(r"\.\d+%?\s*-?\d[\d,]*\.\d")
#: Words of a row of a table beside its numbers, at most; rows that follow each other, at least.
_ROW_WORDS, _FEWEST_ROWS = 24, 3


@dataclass(frozen=True, slots=True)
class LineTable:
    """Lines that look like rows of a table which no grid holds."""

    title: str
    lines: tuple[Line, ...]

    @property
    def numbers(self) -> int:
        """Printed numbers in it."""
        return sum(count_numbers(line.text) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Account:
    """Where the printed numbers of a source ended: (page, ending) → how many; those of each form that are lost, and
    its figures, whole numbers among them, that no record holds."""

    pages: Mapping[tuple[int, Ending], int]
    lost_in: tuple[Mapping[int, int], ...]
    unplaced_in: tuple[tuple[Unplaced, ...], ...]
    line_tables: tuple[LineTable, ...]

    def total(self, *endings: Ending) -> int:
        """How many numbers ended so; all where nothing is named."""
        return sum(count for (_, ending), count in self.pages.items() if not endings or ending in endings)

    def by_page(self) -> list[dict[str, int]]:
        """For each page with printed numbers how many ended in which way."""
        numbers = sorted({page for page, _ in self.pages})
        return [{"page": page, **{ending: self.pages.get((page, ending), 0) for ending in ENDINGS}} for page in numbers]


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The cells that records stand on, those that they keep by the titles of columns that are not understood, the texts
    they print, by which a cell torn by a page's end is known, and the labels of their rows."""

    spots: set[Spot]
    kept: set[Spot]
    texts: set[str]
    items: set[str]

    def holds(self, cell: Cell) -> bool:
        """True for a cell that a record holds under a known name."""
        return (cell.page, cell.name) in self.spots

    def keeps(self, cell: Cell) -> bool:
        """True for a cell that a record keeps by the title of its column only."""
        return (cell.page, cell.name) in self.kept


def count_numbers(text: str) -> int:
    """How many amounts and rates stand in a text.

    >>> count_numbers("收入1,234.50万元，增长5％，见2024.3.15第12页")
    2
    >>> count_numbers("1,230.551,230.55")
    2
    """
    return len(_NUMBER.findall(_GLUED.sub(" ", unicodedata.normalize("NFKC", text))))


def account(document: Document, forms: Sequence[Form], records: Iterable[Row]) -> Account:
    """Account for the printed numbers of a document that became these forms and records."""
    recorded = _recorded(records)
    pages: Counter[tuple[int, Ending]] = Counter()
    lost_in: list[Counter[int]] = []
    unplaced_in: list[tuple[Unplaced, ...]] = []
    for form in forms:
        lost: Counter[int] = Counter()
        again = _printed_again(form)
        is_read = bool(form.form) and is_safe(form)
        for cell in (cell for grid in form.grids for cell in grid.cells):
            if count := count_numbers(cell.text):
                ending = _ending(cell, form, recorded) if is_read else "unread"
                if ending == "lost" and (cell.page, cell.name) in again:
                    ending = "furniture"
                pages[cell.page, ending] += count
                if ending == "lost":
                    lost[cell.page] += count
        lost_in.append(lost)
        unplaced_in.append(tuple(unplaced(form, recorded.holds, recorded.keeps)))
    tables = tuple(_line_tables(document))
    in_tables = {id(line) for table in tables for line in table.lines}
    furniture = {id(line) for line in document.furniture}
    not_read = {item.page for item in document.unread}
    for line in document.lines:
        if count := count_numbers(line.text):
            row = not _is_prose(line.text) or _BESIDE.search(line.text)
            listed = id(line) in in_tables or (line.page in not_read and row)
            kind: Ending = "unread" if listed else "furniture" if id(line) in furniture else "text"
            pages[line.page, kind] += count
    return Account(pages, tuple(lost_in), tuple(unplaced_in), tables)


def reading_of(form: Form, rows: Iterable[Row], lost: Mapping[int, int], figures: Sequence[Unplaced]) -> dict[str, Any]:
    """Columns of table ``tables`` that say how much of a form was read: status, lost_numbers, and what is missing."""
    unknown = Counter(figure.cell.page for figure in figures if figure.kept or not count_numbers(figure.cell.text))
    in_rows = sum(figure.in_row for figure in figures)
    filled = False
    lacking: list[str] = []
    marked = False
    for row in rows:
        filled |= row.get("value") is not None or form.form != ACCOUNTS
        lacking += ["its project's name"] if row.get("form") in _NAMED and not row["name"] else []
        marked |= "level3" in row and row["weight"] is not None
        if _is_nameless(row):
            lacking.append("the name of an indicator")
            in_rows += 1
        if any(key in row and row[key] is None for key in _UNDERSTOOD) and row.get("printed"):
            unknown[int(row["page"])] += 1
            in_rows += 1
    if not form.form or not is_safe(form):
        numbers = sum(count_numbers(cell.text) for grid in form.grids for cell in grid.cells)
        where = "a scorecard without rulings" if form.form else "no known form"
        counts = {"lost_numbers": 0, "unread_in_rows": numbers, "unread": _said(f"numbers in {where}", numbers)}
        return {"status": "partly_read" if form.form else "not_recognised", **counts}
    if marked and form.form in _ENDED and not (evaluation_columns(form.grids[0])[0] or is_ended(form.rows())):
        lacking.append("the end of its indicators")
        in_rows += 1
    if form.form == ACCOUNTS and _CONTINUED.search(form.title):
        lacking.append("the beginning of the table")
    missing = [_listed("numbers lost", lost), _listed("figures whose row or column is not known", unknown), *lacking]
    said = "; ".join(part for part in missing if part)
    empty = (form.form == ACCOUNTS or is_target(form)) and not filled and not said
    status = "partly_read" if said else "empty" if empty else "read"
    counts = {"lost_numbers": sum(lost.values()), "unread_in_rows": in_rows}
    return {"status": status, **counts, "unread": said or None}


def _is_nameless(row: Row) -> bool:
    """A reason that is of no indicator: cells that were not told apart."""
    return "level3" in row and bool(row.get("reason")) and not any(row.get(key) for key in _OF_INDICATOR)


def line_table_rows(found: Sequence[LineTable], source_id: str, after: int) -> list[dict[str, Any]]:
    """Rows of table ``tables`` for tables that stand in lines of text only; ``after`` others come before them."""
    return [
        {
            "table_id": f"{source_id}-{number:03d}",
            "form": None,
            "title": table.title,
            "page_first": table.lines[0].page,
            "page_last": table.lines[-1].page,
            "n_rows": len(table.lines),
            "n_columns": 1 + max(count_numbers(line.text) for line in table.lines),
            "method": "lines",
            "status": "not_recognised",
            "lost_numbers": 0,
            "unread_in_rows": table.numbers,
            "unread": _said("numbers in lines that look like a table", table.numbers),
        }
        for number, table in enumerate(found, after + 1)
    ]


def _said(what: str, count: int) -> str | None:
    return f"{count} {what}" if count else None


def _listed(what: str, pages: Mapping[int, int]) -> str | None:
    return f"{_said(what, sum(pages.values()))}: p. {', '.join(map(str, sorted(pages)))}" if pages else None


def _recorded(records: Iterable[Row]) -> _Recorded:
    found = _Recorded(set(), set(), set(), set())
    for row in records:
        found.items.add(_squeezed(str(row.get("item") or "")))
        for name, place in (("", row), *(row.get("cells") or {}).items()):
            spot = (place.get("page") or 0, place.get("cell"))
            (found.kept if name.startswith(UNKNOWN) else found.spots).add(spot)
            found.texts.add(_squeezed(str(place.get("printed") or "")))
    return found


def _printed_again(form: Form) -> set[Spot]:
    """Cells at the head of a continuation that say what a row of the table said before: its header, its total."""
    known: set[tuple[str, ...]] = set()
    again: set[Spot] = set()
    for grid in form.grids:
        rows = [(tuple(_squeezed(cell.text) for cell in row), row) for row in grid.rows()]
        for texts, row in rows:
            if texts in known:
                again |= {(cell.page, cell.name) for cell in row}
            elif any(map(count_numbers, texts)):
                break
        known |= {texts for texts, _ in rows}
    return again


def _ending(cell: Cell, form: Form, recorded: _Recorded) -> Ending:
    text = _squeezed(cell.text)
    if recorded.holds(cell) or recorded.keeps(cell) or (form.form == ACCOUNTS and text in recorded.items):
        return "recorded"
    if len(_words(text)) >= _LEAST_WORDS and any(text in whole for whole in recorded.texts if len(whole) > len(text)):
        return "recorded"
    if _is_prose(cell.text) or _among_words(cell, form):
        return "text"
    return "furniture" if heads_a_column(cell.text) else "lost"


def _among_words(cell: Cell, form: Form) -> bool:
    """True in a column of a table of figures that holds words: what it describes has few numbers (1.5匹, 5.4*0.8m)."""
    cells = (other for grid in form.grids for other in grid.cells if other.column == cell.column)
    column = [other.text for other in cells if other.text]
    few = 2 * sum(1 for text in column if count_numbers(text)) < len(column)
    return form.form == ACCOUNTS and few and not any(as_figure(parse_number, text) for text in column)


def _is_prose(text: str) -> bool:
    return text.strip().endswith("。") or (len(_words(text)) >= _PROSE and _SENTENCE_MARK.search(text) is not None)


def _line_tables(document: Document) -> Iterator[LineTable]:
    """Runs of lines that look like rows of a table: numbers with few words and no sentence."""
    furniture = {id(line) for line in document.furniture}
    before = ""
    for (is_line, page, is_row), blocks in groupby(document.blocks, lambda block: _row_key(block, furniture)):
        found = [block for block in blocks if isinstance(block, Line)]
        if is_line and is_row and len(found) >= _FEWEST_ROWS and page:
            yield LineTable(before, tuple(found))
        before = found[-1].text if found else ""


def _row_key(block: Line | Grid, furniture: set[int]) -> tuple[bool, int, bool]:
    if isinstance(block, Grid):
        return False, block.page, False
    return True, block.page, id(block) not in furniture and not is_furniture(block.text) and _is_row(block.text)


def _is_row(text: str) -> bool:
    return bool(count_numbers(text)) and len(_words(text)) <= _ROW_WORDS and not _SENTENCE_MARK.search(text)


def _words(text: str) -> str:
    return re.sub(r"[\s\d.,%％()（）-]", "", text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
