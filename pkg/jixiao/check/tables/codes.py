"""The kinds of rule about codes (科目编码): which stand in a table, and which should not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from jixiao.check import addresses
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedSheet, Rule, Verdict
from jixiao.check.tables.gaps import first_value, lacks_rows
from jixiao.rules import Text, former_names
from jixiao.values import plain_label, without_numbering

#: Digits of 类, 款 and 项.
_LEVELS = (3, 5, 7)
_SHOWN = 8
#: What one of two tables may remark behind a name.
_REMARK = re.compile(r"\([^()]*\)$")

Judge = Callable[[Rule, PrintedSheet], Iterator[Verdict]]


@kind("codes_within", on="codes", keys=("within",))
def judge_codes_within(rule: Rule, sheet: PrintedSheet) -> Iterator[Verdict]:
    """Every code of a table stands in the wider table too, under the same name (科目名称)."""
    wide = set(_codes(sheet, rule.within))
    short = addresses.short(rule.within)
    for table in rule.tables:
        codes = _codes(sheet, table)
        absent = [code for code in codes if code not in wide and _has_money(sheet, table, code)]
        name, within = addresses.table_name(table), addresses.table_name(rule.within)
        found = _listing(
            f"{addresses.short(table)} 科目编码 / {short}",
            Text(f"{name.zh}的科目编码", f"codes of {name.en}"),
            Text(f"均见于{within.zh}", f"all stand in {within.en}"),
            Text(f"不见于{within.zh}", f"not in {within.en}"),
            sheet,
            [(table, code) for code in absent],
            table,
        )
        # Where some come before its first or behind its last code, or its sums lack rows, a part of it may not be here.
        beside = absent and wide and (max(absent) > max(wide) or min(absent) < min(wide))
        unsure = beside or any(lacks_rows(sheet, rule.within, code) for code in absent)
        yield replace(found, state="ambiguous") if unsure else found
        differing = [code for code in codes if code in wide and not _same_item(sheet, code, table, rule.within)]
        yield _listing(
            f"{addresses.short(table)} 科目名称 / {short}",
            Text(f"{name.zh}的科目名称", f"names of the codes of {name.en}"),
            Text(f"与{within.zh}一致", f"equal those in {within.en}"),
            Text(f"与{within.zh}所印不同", f"differ from those in {within.en}"),
            sheet,
            [(where, code) for code in differing for where in (table, rule.within)],
            table,
        )


@kind("code_parents", on="codes")
def judge_code_parents(rule: Rule, sheet: PrintedSheet) -> Iterator[Verdict]:
    """Every 项 has its 款 and 类 row, every 款 its 类 row."""
    for table in rule.tables:
        codes = _codes(sheet, table)
        known = set(codes)
        orphans = [code for code in codes if any(code[:n] not in known for n in _LEVELS if n < len(code))]
        name = addresses.table_name(table)
        found = _listing(
            f"{addresses.short(table)} 上级科目",
            Text(f"{name.zh}的上级科目行", f"parent rows of {name.en}"),
            Text("齐全", "are all there"),
            Text("不完整，缺上级科目的有", "are incomplete, lacking for"),
            sheet,
            [(table, code) for code in orphans],
            table,
        )
        # A table that begins below a class: its first rows may stand on a page that is not here.
        yield replace(found, state="ambiguous") if orphans and orphans[0] == codes[0] else found


@kind("codes_absent", on="codes", keys=("prefixes",))
def judge_codes_absent(rule: Rule, sheet: PrintedSheet) -> Iterator[Verdict]:
    """No code of the table that has an amount begins with a code that belongs to another budget."""
    for table in rule.tables:
        codes = _codes(sheet, table)
        name = addresses.table_name(table)
        yield _listing(
            f"{addresses.short(table)} 科目编码",
            Text(f"{name.zh}的科目编码", f"codes of {name.en}"),
            Text("没有其他预算的科目", "hold none of another budget"),
            Text("属于其他预算的科目", "belong to another budget"),
            sheet,
            [(table, c) for c in codes if c.startswith(rule.prefixes) and _has_money(sheet, table, c)],
            table,
        )


@kind("stale_names", on="codes")
def judge_stale_names(rule: Rule, sheet: PrintedSheet) -> Iterator[Verdict]:
    """No row has a name that the classification no longer used in that year."""
    for table in rule.tables:
        name = addresses.table_name(table)
        rows = [(label, key) for (where, key), label in sheet.items.items() if where == table]
        if not rows:
            continue
        old = [(label, key) for label, key in rows if without_numbering(plain_label(label)) in former_names()]
        listed = "、".join(label for label, _ in old)
        zh = f"{name.zh}的科目名称" + (f"是旧名称：{listed}" if old else "没有旧名称") + "。"
        en = f"The names of codes of {name.en} " + (f"are old ones: {listed}" if old else "hold no old one") + "."
        values = tuple(v for _, key in old if (v := first_value(sheet, table, key)))
        yield Verdict("broken" if old else "holds", f"{addresses.short(table)} 旧科目名称", Text(zh, en), values)


def _listing(
    subject: str, head: Text, fine: Text, fault: Text, sheet: PrintedSheet, found: list[tuple[str, str]], table: str
) -> Verdict:
    if table not in sheet.tables:
        name = addresses.table_name(table)
        text = Text(f"{head.zh}：没有找到{name.zh}。", f"{head.en}: {name.en} not found.")
        return Verdict("insufficient_data", subject, text)
    if not _codes(sheet, table):
        text = Text(f"{head.zh}：表中没有科目行。", f"{head.en}: the table lists no code.")
        return Verdict("not_applicable", subject, text)
    if not found:
        return Verdict("holds", subject, Text(f"{head.zh}{fine.zh}。", f"The {head.en} {fine.en}."))
    codes = list(dict.fromkeys(code for _, code in found))
    listed = "、".join(codes[:_SHOWN]) + (f" 等 {len(codes)} 个" if len(codes) > _SHOWN else "")
    listed_en = ", ".join(codes[:_SHOWN]) + (f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else "")
    text = Text(f"{head.zh}{fault.zh}：{listed}。", f"The {head.en} {fault.en}: {listed_en}.")
    values = tuple(value for name, code in found if (value := first_value(sheet, name, code)))
    return Verdict("broken", subject, text, values)


def _codes(sheet: PrintedSheet, table: str) -> tuple[str, ...]:
    return sheet.coded.get((table, ""), ())


def _has_money(sheet: PrintedSheet, table: str, code: str) -> bool:
    """True for a row that prints more than zeros, or something that is no figure: a row of zeros may be left out."""
    found = [value for (name, _, row, _), value in sheet.values.items() if (name, row) == (table, code)]
    return not found or any(v.status not in ("figure", "blank") or (v.figure and v.figure.value) for v in found)


def _same_item(sheet: PrintedSheet, code: str, one: str, other: str) -> bool:
    here, there = (_REMARK.sub("", plain_label(sheet.items.get((table, code), ""))) for table in (one, other))
    return not here or not there or here == there
