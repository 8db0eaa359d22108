"""Kinds of rule about indicators: targets (年度指标值) against actual values (全年完成值), units, marks and reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao.check.forms.entries import Found, amount, listed, number, plain_words, verdict
from jixiao.check.forms.wording import cells_of, key_of, subject_of, unit_of
from jixiao.check.kinds import kind
from jixiao.check.printed import ProjectForm, Row, Rule
from jixiao.figures import half_width
from jixiao.rules import Text

_PERCENT = "%"
_RATE_UNITS = ("%", "‰")
#: Units of a term: 3年 may be a term to keep within, or a life to reach, and is no output.
_TERM_UNITS = ("年", "个月")
_SIGN = re.compile(r"[≥≧⩾>≤≦⩽<]|大于|小于|不低于|不少于|不高于|不超过|至少")
#: A number with its unit and nothing else.
_NUMBER_AND_UNIT = re.compile(r"[≥≤＞＜><=]*\d[\d,.]*([^\d\s]{1,4})")
_DAY_OF = r"(?P<year>20\d\d)[年.](?P<month>\d{1,2})(?:月(?:(?P<day>\d{1,2})日|[底末])?)?"
_DEADLINE = re.compile(rf"[≤≦<]?{_DAY_OF}(?:之?前|以前)?(?:完成|完工|竣工)?")
_DONE = re.compile(rf"{_DAY_OF}(?:完成|完工|竣工)?")
_ONLY_PERCENT = re.compile(r"\d+(?:\.\d+)?%")


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and an actual value in the same unit; ``met`` is None where the target's direction is not certain."""

    target: Decimal
    actual: Decimal
    met: bool | None


def compared(row: Row, lower_is_better: tuple[str, ...] = ()) -> Pair | None:
    """Target and actual value as numbers of one unit; None where either is no number or the units differ.

    A bare number beside a percentage is a percentage if it is above 1; up to 1 it could be either.
    """
    target, actual = number(row["target_value"]), number(row["actual_value"])
    if target is None or actual is None or _SIGN.match(half_width(row["actual"] or "")):
        return None
    unit, other = unit_of(row["target_unit"]), unit_of(row["actual_unit"])
    if unit in _RATE_UNITS and not other:
        if 0 < actual <= 1:
            return None
        actual = actual / 100 if unit == _PERCENT else actual / 1000
    elif unit != other and (other or unit in _RATE_UNITS) and not (unit in _RATE_UNITS and other in _RATE_UNITS):
        return None
    return Pair(target, actual, _met(row, target, actual, lower_is_better))


@kind("target_reason", on="project", words=("lower_is_better",))
def judge_target_reason(rule: Rule, form: ProjectForm) -> Found:
    """An actual value below its target comes with a reason (未完成原因和改进措施)."""
    for row, pair in _pairs(rule, form):
        if "reason" not in form.prints or pair.met is None:
            continue
        told_why = plain_words(row["reason"]) or plain_words(form.project.get("remark"))
        zh, en = _values(row)
        if pair.met:
            yield (
                key_of(row),
                verdict(form, subject_of(row), False, Text(f"{zh}，达到目标", f"{en}, met"), cells_of(row)),
            )
        elif told_why:
            text = Text(f"{zh}，未达到目标，已说明原因", f"{en}, not met, with a reason")
            yield key_of(row), verdict(form, subject_of(row), False, text, cells_of(row, "reason"))
        else:
            text = Text(f"{zh}，未达到目标，没有填写原因", f"{en}, not met, and no reason is printed")
            yield key_of(row), verdict(form, subject_of(row), True, text, cells_of(row, "reason"))


@kind("full_marks", on="project", words=("lower_is_better",))
def judge_full_marks(rule: Rule, form: ProjectForm) -> Found:
    """No indicator has full marks (得分 = 分值) while its target is clearly not met."""
    for row, pair in _pairs(rule, form):
        weight, score = number(row["weight"]), number(row["score"])
        if not weight or score is None or pair.met is not False:
            continue
        zh, en = _values(row)
        full = score >= weight
        tail = Text("却得满分", "yet full marks") if full else Text("未得满分", "not full marks")
        text = Text(f"{zh}，未达到目标，{tail.zh}（{score:f}/{weight:f}）", f"{en}, not met, {tail.en}")
        yield key_of(row), verdict(form, subject_of(row), full, text, cells_of(row, "weight", "score"))


