"""Tables as one database: DuckDB with comments on tables and columns, SQLite with primary and foreign keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from jixiao.contract import Table, contract
from jixiao.errors import RunError
from jixiao.product.dictionary import COLUMNS, dictionary_rows
from jixiao.product.views import headlines_view
from jixiao.product.writing import WRITE_HINT, Stock, whole
from jixiao.rules import Text
from jixiao.store import arrow_schema

_DUCKDB = {"int": "BIGINT", "float": "DOUBLE", "bool": "BOOLEAN"}
#: One thread keeps the rows in order, and within this memory; nothing is put in files beside ours.
_BOUNDS: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "memory_limit": "500MB", "temp_directory": ""}
_SQLITE = {"int": "INTEGER", "float": "REAL", "bool": "INTEGER"}


def write_duckdb(stock: Stock, path: Path) -> list[str]:
    """One DuckDB file, filled batch by batch, with a view of headline measures; its bytes differ from run to run.

    Raises RunError where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise RunError("DuckDB is not installed", where=str(path), hint="pip install 'jixiao[duckdb]'") from error
    try:
        with whole(path) as partial, duckdb.connect(str(partial), config=_BOUNDS) as database:
            for name in stock.tables:
                for sentence in _defined(contract().tables[name]):
                    database.execute(sentence)
                # One statement for all batches: DuckDB holds more of many small ones.
                database.register("rows", pa.RecordBatchReader.from_batches(arrow_schema(name), stock.batches(name)))
                database.execute(f"INSERT INTO {_name(name)} SELECT * FROM rows")  # noqa: S608 a name of ours
                database.unregister("rows")
            database.execute(headlines_view())
            told = "部门与年度的主要数字（万元） / headline measures of each department and year (10,000 yuan)"
            database.execute(f"COMMENT ON VIEW headlines IS '{told}'")
    except duckdb.Error as error:
        raise RunError(f"cannot be written: {error}", where=str(path), hint=WRITE_HINT) from error
    return []


def write_sqlite(stock: Stock, path: Path) -> list[str]:
    """One SQLite file, filled batch by batch, with the dictionary as a table of its own.

    Raises RunError where a key is given twice, a reference leads nowhere or a required value is missing.
    """
    try:
        with whole(path) as partial, closing(sqlite3.connect(partial)) as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA journal_mode = OFF")  # the file is not there before it is whole
            for name in stock.tables:
                table = contract().tables[name]
                database.execute(f"CREATE TABLE {_name(name)} ({', '.join(_declared(table))})")
                _fill(database, table, stock, path)
            database.execute(f"CREATE TABLE dictionary ({', '.join(f'{_name(column)} TEXT' for column in COLUMNS)})")
            database.executemany(_insertion("dictionary", len(COLUMNS)), (tuple(r.values()) for r in dictionary_rows()))
            database.commit()
    except sqlite3.Error as error:
        raise RunError(f"cannot be written: {error}", where=str(path), hint=WRITE_HINT) from error
    return []


def _fill(database: sqlite3.Connection, table: Table, stock: Stock, path: Path) -> None:
    try:
        for batch in stock.batches(table.name):
            values = [column.to_pylist() for column in batch.columns]
            for number, column in enumerate(table.columns):
                if column.to:  # where there is nothing to refer to, some tables have empty text; SQL knows only NULL
                    values[number] = [value or None for value in values[number]]
            database.executemany(_insertion(table.name, len(values)), zip(*values, strict=True))
    except sqlite3.IntegrityError as error:
        hint = "is a file listed twice, or did a department get another key? delete the older stored tables"
        raise RunError(f"table {table.name} breaks its contract: {error}", where=str(path), hint=hint) from error


def _insertion(table: str, columns: int) -> str:
    return f"INSERT INTO {_name(table)} VALUES ({', '.join('?' * columns)})"  # noqa: S608 a name of ours


def _declared(table: Table) -> Iterator[str]:
    required = {column.name: " NOT NULL" for column in table.columns if column.required}
    for column, declared in zip(table.columns, _columns(table, _SQLITE), strict=True):
        yield declared + required.get(column.name, "")
    if table.key:
        yield f"PRIMARY KEY ({', '.join(map(_name, table.key))})"
    for column in table.columns:
        if column.to:
            home, key = map(_name, column.to)
            yield f"FOREIGN KEY ({_name(column.name)}) REFERENCES {home} ({key})"


def _columns(table: Table, types: Mapping[str, str]) -> Iterator[str]:
    for column in table.columns:
        yield f"{_name(column.name)} {types.get(column.kind, 'TEXT')}"


def _defined(table: Table) -> Iterator[str]:
    yield f"CREATE TABLE {_name(table.name)} ({', '.join(_columns(table, _DUCKDB))})"
    yield f"COMMENT ON TABLE {_name(table.name)} IS {_text(table.words)}"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {_name(table.name)}.{_name(column.name)} IS {_text(column.words, column.unit)}"


def _name(name: str) -> str:
    return f'"{name}"'


def _text(words: Text, unit: Text | None = None) -> str:
    told = f"{words.zh} / {words.en}" + (f" ({unit.zh} / {unit.en})" if unit else "")
    return "'" + told.replace("'", "''") + "'"
