"""Score project and department forms again: printed marks beside what targets and actual values support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from jixiao import store
from jixiao.corrections import openly
from jixiao.rules import Text
from jixiao.score.arithmetic import plain, rounded
from jixiao.score.card.inputs import cell_spot, printed_figure
from jixiao.score.card.totals import TOTAL
from jixiao.score.forms.form_items import FormItem, ScoredForm, forms_of, with_weights
from jixiao.score.forms.form_rubric import FormRubric
from jixiao.score.forms.infer import GIVES, Inferred, agreement, infer
from jixiao.score.forms.marking import FormReading, readings
from jixiao.score.forms.target_bounds import Choices
from jixiao.score.model import ZERO
from jixiao.score.rubrics import form_rubric_of, form_rubrics


def score_projects(d: store.Disclosure, rubric: str | Path | None = None) -> pd.DataFrame:
    """Every item of every scored form, by the regulations' rules: table ``scores``, one row per reading.

    Without ``rubric`` the rules of all form rubrics in force in its year are tried, and the column ``rubric``
    names the one that explains a form best; with it, only its rules. Forms without printed weights get those of the regulation,
    said in the message of the form's last row, item ``total``. ``d`` may be a panel. Raises RuleError for a
    rubric that is unknown, has a fault or is none of forms.
    """
    rows = (row for form in forms_of(d) for row in form_rows(form, rubrics_for(form, rubric)))
    return store.frame("scores", (openly(row, "inputs") for row in rows))


def rubrics_for(form: ScoredForm, rubric: str | Path | None = None) -> tuple[FormRubric, ...]:
    """The rubric named, else all that were in force in the form's year; before the first, that one."""
    if rubric is not None:
        return (form_rubric_of(rubric),)
    known = form_rubrics()
    in_force = tuple(rules for rules in known if rules.first_fiscal_year <= (form.row["fiscal_year"] or 0))
    return in_force or known[:1]


def form_rows(
    form: ScoredForm, rubrics: Sequence[FormRubric], fixed: Choices | None = None
) -> Iterator[dict[str, object]]:
    """The rows of one form, its total last. ``fixed`` settles conventions, see ``conventions_effect``."""
    default = rubrics[0].conventions["no_weights"].choices[0]
    weighted = with_weights(form, rubrics[0], (fixed or {}).get("no_weights", default))
    found = {item.item: _readings(item, rubrics, fixed) for item in weighted.items}
    inferred = infer(weighted, found, rubrics)
    common = {
        "department": form.row["department"],
        "fiscal_year": form.row["fiscal_year"],
        "source_id": form.row["source_id"],
        "rubric": inferred.rubric.id,
        "project_id": form.row["project_id"],
        "subject": form.row.get("name") or form.row.get("title"),
    }
    rows = [row for item in weighted.items for row in _item_rows(item, found[item.item], form.step)]
    for row in (*rows, _total_row(weighted, rows, inferred)):
        yield {**common, **row}


def _readings(item: FormItem, rubrics: Sequence[FormRubric], fixed: Choices | None) -> list[FormReading]:
    return [] if item.level == "task" else readings(item, rubrics, fixed)


def _item_rows(item: FormItem, found: Sequence[FormReading], step: Decimal) -> Iterator[dict[str, object]]:
    base: dict[str, object] = {
        "item": item.item,
        "title": item.title,
        "level1": item.level1 or None,
        "level2": item.level2 or None,
        "weight": item.weight,
        "printed_score": item.printed,
        "inputs": [dict(spot) for spot in item.spots],
    }
    weight = item.weight
    if weight is None or not found:
        yield {**base, **_not_scored(item)}
        return
    beside = _beside(item, weight, found, step)
    for reading in found:
        low, high = reading.marks(weight)
        at = reading.attained
        says = _reading_words(reading, low, high, weight, alone=len(found) == 1)
        shown = [at.words, says, *beside]
        yield {
            **base,
            "low": low,
            "high": high,
            "basis": "computed" if low == high else "not_demonstrated" if at.kind == "blank" else "bounded",
            "reading": None if len(found) == 1 else reading.label,
            "attainment_low": None if at.kind in ("words", "blank") else at.low,
            "attainment_high": None if at.kind in ("words", "blank") else at.high,
            "agreement": None if item.printed is None else agreement(reading, weight, item.printed, step),
            "message_zh": f"{item.title}：" + "；".join(words.zh for words in shown) + "。",
            "message_en": f"{item.title}: " + "; ".join(words.en for words in shown) + ".",
        }