@kind("needless_reason", on="project")
def judge_needless_reason(rule: Rule, form: ProjectForm) -> Found:
    """A reason for missing the target stands only where the target was missed or marks were deducted."""
    if "reason" not in form.prints:
        return
    met = [row for row, pair in _pairs(rule, form) if pair.met and not _deducted(row)]
    wrong = [row for row in met if plain_words(row["reason"])]
    for row in wrong:
        zh, en = _values(row)
        text = Text(f"{zh}，已达到目标，却填有未完成原因", f"{en}, met, yet a reason for missing it is printed")
        yield key_of(row), verdict(form, subject_of(row), True, text, cells_of(row, "reason"))
    if met and not wrong:
        zh, en = (
            f"{len(met)} 项已达到目标，都没有印未完成原因",
            f"{len(met)} met their targets, none gives a reason for missing it",
        )
        yield "", verdict(form, Text("未完成原因", "reasons"), False, Text(zh, en), ())


@kind("actual_unit", on="project", words=("counts", "rates", "money", "time", "area", "length"))
def judge_actual_unit(rule: Rule, form: ProjectForm) -> Found:
    """An actual value answers in the unit of its target: no "100%" where the target is a number of things or a day, and
    no amount of money, no time where it is a number of things."""
    counts = re.compile(rf"\d(?:{'|'.join(rule.words['counts'])})|每[年季月周日天]度?[一二两三四五六]次")
    seen = [row for row in form.indicators if plain_words(row["target"]) and plain_words(row["actual"])]
    percent = [row for row in seen if _answered_by_percent(row, counts, rule.words["rates"])]
    others = [row for row in seen if row not in percent and _of_another_kind(row, rule)]
    subject = Text("实际完成值的单位", "units of actual values")
    kinds = Text("目标与实际完成值的单位不是一类", "targets answered in units of another kind")
    fine = Text("未见以百分比回答数量目标", "no number of things is answered by a percentage")
    fault = Text(
        "目标为数量、金额或时间，实际完成值却填百分比", "a number, an amount or a day answered by a percentage"
    )
    yield from _over_the_form(form, seen, [*percent, *others], subject, fault if percent else kinds, fine)


