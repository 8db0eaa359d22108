"""What a batch leaves beside its reports: the index of departments and years, and all findings as one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import SourceError
from jixiao.run.findings import finding_rows, write_findings
from jixiao.run.index import Tables, index_row, write_index
from jixiao.store import load_tables

if TYPE_CHECKING:
    from jixiao.run.batch import Result


def write_lists(processed: Path, out: Path, results: Sequence[Result], langs: Sequence[str]) -> None:
    """Write ``index.html``, ``findings.csv`` and ``findings.xlsx``; one department's tables are held at a time."""
    listed, found = [], []
    for result in results:
        tables = _evaluated(processed, result)
        listed.append(index_row(result, tables, langs))
        found.append(finding_rows(result, tables))
    write_findings(out, found)
    write_index(out, listed, langs)


def _evaluated(processed: Path, result: Result) -> Tables:
    """The stored tables of a department and year; none where it was not evaluated, whatever an older run stored."""
    if result.error:
        return {}
    try:
        return load_tables(processed, result.subject.key, result.subject.fiscal_year)
    except SourceError:
        return {}
