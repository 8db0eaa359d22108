"""PDF sources: camelot's geometry, filled with pdfium's glyphs.

Pages are chosen by what is drawn on them: one without paths holds no rulings and is running text. A
page whose words announce a table, but on which no rulings are found, climbs the ladder: rulings that
are drawn as a picture, then columns of text without rulings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from jixiao.errors import ReadError
from jixiao.grids import Document, Grid, Line, Unread
from jixiao.read.cells import fill
from jixiao.read.framed import columns_among, may_be_columns, whole_tables
from jixiao.read.furniture import furniture
from jixiao.read.geometry import RuledTable, ruled_tables
from jixiao.read.glyphs import CHINESE, Glyph, box_of, lines_of, page_glyphs, text_of
from jixiao.read.inferred import inferred_page
from jixiao.read.words import words_of
from jixiao.sources import Source

#: More pages than any disclosure has; a file with more is refused before it costs time.
MOST_PAGES = 3000
#: More than this share of glyphs without a meaning, and the page counts as not readable.
_BAD_GLYPHS = 0.2
#: Fewer paths than this draw no table.
_FEWEST_PATHS = 4
_ENCRYPTED = 4
#: A page with fewer signs says too little; with more than this share of signs that are no figures it is no table of them.
_ENOUGH_GLYPHS, _STRANGE, _WORDS = 40, 0.1, 0.3
_NO_FIGURE = re.compile(r"[^\d.,%\s-]")
_LOWER = re.compile("[a-z]")
#: Words that announce a table: its title, its unit, its number.
_ANNOUNCES = re.compile(
    r"^[^。；，]{2,40}表(?:[（(].{1,10}[)）])?$|单位[:：]\s*(?:万|千|亿)?元|^(?:财决)?公开\s*\d{2}\s*表?$"
)

#: Labels of forms, which have several parts with columns of their own; among the titles of a table one is none.
_FORM_WORDS = re.compile(r"[一二三]级指标|项目名称")
_TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计")
#: Lines of the page around a label in which the titles beside it stand.
_TITLE_LINES = 2


@dataclass(frozen=True)
class PageText:
    """One page as pdfium gives it: its glyphs, and whether paths or pictures are drawn on it."""

    number: int
    glyphs: list[Glyph]
    has_paths: bool
    has_picture: bool

    @cached_property
    def lines(self) -> list[tuple[str, list[Glyph]]]:
        """Lines of the page from the top, with their text."""
        return [(text_of(line), line) for line in lines_of(self.glyphs)]

    def announces_table(self) -> bool:
        """True where a line is a table's title, unit or number."""
        return any(_ANNOUNCES.search(text) for text, _ in self.lines)

    def has_form_words(self) -> bool:
        """True where labels stand that only forms have."""
        for number, (text, line) in enumerate(self.lines):
            found = list(filter(_FORM_WORDS.fullmatch, _texts(line))) if _FORM_WORDS.search(text) else []
            near = self.lines[max(number - _TITLE_LINES, 0) : number + _TITLE_LINES + 1]
            if found and (
                found != ["项目名称"] or not any(_TOTAL.fullmatch(t) for _, one in near for t in _texts(one))
            ):
                return True
        return False

    @cached_property
    def has_columns(self) -> bool:
        """True where amounts stand beside each other."""
        return columns_among(self.lines)


def _texts(line: Sequence[Glyph]) -> list[str]:
    return [words.text for words in words_of(line)]


def read_pdf(source: Source) -> Document:
    """Lines and grids of a PDF in reading order.

    Raises ReadError for a file that is encrypted or damaged, or of which no page has readable text.
    """
    pages = _pages(source)
    without_text = [page for page in pages if unreadable(page)]
    readable = [page for page in pages if not unreadable(page)]
    pictures = [page for page in without_text if page.has_picture or page.glyphs]
    scanned, unread = (
        read_scanned(source, {page.number: unreadable(page) for page in pictures}) if pictures else ({}, [])
    )
    if not readable and not scanned:
        reasons = "; ".join(sorted({item.reason for item in unread})) or "blank pages only"
        hint = "install jixiao[ocr] for scanned pages, or look for a version with a text layer"
        raise ReadError(f"no page has readable text: {reasons}", where=str(source.path), hint=hint)
    drawn, unclear = _blocks(readable, _tables(source, readable))
    by_page = {**_grouped(drawn), **scanned}
    blocks = [block for number in sorted(by_page) for block in by_page[number]]
    listed = tuple(sorted([*unread, *unclear], key=lambda item: item.page))
    return Document(tuple(blocks), len(pages), "pdf", listed, furniture(blocks))


def _grouped(blocks: Sequence[Line | Grid]) -> dict[int, list[Line | Grid]]:
    pages: dict[int, list[Line | Grid]] = {}
    for block in blocks:
        pages.setdefault(block.page, []).append(block)
    return pages


def read_scanned(source: Source, pages: Mapping[int, str]) -> tuple[dict[int, list[Line | Grid]], list[Unread]]:
    """Pages without usable text (number → why), read from their pictures where the extra is installed."""
    from jixiao.read.ocr import available  # late: they load OpenCV
    from jixiao.read.scan import picture_of
    from jixiao.read.turned import read_picture

    if not available():
        return {}, [Unread(number, f"{reason}; install jixiao[ocr]") for number, reason in pages.items()]
    found: dict[int, list[Line | Grid]] = {}
    unread: list[Unread] = []
    pdf = _open(source)
    try:
        for number in pages:
            page = pdf[number - 1]
            blocks = read_picture(picture_of(page), number, page.get_size())
            if blocks is None:
                unread.append(Unread(number, "scanned: too coarse; not read"))
            else:
                found[number] = blocks
    finally:
        pdf.close()
    return found, unread


