"""By how much one printed figure would have to differ for a broken check to hold: for each figure of the check.

A sum asks every one of its figures for the same amount; a rate asks its two terms for amounts of their own. Two checks
that ask one figure for the same amount may have that figure in common as their cause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from jixiao.check.kinds import Gap
from jixiao.check.printed import Verdict

#: Size of the difference, and how far rounding may move it; None where no difference of this figure would do.
Remedy = tuple[Decimal, Decimal] | None

_ONE = Decimal(1)


def remedies(gap: Gap, verdict: Verdict) -> tuple[Remedy, ...]:
    """What a broken outcome asks of each of its values; empty for kinds whose gap has no size."""
    if verdict.state != "broken" or verdict.gap is None or verdict.slack is None:
        return ()
    figures = [value.figure.value if value.figure else None for value in verdict.values]
    asked = _ASKED.get(gap, _same)(figures, verdict.stated or Decimal(0), abs(verdict.gap), verdict.slack)
    if gap not in _ASKED:
        parts = [
            None if _would_turn(figure, verdict) else remedy for figure, remedy in zip(figures, asked, strict=True)
        ]
        asked = [*asked[:1], *parts[1:]]
    return tuple(asked) + (None,) * (len(figures) - len(asked))


def _same(figures: list[Decimal | None], stated: Decimal, gap: Decimal, slack: Decimal) -> list[Remedy]:  # noqa: ARG001
    return [(gap, slack)] * len(figures)


def _would_turn(figure: Decimal | None, verdict: Verdict) -> bool:
    """True for a part that would have to fall below zero: no amount that was printed as one can be the cause."""
    excess = -(verdict.gap or Decimal(0)) - (verdict.slack or Decimal(0))
    return figure is not None and 0 <= figure < excess


def _ratio(figures: list[Decimal | None], stated: Decimal, gap: Decimal, slack: Decimal) -> list[Remedy]:
    """Rate, part and whole: stated = part ÷ whole."""
    if len(figures) != 3 or figures[1] is None or figures[2] is None:
        return []
    part, whole = figures[1], abs(figures[2])
    of_whole = (abs(part / stated - figures[2]), abs(slack * part / stated / stated)) if stated else None
    return [(gap, slack), (gap * whole, slack * whole), of_whole]


def _growth(figures: list[Decimal | None], stated: Decimal, gap: Decimal, slack: Decimal) -> list[Remedy]:
    """Rate, change and level: stated = change ÷ (level − change)."""
    if len(figures) != 3 or figures[1] is None or figures[2] is None or stated in (0, -1):
        return [(gap, slack)]
    change, level, grown = figures[1], figures[2], _ONE + stated
    of_change = abs(stated * level / grown - change), abs(slack * level / grown / grown)
    of_level = abs(change * grown / stated - level), abs(slack * change / stated / stated)
    return [(gap, slack), of_change, of_level]


def _marks(figures: list[Decimal | None], stated: Decimal, gap: Decimal, slack: Decimal) -> list[Remedy]:
    """Score, weight, budget and executed: stated = weight × executed ÷ budget."""
    score, weight, budget, executed = (*figures, None, None, None, None)[:4]
    if not (weight and budget and executed) or score is None:
        return [(gap, slack)]
    rate, earned = executed / budget, stated / weight
    of_budget = (abs(executed / earned - budget), slack * budget / stated) if earned else None
    return [(gap, slack), (gap / rate, slack / rate), of_budget, (gap / weight * budget, slack / weight * budget)]


_ASKED: Mapping[Gap, Callable[[list[Decimal | None], Decimal, Decimal, Decimal], list[Remedy]]] = {
    "ratio": _ratio,
    "growth": _growth,
    "marks": _marks,
}


def role(gap: Gap, in_form: bool) -> str:
    """The part that a kind of rule takes in the search for causes: equality, bound or none.

    An upper bound that may be passed with a reason is a consequence only inside a form, where it adds no finding.
    """
    if gap == "bound" or (in_form and gap == "form_bound"):
        return "bound"
    return "equality" if gap and gap != "form_bound" else ""
