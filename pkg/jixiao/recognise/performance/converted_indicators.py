"""Indicators of converted text, which has no rulings: level names and the shape of values say what a cell is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jixiao.grids import Cell
from jixiao.recognise.find import Form
from jixiao.recognise.performance.form_labels import vocabulary
from jixiao.recognise.performance.indicator_cells import (
    FIELDS,
    REALIGNED,
    Found,
    is_torn,
    level1_cell,
    text_of,
    with_label,
    with_subtotals,
)
from jixiao.recognise.performance.indicator_titles import (
    HEADING,
    SUBTOTAL,
    end_of,
    ends_indicators,
    is_header,
    is_subtotal,
    titles_of,
    whole_term_columns,
)
from jixiao.recognise.performance.levels import LevelLabel, level1_names, level2_names, level_name, realign
from jixiao.recognise.performance.target_lists import list_columns
from jixiao.values import parse_value, plain_label


def converted_rows(form: Form) -> Found:
    """Rows of converted text, with the level labels that it moved put back."""
    found: Found = []
    columns: dict[int, str] = {}
    passed: set[int] = set()
    of_projects = bool(list_columns(form.grids[0])[0])
    held: dict[str, Cell | None] = {"level1": None, "level2": None}
    for cells in form.rows():
        if is_header(cells):
            columns = {cell.column: role for role, cell in titles_of(cells).items()}
            passed = whole_term_columns(cells)
            continue
        filled = [cell for cell in cells if cell.text and plain_label(cell.text) != HEADING]
        if columns and of_projects:  # what stands left of the indicators is their project's
            filled = [cell for cell in filled if cell.column >= min(columns)]
        filled = _of_the_year(filled, columns, passed)
        if not columns or not filled or is_subtotal(filled):
            found = with_subtotals(found, {columns[cell.column]: cell for cell in filled if cell.column in columns})
            continue
        if ends_indicators(cells):
            if (lost := _glued(cells)) is not None:
                found.append((lost | held, "repaired: row glued to the remark"))
            continue
        if (whole := _torn_tail(filled[0], held["level1"])) is not None:
            found = with_label(found, "level1", held["level1"], whole)
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


def _of_the_year(filled: list[Cell], columns: Mapping[int, str], passed: set[int]) -> list[Cell]:
    """The cells without the targets of the whole term, where each stands under a title."""
    in_place = {cell.column for cell in filled} <= columns.keys() | passed
    return [cell for cell in filled if cell.column not in passed] if in_place else filled


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
    if before is None or not is_torn("level1", before.text, cell.text):
        return None
    return before.followed_by(cell)


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
    if len(filled) != 2 or end_of(filled[0].text) != "remark":
        return None
    parts = filled[1].text.split()
    if len(parts) != 3 or parse_value(parts[2]).number is None:
        return None
    cell = filled[1]
    split = [replace(cell, text=part) for part in parts]
    return dict(zip(("level3", "target", "actual"), split, strict=True))


def _realigned(found: Found) -> Found:
    """Put level-2 labels where the words of their rows say, and level 1 where level 2 says.

    Where each row prints its own label none was merged, and none has moved.
    """
    own = [fields.get("own_level2") for fields, _ in found]
    printed = _printed_labels(found)
    cells = {plain_label(cell.text): cell for cell, _ in printed}
    labels = [LevelLabel(plain_label(cell.text), row) for cell, row in printed]
    words = [" ".join(cell.text for key in ("level3", "target") if (cell := fields.get(key))) for fields, _ in found]
    result = []
    said = [plain_label(cell.text) for cell in own if cell is not None]
    placed = said if len(said) == len(found) else realign(words, labels)
    for (fields, method), label in zip(found, placed, strict=True):
        level2 = cells.get(label, fields["level2"])
        level1 = level1_cell(fields["level1"], level2, found)
        if text_of(level2) != text_of(fields["level2"]) or text_of(level1) != text_of(fields["level1"]):
            method = REALIGNED
        row = {name: fields.get(name) for name in FIELDS} | {"level1": level1, "level2": level2}
        row |= {name: cell for name, cell in fields.items() if name.startswith(SUBTOTAL)}
        result.append((row, method))
    return result


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
