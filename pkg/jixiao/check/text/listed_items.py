"""Kind of rule about what the text lists (人员经费主要包括：基本工资、…): items of those names hold money in the table."""

from __future__ import annotations

import re

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
