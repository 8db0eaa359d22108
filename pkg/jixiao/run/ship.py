"""Departments whose files lie elsewhere (``s3://…``, ``file://…``): fetched, made here, and put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from upath import UPath

from jixiao.corrections import CORRECTIONS
from jixiao.errors import RunError
from jixiao.files import write_whole
from jixiao.judgement import REVIEWS
from jixiao.run.guard import Limits, guarded
from jixiao.run.records import RECORDS, Result, Task
from jixiao.sources import MANIFEST


def folder(name: str) -> Path:
    """A folder by its path, or by an address such as ``s3://bucket/reports`` that fsspec knows.

    Raises RunError for an address whose library is not installed.
    """
    if "://" not in name:
        return Path(name)
    try:
        found: Path = UPath(name)  # type: ignore[assignment] # it answers as a Path does
        found.exists()
    except (ImportError, ValueError, OSError) as error:
        raise RunError(f"this address cannot be reached: {error}", where=name, hint="for s3:// install s3fs") from error
    return found


def made_here(task: Task, limits: Limits, stopping: Event | None = None) -> Result:
    """The task's result, wherever its files lie."""
    if all(isinstance(folder, Path) for folder in (task.raw, task.out, task.data)):
        return guarded(task, limits, stopping)
    with TemporaryDirectory(prefix="jixiao-") as name:
        home = Path(name)
        local = replace(task, raw=home / "data" / "raw", data=home / "data" / "processed", out=home / "out")
        try:
            _fetch(task, local)
            result = guarded(local, limits, stopping)
            _put_back(task, local)
        except OSError as error:
            fault = RunError(f"files were not brought here and back: {error}", where=task.subject.stem)
            return Result(task.subject, task.pages, fault)
        return replace(result, pages=task.pages)


def _fetch(task: Task, local: Task) -> None:
    above = [(task.raw.parent / REVIEWS, local.raw.parent / REVIEWS)]
    beside = [(task.raw / name, local.raw / name) for name in (CORRECTIONS, *task.inputs.sources)]
    beside.append((task.place.listing, local.raw / MANIFEST))
    for there, here in above + beside:
        if there.exists():
            write_whole(here, there.read_bytes())


def _put_back(task: Task, local: Task) -> None:
    """Tables, notebooks and pages first, the record last: what has no record was not made."""
    stored, kept = local.data, task.data
    for file in sorted(stored.glob("*/fiscal_year=*/*.parquet"), key=lambda file: file.parts[-3] == "documents"):
        write_whole(kept / file.relative_to(stored).as_posix(), file.read_bytes())
    for file in _files(local):
        write_whole(task.out / file.relative_to(local.out).as_posix(), file.read_bytes())


def _files(local: Task) -> Iterable[Path]:
    made = [file for file in local.out.rglob("*") if file.is_file()]
    return sorted(made, key=lambda file: file.parent.name == RECORDS)
