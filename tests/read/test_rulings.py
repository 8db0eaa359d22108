"""Rulings in pictures of pages: which way they lie, and which cells they draw."""

import cv2
import numpy as np
import pytest

from drawn import FORM, PER_POINT, SIZE, blank, drawn_cells, form, turned
from jixiao.read.rulings import ink, rulings, straight, tables_of, tilt


@pytest.mark.parametrize("degrees", [-4.6, -0.5, 0.0, 0.3, 2.65])
def test_the_tilt_of_a_page_is_found(degrees: float) -> None:
    grey = cv2.cvtColor(turned(form(), degrees), cv2.COLOR_RGB2GRAY)
    assert tilt(np.asarray(grey, np.uint8)) == pytest.approx(degrees, abs=0.15)


def test_an_empty_page_has_no_tilt() -> None:
    assert tilt(blank()) == 0.0


def test_merged_cells_are_seen() -> None:
    assert drawn_cells(form()) == [FORM]


@pytest.mark.parametrize("degrees", [-3.0, 0.5])
def test_cells_of_a_tilted_page_lie_where_they_were_drawn(degrees: float) -> None:
    sheet = straight(turned(form(), degrees), SIZE)
    assert drawn_cells(sheet.grey) == [FORM]
    # A mark drawn on the tilted page is found straight and mapped back to where it was.
    marked = turned(blank(), degrees)
    cv2.rectangle(marked, (400, 900), (410, 905), (0, 0, 0), -1)
    back = straight(marked, SIZE)
    y, x = np.nonzero(ink(back.grey, PER_POINT))
    box = back.on_page((float(x.min()), float(y.min()), float(x.max() + 1), float(y.max() + 1)))
    assert box == pytest.approx((288, 648, 296, 652.3), abs=2.0)


def test_strokes_frames_and_underlines_are_no_tables() -> None:
    grey = blank()
    cv2.rectangle(grey, (50, 50), (780, 1050), 0, 2)  # a frame around the page parts nothing
    cv2.line(grey, (120, 300), (600, 300), 0, 2)  # an underline
    cv2.line(grey, (300, 500), (300, 530), 0, 4)  # a long stroke
    assert drawn_cells(grey) == []


def test_a_character_of_a_title_is_no_table() -> None:
    grey = blank()
    for shift in (0, 20, 40):  # 目 in 30 points
        cv2.rectangle(grey, (300, 100), (340, 120 + shift), 0, 3)
    assert drawn_cells(grey) == []


def test_strokes_of_characters_in_low_rows_are_no_walls() -> None:
    grey = form()
    for x in (340, 420, 560):  # 计 in rows hardly higher than it: its strokes touch the ruling below
        cv2.line(grey, (x, 176), (x, 200), 0, 2)
        cv2.line(grey, (x - 10, 186), (x + 10, 186), 0, 2)
    assert drawn_cells(grey) == [FORM]


def test_strokes_over_each_other_in_low_rows_are_no_wall() -> None:
    grey, per_point = blank(), 200 / 72
    rows = range(100, 100 + 27 * 9, 27)
    for y in rows:  # 1, 2, 3 … in a column of row numbers: strokes of 17 pixels in rows of 27
        cv2.line(grey, (100, y), (500, y), 0, 2)
        if y != rows[-1]:
            cv2.line(grey, (200, y + 6), (200, y + 21), 0, 3)
    for x in (100, 300, 500):
        cv2.line(grey, (x, rows[0]), (x, rows[-1]), 0, 2)
    level, upright = rulings(ink(grey, per_point), per_point)
    (table,) = tables_of(level, upright, 1, per_point)
    assert table.n_columns == 2


def test_a_short_wall_between_two_rulings_parts_cells() -> None:
    grey = form()
    for y in (165, 180):  # rows of 15 pixels, 11 points, within the middle column
        cv2.line(grey, (300, y), (500, y), 0, 2)
    cv2.line(grey, (400, 165), (400, 180), 0, 2)
    assert (2, 2, 1, 1) in drawn_cells(grey)[0]


def test_a_dash_and_the_strokes_of_characters_stay_in_the_text() -> None:
    grey = form()
    cv2.line(grey, (340, 225), (365, 225), 0, 2)
    dark = ink(grey, PER_POINT)
    level, upright = rulings(dark, PER_POINT)
    assert not level[220:231, 330:376].any()
    assert not upright[205:245, 330:376].any()


def test_a_pie_chart_is_no_table() -> None:
    grey = blank()
    cv2.circle(grey, (400, 500), 130, 0, 8)
    cv2.line(grey, (400, 500), (400, 370), 0, 3)
    cv2.line(grey, (400, 500), (530, 500), 0, 3)
    assert drawn_cells(grey) == []


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    grey = blank()
    for y in (100, 150, 200):
        cv2.line(grey, (100, y), (700, y), 0, 2)
    for x in (300, 500):
        cv2.line(grey, (x, 100), (x, 200), 0, 2)
    assert drawn_cells(grey) == [[(row, column, 1, 1) for row in (0, 1) for column in (0, 1, 2)]]


def test_a_stroke_in_a_cell_is_no_wall() -> None:
    grey = form()
    cv2.line(grey, (200, 160), (200, 190), 0, 3)
    assert drawn_cells(grey) == [FORM]


@pytest.mark.parametrize("shade", [200, 235])
def test_a_shaded_header_and_grey_rulings_are_seen(shade: int) -> None:
    grey = np.maximum(form(), 120)
    grey[102:149, 102:699] = shade
    assert drawn_cells(grey) == [FORM]
