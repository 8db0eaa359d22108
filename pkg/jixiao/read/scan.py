"""Scanned pages: the picture is set straight, cells are found from its rulings, and text is read in every cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium

from jixiao.grids import Box, Cell, Grid, Line
from jixiao.read.geometry import RuledTable
from jixiao.read.glyphs import Glyph, box_of, lines_of, text_of
from jixiao.read.ocr import Reading, read_lines, text_boxes
from jixiao.read.rulings import Picture, StraightPage, ink, rulings, straight, tables_of

_DPI = 200
#: A larger page is drawn more coarsely: pixels of a picture at most.
_MOST_PIXELS = 6e6
#: In points: what is smaller than a decimal point is dirt; ink smaller than this in both directions is no text.
_DIRT, _MARK = 0.5, 2.0
#: A piece lies in a cell where this share of its height does.
_IN_ROW = 0.4
#: Text higher than wide by more than this stands one character a line.
_UPRIGHT = 1.5
#: Half a wall in points; the space left around ink as a share of its height, and the least height in points.
_WALL, _SPACE, _LOWEST = 0.75, 0.2, 10.0
#: Ink this close, in points, belongs together.
_CLOSE = 3.0
#: White in points around the ink of a page that is looked at with it.
_EDGE = 10.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of text within one cell (table, cell) or outside all tables (None); box in pixels around its ink."""

    box: Box
    home: tuple[int, int] | None


def picture_of(page: pdfium.PdfPage) -> Picture:
    """A PDF page as shown, as RGB picture (H, W, 3) of 200 dots an inch."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
    return np.asarray(page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3], np.uint8)


@dataclass(frozen=True, slots=True)
class SeenPage:
    """What is seen of a page's picture before anything is read: the page set straight, its tables, ink and boxes of text."""

    sheet: StraightPage
    tables: Sequence[RuledTable]
    text: Picture
    boxes: Sequence[Box]


def look(image: Picture, page: int, size: tuple[float, float]) -> SeenPage:
    """Tables and places of text of a page's picture (H, W, 3); ``size`` is the page's in points."""
    sheet = straight(image, size)
    dark = ink(sheet.grey, sheet.per_point)
    level, upright = rulings(dark, sheet.per_point)
    tables = tables_of(level, upright, page, sheet.per_point)
    text = _text_ink(dark, level | upright, sheet.per_point)
    return SeenPage(sheet, tables, text, boxes_of_text(sheet.grey, text | level | upright, sheet.per_point))


def scan_page(seen: SeenPage, page: int) -> list[Line | Grid]:
    """Lines and grids of a page, read from top to bottom.

    Boxes are in points of the page as shown. The confidence of a cell or line is that of its least
    certain character; a blank cell is certain, one with ink in which nothing was recognised is
    unreadable with confidence 0.
    """
    sheet, tables = seen.sheet, seen.tables
    pieces = _pieces(seen.boxes, seen.text, tables, sheet.per_point)
    readings = read_lines([cut_out(sheet.grey, piece.box) for piece in pieces])
    held: dict[tuple[int, int] | None, list[tuple[Glyph, float]]] = {}
    for piece, reading in zip(pieces, readings, strict=True):
        held.setdefault(piece.home, []).append((_glyph(piece, reading), reading.confidence))
    placed: list[tuple[float, Line | Grid]] = [
        (table.box[1], _grid(table, index, held, sheet)) for index, table in enumerate(tables)
    ]
    placed += [(line.top, line.on(sheet, page)) for line in _lines(held.get(None, []))]
    return [block for _, block in sorted(placed, key=lambda item: item[0])]


def boxes_of_text(grey: Picture, dark: Picture, per_point: float) -> list[Box]:
    """Boxes of pieces of text in pixels, looked for where there is ink: most of a page with a chart or a title is white."""
    left, top, width, height = cv2.boundingRect(dark)
    edge = round(_EDGE * per_point)
    x, y = max(left - edge, 0), max(top - edge, 0)
    inked = cut_out(grey, (x, y, left + width + edge, top + height + edge))
    return [(x0 + x, y0 + y, x1 + x, y1 + y) for x0, y0, x1, y1 in text_boxes(inked)]


@dataclass(frozen=True, slots=True)
class _TextRow:
    """One line of text in pixels, with the confidence of its least certain character."""

    text: str
    box: Box
    confidence: float

    @property
    def top(self) -> float:
        return self.box[1]

    def on(self, sheet: StraightPage, page: int) -> Line:
        """The line with its place on the page."""
        return Line(self.text, page, sheet.on_page(self.box), self.confidence)


def _lines(held: Iterable[tuple[Glyph, float]]) -> list[_TextRow]:
    certain = {id(glyph): confidence for glyph, confidence in held}
    return [
        _TextRow(text_of(line), box_of(line), min(certain[id(glyph)] for glyph in line))
        for line in lines_of(glyph for glyph, _ in held)
    ]


def _grid(
    table: RuledTable, index: int, held: dict[tuple[int, int] | None, list[tuple[Glyph, float]]], sheet: StraightPage
) -> Grid:
    cells = []
    for number, cell in enumerate(table.cells):
        rows = _lines(held.get((index, number), []))
        text, confidence = "".join(row.text for row in rows), min((row.confidence for row in rows), default=1.0)
        box, spans = sheet.on_page(cell.box), (cell.row_span, cell.column_span)
        cells.append(Cell(cell.row, cell.column, text, table.page, box, *spans, confidence))
    return Grid(tuple(cells), table.n_rows, table.n_columns, table.page, "ocr", sheet.on_page(table.box))


