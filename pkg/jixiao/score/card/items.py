"""One rubric item against what is published: every reading of its wording gives one result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from jixiao.rules import Text
from jixiao.score import arithmetic
from jixiao.score.arithmetic import Marks, plain
from jixiao.score.card.evidence import FINDERS
from jixiao.score.card.inputs import InputValue, Published, find, ordered, show
from jixiao.score.model import ZERO, InputSource, Item, ItemPart, ItemReading, ItemResult, Spot, Verdict

Inputs = dict[str, InputValue]


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading with the value taken for each input, and the inputs that are published with several."""

    reading: ItemReading
    contested: tuple[InputSource, ...]
    inputs: Inputs

    @property
    def label(self) -> str:
        """Stable name for the column ``reading``."""
        return " ".join(
            [self.reading.id, *(f"{source.role}={self._shown(source).zh}" for source in self.contested)]
        ).strip()

    @property
    def called(self) -> Text | None:
        """The reading in words."""
        title = [self.reading.title] if self.reading.title else []
        values = [_with_name(source, self._shown(source)) for source in self.contested]
        return _together([*title, *values])

    def _shown(self, source: InputSource) -> Text:
        return show(self.inputs[source.role].figure, source.quantity)


def evaluate(item: Item, public: Published) -> list[ItemResult]:
    """All results of one item (三级指标): one, or one for each reading."""
    options = [_part(part, public) for part in item.parts]
    if item.kind != "checklist":
        return options[0]
    return [_joined(item.parts, combination) for combination in product(*options)]


def _joined(parts: Sequence[ItemPart], results: Sequence[ItemResult]) -> ItemResult:
    """A checklist: the sum of its parts, as certain as its least certain part."""
    verdicts = {result.verdict for result in results}
    named = [(part.says, result.words) for part, result in zip(parts, results, strict=True) if part.says]
    return ItemResult(
        low=sum((result.low for result in results), ZERO),
        high=sum((result.high for result in results), ZERO),
        verdict=verdicts.pop() if len(verdicts) == 1 else "bounded",
        reading=" + ".join(result.reading for result in results if result.reading),
        called=_together([result.called for result in results if result.called]),
        words=Text(
            "；".join(f"“{says.zh}”：{words.zh}" for says, words in named),
            "; ".join(f"“{says.en}”: {words.en}" for says, words in named),
        ),
        spots=ordered(place for result in results for place in result.spots),
    )


def _together(names: Sequence[Text]) -> Text | None:
    return Text("，".join(name.zh for name in names), ", ".join(name.en for name in names)) if names else None


def _part(part: ItemPart, public: Published) -> list[ItemResult]:
    if part.kind in ("mean_of_quarters", "bands", "proportion", "at_most"):
        return _figures(part, public)
    if part.kind == "judgement":
        return [_judgement(part, public)]
    if part.kind == "unexecutable":
        return [_open(part, "bounded", _reason(part), "printed_wording")]
    return [_evidence(part, public)]


def _figures(part: ItemPart, public: Published) -> list[ItemResult]:
    """Every reading whose inputs are published; one not-demonstrated result where none is."""
    lacking: list[Text] = []
    readings: dict[object, Taken] = {}
    for reading in part.readings:
        found = {source.role: find(source, public) for source in reading.inputs}
        if missing := [source for source in reading.inputs if not found[source.role][0]]:
            lacking.append(_missing(reading, missing, [text for source in missing for text in found[source.role][1]]))
            continue
        for values in product(*(found[source.role][0] for source in reading.inputs)):
            inputs = {source.role: value for source, value in zip(reading.inputs, values, strict=True)}
            key = (reading.cap, tuple(sorted((role, value.figure.value) for role, value in inputs.items())))
            contested = tuple(source for source in reading.inputs if len(found[source.role][0]) > 1)
            readings[key] = _merge(readings.get(key), Taken(reading, contested, inputs))
    if not readings:
        return [_open(part, "not_demonstrated", _sentence(lacking))]
    return [_computed(part, taken, lacking) for taken in readings.values()]


def _merge(known: Taken | None, new: Taken) -> Taken:
    """Two readings with the same values are one, with the places of both."""
    if known is None:
        return new
    both = {
        role: InputValue(value.figure, ordered((*value.spots, *new.inputs[role].spots)))
        for role, value in known.inputs.items()
    }
    return Taken(known.reading, known.contested, both)


def _computed(part: ItemPart, taken: Taken, lacking: Sequence[Text]) -> ItemResult:
    marks = _marks(part, taken.reading, taken.inputs)
    shown = _inputs_words(taken.reading, taken.inputs)
    spots = ordered(place for value in taken.inputs.values() for place in value.spots)
    if marks is None:
        reason = Text("除数可能为零，无法计算", "the divisor may be zero, so nothing is computed")
        return _open(part, "not_demonstrated", _sentence([shown, reason, *lacking]), taken.label, spots)
    verdict: Verdict = "computed" if marks.low == marks.high else "bounded"
    words = _sentence([shown, *_rate_words(part, marks), _marks_words(part, marks), *lacking])
    return ItemResult(marks.low, marks.high, verdict, taken.label, words, spots, taken.called)


