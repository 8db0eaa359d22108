"""One made-up document: seed and family decide everything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from ..layout.style import Style
from ..model import Block, Document, Heading, Spacer
from .accounts import TITLES, Figure, account_tables
from .evaluation import Report, make_report
from .forms import Project, make_form
from .indicators import words
from .investment import make_investment
from .ledger import make_ledger
from .text import make_text
from .traits import draw_style
from .writer import Claim

KINDS = ("accounts", "forms", "evaluation")
#: Forms that each family prints.
FORMS = {
    "central": ("scored",),
    "shenzhen": ("shenzhen", "investment"),
    "shanghai": ("scored",),
    "shaanxi": ("scored", "tasks"),
    "fujian": ("overall", "scored"),
}


@dataclass(frozen=True)
class Generated:
    """A document with the facts it was made from."""

    seed: int
    family: str
    kind: str
    style: Style
    document: Document
    department: str
    year: int
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    forms: tuple[Project, ...] = ()
    report: Report | None = None


def generate(seed: int, family: str, kind: str, *, department: str = "", year: int = 0, **traits: Any) -> Generated:
    """The document of a seed; ``department``, ``year`` and ``traits`` (fields of Style) replace what is drawn."""
    random = Random(f"{seed} {family} {kind}")  # noqa: S311  a seed must give the same document
    drawn_year = random.randint(2019, 2024)
    year = year or drawn_year
    # Traits have their own source of chance: a new one leaves the figures of every seed as they were.
    style = replace(draw_style(Random(f"style {seed} {family} {kind}"), family, year), **traits)  # noqa: S311
    drawn = random.choice(words()["places"]) + random.choice(words()["bureaus"])
    department = department or drawn
    if kind == "evaluation":
        blocks, report = make_report(random, department, year, style)
        document = Document(f"{department}{year}年度部门整体支出绩效自评报告", tuple(blocks))
        return Generated(seed, family, kind, style, document, department, year, report=report)
    if kind == "forms":
        made = [
            make_investment(random, department, year)
            if form == "investment"
            else make_form(random, form, department, year, style)
            for form in FORMS[family]
        ]
        blocks = [block for form_blocks, _ in made for block in form_blocks]
        document = Document(f"{department}{year}年度绩效自评", tuple(blocks))
        return Generated(seed, family, kind, style, document, department, year, forms=tuple(form for _, form in made))
    titles = {table: random.choice(names) for table, names in TITLES.items()}
    cover: list[Block] = [Spacer(200.0), Heading(department, 0, "center"), Heading(f"{year}年度部门决算", 0, "center")]
    ledger = make_ledger(random, year)
    tables = account_tables(ledger, style, department, titles)
    blocks, claims = make_text(Random(f"text {seed} {family}"), ledger, family, department)  # noqa: S311
    document = Document(f"{department}{year}年度部门决算", (*cover, *tables.blocks, *blocks))
    figures, claims = tuple(tables.figures), (*tables.claims, *claims)
    return Generated(seed, family, kind, style, document, department, year, figures, claims)
