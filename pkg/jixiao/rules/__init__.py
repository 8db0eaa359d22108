"""Rules as data: strict loading of the YAML files that lie beside this module."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import RuleError
from jixiao.rules.compiled import parsed_once

#: States of an outcome and severities of a rule, in the order in which a reader wants them.
STATES = ("broken", "ambiguous", "insufficient_data", "holds_within_rounding", "holds", "not_applicable")
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule or a rubric's item rests on (依据), and whether somebody saw its text."""

    title: str
    status: str
    clause: str = ""
    href: str = ""


THRESHOLD_FILE = "thresholds.yaml"


def load_yaml(name: str | Path) -> Any:
    """Parse a rule file: a name inside this folder (``"terms.yaml"``), or a path of the user's own.

    A file inside this folder is parsed once, and all its readers share what is returned: none changes it.
    Raises RuleError for a file that is missing, is no YAML or gives a key twice.
    """
    return _own(name) if isinstance(name, Path) else _packaged(name)


def _own(path: Path) -> Any:
    from jixiao.rules.strict import StrictLoader, parsed  # late: what is kept of our own files needs no YAML

    with _readable(str(path)):
        text = path.read_text("utf-8")
    return parsed(text, path.name, StrictLoader)


@cache
def _packaged(name: str) -> Any:
    with _readable(name):
        return parsed_once(Path(__file__).parent / name)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"rule file cannot be read: {error}", where=name) from error


def only(mapping: Any, allowed: Collection[str], where: str, required: Collection[str] = ()) -> Mapping[str, Any]:
    """The mapping itself, after its keys were checked; ``where`` is file and rule id.

    Raises RuleError for anything that is no mapping, for a key not allowed and for a missing one.
    """
    if not isinstance(mapping, Mapping):
        raise RuleError(f"expected a mapping, found {type(mapping).__name__}", where=where)
    unknown = [str(key) for key in mapping if key not in allowed]
    if unknown:
        raise RuleError(f"unknown key: {', '.join(unknown)}", where=where, hint=f"allowed: {', '.join(allowed)}")
    missing = [key for key in required if key not in mapping]
    if missing:
        raise RuleError(f"missing key: {', '.join(missing)}", where=where)
    return mapping


@cache
def thresholds() -> dict[str, Decimal]:
    """Limits that rules and comparisons name, from thresholds.yaml; RuleError for one that is no quoted number."""
    found = {}
    for name, value in load_yaml(THRESHOLD_FILE).items():
        try:
            found[str(name)] = Decimal(value if isinstance(value, str) else "none")
        except InvalidOperation as error:
            raise RuleError(f"not a quoted number: {value!r}", where=f"{THRESHOLD_FILE} {name}") from error
    return found


@cache
def term_labels() -> dict[str, dict[str, Any]]:
    """Terms of the field by key: group, English name, official label first, then its aliases and what it was called before."""
    terms: dict[str, dict[str, Any]] = {}
    for group, members in load_yaml("terms.yaml").items():
        for key, body in members.items():
            body = only(body, ("en", "zh", "aliases", "former", "code"), f"terms.yaml {group} {key}", ("en", "zh"))
            if key in terms:
                raise RuleError(f"term defined twice: {key}", where=f"terms.yaml {group}")
            former = tuple(body.get("former", ()))
            labels = (body["zh"], *body.get("aliases", ()), *former)
            code = body.get("code", "")
            terms[key] = {"group": group, "en": body["en"], "labels": labels, "former": former, "code": code}
    return terms


def former_names() -> tuple[str, ...]:
    """What classes (类) of the classification of functions were called before 2019."""
    return tuple(name for term in term_labels().values() for name in term["former"])
