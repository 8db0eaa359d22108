"""Records as pandas tables: the public face of a disclosure.

Every table has the columns that ``rules/tables.yaml`` names, in that order and with those types,
also where it has no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, cast

import numpy as np
import pandas as pd

from jixiao.contract import STRUCTURED, contract
from jixiao.display import View, as_html, as_text, disclosure_view, ledger_view, scores_view

Record = Mapping[str, Any]
#: Types as objects: pandas would look for each name again, for every column of every table.
_DTYPES: dict[str, Any] = {"text": pd.StringDtype(), "int": pd.Int64Dtype(), "bool": pd.BooleanDtype()}


@cache
def table_columns(table: str) -> dict[str, str]:
    """Columns of one table of records, in order: name → kind."""
    return {column.name: column.kind for column in contract().tables[table].columns}


@cache
def table_names() -> tuple[str, ...]:
    """Names of all tables of records."""
    return tuple(contract().tables)


#: Tables that are made from the others.
_MADE = ("outcomes", "scores", "deviations", "goalposts")
#: The tables that reading fills.
RECORD_TABLES = tuple(name for name in table_names() if name not in _MADE)


#: A list of self-evaluations, and the forms of projects that it may list.
_LIST, _EVALUATIONS = "evaluation_list", ("self_evaluation", "transfer_evaluation")
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
    listed = list(rows)
    return as_shown(table, _frame(table, listed) if listed else _without_rows(table).copy(deep=False))


@cache
def _without_rows(table: str) -> pd.DataFrame:
    return _frame(table, [])


def _frame(table: str, rows: list[Record]) -> pd.DataFrame:
    columns = table_columns(table)
    for row in rows:
        if unknown := row.keys() - columns.keys():
            raise KeyError(f"table {table} has no column {', '.join(sorted(unknown))}")
    made = {name: _array([row.get(name) for row in rows], kind) for name, kind in columns.items()}
    return pd.DataFrame(made, copy=False)


def as_shown(table: str, data: pd.DataFrame) -> pd.DataFrame:
    """Outcomes and scores as tables that show themselves; others as they are."""
    return ShownTable(data) if table in _VIEWS else data


#: No amount, mark, count or coordinate is as large as this.
_ABSURD = 1e15
_YEARS = frozenset((None, *range(1900, 2200)))


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

    @cached_property
    def by_source(self) -> dict[str, dict[str, Any]]:
        """Rows of ``documents`` by source_id, looked up once: a report asks for every place it names."""
        return {row["source_id"] or "": row for row in reversed(plain_rows(self.tables["documents"]))}

    def _first(self, column: str) -> Any:
        return next(iter(self.tables["documents"][column].dropna()), None)

    def _counts(self) -> dict[str, int]:
        return {name: len(self.tables[name]) for name in RECORD_TABLES if name in self.tables}

    def _view(self) -> View:
        told = {name: _sound(name, self.tables.get(name)) for name in ("documents", "tables")}
        return disclosure_view(told, self._counts())

    def _repr_html_(self) -> str:
        return as_html(self._view())

    def __str__(self) -> str:
        return as_text(self._view())

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in self._counts().items() if count)
        parts = len(self.tables["documents"][["department", "fiscal_year"]].drop_duplicates())
        whose = (
            f"{self.department} {self.fiscal_year or 'year not stated'}"
            if parts == 1
            else f"{parts} departments and years"
        )
        return f"<{type(self).__name__} {whose}: {counts}>"


def disclosure(rows: Mapping[str, Sequence[Record]]) -> Disclosure:
    """A disclosure from rows of records by table."""
    return Disclosure({name: frame(name, rows.get(name, ())) for name in RECORD_TABLES})


def sound(d: Disclosure) -> Disclosure:
    """The disclosure with every table and column of the contract; numbers that are none, or absurd, are missing."""
    return Disclosure({name: _sound(name, d.tables.get(name)) for name in RECORD_TABLES})


def each_once(d: Disclosure) -> Disclosure:
    """The disclosure without what a list of self-evaluations (自评结果汇总表) says of projects that have a form there."""
    projects = d.tables["projects"]
    is_listed = (projects["form"] == _LIST).fillna(value=False)
    if not is_listed.any():
        return d
    names = projects["name"].str.replace(r"\s", "", regex=True)
    keys = pd.MultiIndex.from_arrays([projects["department"], projects["fiscal_year"], names])
    evaluated = projects["form"].isin(_EVALUATIONS).fillna(value=False)
    again = set(projects.loc[is_listed & keys.isin(keys[evaluated]), "project_id"])
    kept = {name: d.tables[name] for name in ("projects", "funds")}
    return Disclosure({**d.tables, **{name: rows[~rows["project_id"].isin(again)] for name, rows in kept.items()}})


def _sound(table: str, data: pd.DataFrame | None) -> pd.DataFrame:
    if data is None:
        return frame(table, ())
    columns = table_columns(table)
    lacking = [name for name in columns if name not in data]
    if data.empty and not lacking:
        return data
    found = {name: series([None] * len(data), columns[name]).set_axis(data.index) for name in lacking}
    floats = [name for name, kind in columns.items() if kind == "float" and name in data]
    numbers = data[floats].to_numpy(dtype="float64", na_value=np.nan)
    if (np.abs(numbers) >= _ABSURD).any():
        absurd = data[floats].abs() >= _ABSURD
        found |= {name: data[name].mask(absurd[name]) for name in floats}
    if "fiscal_year" in data and (strange := set(plain_values(data["fiscal_year"])) - _YEARS):
        found["fiscal_year"] = data["fiscal_year"].mask(data["fiscal_year"].isin(strange))
    return data.assign(**found) if found else data


def plain_rows(data: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain dicts, None where something is missing."""
    if data.empty:
        return []
    names, table = [str(name) for name in data.columns], cast(Any, data)  # the stubs know no None for what is missing
    return [dict(zip(names, row, strict=True)) for row in table.to_numpy(dtype=object, na_value=None).tolist()]


def plain_values(column: Any) -> list[Any]:
    """The values of a column, None where one is missing."""
    return list(column.to_numpy(dtype=object, na_value=None))


def combine(parts: Sequence[Disclosure]) -> Disclosure:
    """Several disclosures as one: the files of one department and year, or a panel of many."""
    return Disclosure(
        {name: pd.concat([part.tables[name] for part in parts], ignore_index=True) for name in RECORD_TABLES}
    )


def series(values: list[Any], kind: str) -> pd.Series[Any]:
    """Values of one column with the type of its kind; None is missing, and empty where the kind is structured."""
    return pd.Series(_array(values, kind), copy=False)


def _array(values: list[Any], kind: str) -> Any:
    if kind in STRUCTURED:
        empty: Any = {} if kind == "cells" else []
        return np.fromiter((empty if value is None else value for value in values), dtype=object, count=len(values))
    if kind == "float":
        return np.array([float("nan") if value is None else float(value) for value in values], dtype="float64")
    return pd.array(values, dtype=_DTYPES[kind])
