"""Families of documents (决算, 预算) and the roles of their tables, from ``rules/families``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jixiao.rules import load_yaml, only

FINAL_ACCOUNTS, BUDGET, PERFORMANCE = "final_accounts", "budget", "performance"
#: Families that have tables with roles, and the file that describes each.
SOURCES: dict[str, str | Path] = {name: f"families/{name}.yaml" for name in (FINAL_ACCOUNTS, BUDGET)}
#: The form of every table that has a role.
ACCOUNTS = "accounts"
_FAMILY = ("name", "word", "stage", "beside", "roles")
_ROLE = ("zh", "en", "measures")
_MORE = ("number", "sides", "stages", "without_rows", "since", "may_be_empty", "below", "renamed", "repeats")
_MEASURE = ("zh", "en", "optional")
_NAMES = ("zh", "en")
#: Columns of another year, of a change or of an earlier stage beside those of the year: how rules call them, and their names.
_BESIDE = {
    "last": ("上年", "last year, "),
    "executed": ("上年执行数：", "executed last year, "),
    "change": ("增减额：", "change of "),
    "rate": ("增减率：", "rate of change of "),
    "initial": ("年初预算数：", "initial budget, "),
    "adjusted": ("调整预算数：", "adjusted budget, "),
}
#: What columns beside those of the year hold, where it is no amount.
_QUANTITIES: Mapping[str, Mapping[str, str]] = {"rate": {"quantity": "rate"}}
#: Stages of the columns beside those of the year.
_STAGES = {"change": "change", "change_rate": "rate", "initial_budget": "initial", "adjusted_budget": "adjusted"}


@dataclass(frozen=True)
class Role:
    """One table of a family: how it is known, what its columns mean. ``body`` is its entry in the family's file."""

    family: str
    name: str
    stage: str
    body: Mapping[str, Any]

    @property
    def key(self) -> str:
        """How rules call the table: by role alone in the final accounts, by family and role elsewhere."""
        return self.name if self.family == FINAL_ACCOUNTS else f"{self.family}.{self.name}"

    @property
    def short(self) -> str:
        """How messages call the table: 表05 where the ministry's form numbers it, else its title."""
        return f"表{self.body['number']}" if "number" in self.body else str(self.body["zh"])

    @property
    def number(self) -> str:
        """Number of the table in the ministry's form, else its key; outcomes are known by it."""
        return str(self.body.get("number", self.key))

    @cached_property
    def measures(self) -> Mapping[str, Mapping[str, Any]]:
        """Measures in official order: their names."""
        return dict(self.body["measures"])

    def measures_of(self, side: str) -> dict[str, Mapping[str, Any]]:
        """Measures of one side, in official order; all where the table has no such sides, whatever its titles say."""
        names = self.body.get("sides", {}).get(side, self.measures)
        return {name: self.measures[name] for name in names}

    @cached_property
    def columns(self) -> Mapping[str, Mapping[str, str]]:
        """Columns that rules may address: each measure, with last year's beside it, or each measure of each stage."""
        if "stages" not in self.body:
            own = {name: {"zh": body["zh"], "en": body["en"]} for name, body in self.measures.items()}
            return own | {
                f"{key}_{name}": {"zh": zh + body["zh"], "en": en + body["en"], **_QUANTITIES.get(key, {})}
                for key in _family(self.family)["beside"]
                for zh, en in (_BESIDE[key],)
                for name, body in self.measures.items()
            }
        return {
            f"{stage}_{name}": {"zh": _joined(name, body["zh"], said["zh"]), "en": f"{said['en']} {body['en']}"}
            for stage, said in self.body["stages"].items()
            for name, body in self.measures.items()
        }

    def column(self, measure: str | None, stage: str | None, years_ago: int = 0) -> str:
        """The column that a record stands in; "" where its measure is not known, or rules do not address it."""
        if not measure:
            return ""
        if "stages" in self.body:
            return f"{stage}_{measure}"
        own = not stage or stage == self.stage
        earlier = "last" if own else "executed" if stage == "executed" else ""
        beside = earlier if earlier and years_ago == 1 else _STAGES.get(stage or "", "")
        return f"{beside}_{measure}" if beside else measure if own and not years_ago else ""


def _joined(name: str, measure: str, stage: str) -> str:
    return f"{stage}{measure}" if name == "total" else f"{measure}{stage}"


def required(measures: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Measures that the official form prints, in its order."""
    return [name for name, body in measures.items() if not body.get("optional")]


@cache
def _family(name: str) -> Mapping[str, Any]:
    return only(load_yaml(SOURCES[name]), _FAMILY, f"families/{name}.yaml", _FAMILY)


def family_named(words: str) -> str:
    """The family whose word stands in a title (决算, 预算); "" for none."""
    return next((name for name in SOURCES if _family(name)["word"] in words), "")


@cache
def roles() -> dict[str, Role]:
    """Roles of all families by key. Raises RuleError for a fault in ``rules/families``."""
    found = {}
    for family in SOURCES:
        file, body = f"families/{family}.yaml", _family(family)
        for name, entry in body["roles"].items():
            role = Role(family, name, body["stage"], only(entry, (*_ROLE, *_MORE), f"{file} {name}", _ROLE))
            for measure, words in role.measures.items():
                only(words, _MEASURE, f"{file} {name} {measure}", _NAMES)
            for stage, words in entry.get("stages", {}).items():
                only(words, _NAMES, f"{file} {name} {stage}", _NAMES)
            found[role.key] = role
    return found


@cache
def roles_of(family: str) -> tuple[Role, ...]:
    """Roles of one family in order."""
    return tuple(role for role in roles().values() if role.family == family)


@cache
def official(family: str) -> tuple[Role, ...]:
    """Roles of one family that the ministry's form numbers, in its order."""
    return tuple(role for role in roles_of(family) if "number" in role.body)


def role_of(family: str | None, table: str | None) -> Role | None:
    """The role that a record names; None for one that no family has."""
    return roles().get(f"{table}" if family in (None, "", FINAL_ACCOUNTS) else f"{family}.{table}")


def column_of(row: Mapping[str, Any]) -> str:
    """The column of a record of table ``accounts``, as rules call it."""
    role = role_of(row.get("family"), row.get("table"))
    ago = int(row["fiscal_year"]) - int(row["year"]) if row.get("year") and row.get("fiscal_year") else 0
    return role.column(row.get("measure"), row.get("stage"), ago) if role else ""
