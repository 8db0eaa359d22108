"""Kinds of rule about all indicators of a form: far above target, all met with little money spent, kinds that lack."""

from __future__ import annotations

from jixiao.check.forms.entries import Found, amount, entries, listed, number, plain_words, verdict
from jixiao.check.forms.targets import compared
from jixiao.check.forms.wording import cells_of, key_of, subject_of
from jixiao.check.kinds import kind
from jixiao.check.printed import ProjectForm, Row, Rule
from jixiao.rules import Text

_FORM = "self_evaluation"
_PERCENT = "%"


#: What an indicator with full marks cannot do without.
_ASKED = {"target": Text("指标值", "target"), "actual": Text("完成值", "actual value")}


@kind("over_target", on="project", limits=("above",))
def judge_over_target(rule: Rule, form: ProjectForm) -> Found:
    """An output far above its target comes with a reason: the target may have been low."""
    for row in form.indicators:
        pair = compared(row)
        if pair is None or pair.target <= 0 or row["operator"] not in ("ge", "gt") or row["target_unit"] == _PERCENT:
            continue
        part = pair.actual / pair.target
        far = part > rule.limits["above"] and not (
            plain_words(row["reason"]) or plain_words(form.project.get("remark"))
        )
        zh = f"目标“{row['target']}”，实际“{row['actual']}”，为目标的 {part:.0%}"
        en = f"target “{row['target']}”, actual “{row['actual']}”, {part:.0%} of the target"
        tail = Text("，没有填写原因", ", and no reason is printed") if far else Text("", "")
        text = Text(zh + tail.zh, en + tail.en)
        yield key_of(row), verdict(form, subject_of(row), far, text, cells_of(row, "reason"))


@kind("full_attainment", on="project", limits=("below", "least"))
def judge_full_attainment(rule: Rule, form: ProjectForm) -> Found:
    """Where little of the budget was spent not every target was met."""
    budget, executed = (amount(form, "funds", "total", measure) for measure in ("budget", "executed"))
    pairs = [(row, pair) for row in form.indicators if (pair := compared(row)) is not None and pair.met is not None]
    if not budget or executed is None or len(pairs) < rule.limits["least"]:
        return
    rate, met = executed / budget, sum(bool(pair.met) for _, pair in pairs)
    full = rate < rule.limits["below"] and met == len(pairs)
    zh = f"预算执行 {rate:.2%}，{len(pairs)} 项可比较的指标中 {met} 项达到目标"
    en = f"{rate:.2%} of the budget was spent, {met} of {len(pairs)} comparable targets were met"
    places = ("executed", "budget")
    found = (form.sheet.values.get(("funds", "", "total", measure)) for measure in places)
    values = [value for value in found if value is not None]
    yield "", verdict(form, Text("执行率与目标完成", "spending and targets"), full, Text(zh, en), values)


@kind("blank_full_marks", on="project")
def judge_blank_full_marks(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """An indicator with full marks says what was to be reached and what was: its own cells of both are not blank."""
    filled = [name for name in _ASKED if any(plain_words(row[name]) for row in form.indicators)]
    for row in form.indicators:
        weight, score = number(row["weight"]), number(row["score"])
        own = [name for name in filled if _own_cell(row, name)]
        if not weight or score is None or score < weight or not own:
            continue
        blank = [_ASKED[name] for name in own if not str(row[name] or "").strip()]
        zh, en = f"得分 {score:f}，分值 {weight:f}", f"{score:f} marks of {weight:f}"
        if blank:
            zh += f"，{'、'.join(name.zh for name in blank)}一栏空白"
            en += f", the cell of the {' and the '.join(name.en for name in blank)} is blank"
        yield key_of(row), verdict(form, subject_of(row), bool(blank), Text(zh, en), cells_of(row, "weight", "score"))


@kind("structure", on="project", own_words=True)
def judge_structure(rule: Rule, form: ProjectForm) -> Found:
    """A form has indicators of each kind that the regulation lists; ``words`` are the headings of a kind."""
    rows = form.indicators
    if form.kind != _FORM or not rows or any((row["method"] or "") != "printed" or not row["level2"] for row in rows):
        return
    named = [
        row for row in rows if plain_words(row["target"]) or (row["weight"] is not None and plain_words(row["level3"]))
    ]
    headings = [f"{plain_words(row['level1'])} {plain_words(row['level2'])}" for row in named]
    lacking = [words[0] for words in rule.words.values() if not any(w in h for h in headings for w in words)]
    names = listed(lacking)
    text = (
        Text(f"没有以下各类指标：{names.zh}", f"no indicators of these kinds: {names.en}")
        if lacking
        else Text("各类指标齐全", "indicators of every kind are there")
    )
    yield (
        "",
        verdict(form, Text("指标类别", "kinds of indicators"), bool(lacking), text, entries(form.project, ("name",))),
    )


def _own_cell(row: Row, field: str) -> bool:
    """True where a field has a cell of this row alone: as high as that of its marks, not merged over several rows."""
    value, score = ((row.get("cells") or {}).get(name) for name in (field, "score"))
    if not value or not score:
        return False
    boxes = [(cell.get("y0"), cell.get("y1")) for cell in (value, score)]
    return None in (*boxes[0], *boxes[1]) or boxes[0] == boxes[1]
