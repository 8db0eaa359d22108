"""Kinds of rule about government-investment forms (政府投资项目绩效情况表): dates, progress, plan and code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from jixiao.check import say
from jixiao.check.forms.entries import Found, amount, day, entries, number, plain_words, verdict
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, ProjectForm, Row, Rule
from jixiao.figures import half_width
from jixiao.rules import Text

#: A day or month directly before 开工 or 竣工; words that make another event of it are left alone.
_EVENT = re.compile(
    r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?(?:正式|顺利|如期|按期|完成)?(开工|竣工)(?!验收|决算|财务|结算|审计|备案|报告|图|建设)"
)
_NATIONAL_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}")
_EVENTS: Mapping[str, tuple[str, Text]] = {
    "开工": ("start_date", Text("开工日期", "start date")),
    "竣工": ("completion_date", Text("竣工日期", "completion date")),
}


@kind("plan_adjusted", on="investment")
def judge_plan_adjusted(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """The plan (实际下达计划) is not the investment done to the last digit where the initial target was another."""
    initial, plan, invested = (amount(form, "investments", "", m) for m in ("initial_target", "plan", "invested"))
    if not plan or invested is None or initial is None:
        return
    fitted = plan == invested and plan != initial
    first, then, done = (say.shown(value, "amount") for value in (initial, plan, invested))
    zh = f"年初目标 {first.zh}，下达计划 {then.zh}，完成投资 {done.zh}"
    en = f"initial target {first.en}, plan {then.en}, invested {done.en}"
    tail = Text(
        "，计划与完成数完全相同而与年初目标不同，支出率必为 100%",
        ": plan and investment are the same and the target is not, so the rate must be 100%",
    )
    text = Text(zh + tail.zh, en + tail.en) if fitted else Text(zh, en)
    values = _amounts(form, "plan", "invested", "initial_target")
    yield "", verdict(form, Text("下达计划与完成投资", "plan and investment"), fitted, text, values)


@kind("completion", on="investment")
def judge_completion(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """Completed (是否竣工) means a date, and one that is not after the fiscal year; not completed means none in it."""
    row = form.investment
    if row is None or row["completed"] is None or form.fiscal_year is None:
        return
    done, last = day(row["completion_date"]), date(form.fiscal_year, 12, 31)
    if done is None and row["completion_date"]:  # no date to compare with
        return
    ticked = Text("是", "yes") if row["completed"] else Text("否", "no")
    told_day = str(done) if done else "空白"
    fault = (done is None or done > last) if row["completed"] else (done is not None and done <= last)
    zh = f"是否竣工为“{ticked.zh}”，竣工日期 {told_day}，报告年度 {form.fiscal_year}"
    en = f"completed “{ticked.en}”, completion date {done or 'blank'}, year of the report {form.fiscal_year}"
    if fault and done is not None and row["completed"]:  # it may tell the state when the form was filled in
        text = Text(
            f"{zh}；表中没有写明按何时的情况填写，请核实", f"{en}; as of when, the form does not say: please verify"
        )
    else:
        text = Text(f"{zh}，不能同时成立", f"{en}; they cannot all hold") if fault else Text(zh, en)
    yield "", verdict(form, Text("是否竣工", "completed"), fault, text, _cells(row, "completed", "completion_date"))


@kind("progress", on="investment")
def judge_progress(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """Progress of 100 % goes with completion, and completion before the year with progress of 100 %."""
    row = form.investment
    if row is None or row["completed"] is None or row["progress"] is None or form.fiscal_year is None:
        return
    progress, done = number(row["progress"]) or Decimal(0), day(row["completion_date"])
    early = bool(row["completed"]) and done is not None and done.year < form.fiscal_year
    ticked = Text("是", "yes") if row["completed"] else Text("否", "no")
    fault = (progress >= 1 and not row["completed"]) or (early and progress < 1)
    zh = f"是否竣工为“{ticked.zh}”，竣工日期 {done or '空白'}，形象进度 {progress:.0%}"
    en = f"completed “{ticked.en}”, completion date {done or 'blank'}, progress {progress:.0%}"
    text = Text(f"{zh}，不相符", f"{en}; they do not fit") if fault else Text(zh, en)
    values = _cells(row, "progress", "completed", "completion_date")
    yield "", verdict(form, Text("工程形象进度", "progress"), fault, text, values)


@kind("dates", on="investment")
def judge_dates(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """A project starts before it is completed, and not after the year if it is said to have started."""
    row = form.investment
    if row is None or form.fiscal_year is None:
        return
    start, end = day(row["start_date"]), day(row["completion_date"])
    if start is None:
        return
    late = bool(row["started"]) and start.year > form.fiscal_year
    turned = end is not None and end < start
    zh, en = f"开工日期 {start}，竣工日期 {end or '空白'}", f"start {start}, completion {end or 'blank'}"
    tail = (
        Text("，先后不能成立", "; the order cannot hold")
        if turned
        else Text("，晚于报告年度", ", after the year of the report")
    )
    text = Text(zh + tail.zh, en + tail.en) if late or turned else Text(zh, en)
    yield (
        "",
        verdict(
            form, Text("开工与竣工日期", "dates"), late or turned, text, _cells(row, "start_date", "completion_date")
        ),
    )


@kind("dates_in_words", on="investment")
def judge_dates_in_words(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """A day of start or completion in the words on progress is that of the form."""
    row = form.investment
    if row is None:
        return
    for match in _EVENT.finditer(half_width(row["progress_text"] or "")):
        field, name = _EVENTS[match[4]]
        printed = day(row[field])
        if printed is None:
            continue
        stated = tuple(int(part) for part in match.groups()[:3] if part)
        differs = (printed.year, printed.month, printed.day)[: len(stated)] != stated
        zh, en = f"表中为 {printed}，文字描述为“{match[0]}”", f"the form says {printed}, the words say “{match[0]}”"
        yield match[0], verdict(form, name, differs, Text(zh, en), _cells(row, field, "progress_text"))


@kind("national_code", on="investment")
def judge_national_code(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """A national code (国家编码) has its full shape: year, place, two times two digits, six digits."""
    row = form.investment
    if row is None or not plain_words(row["national_code"]):
        return
    code = half_width(row["national_code"])
    fits = _NATIONAL_CODE.fullmatch(code) is not None
    zh, en = f"填列“{code}”", f"prints “{code}”"
    tail = Text("，位数不完整", ", which is not of full length")
    text = Text(zh, en) if fits else Text(zh + tail.zh, en + tail.en)
    yield "", verdict(form, Text("国家编码", "national code"), not fits, text, _cells(row, "national_code"))


def _cells(row: Row, *fields: str) -> tuple[PrintedValue, ...]:
    return entries(row, fields)


def _amounts(form: ProjectForm, *measures: str) -> tuple[PrintedValue, ...]:
    found = (form.sheet.values.get(("investments", "", "", measure)) for measure in measures)
    return tuple(value for value in found if value is not None)
