"""Reports for every department and year of a manifest. One that fails never stops the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tqdm import tqdm

from jixiao import project
from jixiao.errors import JixiaoError, RunError
from jixiao.report import heading
from jixiao.report.html import definitions, paragraph
from jixiao.report.tables import title_of
from jixiao.report.words import LANGUAGES, check_language, label, say
from jixiao.run.export import page, to_html, without_folders, write
from jixiao.run.illustrate import illustrate
from jixiao.run.lists import write_lists
from jixiao.run.made import is_current, made_from
from jixiao.run.notebook import execute
from jixiao.run.printing import find_browser, print_pdf
from jixiao.sources import read_manifest

RAW_VARIABLE = "JIXIAO_RAW"
Prepare = Callable[[Path, str, int], object]


@dataclass(frozen=True, slots=True)
class Subject:
    """One department and year of the manifest."""

    key: str
    fiscal_year: int
    name: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one department and year: its pages, and why it was not evaluated."""

    subject: Subject
    pages: tuple[Path, ...]
    error: JixiaoError | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """All that a worker process needs to know."""

    subject: Subject
    raw: Path
    out: Path
    notebook: Path
    langs: tuple[str, ...]
    prepare: Prepare
    made_from: str = ""

    def pages(self) -> tuple[Path, ...]:
        """The report's file in each language."""
        return tuple(report_path(self.out, self.subject, lang) for lang in self.langs)

    def is_current(self) -> bool:
        """True where every page was made from what is there now."""
        return all(is_current(page, self.made_from) for page in self.pages())


def make_reports(
    raw: Path,
    out: Path,
    jobs: int = 1,
    langs: Sequence[str] = LANGUAGES,
    only: str = "",
    notebook: Path | None = None,
    prepare: Prepare = project.prepare,
    pdf: bool = False,
) -> list[Result]:
    """A report in each language for each department and year of ``raw/manifest.csv``, and an index and the findings of all of them.

    A report that was made from the same sources, notebook, code and rules stays as it is.
    ``only`` keeps those whose key or name holds the text; ``prepare`` reads, checks, scores and saves
    one of them; ``pdf`` prints each report as well. Raises JixiaoError only where nothing can be begun.
    """
    raw, out = raw.resolve(), out.resolve()
    browser = find_browser() if pdf else None
    chosen = [s for s in subjects(raw) if only in s.key or only in s.name]
    if not chosen:
        raise RunError(f"no department matches {only!r}", where=str(raw / "manifest.csv"))
    kept = tuple(check_language(lang) for lang in langs)
    book = (notebook or find_notebook()).resolve()
    sources = _sources(raw)
    tasks = [
        Task(s, raw, out, book, kept, prepare, made_from(sources[s.key, s.fiscal_year], book, f"{s.key} {s.name}"))
        for s in chosen
    ]
    results = _run_all(tasks, jobs)
    write_lists(raw.parent / "processed", out, results, kept)
    if browser is None:
        return results
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:  # the work is the browser's
        return list(tqdm(pool.map(partial(_printed, browser), results), total=len(results), unit="PDF", disable=None))


def subjects(raw: Path) -> list[Subject]:
    """Departments and years of the manifest, in its order, each once."""
    found: dict[tuple[str, int], Subject] = {}
    for entry in read_manifest(raw):
        found.setdefault(
            (entry.department, entry.fiscal_year), Subject(entry.department, entry.fiscal_year, entry.name)
        )
    return list(found.values())


def _sources(raw: Path) -> dict[tuple[str, int], list[Path]]:
    found: dict[tuple[str, int], list[Path]] = {}
    for entry in read_manifest(raw):
        found.setdefault((entry.department, entry.fiscal_year), []).append(entry.path)
    return found


def report_path(out: Path, subject: Subject, lang: str) -> Path:
    """Where the report of one department, year and language lies."""
    return out / f"{subject.key}-{subject.fiscal_year}.{lang}.html"


def find_notebook() -> Path:
    """department.ipynb of the folder one works in, or of the source tree this package lies in."""
    for root in (Path.cwd(), Path(__file__).parents[3]):
        if (path := root / "notebooks" / "department.ipynb").is_file():
            return path
    raise RunError("notebooks/department.ipynb is not here", where=str(Path.cwd()), hint="run in the project's folder")


