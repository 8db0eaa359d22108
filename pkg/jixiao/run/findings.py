"""Every finding of a batch as one table, for spreadsheets and for programs: findings.csv and findings.xlsx."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao import grades
from jixiao.corrections import is_corrected
from jixiao.errors import JixiaoError
from jixiao.files import write_whole
from jixiao.report.faults import fault_text
from jixiao.report.phrases import LANGUAGES, is_missing, label, plain
from jixiao.report.rulebook import rulebook
from jixiao.rules import SEVERITIES
from jixiao.run.index import FINDINGS_FILES, Tables
from jixiao.run.records import Subject
from jixiao.run.rendering import without_folders
from jixiao.store import for_spreadsheets

NAME = "findings"
#: State of a department and year without outcomes: no row at all would look like no finding.
NOT_EVALUATED = "not_evaluated"
_NUMBERS = ("stated", "computed", "gap", "slack")
#: Columns with their width in a workbook, in characters.
_COLUMNS = {
    "department": 28, "fiscal_year": 8, "rule": 8, "title_zh": 30, "title_en": 30, "severity": 10, "standing": 12, "state": 12,
    "subject": 24, "message_zh": 60, "message_en": 60, "stated": 14, "computed": 14, "gap": 12, "slack": 12,
    "places": 60, "basis": 30, "basis_status": 10, "basis_href": 20, "outcome_id": 28, "cause": 28,
    "verdict": 12, "note": 40,
}  # fmt: skip


def finding_rows(tables: Tables) -> list[dict[str, Any]]:
    """Findings in stored tables from grave to slight, and what is none but may be asked about: see ``standing``."""
    ledger = tables["outcomes"].assign(standing=grades.standing(tables["outcomes"]))
    found = [_row(row) for row in ledger[ledger["standing"] != ""].to_dict("records")]
    return sorted(found, key=lambda row: (SEVERITIES.index(row["severity"]), row["rule"], row["outcome_id"]))


def write_findings(out: Path, parts: Sequence[Sequence[Mapping[str, Any]]]) -> None:
    """Write the findings of all departments and years; the same findings give the same bytes."""
    from jixiao.product.workbook import OutputSheet, plain_cells, write_sheets  # openpyxl takes half a second to import

    table = _table([row for part in parts for row in part])
    text = for_spreadsheets(table).to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    workbook = io.BytesIO()
    write_sheets([OutputSheet(NAME, _COLUMNS, plain_cells(table))], workbook)
    for name, data in zip(FINDINGS_FILES, (text.encode("utf-8-sig"), workbook.getvalue()), strict=True):
        write_whole(out / name, data)


def _row(outcome: Mapping[Any, Any]) -> dict[str, Any]:
    rule = rulebook().get(plain(outcome["rule"]), {})
    basis = rule.get("basis", {})
    said = ("subject", "message_zh", "message_en", "outcome_id", "cause", "verdict", "note")
    texts = ("department", "rule", "severity", "standing", "state", *said)
    return {
        "fiscal_year": int(outcome["fiscal_year"]),
        **{name: plain(outcome[name]) for name in texts},
        **{name: None if is_missing(outcome[name]) else float(outcome[name]) for name in _NUMBERS},
        **{f"title_{lang}": plain(rule.get("title", {}).get(lang)) for lang in LANGUAGES},
        "places": "; ".join(_place(place) for place in outcome["places"]),
        "basis": plain(basis.get("title")),
        "basis_status": plain(basis.get("status")),
        "basis_href": plain(basis.get("href")),
    }


def _place(place: Mapping[str, Any]) -> str:
    """What a figure is, as printed, and where: source, page (line of a text), cell, box in points from the top left.

    Where a person corrected it, what counts instead follows what is printed, with the reason.
    """
    box = [place.get(key) for key in ("x0", "y0", "x1", "y1")]
    corners = "" if any(map(is_missing, box)) else f" [{' '.join(f'{corner:.1f}' for corner in box)}]"
    page = "" if is_missing(place.get("page")) else f" p. {int(place['page'])}"
    spot = " ".join(filter(None, (f"{plain(place.get('source_id'))}{page}", plain(place.get("cell")))))
    counts = f" → {plain(place['corrected'])} ({plain(place['correction_reason'])})" if is_corrected(place) else ""
    return f"{plain(place.get('what'))}: {plain(place.get('printed'))}{counts} ({spot}{corners})"


def unevaluated_rows(subject: Subject, error: JixiaoError) -> list[dict[str, Any]]:
    """The row of a department and year that was not evaluated."""
    why = {lang: plain(without_folders(fault_text(error.message, lang))) for lang in LANGUAGES}
    messages = {f"message_{lang}": f"{label(NOT_EVALUATED, lang)}: {text}" for lang, text in why.items()}
    name = plain(subject.name or subject.key)
    return [{"department": name, "fiscal_year": subject.fiscal_year, "state": NOT_EVALUATED, **messages}]


def _table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows under all columns: numbers as numbers, and every column also where there is no row."""
    kinds = {**dict.fromkeys(_COLUMNS, "string"), "fiscal_year": "Int64", **dict.fromkeys(_NUMBERS, "float64")}
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=kind) for name, kind in kinds.items()})
