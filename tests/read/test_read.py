"""Reading: cells with their text and place, lines outside tables, nothing moved or lost."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from jixiao.grids import Document, Grid, Line
from jixiao.read import read_document
from jixiao.read.glyphs import Glyph, lines_of, text_of
from jixiao.sources import open_source
from places import RAW


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(open_source(RAW / "pingshan-office-2020.pdf"))


def grid_with(document: Document, text: str) -> Grid:
    return next(grid for grid in document.grids if any(cell.text == text for cell in grid.cells))


def test_merged_cells_stand_once_with_their_spans(document: Document) -> None:
    grid = grid_with(document, "信息事务")
    quantity = next(cell for cell in grid.cells if cell.text == "数量指标")
    assert (quantity.row_span, quantity.column_span) == (2, 1)
    covered = sum(cell.row_span * cell.column_span for cell in grid.cells)
    assert covered == grid.n_rows * grid.n_columns


def test_every_glyph_of_a_cell_lies_in_its_box(document: Document) -> None:
    """Drawn again from the places alone, the cells hold the text of the page."""
    import pypdfium2 as pdfium

    from jixiao.read.glyphs import page_glyphs

    pdf = pdfium.PdfDocument(RAW / "pingshan-office-2020.pdf")
    for grid in document.grids[:3]:
        glyphs = page_glyphs(pdf[grid.page - 1])
        for cell in grid.cells:
            assert cell.box is not None
            x0, y0, x1, y1 = cell.box
            inside = [g.text for g in glyphs if x0 <= g.centre[0] <= x1 and y0 <= g.centre[1] <= y1]
            assert sorted(inside) == sorted(cell.text.replace(" ", ""))
    pdf.close()


def test_table_text_is_not_repeated_as_running_text(document: Document) -> None:
    lines = {line.text for line in document.lines}
    assert "项目支出绩效自评表" in lines
    assert not any("一级指标" in line for line in lines)


def test_reading_order_is_top_to_bottom(document: Document) -> None:
    tops = [(block.page, block.box[1]) for block in document.blocks if block.box]
    assert tops == sorted(tops)


def ruled_page(path: Path, rotate: int) -> None:
    """One table of two by two cells with the words a1 … b2, upright on a page of 300 by 200 points as shown.

    The page is stored turned and carries /Rotate, as spreadsheets export landscape tables.
    """
    canvas = Canvas(str(path), pagesize=(300, 200))
    canvas.setPageRotation(rotate)  # stores a quarter turn as a page of 200 by 300
    shift = {0: (0, 0), 90: (200, 0), 180: (300, 200), 270: (0, 300)}[rotate]
    canvas.translate(*shift)
    canvas.rotate(rotate)
    for x in (50, 150, 250):
        canvas.line(x, 50, x, 150)
    for y in (50, 100, 150):
        canvas.line(50, y, 250, y)
    for row, y in enumerate((120, 70), 1):
        for column, x in (("a", 60), ("b", 160)):
            canvas.drawString(x, y, f"{column}{row}")
    canvas.drawString(60, 170, "above")
    canvas.save()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_shown(tmp_path: Path, rotate: int) -> None:
    path = tmp_path / "page.pdf"
    ruled_page(path, rotate)
    document = read_document(open_source(path))
    assert [line.text for line in document.lines] == ["above"]
    grid = document.grids[0]
    assert [[cell.text for cell in row] for row in grid.rows()] == [["a1", "b1"], ["a2", "b2"]]
    first = grid.cells[0].box
    assert first is not None
    assert [round(edge) for edge in first] == [50, 50, 150, 100]


def test_a_stroke_drawn_twice_is_one_character(tmp_path: Path) -> None:
    path = tmp_path / "bold.pdf"
    canvas = Canvas(str(path))
    for shift in (0, 0.3):
        canvas.drawString(100 + shift, 500, "2022.22")
    canvas.save()
    assert [line.text for line in read_document(open_source(path)).lines] == ["2022.22"]


def test_a_hyphen_at_the_end_of_a_line_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "code.pdf"
    canvas = Canvas(str(path))
    for x in (90, 200, 300):
        canvas.line(x, 440, x, 520)
    for y in (440, 480, 520):
        canvas.line(90, y, 300, y)
    canvas.drawString(100, 505, "GZ-2022-")
    canvas.drawString(100, 488, "SM-07")
    for x, y, text in ((210, 488, "12.50"), (100, 450, "GZ-08"), (210, 450, "7.00")):
        canvas.drawString(x, y, text)
    canvas.save()
    cells = read_document(open_source(path)).grids[0].cells
    assert [cell.text for cell in cells] == ["GZ-2022-SM-07", "12.50", "GZ-08", "7.00"]


def test_latin_words_keep_their_space_and_chinese_gets_none() -> None:
    def glyph(text: str, x: float, after_blank: bool = False) -> Glyph:
        return Glyph(text, (x, 0, x + 9, 10), x, 10, 10, after_blank)

    assert text_of([glyph("A", 0), glyph("I", 12, after_blank=True), glyph("人", 22, after_blank=True)]) == "A I人"
    assert text_of([glyph("部", 0), glyph("万", 60)]) == "部 万"
    assert [text_of(line) for line in lines_of([glyph("b", 20), glyph("a", 0)])] == ["ab"]


def test_text_with_tabs_is_a_grid_and_boxes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_text(
        '# 标题\n\n是否开工\t<input checked="" type="checkbox"/> 是 <input type="checkbox"/> 否\n'
        "<b>总计</b>\t1<2\n说明 20%<率≤30%\n",
        "utf-8",
    )
    document = read_document(open_source(path))
    assert [block.text for block in document.blocks if isinstance(block, Line)] == ["标题", "说明 20%<率≤30%"]
    grid = document.grids[0]
    assert [cell.text for cell in grid.cells] == ["是否开工", "☑ 是 □ 否", "总计", "1<2"]
    assert [cell.page for cell in grid.cells] == [3, 3, 4, 4]
    assert not grid.ruled
