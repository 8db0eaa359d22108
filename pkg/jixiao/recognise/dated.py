"""Of which year a document is, and where it says so: on its title page, above its tables, over columns, in sentences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jixiao.families import ACCOUNTS
from jixiao.grids import Document
from jixiao.recognise.fields import form_year
from jixiao.recognise.find import Form
from jixiao.recognise.tables.columns import header_of

#: Where a year was taken from: what a person gave, or what the document prints, the surest first.
Basis = Literal["given", "title", "tables", "columns", "sentences"]

#: Lines of a title page.
COVER_LINES = 12
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"二[〇○零0][〇○零一二三四五六七八九]{2}(?=年)")
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
#: 2022年, 2022年度, and 2022部门决算; the year of a date (2023年9月) is when something was printed.
YEAR = re.compile(rf"(?<!\d)(20\d{{2}})(?:年(?!{_MONTH})(度?)|(?=(?:部门|单位)?(?:决算|预算)))")
#: A line that says a day or month alone.
DATE = re.compile(rf"20\d{{2}}年{_MONTH}(?:\d{{1,2}}日|.{{1,3}}日)?")
_ABOUT_MONEY = re.compile(r"预算|决算|自评|绩效|收支")
_SENTENCE = re.compile(r"[。；，]|,(?!\d)")
#: The year that a sentence begins with: 2022年我局…, 2022年度，….
_OPENING = re.compile(rf"(?:[(（]?[\d一二三四五六七八九十]{{1,3}}[)）.、])?(20\d{{2}})年(?!{_MONTH})")


@dataclass(frozen=True, slots=True)
class Dated:
    """The year of a document and where it says so; no year where nothing does. ``other`` is a year that its title
    page or most of its tables name instead."""

    year: int | None = None
    basis: Basis | None = None
    other: int | None = None


def plain_line(text: str) -> str:
    """A line without white space, half width, years in digits (二〇二二年 → 2022年)."""
    clean = unicodedata.normalize("NFKC", "".join(text.split()))
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS).replace("二", "2"), clean)


def dated(document: Document, forms: Sequence[Form], given: int | None = None) -> Dated:
    """The year that is given, else the one of the title page, of the tables, of their columns, of the sentences."""
    said: list[tuple[Basis, int | None]] = [
        ("given", given),
        ("title", _on_cover(document)),
        ("tables", _above_tables(forms)),
    ]
    found = [(basis, year) for basis, year in said if year]
    if not found and (year := _over_columns(forms)):
        found = [("columns", year)]
    if not found and (year := _in_sentences(document)):
        found = [("sentences", year)]
    if not found:
        return Dated()
    (basis, year), *rest = found
    return Dated(year, basis, next((other for _, other in rest if other != year), None))


def year_of(document: Document, forms: Sequence[Form]) -> int | None:
    """The year that a document states; None where it states none."""
    return dated(document, forms).year


def _on_cover(document: Document) -> int | None:
    """The year of a line that speaks of budget, accounts or performance, else of any that begins with one."""
    lines = [plain_line(line.text) for line in document.lines[: COVER_LINES + 2]]
    cover = [(index, text) for index, text in enumerate(lines[:COVER_LINES]) if not _SENTENCE.search(text)]
    for index, text in cover:
        match = YEAR.search(text)
        if match and (match[2] or _ABOUT_MONEY.search(text + "".join(lines[index + 1 : index + 3]))):
            return int(match[1])
    return next((int(match[1]) for _, text in cover if (match := YEAR.match(text))), None)


def _above_tables(forms: Sequence[Form]) -> int | None:
    """The year that most titles of tables and forms name."""
    titles = (plain_line(text) for form in forms for text in (form.title, *(line.text for line in form.above)))
    votes = Counter(int(match[1]) for text in titles if not _SENTENCE.search(text) for match in YEAR.finditer(text))
    votes.update(year for form in forms if (year := form_year(form)))
    return _most_common(votes)


def _over_columns(forms: Sequence[Form]) -> int | None:
    """The last of the years that columns are of: 2025年预算数 | 2026年预算数."""
    paths = (path for form in forms if form.form == ACCOUNTS for path in header_of(form.grids[0]).paths)
    years = [int(match[1]) for path in paths for text in path for match in YEAR.finditer(plain_line(text))]
    return max(years, default=None)


def _in_sentences(document: Document) -> int | None:
    """The year that most sentences begin with, else that most lines name."""
    lines = [plain_line(line.text) for line in document.lines]
    return _most_common(Counter(_openings(lines))) or _most_common(Counter(_named(lines)))


def _openings(lines: Iterable[str]) -> Iterator[int]:
    for text in lines:
        yield from (int(match[1]) for part in text.split("。") if (match := _OPENING.match(part)))


def _named(lines: Iterable[str]) -> Iterator[int]:
    for text in lines:
        yield from (int(match[1]) for match in YEAR.finditer(text))


def _most_common(votes: Counter[int]) -> int | None:
    return votes.most_common(1)[0][0] if votes else None
