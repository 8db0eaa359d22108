"""Made-up indicators: what they print, and the rows that a reader must find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import yaml

from ..layout.scored import IndicatorLine
from ..layout.style import Style

#: Marks of level 1 and its level 2, without and with 成本指标 as a level of its own; 10 marks are 预算执行率's.
PLAIN = {
    "产出指标": (50, ("数量指标", "质量指标", "时效指标", "成本指标")),
    "效益指标": (30, ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    "满意度指标": (10, ("服务对象满意度指标",)),
}
WITH_COST = {
    "成本指标": (20, ("经济成本指标",)),
    "产出指标": (40, ("数量指标", "质量指标", "时效指标")),
    "效益指标": (20, ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    "满意度指标": (10, ("服务对象满意度指标",)),
}


@dataclass(frozen=True)
class Indicator:
    """Expected row of indicators."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    operator: str
    target_value: Decimal | None
    target_unit: str
    actual_value: Decimal | None
    actual_unit: str
    weight: Decimal | None
    score: Decimal | None
    sign: str = ""
    value: str = ""
    unit: str = ""
    in_cell: bool = False
    met: bool = True


@cache
def words() -> dict[str, Any]:
    """Words of made-up departments, from ``words.yaml``."""
    return yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))


def make_indicators(random: Random, style: Style, marked: bool, cost: bool) -> list[Indicator]:
    """Indicators of all levels, marks adding up to 90."""
    rows: list[Indicator] = []
    for level1, (weight, seconds) in (WITH_COST if cost else PLAIN).items():
        chosen = [name for name in seconds if random.random() < 0.7] or [seconds[0]]
        specs = [(name, spec) for name in chosen for spec in pick(random, words()["indicators"][name])]
        specs = some_in_words(specs)
        marks = share(random, weight, len(specs))
        seconds_marks = {name: sum(m for (n, _), m in zip(specs, marks, strict=True) if n == name) for name in chosen}
        for (level2, (level3, spec)), mark in zip(specs, marks, strict=True):
            one = make_indicator(random, level3, spec, style)
            names = [label(level1, weight, style), label(level2, seconds_marks[level2], style)]
            score = Decimal(mark) if one.met else Decimal(mark) * Decimal("0.8")
            given = {"weight": Decimal(mark), "score": score} if marked else {}
            rows.append(replace(one, level1=names[0], level2=names[1], **given))
    return rows if style.numbered_indicators == "none" else numbered(rows, style)


def some_in_words(specs: Sequence[Any]) -> list[Any]:
    """At most one target in words of every three, so that most can be measured."""
    numeric = [one for one in specs if "text" not in one[1][1]]
    if not numeric:
        return [specs[0]]
    kept = [one for one in specs if "text" in one[1][1]][: len(numeric) // 2]
    return [one for one in specs if one in numeric or one in kept]


def label(name: str, weight: int, style: Style) -> str:
    """A level label as the style prints it."""
    return f"{name.removesuffix('指标')}{style.suffix}" + (f"（{weight}分）" if style.level_weights else "")


def pick(random: Random, specs: Sequence[Any]) -> list[Any]:
    """One or more of the indicators of a level 2."""
    return random.sample(list(specs), random.randint(1, len(specs)))


def share(random: Random, weight: int, count: int) -> list[int]:
    """Whole marks, at least one each, that add up to ``weight``."""
    cuts = sorted(random.sample(range(1, weight), count - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, weight], strict=True)]


def make_indicator(random: Random, level3: str, spec: dict[str, Any], style: Style) -> Indicator:
    """An indicator without levels and marks."""
    if "text" in spec:
        target, actual = spec["text"]
        sign = "定性" if style.operator_columns else ""
        return Indicator("", "", level3, target, actual, "text", None, "", None, "", None, None, sign, target, "")
    number, unit = random.randint(max(1, spec["low"]), spec["high"] - 1), spec["unit"]
    operator = "le" if spec.get("most") else random.choice(("ge", "ge", "eq"))
    sign = random.choice(words()["operators"][operator])
    target = f"{sign}{number}{unit}"
    behind = {"ge": "以上", "le": "以内"}.get(operator)
    if behind and not style.operator_columns and random.random() < 0.15:
        target = f"{number}{unit}{behind}"
    # Several indicators in one cell share their reason, so these are all met; none stands just at its bound.
    missed = style.numbered_indicators != "cell" and number >= 10 and random.random() < 0.2
    done = {"eq": number, "le": number - 1, "ge": number - 1 if missed else number + 1}[operator]
    shown = unit if random.random() < 0.8 else ""
    scale = Decimal("0.01") if unit == "%" else Decimal(1)
    return Indicator(
        "", "", level3, target, f"{done}{shown}", operator, number * scale, unit,
        done * (scale if shown else Decimal(1)), shown, None, None, sign, str(number), unit,
        met=done >= number if operator == "ge" else done <= number,
    )  # fmt: skip


def in_unit_column(row: Indicator) -> Indicator:
    """A row whose unit stands in a column of its own: it is that of both values."""
    if row.actual_value is None or row.actual_unit:
        return row
    scale = Decimal("0.01") if row.unit == "%" else Decimal(1)
    return replace(row, actual_value=row.actual_value * scale, actual_unit=row.unit)


def indicator_lines(indicators: Sequence[Indicator], style: Style, reason: str) -> list[IndicatorLine]:
    """Printed rows: one for each run of indicators that share their marks."""
    lines = []
    for run in shared(indicators):
        first, several = run[0], len(run) > 1
        short = not all(row.met for row in run)

        def text(name: str, run: Sequence[Indicator] = run, several: bool = several) -> str:
            values = [getattr(row, name) for row in run]
            mark = "" if name == "level3" else "指标{}："
            return "\n".join(mark.format(n) + v for n, v in enumerate(values, 1)) if several else values[0]

        texts = [first.sign, first.value, first.unit, text("target"), text("actual")]
        marks = [plain(first.weight, style), plain(first.score, style)]
        lines.append(IndicatorLine(first.level1, first.level2, text("level3"), *texts, *marks, reason if short else ""))
    return lines


def shared(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """Runs of indicators in one row: all that follow one with marks and have none."""
    runs: list[list[Indicator]] = []
    for row in indicators:
        if row.in_cell and runs:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def numbered(rows: Sequence[Indicator], style: Style) -> list[Indicator]:
    """Indicators of each level 2 numbered from 1; in one cell, the first has the marks of all."""
    result: list[Indicator] = []
    for _, group in groupby(rows, key=lambda row: (row.level1, row.level2)):
        run = [replace(row, level3=f"指标{n}：{row.level3}") for n, row in enumerate(group, 1)]
        if style.numbered_indicators == "cell" and len(run) > 1 and run[0].weight is not None:
            sums = {name: sum((getattr(row, name) for row in run), Decimal(0)) for name in ("weight", "score")}
            run = [replace(run[0], **sums), *(replace(row, weight=None, score=None, in_cell=True) for row in run[1:])]
        result += run
    return result


def plain(mark: Decimal | None, style: Style) -> str:
    """Marks as printed; nothing for none."""
    if mark is None:
        return ""
    return f"{mark:.2f}" if style.zero == "0.00" else f"{mark.normalize():f}"
