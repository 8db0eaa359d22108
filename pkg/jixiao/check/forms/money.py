"""Kinds of rule about a form's money and marks: low execution, marks of the execution rate, weights by level, grades."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.check.forms.entries import FIELDS, Found, amount, entries, number, plain_words, verdict
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, ProjectForm, Row, Rule
from jixiao.corrections import counted
from jixiao.figures import Figure, compare_sum, half_width
from jixiao.rules import Text

_WEIGHT_BEHIND = re.compile(r"(?P<told>\()?(\d+(?:\.\d+)?)(?(told)分?\)|(?P<marks>分)?)$")


@kind("low_execution", on="project", limits=("at_least", "below"))
def judge_low_execution(rule: Rule, form: ProjectForm) -> Found:
    """An execution rate between two limits comes with a reason, in any column of reasons or the remark (说明)."""
    budget, executed = (amount(form, "funds", "total", measure) for measure in ("budget", "executed"))
    if not budget or executed is None:
        return
    rate = executed / budget
    if rate < rule.limits["at_least"]:
        return
    subject = Text("预算执行率", "execution rate")
    values = _fund_values(form, "budget", "executed", "rate")
    zh, en = f"全年执行数为预算数的 {rate:.2%}", f"{rate:.2%} of the budget was executed"
    low = rate < rule.limits["below"]
    why = any(plain_words(row["reason"]) for row in form.indicators) or plain_words(form.project.get("remark"))
    if not low:
        yield "", verdict(form, subject, False, Text(zh, en), values)
    elif why:
        yield "", verdict(form, subject, False, Text(f"{zh}，表中有说明", f"{en}, the form gives a reason"), values)
    else:
        text = Text(f"{zh}，表中没有说明原因", f"{en}, and the form gives no reason")
        yield "", verdict(form, subject, True, text, values)


@kind(
    "execution_marks",
    on="project",
    limits=(
        "band_1_share",
        "band_1_from",
        "band_1_to",
        "band_2_share",
        "band_2_from",
        "band_2_to",
        "band_3_share",
        "band_3_from",
        "band_3_to",
        "band_4_share",
        "band_4_from",
        "band_4_to",
    ),
    gap="marks",
)
def judge_execution_marks(rule: Rule, form: ProjectForm) -> Found:
    """Marks of the execution rate are rate × weight, or one of the bands in use (10, 7, 5, 0 of 10)."""
    budget, executed = (amount(form, "funds", "total", measure) for measure in ("budget", "executed"))
    weight, score = (amount(form, "indicators", "fund", measure) for measure in ("weight", "score"))
    if not budget or executed is None or not weight or score is None:
        return
    rate = min(executed / budget, Decimal(1))
    step = _last_digit(score)  # rounded or cut there
    share = score / weight
    banded = any(
        share == rule.limits[f"band_{n}_share"] and rule.limits[f"band_{n}_from"] <= rate <= rule.limits[f"band_{n}_to"]
        for n in range(1, 5)
    )
    fits = abs(score - rate * weight) <= step or banded
    zh = f"执行率 {rate:.2%}，分值 {weight:f}，按比例为 {rate * weight:.2f} 分，公布 {score:f} 分"
    en = f"rate {rate:.2%}, weight {weight:f}, in proportion {rate * weight:.2f} marks, printed {score:f}"
    tail = (
        Text("，可以成立", ", possible")
        if fits
        else Text("，按比例或分档计算都不能得出", ", which neither proportion nor bands give")
    )
    values = (*_marks(form), *_fund_values(form, "budget", "executed", "rate"))
    subject, text = Text("预算执行率得分", "marks of budget execution"), Text(zh + tail.zh, en + tail.en)
    found, earned = verdict(form, subject, not fits, text, values), rate * weight
    yield "", replace(found, stated=score, computed=earned, gap=score - earned, slack=step)


def _last_digit(score: Decimal) -> Decimal:
    """The last digit that marks were worked out to: a column of two decimals prints marks of one as 7.70."""
    printed, told = (min(0, int(value.as_tuple().exponent)) for value in (score, score.normalize()))
    return Decimal(1).scaleb(max(printed, min(told, -1)))


@kind("money_blank", on="project")
def judge_money_blank(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """Where the total of a form has an execution rate, its budget and its executed amount are not blank."""
    rate, *amounts = (form.sheet.values.get(("funds", "", "total", name)) for name in ("rate", "budget", "executed"))
    if rate is None or rate.figure is None or not rate.figure.value:
        return
    for name, value in zip(("budget", "executed"), amounts, strict=True):
        if value is None or not value.place.get("cell"):
            continue
        zh, en = f"执行率填列“{rate.printed}”，本栏", f"the execution rate prints “{rate.printed}”, the cell is "
        blank = value.status == "blank"
        text = Text(f"{zh}{'空白' if blank else '已填写'}", f"{en}{'blank' if blank else 'filled in'}")
        yield name, verdict(form, FIELDS[name], blank, text, (value, rate))


@kind("level_weights", on="project", gap="amount")
def judge_level_weights(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """Where a level-1 label prints its weight (产出指标（50分）), the weights below it make that sum."""
    below = list(_below_labels(form.indicators))
    for label, rows in below:
        match = _WEIGHT_BEHIND.search(label)
        if match and not (match["told"] or match["marks"]) and Decimal(match[2]) <= len(below):
            continue  # a bare number so small counts the labels: 产出指标1, 产出指标2
        weights = [number(row["weight"]) for row in rows]
        if match is None or None in weights or any(row["method"] != "printed" for row in rows):
            continue
        stated, total = Decimal(match[2]), sum((w for w in weights if w is not None), Decimal(0))
        name = plain_words(rows[0]["level1"])
        zh, en = (
            f"标题写明 {stated:f} 分，各项分值合计 {total:f} 分",
            f"the heading prints {stated:f}, its rows make {total:f}",
        )
        values = [
            *entries(rows[0], ("level1",)),
            *(v for row in rows for v in entries(row, ("weight",), plain_words(row["level3"]))),
        ]
        found = verdict(form, Text(f"{name} 分值", f"{name}, weight"), stated != total, Text(zh, en), values)
        yield name, replace(found, stated=stated, computed=total, gap=stated - total, slack=Decimal(0))


def _below_labels(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Level-1 labels as printed, each with its rows: a blank cell below a label is of that label."""
    groups: dict[str, list[Row]] = {}
    label = ""
    for row in rows:
        label = half_width(counted((row.get("cells") or {}).get("level1") or {})).strip() or label
        groups.setdefault(label, []).append(row)
    yield from groups.items()


