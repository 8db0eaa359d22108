"""What is done with files that are named: read, check, score, export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from tqdm import tqdm

from jixiao.check import check, counts, findings
from jixiao.cli.exits import DONE, FAILED, FINDINGS
from jixiao.cli.telling import complain, print_table
from jixiao.corrections import is_corrected
from jixiao.display import forms_of, number_lines, year_lines
from jixiao.errors import JixiaoError, RunError
from jixiao.grades import questions
from jixiao.project import Panel, read, together
from jixiao.store import RECORD_TABLES, Disclosure, combine, for_spreadsheets, plain_table

if TYPE_CHECKING:
    from jixiao.product import Stock


def read_files(options: argparse.Namespace) -> int:
    """jixiao read."""
    found, failed = _read_all(options.files, options.department, options.fiscal_year)
    lost = options.strict and bool(found.tables["documents"]["lost_numbers"].sum())
    code = FAILED if failed else FINDINGS if lost else DONE
    if options.table:
        print(for_spreadsheets(plain_table(found.tables[options.table])).to_csv(index=False), end="")
        return code
    for (department, year), part in Panel(found.tables).parts():
        print(f"{department} {year or 'year not stated'}")
        forms = forms_of(part.tables["tables"])
        print("  " + ", ".join(f"{form} {count}" for form, count in forms.items()))
        print("  " + ", ".join(f"{name} {len(part.tables[name])}" for name in RECORD_TABLES))
        for line in (*year_lines(part.tables), *number_lines(part.tables)):
            print(f"  {line}")
    return code


def check_files(options: argparse.Namespace) -> int:
    """jixiao check."""
    found, failed = _read_all(options.files, options.department, options.fiscal_year)
    outcomes = check(found, severity=options.severity)
    seen = findings(outcomes)
    if options.format == "text":
        asked = questions(outcomes).assign(severity="question")
        for row in (*seen.to_dict("records"), *asked.to_dict("records")):
            print(f"{row['severity']:9}{row['rule']:7}{row[f'message_{options.lang}']}")
            print("".join(f"          {place}\n" for place in _places(row["places"])), end="")
        print("; ".join(f"{state} {count}" for state, count in counts(outcomes).items() if count))
    else:
        print_table(outcomes, options.format)
    grave = options.strict and bool((seen["severity"] == "error").any())
    return FAILED if failed else FINDINGS if grave else DONE


def score_files(options: argparse.Namespace) -> int:
    """jixiao score."""
    found, failed = _read_all(options.files, options.department, options.fiscal_year)
    rubric = Path(options.rubric) if str(options.rubric).endswith((".yaml", ".yml")) else options.rubric
    panel = Panel(found.tables)
    departments, projects = panel.score(rubric), panel.score_projects() if rubric is None else None
    scores = departments if projects is None else pd.concat([departments, projects], ignore_index=True)
    if options.format != "text":
        print_table(scores, options.format)
        return FAILED if failed else DONE
    for row in departments.to_dict("records"):
        print(_marks(row, row["title"]))
        print(f"      {row[f'message_{options.lang}']}")
    if departments.empty:
        print("no scorecard of a department is printed, and no rubric here is for its place and year")
    totals = scores[scores["project_id"].notna() & (scores["item"] == "total")]
    for row in totals.to_dict("records"):
        print(_marks(row, row["subject"]))
    return FAILED if failed else DONE


def _marks(row: dict[Hashable, Any], title: object) -> str:
    printed = "—" if pd.isna(row["printed_score"]) else f"{row['printed_score']:g}"
    span = f"{row['low']:g}" if row["low"] == row["high"] else f"{row['low']:g}–{row['high']:g}"
    reading = "" if pd.isna(row["reading"]) else f" [{row['reading']}]"
    return f"{row['item']:6} {title}  {printed} / {row['weight']:g}  {row['basis']} {span}{reading}"


def export_tables(options: argparse.Namespace) -> int:
    """jixiao export."""
    from jixiao.product import export, target

    stock, failed = _stock(options.files)
    out = target(options.to, options.out)
    for note in export(stock, options.to, out):
        print(note, file=sys.stderr)
    print(f"{len(stock.tables)} tables: {out}")
    return FAILED if failed else DONE


def _stock(files: Sequence[Path]) -> tuple[Stock, list[JixiaoError]]:
    """What is to be exported: the files' records, or one folder's stored tables."""
    from jixiao.product import of_disclosure, of_folder

    if any(file.is_dir() for file in files):
        if len(files) > 1:
            raise RunError("a folder of stored tables is exported by itself", hint="jixiao export data/processed …")
        return of_folder(files[0]), []
    found, failed = _read_all(files)
    return of_disclosure(found), failed


def _read_all(
    files: Sequence[Path], department: str | None = None, fiscal_year: int | None = None
) -> tuple[Disclosure, list[JixiaoError]]:
    """All files that can be read, as one; the others are told on stderr. Raises the last error where none can."""
    found: list[Disclosure] = []
    failed: list[JixiaoError] = []
    for file in tqdm(files, unit="file", disable=None if len(files) > 1 else True, leave=False):
        try:
            found.append(read(file, department, fiscal_year))
        except JixiaoError as error:
            failed.append(error)
    for fault in failed if found else failed[:-1]:
        complain(fault)
    if not found:
        raise failed[-1]
    parts = [part for each in found for part in Panel(each.tables).parts()]
    of_one: dict[tuple[str, int | None], list[Disclosure]] = {}
    for key, part in parts:
        of_one.setdefault(key, []).append(part)
    return combine([together(same) for same in of_one.values()]), failed


def _places(places: Sequence[dict[str, object]]) -> list[str]:
    return [f"{place['what']}: {place['printed']}{_cell(place)}" for place in places]


def _cell(place: dict[str, object]) -> str:
    """Page and cell, by which a person can correct what is printed there, and what was corrected already."""
    counts = f" → {place['corrected']}" if is_corrected(place) else ""
    return f"{counts} (p. {place['page']} {place['cell']})"
