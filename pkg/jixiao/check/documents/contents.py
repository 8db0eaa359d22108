"""The contents list (目录) of a document against the tables that follow it: their order, their names, those that never come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.check.documents.published import seen_titles
from jixiao.check.kinds import kind
from jixiao.check.legible import place
from jixiao.check.printed import PrintedValue, Row, Rule, State, Verdict
from jixiao.check.text.statements import Statements
from jixiao.check.text.verdicts import Judged, label
from jixiao.families import BUDGET
from jixiao.figures import half_width
from jixiao.rules import Text

_ENTRY, _ANNOUNCED, _NOT_RECOGNISED = "contents.", "announced", "not_recognised"
#: Fewer tables than this that the list names and the document holds are too few to speak of their order.
_FEWEST = 3
_HEAD = Text("目录", "contents list")
#: Words and signs that say nothing of which table a name is of.
_EMPTY = re.compile(
    r"20\d\d年度?|\([^()]*\)|附?表\d+(?:-\d+)?:?|部门|单位|情况|总体|综合|公开|预算|决算|明细|本年|总|[“”\"'、,，及和与的:：.—-]"
)


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A table by the name that the contents list has for it, and the tables of its role, with their place in the document."""

    value: PrintedValue
    role: str
    tables: tuple[tuple[int, Row], ...]

    @property
    def name(self) -> str:
        return self.value.printed

    def unread(self, rows: Iterable[Row]) -> int | None:
        """The page of a table with this name that was not recognised; None where there is none."""
        core, unread = _core(self.name), (row for row in rows if row["status"] == _NOT_RECOGNISED)
        return next((row["page_first"] for row in unread if core and core == _core(str(row["title"] or ""))), None)


@kind("contents_order", on="text")
def judge_order(_: Rule, statements: Statements) -> Judged:
    """Tables come in the order of the contents list; one that comes several times may be meant where it fits."""
    for source, entries in _lists(statements):
        here = [entry for entry in entries if entry.tables]
        if len(here) < _FEWEST:
            continue
        last, late = (-1, here[0]), list[tuple[ContentsEntry, ContentsEntry]]()
        for entry in here:
            behind = [number for number, _ in entry.tables if number > last[0]]
            if behind:
                last = behind[0], entry
            else:
                late.append((entry, last[1]))
        if not late:
            text = Text(
                f"目录所列 {len(here)} 张表的顺序与正文一致。",
                f"{len(here)} tables come in the order of the contents list.",
            )
            yield source, Verdict("holds", _HEAD.zh, text)
            continue
        zh = "；".join(
            f"{entry.name}列在{before.name}之后，表却在其前（{_pages(entry, before).zh}）" for entry, before in late
        )
        en = "; ".join(
            f"{entry.name} is listed after {before.name} and comes before it ({_pages(entry, before).en})"
            for entry, before in late
        )
        values = tuple(entry.value for pair in late for entry in pair)
        rows = _rows(statements, source)
        dark = _unread(statements, source) or any(one.unread(rows) is not None for pair in late for one in pair)
        state: State = "insufficient_data" if dark else "broken"
        yield (
            source,
            Verdict(
                state,
                _HEAD.zh,
                Text(f"目录与表的顺序不同：{zh}。", f"The contents list has another order: {en}."),
                values,
            ),
        )


@kind("contents_names", on="text")
def judge_names(_: Rule, statements: Statements) -> Judged:
    """A table has the name that the contents list has for it, but for words that every table's name may have."""
    for source, entries in _lists(statements):
        rows = _rows(statements, source)
        for entry in entries:
            titles = [str(row["title"] or "") for _, row in entry.tables]
            if not any(map(_core, titles)):
                continue
            same = any(_alike(_core(entry.name), _core(title)) for title in titles)
            page = None if same else entry.unread(rows)
            state: State = "holds" if same else "broken" if page is None else "insufficient_data"
            zh = f"目录列为“{entry.name}”，表题为“{titles[0]}”（第 {entry.tables[0][1]['page_first']} 页）"
            en = f"the contents list has “{entry.name}”, the table is called “{titles[0]}” (p. {entry.tables[0][1]['page_first']})"
            more = (
                Text("", "")
                if same
                else Text("，名称不同", ": another name")
                if page is None
                else Text(
                    f"；同名的表在第 {page} 页，没有认出", f"; the table of that name on p. {page} was not recognised"
                )
            )
            told = Text(f"{zh}{more.zh}。", f"{en}{more.en}.")
            yield f"{source}|{entry.name}", Verdict(state, f"{_HEAD.zh} {entry.name}", told, (entry.value,))