def _not_scored(item: FormItem) -> dict[str, object]:
    """A row without a weight or without a rule: what is printed is listed, nothing is computed."""
    if item.level == "task" and item.weight is not None:
        zh, en = "任务得分的规则未公开，公开材料既不能证明也不能否定", "no rule for the marks of tasks is published"
        return {
            "low": ZERO,
            "high": item.weight,
            "basis": "not_demonstrated",
            "message_zh": f"{item.title}：{zh}。",
            "message_en": f"{item.title}: {en}.",
        }
    zh, en = "未列分值，不计入合计", "no weight is printed, so it counts in no total"
    return {
        "basis": "printed_only" if item.printed is not None else "not_demonstrated",
        "message_zh": f"{item.title}：{zh}。",
        "message_en": f"{item.title}: {en}.",
    }


def _reading_words(reading: FormReading, low: Decimal, high: Decimal, weight: Decimal, *, alone: bool) -> Text:
    marks = plain(low) if low == high else f"{plain(low)}–{plain(high)}"
    full = plain(weight.quantize(Decimal("0.01"))) if weight != weight.to_integral_value() else plain(weight)
    zh, en = f"得 {marks} 分（满分 {full} 分）", f"{marks} of {full} marks"
    if alone:
        return Text(zh, en)
    return Text(f"按“{reading.called.zh}”{zh}", f"read as “{reading.called.en}”: {en}")


def _beside(item: FormItem, weight: Decimal, found: Sequence[FormReading], step: Decimal) -> list[Text]:
    """What the printed marks of an item say about its readings."""
    printed = item.printed
    if printed is None:
        return [] if item.assumed else [Text("未填得分", "no marks are printed")]
    said = []
    if not 0 <= printed <= weight:
        zh = f"公布的得分 {plain(printed)} 不在 0 至分值 {plain(weight)} 之内"
        said.append(Text(zh, f"printed marks of {plain(printed)} lie outside 0 to {plain(weight)}"))
    ways = {reading.label: agreement(reading, weight, printed, step) for reading in found}
    good = [reading for reading in found if ways[reading.label] in GIVES]
    if good:
        said.append(_given(plain(printed), good, {ways[reading.label] for reading in good}, alone=len(found) == 1))
    elif "within" not in ways.values():
        said.append(
            Text(f"公布的得分 {plain(printed)}，没有一种读法得出", f"printed {plain(printed)}: no reading gives it")
        )
    elif all(reading.attained.kind == "blank" for reading in found):
        zh = f"公布的得分 {plain(printed)}，公开材料既不能证明也不能否定"
        said.append(Text(zh, f"printed {plain(printed)}: what is published neither shows nor refutes it"))
    else:
        zh = f"公布的得分 {plain(printed)}，在公开材料允许的范围内"
        said.append(Text(zh, f"printed {plain(printed)} lies within what is published"))
    return said


def _given(printed: str, good: Sequence[FormReading], ways: set[str], *, alone: bool) -> Text:
    cut_zh, cut_en = ("（截去尾数）", " (cut, not rounded)") if ways == {"cut"} else ("", "")
    if alone:
        return Text(f"公布的得分 {printed}，与计算结果相同{cut_zh}", f"printed {printed}: the same{cut_en}")
    names = list(dict.fromkeys(reading.label for reading in good))
    zh = f"公布的得分 {printed}，由读法 {'、'.join(names)} 得出{cut_zh}"
    return Text(zh, f"printed {printed}: given by {', '.join(names)}{cut_en}")


