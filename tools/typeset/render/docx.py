"""Render a document to DOCX: headings, merged cells, a section for every change of orientation."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH

from ..model import Block, Document, Heading, Paragraph, Sheet, Spacer, SplitLine, Table

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def write_docx(document: Document, path: Path) -> None:
    """Write a document as a Word file."""
    word = docx.Document()
    word.core_properties.title = document.title
    word.core_properties.created = word.core_properties.modified = datetime(2020, 1, 1, tzinfo=UTC)
    for block in document.blocks:
        _add(word, block)
    word.save(str(path))


def _add(word: Any, block: Block) -> None:
    """Add one block."""
    match block:
        case Sheet(landscape=turned):
            _add_sheet(word, turned)
        case Heading(text=text, level=level, align=align):
            word.add_heading(text, level).alignment = ALIGNMENTS[align]
        case Paragraph(text=text, align=align, bold=bold):
            paragraph = word.add_paragraph()
            paragraph.alignment = ALIGNMENTS[align]
            paragraph.add_run(text).bold = bold
        case SplitLine(left=left, right=right):
            word.add_paragraph("\t".join(part for part in (left, right) if part))
        case Table():
            _add_table(word, block)
        case Spacer():
            word.add_paragraph()


def _add_sheet(word: Any, turned: bool) -> None:
    """Begin a page; a new section where it is turned another way."""
    section = word.sections[-1]
    if (section.orientation == WD_ORIENT.LANDSCAPE) == turned:
        if len(word.element.body) > 1:
            word.add_page_break()
        return
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = section.page_height, section.page_width


def _add_table(word: Any, table: Table) -> None:
    """Add a table: blank cells first, then merged and filled."""
    grid = word.add_table(table.rows, len(table.widths), style="Table Grid")
    cells = [list(row.cells) for row in grid.rows]
    for cell in table.cells:
        place = cells[cell.row][cell.column]
        last = cells[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1]
        place = place if place is last else place.merge(last)
        paragraph = place.paragraphs[0]
        paragraph.alignment = ALIGNMENTS[cell.align]
        paragraph.add_run(cell.text).bold = cell.bold
