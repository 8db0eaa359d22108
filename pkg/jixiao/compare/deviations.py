"""Deviations (预决算偏差): every figure that stands at two stages of the year, with both places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product
from typing import Any

import pandas as pd

from jixiao.compare.standings import (
    EARLIER,
    LATER,
    Standing,
    by_year,
    in_columns,
    in_documents,
    in_forms,
    in_investments,
    in_project_list,
    in_text,
    in_texts,
)
from jixiao.store import Disclosure, each_once, frame, plain_rows, sound

#: From which stage to which: how the budget was changed, and what came of each budget.
_STEPS = (("initial_budget", "adjusted_budget"), *product(EARLIER, LATER))


def deviations(d: Disclosure) -> pd.DataFrame:
    """Every figure of a disclosure or panel that stands at two stages (table ``deviations``): amounts, change, rate, places.

    ``compared`` says what holds both: columns of one table of the accounts, the budget and the accounts of one year, a
    form, the budget's list of projects and a self-evaluation, sentences. A figure that stands twice at one stage with
    different amounts is compared with nothing, and so is one that stands at one stage only.
    """
    d = each_once(sound(d))
    names = ("documents", "accounts", "projects", "funds", "investments", "claims")
    tables = {name: by_year(plain_rows(d.tables[name])) for name in names}
    rows = []
    for year in sorted(tables["documents"]):
        own = {name: grouped.get(year, []) for name, grouped in tables.items()}
        families = {row["source_id"]: row["family"] for row in own["documents"]}
        projects = {row["project_id"]: row for row in own["projects"]}
        common = {"department": year[0], "fiscal_year": year[1] or None}
        for compared, standings in (
            ("columns", in_columns(own["accounts"])),
            ("documents", in_documents(own["accounts"])),
            ("documents", in_texts(own["claims"], families)),
            ("form", in_forms(own["funds"], projects)),
            ("form", in_investments(own["investments"], projects)),
            ("project_list", in_project_list(own["accounts"], own["funds"], projects, families)),
            ("text", in_text(own["claims"], families)),
        ):
            rows += [{**common, "compared": compared, **row} for row in _rows(standings)]
    return frame("deviations", rows)


def _rows(standings: Iterable[Standing]) -> Iterator[dict[str, Any]]:
    for stages in _things(standings):
        for step in _STEPS:
            if step[0] in stages and step[1] in stages:
                yield _row(stages[step[0]], stages[step[1]])


def _things(standings: Iterable[Standing]) -> Iterator[dict[str, Standing]]:
    """The stages of each thing; a stage at which it has two amounts is none."""
    found: dict[tuple[Any, ...], dict[str, list[Standing]]] = defaultdict(lambda: defaultdict(list))
    for one in standings:
        found[one.of][one.stage].append(one)
    for stages in found.values():
        yield {stage: same[0] for stage, same in stages.items() if len({one.value for one in same}) == 1}


def _row(before: Standing, after: Standing) -> dict[str, Any]:
    start, end = (Decimal(str(one.value)) for one in (before, after))
    return {
        **before.about,
        **{name: value for name, value in after.about.items() if value is not None},
        "source_id": after.source_id,
        "from_family": before.family,
        "from_stage": before.stage,
        "from_value": before.value,
        "to_family": after.family,
        "to_stage": after.stage,
        "to_value": after.value,
        "deviation": end - start,
        "rate": (end - start) / abs(start) if start else None,
        "places": [dict(before.place), dict(after.place)],
    }
