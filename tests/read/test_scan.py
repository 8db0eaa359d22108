"""Scanned pages: set straight, cells from drawn rulings, text read in each cell, certainty kept."""

from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from jixiao.check.after.doubt import with_doubt
from jixiao.grids import Cell, Grid, Line, Place
from jixiao.read import ocr, scan
from jixiao.read import turned as turning
from jixiao.read.ocr import UNREADABLE, Reading, read_lines
from jixiao.read.pdf import read_pdf
from jixiao.read.rulings import Picture, ink, rulings, straight, tables_of, tilt
from jixiao.read.scan import SeenPage, scan_page
from jixiao.read.turned import legible, read_picture
from jixiao.sources import open_source
from places import ROOT

SAMPLE = ROOT / "data" / "raw" / "pingshan-data-2020.pdf"
REAL = ROOT.parent / "shared" / "real" / "beijing_scan_2026.pdf"
#: 100 pixels an inch, a page of 600 × 800 points.
PER_POINT, SIZE = 100 / 72, (600.0, 800.0)
FIGURE = set("0123456789,.%")


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


@pytest.mark.parametrize("degrees", [-4.6, -0.5, 0.0, 0.3, 2.65])
def test_the_tilt_of_a_page_is_found(degrees: float) -> None:
    grey = cv2.cvtColor(turned(form(), degrees), cv2.COLOR_RGB2GRAY)
    assert tilt(np.asarray(grey, np.uint8)) == pytest.approx(degrees, abs=0.15)


def test_an_empty_page_has_no_tilt() -> None:
    assert tilt(blank()) == 0.0


def test_merged_cells_are_seen() -> None:
    assert drawn_cells(form()) == [FORM]


@pytest.mark.parametrize("degrees", [-3.0, 0.5])
def test_cells_of_a_tilted_page_lie_where_they_were_drawn(degrees: float) -> None:
    sheet = straight(turned(form(), degrees), SIZE)
    assert drawn_cells(sheet.grey) == [FORM]
    # A mark drawn on the tilted page is found straight and mapped back to where it was.
    marked = turned(blank(), degrees)
    cv2.rectangle(marked, (400, 900), (410, 905), (0, 0, 0), -1)
    back = straight(marked, SIZE)
    y, x = np.nonzero(ink(back.grey, PER_POINT))
    box = back.on_page((float(x.min()), float(y.min()), float(x.max() + 1), float(y.max() + 1)))
    assert box == pytest.approx((288, 648, 296, 652.3), abs=2.0)


def test_strokes_frames_and_underlines_are_no_tables() -> None:
    grey = blank()
    cv2.rectangle(grey, (50, 50), (780, 1050), 0, 2)  # a frame around the page parts nothing
    cv2.line(grey, (120, 300), (600, 300), 0, 2)  # an underline
    cv2.line(grey, (300, 500), (300, 530), 0, 4)  # a long stroke
    assert drawn_cells(grey) == []


def test_a_character_of_a_title_is_no_table() -> None:
    grey = blank()
    for shift in (0, 20, 40):  # 目 in 30 points
        cv2.rectangle(grey, (300, 100), (340, 120 + shift), 0, 3)
    assert drawn_cells(grey) == []


def test_strokes_of_characters_in_low_rows_are_no_walls() -> None:
    grey = form()
    for x in (340, 420, 560):  # 计 in rows hardly higher than it: its strokes touch the ruling below
        cv2.line(grey, (x, 176), (x, 200), 0, 2)
        cv2.line(grey, (x - 10, 186), (x + 10, 186), 0, 2)
    assert drawn_cells(grey) == [FORM]


def test_strokes_over_each_other_in_low_rows_are_no_wall() -> None:
    grey, per_point = blank(), 200 / 72
    rows = range(100, 100 + 27 * 9, 27)
    for y in rows:  # 1, 2, 3 … in a column of row numbers: strokes of 17 pixels in rows of 27
        cv2.line(grey, (100, y), (500, y), 0, 2)
        if y != rows[-1]:
            cv2.line(grey, (200, y + 6), (200, y + 21), 0, 3)
    for x in (100, 300, 500):
        cv2.line(grey, (x, rows[0]), (x, rows[-1]), 0, 2)
    level, upright = rulings(ink(grey, per_point), per_point)
    (table,) = tables_of(level, upright, 1, per_point)
    assert table.n_columns == 2


