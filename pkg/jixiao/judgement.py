"""What people judged about outcomes (``reviews.csv``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from jixiao.errors import SourceError
from jixiao.rules import load_yaml, only
from jixiao.written import lines_of

REVIEWS = "reviews.csv"
_COLUMNS = ("outcome_id", "verdict", "note")
_VERDICTS = "verdicts.yaml"

Reviews = Mapping[str, "Review"]


@dataclass(frozen=True, slots=True)
class Review:
    """What a person says about one outcome: a verdict of ``rules/verdicts.yaml`` and a note."""

    outcome_id: str
    verdict: str
    note: str


@cache
def verdicts() -> dict[str, bool]:
    """The closed list of verdicts: whether a finding with it still counts as one."""
    return {
        key: bool(only(body, ("counts", "says"), f"{_VERDICTS} {key}", ("counts", "says"))["counts"])
        for key, body in load_yaml(_VERDICTS).items()
    }


def load_reviews(raw: Path) -> Reviews:
    """Reviews by outcome_id, from ``reviews.csv`` in the folder above the sources; none where there is no such file.

    Raises SourceError, with file and line, for a column or verdict that is not known, an outcome judged twice,
    or a note too long.
    """
    found: dict[str, Review] = {}
    for where, row in lines_of(raw.resolve().parent / REVIEWS, _COLUMNS, ("outcome_id", "verdict")):
        review = Review(**row)
        if review.verdict not in verdicts():
            hint = f"use one of: {', '.join(verdicts())}"
            raise SourceError(f"no such verdict: {review.verdict}", where=where, hint=hint)
        if review.outcome_id in found:
            hint = "keep one line for each outcome"
            raise SourceError(f"outcome reviewed twice: {review.outcome_id}", where=where, hint=hint)
        found[review.outcome_id] = review
    return found


def with_reviews(outcomes: pd.DataFrame, reviews: Reviews) -> pd.DataFrame:
    """The same outcomes with what people say of them in ``verdict`` and ``note``."""
    if not reviews:
        return outcomes
    told = [reviews.get(outcome_id) for outcome_id in outcomes["outcome_id"]]
    columns = {name: [getattr(review, name, None) for review in told] for name in ("verdict", "note")}
    return outcomes.assign(
        **{name: pd.Series(values, outcomes.index, dtype="string") for name, values in columns.items()}
    )
