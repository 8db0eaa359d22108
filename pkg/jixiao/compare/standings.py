"""Figures as they stand at a stage of the year: in columns, documents, forms, lists of projects and sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jixiao.corrections import counted
from jixiao.families import BUDGET, FINAL_ACCOUNTS, PERFORMANCE, role_of
from jixiao.figures import half_width
from jixiao.names import kinship, project_name

Row = Mapping[str, Any]
#: Stages of a year's money in their order; what only says 预算数 may be the first or the second.
EARLIER, LATER = ("initial_budget", "adjusted_budget", "budget"), ("executed", "final")
_BOX = ("page", "x0", "y0", "x1", "y1")
#: Roles whose rows are no figures of the department: a project has a comparison of its own.
_NO_ROLES = ("projects",)
_STAGE_NAMES = {
    "initial_budget": ("年初预算数", "initial budget"),
    "adjusted_budget": ("调整预算数", "adjusted budget"),
    "budget": ("预算数", "budget"),
    "executed": ("执行数", "executed"),
    "final": ("决算数", "final"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One figure at one stage: whose it is, its amount and its place."""

    #: What two figures must share to be the same thing at two stages.
    of: tuple[Any, ...]
    family: str
    stage: str
    value: float
    place: Mapping[str, Any]
    source_id: str
    #: Columns of the comparison that say what it is.
    about: Mapping[str, Any] = field(default_factory=dict)


def by_year(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """Rows of each department and year."""
    found: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["department"] or "", row["fiscal_year"] or 0].append(row)
    return found


def in_columns(rows: Iterable[Row]) -> Iterator[Standing]:
    """Figures of the year in tables of final accounts, whose columns print several stages beside each other."""
    for row in _of_the_year(rows):
        if row["family"] == FINAL_ACCOUNTS:
            line = None if _is_without_rows(row) else row["position"]
            cell = (row["source_id"], row["table_id"], row["side"], row["unit_name"], line, row["measure"])
            yield _in_table((*cell, _label(row)), row)


def in_documents(rows: Iterable[Row]) -> Iterator[Standing]:
    """Planned figures of the budget and final ones of the accounts, by role, row and measure, of the whole department."""
    for row in _of_the_year(rows):
        planned = row["family"] == BUDGET and row["stage"] == "budget"
        final = row["family"] == FINAL_ACCOUNTS and row["stage"] == "final"
        if (planned or final) and row["table"] not in _NO_ROLES and is_of_whole(row["unit_name"], row["department"]):
            yield _in_table((row["table"], row["side"], row["measure"], _label(row)), row)


def is_of_whole(unit: str | None, department: str) -> bool:
    """True for a figure of the whole department: of no unit, or of one that has the department's own name."""
    return not unit or kinship(unit, department) == "same"


def in_forms(funds: Iterable[Row], projects: Mapping[str, Row]) -> Iterator[Standing]:
    """Money of a form by kind of fund: initial budget, budget of the year, what was executed."""
    for row in funds:
        yield from _in_form((row["project_id"], row["fund"]), row, projects.get(row["project_id"]), _FORM_STAGES)


def in_project_list(
    accounts: Iterable[Row], funds: Iterable[Row], projects: Mapping[str, Row], families: Mapping[str, str]
) -> Iterator[Standing]:
    """What a project was given in the budget (its list, else its target form), and what its self-evaluation executed."""
    listed = {}
    for row in _of_the_year(accounts):
        if row["family"] == BUDGET and row["table"] == "projects" and row["measure"] == "total" and row["item"]:
            listed[project_name(row["item"])] = True
            yield _in_table((project_name(row["item"]),), row)
    for row in funds:
        project = projects.get(row["project_id"])
        if row["fund"] == "total" and project and project["name"]:
            name = project_name(project["name"])
            if families.get(row["source_id"]) != BUDGET:
                yield from _in_form((name,), row, project, {"executed": "executed"})
            elif name not in listed:
                yield from _in_form((name,), row, project, {"budget": "budget"})


def in_text(claims: Iterable[Row], families: Mapping[str, str]) -> Iterator[Standing]:
    """Amounts of the year that sentences of the accounts state, planned and final, of one thing."""
    for row in claims:
        if families.get(row["source_id"]) == FINAL_ACCOUNTS and _is_amount(row):
            yield _in_sentence((row["source_id"], row["metric"], row["subject"] or ""), row, FINAL_ACCOUNTS)


