"""What cannot be evaluated becomes a page that says why; pages and failures alike are put on record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from jixiao import project
from jixiao.errors import JixiaoError, RunError
from jixiao.files import checksum
from jixiao.report import heading
from jixiao.report.faults import fault_text
from jixiao.report.markup import definitions, paragraph
from jixiao.report.overview import title_of
from jixiao.report.phrases import label, say
from jixiao.run.findings import unevaluated_rows
from jixiao.run.index import Tables
from jixiao.run.records import Record, Result, Subject, Task, as_record, judged, write_record
from jixiao.run.rendering import page, without_folders, write

_DAMAGED_HINT = "is the disk full, or the folder read-only?"


@dataclass(frozen=True, slots=True)
class Found:
    """What a department's year has in the store, and what the lists of all say of it."""

    tables: Tables = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Any]] = ()


def fail(task: Task, error: JixiaoError) -> Result:
    """The result of a department's year that was stopped, with pages that say why."""
    return finish(task, dict.fromkeys(task.langs, error), Found())


def not_evaluated(subject: Subject, error: JixiaoError, lang: str) -> str:
    """The page of a department and year that could not be evaluated, and why."""
    first = title_of(subject.name or subject.key, subject.fiscal_year, lang)
    parts = (("reason", fault_text(error.message, lang)), ("where", error.where), ("try", fault_text(error.hint, lang)))
    facts = [(label(key, lang), without_folders(text)) for key, text in parts if text]
    body = heading("not_evaluated", lang) + paragraph(say("lead", "not_evaluated", lang)) + definitions(facts, "facts")
    return page([first.html, body.html], lang)


def finish(task: Task, faults: Mapping[str, JixiaoError | None], found: Found) -> Result:
    """Pages of failures, then the record, which is written last: what has no record was not made."""
    subject, pages = task.subject, {lang: task.page(lang) for lang in task.langs}
    told = [
        fault_of(subject, partial(write, not_evaluated(subject, error, lang), pages[lang]))
        for lang, error in faults.items()
        if error
    ]
    error = next(filter(None, (*faults.values(), *told)), None)
    outcomes = list(found.tables["outcomes"]["outcome_id"]) if found.tables else []
    if error:
        found = Found({}, {}, unevaluated_rows(subject, error))
    outputs = {path.name: checksum(path) for path in pages.values()}
    record = Record(task.inputs, outputs, found.summary, found.rows, error=as_record(error) if error else None)
    unwritten = fault_of(subject, partial(_put_on_record, task, record, outcomes))
    return Result(subject, tuple(pages.values()), error or unwritten, record)


def _put_on_record(task: Task, record: Record, outcomes: Collection[str]) -> None:
    corrections, reviews = project.load_corrections(task.raw), project.load_reviews(task.raw)
    inputs = judged(record.inputs, outcomes, corrections, reviews)
    write_record(task, replace(record, inputs=inputs, reviewed=sorted(reviews.keys() & set(outcomes))))


def fault_of(subject: Subject, work: Callable[[], object]) -> JixiaoError | None:
    """Why the work failed; None where it did not."""
    try:
        work()
    except JixiaoError as error:
        return error
    except OSError as fault:
        name = Path(str(fault.filename or "")).name
        said = f"{fault.strerror or fault}{f': {name}' if name else ''}"
        return RunError(f"cannot be written: {said}", where=subject.stem, hint=_DAMAGED_HINT)
    except Exception as fault:  # the border of a process: a fault of ours must not stop a batch either
        said = f"{type(fault).__name__}: {fault}".splitlines()[0]
        return RunError(said, where=f"{subject.key} {subject.fiscal_year}", hint="this is a fault of jixiao: report it")
    return None
