"""Scorecards of evaluation reports in the ways that places print them: where weights stand, which columns, which sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..model import Cell, Table
from .grid import row_cells
from .scored import jittered
from .style import Style

LEVELS = ("level1", "level2", "level3")
WIDTHS = {"number": 4, "explanation": 18, "standard": 34, "score": 6, "remark": 14}
LEVEL_WIDTH, WEIGHT_WIDTH = 9, 5
DASH = "---"
LEFT = ("explanation", "standard", "remark")


@dataclass(frozen=True)
class CardLine:
    """One item as printed: field → text; labels and weights of its levels are printed once for all their items."""

    texts: Mapping[str, str]


def card_columns(style: Style) -> list[str]:
    """Fields of the columns from the left."""
    beside = style.card_weights in ("pairs", "beside")
    levels = [field for level in LEVELS for field in ((level, f"{level}_weight") if beside else (level,))]
    rest = ["level3_weight" if name == "weight" else name for name in style.card_columns]
    if beside:
        rest = [name for name in rest if name != "level3_weight"]
    elif "level3_weight" not in rest:
        levels.append("level3_weight")
    return (["number"] if style.card_numbers else []) + levels + rest


def card_table(
    lines: Sequence[CardLine], sums: Sequence[Mapping[str, str]], labels: Mapping[str, str], style: Style
) -> Table:
    """The grid: ``sums`` are the texts of each level 1's 小计, then those of the total."""
    columns = card_columns(style)
    cells = list(_header(columns, labels, style))
    row = top = max(cell.row + cell.row_span for cell in cells)
    runs = [list(run) for _, run in groupby(lines, key=lambda line: line.texts["level1"])]
    number = 1
    for run, summed in zip(runs, sums[:-1], strict=True):
        cells += _items(run, row, columns, number)
        row, number = row + len(run), number + len(run)
        if style.subtotals:
            cells += _sum(row, columns, summed, style)
            row += 1
    cells += _sum(row, columns, sums[-1], style)
    widths = [WIDTHS.get(name, WEIGHT_WIDTH if name.endswith("_weight") else LEVEL_WIDTH) for name in columns]
    return Table(tuple(cells), jittered(widths, style), top, style.continued != "nothing", style.size, style.row_height)


def _header(columns: Sequence[str], labels: Mapping[str, str], style: Style) -> Iterator[Cell]:
    if style.card_weights != "pairs":
        for column, name in enumerate(columns):
            yield Cell(0, column, labels["weight" if name.endswith("_weight") else name])
        return
    first = columns.index("level1")
    yield Cell(0, first, labels["heading"], column_span=6)
    for column, name in enumerate(columns):
        if name in LEVELS:
            yield Cell(1, column, labels[name], column_span=2)
            yield Cell(2, column, "名称")
        elif name.endswith("_weight"):
            yield Cell(2, column, labels["weight"])
        else:
            yield Cell(0, column, labels[name], row_span=3)


def _items(run: Sequence[CardLine], row: int, columns: Sequence[str], number: int) -> Iterator[Cell]:
    """Items of one level 1: cells of equal levels are merged, and with them their weights."""
    for column, name in enumerate(columns):
        if name[:6] in LEVELS[:2]:
            first = row
            for _, group in groupby(run, key=lambda line, level=name[:6]: line.texts[level]):
                part = list(group)
                yield Cell(first, column, part[0].texts[name], row_span=len(part))
                first += len(part)
            continue
        for n, line in enumerate(run):
            text = str(number + n) if name == "number" else line.texts[name]
            yield Cell(row + n, column, text, align="left" if name in LEFT else "center")


def _sum(row: int, columns: Sequence[str], texts: Mapping[str, str], style: Style) -> list[Cell]:
    """A row of sums: its label over all columns before the first weight, or dashes where nothing is summed."""
    if style.total_dashes:
        filled = [texts.get(name, DASH) for name in columns]
        return row_cells(row, [texts["label"], *filled[1:]], "c" * len(columns))
    weight = columns.index("level1_weight" if "level1_weight" in columns else "level3_weight")
    rest = [texts.get(name, "") for name in columns[weight:]]
    return [Cell(row, 0, texts["label"], column_span=weight), *row_cells(row, rest, "c" * len(rest), weight)]
