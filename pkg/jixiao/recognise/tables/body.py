"""The rows of a table behind its titles, without those that are none of its own: titles again, page numbers."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.grids import Cell, Grid
from jixiao.recognise.tables.columns import Header, first_row, is_numbering
from jixiao.recognise.tables.titles import is_furniture, table_title
from jixiao.values import plain_label


def body_rows(grid: Grid, first: Grid, header: Header) -> list[list[Cell]]:
    """Rows of one of a table's grids, the first of which is ``first``."""
    titles = [_texts(row) for row in first.rows()[: header.rows]]
    return [row for row in grid.rows()[first_row(grid, first, header) :] if not _is_furniture(row, titles)]


def _is_furniture(row: Sequence[Cell], titles: Sequence[Sequence[str]]) -> bool:
    texts = _texts(row)
    alone = texts[0] if len(texts) == 1 else ""
    return is_numbering(row) or (bool(texts) and texts in titles) or _is_line(alone)


def _is_line(text: str) -> bool:
    """A page number, or the title of a table, that stands in a grid."""
    return bool(text) and not text.isdigit() and (is_furniture(text) or table_title(text) is not None)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [text for cell in row if (text := plain_label(cell.text))]
