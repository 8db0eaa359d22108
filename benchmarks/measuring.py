"""What the benchmarks share: the sources, stop-watches, and the rows of one table, ``docs/benchmarks.csv``."""

from __future__ import annotations

import csv
import hashlib
import os
import platform
import shutil
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import psutil

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "real"
RAW = ROOT / "data" / "raw"
SAMPLE = RAW / "pingshan-data-2020.pdf"
NOTEBOOK = ROOT / "notebooks" / "department.ipynb"
TABLE = ROOT / "docs" / "benchmarks.csv"
LIBRARIES = ("camelot-py", "pypdfium2", "pandas", "matplotlib", "papermill", "nbconvert")
#: Processes at work in every comparison.
WORKERS = 2
GIB = 2**30
_MANIFEST = ("path", "sha256", "department", "name", "fiscal_year")

Clock = Callable[[], float]


class Row(NamedTuple):
    """One measurement as it is printed: with its unit, and the target where there is one."""

    benchmark: str
    measure: str
    value: str
    target: str = ""
    machine: str = ""


def keep(benchmark: str, measured: Sequence[tuple[str, str, str]]) -> None:
    """Print what a benchmark measured (measure, value, target); it takes the place of what it measured before."""
    own = [Row(benchmark, *told, machine()) for told in measured]
    for row in own:
        print(f"{row.measure:64}{row.value:>12}  {row.target}", flush=True)
    write_rows([*(row for row in rows() if row.benchmark != benchmark), *own])


def rows() -> list[Row]:
    """Everything that was measured so far."""
    if not TABLE.is_file():
        return []
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(**line) for line in csv.DictReader(file)]


def write_rows(table: Iterable[Row]) -> None:
    """The table, by benchmark."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([Row._fields, *sorted(table, key=lambda row: row.benchmark)])


def machine() -> str:
    """Processor, memory, Python and libraries, without the name of the machine."""
    memory = psutil.virtual_memory().total / GIB
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    cores = f"{os.cpu_count()} cores, {memory:.0f} GiB"
    return f"{_processor()}, {cores}; {platform.system()}, Python {platform.python_version()}; {libraries}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def median_seconds(work: Callable[[], object], times: int = 5, clock: Clock = time.perf_counter) -> float:
    """Median duration of a piece of work."""
    return statistics.median(seconds(work, clock) for _ in range(times))


def seconds(work: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """Duration of a piece of work."""
    start = clock()
    work()
    return clock() - start


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing on stderr meanwhile, where kernels tell their sockets. What goes wrong is raised."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def write_manifest(folder: Path, sources: Iterable[tuple[Path, str, int]]) -> None:
    """Put files (path, department, fiscal year) into a folder of sources."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [_MANIFEST]
    for path, department, year in sources:
        shutil.copyfile(path, folder / path.name)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append((path.name, digest, department, department, str(year)))
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
