"""Lists of self-evaluations (绩效自评结果汇总表): a row for each project with its money, marks and grade."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jixiao.figures import WAN_YUAN, Figure, parse_amount, parse_number, parse_rate, value_of
from jixiao.grids import Cell, Grid
from jixiao.recognise.fields import form_year, with_places
from jixiao.recognise.find import Form
from jixiao.recognise.performance.evaluation_columns import (
    EVALUATION_LIST,
    evaluation_columns,
    has_indicators,
    heads_again,
    is_money,
)
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.indicators import indicator_rows
from jixiao.recognise.performance.target_lists import under
from jixiao.recognise.tables.columns import is_numbering
from jixiao.recognise.tables.rows import unit_of

Row = dict[str, Any]

#: Before a measure: its cell in the row that adds up the list, kept with the list's last project.
_SUM = "sum "
_FIELDS = {"name": "name", "unit": "implementing", "goal": "goal", "score": "total_score", "grade": "grade"}
_READ_AS: Mapping[str, Callable[[str], Figure | None]] = {"rate": parse_rate, "score": parse_number}


def evaluation_parts(form: Form) -> list[Form]:
    """A list as a form for each project: the header, then its own rows; the row of sums goes with the last project.

    What says of each project what was to be reached and what was is its whole self-evaluation.
    """
    columns, header = evaluation_columns(form.grids[0])
    parts: list[list[tuple[Grid, list[Cell]]]] = []
    for grid in form.grids:
        for cells in grid.rows()[header if grid is form.grids[0] else 0 :]:
            if not any(cell.text for cell in cells) or is_numbering(cells) or heads_again(cells):
                continue
            if not parts or ("name" in under(cells, columns) and not _is_sum(cells)):
                parts.append([])
            parts[-1].append((grid, cells))
    heads = [cell for row in form.grids[0].rows()[:header] for cell in row]
    return [_part(form, heads, rows) for rows in parts] or [form]


def is_listed(form: Form) -> bool:
    """True for a list of self-evaluations and each part of one."""
    return bool(evaluation_columns(form.grids[0])[0])


def listed_rows(form: Form) -> Iterator[tuple[str, list[Row]]]:
    """Rows of the tables ``projects``, ``funds`` and ``indicators`` for one project of a list, without the common columns."""
    columns, _ = evaluation_columns(form.grids[0])
    rows = [cells for grid in form.grids[1:] for cells in grid.rows() if cells]
    own: dict[str, Cell] = {}
    sums: dict[str, Cell] = {}
    for cells in rows:
        known = sums if _is_sum(cells) else own
        known |= {name: cell for name, cell in under(cells, columns).items() if name not in known}
    if own:
        yield "projects", [_project(form, own)]
        yield "funds", list(_funds(own, sums, unit_of(form) or WAN_YUAN))
    yield "indicators", indicator_rows(_without(form, columns)) if form.form != EVALUATION_LIST else []


def _part(form: Form, heads: Sequence[Cell], rows: Sequence[tuple[Grid, list[Cell]]]) -> Form:
    owned = [(grid, tuple(cell for home, cells in rows if home is grid for cell in cells)) for grid in form.grids]
    grids = [replace(grid, cells=own) for grid, own in owned if own]
    page = grids[0].page
    header = replace(form.grids[0], page=page, cells=tuple(replace(cell, page=page) for cell in heads))
    whole = has_indicators([cell for cell in heads if cell.row + cell.row_span > max(head.row for head in heads)])
    return replace(form, form="self_evaluation" if whole else EVALUATION_LIST, grids=(header, *grids))


def _project(form: Form, cells: Mapping[str, Cell]) -> Row:
    fields = {field: cells[name] for name, field in _FIELDS.items() if name in cells}
    marks = fields.get("total_score") or fields.get("grade")  # 自评结果 may be either
    score = value_of(parse_number, marks.text) if marks else None
    blank = dict.fromkeys(
        ("period_start", "period_end", "period_printed", "supervising", "implementing", "is_key", "attribute", "goal")
    )
    texts = {field: cell.text or None for field, cell in fields.items() if field != "total_score"}
    return {
        **blank,
        **dict.fromkeys(("result", "remark", "total_weight", "grade", "name")),
        **texts,
        "form": form.form,
        "title": form.title,
        "total_score": score,
        "form_year": form_year(form),
        "method": "printed",
        "cells": with_places(fields),
        **(fields.get("name") or next(iter(cells.values()))).place.as_dict(),
    }


def _funds(cells: Mapping[str, Cell], sums: Mapping[str, Cell], unit: str) -> Iterator[Row]:
    """One row for each kind of money of a project."""
    kinds = dict.fromkeys(name.split()[0] for name in cells if is_money(name))
    for kind in kinds:
        own = {name.split()[1]: cell for name, cell in cells.items() if name.startswith(f"{kind} ")}
        below = {f"{_SUM}{name.split()[1]}": cell for name, cell in sums.items() if name.startswith(f"{kind} ")}
        values = {name: _value(name, cell.text, unit) for name, cell in own.items()}
        yield {
            **dict.fromkeys(("initial_budget", "budget", "executed", "rate", "weight", "score")),
            "fund": kind,
            **values,
            "unit": unit,
            "cells": with_places({**own, **below}),
            **(own.get("executed") or next(iter(own.values()))).place.as_dict(),
        }


def _value(name: str, text: str, unit: str) -> Any:
    return value_of(_READ_AS[name], text) if name in _READ_AS else value_of(parse_amount, text, unit)


def _without(form: Form, columns: Mapping[str, tuple[float, float]]) -> Form:
    """The form without the columns of the list: what is left are its indicators."""
    edges = {name: edge for name, edge in columns.items() if name != "name"}
    grids = [replace(grid, cells=tuple(cell for cell in grid.cells if not under([cell], edges))) for grid in form.grids]
    return replace(form, grids=tuple(grids))


def _is_sum(cells: Sequence[Cell]) -> bool:
    return any(key_of("totals", cell.text) for cell in [cell for cell in cells if cell.text][:2])
