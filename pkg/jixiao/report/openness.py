"""How open the disclosure is and how good its targets: what is done, what was not found, what cannot be told, and on what each point rests."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from jixiao.report.markup import Cell, Piece, ReportColumn, ReportTable, bullets, details, paragraph, table
from jixiao.report.phrases import check_language, inside, interval, known, label, marks, plain, say
from jixiao.report.supported import TOTAL
from jixiao.rules import load_yaml

#: How an item may come out, in the order in which it is told.
_STATES = ("published", "partly", "absent", "untold")
_FILES = ("transparency.yaml", "target_quality.yaml")


def openness(scores: pd.DataFrame, lang: str) -> Piece:
    """The marks for openness with their bounds, items by how they came out, and on request each with its basis.

    ``scores`` is what ``jixiao.score.transparency`` gives for one department and year.
    """
    return _shares(scores, "openness", lang)


def target_quality(scores: pd.DataFrame, lang: str) -> Piece:
    """The marks for the quality of targets, as those for openness; nothing where none can be told, as of targets in prose.

    ``scores`` is what ``jixiao.score.target_quality`` gives.
    """
    told = scores[(scores["item"] != TOTAL) & ((scores["low"] > 0) | (scores["high"] < scores["weight"]))]
    return Piece() if told.empty else _shares(scores, "target_quality", lang)


def _shares(scores: pd.DataFrame, lead_in: str, lang: str) -> Piece:
    check_language(lang)
    whole, items = scores[scores["item"] == TOTAL], scores[scores["item"] != TOTAL]
    if whole.empty:
        return Piece()
    total = whole.iloc[0]
    ends = {"range": interval(total["low"], total["high"], lang), "weight": marks(total["weight"], lang)}
    lead = paragraph(say("lead", lead_in, lang, **ends), "lead")
    rows = items.to_dict("records")
    shown = table(ReportTable(_columns(lang), [_row(row, lang) for row in rows]))
    told = (_told(state, [row for row in rows if _state(row) == state], lang) for state in _STATES)
    return lead + bullets(filter(None, told)) + details(say("labels", "openness_items", lang, n=len(rows)), shown)


def _told(state: str, rows: list[dict[Hashable, Any]], lang: str) -> str:
    """Items that came out alike, as one line; "" for none."""
    names = label("list_stop", lang).join(inside(_title(row, lang), lang) for row in rows)
    return say("openness", "listed", lang, state=say("openness", state, lang), names=names) if names else ""


def _columns(lang: str) -> list[ReportColumn]:
    return [
        ReportColumn(label("item", lang)),
        ReportColumn(label("state", lang)),
        ReportColumn(label("reason", lang), "long"),
        ReportColumn(label("supported", lang), "number"),
        ReportColumn(label("weight", lang), "number"),
        ReportColumn(label("basis", lang)),
    ]


def _row(row: Mapping[Hashable, Any], lang: str) -> list[Cell]:
    head, basis = _title(row, lang), _items()[str(row["item"])]["basis"]
    said = plain(row[f"message_{lang}"]).removeprefix(head).lstrip("：: ")
    status = known("statuses", basis["status"], lang)
    return [
        head,
        say("openness", _state(row), lang),
        said,
        interval(row["low"], row["high"], lang),
        marks(row["weight"], lang),
        say("labels", "in_brackets", lang, first=plain(basis["title"]), second=status),
    ]


def _state(row: Mapping[Hashable, Any]) -> str:
    """Published, in part, not found, or not to be told: the bounds are apart."""
    if row["low"] < row["high"]:
        return "untold"
    return "published" if row["low"] >= row["weight"] else "partly" if row["low"] else "absent"


def _title(row: Mapping[Hashable, Any], lang: str) -> str:
    return str(_items()[str(row["item"])]["title"][lang])


@cache
def _items() -> Mapping[str, Mapping[str, Any]]:
    return {item["id"]: item for file in _FILES for item in load_yaml(file)["items"]}
