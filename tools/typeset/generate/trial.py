"""One trial: a generated document is typeset, read and checked; whatever differs from its facts is a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

import jixiao
from jixiao.families import column_of
from jixiao.recognise.accounting import count_numbers

from ..model import Document
from ..render.formats import FORMATS
from ..render.pdf import write_pdf
from .disclosure import Generated
from .forms import Project
from .printing import value_of
from .trial_report import reported

#: Endings of the formats that hold every form and table; the first is the usual one.
ENDINGS = (".pdf", ".docx", ".xlsx", ".html")
_OWN = ("form", "name", "supervising", "implementing", "goal", "result", "grade", "total_weight", "total_score")
#: Read table by table as printed, but kept in the order of making.
_WITHOUT_ORDER = ("figure", "fund", "claim")
_INDICATOR = (
    "level3", "level1", "level2", "target", "actual", "operator", "target_value", "target_unit", "actual_value",
    "actual_unit", "weight", "score",
)  # fmt: skip
_TASK_AMOUNTS = ("budget", "budget_fiscal", "budget_other", "executed", "executed_fiscal", "executed_other")
_BROKEN = ("broken", "ambiguous")
#: Columns of earlier stages, as rules call them.
_EARLIER = ("initial_", "adjusted_")
#: True of a made document, whose indicators, changes, guests, vehicles and lists of items are drawn: no fault of reading.
TRUE_OF_MADE = ("I-13", "I-14", "TX-27", "TX-29", "TX-30", "TX-31", "TX-32", "TX-33")


def faults(made: Generated, folder: Path, ending: str = ENDINGS[0]) -> list[str]:
    """What reading and checking a document in one format gets wrong; empty where all is right."""
    path = folder / f"{made.family}-{made.kind}-{made.seed}{ending}"
    FORMATS.get(ending, write_pdf)(made.document, path)
    read = jixiao.read(path)
    found = [*differences(made, read), *unaccounted(made.document, read)]
    return found + suspicions(jixiao.check(read))


def unaccounted(document: Document, read: jixiao.Disclosure) -> list[str]:
    """Printed numbers that ended nowhere: lost, or never seen. One that a line's end tore is seen as two."""
    (own,) = read.documents.to_dict("records")
    made = sum(map(count_numbers, document.texts()))
    found = [f"lost numbers: {own['lost_numbers']}"] if own["lost_numbers"] else []
    return found + ([f"numbers: {own['printed_numbers']} of {made}"] if own["printed_numbers"] < made else [])


def suspicions(outcomes: pd.DataFrame) -> list[str]:
    """What the checks say of a document that holds: none of it is true of the facts."""
    broken = outcomes[outcomes["state"].isin(_BROKEN) & ~outcomes["rule"].isin(TRUE_OF_MADE)]
    return [f"{row.rule} {row.state}: {row.message_zh}" for row in broken.itertuples()]


def differences(made: Generated, read: jixiao.Disclosure) -> Iterator[str]:
    """Facts that were not read, and records that are no fact."""
    if (read.department, read.fiscal_year) != (made.department, made.year):
        yield f"department and year: {read.department} {read.fiscal_year}, not {made.department} {made.year}"
    if len(read.projects) != len(made.forms):
        yield f"forms: {len(read.projects)}, not {len(made.forms)}"
    for pair in pairs(made, read):
        yield from _compared(pair)


@dataclass(frozen=True)
class Pair:
    """Rows of one kind of one form: those read, and the facts. A row begins with what it is known by."""

    form: str
    what: str
    read: list[tuple[Any, ...]]
    made: list[tuple[Any, ...]]


def pairs(made: Generated, read: jixiao.Disclosure) -> Iterator[Pair]:
    """Everything that is compared, form by form in their order."""
    if made.figures:
        yield Pair("accounts", "figure", _figures_read(read), _figures_made(made))
    if made.claims:
        yield _claims(read, made)
    if made.report is not None:
        for form, rows, facts in reported(made.report, made.style, read):
            yield Pair(form, form, *([tuple(map(_plain, row)) for row in some] for some in (rows, facts)))
    rows = read.projects.to_dict("records")
    for number, project in enumerate(made.forms):
        yield from _project(project, rows[number] if number < len(rows) else {}, read)


def _figures_read(read: jixiao.Disclosure) -> list[tuple[Any, ...]]:
    """Figures that are understood, of the stage that facts speak of: 年初预算数 is filled with numbers of no meaning."""
    rows = read.accounts.astype(object).where(read.accounts.notna(), None).to_dict("records")
    return [
        (
            row["table"],
            row["side"] or "",
            row["code"] or row["term"] or "",
            column_of(row),
            row["printed"],
            _number(row["value"]),
        )
        for row in rows
        if column_of(row) and not column_of(row).startswith(_EARLIER)
    ]


