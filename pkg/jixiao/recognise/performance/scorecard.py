"""Scorecards (评分表) of a department's or a project's evaluation report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jixiao.figures import half_width, parse_number, value_of
from jixiao.grids import Cell, Grid, union
from jixiao.recognise.fields import with_places
from jixiao.recognise.find import Form
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.indicator_titles import SUBTOTAL, end_of, is_subtotal, subtotals_of
from jixiao.values import plain_label

Row = dict[str, Any]
Fields = dict[str, Cell]

SCORECARDS = ("scorecard", "project_scorecard")
_LEVELS = ("level1", "level2", "level3")
_HELD = ("level1", "level1_weight", "level2", "level2_weight")
#: Rows below a card that are none of its own: who filled it in, notes.
_BELOW = ("signature", "remark")
#: What stands in place of a name: such a row is no item, a subtotal under a label of its own perhaps.
_DASHES = "-—–/"
#: A weight in the label itself: 过程（20分）.
_IN_LABEL = re.compile(r"[(\[](\d+(?:\.\d+)?)分?[)\]]$")


def scorecard_rows(form: Form) -> list[Row]:
    """Rows of table ``scorecards``: one for each level-3 item, and the total (总分) as the last.

    Levels 1 and 2 with their weights are repeated on every item below them. A 小计 is no item, its cells stand with
    the item above; nor is a row without a name. A card that cannot be read safely has no rows.
    """
    rows = _rows(form)
    return rows if _is_safe(form, rows) else []


def is_safe(form: Form) -> bool:
    """False for a card whose walls were only inferred and whose weights and marks do not make its printed total."""
    return form.form not in SCORECARDS or _is_safe(form, _rows(form))


def _is_safe(form: Form, rows: Sequence[Row]) -> bool:
    if all(grid.method != "inferred" for grid in form.grids):
        return True
    items, totals = [row for row in rows if not row["is_total"]], [row for row in rows if row["is_total"]]
    return bool(totals) and all(
        None not in (told := [row[name] for row in items]) and sum(told) == totals[-1][name]
        for name in ("weight", "score")
    )


def _rows(form: Form) -> list[Row]:
    columns = _columns(form.grids[0])
    held: Fields = {}
    found: list[tuple[Fields, bool]] = []
    for grid in form.grids:
        going_on = grid is not form.grids[0] and grid.ruled
        for cells in grid.rows():
            filled = [cell for cell in cells if cell.text]
            if not filled or _is_title(filled) or _is_heading(filled, form) or end_of(filled[0].text) in _BELOW:
                continue
            fields = {columns[cell.column]: cell for cell in filled if cell.column in columns}
            if key_of("totals", filled[0].text):
                found += [(fields, True)] if fields else []
            elif is_subtotal(filled):
                if found:
                    found[-1][0].update(subtotals_of(fields))
            else:
                if going_on:
                    fields = _joined(fields, held, found)
                held = _below(fields, held)
                if "level3" in fields and plain_label(fields["level3"].text).strip(_DASHES):
                    found.append(({**held, **fields}, False))
            going_on = False
    return [_total(n, fields) if total else _item(n, _with_weights(fields)) for n, (fields, total) in enumerate(found)]


def _columns(grid: Grid) -> dict[int, str]:
    """Column → field, from the titles. A 分值 is that of the level left of it.

    Where no title says so (converted text), the column right of a level is its weight.
    """
    columns: dict[int, str] = {}
    weights: list[int] = []
    for cells in grid.rows():
        if "level3" in columns.values() and not _is_title(cells):
            break
        for cell in cells:
            role = _role(cell.text)
            if role == "weight":
                weights.append(cell.column)
            elif role and role not in columns.values():
                columns[cell.column] = role
    levels = {column: role for column, role in columns.items() if role in _LEVELS}
    for column in sorted(weights) or [column + 1 for column in levels]:
        left = max((known for known in levels if known < column), default=None)
        if left is not None and f"{levels[left]}_weight" not in columns.values():
            columns.setdefault(column, f"{levels[left]}_weight")
    return columns


def _role(text: str) -> str | None:
    return key_of("scorecard_columns", text)


def _is_title(cells: Sequence[Cell]) -> bool:
    """A row of column titles: two that are known, whatever others are among them, or nothing but known ones."""
    others = [cell.text for cell in cells if cell.text and _role(cell.text) is None]
    known = sum(1 for cell in cells if cell.text) - len(others)
    return known > 1 or all(key_of("scorecard_titles", label) for label in others)


def _is_heading(filled: Sequence[Cell], form: Form) -> bool:
    """The form's title as a row of the grid, which a continuation may repeat."""
    return len(filled) == 1 and plain_label(filled[0].text).startswith(plain_label(form.title))


