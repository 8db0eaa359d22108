"""Tables as one workbook, written row by row: the same tables give the same bytes."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import escape

from jixiao.product.dictionary import COLUMNS, dictionary_rows
from jixiao.product.writing import Stock, whole
from jixiao.store import for_spreadsheets, table_columns, to_frame

#: What a sheet and a cell of Excel hold.
ROWS, CHARACTERS = 1_048_576, 32_767
_CUT = " … cut: the CSV has it whole"
_WIDTH = 14
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class OutputSheet:
    """A table for a workbook: its columns with their widths in characters, and its rows."""

    name: str
    columns: Mapping[str, int]
    rows: Iterable[list[Any]]


def write_workbook(stock: Stock, path: Path) -> list[str]:
    """One sheet for each table, and the dictionary; returns what was cut."""
    sheets = [OutputSheet(name, _alike(table_columns(name)), _table_rows(stock, name)) for name in stock.tables]
    dictionary = OutputSheet(
        "dictionary", _alike(COLUMNS), ([row[key] for key in COLUMNS] for row in dictionary_rows())
    )
    with whole(path) as partial, partial.open("wb") as file:
        cut = write_sheets([*sheets, dictionary], file, partial.parent)
    return [
        f"sheet {name}: {count} texts longer than a cell are cut, and say so" for name, count in cut.items() if count
    ]


def write_sheets(sheets: Iterable[OutputSheet], file: IO[bytes], folder: Path | None = None) -> dict[str, int]:
    """Write tables to an open file; one with more rows than a sheet holds goes on in ``name (2)``.

    Text longer than a cell holds is cut and ends with a note that says so: how many of them, by sheet, is returned.
    ``folder`` has room for the workbook while it is made.
    """
    book = Workbook(write_only=True)
    cut = {sheet.name: _fill(book, sheet) for sheet in sheets}
    with TemporaryFile(dir=folder) as dated:
        book.save(dated)
        _undate(dated, file)
    return cut


def plain_cells(data: pd.DataFrame) -> list[list[Any]]:
    """Rows of a table as cells hold them: text that begins like a formula is neutralised, None is empty."""
    safe = for_spreadsheets(data).astype(object)
    cells: list[list[Any]] = safe.where(safe.notna(), None).to_numpy().tolist()
    return cells


def _alike(columns: Iterable[str]) -> dict[str, int]:
    return dict.fromkeys(columns, _WIDTH)


def _table_rows(stock: Stock, table: str) -> Iterator[list[Any]]:
    for batch in stock.batches(table):
        yield from plain_cells(to_frame(batch))


def _fill(book: Any, sheet: OutputSheet) -> int:
    """Write a table into as many sheets as it needs; returns how many texts were cut."""
    page, cut, written = _page(book, sheet.name, sheet.columns), 0, 1
    for row in sheet.rows:
        if written % ROWS == 0:
            _filter(page, sheet, ROWS)
            page = _page(book, f"{sheet.name} ({written // ROWS + 1})", sheet.columns)
            written += 1
        texts = {number: _fitting(value) for number, value in enumerate(row) if isinstance(value, str)}
        cut += sum(text.endswith(_CUT) for text in texts.values())
        page.append([texts.get(number, value) for number, value in enumerate(row)])
        written += 1
    _filter(page, sheet, (written - 1) % ROWS + 1)
    return cut


def _filter(page: Any, sheet: OutputSheet, rows: int) -> None:
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{rows}"


def _page(book: Any, name: str, columns: Mapping[str, int]) -> Any:
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    for number, width in enumerate(columns.values(), 1):
        page.column_dimensions[get_column_letter(number)].width = width
    head = [WriteOnlyCell(page, column) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
    page.append(head)
    return page


def _fitting(text: str) -> str:
    """Text that a cell can hold: control characters as Excel writes them, and as long as it may be in UTF-16."""
    units = str(escape(text)).encode("utf-16-le")
    if len(units) <= 2 * CHARACTERS:
        return units.decode("utf-16-le")
    return units[: 2 * (CHARACTERS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _undate(dated: IO[bytes], file: IO[bytes]) -> None:
    """The workbook with its files undated and its properties dated alike: same tables, same bytes."""
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            made = zipfile.ZipInfo(name)
            made.compress_type = zipfile.ZIP_DEFLATED
            with old.open(name) as source, new.open(made, "w", force_zip64=True) as target:
                if name == "docProps/core.xml":
                    target.write(_CLOCK.sub(rb"\g<1>2000-01-01T00:00:00Z", source.read()))
                else:
                    shutil.copyfileobj(source, target)
