"""The nine final-accounts tables (决算表): forms become figures by row label and column header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.families import Role, required
from jixiao.figures import UNITS_IN_WAN_YUAN
from jixiao.grids import Cell, Grid
from jixiao.recognise.fields import figure_row
from jixiao.recognise.find import Form
from jixiao.recognise.tables.columns import Header, has_amount, header_of, repeated_rows, same_columns
from jixiao.recognise.tables.three_public import public_rows
from jixiao.rules import term_labels
from jixiao.values import plain_label, without_numbering

Row = dict[str, Any]

_UNIT = re.compile(r"单位[:：]?\s*(" + "|".join(sorted(UNITS_IN_WAN_YUAN, key=len, reverse=True)) + ")")
_BRACKET_UNIT = re.compile(r"[（(](万元|千元|百万元|亿元|元)[)）]")
_CODE_LEVELS = ("类", "款", "项")
_CODE = re.compile(r"\d{2,7}")
#: Depth of 类, 款 and 项 by the digits of their codes.
_CODE_DEPTHS = {3: 0, 5: 1, 7: 2}
#: A clipped label still names its line if it is at least this long and fits one term only.
_SHORTEST_PREFIX = 5
_GROUPS = {"income": ("income", "balance"), "expenditure": ("class", "balance"), "": ("balance",)}


@dataclass(frozen=True, slots=True)
class Block:
    """One side of a table: where its codes, labels and figures stand."""

    side: str
    codes: tuple[int, ...]
    names: tuple[int, ...]
    lines: tuple[int, ...]
    measures: Mapping[int, str]

    @property
    def columns(self) -> tuple[int, ...]:
        """All columns of the block."""
        return (*self.codes, *self.names, *self.lines, *self.measures)


def unit_of(form: Form, rows: Sequence[Sequence[Cell]] | None = None) -> str | None:
    """The unit printed above a table, in its title or in its first rows (or in ``rows``); None where none is."""
    first = [cell.text for row in rows or form.grids[0].rows()[:3] for cell in row]
    texts = [form.title, *(line.text for line in form.above), *first]
    for pattern in (_UNIT, _BRACKET_UNIT):
        for text in reversed(texts):
            if match := pattern.search(text.replace(" ", "")):
                return match[1]
    return None


def account_rows(form: Form, unit: str | None, year: int) -> list[Row]:
    """Figures of one table with a role, row by row: columns of table ``accounts`` without the common ones.

    A blank cell of a labelled row is a row with no value; so is a cell that is no amount, with its text
    in ``printed``. Amounts are in 万元; without a unit there is no value.
    """
    role = form.role
    if role is None:
        return []
    header = header_of(form.grids[0])
    if role.body.get("without_rows"):
        return [{**row, "year": year} for row in public_rows(form, header, role, unit)]
    blocks = _blocks(role, header, form.grids[0])
    rows: list[Row] = []
    for grid in form.grids:
        start = _first_row(grid, form.grids[0], header)
        mapping = same_columns(header, grid)
        for cells in grid.rows()[start:]:
            by_column = {mapping[cell.column]: cell for cell in cells if cell.column in mapping}
            found = list(_table_row(role, by_column, blocks, unit, rows))
            if not _repeats_total(found, rows):
                rows.extend(found)
    for position, row in enumerate(rows):
        row |= {"position": position, "year": year, "level": _CODE_DEPTHS.get(len(row["code"]), 0)}
    return rows


def _first_row(grid: Grid, first: Grid, header: Header) -> int:
    """Where the rows of a grid begin: behind its header, or behind as much of it as a continuation repeats."""
    if grid is first:
        return header.rows
    own = header_of(grid)
    repeated = repeated_rows(grid, first.rows()[: header.rows])
    if repeated or not set(own.paths) & set(header.paths) - {()}:
        return repeated
    return own.rows


def _repeats_total(found: Sequence[Row], before: Sequence[Row]) -> bool:
    """True for a 合计 row that a continuation prints again."""
    totals = {(row["measure"], row["printed"]) for row in before if row["term"] == "total"}
    return bool(found) and all(row["term"] == "total" and (row["measure"], row["printed"]) in totals for row in found)


def _blocks(role: Role, header: Header, grid: Grid) -> list[Block]:
    """Sides of a table: a new one begins with each column of codes, or of labels where there are no codes."""
    # Conversion leaves blanks under a merged title over 类 款 项, which may stand in the row of the total.
    levels = {cell.column for cell in grid.cells if plain_label(cell.text) in _CODE_LEVELS}
    kinds = ["code" if not path and n in levels else _kind(path) for n, path in enumerate(header.paths)]
    begin = "code" if "code" in kinds else "name"
    starts = [i for i, kind in enumerate(kinds) if kind == begin and (i == 0 or kinds[i - 1] != begin)] or [0]
    sides = tuple(role.body.get("sides", ("",)))
    blocks = []
    for order, (start, end) in enumerate(zip(starts, [*starts[1:], len(kinds)], strict=True)):
        side = sides[min(order, len(sides) - 1)]
        span = range(start, end)
        measures = _measures(role.measures_of(side), header, span, kinds, grid)
        blocks.append(
            Block(
                side,
                tuple(i for i in span if kinds[i] == "code"),
                tuple(i for i in span if kinds[i] == "name"),
                tuple(i for i in span if kinds[i] == "line"),
                measures,
            )
        )
    return blocks


def _kind(path: Sequence[str]) -> str:
    joined = "/".join(path)
    if "编码" in joined or "代码" in joined or (path and path[-1] in _CODE_LEVELS):
        return "code"
    if path and (path[-1] in ("科目名称", "名称", "项目", "项目(按功能分类)") or "科目名称" in joined):
        return "name"
    return "line" if path and path[-1] == "行次" else "figure"


def _measures(
    known: Mapping[str, Mapping[str, Any]], header: Header, span: range, kinds: Sequence[str], grid: Grid
) -> dict[int, str]:
    """Column → measure: by header words; where these were torn, by official order if the count agrees."""
    found: dict[int, str] = {}
    for measure, body in known.items():
        plain = [plain_label(word) for word in body["words"]]
        fits = [i for i in span if kinds[i] == "figure" and header.paths[i] and header.paths[i][-1] in plain]
        fits = [i for i in fits if i not in found]
        if fits:
            found[fits[0]] = measure
    official = required(known)
    if set(official) <= set(found.values()):
        return found
    numbered = [i for i in header.numbered if i in span]
    if not numbered:
        numbered = sorted({c.column for c in grid.cells if c.column in span and has_amount([c])})
        numbered = [i for i in numbered if kinds[i] == "figure"]
    if len(numbered) == len(official):
        return dict(zip(numbered, official, strict=True))
    return found


def _table_row(
    role: Role, cells: Mapping[int, Cell], blocks: Sequence[Block], unit: str | None, before: list[Row]
) -> Iterator[Row]:
    labels = [_label(cells, block) for block in blocks]
    if _are_totals(labels):
        yield from _total_row(role, cells, unit)
        return
    for block, (code, item) in zip(blocks, labels, strict=True):
        figures = {measure: cells[column] for column, measure in block.measures.items() if column in cells}
        blank = not any(cell.text for cell in figures.values())
        if blank and not code and (not item or (block.codes and _wrapped(item, block, before))):
            continue
        line = next((cells[i].text for i in block.lines if i in cells), "")
        term = _term(role, block.side, item, labels, before)
        for measure, cell in figures.items():
            yield figure_row(role, block.side, cell, unit, line=line, code=code, item=item, measure=measure, term=term)


def _label(cells: Mapping[int, Cell], block: Block) -> tuple[str, str]:
    """Code and row label of one side; a label that stands in a column of codes is a label."""
    texts = [re.sub(r"\s+", "", cells[i].text) for i in block.codes if i in cells]
    code = "".join(text for text in _without_repeats(texts) if _CODE.fullmatch(text))
    labels = [text for text in texts if text not in ("", *_CODE_LEVELS) and not _CODE.fullmatch(text)]
    labels += [cells[i].text for i in block.names if i in cells and cells[i].text]
    return code, "".join(labels)


def _without_repeats(texts: Sequence[str]) -> list[str]:
    """类 款 项 in columns of their own may repeat the code of the column before ("201", "20106")."""
    kept: list[str] = []
    for text in texts:
        if kept and text.startswith("".join(kept)) and len(text) > len("".join(kept)):
            kept = [text]
        else:
            kept.append(text)
    return kept


def _wrapped(item: str, block: Block, before: list[Row]) -> bool:
    """Join the rest of a wrapped name to the row above; False where there is none."""
    above = [
        row for row in before if row["side"] == block.side and row["code"] and row["measure"] in block.measures.values()
    ]
    if not above or plain_label(item) in ("合计", "栏次") or _lookup("", item):
        return False
    same = [row for row in before if row["code"] == above[-1]["code"]]
    for row in same:
        row["item"] += item
    return True


def _are_totals(labels: Sequence[tuple[str, str]]) -> bool:
    """True for the last row of the table of basic expenditure, whose two totals ignore the columns above them."""
    return any(_lookup("", item) in ("personnel_total", "operating_total") for _, item in labels)


def _total_row(role: Role, cells: Mapping[int, Cell], unit: str | None) -> Iterator[Row]:
    """Each label with the figure right of it; the first cell there, blank, where there is no figure."""
    found: list[tuple[Cell, list[Cell]]] = []
    for _, cell in sorted(cells.items()):
        if _lookup("", cell.text):
            found.append((cell, []))
        elif found:
            found[-1][1].append(cell)
    for label, right in found:
        figure = next((cell for cell in right if cell.text), next(iter(right), None))
        if figure is not None:
            term = _lookup("", label.text)
            yield figure_row(role, "", figure, unit, item=label.text, measure="total", term=term)


def _term(role: Role, side: str, item: str, labels: Sequence[tuple[str, str]], before: Sequence[Row]) -> str | None:
    if plain_label(item) == "合计":
        return "total"
    if side == "income" and not item and _lookup("expenditure", labels[-1][1]) == "expenditure_this_year":
        # The label was lost, but the two sides total in the same row.
        return "income_this_year"
    term = _lookup(side, item) if side else None
    for above, renamed in role.body.get("below", {}).items():
        if term in renamed and any(row["term"] == above for row in before):
            return str(renamed[term])
    return term


@cache
def _aliases() -> dict[str, dict[str, str]]:
    """Plain label → term, by group of terms."""
    groups: dict[str, dict[str, str]] = {}
    for term, body in term_labels().items():
        for label in body["labels"]:
            groups.setdefault(body["group"], {})[plain_label(label)] = term
    return groups


def _lookup(side: str, item: str) -> str | None:
    label = without_numbering(plain_label(item))
    if not label:
        return None
    known = {alias: term for group in _GROUPS[side] for alias, term in _aliases()[group].items()}
    if label in known:
        return known[label]
    if len(label) < _SHORTEST_PREFIX:
        return None
    fits = {term for alias, term in known.items() if alias.startswith(label)}
    return fits.pop() if len(fits) == 1 else None
