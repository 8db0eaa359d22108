"""Which reports there are to make, and what each depends on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from jixiao import project
from jixiao.files import checksum
from jixiao.judgement import Reviews
from jixiao.project import Workspace
from jixiao.report.phrases import LANGUAGES, check_language
from jixiao.run.books import find_notebook
from jixiao.run.records import Inputs, Prepare, Subject, Task, judged, recorded
from jixiao.sources import Entry
from jixiao.versions import fingerprint


def plan(
    raw: Path,
    out: Path,
    langs: Sequence[str] = LANGUAGES,
    notebook: Path | None = None,
    prepare: Prepare = project.prepare,
    data: Path | None = None,
) -> list[Task]:
    """A task for each department and year of the manifest of ``raw``, in its order; ``prepare`` reads, checks, scores and saves one,
    in the folder of tables ``data`` (``data`` in ``out``).

    Raises SourceError for a manifest with a fault, RunError where no notebook is there.
    """
    raw, data, out = raw.resolve(), (data or stored_beside(out)).resolve(), out.resolve()
    entries: dict[tuple[str, int], list[Entry]] = {}
    place = Workspace(raw, data)
    for entry in place.entries():
        entries.setdefault((entry.department, entry.fiscal_year), []).append(entry)
    kept = tuple(check_language(lang) for lang in langs)
    book = (notebook or find_notebook()).resolve()
    made_by = (checksum(book), fingerprint("rules"), fingerprint())
    corrections, reviews = project.load_corrections(raw), project.load_reviews(raw)
    tasks = [
        Task(
            Subject(*key, listed[0].name), raw, data, out, book, kept,
            Inputs(digests(raw, listed), *made_by, judgement="", name=listed[0].name, contact=place.contact),
            prepare,
        )
        for key, listed in entries.items()
    ]  # fmt: skip
    if not corrections and not reviews:
        return tasks
    return [replace(task, inputs=judged(task.inputs, _outcomes(task, reviews), corrections, reviews)) for task in tasks]


def stored_beside(out: Path) -> Path:
    """Where tables go if nobody says where: beside the reports, for what lies beside the sources is not ours."""
    return out / "data"


def _outcomes(task: Task, reviews: Reviews) -> set[str]:
    """Outcomes of this department's year that people may speak of: those they spoke of before, and those in its store.

    Stores that lie elsewhere are not asked.
    """
    record, subject = recorded(task).record, task.subject
    asked = reviews and isinstance(task.data, Path)
    stored = project.outcome_ids(task.data, subject.key, subject.fiscal_year) if asked else set()
    return stored.union(record.reviewed if record else ())


def digests(raw: Path, entries: Iterable[Entry]) -> dict[str, str]:
    """SHA-256 of sources by their path in the folder of sources; "" where one cannot be read."""
    return {entry.path.relative_to(raw).as_posix(): checksum(entry.path) for entry in entries}
