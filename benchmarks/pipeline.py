"""The whole of ``jixiao report`` beside the obvious script, on the samples and the published documents that are here.

    python benchmarks/pipeline.py

The obvious script, one document after the other: ``camelot.read_pdf`` with its defaults on all pages, then papermill and
``jupyter nbconvert --to html`` for each language. What camelot finds is not yet what the notebook needs, so its notebook
runs on the tables that ``jixiao`` stored before, and that time is given to it. ``jixiao report`` starts with nothing
stored, with two workers. A scan counts apart: camelot reads nothing of it, and jixiao reads it by OCR.
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
from measuring import NOTEBOOK, RAW, REAL, WORKERS, keep, seconds, write_manifest

from jixiao.project import prepare
from jixiao.report.words import LANGUAGES

SCAN = REAL / "beijing_scan_2026.pdf"
#: Documents with a year that the manifest gives them; what is no disclosure is not among them.
DOCUMENTS = [
    (RAW / "pingshan-data-2020.pdf", 2020),
    (RAW / "pingshan-office-2020.pdf", 2020),
    (REAL / "petition_bureau_2024.pdf", 2024),
    (REAL / "putuo_finance_2024.pdf", 2024),
    (REAL / "ningde_office_2024.pdf", 2024),
    (REAL / "yantai_rotated_2026.pdf", 2026),
    (SCAN, 2026),
]

Source = tuple[Path, str, int]


def main() -> None:
    """Print both times and their ratio, without scans and with them."""
    sources = [(path, path.stem, year) for path, year in DOCUMENTS if path.is_file()]
    with_text = [source for source in sources if source[0] != SCAN]
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        theirs = obvious(sources, Path(folder, "obvious"))
        for told, chosen in (("with a text layer", with_text), ("and a scan", sources)):
            if chosen == sources and sources == with_text and measured:
                continue
            ours = seconds(partial(report, chosen, Path(folder, told)))
            script = sum(theirs[source[0]] for source in chosen)
            what = f"{len(chosen)} documents {told}"
            target = "≤ 0.3" if chosen is with_text else ""
            measured += [
                (f"jixiao report, {what}", f"{ours:.1f} s", ""),
                (f"the obvious script, {what}", f"{script:.1f} s", ""),
                (f"ratio, {what}", f"{ours / script:.2f}", target),
            ]
    keep("pipeline", measured)


def report(sources: list[Source], folder: Path) -> None:
    """``jixiao report`` with two workers, nothing stored."""
    write_manifest(folder / "raw", sources)
    command = [sys.executable, "-m", "jixiao.cli", "report", folder / "raw", "--out", folder / "out"]
    environment = {name: value for name, value in os.environ.items() if name not in ("JIXIAO_RAW", "JIXIAO_CACHE")}
    subprocess.run([*command, "--jobs", str(WORKERS)], check=True, env=environment)


def obvious(sources: list[Source], folder: Path) -> dict[Path, float]:
    """Seconds of the obvious script for each document."""
    write_manifest(folder / "raw", sources)
    os.environ["JIXIAO_RAW"] = str(folder / "raw")
    took = {}
    for source in sources:
        path, department, year = source
        prepare(folder / "raw", department, year)
        took[path] = seconds(partial(_script, source, folder))
    return took


def _script(source: Source, folder: Path) -> None:
    path, department, year = source
    camelot.read_pdf(str(path), pages="all")
    for lang in LANGUAGES:
        made = folder / f"{department}.{lang}.ipynb"
        parameters = {"department": department, "fiscal_year": year, "lang": lang}
        papermill.execute_notebook(str(NOTEBOOK), str(made), parameters, progress_bar=False)
        subprocess.run([sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", made], check=True)


if __name__ == "__main__":
    main()
