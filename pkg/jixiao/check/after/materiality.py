"""How large a difference is, and what that makes of a rule's grade: an error is large and certain."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from jixiao.check.printed import State, Verdict
from jixiao.rules import SEVERITIES, thresholds

#: In the last printed place, small beside what was printed, or large.
Size = Literal["last_digit", "small", "large"]


def materiality(verdict: Verdict) -> Size | None:
    """Size of the gap of a broken outcome; None where nothing broke or the gap has no size.

    ``last_digit`` is one unit of the last printed place beyond what rounding allows, as a quotient that was cut off
    rather than rounded. What counts as small (amounts in 万元, share of what is printed, points of a rate) is data.
    """
    first = next(iter(verdict.values), None)
    if verdict.state != "broken" or first is None or verdict.gap is None or verdict.slack is None:
        return None
    gap, limits = abs(verdict.gap), thresholds()
    step = first.figure.step if first.figure and first.quantity in ("amount", "rate") else Decimal(0)
    share = gap / abs(verdict.stated) if verdict.stated else Decimal(1)
    if step and gap <= verdict.slack + step and share <= limits["last_digit_share"]:
        return "last_digit"
    if first.quantity == "rate":
        return "small" if gap <= limits["small_points"] else "large"
    few = first.quantity == "amount" and gap <= limits["small_amount"] and share <= limits["small_share"]
    return "small" if few else "large"


def graded(severity: str, size: Size | None, state: State = "broken") -> str:
    """The severity of an outcome: that of its rule, less where the difference is slight or where it is a doubt."""
    if state == "ambiguous":
        return SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]
    if size == "last_digit":
        return "info"
    return "warning" if size == "small" and severity == "error" else severity
