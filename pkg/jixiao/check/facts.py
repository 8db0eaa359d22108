"""Records as sheets of printed values: indexed once, so that every rule looks up and never searches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from jixiao.check.forms.sheets import form_sheets, project_forms
from jixiao.check.printed import PrintedSheet, ProjectForm, Row
from jixiao.check.tables.account_sheets import account_sheets
from jixiao.check.text.statements import Statements, statements_of
from jixiao.names import project_name
from jixiao.store import Disclosure, plain_rows, plain_values, sound

_USED = (
    "documents",
    "tables",
    "accounts",
    "projects",
    "funds",
    "indicators",
    "tasks",
    "payments",
    "investments",
    "scorecards",
    "claims",
)


@dataclass(frozen=True)
class Facts:
    """All sheets of one department and fiscal year, as far as the checks need them."""

    department: str
    fiscal_year: int | None
    accounts: PrintedSheet
    forms: tuple[PrintedSheet, ...]
    projects: tuple[ProjectForm, ...] = ()
    #: What the running text states.
    statements: Statements | None = None
    #: The documents of all departments and years that are checked together.
    panel: tuple[Row, ...] = ()
    #: Units that tables give rows of their own, one sheet each.
    units: tuple[PrintedSheet, ...] = ()


def facts_of(d: Disclosure) -> Iterator[Facts]:
    """Facts of every department and year, in order, one at a time; each knows the sheets of the year before."""
    d = sound(d)
    where = {name: _positions(d.tables[name]) for name in _USED}
    # A row that names neither department nor year is checked by itself.
    years = sorted(set().union(*where.values()), key=lambda pair: (pair[0], pair[1] or 0))
    panel = tuple(plain_rows(d.documents))
    before: Facts | None = None
    for department, year in years:
        rows = {
            name: plain_rows(
                d.tables[name].iloc[where[name].get((department, year), [])] if len(years) > 1 else d.tables[name]
            )
            for name in _USED
        }
        if before and (before.department, before.fiscal_year) != (department, (year or 0) - 1):
            before = None
        accounts, units = account_sheets(rows["accounts"], rows["tables"])
        alone = _alone(department, year, accounts, rows)
        if before and before.accounts.values:
            accounts = replace(accounts, previous=before.accounts)
        sheets = _after(alone.forms, before.forms if before else ())
        forms = _forms_after(alone.projects, sheets, before.projects if before else ())
        yield Facts(
            department, year, accounts, sheets, forms, statements_of(rows, year, accounts, sheets), panel, units
        )
        before = alone  # without the year before it: a panel keeps two years in memory, not all


def _alone(department: str, year: int | None, accounts: PrintedSheet, rows: dict[str, list[dict[str, Any]]]) -> Facts:
    sheets = form_sheets(rows)
    return Facts(department, year, accounts, sheets, tuple(project_forms(rows, sheets, year)))


def _forms_after(
    forms: Iterable[ProjectForm], sheets: Iterable[PrintedSheet], before: Iterable[ProjectForm]
) -> tuple[ProjectForm, ...]:
    """The forms on sheets that know the year before, each with the form of the same project then."""
    known, earlier = {sheet.key: sheet for sheet in sheets}, {form.sheet.key: form for form in before}
    found = []
    for form in forms:
        sheet = known.get(form.sheet.key, form.sheet)
        found.append(replace(form, sheet=sheet, before=earlier.get(sheet.previous.key) if sheet.previous else None))
    return tuple(found)


def _after(sheets: tuple[PrintedSheet, ...], before: tuple[PrintedSheet, ...]) -> tuple[PrintedSheet, ...]:
    """The sheets, each with that of the same project a year before: where one form of each year has its name."""
    earlier, names_now = _by_name(before), _by_name(sheets)
    return tuple(
        replace(sheet, previous=found[0])
        if len(found := earlier.get(_identity(sheet), [])) == 1 and len(names_now[_identity(sheet)]) == 1
        else sheet
        for sheet in sheets
    )


def _by_name(sheets: Iterable[PrintedSheet]) -> dict[tuple[str, frozenset[str]], list[PrintedSheet]]:
    found: dict[tuple[str, frozenset[str]], list[PrintedSheet]] = defaultdict(list)
    for sheet in sheets:
        found[_identity(sheet)].append(sheet)
    return found


def _identity(sheet: PrintedSheet) -> tuple[str, frozenset[str]]:
    """A project's name and whether it is an investment: one project may have a form of either kind."""
    return project_name(sheet.name), sheet.tables & {"investments", "payments"}


def _positions(data: pd.DataFrame) -> dict[tuple[str, int | None], list[int]]:
    """Rows of each department and year, so that a panel is walked through once."""
    found: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for number, (department, year) in enumerate(
        zip(plain_values(data["department"]), plain_values(data["fiscal_year"]), strict=True)
    ):
        found[department or "", year].append(number)
    return found
