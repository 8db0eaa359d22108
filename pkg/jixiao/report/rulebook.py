"""Titles and bases of the check rules, for readers: taken from the rule files as they are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jixiao.report.phrases import known, plain, say
from jixiao.rules import load_yaml

_FOLDER = "checks"


@cache
def rulebook() -> dict[str, dict[str, Any]]:
    """Rules by id: their entries in ``rules/checks/*.yaml``."""
    names = sorted(file.name for file in files("jixiao.rules").joinpath(_FOLDER).iterdir())
    bodies = [load_yaml(f"{_FOLDER}/{name}") for name in names if name.endswith(".yaml")]
    return {rule["id"]: rule for body in bodies for rule in body.get("rules", ())}


def rule_name(rule: object, lang: str) -> str:
    """A rule's id with its title; the id alone for a rule that is not in the rule files."""
    title = rulebook().get(plain(rule), {}).get("title", {}).get(lang, "")
    return f"{plain(rule)} {title}".strip()


def rule_basis(rule: object, lang: str) -> str:
    """What a rule rests on, and whether somebody verified it; empty where nothing is said."""
    basis = rulebook().get(plain(rule), {}).get("basis", {})
    if not basis:
        return ""
    return say("labels", "rests_on", lang, basis=plain(basis["title"]), status=known("statuses", basis["status"], lang))
