"""Tables of records on disk: Parquet files, one per table, year and department, and what is read of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from jixiao.contract import STRUCTURED
from jixiao.errors import SourceError
from jixiao.files import replacing
from jixiao.store.frames import RECORD_TABLES, as_shown, frame, series, table_columns, table_names
from jixiao.store.plain import plain_table

_LAST = "documents"


def save(tables: Mapping[str, pd.DataFrame], folder: Path, key: str, fiscal_year: int) -> None:
    """Write tables as Parquet: ``folder/<table>/fiscal_year=<year>/<key>.parquet``.

    ``documents`` is taken away first and written last: what has no documents is not whole, and is not read.
    """
    paths = {name: folder / name / f"fiscal_year={fiscal_year}" / f"{key}.parquet" for name in tables}
    discard(folder, key, fiscal_year)
    for name in sorted(tables, key=_LAST.__eq__):
        with replacing(paths[name]) as partial:
            plain = plain_table(tables[name].drop(columns="fiscal_year"))
            plain.to_parquet(partial, index=False, write_page_checksum=True)


def discard(folder: Path, key: str, fiscal_year: int) -> None:
    """Remove what is stored of one department and year, first that by which it is known to be whole."""
    for name in sorted(table_names(), key=_LAST.__ne__):
        (folder / name / f"fiscal_year={fiscal_year}" / f"{key}.parquet").unlink(missing_ok=True)


def load_tables(
    folder: Path, key: str = "*", fiscal_year: int | str = "*", names: Sequence[str] = table_names()
) -> dict[str, pd.DataFrame]:
    """Read back what ``save`` wrote: all departments and years, or one of them; all tables, or those of ``names``,
    ``documents`` among them.

    Raises SourceError where nothing was saved.
    """
    tables = {
        name: _read(name, stored_files(folder, name, key, fiscal_year), list(table_columns(name))) for name in names
    }
    if tables["documents"].empty:
        raise nothing_stored(folder)
    return tables


def nothing_stored(folder: Path) -> SourceError:
    """What is said of a folder without stored tables."""
    return SourceError(
        "no disclosure is stored here", where=str(folder), hint="run jixiao report; its last line says where tables are"
    )


def stored_keys(folder: Path) -> list[str]:
    """Keys of all departments that ``save`` wrote."""
    return sorted({path.stem for path in stored_files(folder, "documents")})


def is_stored(folder: Path, key: str, fiscal_year: int) -> bool:
    """True where ``save`` has written one department and year, as a whole."""
    return (folder / _LAST / f"fiscal_year={fiscal_year}" / f"{key}.parquet").exists()


def stored_files(folder: Path, table: str, key: str = "*", fiscal_year: int | str = "*") -> list[Path]:
    """Parquet files of one table, by year and key, of departments that are stored as a whole."""
    found, whole = (
        {
            path.relative_to(folder / name): path
            for path in (folder / name).glob(f"fiscal_year={fiscal_year}/{key}.parquet")
        }
        for name in (table, _LAST)
    )
    return [found[name] for name in sorted(found) if name in whole]


def stored_texts(folder: Path, table: str, column: str, key: str = "*", fiscal_year: int | str = "*") -> set[str]:
    """All texts of one stored column, or those of one department and year; nothing else is read."""
    found = _read(table, stored_files(folder, table, key, fiscal_year), [column])[column]
    return set(map(str, found.dropna()))


def select(
    folder: Path,
    table: str,
    columns: Sequence[str] | None = None,
    department: str | None = None,
    fiscal_year: int | None = None,
) -> pd.DataFrame:
    """Rows of one stored table: of all departments and years or of one, all columns or some.

    Only those columns, and only files and row groups that can hold such rows, are read. Raises SourceError for a table
    or column that the contract does not have, and for a file that cannot be read.
    """
    files = stored_files(folder, known_table(table), fiscal_year="*" if fiscal_year is None else fiscal_year)
    return _read(table, files, known_columns(table, columns), department)


def known_table(table: str, names: Sequence[str] = table_names()) -> str:
    """The table itself; SourceError where it is none of ``names``."""
    if table not in names:
        raise SourceError(f"no such table: {table}", hint=f"one of {', '.join(names)}")
    return table


def known_columns(table: str, columns: Sequence[str] | None) -> list[str]:
    """The columns themselves, all for None; SourceError where the table has none of that name."""
    known = table_columns(table)
    if unknown := [name for name in columns or () if name not in known]:
        raise SourceError(f"table {table} has no column {', '.join(unknown)}", hint=f"it has {', '.join(known)}")
    return list(known if columns is None else columns)


_ARROW = {"text": pa.large_string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
_PANDAS = {pa.large_string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
_BATCH = 10_000  # rows


def arrow_schema(table: str) -> Any:
    """The table's columns as Arrow types; structured ones are JSON text."""
    return pa.schema([(name, _ARROW.get(kind, pa.large_string())) for name, kind in table_columns(table).items()])


