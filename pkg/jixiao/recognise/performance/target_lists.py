"""Lists of projects with their goals (项目名称 | 金额 | 绩效目标): known by their columns, for many have no title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from jixiao.grids import Cell, Grid, extent
from jixiao.recognise.performance.form_labels import key_of
from jixiao.values import plain_label

Edges = tuple[float, float]

_NAME = re.compile(r".*(?:项目|专项|政策).*名称.*|项目")
_UNIT = re.compile(r"(?:预算)?(?:单位|部门)(?:名称)?|部门\(单位\)名称")
_AMOUNT = re.compile(
    r"(?:.*(?:金额|预算数|总预算|预算资金|预算安排|资金安排|总额)|(?:项目|年度|本年|当年)*(?:预算|资金)|总计|合计)(?:\(.{1,6}\))?:?"
)
_INDICATORS = "绩效指标"
_HEADER_ROWS = 3


def list_columns(grid: Grid) -> tuple[dict[str, Edges], int]:
    """Columns of a list of projects (or of units) by what they hold, and how many rows head them; nothing for another grid.

    A title over several rows heads its column with the last of them. Goal and amount, or the columns of indicators, beside
    the name make a list: in a form the name has a row of its own.
    """
    rows = grid.rows()[:_HEADER_ROWS]
    for index in range(len(rows)):
        cells = [cell for row in rows[: index + 1] for cell in row if cell.row + cell.row_span > index]
        own = columns_of(cells)
        of_goals = {"goal", "amount"} <= own.keys() and ("name" in own or "unit" in own)
        if of_goals or ("name" in own and _heads_more(cells)):
            more = list(takewhile(_heads_more, grid.rows()[index + 1 : index + _HEADER_ROWS]))
            finer = columns_of([cell for row in more for cell in row])
            kinds = {name: edges for name, edges in finer.items() if is_kind_of_money(name)}
            return own | kinds, index + 1 + len(more)
    return {}, 0


def _heads_more(cells: Sequence[Cell]) -> bool:
    """True for a second row of column titles: 一级指标, 二级指标 below 绩效指标."""
    return sum(1 for cell in cells if key_of("roles", cell.text)) > 1


def columns_of(cells: Sequence[Cell]) -> dict[str, Edges]:
    """Name, unit, amount, goal, indicators and kinds of money (with their column): edges of the columns that titles head."""
    found: dict[str, Edges] = {}
    for cell in cells:
        label = plain_label(cell.text)
        if not label:
            continue
        if _NAME.fullmatch(label):
            found.setdefault("name", extent(cell))
        elif _UNIT.fullmatch(label):
            found.setdefault("unit", extent(cell))
        elif key_of("goals", label) == "goal":
            found.setdefault("goal", extent(cell))
        elif label == _INDICATORS:
            found["indicators"] = extent(cell)
        elif _AMOUNT.fullmatch(label):
            found.setdefault("amount", extent(cell))
        elif fund := key_of("funds", label) or key_of("natures", label):
            found[f"{fund} {cell.column}"] = extent(cell)
    return found


def is_kind_of_money(column: str) -> bool:
    """True for a column of one kind of money: its name is the kind and the number of its column."""
    return " " in column


def under(cells: Sequence[Cell], columns: Mapping[str, Edges]) -> dict[str, Cell]:
    """The first cell with text that stands under each column."""
    found: dict[str, Cell] = {}
    for cell in cells:
        left, right = extent(cell)
        for name, (first, last) in columns.items():
            if cell.text and min(right, last) - max(left, first) > min(right - left, last - first) / 2:
                found.setdefault(name, cell)
    return found


def listed(grids: Sequence[Grid], column: str) -> Cell | None:
    """What one project of a list says in a column: over a page's end its text goes on, or is printed again."""
    columns, _ = list_columns(grids[0])
    rows = (row for grid in grids[1:] for row in grid.rows() if column in columns)
    cells = [cell for row in rows if (cell := under(row, {column: columns[column]}).get(column)) is not None]
    whole = cells[0] if cells else None
    for cell in cells[1:]:
        if whole is not None and cell.text not in whole.text:
            whole = whole.followed_by(cell)
    return whole
