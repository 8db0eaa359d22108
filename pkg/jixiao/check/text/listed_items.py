"""Kinds of rule about what the text lists by name: items of basic expenditure (人员经费主要包括：基本工资、…) and classes (类)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jixiao.check.forms.entries import listed
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedSheet, PrintedValue, Rule, Verdict
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import Judged, subject
from jixiao.figures import half_width
from jixiao.rules import Text

_LIST = re.compile(r"(?:包括|用于)[:了]?(?P<names>[^。；;]+)")
_BETWEEN = re.compile(r"[、，,]")
#: What one of text and table may print and the other not: 维修（护）费, 其他社会保障缴费支出.
_OPTIONAL = re.compile(r"\s|\([^()]*\)|等$|支出$|费用?$")
_ITEM_DIGITS = 5
#: Measures of what is named after the functional classification.
_FUNCTIONAL = ("function", "item")


@kind("text_items", on="text", words=("measures", "table"), limits=("known",))
def judge_items(rule: Rule, statements: Statements) -> Judged:
    """Items that the text lists under a measure have an amount in the table, and those that have one are listed.

    A list is judged where most of its names are rows of the table; what ends in 等 may leave items out.
    """
    (table,) = rule.words["table"]
    rows = _rows(statements.accounts, table)
    for statement in statements.made:
        found = _LIST.search(half_width(statement.quote)) if statement.metric in rule.words["measures"] else None
        names = dict.fromkeys(map(_plain, _BETWEEN.split(found["names"]))) if found else {}
        known = [rows[name] for name in names if name in rows]
        if known and len(known) >= rule.limits["known"] * len(names):
            empty = [(name, value) for name, value in known if not _has_money(value)]
            yield f"{statement.metric}|{statement.relation}|{statement.nth}", _verdict(statement, empty, len(known))


@kind("text_stale_names", on="text", words=("old",))
def judge_stale_names(rule: Rule, statements: Statements) -> Judged:
    """No class in the text has a name that the classification no longer used in that year: one outcome for each source."""
    sources: dict[str, list[Statement]] = {}
    for statement in statements.made:
        if statement.subject and statement.metric.rpartition(".")[2] in _FUNCTIONAL:
            sources.setdefault(str(statement.value.place["source_id"]), []).append(statement)
    for source, named in sources.items():
        old = {name: found for name in rule.words["old"] if (found := next(_calling(name, named), None))}
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


def _rows(sheet: PrintedSheet, table: str) -> dict[str, tuple[str, PrintedValue]]:
    """Items (款) of the table by plain name, where one row has it: name as printed, and amount."""
    codes = [code for code in sheet.coded.get((table, ""), ()) if len(code) == _ITEM_DIGITS]
    values = [(sheet.items.get((table, code), ""), sheet.values.get((table, "", code, "total"))) for code in codes]
    plain = [_plain(item) for item, _ in values]
    return {
        name: (item, value)
        for name, (item, value) in zip(plain, values, strict=True)
        if value is not None and plain.count(name) == 1
    }


def _verdict(statement: Statement, empty: list[tuple[str, PrintedValue]], count: int) -> Verdict:
    if empty:
        names = listed(item for item, _ in empty)
        found = Text(f"列举了{names.zh}，表中没有金额", f"lists {names.en}, which have no amount in the table")
    else:
        found = Text(f"列举的 {count} 项在表中都有金额", f"lists {count} items, all with an amount in the table")
    text = Text(f"{subject(statement)}：{found.zh}。", f"{statement.value.label.en}: {found.en}.")
    values = (statement.value, *(value for _, value in empty))
    return Verdict("broken" if empty else "holds", subject(statement), text, values)


def _has_money(value: PrintedValue) -> bool:
    return value.status != "blank" and (value.figure is None or bool(value.figure.value))


def _plain(name: str) -> str:
    return _OPTIONAL.sub("", half_width(name).strip())
