"""Draw a table with merged cells, broken over pages between its rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..model import Cell, Table
from .pages import Pages, measure
from .wrapping import wrap

PADDING = 3.0
LEADING = 1.3
RULE = 0.5


@dataclass(frozen=True)
class Band:
    """Rows that are drawn together on one page: first row, row after the last one."""

    first: int
    last: int


def draw_table(pages: Pages, table: Table) -> None:
    """Draw a table from the current height on."""
    columns = _column_edges(table, pages)
    lines = {cell: _cell_lines(cell, columns, table.size) for cell in table.cells}
    heights = _row_heights(table, lines)
    header = Band(0, table.header_rows)
    tallest = max(heights) + sum(heights[: header.last])
    if tallest > pages.body_height:
        raise ValueError(f"a table row needs {tallest:.0f} points, a page holds {pages.body_height:.0f}")
    row = 0
    while row < table.rows:
        repeated = table.repeat_header and row >= header.last > 0
        above = sum(heights[: header.last]) if repeated else 0.0
        last = _last_row(heights, row, pages.room - above)
        while row < last < table.rows and any(
            _loses_text(cell, lines[cell], last, heights, table.size) for cell in lines
        ):
            last -= 1
        if last <= max(row, header.last) < table.rows and not pages.at_top:
            pages.next_page()
            continue
        if repeated:
            _draw_band(pages, table, header, columns, heights, lines)
        _draw_band(pages, table, Band(row, last), columns, heights, lines)
        row = last
        if row < table.rows:
            pages.next_page()


def _column_edges(table: Table, pages: Pages) -> list[float]:
    """Return the x of all vertical grid lines."""
    unit = pages.width / sum(table.widths)
    edges = [pages.left]
    for width in table.widths:
        edges.append(edges[-1] + width * unit)
    return edges


def _cell_lines(cell: Cell, columns: list[float], size: float) -> list[str]:
    """Wrap the text of a cell."""
    width = columns[cell.column + cell.column_span] - columns[cell.column] - 2 * PADDING
    return wrap(cell.text, width, lambda text: measure(text, size)) if cell.text else []


def _row_heights(table: Table, lines: dict[Cell, list[str]]) -> list[float]:
    """Return row heights that hold every cell; what a merged cell lacks is spread over its rows."""
    heights = [table.row_height] * table.rows
    for cell in sorted(table.cells, key=lambda item: item.row_span):
        needed = len(lines[cell]) * table.size * LEADING + 2 * PADDING
        span = range(cell.row, cell.row + cell.row_span)
        missing = needed - sum(heights[row] for row in span)
        for row in span:
            heights[row] += max(0.0, missing) / cell.row_span
    return heights


def _last_row(heights: list[float], row: int, room: float) -> int:
    """Return the row after the last one that fits."""
    while row < len(heights) and heights[row] <= room + 0.01:
        room -= heights[row]
        row += 1
    return row


def _draw_band(
    pages: Pages,
    table: Table,
    band: Band,
    columns: list[float],
    heights: list[float],
    lines: dict[Cell, list[str]],
) -> None:
    """Draw some rows: rules first, then the text of every cell that shows in them."""
    tops = [pages.y]
    for row in range(band.first, band.last):
        tops.append(tops[-1] - heights[row])
    shown = [cell for cell in table.cells if cell.row < band.last and cell.row + cell.row_span > band.first]
    if pages.rulings:
        _draw_rules(pages, shown, band, columns, tops)
    for cell in shown:
        first = max(cell.row, band.first) - band.first
        last = min(cell.row + cell.row_span, band.last) - band.first
        part = _lines_in_band(cell, lines[cell], band, heights, table.size)
        _draw_text(pages, cell, part, (columns, tops[first], tops[last]), table.size)
    pages.advance(tops[0] - tops[-1])


def _lines_in_band(cell: Cell, lines: list[str], band: Band, heights: list[float], size: float) -> list[str]:
    """Return the lines for this part of a cell: as many as fit above the page break, then the rest."""
    if cell.row >= band.first and cell.row + cell.row_span <= band.last:
        return lines
    before = sum(heights[cell.row : band.first])
    inside = sum(heights[max(cell.row, band.first) : min(cell.row + cell.row_span, band.last)])
    start = _lines_that_fit(before, size)
    return lines[start : start + _lines_that_fit(inside, size)]


def _loses_text(cell: Cell, lines: list[str], row: int, heights: list[float], size: float) -> bool:
    """Tell whether a page break above a row would leave a merged cell less room than its lines need."""
    end = cell.row + cell.row_span
    if not cell.row < row < end:
        return False
    above, below = sum(heights[cell.row : row]), sum(heights[row:end])
    return _lines_that_fit(above, size) + _lines_that_fit(below, size) < len(lines)


def _lines_that_fit(height: float, size: float) -> int:
    """Return how many lines a box of this height holds."""
    return max(0, int((height - 2 * PADDING) / (size * LEADING) + 0.01))


def _draw_text(pages: Pages, cell: Cell, lines: list[str], box: tuple[list[float], float, float], size: float) -> None:
    """Draw lines in the middle of a cell's box, aligned as the cell says."""
    columns, top, bottom = box
    left, right = columns[cell.column], columns[cell.column + cell.column_span]
    y = top - (top - bottom - len(lines) * size * LEADING) / 2
    for line in lines:
        width = measure(line, size)
        places = {"left": left + PADDING, "right": right - PADDING - width}
        x = places.get(cell.align, (left + right - width) / 2)
        pages.text(x, y - size * (LEADING - 1) / 2, line, size, cell.bold)
        y -= size * LEADING


def _draw_rules(pages: Pages, cells: list[Cell], band: Band, columns: list[float], tops: list[float]) -> None:
    """Draw the ruling lines around all cells, every stretch once."""
    across: dict[int, set[int]] = defaultdict(set)
    down: dict[int, set[int]] = defaultdict(set)
    for cell in cells:
        first = max(cell.row, band.first) - band.first
        last = min(cell.row + cell.row_span, band.last) - band.first
        end = cell.column + cell.column_span
        for column in range(cell.column, end):
            across[first].add(column)
            across[last].add(column)
        for row in range(first, last):
            down[cell.column].add(row)
            down[end].add(row)
    canvas = pages.canvas
    canvas.setLineWidth(RULE)
    for row in sorted(across):
        for start, stop in _runs(across[row]):
            canvas.line(columns[start], tops[row], columns[stop], tops[row])
    for column in sorted(down):
        for start, stop in _runs(down[column]):
            canvas.line(columns[column], tops[start], columns[column], tops[stop])


def _runs(units: set[int]) -> list[tuple[int, int]]:
    """Join unit stretches to runs: first, one past the last."""
    runs: list[tuple[int, int]] = []
    for unit in sorted(units):
        if runs and runs[-1][1] == unit:
            runs[-1] = (runs[-1][0], unit + 1)
        else:
            runs.append((unit, unit + 1))
    return runs
