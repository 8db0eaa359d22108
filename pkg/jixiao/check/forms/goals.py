"""Kinds of rule about the words of a form beside its numbers: figures of the goal and the result.

A figure is compared only where it is clearly the same: the clause begins with the indicator's own name (and words
such as 全年 or 共 that change nothing), the number follows, and the unit is that of the indicator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao.check import say
from jixiao.check.forms.entries import FIELDS, Found, entries, entry, plain_words
from jixiao.check.forms.wording import key_of, subject_of, unit_of
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, ProjectForm, Row, Rule, State, ValueLabel, Verdict
from jixiao.figures import (
    Comparison,
    Figure,
    as_figure,
    compare_ratio,
    compare_sum,
    half_width,
    parse_amount,
    parse_number,
    parse_rate,
)
from jixiao.rules import Text

_CLAUSE = r"(?:^|[。；;，,、:(]|(?<![\d.])\d{1,2}[.、)])"
_NUMBER = r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_AMOUNT = r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:万元|亿元|元))"
_RATE = r"(?P<number>\d+(?:\.\d+)?%)"
#: 人次 is not 人, 台套 is not 台; 余 and 多 behind a number make it a round one.
_UNIT_ENDS = r"(?![次套时均多余以])"
_BRACKETS = re.compile(r"\([^()]*\)")
_INEQUALITY = re.compile(r"[≥≧⩾>≤≦⩽<±约近超]|大于|小于|不低于|不少于|不高于|不超过|至少|以上|以内|左右")
_SHORTEST = 2
_SHARE = ("%", "‰")
_TEN_THOUSAND = Decimal(10000)
_STATES: Mapping[str, State] = {"exact": "holds", "within_rounding": "holds_within_rounding", "broken": "broken"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator whose figure words may repeat: the words of its name that count, its unit and its figure."""

    row: Row
    core: str
    unit: str
    figure: Figure


@kind("words_indicators", on="project", words=("text", "value", "before", "between", "endings", "general"))
def judge_words_indicators(rule: Rule, form: ProjectForm) -> Found:
    """A figure in the goal is within the target, one in the result is the actual value, of the same indicator."""
    field, column = rule.words["text"][0], rule.words["value"][0]
    text = _plain(form.project.get(field))
    listed = list(_indicators(rule, form, column)) if text else []
    named = Counter((indicator.core, indicator.unit) for indicator in listed)
    for indicator in listed:
        figures = _figures(rule, indicator, text)
        if not figures or named[indicator.core, indicator.unit] > 1:
            continue
        fits = [figure for figure in figures if _fits(indicator, figure, column)]
        if not fits and len({figure.value for figure in figures}) > 1:
            zh, en = (
                "文字中有几个数值，不能确定哪一个是本指标的",
                "the words give several figures; which is meant is not certain",
            )
            yield key_of(indicator.row), _verdict(form, indicator, field, column, "ambiguous", figures[0], Text(zh, en))
            continue
        state: State = "holds" if fits else "broken"
        yield key_of(indicator.row), _verdict(form, indicator, field, column, state, (fits or figures)[0], None)


@kind("words_money", on="project", words=("budget", "executed", "rate", "before", "between"), gap="amount")
def judge_words_money(rule: Rule, form: ProjectForm) -> Found:
    """Budget, execution and rate that the result states are those of the form's money."""
    text = _plain(form.project.get("result"))
    for measure, shape in (("budget", _AMOUNT), ("executed", _AMOUNT), ("rate", _RATE)) if text else ():
        printed = [match["number"] for match in re.finditer(_pattern(rule, rule.words[measure], shape), text)]
        stated = [figure for words in printed if (figure := (parse_rate if measure == "rate" else parse_amount)(words))]
        values = _money(form, measure)
        if not stated or not values:
            continue
        results = [result for figure in stated if (result := _compared(figure, values)) is not None]
        best = min(results, key=lambda result: abs(result.gap), default=None)
        if best is None:
            continue
        state = _STATES[best.agreement]
        if state == "broken" and len({figure.value for figure in stated}) > 1:
            state = "ambiguous"
        label = ValueLabel(
            f"{FIELDS['result'].zh} {FIELDS[measure].zh}", f"{FIELDS['result'].en}, {FIELDS[measure].en}", ""
        )
        numbers = (best.stated, best.computed, best.gap, best.slack)
        quantity = "rate" if measure == "rate" else "amount"
        other = Text(f"表中{FIELDS[measure].zh}", f"{FIELDS[measure].en} of the form")
        head = say.named(form.sheet.name, label)
        words = say.compared(head, Text("文字为", "the words say"), other, numbers, best.agreement, quantity)
        places = (entry(form.project, "result"), *values)
        yield measure, Verdict(state, head.zh, words, places, *numbers)


@kind("result_short", on="project", limits=("least",))
def judge_result_short(rule: Rule, form: ProjectForm) -> Found:
    """The result (全年实际完成情况) has more than a few words."""
    words = plain_words(form.project.get("result"))
    if words:
        short = len(words) < rule.limits["least"]
        zh = f"共 {len(words)} 字" + ("，没有说明实际做了什么" if short else "")
        en = f"{len(words)} characters" + (", which do not say what was done" if short else "")
        head = say.named(form.sheet.name, ValueLabel(FIELDS["result"].zh, FIELDS["result"].en, ""))
        yield (
            "",
            Verdict(
                "broken" if short else "holds", head.zh, say.plain(head, zh, en), entries(form.project, ("result",))
            ),
        )


