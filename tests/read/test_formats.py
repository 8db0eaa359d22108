"""The same document as Word file, workbook, web page or PDF without rulings gives the same records."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import Border, Side

import jixiao
from jixiao.grids import Cell, Grid, extent
from jixiao.read import read_document
from jixiao.read.shown import shown
from jixiao.sources import open_source
from places import ROOT, TESTS

pytestmark = pytest.mark.slow
FILES = TESTS / "files"
SAMPLES = ("pingshan-data-2020", "pingshan-office-2020")
#: Columns that say where a row stands; places differ between formats, everything else must not.
PLACES = {"page", "cell", "x0", "y0", "x1", "y1", "cells", "source_id", "table_id", "project_id", "claim_id", "method", "title",
          "quote"}  # fmt: skip
RECORDS = ("accounts", "projects", "funds", "indicators", "investments", "scorecards", "payments", "claims")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both samples in the other formats."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        from typeset.__main__ import FORMATS
        from typeset.layout.documents import DOCUMENTS
        from typeset.loading import load_facts

        target = tmp_path_factory.mktemp("samples")
        for sample, make in DOCUMENTS.items():
            document = make(load_facts(sample))
            for ending in (".docx", ".xlsx", ".html", ".md"):
                FORMATS[ending](document, target / f"{sample}{ending}")
    return target


read = cache(jixiao.read)


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> tuple[str, jixiao.Disclosure]:
    return request.param, jixiao.read(ROOT / "data" / "raw" / f"{request.param}.pdf")


def comparable(table: pd.DataFrame) -> pd.DataFrame:
    """Everything but places; white space, which a format sets as it likes, left out of texts."""
    kept = table[[column for column in table.columns if column not in PLACES]].reset_index(drop=True)
    return kept.map(lambda value: "".join(value.split()) if isinstance(value, str) else value)


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".html"])
def test_the_same_records_from_every_format(folder: Path, sample: tuple[str, jixiao.Disclosure], ending: str) -> None:
    name, ruled = sample
    other = read(folder / f"{name}{ending}")
    assert other.documents["format"].tolist() == [ending[1:]]
    assert other.tables["tables"]["form"].tolist() == ruled.tables["tables"]["form"].tolist()
    for table in RECORDS:
        pd.testing.assert_frame_equal(
            comparable(other.tables[table]), comparable(ruled.tables[table]), check_dtype=False, obj=table
        )


def test_values_read_by_eye_stand_in_every_format(folder: Path) -> None:
    """Table 01 prints 22,902.34 as income of the year; the form of 信息事务 has 77 人次 (rendered page)."""
    for ending in (".docx", ".xlsx", ".html"):
        accounts = read(folder / f"pingshan-data-2020{ending}").accounts
        total = accounts[(accounts["table"] == "summary") & (accounts["term"] == "income_this_year")]
        assert total["value"].tolist() == [22902.34]
        assert total["printed"].tolist() == ["22,902.34"]


def test_a_cell_of_every_format_can_be_corrected_by_its_name(folder: Path, tmp_path: Path) -> None:
    """As above: 22,902.34 is printed; a person says 22,902.43."""
    for ending in (".docx", ".xlsx", ".html", ".md"):
        file = tmp_path / ending[1:] / f"sample{ending}"
        file.parent.mkdir()
        shutil.copy(folder / f"pingshan-data-2020{ending}", file)
        accounts = read(folder / f"pingshan-data-2020{ending}").accounts
        row = accounts[(accounts["table"] == "summary") & (accounts["term"] == "income_this_year")].iloc[0]
        line = f'{row["source_id"]},{row["page"]},{row["cell"]},"22,902.34","22,902.43",公告'
        head = "source,page,cell,printed,corrected,reason"
        (file.parent / "corrections.csv").write_text(f"{head}\n{line}\n", "utf-8")
        again = jixiao.read(file).accounts
        assert again[again["corrected"].notna()]["value"].tolist() == [22902.43]
        assert again["printed"].tolist() == accounts["printed"].tolist()


# Merged cells


def spans(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


MERGED = [("项目", 0, 0, 2, 1), ("预算", 0, 1, 1, 2), ("年初", 1, 1, 1, 1), ("全年", 1, 2, 1, 1)]
MERGED += [("合计", 2, 0, 1, 1), ("", 2, 1, 1, 1), ("1.50", 2, 2, 1, 1)]


def as_docx(path: Path) -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for row, column, text in (
        (0, 0, "项目"),
        (0, 1, "预算"),
        (1, 1, "年初"),
        (1, 2, "全年"),
        (2, 0, "合计"),
        (2, 2, "1.50"),
    ):
        table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    word.save(str(path))


def as_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for place, value in (("B2", "项目"), ("C2", "预算"), ("C3", "年初"), ("D3", "全年"), ("B4", "合计"), ("D4", 1.5)):
        sheet[place] = value
    sheet["D4"].number_format = "0.00"
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C2:D2")
    book.save(path)


def as_html(path: Path) -> None:
    path.write_text(
        "<html><body><table><tr><th rowspan=2>项目<th colspan='2'>预算</tr><tr><td>年初<td>全年</tr>"
        "<tr><td>合<br>计</td><td>&nbsp;</td><td><b>1.50</b></td></tr></table>",
        "utf-8",
    )


@pytest.mark.parametrize("write", [as_docx, as_xlsx, as_html])
def test_merged_cells_stand_once_with_their_spans(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "table"
    write(path)
    grid = read_document(open_source(path)).grids[0]
    assert spans(grid) == MERGED
    assert (grid.n_rows, grid.n_columns, grid.ruled) == (3, 3, True)
    assert all(cell.box is None for cell in grid.cells)


def test_an_extent_is_in_points_or_in_columns() -> None:
    assert extent(Cell(0, 2, "", 1, (10.0, 0.0, 30.0, 5.0), 1, 2)) == (10.0, 30.0)
    assert extent(Cell(0, 2, "", 1, None, 1, 2)) == (2, 4)


# Word


def test_word_paragraphs_rows_and_nested_tables_in_order(tmp_path: Path) -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "页眉"
    word.add_paragraph("标题")
    outer = word.add_table(2, 2)
    for index, text in enumerate(("a", "b", "c", "d")):
        outer.cell(index // 2, index % 2).text = text
    inner = outer.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "x", "y"
    word.add_paragraph("第一行\n第二行")
    word.save(str(tmp_path / "order.docx"))
    document = read_document(open_source(tmp_path / "order.docx"))
    assert [(line.text, line.page) for line in document.lines] == [("标题", 1), ("第一行", 5), ("第二行", 5)]
    assert [[cell.text for cell in grid.cells] for grid in document.grids] == [["a", "b", "c", "d"], ["x", "y"]]
    assert [cell.page for cell in document.grids[0].cells] == [2, 2, 3, 3]
    assert document.pages == 5


def test_word_boxes_to_tick_and_changes(tmp_path: Path) -> None:
    word = docx.Document()
    runs = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:t>是</w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r><w:del><w:r><w:delText>或</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>否</w:t></w:r></w:ins>"
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
        "</w:fldChar></w:r><w:sdt><w:sdtContent><w:r><w:t>续建</w:t></w:r></w:sdtContent></w:sdt>"
    )
    word.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
    word.save(str(tmp_path / "ticks.docx"))
    assert [line.text for line in read_document(open_source(tmp_path / "ticks.docx")).lines] == ["☑是□否☑续建"]


# Workbooks


def ruled_sheet(path: Path) -> None:
    """A title merged over the width, a unit, a ruled table with a blank ruled row, a note, and another table."""
    book = openpyxl.Workbook()
    sheet = book.active
    side = Side(style="thin")
    rows: list[tuple[Any, ...]] = [
        ("收入支出决算总表", None, None), ("部门：某局", None, "单位：万元"), ("项目", "行次", "决算数"), ("收入", 1, 22902.34),
        (None, None, None), ("合计", 2, 0), ("注：本表反映收支。", None, None), (None, None, None), ("甲", "乙", None), ("丙", "丁", None),
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    for row in sheet["A3:C6"]:
        for cell in row:
            cell.border = Border(side, side, side, side)
    for place in ("C4", "C6"):
        sheet[place].number_format = "#,##0.00"
    hidden = book.create_sheet("暗")
    hidden["A1"] = "不显示"
    hidden.sheet_state = "hidden"
    named = book.create_sheet("支出决算表")
    named.append(["科目", "金额"])
    named.append(["一般公共服务", "=1+1"])
    book.save(path)


def test_sheets_have_lines_around_ruled_tables(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    ruled_sheet(path)
    document = read_document(open_source(path))
    texts = ["收入支出决算总表", "部门：某局", "单位：万元", "注：本表反映收支。", "支出决算表"]
    assert [line.text for line in document.lines] == texts
    first, second, third = document.grids
    assert [[cell.text for cell in row] for row in first.rows()] == [
        ["项目", "行次", "决算数"], ["收入", "1", "22,902.34"], ["", "", ""], ["合计", "2", "0.00"],
    ]  # fmt: skip
    assert [cell.text for cell in second.cells] == ["甲", "乙", "丙", "丁"]
    assert (first.page, third.page, document.pages) == (1, 2, 2)
    assert third.cells[-1].text == "=1+1"  # a formula without a stored result is not a blank


def test_an_old_workbook_shows_its_formats_and_merged_cells() -> None:
    document = read_document(open_source(FILES / "small.xls"))
    assert [line.text for line in document.lines] == ["收入支出决算总表", "单位：万元"]
    assert spans(document.grids[0]) == [
        ("项目", 0, 0, 1, 2), ("决算数", 0, 2, 1, 1), ("收入", 1, 0, 2, 1), ("本年收入", 1, 1, 1, 1),
        ("22,902.34", 1, 2, 1, 1), ("执行率", 2, 1, 1, 1), ("99.44%", 2, 2, 1, 1), ("日期", 3, 0, 1, 1),
        ("2020/12/31", 3, 1, 1, 1), ("0.3", 3, 2, 1, 1),
    ]  # fmt: skip
    assert (document.format, document.pages, document.grids[0].method) == ("xls", 1, "xls")


def test_an_open_document_sheet_has_no_merged_cells_to_trust(tmp_path: Path) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    row = (
        '<table:table-cell office:value-type="string"><text:p>合计</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="1.5"><text:p>1.50</text:p></table:table-cell>'
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet><table:table table:name='支出决算表'>"
        f"<table:table-row>{row}</table:table-row><table:table-row>{row}</table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "sheet.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    document = read_document(open_source(path))
    assert [line.text for line in document.lines] == ["支出决算表"]
    assert [cell.text for cell in document.grids[0].cells] == ["合计", "1.5", "合计", "1.5"]
    assert not document.grids[0].ruled


ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        (0.9944, "0.00%", "99.44%"),
        (22902.34, "#,##0.00", "22,902.34"),
        (0.1 + 0.2, "General", "0.3"),
        (1665.8, "0.00", "1665.80"),
        (1.005, "0.00", "1.01"),
        (2013799, "General", "2013799"),
        (1 / 3, "General", "0.333333333"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (-5.5, "#,##0.00;[Red]-#,##0.00", "-5.50"),
        (-0.001, "0.00", "0.00"),
        (0, ACCOUNTING, "-"),
        (12.3, ACCOUNTING, "12.30"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (0, '[=0]"";General', ""),
        (5, '0"人次"', "5人次"),
        (201, "@", "201"),
        (3, "000", "003"),
        (100, "#,##0.##", "100"),
        (12345, "0.00E+00", "1.23E+04"),
        (1234567, "0.0,", "1234.6"),
        (43831, "yyyy/m/d", "2020/1/1"),
        (date(2020, 12, 31), 'yyyy"年"m"月"d"日"', "2020年12月31日"),
        (43831.5, "yyyy-mm-dd hh:mm", "2020-01-01 12:00"),
        (float("inf"), "0.00", "Infinity"),
        (None, "0.00", ""),
        (True, "General", "TRUE"),
        ("≥95%", "0.00", "≥95%"),
    ],
)
def test_a_number_is_what_the_sheet_shows(stored: Any, code: str, text: str) -> None:
    assert shown(stored, code) == text


# Web pages and Markdown


def test_a_web_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(
        """<!DOCTYPE html><html><head><meta charset="gb2312"><title>网站</title><script>var a = "1";</script></head>
