"""Root cause once: of the checks that broke, which follow from one printed figure that they share.

A wrong figure breaks every sum it stands in by the same amount, every rate by what that amount makes of it, and the
sentence that repeats it. The smallest set of places that explains the breaks is searched greedily: the place that
explains the most, and of those the one that stands in the fewest checks that hold. Nothing here says that the figure
is wrong; the checks merely have it in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jixiao.rules import SEVERITIES

Outcome = Mapping[str, Any]
#: A printed figure: source, page, corner of its box, and what it is (text sources have no box).
Place = tuple[Any, ...]

_HELD = ("holds", "holds_within_rounding")
#: Fewest digits, as printed, of a gap that is hardly the same by chance.
_DIGITS = 4


def with_causes(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The same outcomes of one department and year, those that follow from another with its id in ``cause``.

    An outcome takes part by its ``role`` (equality or bound) and says in ``remedies`` what it asks of each of its
    places; see remedies.py.
    """
    broken = [o for o in outcomes if o["state"] == "broken" and any(o["remedies"])]
    if len(broken) < 2:
        return list(outcomes)
    held = Counter(place for o in outcomes if o["state"] in _HELD and o["role"] == "equality" for place in _places(o))
    changed: dict[str, Outcome] = {}
    open_ = {o["outcome_id"]: o for o in broken}
    while len(open_) > 1:
        place, group = _most_explained(list(open_.values()), held)
        if len(group) < 2:
            break
        main = min(group, key=lambda o: (o["role"] != "equality", SEVERITIES.index(o["severity"])))
        changed[main["outcome_id"]] = _with_note(main, place, len(group) - 1)
        for outcome in group:
            if outcome is not main:
                changed[outcome["outcome_id"]] = {**outcome, "cause": main["outcome_id"]}
            del open_[outcome["outcome_id"]]
    for main, others in _of_one_gap([changed.get(o["outcome_id"], o) for o in broken]):
        changed[main["outcome_id"]] = _with_gap(main, len(others))
        for outcome in outcomes:
            id_, cause = outcome["outcome_id"], changed.get(outcome["outcome_id"], outcome).get("cause")
            if id_ in others or cause in others:
                changed[id_] = {**changed.get(id_, outcome), "cause": main["outcome_id"]}
    return [changed.get(o["outcome_id"], o) for o in outcomes]


def _of_one_gap(broken: Sequence[Outcome]) -> Iterator[tuple[Outcome, set[str]]]:
    """Findings of equality in one source that break by the same amount, which is too long a number for chance, or is
    one of the marks of one form.

    A number left out of one row is lacking in every table and sentence above it, and they share no printed figure.
    """
    open_ = [o for o in broken if not o.get("cause") and o["role"] == "equality" and _is_telling(o)]
    while open_:
        rank = [(SEVERITIES.index(o["severity"]), number) for number, o in enumerate(open_)]
        main = open_[min(rank)[1]]
        same = [o for o in open_ if o is main or _same_gap(main, o)]
        if len(same) > 1:
            yield main, {o["outcome_id"] for o in same if o is not main}
        open_ = [o for o in open_ if o not in same]


def _is_telling(outcome: Outcome) -> bool:
    gap = outcome.get("gap")
    if gap is None or outcome["slack"] is None:
        return False
    return bool(gap and outcome["marks_of"]) or len(abs(gap).as_tuple().digits) >= _DIGITS


def _same_gap(one: Outcome, other: Outcome) -> bool:
    off = abs(abs(one["gap"]) - abs(other["gap"]))
    near = off == 0 if one["marks_of"] else off <= one["slack"] + other["slack"] < abs(one["gap"]) / 100
    return bool(near and all(one[name] == other[name] for name in ("source_id", "marks_of")))


def _with_gap(main: Outcome, others: int) -> Outcome:
    gap = abs(main["gap"])
    zh = f"另有 {others} 项核对相差同样的数（{gap.normalize():f}）。"
    en = f" {others} more {'check differs' if others == 1 else 'checks differ'} by the same amount ({gap.normalize():f})."
    return {**main, "message_zh": main["message_zh"] + zh, "message_en": main["message_en"] + en}


def _most_explained(broken: list[Outcome], held: Mapping[Place, int]) -> tuple[Place, list[Outcome]]:
    """The place that explains the most breaks by one amount, and these breaks, in their order."""
    standing: dict[Place, list[tuple[Outcome, Any]]] = {}
    for outcome in broken:
        for place, remedy in _asked(outcome):
            standing.setdefault(place, []).append((outcome, remedy))
    best: tuple[tuple[int, int], Place, list[Outcome]] | None = None
    for place, asked in standing.items():
        for anchor in asked:
            group = list({o["outcome_id"]: o for o, remedy in asked if _same_fault(anchor, (o, remedy))}.values())
            rank = (len(group), -held.get(place, 0))
            if best is None or rank > best[0]:
                best = rank, place, group
    return (best[1], best[2]) if best else ((), [])


def _same_fault(one: tuple[Outcome, Any], other: tuple[Outcome, Any]) -> bool:
    """Whether one difference of a figure can have made both breaks; a bound may be passed by less than it."""
    (first, allowed), (second, more) = one[1], other[1]
    if one[0]["role"] == "bound" and other[0]["role"] != "bound":
        return bool(one[0] is other[0])
    if other[0]["role"] == "bound":
        return bool(second <= first + allowed + more)
    return bool(abs(first - second) <= allowed + more)


def _asked(outcome: Outcome) -> Iterator[tuple[Place, Any]]:
    """Places of an outcome with what it asks of each."""
    for place, remedy in zip(_places(outcome), outcome["remedies"], strict=True):
        if remedy is not None:
            yield place, remedy


def _places(outcome: Outcome) -> list[Place]:
    return [tuple(place[key] for key in ("source_id", "page", "x0", "y0", "what")) for place in outcome["places"]]


def _with_note(main: Outcome, place: Place, others: int) -> Outcome:
    shown = next(p for p, key in zip(main["places"], _places(main), strict=True) if key == place)
    zh = f"另有 {others} 项核对也不成立，这些核对都涉及{shown['what']}（公布 {shown['printed']}）。"
    checks = "check does" if others == 1 else "checks do"
    en = f" {others} more {checks} not hold; all of them involve {shown['what_en']} (printed {shown['printed']})."
    return {**main, "message_zh": main["message_zh"] + zh, "message_en": main["message_en"] + en}
