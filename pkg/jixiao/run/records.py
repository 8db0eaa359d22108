"""What is to be done for one department and year, what that depends on, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from jixiao import errors, project
from jixiao.corrections import Corrected, judgement_of
from jixiao.errors import JixiaoError, RunError
from jixiao.files import checksum, write_whole
from jixiao.judgement import Reviews
from jixiao.project import Workspace
from jixiao.run.rendering import without_folders
from jixiao.store import is_stored

Prepare = Callable[[Workspace, str, int], object]
#: Folder of the records, beside the reports.
RECORDS = "made"
#: Faults that lie in the sources: the same sources fail again.
_LASTING = ("SourceError", "ReadError", "RecogniseError")


@dataclass(frozen=True, slots=True)
class Subject:
    """One department and year of the manifest."""

    key: str
    fiscal_year: int
    name: str

    @property
    def stem(self) -> str:
        """How the files of this department and year begin; a document without a year has its name only."""
        return f"{self.key}-{self.fiscal_year}" if self.fiscal_year else self.key


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a report depends on, known by content; "" for a file that cannot be read."""

    sources: Mapping[str, str]
    notebook: str
    rules: str
    code: str
    judgement: str
    name: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """All that a worker process needs to know."""

    subject: Subject
    raw: Path
    data: Path
    out: Path
    notebook: Path
    langs: tuple[str, ...]
    inputs: Inputs
    prepare: Prepare = project.prepare
    #: Run the notebooks in Jupyter's kernels, as anybody would; they are the same.
    kernel: bool = False
    #: Write the languages at once, each in a process of its own.
    spread: bool = False

    @property
    def place(self) -> Workspace:
        """Where its sources lie and its tables go."""
        return Workspace(self.raw, self.data)

    def page(self, lang: str) -> Path:
        """Where the report in one language lies."""
        return self.out / f"{self.subject.stem}.{lang}.html"

    @property
    def pages(self) -> tuple[Path, ...]:
        """Where the reports lie, in the order of the languages."""
        return tuple(self.page(lang) for lang in self.langs)

    @property
    def record(self) -> Path:
        """Where it is written down what was made, and from what."""
        return self.out / RECORDS / f"{self.subject.stem}.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What was made for one department and year: from what, which files, what the lists of all say of it, and which
    of its outcomes people had judged.
    """

    inputs: Inputs
    outputs: Mapping[str, str]
    summary: Mapping[str, Any] = field(default_factory=dict)
    findings: Sequence[Mapping[str, Any]] = ()
    reviewed: Sequence[str] = ()
    error: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one department and year: its pages, why it was not evaluated, and its record."""

    subject: Subject
    pages: tuple[Path, ...]
    error: JixiaoError | None = None
    record: Record | None = None


def judged(inputs: Inputs, outcomes: Collection[str], corrections: Sequence[Corrected], reviews: Reviews) -> Inputs:
    """The inputs with what people judged about these sources and outcomes (their ids)."""
    return replace(inputs, judgement=judgement_of(inputs.sources.values(), outcomes, corrections, reviews))


def write_record(task: Task, record: Record) -> None:
    """Write a record, after all that it speaks of: what has no record was not made."""
    write_whole(task.record, json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def recorded(task: Task) -> Result:
    """What an earlier run has left of this department's year; without a record where it left none that can be used."""
    try:
        body = json.loads(task.record.read_text("utf-8"))
        record = Record(**{**body, "inputs": Inputs(**body["inputs"])})
        return Result(task.subject, task.pages, _error(record.error), record)
    except (OSError, ValueError, TypeError, KeyError):
        return Result(task.subject, task.pages)


def chosen(tasks: Sequence[Task], only: str) -> list[Task]:
    """Tasks of departments whose key or name holds the text; RunError where there is none."""
    found = [task for task in tasks if only in task.subject.key or only in task.subject.name]
    if not found:
        raise RunError(f"no department matches {only!r}", where=str(tasks[0].raw), hint="see the keys in manifest.csv")
    return found


def why_due(task: Task, record: Record | None) -> list[str]:
    """Why a department's year has to be made; nothing where all is there, made from what is there now."""
    return _made_otherwise(task, record) or _lost(task, record) if record else ["not made yet"]


def is_out_of_date(task: Task, record: Record | None) -> bool:
    """True where what was made, if anything, was made from something else; whether it is still there is not asked."""
    return record is None or bool(_made_otherwise(task, record))


def _made_otherwise(task: Task, record: Record) -> list[str]:
    old, new = record.inputs, task.inputs
    names = sorted({*old.sources, *new.sources})
    why = [f"source {name} {_change(name, old.sources, new.sources)}" for name in names if _differs(name, old, new)]
    why += [f"cannot be read: {name}" for name, digest in new.sources.items() if not digest]
    told = {"rules": "rules", "notebook": "notebook", "judgement": "corrections or reviews", "name": "name"}
    why += [f"{words} changed" for part, words in told.items() if getattr(old, part) != getattr(new, part)]
    if old.code != new.code and old.rules == new.rules:
        why.append("another version of jixiao")
    if record.error and record.error["kind"] not in _LASTING:
        why.append(f"failed before: {record.error['message']}")
    return why


def as_record(error: JixiaoError) -> dict[str, str]:
    """An error as a record keeps it: without the folders of this machine."""
    said = {"message": error.message, "where": error.where, "hint": error.hint}
    return {"kind": type(error).__name__, **{key: without_folders(text) for key, text in said.items()}}


def _lost(task: Task, record: Record) -> list[str]:
    wanted = [task.page(lang).name for lang in task.langs]
    if missing := [name for name in wanted if name not in record.outputs]:
        return [f"{name} not made yet" for name in missing]
    lost = [f"{name} missing or altered" for name, made in record.outputs.items() if checksum(task.out / name) != made]
    key, year = task.subject.key, task.subject.fiscal_year
    return lost if record.error or is_stored(task.data, key, year) else [*lost, "tables not stored"]


def _differs(name: str, old: Inputs, new: Inputs) -> bool:
    return old.sources.get(name) != new.sources.get(name)


def _change(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> str:
    return "added" if name not in old else "removed" if name not in new else "changed"


def _error(kept: Mapping[str, str] | None) -> JixiaoError | None:
    if kept is None:
        return None
    kind = getattr(errors, kept["kind"], RunError)
    made: JixiaoError = kind(kept["message"], where=kept["where"], hint=kept["hint"])
    return made
