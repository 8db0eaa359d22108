"""PDF sources: camelot's geometry, filled with pdfium's glyphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import pypdfium2 as pdfium

from jixiao.errors import ReadError
from jixiao.grids import Box, Cell, Document, Grid, Line, Unread
from jixiao.read.geometry import RuledTable, ruled_tables
from jixiao.read.glyphs import Glyph, box_of, lines_of, page_glyphs, text_of
from jixiao.sources import Source

#: More than this share of glyphs without a meaning, and the page counts as not readable.
_BAD_GLYPHS = 0.2
_ENCRYPTED, _DAMAGED = 4, 3


def read_pdf(source: Source) -> Document:
    """Lines and grids of a PDF in reading order.

    Raises ReadError for a file that is encrypted or damaged, or of which no page has readable text.
    """
    pdf = _open(source)
    try:
        glyphs = [page_glyphs(page) for page in pdf]
    finally:
        pdf.close()
    unread = tuple(Unread(number, reason) for number, page in enumerate(glyphs, 1) if (reason := _unreadable(page)))
    skipped = {item.page for item in unread}
    readable = [number for number in range(1, len(glyphs) + 1) if number not in skipped]
    if not any(glyphs[number - 1] for number in readable):
        hint = "OCR it first, or look for a version with a text layer"
        raise ReadError(f"no page has readable text: {_reasons(unread)}", where=str(source.path), hint=hint)
    tables: dict[int, list[RuledTable]] = {number: [] for number in readable}
    for table in ruled_tables(source.path, readable, "vector"):
        tables[table.page].append(table)
    blocks = [block for number in readable for block in _page_blocks(number, glyphs[number - 1], tables[number])]
    return Document(tuple(blocks), len(glyphs), "pdf", unread)


def _open(source: Source) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(source.path)
        pages = len(pdf)
    except pdfium.PdfiumError as error:
        if error.err_code == _ENCRYPTED:
            raise ReadError(
                "the PDF is encrypted", where=str(source.path), hint="save it without a password first"
            ) from error
        raise ReadError(
            f"the PDF is damaged or no PDF: {error}", where=str(source.path), hint="download it again"
        ) from error
    if not pages:
        raise ReadError("the PDF has no pages", where=str(source.path), hint="download it again")
    return pdf


def _unreadable(glyphs: Sequence[Glyph]) -> str:
    """Why a page cannot be read; empty where it can."""
    if not glyphs:
        return "scanned or blank: no text layer"
    bad = sum(1 for glyph in glyphs if _meaningless(glyph.text))
    if bad > _BAD_GLYPHS * len(glyphs):
        return f"font without text map: {bad} of {len(glyphs)} characters have no meaning"
    return ""


def _meaningless(char: str) -> bool:
    code = ord(char[0])
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF


def _reasons(unread: Sequence[Unread]) -> str:
    return "; ".join(sorted({item.reason for item in unread})) or "blank pages only"


def _page_blocks(number: int, glyphs: Sequence[Glyph], tables: Sequence[RuledTable]) -> list[Line | Grid]:
    """Grids, and lines of the glyphs outside them, from top to bottom."""
    inside: list[list[Glyph]] = [[] for _ in tables]
    outside: list[Glyph] = []
    for glyph in glyphs:
        holder = next((i for i, table in enumerate(tables) if _holds(table.box, glyph.centre)), None)
        (outside if holder is None else inside[holder]).append(glyph)
    placed: list[tuple[float, Line | Grid]] = [
        (table.box[1], _fill(table, held)) for table, held in zip(tables, inside, strict=True)
    ]
    for line in lines_of(outside):
        box = box_of(line)
        placed.append((box[1], Line(text_of(line), number, box)))
    return [block for _, block in sorted(placed, key=lambda item: item[0])]


def _fill(table: RuledTable, glyphs: Sequence[Glyph]) -> Grid:
    """The grid of a table: each glyph in the cell that holds its centre."""
    finder = _CellFinder(table)
    held: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        held.setdefault(finder.index(*glyph.centre), []).append(glyph)
    cells = tuple(
        Cell(
            cell.row,
            cell.column,
            "".join(text_of(line) for line in lines_of(held.get(index, []))),
            table.page,
            cell.box,
            cell.row_span,
            cell.column_span,
        )
        for index, cell in enumerate(table.cells)
    )
    return Grid(cells, table.n_rows, table.n_columns, table.page, "lattice/vector", table.box)


class _CellFinder:
    """Which cell of a table holds a point: by row and column edges, then by the merged cell there."""

    def __init__(self, table: RuledTable) -> None:
        self._at = {
            (cell.row + i, cell.column + j): index
            for index, cell in enumerate(table.cells)
            for i in range(cell.row_span)
            for j in range(cell.column_span)
        }
        self._tops = _edges({c.row: c.box[1] for c in table.cells}, table.n_rows)
        self._lefts = _edges({c.column: c.box[0] for c in table.cells}, table.n_columns)

    def index(self, x: float, y: float) -> int:
        row = max(bisect_right(self._tops, y) - 1, 0)
        column = max(bisect_right(self._lefts, x) - 1, 0)
        return self._at[row, column]


def _edges(known: dict[int, float], count: int) -> list[float]:
    """First edges by index; where no cell begins the edge of the one before stands in."""
    edges: list[float] = []
    for index in range(count):
        edges.append(known.get(index, edges[-1] if edges else 0.0))
    return edges


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
