"""Indicators of ruled grids: each cell stands under its title, and levels reach as far as their rulings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jixiao.grids import Cell, extent
from jixiao.recognise.find import Form
from jixiao.recognise.performance.indicator_cells import (
    FIELDS,
    WORDS,
    Found,
    is_torn,
    text_of,
    with_label,
    with_subtotals,
    with_whole_term,
)
from jixiao.recognise.performance.indicator_titles import (
    HEADING,
    UNKNOWN,
    end_row,
    ends_indicators,
    headed_rows,
    is_of_whole_term,
    is_subtotal,
)
from jixiao.recognise.performance.levels import level2_names, level_name
from jixiao.values import plain_label

Roles = dict[str, tuple[float, float]]
_LEVELS = ("level1", "level2")
#: Fields whose text a page's end may cut.
_TEXTS = {"level3", "target", "actual", "reason", *WORDS}
#: A place for one more indicator, or for none: 指标2：, ……
_TO_FILL_IN = re.compile(r"(?:指标\d{0,2}[:.、]?)?[.…]*|\d{1,2}[:.、]+")
_INDICATOR = "指标"
#: What makes no indicator by itself.
_BESIDE = ("level1", *WORDS)


def ruled_rows(form: Form) -> Found:
    """Each cell goes to the column whose header it stands under; levels reach as far as their rulings.

    Of a form with indicators of the whole term and of the year, those of the year are its own.
    """
    blocks: dict[bool, Found] = {False: [], True: []}
    whole_term = False
    roles: Roles = {}
    held: dict[str, Cell | None] = {"level1": None, "level2": None}
    for grid in form.grids:
        reach = {"level1": -1, "level2": -1}
        done, torn, end = False, grid is not form.grids[0], None
        for cells, titles in headed_rows(grid):
            found = blocks[whole_term]
            if titles:
                roles, done = {role: extent(cell) for role, cell in titles.items()}, False
                said = is_of_whole_term(cells, titles)
                whole_term = whole_term if said is None else said
                end = end_row(cells, titles)
            elif done or not roles or not cells:
                continue
            elif end is not None and cells[0].row >= end and _is_beside(cells[0], roles):
                done = True
            elif is_subtotal([c for c in cells if c.text and not _is_heading(c)]):
                blocks[whole_term] = with_subtotals(found, _by_role(cells, roles))
            elif ends_indicators(cells):
                done = True
            else:
                fields = _by_role(cells, roles)
                found = _hold_levels(fields, held, reach, cells[0].row, found)
                blocks[whole_term] = _with_row(found, fields, held, torn)
                torn = False
    return _named(with_whole_term(blocks[False], blocks[True]) if blocks[False] else blocks[True])


def _named(found: Found) -> Found:
    """Rows of a form with two levels only, the second of which is the indicator itself (数量指标 | 清淤长度)."""
    seconds = [text_of(fields["level2"]) for fields, _ in found]
    levels = any(fields["level3"] for fields, _ in found) or any(level_name(text) in level2_names() for text in seconds)
    if levels or not all(seconds):
        return found
    own = {"level1": None, "level2": "level1", "level3": "level2"}
    return [
        ({**fields, **{name: fields[old] if old else None for name, old in own.items()}}, how) for fields, how in found
    ]


def _is_beside(cell: Cell, roles: Roles) -> bool:
    """True for a label of something else where that beside all indicators stood: it begins another part of the form."""
    of_others = bool(cell.text) and _INDICATOR not in plain_label(cell.text)
    return of_others and extent(cell)[0] < min(left for left, _ in roles.values())


def _with_row(found: Found, fields: Mapping[str, Cell], held: Mapping[str, Cell | None], torn: bool) -> Found:
    """The rows with one more, or with the rest of the last one that a page's end has torn."""
    if torn and _is_rest(fields, found):
        return [*found[:-1], (_joined(found[-1][0], fields), found[-1][1])]
    if not _is_row(fields):
        return found
    beside = {name: cell for name, cell in fields.items() if name.startswith(UNKNOWN) and cell.text}
    return [*found, ({**{name: fields.get(name) for name in FIELDS}, **held, **beside}, "printed")]


def _is_row(fields: Mapping[str, Cell]) -> bool:
    """True for a row with more than words beside an indicator; a line left to be filled in (……, 指标2：) is none."""
    said = [
        cell.text for name, cell in fields.items() if cell.text and name not in _BESIDE and not name.startswith(UNKNOWN)
    ]
    return any(not _TO_FILL_IN.fullmatch(plain_label(text)) for text in said)


def _is_rest(fields: Mapping[str, Cell], found: Found) -> bool:
    """True for what a page's end cut off the row above: words without marks, where that row has marks or a target."""
    filled = {name for name, cell in fields.items() if cell.text and not name.startswith((*_LEVELS, UNKNOWN))}
    above = found[-1][0] if found else {}
    marked = any((cell := above.get(name)) is not None and cell.text for name in ("weight", "score"))
    torn = _TEXTS if marked else _TEXTS - {"target", "actual"}
    named = all((cell := above.get(name)) is not None and cell.text for name in ("level3", "target"))
    return bool(filled) and filled <= torn and named


def _joined(above: Mapping[str, Cell | None], rest: Mapping[str, Cell]) -> dict[str, Cell | None]:
    """The row above with the rest of its texts behind them."""
    joined = dict(above)
    for name in [name for name in rest if name in _TEXTS or name.startswith(UNKNOWN)]:
        before = above.get(name)
        joined[name] = rest[name] if before is None else before.followed_by(rest[name])
    return joined


def _by_role(cells: Sequence[Cell], roles: Roles) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in cells:
        if _is_heading(cell):
            continue
        left, right = extent(cell)
        overlap = {role: min(right, edges[1]) - max(left, edges[0]) for role, edges in roles.items()}
        role = max(overlap, key=lambda name: overlap[name])
        if overlap[role] > 0 and (role not in found or not found[role].text):
            found[role] = cell
    return found


def _is_heading(cell: Cell) -> bool:
    return plain_label(cell.text) == HEADING


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
            if begins and before is not None and is_torn(level, before.text, cell.text):
                held[level] = whole = before.followed_by(cell)
                found = with_label(found, level, before, whole)
        reach[level] = row + cell.row_span
    return found
