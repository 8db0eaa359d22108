"""The neutral document model between layouts and renderers.

Lengths are points. A document is a flat sequence of blocks; a renderer decides about pages, lines and glyphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A title or section heading; level 0 is a document title, 1–4 are sections."""

    text: str
    level: int = 1
    align: str = "left"


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``indent`` is the first-line indent in characters."""

    text: str
    size: float = 12.0
    align: str = "left"
    indent: float = 2.0
    bold: bool = False
    space_after: float = 4.0


@dataclass(frozen=True)
class SplitLine:
    """One line with a text at the left margin and another at the right margin."""

    left: str
    right: str
    size: float = 10.0


@dataclass(frozen=True)
class Spacer:
    """Vertical white space."""

    height: float


@dataclass(frozen=True)
class Sheet:
    """Start a new page with this orientation."""

    landscape: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of a table; row and column are those of its upper left corner."""

    row: int
    column: int
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    align: str = "center"
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A grid with merged cells. ``widths`` are shares of the text width.

    The first ``header_rows`` rows are drawn again after a page break when ``repeat_header`` is set.
    """

    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    header_rows: int = 0
    repeat_header: bool = False
    size: float = 9.0
    row_height: float = 16.0

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return max(cell.row + cell.row_span for cell in self.cells)


Block = Heading | Paragraph | SplitLine | Spacer | Sheet | Table


@dataclass(frozen=True)
class Document:
    """A whole publication; page numbers start with 1 on page ``first_numbered_page`` (1-based)."""

    title: str
    blocks: tuple[Block, ...]
    first_numbered_page: int = 1

    def texts(self) -> Iterator[str]:
        """Every text that is printed, but for page numbers and headers drawn again."""
        for block in self.blocks:
            match block:
                case Heading(text=text) | Paragraph(text=text):
                    yield text
                case SplitLine(left=left, right=right):
                    yield from (left, right)
                case Table(cells=cells):
                    yield from (cell.text for cell in cells)