def _glyph(piece: _Piece, reading: Reading) -> Glyph:
    """A piece of text as if it were one glyph, so that lines are put together as those of a text layer are."""
    left, top, _, bottom = piece.box
    return Glyph(reading.text, piece.box, left, bottom, max(bottom - top, 1.0))


def _text_ink(dark: Picture, lines: Picture, per_point: float) -> Picture:
    """Ink without rulings and dirt."""
    rest = cv2.bitwise_and(dark, cv2.bitwise_not(cv2.dilate(lines, np.ones((3, 3), np.uint8))))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(rest)
    kept = np.zeros(count, np.uint8)
    kept[1:] = np.where(stats[1:, cv2.CC_STAT_AREA] >= (_DIRT * per_point) ** 2, 255, 0)
    return np.asarray(kept[labels], np.uint8)


def _pieces(boxes: Sequence[Box], text: Picture, tables: Sequence[RuledTable], per_point: float) -> list[_Piece]:
    """The boxes that hold ink, cut at the walls of cells, and the ink in cells that the boxes left out."""
    pieces: list[_Piece] = []
    left_out = text.copy()
    for box in boxes:
        cut_out(left_out, box)[:] = 0
    for index, table in enumerate(tables):
        for number, cell in enumerate(table.cells):
            inside = _inside(cell.box, per_point)
            parts = [part for box in boxes if (part := _part(box, inside)) and _marks(text, part, per_point)]
            parts = _with_missed(parts, _marks(left_out, inside, per_point), inside, per_point)
            pieces += [_Piece(line, (index, number)) for part in parts for line in _one_a_line(part, text, per_point)]
    outside = [box for box in boxes if not any(table.holds(_middle(box)) for table in tables)]
    pieces += [_Piece(line, None) for box in outside for line in _one_a_line(box, text, per_point)]
    return pieces


def _part(box: Box, inside: Box) -> Box | None:
    """What of a box lies in a cell; None where most of its height does not."""
    x0, y0, x1, y1 = (max(box[0], inside[0]), max(box[1], inside[1]), min(box[2], inside[2]), min(box[3], inside[3]))
    return (x0, y0, x1, y1) if x1 > x0 and y1 - y0 > _IN_ROW * (box[3] - box[1]) else None


def _marks(text: Picture, box: Box, per_point: float) -> list[Box]:
    """Boxes around the ink in a box, ink that lies close together as one; what is too small to be text left out."""
    window = cut_out(text, box)
    reach = round(_CLOSE * per_point)
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(window, np.ones((reach, reach), np.uint8)))
    left, top = max(int(box[0]), 0), max(int(box[1]), 0)
    found = []
    for x, y, width, height in stats[1:, :4].tolist():
        x0, y0, wide, high = cv2.boundingRect(window[y : y + height, x : x + width])
        if max(wide, high) >= _MARK * per_point:
            corner = (float(left + x + x0), float(top + y + y0))
            found.append((*corner, corner[0] + wide, corner[1] + high))
    return found


def _with_missed(parts: list[Box], missed: list[Box], inside: Box, per_point: float) -> list[Box]:
    """The boxes of a cell with the ink that they left out: at the end of a line it is added, elsewhere it stands alone."""
    for mark in missed:
        line = next((k for k, part in enumerate(parts) if _beside(mark, part)), None)
        if line is None:
            parts.append(_wider(mark, inside, per_point))
        else:
            part = parts[line]
            parts[line] = (min(part[0], mark[0]), min(part[1], mark[1]), max(part[2], mark[2]), max(part[3], mark[3]))
    return parts


def _beside(mark: Box, part: Box) -> bool:
    """Whether a mark stands in a line, or before or after it by less than a character."""
    apart = max(mark[0] - part[2], part[0] - mark[2])
    return apart <= part[3] - part[1] and part[1] <= (mark[1] + mark[3]) / 2 <= part[3]


def _one_a_line(box: Box, text: Picture, per_point: float) -> list[Box]:
    """The box; where its text stands upright, one character a line, a box for each character."""
    width = box[2] - box[0]
    if box[3] - box[1] <= _UPRIGHT * width:
        return [box]
    characters: list[list[float]] = []
    for row in (np.flatnonzero(cut_out(text, box).any(axis=1)) + float(int(box[1]))).tolist():
        if characters and row - characters[-1][0] < width and row - characters[-1][1] <= width / 3:
            characters[-1][1] = row
        else:
            characters.append([row, row])
    return [_wider((box[0], top, box[2], bottom + 1), box, per_point) for top, bottom in characters]


def _inside(box: Box, per_point: float) -> Box:
    """A cell without its walls."""
    wall = _WALL * per_point
    return box[0] + wall, box[1] + wall, box[2] - wall, box[3] - wall


def _wider(box: Box, most: Box, per_point: float) -> Box:
    """A box around ink with the space around it that the finder of text leaves, as high as small print at least.

    The recogniser tells a dash from other strokes by the height it stands at.
    """
    space = max((box[3] - box[1]) * _SPACE, (_LOWEST * per_point - (box[3] - box[1])) / 2)
    x0, y0, x1, y1 = box
    return max(x0 - space, most[0]), max(y0 - space, most[1]), min(x1 + space, most[2]), min(y1 + space, most[3])


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def cut_out(picture: Picture, box: Box) -> Picture:
    """The part of a picture in a box: a view, at least one pixel."""
    x0, y0 = max(int(box[0]), 0), max(int(box[1]), 0)
    return picture[y0 : max(round(box[3]), y0 + 1), x0 : max(round(box[2]), x0 + 1)]