def stored_dataset(table: str, files: Sequence[Path]) -> Any:
    """Parquet files of one table as a pyarrow dataset, the year taken from their folders. Nothing is read yet.

    Pages of a file that were altered since they were written are noticed when they are read.
    """
    import pyarrow.dataset as ds  # where nothing is stored it is not needed

    checked = ds.ParquetFragmentScanOptions(page_checksum_verification=True)
    year = ds.partitioning(pa.schema([("fiscal_year", pa.int64())]), flavor="hive")
    form = ds.ParquetFileFormat(default_fragment_scan_options=checked)
    return ds.dataset([str(path) for path in files], arrow_schema(table), format=form, partitioning=year)


def stored_batches(folder: Path, table: str) -> Iterator[Any]:
    """Rows of one stored table as Arrow record batches, by year and key; one file is in memory at a time."""
    for file in stored_files(folder, table):
        with _reading(table, [file]):  # by itself: a dataset of many files reads far ahead
            found = stored_dataset(table, [file]).to_table()
        yield from found.to_batches()


def batches_of(table: str, data: pd.DataFrame) -> Iterator[Any]:
    """Rows of a table in memory as Arrow record batches."""
    whole = pa.Table.from_pandas(plain_table(data), arrow_schema(table), preserve_index=False)
    yield from whole.to_batches(max_chunksize=_BATCH)


def to_frame(batch: Any) -> pd.DataFrame:
    """A record batch as a DataFrame with the types of the contract; structured columns stay JSON text."""
    found: pd.DataFrame = batch.to_pandas(types_mapper=_PANDAS.get)
    return found


@contextmanager
def _reading(table: str, files: Sequence[Path]) -> Iterator[None]:
    """Faults of stored files as SourceError."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        where = str(files[0].parents[1]) if files else table
        hint = "delete the stored tables and run jixiao report again"
        raise SourceError(f"a stored table cannot be read: {error}", where=where, hint=hint) from error


def _read(table: str, files: Sequence[Path], columns: Sequence[str], department: str | None = None) -> pd.DataFrame:
    if not files:
        return frame(table, ())[list(columns)]
    chosen = None if department is None else pc.field("department") == department
    with _reading(table, files):
        data = to_frame(stored_dataset(table, files).to_table(list(columns), filter=chosen))
    for name, kind in table_columns(table).items():
        if kind in STRUCTURED and name in data:
            data[name] = series([json.loads(text) if isinstance(text, str) else None for text in data[name]], kind)
    return as_shown(table, data)


class StoredTables(Mapping[str, pd.DataFrame]):
    """The record tables of a store; each is read when it is first asked for, and kept.

    Raises SourceError where nothing is stored.
    """

    def __init__(self, folder: Path) -> None:
        if not stored_files(folder, "documents"):
            raise nothing_stored(folder)
        self.folder = folder
        self._held: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in RECORD_TABLES:
            raise KeyError(name)
        if name not in self._held:
            self._held[name] = select(self.folder, name)
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(RECORD_TABLES)

    def __len__(self) -> int:
        return len(RECORD_TABLES)

    def counts(self) -> dict[str, int]:
        """How many rows each table has; only the ends of its files are read."""
        return {name: self._count(name, stored_files(self.folder, name)) for name in self}

    @staticmethod
    def _count(name: str, files: Sequence[Path]) -> int:
        with _reading(name, files):
            return int(stored_dataset(name, files).count_rows()) if files else 0
