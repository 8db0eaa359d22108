"""Columns of a list of self-evaluations (项目名称 | 预算数 | 执行数 | 自评得分): such a list is known by them, whatever its title."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.figures import parse_number, value_of
from jixiao.grids import Cell, Grid, extent
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.indicator_titles import titles_of
from jixiao.recognise.performance.target_lists import columns_of

Edges = tuple[float, float]

EVALUATION_LIST = "evaluation_list"
#: Measures of money that a list has columns of.
MONEY = ("initial_budget", "budget", "executed", "rate")
_HEADER_ROWS = 3
_FIELDS = ("name", "unit", "goal")


def evaluation_columns(grid: Grid) -> tuple[dict[str, Edges], int]:
    """Columns of a list of self-evaluations by what they hold, and how many rows head them; nothing for another grid.

    Beside the name of the project its marks or grade, and money, are heads of columns: in a form each stands before its
    value. Money is called by its kind and measure (``total executed``).
    """
    rows = grid.rows()[:_HEADER_ROWS]
    for index in range(len(rows)):
        above = [cell for row in rows[:index] for cell in row]
        heads = [*(cell for cell in above if cell.row + cell.row_span > index), *rows[index]]
        if any(cell.row + cell.row_span > index + 1 for cell in heads):
            continue
        found = _columns(sorted(heads, key=lambda cell: cell.column), above)
        whole = "name" in found and bool({"score", "grade"} & found.keys()) and any(map(is_money, found))
        if whole and not _has_values(heads):
            return found, index + 1
    return {}, 0


def is_money(column: str) -> bool:
    """True for a column of money: its name is the kind and the measure."""
    return " " in column


def heads_again(cells: Sequence[Cell]) -> bool:
    """True for a header that is printed again on another page, or its second row."""
    keys = [_money(cell, ()) or _judged(cell) for cell in cells if cell.text]
    return sum(1 for key in (*keys, *columns_of(cells)) if key) > 1 and not _has_values(cells)


def has_indicators(heads: Sequence[Cell]) -> bool:
    """True where a list says for each project what was to be reached and what was."""
    return {"target", "actual"} <= titles_of(heads).keys()


def _columns(heads: Sequence[Cell], above: Sequence[Cell]) -> dict[str, Edges]:
    known = columns_of(heads)
    found = {name: edges for name, edges in known.items() if name in _FIELDS}
    of_indicators = list(titles_of(heads).values()) if has_indicators(heads) else []
    for cell in heads:
        judged = _judged(cell)
        if judged and (cell not in of_indicators or key_of("listed_whole_score", cell.text)):
            found[judged] = extent(cell)
        elif cell not in of_indicators and (money := _money(cell, above)):
            found.setdefault(money, extent(cell))
    if "amount" in known and not {"total budget", "total executed"} & found.keys():
        found["total budget"] = known["amount"]
    return found


def _judged(cell: Cell) -> str:
    return next((name for name in ("score", "grade") if key_of(f"listed_{name}", cell.text)), "")


def _money(cell: Cell, above: Sequence[Cell]) -> str:
    """Kind and measure of a column of money; a kind, or 小计, may stand below its measure (预算数 over 财政资金)."""
    measure, kind = key_of("fund_columns", cell.text), key_of("funds", cell.text)
    over = [key for other in above if _covers(other, cell) and (key := key_of("fund_columns", other.text)) in MONEY]
    is_sum = key_of("totals", cell.text) or key_of("subtotals", cell.text)
    if over and (kind or is_sum):
        return f"{kind or 'total'} {over[-1]}"
    if measure in MONEY or key_of("listed_execution_score", cell.text):
        return f"total {measure}"
    return "total budget" if kind == "total" else ""


def _covers(group: Cell, cell: Cell) -> bool:
    (left, right), (first, last) = extent(group), extent(cell)
    return group.row + group.row_span <= cell.row and left <= (first + last) / 2 <= right


def _has_values(heads: Sequence[Cell]) -> bool:
    return any(value_of(parse_number, cell.text) is not None for cell in heads)
