"""Indicator rows whose cells are not one value each: a target over three cells, several indicators in one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from jixiao.grids import Cell
from jixiao.values import parse_value

Fields = Mapping[str, Cell | None]

#: 指标1： or 1、 before each of several indicators in one cell.
_NUMBER = re.compile(r"(?:指标(\d{1,2})\s*[:：、.．]?|(?<![\d.])(\d{1,2})\s*、)\s*")
_NUMBERED = ("level3", "target", "actual")


def composed_target(sign: str, value: str, unit: str) -> str:
    """The target of a form with 指标性质, 指标值 and 度量单位 in columns of their own: "≥" "95" "%" is "≥95%".

    A word that is no sign (定性, 正向) is not part of the target; a value that has the sign or the unit
    already does not get it twice.
    """
    plain = parse_value(value)
    if plain.operator == "text":
        return value
    has_sign = plain.operator != "eq" or not value[:1].isdecimal()
    is_sign = parse_value(f"{sign}1").number is not None
    return f"{sign if is_sign and not has_sign else ''}{value}{'' if plain.unit else unit}"


def numbered_rows(fields: Fields) -> list[Fields]:
    """A row with several numbered indicators in one cell as one row for each; any other row as it is.

    All of indicator, target and actual must be numbered alike from 1. Marks of the one cell stay with the
    first indicator: an amount is never copied.
    """
    split = {name: _split(cell.text) for name in _NUMBERED if (cell := fields.get(name)) is not None and cell.text}
    count = len(split.get("level3", ()))
    if count < 2 or any(len(parts) != count for parts in split.values()) or len(split) < 2:
        return [fields]
    rows: list[Fields] = []
    for number in range(count):
        row = dict(fields)
        for name, parts in split.items():
            if (cell := fields[name]) is not None:
                whole, bare = parts[number]
                row[name] = replace(cell, text=whole if name == "level3" else bare)
        for name in ("weight", "score"):
            if number and fields.get(name) is not None:
                row[name] = None
        rows.append(row)
    return rows


def _split(text: str) -> list[tuple[str, str]]:
    """Numbered parts of a cell, each with and without its number; empty unless numbered 1, 2, 3 …"""
    marks = list(_NUMBER.finditer(text))
    if [int(mark[1] or mark[2]) for mark in marks] != list(range(1, len(marks) + 1)) or not marks or marks[0].start():
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [
        (text[mark.start() : end].strip("；;\n "), text[mark.end() : end].strip("；;\n "))
        for mark, end in zip(marks, ends, strict=True)
    ]
