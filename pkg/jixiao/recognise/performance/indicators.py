"""Indicator rows (绩效指标) of evaluation, investment and target forms.

Ruled grids say by their rulings which column and which level a cell belongs to. Converted text lost
its merged cells: there the names of levels and the shape of values decide, and a row that was put
right says so in ``method``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from jixiao.grids import Cell, extent, union
from jixiao.recognise.find import Form
from jixiao.recognise.performance.composed import composed_target, numbered_rows
from jixiao.recognise.performance.levels import (
    Label,
    belongs,
    key_of,
    level1_names,
    level2_names,
    level_name,
    realign,
    vocabulary,
)
from jixiao.recognise.performance.prose import told_rows
from jixiao.values import parse_value, plain_label

Row = dict[str, Any]
Roles = dict[str, tuple[float, float]]
Found = list[tuple[dict[str, Cell | None], str]]

_FIELDS = ("level1", "level2", "level3", "sign", "target", "target_unit", "actual", "weight", "score", "reason")
_HEADING = "绩效指标"
_OF_INDICATORS = {"sign", "target_unit", "weight", "actual"}
_REALIGNED = "repaired: level labels follow the words of the rows"


def indicator_rows(form: Form) -> list[Row]:
    """Columns of table ``indicators`` for every indicator of a form, without the common ones."""
    found = _ruled_rows(form) if form.grids[0].ruled else _converted_rows(form)
    found = found or [(fields, "printed") for fields in told_rows(form.grids)]
    if any(grid.method == "inferred" for grid in form.grids):
        found = _belonging(found)
    whole = [(part, method) for fields, method in found for part in numbered_rows(fields)]
    return [{"position": n, **_record(fields), "method": method} for n, (fields, method) in enumerate(whole)]


def role_of(text: str) -> str | None:
    """Which column a header cell heads; None where it is no header cell of indicators."""
    return key_of("roles", text)


def is_header(cells: Sequence[Cell]) -> bool:
    """The row of column titles: 一级指标, 二级指标 …; in a flat list 指标名称, 指标值 and a column that only indicators have."""
    roles = {role_of(cell.text) for cell in cells if cell.text}
    return {"level1", "level2"} <= roles or ({"level3", "target"} <= roles and bool(_OF_INDICATORS & roles))


def ends_indicators(cells: Sequence[Cell]) -> bool:
    """The rows below the indicators: 说明, 总分, 合计."""
    first = next((plain_label(cell.text) for cell in cells if cell.text), "")
    ends = ("remark", "grand_total", "grade")
    return any(first == word or first.startswith(word) for key in ends for word in vocabulary()[key]) or first == "合计"


def _record(fields: Mapping[str, Cell | None]) -> Row:
    texts = {name: (cell.text or None if cell else None) for name, cell in fields.items()}
    if texts.get("sign") or texts.get("target_unit"):
        apart = (texts.get(name) or "" for name in ("sign", "target", "target_unit"))
        texts["target"] = composed_target(*apart) or None
    target, actual = parse_value(texts.get("target") or ""), parse_value(texts.get("actual") or "")
    places = {name: cell.place for name, cell in fields.items() if cell is not None}
    main = places.get("actual") or places.get("level3") or next(iter(places.values()))
    row = {name: texts.get(name) for name in ("level1", "level2", "level3", "target", "actual", "reason")}
    box = union(place for name, place in places.items() if name not in ("level1", "level2"))
    return {
        **row,
        "operator": target.operator,
        "target_value": target.number,
        "target_unit": target.unit,
        "actual_value": actual.number,
        "actual_unit": actual.unit,
        "weight": _marks(texts.get("weight")),
        "score": _marks(texts.get("score")),
        "cells": {name: place.as_dict() for name, place in places.items()},
        **main.as_dict(),
        **({} if box is None else dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))),
    }


def _marks(text: str | None) -> Any:
    value = parse_value(text or "")
    return value.number if value.operator == "eq" and not value.unit else None


# Ruled grids


def _ruled_rows(form: Form) -> Found:
    """Each cell goes to the column whose header it stands under; levels reach as far as their rulings."""
    found: Found = []
    roles: Roles = {}
    held: dict[str, Cell | None] = {"level1": None, "level2": None}
    for grid in form.grids:
        reach = {"level1": -1, "level2": -1}
        done = False
        for cells in grid.rows():
            if is_header(cells):
                roles, done = _ruled_roles(cells), False
            elif done or not roles or not cells:
                continue
            elif ends_indicators(cells):
                done = True
            else:
                fields = _by_role(cells, roles)
                found = _hold_levels(fields, held, reach, cells[0].row, found)
                row = {name: fields.get(name) for name in _FIELDS} | held
                if any(cell.text for name, cell in fields.items() if name != "level1"):
                    found.append((row, "printed"))
    return found


def _ruled_roles(header: Sequence[Cell]) -> Roles:
    roles: Roles = {}
    for cell in header:
        role = role_of(cell.text) if cell.text else None
        if role and role not in roles:
            roles[role] = extent(cell)
    return roles


def _by_role(cells: Sequence[Cell], roles: Roles) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in cells:
        if plain_label(cell.text) == _HEADING:
            continue
        left, right = extent(cell)
        overlap = {role: min(right, edges[1]) - max(left, edges[0]) for role, edges in roles.items()}
        role = max(overlap, key=lambda name: overlap[name])
        if overlap[role] > 0 and (role not in found or not found[role].text):
            found[role] = cell
    return found


def _hold_levels(
    fields: Mapping[str, Cell], held: dict[str, Cell | None], reach: dict[str, int], row: int, found: Found
) -> Found:
    """Carry a merged level label down its rows; over a page break a blank continues the one before.

    A label torn by the break (效益 | 指标) is joined again, also in the rows found before it.
    """
    for level in ("level1", "level2"):
        cell, before = fields.get(level), held[level]
        if cell is None:
            continue
        begins = reach[level] < 0
        if cell.text or not (begins or row < reach[level]):
            held[level] = cell
            if begins and before is not None and _torn(level, before.text, cell.text):
                held[level] = whole = before.followed_by(cell)
                found = _with_label(found, level, before, whole)
        reach[level] = row + cell.row_span
    return found


def _torn(level: str, before: str, after: str) -> bool:
    """True where a label is the rest of the one before: 经济 | 效益, though 效益 is a level 1 by itself."""
    known = level1_names() if level == "level1" else level2_names()
    return level_name(before + after) in known and level_name(after) not in known


# Converted text


def _converted_rows(form: Form) -> Found:
    found: Found = []
    columns: dict[int, str] = {}
    held: dict[str, Cell | None] = {"level1": None, "level2": None}
    for cells in form.rows():
        if is_header(cells):
            columns = {cell.column: role for cell in cells if (role := role_of(cell.text)) is not None}
            continue
        filled = [cell for cell in cells if cell.text and plain_label(cell.text) != _HEADING]
        if not columns or not filled:
            continue
        if ends_indicators(cells):
            if (lost := _glued(cells)) is not None:
                found.append((lost | held, "repaired: row glued to the remark"))
            continue
        if (whole := _torn_tail(filled[0], held["level1"])) is not None:
            found = _with_label(found, "level1", held["level1"], whole)
            held["level1"], filled = whole, filled[1:]
        if _in_place(filled, columns):
            standing: dict[str, Cell | None] = {columns[cell.column]: cell for cell in filled}
            levels = {name: standing.pop(name) for name in held if name in standing}
            values, early, method = standing, None, "printed"
        else:
            levels, early, rest = _split_levels(filled)
            values, method = _values(rest, [role for role in columns.values() if role not in held])
        held |= levels
        if "level1" in levels and "level2" not in levels:
            held["level2"] = None
        own = {"own_level2": levels.get("level2"), "early_level2": early}
        found.append(({**values, **held, **own}, method))
    return _realigned(found)


def _in_place(filled: Sequence[Cell], columns: Mapping[int, str]) -> bool:
    """True where every cell stands under its title: levels, and only levels, under the level columns."""
    standing = {columns.get(cell.column): cell for cell in filled}
    if None in standing:
        return False
    for role, cell in standing.items():
        name = level_name(cell.text)
        known = {"level1": level1_names(), "level2": level2_names()}.get(role or "")
        if known is not None and name not in known:
            return False
        if (
            known is None
            and name in level1_names() | level2_names()
            and not _names_itself(standing.get("level2"), name)
        ):
            return False
    slid = "target" in columns.values() and "target" not in standing and "reason" in standing
    bare = "level3" in standing and parse_value(standing["level3"].text).number is not None
    return not slid and not bare


def _names_itself(level2: Cell | None, name: str) -> bool:
    """True for an indicator called like its level: 服务对象满意度指标 | 服务对象满意度."""
    label = level_name(level2.text) if level2 else name
    return label != name and level2_names().get(label) == level2_names().get(name)


def _torn_tail(cell: Cell, before: Cell | None) -> Cell | None:
    """The whole level-1 label where this cell is the rest of one that a page break tore: 效益 | 指标."""
    if before is None or not _torn("level1", before.text, cell.text):
        return None
    return before.followed_by(cell)


def _with_label(found: Found, level: str, torn: Cell | None, whole: Cell) -> Found:
    """Rows before the break get the whole label too."""
    return [({**fields, level: whole} if fields[level] is torn else fields, method) for fields, method in found]


def _split_levels(filled: Sequence[Cell]) -> tuple[dict[str, Cell | None], Cell | None, list[Cell]]:
    """Level names at the left of a row, a level-2 name that came a row early, and the rest.

    Of two level-2 names the one next to the values counts. A level name directly before bare values is
    the indicator itself.
    """
    levels: dict[str, Cell | None] = {}
    early: Cell | None = None
    rest = list(filled)
    while rest:
        label = level_name(rest[0].text)
        following = level_name(rest[1].text) if len(rest) > 1 else ""
        is_level1 = label in level1_names() and not (label in level2_names() and following not in level2_names())
        if is_level1 and "level1" not in levels and "level2" not in levels:
            levels["level1"] = rest.pop(0)
        elif label in level2_names() and not _is_indicator(rest) and not _names_itself(levels.get("level2"), label):
            early = levels.get("level2")
            levels["level2"] = rest.pop(0)
        else:
            break
    return levels, early, rest


def _is_indicator(rest: Sequence[Cell]) -> bool:
    """True where a level name is followed by nothing but values, so that it must be the indicator."""
    after = rest[1:]
    numbers = [parse_value(cell.text) for cell in after]
    return len(after) == 2 and all(value.number is not None for value in numbers)


def _values(rest: Sequence[Cell], roles: Sequence[str]) -> tuple[dict[str, Cell | None], str]:
    """Indicator, target, actual and reason from the cells right of the levels."""
    if rest and len(rest) < 3 and all(plain_label(c.text) in vocabulary()["not_applicable"] for c in rest):
        return dict.fromkeys(roles, rest[-1]) | {"reason": None}, "repaired: not applicable throughout"
    if len(rest) == 1 and roles and roles[0] == "level3" and parse_value(rest[0].text).operator == "text":
        return {roles[0]: rest[0]}, "printed"
    return dict(zip(roles, rest, strict=False)), "printed"


def _glued(cells: Sequence[Cell]) -> dict[str, Cell | None] | None:
    """An indicator that conversion glued to the remark: "说明 | 提升满意度 持续上升 100%"."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) != 2 or plain_label(filled[0].text) not in vocabulary()["remark"]:
        return None
    parts = filled[1].text.split()
    if len(parts) != 3 or parse_value(parts[2]).number is None:
        return None
    cell = filled[1]
    split = [replace(cell, text=part) for part in parts]
    return dict(zip(("level3", "target", "actual"), split, strict=True))


