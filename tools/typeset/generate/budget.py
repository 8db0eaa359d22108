"""A made-up budget as one of several places prints it: the seed decides its figures, the place how they are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from ..model import Document, Heading, Spacer
from .budget_forms import public_table, target_blocks
from .budget_sides import fiscal_summary, summary
from .budget_tables import basic, coded, income, projects
from .indicators import words
from .planning import make_plan
from .setting import Printed, places

_TABLES: Mapping[str, Callable[[Printed, str], None]] = {
    "summary": summary, "income": income, "fiscal_summary": fiscal_summary, "general_basic": basic,
    "three_public": public_table, "projects": projects,
}  # fmt: skip


def make_budget(seed: int, place: str, fault: tuple[str, str, str, str] | None = None) -> Printed:
    """The tables of one place's budget; the seed decides its figures. ``fault``: table, side, row and column printed wrong."""
    random = Random(f"{seed} {place}")  # noqa: S311  a seed must give the same document
    year = random.randint(2021, 2026)
    department = random.choice(words()["places"][1:]) + random.choice(words()["bureaus"][:5])
    own = places()[place]
    plan = make_plan(random, department, year, own["units"], own["targets"])
    printed = Printed(plan, own, random.random() < 0.5, fault)
    printed.blocks += [Spacer(200.0), Heading(f"{department}{year}年部门预算", 0, "center")]
    for table in own["tables"]:
        _TABLES.get(table, coded)(printed, table)
    printed.blocks += target_blocks(printed)
    return printed


def document_of(printed: Printed) -> Document:
    """The whole publication."""
    return Document(f"{printed.plan.department}{printed.plan.year}年部门预算", tuple(printed.blocks))
