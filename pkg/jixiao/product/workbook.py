"""Tables as one workbook: a sheet for each, and the dictionary."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

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
_CUT = " … cut: CSV and Parquet have it whole"
_WIDTH = 14
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_workbook(stock: Stock, path: Path) -> list[str]:
    """One sheet for each table, row by row; a table with more rows than a sheet holds goes on in ``name (2)``.

    Text longer than a cell holds is cut, ends with a note that says so, and is told in what is returned.
    """
    with whole(path) as partial:
        book = Workbook(write_only=True)
        cut = {name: _fill(book, name, list(table_columns(name)), _table_rows(stock, name)) for name in stock.tables}
        _fill(book, "dictionary", COLUMNS, ([row[column] for column in COLUMNS] for row in dictionary_rows()))
        with TemporaryFile(dir=partial.parent) as dated:
            book.save(dated)
            _undate(dated, partial)
    return [
        f"sheet {name}: {count} texts longer than a cell are cut, and say so" for name, count in cut.items() if count
    ]


def _table_rows(stock: Stock, table: str) -> Iterator[list[Any]]:
    for batch in stock.batches(table):
        data = for_spreadsheets(to_frame(batch)).astype(object)
        yield from data.where(data.notna(), None).to_numpy().tolist()


def _fill(book: Any, name: str, columns: Sequence[str], rows: Iterable[list[Any]]) -> int:
    """Write a table into as many sheets as it needs; returns how many texts were cut."""
    sheet, cut, written = _sheet(book, name, columns), 0, 1
    for row in rows:
        if written % ROWS == 0:
            sheet = _sheet(book, f"{name} ({written // ROWS + 1})", columns)
            written += 1
        texts = {number: _fitting(value) for number, value in enumerate(row) if isinstance(value, str)}
        cut += sum(text.endswith(_CUT) for text in texts.values())
        sheet.append([texts.get(number, value) for number, value in enumerate(row)])
        written += 1
    return cut


def _sheet(book: Any, name: str, columns: Sequence[str]) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, _ in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    head = [WriteOnlyCell(sheet, column) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    return sheet


def _fitting(text: str) -> str:
    """Text that a cell can hold: control characters as Excel writes them, and as long as it may be in UTF-16."""
    units = str(escape(text)).encode("utf-16-le")
    if len(units) <= 2 * CHARACTERS:
        return units.decode("utf-16-le")
    return units[: 2 * (CHARACTERS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _undate(dated: IO[bytes], path: Path) -> None:
    """The workbook with its files undated and its properties dated alike: same tables, same bytes."""
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            made = zipfile.ZipInfo(name)
            made.compress_type = zipfile.ZIP_DEFLATED
            with old.open(name) as source, new.open(made, "w", force_zip64=True) as target:
                if name == "docProps/core.xml":
                    target.write(_CLOCK.sub(rb"\g<1>2000-01-01T00:00:00Z", source.read()))
                else:
                    shutil.copyfileobj(source, target)
