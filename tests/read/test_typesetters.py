"""Forms and tables as office programs and browsers print them: a PDF gives what the file it was printed from gives."""

import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
from openpyxl.styles import Alignment

import jixiao

pytestmark = pytest.mark.slow
TITLE, YEAR = "项目支出绩效自评表", "（2022年度）"
#: Cells row by row with how many columns they take; a cell of the rows below a tall one begins right of it.
ROWS = [
    [("项目名称", 2), ("管网漏损检测和阀门更换", 6)],
    [("主管部门", 2), ("甲河市水务局", 2), ("实施单位", 2), ("甲河市供水中心", 2)],
    [("项目资金（万元）", 1), ("", 1), ("年初预算数", 1), ("全年预算数", 1), ("全年执行数", 1), ("分值", 1), ("执行率", 1), ("得分", 1)],
    [("", 1), ("年度资金总额", 1), ("1,235.60", 1), ("1,180.00", 1), ("1,062.00", 1), ("10", 1), ("90.00%", 1), ("9.0", 1)],
    [("", 1), ("其他资金", 1), ("0.00", 1), ("0.00", 1), ("0.00", 1), ("", 1), ("", 1), ("", 1)],
    [("一级指标", 1), ("二级指标", 1), ("三级指标", 1), ("年度指标值", 1), ("实际完成值", 1), ("分值", 1), ("得分", 1), ("偏差原因", 1)],
    [("产出指标", 1), ("数量指标", 1), ("管网检测长度", 1), ("≥320公里", 1), ("335公里", 1), ("50", 1), ("50.0", 1), ("", 1)],
    [("产出指标", 1), ("质量指标", 1), ("检测数据合格率", 1), ("≥98%", 1), ("99.2%", 1), ("40", 1), ("39.5", 1), ("部分路段施工困难", 1)],
    [("总分", 5), ("100", 1), ("98.5", 1), ("", 1)],
]  # fmt: skip
COLUMNS = {
    "projects": ["name", "supervising", "implementing", "total_score"],
    "funds": ["fund", "initial_budget", "budget", "executed", "rate", "score"],
    "indicators": ["level1", "level2", "level3", "target", "actual", "weight", "score", "reason"],
}


def placed() -> list[tuple[int, int, str, int]]:
    """Cells with row, column, text and width."""
    found = []
    for number, row in enumerate(ROWS):
        column = 0
        for text, width in row:
            found.append((number, column, text, width))
            column += width
    return found


def as_word(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(YEAR)
    table = document.add_table(len(ROWS), 8, "Table Grid")
    for row, column, text, width in placed():
        table.cell(row, column).merge(table.cell(row, column + width - 1)).text = text
    document.save(path)


def as_workbook(path: Path) -> None:
    """With no borders but the gridlines that the sheet prints."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"] = TITLE, YEAR
    sheet.page_setup.orientation, sheet.print_options.gridLines = "landscape", True
    for row, column, text, width in placed():
        cell = sheet.cell(row + 3, column + 1, text)
        cell.alignment = Alignment(wrap_text=True)
        sheet.row_dimensions[row + 3].height = 32
        sheet.column_dimensions[cell.column_letter].width = 15
        if width > 1:
            sheet.merge_cells(start_row=row + 3, end_row=row + 3, start_column=column + 1, end_column=column + width)
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = (
        0,
        openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True),
    )
    book.save(path)


def as_page(path: Path) -> None:
    rows = ("".join(f"<td colspan={width}>{text}</td>" for text, width in row) for row in ROWS)
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    style = "<style>table{border-collapse:collapse} td{border:1px solid black;padding:3px}</style>"
    path.write_text(f"<html><meta charset=utf-8>{style}<p>{TITLE}</p><p>{YEAR}</p>{table}</html>", "utf-8")


def printed(path: Path) -> Path:
    """The PDF that LibreOffice or Chromium prints of a file."""
    program = "chromium" if path.suffix == ".html" else "soffice"
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    made = path.with_suffix(".pdf")
    if program == "chromium":
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={made}", str(path)]
    else:
        options = [f"-env:UserInstallation=file://{path.parent}/office", "--headless", "--convert-to", "pdf"]
        options += ["--outdir", str(path.parent), str(path)]
    subprocess.run([program, *options], check=True, capture_output=True, timeout=120)
    return made


@pytest.mark.parametrize(("write", "name"), [(as_word, "a.docx"), (as_workbook, "a.xlsx"), (as_page, "a.html")])
def test_a_printed_form_gives_what_its_file_gives(write, name: str, tmp_path: Path) -> None:
    write(tmp_path / name)
    own, pdf = (jixiao.read(path) for path in (tmp_path / name, printed(tmp_path / name)))
    assert own.indicators["actual"].tolist() == ["335公里", "99.2%"]
    assert own.funds["executed"].tolist() == [1062, 0]
    for table, columns in COLUMNS.items():
        pd.testing.assert_frame_equal(pdf.tables[table][columns], own.tables[table][columns])
    assert pdf.tables["tables"]["status"].tolist() == ["read"]
