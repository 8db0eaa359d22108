"""A form that goes on in columns of other widths: its cells stand under the columns of its first page."""

from dataclasses import replace

import pytest

from jixiao.grids import Cell, Grid, extent
from jixiao.recognise.aligned import aligned

FIRST = (40.0, 90.0, 140.0, 300.0, 380.0, 460.0)


def grid(walls: tuple[float, ...], *rows: tuple[int, ...], ruled: bool = True) -> Grid:
    """Rows of cells as wide as the numbers say, in columns."""
    cells = []
    for row, widths in enumerate(rows):
        column = 0
        for width in widths:
            box = (walls[column], 20.0 * row, walls[column + width], 20.0 * row + 20)
            cells.append(Cell(row, column, f"r{row}c{column}", 1, box, 1, width))
            column += width
        assert column == len(walls) - 1
    return Grid(tuple(cells), len(rows), len(walls) - 1, 1, "lattice/vector", ruled=ruled)


def standing(made: Grid) -> list[tuple[float, float]]:
    return [extent(cell) for cell in made.rows()[0]]


def test_columns_of_other_widths_are_those_of_the_first_page_in_their_order() -> None:
    first = grid(FIRST, (2, 3), (1, 1, 1, 1, 1))
    wider = (40.0, 110.0, 190.0, 250.0, 350.0, 460.0)
    again = aligned(grid(wider, (1, 1, 1, 2)), [first])
    assert standing(again) == [(40, 90), (90, 140), (140, 300), (300, 460)]
    assert again.cells[1].box == (110, 0, 190, 20)  # where it is printed stays what it was
    third = aligned(grid((40.0, 60.0, 80.0, 95.0, 120.0, 460.0), (1, 1, 1, 1, 1)), [again, first])
    assert standing(third)[2:4] == [(140, 300), (300, 380)]


def test_fewer_columns_are_those_of_the_row_that_has_as_many() -> None:
    first = grid(FIRST, (1, 2, 2), (1, 1, 1, 1, 1), (2, 1, 2))
    again = aligned(grid((40.0, 77.0, 200.0, 460.0), (1, 1, 1)), [first])
    assert standing(again) == [(40, 140), (140, 300), (300, 460)]


@pytest.mark.parametrize(
    ("walls", "ruled"),
    [((40.5, 140.4, 299.8, 460.0), True), ((40.0, 77.0, 200.0, 230.0, 300.0, 310.0, 460.0), True), (FIRST, False)],
)
def test_nothing_moves_in_one_drawing_nor_without_a_row_of_as_many_cells(walls: tuple[float, ...], ruled: bool) -> None:
    first = grid(FIRST, (1, 1, 1, 1, 1), (1, 1, 3))
    going_on = grid(walls, (1,) * (len(walls) - 1), ruled=ruled)
    assert aligned(going_on, [first]) == going_on


def without_places(made: Grid) -> Grid:
    return replace(made, cells=tuple(replace(cell, box=None) for cell in made.cells))


def test_without_places_as_many_columns_are_the_same_and_fewer_those_of_a_row() -> None:
    first = without_places(grid(FIRST, (1, 1, 1, 1, 1), (1, 1, 2, 1)))
    assert aligned(first, [first]) == first
    fewer = without_places(grid(FIRST[:5], (1, 1, 1, 1)))
    assert standing(aligned(fewer, [first])) == [(0, 1), (1, 2), (2, 4), (4, 5)]


def test_blank_columns_that_a_sheet_does_not_hold_move_nothing() -> None:
    first = without_places(grid(FIRST, (1, 2, 2), *[(1, 1, 1, 1, 1)] * 4))
    narrow = without_places(grid(FIRST[:4], (1, 1, 1)))
    assert aligned(narrow, [first]) == narrow


def test_a_sheet_without_its_blank_columns_keeps_words_below_words() -> None:
    """合计 over two columns has as many cells as a sheet whose last column is blank."""
    first = without_places(grid(FIRST, *[(1, 1, 1, 1, 1)] * 3, (2, 1, 1, 1)))
    texts = ("201", "教育支出", "9.00", "4.00", "5.00")
    first = replace(first, cells=tuple(replace(c, text=texts[c.column]) for c in first.cells))
    rest = without_places(grid(FIRST[:5], *[(1, 1, 1, 1)] * 2))
    rest = replace(rest, cells=tuple(replace(c, text=texts[c.column]) for c in rest.cells))
    assert aligned(rest, [first]) == rest
