"""Checking a disclosure beside reading it, and over panels that grow: seconds, seconds for each year, memory.

    python benchmarks/checking.py [YEARS…]

The panels are synthetic: the tables and forms of the larger sample under made-up names and years.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jixiao
from jixiao.check import check
from jixiao.read import read_document
from jixiao.recognise import recognise
from jixiao.sources import open_source
from jixiao.store import Disclosure, combine

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "pingshan-data-2020.pdf"
SIZES = (10, 30, 100)
YEARS_EACH = 5


def main(sizes: list[int]) -> None:
    """Print the two measurements."""
    source = open_source(SAMPLE)
    document = read_document(source)
    d = jixiao.read(SAMPLE)
    check(d)  # the rule files are loaded once
    checking = seconds(lambda: check(d))
    recognising = seconds(lambda: recognise(document, source, None))
    print(
        f"{SAMPLE.name}: checking {checking:.2f} s, recognising {recognising:.2f} s, {checking / recognising:.2f} of it"
    )
    print(f"{'department-years':>17}{'seconds':>9}{'each':>8}{'peak MB':>9}")
    for size in sizes:
        made = panel(d, size)
        took = seconds(lambda made=made: check(made), times=1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:17}{took:9.1f}{took / size:8.3f}{peak:9}")


def panel(d: Disclosure, size: int) -> Disclosure:
    """So many department-years: departments of five years each."""
    parts = []
    for number in range(size):
        department, year = f"示例{number // YEARS_EACH}局", 2016 + number % YEARS_EACH
        tables = {name: table.assign(department=department, fiscal_year=year) for name, table in d.tables.items()}
        types = {name: table["fiscal_year"].dtype for name, table in d.tables.items()}
        parts.append(Disclosure({name: table.astype({"fiscal_year": types[name]}) for name, table in tables.items()}))
    return combine(parts)


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Median duration of a piece of work."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
