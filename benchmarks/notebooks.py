"""The notebook stage of a batch beside stock papermill, in pools of two processes, on the same notebook.

    python benchmarks/notebooks.py [DEPARTMENTS [ROUNDS]]        (default 8, 3)

The departments are made up and stored beforehand: both ways run ``department.ipynb`` on the same stored tables, in both
languages, one after the other. Processes are forked from the same one, which has papermill imported; ours, as in a
batch, are new for each department, and guarded. Rounds alternate; the median of their ratios counts.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import papermill
from measuring import NOTEBOOK, ROOT, WORKERS, keep, quiet, seconds

from jixiao.project import Workspace, prepare
from jixiao.report.phrases import LANGUAGES
from jixiao.run.guard import UNHURRIED, apart
from jixiao.run.notebook import execute

sys.path.insert(0, str(ROOT / "tools"))

from typeset.generate.province import subjects, write_province

Department = tuple[str, int]


def main(number: int = 8, rounds: int = 3) -> None:
    """Print the seconds for each department in both ways, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        raw, out = Path(folder, "raw"), Path(folder, "out")
        out.mkdir()
        write_province(number, raw)
        departments = [(one.key, one.year) for one in islice(subjects(), number)]
        os.environ.update({"JIXIAO_RAW": str(raw), "JIXIAO_DATA": str(out / "data")})
        with warm_processes().Pool(WORKERS) as pool:
            pool.starmap(prepare, [(Workspace(raw, out / "data"), *one) for one in departments])
        took = [
            (
                seconds(partial(in_guarded_processes, out, departments)),
                seconds(partial(in_a_pool, out, departments)),
            )
            for _ in range(rounds)
        ]
    each = [statistics.median(way) / number for way in zip(*took, strict=True)]
    ratio = statistics.median(one / other for one, other in took)
    keep(
        "notebooks",
        [
            ("jixiao.run, two languages, each department", f"{each[0]:.2f} s", ""),
            ("stock papermill, two languages, each department", f"{each[1]:.2f} s", ""),
            ("ratio", f"{ratio:.2f}", "≤ 0.35"),
        ],
    )


def warm_processes() -> Any:
    """Processes are forked from one that has imported all that a batch needs, for both ways."""
    context: Any = get_context("forkserver")
    context.set_forkserver_preload(["jixiao.run.warmed"])
    return context


def in_guarded_processes(out: Path, departments: list[Department]) -> None:
    """As ``jixiao.run`` does it: so many processes at a time, each for one department."""
    with ThreadPoolExecutor(WORKERS) as threads:
        for ended in threads.map(lambda one: apart(partial(ours, out, one), one[0], UNHURRIED), departments):
            if ended is not None:
                raise ended


def in_a_pool(out: Path, departments: list[Department]) -> None:
    """A pool of so many processes, which take one department after the other."""
    with warm_processes().Pool(WORKERS) as pool:
        pool.starmap(stock, [(out, one) for one in departments], chunksize=1)


def ours(out: Path, department: Department) -> None:
    """Both notebooks of a department."""
    with quiet():
        for lang in LANGUAGES:
            execute(NOTEBOOK, out / f"{department[0]}-{department[1]}.{lang}.ipynb", parameters(department, lang))


def stock(out: Path, department: Department) -> None:
    """papermill as its documentation has it."""
    with quiet():
        for lang in LANGUAGES:
            path = out / f"{department[0]}-{department[1]}.{lang}.stock.ipynb"
            papermill.execute_notebook(str(NOTEBOOK), str(path), parameters(department, lang), progress_bar=False)


def parameters(department: Department, lang: str) -> dict[str, Any]:
    """What the notebook is told."""
    return {"department": department[0], "fiscal_year": department[1], "lang": lang}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
