"""Every kind of rule that there is, gathered from the modules that judge."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.check.documents import chapters, contents, department, left_over, planned, published
from jixiao.check.forms import (
    attained,
    building,
    evaluated,
    goals,
    in_lists,
    money,
    moved,
    targets,
    whole,
    wording,
    years,
)
from jixiao.check.kinds import Kind, known_kinds
from jixiao.check.tables import codes, printed_rows, readings, sums
from jixiao.check.text import (
    against_tables,
    changes,
    denied,
    itself,
    last_year,
    listed_items,
    periods,
    quoted_budget,
    rates_of_change,
    reasons,
    wholes,
)

#: Modules whose functions judge: a new one is added here.
ROOMS = (
    sums,
    readings,
    codes,
    printed_rows,
    *(wording, targets, money, whole, goals, attained, building, years, evaluated, in_lists, moved),
    *(
        against_tables,
        changes,
        denied,
        itself,
        last_year,
        listed_items,
        periods,
        quoted_budget,
        rates_of_change,
        reasons,
        wholes,
    ),
    *(chapters, contents, published, planned, department, left_over),
)
KINDS: Mapping[str, Kind] = known_kinds()
