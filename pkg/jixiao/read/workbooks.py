"""Workbooks as their libraries give them → sheets of shown texts, merged cells and ruled rows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from jixiao.errors import ReadError
from jixiao.read.packages import check_package, xml_parts
from jixiao.read.shown import CHINESE_FORMATS, shown
from jixiao.sources import Source

Place = tuple[int, int]

_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
#: openpyxl builds every stored and every merged cell, tens of thousands a second.
MOST_CELLS = 100_000
_HINT = "open it in a spreadsheet program and save it again as XLSX"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet; rows and columns from 0.

    ``texts``: what each filled place shows; of a merged cell only its top left. ``spans``: rows and columns
    of each merged cell. ``ruled``: rows with a vertical ruling.
    """

    name: str
    method: str
    texts: Mapping[Place, str]
    spans: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    ruled: frozenset[int] = frozenset()
    knows_spans: bool = True


def sheets_of(source: Source) -> list[Sheet]:
    """Visible sheets of a workbook in order."""
    readers: dict[str, Callable[[Source], list[Sheet]]] = {"xlsx": _xlsx, "xls": _xls}
    return readers.get(source.format, _calamine)(source)


@contextmanager
def _opening(source: Source) -> Iterator[None]:
    """What a library says about a file that it cannot open, as ReadError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and charts, which are not read
        try:
            yield
        except ReadError:
            raise
        except Exception as error:  # a hostile file can fail anywhere in a library
            if "encrypt" in str(error).lower() or "password" in str(error).lower():
                hint = "save it without a password first"
                raise ReadError("the workbook is encrypted", where=str(source.path), hint=hint) from error
            message = f"the workbook is damaged: {type(error).__name__}: {error}"
            raise ReadError(message, where=str(source.path), hint=_HINT) from error


# XLSX


def _xlsx(source: Source) -> list[Sheet]:
    check_package(source.path)
    with _opening(source):
        claimed, unsolved = _survey(xml_parts(source.path))
        _check_cells(claimed, source)
        import openpyxl  # late: most sources are PDF

        data = BytesIO(source.path.read_bytes())  # openpyxl judges a path by its ending
        book = openpyxl.load_workbook(data, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(data) if unsolved else None
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return [_xlsx_sheet(sheet, book.epoch, formulas and formulas[sheet.title]) for sheet in visible]


def _survey(parts: Iterable[bytes]) -> tuple[int, bool]:
    """How many stored and merged cells XML parts claim, and whether some formula has no stored result."""
    from lxml import etree
    from openpyxl.utils import range_boundaries

    claimed, unsolved = 0, False
    for part in parts:
        cells = etree.iterparse(BytesIO(part), tag=("{*}c", "{*}mergeCell"), resolve_entities=False, no_network=True)
        for _, element in cells:
            if element.tag.endswith("mergeCell"):
                left, top, right, bottom = range_boundaries(element.get("ref"))
                claimed += (right - left + 1) * (bottom - top + 1)
            else:
                claimed += 1
                unsolved = unsolved or (element.find("{*}f") is not None and not element.findtext("{*}v"))
            element.clear()
    return claimed, unsolved


def _check_cells(claimed: int, source: Source) -> None:
    if claimed > MOST_CELLS:
        message = f"the workbook claims {claimed} cells: more than {MOST_CELLS} are not read"
        hint = "delete empty formatted rows and columns, and sheets that are no disclosure"
        raise ReadError(message, where=str(source.path), hint=hint)


def _cells(sheet: Any) -> Any:
    """Cells that are stored: a sheet with one stray cell far away would be huge as rows."""
    return sheet._cells.values()


def _xlsx_sheet(sheet: Any, epoch: datetime, formulas: Any) -> Sheet:
    spans = {
        (area.min_row - 1, area.min_col - 1): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    covered = _covered(spans)
    texts: dict[Place, str] = {}
    for cell in _cells(sheet):
        place = (cell.row - 1, cell.column - 1)
        value = cell.value
        if value is None and formulas is not None:
            value = formulas._cells[cell.row, cell.column].value  # a formula without a result is not blank
        if value is not None and place not in covered:
            texts[place] = shown(_plain(value), _code(cell), epoch)
    ruled = {
        cell.row - 1
        for cell in _cells(sheet)
        if cell.has_style and (_drawn(cell.border.left) or _drawn(cell.border.right))
    }
    hidden = {number - 1 for number, row in sheet.row_dimensions.items() if row.hidden}
    columns = {
        number - 1
        for column in sheet.column_dimensions.values()
        if column.hidden
        for number in range(column.min, column.max + 1)
    }
    return _shown_of(Sheet(sheet.title, "xlsx", texts, spans, frozenset(ruled)), hidden, columns)


def _shown_of(sheet: Sheet, rows: set[int], columns: set[int]) -> Sheet:
    """A sheet without its hidden rows and columns: what follows moves up, as on paper; ``method`` says so."""
    filled = {row for row, _ in sheet.texts} & rows, {column for _, column in sheet.texts} & columns
    if not any(filled):
        return sheet
    texts = {
        _moved((row, column), rows, columns): text
        for (row, column), text in sheet.texts.items()
        if row not in rows and column not in columns
    }
    spans = {
        _moved(place, rows, columns): (
            sum(1 for row in range(place[0], place[0] + high) if row not in rows),
            sum(1 for column in range(place[1], place[1] + wide) if column not in columns),
        )
        for place, (high, wide) in sheet.spans.items()
    }
    ruled = frozenset(_moved((row, 0), rows, columns)[0] for row in sheet.ruled if row not in rows)
    said = f"{sheet.method}; hidden and not read: {len(filled[0])} rows, {len(filled[1])} columns"
    kept = {place: span for place, span in spans.items() if min(span) > 0}
    return replace(sheet, method=said, texts=texts, spans=kept, ruled=ruled)


def _moved(place: Place, rows: set[int], columns: set[int]) -> Place:
    row, column = place
    return row - sum(1 for n in rows if n < row), column - sum(1 for n in columns if n < column)


def _plain(value: Any) -> Any:
    """An array formula as its text."""
    return getattr(value, "text", value)


def _code(cell: Any) -> str:
    return CHINESE_FORMATS.get(cell._style.numFmtId, cell.number_format) if cell.has_style else "General"


def _drawn(side: Any) -> bool:
    return side is not None and side.style not in (None, "none")


# XLS


def _xls(source: Source) -> list[Sheet]:
    with _opening(source):
        import xlrd  # late: most sources are PDF

        book = xlrd.open_workbook(file_contents=source.path.read_bytes(), formatting_info=True, logfile=_Silent())
        visible = [sheet for sheet in book.sheets() if sheet.visibility == 0]
        spans = [[bottom - top, right - left] for sheet in visible for top, bottom, left, right in sheet.merged_cells]
        _check_cells(sum(high * wide for high, wide in spans), source)
        return [_xls_sheet(book, sheet) for sheet in visible]


class _Silent:
    """Where xlrd writes its remarks."""

    def write(self, _: str) -> None:
        """Forget it."""

    def flush(self) -> None:
        """Nothing is held."""


def _xls_sheet(book: Any, sheet: Any) -> Sheet:
    import xlrd

    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    covered = _covered(spans)
    texts: dict[Place, str] = {}
    ruled = set()
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            style = book.xf_list[cell.xf_index]
            if style.border.left_line_style or style.border.right_line_style:
                ruled.add(row)
            if (row, column) in covered or cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            value = xlrd.error_text_from_code.get(cell.value, "#") if cell.ctype == xlrd.XL_CELL_ERROR else cell.value
            value = bool(value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else value
            code = CHINESE_FORMATS.get(style.format_key) or book.format_map[style.format_key].format_str
            texts[row, column] = shown(value, code, _EPOCHS[bool(book.datemode)])
    hidden = {number for number, row in sheet.rowinfo_map.items() if row.hidden}
    columns = {number for number, column in sheet.colinfo_map.items() if column.hidden}
    return _shown_of(Sheet(sheet.name, "xls", texts, spans, frozenset(ruled)), hidden, columns)


# XLSB and ODS, of which no library here tells merged cells and number formats


def _calamine(source: Source) -> list[Sheet]:
    check_package(source.path)
    with _opening(source):
        import python_calamine  # late: most sources are PDF

        with python_calamine.load_workbook(BytesIO(source.path.read_bytes())) as book:
            names = [s.name for s in book.sheets_metadata if s.visible == python_calamine.SheetVisibleEnum.Visible]
            sheets = {name: book.get_sheet_by_name(name) for name in names}
            _check_cells(sum(sheet.height * sheet.width for sheet in sheets.values()), source)
            return [_calamine_sheet(name, sheet) for name, sheet in sheets.items()]


def _calamine_sheet(name: str, sheet: Any) -> Sheet:
    texts = {
        (row, column): shown(value)
        for row, values in enumerate(sheet.to_python())
        for column, value in enumerate(values)
        if value != ""
    }
    return Sheet(name, "calamine", texts, knows_spans=False)


def _covered(spans: Mapping[Place, tuple[int, int]]) -> set[Place]:
    """Places under a merged cell, but not its own."""
    return {
        (row + i, column + j) for (row, column), (high, wide) in spans.items() for i in range(high) for j in range(wide)
    } - spans.keys()
