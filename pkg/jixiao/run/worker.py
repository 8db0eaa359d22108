"""One department and year, from its sources to its pages; whatever fails becomes a page that says why."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from jixiao import project
from jixiao.errors import JixiaoError, RunError, SourceError
from jixiao.run.ending import Found, fault_of, finish
from jixiao.run.engine import is_possible
from jixiao.run.findings import finding_rows
from jixiao.run.illustrate import illustrate
from jixiao.run.index import Tables, summary_of
from jixiao.run.notebook import execute
from jixiao.run.plan import digests
from jixiao.run.processes import forked
from jixiao.run.records import Result, Task
from jixiao.run.rendering import to_html, write
from jixiao.stages import hush, stage
from jixiao.store import load_tables


def make_one(task: Task) -> Result:
    """Read, check and report one department and year. Raises nothing: what failed is in the result."""
    os.environ.update({project.RAW: str(task.raw), project.DATA: str(task.data)})
    hush()
    subject = task.subject
    found: list[Found] = []
    unread = fault_of(subject, lambda: found.append(_find(task)))
    faults = dict.fromkeys(task.langs, unread) if unread else _write_reports(task, found[0].tables)
    if changed := _changed(task):
        faults = dict.fromkeys(task.langs, changed)
    return finish(task, faults, found[0] if found else Found())


def _find(task: Task) -> Found:
    subject = task.subject
    with stage("records"):
        task.prepare(task.place, subject.key, subject.fiscal_year)
    if not subject.fiscal_year:
        hint = "list it in manifest.csv with its department and year"
        raise SourceError("the document does not say whose it is, or of which year", where=subject.name, hint=hint)
    tables = load_tables(task.data, subject.key, subject.fiscal_year)
    told = {**tables, "outcomes": project.reviewed(tables["outcomes"], task.raw)}
    return Found(tables, summary_of(told), finding_rows(told))  # the pictures are for findings set aside as well


def _write_reports(task: Task, tables: Tables) -> dict[str, JixiaoError | None]:
    """Why the report in each language was not written, if it was not; written at once where other processors are idle."""
    works = {lang: partial(fault_of, task.subject, partial(_write_report, task, tables, lang)) for lang in task.langs}
    if not task.spread or not is_possible():
        return {lang: work() for lang, work in works.items()}
    return {lang: _awaited(task, value) for lang, value in [(lang, forked(work)) for lang, work in works.items()]}


def _awaited(task: Task, value: Callable[[], JixiaoError | None]) -> JixiaoError | None:
    try:
        return value()
    except EOFError:
        return RunError("the process was killed", where=task.subject.stem, hint="is memory short?")


def _write_report(task: Task, tables: Tables, lang: str) -> None:
    subject = task.subject
    executed = task.out / "notebooks" / f"{subject.stem}.{lang}.ipynb"
    parameters: dict[str, str | int] = {"department": subject.key, "fiscal_year": subject.fiscal_year, "lang": lang}
    with stage(f"notebook {lang}"):
        book = execute(task.notebook, executed, parameters, task.kernel)
    with stage(f"page {lang}"):
        text = illustrate(to_html(book, lang), tables, task.place, subject, lang)
        write(text, task.page(lang))


def _changed(task: Task) -> JixiaoError | None:
    """An error where a source is no longer what it was when the batch began."""
    subject, then = task.subject, task.inputs.sources
    now = digests(task.raw, task.place.entries_of(subject.key, subject.fiscal_year))
    changed = [name for name in then if now.get(name) != then[name]]
    if not changed:
        return None
    return SourceError("a source changed while it was read", where=", ".join(changed), hint="run jixiao report again")
