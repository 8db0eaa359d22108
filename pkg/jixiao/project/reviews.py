"""What people judged, joined to what is stored, and what of it speaks of nothing that is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from jixiao.corrections import CORRECTIONS, Corrected
from jixiao.errors import SourceError
from jixiao.judgement import REVIEWS, Reviews, load_reviews, with_reviews
from jixiao.store import stored_texts
from jixiao.whereabouts import workspace


def reviewed(outcomes: pd.DataFrame, raw: Path | None = None) -> pd.DataFrame:
    """The same outcomes with what people say of them in ``verdict`` and ``note``.

    Reviews stand in ``reviews.csv`` in the folder above the sources (``raw``; by default those of the project).
    Raises SourceError for a fault in it, with its line.
    """
    return with_reviews(outcomes, load_reviews(raw or workspace().raw))


def lost_judgement(data: Path, corrections: Sequence[Corrected], reviews: Reviews) -> list[str]:
    """Reviews of outcomes that no stored ledger has, and corrections of sources that no stored disclosure has.

    A source or a rule has changed since, or an id was mistyped.
    """
    known = stored_texts(data, "outcomes", "outcome_id") if reviews else ()
    sources = stored_texts(data, "documents", "sha256") if corrections else ()
    lost = [f"{REVIEWS}: {outcome_id}" for outcome_id in reviews if outcome_id not in known]
    gone = [line for line in corrections if not any(sha256.startswith(line.source) for sha256 in sources)]
    return [*lost, *(f"{CORRECTIONS}: {line.source} p. {line.page} {line.cell}" for line in gone)]


def outcome_ids(data: Path, department: str, fiscal_year: int) -> set[str]:
    """Ids of the stored outcomes of one department and year; none where nothing that can be read is stored."""
    try:
        return stored_texts(data, "outcomes", "outcome_id", department, fiscal_year)
    except SourceError:
        return set()
