"""A broken sum is first of all our own fault: what rests on a table that was not read whole, or that breaks in many places
at once, accuses nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.rules import thresholds

Outcome = Mapping[str, Any]
_NOT_WHOLE = "partly_read"
#: Kinds of rule that add up what a table or form holds.
_ADDING = ("sum", "at_most", "not_above", "level_weights")
_JUDGED = ("holds", "holds_within_rounding", "broken")
#: A cell or line of a source: its page and its name there, and what the names of lines begin with.
Spot = tuple[str, int | None, str | None]
_LINE = "l"
#: Tables of records, and the column that says which table or form their rows stand in.
_KEYS = {
    "accounts": "table_id",
    **dict.fromkeys(
        ("projects", "funds", "indicators", "tasks", "payments", "investments", "scorecards"), "project_id"
    ),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Pages of one table or form of a source."""

    source_id: str
    table_id: str
    first: int
    last: int
    title: str
    is_accounts: bool
    whole: bool

    @property
    def pages(self) -> str:
        return f"{self.first}–{self.last}" if self.last > self.first else str(self.first)


@dataclass(frozen=True, slots=True)
class Spans:
    """The tables and forms on the pages of a disclosure, and which of them a cell is of where a page has several."""

    listed: Sequence[Span]
    tables: dict[Spot, str] = field(default_factory=dict)
    _on: dict[tuple[str, int], tuple[Span, ...]] = field(default_factory=dict)

    def on(self, source: str, page: int) -> tuple[Span, ...]:
        """The tables and forms of a page; looked for when a page is asked for, as the last one may be any number."""
        if (source, page) not in self._on:
            own = (span for span in self.listed if span.source_id == source)
            self._on[source, page] = tuple(span for span in own if span.first <= page <= span.last)
        return self._on[source, page]

    def under(self, place: Mapping[str, Any]) -> tuple[Span, ...]:
        """The tables that a place is of: those of its page where nothing says which; none for a line of text."""
        source, page, cell = str(place.get("source_id")), place.get("page"), place.get("cell")
        if page is None or (cell and cell.startswith(_LINE)):
            return ()
        own = self.tables.get((source, page, cell))
        return tuple(span for span in self.on(source, page) if own in (None, span.table_id))


def with_reading(outcomes: Sequence[Outcome], spans: Spans) -> list[Outcome]:
    """The same outcomes; one that broke and rests on a table or form that was not read whole could not be decided."""
    return [_undecided(outcome, spans) for outcome in outcomes]


def with_footing(outcomes: Sequence[Outcome], spans: Spans) -> list[Outcome]:
    """The same outcomes; where more than a few identities of one table break, the reading is suspected.

    The widest of them says so, as info; whatever else broke and rests on that table, beside another one or the text
    too, could not be decided. Breaks that follow from another one do not count, and what several columns of one row
    lack counts once. The limits are ``footing_breaks`` and ``footing_share`` of thresholds.yaml.
    """
    found = {str(outcome["outcome_id"]): outcome for outcome in outcomes}
    for span, own in _by_table(outcomes, spans):
        down = [outcome for outcome in own if outcome.get("over_rows") is not None]
        breaks = _breaks(own)
        if _too_many(own) or _too_many(down):
            widest = max(breaks, key=lambda outcome: abs(outcome["gap"] or 0))
            for outcome in outcomes:
                if outcome is widest or (
                    _is_open(outcome) and any(span in spans.under(place) for place in outcome["places"])
                ):
                    found[str(outcome["outcome_id"])] = _suspected(outcome, span, len(breaks), outcome is widest)
    return list(found.values())


def _too_many(own: Sequence[Outcome]) -> bool:
    """Whether so many of a table's identities break that its reading is suspected."""
    limits, breaks = thresholds(), _breaks(own)
    return len(breaks) > limits["footing_breaks"] and len(breaks) > limits["footing_share"] * len(own)


