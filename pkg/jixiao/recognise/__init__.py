"""Recognition: grids and text become records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from jixiao.errors import RecogniseError
from jixiao.grids import Document, Unread
from jixiao.recognise.accounting import ENDINGS, Account, account, line_table_rows, reading_of
from jixiao.recognise.fields import form_year
from jixiao.recognise.find import Form, find_forms
from jixiao.recognise.performance.evaluation import fund_rows, money_unit, project_row
from jixiao.recognise.performance.indicators import indicator_rows
from jixiao.recognise.performance.investment import investment_rows
from jixiao.recognise.performance.payments import payment_rows
from jixiao.recognise.performance.scorecard import is_safe, scorecard_rows
from jixiao.recognise.performance.tasks import task_rows
from jixiao.recognise.tables.rows import account_rows, unit_of
from jixiao.recognise.text.claims import claim_rows
from jixiao.recognise.text.sections import section_rows
from jixiao.sources import Entry, Source

Row = dict[str, Any]
Records = dict[str, list[Row]]

_EVALUATIONS = ("self_evaluation", "transfer_evaluation", "department_evaluation")
_SCORECARDS = ("scorecard", "project_scorecard")
_PERFORMANCE = (*_EVALUATIONS, "investment", *_SCORECARDS)
#: 部门：… above a table, with the unit of amounts on the same line or not.
_ABOVE = re.compile(
    r"(?:编制|填报|编报)?(?:项目主管|主管)?(?:部门|单位)(?:名称)?(?:[（(](?:公章|盖章|单位)[)）])?[:：]"
    r"([^:：]{3,40}?)(?:金额单位[:：].*|单位[:：].*)?"
)
#: 2024年度某某局部门决算 on the title page, or 2024年度部门决算 below the name.
_COVER = re.compile(r"(?:20\d{2}年度?)?(.{3,40}?)(?:20\d{2}年度?)?(?:部门|单位)?(?:决算|预算)(?:公开|报告|说明)?")
_COVER_BELOW = re.compile(r"20\d{2}年度?(?:部门|单位)?决算(?:公开|报告|说明)?")
#: 某某局2020年度部门整体支出绩效自评报告; a project's report names the project there, not the department.
_COVER_REPORT = re.compile(r"(.{3,40}?)(?:20\d{2}年度?)?部门整体(?:支出)?绩效(?:自评|自评价|评价)报告")
_COVER_REPORT_BELOW = re.compile(r"(?:20\d{2}年度?)?部门整体(?:支出)?绩效(?:自评|自评价|评价)报告")
_COVER_LINES = 10
#: 附件2-1: above a form is no title of the document.
_ANNEX = re.compile(r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十—–-]*\s*[:：]?")
_YEAR = re.compile(r"(20\d{2})\s*年度")


def recognise(document: Document, source: Source, entry: Entry | None = None) -> Records:
    """Rows of every table of records for one source; a manifest entry's name and year win.

    Raises RecogniseError for a document that holds no form or table known here, or that does not say
    whose it is or of which year.
    """
    forms = find_forms(document)
    if not any(form.form for form in forms):
        raise RecogniseError(
            "no final-accounts table or performance form found; this may be no disclosure",
            where=str(source.path),
            hint="check the file; if it is one, add its form's title and words to rules/forms.yaml",
        )
    name = entry.name if entry and entry.name else _department(document, forms, source)
    year = entry.fiscal_year if entry else _fiscal_year(document, forms, source)
    records, numbers = _records(document, forms, source, year)
    records["documents"] = [{**_document_row(document, forms, source, entry), **_number_columns(numbers)}]
    common = {"department": name, "fiscal_year": year, "source_id": source.source_id}
    return {table: [{**common, **row} for row in rows] for table, rows in records.items()}


def _records(document: Document, forms: Sequence[Form], source: Source, year: int) -> tuple[Records, Account]:
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
            own = table in _KEYED or form.form == "project_scorecard"
            records[table].extend({"project_id": identity, **row} if own else row for row in rows)
    numbers = account(document, forms, chain.from_iterable(by_form))
    for row, form, rows, lost in zip(records["tables"], forms, by_form, numbers.lost_in, strict=True):
        row.update(reading_of(form, rows, lost))
    records["tables"] += line_table_rows(numbers.line_tables, source.source_id, len(forms))
    for row in (*claim_rows(document, year), *section_rows(document, year)):
        records["claims"].append({**row, "claim_id": f"{source.source_id}-{row['claim_id']}"})
    return records, numbers


def _number_columns(numbers: Account) -> Row:
    """Columns of table documents that say where its printed numbers ended."""
    totals = {f"{ending}_numbers": numbers.total(ending) for ending in ENDINGS if ending != "furniture"}
    return {"printed_numbers": numbers.total(), **totals, "numbers": numbers.by_page()}


_KEYED = ("projects", "funds", "indicators", "tasks", "payments", "investments")


def _form_records(form: Form, unit: str | None, year: int) -> Iterable[tuple[str, list[Row]]]:
    """Tables of records that one form fills."""
    if form.role:
        yield "accounts", account_rows(form, unit, year)
    elif form.form in _EVALUATIONS:
        yield "projects", [project_row(form)]
        money = money_unit(form)
        yield "funds", fund_rows(form, money)
        yield "tasks", task_rows(form, money)
        yield "indicators", indicator_rows(form)
    elif form.form == "investment":
        project, investment = investment_rows(form)
        yield "projects", [project]
        yield "investments", [investment]
        yield "indicators", indicator_rows(form)
    elif form.form == "target_table":
        yield "indicators", indicator_rows(form)
    elif form.form in _SCORECARDS:
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


def _document_row(document: Document, forms: Sequence[Form], source: Source, entry: Entry | None) -> Row:
    found = {form.form for form in forms}
    families = Counter(form.role.family for form in forms if form.role)
    accounts = families.most_common(1)[0][0] if families else None
    performance = bool(found & set(_PERFORMANCE))
    units = Counter(unit for form in forms if form.role and (unit := unit_of(form)))
    unread = (*document.unread, *_unsafe(forms))
    return {
        "path": source.path.name,
        "sha256": source.sha256,
        "format": document.format,
        "family": accounts or "performance",
        "kind": "both" if accounts and performance else accounts or "performance",
        "title": next((line.text for line in document.lines if not _ANNEX.fullmatch(line.text)), None),
        "key": entry.department or None if entry else None,
        "region": entry.region if entry else None,
        "pages": document.pages,
        "pages_unread": len(unread),
        "unread": "; ".join(f"p. {item.page}: {item.reason}" for item in unread) or None,
        "unit": units.most_common(1)[0][0] if units else None,
    }


def _unsafe(forms: Sequence[Form]) -> Iterator[Unread]:
    """Pages of scorecards that are found but not read."""
    for form in forms:
        if form.form in _SCORECARDS and not is_safe(form):
            first, last = form.pages
            yield from (Unread(page, "a scorecard without rulings") for page in range(first, last + 1))


def _department(document: Document, forms: Sequence[Form], source: Source) -> str:
    """The name printed above the tables, else on the title page, else the one that most forms name."""
    above = [re.sub(r"\s", "", line.text) for form in forms for line in form.above]
    names = [match[1] for text in above if (match := _ABOVE.fullmatch(text))]
    names = names or _on_cover([re.sub(r"\s", "", line.text) for line in document.lines[:_COVER_LINES]])
    if not names:
        rows = [project_row(form) for form in forms if form.form in _EVALUATIONS]
        names = [str(row[key]) for row in rows for key in ("supervising", "implementing") if row[key]]
    if not names:
        hint = "name the department in the manifest"
        raise RecogniseError("the document does not say which department it is of", where=str(source.path), hint=hint)
    return Counter(names).most_common(1)[0][0]


def _on_cover(lines: Sequence[str]) -> list[str]:
    for before, text in zip(["", *lines], lines, strict=False):
        if _COVER_BELOW.fullmatch(text) or _COVER_REPORT_BELOW.fullmatch(text):
            return [before] if before else []
        if match := _COVER_REPORT.fullmatch(text):
            return [match[1]]
        if (match := _COVER.fullmatch(text)) and not match[1].endswith(("收入", "支出", "总体", "情况")):
            return [match[1]]
    return []


def _fiscal_year(document: Document, forms: Sequence[Form], source: Source) -> int:
    """The year of the title page, else the one that most forms name."""
    for line in document.lines[:12]:
        if match := _YEAR.search(line.text):
            return int(match[1])
    years = Counter(year for form in forms if (year := form_year(form)))
    if not years:
        hint = "name the fiscal year in the manifest"
        raise RecogniseError("the document does not say which year it is of", where=str(source.path), hint=hint)
    return years.most_common(1)[0][0]
