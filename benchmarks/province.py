"""``jixiao report`` over a made-up province that grows: seconds for each department, memory, and what a rerun costs.

    python benchmarks/province.py [NUMBER…]               (default 20 200)
    python benchmarks/province.py make NUMBER FOLDER      only write the sources and their manifest

Memory is what each process holds (RSS), looked at five times a second: pages that forked processes share count in each.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from measuring import ROOT, WORKERS, keep

sys.path.insert(0, str(ROOT / "tools"))

from typeset.generate.province import write_province

SIZES = (20, 200)
_LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Run:
    """One run of the command: how long it took, and the most that its processes held (MB)."""

    seconds: float
    parent: int
    worker: int


@dataclass(frozen=True)
class Runs:
    """The first run over so many department-years, one with nothing changed, one with one source changed."""

    number: int
    first: Run
    same: Run
    changed: Run

    @property
    def each(self) -> float:
        """Seconds for each department-year of the first run."""
        return self.first.seconds / self.number


def main(sizes: list[int]) -> None:
    """Print what each size took, and how it grew."""
    measured = [measure(size) for size in sizes]
    told = [line for runs in measured for line in lines(runs, runs is measured[-1])]
    small, large = measured[0], measured[-1]
    if small is not large:
        growth = f"{large.each / small.each:.2f}"
        told.append((f"time for each: {large.number} beside {small.number}", growth, "≤ 1.1"))
    keep("province", told)


def lines(runs: Runs, is_largest: bool) -> list[tuple[str, str, str]]:
    """Rows of one size; the targets are for the largest."""
    what = f"{runs.number} department-years"
    told = [
        (f"{what}: first run", f"{runs.first.seconds:.0f} s", ""),
        (f"{what}: for each", f"{runs.each:.2f} s", ""),
        (f"{what}: the parent's memory", f"{runs.first.parent} MB", "≤ 500 MB"),
        (f"{what}: the largest worker's memory", f"{runs.first.worker} MB", "≤ 600 MB"),
        (f"{what}: nothing changed", f"{runs.same.seconds / runs.first.seconds:.1%}", "≤ 1 %"),
        (f"{what}: one source changed", f"{runs.changed.seconds / runs.first.seconds:.1%}", "≤ 2 %"),
    ]
    return [(measure, value, target if is_largest else "") for measure, value, target in told]


def measure(number: int) -> Runs:
    """Three runs over one province."""
    with tempfile.TemporaryDirectory() as folder:
        raw, out = Path(folder, "raw"), Path(folder, "out")
        paths = write_province(number, raw)
        first, same = report(raw, out), report(raw, out)
        change(paths[number // 2])
        return Runs(number, first, same, report(raw, out))


def change(path: Path) -> None:
    """Another file with the same content, and its checksum in the manifest."""
    with path.open("ab") as file:
        file.write(b"% changed\n")
    manifest = path.parent / "manifest.csv"
    with manifest.open(encoding="utf-8", newline="") as file:
        head, *listed = csv.reader(file)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    listed = [[line[0], digest, *line[2:]] if line[0] == path.name else line for line in listed]
    with manifest.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *listed])


def report(raw: Path, out: Path) -> Run:
    """One run of the command, watched."""
    command = [sys.executable, "-m", "jixiao.cli", "report", raw, "--out", out, "--jobs", str(WORKERS)]
    start = time.perf_counter()
    parent = worker = 0
    with subprocess.Popen(command) as running:
        watched = psutil.Process(running.pid)
        while running.poll() is None:
            with suppress(psutil.NoSuchProcess):
                parent = max(parent, watched.memory_info().rss)
                worker = max(worker, *_held(watched), 0)
            time.sleep(_LOOK_SECONDS)
    took = time.perf_counter() - start
    if running.returncode:
        raise SystemExit(f"jixiao report ended with {running.returncode}")
    return Run(took, parent // 10**6, worker // 10**6)


def _held(parent: psutil.Process) -> list[int]:
    held = [0]
    for process in parent.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            held.append(process.memory_info().rss)
    return held


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        write_province(int(sys.argv[2]), Path(sys.argv[3]), WORKERS)
    else:
        main([int(word) for word in sys.argv[1:]] or list(SIZES))
