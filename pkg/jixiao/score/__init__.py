"""Score a department again by its own rubric: printed marks beside what published evidence supports.

``score`` gives one row for each item of a department's scorecard and reading, and a last row ``total``;
``totals`` sums it up. ``score_projects`` does the same for every self-evaluation form, by the regulations; ``transparency`` measures how open
the disclosure itself is, ``target_quality`` how good the targets of its projects are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from jixiao import store
from jixiao.corrections import openly
from jixiao.score.arithmetic import plain
from jixiao.score.card.inputs import Published, published
from jixiao.score.card.items import evaluate
from jixiao.score.card.printed_card import Printed, key, printed_rows, printed_total
from jixiao.score.card.remarks import notes
from jixiao.score.card.totals import TOTAL, Totals, sum_up, totals
from jixiao.score.forms.form_rubric import FormRubric
from jixiao.score.forms.form_scores import score_projects
from jixiao.score.model import ZERO, Item, ItemResult, Rubric
from jixiao.score.practice.attainment import attainment
from jixiao.score.practice.effects import conventions_effect, sensitivity
from jixiao.score.practice.self_scores import (
    execution_and_attainment,
    heaping,
    indicator_practice,
    score_distribution,
)
from jixiao.score.rubrics import department_rubrics, fitting, load_rubric, rubric_names
from jixiao.score.target_quality import target_quality
from jixiao.score.transparency import transparency

__all__ = [
    "Totals",
    "attainment",
    "conventions_effect",
    "execution_and_attainment",
    "heaping",
    "indicator_practice",
    "load_rubric",
    "rubric_names",
    "score",
    "score_distribution",
    "score_projects",
    "sensitivity",
    "target_quality",
    "totals",
    "transparency",
]
_NO_CARD = Printed("", None, None, None, ())


def score(d: store.Disclosure, rubric: str | Path | None = None) -> pd.DataFrame:
    """The department's scorecard against what the disclosure publishes: table ``scores``.

    Without ``rubric`` it is the one that fits: by the items of the printed scorecard, or, where none is
    printed, by jurisdiction and year. A scorecard that no rubric fits is listed with its printed marks,
    nothing of it demonstrated, ``rubric`` missing; without scorecard and rubric the table is empty.

    An item whose wording or inputs allow several readings has one row for each. Items of the printed
    scorecard that the rubric does not know follow as ``printed_only``; the last row, item ``total``, holds
    the printed total and the marks that the evidence supports. With a rubric of project forms it is what
    ``score_projects`` gives. Raises RuleError for a rubric that is unknown or has a fault.
    """
    named = None if rubric is None else load_rubric(rubric)
    if isinstance(named, FormRubric):
        return score_projects(d, rubric)
    d = store.sound(d)
    public = published(d)
    cards = printed_rows(public)
    rules = named or fitting(department_rubrics(), set(cards), str(d.department), _regions(d), d.fiscal_year)
    rows = _without_rubric(cards, printed_total(public)) if rules is None else _by_rubric(rules, public, cards)
    first = min((str(source) for source in d.documents["source_id"].dropna()), default=None)
    common = {
        "department": d.department,
        "fiscal_year": d.fiscal_year or None,
        "rubric": rules.id if rules else None,
        "subject": d.department,
    }
    told = ({**common, **row, "source_id": row["source_id"] or first} for row in rows)
    return store.frame("scores", (openly(row, "inputs") for row in told))


def _by_rubric(rules: Rubric, public: Published, cards: Mapping[str, Printed]) -> list[dict[str, object]]:
    known = {key(item.title.zh) for item in rules.items}
    rows: list[dict[str, object]] = []
    for item in rules.items:
        rows += _item_rows(item, evaluate(item, public), cards.get(key(item.title.zh)))
    rows += [_printed_only(card) for name, card in cards.items() if name not in known]
    total = _total_row(rules, rows, printed_total(public), public.fiscal_year)
    return [*rows, {**total, **_with_weights(total, rules, cards)}]


def _with_weights(total: Mapping[str, object], rules: Rubric, cards: Mapping[str, Printed]) -> dict[str, str]:
    """The sentences of the total, with one more where the printed weights do not sum to the rubric's total."""
    weights = [card.weight for card in cards.values() if card.weight is not None]
    summed = sum(weights, ZERO)
    if not weights or summed == rules.total:
        return {}
    full = plain(rules.total)
    return {
        "message_zh": f"{total['message_zh']}评分表公布的分值合计 {plain(summed)} 分，不是 {full} 分。",
        "message_en": f"{total['message_en']} The printed weights sum to {plain(summed)}, not {full}.",
    }


def _without_rubric(cards: Mapping[str, Printed], total: Printed | None) -> list[dict[str, object]]:
    """A printed scorecard that no rubric fits: its marks, of which nothing is demonstrated."""
    if not cards:
        return []
    full = sum((card.weight or ZERO for card in cards.values()), ZERO)
    rows = [{**_printed_only(card), "low": ZERO, "high": card.weight or ZERO} for card in cards.values()]
    rows.append(
        {**_printed_only(total or _NO_CARD), "item": TOTAL, "title": "总分", "weight": full, "low": ZERO, "high": full}
    )
    return [{**row, "basis": "not_demonstrated", **_no_rubric_words(str(row["title"]))} for row in rows]


def _no_rubric_words(title: str) -> dict[str, str]:
    return {
        "message_zh": f"{title}：没有与此评分表相符的评分标准，只列出公布的自评得分；可按 docs/own-rubric.md 自行编写。",
        "message_en": f"{title}: no rubric fits this scorecard, so only printed marks are listed; "
        "docs/own-rubric.md says how to write one.",
    }


def _regions(d: store.Disclosure) -> str:
    return " ".join(sorted(str(region) for region in d.documents["region"].dropna()))


def _item_rows(item: Item, results: Sequence[ItemResult], card: Printed | None) -> Iterator[dict[str, object]]:
    beside = notes(item, results, card)
    for result in results:
        said = [result.words, *beside]
        yield {
            **_printed_columns(card or _NO_CARD),
            "item": item.id,
            "title": card.title if card else item.title.zh,
            "level1": item.level1,
            "level2": item.level2,
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
        "message_zh": f"{card.title}：所用评分标准没有这一指标，只列出公布的自评得分。",
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