def _figures_made(made: Generated) -> list[tuple[Any, ...]]:
    return [(f.table, f.side, f.key, f.measure, f.printed, _number(value_of(f.yuan, made.style))) for f in made.figures]


def _claims(read: jixiao.Disclosure, made: Generated) -> Pair:
    """Claims with a figure; an open one may be unread, or read in several ways that say so."""
    names = ("metric", "subject", "period", "relation", "phase", "base")
    told = read.claims[read.claims["relation"] != "text"]
    rows = told.astype(object).where(told.notna(), "").to_dict("records")
    found = [(*(str(row[name]) for name in names), _number(row["value"]), bool(row["ambiguous"])) for row in rows]
    facts = [
        (c.metric, c.subject, str(c.period), c.relation, c.phase, c.base, _number(c.value), False) for c in made.claims
    ]
    unsure = [fact for fact, claim in zip(facts, made.claims, strict=True) if claim.open]
    readings = {fact[2:-1] for fact in unsure}
    sure = list((Counter(facts) - Counter(unsure)).elements())
    for fact in unsure:
        if fact in found:
            found.remove(fact)
    return Pair("claims", "claim", [row for row in found if not (row[-1] and row[2:-1] in readings)], sure)


def _project(project: Project, row: dict[str, Any], read: jixiao.Disclosure) -> Iterator[Pair]:
    key = row.get("project_id", "")
    own = [[(name, _plain(get(name))) for name in _OWN] for get in (row.get, lambda name: getattr(project, name))]
    yield Pair(project.form, "form", *own)
    money = project.money
    funds = [
        (f.fund, *(None if v is None else _number(value_of(v, money)) for v in (f.initial, f.budget, f.executed)),
         *map(_number, (f.rate, f.weight, f.score)))
        for f in project.funds
    ]  # fmt: skip
    columns = ("initial_budget", "budget", "executed", "rate", "weight", "score")
    rows = [(r["fund"], *(_number(r[c]) for c in columns)) for r in _of(read.funds, key)]
    yield Pair(project.form, "fund", rows, funds)
    indicators = [tuple(_plain(getattr(row, name)) for name in _INDICATOR) for row in project.indicators]
    rows = [tuple(_plain(r[c]) for c in _INDICATOR) for r in _of(read.indicators, key)]
    yield Pair(project.form, "indicator", rows, indicators)
    tasks = [
        (
            _text(t.task),
            _text(t.content),
            _text(t.status),
            *(_number(value_of(a, money)) for a in t.amounts),
            _number(t.weight),
            _number(t.score),
        )
        for t in project.tasks
    ]
    rows = [
        (
            *(_text(r[c]) for c in ("task", "content", "status")),
            *(_number(r[c]) for c in (*_TASK_AMOUNTS, "weight", "score")),
        )
        for r in _of(read.tasks, key)
    ]
    yield Pair(project.form, "task", rows, tasks)
    if project.investment is not None:
        got = next(iter(_of(read.investments, key)), {})
        facts = _facts(vars(project.investment), project, made=True)
        yield Pair(project.form, "investment", _facts(got, project), facts)


def _facts(row: dict[str, Any], project: Project, made: bool = False) -> list[tuple[Any, ...]]:
    """Name and value of every field of an investment."""
    facts = []
    for name, fact in vars(project.investment).items():
        value = row.get(name)
        if isinstance(fact, bool):
            facts.append((name, _number(value)))
        elif isinstance(fact, int):
            facts.append((name, _number(value_of(fact, project.money) if made else value)))
        elif fact is not None and fact.endswith("%"):
            facts.append((name, _number(Decimal(fact[:-1]) / 100 if made else value)))
        else:
            facts.append((name, _text(value)))
    return facts


def _compared(pair: Pair) -> Iterator[str]:
    lacking, more = Counter(pair.made) - Counter(pair.read), Counter(pair.read) - Counter(pair.made)
    yield from (f"{pair.what} not read: {row}" for row in lacking.elements())
    yield from (f"{pair.what} is no fact: {row}" for row in more.elements())
    if not lacking and not more and pair.read != pair.made and pair.what not in _WITHOUT_ORDER:
        yield f"{pair.what}: not in their order"


def _of(table: pd.DataFrame, project: str) -> list[dict[str, Any]]:
    return table[table["project_id"] == project].to_dict("records")


def _plain(value: Any) -> Any:
    return _number(value) if isinstance(value, float | int | Decimal) else _text(value)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else round(float(value), 6)


def _text(value: Any) -> str | None:
    """A text without white space: where it was wrapped is the layout's business."""
    return None if value is None or pd.isna(value) or not value else "".join(str(value).split())
