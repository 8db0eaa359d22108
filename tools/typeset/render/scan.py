"""Make a scan of a typeset PDF: pictures of its pages, a little askew and noisy, without any text layer."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200
ANGLE = 0.5  # degrees, counterclockwise
NOISE = 8.0  # standard deviation in grey levels
SEED = 20200101
QUALITY = 85


def write_scan(source: Path, target: Path, pages: Iterable[int] | None = None) -> None:
    """Write the pages (from 1; all without ``pages``) of a PDF as a scan; the same source gives the same bytes."""
    canvas = Canvas(str(target), invariant=1)
    pdf = pdfium.PdfDocument(source)
    for number in pages or range(1, len(pdf) + 1):
        page = pdf[number - 1]
        canvas.setPageSize(page.get_size())
        canvas.drawImage(ImageReader(_scanned(page, number)), 0, 0, *page.get_size())
        canvas.showPage()
    canvas.save()
    pdf.close()


def _scanned(page: pdfium.PdfPage, number: int) -> BytesIO:
    """Return the page as a grey JPEG, turned and with noise of its own."""
    picture = (
        page.render(scale=DPI / 72, grayscale=True).to_pil().rotate(ANGLE, Image.Resampling.BICUBIC, fillcolor=255)
    )
    noise = np.random.default_rng(SEED + number).normal(0.0, NOISE, (picture.height, picture.width))
    noisy = np.clip(np.asarray(picture, dtype=float) + noise, 0, 255).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(noisy).save(file, "JPEG", quality=QUALITY)
    file.seek(0)
    return file
