"""Records as pandas tables: the public face of a disclosure, and its files on disk.

Every table has the columns that ``rules/tables.yaml`` names, in that order and with those types,
also where it has no row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.display import View, as_html, as_text, disclosure_view, ledger_view, scores_view
from jixiao.errors import SourceError
from jixiao.rules import load_yaml

Record = Mapping[str, Any]
_DTYPES = {"text": "string", "int": "Int64", "float": "float64", "bool": "boolean"}
_STRUCTURED = ("cells", "places")


@cache
def table_columns(table: str) -> dict[str, str]:
    """Columns of one table of records, in order: name → kind."""
    contract = load_yaml("tables.yaml")
    parts = [contract["common"]]
    parts.append(contract["tables"][table])
    if table not in contract["without_place"]:
        parts.append(contract["place"])
    return {name: body["kind"] for part in parts for name, body in part.items()}


@cache
def table_names() -> tuple[str, ...]:
    """Names of all tables of records."""
    return tuple(load_yaml("tables.yaml")["tables"])


#: The tables that reading fills; outcomes and scores are made from them.
RECORD_TABLES = tuple(name for name in table_names() if name not in ("outcomes", "scores"))


_VIEWS = {"outcomes": ledger_view, "scores": scores_view}


class ShownTable(pd.DataFrame):
    """Outcomes or scores: shown by what a reader asks first. With other columns it is like any DataFrame."""

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return ShownTable

    def _repr_html_(self) -> str | None:
        plain: Any = pd.DataFrame(self)
        return as_html(shown) if (shown := self._shown()) else plain._repr_html_()

    def __repr__(self) -> str:
        return as_text(shown) if (shown := self._shown()) else repr(pd.DataFrame(self))

    def _shown(self) -> View | None:
        views = (view for name, view in _VIEWS.items() if list(self.columns) == list(table_columns(name)))
        return next((view(pd.DataFrame(self)) for view in views), None)


def frame(table: str, rows: Iterable[Record]) -> pd.DataFrame:
    """Rows as a DataFrame with the table's columns and types; KeyError for a column it does not have."""
    columns = table_columns(table)
    listed = list(rows)
    for row in listed:
        if unknown := row.keys() - columns.keys():
            raise KeyError(f"table {table} has no column {', '.join(sorted(unknown))}")
    series = {name: _series([row.get(name) for row in listed], kind) for name, kind in columns.items()}
    return ShownTable(series) if table in _VIEWS else pd.DataFrame(series)


#: No amount, mark, count or coordinate is as large as this.
_ABSURD = 1e15
_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Disclosure:
    """Everything one department published for one fiscal year, as tables of records.

    Each table of ``rules/tables.yaml`` is an attribute: ``d.accounts``, ``d.projects`` …
    """

    tables: Mapping[str, pd.DataFrame]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.tables:
            raise AttributeError(f"a disclosure has no table {name!r}; it has {', '.join(RECORD_TABLES)}")
        return self.tables[name]

    @property
    def department(self) -> str:
        """Official name of the department."""
        return str(self._first("department") or "")

    @property
    def fiscal_year(self) -> int:
        """Year the figures belong to; 0 where nothing says it."""
        return int(self._first("fiscal_year") or 0)

    def _first(self, column: str) -> Any:
        return next(iter(self.tables["documents"][column].dropna()), None)

    def _repr_html_(self) -> str:
        return as_html(disclosure_view(sound(self).tables))

    def __str__(self) -> str:
        return as_text(disclosure_view(sound(self).tables))

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self.tables[name])} {name}" for name in RECORD_TABLES if len(self.tables[name]))
        parts = len(self.tables["documents"][["department", "fiscal_year"]].drop_duplicates())
        whose = f"{self.department} {self.fiscal_year}" if parts == 1 else f"{parts} departments and years"
        return f"<{type(self).__name__} {whose}: {counts}>"


def disclosure(rows: Mapping[str, Sequence[Record]]) -> Disclosure:
    """A disclosure from rows of records by table."""
    return Disclosure({name: frame(name, rows.get(name, ())) for name in RECORD_TABLES})


def sound(d: Disclosure) -> Disclosure:
    """The disclosure with every table and column of the contract; numbers that are none, or absurd, are missing."""
    return Disclosure({name: _sound(name, d.tables.get(name)) for name in RECORD_TABLES})


