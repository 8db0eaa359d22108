"""Rows of records ↔ DataFrames ↔ Parquet files; the disclosure that holds them."""

from jixiao.store.files import (
    StoredTables,
    arrow_schema,
    known_columns,
    known_table,
    load_tables,
    nothing_stored,
    reading,
    save,
    select,
    stored_dataset,
    stored_files,
    stored_keys,
)
from jixiao.store.frames import (
    RECORD_TABLES,
    Disclosure,
    ShownTable,
    combine,
    disclosure,
    frame,
    sound,
    table_columns,
    table_names,
)
from jixiao.store.plain import for_spreadsheets, plain_table

__all__ = [
    "RECORD_TABLES",
    "Disclosure",
    "ShownTable",
    "StoredTables",
    "arrow_schema",
    "combine",
    "disclosure",
    "for_spreadsheets",
    "frame",
    "known_columns",
    "known_table",
    "load_tables",
    "nothing_stored",
    "plain_table",
    "reading",
    "save",
    "select",
    "sound",
    "stored_dataset",
    "stored_files",
    "stored_keys",
    "table_columns",
    "table_names",
]
