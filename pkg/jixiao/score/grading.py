"""Grades (优 良 中 差) that a rubric gives to a sum of marks, and whether somebody saw their limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.rules import Text, only
from jixiao.rules.rule_fields import entries, number, one_of, text_of

#: What is known of an official text: somebody saw it, or not.
STATUS = ("verified", "unverified")


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade (优 良 中 差) from a sum of marks upwards."""

    title: Text
    at_least: Decimal


def grade_of(grades: Sequence[Grade], marks: Decimal) -> str:
    """The grade of a sum of marks, in Chinese; empty where none fits."""
    return next((grade.title.zh for grade in grades if marks >= grade.at_least), "")


def grades(data: Mapping[str, Any], where: str) -> tuple[tuple[Grade, ...], str]:
    """The grades under the key ``bands``, and whether their limits are verified."""
    bands = only(data["bands"], ("status", "grades"), f"{where} bands", ("status", "grades"))
    listed = tuple(_grade(entry, f"{where} bands") for entry in entries(bands, "grades", where))
    return listed, one_of(bands, "status", STATUS, f"{where} bands")


def _grade(data: Any, where: str) -> Grade:
    only(data, ("title", "at_least"), where, ("title", "at_least"))
    return Grade(text_of(data["title"], f"{where} title"), number(data, "at_least", where))