def in_texts(claims: Iterable[Row], families: Mapping[str, str]) -> Iterator[Standing]:
    """What the text of the budget plans and the text of the accounts states of matters that both tell in words alone:
    procurement (政府采购) and operating cost (机关运行经费).
    """
    for row in claims:
        matter, family = str(row["metric"] or "").partition(".")[0], str(families.get(row["source_id"]))
        if matter in _IN_WORDS and row["phase"] == _OWN_STAGE.get(family) and _is_amount(row):
            yield _in_sentence((row["metric"],), row, family)


def in_investments(investments: Iterable[Row], projects: Mapping[str, Row]) -> Iterator[Standing]:
    """Investment of the year in a form: as it was planned at first, as the plan was issued, as it was carried out."""
    stages = {"initial_target": "initial_budget", "plan": "adjusted_budget", "invested": "executed"}
    for row in investments:
        of = {**row, "fund": "investment"}
        yield from _in_form((row["project_id"],), of, projects.get(row["project_id"]), stages)


#: Matters that accounts have no table of, and what of a document's own stage sentences state.
_IN_WORDS = ("procurement", "operating_cost")
_OWN_STAGE = {BUDGET: "budget", FINAL_ACCOUNTS: "final"}
#: Fields of a fund row and the stages that they are.
_FORM_STAGES = {"initial_budget": "initial_budget", "budget": "adjusted_budget", "executed": "executed"}


def _is_amount(row: Row) -> bool:
    """True for an amount of the document's own year, of the whole department, that can be read in one way."""
    amount = row["relation"] == "level" and str(row["unit"] or "").endswith("元") and row["value"] is not None
    own = str(row["period"] or "") == str(row["fiscal_year"])
    return amount and own and not row["scope"] and not row["ambiguous"]


def _in_sentence(of: tuple[Any, ...], row: Row, family: str) -> Standing:
    about = {"term": row["metric"], "item": (row["subject"] or "").rpartition("/")[2] or None}
    stage = row["phase"] or "final"
    return Standing(of, family, stage, row["value"], _place(row, row, stage), row["source_id"], about)


def _in_form(of: tuple[Any, ...], row: Row, project: Row | None, stages: Mapping[str, str]) -> Iterator[Standing]:
    about = {"project_id": row["project_id"], "item": project["name"] if project else None, "measure": row["fund"]}
    for name, stage in stages.items():
        if row[name] is not None and (cell := (row["cells"] or {}).get(name)):
            family = BUDGET if stage == "budget" else PERFORMANCE
            yield Standing(of, family, stage, row[name], _place(row, cell, stage), row["source_id"], about)


def _in_table(of: tuple[Any, ...], row: Row) -> Standing:
    about = {name: row[name] for name in ("side", "code", "term", "item", "measure")} | {"role": row["table"]}
    place = _place(row, row, row["stage"])
    return Standing(of, row["family"], row["stage"], row["value"], place, row["source_id"], about)


def _of_the_year(rows: Iterable[Row]) -> Iterator[Row]:
    """Figures of the year itself that were understood and can be read."""
    for row in rows:
        if row["value"] is not None and row["measure"] and row["stage"] and row["year"] in (None, row["fiscal_year"]):
            yield row


def _label(row: Row) -> str:
    """What a row is: its code, else its term, else its label; a total is one whatever its label."""
    if _is_without_rows(row):
        return row["term"] if row["term"] not in (None, "total") else ""
    return row["code"] or row["term"] or half_width(row["item"] or "")


def _is_without_rows(row: Row) -> bool:
    """True for the three public expenses, whose stages and kinds may be rows as well as columns."""
    role = role_of(row["family"], row["table"])
    return role is not None and bool(role.body.get("without_rows"))


def _place(row: Row, cell: Row, stage: str) -> dict[str, Any]:
    zh, en = _STAGE_NAMES.get(stage, (stage, stage))
    box = {name: cell.get(name) for name in _BOX}
    return {"source_id": row["source_id"], **box, "printed": counted(cell), "what": zh, "what_en": en}
