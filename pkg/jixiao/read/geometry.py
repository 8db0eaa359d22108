"""Geometry of ruled tables from camelot: rows, columns and the walls of every cell.

camelot's lattice parser is driven page by page without its text analysis, which costs nine tenths
of its time and is not used here: text comes from pdfium's glyphs. camelot is pinned exactly,
because these are its inner steps.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jixiao.grids import Box
from jixiao.read.strokes import OPERATORS, strokes

Engine = Literal["vector", "combined"]

#: A ruling is no thicker, in points: as camelot has it for thin rectangles.
_RULING = 1.5


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between rulings: top left row and column, spans, box from the top left of the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table of one page; ``cells`` cover it without overlap, row by row."""

    page: int
    n_rows: int
    n_columns: int
    cells: tuple[RuledCell, ...]
    box: Box
    method: str
    #: Of its walls, 0 to 1; None where they are drawn.
    confidence: float | None = None

    def holds(self, point: tuple[float, float]) -> bool:
        """True where a point lies in the table."""
        return self.box[0] <= point[0] <= self.box[2] and self.box[1] <= point[1] <= self.box[3]


def ruled_tables(path: Path, pages: Sequence[int], engine: Engine) -> Iterator[RuledTable]:
    """Ruled tables of the pages (from 1), page by page from the top."""
    if not pages:
        return
    import playa

    with playa.open(path, space="page") as pdf:
        for number in pages:
            yield from _page_tables(path, _drawing(pdf.pages[number - 1]), number, engine)


def _drawing(page: Any) -> Any:
    """Lines, rectangles and curves of a page without its text: all that rulings are found from."""
    from playa.content import PathObject
    from playa.miner import LTCurve, LTLine, LTPage, LTRect, process_object
    from playa.pdftypes import KWD, ContentStream

    if (drawn := strokes(b"\n".join(stream.buffer for stream in page.streams))) is not None:
        page._contents = [ContentStream({}, drawn)]
    (x0, y0), (x1, y1) = (_mapped(page.ctm, corner) for corner in (page.mediabox[:2], page.mediabox[2:]))
    drawing = LTPage(page.page_idx + 1, (0, 0, abs(x1 - x0), abs(y1 - y0)))
    for path in page.flatten(PathObject, restrict_ops={KWD(name.encode()) for name in OPERATORS}):
        for item in process_object(path):
            thin = isinstance(item, LTCurve) and not isinstance(item, LTLine | LTRect) and _is_thin(item)
            drawing.add(LTRect(path, item.bbox) if thin else item)
    return drawing


def _is_thin(curve: Any) -> bool:
    """A filled path as thin as a ruling: many programs draw rulings as four-cornered paths, not as rectangles."""
    wide, high = curve.x1 - curve.x0, curve.y1 - curve.y0
    return bool(curve.fill) and min(wide, high) <= _RULING < max(wide, high)


def _mapped(matrix: Sequence[float], point: Sequence[float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def camelot_parsers() -> Any:
    """camelot's parsers (without types). Imported late: it takes a second, and stored records need no PDF reader."""
    with _without("matplotlib.patches"):
        import camelot.parsers

    return camelot.parsers


@contextmanager
def _without(module: str) -> Iterator[None]:
    """As where the module is not installed, unless it is imported already: half of what camelot takes to import is
    matplotlib, by which it draws what it found; it does without where there is none, and nothing is drawn here.
    """
    absent = sys.modules.setdefault(module, None) is None  # type: ignore[arg-type]  # what import takes for missing
    try:
        yield
    finally:
        if absent:
            del sys.modules[module]


def _page_tables(path: Path, layout: Any, number: int, engine: Engine) -> Iterator[RuledTable]:
    parser: Any = camelot_parsers().Lattice(engine=engine)
    size = (layout.bbox[2], layout.bbox[3])
    parser.prepare_page_parse(str(path), layout, size, number, [], [], [], "", {})
    parser._generate_table_bbox()
    for order, bbox in enumerate(parser.table_bboxes()):
        columns, rows, vertical, horizontal = parser._generate_columns_and_rows(bbox, None)
        table = parser._generate_table(order, bbox, columns, rows, v_s=vertical, h_s=horizontal)
        yield joined_table(table.cells, number, size[1], f"lattice/{engine}")


def joined_table(walls: list[list[Any]], page: int, height: float, method: str) -> RuledTable:
    """Cells joined where no wall is drawn between them, as rectangles anchored top left."""
    n_rows, n_columns = len(walls), len(walls[0])
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(n_rows):
        for column in range(n_columns):
            if (row, column) in taken:
                continue
            row_span, column_span = _spans(walls, row, column, taken)
            covered = [(row + i, column + j) for i in range(row_span) for j in range(column_span)]
            taken.update(covered)
            box = _box((walls[i][j] for i, j in covered), height)
            cells.append(RuledCell(row, column, row_span, column_span, box))
    outline = _box((c for line in walls for c in line), height)
    return RuledTable(page, n_rows, n_columns, tuple(cells), outline, method)


def _spans(walls: list[list[Any]], row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    wide = 1
    while (
        column + wide < len(walls[0]) and not walls[row][column + wide - 1].right and (row, column + wide) not in taken
    ):
        wide += 1
    high = 1
    while row + high < len(walls) and all(
        not walls[row + high - 1][column + i].bottom and (row + high, column + i) not in taken for i in range(wide)
    ):
        high += 1
    return high, wide


def _box(cells: Iterable[Any], height: float) -> Box:
    corners = [(cell.x1, height - cell.y2, cell.x2, height - cell.y1) for cell in cells]
    return (
        min(c[0] for c in corners),
        min(c[1] for c in corners),
        max(c[2] for c in corners),
        max(c[3] for c in corners),
    )