def test_a_short_wall_between_two_rulings_parts_cells() -> None:
    grey = form()
    for y in (165, 180):  # rows of 15 pixels, 11 points, within the middle column
        cv2.line(grey, (300, y), (500, y), 0, 2)
    cv2.line(grey, (400, 165), (400, 180), 0, 2)
    assert (2, 2, 1, 1) in drawn_cells(grey)[0]


def test_a_dash_and_the_strokes_of_characters_stay_in_the_text() -> None:
    grey = form()
    cv2.line(grey, (340, 225), (365, 225), 0, 2)
    dark = ink(grey, PER_POINT)
    level, upright = rulings(dark, PER_POINT)
    assert not level[220:231, 330:376].any()
    assert not upright[205:245, 330:376].any()


def test_a_pie_chart_is_no_table() -> None:
    grey = blank()
    cv2.circle(grey, (400, 500), 130, 0, 8)
    cv2.line(grey, (400, 500), (400, 370), 0, 3)
    cv2.line(grey, (400, 500), (530, 500), 0, 3)
    assert drawn_cells(grey) == []


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    grey = blank()
    for y in (100, 150, 200):
        cv2.line(grey, (100, y), (700, y), 0, 2)
    for x in (300, 500):
        cv2.line(grey, (x, 100), (x, 200), 0, 2)
    assert drawn_cells(grey) == [[(row, column, 1, 1) for row in (0, 1) for column in (0, 1, 2)]]


def test_a_stroke_in_a_cell_is_no_wall() -> None:
    grey = form()
    cv2.line(grey, (200, 160), (200, 190), 0, 3)
    assert drawn_cells(grey) == [FORM]


@pytest.mark.parametrize("shade", [200, 235])
def test_a_shaded_header_and_grey_rulings_are_seen(shade: int) -> None:
    grey = np.maximum(form(), 120)
    grey[102:149, 102:699] = shade
    assert drawn_cells(grey) == [FORM]


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


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[list[Grid], list[Grid]]]:
    """Pages of the larger sample: grids as scanned and as printed."""
    pytest.importorskip("rapidocr", reason="the extra jixiao[ocr] is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "tools")
        from typeset.render.scan import write_scan
    pages, target = (5, 16, 43), tmp_path_factory.mktemp("scan") / "scan.pdf"
    write_scan(SAMPLE, target, pages)
    printed = read_pdf(open_source(SAMPLE)).grids
    pdf = pdfium.PdfDocument(target)
    grids = {}
    for page, number in zip(pdf, pages, strict=True):
        blocks = scan_page(scan.look(scan.picture_of(page), number, page.get_size()), number)
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
    blocks = scan_page(scan.look(scan.picture_of(page), 6, page.get_size()), 6)
    pdf.close()
    assert legible(blocks)
    lines = [block for block in blocks if isinstance(block, Line)]
    assert len(lines) == len(blocks)  # the frame is no table
    text = "".join(line.text for line in lines).replace(" ", "")
    eye = ("101,673.03", "99,003.18", "2,669.85", "2.7%", "38,197.01", "37.59%", "63,408.16", "62.41%")
    assert [figure for figure in eye if figure not in text] == []


@pytest.mark.slow
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_upside_down_is_read_where_it_lies(turns: int) -> None:
    """The upper part of the table of basic and project expenditure, 基本支出 read by eye in its header."""
    pytest.importorskip("rapidocr", reason="the extra jixiao[ocr] is not installed")
    pdf = pdfium.PdfDocument(SAMPLE)
    page = pdf[16]
    width, height = page.get_width(), page.get_height() * 0.35
    picture = scan.picture_of(page)
    pdf.close()
    upper = picture[: round(picture.shape[0] * 0.35)]
    turned = np.ascontiguousarray(np.rot90(upper, turns))
    blocks = read_picture(turned, 17, (width, height) if turns == 2 else (height, width))
    assert blocks is not None
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
