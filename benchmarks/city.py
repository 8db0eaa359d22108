"""The made-up city of thirty departments over three years, all families: is what was planted found, and nothing else?

    python benchmarks/city.py

First every document is read and checked here: what is raised is held against what was planted. Then ``jixiao report``
makes the reports with two workers; memory is looked at as in ``province.py``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd
from measuring import ROOT, WORKERS, keep, seconds
from province import report

sys.path.insert(0, str(ROOT / "tools"))

import jixiao
from jixiao.store import combine
from typeset.generate.city import DEPARTMENTS, PLANTED, name_of, write_city

Raised = set[tuple[str, int, str, str]]


def main() -> None:
    """Print what was found of what was planted, and what the reports took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "raw")
        paths = write_city(folder, len(DEPARTMENTS))
        ledgers: list[pd.DataFrame] = []
        took = seconds(lambda: ledgers.append(read_and_check(paths)))
        found, planted = raised(ledgers[0]), expected()
        told = [
            ("documents", str(len(paths)), ""),
            ("planted faults found", f"{len(found & planted)} of {len(planted)}", "all"),
            ("raised beside them", str(len(found - planted)), "0"),
            ("read and checked", f"{took:.0f} s", ""),
        ]
        run = report(folder, Path(name, "reports"))
        told += [
            (f"reports, {WORKERS} workers", f"{run.seconds:.0f} s", "≤ 480 s"),
            ("the parent's memory", f"{run.parent} MB", ""),
            ("the largest worker's memory", f"{run.worker} MB", ""),
        ]
    keep("city", told)


def read_and_check(paths: list[Path]) -> pd.DataFrame:
    """The ledger of the whole city; the documents of each department and year are read together."""
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(path.name.rpartition("-")[0], []).append(path)
    return jixiao.check(combine([jixiao.read(group) for group in groups.values()]))


def raised(ledger: pd.DataFrame) -> Raised:
    """What the checks say that a reader must see, without what follows from it."""
    rows = ledger[ledger["state"].isin(["broken", "ambiguous"]) & ledger["cause"].isna()]
    return set(rows[["department", "fiscal_year", "rule", "state"]].itertuples(index=False, name=None))


def expected() -> Raised:
    """What was planted."""
    return {(name_of(one.department, one.year), one.year, one.rule, one.state) for one in PLANTED}


if __name__ == "__main__":
    main()
