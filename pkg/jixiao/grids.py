"""What reading makes of a source: lines of text and grids of cells, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: page (line for text), box in PDF points from the top left, and the text.

    ``confidence`` (0 to 1) is that of the least certain character where the text was read from a picture.
    """

    page: int
    box: Box | None
    printed: str
    confidence: float | None = None

    def as_dict(self) -> dict[str, object]:
        """Columns page, x0, y0, x1, y1, printed, confidence of a record."""
        x0, y0, x1, y1 = self.box or (None, None, None, None)
        spot = {"page": self.page, "x0": x0, "y0": y0, "x1": x1, "y1": y1}
        return {**spot, "printed": self.printed, "confidence": self.confidence}


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

    @property
    def place(self) -> Place:
        return Place(self.page, self.box, self.text, self.confidence)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text."""

    text: str
    page: int
    box: Box | None = None
    #: As in Cell.
    confidence: float | None = None


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


def extent(cell: Cell) -> tuple[float, float]:
    """Left and right edge of a cell: in points where it has a box, else in columns."""
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
