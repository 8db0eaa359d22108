"""How the changes of a typeset document are made: its tables, their cells, rows and columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random

from holding import is_of_accounts
from typeset.model import Block, Cell, Document, Heading, Paragraph, Table

Change = Callable[[Document, Random], Document]

_CODED = re.compile(r"\d{3}(\d{2}){0,2}")


def tables_of(document: Document) -> list[Table]:
    """Tables of a document."""
    return [block for block in document.blocks if isinstance(block, Table)]


def account_tables(document: Document) -> list[Table]:
    """Tables of accounts and budgets."""
    return [table for table in tables_of(document) if is_of_accounts(table)]


def instead(document: Document, of: Block, *blocks: Block) -> Document:
    """The document with other blocks in the place of one."""
    listed = (new for block in document.blocks for new in (blocks if block is of else (block,)))
    return replace(document, blocks=tuple(listed))


def in_cells(document: Document, change: Callable[[str], str], among: Iterable[Table] | None = None) -> Document:
    """The document with the texts of cells changed, in some tables or all."""
    for table in tables_of(document) if among is None else list(among):
        cells = tuple(replace(cell, text=change(cell.text)) for cell in table.cells)
        document = instead(document, table, replace(table, cells=cells))
    return document


def in_text(document: Document, change: Callable[[str], str]) -> Document:
    """The document with headings and paragraphs changed."""
    blocks = [replace(b, text=change(b.text)) if isinstance(b, Paragraph | Heading) else b for b in document.blocks]
    return replace(document, blocks=tuple(blocks))


def one_of(random: Random, tables: Sequence[Table]) -> list[Table]:
    """One of the tables, or none where there are none."""
    return [random.choice(tables)] if tables else []


def codes_of(table: Table) -> list[Cell]:
    """Cells of the first column that are codes of subjects."""
    return [cell for cell in table.cells if cell.column == 0 and _CODED.fullmatch(cell.text)]


def sides_of(table: Table) -> int:
    """How many columns of codes stand beside each other."""
    return len({cell.column for cell in table.cells if _CODED.fullmatch(cell.text)})


def with_row(table: Table, at: int, more: Iterable[Cell]) -> Table:
    """The table with a row more."""
    cells = (replace(c, row=c.row + 1) if c.row >= at else c for c in table.cells)
    return replace(table, cells=(*cells, *more))


def with_columns(table: Table, at: int, more: Iterable[Cell]) -> Table:
    """The table with a column more."""
    cells = (replace(c, column=c.column + 1) if c.column >= at else c for c in table.cells)
    return replace(table, cells=(*cells, *more), widths=(*table.widths, 1.0))


def between_rows(table: Table, random: Random, first: int, last: int) -> int:
    """A row from ``first`` to ``last`` that no merged cell reaches over, to put others before it; the end where there is none."""
    crossed = {row for c in table.cells for row in range(c.row + 1, c.row + c.row_span)}
    free = [row for row in range(first, last + 1) if row not in crossed]
    return random.choice(free) if free else table.rows
