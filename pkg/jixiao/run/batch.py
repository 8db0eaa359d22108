"""Reports for every department and year of a folder of sources. One that fails never stops the others."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

from filelock import FileLock, Timeout
from tqdm import tqdm

from jixiao import project
from jixiao.errors import RunError
from jixiao.files import sweep
from jixiao.product import write_datapackage
from jixiao.project import source_name
from jixiao.report.phrases import LANGUAGES
from jixiao.run.cluster import on_cluster
from jixiao.run.discover import listed
from jixiao.run.guard import UNHURRIED, Limits, get_ready
from jixiao.run.lists import write_lists
from jixiao.run.owners import claim, discard_unlisted
from jixiao.run.plan import plan, stored_beside
from jixiao.run.printing import find_browser, print_pdf
from jixiao.run.records import RECORDS, Prepare, Result, Subject, Task, chosen, is_out_of_date, recorded, why_due
from jixiao.run.ship import made_here
from jixiao.stages import log

LOCK = ".lock"
LOG = "run.log"
#: Makes the results of tasks, in any order.
Runner = Callable[[Sequence[Task]], Iterator[Result]]


def make_reports(
    raw: Path,
    out: Path,
    jobs: int = 1,
    langs: Sequence[str] = LANGUAGES,
    only: str = "",
    notebook: Path | None = None,
    prepare: Prepare = project.prepare,
    force: bool = False,
    pdf: bool = False,
    limits: Limits = UNHURRIED,
    scheduler: str | None = None,
    data: Path | None = None,
    kernel: bool = False,
) -> list[Result]:
    """A report in each language for each department and year of ``raw`` (by its manifest, else by its documents) that ``only`` keeps, and the lists of all.

    What was made from the same sources, notebook, code and rules stays as it is, but with ``force``.
    ``prepare`` reads, checks, scores and saves one of them; ``pdf`` prints each report as well;
    ``scheduler`` is the address of a Dask cluster to make them on, instead of ``jobs`` processes here; ``data`` is the
    folder that tables are stored in (``data`` in ``out``); ``kernel`` runs the notebooks in Jupyter's kernels. Results
    stand in the order of the manifest. Raises JixiaoError only where nothing can be begun, or the lists cannot be written.
    """
    data = data or stored_beside(out)
    listed(raw, data, jobs, limits)
    spread = not scheduler and jobs * len(langs) <= (os.cpu_count() or 1)
    tasks = [replace(task, kernel=kernel, spread=spread) for task in plan(raw, out, langs, notebook, prepare, data)]
    wanted = chosen(tasks, only)
    browser = find_browser() if pdf else None
    if browser and not isinstance(tasks[0].out, Path):
        raise RunError("PDFs are printed to a folder of this machine only", where=str(out), hint="leave out --pdf")
    out, stored = tasks[0].out, tasks[0].data
    source = source_name(tasks[0].raw, stored)
    with _alone(out), _logged(out):
        if isinstance(out, Path):
            sweep([out, out / RECORDS, out / "notebooks", stored, *stored.glob("*/fiscal_year=*")])
            claim(stored, source, [(task.subject.key, task.subject.fiscal_year) for task in wanted])
        done = {task.subject: recorded(task) for task in wanted}
        if not scheduler and (force or any(is_out_of_date(task, done[task.subject].record) for task in wanted)):
            get_ready()
        runner = partial(on_cluster, scheduler=scheduler) if scheduler else partial(here, jobs=jobs)
        results = _results(wanted, done, partial(runner, limits=limits), force)
        if browser:
            results = _in_threads(partial(_printed, browser), results, jobs)
        made = {result.subject: result for result in results}
        results_of_all = [made.get(task.subject) or recorded(task) for task in tasks]
        write_lists(results_of_all, out, tasks[0].langs, _lost(tasks[0].raw, stored))
        if isinstance(stored, Path):
            discard_unlisted(stored, source, {(task.subject.key, task.subject.fiscal_year) for task in tasks})
            if any(result.record and not result.error for result in results_of_all):
                write_datapackage(stored)
    return results


def _lost(raw: Path, data: Path) -> list[str]:
    """What people judged of what is no longer there; not asked of stores that lie elsewhere."""
    if not isinstance(raw, Path) or not isinstance(data, Path):
        return []
    return project.lost_judgement(data, project.load_corrections(raw), project.load_reviews(raw))


def here(tasks: Sequence[Task], jobs: int, limits: Limits) -> Iterator[Result]:
    """Results as they come, from as many processes of this machine as there are ``jobs``."""
    stopping = Event()
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        waiting = [pool.submit(made_here, task, limits, stopping) for task in tasks]
        try:
            for future in as_completed(waiting):
                yield future.result()
        except BaseException:  # the batch is stopped: nobody waits for these any more
            stopping.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _results(tasks: Sequence[Task], done: dict[Subject, Result], runner: Runner, force: bool) -> list[Result]:
    """Results in the order of the tasks: those that are done, as their records say, and those that are due."""
    due = [task for task in tasks if force or why_due(task, done[task.subject].record)]
    failed = 0
    with tqdm(total=len(due), unit="report", disable=None) as bar:
        for result in runner(due) if due else ():
            done[result.subject] = result
            failed += result.error is not None
            bar.set_postfix(failed=failed, refresh=False)
            bar.update()
            log.info("%s %s", result.subject.stem, f"failed: {result.error.message}" if result.error else "done")
    return [done[task.subject] for task in tasks]


def _in_threads(work: Callable[[Result], Result], results: Sequence[Result], jobs: int) -> list[Result]:
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:  # the work is the browser's
        return list(tqdm(pool.map(work, results), total=len(results), unit="PDF", disable=None))


def _printed(browser: str, result: Result) -> Result:
    """The result with its pages printed where that was not done since they were made."""
    try:
        for path in result.pages:
            if not path.with_suffix(".pdf").exists():
                print_pdf(browser, path)
    except RunError as error:
        return replace(result, error=result.error or error)
    return result


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Nobody else writes to this folder meanwhile; where files lie elsewhere, that is for those who begin batches to see to."""
    if not isinstance(out, Path):
        yield
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / LOCK, timeout=0)
        lock.acquire()
    except Timeout as error:
        hint = "wait until it is done, or choose another folder with --out"
        raise RunError("another jixiao report is at work in this folder", where=str(out), hint=hint) from error
    except OSError as error:
        said = f"this folder cannot be written to: {error.strerror or error}"
        raise RunError(said, where=str(out), hint="choose another folder with --out") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _logged(out: Path) -> Iterator[None]:
    """Lines of this package's log go to ``run.log`` meanwhile."""
    try:
        handler = logging.FileHandler(out / LOG, encoding="utf-8") if isinstance(out, Path) else logging.StreamHandler()
    except OSError as error:
        said = f"this folder cannot be written to: {error.strerror}"
        raise RunError(said, where=str(out), hint="choose another folder with --out") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        with suppress(OSError):  # a full disk: what could not be written is told by what could not be made
            handler.close()
