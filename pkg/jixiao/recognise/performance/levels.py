"""Levels of indicators (一级、二级指标): their names, and their extent where a conversion lost it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jixiao.recognise.performance.form_labels import vocabulary
from jixiao.values import plain_label

#: What it costs to move a label by one row, and to leave a row under a label that its words contradict.
_MOVED, _CONTRADICTED = 1, 4


@dataclass(frozen=True, slots=True)
class LevelLabel:
    """A level-2 label of converted text: its plain name, and the row it was printed on."""

    name: str
    row: int


@cache
def level2_names() -> dict[str, str]:
    """Every spelling of a level-2 name → its official name."""
    names = [name for group in vocabulary()["levels"].values() for name in group]
    return {spelling: name for name in names for spelling in (name, name.removesuffix("指标"))} | {
        "服务对象": "服务对象满意度指标"
    }


@cache
def level1_names() -> dict[str, str]:
    """Every spelling of a level-1 name → its official name."""
    names = vocabulary()["levels"]
    return {spelling: name for name in names for spelling in (name, name.removesuffix("指标"))}


def level_name(text: str) -> str:
    """A level label as it is compared: without white space and without a remark in brackets, "(如有)"."""
    return re.sub(r"\([^()]*\)$", "", plain_label(text))


def belongs(level2: str, level1: str) -> bool:
    """True unless the official level 1 of a level-2 name is known to be another one."""
    second, first = level2_names().get(level_name(level2)), level1_names().get(level_name(level1))
    return second is None or first is None or second in vocabulary()["levels"][first]


def realign(words: Sequence[str], labels: Sequence[LevelLabel]) -> list[str]:
    """The level-2 label of each row, where conversion moved merged labels up or down.

    ``words`` are the words of each row. Labels keep their order and each covers at least one row. Of all
    such divisions the one is taken that moves the labels least and leaves the fewest rows under a label
    that their words contradict. One contradicted row is the department's own choice and stays.
    """
    if not labels or len(labels) > len(words):
        return ["" for _ in words]
    printed = _spread(labels, [label.row for label in labels], len(words))
    names = [label.name for label in labels]
    contradicted = [row for row, name in zip(words, printed, strict=True) if contradicts(row, name, names)]
    if len(contradicted) < 2 and sorted({label.row for label in labels}) == [label.row for label in labels]:
        return printed
    return _spread(labels, _best_starts(words, labels), len(words))


def _spread(labels: Sequence[LevelLabel], starts: Sequence[int], count: int) -> list[str]:
    """The label of each row, given the rows on which the labels begin."""
    return [labels[max(sum(1 for start in starts if start <= row) - 1, 0)].name for row in range(count)]


def contradicts(words: str, label: str, labels: Sequence[str]) -> bool:
    """True where the words of a row name another of the form's labels, and not this one."""
    plain = plain_label(words)
    official = level2_names().get(plain_label(label), label)
    present = {level2_names().get(plain_label(other), other) for other in labels}
    named = {name for name, keys in vocabulary()["evidence"].items() if name in present and _named(plain, keys)}
    return bool(named) and official not in named


def _named(plain: str, keys: Sequence[str]) -> bool:
    return any(plain == key if key in vocabulary()["not_applicable"] else key in plain for key in keys)


def _best_starts(words: Sequence[str], labels: Sequence[LevelLabel]) -> list[int]:
    """First row of each label, by dynamic programming over labels and rows; the first begins at row 0."""
    names = [label.name for label in labels]
    cost = [[_CONTRADICTED * contradicts(row, name, names) for row in words] for name in names]
    # best[k][end]: the cheapest way in which labels 0..k cover the rows before end, and where label k begins.
    impossible = (10**9, 10**9, 0)
    best = [[impossible] * (len(words) + 1) for _ in labels]
    for end in range(1, len(words) + 1):
        best[0][end] = (sum(cost[0][:end]), 0, 0)
    for k in range(1, len(labels)):
        for end in range(k + 1, len(words) + 1):
            options = []
            for start in range(k, end):
                moved = abs(start - labels[k].row)
                total = best[k - 1][start][0] + sum(cost[k][start:end]) + _MOVED * moved
                options.append((total, moved, start))
            best[k][end] = min(options)
    starts, end = [0] * len(labels), len(words)
    for k in range(len(labels) - 1, 0, -1):
        starts[k] = end = best[k][end][2]
    return starts
