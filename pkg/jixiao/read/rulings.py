"""Rulings of a scanned page: the picture set straight, the lines drawn on it, and the cells between them.

All boxes are in pixels of the straight picture, from its top left; ``StraightPage.on_page`` gives them in PDF points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.grids import Box
from jixiao.read.geometry import RuledTable, joined_table

Picture = NDArray[np.uint8]
Floats = NDArray[np.float64]

#: A page tilted by more than this many degrees is not set straight.
_MOST_TILT = 5.0
#: Ink is darker than its neighbourhood (of this many points) by this many grey levels, and by this many times the noise.
_NEIGHBOURHOOD, _DARKER, _NOISES = 18.0, 25.0, 9.0
#: In points: the shortest piece of a ruling, the gap closed in it, rulings this close are one.
_SHORTEST, _GAP, _SAME = 9.0, 1.5, 2.5
#: In points: a table is wider than the characters of any title, and higher than this; open at a side where no ruling
#: stands so close to it.
_NARROWEST, _LOWEST, _OPEN = 72.0, 18.0, 6.0
#: In points: no stroke of a character is longer. A shorter ruling runs from one ruling to another; a stroke ends in the open.
_CHARACTER, _TOUCH = 26.0, 0.5
#: So much of a ruling is ink, measured on clean and on faint scans; rows of strokes with their gaps closed have less.
_INKED = 0.96
#: A wall is there where this share of it is drawn.
_DRAWN = 0.8
#: So many rulings of a table run over this share of its width at least; the edges of a chart do not.
_FEWEST, _ACROSS = 2, 0.5


@dataclass(frozen=True)
class StraightPage:
    """A page set straight: its grey picture, pixels per point, and the way back to the page as shown."""

    grey: Picture
    per_point: float
    back: Floats

    def on_page(self, box: Box) -> Box:
        """The box around a pixel box in PDF points of the page as shown."""
        x0, y0, x1, y1 = box
        corners = np.array([(x0, y0, 1), (x1, y0, 1), (x1, y1, 1), (x0, y1, 1)]) @ self.back.T
        left, top = corners.min(axis=0)
        right, bottom = corners.max(axis=0)
        return float(left), float(top), float(right), float(bottom)


def straight(image: Picture, size: tuple[float, float]) -> StraightPage:
    """A page's picture (H, W, 3) turned until its lines lie level; ``size`` is the page's in points."""
    grey: Picture = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.uint8)
    height, width = grey.shape
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), tilt(grey), 1.0), dtype=np.float64)
    # Enlarged, so that the turned corners are kept.
    outside = np.abs(matrix[:, :2]) @ (width, height)
    matrix[:, 2] += (outside - (width, height)) / 2
    canvas = (int(np.ceil(outside[0])), int(np.ceil(outside[1])))
    turned = cv2.warpAffine(grey, matrix, canvas, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    to_points = np.diag((size[0] / width, size[1] / height))
    back = (to_points @ cv2.invertAffineTransform(matrix)).astype(np.float64)
    return StraightPage(turned.astype(np.uint8), width / size[0], back)


def tilt(grey: Picture) -> float:
    """Degrees by which lines fall to the right: where the ink, added up along them, is sharpest."""
    scale = 1000 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    y, x = np.nonzero(ink(small.astype(np.uint8), scale))
    if not len(y):
        return 0.0
    coarse = max(np.arange(-_MOST_TILT, _MOST_TILT + 0.1, 0.25), key=lambda angle: _sharpness(x, y, angle))
    return float(max(coarse + np.arange(-0.25, 0.26, 0.05), key=lambda angle: _sharpness(x, y, angle)))


def _sharpness(x: NDArray[np.int64], y: NDArray[np.int64], angle: float) -> float:
    rows = np.round(y - x * np.tan(np.radians(angle))).astype(int)
    return float((np.diff(np.bincount(rows - rows.min())).astype(float) ** 2).sum())


def ink(grey: Picture, per_point: float) -> Picture:
    """255 where a pixel is darker than its neighbourhood, 0 elsewhere."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    noise = np.median(cv2.absdiff(smooth, cv2.medianBlur(smooth, 5)))
    darker = max(_DARKER, _NOISES * float(noise))
    block = _odd(_NEIGHBOURHOOD * per_point) + 2
    found = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, darker)
    return found.astype(np.uint8)


def rulings(dark: Picture, per_point: float) -> tuple[Picture, Picture]:
    """Where ink forms level and upright lines, the strokes of characters left out."""
    long, gap = _odd(_SHORTEST * per_point), _odd(_GAP * per_point)
    level, upright = _lines(dark, (long, 1), (gap, 1)), _lines(dark, (1, long), (1, gap))
    return _walls(level, upright, dark, per_point), _walls(upright.T, level.T, dark.T, per_point).T


def _odd(length: float) -> int:
    """An odd number of pixels: a kernel with a middle moves nothing."""
    return int(length) // 2 * 2 + 1


