"""What is done with a folder of sources: its reports."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.exits import DONE, FAILED, FINDINGS
from jixiao.cli.parser import LANGUAGES
from jixiao.cli.telling import complain
from jixiao.errors import SourceError
from jixiao.project import load_corrections, load_reviews, lost_judgement

if TYPE_CHECKING:
    from jixiao.run.records import Task


def report_folder(options: argparse.Namespace) -> int:
    """jixiao report."""
    from jixiao import run  # Jupyter takes a second to import; the other verbs do without it

    langs = LANGUAGES[options.lang]
    if options.start:
        os.environ[run.START] = options.start
    raw, out = run.folder(options.raw), run.folder(options.out)
    data = run.folder(options.data) if options.data else run.stored_beside(out)
    limits = run.Limits(options.time_limit, options.memory_limit)
    if options.verify or options.dry_run:
        run.listed(raw, data, options.jobs, limits)
        tasks = run.plan(raw, out, langs, options.notebook, data=data)
        return _verify(tasks, options.verify) if options.verify else _dry_run(tasks, options)
    results = run.make_reports(
        raw, out, options.jobs, langs, options.only, options.notebook, force=options.force, pdf=options.pdf,
        limits=limits, scheduler=options.scheduler, data=data, kernel=options.kernel,
    )  # fmt: skip
    failed = [result for result in results if result.error]
    for result in failed:
        if result.error:
            complain(result.error)
    print(f"{len(results) - len(failed)} of {len(results)} reports made: {out / 'index.html'}, tables: {data}")
    _tell_lost(raw, data)
    return FAILED if failed else DONE


def draft(options: argparse.Namespace) -> int:
    """jixiao manifest."""
    from jixiao import run

    if not options.folder.is_dir():
        raise SourceError("no such folder", where=str(options.folder), hint="name the folder that the documents lie in")
    path, lacking = run.draft_manifest(options.folder, options.jobs, run.Limits())
    print(f"{path}: look it over; {lacking} lines lack department or year")
    return DONE


def fetch_files(options: argparse.Namespace) -> int:
    """jixiao fetch."""
    from jixiao import run

    failed = run.fetch(options.manifest, options.delay, print)
    for error in failed:
        complain(error)
    return FAILED if failed else DONE


def lay_project(options: argparse.Namespace) -> int:
    """jixiao init."""
    from jixiao import run

    run.lay_project(options.folder)
    print(f"{options.folder}: {options.folder / 'README.md'} says how to go on")
    return DONE


def copy_notebooks(options: argparse.Namespace) -> int:
    """jixiao notebooks."""
    from jixiao import run

    for path in run.lay_out(options.folder):
        print(path)
    return DONE


def _tell_lost(raw: Path, data: Path) -> None:
    """Judgement that no report shows is told here."""
    for lost in lost_judgement(data, load_corrections(raw), load_reviews(raw)):
        print(f"what it judges is not here: {lost}", file=sys.stderr)


def _verify(tasks: Sequence[Task], path: Path) -> int:
    from jixiao import run

    differing = run.differences(path, tasks)
    print("\n".join(differing or ["nothing differs"]))
    return FINDINGS if differing else DONE


def _dry_run(tasks: Sequence[Task], options: argparse.Namespace) -> int:
    from jixiao import run

    for task in run.chosen(tasks, options.only):
        why = run.why_due(task, run.recorded(task).record) or (["--force"] if options.force else [])
        print(f"{task.subject.key} {task.subject.fiscal_year}: {'; '.join(why) or 'nothing to do'}")
    return DONE