<body><table><tr><td><h1>项目绩效
情况表</h1>
<table><tr><td>是否开工</td><td><input type="checkbox" checked>是 <input type='checkbox'>否</td></tr>
<tr><td>a&lt;b</td><td><p>上</p><p>年结转</p></td></tr></table>
<p>第一段<br>第二段</p></td></tr></table></body></html>""".encode("gb18030")
    )
    document = read_document(open_source(path))
    assert [(line.text, line.page) for line in document.lines] == [("项目绩效 情况表", 2), ("第一段", 6), ("第二段", 6)]
    assert [cell.text for cell in document.grids[0].cells] == ["是否开工", "☑是 □否", "a<b", "上年结转"]
    assert [cell.page for cell in document.grids[0].cells] == [4, 4, 5, 5]


@pytest.mark.parametrize(
    "first", ["<h1>决算</h1>", "<p>决算</p>", "\n<div class='a'>决算</div>", "<style>p {}</style>"]
)
def test_a_part_of_a_web_page_is_one(tmp_path: Path, first: str) -> None:
    path = tmp_path / "part.html"
    path.write_text(
        f"{first}<table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>1.00</td></tr></table>", "utf-8"
    )
    cells = [cell.text for cell in read_document(open_source(path)).grids[0].cells]
    assert cells == ["项目", "金额", "合计", "1.00"]


def test_a_markdown_table_is_a_grid(tmp_path: Path) -> None:
    path = tmp_path / "table.md"
    path.write_text(
        "## 决算表\n\n| 项目 | 金额 |\n|:---|---:|\n| a \\| b | 1.50 |\n| 合计 |  |\n\n说明 | 无\n", "utf-8"
    )
    document = read_document(open_source(path))
    assert [line.text for line in document.lines] == ["决算表", "说明 | 无"]
    grid = document.grids[0]
    assert [[cell.text for cell in row] for row in grid.rows()] == [["项目", "金额"], ["a | b", "1.50"], ["合计", ""]]
    assert [cell.page for cell in grid.cells] == [3, 3, 5, 5, 6, 6]
    assert not grid.ruled


@pytest.mark.parametrize(
    ("name", "write", "format_"), [("a.pdf", as_docx, "docx"), ("b.txt", as_xlsx, "xlsx"), ("c.xls", as_html, "html")]
)
def test_a_wrong_name_is_no_matter_where_the_content_is_clear(
    tmp_path: Path, name: str, write: Callable[[Path], None], format_: str
) -> None:
    write(tmp_path / name)
    assert open_source(tmp_path / name).format == format_