def _joined(fields: Fields, held: Fields, found: list[tuple[Fields, bool]]) -> Fields:
    """The first row behind a page break, where the rest of a torn label (预算编 | 制情况) is joined to the label.

    It is a rest if what must stand beside a new label does not (its weight, or for level 1 a level 2), if the
    label's bracket was not closed, or if it is nothing but a weight in brackets.
    The items before the break get the whole label too.
    """
    result = dict(fields)
    for level, beside in (("level1", "level2"), ("level2", "level3")):
        weight = f"{level}_weight"
        torn = (weight in held and weight not in fields) or beside not in fields
        if level in fields and level in held and (torn or _is_rest(fields[level].text, held[level].text)):
            before, rest = held[level], result.pop(level)
            held[level] = before.followed_by(rest)
            for earlier, _ in found:
                if earlier.get(level) is before:
                    earlier[level] = held[level]
    return result


def _is_rest(label: str, before: str) -> bool:
    plain = half_width(before)
    return plain.count("(") > plain.count(")") or bool(_IN_LABEL.fullmatch(half_width(label)))


def _below(fields: Fields, held: Fields) -> Fields:
    """Labels and weights that hold from this row on; what belongs to a label above is none of a new one's (扣分项)."""
    fresh = {name: fields[name] for name in _HELD if name in fields}
    gone = {f"{level}_weight" for level in _LEVELS if level in fresh}
    if "level1" in fresh and "level1" in held and plain_label(fresh["level1"].text) != plain_label(held["level1"].text):
        gone |= {"level2", "level2_weight"}
    return {**{name: cell for name, cell in held.items() if name not in gone}, **fresh}


def _with_weights(fields: Fields) -> Fields:
    """Weights that stand in the labels as cells of their own: 过程（20分）."""
    inside = {level: _IN_LABEL.search(half_width(fields[level].text)) for level in _LEVELS if level in fields}
    found = {f"{level}_weight": replace(fields[level], text=match[1]) for level, match in inside.items() if match}
    return {**found, **fields}


def _item(position: int, fields: Fields) -> Row:
    return {
        **{name: fields[name].text if name in fields else None for name in (*_LEVELS, "explanation", "standard")},
        "remark": fields["remark"].text if "remark" in fields else None,
        "level1_weight": _number(fields, "level1_weight"),
        "level2_weight": _number(fields, "level2_weight"),
        "weight": _number(fields, "level3_weight"),
        **_common(position, fields, "level3_weight"),
    }


def _total(position: int, fields: Fields) -> Row:
    """The total: its weight stands under any level, its label in the first."""
    weight = next((f"{level}_weight" for level in _LEVELS if _number(fields, f"{level}_weight") is not None), "")
    label = fields["level1"].text if "level1" in fields else None
    unsaid = dict.fromkeys(("level1_weight", "level2", "level2_weight", "level3", "explanation", "standard", "remark"))
    return {
        **unsaid,
        "level1": label,
        "weight": _number(fields, weight),
        **_common(position, fields, weight, total=True),
    }


def _common(position: int, fields: Fields, weight: str, total: bool = False) -> Row:
    main = fields.get("score") or next(iter(fields.values()))
    box = union(cell.place for name, cell in fields.items() if name not in _HELD and not name.startswith(SUBTOTAL))
    return {
        "position": position,
        "score": _number(fields, "score"),
        "is_total": total,
        "cells": with_places({("weight" if name == weight else name): cell for name, cell in fields.items()}),
        **main.place.as_dict(),
        **({} if box is None else dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))),
    }


def _number(fields: Mapping[str, Cell], name: str) -> Decimal | None:
    return value_of(parse_number, fields[name].text) if name in fields else None
