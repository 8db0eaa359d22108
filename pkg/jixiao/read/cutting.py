"""A picture of a strip of a PDF page: what a reader compares a finding with."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from jixiao.grids import Box
from jixiao.read.persons import persons, whole_page

#: Pixels a point: small print stays legible.
_SCALE = 1.5
#: Four shades of grey: enough for print, and a third of the bytes.
_STEP = 85
_SHADES_OF = (np.round(np.arange(256) / _STEP) * _STEP).astype(np.uint8)
_LOSSLESS = 101
#: Strips kept: a report in the other language shows the same ones.
_KEPT = 256


def cut(path: Path, page: int, top: float, bottom: float) -> tuple[bytes, Box]:
    """The page over its whole width between two heights, in points from its top, as WebP; and the strip's box."""
    state = path.stat()
    return _cut(path, (state.st_mtime_ns, state.st_size), page, top, bottom)


@lru_cache(maxsize=_KEPT)
def _cut(path: Path, _: tuple[int, int], page: int, top: float, bottom: float) -> tuple[bytes, Box]:
    """The strip of a file as it is now: another time or size is another file."""
    import cv2  # late: it takes long to load

    with pdfium.PdfDocument(path) as pdf:
        shown = whole_page(pdf, page)
        width, height = shown.get_size()
        top, bottom = max(top, 0.0), min(bottom, height)
        picture = shown.render(scale=_SCALE, crop=(0, height - bottom, 0, top), grayscale=True).to_numpy().copy()
        for left, up, right, down in persons(path, page):
            x0, y0, x1, y1 = (round(edge * _SCALE) for edge in (left, up - top, right, down - top))
            picture[max(y0, 0) : max(y1, 0), x0:x1] = 255
        image = cv2.imencode(".webp", _SHADES_OF[picture], [cv2.IMWRITE_WEBP_QUALITY, _LOSSLESS])[1].tobytes()
    return image, (0.0, top, width, bottom)
