"""Checking a disclosure beside reading it, and over panels that grow: seconds, seconds for each year, memory.

    python benchmarks/checking.py [YEARS…]

The panels are synthetic: the tables and forms of the larger sample under made-up names and years. Each is checked
in two ways, in a process of its own: all in memory with the whole ledger as one table (``Panel.check``), and from the
store, one department at a time (``jixiao.ledgers``).
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from multiprocessing import get_context
from pathlib import Path

from measuring import SAMPLE, keep, median_seconds

import jixiao
from jixiao.check import check
from jixiao.read import read_document
from jixiao.recognise import recognise
from jixiao.sources import open_source
from jixiao.store import Disclosure, combine, save

SIZES = (50, 100, 200)
YEARS_EACH = 5


def main(sizes: list[int]) -> None:
    """Print the measurements."""
    told = [beside_recognising()]
    d = jixiao.read(SAMPLE)
    for size in sizes:
        told += lines("in memory", size, measured(whole, d, size))
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store(d, size, Path(folder))
            told += lines("from the store", size, measured(stored, folder, size))
    keep("checking", told)


def lines(way: str, size: int, took: tuple[float, int]) -> list[tuple[str, str, str]]:
    """Rows of one panel."""
    what = f"{size} department-years {way}"
    return [(f"{what}: for each", f"{took[0] / size:.3f} s", ""), (f"{what}: memory", f"{took[1]} MB", "")]


def beside_recognising() -> tuple[str, str, str]:
    """One disclosure: its checks beside recognising its tables."""
    source = open_source(SAMPLE)
    document = read_document(source)
    d = jixiao.read(SAMPLE)
    check(d)  # the rule files are loaded once
    checking = median_seconds(lambda: check(d), clock=time.process_time)
    recognising = median_seconds(lambda: recognise(document, source, None), clock=time.process_time)
    pages, forms = int(d.documents["pages"].iloc[0]), len(d.projects)
    what = f"{SAMPLE.name}, {pages} pages, {forms} forms: checking beside recognising"
    return what, f"{checking / recognising:.2f}", ""


def whole(d: Disclosure, size: int) -> int:
    """The panel's whole ledger as one table."""
    return len(check(panel(d, range(size))))


def stored(folder: str, _: int) -> int:
    """Panel and ledger never in memory: one stored department after the other."""
    return sum(map(len, jixiao.ledgers(folder)))


def measured(way: Callable[..., int], given: Disclosure | str, size: int) -> tuple[float, int]:
    """Processor seconds and peak memory (MB) of one way, in a new process."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (way, given, size))


def _measure(way: Callable[..., int], given: Disclosure | str, size: int) -> tuple[float, int]:
    way(given, size)
    return time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def store(d: Disclosure, size: int, folder: Path) -> None:
    """The panel as ``save`` writes it."""
    for number in range(size):
        made = panel(d, [number])
        save(made.tables, folder, f"made-{number // YEARS_EACH}", made.fiscal_year)


def panel(d: Disclosure, numbers: Iterable[int]) -> Disclosure:
    """So many department-years: departments of five years each."""
    parts = []
    for number in numbers:
        department, year = f"示例{number // YEARS_EACH}局", 2016 + number % YEARS_EACH
        tables = {name: table.assign(department=department, fiscal_year=year) for name, table in d.tables.items()}
        types = {name: table["fiscal_year"].dtype for name, table in d.tables.items()}
        parts.append(Disclosure({name: table.astype({"fiscal_year": types[name]}) for name, table in tables.items()}))
    return combine(parts)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
