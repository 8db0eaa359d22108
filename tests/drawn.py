"""Pages drawn as pictures, for the tests of scans: their rulings are where a test has put them."""

import cv2
import numpy as np

from jixiao.read.rulings import Picture, ink, rulings, tables_of

#: 100 pixels an inch, a page of 600 × 800 points.
PER_POINT, SIZE = 100 / 72, (600.0, 800.0)


def blank() -> Picture:
    width, height = (round(side * PER_POINT) for side in SIZE)
    return np.full((height, width), 255, np.uint8)


def turned(grey: Picture, degrees: float) -> Picture:
    """The picture with lines falling to the right by so many degrees, as RGB."""
    middle = (grey.shape[1] / 2, grey.shape[0] / 2)
    matrix = cv2.getRotationMatrix2D(middle, -degrees, 1.0)
    askew = cv2.warpAffine(grey, matrix, grey.shape[::-1], flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(cv2.cvtColor(askew, cv2.COLOR_GRAY2RGB), np.uint8)


def form() -> Picture:
    """Three rows and three columns; the first row is one cell, the last column one cell over rows two and three."""
    grey = blank()
    for y in (100, 150, 200, 250):
        cv2.line(grey, (100, y), (700 if y != 200 else 500, y), 0, 2)
    for x, top in ((100, 100), (300, 150), (500, 150), (700, 100)):
        cv2.line(grey, (x, top), (x, 250), 0, 2)
    return grey


def drawn_cells(grey: Picture) -> list[list[tuple[int, int, int, int]]]:
    level, upright = rulings(ink(grey, PER_POINT), PER_POINT)
    tables = tables_of(level, upright, 1, PER_POINT)
    return [[(c.row, c.column, c.row_span, c.column_span) for c in table.cells] for table in tables]


FORM = [(0, 0, 1, 3), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 2, 1), (2, 0, 1, 1), (2, 1, 1, 1)]
