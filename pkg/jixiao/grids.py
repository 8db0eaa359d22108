"""What reading makes of a source: lines of text and grids of cells, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]
_HALF = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Correction:
    """A text that a person corrected: the whole cell or line as it was read, and why."""

    printed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: page (line for text), box in PDF points from the top left, and the text.

    ``confidence`` (0 to 1) is that of the least certain character where the text was read from a picture.
    ``cell`` is the name of its cell or line on the page; see ``named``.
    """

    page: int
    box: Box | None
    text: str
    confidence: float | None = None
    cell: str | None = None
    correction: Correction | None = None

    def as_dict(self) -> dict[str, object]:
        """Columns page, x0, y0, x1, y1, cell, printed, confidence of a record; corrected and correction_reason
        where the text that counts is not the one that is printed."""
        x0, y0, x1, y1 = self.box or (None, None, None, None)
        spot = {"page": self.page, "x0": x0, "y0": y0, "x1": x1, "y1": y1, "cell": self.cell}
        if self.correction is None:
            return {**spot, "printed": self.text, "confidence": self.confidence}
        told = {"corrected": self.text, "correction_reason": self.correction.reason}
        return {**spot, "printed": self.correction.printed, "confidence": self.confidence, **told}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid as printed; a merged cell stands at its top left with its spans."""

    row: int
    column: int
    text: str
    page: int
    box: Box | None = None
    row_span: int = 1
    column_span: int = 1
    #: Of the least certain character, 0 to 1; None where the text was not read from a picture.
    confidence: float | None = None
    #: The text runs over a wall into the cell beside it; it is all here, where it begins.
    overflows: bool = False
    #: On its page; see ``named``.
    name: str | None = None
    correction: Correction | None = None
    #: Points from its left wall to where its first line of text begins; None where the source does not show it.
    indent: float | None = None
    #: Left and right edge of its columns on the page where its table begins, should its own page draw them elsewhere.
    edges: tuple[float, float] | None = None

    @property
    def place(self) -> Place:
        return Place(self.page, self.box, self.text, self.confidence, self.name, self.correction)

    def place_of(self, text: str) -> Place:
        """The place of a text that stands in this cell."""
        return replace(self.place, text=text)

    def followed_by(self, rest: Cell, between: str = "") -> Cell:
        """The cell with the text of another behind its own: a label that a page break tore."""
        marks = [cell.correction for cell in (self, rest) if cell.correction]
        texts = [cell.correction.printed if cell.correction else cell.text for cell in (self, rest)]
        reason = "; ".join(dict.fromkeys(mark.reason for mark in marks))
        joint = Correction(between.join(texts), reason) if marks else None
        return replace(self, text=f"{self.text}{between}{rest.text}", correction=joint)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text."""

    text: str
    page: int
    box: Box | None = None
    #: As in Cell.
    confidence: float | None = None
    name: str | None = None
    correction: Correction | None = None

    def place_of(self, text: str) -> Place:
        """The place of a text that stands in this line."""
        return Place(self.page, self.box, text, self.confidence, self.name, self.correction)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed. Blank cells are there too, with text "" ; a merged cell is one cell."""

    cells: tuple[Cell, ...]
    n_rows: int
    n_columns: int
    page: int
    method: str
    box: Box | None = None
    #: True where rulings or the file itself show what a merged cell covers; text has neither.
    ruled: bool = True

    def rows(self) -> list[list[Cell]]:
        """Cells row by row from the left; a merged cell only in the row where it begins."""
        rows: list[list[Cell]] = [[] for _ in range(self.n_rows)]
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            rows[cell.row].append(cell)
        return rows


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that gave no text, and why."""

    page: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source as read: lines and grids in reading order."""

    blocks: tuple[Line | Grid, ...]
    pages: int
    format: str
    unread: tuple[Unread, ...] = ()
    #: Page numbers and running heads: among the blocks, but no part of the text they interrupt.
    furniture: tuple[Line, ...] = ()

    @property
    def lines(self) -> list[Line]:
        return [block for block in self.blocks if isinstance(block, Line)]

    @property
    def grids(self) -> list[Grid]:
        return [block for block in self.blocks if isinstance(block, Grid)]


def named(document: Document) -> Document:
    """The document with a name for every cell and line, by which people can point to it on its page.

    ``t2r3c4`` is row 3, column 4 of the page's second table, ``l5`` its fifth line of text. The same file gives the
    same names; spaces of merged cells count.
    """
    blocks = tuple(_with_names(document.blocks))
    furniture = set(document.furniture)
    heads = [new for old, new in zip(document.blocks, blocks, strict=True) if old in furniture]
    return replace(document, blocks=blocks, furniture=tuple(new for new in heads if isinstance(new, Line)))


def _with_names(blocks: Iterable[Line | Grid]) -> Iterator[Line | Grid]:
    lines: Counter[int] = Counter()
    tables: Counter[int] = Counter()
    for block in blocks:
        if isinstance(block, Line):
            lines[block.page] += 1
            yield replace(block, text=encodable(block.text), name=f"l{lines[block.page]}")
        else:
            tables.update({cell.page for cell in block.cells})
            cells = (
                replace(c, text=encodable(c.text), name=f"t{tables[c.page]}r{c.row + 1}c{c.column + 1}")
                for c in block.cells
            )
            yield replace(block, cells=tuple(cells))


def encodable(text: str) -> str:
    """The text without halves of characters, which damaged files hold and no file can: pairs are joined, others marked."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _HALF.search(text) else text


def extent(cell: Cell) -> tuple[float, float]:
    """Left and right edge of a cell among the columns of its table: in points where it has a box, else in columns."""
    if cell.edges is not None:
        return cell.edges
    if cell.box is not None:
        return cell.box[0], cell.box[2]
    return cell.column, cell.column + cell.column_span


def union(places: Iterable[Place]) -> Box | None:
    """The smallest box around all places; None where none has a box."""
    boxes = [place.box for place in places if place.box is not None]
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
