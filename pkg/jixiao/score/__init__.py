"""Score a department again by its own rubric: printed marks beside what published evidence supports.

``score`` gives one row for each item and reading, and a last row ``total``; ``totals`` sums it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from jixiao import store
from jixiao.score.card import Printed, key, printed_rows, printed_total
from jixiao.score.inputs import published
from jixiao.score.items import evaluate
from jixiao.score.model import Item, Result, Rubric
from jixiao.score.notes import notes
from jixiao.score.rubric import load_rubric, rubric_names
from jixiao.score.summary import TOTAL, Totals, sum_up, totals

__all__ = ["Totals", "load_rubric", "rubric_names", "score", "totals"]
_NO_CARD = Printed("", None, None, None, ())


def score(d: store.Disclosure, rubric: str | Path = "pingshan-2020") -> pd.DataFrame:
    """Every item of the rubric against what the disclosure publishes: table ``scores``.

    An item whose wording or inputs allow several readings has one row for each. Items of the
    printed scorecard that the rubric does not know follow as ``printed_only``; the last row,
    item ``total``, holds the printed total and the marks that the evidence supports.
    Raises RuleError for a rubric that is unknown or has a fault.
    """
    rules = load_rubric(rubric)
    public = published(d)
    cards = printed_rows(public)
    known = {key(item.title.zh) for item in rules.items}
    rows: list[dict[str, object]] = []
    for item in rules.items:
        rows += _item_rows(item, evaluate(item, public), cards.get(key(item.title.zh)))
    rows += [_printed_only(card) for name, card in cards.items() if name not in known]
    rows.append(_total_row(rules, rows, printed_total(public), d.fiscal_year))
    first = min((str(source) for source in d.documents["source_id"].dropna()), default=None)
    common = {"department": d.department, "fiscal_year": d.fiscal_year, "rubric": rules.id}
    return store.frame("scores", ({**common, **row, "source_id": row["source_id"] or first} for row in rows))


def _item_rows(item: Item, results: Sequence[Result], card: Printed | None) -> Iterator[dict[str, object]]:
    beside = notes(item, results, card)
    for result in results:
        said = [result.words, *beside]
        yield {
            **_printed_columns(card or _NO_CARD),
            "item": item.id,
            "title": card.title if card else item.title.zh,
            "weight": item.weight,
            "low": result.low,
            "high": result.high,
            "basis": result.verdict,
            "reading": result.reading or None,
            "inputs": [dict(spot) for spot in (*(card.spots if card else ()), *result.spots)],
            "message_zh": f"{item.title.zh}：" + "。".join(words.zh for words in said) + "。",
            "message_en": f"{item.title.en}: " + ". ".join(words.en for words in said) + ".",
        }


def _printed_columns(card: Printed) -> dict[str, object]:
    return {"source_id": card.source_id, "printed_score": card.score}


def _printed_only(card: Printed) -> dict[str, object]:
    return {
        **_printed_columns(card),
        "item": card.title,
        "title": card.title,
        "weight": card.weight,
        "basis": "printed_only",
        "inputs": [dict(spot) for spot in card.spots],
        "message_zh": f"{card.title}：所用评分标准没有这一指标，只列出印出的自评得分。",
        "message_en": f"{card.title}: the rubric does not know this item; only its printed marks are listed.",
    }


def _total_row(
    rules: Rubric, rows: Sequence[dict[str, object]], card: Printed | None, fiscal_year: int
) -> dict[str, object]:
    """The last row: printed total, and the sum of what the evidence supports."""
    printed = card or _NO_CARD
    low, high, words = sum_up(rules, rows, printed.score, fiscal_year)
    return {
        **_printed_columns(printed),
        "item": TOTAL,
        "title": printed.title or "总分",
        "weight": rules.total,
        "low": low,
        "high": high,
        "basis": "computed" if low == high else "bounded",
        "inputs": [dict(spot) for spot in printed.spots],
        "message_zh": words.zh,
        "message_en": words.en,
    }
