"""Render a document to PDF."""

from __future__ import annotations

from pathlib import Path

from ..model import Block, Document, Heading, Paragraph, Sheet, Spacer, SplitLine, Table
from .pages import Pages, measure
from .table import draw_table
from .wrapping import wrap

LEADING = 1.6
HEADING_SIZES = {0: 20.0, 1: 16.0, 2: 14.0, 3: 12.0, 4: 12.0}
HEADING_SPACE = {0: 14.0, 1: 8.0, 2: 6.0, 3: 4.0, 4: 4.0}
KEPT_BELOW_HEADING = 60.0


def write_pdf(document: Document, path: Path, *, rulings: bool = True) -> None:
    """Write a document as a PDF file; the same document gives the same bytes. Tables may go without rulings."""
    pages = Pages(path, document.title, document.first_numbered_page, rulings)
    for block in document.blocks:
        _draw(pages, block)
    pages.save()


def _draw(pages: Pages, block: Block) -> None:
    """Draw one block."""
    match block:
        case Sheet(landscape=turned):
            pages.sheet(turned)
        case Spacer(height=height):
            pages.advance(min(height, pages.room))
        case SplitLine():
            _draw_split_line(pages, block)
        case Heading():
            _draw_heading(pages, block)
        case Paragraph():
            _draw_paragraph(pages, block)
        case Table():
            draw_table(pages, block)


def _draw_heading(pages: Pages, heading: Heading) -> None:
    """Draw a heading and keep it together with what follows."""
    size = HEADING_SIZES[heading.level]
    if pages.room < size * LEADING + KEPT_BELOW_HEADING and not pages.at_top:
        pages.next_page()
    for line in wrap(heading.text, pages.width, lambda text: measure(text, size)):
        _draw_line(pages, line, size, heading.align, bold=True)
    pages.advance(HEADING_SPACE[heading.level])


def _draw_paragraph(pages: Pages, paragraph: Paragraph) -> None:
    """Draw a paragraph line by line, going to the next page where it is full."""
    size = paragraph.size
    indent = paragraph.indent * size if paragraph.align == "left" else 0.0
    lines = wrap(paragraph.text, pages.width, lambda text: measure(text, size), indent)
    for number, line in enumerate(lines):
        offset = indent if number == 0 else 0.0
        _draw_line(pages, line, size, paragraph.align, paragraph.bold, offset)
    pages.advance(min(paragraph.space_after, pages.room))


def _draw_line(pages: Pages, line: str, size: float, align: str, bold: bool = False, offset: float = 0.0) -> None:
    """Draw one line of text and move down."""
    if pages.room < size * LEADING:
        pages.next_page()
    free = pages.width - measure(line, size)
    x = pages.left + {"left": offset, "right": free}.get(align, free / 2)
    pages.text(x, pages.y - size * (LEADING - 1) / 2, line, size, bold)
    pages.advance(size * LEADING)


def _draw_split_line(pages: Pages, line: SplitLine) -> None:
    """Draw a line with a left and a right part."""
    if pages.room < line.size * LEADING:
        pages.next_page()
    top = pages.y - line.size * (LEADING - 1) / 2
    pages.text(pages.left, top, line.left, line.size)
    pages.text(pages.left + pages.width - measure(line.right, line.size), top, line.right, line.size)
    pages.advance(line.size * LEADING)