def _realigned(found: Found) -> Found:
    """Put level-2 labels where the words of their rows say, and level 1 where level 2 says."""
    printed = _printed_labels(found)
    cells = {plain_label(cell.text): cell for cell, _ in printed}
    labels = [Label(plain_label(cell.text), row) for cell, row in printed]
    words = [" ".join(cell.text for key in ("level3", "target") if (cell := fields.get(key))) for fields, _ in found]
    result = []
    for (fields, method), label in zip(found, realign(words, labels), strict=True):
        level2 = cells.get(label, fields["level2"])
        level1 = _level1_cell(fields["level1"], level2, found)
        if _text(level2) != _text(fields["level2"]) or _text(level1) != _text(fields["level1"]):
            method = _REALIGNED
        row = {name: fields.get(name) for name in _FIELDS} | {"level1": level1, "level2": level2}
        result.append((row, method))
    return result


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _printed_labels(found: Found) -> list[tuple[Cell, int]]:
    """Level-2 labels in order, with the row each begins on as printed.

    A label set a row early begins on the next; one printed twice begins where it stands last.
    """
    labels: list[tuple[Cell, int]] = []
    for row, (fields, _) in enumerate(found):
        own, early = fields.get("own_level2"), fields.get("early_level2")
        if own is not None:
            labels = [(cell, begin) for cell, begin in labels if not _same(cell, own)]
            labels.append((own, row))
        if early is not None and not _same(early, own):
            labels.append((early, row + 1))
    return labels


def _same(one: Cell | None, other: Cell | None) -> bool:
    return one is not None and other is not None and plain_label(one.text) == plain_label(other.text)


def _belonging(found: Found) -> Found:
    """Level 1 where level 2 says, in forms whose merged cells were inferred from where their labels stand."""
    result = []
    for fields, method in found:
        level1 = _level1_cell(fields["level1"], fields["level2"], found)
        same = _text(level1) == _text(fields["level1"])
        result.append(({**fields, "level1": level1}, method if same else _REALIGNED))
    return result


def _level1_cell(
    printed: Cell | None, level2: Cell | None, found: Sequence[tuple[Mapping[str, Cell | None], str]]
) -> Cell | None:
    """The level-1 label of the form that the level 2 belongs to; the one printed beside it if that fits."""
    if level2 is None or (printed is not None and belongs(level2.text, printed.text)):
        return printed
    cells = [cell for fields, _ in found if (cell := fields["level1"]) is not None]
    return next((cell for cell in cells if belongs(level2.text, cell.text)), printed)