def make_one(task: Task) -> Result:
    """Read, check and report one department and year; every failure becomes a page that says why."""
    os.environ[RAW_VARIABLE] = str(task.raw)
    subject = task.subject
    unread = _fault(subject, lambda: task.prepare(task.raw, subject.key, subject.fiscal_year))
    pages, faults = [], [unread]
    for lang in task.langs:
        path = report_path(task.out, subject, lang)
        error = unread or _fault(subject, partial(_write_report, task, lang, path))
        if error:
            write(not_evaluated(subject, error, lang), path)
        pages.append(path)
        faults.append(error)
    return Result(subject, tuple(pages), next((error for error in faults if error), None))


def not_evaluated(subject: Subject, error: JixiaoError, lang: str) -> str:
    """The page of a department and year that could not be evaluated, and why."""
    first = title_of(subject.name or subject.key, subject.fiscal_year, lang)
    parts = (("reason", error.message), ("where", error.where), ("try", error.hint))
    told = [(label(key, lang), without_folders(text)) for key, text in parts if text]
    body = heading("not_evaluated", lang) + paragraph(say("lead", "not_evaluated", lang)) + definitions(told, "facts")
    return page([first.html, body.html], lang)


def _write_report(task: Task, lang: str, path: Path) -> None:
    subject = task.subject
    executed = task.out / "notebooks" / f"{subject.key}-{subject.fiscal_year}.{lang}.ipynb"
    parameters: dict[str, str | int] = {"department": subject.key, "fiscal_year": subject.fiscal_year, "lang": lang}
    text = to_html(execute(task.notebook, executed, parameters), lang, task.made_from)
    write(illustrate(text, task.raw, subject.key, subject.fiscal_year, lang), path)


def _fault(subject: Subject, work: Callable[[], object]) -> JixiaoError | None:
    """Why the work failed; None where it did not."""
    try:
        work()
    except JixiaoError as error:
        return error
    except Exception as fault:  # the border of a process: a fault of ours must not stop a batch either
        return _own_fault(fault, subject)
    return None


def _own_fault(fault: Exception, subject: Subject) -> RunError:
    said = f"{type(fault).__name__}: {fault}".splitlines()[0]
    return RunError(said, where=f"{subject.key} {subject.fiscal_year}", hint="this is a fault of jixiao: report it")


def _run_all(tasks: Sequence[Task], jobs: int) -> list[Result]:
    """Results in the order of the tasks. A worker that dies takes its pool along: the rest runs again, one by one."""
    done = {task.subject: Result(task.subject, task.pages()) for task in tasks if task.is_current()}
    due = [task for task in tasks if task.subject not in done]
    with tqdm(total=len(due), unit="report", disable=None) as bar:
        for result in _pooled(due, jobs):
            done[result.subject] = result
            bar.update()
        for task in due:
            if task.subject not in done:
                done[task.subject] = next(_pooled([task], 1), None) or _died(task)
                bar.update()
    return [done[task.subject] for task in tasks]


def _pooled(tasks: Sequence[Task], jobs: int) -> Iterator[Result]:
    """Results as they come; none for tasks whose pool broke."""
    if not tasks:
        return
    with ProcessPoolExecutor(max_workers=max(1, jobs), mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(make_one, task) for task in tasks]):
            with suppress(BrokenProcessPool):
                yield future.result()


def _printed(browser: str, result: Result) -> Result:
    """The result with its pages printed where that was not done since they were made."""
    try:
        for path in result.pages:
            if not path.with_suffix(".pdf").exists():
                print_pdf(browser, path)
    except RunError as error:
        return replace(result, error=result.error or error)
    return result


def _died(task: Task) -> Result:
    """The result of a task whose process was killed, with its pages."""
    error = RunError("the process that made this report was killed", where=task.subject.key, hint="is memory short?")
    pages = [report_path(task.out, task.subject, lang) for lang in task.langs]
    for path, lang in zip(pages, task.langs, strict=True):
        write(not_evaluated(task.subject, error, lang), path)
    return Result(task.subject, tuple(pages), error)