def _sound(table: str, data: pd.DataFrame | None) -> pd.DataFrame:
    if data is None:
        return frame(table, ())
    columns = table_columns(table)
    lacking = [name for name in columns if name not in data]
    found = {name: _series([None] * len(data), columns[name]).set_axis(data.index) for name in lacking}
    floats = [name for name, kind in columns.items() if kind == "float" and name in data]
    if (absurd := data[floats].abs() >= _ABSURD).any(axis=None):
        found |= {name: data[name].mask(absurd[name]) for name in floats}
    if "fiscal_year" in data and (strange := ~data["fiscal_year"].isin(_YEARS) & data["fiscal_year"].notna()).any():
        found["fiscal_year"] = data["fiscal_year"].mask(strange)
    return data.assign(**found) if found else data


def combine(parts: Sequence[Disclosure]) -> Disclosure:
    """Several disclosures as one: the files of one department and year, or a panel of many."""
    return Disclosure(
        {name: pd.concat([part.tables[name] for part in parts], ignore_index=True) for name in RECORD_TABLES}
    )


def save(tables: Mapping[str, pd.DataFrame], folder: Path, key: str, fiscal_year: int) -> None:
    """Write tables as Parquet: ``folder/<table>/fiscal_year=<year>/<key>.parquet``."""
    for name, data in tables.items():
        path = folder / name / f"fiscal_year={fiscal_year}" / f"{key}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        plain = plain_table(data.drop(columns="fiscal_year"))
        partial = path.with_suffix(".partial")
        plain.to_parquet(partial, index=False)
        partial.replace(path)


def plain_table(data: pd.DataFrame) -> pd.DataFrame:
    """The table with its structured columns (cells, places, inputs) as JSON text, for files."""
    structured = [name for name in data.columns if data[name].dtype == object]
    texts = {name: [json.dumps(value, ensure_ascii=False) for value in data[name]] for name in structured}
    return data.assign(**{name: pd.Series(text, dtype="string", index=data.index) for name, text in texts.items()})


#: How a cell begins that a spreadsheet would run, unless it is no more than a number with its sign.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_SIGNED = re.compile(r"[+-][\d.,]+[%％]?")


def for_spreadsheets(data: pd.DataFrame) -> pd.DataFrame:
    """The table as files that spreadsheets open may hold it: text that begins like a formula stands after an apostrophe.

    Text comes from published files, and nobody's file may run commands in a reader's spreadsheet.
    """
    texts = {
        name: data[name].map(_neutral, na_action="ignore").astype("string")
        for name in data.columns
        if data[name].dtype == "string"
    }
    return data.assign(**texts)


def _neutral(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _SIGNED.fullmatch(text) else text


def load_tables(folder: Path, key: str = "*", fiscal_year: int | str = "*") -> dict[str, pd.DataFrame]:
    """Read back what ``save`` wrote: all departments and years, or one of them.

    Raises SourceError where nothing was saved.
    """
    tables = {}
    for name in table_names():
        paths = sorted((folder / name).glob(f"fiscal_year={fiscal_year}/{key}.parquet"))
        tables[name] = pd.concat([_load(name, path) for path in paths], ignore_index=True) if paths else frame(name, ())
    if tables["documents"].empty:
        raise SourceError("no disclosure is stored here", where=str(folder), hint="run jixiao report or jixiao export")
    return tables


def stored_texts(folder: Path, table: str, column: str, key: str = "*", fiscal_year: int | str = "*") -> set[str]:
    """All texts of one column that ``save`` wrote, or those of one department and year; nothing else is read."""
    found: set[str] = set()
    for path in (folder / table).glob(f"fiscal_year={fiscal_year}/{key}.parquet"):
        with path.open("rb") as file:
            found.update(map(str, pd.read_parquet(file, columns=[column])[column].dropna()))
    return found


def stored_keys(folder: Path) -> list[str]:
    """Keys of all departments that ``save`` wrote."""
    return sorted({path.stem for path in folder.glob("documents/fiscal_year=*/*.parquet")})


def _load(table: str, path: Path) -> pd.DataFrame:
    data = pd.read_parquet(path)
    data["fiscal_year"] = int(path.parent.name.partition("=")[2])
    for column in _structured(table):
        data[column] = pd.Series([json.loads(text) for text in data[column]], dtype="object")
    return frame(table, _plain_rows(data))


def _plain_rows(data: pd.DataFrame) -> list[Record]:
    plain = data.astype(object).where(data.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _structured(table: str) -> list[str]:
    return [name for name, kind in table_columns(table).items() if kind in _STRUCTURED]


def _series(values: list[Any], kind: str) -> pd.Series[Any]:
    if kind in _STRUCTURED:
        empty: Any = {} if kind == "cells" else []
        return pd.Series([empty if value is None else value for value in values], dtype="object")
    if kind == "float":
        return pd.Series([float("nan") if value is None else float(value) for value in values], dtype="float64")
    return pd.Series(values, dtype=_DTYPES[kind])
