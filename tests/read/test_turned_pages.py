"""Scanned pages on their side or upside down: the likeliest way round is tried first, places are those of the page."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest

from jixiao.grids import Grid, Line
from jixiao.read import scan
from jixiao.read import turned as turning
from jixiao.read.ocr import Reading
from jixiao.read.rulings import Picture, straight
from jixiao.read.scan import SeenPage
from jixiao.read.turned import read_picture
from places import RAW
from read_once import seen_once

SAMPLE = RAW / "pingshan-data-2020.pdf"


@pytest.mark.slow
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_upside_down_is_read_where_it_lies(turns: int) -> None:
    """The upper part of the table of basic and project expenditure, 基本支出 read by eye in its header."""
    pytest.importorskip("rapidocr", reason="the extra jixiao[ocr] is not installed")
    pdf = pdfium.PdfDocument(SAMPLE)
    page = pdf[16]
    width, height = page.get_width(), page.get_height() * 0.28
    picture = scan.picture_of(page)
    pdf.close()
    upper = picture[: round(picture.shape[0] * 0.28)]
    turned = np.ascontiguousarray(np.rot90(upper, turns))
    size = (width, height) if turns == 2 else (height, width)
    blocks = seen_once(f"turned {size}", turned, lambda: read_picture(turned, 17, size) or [])
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    (cell,) = [cell for cell in grid.cells if cell.text == "基本支出"]
    x0, y0, x1, y1 = 379, 145, 428, 175  # as it stands on the page that is not turned
    shown = {
        1: (y0, width - x1, y1, width - x0),
        2: (width - x1, height - y1, width - x0, height - y0),
        3: (height - y1, x0, height - y0, x1),
    }[turns]
    assert cell.box == pytest.approx(shown, abs=4)


WIDE, TALL = (1.0, 2.0, 9.0, 4.0), (1.0, 1.0, 3.0, 19.0)


@pytest.fixture
def ways_tried(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[float, float]]]:
    """Sizes of the pages that were read, one after the other: a page with one box, texts and pages of these confidences."""

    def tried(box: tuple[float, float, float, float], of_texts: Sequence[float], of_pages: Sequence[float]) -> Any:
        texts, pages, sizes = iter(of_texts), iter(of_pages), []
        sheets = {}

        def look(image: Picture, page: int, size: tuple[float, float]) -> SeenPage:
            seen = SeenPage(straight(image, size), [], image[:, :, 0], [box])
            sheets[id(seen)] = size
            return seen

        def scanned(seen: SeenPage, page: int) -> list[Line]:
            sizes.append(sheets[id(seen)])
            return [Line("?", page, (0.0, 0.0, 5.0, 50.0), next(pages))]

        monkeypatch.setattr(turning, "look", look)
        monkeypatch.setattr(turning, "scan_page", scanned)
        monkeypatch.setattr(turning, "read_lines", lambda pictures: [Reading("?", next(texts)) for _ in pictures])
        found = read_picture(np.zeros((20, 10, 3), np.uint8), 1, (10.0, 20.0))
        return found, sizes

    return tried


def test_a_page_legible_no_way_round_is_not_read(ways_tried: Callable[..., Any]) -> None:
    assert ways_tried(TALL, (0.3, 0.2, 0.1), (0.3, 0.3, 0.3)) == (None, [(10.0, 20.0), (20.0, 10.0), (20.0, 10.0)])
    assert ways_tried(WIDE, (), (0.3, 0.3)) == (None, [(10.0, 20.0), (10.0, 20.0)])


def test_the_likeliest_way_round_is_read_first_and_no_other_where_it_is_legible(ways_tried: Callable[..., Any]) -> None:
    (line,), tried = ways_tried(TALL, (0.4, 0.3, 0.9), (0.9,))
    assert tried == [(20.0, 10.0)]
    assert line.box == (0.0, 15.0, 50.0, 20.0)  # turned three quarters to the left to be read, and back again
    upright, tried = ways_tried(TALL, (0.8, 0.3, 0.2), (0.9,))  # characters one below the other
    assert tried == [(10.0, 20.0)]
    assert upright == [Line("?", 1, (0.0, 0.0, 5.0, 50.0), 0.9)]
    _, tried = ways_tried(WIDE, (), (0.9,))
    assert tried == [(10.0, 20.0)]
