"""Which regulation a form follows, told by its printed weights and, item by item, by its printed marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.rules import Text
from jixiao.score.arithmetic import plain, rounded
from jixiao.score.forms.form_items import FormItem, ScoredForm
from jixiao.score.forms.form_rubric import FormRubric
from jixiao.score.forms.marking import FormReading

#: How a reading stands to the printed marks, the closest first.
AGREEMENTS = ("exact", "rounded", "cut", "within", "outside")
GIVES = ("exact", "rounded", "cut")
_LEVELS = {
    "execution": "预算执行率", "cost": "成本", "output": "产出", "benefit": "效益", "satisfaction": "满意度",
    "task": "任务", "other": "其他",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inferred:
    """The rubric that explains most of a form, and the count that says so."""

    rubric: FormRubric
    words: Text


def agreement(reading: FormReading, weight: Decimal, printed: Decimal, step: Decimal) -> str:
    """A reading against printed marks: equal, equal when rounded or cut to the printed step, inside, outside."""
    low, high = reading.low * weight, reading.high * weight
    if reading.low != reading.high and rounded(low) != rounded(high):
        return "within" if low <= printed <= high else "outside"
    if printed in (low, high):
        return "exact"
    if printed - step / 2 <= high and low <= printed + step / 2:
        return "rounded"
    return "cut" if printed <= high and low < printed + step else "outside"


def infer(form: ScoredForm, found: Mapping[str, Sequence[FormReading]], rubrics: Sequence[FormRubric]) -> Inferred:
    """The rubric that explains more of a form: its weights, and the items whose marks only one rubric gives.

    Where all explain as much, the first: the more general regulation.
    """
    levels = form.levels
    fits = {rubric.id: [w.id for w in rubric.weights if dict(w.levels) == levels] for rubric in rubrics}
    votes = {item.item: _explains(item, found[item.item], form.step, rubrics) for item in form.items}
    telling = {name: given for name, given in votes.items() if given is not None}
    alone = {rubric.id: sum(given == {rubric.id} for given in telling.values()) for rubric in rubrics}
    weight_only = {rubric.id: int(bool(fits[rubric.id]) and sum(map(bool, fits.values())) == 1) for rubric in rubrics}
    best = max(rubrics, key=lambda rubric: alone[rubric.id] + weight_only[rubric.id])
    neither = sum(not given for given in telling.values())
    return Inferred(best, _words(best, levels, fits, alone, neither, len(telling)))


def _explains(
    item: FormItem, found: Sequence[FormReading], step: Decimal, rubrics: Sequence[FormRubric]
) -> set[str] | None:
    """Rubrics that give the printed marks; None where the marks tell no rubric from another."""
    if item.weight is None or item.printed is None or len(found) < 2:
        return None
    good = [reading for reading in found if agreement(reading, item.weight, item.printed, step) in GIVES]
    given = {rubric.id for rubric in rubrics if any(reading.of(rubric) for reading in good)}
    return None if len(given) == len(rubrics) else given


def _words(
    best: FormRubric,
    levels: Mapping[str, Decimal],
    fits: Mapping[str, Sequence[str]],
    alone: Mapping[str, int],
    neither: int,
    telling: int,
) -> Text:
    shares = {level or "other": plain(weight) for level, weight in levels.items()}
    printed = Text(
        "、".join(f"{_LEVELS[level]} {share}" for level, share in shares.items()),
        ", ".join(f"{level} {share}" for level, share in shares.items()),
    )
    fitting = [name for name, ids in fits.items() if ids]
    zh = [f"公布的分值（{printed.zh}）" + (f"符合 {'、'.join(fitting)}" if fitting else "与各规定的一级权重都不同")]
    en = [f"printed weights ({printed.en}) " + (f"fit {', '.join(fitting)}" if fitting else "fit no regulation")]
    if telling:
        zh.append(
            f"得分能区分规定的 {telling} 项中，"
            + "、".join(f"只符合 {name} 的 {count} 项" for name, count in alone.items())
            + f"，都不符合的 {neither} 项"
        )
        en.append(
            f"of {telling} items whose marks tell regulations apart, "
            + ", ".join(f"{count} follow {name} only" for name, count in alone.items())
            + f", {neither} neither"
        )
    zh.append(f"按 {best.id} 列示")
    en.append(f"shown under {best.id}")
    return Text("；".join(zh), "; ".join(en))
