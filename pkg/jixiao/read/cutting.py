"""A picture of a strip of a PDF page: what a reader compares a finding with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from jixiao.grids import Box
from jixiao.read.persons import persons

#: Pixels a point: small print stays legible.
_SCALE = 1.5
#: Shades of grey: enough for print, and a third of the bytes.
_SHADES = 4
_LOSSLESS = 101


def cut(path: Path, page: int, top: float, bottom: float) -> tuple[bytes, Box]:
    """The page over its whole width between two heights, in points from its top, as WebP; and the strip's box."""
    import cv2  # late: it takes long to load

    with pdfium.PdfDocument(path) as pdf:
        pdf[page - 1].set_cropbox(*pdf[page - 1].get_mediabox())  # the frame of every place
        shown = pdf[page - 1]
        width, height = shown.get_size()
        top, bottom = max(top, 0.0), min(bottom, height)
        picture = shown.render(scale=_SCALE, crop=(0, height - bottom, 0, top), grayscale=True).to_numpy().copy()
        step = 255 // (_SHADES - 1)
        for left, up, right, down in persons(path, page):
            x0, y0, x1, y1 = (round(edge * _SCALE) for edge in (left, up - top, right, down - top))
            picture[max(y0, 0) : max(y1, 0), x0:x1] = 255
        levels = (np.round(picture / step) * step).astype(np.uint8)
        image = cv2.imencode(".webp", levels, [cv2.IMWRITE_WEBP_QUALITY, _LOSSLESS])[1].tobytes()
    return image, (0.0, top, width, bottom)
