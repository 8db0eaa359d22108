"""Render a document to text as conversion leaves it: Markdown tables, in which merged cells are a text and blanks."""

from __future__ import annotations

from pathlib import Path

from ..model import Block, Document, Heading, Paragraph, SplitLine, Table


def write_markdown(document: Document, path: Path) -> None:
    """Write a document as Markdown."""
    path.write_text("\n\n".join(text for block in document.blocks if (text := _text(block))) + "\n", "utf-8")


def _text(block: Block) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"{'#' * (level + 1)} {text}"
        case Paragraph(text=text):
            return text
        case SplitLine(left=left, right=right):
            return "\n".join(part for part in (left, right) if part)
        case Table():
            return _table(block)
    return ""


def _table(table: Table) -> str:
    places = {(cell.row, cell.column): cell.text.replace("\n", "<br>").replace("|", "\\|") for cell in table.cells}
    columns = range(len(table.widths))
    rows = [f"| {' | '.join(places.get((row, column), '') for column in columns)} |" for row in range(table.rows)]
    return "\n".join([rows[0], "|" + " --- |" * len(columns), *rows[1:]])
