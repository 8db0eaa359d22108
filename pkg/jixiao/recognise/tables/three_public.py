"""The three public expenses (三公): kinds of cost as columns or as rows, beside years, stages, funds and units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from jixiao.families import FINAL_ACCOUNTS, Role
from jixiao.grids import Cell, Grid
from jixiao.recognise.fields import figure_row
from jixiao.recognise.find import Form
from jixiao.recognise.tables.body import body_rows
from jixiao.recognise.tables.columns import Header, Path, has_amount, header_of, is_number
from jixiao.recognise.tables.labels import counted_in
from jixiao.recognise.tables.layout import QUANTITY
from jixiao.recognise.tables.meaning import Meaning, TitlePart, part_of
from jixiao.recognise.tables.stacked import stacked
from jixiao.values import plain_label

Row = dict[str, Any]
_KINDS = (
    "total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception", "meetings", "training",
    "operating_cost", "administrative", "domestic_reception", "foreign_affairs_reception", "overseas_reception",
    "administrative_cost", "institution_cost",
)  # fmt: skip
_FISCAL = "fiscal"
_FUNDS = ("general_budget", "government_fund", "state_capital", _FISCAL)
#: What is printed beside the three in some places: a 合计 above them all may hold it or not.
_BESIDE = frozenset(("meetings", "training", "operating_cost", "administrative"))
_THREE = "三公"
#: In the official order, budget before final accounts.
_OFFICIAL = tuple((stage, kind) for stage in ("budget", "final") for kind in _KINDS[:6])


def public_rows(form: Form, header: Header, role: Role, unit: str | None) -> Iterator[Row]:
    """Figures with their kind of cost as ``meaning``, and whose they are as ``unit_name``."""
    columns = _columns(header.paths)
    if role.family == FINAL_ACCOUNTS and len(header.numbered) == len(_OFFICIAL) > sum(_is_kind(c) for c in columns):
        # The titles were torn, but every column is numbered: the official order.
        known = dict(zip(header.numbered, _OFFICIAL, strict=True))
        columns = [_official(known.get(i)) for i in range(len(columns))]
    own = {column for column, meaning in enumerate(columns) if meaning}
    parts = [stacked(grid, own) for grid in form.grids]
    rows = [row for part in parts for row in body_rows(part[0], parts[0][0], header)]
    found = [row for cells in rows for row in _figures(role, cells, columns, unit)]
    found = _of_known_items(found, columns)
    found += [row for part in parts for below in part[1:] for row in _of_part(role, below, unit)]
    yield from _with_totals(_carried(found))


def _of_part(role: Role, grid: Grid, unit: str | None) -> Iterator[Row]:
    """Figures of a part with titles of its own; where these name no kind of cost, of what is named left of each."""
    header = header_of(grid)
    columns = _columns(header.paths)
    for cells in body_rows(grid, grid, header):
        yield from _figures(role, cells, columns, unit) if _name_kinds(columns) else _counted(role, cells)


def _counted(role: Role, cells: Sequence[Cell]) -> Iterator[Row]:
    """Numbers of things (团组、车辆、批次), each behind its name: no amounts."""
    label = ""
    for cell in cells:
        if is_number(cell.text):
            yield _count(role, cell, label, counted_in(label))
        label = cell.text or label


def _count(role: Role, cell: Cell, label: str, unit: str) -> Row:
    base = {**figure_row(role, "", cell, None, item=label), "unit": unit or None}
    return {**base, "unit_name": "", "meaning": Meaning(QUANTITY if unit else None), "kind": "", "term": None}


def _official(known: tuple[str, str] | None) -> Meaning | None:
    return Meaning(known[1], known[0]) if known else None


def _name_kinds(columns: Sequence[Meaning | None]) -> bool:
    return any(column and column.measure for column in columns)


def _is_kind(column: Meaning | None) -> bool:
    return column is not None and bool(column.measure) and bool(column.stage)


def _columns(paths: Sequence[Path]) -> list[Meaning | None]:
    """What each column is of; None for labels. A 合计 that may hold 会议费 and 培训费 too is ``all``."""
    found = _of_all_money([_column([part_of(title) for title in path]) if path else None for path in paths])
    beside = any(column and set((column.measure or "").split("+")) & _BESIDE for column in found)
    return [
        replace(column, measure="all")
        if column and column.measure == "total" and beside and not any(_THREE in title for title in path)
        else column
        for column, path in zip(found, paths, strict=True)
    ]


def _of_all_money(columns: Sequence[Meaning | None]) -> list[Meaning | None]:
    """Columns that are all of 财政拨款 are of no part of the money."""
    own = [column.measure or "" for column in columns if column and column.measure]
    if not all(measure.rpartition("+")[2] == _FISCAL for measure in own):
        return list(columns)
    return [
        replace(column, measure=(column.measure or "").rpartition("+")[0]) if column else None for column in columns
    ]


def _column(parts: Sequence[TitlePart]) -> Meaning | None:
    """The lowest kind that a path names; 小计 and 合计 take the one above. "" is a column whose rows name the kind."""
    kinds = ["total" if part.measure == "three_public" else part.measure for part in parts]
    kinds = [kind for kind in kinds if kind in _KINDS]
    funds = [part.measure for part in parts if part.measure in _FUNDS]
    stage = next((part.stage for part in reversed(parts) if part.stage), "")
    year = next((part.year for part in reversed(parts) if part.year is not None), None)
    if not (kinds or funds or stage or year is not None):
        return None
    special = [kind for kind in kinds if kind != "total"]
    kind = special[-1] if special else kinds[-1] if kinds else ""
    measure = "+".join(part for part in (kind, funds[-1] if funds else "") if part)
    return Meaning(measure, stage, year, any(part.percent for part in parts))


def _figures(role: Role, cells: Sequence[Cell], columns: Sequence[Meaning | None], unit: str | None) -> Iterator[Row]:
    labels = [cell for cell in cells if cell.text.strip() and _is_label(cell, columns)]
    own = [(cell, part_of(cell.text)) for cell in labels]
    stage = next((part.stage for _, part in own if part.stage), "")
    year = next((part.year for _, part in own if part.year is not None), None)
    kind = next((_kind(part) for _, part in own if _kind(part)), "")
    names = [cell.text for cell, part in own if not (part.stage or part.measure or part.year is not None)]
    names = [name for name in names if not name.strip().isdigit()]
    total = any(plain_label(cell.text) in ("合计", "总计", "共计") for cell in labels)
    figures = [cell for cell in cells if cell not in labels]
    if not labels and not has_amount(figures):
        return
    numbers = [cell for cell in figures if is_number(cell.text)]
    if not (numbers or kind or total or _name_kinds(columns)):
        return  # a heading among items that stand as rows (相关统计数)
    told = "".join(cell.text for cell in labels)
    things = next(filter(None, (counted_in(cell.text.strip()) for cell in labels)), "")
    if things and not kind:
        yield from (_count(role, cell, told, things) for cell in numbers)
        return
    for cell in figures:
        column = columns[cell.column] if cell.column < len(columns) else None
        if column is None and not is_number(cell.text):
            continue
        meaning = _meaning(column, kind, stage, year)
        base = figure_row(role, "", cell, unit, item=told)
        own_keys = {"unit_name": "".join(names), "meaning": meaning, "kind": kind}
        yield {**base, **own_keys, "term": "total" if total else None}


def _of_known_items(rows: list[Row], columns: Sequence[Meaning | None]) -> list[Row]:
    """Where items are rows, a row whose label names none of them is of an unknown kind, not of the total above it."""
    if any(column and (column.measure or "").partition("+")[0] in _KINDS[1:] for column in columns):
        return rows
    if not any(row["kind"] for row in rows):
        return rows
    return [
        row if row["kind"] or row["term"] == "total" else {**row, "meaning": replace(row["meaning"], measure=None)}
        for row in rows
    ]


def _is_label(cell: Cell, columns: Sequence[Meaning | None]) -> bool:
    """True for words: where the column is of figures, only for words that name a kind, a stage or a year."""
    if cell.column < len(columns) and columns[cell.column] is None:
        return not is_number(cell.text) or cell.text.strip().isdigit()
    part = part_of(cell.text)
    return not is_number(cell.text) and bool(part.measure or part.stage)


def _kind(part: TitlePart) -> str:
    return "total" if part.measure == "three_public" else part.measure if part.measure in _KINDS else ""


def _meaning(column: Meaning | None, kind: str, stage: str, year: int | None) -> Meaning:
    if column is None:
        return Meaning(kind or None, stage, year)
    named, _, fund = (column.measure or "").partition("+")
    if named in _FUNDS:
        named, fund = "", named
    own = named if named and (named != "total" or not kind) else kind
    measure = f"{own}_{fund}" if own and fund else own or None
    return replace(
        column, measure=measure, stage=column.stage or stage, year=year if column.year is None else column.year
    )


def _carried(rows: Sequence[Row]) -> list[Row]:
    """Rows with the unit above them, where a merged cell names it only once."""
    unit, kept = "", []
    for row in rows:
        unit = row["unit_name"] or ("" if row["term"] == "total" else unit)
        kept.append({**row, "unit_name": unit})
    return kept


def _with_totals(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows whose figures are of the whole: those of 合计, of the only unit, or of no unit."""
    units = {row["unit_name"] for row in rows if row["unit_name"]}
    whole = any(row["term"] == "total" for row in rows)
    for row in rows:
        is_whole = row["term"] == "total" or (bool(row["unit_name"]) and not whole and len(units) == 1)
        own = {key: value for key, value in row.items() if key != "kind"}
        yield {**own, "term": "total" if is_whole else None, "level": 0}
