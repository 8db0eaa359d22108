"""Indicators of ruled grids: each cell stands under its title, and levels reach as far as their rulings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jixiao.grids import Cell, extent
from jixiao.recognise.find import Form
from jixiao.recognise.performance.indicator_cells import FIELDS, WORDS, Found, is_torn, with_label, with_subtotals
from jixiao.recognise.performance.indicator_titles import (
    HEADING,
    UNKNOWN,
    ends_indicators,
    headed_rows,
    is_subtotal,
)
from jixiao.values import plain_label

Roles = dict[str, tuple[float, float]]
_LEVELS = ("level1", "level2")
#: Fields whose text a page's end may cut.
_TEXTS = {"level3", "target", "actual", "reason", *WORDS}
#: A place for one more indicator, or for none: 指标2：, ……
_TO_FILL_IN = re.compile(r"(?:指标\d{0,2}[:.、]?)?[.…]*|\d{1,2}[:.、]+")
#: What makes no indicator by itself.
_BESIDE = ("level1", *WORDS)


def ruled_rows(form: Form) -> Found:
    """Each cell goes to the column whose header it stands under; levels reach as far as their rulings."""
    found: Found = []
    roles: Roles = {}
    held: dict[str, Cell | None] = {"level1": None, "level2": None}
    for grid in form.grids:
        reach = {"level1": -1, "level2": -1}
        done, torn = False, grid is not form.grids[0]
        for cells, titles in headed_rows(grid):
            if titles:
                roles, done = {role: extent(cell) for role, cell in titles.items()}, False
            elif done or not roles or not cells:
                continue
            elif is_subtotal([c for c in cells if c.text and not _is_heading(c)]):
                found = with_subtotals(found, _by_role(cells, roles))
            elif ends_indicators(cells):
                done = True
            else:
                fields = _by_role(cells, roles)
                found = _hold_levels(fields, held, reach, cells[0].row, found)
                beside = {name: cell for name, cell in fields.items() if name.startswith(UNKNOWN) and cell.text}
                row = {name: fields.get(name) for name in FIELDS} | held | beside
                if torn and _is_rest(fields, found):
                    found[-1] = (_joined(found[-1][0], fields), found[-1][1])
                elif _is_row(fields):
                    found.append((row, "printed"))
                torn = False
    return found


def _is_row(fields: Mapping[str, Cell]) -> bool:
    """True for a row with more than words beside an indicator; a line left to be filled in (……, 指标2：) is none."""
    said = [cell.text for name, cell in fields.items() if cell.text and name not in _BESIDE and not name.startswith(UNKNOWN)]
    return any(not _TO_FILL_IN.fullmatch(plain_label(text)) for text in said)


def _is_rest(fields: Mapping[str, Cell], found: Found) -> bool:
    """True for what a page's end cut off the row above: words without marks, where that row has marks or a target."""
    filled = {name for name, cell in fields.items() if cell.text and name not in _LEVELS}
    above = found[-1][0] if found else {}
    marked = any((cell := above.get(name)) is not None and cell.text for name in ("weight", "score"))
    torn = _TEXTS if marked else _TEXTS - {"target", "actual"}
    named = all((cell := above.get(name)) is not None and cell.text for name in ("level3", "target"))
    return bool(filled) and filled <= torn and named


def _joined(above: Mapping[str, Cell | None], rest: Mapping[str, Cell]) -> dict[str, Cell | None]:
    """The row above with the rest of its texts behind them."""
    joined = dict(above)
    for name in _TEXTS & rest.keys():
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