def _lines(dark: Picture, long: tuple[int, int], gap: tuple[int, int]) -> Picture:
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(gap[::-1], np.uint8))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(long[::-1], np.uint8)).astype(np.uint8)


def _walls(lines: Picture, across: Picture, dark: Picture, per_point: float) -> Picture:
    """Level lines without strokes: those full of ink that are long, or run from one long upright line to another."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines)
    longest, reach = _CHARACTER * per_point, int(_TOUCH * per_point) + 1
    posts = _lines(across, (1, _odd(longest)), (1, 1))
    kept = np.zeros(count, bool)
    for label in range(1, count):
        x, y, width, height = (int(v) for v in stats[label][:4])
        rows = slice(max(y - reach, 0), y + height + reach)
        ends = (posts[rows, max(x - reach, 0) : x + reach], posts[rows, max(x + width - reach, 0) : x + width + reach])
        inked = (dark[y : y + height, x : x + width] > 0).any(axis=0).mean() >= _INKED
        kept[label] = inked and (width >= longest or all(end.any() for end in ends))
    return np.where(kept[labels], lines, 0).astype(np.uint8)


def tables_of(level: Picture, upright: Picture, page: int, per_point: float) -> list[RuledTable]:
    """Tables from the top: rulings that hang together and part at least two cells. Boxes are in pixels."""
    joined = cv2.dilate(level | upright, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    tables: list[RuledTable] = []
    for label in sorted(range(1, count), key=lambda k: -int(stats[k][2]) * int(stats[k][3])):
        x, y, width, height = (int(v) for v in stats[label][:4])
        inside = any(_within((x, y, x + width, y + height), table.box) for table in tables)
        if inside or width < _NARROWEST * per_point or height < _LOWEST * per_point:
            continue
        window = (slice(y, y + height), slice(x, x + width))
        own = labels[window] == label
        table = _table(level[window] * own, upright[window] * own, (x, y), page, per_point)
        if table and len(table.cells) > 1:
            tables.append(table)
    return sorted(tables, key=lambda table: (table.box[1], table.box[0]))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A smallest cell as camelot gives it: from the bottom left, with the walls it has at its right and bottom."""

    x1: float
    y1: float
    x2: float
    y2: float
    right: bool
    bottom: bool


def _table(level: Picture, upright: Picture, corner: tuple[int, int], page: int, per_point: float) -> RuledTable | None:
    """The cells between the rulings of one table, its outermost walls as drawn; None for the edges of a chart."""
    height, width = level.shape
    same, open_side = _SAME * per_point, _OPEN * per_point
    xs = _closed(_edges(_middles(upright, 0), same), width, open_side)
    ys = _closed(_edges(_middles(level, 1), same), height, open_side)
    if sum(_drawn(level, y, (0.0, width), same) >= _ACROSS for y in ys) < _FEWEST:
        return None
    left, top = corner
    units: list[list[Any]] = [
        [
            _Unit(
                left + x0,
                -(top + y1),
                left + x1,
                -(top + y0),
                x1 == xs[-1] or _drawn(upright.T, x1, (y0, y1), same) >= _DRAWN,
                y1 == ys[-1] or _drawn(level, y1, (x0, x1), same) >= _DRAWN,
            )
            for x0, x1 in pairwise(xs)
        ]
        for y0, y1 in pairwise(ys)
    ]
    return joined_table(units, page, 0.0, "lattice/combined")


def _middles(lines: Picture, axis: int) -> list[float]:
    """Middle of every line across its direction: x (axis 0) or y (axis 1)."""
    _, _, _, centres = cv2.connectedComponentsWithStats(lines)
    return [float(centre[axis]) for centre in centres[1:]]


def _edges(found: Iterable[float], same: float) -> list[float]:
    """Positions with those that lie close together as one."""
    groups: list[list[float]] = []
    for position in sorted(found):
        if groups and position - groups[-1][-1] <= same:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [sum(group) / len(group) for group in groups]


def _closed(edges: list[float], length: int, open_side: float) -> list[float]:
    """The edges, and the two ends where no ruling closes the table."""
    start = [] if edges and edges[0] <= open_side else [0.0]
    end = [] if edges and edges[-1] >= length - 1 - open_side else [length - 1.0]
    return start + edges + end


def _drawn(level: Picture, y: float, span: Sequence[float], same: float) -> float:
    """The share of a span, its two ends left out, over which a level line is drawn at ``y``."""
    start, end = int(span[0] + same), int(span[1] - same) + 1
    band = level[max(int(y - same), 0) : int(y + same) + 2, start : max(end, start + 1)]
    return float(band.any(axis=0).mean())


def _within(inner: Box, outer: Box) -> bool:
    return (
        outer[0] <= inner[0] + 2 and outer[1] <= inner[1] + 2 and inner[2] <= outer[2] + 2 and inner[3] <= outer[3] + 2
    )
