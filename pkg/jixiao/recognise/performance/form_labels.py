"""Labels of performance forms by the parts that they are made of (年初 + 预算 + 数), from ``rules/evaluation.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from jixiao.errors import RuleError
from jixiao.rules import load_yaml, only
from jixiao.values import plain_label, without_numbering

#: Sections of labels: key → the expressions that its labels fit, or the expressions alone.
_SECTIONS = (
    "roles", "fields", "other_labels", "goals", "ends", "fund_columns", "funds", "natures", "task_heading", "task_columns",
    "task_sources", "scorecard_columns", "scorecard_titles", "totals", "subtotals", "payment_columns",
    "whole_term", "whole_term_money", "adjusted", "listed_score", "listed_whole_score", "listed_execution_score", "listed_grade",
)  # fmt: skip
_KEYS = ("parts", *_SECTIONS, "levels", "evidence", "not_applicable")
#: What is no part of a label: the end of a text that runs over from the cell above.
_STRAY = "。；;，,、"
#: A longer text is no label.
_LONGEST_LABEL = 30
_BRACKETED = re.compile(r"\([^()]*\)")
#: What stands behind a label and is none of its words: a formula, the letter of a column, a unit.
_BEHIND = re.compile(r"(?:=.*|[A-Za-z]\d?|[%/÷×*:：]|万?元)+$")


@cache
def vocabulary() -> Mapping[str, Any]:
    """Labels of performance forms from ``rules/evaluation.yaml``; RuleError for a fault in it."""
    return only(load_yaml("evaluation.yaml"), _KEYS, "evaluation.yaml", _KEYS)


@cache
def _expressions(section: str) -> dict[str, re.Pattern[str]]:
    """Key → the expression of its labels, with every {part} in its place."""
    parts = {f"{{{name}}}": f"(?:{'|'.join(words)})" for name, words in vocabulary()["parts"].items()}
    body = vocabulary()[section]
    found = {}
    for key, labels in (body if isinstance(body, Mapping) else {section: body}).items():
        text = "|".join(f"(?:{label})" for label in labels)
        for name, words in parts.items():
            text = text.replace(name, words)
        try:
            found[key] = re.compile(text)
        except re.error as error:
            raise RuleError(f"no expression: {error}", where=f"evaluation.yaml {section} {key}") from error
    return found


@lru_cache(maxsize=8192)
def key_of(section: str, text: str) -> str | None:
    """The key of a label in a section of ``rules/evaluation.yaml``; None for none.

    White space, numbering, brackets, units, letters and formulas around a label do not count, and what stands in
    brackets may be one of its words:

    >>> key_of("fund_columns", "全年（调整）预算数（A）"), key_of("funds", "其中：财政资金")
    ('budget', 'current_year')
    """
    label = without_numbering(plain_label(text)).strip(_STRAY)
    if not label or len(label) > _LONGEST_LABEL:
        return None
    bare = _BEHIND.sub("", _BRACKETED.sub("", label))
    opened = _BEHIND.sub("", re.sub(r"[()]", "", label))
    candidates = [candidate for candidate in dict.fromkeys((bare, opened, bare.split("(")[0])) if candidate]
    return next(
        (
            key
            for candidate in candidates
            for key, expression in _expressions(section).items()
            if expression.fullmatch(candidate)
        ),
        None,
    )
