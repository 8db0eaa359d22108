"""Rulings that a table would have, inferred from where its words stand: the rung below drawn ones.

A part of a table has its own columns. A label that is merged over rows stands in their middle: the rows of all labels
of a column are the ones whose middles fit the labels best. A table is given only where every block lies in one cell of
its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from jixiao.read.blocks import Block, Row, blocks_of, middle_of, rows_of, span_of, unspaced
from jixiao.read.continued import ColumnsBefore, cells_under, columns_of, goes_on_untitled, stand_alike
from jixiao.read.geometry import RuledCell, RuledTable
from jixiao.read.glyphs import Glyph
from jixiao.read.groups import Span, body_of, groups_of, numbers_columns, walls_of
from jixiao.read.headed import over_figures
from jixiao.read.merged import Held, Rows, column_cells, label_cells, titles_over
from jixiao.read.parts import GridPart, form_part, table_part
from jixiao.read.regions import FEWEST, is_list_of_amounts, is_tabular, regions
from jixiao.read.seams import parted
from jixiao.read.words import word_lines
from jixiao.read.wrapped import table_blocks

#: Of cells whose walls are inferred: a finding that rests on them is not certain.
CONFIDENCE = 0.5
#: A table has at least this share of rows with two blocks or more: running text has few.
_TABULAR = 0.5
_MOST_ROWS = 200
_MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class InferredPage:
    """The tables of a page, and the columns of the last one, should the next page go on with it."""

    tables: tuple[RuledTable, ...]
    columns: ColumnsBefore | None


def inferred_page(
    glyphs: Sequence[Glyph], page: int, goes_on: bool, is_form: bool, before: ColumnsBefore | None = None
) -> InferredPage | None:
    """The tables of a page without rulings; None where a block fits no cell, so that none can be trusted.

    Where a table of the page before ``goes_on``, one row is enough, and rows without titles stand in its columns, those
    ``before``. A form has parts with columns of their own, and labels of it may be merged over rows; in a table only
    titles are merged. None also for more rows than a page has: the time grows with their square.
    """
    found: list[RuledTable] = []
    lines = word_lines(glyphs)
    blocks = blocks_of([unspaced(line) for line in lines]) if is_form else table_blocks(parted(lines))
    page_rows = rows_of(blocks)
    if len(page_rows) > _MOST_ROWS:
        return None
    for number, rows in enumerate(regions(page_rows, is_form)):
        fewest = 1 if goes_on and rows[0] is page_rows[0] else FEWEST
        if (
            len(rows) < fewest
            or sum(is_tabular(row, rows, is_form) for row in rows) < _TABULAR * len(rows)
            or (max(map(len, rows)) < min(fewest + 1, 3) and (is_form or not is_list_of_amounts(rows)))
        ):
            continue
        follows = goes_on and not number
        if follows and not is_form and goes_on_untitled(rows):
            table = _continued(rows, page, before)
        else:
            parts = _parts(rows if is_form else over_figures(rows), is_form)
            if follows and is_form and before and not stand_alike([b for row in parts[0].rows for b in row], before):
                return None
            table = _table(parts, page, is_form)
        if table is None:
            return None
        found.append(table)
    return InferredPage(tuple(found), columns_of(found[-1], blocks) if found else None)


def _continued(rows: Sequence[Row], page: int, before: ColumnsBefore | None) -> RuledTable | None:
    """Rows without titles in the columns of the page before; None where they do not stand in them."""
    placed = cells_under(rows, before) if before else None
    if placed is None:
        return None
    held, walls = placed
    heights = _heights([GridPart(walls[1:-1], tuple(rows))])
    cells = []
    for cell in held:
        box = (
            walls[cell.columns.first],
            heights[cell.rows.first],
            walls[cell.columns.last + 1],
            heights[cell.rows.last + 1],
        )
        wide = cell.columns.last - cell.columns.first + 1
        cells.append(RuledCell(cell.rows.first, cell.columns.first, 1, wide, box))
    outline = (walls[0], heights[0], walls[-1], heights[-1])
    return RuledTable(page, len(rows), len(walls) - 1, tuple(cells), outline, "inferred", CONFIDENCE)


def _parts(rows: Sequence[Row], is_form: bool) -> list[GridPart]:
    groups = groups_of(rows, is_form)
    part_of = form_part if is_form else table_part
    return [part_of(group, walls) for group, walls in zip(groups, walls_of(groups), strict=True)]


def _table(parts: Sequence[GridPart], page: int, is_form: bool) -> RuledTable | None:
    """Cells of all parts under common edges; None where a block does not lie in its cell."""
    if not parts:
        return None
    rows = [row for part in parts for row in part.rows]
    blocks = [block for part in parts for column in part.standing() for block in column]
    left, right = min(b.box[0] for b in blocks) - _MARGIN, max(b.box[2] for b in blocks) + _MARGIN
    verticals = sorted({left, right, *(wall for part in parts for wall in part.walls)})
    heights = _heights(parts)
    found: list[tuple[RuledCell, Block | None]] = []
    first = 0
    for part in parts:
        walls = (left, *part.walls, right)
        edges = heights[first : first + len(part.rows) + 1]
        held = _form_cells(part, edges) if is_form else _table_cells(part, edges, walls)
        if held is None:
            return None
        found += [(_placed(cell, first, walls, verticals), cell.block) for cell in held]
        first += len(part.rows)
    edges = _widened(heights, rows, found)
    cells = []
    for cell, block in found:
        box = (cell.box[0], edges[cell.row], cell.box[2], edges[cell.row + cell.row_span])
        if block is not None and not _inside(block, box):
            return None
        cells.append(replace(cell, box=box))
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return RuledTable(
        page, len(rows), len(verticals) - 1, ordered, (left, edges[0], right, edges[-1]), "inferred", CONFIDENCE
    )


def _placed(cell: Held, first: int, walls: Sequence[float], verticals: Sequence[float]) -> RuledCell:
    """A cell of a part in the table: counted by the walls of all parts. Its heights are not yet known."""
    left, right = walls[cell.columns.first], walls[cell.columns.last + 1]
    begin = verticals.index(left)
    high = cell.rows.last - cell.rows.first + 1
    return RuledCell(first + cell.rows.first, begin, high, verticals.index(right) - begin, (left, 0.0, right, 0.0))


def _widened(
    heights: Sequence[float], rows: Sequence[Row], cells: Sequence[tuple[RuledCell, Block | None]]
) -> list[float]:
    """Edges of the rows, moved where a label is higher than the texts of its rows, as far as other texts let them."""
    edges = list(heights)
    for cell, block in cells:
        if block is None:
            continue
        above, below = cell.row, cell.row + cell.row_span
        top = span_of(rows[above - 1])[1] if above else -inf
        bottom = span_of(rows[below])[0] if below < len(rows) else inf
        edges[above] = min(edges[above], max(block.box[1], top))
        edges[below] = max(edges[below], min(block.box[3], bottom))
    return edges


def _heights(parts: Sequence[GridPart]) -> list[float]:
    """Edges of the rows of all parts: half way between their texts, and at the ends of a part its labels'."""
    spans: list[Span] = []
    for part in parts:
        own = [span_of(row) for row in part.rows]
        if part.labels:
            top, bottom = span_of(part.labels)
            own[0] = (min(top, own[0][0]), own[0][1])
            own[-1] = (own[-1][0], max(bottom, own[-1][1]))
        spans += own
    room = max(median(below[0] - above[1] for above, below in pairwise(spans)) / 2, 0.0) if len(spans) > 1 else _MARGIN
    middles = [(above[1] + below[0]) / 2 for above, below in pairwise(spans)]
    return [spans[0][0] - room, *middles, spans[-1][1] + room]


