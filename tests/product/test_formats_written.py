"""What is written comes back: the same figures and words in every format."""

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import jixiao
from jixiao import store
from jixiao.cli import main
from jixiao.compare.headlines import HEADLINES, headlines
from jixiao.errors import RunError
from jixiao.product import (
    FORMATS,
    export,
    of_disclosure,
    of_folder,
    workbook,
)
from report_samples import HOSTILE
from stocks import BUREAU, FUNCTION, FUNDS, PROJECT, errors, small

pytestmark = pytest.mark.slow


def read_csv(path: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(path / f"{table}.csv", encoding="utf-8-sig", dtype={"source_id": str})


def read_parquet(path: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(path / f"{table}.parquet")


def read_feather(path: Path, table: str) -> pd.DataFrame:
    return pd.read_feather(path / f"{table}.feather")


def read_dta(path: Path, table: str) -> pd.DataFrame:
    return pd.read_stata(path / f"{table}.dta")


def read_xlsx(path: Path, table: str) -> pd.DataFrame:
    return pd.read_excel(path, sheet_name=table, dtype={"source_id": str})


def read_sqlite(path: Path, table: str) -> pd.DataFrame:
    with closing(sqlite3.connect(path)) as database:
        return pd.read_sql(f'SELECT * FROM "{table}"', database)  # noqa: S608 a name of ours


def read_duckdb(path: Path, table: str) -> pd.DataFrame:
    with pytest.importorskip("duckdb").connect(str(path)) as database:
        found: pd.DataFrame = database.table(table).df()
        return found


READERS = {
    "csv": read_csv, "parquet": read_parquet, "feather": read_feather, "xlsx": read_xlsx, "dta": read_dta, "duckdb": read_duckdb,
    "sqlite": read_sqlite,
}  # fmt: skip


def bytes_of(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("form", READERS)
def test_figures_and_words_survive(tmp_path: Path, form: str) -> None:
    assert export(of_disclosure(small()), form, tmp_path / f"made.{form}") == []
    funds = READERS[form](tmp_path / f"made.{form}", "funds")
    assert funds["budget"].tolist() == [22902.34, 0.0, 0.1]
    assert funds["executed"][0] == -754.91
    assert pd.isna(funds["executed"][1])  # blank is not zero
    assert funds["executed"][2] == 1e-7
    project = READERS[form](tmp_path / f"made.{form}", "projects").iloc[0]
    assert project["department"] == "示范区数据局"
    assert project["goal"] == "长" * 3000
    assert (project["fiscal_year"], project["page"], project["period_start"]) == (2020, 3, "2020-02-29")
    assert pd.isna(project["is_key"])
    assert pd.isna(project["form_year"])
    assert json.loads(project["cells"])["name"]["printed"] == "网络，“运维”"
    assert project["name"] == HOSTILE


@pytest.mark.parametrize("form", READERS)
def test_all_that_is_stored_is_exported(exported: Callable[[str], Path], form: str) -> None:
    out = exported(form)
    accounts, outcomes = (READERS[form](out, table) for table in ("accounts", "outcomes"))
    total = accounts[(accounts["term"] == "grand_total") & (accounts["side"] == "income")]
    assert total.loc[total["page"] == 5, "value"].tolist() == [22902.37]  # 总计 of table 01 of the bureau, 22,902.37
    assert set(outcomes["department"]) == {BUREAU, "中共深圳市坪山区委办公室"}
    assert not list(out.parent.rglob("*.partial*"))


@pytest.mark.parametrize("form", [form for form in READERS if form != "duckdb"])
def test_the_same_tables_give_the_same_bytes(tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        export(of_disclosure(small()), form, tmp_path / name / "out")
    (one,), (two,) = ((tmp_path / name).iterdir() for name in ("one", "two"))
    assert one.name == two.name
    assert bytes_of(one) == bytes_of(two)


def test_excel_takes_the_csv_for_chinese_and_runs_nothing(tmp_path: Path) -> None:
    export(of_disclosure(small(projects=[{**PROJECT, "name": '=HYPERLINK("x")', "goal": "-5%"}])), "csv", tmp_path)
    assert (tmp_path / "projects.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    row = read_csv(tmp_path, "projects").iloc[0]
    assert (row["name"], row["goal"]) == ('\'=HYPERLINK("x")', "-5%")


def test_a_line_break_of_a_source_stays_in_its_cell(tmp_path: Path) -> None:
    export(of_disclosure(small(projects=[{**PROJECT, "name": '一\r二\n三,"四"'}])), "csv", tmp_path)
    assert read_csv(tmp_path, "projects")["name"].tolist() == ['一\r二\n三,"四"']


def test_a_workbook_has_its_dictionary_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    export(of_disclosure(small(projects=[{**PROJECT, "name": "=1+1", "goal": "一\x07二"}])), "xlsx", path)
    book = load_workbook(path)
    assert book.sheetnames == [*store.RECORD_TABLES, "dictionary"]
    head = [cell.value for cell in book["projects"][1]]
    name = book["projects"][2][head.index("name")]
    assert (name.value, name.data_type) == ("'=1+1", "s")
    assert book["projects"][2][head.index("goal")].value == "一_x0007_二"
    words = {(row[0], row[1]): row[4] for row in book["dictionary"].iter_rows(values_only=True)}
    assert words["funds", "rate"] == "执行率"


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 3)
    many = [{**FUNDS[0], "budget": float(number)} for number in range(5)]
    export(of_disclosure(small(funds=many)), "xlsx", tmp_path / "made.xlsx")
    sheets = pd.read_excel(tmp_path / "made.xlsx", sheet_name=["funds", "funds (2)", "funds (3)"])
    assert [sheet["budget"].tolist() for sheet in sheets.values()] == [[0, 1], [2, 3], [4]]


def test_a_text_longer_than_a_cell_is_cut_openly(tmp_path: Path) -> None:
    project = {**PROJECT, "goal": "𠮷" * 20_000, "result": "长" * 32_767}
    notes = export(of_disclosure(small(projects=[project])), "xlsx", tmp_path / "made.xlsx")
    assert notes == ["sheet projects: 1 texts longer than a cell are cut, and say so"]
    row = read_xlsx(tmp_path / "made.xlsx", "projects").iloc[0]
    assert row["result"] == "长" * 32_767
    assert row["goal"].endswith("𠮷 … cut: the CSV has it whole")
    assert len(row["goal"].encode("utf-16-le")) // 2 in (32_766, 32_767)


def test_stata_shows_labels(tmp_path: Path) -> None:
    export(of_disclosure(small(projects=[{**PROJECT, "is_key": True}])), "dta", tmp_path)
    with pd.io.stata.StataReader(tmp_path / "projects.dta") as file:
        labels = file.variable_labels()
        assert file.data_label == "项目与绩效表 one row per project or department form"
        assert labels["supervising"] == "supervising department"
        assert file.read()["is_key"].tolist() == ["是 yes"]
        assert file.value_labels()["is_key"] == {0: "否 no", 1: "是 yes"}


def test_duckdb_shows_comments(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    export(of_disclosure(small()), "duckdb", tmp_path / "made.duckdb")
    with duckdb.connect(str(tmp_path / "made.duckdb")) as database:
        asked = "SELECT comment FROM duckdb_columns() WHERE table_name = 'funds' AND column_name = 'budget'"
        assert database.execute(asked).fetchone() == ("全年预算数 / budget of the whole year (万元 / 10,000 yuan)",)


def test_duckdb_has_the_headlines_of_each_department_and_year(folder: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    export(of_folder(folder), "duckdb", tmp_path / "all.duckdb")
    with duckdb.connect(str(tmp_path / "all.duckdb")) as database:
        seen = database.table("headlines").df()
    told = headlines(jixiao.load(folder)).sort_values("department", ignore_index=True)
    seen = seen.sort_values("department", ignore_index=True)
    pd.testing.assert_frame_equal(seen[list(HEADLINES)], told[list(HEADLINES)], check_dtype=False)
    bureau = seen[seen["department"] == BUREAU].iloc[0]
    assert (bureau["expenditure"], bureau["general_budget"]) == (22902.34, 19077.16)  # 合计 of tables 03 and 05
    assert pd.isna(seen.loc[seen["department"] != BUREAU, "income"]).all()  # forms alone


def test_a_fiscal_data_package_holds_expenditure_by_function_once(folder: Path, tmp_path: Path) -> None:
    export(of_folder(folder), "fiscal", tmp_path / "fiscal")
    assert errors(tmp_path / "fiscal" / "datapackage.json") == []
    rows = pd.read_csv(tmp_path / "fiscal" / "expenditure.csv", dtype={"function_code": str})
    assert set(rows["department"]) == {BUREAU}  # the office publishes forms alone
    assert set(rows["phase"]) == {"executed"}
    assert len(rows) == 12  # 项 of table 05, neither 类 nor 款
    assert rows.set_index("function_code")["amount"]["2013799"] == 147_635_500  # 14,763.55 万元
    assert rows["amount"].sum() == 190_771_700  # 合计 19,077.16 is printed, its parts make 19,077.17
    told = json.loads((tmp_path / "fiscal" / "datapackage.json").read_text("utf-8"))["resources"][0]["schema"]
    assert {field["name"]: field["columnType"] for field in told["fields"]}["amount"] == "value"
    assert told["extraFields"][0]["constant"] == "CNY"


def test_two_amounts_of_one_code_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [("2010101", 1.0), ("2010101", 2.0), ("2010102", 0.07)]
    accounts = [{**FUNCTION, "code": code, "value": value} for code, value in rows]
    assert export(of_disclosure(small(accounts=accounts)), "fiscal", tmp_path) == [
        "1 codes are printed with two amounts and left out"
    ]
    row = pd.read_csv(tmp_path / "expenditure.csv", dtype=str).iloc[0]
    assert (row["phase"], row["function_code"], row["function"], row["amount"]) == (
        "approved",
        "2010102",
        "'=项",
        "700.0",
    )


def test_where_nothing_fits_a_fiscal_data_package_says_so(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no expenditure from the general public budget by function"):
        export(of_disclosure(small()), "fiscal", tmp_path)


def test_without_duckdb_the_remedy_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    store.save(small().tables, tmp_path / "stored", "a", 2020)
    assert main(["export", str(tmp_path / "stored"), "--to", "duckdb", "--out", str(tmp_path / "made.duckdb")]) == 2
    assert "pip install 'jixiao[duckdb]'" in capsys.readouterr().err
    assert not (tmp_path / "made.duckdb").exists()


def test_sqlite_declares_what_holds(tmp_path: Path) -> None:
    export(of_disclosure(small()), "sqlite", tmp_path / "made.sqlite")
    with closing(sqlite3.connect(tmp_path / "made.sqlite")) as database:
        keys = database.execute("PRAGMA foreign_key_list(funds)").fetchall()
        assert {(key[2], key[3], key[4]) for key in keys} == {
            ("documents", "source_id", "source_id"), ("projects", "project_id", "project_id")
        }  # fmt: skip
        said = database.execute(
            "SELECT zh FROM dictionary WHERE \"table\" = 'funds' AND \"column\" = 'rate'"
        ).fetchone()
        assert said == ("执行率",)


def test_keys_that_do_not_hold_are_said_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "made.sqlite"
    path.write_bytes(b"older")
    with pytest.raises(RunError, match=r"(?s)table funds breaks its contract: FOREIGN KEY.*older stored tables"):
        export(of_disclosure(small(projects=[])), "sqlite", path)
    with pytest.raises(RunError, match="table projects breaks its contract: UNIQUE"):
        export(of_disclosure(small(projects=[PROJECT, PROJECT])), "sqlite", path)
    assert bytes_of(tmp_path) == {"made.sqlite": b"older"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, form: str) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.raises(RunError, match=r"(?s)cannot be written.*--out"):
        export(of_disclosure(small(accounts=[FUNCTION])), form, tmp_path / "file" / "out")


def test_a_folder_where_a_file_is_wanted_and_the_other_way_round(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", "utf-8")
    with pytest.raises(RunError, match="csv is a folder of files, but this is a file"):
        export(of_disclosure(small()), "csv", tmp_path / "file")
    with pytest.raises(RunError, match=r"(?s)xlsx is one file, but this is a folder.*\.xlsx"):
        export(of_disclosure(small()), "xlsx", tmp_path)
