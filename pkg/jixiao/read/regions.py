"""Which rows of a page without rulings are a table: those between titles, without the text above and below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from jixiao.read.blocks import Row, middle_of, overlapping
from jixiao.read.continued import goes_on_untitled
from jixiao.read.groups import Span
from jixiao.read.words import REMARK

#: Rows of a table, at least.
FEWEST = 3
_TITLE = re.compile(r"^[^。；，]{2,40}表(?:[（(].{1,10}[)）])?$")
#: A label without figures belongs to a table where it stands no farther off than this many of its rows.
_NEXT = 1.6
#: … and a title over several columns, where rows are low, by this many times its size.
_NEAR_TITLE = 2.0
#: A heading is larger than the rows of a table above it by this.
_LARGER = 1.2


def regions(rows: Sequence[Row], is_form: bool) -> Iterator[list[Row]]:
    """Rows between titles, without the lines of text above and below."""
    region: list[Row] = []
    for row in [*rows, ()]:
        if row and not (len(row) == 1 and _TITLE.match(row[0].text)):
            region.append(row)
            continue
        inside = [number for number, other in enumerate(region) if _tabular(other)]
        while len(inside) > 1 and _is_larger(region[inside[-1]], region[inside[-2]]):
            inside.pop()
        if inside:
            first, last = (inside[0], inside[-1]) if is_form else _with_labels(region, inside[0], inside[-1])
            yield region[first : last + 1]
        region = []


def _with_labels(rows: Sequence[Row], first: int, last: int) -> tuple[int, int]:
    """The first and last row of a table with those rows of one label or title that stand as close as its rows do."""
    inside = rows[first : last + 1] if last > first else rows
    steps = [middle_of(below) - middle_of(above) for above, below in pairwise(inside)]
    near = _NEXT * median(steps) if steps else 0.0
    columns = _columns_of(rows[first : last + 1])

    def goes_on(row: Row, beside: Row, *, titles: bool) -> bool:
        apart = abs(middle_of(row) - middle_of(beside))
        close = apart < max(near, titles * _NEAR_TITLE * row[0].size) and not REMARK.search(row[0].text)
        return close and len(row) == 1 and (titles or _under(row, columns) == 1)

    titled = not goes_on_untitled(rows[first : last + 1])
    while first and goes_on(rows[first - 1], rows[first], titles=titled):
        first -= 1
    while last + 1 < len(rows) and goes_on(rows[last + 1], rows[last], titles=False):
        last += 1
    return first, last


def _is_larger(row: Row, above: Row) -> bool:
    """True for a heading of what stands below a table: words set larger than the row above them."""
    words = not any(block.is_figure for block in row)
    return words and min(block.size for block in row) > _LARGER * max(block.size for block in above)


def is_list_of_amounts(rows: Sequence[Row]) -> bool:
    """True for labels with one amount beside each."""
    return sum(len(row) > 1 and row[-1].lines[0].is_amount for row in rows) >= FEWEST


def _columns_of(rows: Sequence[Row]) -> list[Span]:
    """Where the columns of a table are, by its rows of several texts."""
    return overlapping(block.box for row in rows if len(row) > 1 for block in row)


def _under(row: Row, columns: Sequence[Span]) -> int:
    """How many columns the text of a row stands in, or over."""
    return sum(left < row[0].box[2] and row[0].box[0] < right for left, right in columns)


def is_tabular(row: Row, rows: Sequence[Row], is_form: bool) -> bool:
    """True for a row of several texts, and in a table for a label of one column: its figures are blank."""
    return len(row) > 1 or (not is_form and _under(row, _columns_of(rows)) == 1)


def _tabular(row: Row) -> bool:
    return sum(1 for block in row if not REMARK.search(block.text)) > 1
