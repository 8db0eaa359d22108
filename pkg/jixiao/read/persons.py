"""Where a page names persons: the words behind 填表人： 联系电话： and such, which no picture may show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
import pypdfium2 as pdfium

from jixiao.grids import Box
from jixiao.read.glyphs import Glyph, box_of, lines_of
from jixiao.read.pdf import page_text, unreadable

#: Names and numbers of persons are not kept: what stands behind these words is painted over.
_PERSON = re.compile(
    r"(?:填表|填报|编报|经办|联系|负责|审核|制表|评价组组长)人(?:员|[(（]?签[字章名][)）]?)?[:：]?|(?:联系)?(?:电话|手机|方式)(?:号码)?[:：]"
)
#: Quarters to the left by which the picture of a page is turned until it can be read.
_TURNS = (0, 2, 1, 3)


def persons(path: Path, page: int) -> tuple[Box, ...]:
    """Boxes of such words on a page as shown, in points; read from its picture where it has no text to go by."""
    state = path.stat()
    return _persons(path, (state.st_mtime_ns, state.st_size), page)


@lru_cache(maxsize=64)
def _persons(path: Path, _: tuple[int, int], page: int) -> tuple[Box, ...]:
    """Kept for the file as it is now, for a page is looked at once for all its findings."""
    with pdfium.PdfDocument(path) as pdf:
        text = page_text(whole_page(pdf, page), page)
        return _in_picture(pdf, page) if unreadable(text) else tuple(_named(text.glyphs))


def whole_page(pdf: pdfium.PdfDocument, page: int) -> pdfium.PdfPage:
    """A page (from 1) with its media box shown: the frame of every place."""
    found = pdf[page - 1]
    if found.get_cropbox() == found.get_mediabox():
        return found
    found.set_cropbox(*found.get_mediabox())
    return pdf[page - 1]  # a page has the size that it was loaded with


def _in_picture(pdf: pdfium.PdfDocument, page: int) -> tuple[Box, ...]:
    """Nothing where it is legible no way round: then nothing was read from it that a finding could show."""
    import cv2  # late: it takes long to load

    from jixiao.read.ocr import available, read_lines, text_boxes
    from jixiao.read.scan import cut_out, picture_of
    from jixiao.read.turned import LEGIBLE, box_back

    if not available():
        return ()
    shown = whole_page(pdf, page)
    image, size = picture_of(shown), shown.get_size()
    per_point = image.shape[1] / size[0]
    for turns in _TURNS:
        grey = cv2.cvtColor(np.ascontiguousarray(np.rot90(image, turns)), cv2.COLOR_RGB2GRAY).astype(np.uint8)
        boxes = text_boxes(grey)
        readings = read_lines([cut_out(grey, box) for box in boxes])
        if readings and median(reading.confidence for reading in readings) >= LEGIBLE:
            glyphs = [g for box, reading in zip(boxes, readings, strict=True) for g in _glyphs(reading.text, box)]
            found = (tuple(edge / per_point for edge in box) for box in _named(glyphs))
            return tuple(box_back((x0, y0, x1, y1), turns, size) for x0, y0, x1, y1 in found)
    return ()


def _glyphs(text: str, box: Box) -> Iterator[Glyph]:
    """A piece of read text as glyphs, each with its share of the width."""
    left, top, right, bottom = box
    wide = [1 if char.isascii() else 2 for char in text]
    ends = np.cumsum([0, *wide]) * ((right - left) / max(sum(wide), 1)) + left
    for char, (start, end) in zip(text, pairwise(ends.tolist()), strict=True):
        yield Glyph(char, (start, top, end, bottom), start, bottom, max(bottom - top, 1.0))


def _named(glyphs: Sequence[Glyph]) -> Iterator[Box]:
    for line in lines_of(glyphs):
        found = list(_PERSON.finditer("".join(glyph.text[:1] for glyph in line)))
        for match, following in zip(found, [*found[1:], None], strict=False):
            behind = line[match.end() : following.start() if following else len(line)]
            wide = (n for n, (one, other) in enumerate(pairwise(behind), 1) if other.box[0] - one.box[2] > 2 * one.size)
            if told := behind[: next(wide, None)]:
                left, up, right, down = box_of(told)
                yield left - 1, up - 1, right + 1, down + 1
