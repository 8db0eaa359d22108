"""Tables of accounts and budgets (决算表、预算表): forms become figures by row label and the titles of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Any

from jixiao.families import FINAL_ACCOUNTS, Role
from jixiao.figures import UNITS_IN_WAN_YUAN, parse_number, parse_rate, value_of
from jixiao.grids import Cell
from jixiao.recognise.fields import figure_row
from jixiao.recognise.find import Form
from jixiao.recognise.tables.body import body_rows
from jixiao.recognise.tables.columns import Header, Path, header_of, same_columns
from jixiao.recognise.tables.labels import LabelReader, RowLabel, counted_in, is_total
from jixiao.recognise.tables.layout import QUANTITY, TableSide, blocks_of
from jixiao.recognise.tables.meaning import Meaning
from jixiao.recognise.tables.terms import settled, term_of
from jixiao.recognise.tables.three_public import public_rows
from jixiao.values import plain_label

Row = dict[str, Any]

_UNIT = re.compile(r"单位[:：]?\s*(" + "|".join(sorted(UNITS_IN_WAN_YUAN, key=len, reverse=True)) + ")")
_BRACKET_UNIT = re.compile(r"[（(](万元|千元|百万元|亿元|元)[)）]")


def unit_of(form: Form, rows: Sequence[Sequence[Cell]] | None = None) -> str | None:
    """The unit printed above a table, in its title or in its first rows (or in ``rows``); None where none is."""
    first = [cell.text for row in rows or form.grids[0].rows()[:3] for cell in row]
    texts = [form.title, *(line.text for line in form.above), *first]
    for pattern in (_UNIT, _BRACKET_UNIT):
        for text in reversed(texts):
            if match := pattern.search(text.replace(" ", "")):
                return match[1]
    return None


def account_rows(form: Form, unit: str | None, year: int | None) -> list[Row]:
    """Figures of a table of accounts or budget, row by row: columns of table ``accounts`` without the common ones.

    A blank cell of a labelled row is a row with no value; so is a cell that is no amount, with its text
    in ``printed``. A column that is not understood has no measure; nor has one of the year before (上年数) where nobody
    says of which year the document is. Amounts are in 万元; without a unit there is no value.
    """
    role = form.role
    if role is None:
        return []
    header = header_of(form.grids[0])
    if role.body.get("without_rows"):
        rows = list(public_rows(form, header, role, unit))
    else:
        rows = list(_rows(form, header, role, unit))
        settled(rows)
    for position, row in enumerate(rows):
        meaning: Meaning = row.pop("meaning")
        own, measure = meaning.year, meaning.measure
        if own in (None, 0):
            own = year
        elif own == -1:
            own, measure = (year - 1, measure) if year else (None, None)
        row["unit_name"] = row["unit_name"] or None
        row.update(position=position, measure=measure, stage=meaning.stage or role.stage, year=own)
        if meaning.stage == "change_rate":
            row["value"] = _rate(row["printed"], percent=meaning.percent)
    return rows


def _rate(printed: str, *, percent: bool) -> Decimal | None:
    """A rate as a fraction; a bare number below a title that says % is one."""
    bare = percent and "%" not in plain_label(printed)
    value = value_of(parse_number if bare else parse_rate, printed)
    return value / 100 if bare and value is not None else value


def _rows(form: Form, header: Header, role: Role, unit: str | None) -> Iterator[Row]:
    blocks = blocks_of(role, header, form.grids)
    readers = [LabelReader(block) for block in blocks]
    figures = {column for block in blocks for column in block.figures}
    rows: list[Row] = []
    for grid in form.grids:
        mapping = same_columns(header, grid)
        for index, cells in enumerate(body_rows(grid, form.grids[0], header)):
            by_column = {
                column: cell
                for cell in cells
                if (column := mapping.get(cell.column)) is not None
                and not (column in figures and _is_title(cell, header.paths[column]))
            }
            labels = [reader.read(by_column) for reader in readers]
            torn = index == 0 and grid is not form.grids[0]
            found = list(_table_row(role, by_column, blocks, labels, unit, rows, torn=torn))
            if not _repeats_total(found, rows):
                rows.extend(found)
    yield from rows


def _is_title(cell: Cell, path: Path) -> bool:
    """True for the title of a column that is printed in a row of figures."""
    return bool(path) and plain_label(cell.text) == path[-1]


def _repeats_total(found: Sequence[Row], before: Sequence[Row]) -> bool:
    """True for a 合计 row that a continuation prints again."""
    if not found or any(row["term"] != "total" for row in found):
        return False
    totals = {(row["meaning"], row["printed"]) for row in before if row["term"] == "total"}
    return all((row["meaning"], row["printed"]) in totals for row in found)


def _table_row(
    role: Role,
    cells: Mapping[int, Cell],
    blocks: Sequence[TableSide],
    labels: Sequence[RowLabel],
    unit: str | None,
    before: list[Row],
    *,
    torn: bool,
) -> Iterator[Row]:
    """Figures of one printed row; ``torn`` where a page's end before it may have cut the row above."""
    if role.family == FINAL_ACCOUNTS and _are_totals(labels):
        yield from _total_row(role, cells, unit)
        return
    for block, label in zip(blocks, labels, strict=True):
        figures = {column: cells[column] for column in block.figures if column in cells}
        blank = not any(cell.text.strip() for cell in figures.values())
        goes_on = bool(block.codes) or (torn and _all_filled(block, before))
        rest = goes_on and figures  # a cell over all columns is no rest of a name
        if blank and not label.code and (not label.item or (rest and _wrapped(label.item, block, before))):
            continue
        line = next((cells[i].text for i in block.lines if i in cells), "")
        term = term_of(role, block.side, label.item, [other.item for other in labels], before)
        keys = {"line": line, "code": label.code, "item": label.item, "term": term}
        more = {"unit_name": label.unit, "indent": label.indent}
        counted = counted_in(label.item)
        for column, cell in figures.items():
            meaning = block.figures[column]
            is_money = not counted and meaning.measure != QUANTITY
            own = figure_row(role, block.side, cell, unit if is_money else None, **keys, **more)
            yield {**own, **({"unit": counted} if counted else {}), "meaning": meaning}


