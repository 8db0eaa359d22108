"""Render a document to one HTML page: headings, paragraphs, tables with row and column spans."""

from __future__ import annotations

from html import escape
from itertools import groupby
from pathlib import Path

from ..model import Block, Cell, Document, Heading, Paragraph, SplitLine, Table

TICKS = {"☑": '<input type="checkbox" checked>', "□": '<input type="checkbox">'}


def write_html(document: Document, path: Path) -> None:
    """Write a document as a web page."""
    body = "\n".join(html for block in document.blocks if (html := _html(block)))
    title = escape(document.title)
    page = f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n{body}\n</body></html>\n'
    path.write_text(page, "utf-8")


def _html(block: Block) -> str:
    """Return one block; page starts and white space have none."""
    match block:
        case Heading(text=text, level=level, align=align):
            return f'<h{level + 1} style="text-align: {align}">{escape(text)}</h{level + 1}>'
        case Paragraph(text=text, align=align):
            return f'<p style="text-align: {align}">{escape(text)}</p>'
        case SplitLine(left=left, right=right):
            return f'<div><span>{escape(left)}</span> <span style="float: right">{escape(right)}</span></div>'
        case Table():
            return _table(block)
    return ""


def _table(table: Table) -> str:
    """Return a table; merged cells stand in their first row."""
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    rows = {row: list(cells) for row, cells in groupby(ordered, key=lambda cell: cell.row)}
    lines = [f"<tr>{''.join(_cell(cell) for cell in rows.get(row, []))}</tr>" for row in range(table.rows)]
    return '<table border="1">\n' + "\n".join(lines) + "\n</table>"


def _cell(cell: Cell) -> str:
    """Return one cell with its spans; boxes to tick as such."""
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    text = escape(cell.text).replace("\n", "<br>")
    for mark, box in TICKS.items():
        text = text.replace(mark, box)
    return f"<td{spans}>{text}</td>"
