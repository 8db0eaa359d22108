"""Rubrics of project self-evaluation forms (项目支出绩效自评表): what each kind of item earns, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.errors import RuleError
from jixiao.rules import Basis, Text, only, rule_fields
from jixiao.score import grading
from jixiao.score.grading import STATUS, Grade, grade_of

#: What a form is made of, and what its rules are given for.
CATEGORIES = ("execution", "quantitative", "satisfaction", "qualitative")
LEVELS = ("execution", "cost", "output", "benefit", "satisfaction")
TIERS = ("achieved", "partly", "not_achieved")
#: The closed list of kinds: keys each needs, keys it may have.
FORM_KINDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "proportion": ((), ()),
    "pass_line": (("line",), ()),
    "steps": (("steps",), ()),
    "within_budget": ((), ()),
    "met_or_none": ((), ("operators",)),
    "tiers": (("tiers",), ()),
}
#: Conventions and the choices the package can follow; a rubric gives their order, its default first.
CONVENTIONS: Mapping[str, tuple[str, ...]] = {
    "over_limit": ("deviation", "inverse"),
    "equal_target": ("one_sided", "two_sided"),
    "far_above": ("full", "reduced"),
    "no_weights": ("equal_in_level", "equal_overall"),
}
OPERATORS = ("ge", "gt", "le", "lt", "eq", "range", "date")
FORM_KEYS = (
    "id", "applies_to", "title", "jurisdiction", "first_fiscal_year", "total", "weights", "rules", "conventions",
    "far_above_from", "bands",
)  # fmt: skip
_RULE = ("id", "kind", "title", "basis")


@dataclass(frozen=True, slots=True)
class Step:
    """A share of full marks from a rate upwards."""

    at_least: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class Tier:
    """One of the three tiers (三档) with the shares of full marks it allows."""

    id: str
    at_least: Decimal
    at_most: Decimal


@dataclass(frozen=True, slots=True)
class MarkingRule:
    """How one category of items earns marks."""

    id: str
    kind: str
    title: Text
    basis: Basis
    line: Decimal = Decimal(0)
    steps: tuple[Step, ...] = ()
    tiers: tuple[Tier, ...] = ()
    operators: tuple[str, ...] = OPERATORS


@dataclass(frozen=True, slots=True)
class Weights:
    """Level-1 weights (一级指标权重) as a regulation sets them in principle."""

    id: str
    levels: Mapping[str, Decimal]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Convention:
    """Something the regulation leaves open, and the ways to settle it, the default first."""

    id: str
    choices: tuple[str, ...]
    #: True where each choice is a reading of its own beside the default.
    as_readings: bool
    says: Text
    status: str


@dataclass(frozen=True, slots=True)
class FormRubric:
    """Rules of marking a project form."""

    id: str
    title: Text
    jurisdiction: str
    first_fiscal_year: int
    total: Decimal
    weights: tuple[Weights, ...]
    rules: Mapping[str, tuple[MarkingRule, ...]]
    conventions: Mapping[str, Convention]
    far_above_from: Decimal
    grades: tuple[Grade, ...]
    grades_status: str

    @property
    def items(self) -> tuple[MarkingRule, ...]:
        """All rules, of every category."""
        return tuple(rule for rules in self.rules.values() for rule in rules)

    def grade(self, marks: Decimal) -> str:
        """The grade of a sum of marks, in Chinese; empty where none fits."""
        return grade_of(self.grades, marks)


def form_rubric(data: Any, where: str) -> FormRubric:
    """A form rubric from its parsed file; RuleError naming file, item and key for any fault."""
    data = only(data, FORM_KEYS, where, FORM_KEYS)
    total = rule_fields.number(data, "total", where)
    rules = only(data["rules"], CATEGORIES, f"{where} rules", CATEGORIES)
    conventions = only(data["conventions"], tuple(CONVENTIONS), f"{where} conventions", tuple(CONVENTIONS))
    weights = tuple(_weights(entry, total, where) for entry in rule_fields.entries(data, "weights", where))
    rule_fields.no_twins([entry.id for entry in weights], "weights", where)
    grades, status = grading.grades(data, where)
    return FormRubric(
        id=rule_fields.text(data, "id", where),
        title=rule_fields.text_of(data["title"], f"{where} title"),
        jurisdiction=rule_fields.text(data, "jurisdiction", where),
        first_fiscal_year=rule_fields.whole(data, "first_fiscal_year", where),
        total=total,
        weights=weights,
        rules={category: _rules(rules, category, where) for category in CATEGORIES},
        conventions={key: _convention(key, conventions[key], where) for key in CONVENTIONS},
        far_above_from=rule_fields.number(data, "far_above_from", where),
        grades=grades,
        grades_status=status,
    )


def _rules(data: Mapping[str, Any], category: str, file: str) -> tuple[MarkingRule, ...]:
    rules = tuple(_rule(entry, category, file) for entry in rule_fields.entries(data, category, f"{file} rules"))
    rule_fields.no_twins([rule.id for rule in rules], "rule", f"{file} {category}")
    return rules


def _rule(data: Any, category: str, file: str) -> MarkingRule:
    where = f"{file} {category} {data.get('id', '?') if isinstance(data, Mapping) else '?'}"
    only(data, (*_RULE, "line", "steps", "tiers", "operators"), where, _RULE)
    kind = rule_fields.one_of(data, "kind", FORM_KINDS, where)
    required, optional = FORM_KINDS[kind]
    only(data, (*_RULE, *required, *optional), where, (*_RULE, *required))
    if (kind == "tiers") != (category == "qualitative") or (kind == "within_budget" and category != "execution"):
        raise RuleError(f"kind {kind} cannot mark what is {category}", where=where)
    operators = tuple(data.get("operators", OPERATORS))
    if strange := [name for name in operators if name not in OPERATORS]:
        raise RuleError(f"operators knows no {strange[0]!r}", where=where, hint=f"allowed: {', '.join(OPERATORS)}")
    return MarkingRule(
        id=rule_fields.text(data, "id", where),
        kind=kind,
        title=rule_fields.text_of(data["title"], f"{where} title"),
        basis=rule_fields.basis_of(data["basis"], STATUS, f"{where} basis", clause=True),
        line=_share(data, "line", where) if "line" in data else Decimal(0),
        steps=_steps(data, where) if "steps" in data else (),
        tiers=_tiers(data, where) if "tiers" in data else (),
        operators=operators,
    )


def _steps(data: Mapping[str, Any], where: str) -> tuple[Step, ...]:
    keys, spot = ("at_least", "share"), f"{where} steps"
    entries = [only(entry, keys, spot, keys) for entry in rule_fields.entries(data, "steps", where)]
    steps = tuple(Step(rule_fields.number(entry, "at_least", spot), _share(entry, "share", spot)) for entry in entries)
    falling = all(one.at_least > two.at_least and one.share >= two.share for one, two in pairwise(steps))
    if not falling or steps[-1].at_least != 0:
        raise RuleError("steps must fall, best first, down to at_least 0", where=where)
    return steps


def _tiers(data: Mapping[str, Any], where: str) -> tuple[Tier, ...]:
    keys, spot = ("id", "at_least", "at_most"), f"{where} tiers"
    entries = [only(entry, keys, spot, keys) for entry in rule_fields.entries(data, "tiers", where)]
    tiers = tuple(
        Tier(
            rule_fields.one_of(entry, "id", TIERS, spot),
            _share(entry, "at_least", spot),
            _share(entry, "at_most", spot),
        )
        for entry in entries
    )
    rule_fields.no_twins([tier.id for tier in tiers], "tier", where)
    if {tier.id for tier in tiers} != set(TIERS) or any(tier.at_least > tier.at_most for tier in tiers):
        raise RuleError(f"tiers must be {', '.join(TIERS)}, each from low to high", where=where)
    return tiers


def _weights(data: Any, total: Decimal, file: str) -> Weights:
    where = f"{file} weights {data.get('id', '?') if isinstance(data, Mapping) else '?'}"
    keys = ("id", "levels", "basis")
    only(data, keys, where, keys)
    named = only(data["levels"], LEVELS, f"{where} levels")
    levels = {level: rule_fields.number(named, level, f"{where} levels") for level in named}
    rule_fields.sums_to(total, levels.values(), where, "total", "levels")
    return Weights(
        rule_fields.text(data, "id", where),
        levels,
        rule_fields.basis_of(data["basis"], STATUS, f"{where} basis", clause=True),
    )


def _convention(key: str, data: Any, file: str) -> Convention:
    where = f"{file} convention {key}"
    keys = ("choices", "as_readings", "says", "status")
    only(data, keys, where, keys)
    choices = tuple(rule_fields.entries(data, "choices", where))
    if strange := [choice for choice in choices if choice not in CONVENTIONS[key]]:
        raise RuleError(f"choices knows no {strange[0]!r}", where=where, hint=f"allowed: {', '.join(CONVENTIONS[key])}")
    rule_fields.no_twins(choices, "choice", where)
    status = rule_fields.one_of(data, "status", STATUS, where)
    return Convention(
        key,
        choices,
        rule_fields.flag(data, "as_readings", where),
        rule_fields.text_of(data["says"], f"{where} says"),
        status,
    )


def _share(data: Mapping[str, Any], key: str, where: str) -> Decimal:
    value = rule_fields.number(data, key, where)
    if value > 1:
        raise RuleError(f"{key} is a share of full marks, at most 1, found {value}", where=where)
    return value
