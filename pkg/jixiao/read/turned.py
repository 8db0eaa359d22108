"""Pictures of pages that lie on their side or upside down: which way round they are read, and where that is on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from jixiao.grids import Box, Grid, Line
from jixiao.read.ocr import read_lines
from jixiao.read.rulings import Picture
from jixiao.read.scan import SeenPage, cut_out, look, scan_page

#: Half of the texts of a legible page are read with more confidence than this. Measured: 0.97 at 75 dots an inch,
#: 0.25 at 60, 0.35 to 0.56 on pages upside down or on their side.
LEGIBLE = 0.75
#: Quarters to the left by which a page is turned to be read: one of which the text runs across, and one that lies on its side.
_ACROSS, _ON_ITS_SIDE = (0, 2), (0, 1, 3)
#: Of a page on its side so many of the longest texts are read each way round, before all are read.
_FEW = 8


def read_picture(image: Picture, page: int, size: tuple[float, float]) -> list[Line | Grid] | None:
    """Lines and grids of a page's picture, also of one that lies on its side or upside down.

    Boxes are on the page as shown. None where it is legible no way round.
    """
    for turns, seen in _ways(image, page, size):
        blocks = scan_page(seen, page)
        if legible(blocks):
            return [_back(block, turns, size) for block in blocks] if turns else blocks
    return None


def _ways(image: Picture, page: int, size: tuple[float, float]) -> Iterator[tuple[int, SeenPage]]:
    """The page as shown and turned, with the quarters by which it was: the likeliest first."""
    shown = look(image, page, size)
    for turns in _by_a_few_texts(shown) if _lies(shown.boxes) else _ACROSS:
        turned = np.ascontiguousarray(np.rot90(image, turns))
        yield turns, look(turned, page, size[::-1] if turns % 2 else size) if turns else shown


def _lies(boxes: Sequence[Box]) -> bool:
    """True where the texts are higher than wide, taken together: the page lies on its side."""
    return sum(box[3] - box[1] for box in boxes) > sum(box[2] - box[0] for box in boxes)


def _by_a_few_texts(seen: SeenPage) -> list[int]:
    """Ways round, in the order of the certainty with which the longest texts are read so."""
    few = sorted(seen.boxes, key=lambda box: max(box[2] - box[0], box[3] - box[1]))[-_FEW:]
    texts = [cut_out(seen.sheet.grey, box) for box in few]

    def certainty(turns: int) -> float:
        read = read_lines([np.ascontiguousarray(np.rot90(text, turns)) for text in texts])
        return median(reading.confidence for reading in read)

    return sorted(_ON_ITS_SIDE, key=certainty, reverse=True)


def legible(blocks: Iterable[Line | Grid]) -> bool:
    """Whether most of a scanned page was read with some certainty: a page too coarse, or lying on its side, was not.

    There, cells are missed and characters made up; nothing of it should pass as read.
    """
    cells = (part for block in blocks for part in (block.cells if isinstance(block, Grid) else (block,)))
    certain = [part.confidence or 0.0 for part in cells if part.text]
    return not certain or median(certain) >= LEGIBLE


def _back(block: Line | Grid, turns: int, size: tuple[float, float]) -> Line | Grid:
    """A block of a page turned left by quarters, with its places on the page as shown."""
    box = None if block.box is None else box_back(block.box, turns, size)
    if isinstance(block, Line):
        return replace(block, box=box)
    cells = tuple(replace(cell, box=cell.box and box_back(cell.box, turns, size)) for cell in block.cells)
    return replace(block, cells=cells, box=box)


def box_back(box: Box, turns: int, size: tuple[float, float]) -> Box:
    """A box of a page turned left by quarters, on the page of ``size`` as shown."""
    (x0, y0, x1, y1), (width, height) = box, size
    match turns:
        case 0:
            return box
        case 1:
            return width - y1, x0, width - y0, x1
        case 2:
            return width - x1, height - y1, width - x0, height - y0
        case _:
            return y0, height - x1, y1, height - x0
