"""The whole of ``jixiao report`` beside the obvious script, on the samples and the published documents that are here.

    python benchmarks/pipeline.py

The obvious script, one document after the other: ``camelot.read_pdf`` with its defaults on all pages, then papermill and
``jupyter nbconvert --to html`` for each language. What camelot finds is not yet what the notebook needs, so its notebook
runs on the tables that ``jixiao`` stored before, and that time is given to it. ``jixiao report`` starts with nothing
stored, with two workers.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import camelot
import papermill
from measuring import NOTEBOOK, RAW, REAL, WORKERS, keep, quiet, seconds, write_manifest

from jixiao.project import Workspace, prepare
from jixiao.report.phrases import LANGUAGES

#: Documents with the year that the manifest gives them. Those in which no form is found give no notebook to compare.
DOCUMENTS = [
    (RAW / "pingshan-data-2020.pdf", 2020),
    (RAW / "pingshan-office-2020.pdf", 2020),
    (REAL / "petition_bureau_2024.pdf", 2024),
    (REAL / "putuo_finance_2024.pdf", 2024),
    (REAL / "ningde_office_2024.pdf", 2024),
    (REAL / "yantai_rotated_2026.pdf", 2026),
]

Source = tuple[Path, str, int]


def main() -> None:
    """Print both times and their ratio."""
    sources = [(path, path.stem, year) for path, year in DOCUMENTS if path.is_file()]
    with tempfile.TemporaryDirectory() as folder:
        with quiet():
            theirs = obvious(sources, Path(folder, "obvious"))
        ours = seconds(partial(report, sources, Path(folder, "ours")))
    what = f"{len(sources)} documents, two languages"
    keep(
        "pipeline",
        [
            (f"jixiao report, {what}", f"{ours:.1f} s", ""),
            (f"the obvious script, {what}", f"{theirs:.1f} s", ""),
            ("ratio", f"{ours / theirs:.2f}", "≤ 0.3"),
        ],
    )


def report(sources: list[Source], folder: Path) -> None:
    """``jixiao report`` with two workers, nothing stored."""
    write_manifest(folder / "raw", sources)
    command = [sys.executable, "-m", "jixiao.cli", "report", folder / "raw", "--out", folder / "out"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JIXIAO_")}
    subprocess.run([*command, "--jobs", str(WORKERS)], check=True, env=environment)


def obvious(sources: list[Source], folder: Path) -> float:
    """Seconds of the obvious script."""
    write_manifest(folder / "raw", sources)
    place = Workspace(folder / "raw", folder / "data")
    os.environ.update({"JIXIAO_RAW": str(place.raw), "JIXIAO_DATA": str(place.data)})
    for _, department, year in sources:
        prepare(place, department, year)
    return sum(seconds(partial(_script, source, folder)) for source in sources)


def _script(source: Source, folder: Path) -> None:
    path, department, year = source
    camelot.read_pdf(str(path), pages="all")
    for lang in LANGUAGES:
        made = folder / f"{department}.{lang}.ipynb"
        parameters = {"department": department, "fiscal_year": year, "lang": lang}
        papermill.execute_notebook(str(NOTEBOOK), str(made), parameters, progress_bar=False)
        subprocess.run(
            [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", made], check=True, capture_output=True
        )


if __name__ == "__main__":
    main()
