"""A rubric (评分表) as data: strict loading of ``rules/rubrics/*.yaml``.

Every number that decides marks is a quoted string, read as Decimal; an unknown key, an unknown
kind, weights that do not sum or an item given twice is a RuleError naming file, item and key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jixiao.errors import RuleError
from jixiao.rules import Text, load_yaml, only, rule_fields
from jixiao.score import grading
from jixiao.score.card.printed_card import key as title_key
from jixiao.score.forms.form_rubric import FormRubric, form_rubric
from jixiao.score.grading import STATUS
from jixiao.score.model import EVIDENCE, KINDS, Band, InputSource, Item, ItemPart, ItemReading, Rubric

_ITEM = ("id", "title", "level1", "level2", "weight", "kind", "summary", "basis")
_PART = ("id", "kind", "points", "says")
_RUBRIC = ("id", "title", "jurisdiction", "fiscal_years", "total", "bands", "items")
_SOURCE = ("claim", "quarter", "table", "side", "term", "measure", "title", "quantity", "blank_is_zero")


def rubric_names() -> tuple[str, ...]:
    """Names of the rubrics that come with this package."""
    folder = files("jixiao.rules").joinpath("rubrics")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def load_rubric(name: str | Path) -> Rubric | FormRubric:
    """A rubric by name (``"pingshan-2020"``) or from a file of the user's own; RuleError for any fault.

    A file that says ``applies_to: project_form`` is a rubric of self-evaluation forms, any other one of a
    department's scorecard.
    """
    own = isinstance(name, Path) or name.endswith((".yaml", ".yml"))
    if not own and name not in rubric_names():
        raise RuleError(f"no rubric is called {name}", where="rubrics", hint=f"known: {', '.join(rubric_names())}")
    where = Path(name).name if own else f"{name}.yaml"
    data = load_yaml(Path(name) if own else f"rubrics/{name}.yaml")
    if isinstance(data, Mapping) and "applies_to" in data:
        rule_fields.one_of(data, "applies_to", ("project_form",), where)
        return form_rubric(data, where)
    return _rubric(data, where)


def department_rubric(name: str | Path) -> Rubric:
    """A rubric of department scorecards; RuleError where the name is that of project forms."""
    rules = load_rubric(name)
    if not isinstance(rules, Rubric):
        raise RuleError(f"{rules.id} is a rubric of project forms, not of departments", where=str(name))
    return rules


def form_rubric_of(name: str | Path) -> FormRubric:
    """A rubric of project forms; RuleError where the name is that of a department scorecard."""
    rules = load_rubric(name)
    if not isinstance(rules, FormRubric):
        raise RuleError(f"{rules.id} is a rubric of departments, not of project forms", where=str(name))
    return rules


@cache
def department_rubrics() -> tuple[Rubric, ...]:
    """The scorecard rubrics that come with this package."""
    return tuple(rules for name in rubric_names() if isinstance(rules := load_rubric(name), Rubric))


def fitting(
    rubrics: Iterable[Rubric], printed: Collection[str], department: str, regions: str, fiscal_year: int
) -> Rubric | None:
    """The rubric that fits: it knows half of the printed items or more; without any, it is for this place and year."""
    known = {rules.id: rules for rules in rubrics}
    if not printed:
        places = f"{department} {regions}"
        found = (r for r in known.values() if fiscal_year in r.fiscal_years and r.jurisdiction in places)
        return next(found, None)
    shared = {r.id: sum(title_key(item.title.zh) in printed for item in r.items) for r in known.values()}
    best = max(shared, key=lambda name: (shared[name], fiscal_year in known[name].fiscal_years), default=None)
    return known[best] if best is not None and 2 * shared[best] >= len(printed) else None


@cache
def form_rubrics() -> tuple[FormRubric, ...]:
    """The rubrics of project forms that come with this package, the most general first."""
    found = [rules for name in rubric_names() if isinstance(rules := load_rubric(name), FormRubric)]
    return tuple(sorted(found, key=lambda rules: (rules.first_fiscal_year, rules.id)))


def _rubric(data: Any, where: str) -> Rubric:
    data = only(data, _RUBRIC, where, _RUBRIC)
    items = tuple(_item(entry, where) for entry in rule_fields.entries(data, "items", where))
    rule_fields.no_twins([item.id for item in items], "item", where)
    rule_fields.no_twins([item.title.zh for item in items], "title", where)
    total = rule_fields.number(data, "total", where)
    rule_fields.sums_to(total, (item.weight for item in items), where, "total", "weights of the items")
    grades, status = grading.grades(data, where)
    return Rubric(
        id=rule_fields.text(data, "id", where),
        title=rule_fields.text_of(data["title"], f"{where} title"),
        jurisdiction=rule_fields.text(data, "jurisdiction", where),
        fiscal_years=tuple(rule_fields.year(year, where) for year in rule_fields.entries(data, "fiscal_years", where)),
        total=total,
        items=items,
        grades=grades,
        grades_status=status,
    )


def _item(data: Any, file: str) -> Item:
    where = f"{file} item {data.get('id', '?') if isinstance(data, Mapping) else '?'}"
    required, optional = _kind_keys(data, where)
    only(data, (*_ITEM, *required, *optional), where, (*_ITEM, *required))
    weight = rule_fields.number(data, "weight", where)
    if data["kind"] == "checklist":
        parts = tuple(_checklist_part(entry, where) for entry in rule_fields.entries(data, "parts", where))
        rule_fields.no_twins([part.id for part in parts], "part", where)
        rule_fields.sums_to(weight, (part.points for part in parts), where, "weight", "points of the parts")
    else:
        parts = (_part(data, weight, None, where),)
    return Item(
        id=rule_fields.text(data, "id", where),
        title=rule_fields.text_of(data["title"], f"{where} title"),
        level1=rule_fields.text(data, "level1", where),
        level2=rule_fields.text(data, "level2", where),
        weight=weight,
        kind=rule_fields.text(data, "kind", where),
        summary=rule_fields.text_of(data["summary"], f"{where} summary"),
        basis=rule_fields.basis_of(data["basis"], STATUS, f"{where} basis", clause=True),
        parts=parts,
    )


def _checklist_part(data: Any, item: str) -> ItemPart:
    where = f"{item} part {data.get('id', '?') if isinstance(data, Mapping) else '?'}"
    required, optional = _kind_keys(data, where)
    only(data, (*_PART, *required, *optional), where, (*_PART, *required))
    if data["kind"] == "checklist":
        raise RuleError("a part of a checklist cannot be a checklist: kind", where=where)
    return _part(
        data, rule_fields.number(data, "points", where), rule_fields.text_of(data["says"], f"{where} says"), where
    )


def _part(data: Mapping[str, Any], points: Decimal, says: Text | None, where: str) -> ItemPart:
    """What one kind needs; keys were checked before."""
    of, to = (tuple(data.get(key, default)) for key, default in (("of", ("actual",)), ("to", ("limit",))))
    part = ItemPart(
        id=rule_fields.text(data, "id", where),
        kind=data["kind"],
        points=points,
        says=says,
        readings=_readings(data, where),
        of=of,
        to=to,
        bands=_bands(data, points, where),
        above_one=rule_fields.one_of(data, "above_one", ("full", "none"), where, "full"),
        inverse=rule_fields.flag(data, "inverse", where),
        evidence=rule_fields.one_of(data, "evidence", EVIDENCE, where, ""),
        shows=rule_fields.number(data, "shows", where, "0"),
        per_finding=rule_fields.number(data, "per_finding", where, "0"),
        reason=rule_fields.text_of(data["reason"], f"{where} reason") if "reason" in data else None,
    )
    if not 0 <= part.shows <= points:
        raise RuleError(f"shows {part.shows} lies outside 0 to {points}", where=where)
    for reading in part.readings:
        _check_roles(part, reading, f"{where} {reading.id}".strip())
    return part


def _check_roles(part: ItemPart, reading: ItemReading, where: str) -> None:
    """The inputs of a reading are those its kind needs."""
    if part.kind == "mean_of_quarters" and sorted(source.quarter for source in reading.inputs) != [1, 2, 3, 4]:
        raise RuleError("inputs must be the quarters 1 to 4", where=where)
    lacking = {*part.of, *part.to} - {source.role for source in reading.inputs}
    if part.kind in ("bands", "proportion", "at_most") and lacking:
        raise RuleError(f"of, to name no input: {', '.join(sorted(lacking))}", where=where)


def _kind_keys(data: Any, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(data, Mapping) or "kind" not in data:
        raise RuleError("missing key: kind", where=where)
    if not isinstance(data["kind"], str) or data["kind"] not in KINDS:
        raise RuleError(f"unknown kind: {data['kind']}", where=where, hint=f"kinds: {', '.join(KINDS)}")
    return KINDS[data["kind"]]


def _readings(data: Mapping[str, Any], where: str) -> tuple[ItemReading, ...]:
    shared = _sources(data.get("inputs", {}), where)
    if "readings" not in data:
        return (ItemReading("", None, shared, cap=False),)
    readings = []
    for entry in rule_fields.entries(data, "readings", where):
        spot = f"{where} readings"
        only(entry, ("id", "title", "inputs", "cap"), spot, ("id", "title"))
        inputs = (*shared, *_sources(entry.get("inputs", {}), spot))
        rule_fields.no_twins([source.role for source in inputs], "input", spot)
        readings.append(
            ItemReading(
                rule_fields.text(entry, "id", spot),
                rule_fields.text_of(entry["title"], f"{spot} title"),
                inputs,
                rule_fields.flag(entry, "cap", spot),
            )
        )
    rule_fields.no_twins([reading.id for reading in readings], "reading", where)
    return tuple(readings)


def _sources(data: Any, where: str) -> tuple[InputSource, ...]:
    if not isinstance(data, Mapping):
        raise RuleError("inputs must be a mapping", where=where)
    return tuple(_source(str(role), body, f"{where} input {role}") for role, body in data.items())


def _source(role: str, body: Any, where: str) -> InputSource:
    only(body, _SOURCE, where, ("title", "quantity"))
    if ("claim" in body) == ("table" in body):
        raise RuleError("needs either claim or table", where=where)
    if "table" in body and "measure" not in body:
        raise RuleError("missing key: measure", where=where)
    return InputSource(
        role=role,
        title=rule_fields.text_of(body["title"], f"{where} title"),
        quantity=rule_fields.one_of(body, "quantity", ("amount", "rate", "count"), where),
        quarter=rule_fields.whole(body, "quarter", where),
        blank_is_zero=rule_fields.flag(body, "blank_is_zero", where),
        **{key: rule_fields.text(body, key, where, "") for key in ("claim", "table", "side", "term", "measure")},
    )


def _bands(data: Mapping[str, Any], points: Decimal, where: str) -> tuple[Band, ...]:
    bands = []
    for entry in rule_fields.entries(data, "bands", where) if "bands" in data else ():
        spot = f"{where} bands"
        only(entry, ("at_most", "at_least", "marks"), spot, ("marks",))
        limits = [rule_fields.number(entry, key, spot) if key in entry else None for key in ("at_most", "at_least")]
        bands.append(Band(rule_fields.number(entry, "marks", spot), limits[0], limits[1]))
    if bands and (bands[-1].at_most is not None or bands[-1].at_least is not None):
        raise RuleError("the last of the bands must fit everything", where=where)
    marks = [band.marks for band in bands]
    if marks != sorted(marks, reverse=True) or any(not 0 <= mark <= points for mark in marks):
        raise RuleError(f"marks of the bands must fall from at most {points} to 0", where=where)
    return tuple(bands)
