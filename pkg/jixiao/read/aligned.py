"""Tables without rulings: rows and columns from the way words stand under each other.

The last rung of the ladder. Rows come from the vertical gaps between lines, and where a tall label
bridges two rows from their figures; columns from the horizontal extents of the words in rows with
figures. How far a merged cell reaches cannot be seen, so the grid is marked as not ruled, like converted text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.grids import Box, Cell, Grid
from jixiao.read.glyphs import Glyph, box_of, lines_of, text_of
from jixiao.read.words import Words, word_lines

#: Narrower gaps hold two lines of one cell together. Share of the size.
_ROW_GAP = 0.4
#: A table has so many lines with three cells or more.
_FEWEST_LINES = 3
#: … and at least this share of the lines between its first and last.
_TABULAR = 0.25
#: A column stands in more than this share of the rows with figures; what is rarer is a centred label.
_RARE = 0.1
_FEW_ROWS = 3
#: More rows than this share with two words of one line in one column, and the columns are not those of the table.
_MOST_CROWDED = 0.05
#: Confidence of what is read here: columns are inferred, so a finding that rests on them is not certain.
_CONFIDENCE = 0.5
_REMARK = re.compile(r"[:：。，]|公开")


Row = list[Words]
Columns = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table found by alignment: its grid, its columns, and the glyphs of the page outside it.

    It is not clear where words of one line share a column in too many rows: its cells are then not to be
    trusted.
    """

    grid: Grid
    columns: Columns
    rest: list[Glyph]
    clear: bool


def aligned_table(glyphs: Sequence[Glyph], page: int, before: Columns | None = None) -> Aligned | None:
    """The table that a page's words form; None where they form none.

    ``before`` are the columns of a table on the page before: a few rows are enough to go on with it.
    """
    lines = word_lines(glyphs)
    wide = [index for index, line in enumerate(lines) if len(line) >= 3]
    fewest = 1 if before else _FEWEST_LINES
    if len(wide) < fewest or len(wide) < _TABULAR * (wide[-1] + 1 - wide[0]):
        return None
    first = _first(lines, wide[0])
    inside, outside = lines[first : wide[-1] + 1], [*lines[:first], *lines[wide[-1] + 1 :]]
    rows = _rows(inside)
    columns = _columns(rows, before)
    if len(columns) < 3:
        return None
    anchors = [row for row in rows if _has_figure(row)]
    crowded = sum(1 for row in anchors if _crowded(row, columns))
    cells = tuple(cell for number, row in enumerate(rows) for cell in _cells(row, number, columns, rows, page))
    box = box_of([glyph for line in inside for words in line for glyph in words.glyphs])
    grid = Grid(cells, len(rows), len(columns), page, "aligned", box, ruled=False)
    rest = [glyph for line in outside for words in line for glyph in words.glyphs]
    return Aligned(grid, columns, rest, clear=crowded <= _MOST_CROWDED * len(anchors))


def _has_figure(row: Row) -> bool:
    return any(words.is_figure for words in row)


def _crowded(row: Row, columns: Columns) -> bool:
    """True where two words of one line fall into one column: these are not the row's columns."""
    seen = [(_column_of(words.middle, columns), round(words.glyphs[0].baseline)) for words in row]
    return len(seen) != len(set(seen))


def _first(lines: Sequence[Row], wide: int) -> int:
    """The first line of the header: lines of two labels above a wide one belong to it, 部门： … 单位： does not."""
    first = wide
    while first > 0 and len(lines[first - 1]) == 2 and not any(_REMARK.search(w.text) for w in lines[first - 1]):
        first -= 1
    return first


def _rows(lines: Sequence[Row]) -> list[Row]:
    """Lines joined to rows; a group with several lines of figures is parted between them."""
    groups: list[list[Row]] = []
    bottom = 0.0
    for line in lines:
        top = min(words.box[1] for words in line)
        if groups and top - bottom < _ROW_GAP * line[0].glyphs[0].size:
            groups[-1].append(line)
        else:
            groups.append([line])
            bottom = 0.0
        bottom = max(bottom, *(words.box[3] for words in line))
    return [row for group in groups for row in _parted(group)]


