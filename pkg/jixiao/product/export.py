"""Tables as files of the format that somebody works with, each whole or not there."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jixiao.errors import RunError
from jixiao.product.databases import write_duckdb, write_sqlite
from jixiao.product.descriptor import write_export_package
from jixiao.product.fiscal import write_fiscal
from jixiao.product.stata import write_dta
from jixiao.product.writing import Stock, whole
from jixiao.store import (
    RECORD_TABLES,
    Disclosure,
    arrow_schema,
    batches_of,
    nothing_stored,
    safe_texts,
    sound,
    stored_batches,
    stored_files,
    table_names,
)


def of_disclosure(d: Disclosure) -> Stock:
    """The records of a disclosure or panel in memory."""
    held = sound(d).tables
    return Stock(RECORD_TABLES, lambda table: batches_of(table, held[table]))


def of_folder(folder: Path) -> Stock:
    """All stored departments and years, with their outcomes and scores. Raises SourceError where nothing is stored."""
    if not stored_files(folder, "documents"):
        raise nothing_stored(folder)
    return Stock(table_names(), lambda table: stored_batches(folder, table))


def export(stock: Stock, form: str, out: Path) -> list[str]:
    """Write the tables in one of FORMATS; returns what a reader must know of it, nothing for most.

    csv, parquet, feather and dta are a folder with a file for each table; xlsx, duckdb and sqlite one file; fiscal is
    a Fiscal Data Package of expenditure by function. What was there is replaced. The same tables give the same bytes,
    but for duckdb. Raises RunError where ``out`` cannot be written.
    """
    return FORMATS[form][0](stock, target(form, out))


def target(form: str, out: Path) -> Path:
    """The folder or file that ``out`` means for a format; a file's name without an ending gets that of the format.

    Raises RunError where a file lies in place of the folder, or a folder in place of the file.
    """
    is_folder = FORMATS[form][1]
    if is_folder and out.is_file():
        raise RunError(
            f"{form} is a folder of files, but this is a file", where=str(out), hint="name a folder: --out tables"
        )
    if not is_folder and out.is_dir():
        hint = f"name a file: --out {out.name or 'jixiao'}.{form}"
        raise RunError(f"{form} is one file, but this is a folder", where=str(out), hint=hint)
    return out if is_folder or out.suffix else out.with_suffix(f".{form}")


def write_csv(stock: Stock, out: Path) -> list[str]:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else; text always quoted."""
    import pyarrow as pa  # reading and checking export nothing
    from pyarrow import csv

    for name in stock.tables:
        with whole(out / f"{name}.csv") as partial, partial.open("wb") as file:
            file.write(codecs.BOM_UTF8)
            with csv.CSVWriter(file, arrow_schema(name)) as written:
                for batch in stock.batches(name):
                    columns = [safe_texts(c) if pa.types.is_large_string(c.type) else c for c in batch.columns]
                    written.write_batch(pa.record_batch(columns, schema=batch.schema))
    write_export_package(out, stock, "csv")
    return []


def write_parquet(stock: Stock, out: Path) -> list[str]:
    """One Parquet file for each table, the year inside."""
    import pyarrow.parquet as pq  # reading and checking write none

    return _written(stock, out, "parquet", pq.ParquetWriter)


def write_feather(stock: Stock, out: Path) -> list[str]:
    """One Feather file (Arrow IPC, version 2) for each table, for R, Julia, Polars and other programs that map it into memory."""
    from pyarrow import ipc

    packed = ipc.IpcWriteOptions(compression="zstd")
    return _written(stock, out, "feather", lambda path, schema: ipc.new_file(str(path), schema, options=packed))


def _written(stock: Stock, out: Path, form: str, writer: Callable[[Path, Any], Any]) -> list[str]:
    for name in stock.tables:
        with whole(out / f"{name}.{form}") as partial, writer(partial, arrow_schema(name)) as file:
            for batch in stock.batches(name):
                file.write_batch(batch)
    write_export_package(out, stock, form)
    return []


def write_xlsx(stock: Stock, out: Path) -> list[str]:
    """One workbook with a sheet for each table."""
    from jixiao.product.workbook import write_workbook  # openpyxl takes half a second to import

    return write_workbook(stock, out)


#: What can be written: how, and whether it is a folder of files.
FORMATS: Mapping[str, tuple[Callable[[Stock, Path], list[str]], bool]] = {
    "csv": (write_csv, True),
    "parquet": (write_parquet, True),
    "feather": (write_feather, True),
    "xlsx": (write_xlsx, False),
    "dta": (write_dta, True),
    "duckdb": (write_duckdb, False),
    "sqlite": (write_sqlite, False),
    "fiscal": (write_fiscal, True),
}