def _total_row(form: ScoredForm, rows: Sequence[Mapping[str, object]], inferred: Inferred) -> dict[str, object]:
    """The last row: the printed total beside the sums of the fewest and the most marks."""
    ends: dict[object, list[Mapping[str, object]]] = {}
    for row in rows:
        if row.get("low") is not None:
            ends.setdefault(row["item"], []).append(row)
    low = rounded(sum((min(_marks(row, "low") for row in group) for group in ends.values()), ZERO))
    high = rounded(sum((max(_marks(row, "high") for row in group) for group in ends.values()), ZERO))
    printed = printed_figure(form.row, "total_score")
    weights = sum((item.weight for item in form.items if item.weight is not None), ZERO)
    marks = [item.printed for item in form.items if item.printed is not None]
    said = _total_words(form, inferred, (low, high), weights, sum(marks, ZERO) if marks else None)
    return {
        "item": TOTAL,
        "title": "总分",
        "weight": rounded(weights),
        "printed_score": None if printed is None else printed.value,
        "low": low,
        "high": high,
        "basis": "computed" if ends and low == high else "bounded" if ends else "not_demonstrated",
        "agreement": None if printed is None else "within" if low <= printed.value <= high else "outside",
        "inputs": [] if printed is None else [cell_spot(form.row, "total_score", "总分")],
        "message_zh": "总分：" + "；".join(words.zh for words in said) + "。",
        "message_en": "Total: " + "; ".join(words.en for words in said) + ".",
    }


def _total_words(
    form: ScoredForm, inferred: Inferred, ends: tuple[Decimal, Decimal], weights: Decimal, summed: Decimal | None
) -> list[Text]:
    rules = inferred.rubric
    low, high = map(plain, ends)
    bands = f"{rules.grade(ends[0])}–{rules.grade(ends[1])}"
    said = [
        Text(f"公开材料支持 {low} 至 {high} 分（{bands}）", f"what is published supports {low} to {high} ({bands})")
    ]
    if form.has_marks:
        said.append(inferred.words)
    else:
        zh = f"未列分值，按 {rules.id} 的一级权重平均分配"
        said.append(Text(zh, f"no weights are printed; those of {rules.id} are shared out equally"))
    printed = printed_figure(form.row, "total_score")
    if summed is not None:
        shown = plain(printed.value) if printed else "—"
        zh = f"各项公布的得分合计 {plain(summed)}，公布的总分 {shown}"
        said.append(Text(zh, f"printed marks sum to {plain(summed)}, printed total {shown}"))
    if printed is not None and not ends[0] <= printed.value <= ends[1]:
        said.append(Text("公布的总分在此范围之外", "the printed total lies outside"))
    unweighted = [item for item in form.items if item.weight is None]
    if unweighted:
        zh = f"{len(unweighted)} 项没有分值，未计入"
        said.append(Text(zh, f"{len(unweighted)} items have no weight and are left out"))
    if abs(weights - rules.total) > Decimal("0.01"):
        zh = f"分值合计 {plain(weights.quantize(Decimal('0.01')))}，不是 {plain(rules.total)}"
        said.append(Text(zh, f"weights sum to {plain(weights.quantize(Decimal('0.01')))}, not {plain(rules.total)}"))
    if (form.row["fiscal_year"] or rules.first_fiscal_year) < rules.first_fiscal_year:
        zh = f"该规定自 {rules.first_fiscal_year} 年度起适用，本表为 {form.row['fiscal_year']} 年度"
        said.append(Text(zh, f"{rules.id} is for {rules.first_fiscal_year} on, the form for {form.row['fiscal_year']}"))
    return said


def _marks(row: Mapping[str, object], key: str) -> Decimal:
    return Decimal(str(row[key]))
