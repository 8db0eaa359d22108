"""Recognition: grids and text become records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from jixiao.errors import RecogniseError
from jixiao.families import ACCOUNTS, FINAL_ACCOUNTS
from jixiao.grids import Document, Unread
from jixiao.names import NOT_STATED, join_names
from jixiao.recognise.accounting import ENDINGS, Account, account, line_table_rows, reading_of
from jixiao.recognise.announced import (
    ANNOUNCED,
    announced_and_missing,
    announced_rows,
    contents_rows,
    found_elsewhere,
    seen_title_rows,
)
from jixiao.recognise.dated import Dated, dated, year_of
from jixiao.recognise.find import Form, find_forms, with_roles
from jixiao.recognise.headings import HEADING, heading_rows
from jixiao.recognise.nothing import nothing_rows
from jixiao.recognise.page_numbers import page_offset
from jixiao.recognise.performance.evaluation import fund_rows, money_unit, project_row
from jixiao.recognise.performance.evaluation_columns import EVALUATION_LIST
from jixiao.recognise.performance.evaluation_lists import evaluation_parts, is_listed, listed_rows
from jixiao.recognise.performance.indicators import indicator_rows
from jixiao.recognise.performance.investment import investment_rows
from jixiao.recognise.performance.payments import payment_rows
from jixiao.recognise.performance.scorecard import SCORECARDS, is_safe, scorecard_rows
from jixiao.recognise.performance.target_forms import is_blank, is_target, parts_of, target_funds, target_project
from jixiao.recognise.performance.tasks import task_rows
from jixiao.recognise.tables.rows import account_rows, unit_of
from jixiao.recognise.tables.unit_rows import name_units
from jixiao.recognise.text.claims import claim_rows
from jixiao.recognise.text.sections import section_rows
from jixiao.recognise.whose import department_of, family_of, level_of
from jixiao.sources import Entry, Source

__all__ = ["ANNOUNCED", "Records", "completed", "found_elsewhere", "recognise"]

Row = dict[str, Any]
Records = dict[str, list[Row]]

_EVALUATIONS = ("self_evaluation", "transfer_evaluation", "department_evaluation")
_PERFORMANCE = (*_EVALUATIONS, EVALUATION_LIST, "investment", *SCORECARDS)
#: 附件2-1: above a form is no title of the document.
_ANNEX = re.compile(r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十—–-]*\s*[:：]?")


def recognise(
    document: Document,
    source: Source,
    entry: Entry | None = None,
    department: str | None = None,
    fiscal_year: int | None = None,
) -> Records:
    """Rows of every table of records for one source; a manifest entry's name and year win, then those that are given.

    A department that nobody names is "未载明", and a year that nobody names is missing. Raises RecogniseError for a
    document that shows no form, table or title of a disclosure.
    """
    forms = [part for form in find_forms(document) for part in _parts_of(form)]
    family = family_of(document, forms)
    if not family:
        raise RecogniseError(
            "no table of accounts or budget and no performance form found, nor a title of one; this may be no disclosure",
            where=str(source.path),
            hint="check the file; if it is one, add its form's title and words to rules/forms.yaml",
        )
    name = entry.name if entry and entry.name else department or _department(document, forms)
    when = dated(document, forms, entry.fiscal_year if entry else fiscal_year)
    forms = with_roles(forms, family)
    records, numbers = _records(document, forms, source, when.year, family)
    said = any(not row["metric"].startswith(HEADING) for row in records["claims"])
    if not (numbers.total() or document.unread or said) and not any(form.form for form in forms):
        raise RecogniseError(
            "its titles speak of a budget, accounts or performance, but it holds no table and no figure of one",
            where=str(source.path),
            hint="a page of links, perhaps: save the document that it leads to",
        )
    own = {**_document_row(document, forms, source, entry, family), **_year_columns(when), **_number_columns(numbers)}
    records["documents"] = [own]
    common = {"department": name, "fiscal_year": when.year, "source_id": source.source_id}
    return {table: [{**common, **row} for row in rows] for table, rows in records.items()}


def completed(
    documents: Sequence[Document], department: str | None, fiscal_year: int | None
) -> list[tuple[str | None, int | None]]:
    """Department and year for each of the documents of one disclosure: what is given, else what the others say.

    Names of one department become its fullest; a name or year is None where nobody says it or the others do not agree.
    """
    stated = [
        (_department(document, forms), year_of(document, forms))
        for document in documents
        for forms in [find_forms(document)]
    ]
    fullest = join_names(name for name, _ in stated if name != NOT_STATED).fullest
    names = set(fullest.values())
    years = {year for _, year in stated if year is not None}
    only_name = names.pop() if len(names) == 1 else None
    only_year = years.pop() if len(years) == 1 else None
    return [
        (
            department or fullest.get(name, only_name),
            fiscal_year or (only_year if year is None else None),
        )
        for name, year in stated
    ]


def _parts_of(form: Form) -> list[Form]:
    """A list of projects as a form for each; any other form as it is."""
    return evaluation_parts(form) if form.form == EVALUATION_LIST else parts_of(form)


def _department(document: Document, forms: Sequence[Form]) -> str:
    """The name that the document shows, else the one that most forms name."""
    if name := department_of(document, forms):
        return name
    rows = [project_row(form) for form in forms if form.form in _EVALUATIONS]
    names = [str(row[key]) for row in rows for key in ("supervising", "implementing") if row[key]]
    return Counter(names).most_common(1)[0][0] if names else NOT_STATED


def _records(
    document: Document, forms: Sequence[Form], source: Source, year: int | None, family: str
) -> tuple[Records, Account]:
    """Rows of every table but documents, and where the printed numbers ended."""
    records: Records = {name: [] for name in ("tables", "accounts", "projects", "funds", "indicators", "tasks")}
    records |= {name: [] for name in ("payments", "investments", "scorecards", "claims")}
    by_form: list[list[Row]] = []
    units = [unit for form in forms if form.role and (unit := unit_of(form))]
    common_unit = Counter(units).most_common(1)[0][0] if units else None
    for number, form in enumerate(forms, 1):
        identity = f"{source.source_id}-{number:03d}"
        unit = (unit_of(form) or common_unit) if form.role else None
        records["tables"].append(_table_row(form, identity, unit))
        by_form.append([])
        for table, rows in _form_records(form, unit, year):
            by_form[-1] += rows
            key = _KEYS.get(table) or ("project_id" if form.form == "project_scorecard" else "")
            records[table].extend({key: identity, **row} if key else row for row in rows)
    name_units(records["accounts"])
    numbers = account(document, forms, chain.from_iterable(by_form))
    missing = zip(numbers.lost_in, numbers.unplaced_in, strict=True)
    for row, form, rows, (lost, figures) in zip(records["tables"], forms, by_form, missing, strict=True):
        row.update(reading_of(form, rows, lost, figures))
    records["tables"] += line_table_rows(numbers.line_tables, source.source_id, len(forms))
    missing_tables = announced_and_missing(document, forms, bool(numbers.line_tables))
    records["tables"] += announced_rows(missing_tables, source.source_id, len(records["tables"]))
    titled = *contents_rows(document), *seen_title_rows(document, forms, family)
    named = *titled, *heading_rows(document, forms, family, year)
    chapters = list(section_rows(document, year))
    said = *chapters, *nothing_rows(forms, chapters)
    for row in (*claim_rows(document, year, family), *said, *named):
        records["claims"].append({**row, "claim_id": f"{source.source_id}-{row['claim_id']}"})
    return records, numbers


def _year_columns(when: Dated) -> Row:
    """Columns of table documents that say where its year was taken from."""
    return {"year_basis": when.basis, "other_year": str(when.other) if when.other else None}


def _number_columns(numbers: Account) -> Row:
    """Columns of table documents that say where its printed numbers ended."""
    totals = {f"{ending}_numbers": numbers.total(ending) for ending in ENDINGS if ending != "furniture"}
    return {"printed_numbers": numbers.total(), **totals, "numbers": numbers.by_page()}


#: The column of each table of records that says which table or form of the document its rows stand in.
_KEYS = {
    "accounts": "table_id",
    **dict.fromkeys(("projects", "funds", "indicators", "tasks", "payments", "investments"), "project_id"),
}


def _form_records(form: Form, unit: str | None, year: int | None) -> Iterable[tuple[str, list[Row]]]:
    """Tables of records that one form fills."""
    if form.role:
        yield "accounts", account_rows(form, unit, year)
    elif form.form in (EVALUATION_LIST, *_EVALUATIONS) and is_listed(form):
        yield from listed_rows(form)
    elif form.form in _EVALUATIONS:
        yield "projects", [project_row(form)]
        money = money_unit(form)
        yield "funds", fund_rows(form, money)
        yield "tasks", task_rows(form, money)
        yield "indicators", indicator_rows(form)
    elif is_target(form) and not is_blank(form):
        yield "projects", [target_project(form)]
        money = money_unit(form)
        yield "funds", target_funds(form, money)
        yield "tasks", task_rows(form, money) if form.form == "department_target" else []
        yield "indicators", indicator_rows(form)
    elif form.form == "investment":
        project, investment = investment_rows(form)
        yield "projects", [project]
        yield "investments", [investment]
        yield "indicators", indicator_rows(form)
    elif form.form == "target_table":
        yield "indicators", indicator_rows(form)
    elif form.form in SCORECARDS:
        yield "scorecards", scorecard_rows(form)
    elif form.form == "payments":
        yield "payments", payment_rows(form)


def _table_row(form: Form, identity: str, unit: str | None) -> Row:
    first, last = form.pages
    return {
        "table_id": identity,
        "form": form.form or None,
        "family": form.role.family if form.role else None,
        "role": form.role.name if form.role else None,
        "title": form.title,
        "page_first": first,
        "page_last": last,
        "n_rows": sum(grid.n_rows for grid in form.grids),
        "n_columns": max(grid.n_columns for grid in form.grids),
        "method": _method(form),
        "unit": unit,
    }


def _method(form: Form) -> str:
    """How the first grid was read, and how many cells of the form have text that runs over their walls."""
    overflowing = sum(cell.overflows for grid in form.grids for cell in grid.cells)
    return form.grids[0].method + (f"; text of {overflowing} cells runs over a wall" if overflowing else "")


def _document_row(document: Document, forms: Sequence[Form], source: Source, entry: Entry | None, family: str) -> Row:
    found = {form.form for form in forms}
    performance = bool(found & set(_PERFORMANCE))
    units = Counter(unit for form in forms if form.role and (unit := unit_of(form)))
    unread = (*document.unread, *_unsafe(forms))
    return {
        "path": source.path.name,
        "sha256": source.sha256,
        "format": document.format,
        "family": family,
        "kind": "both" if ACCOUNTS in found and performance and family == FINAL_ACCOUNTS else family,
        "title": next((line.text for line in document.lines if not _ANNEX.fullmatch(line.text)), None),
        "key": entry.department or None if entry else None,
        "region": entry.region if entry else None,
        "origin": entry.origin or None if entry else None,
        "level_printed": level_of(document, forms),
        "pages": document.pages,
        "page_offset": page_offset(document),
        "pages_unread": len(unread),
        "unread": "; ".join(f"p. {item.page}: {item.reason}" for item in unread) or None,
        "unit": units.most_common(1)[0][0] if units else None,
    }


def _unsafe(forms: Sequence[Form]) -> Iterator[Unread]:
    """Pages of scorecards that are found but not read."""
    for form in forms:
        if not is_safe(form):
            first, last = form.pages
            yield from (Unread(page, "a scorecard without rulings") for page in range(first, last + 1))
