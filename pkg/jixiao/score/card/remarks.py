"""Sentences that set the printed marks of an item beside what the evidence gives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.rules import Text
from jixiao.score.arithmetic import plain
from jixiao.score.card.printed_card import Printed
from jixiao.score.model import Item, ItemResult


def notes(item: Item, results: Sequence[ItemResult], card: Printed | None) -> list[Text]:
    """What the printed scorecard says about an item: its marks, and its weight where that differs."""
    if card is None:
        return [Text("评分表中没有这一指标", "The printed scorecard has no such item")]
    said = [_marks_note(card, results)]
    if card.weight is not None and card.weight != item.weight:
        printed, own = plain(card.weight), plain(item.weight)
        zh = f"评分表印的分值为 {printed} 分，评分标准为 {own} 分"
        said.append(Text(zh, f"The scorecard prints a weight of {printed}, the rubric gives {own}"))
    full = item.weight if card.weight is None else card.weight
    if card.score is not None and not 0 <= card.score <= full:
        zh = f"自评得分 {plain(card.score)} 不在 0 至分值 {plain(full)} 之内"
        said.append(Text(zh, f"Printed marks of {plain(card.score)} lie outside 0 to the weight of {plain(full)}"))
    return said


def _marks_note(card: Printed, results: Sequence[ItemResult]) -> Text:
    if card.contested:
        marks = [plain(score) for score in card.contested]
        zh = f"评分表对此指标填有不同的自评得分：{'、'.join(marks)}"
        return Text(zh, f"The scorecard prints different marks for it: {', '.join(marks)}")
    if card.score is None:
        return Text("评分表未填自评得分", "The scorecard prints no marks for it")
    computed = [result for result in results if result.verdict == "computed"]
    same = [result for result in computed if result.low == card.score]
    if same:
        return _same_note(plain(card.score), same, alone=len(results) == 1)
    return _differs_note(card.score, results, decided=len(computed) == len(results))


def _same_note(printed: str, same: Sequence[ItemResult], *, alone: bool) -> Text:
    names = [result.called for result in same if result.called]
    if alone or not names:
        return Text(f"自评得分 {printed}，与计算结果相同", f"Printed {printed}: the computed marks are the same")
    zh, en = "、".join(f"“{name.zh}”" for name in names), ", ".join(f"“{name.en}”" for name in names)
    return Text(f"自评得分 {printed}，由读法{zh}得出", f"Printed {printed}: given by the reading {en}")


def _differs_note(printed: Decimal, results: Sequence[ItemResult], *, decided: bool) -> Text:
    if decided:
        zh = f"自评得分 {plain(printed)}，与计算结果不同"
        return Text(zh, f"Printed {plain(printed)}: no reading of the rubric gives it")
    low, high = min(result.low for result in results), max(result.high for result in results)
    if all(result.verdict == "not_demonstrated" for result in results) and low <= printed <= high:
        return Text(
            f"自评得分 {plain(printed)}；公开材料既不能证明也不能否定",
            f"Printed {plain(printed)}; what is published neither shows nor refutes it",
        )
    span = f"{plain(low)} 至 {plain(high)} 分"
    if low <= printed <= high:
        return Text(
            f"自评得分 {plain(printed)}；公开材料支持 {span}",
            f"Printed {plain(printed)}; the published evidence supports {plain(low)} to {plain(high)}",
        )
    return Text(
        f"自评得分 {plain(printed)}，不在公开材料支持的 {span}之内",
        f"Printed {plain(printed)} lies outside the {plain(low)} to {plain(high)} that the published evidence supports",
    )