def _rate_words(part: ItemPart, marks: Marks) -> list[Text]:
    if marks.rate is None:
        return []
    rate = f"{arithmetic.rounded(marks.rate * 100)}%"
    if part.kind == "mean_of_quarters":
        return [Text(f"全年平均执行率 {rate}", f"average rate {rate}")]
    return [Text(f"比率 {rate}", f"ratio {rate}")]


def _marks_words(part: ItemPart, marks: Marks) -> Text:
    low, high, full = (plain(value) for value in (marks.low, marks.high, part.points))
    if low == high:
        return Text(f"得 {low} 分（满分 {full} 分）", f"{low} of {full} marks")
    return Text(
        f"受印刷精度所限，只能定为 {low} 至 {high} 分（满分 {full} 分）",
        f"the printed rounding allows {low} to {high} of {full} marks",
    )


def _marks(part: ItemPart, reading: ItemReading, inputs: Inputs) -> Marks | None:
    """The kind's own arithmetic; None where a divisor may be zero."""
    figures = {role: value.figure for role, value in inputs.items()}
    if part.kind == "mean_of_quarters":
        quarters = sorted(reading.inputs, key=lambda source: source.quarter)
        return arithmetic.mean_of_quarters([figures[source.role] for source in quarters], part.points, cap=reading.cap)
    if part.kind == "at_most":
        return arithmetic.at_most(figures["actual"], figures["limit"], part.points)
    share = arithmetic.ratio([figures[role] for role in part.of], [figures[role] for role in part.to])
    if share is None:
        return None
    if part.kind == "bands":
        return arithmetic.bands(share, part.bands)
    return arithmetic.proportion(share, part.points, above_one=part.above_one, inverse=part.inverse)


def _inputs_words(reading: ItemReading, inputs: Inputs) -> Text:
    zh, en = [], []
    for source in reading.inputs:
        value = inputs[source.role]
        text = show(value.figure, source.quantity)
        zh.append(_with_name(source, text).zh + ("" if value.spots else "（未填列，按 0 计）"))
        en.append(_with_name(source, text).en + ("" if value.spots else " (printed blank, counted as 0)"))
    return _read_as(reading, "、".join(zh), ", ".join(en))


def _with_name(source: InputSource, shown: Text) -> Text:
    return Text(f"{source.title.zh} {shown.zh}", f"{source.title.en} {shown.en}")


def _read_as(reading: ItemReading, zh: str, en: str) -> Text:
    if reading.title is None:
        return Text(zh, en)
    return Text(f"按“{reading.title.zh}”：{zh}", f"read as “{reading.title.en}”: {en}")


def _missing(reading: ItemReading, sources: Sequence[InputSource], unreadable: Sequence[str]) -> Text:
    zh = "未找到公开的" + "、".join(source.title.zh for source in sources)
    en = "not found in print: " + ", ".join(source.title.en for source in sources)
    if unreadable:
        zh += f"（无法识读：{'、'.join(unreadable)}）"
        en += f" (unreadable: {', '.join(unreadable)})"
    return _read_as(reading, zh, en)


def _judgement(part: ItemPart, public: Published) -> ItemResult:
    """Marks that rest on judgement (酌情): what is published is shown, the marks stay open."""
    evidence: list[Text] = []
    spots: list[Spot] = []
    for source in part.readings[0].inputs:
        for value in find(source, public)[0]:
            evidence.append(_with_name(source, show(value.figure, source.quantity)))
            spots.extend(value.spots)
    if part.evidence:
        found = FINDERS[part.evidence](public)
        if found.seen:
            evidence.append(found.words)
            spots.extend(found.spots)
    verdict: Verdict = "bounded" if evidence else "not_demonstrated"
    return _open(part, verdict, _sentence([*evidence, _reason(part)]), spots=ordered(spots))


def _evidence(part: ItemPart, public: Published) -> ItemResult:
    """Marks that published forms show in part (shown), or that observed faults cost (deduction)."""
    found = FINDERS[part.evidence](public) if part.evidence else None
    if found is None or found.seen == 0:
        return _open(part, "not_demonstrated", _reason(part))
    if part.kind == "deduction":
        low, high = ZERO, arithmetic.deduction(part.points, part.per_finding, found.count)
    else:
        low, high = (part.shows, part.points) if found.count else (ZERO, ZERO)
    words = found.words if low == high else _sentence([found.words, _reason(part)])
    return ItemResult(low, high, "computed" if low == high else "bounded", "", words, found.spots)


def _open(part: ItemPart, verdict: Verdict, words: Text, reading: str = "", spots: Sequence[Spot] = ()) -> ItemResult:
    """Nothing decides the marks: anything from none to all."""
    return ItemResult(ZERO, part.points, verdict, reading, words, tuple(spots))


def _reason(part: ItemPart) -> Text:
    return part.reason or Text("没有公开的依据", "no published evidence")


def _sentence(parts: Sequence[Text]) -> Text:
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))