def _plain(text: object) -> str:
    return half_width(plain_words(text))


def _indicators(rule: Rule, form: ProjectForm, column: str) -> Iterator[Indicator]:
    """Indicators with a plain figure and a name that says more than 数量."""
    for row in form.indicators:
        printed, name = half_width(row[column] or ""), _BRACKETS.sub("", half_width(row["level3"] or ""))
        unit = unit_of(row[f"{column}_unit"] or row["target_unit"])
        number = re.match(r"(?:[≥≧⩾>≤≦⩽<=])?" + _NUMBER, printed)
        if row[f"{column}_value"] is None or number is None or not unit:
            continue
        if column == "actual" and _INEQUALITY.search(printed):
            continue
        figure = _figure(number["number"], unit)
        core = _core(rule, name)
        if unit in _SHARE and not row[f"{column}_unit"] and Decimal(number["number"].replace(",", "")) <= 1:
            continue  # 0.97 may be 97 % or 0.97 %
        if figure is not None and len(core) >= _SHORTEST and core not in rule.words["general"]:
            yield Indicator(row, core, unit, figure)


def _figure(number: str, unit: str) -> Figure | None:
    """The figure in its unit; None for more digits than a figure has."""
    return as_figure(parse_rate, number + unit) if unit in _SHARE else as_figure(parse_number, number)


def _core(rule: Rule, name: str) -> str:
    """An indicator's name without the verb before it and the word for its quantity behind it."""
    name = name.rstrip("。；;")
    verb = next((word for word in rule.words["before"] if name.startswith(word)), "")
    end = next((word for word in rule.words["endings"] if name.endswith(word)), "")
    return name[len(verb) : len(name) - len(end)]


def _figures(rule: Rule, indicator: Indicator, text: str) -> list[Figure]:
    """Figures that the words give for an indicator, in its unit."""
    if indicator.core not in text:
        return []  # as in most forms: its expression need not be compiled
    shape = f"{_NUMBER}(?P<many>万)?{re.escape(indicator.unit)}{_UNIT_ENDS}"
    found = []
    for match in re.finditer(_pattern(rule, (indicator.core,), shape), text):
        figure = _figure(match["number"], indicator.unit)
        if figure and match["many"] and indicator.unit not in _SHARE:
            figure = figure.scaled(_TEN_THOUSAND)
        found.extend([figure] if figure else [])
    return found


def _pattern(rule: Rule, names: Iterable[str], shape: str) -> str:
    before, between = ("|".join(rule.words[key]) for key in ("before", "between"))
    return f"{_CLAUSE}(?:{before})*(?:{'|'.join(map(re.escape, names))})(?:{between})*{shape}"


def _fits(indicator: Indicator, figure: Figure, column: str) -> bool:
    """Equal as far as both are printed; a goal may also lie on the good side of its bound."""
    if figure.interval.meets(indicator.figure.interval) and _coarse(figure, indicator.figure):
        return True
    operator = indicator.row["operator"] if column == "target" else ""
    above = figure.value >= indicator.figure.value
    return above if operator in ("ge", "gt") else not above if operator in ("le", "lt") else False


def _coarse(one: Figure, other: Figure) -> bool:
    """Whole numbers of things are exact; what shows decimals or 万 was rounded."""
    return one.value == other.value or max(one.step, other.step) != 1


def _verdict(
    form: ProjectForm, indicator: Indicator, field: str, column: str, state: State, figure: Figure, why: Text | None
) -> Verdict:
    row, name = indicator.row, subject_of(indicator.row)
    shown = (
        say.shown(figure.value, "rate").zh
        if indicator.unit in _SHARE
        else f"{figure.value.normalize():f}{indicator.unit}"
    )
    head = say.named(form.sheet.name, ValueLabel(name.zh, name.en, ""))
    tail = why or (Text("不相符", "they do not fit") if state == "broken" else Text("相符", "they fit"))
    zh = f"{FIELDS[field].zh}的文字为 {shown}，{FIELDS[column].zh}为“{row[column]}”，{tail.zh}"
    en = f"the words of the {FIELDS[field].en} say {shown}, the {FIELDS[column].en} is “{row[column]}”; {tail.en}"
    values = (*entries(form.project, (field,)), *entries(row, (column,), name.zh))
    return Verdict(state, head.zh, say.plain(head, zh, en), values)


def _money(form: ProjectForm, measure: str) -> tuple[PrintedValue, ...]:
    """The total's value; for a rate that is not printed, what was executed and the budget."""
    value = form.sheet.values.get(("funds", "", "total", measure))
    if value is not None and value.figure is not None:
        return (value,)
    terms = [form.sheet.values.get(("funds", "", "total", name)) for name in ("executed", "budget")]
    printed = tuple(term for term in terms if term is not None and term.figure is not None)
    return printed if measure == "rate" and len(printed) == len(terms) else ()


def _compared(stated: Figure, values: tuple[PrintedValue, ...]) -> Comparison | None:
    figures = [value.figure for value in values if value.figure]
    return compare_sum(stated, [(figures[0], 1)]) if len(figures) == 1 else compare_ratio(stated, *figures)
