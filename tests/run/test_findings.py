"""findings.csv and findings.xlsx: every finding of a batch, safe to open, the same bytes every time."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from jixiao import store
from jixiao.errors import ReadError
from jixiao.run.ending import Found, fail, finish
from jixiao.run.findings import finding_rows, unevaluated_rows, write_findings
from jixiao.run.lists import write_lists
from jixiao.run.records import Inputs, Subject, Task
from report_samples import HOSTILE, NAME, outcome, outcomes, sample

GOOD = Subject("good", 2020, NAME)
FORMULAS = ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "-cmd|' /C calc'!A0"]


def written(folder, ledger):
    write_findings(folder, [finding_rows({"outcomes": ledger})])
    return pd.read_csv(folder / "findings.csv"), openpyxl.load_workbook(folder / "findings.xlsx")["findings"]


def test_findings_have_everything_that_the_ledger_says(tmp_path: Path) -> None:
    table, sheet = written(tmp_path, outcomes())
    assert table["outcome_id"].tolist() == ["grave", "two", "slight"]
    assert table["state"].tolist() == ["broken", "ambiguous", "broken"]
    grave = table.iloc[0]
    assert (grave["department"], grave["fiscal_year"], grave["rule"], grave["subject"]) == (
        NAME,
        2020,
        "P-04",
        "大数据中心",
    )
    assert grave[["stated", "computed", "gap", "slack"]].tolist() == [0.8, 0.75, 0.05, 0.00005]
    assert grave["places"] == "项目总体完成率: 80.00% (aaaaaaaaaaaa p. 7); 累计完成投资: 150 (aaaaaaaaaaaa p. 8)"
    assert grave["title_zh"]
    assert grave["basis_status"] in ("verified", "practice", "own")
    assert (grave["message_zh"], grave["message_en"]) == ("grave：说明", "grave: said")
    head = [cell.value for cell in sheet[1]]
    assert head == list(table.columns)
    assert [cell.value for cell in sheet[2]][head.index("stated")] == 0.8


def test_a_box_is_told_with_its_place() -> None:
    place = {"source_id": "s", "page": 3, "printed": "1", "what": "w", "x0": 1, "y0": 2.25, "x1": 3, "y1": 4}
    ledger = store.frame("outcomes", [outcome("a", "broken", places=[place])])
    (row,) = finding_rows({"outcomes": ledger})
    assert row["places"] == "w: 1 (s p. 3 [1.0 2.2 3.0 4.0])"


def test_what_follows_from_another_finding_names_it() -> None:
    ledger = store.frame("outcomes", [outcome("a", "broken"), outcome("b", "broken", cause="a")])
    assert [row["cause"] for row in finding_rows({"outcomes": ledger})] == ["", "a"]


def test_a_department_that_was_not_evaluated_has_a_row_that_says_so() -> None:
    error = ReadError("cannot open /home/someone/a.pdf")
    (row,) = unevaluated_rows(GOOD, error)
    assert (row["department"], row["fiscal_year"], row["state"]) == (NAME, 2020, "not_evaluated")
    assert row["message_en"] == "not evaluated: cannot open a.pdf"


@pytest.mark.parametrize("text", [*FORMULAS, HOSTILE])
def test_no_cell_of_either_file_is_a_formula(text: str, tmp_path: Path) -> None:
    ledger = store.frame("outcomes", [outcome("a", "broken", subject=text, message_zh=text, message_en=text)])
    _, sheet = written(tmp_path, ledger)
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    values = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [value for value in values if value.lstrip()[:1] in tuple("=+-@＝＋－＠")] == []
    cells = re.findall(r'"((?:[^"]|"")*)"', (tmp_path / "findings.csv").read_text("utf-8-sig"))
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠")] == []


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_neutral_in_every_exported_table(text: str) -> None:
    assert store.for_spreadsheets(pd.DataFrame({"a": pd.Series([text], dtype="string")}))["a"].tolist() == [f"'{text}"]


def test_signed_numbers_and_numbers_stay_what_they_are() -> None:
    table = pd.DataFrame(
        {"a": pd.Series(["-1,234.50", "+3%", None, "a=b"], dtype="string"), "b": [-1.5, 2.0, 3.0, 4.0]}
    )
    pd.testing.assert_frame_equal(store.for_spreadsheets(table), table)


def test_a_text_longer_than_a_cell_is_cut_in_the_workbook_and_says_so(tmp_path: Path) -> None:
    places = [{"source_id": "s", "page": 1, "printed": "1" * 50, "what": "w"}] * 700
    table, sheet = written(tmp_path, store.frame("outcomes", [outcome("a", "broken", places=places)]))
    shown = sheet.cell(2, table.columns.get_loc("places") + 1).value
    assert len(shown) == 32_767
    assert shown.endswith("… cut: the CSV has it whole")
    assert table["places"].iloc[0].count("; ") == 699


def test_the_same_findings_give_the_same_bytes_without_clock(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        written(tmp_path / name, outcomes())
        made.append((tmp_path / name / "findings.xlsx").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(BytesIO(made[0])) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(rb"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml"))
    assert set(dates) == {b"2000-01-01T"}


def test_a_batch_without_a_finding_has_files_with_a_head(tmp_path: Path) -> None:
    table, sheet = written(tmp_path, outcomes().iloc[:0])
    assert len(table) == 0
    assert sheet.max_row == 1


def test_what_an_older_run_found_of_a_department_that_fails_now_is_not_listed(tmp_path: Path) -> None:
    inputs = Inputs({}, "", "", "", "", NAME)
    tasks = [
        Task(Subject(key, 2020, NAME), tmp_path, tmp_path, tmp_path, tmp_path, ("zh",), inputs)
        for key in ("good", "cut")
    ]
    found = Found({}, {}, finding_rows({"outcomes": outcomes()}))
    good, _ = [finish(task, {"zh": None}, found) for task in tasks]
    write_lists([good, fail(tasks[1], ReadError("cut short"))], tmp_path, ("zh",))
    assert sample().department in (tmp_path / "findings.csv").read_text("utf-8-sig")
    table = pd.read_csv(tmp_path / "findings.csv")
    assert table["state"].tolist() == ["broken", "ambiguous", "broken", "not_evaluated"]
