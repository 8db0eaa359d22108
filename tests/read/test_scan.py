"""Scanned pages: text read in each cell that is drawn, certainty kept."""

from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from drawn import SIZE, form
from jixiao.check.after.doubt import with_doubt
from jixiao.grids import Cell, Grid, Line, Place
from jixiao.read import ocr, scan
from jixiao.read.ocr import UNREADABLE, Reading, read_lines
from jixiao.read.rulings import Picture
from jixiao.read.scan import scan_page
from jixiao.read.turned import legible
from places import RAW, ROOT
from read_once import document_of, seen_once

SAMPLE = RAW / "pingshan-data-2020.pdf"
REAL = ROOT.parent / "shared" / "real" / "beijing_scan_2026.pdf"
FIGURE = set("0123456789,.%")

# What the recogniser finds is given by hand here, so that only our own steps are tried.


@pytest.fixture
def found_by_hand(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Boxes that are found, and the confidence of every reading, whose text is the width of its picture."""

    def set_up(boxes: Sequence[tuple[float, float, float, float]], confidence: float = 0.9) -> None:
        monkeypatch.setattr(scan, "boxes_of_text", lambda *_: list(boxes))
        monkeypatch.setattr(
            scan, "read_lines", lambda pictures: [Reading(f"w{p.shape[1]}", confidence) for p in pictures]
        )

    return set_up


def written(*blocks: tuple[int, int, int, int]) -> Picture:
    """The form with crosses for the characters of words, as RGB."""
    grey = form()
    for x0, y0, x1, y1 in blocks:
        for left in range(x0, x1, 12):
            right = min(left + 10, x1)
            cv2.line(grey, (left, y0), (right, y1), 0, 2)
            cv2.line(grey, (left, y1), (right, y0), 0, 2)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)


def test_a_line_over_two_cells_is_cut_at_the_wall(found_by_hand: Callable[..., None]) -> None:
    found_by_hand([(230, 165, 360, 185)])
    blocks = scan_page(scan.look(written((240, 168, 280, 182), (320, 168, 350, 182)), 7, SIZE), 7)
    (grid,) = blocks
    assert isinstance(grid, Grid)
    assert (grid.page, grid.method, grid.n_rows, grid.n_columns) == (7, "ocr", 3, 3)
    texts = {(c.row, c.column): c.text for c in grid.cells}
    assert texts[1, 0].startswith("w")
    assert texts[1, 1].startswith("w")
    assert [text for spot, text in texts.items() if spot not in {(1, 0), (1, 1)}] == [""] * 4


def test_a_blank_cell_is_certain_and_ink_that_was_not_found_is_read(found_by_hand: Callable[..., None]) -> None:
    found_by_hand([], 0.3)
    (grid,) = scan_page(scan.look(written((560, 190, 580, 205)), 1, SIZE), 1)
    assert isinstance(grid, Grid)
    certain = {(c.row, c.column): (bool(c.text), c.confidence) for c in grid.cells}
    assert certain.pop((1, 2)) == (True, 0.3)
    assert set(certain.values()) == {(False, 1.0)}


def test_ink_beside_a_found_line_belongs_to_it(found_by_hand: Callable[..., None]) -> None:
    found_by_hand([(150, 165, 200, 185)])
    (grid,) = scan_page(scan.look(written((155, 168, 198, 182), (206, 168, 216, 182)), 1, SIZE), 1)
    assert isinstance(grid, Grid)
    (text,) = [c.text for c in grid.cells if c.text]
    assert int(text.removeprefix("w")) == pytest.approx(67, abs=3)


def test_characters_one_below_the_other_are_read_one_by_one(found_by_hand: Callable[..., None]) -> None:
    found_by_hand([(590, 160, 612, 240)])
    words = [(592, y, 610, y + 16) for y in (162, 190, 218)]
    (grid,) = scan_page(scan.look(written(*words), 1, SIZE), 1)
    assert isinstance(grid, Grid)
    (text,) = [c.text for c in grid.cells if c.text]
    assert text.count("w") == 3


def test_text_outside_the_table_is_lines_in_order(found_by_hand: Callable[..., None]) -> None:
    found_by_hand([(100, 300, 200, 320), (300, 301, 400, 321), (100, 50, 300, 80)], 0.8)
    page = written((105, 303, 195, 318), (305, 304, 395, 319), (105, 55, 295, 75))
    title, grid, note = scan_page(scan.look(page, 2, SIZE), 2)
    assert isinstance(title, Line)
    assert isinstance(grid, Grid)
    assert isinstance(note, Line)
    assert (title.text, title.confidence, note.text) == ("w200", 0.8, "w100 w100")
    assert title.box == pytest.approx((72, 36, 216, 57.6), abs=0.5)


def test_a_page_read_without_certainty_is_not_legible() -> None:
    sure, unsure = (Line("收入", 1, None, c) for c in (0.97, 0.31))
    grid = Grid((Cell(0, 0, "", 1, confidence=1.0), Cell(0, 1, "9", 1, confidence=0.4)), 1, 2, 1, "ocr")
    assert legible([sure, sure, grid])
    assert not legible([sure, unsure, grid])
    assert legible([])


def engine(*batches: Sequence[tuple[str, float]]) -> Any:
    """A recogniser that gives these texts with these confidences, batch by batch."""
    given: Iterator[Sequence[tuple[str, float]]] = iter(batches)

    def recognize_txt(pictures: Sequence[Picture]) -> SimpleNamespace:
        texts = next(given)
        assert len(texts) == len(pictures)
        words = [
            SimpleNamespace(word_cols=[list(range(len(text)))], line_txt_len=max(len(text), 1), confs=[sure])
            for text, sure in texts
        ]
        return SimpleNamespace(txts=[text for text, _ in texts], word_results=words)

    return SimpleNamespace(recognize_txt=recognize_txt)


@pytest.mark.parametrize(
    ("first", "second", "confidence"),
    [
        ("1,234.50", "1,234.50", 0.8),  # read alike twice: the lower of the two
        ("1,234.50", "1,284.50", 0.0),  # read differently
        ("1,234.50", "1234.50", 0.0),
        ("1O0", "1O0", 0.0),  # a letter for a digit is marked, not put right
        ("l00%", "l00%", 0.0),
        ("１００", "１００", 0.0),
        ("1，234", "1，234", 0.0),
    ],
)
def test_figures_are_read_twice(monkeypatch: pytest.MonkeyPatch, first: str, second: str, confidence: float) -> None:
    fake = engine([(first, 0.95)], [(second, 0.8)])
    monkeypatch.setattr(ocr, "_engine", lambda: fake)
    assert read_lines([np.full((20, 80), 255, np.uint8)]) == [Reading(first, confidence)]


def test_words_are_read_once_and_dashes_are_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = engine([("合计", 0.7), ("—", 0.99), (" ", 0.0)])
    monkeypatch.setattr(ocr, "_engine", lambda: fake)
    pictures = [np.full((20, 40), 255, np.uint8)] * 3
    assert read_lines(pictures) == [Reading("合计", 0.7), Reading("—", 0.0), Reading(UNREADABLE, 0.0)]


def test_a_character_passed_over_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = np.full((20, 100), 255, np.uint8)
    for left in (2, 42, 82):
        picture[3:17, left : left + 16] = 0
    words = SimpleNamespace(word_cols=[[0], [4]], line_txt_len=5, confs=[0.99, 0.99])  # the middle one is missing
    found = SimpleNamespace(txts=["是否"], word_results=[words])
    monkeypatch.setattr(ocr, "_engine", lambda: SimpleNamespace(recognize_txt=lambda _: found))
    assert read_lines([picture]) == [Reading("是否", 0.0)]


def test_without_the_extra_pictures_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    assert not ocr.available()


def test_confidence_travels_with_the_place() -> None:
    assert Cell(0, 0, "10", 1, confidence=0.4).place == Place(1, None, "10", 0.4)
    assert Place(1, None, "10", 0.4).as_dict()["confidence"] == 0.4
    assert Cell(0, 0, "10", 1).place.as_dict()["confidence"] is None


def outcome(state: str, *confidences: float | None) -> dict[str, Any]:
    places = [{"what": "合计", "what_en": "total", "printed": "10", "confidence": sure} for sure in confidences]
    return {"state": state, "severity": "warning", "message_zh": "甲。", "message_en": "A.", "places": places}


def test_a_break_that_rests_on_an_uncertain_figure_is_ambiguous() -> None:
    sure, unsure = with_doubt([outcome("broken", None, 0.97), outcome("broken", None, 0.42)])
    assert sure == outcome("broken", None, 0.97)
    assert unsure["state"] == "ambiguous"
    assert "合计（识别为 10）" in unsure["message_zh"]
    assert "total (read as 10)" in unsure["message_en"]


def test_what_holds_or_was_not_checked_stays_as_it_is() -> None:
    others = [outcome(state, 0.1) for state in ("holds", "holds_within_rounding", "insufficient_data")]
    assert with_doubt(others) == others


# With the recogniser itself.


def scanned_once(page: pdfium.PdfPage, number: int) -> list[Line | Grid]:
    """Blocks of a page's picture, as it is shown."""
    picture, size = scan.picture_of(page), page.get_size()
    return seen_once(f"scan {number} {size}", picture, lambda: scan_page(scan.look(picture, number, size), number))


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[list[Grid], list[Grid]]]:
    """Pages of the larger sample: grids as scanned and as printed."""
    pytest.importorskip("rapidocr", reason="the extra jixiao[ocr] is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "tools")
        from typeset.render.scan import write_scan
    pages, target = (5, 16, 43), tmp_path_factory.mktemp("scan") / "scan.pdf"
    write_scan(SAMPLE, target, pages)
    printed = document_of(SAMPLE).grids
    pdf = pdfium.PdfDocument(target)
    grids = {}
    for page, number in zip(pdf, pages, strict=True):
        blocks = scanned_once(page, number)
        grids[number] = [b for b in blocks if isinstance(b, Grid)], [g for g in printed if g.page == number]
    pdf.close()
    return grids


@pytest.mark.slow
def test_a_scan_is_read_as_it_was_printed(scanned: dict[int, tuple[list[Grid], list[Grid]]]) -> None:
    pairs = [
        (cell, true)
        for found, printed in scanned.values()
        for grid, truth in zip(found, printed, strict=True)
        for cell, true in zip(grid.cells, truth.cells, strict=True)
    ]
    assert [(a.row, a.column, a.row_span, a.column_span) for a, _ in pairs] == [
        (b.row, b.column, b.row_span, b.column_span) for _, b in pairs
    ]
    right = [(a.text == b.text.replace(" ", ""), a, b) for a, b in pairs]
    figures = [(same, a) for same, a, b in right if b.text and set(b.text) <= FIGURE]
    assert len(figures) > 80
    assert sum(same for same, _ in figures) >= 0.99 * len(figures)
    assert sum(same for same, _, _ in right) >= 0.97 * len(right)
    assert [a for same, a in figures if not same and (a.confidence or 0) >= 0.9] == []


@pytest.mark.slow
def test_figures_of_a_scan_read_by_eye(scanned: dict[int, tuple[list[Grid], list[Grid]]]) -> None:
    (grid,), _ = scanned[5]
    last = {cell.column: cell for cell in grid.rows()[-1]}
    assert [last[k].text for k in range(6)] == ["总计", "32", "22,902.37", "总计", "64", "22,902.37"]
    assert all(cell.confidence is not None for cell in grid.cells)
    # The foot of the table as shown on the tilted page, which is 842 × 595 points.
    assert last[5].box == pytest.approx((684, 299, 788, 318), abs=8)


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_file(), reason="the published files are not beside this checkout")
def test_a_published_scan() -> None:
    """Figures of page 6, which holds text and a pie chart in a frame, read by eye."""
    pytest.importorskip("rapidocr", reason="the extra jixiao[ocr] is not installed")
    pdf = pdfium.PdfDocument(REAL)
    page = pdf[5]
    blocks = scanned_once(page, 6)
    pdf.close()
    assert legible(blocks)
    lines = [block for block in blocks if isinstance(block, Line)]
    assert len(lines) == len(blocks)  # the frame is no table
    text = "".join(line.text for line in lines).replace(" ", "")
    eye = ("101,673.03", "99,003.18", "2,669.85", "2.7%", "38,197.01", "37.59%", "63,408.16", "62.41%")
    assert [figure for figure in eye if figure not in text] == []
