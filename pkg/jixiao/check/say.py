"""Sentences of the outcomes, Chinese and English. Fair words: values that cannot both hold, never which is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jixiao.check.printed import PrintedValue, ValueLabel
from jixiao.figures import Figure, in_yuan
from jixiao.rules import Text

_TAIL = Text("两个已公布的数值不能同时成立。", "The published values cannot both hold.")
#: What a break means where a rule sets the total, and the document does not print it.
NOT_AS_SET = Text("与应有数不符。", "That is not what it should be.")
_UNUSUAL = Text("需要说明。", "An explanation is needed.")
_NOTHING = Text("", "")


def number(value: Decimal, least: int = 2) -> str:
    """An exact decimal with thousands separators and at least ``least`` decimals."""
    plain = value.normalize()
    decimals = max(least, -int(plain.as_tuple().exponent))
    return f"{plain:,.{decimals}f}"


def term(quantity: str, figure: Figure) -> str:
    """A figure as a term of a formula: 1,204.37; 26 for a count."""
    return number(figure.value, 0 if quantity == "count" else 2)


def shown(value: Decimal, quantity: str) -> Text:
    """A value with its unit: 1,204.37 万元 (CNY 12.0437 million), 99.41%, 97.82 分; a count has none."""
    if quantity == "rate":
        text = f"{value * 100:.2f}%"
        return Text(text, text)
    if quantity in ("weight", "marks"):
        text = number(value, 0)
        return Text(f"{text} 分", f"{text} marks")
    if quantity == "count":
        text = number(value, 0)
        return Text(text, text)
    return Text(f"{number(value)} 万元", in_yuan(value))


def difference(value: Decimal, quantity: str) -> Text:
    """The size of a gap or slack with its unit."""
    if quantity == "rate":
        points = f"{abs(value) * 100:.3f}".rstrip("0").rstrip(".")
        return Text(f"{points} 个百分点", f"{points} percentage points")
    return shown(abs(value), quantity)


def compared(
    head: ValueLabel,
    stated: Text,
    other: Text,
    values: tuple[Decimal, Decimal, Decimal, Decimal],
    agreement: str,
    quantity: str,
    unprinted: Sequence[ValueLabel] = (),
    note: Text | None = None,
    tail: Text | None = None,
) -> Text:
    """Stated value, computed value, gap and what rounding could explain; ``other`` names the computed one.

    A ``note`` stands before the ``tail``, which says what a break means: without one, that both values cannot hold.
    """
    printed, computed, gap, slack = values
    s = shown(printed, quantity)
    if agreement == "exact":
        zh = f"{head.zh}：{stated.zh} {s.zh}，与{other.zh}一致。"
        return Text(zh, f"{head.en}: {stated.en} {s.en}, equal to {other.en}.")
    c, g, k = shown(computed, quantity), difference(gap, quantity), difference(slack, quantity)
    zh = f"{head.zh}：{stated.zh} {s.zh}，{other.zh} {c.zh}，相差 {g.zh}"
    en = f"{head.en}: {stated.en} {s.en}, {other.en} {c.en}, gap {g.en}"
    if agreement == "within_rounding":
        return Text(f"{zh}，四舍五入可以解释（最多 {k.zh}）。", f"{en}, which rounding explains (up to {k.en}).")
    notes, more, end = not_printed(unprinted), note or _NOTHING, tail or _TAIL
    return Text(
        f"{zh}（四舍五入最多可解释 {k.zh}）。{notes.zh}{more.zh}{end.zh}",
        f"{en} (rounding allows {k.en}). {notes.en}{more.en}{end.en}",
    )


def bounded(
    small: ValueLabel,
    large: ValueLabel,
    values: tuple[Decimal, Decimal, Decimal, Decimal],
    agreement: str,
    quantity: str,
    *,
    possible: bool = False,
) -> Text:
    """An upper bound and what should not be above it; ``possible`` where both values may well be right."""
    bound, computed, gap, slack = values
    c, b = shown(computed, quantity), shown(bound, quantity)
    g, k = difference(gap, quantity), difference(slack, quantity)
    if agreement == "exact":
        zh = f"{small.zh} {c.zh}，不大于{large.zh} {b.zh}。"
        return Text(zh, f"{small.en} {c.en}, not above {large.en} {b.en}.")
    zh = f"{small.zh} {c.zh}，大于{large.zh} {b.zh}，超出 {g.zh}"
    en = f"{small.en} {c.en}, above {large.en} {b.en} by {g.en}"
    if agreement == "within_rounding":
        return Text(f"{zh}，四舍五入可以解释（最多 {k.zh}）。", f"{en}, which rounding explains (up to {k.en}).")
    tail = _UNUSUAL if possible else _TAIL
    return Text(f"{zh}（四舍五入最多可解释 {k.zh}）。{tail.zh}", f"{en} (rounding allows {k.en}). {tail.en}")


def not_negative(head: ValueLabel, value: Decimal, quantity: str) -> Text:
    """A value that should not be below zero."""
    v = shown(value, quantity)
    if value >= 0:
        return Text(f"{head.zh}：公布 {v.zh}，不小于零。", f"{head.en}: printed {v.en}, not below zero.")
    return Text(
        f"{head.zh}：公布 {v.zh}，小于零，需要说明。",
        f"{head.en}: printed {v.en}, below zero: an explanation is needed.",
    )


def no_percentage(head: ValueLabel, rate: PrintedValue, terms: str, computed: Decimal | None) -> Text:
    """A rate cell that holds a number which is no percentage."""
    zh = f"{head.zh}：栏内填列“{rate.printed}”，不是百分比"
    en = f"{head.en}: the cell prints “{rate.printed}”, no percentage"
    if computed is None:
        return Text(f"{zh}。", f"{en}.")
    percent = shown(computed, "rate").zh
    return Text(f"{zh}；按 {terms} 计算为 {percent}。", f"{en}; {terms} gives {percent}.")


def no_sign(head: ValueLabel, rate: PrintedValue) -> Text:
    """A rate that is right but for its per cent sign."""
    zh = f"{head.zh}：栏内填列“{rate.printed}”，没有百分号。"
    return Text(zh, f"{head.en}: the cell prints “{rate.printed}” without a per cent sign.")


def fraction(head: ValueLabel, rate: PrintedValue) -> Text:
    """A rate printed as a spreadsheet holds it: 0.9 for 90%."""
    zh = f"{head.zh}：栏内以小数填列“{rate.printed}”，与计算结果一致。"
    return Text(zh, f"{head.en}: printed as the fraction “{rate.printed}”, as calculated.")


def missing(head: ValueLabel, labels: Iterable[ValueLabel]) -> Text:
    """Operands that a rule needs and that are not printed; a sum may have no part at all."""
    listed = list(labels)
    if not listed:
        return plain(head, "未填列分项，无法核对", "no parts are printed; cannot be checked")
    return Text(
        f"{head.zh}：未填列{_and(label.zh for label in listed)}，无法核对。",
        f"{head.en}: not printed: {', '.join(label.en for label in listed)}; cannot be checked.",
    )


def incomplete(head: ValueLabel, labels: Iterable[ValueLabel]) -> Text:
    """Blank cells that may hold what a sum lacks."""
    listed = list(labels)
    zh = f"{_and(label.zh for label in listed)}空白，填写不完整，无法核对"
    return plain(head, zh, f"blank: {', '.join(label.en for label in listed)}; incomplete, cannot be checked")


def not_understood(head: ValueLabel, labels: Iterable[ValueLabel]) -> Text:
    """Rows that no rule knows, and that may hold what a sum lacks."""
    listed = list(labels)
    zh = f"{_and(label.zh for label in listed)}是何项目未能识别，所差之数可能在内，无法核对"
    en = f"not understood, and perhaps what it lacks: {', '.join(label.en for label in listed)}; cannot be checked"
    return plain(head, zh, en)


def perhaps_held(head: ValueLabel, labels: Iterable[ValueLabel]) -> Text:
    """Rows that are perhaps a part of the row above them, and make just what a sum has too much."""
    listed = list(labels)
    zh = f"{_and(label.zh for label in listed)}可能是上一行的其中数，无法核对"
    return plain(
        head, zh, f"perhaps within the row above: {', '.join(label.en for label in listed)}; cannot be checked"
    )


def unreadable(head: ValueLabel, values: Iterable[PrintedValue]) -> Text:
    """Operands whose printed text is no figure."""
    listed = list(values)
    return Text(
        f"{head.zh}：{_and(f'{v.label.zh}填列“{v.printed}”' for v in listed)}，不能读作数值，无法核对。",
        f"{head.en}: {', '.join(f'{v.label.en} prints “{v.printed}”' for v in listed)}, no figure; cannot be checked.",
    )


def readings(head: ValueLabel, values: Iterable[PrintedValue]) -> Text:
    """Cells printed more than once with different figures."""
    listed = [(v, "／".join(reading.printed or "空白" for reading in (v, *v.others))) for v in values]
    return Text(
        f"{head.zh}：{_and(f'{v.label.zh}有不同数值（{text}）' for v, text in listed)}，无法确定以哪一个核对。",
        f"{head.en}: {', '.join(f'{v.label.en} is printed as {text}' for v, text in listed)}; either could be meant.",
    )


def plain(head: ValueLabel, zh: str, en: str) -> Text:
    """A head and a reason."""
    return Text(f"{head.zh}：{zh}。", f"{head.en}: {en}.")


def not_printed(labels: Sequence[ValueLabel]) -> Text:
    """The parts of a sum that are blank or absent."""
    if not labels:
        return Text("", "")
    return Text(f"未填列：{_and(label.zh for label in labels)}。", f"Not printed: {', '.join(x.en for x in labels)}. ")


def named(sheet_name: str, label: ValueLabel) -> ValueLabel:
    """A label with the name of the form it stands in."""
    if not sheet_name:
        return label
    return ValueLabel(f"{sheet_name} {label.zh}", f"{sheet_name}, {label.en}", f"{sheet_name} {label.short}")


def _and(words: Iterable[str]) -> str:
    return "、".join(words)
