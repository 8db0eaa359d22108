"""Kinds of rule about what the text lists by name: items of basic expenditure (人员经费主要包括：基本工资、…) and classes (类)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jixiao.check.forms.entries import listed
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedSheet, PrintedValue, Rule, Verdict
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import Judged, subject
from jixiao.families import BUDGET
from jixiao.figures import half_width
from jixiao.rules import Text, former_names

_LIST = re.compile(r"(?:包括|用于)[:了]?(?P<names>[^。；;]+)")
#: Between two items; not within 1,461.82万元.
_BETWEEN = re.compile(r"[、，]|,(?!\d{3})")
#: What a list says of an item beside its name: its amount and share.
_BESIDE = re.compile(r"[\d,.]+(?:万元|元|%|$).*$")
#: What one of text and table may print and the other not: 维修（护）费, 其他社会保障缴费支出.
_OPTIONAL = re.compile(r"\s|\([^()]*\)|等$|支出$|费用?$")
#: A list that ends like this may leave items out.
_AND_OTHERS = re.compile(r"等(?:支出|费用|经费|项)?$")
_GROUP_DIGITS, _ITEM_DIGITS = 3, 5
#: Measures of what is named after the functional classification.
_FUNCTIONAL = ("function", "item")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of the table: code, name as printed, amount."""

    code: str
    name: str
    value: PrintedValue


@dataclass(frozen=True, slots=True)
class ListedItems:
    """A list of items behind a figure of the text, by plain name, and whether it says that it is whole."""

    statement: Statement
    names: tuple[str, ...]
    whole: bool


@kind("text_items", on="text", words=("measures", "table", "families"), limits=("known",))
def judge_items(rule: Rule, statements: Statements) -> Judged:
    """Items that the text lists under a measure have an amount in the table.

    A list is judged where most of its names are rows of the table.
    """
    for family in rule.words["families"]:
        rows = {name: row for name, row, count in _rows(statements.accounts, _table(rule, family)) if count == 1}
        for found in _lists(rule, statements, family):
            known = [rows[name] for name in found.names if name in rows]
            if known and len(known) >= rule.limits["known"] * len(found.names):
                empty = [row for row in known if not _has_money(row.value)]
                statement = found.statement
                yield f"{statement.metric}|{statement.relation}|{statement.nth}", _verdict(statement, empty, len(known))


@kind("text_items_left_out", on="text", words=("measures", "table", "families"), limits=("known",))
def judge_left_out(rule: Rule, statements: Statements) -> Judged:
    """Items that have an amount in the table are in the lists of the text: where those list most of them, and no 等.

    Judged where there is a list for every measure and all their names are rows of the table; an item below a class of
    which the lists name nothing is none of theirs.
    """
    for family in rule.words["families"]:
        lists, rows = list(_lists(rule, statements, family)), list(_rows(statements.accounts, _table(rule, family)))
        names = {name for found in lists for name in found.names}
        told_of = {found.statement.metric for found in lists if found.whole}
        if told_of != set(rule.words["measures"]) or not names <= {name for name, _, _ in rows}:
            continue
        groups = {row.code[:_GROUP_DIGITS] for name, row, _ in rows if name in names}
        paid = [(name, row) for name, row, _ in rows if row.code[:_GROUP_DIGITS] in groups and _has_money(row.value)]
        missing = [row for name, row in paid if name not in names]
        if len(paid) - len(missing) >= rule.limits["known"] * len(paid):
            yield family, _left_out(lists[0].statement, missing, len(paid))