def _inside(block: Block, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return all(left <= x <= right and top <= y <= bottom for x, y in (glyph.centre for glyph in block.glyphs))


def _form_cells(part: GridPart, edges: Sequence[float]) -> list[Held] | None:
    """The cells of a part of a form; None where labels fit no rows."""
    cells: list[Held] = []
    begins = set(range(len(part.rows)))
    for number, column in reversed(list(enumerate(part.standing()))):
        if number not in part.merged:
            cells += column_cells(column, part.rows, number)
            begins = set(range(len(part.rows)))
            continue
        found = label_cells(column, edges, number, Rows(begins, single=number > part.leaf()))
        if found is None:
            return None
        begins = {cell.rows.first for cell in found}
        cells += found
    return cells


def _table_cells(part: GridPart, edges: Sequence[float], walls: Sequence[float]) -> list[Held] | None:
    """The cells of a part of a table: titles may be merged over rows of titles, below them each text stands in one row."""
    body = body_of(part.rows)
    above = [row for row in part.rows if middle_of(row) < body]
    titles = len(above)
    heights = list(edges[: titles + 1])
    if titles:  # the last row of titles is as high below its middle as above it, however far the figures are
        top, bottom = span_of(above[-1])
        heights[-1] = min(heights[-1], bottom + top - heights[-2])
    cells: list[Held] = []
    for number, column in enumerate(part.standing()):
        cells += [cell for cell in column_cells(column, part.rows, number) if cell.rows.first >= titles]
        if not titles:
            continue
        own = [block for block in column if block.middle < body]
        taken = {n for n, row in enumerate(above) if _is_taken(row, part, number, walls)}
        found = label_cells(own, heights, number, Rows(set(range(titles)), taken, is_table=True))
        if found is None:
            return None
        cells += found
    return titles_over(cells, walls, titles)


def _is_taken(row: Row, part: GridPart, number: int, walls: Sequence[float]) -> bool:
    """True for a row of titles of which one reaches over this column from another, or that numbers only others."""
    others = [block for block in row if part.column(block) != number]
    top, bottom = span_of(row)
    beside = any(block.box[1] < bottom and top < block.box[3] for block in part.standing()[number])
    numbered = not beside and numbers_columns(row)
    return numbered or any(b.box[0] < walls[number + 1] and walls[number] < b.box[2] for b in others)
