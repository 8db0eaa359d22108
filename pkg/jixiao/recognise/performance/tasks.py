"""Tasks of a department form (年度主要任务): what was done, with budget and execution by source of money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.figures import WAN_YUAN, parse_amount, parse_number, parse_rate, value_of
from jixiao.grids import Cell, extent, union
from jixiao.recognise.fields import with_places
from jixiao.recognise.find import Form
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.indicator_titles import is_header

Row = dict[str, Any]
Edges = tuple[float, float]

_TEXTS = ("task", "content", "status")
#: Amounts whose title may stand over those of their sources.
_OVER_SOURCES = ("budget", "executed")
_AMOUNTS = ("budget", "budget_fiscal", "budget_other", "executed", "executed_fiscal", "executed_other")


def task_rows(form: Form, unit: str) -> list[Row]:
    """Rows of table ``tasks`` without the common columns; none where the form lists no tasks.

    A column of 预算数 or 执行数 is known by its title and by the title above it: 财政拨款, 其他资金.
    """
    return _read(form, unit)[0]


def total_cells(form: Form) -> dict[str, Cell]:
    """The amounts in the row that sums the tasks (金额合计), by the field of a task that they sum."""
    return {f"tasks_{name}": cell for name, cell in _read(form, WAN_YUAN)[1].items() if name not in _TEXTS}


def _read(form: Form, unit: str) -> tuple[list[Row], dict[str, Cell]]:
    roles: dict[str, Edges] = {}
    above: dict[str, Edges] = {}
    found: list[Row] = []
    ruled = form.grids[0].ruled
    for cells in form.rows():
        if is_header(cells):
            break
        heads = _heads(cells, roles, ruled)
        if "task" in heads or (roles and not found and heads):
            roles = _finer(above | roles | heads)
        elif roles and _ends(cells):
            return found, _by_role(cells, roles)
        elif roles and not (ruled and _is_heading(cells, roles)):
            fields = _by_role(cells, roles)
            if "task" in fields:
                found.append({"position": len(found), **_record(fields, unit)})
        else:
            above = heads  # the titles of amounts may stand in a row above that of the tasks
    return found, {}


def _is_heading(cells: Sequence[Cell], roles: Mapping[str, Edges]) -> bool:
    """True for one cell over all columns: the heading of the part below the tasks (三、绩效指标)."""
    return len(cells) == 1 and all(_overlap(extent(cells[0]), edges) > 0 for edges in roles.values())


def _heads(cells: Sequence[Cell], above: Mapping[str, Edges], ruled: bool) -> dict[str, Edges]:
    """Columns that a header row names; a source of money belongs to the amount whose title is above it."""
    found: dict[str, Edges] = {}
    told = {} if ruled else _sources_in_order(cells, above)
    for cell in cells:
        left, right = extent(cell)
        over = [name for name in _OVER_SOURCES if name in above and _overlap((left, right), above[name]) > 0]
        amount = told.get(cell.column, over[0] if over else "")
        if amount and (source := key_of("task_sources", cell.text)) is not None:
            found[amount if source == "total" else f"{amount}_{source}"] = (left, right)
        elif (name := key_of("task_columns", cell.text)) is not None and name not in found:
            found[name] = (left, right)
    return found


def _sources_in_order(cells: Sequence[Cell], above: Mapping[str, Edges]) -> dict[int, str]:
    """Column of a source → the amount it is of, where sources stand as often as amounts do: each time one comes again
    the next amount begins. What a title covers is not shown where rulings are lacking."""
    runs: list[dict[str, int]] = []
    for cell in cells:
        if source := key_of("task_sources", cell.text):
            if not runs or source in runs[-1]:
                runs.append({})
            runs[-1][source] = cell.column
    amounts = sorted((name for name in _OVER_SOURCES if name in above), key=lambda name: above[name])
    if len(runs) != len(amounts) or any(len(run) < 2 for run in runs):
        return {}
    return {column: name for name, run in zip(amounts, runs, strict=True) for column in run.values()}


def _finer(roles: Mapping[str, Edges]) -> dict[str, Edges]:
    """Where an amount's title covers its sources too and no column is called total, it has what they leave."""
    result = dict(roles)
    for name in _OVER_SOURCES:
        parts = [edges for role, edges in roles.items() if role.startswith(f"{name}_")]
        if name in roles and parts:
            left, right = roles[name]
            result[name] = (left, min(right, min(part[0] for part in parts)))
    return result


def _ends(cells: Sequence[Cell]) -> bool:
    """The sum of all tasks, or the goals below them."""
    first = next((cell.text for cell in cells if cell.text), "")
    return key_of("funds", first) is not None or any(key_of("goals", cell.text) for cell in cells)


def _by_role(cells: Sequence[Cell], roles: Mapping[str, Edges]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in cells:
        if not cell.text or key_of("task_heading", cell.text):
            continue
        shares = {role: _overlap(extent(cell), edges) for role, edges in roles.items()}
        role = max(shares, key=lambda name: shares[name])
        if shares[role] > 0:
            found.setdefault(role, cell)
    return found


def _overlap(one: Edges, other: Edges) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _record(fields: Mapping[str, Cell], unit: str) -> Row:
    texts = {name: cell.text for name, cell in fields.items()}
    box = union(cell.place for cell in fields.values())
    return {
        **{name: texts.get(name) for name in _TEXTS},
        **{name: value_of(parse_amount, texts.get(name), unit) for name in _AMOUNTS},
        "rate": value_of(parse_rate, texts.get("rate")),
        "weight": value_of(parse_number, texts.get("weight")),
        "score": value_of(parse_number, texts.get("score")),
        "cells": with_places(fields),
        **fields["task"].place.as_dict(),
        **({} if box is None else dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))),
    }