def _wrapped(item: str, block: TableSide, before: list[Row]) -> bool:
    """Join the rest of a wrapped name to the row above; False where there is none."""
    above = [row for row in before if row["side"] == block.side and (row["code"] or not block.codes)]
    if not above or plain_label(item) in ("合计", "栏次") or term_of(None, "", item, (), ()):
        return False
    last = (above[-1]["code"], above[-1]["item"])
    for row in takewhile(lambda row: (row["code"], row["item"]) == last, reversed(above)):
        row["item"] += item
    return True


def _all_filled(block: TableSide, before: list[Row]) -> bool:
    """True where every row of a side prints a figure: one without any is the rest of a name."""
    rows = [row for row in before if row["side"] == block.side]
    return {row["item"] for row in rows} == {row["item"] for row in rows if row["printed"].strip()}


def _are_totals(labels: Sequence[RowLabel]) -> bool:
    """True for the last row of table 06, whose two totals ignore the columns above them."""
    return any(is_total(label.item, "personnel_total", "operating_total") for label in labels)


def _total_row(role: Role, cells: Mapping[int, Cell], unit: str | None) -> Iterator[Row]:
    """Each label with the figure right of it; the first cell there, blank, where there is no figure."""
    found: list[tuple[Cell, list[Cell]]] = []
    for _, cell in sorted(cells.items()):
        if term_of(None, "", cell.text, (), ()):
            found.append((cell, []))
        elif found:
            found[-1][1].append(cell)
    for label, right in found:
        figure = next((cell for cell in right if cell.text), next(iter(right), None))
        if figure is not None:
            keys = {"item": label.text, "term": term_of(None, "", label.text, (), ())}
            more = {"unit_name": "", "indent": None, "meaning": Meaning("total")}
            yield {**figure_row(role, "", figure, unit, **keys), **more}
