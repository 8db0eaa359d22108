"""Indicators that a list tells in one cell (产出指标，数量指标，名称；年度指标值：≥1部；…): known by the names of their levels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from jixiao.grids import Cell, Grid
from jixiao.recognise.performance.levels import level1_names, level2_names
from jixiao.recognise.performance.target_lists import listed

#: What may stand between the parts of an indicator.
_BETWEEN = "，,、;；:：/－—–-"
#: 年度指标值： before the target of the year, 实施周期指标值： before that of the whole project.
_VALUE = re.compile(r"(年度|当年|全年|本年)?[^，,；;：:]{0,6}?(?:指标|目标)值[:：]?")


def told_rows(grids: Sequence[Grid]) -> list[dict[str, Cell | None]]:
    """Indicators of one project of a list whose column 绩效指标 tells them in words, with the place of their cell."""
    cell = listed(grids, "indicators")
    return [] if cell is None else list(_told(cell))


@cache
def _beginning() -> re.Pattern[str]:
    """Where an indicator begins: its number, then level 1 and level 2, each with its code: 2、1－产出指标，12－质量指标."""
    second = "|".join(sorted(level2_names(), key=len, reverse=True))
    code, between = r"(?:\d{1,2}\s*[－—–-]\s*)?", f"[{re.escape(_BETWEEN)}]+"
    first = "|".join(name for name in level1_names() if name.endswith("指标"))
    return re.compile(rf"(?:\d{{1,2}}\s*[.、．]\s*)?{code}({first}){between}{code}({second}){between}")


def _told(cell: Cell) -> Iterator[dict[str, Cell | None]]:
    text = re.sub(r"\s", "", cell.text)
    marks = list(_beginning().finditer(text))
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    for mark, end in zip(marks, ends, strict=True):
        name, target = _name_and_target(text[mark.end() : end])
        parts = {"level1": mark[1], "level2": mark[2], "level3": name, "target": target}
        yield {key: replace(cell, text=part.strip(_BETWEEN)) for key, part in parts.items()}


def _name_and_target(text: str) -> tuple[str, str]:
    """The name before the first value, and the value of the year, else the last one."""
    values = list(_VALUE.finditer(text))
    if not values:
        name, _, target = text.replace("：", ":").partition(":")
        return name, target
    ends = [*(value.start() for value in values[1:]), len(text)]
    told = [(value[1], text[value.end() : end]) for value, end in zip(values, ends, strict=True)]
    return text[: values[0].start()], next((target for year, target in told if year), told[-1][1])
