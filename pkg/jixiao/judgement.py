"""What people judged about outcomes (``reviews.csv``), and the strict reading of the files that people write."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from jixiao.errors import SourceError
from jixiao.rules import load_yaml, only

REVIEWS = "reviews.csv"
_COLUMNS = ("outcome_id", "verdict", "note")
_VERDICTS = "verdicts.yaml"
#: A note is a few sentences; a correction is the text of one cell or paragraph.
LONGEST = 5_000
_MOST_BYTES = 100_000_000

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


def lines_of(path: Path, columns: Sequence[str], required: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a CSV file with exactly these columns, each with its file and line; no row where there is no file.

    Raises SourceError for a file that is no such table, a ``required`` field left empty or a field too long.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SourceError(f"larger than {_MOST_BYTES // 10**6} MB", where=str(path))
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            head = next(reader, [])
            if sorted(head) != sorted(columns):
                message = f"has columns {', '.join(head) or 'none'}"
                raise SourceError(message, where=f"{path} line 1", hint=f"the columns are {', '.join(columns)}")
            for cells in reader:
                where = f"{path} line {reader.line_num}"
                if cells:
                    yield where, _row(head, cells, required, where)
    except FileNotFoundError:
        return
    except UnicodeDecodeError as error:
        raise SourceError("is no UTF-8 text", where=str(path), hint="save it as CSV UTF-8") from error
    except csv.Error as error:
        raise SourceError(f"is no CSV table: {error}", where=str(path), hint="save it as CSV UTF-8") from error
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror}", where=str(path)) from error


def _row(head: Sequence[str], cells: Sequence[str], required: Sequence[str], where: str) -> dict[str, str]:
    if len(cells) != len(head):
        hint = 'a text with commas stands in quotation marks: "…, …"'
        raise SourceError(f"has {len(cells)} fields, not {len(head)}", where=where, hint=hint)
    row = {name: text.strip() for name, text in zip(head, cells, strict=True)}
    if empty := [name for name in required if not row[name]]:
        raise SourceError(f"empty: {', '.join(empty)}", where=where)
    if long := [name for name, text in row.items() if len(text) > LONGEST]:
        raise SourceError(f"longer than {LONGEST} characters: {', '.join(long)}", where=where)
    return row
