"""A row that is lacking: where what several columns lack makes up one row, it was left out, stands on a page that is not
here, or was not read. That is a question about the table and no contradiction of its figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from jixiao.check.after.materiality import graded
from jixiao.check.after.misread import Spans

Outcome = Mapping[str, Any]
#: Columns of a table whose gaps are tried together.
_MOST_COLUMNS = 10


def with_lacking(outcomes: Sequence[Outcome], spans: Spans) -> list[Outcome]:
    """The same outcomes; sums over the rows of a table of accounts that lack (or hold) one row too many are questions.

    A column of which no row prints anything lacks all of its total. What two tables lack in just the same way is no lost
    page: then it stays a finding.
    """
    groups: dict[Hashable, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome["kind"] == "sum" and outcome["over_rows"] is not None and _lacks(outcome) is not None:
            table = next(iter(spans.under(outcome["places"][0])), None)
            groups[outcome["source_id"], outcome["rule"], outcome["over_rows"], table].append(outcome)
    rows = [group for group in groups.values() if _make_a_row(group)]
    times = Counter(_widest(group) for group in rows)
    once = (o for group in rows if times[_widest(group)] == 1 for o in group if o["state"] == "broken")
    found = {outcome["outcome_id"]: _asked(outcome) for outcome in once}
    return [found.get(outcome["outcome_id"], outcome) for outcome in outcomes]


def _lacks(outcome: Outcome) -> Decimal | None:
    """What a column lacks: its gap where its sum is broken, its total where its rows print nothing; None elsewhere."""
    silent = outcome["state"] == "insufficient_data" and outcome["computed"] is None
    lacks = outcome["stated"] if silent else outcome["gap"] if outcome["state"] == "broken" else None
    return None if lacks is None else Decimal(lacks)


def _widest(group: Sequence[Outcome]) -> Decimal:
    return max(abs(gap) for gap in map(_lacks, group) if gap is not None)


def _make_a_row(group: Sequence[Outcome]) -> bool:
    """Whether the widest gap is that of another column, or holds those of several together."""
    gaps = [gap for gap in map(_lacks, group) if gap is not None]
    if len(gaps) < 2 or len({gap > 0 for gap in gaps}) > 1:
        return False
    slack = sum((outcome["slack"] or Decimal(0) for outcome in group), Decimal(0))
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
