"""Kinds of rule about two years of one project: what was printed once stays, unless something happened."""

from __future__ import annotations

from jixiao.check.forms.entries import FIELDS, Found, entries, number, plain_words, verdict
from jixiao.check.forms.wording import cells_of, key_of, subject_of, unit_of
from jixiao.check.kinds import kind
from jixiao.check.printed import ProjectForm, Row, Rule
from jixiao.figures import half_width
from jixiao.rules import Text


@kind("steady", on="investment", words=("same", "once"))
def judge_steady(rule: Rule, form: ProjectForm) -> Found:
    """Fields of a project that do not change from year to year, and those that stay true once they are."""
    row, before = form.investment, form.before.investment if form.before else None
    if row is None or before is None:
        return
    for field in (*rule.words["same"], *rule.words["once"]):
        now, last, once = row[field], before[field], field in rule.words["once"]
        if now is None or last is None:
            continue
        changed = (last and not now) if once else plain_words(now) != plain_words(last)
        printed = [_shown(value) for value in (last, now)]
        zh = f"上年填列“{printed[0].zh}”，本年填列“{printed[1].zh}”"
        en = f"last year prints “{printed[0].en}”, this year “{printed[1].en}”"
        values = (*entries(row, (field,)), *entries(before, (field,), "上年"))
        yield field, verdict(form, FIELDS[field], bool(changed), Text(zh, en), values)


@kind("target_falls", on="project")
def judge_target_falls(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
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


def _shown(value: object) -> Text:
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    return Text(str(value), str(value))


def _identity(row: Row) -> tuple[str, str]:
    return half_width(row["level3"] or "").rstrip("。；;"), unit_of(row["target_unit"])
