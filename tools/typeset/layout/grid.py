"""Small helpers that put cells into a grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ..model import Cell

# One header cell: row, column, text, row span, column span.
HeaderSpec = tuple[int, int, str, int, int]


def header_cells(specs: Iterable[HeaderSpec]) -> list[Cell]:
    """Return header cells from their specifications."""
    return [Cell(row, column, text, rows, columns) for row, column, text, rows, columns in specs]


def row_cells(row: int, texts: Sequence[str], aligns: str, column: int = 0) -> list[Cell]:
    """Return one cell per text; ``aligns`` holds a letter per column: l, c or r."""
    names = {"l": "left", "c": "center", "r": "right"}
    return [
        Cell(row, column + number, text, align=names[letter])
        for number, (text, letter) in enumerate(zip(texts, aligns, strict=True))
    ]


def spanned_cells(row: int, parts: Iterable[tuple[str, int]]) -> list[Cell]:
    """Return the cells of one row from texts and their column spans, all centred."""
    cells = []
    column = 0
    for text, span in parts:
        cells.append(Cell(row, column, text, column_span=span))
        column += span
    return cells


def merged_levels(row: int, column: int, labels: Sequence[tuple[str, str]]) -> list[Cell]:
    """Return two columns of level labels, one pair per row, where equal neighbours are merged."""
    cells = []
    first = row
    for level1, run in groupby(labels, key=lambda pair: pair[0]):
        pairs = list(run)
        cells.append(Cell(first, column, level1, row_span=len(pairs)))
        start = first
        for level2, inner in groupby(pairs, key=lambda pair: pair[1]):
            count = len(list(inner))
            cells.append(Cell(start, column + 1, level2, row_span=count))
            start += count
        first += len(pairs)
    return cells
