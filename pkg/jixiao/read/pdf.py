"""PDF sources: camelot's geometry, filled with pdfium's glyphs.

Pages are chosen by what is drawn on them: one without paths holds no rulings and is running text. A
page whose words announce a table, but on which no rulings are found, climbs the ladder: rulings that
are drawn as a picture, then columns of text without rulings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from jixiao.errors import ReadError
from jixiao.grids import Document, Grid, Line, Unread
from jixiao.read.cells import fill
from jixiao.read.geometry import RuledTable, ruled_tables
from jixiao.read.glyphs import Glyph, box_of, lines_of, page_glyphs, text_of
from jixiao.sources import Source

#: More pages than any disclosure has; a file with more is refused before it costs time.
MOST_PAGES = 3000
#: More than this share of glyphs without a meaning, and the page counts as not readable.
_BAD_GLYPHS = 0.2
#: Fewer paths than this draw no table.
_FEWEST_PATHS = 4
_ENCRYPTED = 4
#: Words that announce a table: its title, its unit, its number.
_ANNOUNCES = re.compile(r"^[^。；，]{2,40}表(?:[（(].{1,10}[)）])?$|单位[:：]\s*(?:万|千|亿)?元|^(?:财决)?公开\s*\d{2}\s*表?$")


@dataclass(frozen=True, slots=True)
class PageText:
    """One page as pdfium gives it: its glyphs, and whether paths or pictures are drawn on it."""

    number: int
    glyphs: list[Glyph]
    has_paths: bool
    has_picture: bool

    def announces_table(self) -> bool:
        """True where a line is a table's title, unit or number."""
        return any(_ANNOUNCES.search(text_of(line)) for line in lines_of(self.glyphs))


def read_pdf(source: Source) -> Document:
    """Lines and grids of a PDF in reading order.

    Raises ReadError for a file that is encrypted or damaged, or of which no page has readable text.
    """
    pages = _pages(source)
    unread = tuple(Unread(page.number, reason) for page in pages if (reason := _unreadable(page)))
    skipped = {item.page for item in unread}
    readable = [page for page in pages if page.number not in skipped]
    if not any(page.glyphs for page in readable):
        hint = "OCR it first, or look for a version with a text layer"
        raise ReadError(f"no page has readable text: {_reasons(unread)}", where=str(source.path), hint=hint)
    tables = _tables(source, readable)
    blocks = [block for page in readable for block in _page_blocks(page, tables.get(page.number, []))]
    return Document(tuple(blocks), len(pages), "pdf", unread)


def _pages(source: Source) -> list[PageText]:
    pdf = _open(source)
    try:
        return [_page(page, number) for number, page in enumerate(pdf, 1)]
    except pdfium.PdfiumError as error:
        hint = "download it again"
        raise ReadError(f"a page is damaged: {error}", where=str(source.path), hint=hint) from error
    finally:
        pdf.close()


def _page(page: pdfium.PdfPage, number: int) -> PageText:
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


def _unreadable(page: PageText) -> str:
    """Why a page cannot be read; empty where it can."""
    if not page.glyphs:
        return "scanned: no text layer" if page.has_picture else "blank: no text layer"
    bad = sum(1 for glyph in page.glyphs if _meaningless(glyph.text))
    if bad > _BAD_GLYPHS * len(page.glyphs):
        return f"font without text map: {bad} of {len(page.glyphs)} characters have no meaning"
    return ""


def _meaningless(char: str) -> bool:
    code = ord(char[0])
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF


def _reasons(unread: Sequence[Unread]) -> str:
    return "; ".join(sorted({item.reason for item in unread})) or "blank pages only"


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


def _page_blocks(page: PageText, tables: Sequence[RuledTable]) -> list[Line | Grid]:
    """Grids, and lines of the glyphs outside them, from top to bottom."""
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        holder = next((i for i, table in enumerate(tables) if table.holds(glyph.centre)), None)
        (outside if holder is None else inside[holder]).append(glyph)
    placed: list[tuple[float, Line | Grid]] = [
        (table.box[1], fill(table, held)) for table, held in zip(tables, inside, strict=True)
    ]
    for line in lines_of(outside):
        box = box_of(line)
        placed.append((box[1], Line(text_of(line), page.number, box)))
    return [block for _, block in sorted(placed, key=lambda item: item[0])]
