"""Figures read without certainty, from a picture or from a table without rulings: what they seem to break is not a finding but a doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from jixiao.check.after.materiality import graded
from jixiao.corrections import is_corrected
from jixiao.rules import thresholds

Outcome = Mapping[str, Any]


def with_doubt(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The same outcomes; one that broke and rests on a figure read with low confidence is ambiguous, and says why.

    The limit is ``ocr_confidence`` of thresholds.yaml. Figures of a text layer have no confidence and are not doubted.
    """
    least = thresholds()["ocr_confidence"]
    return [_doubted(outcome, least) for outcome in outcomes]


def _doubted(outcome: Outcome, least: Decimal) -> Outcome:
    unsure = [place for place in outcome["places"] if _confidence(place) < least]
    if outcome["state"] != "broken" or not unsure:
        return outcome
    figures = "、".join(f"{place['what']}（识别为 {place['printed']}）" for place in unsure)
    named = ", ".join(f"{place['what_en']} (read as {place['printed']})" for place in unsure)
    zh = f"{figures}识别把握不足（扫描件或无框线表格），请对照原件后再作判断。"
    en = f" Read without certainty (a scan, or a table without rulings): {named}. Compare the original before concluding anything."
    return {
        **outcome,
        "state": "ambiguous",
        "severity": graded(outcome["severity"], None, "ambiguous"),
        "message_zh": outcome["message_zh"] + zh,
        "message_en": outcome["message_en"] + en,
    }


def _confidence(place: Mapping[str, Any]) -> float:
    known = place.get("confidence")
    return 1.0 if known is None or is_corrected(place) else float(known)  # who corrected it has seen the original