def _parted(group: list[Row]) -> list[Row]:
    anchors = [line for line in group if _has_figure(line)]
    if len(anchors) < 2:
        return [[words for line in group for words in line]]
    rows: list[Row] = [[] for _ in anchors]
    for line in group:
        height = _height(line)
        nearest = min(range(len(anchors)), key=lambda i: abs(_height(anchors[i]) - height))
        rows[nearest].extend(line)
    return rows


def _height(line: Row) -> float:
    return line[0].glyphs[0].baseline


def _columns(rows: Sequence[Row], before: Columns | None) -> Columns:
    """Left and right edge of each column: halfway between the words of neighbouring columns.

    The columns of the page before stay where this one's rows are too few to show them all.

    Of few rows with figures the last full one shows the columns: numbers in the middle above amounts at the right
    would not stand under each other.
    """
    anchors = [row for row in rows if _has_figure(row)] or list(rows)
    if 0 < len(anchors) <= _FEW_ROWS:
        anchors = [max(reversed(anchors), key=len)]
    spans: list[list[float]] = []
    for left, right in sorted((w.box[0], w.box[2]) for row in anchors for w in row):
        if spans and left <= spans[-1][1]:
            spans[-1] = [spans[-1][0], max(spans[-1][1], right), spans[-1][2] + 1]
        else:
            spans.append([left, right, 1])
    kept = [span for span in spans if span[2] > _RARE * len(anchors)]
    kept = kept if len(anchors) == 1 else [span for span in kept if span[2] > 1]
    edges = [(one[1] + other[0]) / 2 for one, other in pairwise(kept)]
    own = list(zip([float("-inf"), *edges], [*edges, float("inf")], strict=True))
    return before if before and len(own) <= len(before) else own


def _cells(row: Row, number: int, columns: Columns, rows: Sequence[Row], page: int) -> Iterable[Cell]:
    """One cell for each column of a row. Labels of a first header row begin with the columns nearest to them."""
    held: list[Row] = [[] for _ in columns]
    for words in row:
        held[_column_of(words.middle, columns)].append(words)
    if number == 0 and not _has_figure(row):
        held = _spread(row, columns, rows)
    for column, parts in enumerate(held):
        lines = lines_of(glyph for words in parts for glyph in words.glyphs)
        text = "".join(text_of(line) for line in lines)
        box = box_of([glyph for line in lines for glyph in line]) if lines else _blank(row, column, columns)
        yield Cell(number, column, text, page, box, confidence=_CONFIDENCE)


def _column_of(x: float, columns: Columns) -> int:
    return next(index for index, (left, right) in enumerate(columns) if left <= x < right)


def _spread(row: Row, columns: Columns, rows: Sequence[Row]) -> list[Row]:
    middles: list[list[float]] = [[] for _ in columns]
    for other in rows[1:]:
        for words in other:
            middles[_column_of(words.middle, columns)].append(words.middle)
    held: list[Row] = [[] for _ in columns]
    seen: set[int] = set()
    for column, found in enumerate(middles):
        middle = sum(found) / len(found) if found else 0.0
        nearest = min(range(len(row)), key=lambda i: abs(row[i].middle - middle))
        if nearest not in seen:
            held[column].append(row[nearest])
            seen.add(nearest)
    for index, words in enumerate(row):
        if index not in seen:
            held[_column_of(words.middle, columns)].append(words)
    return held


def _blank(row: Row, column: int, columns: Columns) -> Box:
    box = box_of([glyph for words in row for glyph in words.glyphs])
    left, right = columns[column]
    return max(left, box[0]), box[1], min(right, box[2]), box[3]
