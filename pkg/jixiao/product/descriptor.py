"""``datapackage.json``: the tables as a Frictionless Data Package: fields, units, constraints, keys, sources, rights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jixiao.contract import Column, Table, contract
from jixiao.display import one_line
from jixiao.product.writing import Stock, whole
from jixiao.rules import Text
from jixiao.store import nothing_stored, select, stored_files, table_names, to_frame

FILE = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_LICENCE = {"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"}
_TYPES = {
    "text": "string", "int": "integer", "float": "number", "bool": "boolean", "cells": "object", "places": "array",
}  # fmt: skip
_MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "feather": "application/vnd.apache.arrow.file",
}
_SOURCE = ("department", "fiscal_year", "title", "sha256")
_PARTITION = "fiscal_year"
_TITLE = 200  # characters; a document's title is as long as its author likes


def write_datapackage(folder: Path) -> Path:
    """Describe a folder of stored tables in ``datapackage.json``; of the data only the list of sources is read.

    The year stands in the names of folders (``fiscal_year=2020``) and not in the files: so pandas, DuckDB, Arrow and
    Spark read the folder of a table as one table. Raises SourceError where nothing is stored.
    """
    files = {
        name: [path.relative_to(folder).as_posix() for path in stored_files(folder, name)] for name in table_names()
    }
    if not files["documents"]:
        raise nothing_stored(folder)
    documents = select(folder, "documents", _SOURCE).to_dict("records")
    held = {name: paths for name, paths in files.items() if paths}
    return _write(folder, _package(held, "parquet", documents, partitioned=True))


def write_export_package(folder: Path, stock: Stock, form: str) -> Path:
    """Describe exported files, one for each table, in ``datapackage.json`` beside them."""
    batches = (to_frame(batch) for batch in stock.batches("documents"))
    documents = [row for data in batches for row in data[list(_SOURCE)].to_dict("records")]
    files = {name: [f"{name}.{form}"] for name in stock.tables}
    return _write(folder, _package(files, form, documents, partitioned=False))


def _write(folder: Path, package: Mapping[str, Any]) -> Path:
    path = folder / FILE
    with whole(path) as partial:
        partial.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    return path


def _package(
    files: Mapping[str, Sequence[str]], form: str, documents: Iterable[Mapping[Any, Any]], *, partitioned: bool
) -> dict[str, Any]:
    said = contract()
    return {
        "$schema": _PROFILE,
        "name": "jixiao",
        "title": _both(said.title),
        "description": f"{_both(said.description)}\n{_both(said.rights)}",
        "licenses": [_LICENCE],
        "sources": [_source(row) for row in documents],
        "resources": [
            {
                "name": name,
                "type": "table",
                "title": said.tables[name].words.zh,
                "description": said.tables[name].words.en,
                "path": paths[0] if len(paths) == 1 else list(paths),
                "format": form,
                "mediatype": _MEDIA[form],
                **_partition(said.tables[name], partitioned),
                "schema": schema(said.tables[name], set(files), partitioned=partitioned),
            }
            for name, paths in files.items()
        ],
    }


def schema(table: Table, beside: set[str], *, partitioned: bool) -> dict[str, Any]:
    """Table Schema of one table; references to tables that are not ``beside`` it are left out.

    Where the files are partitioned, the year is no field of theirs, and a key with the year in it cannot be told.
    """
    left_out = {_PARTITION} if partitioned else set()
    columns = [column for column in table.columns if column.name not in left_out]
    keyed = {"primaryKey": list(table.key)} if table.key and not left_out & set(table.key) else {}
    foreign = [
        {"fields": [column.name], "reference": {"resource": column.to[0], "fields": [column.to[1]]}}
        for column in columns
        if column.to and column.to[0] in beside
    ]
    return {"fields": [_field(column) for column in columns], **keyed, **({"foreignKeys": foreign} if foreign else {})}


def _partition(table: Table, partitioned: bool) -> dict[str, Any]:
    years = [_field(column) for column in table.columns if column.name == _PARTITION]
    return {"partition": {"style": "hive", "fields": years}} if partitioned else {}


def _field(column: Column) -> dict[str, Any]:
    limits = {
        "required": column.required or None,
        "enum": list(column.enum) or None,
        "pattern": column.pattern,
        "minimum": column.least,
        "maximum": column.most,
    }
    constraints = {name: limit for name, limit in limits.items() if limit is not None}
    return {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.words.zh,
        "description": column.words.en,
        **({"unit": _both(column.unit)} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _source(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A source as its document names it, and its checksum; the path it had on a machine is nobody's business."""
    words = one_line(f"{row['department']} {row['fiscal_year']}: {'' if row['title'] is None else row['title']}")
    return {"title": words if len(words) <= _TITLE else f"{words[: _TITLE - 1]}…", "sha256": row["sha256"]}


def _both(words: Text) -> str:
    return f"{words.zh} / {words.en}"
