"""What a document says about its last digits, quoted where an outcome turns on them. It never changes a state.

A note such as 尾数可能存在误差 is no licence: rounding is judged by the printed figures, with or without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.check.printed import Row, Verdict
from jixiao.corrections import counted

Outcome = Mapping[str, Any]

_NOTE = "rounding_note"
_LONGEST = 60
_NUMBER = re.compile(r"^(?:\d+[.、]|注:)+")


def turns_on_last_digits(verdict: Verdict) -> bool:
    """True where rounding explains a gap of amounts, or lacks no more than one unit of the last digit printed."""
    first = next(iter(verdict.values), None)
    if (
        first is None
        or first.quantity != "amount"
        or verdict.gap is None
        or verdict.slack is None
        or verdict.state not in ("holds_within_rounding", "broken")
    ):
        return False
    step = max((value.figure.step for value in verdict.values if value.figure), default=0)
    return verdict.gap != 0 and abs(verdict.gap) <= verdict.slack + step


def with_notes(outcomes: Sequence[Outcome], claims: Sequence[Row]) -> list[Outcome]:
    """The same outcomes; those marked ``last_digits`` with the note of their own source in the message."""
    notes = {row["source_id"]: row for row in reversed(claims) if row["metric"] == _NOTE}
    return [
        _noted(outcome, notes[outcome["source_id"]])
        if outcome.get("last_digits") and outcome["source_id"] in notes
        else outcome
        for outcome in outcomes
    ]


def _noted(outcome: Outcome, note: Row) -> Outcome:
    sentence = _NUMBER.sub("", str(note["quote"] or "")).rstrip("。")
    words = sentence if 0 < len(sentence) <= _LONGEST else counted(note)
    return {
        **outcome,
        "message_zh": f"{outcome['message_zh']}资料注明：“{words}”。",
        "message_en": f"{outcome['message_en']} The document notes: “{words}”.",
    }
