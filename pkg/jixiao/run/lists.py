"""What a batch leaves beside its reports: the index, all findings as one table, and what all was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jixiao.errors import RunError
from jixiao.files import checksum, write_whole
from jixiao.run.department_pages import page_name, with_several_years, write_department_pages
from jixiao.run.findings import write_findings
from jixiao.run.index import FINDINGS_FILES, NAME, write_index
from jixiao.run.records import Record, Result, Task

RUN = "run.json"


def write_lists(results: Sequence[Result], out: Path, langs: Sequence[str], lost: Sequence[str] = ()) -> None:
    """Write ``index.html``, a page for each department of several years, ``findings.csv``, ``findings.xlsx`` and ``run.json`` of these results.

    ``lost`` is what people judged of what is no longer there.

    Lists that were made from the same results stay as they are. Raises RunError where they cannot be written.
    """
    run = {**_run(results, langs), "lost": list(lost)}
    try:
        if read_run(out / RUN) == {**run, "lists": _lists(out)}:
            return
        write_findings(out, [result.record.findings for result in results if result.record])
        write_department_pages(out, results, langs)
        write_index(out, results, langs, lost, {key: page_name(key) for key in with_several_years(results)})
        write_whole(out / RUN, _text({**run, "lists": _lists(out)}))
    except OSError as error:
        said = f"the lists cannot be written: {error.strerror or error}"
        raise RunError(said, where=str(out), hint="is the disk full, or the folder read-only?") from error


def read_run(path: Path) -> dict[str, Any]:
    """What ``run.json`` says; nothing where there is none, or none that can be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def differences(run: Path, tasks: Sequence[Task]) -> list[str]:
    """In what the sources, the rules and the reports that are here differ from those that ``run.json`` speaks of.

    Raises RunError where that file cannot be read.
    """
    then = read_run(run)
    if not {"made_by", "reports", "lists"} <= then.keys():
        raise RunError("no run.json of a batch", where=str(run), hint="jixiao report writes one beside its reports")
    now = _run([Result(task.subject, (), record=Record(task.inputs, {})) for task in tasks], ())
    told = [f"{part} differs" for part, value in then["made_by"].items() if now["made_by"].get(part) != value]
    here = {(report["department"], report["fiscal_year"]): report["sources"] for report in now["reports"]}
    for report in then["reports"]:
        name = f"{report['department']} {report['fiscal_year']}"
        sources = here.pop((report["department"], report["fiscal_year"]), None)
        if sources is None:
            told.append(f"{name}: not among the sources here")
        else:
            told += [f"{name}: source {key} differs" for key in _unequal(report["sources"], sources)]
        files = {key: checksum(tasks[0].out / key) for key in report["outputs"]}
        told += [f"{name}: {key} differs" for key in _unequal(report["outputs"], files)]
    told += [f"{department} {year}: not in {run.name}" for department, year in here]
    lists = {key: checksum(tasks[0].out / key) for key in then["lists"]}
    return [*told, *(f"{key} differs" for key in _unequal(then["lists"], lists))]


def _unequal(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return [key for key in sorted({*one, *other}) if one.get(key) != other.get(key)]


def _run(results: Sequence[Result], langs: Sequence[str]) -> dict[str, Any]:
    """What a batch was made from and by, without what differs from machine to machine."""
    listed = [(result.subject, result.record) for result in results if result.record]
    inputs = listed[0][1].inputs
    return {
        "made_by": {
            "jixiao": version("jixiao"),
            "code": inputs.code,
            "rules": inputs.rules,
            "notebook": inputs.notebook,
        },
        "languages": list(langs),
        "reports": [
            {
                "department": subject.key,
                "name": subject.name,
                "fiscal_year": subject.fiscal_year,
                "sources": dict(record.inputs.sources),
                "outputs": dict(record.outputs),
                "told": _digest([record.summary, record.findings]),
                "error": record.error and record.error["message"],
            }
            for subject, record in listed
        ],
    }


def _digest(told: object) -> str:
    """Fingerprint of what the lists say of a department: they are made again when it changes, though no page does."""
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _lists(out: Path) -> dict[str, str]:
    pages = sorted(path.name for path in out.glob(page_name("*")))
    return {name: checksum(out / name) for name in (NAME, *FINDINGS_FILES, *pages)}


def _text(run: Mapping[str, Any]) -> str:
    return json.dumps(run, ensure_ascii=False, indent=1) + "\n"
