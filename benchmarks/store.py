"""A store that grows: seconds and peak memory of asking it one thing, of reading it all, and of describing and exporting it.

    python benchmarks/store.py [DEPARTMENT-YEARS]

The store is synthetic: the records, outcomes and scores of the larger sample under made-up names and years. Each way
has a process of its own.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
from measuring import SAMPLE, keep

import jixiao
from jixiao.check import check
from jixiao.product import export, of_folder, write_datapackage
from jixiao.score import score, score_projects
from jixiao.store import load_tables, save

SIZE = 1000
YEARS_EACH = 5


def main(size: int) -> None:
    """Print the measurements."""
    told = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "processed"
        fill(folder, size)
        held = sum(path.stat().st_size for path in folder.rglob("*.parquet")) / 1e6
        told.append((f"{size} department-years: Parquet", f"{held:.0f} MB", ""))
        for way in WAYS:
            seconds, peak = measured(way, folder)
            told.append(((way.__doc__ or "").rstrip("."), f"{seconds:.1f} s, {peak} MB", ""))
    keep("store", told)


def nothing(_: Path) -> None:
    """Nothing: the libraries alone."""


def show(folder: Path) -> None:
    """Load, and show the panel."""
    str(jixiao.load(folder))


def one_department(folder: Path) -> int:
    """Load, and select one department-year's accounts."""
    return len(jixiao.load(folder).select("accounts", department="示例0局", fiscal_year=2016))


def two_columns(folder: Path) -> int:
    """Load, and select two columns of all accounts."""
    return len(jixiao.load(folder).select("accounts", ["department", "value"]))


def one_table(folder: Path) -> int:
    """Load, and ask for the table of funds."""
    return len(jixiao.load(folder).funds)


def everything(folder: Path) -> None:
    """Read all tables into memory."""
    load_tables(folder)


def describe(folder: Path) -> None:
    """Write datapackage.json."""
    write_datapackage(folder)


def as_csv(folder: Path) -> None:
    """Export all tables to CSV."""
    export(of_folder(folder), "csv", folder.parent / "csv")


def as_sqlite(folder: Path) -> None:
    """Export all tables to SQLite."""
    export(of_folder(folder), "sqlite", folder.parent / "all.sqlite")


def as_duckdb(folder: Path) -> None:
    """Export all tables to DuckDB."""
    export(of_folder(folder), "duckdb", folder.parent / "all.duckdb")


WAYS = (
    nothing, show, one_department, two_columns, one_table, everything, describe, as_csv, as_sqlite, as_duckdb
)  # fmt: skip


def fill(folder: Path, size: int) -> None:
    """So many department-years: departments of five years each, every id with a source of its own."""
    d = jixiao.read(SAMPLE)
    found = pd.concat([score(d), score_projects(d)], ignore_index=True)
    tables = {**d.tables, "outcomes": check(d), "scores": found}
    old = str(d.documents["source_id"].iloc[0])
    for number in range(size):
        department, year = f"示例{number // YEARS_EACH}局", 2016 + number % YEARS_EACH
        made = {
            name: data.assign(
                department=pd.Series([department] * len(data), dtype="string", index=data.index),
                fiscal_year=pd.Series([year] * len(data), dtype="Int64", index=data.index),
                **{
                    column: data[column].str.replace(old, f"{number:012x}", regex=False)
                    for column in ("source_id", "table_id", "project_id", "claim_id")
                    if column in data
                },
            )
            for name, data in tables.items()
        }
        save(made, folder, f"made-{number // YEARS_EACH}", year)


def measured(way: Callable[[Path], object], folder: Path) -> tuple[float, int]:
    """Seconds and peak memory (MB) of one way, in a new process."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (way, folder))


def _measure(way: Callable[[Path], object], folder: Path) -> tuple[float, int]:
    start = time.perf_counter()
    way(folder)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)
