"""Strips of source pages: what is in the picture is what is on the page, at the place that is marked."""

import re
import shutil
from importlib.resources import files

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jixiao.read import ocr
from jixiao.read.cutting import cut
from jixiao.read.persons import persons
from jixiao.report import marked_strips
from places import RAW
from report_samples import SOURCE

FONT = files("jixiao").joinpath("fonts/NotoSansSC-Subset.ttf")
OFFICE = RAW / "pingshan-office-2020.pdf"
PLACE = {"source_id": SOURCE, "page": 2, "x0": 10.0, "y0": 300.0, "x1": 60.0, "y1": 320.0, "printed": "47.83"}


def shades(image):
    return cv2.imdecode(np.frombuffer(image, np.uint8), cv2.IMREAD_GRAYSCALE).astype(int)


@pytest.mark.parametrize("turn", [0, 90])
def test_a_strip_is_the_page_between_two_heights_also_where_it_is_turned_or_cropped(tmp_path, turn):
    with pdfium.PdfDocument(OFFICE) as pdf:
        page = pdf[1]
        page.set_rotation(turn)
        whole = page.render(scale=1.5, grayscale=True).to_numpy().astype(int)
        width = page.get_width()
        page.set_cropbox(50, 60, 400, 600)  # places are counted from the whole sheet
        pdf.save(tmp_path / "a.pdf")
    image, box = cut(tmp_path / "a.pdf", 2, 200, 300)
    assert box == pytest.approx((0, 200, width, 300))
    strip, wanted = shades(image), whole.reshape(whole.shape[:2])[300:450]
    assert strip.shape[0] == 150
    assert np.abs(strip - wanted[:, : strip.shape[1]]).mean() < 4
    assert (strip < 128).any()


def test_a_strip_ends_where_the_page_does():
    _, box = cut(OFFICE, 2, -50, 5000)
    assert box == pytest.approx((0, 0, 595.28, 841.89), abs=0.01)


def test_a_file_that_was_replaced_is_cut_again(tmp_path):
    path = tmp_path / "a.pdf"
    shutil.copyfile(OFFICE, path)
    before = cut(path, 2, 200, 300)
    assert cut(path, 2, 200, 300) == before
    shutil.copyfile(RAW / "pingshan-data-2020.pdf", path)
    assert cut(path, 2, 200, 300) != before


def test_places_are_shown_page_by_page_with_the_lines_around_them():
    low = {**PLACE, "y0": 500.0, "y1": 510.0}
    far = {**PLACE, "page": 9}
    third = {**PLACE, "page": 4}
    unplaced = {**PLACE, "page": 1, "x0": None}
    shown = list(marked_strips.strips([unplaced, PLACE, far, low, third]))
    assert shown == [([PLACE, low], 276.0, 534.0), ([far], 276.0, 344.0)]


def test_each_place_is_framed_and_told():
    piece = marked_strips.cutting(b"x", (0, 276, 595, 344), [PLACE, {**PLACE, "printed": '"<b>'}], "p. 2", "en")
    assert re.findall(r'<rect class="mark" x="10.00" y="300.00" width="50.00" height="20.00"/>', piece.html)
    assert 'viewBox="0 276 595 68"' in piece.html
    assert piece.text == 'Picture of the source, p. 2, 2 marked: 47.83, "<b>.'
    assert "<b>" not in piece.html


def test_a_slot_shows_nothing_until_its_page_is_written():
    assert marked_strips.slot("finding-a").html == '<div class="cuttings" data-of="finding-a"></div>'
    assert marked_strips.slot("finding-a").text == ""


def contact(path):
    """A page that names a person, with a value in the same line."""
    canvas = Canvas(str(path), pagesize=(400, 100))
    pdfmetrics.registerFont(TTFont("Noto", FONT))
    canvas.setFont("Noto", 12)
    for x, text in ((20, "填表人：某某某"), (160, "联系电话：12345678"), (310, "金额：47.83")):
        canvas.drawString(x, 50, text)
    canvas.save()


def inked(path):
    """Whether anything is left of label, name, label, number and value."""
    strip = shades(cut(path, 1, 0, 100)[0])
    return [(strip[:, int(left * 1.5) : int(right * 1.5)] < 128).any() for left, right in
            ((20, 64), (70, 110), (160, 214), (223, 290), (310, 380))]  # fmt: skip


def test_names_and_numbers_of_persons_are_painted_over(tmp_path):
    contact(tmp_path / "contact.pdf")
    assert inked(tmp_path / "contact.pdf") == [True, False, True, False, True]


@pytest.mark.slow
@pytest.mark.skipif(not ocr.available(), reason="jixiao[ocr] is not installed")
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_in_a_scan_they_are_found_by_what_is_read_in_its_picture(tmp_path, turn):
    contact(tmp_path / "contact.pdf")
    with pdfium.PdfDocument(tmp_path / "contact.pdf") as pdf:
        picture = pdf[0].render(scale=200 / 72).to_pil().rotate(turn, expand=True)
    picture.save(tmp_path / "scan.pdf", resolution=200)
    with pdfium.PdfDocument(tmp_path / "scan.pdf") as pdf:
        assert pdf[0].get_textpage().count_chars() == 0
        size = pdf[0].get_size()
    image = shades(cut(tmp_path / "scan.pdf", 1, 0, size[1])[0])
    strip = np.rot90(image, -turn // 90)
    left = [(strip[:, int(a * 1.5) : int(b * 1.5)] < 128).any() for a, b in
            ((20, 62), (70, 110), (160, 214), (226, 290), (310, 380))]  # fmt: skip
    assert left == [True, False, True, False, True]


@pytest.mark.slow
@pytest.mark.skipif(not ocr.available(), reason="jixiao[ocr] is not installed")
def test_a_scan_that_was_replaced_is_read_again(tmp_path):
    contact(tmp_path / "contact.pdf")
    with pdfium.PdfDocument(tmp_path / "contact.pdf") as pdf:
        picture = pdf[0].render(scale=200 / 72).to_pil()
    path = tmp_path / "scan.pdf"
    picture.save(path, resolution=200)
    (first, *_) = persons(path, 1)
    lower = picture.transform(picture.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, -50), fillcolor="white")
    lower.save(path, resolution=200)
    (second, *_) = persons(path, 1)
    assert second[1] - first[1] == pytest.approx(50 * 72 / 200, abs=3)