@kind("text_stale_names", on="text")
def judge_stale_names(_: Rule, statements: Statements) -> Judged:
    """No class in the text has a name that the classification no longer used in that year: one outcome for each source."""
    sources: dict[str, list[Statement]] = {}
    for statement in statements.made:
        if statement.subject and statement.metric.rpartition(".")[2] in _FUNCTIONAL:
            sources.setdefault(str(statement.value.place["source_id"]), []).append(statement)
    for source, named in sources.items():
        old = {name: found for name in former_names() if (found := next(_calling(name, named), None))}
        if not old:
            fine = Text("文字中的类级科目没有旧名称。", "No class in the text has an old name.")
            yield source, Verdict("holds", subject(named[0]), fine)
            continue
        zh, en = (
            f"文字中的类级科目用的是旧名称：{'、'.join(old)}。",
            f"Classes in the text have old names: {', '.join(old)}.",
        )
        values = tuple(statement.value for statement in old.values())
        yield source, Verdict("broken", subject(next(iter(old.values()))), Text(zh, en), values)


def _calling(name: str, named: Iterable[Statement]) -> Iterator[Statement]:
    """Statements of a class of this name, or whose sentence has one; 其他文化体育与传媒支出 is no class."""
    own = re.compile(rf"(?<!其他)(?<!其它){name}")
    return (s for s in named if s.subject.partition("/")[0] == name or own.search(half_width(s.quote)))


def _table(rule: Rule, family: str) -> str:
    (table,) = rule.words["table"]
    return f"{BUDGET}.{table}" if family == BUDGET else table


def _lists(rule: Rule, statements: Statements, family: str) -> Iterator[ListedItems]:
    """What the text lists behind the measures of the rule."""
    for statement in statements.made:
        listed_here = statement.family == family and statement.metric in rule.words["measures"]
        found = _LIST.search(half_width(statement.quote)) if listed_here else None
        if found:
            entries = [_BESIDE.sub("", entry) for entry in _BETWEEN.split(found["names"])]
            names = tuple(dict.fromkeys(name for entry in entries if (name := _plain(entry))))
            yield ListedItems(statement, names, not _AND_OTHERS.search(entries[-1]))


def _rows(sheet: PrintedSheet, table: str) -> Iterator[tuple[str, ItemRow, int]]:
    """Items (款) of the table: plain name, the row, and how many rows have that name."""
    codes = [code for code in sheet.coded.get((table, ""), ()) if len(code) == _ITEM_DIGITS]
    names = Counter(_plain(sheet.items.get((table, code), "")) for code in codes)
    for code in codes:
        item = sheet.items.get((table, code), "")
        if value := sheet.values.get((table, "", code, "total")):
            yield _plain(item), ItemRow(code, item, value), names[_plain(item)]


def _verdict(statement: Statement, empty: Sequence[ItemRow], count: int) -> Verdict:
    if empty:
        names = listed(row.name for row in empty)
        found = Text(f"列举了{names.zh}，表中没有金额", f"lists {names.en}, which have no amount in the table")
    else:
        found = Text(f"列举的 {count} 项在表中都有金额", f"lists {count} items, all with an amount in the table")
    return _said(statement, found, empty)


def _left_out(statement: Statement, missing: Sequence[ItemRow], count: int) -> Verdict:
    if missing:
        names = listed(row.name for row in missing)
        found = Text(
            f"列举没有写“等”，也没有{names.zh}，表中有金额",
            f"the list, which names no others, leaves out {names.en}, which have amounts in the table",
        )
    else:
        found = Text(f"表中有金额的 {count} 项都已列举", f"all {count} items with an amount in the table are listed")
    return _said(statement, found, missing)


def _said(statement: Statement, found: Text, rows: Sequence[ItemRow]) -> Verdict:
    text = Text(f"{subject(statement)}：{found.zh}。", f"{statement.value.label.en}: {found.en}.")
    values = (statement.value, *(row.value for row in rows))
    return Verdict("broken" if rows else "holds", subject(statement), text, values)


def _has_money(value: PrintedValue) -> bool:
    return value.status != "blank" and (value.figure is None or bool(value.figure.value))


def _plain(name: str) -> str:
    return _OPTIONAL.sub("", half_width(name).strip())
