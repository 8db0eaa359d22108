"""What a person begins with: a draft of a manifest, made from the documents, and a folder for a project of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from jixiao.errors import RunError, SourceError
from jixiao.run.books import books, write_all
from jixiao.run.discover import discover, listed_rows
from jixiao.run.guard import Limits
from jixiao.sources import MANIFEST, MANIFEST_COLUMNS
from jixiao.store import for_spreadsheets

#: What a document said, for the person who corrects the draft; a manifest may have any other columns.
_SAID = ("family", "perhaps", "fault")
_MAKEFILE = """\
report:
\tjixiao report data/raw --out reports --data data/processed --notebook notebooks/department.ipynb

manifest:
\tjixiao manifest data/raw

.PHONY: report manifest
"""
_README = """\
# Disclosures

1. Put the documents in `data/raw/`.
2. `jixiao manifest data/raw` drafts `data/raw/manifest.csv`; correct it.
3. `jixiao report data/raw --out reports --data data/processed --notebook notebooks/department.ipynb`
   (or `make report`): reports in `reports/index.html`, tables in `data/processed/`.

`data/reviews.csv` and `data/raw/corrections.csv` hold what people judge. Notebooks are yours to change.
"""
_IGNORED = "data/processed/*\nreports/*\n!.gitkeep\n.ipynb_checkpoints/\n"
_LAID = {
    "Makefile": _MAKEFILE, "README.md": _README, ".gitignore": _IGNORED,
    "data/raw/.gitkeep": "", "data/processed/.gitkeep": "", "reports/.gitkeep": "",
}  # fmt: skip


def draft_manifest(raw: Path, jobs: int, limits: Limits) -> tuple[Path, int]:
    """Write ``manifest.csv`` into a folder of documents, as far as they say what stands in it; and how many lines lack something.

    Fields that a document does not answer are empty, so that no report is made of them unseen. Raises SourceError where
    there is a manifest already.
    """
    path = raw / MANIFEST
    if path.exists():
        raise SourceError("there is a manifest already", where=str(path), hint="take it away to have another drafted")
    with TemporaryDirectory(prefix="jixiao-") as data:
        rows = [_drafted(row) for row in listed_rows(discover(raw.resolve(), Path(data), jobs, limits))]
    told = pd.DataFrame(rows, columns=[*MANIFEST_COLUMNS, *_SAID], dtype="string")
    safe = for_spreadsheets(told).assign(path=told["path"])
    write_all(
        {path: safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")}
    )  # by its mark a spreadsheet knows UTF-8
    return path, sum(not row["fiscal_year"] for row in rows)


def lay_project(folder: Path) -> list[Path]:
    """A project of one's own: places for sources, tables and reports, notebooks to change. Raises RunError where something lies there."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise RunError("there is something already", where=str(folder), hint="name a new folder")
    files = {folder / name: body.encode() for name, body in _LAID.items()}
    return write_all({**files, **{folder / "notebooks" / book.name: book.read_bytes() for book in books()}})


def _drafted(row: Mapping[str, str]) -> dict[str, str]:
    """A line of what was discovered, without what stands in for answers that the document did not give."""
    kept = {name: row[name] for name in (*MANIFEST_COLUMNS, *_SAID)}
    return kept if row["fiscal_year"] != "0" else {**kept, "department": "", "name": "", "fiscal_year": ""}
