"""One trial of a made-up budget: typeset, read and checked; whatever differs from its facts is a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pandas as pd

import jixiao

from ..render.formats import FORMATS
from ..render.pdf import write_pdf
from .budget import document_of, make_budget
from .planning import Planned
from .setting import Printed
from .trial import suspicions, unaccounted

#: Endings of the formats in which a budget is tried.
ENDINGS = (".pdf", ".docx", ".xlsx", ".html", ".md")
#: What forms of a shape do not print of an indicator.
_HIDDEN = {"pages": ("weight",), "many": ("weight",), "flat": ("weight",), "cells": ("level1", "level2")}
_LEVELS = ("level1", "level2")
_INDICATOR = ("level1", "level2", "level3", "operator", "target_value", "target_unit", "weight")


def budget_faults(seed: int, place: str, ending: str, folder: Path) -> list[str]:
    """What reading and checking one made-up budget in one format gets wrong; empty where all is right."""
    made = make_budget(seed, place)
    path = folder / f"{place}-{seed}{ending}"
    document = document_of(made)
    FORMATS.get(ending, write_pdf)(document, path)
    read = jixiao.read(path)
    found = [*differences(made, read, ruled=ending != ".md"), *unaccounted(document, read)]
    return found + suspicions(jixiao.check(read))


def differences(made: Printed, read: jixiao.Disclosure, *, ruled: bool = True) -> Iterator[str]:
    """Facts that were not read, and records that are no fact; without rulings levels are a guess, and not compared."""
    own = (made.plan.department, made.plan.year, "budget")
    found = (read.department, read.fiscal_year, read.documents["family"].iloc[0])
    if own != found:
        yield f"department, year and family: {found}, not {own}"
    yield from _compared("figure", Counter(_figures_made(made)), Counter(_figures_read(read)))
    unsure = () if ruled else _LEVELS
    projects = Counter(_project_made(project, made.place["targets"], unsure) for project in made.plan.projects)
    yield from _compared("project", projects, Counter(_projects_read(read, unsure)))


def _compared(what: str, made: Counter[Any], read: Counter[Any]) -> Iterator[str]:
    yield from (f"{what} not read: {row}" for row in (made - read).elements())
    yield from (f"{what} is no fact: {row}" for row in (read - made).elements())


def _figures_made(made: Printed) -> Iterator[tuple[Any, ...]]:
    for fact in made.facts:
        if fact.printed:
            yield (fact.table, fact.side, _plain(fact.key), fact.measure, fact.stage, fact.year, fact.printed)


def _figures_read(read: jixiao.Disclosure) -> Iterator[tuple[Any, ...]]:
    for row in read.accounts.astype(object).where(read.accounts.notna(), None).to_dict("records"):
        if row["printed"]:
            key = "" if row["table"] == "three_public" else _plain(row["code"] or row["term"] or row["item"])
            own = (row["table"], row["side"] or "", key, row["measure"], row["stage"], row["year"])
            yield (*own, row["printed"])


def _project_made(project: Planned, shape: str, unsure: Sequence[str]) -> tuple[Any, ...]:
    """Name, money, goal and indicators, as far as forms of this shape print them."""
    hidden = (*_HIDDEN.get(shape, ()), *unsure)
    rows = [
        tuple(None if name in hidden else _value(getattr(one, name)) for name in _INDICATOR)
        for one in project.indicators
        if shape != "prose"
    ]
    rows += [(None, None, "年度预算执行率", "eq", 1.0, "%", 10.0)] if shape == "cells" else []
    amount = (Decimal(project.total) / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return (project.name, float(amount), _plain(project.goal), tuple(rows))


def _projects_read(read: jixiao.Disclosure, unsure: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for row in read.projects.to_dict("records"):
        own = read.funds[(read.funds["project_id"] == row["project_id"]) & (read.funds["fund"] == "total")]
        amount = round(float(own["budget"].iloc[0]), 2) if len(own) else None
        lines = read.indicators[read.indicators["project_id"] == row["project_id"]].to_dict("records")
        indicators = tuple(
            tuple(None if name in unsure else _value(line[name]) for name in _INDICATOR) for line in lines
        )
        yield (_plain(row["name"]), amount, _plain(row["goal"]), indicators)


def _value(value: Any) -> Any:
    """A number, or a text without white space; None for nothing."""
    if value is None or pd.isna(value) or value == "":
        return None
    return round(float(value), 4) if isinstance(value, float | int | Decimal) else _plain(value)


def _plain(value: Any) -> str:
    return "" if value is None or pd.isna(value) else "".join(str(value).split())
