"""Text that lies on its side, fonts without a text map, and what a workbook hides: made-up files that once failed."""

from pathlib import Path

import openpyxl
import pytest

import jixiao
from jixiao.read import read_document
from jixiao.read.ocr import available
from jixiao.sources import open_source
from places import SHARED
from read_once import document_of

CASES = SHARED / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")


def test_figures_turned_to_the_left_are_read_in_their_order() -> None:
    accounts = jixiao.read(CASES / "figures_turned_90.pdf").accounts
    assert {"7,311.25", "4,208.13", "3,103.12"} <= set(accounts["printed"])
    assert accounts["value"].max() == 7311.25


@pytest.mark.parametrize("name", ["font_without_text_map", "type3_without_text_map"])
def test_a_page_whose_font_has_no_text_map_is_read_by_ocr_or_listed(name: str) -> None:
    document = document_of(CASES / f"{name}.pdf") if available() else None
    if document is None:
        with pytest.raises(jixiao.errors.ReadError, match="font without text map"):
            jixiao.read(CASES / f"{name}.pdf")
    else:
        assert {grid.method for grid in document.grids} == {"ocr"}


def test_a_good_table_before_such_a_page_keeps_its_own_rows() -> None:
    outcomes = jixiao.check(jixiao.read(CASES / "font_without_text_map_after_a_good_table.pdf"))
    assert not (outcomes["state"] == "broken").any()


def test_hidden_rows_and_columns_are_not_printed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["项目", "密", "金额"], ["甲", "x", 1], ["乙", "x", 2], ["丙", "x", 3]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    (grid,) = read_document(open_source(tmp_path / "a.xlsx")).grids
    assert [[cell.text for cell in row] for row in grid.rows()] == [["项目", "金额"], ["甲", "1"], ["丙", "3"]]
    assert grid.method == "xlsx; hidden and not read: 1 rows, 1 columns"


def test_the_rows_that_a_hidden_row_parts_still_foot() -> None:
    outcomes = jixiao.check(jixiao.read(CASES / "hidden_row.xlsx"))
    assert not (outcomes["state"] == "broken").any()
