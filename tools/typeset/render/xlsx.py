"""Render a document to XLSX: a sheet for every page that begins anew, merged cells, texts as printed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from ..model import Document, Heading, Paragraph, Sheet, SplitLine, Table

THIN = Side(style="thin")
RULED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SHEET_WIDTH = 90.0  # characters


def write_xlsx(document: Document, path: Path) -> None:
    """Write a document as a workbook."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = document.title
    book.properties.created = book.properties.modified = datetime(2020, 1, 1)
    for number, blocks in enumerate(_sections(document), 1):
        sheet = book.create_sheet(f"Sheet{number}")
        widths = _widths(blocks)
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = SHEET_WIDTH * width / sum(widths)
        row = 1
        for block in blocks:
            row = _add(sheet, block, row, len(widths))
    book.save(path)


def _widths(blocks: list[Any]) -> tuple[float, ...]:
    """Return the shares of the table with most columns."""
    return max((block.widths for block in blocks if isinstance(block, Table)), key=len, default=(1.0,))


def _sections(document: Document) -> list[list[Any]]:
    """Blocks between the starts of pages; white space is left out."""
    sections: list[list[Any]] = [[]]
    for block in document.blocks:
        if isinstance(block, Sheet):
            sections.append([])
        elif isinstance(block, Heading | Paragraph | SplitLine | Table):
            sections[-1].append(block)
    return [section for section in sections if section]


def _add(sheet: Any, block: Heading | Paragraph | SplitLine | Table, row: int, columns: int) -> int:
    """Add one block from a row on; return the row after it."""
    match block:
        case Table():
            return _add_table(sheet, block, row)
        case SplitLine(left=left, right=right):
            sheet.cell(row, 1, left or None)
            cell = sheet.cell(row, max(columns, 2), right or None)
            cell.alignment = Alignment(horizontal="right")
        case Heading(text=text, align=align) | Paragraph(text=text, align=align):
            cell = sheet.cell(row, 1, text)
            cell.alignment = Alignment(horizontal=align, wrap_text=True)
            cell.font = Font(bold=isinstance(block, Heading))
            if columns > 1:
                sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    return row + 1


def _add_table(sheet: Any, table: Table, top: int) -> int:
    """Add a table with rulings around every cell; return the row after it."""
    for row in range(table.rows):
        for column in range(len(table.widths)):
            sheet.cell(top + row, column + 1).border = RULED
    for cell in table.cells:
        place = sheet.cell(top + cell.row, cell.column + 1)
        place.value, place.data_type = cell.text or None, "s"  # also where it looks like a formula
        place.alignment = Alignment(horizontal=cell.align, vertical="center", wrap_text=True)
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(
                start_row=place.row,
                end_row=place.row + cell.row_span - 1,
                start_column=place.column,
                end_column=place.column + cell.column_span - 1,
            )
    return top + table.rows