def _pages(source: Source) -> list[PageText]:
    pdf = _open(source)
    try:
        return [page_text(page, number) for number, page in enumerate(pdf, 1)]
    except pdfium.PdfiumError as error:
        hint = "download it again"
        raise ReadError(f"a page is damaged: {error}", where=str(source.path), hint=hint) from error
    finally:
        pdf.close()


def page_text(page: pdfium.PdfPage, number: int) -> PageText:
    """What a page holds, as far as its text layer goes; the page is closed."""
    kinds = [raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, i)) for i in range(_objects(page))]
    nested = raw.FPDF_PAGEOBJ_FORM in kinds  # a form may hold anything
    paths = kinds.count(raw.FPDF_PAGEOBJ_PATH) >= _FEWEST_PATHS or nested
    made = PageText(number, page_glyphs(page), paths, nested or raw.FPDF_PAGEOBJ_IMAGE in kinds)
    page.close()
    return made


def _objects(page: pdfium.PdfPage) -> int:
    return int(raw.FPDFPage_CountObjects(page.raw))


def _open(source: Source) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(source.path)
        pages = len(pdf)
    except pdfium.PdfiumError as error:
        where = str(source.path)
        if error.err_code == _ENCRYPTED:
            hint = "save it without a password first"
            raise ReadError("the PDF is encrypted", where=where, hint=hint) from error
        hint = "download it again"
        raise ReadError(f"the PDF is damaged or no PDF: {error}", where=where, hint=hint) from error
    if 0 < pages <= MOST_PAGES:
        return pdf
    pdf.close()
    said = f"the PDF has {pages} pages, more than {MOST_PAGES}" if pages else "the PDF has no pages"
    hint = "split it into the documents it holds" if pages else "download it again"
    raise ReadError(said, where=str(source.path), hint=hint)


def unreadable(page: PageText) -> str:
    """Why a page cannot be read; empty where it can."""
    if not page.glyphs:
        return "scanned: no text layer" if page.has_picture else "blank"
    bad = sum(1 for glyph in page.glyphs if _meaningless(glyph.text))
    if bad > _BAD_GLYPHS * len(page.glyphs):
        return f"font without text map: {bad} of {len(page.glyphs)} characters have no meaning"
    if len(page.glyphs) >= _ENOUGH_GLYPHS and _is_gibberish("".join(glyph.text for glyph in page.glyphs)):
        return "font without text map: no Chinese character among its signs"
    return ""


def _is_gibberish(text: str) -> bool:
    """True for signs that are neither Chinese nor figures nor words of another language: codes of a font."""
    if CHINESE.search(text):
        return False
    strange, words = len(_NO_FIGURE.findall(text)), len(_LOWER.findall(text))
    return strange > _STRANGE * len(text) and words < _WORDS * len(text)


def _meaningless(char: str) -> bool:
    code = ord(char[0])
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF


def _tables(source: Source, pages: Sequence[PageText]) -> dict[int, list[RuledTable]]:
    """Ruled tables by page: from drawn paths, and where these give none from the picture of the page."""
    found = _by_page(ruled_tables(source.path, [page.number for page in pages if page.has_paths], "vector"))
    missing = [
        page.number
        for page in pages
        if page.number not in found and (page.has_paths or page.has_picture) and page.announces_table()
    ]
    return found | _by_page(ruled_tables(source.path, missing, "combined"))


def _by_page(tables: Iterable[RuledTable]) -> dict[int, list[RuledTable]]:
    pages: dict[int, list[RuledTable]] = {}
    for table in tables:
        pages.setdefault(table.page, []).append(table)
    return pages


def _blocks(
    pages: Sequence[PageText], tables: Mapping[int, Sequence[RuledTable]]
) -> tuple[list[Line | Grid], list[Unread]]:
    """Grids and lines page by page from top to bottom, and pages whose table could not be read."""
    blocks: list[Line | Grid] = []
    unread: list[Unread] = []
    is_form = False
    was_open, before = False, None
    for page in pages:
        found: Sequence[RuledTable] = tables.get(page.number, ())
        if found and (page.has_columns or may_be_columns(found)):
            found = whole_tables(found, page.glyphs)
        announced = page.announces_table()
        goes_on = was_open and not announced
        is_form = page.has_form_words() or (is_form and goes_on)
        columns_stand = not found and page.has_columns
        if not found and (announced or goes_on or is_form or columns_stand):
            follows = was_open and not (is_form and announced)
            columns = None if page.has_form_words() else before  # it has titles of its own
            inferred = inferred_page(page.glyphs, page.number, follows, is_form, columns)
            if inferred is None or (columns_stand and not inferred.tables):
                unread.append(Unread(page.number, "table without rulings: its columns cannot be told apart"))
            found = inferred.tables if inferred else ()
            was_open, before = inferred is None or bool(found), inferred.columns if inferred else None
        else:
            was_open, before = False, None
        blocks += _page_blocks(page, found)
    return blocks, unread


def _page_blocks(page: PageText, tables: Sequence[RuledTable]) -> list[Line | Grid]:
    if not tables:
        return _in_order([Line(text, page.number, box_of(line)) for text, line in page.lines])
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        holder = next((i for i, table in enumerate(tables) if table.holds(glyph.centre)), None)
        (outside if holder is None else inside[holder]).append(glyph)
    grids = [fill(table, held) for table, held in zip(tables, inside, strict=True)]
    return _in_order([*grids, *_lines(outside, page.number)])


def _lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    return [Line(text_of(line), page, box_of(line)) for line in lines_of(glyphs)]


def _in_order(blocks: Sequence[Line | Grid]) -> list[Line | Grid]:
    return sorted(blocks, key=lambda block: block.box[1] if block.box else 0.0)
