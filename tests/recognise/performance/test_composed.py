"""Targets printed over several cells, several indicators in one cell, and a header that a continuation repeats."""

import pytest

from jixiao.grids import Cell, Grid
from jixiao.recognise.performance.composed import composed_target, numbered_rows
from jixiao.recognise.tables.columns import repeated_rows


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        (("≥", "95", "%"), "≥95%"),
        (("不低于", "12", "场"), "不低于12场"),
        (("=", "95%", "%"), "=95%"),
        (("≥", "≥95", "%"), "≥95%"),
        (("≥", "95%以上", "%"), "95%以上"),
        (("", "90-95", "%"), "90-95%"),
        (("定量", "30", "人次"), "30人次"),
        (("定性", "持续提升", ""), "持续提升"),
        (("", "", "%"), ""),
    ],
)
def test_a_target_over_three_cells(cells: tuple[str, str, str], target: str) -> None:
    assert composed_target(*cells) == target


def row(**texts: str) -> dict[str, Cell | None]:
    return {name: Cell(0, column, text, 1) for column, (name, text) in enumerate(texts.items())}


def texts(fields: dict[str, Cell | None]) -> dict[str, str | None]:
    return {name: cell and cell.text for name, cell in fields.items()}


def test_numbered_indicators_in_one_cell_are_rows_of_their_own() -> None:
    one = row(
        level3="指标1：培训场次指标2：合格率", target="指标1：≥12场指标2：≥95%", actual="1、12场2、96%", weight="10"
    )
    first, second = (texts(fields) for fields in numbered_rows(one))
    assert first == {"level3": "指标1：培训场次", "target": "≥12场", "actual": "12场", "weight": "10"}
    assert second == {"level3": "指标2：合格率", "target": "≥95%", "actual": "96%", "weight": None}


@pytest.mark.parametrize(
    "fields",
    [
        row(level3="指标1：培训场次", target="≥12场", actual="12场"),
        row(level3="指标1：培训场次指标2：合格率", target="≥12场，≥95%", actual="12场，96%"),
        row(level3="指标1：培训场次指标3：合格率", target="指标1：12指标3：95%", actual="指标1：12指标3：95%"),
        row(level3="培训场次", target="1.95%", actual="1.95%"),
    ],
)
def test_a_cell_not_numbered_throughout_stays_one_row(fields: dict[str, Cell | None]) -> None:
    assert numbered_rows(fields) == [fields]


def grid(*rows: tuple[str, ...]) -> Grid:
    cells = tuple(Cell(r, c, text, 1) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Grid(cells, len(rows), len(rows[0]), 1, "lattice")


def test_a_blank_line_below_a_repeated_header_is_no_header() -> None:
    header = grid(("项目", "合计"), ("栏次", "1")).rows()
    assert repeated_rows(grid(("项目", "合计"), ("二十六、其他", "")), header) == 1
    assert repeated_rows(grid(("项目", "合计"), ("栏次", "1"), ("二十六、其他", "")), header) == 2
    assert repeated_rows(grid(("合计", ""), ("二十六、其他", "")), header) == 0