@kind("actual_inequality", on="project")
def judge_actual_inequality(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """An actual value is a value, no inequality (≥99.99%)."""
    seen = [row for row in form.indicators if plain_words(row["actual"])]
    wrong = [
        row for row in seen if re.fullmatch(rf"(?:{_SIGN.pattern})=?\d[\d.,]*\D{{0,4}}", half_width(row["actual"]))
    ]
    yield from _over_the_form(
        form,
        seen,
        wrong,
        Text("实际完成值", "actual values"),
        Text("填的是不等式而不是实际数值", "an inequality instead of a value"),
        Text("未见以不等式代替数值", "no inequality stands for a value"),
    )


@kind("at_threshold", on="project", limits=("least",))
def judge_at_threshold(rule: Rule, form: ProjectForm) -> Found:
    """Not every actual value lies exactly on the bound of its inequality; natural bounds (100%, 0) do not count."""
    rows = [
        (row, pair)
        for row, pair in _pairs(rule, form)
        if row["operator"] in ("ge", "le") and not _natural(row, pair.target)
    ]
    if len(rows) < rule.limits["least"]:
        return
    same = [row for row, pair in rows if pair.actual == pair.target]
    subject = Text("实际完成值与目标界值", "actual values and bounds")
    if len(same) < len(rows):
        text = Text(
            f"{len(rows)} 项不等式目标中 {len(same)} 项恰好等于界值", f"{len(same)} of {len(rows)} on the bound"
        )
        yield "", verdict(form, subject, False, text, ())
    else:
        text = Text(
            f"全部 {len(rows)} 项不等式目标的实际完成值都恰好等于界值",
            f"all {len(rows)} actual values of inequalities lie exactly on the bound",
        )
        yield "", verdict(form, subject, True, text, [v for row in same for v in cells_of(row)])


@kind("low_output", on="project", limits=("part",))
def judge_low_output(rule: Rule, form: ProjectForm) -> Found:
    """An output far below its target stands beside a like share of the money: reached share ≥ part of executed share."""
    budget, executed = (amount(form, "funds", "total", measure) for measure in ("budget", "executed"))
    if not budget or executed is None:
        return
    spent = executed / budget
    for row, pair in _pairs(rule, form):
        if "数量" not in (row["level2"] or "") or pair.target <= 0 or row["operator"] not in ("eq", "ge", "gt"):
            continue
        reached = pair.actual / pair.target
        if reached >= 1 or row["target_unit"] in (*_RATE_UNITS, *_TERM_UNITS):
            continue
        far = reached < spent * rule.limits["part"]
        zh = f"完成目标的 {reached:.1%}，资金执行 {spent:.1%}"
        text = Text(zh, f"reached {reached:.1%} of the target, {spent:.1%} of the money was spent")
        yield key_of(row), verdict(form, subject_of(row), far, text, cells_of(row))


def _pairs(rule: Rule, form: ProjectForm) -> list[tuple[Row, Pair]]:
    better = rule.words.get("lower_is_better", ())
    pairs = ((row, compared(row, better) or _by_a_day(row)) for row in form.indicators)
    return [(row, pair) for row, pair in pairs if pair is not None]


def _by_a_day(row: Row) -> Pair | None:
    """A deadline beside the month or day on which the thing was done; whether it was met stays open within one month or
    where either is no day."""
    by, done = (
        pattern.fullmatch(half_width(plain_words(row[field])))
        for field, pattern in (("target", _DEADLINE), ("actual", _DONE))
    )
    if by is None or done is None:
        return None
    due, reached = (int(match["year"]) * 12 + int(match["month"]) for match in (by, done))
    met: bool | None = reached < due if reached != due else None
    if met is None and by["day"] and done["day"]:
        met = int(done["day"]) <= int(by["day"])
    return Pair(Decimal(due), Decimal(reached), met)


def _met(row: Row, target: Decimal, actual: Decimal, lower_is_better: tuple[str, ...]) -> bool | None:
    operator = row["operator"]
    if operator in ("ge", "gt", "le", "lt"):
        fits = {"ge": actual >= target, "gt": actual > target, "le": actual <= target, "lt": actual < target}
        return fits[operator]
    if operator != "eq":
        return None
    if actual == target:
        return True
    if row["target_unit"] in _TERM_UNITS:
        return None
    names = f"{row['level2'] or ''}{row['level3'] or ''}"
    # A plain number may be a floor or a ceiling; below it is a miss unless less is better.
    return False if actual < target and not any(word in names for word in lower_is_better) else None


def _deducted(row: Row) -> bool:
    weight, score = number(row["weight"]), number(row["score"])
    return weight is not None and score is not None and score < weight


def _natural(row: Row, target: Decimal) -> bool:
    """At least 100 %, at most nothing: no value lies beyond."""
    return target == 0 or (target == 1 and row["target_unit"] == _PERCENT)


def _answered_by_percent(row: Row, counts: re.Pattern[str], rates: tuple[str, ...]) -> bool:
    target, actual = half_width(row["target"]), half_width(row["actual"])
    if not _ONLY_PERCENT.fullmatch(actual) or "%" in target or "‰" in target:
        return False
    value = number(row["target_value"])
    if value is None or row["target_unit"]:
        return bool(counts.search(target))
    name = row["level3"] or ""
    return value > 1 and value != 100 and not any(word in name for word in rates)


def _of_another_kind(row: Row, rule: Rule) -> bool:
    """True where target and actual value are a number and a unit each, of money, time, area, length or things, and not of one."""
    asked, answered = (_kind_of_unit(half_width(plain_words(row[field])), rule) for field in ("target", "actual"))
    asked = asked or _kind_of_unit(f"0{row['target_unit'] or ''}", rule)
    return bool(asked and answered) and asked != answered


def _kind_of_unit(text: str, rule: Rule) -> str:
    match = _NUMBER_AND_UNIT.fullmatch(text)
    unit = match[1].removeprefix("万") if match else ""  # 378.27万: of anything
    kinds = [name for name in ("money", "time", "area", "length") if unit in rule.words[name]]
    return kinds[0] if kinds else "things" if unit in rule.words["counts"] else ""


def _over_the_form(
    form: ProjectForm, seen: list[Row], wrong: list[Row], subject: Text, fault: Text, fine: Text
) -> Found:
    if not wrong:
        if seen:
            yield "", verdict(form, subject, False, fine, ())
        return
    which = listed(
        f"{plain_words(row['level3']) or plain_words(row['level2'])}（{row['target'] or '—'} → {row['actual']}）"
        for row in wrong
    )
    text = Text(f"{fault.zh}：{which.zh}", f"{fault.en}: {which.en}")
    yield "", verdict(form, subject, True, text, [value for row in wrong for value in cells_of(row)])


def _values(row: Row) -> tuple[str, str]:
    return (
        f"目标“{row['target']}”，实际“{row['actual']}”",
        f"target “{row['target']}”, actual “{row['actual']}”",
    )
