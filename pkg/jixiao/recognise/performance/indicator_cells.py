"""Indicator rows as cells by their fields, and the level labels (一级、二级指标) that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jixiao.grids import Cell
from jixiao.recognise.performance.indicator_titles import subtotals_of
from jixiao.recognise.performance.levels import belongs, level1_names, level2_names, level_name

#: Rows of indicators: the cell of each field, and how the row was read.
Found = list[tuple[dict[str, Cell | None], str]]

#: Words beside an indicator: what it means, how marks are given for it.
WORDS = ("explanation", "standard")
FIELDS = (
    "level1",
    "level2",
    "level3",
    "sign",
    "target",
    "adjusted",
    "whole_term",
    "target_unit",
    "actual",
    "weight",
    "score",
    "reason",
    *WORDS,
)
REALIGNED = "repaired: level labels follow the words of the rows"


def is_torn(level: str, before: str, after: str) -> bool:
    """True where a label is the rest of the one before: 经济 | 效益, though 效益 is a level 1 by itself."""
    known = level1_names() if level == "level1" else level2_names()
    return level_name(before + after) in known and level_name(after) not in known


def with_label(found: Found, level: str, torn: Cell | None, whole: Cell) -> Found:
    """Rows before the break get the whole label too."""
    return [({**fields, level: whole} if fields[level] is torn else fields, method) for fields, method in found]


def with_subtotals(found: Found, fields: Mapping[str, Cell]) -> Found:
    """The last row with the cells of the row below it that adds up those above."""
    return [*found[:-1], *(({**row, **subtotals_of(fields)}, method) for row, method in found[-1:])]


def with_whole_term(found: Found, term: Found) -> Found:
    """The year's indicators, each with the cells of those of the whole term that have its name; the rest with the first."""
    rows = [dict(fields) for fields, _ in found]
    for number, (fields, _) in enumerate(term, 1):
        same = [row for row in rows if text_of(row["level3"]) == text_of(fields["level3"])]
        own = {name: cell for name, cell in fields.items() if cell is not None and name not in ("level1", "level2")}
        (same or rows)[0].update({f"whole_term {number} {name}": cell for name, cell in own.items()})
    return [(row, method) for row, (_, method) in zip(rows, found, strict=True)]


def belonging(found: Found) -> Found:
    """Level 1 where level 2 says, in forms whose merged cells were inferred from where their labels stand."""
    result = []
    for fields, method in found:
        level1 = level1_cell(fields["level1"], fields["level2"], found)
        same = text_of(level1) == text_of(fields["level1"])
        result.append(({**fields, "level1": level1}, method if same else REALIGNED))
    return result


def level1_cell(
    printed: Cell | None, level2: Cell | None, found: Sequence[tuple[Mapping[str, Cell | None], str]]
) -> Cell | None:
    """The level-1 label of the form that the level 2 belongs to; the one printed beside it if that fits."""
    if level2 is None or (printed is not None and belongs(level2.text, printed.text)):
        return printed
    cells = [cell for fields, _ in found if (cell := fields["level1"]) is not None]
    return next((cell for cell in cells if belongs(level2.text, cell.text)), printed)


def text_of(cell: Cell | None) -> str:
    """The text of a cell that may lack."""
    return cell.text if cell else ""
