"""Kinds of rule about two years of one project or department: what was printed once stays, unless something happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.check.facts import Facts
from jixiao.check.forms.entries import FIELDS, Found, entries, number, told, verdict
from jixiao.check.forms.wording import cells_of, key_of, subject_of, unit_of
from jixiao.check.kinds import kind
from jixiao.check.legible import place
from jixiao.check.printed import Form, Label, Row, Rule, Text, Value, Verdict
from jixiao.figures import half_width

_MARKS = re.compile(r"[\s·•、,.()\[\]“”\"'和与及]")
#: A name that begins with its own place is told apart from the same office elsewhere.
_PLACED = re.compile(r"^.+?[省市区县旗州镇乡]")


@kind("steady", on="investment", words=("same", "once"))
def judge_steady(rule: Rule, form: Form) -> Found:
    """Fields of a project that do not change from year to year, and those that stay true once they are."""
    row, before = form.investment, form.before.investment if form.before else None
    if row is None or before is None:
        return
    for field in (*rule.words["same"], *rule.words["once"]):
        now, last, once = row[field], before[field], field in rule.words["once"]
        if now is None or last is None:
            continue
        changed = (last and not now) if once else told(now) != told(last)
        printed = [_shown(value) for value in (last, now)]
        zh = f"上年印载“{printed[0].zh}”，本年印载“{printed[1].zh}”"
        en = f"last year prints “{printed[0].en}”, this year “{printed[1].en}”"
        values = (*entries(row, (field,)), *entries(before, (field,), "上年"))
        yield field, verdict(form, FIELDS[field], bool(changed), Text(zh, en), values)


@kind("target_falls", on="project")
def judge_target_falls(rule: Rule, form: Form) -> Found:  # noqa: ARG001 a kind's signature
    """The target of an indicator is not below what was reached the year before."""
    last = {_identity(row): row for row in form.before.indicators} if form.before else {}
    for row in form.indicators:
        before = last.get(_identity(row))
        target, reached = number(row["target_value"]), number(before["actual_value"]) if before else None
        if before is None or target is None or reached is None or row["operator"] not in ("ge", "gt"):
            continue
        if unit_of(before["actual_unit"]) != unit_of(row["target_unit"]):
            continue
        zh = f"本年目标“{row['target']}”，上年完成“{before['actual']}”"
        en = f"this year's target “{row['target']}”, reached last year “{before['actual']}”"
        values = (*cells_of(row), *entries(before, ("actual",), "上年"))
        yield key_of(row), verdict(form, subject_of(row), target < reached, Text(zh, en), values)


@kind("department_name", on="department")
def judge_department_name(rule: Rule, facts: Facts) -> Iterator[tuple[str, Verdict]]:
    """A department has the name of the year before; one that seems to have changed is told, nothing more."""
    own, year = facts.department, facts.fiscal_year
    here = [row for row in facts.panel if row["department"] == own and row["fiscal_year"] == year]
    names_now = {row["department"] for row in facts.panel if row["fiscal_year"] == year}
    last = [row for row in facts.panel if year is not None and row["fiscal_year"] == year - 1]
    if not here or not last:
        text = Text(f"{rule.title.zh}：没有上一年度的材料。", f"{rule.title.en}: nothing of the year before is here.")
        yield "", Verdict("not_applicable", rule.title.zh, text)
        return
    if any(row["department"] == own for row in last):
        text = Text(f"{own}：与上一年度名称相同。", f"{own}: the name of the year before.")
        yield "", Verdict("holds", own, text, (_name(here[0]),))
        return
    gone = [row for row in last if row["department"] not in names_now]
    found = {row["department"]: row for row in gone if _is_key(row, here[0])}
    found = found or {row["department"]: row for row in gone if _is_spelling(row, here[0])}
    if len(found) == 1:
        (other,) = found.values()
        zh = f"上一年度的材料署名“{other['department']}”，两个年度按不同部门处理，没有互相比较"
        en = f"the year before is signed “{other['department']}”; the two years were taken as two departments and not compared"
        yield "", Verdict("broken", own, Text(f"{own}：{zh}。", f"{own}: {en}."), (_name(here[0]), _name(other)))
    else:
        text = Text(f"{own}：上一年度没有可以对应的名称。", f"{own}: no name of the year before answers to it.")
        yield "", Verdict("not_applicable", own, text, (_name(here[0]),))


def _shown(value: object) -> Text:
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    return Text(str(value), str(value))


def _identity(row: Row) -> tuple[str, str]:
    return half_width(row["level3"] or "").rstrip("。；;"), unit_of(row["target_unit"])


def _is_key(row: Row, other: Row) -> bool:
    """The manifest lists both under one key."""
    return bool(row["key"]) and row["key"] == other["key"]


def _is_spelling(row: Row, other: Row) -> bool:
    """Names that differ in marks or 和, or by the place before the place that both begin with; never two regions."""
    if row["region"] and other["region"] and row["region"] != other["region"]:
        return False
    short, long = sorted((_MARKS.sub("", half_width(r["department"] or "")) for r in (row, other)), key=len)
    return short == long or (long.endswith(short) and _PLACED.match(short) is not None)


def _name(row: Row) -> Value:
    name = str(row["department"])
    label = Label(f"{row['fiscal_year']} 年度部门名称", f"name in {row['fiscal_year']}", "部门名称")
    return Value(label, "text", "figure", None, name, place(row["source_id"], {}, name))