@kind("contents_missing", on="text")
def judge_missing(_: Rule, statements: Statements) -> Judged:
    """Every table of the contents list comes, where most of them do: a list alone may be of another file."""
    for source, entries in _lists(statements):
        here = [entry for entry in entries if entry.tables]
        rows = _rows(statements, source)
        named = {str(row["title"]) for row in rows if row["status"] == _ANNOUNCED}
        gone = [entry for entry in entries if not entry.tables and entry.name in named]
        if len(here) < max(_FEWEST, len(gone) + 1):
            continue
        dark = _unread(statements, source) or any(row["status"] == _NOT_RECOGNISED for row in rows)
        for entry in gone:
            zh, en = f"目录列有{entry.name}，正文中没有找到", f"the contents list has {entry.name}, which was not found"
            more = (
                Text("，但有的页或表没有认出", ", but not every page and table was recognised")
                if dark
                else Text("", "")
            )
            state: State = "insufficient_data" if dark else "broken"
            yield (
                f"{source}|{entry.name}",
                Verdict(state, f"{_HEAD.zh} {entry.name}", Text(f"{zh}{more.zh}。", f"{en}{more.en}."), (entry.value,)),
            )
        behind = [
            (entry, seen)
            for entry in entries
            if not entry.tables and entry not in gone
            for seen in _seen(statements, entry)
        ]
        for entry, seen in behind:
            page = seen.place["page"]
            zh = f"目录列有{entry.name}，第 {page} 页印有“{seen.printed}”，没有读出它的表"
            en = f"the contents list has {entry.name}; p. {page} has “{seen.printed}”, whose table was not read"
            yield (
                f"{source}|{entry.name}",
                Verdict(
                    "insufficient_data", f"{_HEAD.zh} {entry.name}", Text(f"{zh}。", f"{en}."), (entry.value, seen)
                ),
            )
        if not gone and not behind:
            text = Text(
                f"目录所列的 {len(here)} 张表都在正文中。", f"All {len(here)} tables of the contents list are there."
            )
            yield source, Verdict("holds", _HEAD.zh, text)


def _lists(statements: Statements) -> Iterator[tuple[str, list[ContentsEntry]]]:
    """The contents list of each source, its entries in order."""
    tables: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for number, row in enumerate(statements.rows.get("tables", ())):
        if row["role"] and row["status"] != _ANNOUNCED:
            tables.setdefault((row["source_id"], row["role"]), []).append((number, row))
    found: dict[str, list[ContentsEntry]] = {}
    for row in statements.rows.get("claims", ()):
        metric, source = str(row["metric"]), str(row["source_id"])
        if metric.startswith(_ENTRY):
            name = str(row["subject"])
            value = PrintedValue(label(_HEAD.zh, _HEAD.en), "count", "figure", None, name, place(source, row, name))
            role = metric.removeprefix(_ENTRY)
            found.setdefault(source, []).append(ContentsEntry(value, role, tuple(tables.get((source, role), ()))))
    yield from found.items()


def _rows(statements: Statements, source: str) -> list[Row]:
    return [row for row in statements.rows.get("tables", ()) if row["source_id"] == source]


def _seen(statements: Statements, entry: ContentsEntry) -> tuple[PrintedValue, ...]:
    """The title of the entry's table in its source, where no table was read below it."""
    source = str(entry.value.place["source_id"])
    found = (seen_titles(statements, table, source) for table in (entry.role, f"{BUDGET}.{entry.role}"))
    return tuple(title for titles in found for title in titles if title.printed)[:1]


def _unread(statements: Statements, source: str) -> bool:
    rows = statements.rows.get("documents", ())
    return any(row["pages_unread"] for row in rows if row["source_id"] == source)


def _pages(entry: ContentsEntry, before: ContentsEntry) -> Text:
    pages = [str(one.tables[0][1]["page_first"]) for one in (entry, before)]
    return Text(f"第 {pages[0]} 页、第 {pages[1]} 页", f"p. {pages[0]}, p. {pages[1]}")


def _core(title: str) -> str:
    return _EMPTY.sub("", half_width(title).replace("收入支出", "收支"))


def _alike(one: str, other: str) -> bool:
    """True where names are the same, or one has only more before it: whose table it is."""
    return one.endswith(other) or other.endswith(one)
