"""Tables of the evaluation reports: scorecard, payments and yearly targets."""

from __future__ import annotations

from ..loading import Facts
from ..model import Block, Cell, Heading, Paragraph, Sheet, Table
from .grid import header_cells, merged_levels, row_cells

SCORECARD_WIDTHS = (7, 4, 7, 4, 9, 4, 23, 42, 6)
SCORECARD_HEADER = (
    (0, 0, "评价指标", 1, 6),
    *((1, 2 * level, label, 1, 2) for level, label in enumerate(("一级指标", "二级指标", "三级指标"))),
    *((2, column, "分值" if column % 2 else "名称", 1, 1) for column in range(6)),
    *((0, column, label, 3, 1) for column, label in enumerate(("指标说明", "评分标准", "自评得分"), start=6)),
)


def scorecard_blocks(scorecard: Facts) -> list[Block]:
    """Return the scorecard with its title on landscape pages."""
    return [
        Sheet(landscape=True),
        Paragraph(scorecard["caption"], 12.0, indent=0.0),
        Heading(scorecard["title"], 1, "center"),
        scorecard_table(scorecard),
    ]


def scorecard_table(scorecard: Facts) -> Table:
    """Return the grid of the scorecard: merged levels, one row per item, a total row."""
    cells = header_cells(SCORECARD_HEADER)
    row = top = 3
    for level1 in scorecard["levels"]:
        first = row
        for level2 in level1["levels"]:
            items = level2["items"]
            cells += [
                Cell(row, 2, level2["name"], row_span=len(items)),
                Cell(row, 3, level2["weight"], row_span=len(items)),
            ]
            for item in items:
                texts = [item[key] for key in ("name", "weight", "explanation", "standard", "score")]
                cells += row_cells(row, texts, "ccllc", 4)
                row += 1
        cells += [
            Cell(first, 0, level1["name"], row_span=row - first),
            Cell(first, 1, level1["weight"], row_span=row - first),
        ]
    cells += row_cells(row, scorecard["total"], "c" * len(SCORECARD_WIDTHS))
    return Table(tuple(cells), SCORECARD_WIDTHS, top, repeat_header=True, size=8.5)


def payment_table(payments: Facts) -> Table:
    """Return the table of payments with its total row."""
    cells = row_cells(0, payments["header"], "ccc")
    for row, texts in enumerate(payments["rows"], start=1):
        cells += row_cells(row, texts, "clc")
    last = len(payments["rows"]) + 1
    cells += [Cell(last, 0, payments["total"][0], column_span=2), Cell(last, 2, payments["total"][1])]
    return Table(tuple(cells), (10, 68, 22), 1, repeat_header=True, size=10.5, row_height=26.0)


def target_table(targets: Facts) -> Table:
    """Return the table of yearly targets with merged levels."""
    labels = [(group["level1"], group["level2"]) for group in targets["groups"] for _ in group["rows"]]
    cells = row_cells(0, targets["header"], "cccc") + merged_levels(1, 0, labels)
    rows = [texts for group in targets["groups"] for texts in group["rows"]]
    for row, texts in enumerate(rows, start=1):
        cells += row_cells(row, texts, "lc", 2)
    return Table(tuple(cells), (16, 18, 46, 20), 1, repeat_header=True, size=10.5, row_height=24.0)