@kind("grade", on="project", limits=("excellent", "good", "fair"))
def judge_grade(rule: Rule, form: ProjectForm) -> Found:
    """The printed grade (优, 良, 中, 差) fits the total score."""
    grade, total = plain_words(form.project.get("grade")), number(form.project.get("total_score"))
    limits = {"优": (rule.limits["excellent"], None), "良": (rule.limits["good"], rule.limits["excellent"]),
              "中": (rule.limits["fair"], rule.limits["good"]), "差": (Decimal(0), rule.limits["fair"])}  # fmt: skip
    if grade[:1] not in limits or total is None:
        return
    low, high = limits[grade[:1]]
    fits = low <= total and (high is None or total < high)
    zh, en = f"总分 {total:f}，等级“{grade}”", f"total {total:f}, grade “{grade}”"
    tail = Text("，相符", ", fitting") if fits else Text("，与通行的分档不符", ", which the usual bands do not give")
    values = entries(form.project, ("grade", "total_score"))
    yield "", verdict(form, Text("评价等级", "grade"), not fits, Text(zh + tail.zh, en + tail.en), values)


@kind("cost_amount", on="project", words=("cost", "units"), limits=("near",))
def judge_cost_amount(rule: Rule, form: ProjectForm) -> Found:
    """The only cost indicator of a form, where it nearly is the money executed, is that money.

    What lies further apart is another cost (a unit price, a contract) and is not compared.
    """
    rows = [row for row in form.indicators if any(word in plain_words(row["level2"]) for word in rule.words["cost"])]
    executed = form.sheet.values.get(("funds", "", "total", "executed"))
    actual = number(rows[0]["actual_value"]) if len(rows) == 1 else None
    if actual is None or rows[0]["actual_unit"] not in (None, "", *rule.words["units"]):
        return
    if executed is None or executed.figure is None or not executed.figure.value:
        return
    step = Decimal(1).scaleb(min(0, int(actual.as_tuple().exponent)))
    result = compare_sum(Figure(actual, step), [(executed.figure, 1)])
    if abs(result.gap) > rule.limits["near"] * executed.figure.value:
        return
    zh = f"成本指标完成值“{rows[0]['actual']}”，全年执行数“{executed.printed}”"
    en = f"the cost is “{rows[0]['actual']}”, executed is “{executed.printed}”"
    broken = result.agreement == "broken"
    tail = Text(f"，相差 {abs(result.gap):f}", f", {abs(result.gap):f} apart") if broken else Text("，一致", ", equal")
    subject, text = Text("成本指标", "cost"), Text(zh + tail.zh, en + tail.en)
    values = (*entries(rows[0], ("actual",), plain_words(rows[0]["level3"])), executed)
    found = verdict(form, subject, broken, text, values)
    yield "", replace(found, stated=result.stated, computed=result.computed, gap=result.gap, slack=result.slack)


def _fund_values(form: ProjectForm, *measures: str) -> tuple[PrintedValue, ...]:
    found = (form.sheet.values.get(("funds", "", "total", measure)) for measure in measures)
    return tuple(value for value in found if value is not None)


def _marks(form: ProjectForm) -> tuple[PrintedValue, ...]:
    found = (form.sheet.values.get(("indicators", "", "fund", measure)) for measure in ("score", "weight"))
    return tuple(value for value in found if value is not None)