def _breaks(own: Iterable[Outcome]) -> list[Outcome]:
    """What breaks by itself by more than a last digit, each row once where its columns lack one row together."""
    found = {
        (outcome["rule"], outcome["over_rows"]) if outcome["state"] == "ambiguous" else outcome["outcome_id"]: outcome
        for outcome in own
        if _is_open(outcome) and not outcome.get("cause") and outcome.get("materiality") != "last_digit"
    }
    return list(found.values())


def _is_open(outcome: Outcome) -> bool:
    """A break, or a row that may be lacking."""
    lacking = outcome["state"] == "ambiguous" and outcome.get("over_rows") is not None
    return bool(outcome["state"] == "broken" or lacking)


def spans_of(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Spans:
    """Where the tables and forms of a disclosure stand, from its tables of records by name."""
    spans = Spans(tuple(_listed(rows.get("tables", ()))))
    for name, key in _KEYS.items():
        for row in rows.get(name, ()):
            for place in (row, *(row.get("cells") or {}).values()):
                source, page, cell = str(row["source_id"]), place.get("page"), place.get("cell")
                if row.get(key) and page is not None and len(spans.on(source, page)) > 1:
                    spans.tables[source, page, cell] = str(row[key])
    return spans


def _listed(tables: Iterable[Mapping[str, Any]]) -> Iterator[Span]:
    for row in tables:
        if row.get("page_first") is not None:
            last = row.get("page_last") or row["page_first"]
            accounts, partly = row.get("form") == "accounts", row.get("status") == _NOT_WHOLE
            # A column of a form that is not understood leaves the sums of its other columns as they are.
            whole = not (partly and (accounts or row.get("unread_in_rows") != 0))
            own = str(row["source_id"]), str(row.get("table_id"))
            yield Span(*own, int(row["page_first"]), int(last), str(row.get("title") or ""), accounts, whole)


def _undecided(outcome: Outcome, spans: Spans) -> Outcome:
    if outcome["state"] != "broken":
        return outcome
    adds_up = outcome["kind"] in _ADDING
    under = (span for place in outcome["places"] for span in spans.under(place))
    # Two cells of a form stand for themselves.
    span = next((span for span in under if not span.whole and (span.is_accounts or adds_up)), None)
    if span is None:
        return outcome
    zh = f"“{span.title}”（第 {span.pages} 页）没有读全，不作判断，请对照原件。"
    en = f" “{span.title}” (p. {span.pages}) was not read whole: not judged; compare the original."
    return _worded(outcome, "insufficient_data", zh, en)


def _by_table(outcomes: Sequence[Outcome], spans: Spans) -> Iterator[tuple[Span, list[Outcome]]]:
    """Outcomes whose places all lie in one table of accounts, by table."""
    listed: dict[Span, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome["places"] and (outcome["state"] in _JUDGED or _is_open(outcome)):
            first, *others = (spans.under(place) for place in outcome["places"])
            own = (span for span in first if span.is_accounts and all(span in other for other in others))
            if (span := next(own, None)) is not None:
                listed[span].append(outcome)
    yield from listed.items()


def _suspected(outcome: Outcome, span: Span, count: int, widest: bool) -> Outcome:
    """One break of a table that breaks in many places; the widest says so first, and then how it breaks."""
    zh = f"“{span.title}”（第 {span.pages} 页）按读取结果有 {count} 处不平，可能读取有误，也可能数字与科目错位，请对照原件。"
    en = f"As it was read, “{span.title}” (p. {span.pages}) does not foot in {count} places: it was misread, or its figures stand beside their items; look at the original."
    if not widest:
        return _worded(outcome, "insufficient_data", zh, f" {en}")
    first = {"message_zh": f"{zh}如：{outcome['message_zh']}", "message_en": f"{en} For one: {outcome['message_en']}"}
    return {**outcome, **first, "state": "broken", "severity": "info"}


def _worded(outcome: Outcome, state: str, zh: str, en: str) -> Outcome:
    more = {"message_zh": outcome["message_zh"] + zh, "message_en": outcome["message_en"] + en}
    return {**outcome, "state": state, **more}
