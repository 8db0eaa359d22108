"""A row that is lacking: where what several columns lack makes up one row, it was left out, stands on a page that is not
here, or was not read. That is a question about the table and no contradiction of its figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from jixiao.check.after.materiality import graded
from jixiao.check.after.misread import spans_of

Outcome = Mapping[str, Any]
#: Columns of a table whose gaps are tried together.
_MOST_COLUMNS = 10


def with_lacking(outcomes: Sequence[Outcome], tables: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    """The same outcomes; sums over the rows of a table of accounts that lack (or hold) one row too many are questions.

    What two tables lack in just the same way is no lost page: then it stays a finding.
    """
    spans = list(spans_of(tables))
    groups: dict[Hashable, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome["state"] == "broken" and outcome["kind"] == "sum" and outcome["over_rows"] is not None:
            first = outcome["places"][0]
            table = next((number for number, span in enumerate(spans) if span.holds(first)), -1)
            groups[outcome["source_id"], outcome["rule"], outcome["over_rows"], table].append(outcome)
    rows = [group for group in groups.values() if _make_a_row(group)]
    times = Counter(_widest(group) for group in rows)
    found = {o["outcome_id"]: _asked(o) for group in rows if times[_widest(group)] == 1 for o in group}
    return [found.get(outcome["outcome_id"], outcome) for outcome in outcomes]


def _widest(group: Sequence[Outcome]) -> Decimal:
    return max(abs(Decimal(outcome["gap"])) for outcome in group)


def _make_a_row(group: Sequence[Outcome]) -> bool:
    """Whether the widest gap is that of another column, or holds those of several together."""
    gaps = [outcome["gap"] for outcome in group]
    if len(gaps) < 2 or len({gap > 0 for gap in gaps}) > 1:
        return False
    slack = sum(outcome["slack"] for outcome in group)
    widest, *others = sorted((abs(gap) for gap in gaps), reverse=True)
    return sum(others) <= widest + slack or _some_make(widest, others[:_MOST_COLUMNS], slack)


def _some_make(whole: Decimal, parts: Sequence[Decimal], slack: Decimal) -> bool:
    tried: Iterable[Sequence[Decimal]] = (some for n in range(1, len(parts) + 1) for some in combinations(parts, n))
    return any(abs(whole - sum(some)) <= slack for some in tried)


def _asked(outcome: Outcome) -> Outcome:
    zh = "各栏所差恰成一行：可能有一行没有列出、在未公开或未读到的页上，请对照原件。"
    en = " What the columns lack makes up one row: it may be left out, or stand on a page that is not here or was not read."
    more = {"message_zh": outcome["message_zh"] + zh, "message_en": outcome["message_en"] + en}
    return {**outcome, **more, "state": "ambiguous", "severity": graded(outcome["severity"], None, "ambiguous")}
