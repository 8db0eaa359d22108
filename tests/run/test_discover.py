"""A folder without a manifest: departments and years are taken from the documents."""

import csv
import shutil

import pytest

from batches import project, shown
from jixiao.errors import SourceError
from jixiao.project import DATA as DATA_FOLDER
from jixiao.project import RAW as RAW_FOLDER
from jixiao.project import prepare
from jixiao.run import make_reports
from jixiao.run.discover import whose
from places import RAW

pytestmark = pytest.mark.slow
CELL = (
    "import jixiao\nd = jixiao.disclosure(department, fiscal_year)\nprint(d.department, d.fiscal_year, len(d.projects))"
)


def test_departments_and_years_are_taken_from_the_documents(tmp_path):
    raw, out, notebook = project(tmp_path, cell=CELL)
    (raw / "manifest.csv").unlink()
    (raw / "2020").mkdir()
    shutil.copy(RAW / "pingshan-office-2020.pdf", raw / "2020" / "scan 1.pdf")
    (raw / "broken.pdf").write_text("no document")
    (raw / "README.md").write_text("a note")
    results = make_reports(raw, out, 2, ("en",), notebook=notebook, prepare=prepare)
    key = "中共深圳市坪山区委办公室"
    assert [(r.subject.key, r.subject.fiscal_year) for r in results] == [(key, 2020), ("broken", 0)]
    assert shown(out / "notebooks" / f"{key}-2020.en.ipynb")[-1] == f"{key} 2020 12"
    assert "named .pdf, but it is no PDF" in (out / "broken.en.html").read_text("utf-8")
    assert str(tmp_path) not in "".join(path.read_text("utf-8") for path in out.rglob("*.json"))
    (listed,) = (out / "data" / "manifests").iterdir()
    before = listed.stat().st_ino, list(csv.DictReader(listed.read_text("utf-8").splitlines()))
    assert [row["path"] for row in before[1]] == ["2020/scan 1.pdf", "broken.pdf"]

    page = out / f"{key}-2020.en.html"
    made = page.stat().st_ino
    (raw / "broken.pdf").unlink()
    results = make_reports(raw, out, 2, ("en",), notebook=notebook, prepare=prepare)
    assert [r.subject.key for r in results] == [key]
    assert page.stat().st_ino == made


def test_reports_that_were_made_in_the_folder_are_no_documents(tmp_path):
    raw, _, notebook = project(tmp_path, cell=CELL)
    (raw / "manifest.csv").unlink()
    shutil.copy(RAW / "pingshan-office-2020.pdf", raw / "scan.pdf")
    for _ in range(2):
        (result,) = make_reports(raw, raw / "reports", 2, ("en",), notebook=notebook, prepare=prepare)
        assert result.subject.key == "中共深圳市坪山区委办公室"


def test_documents_that_name_no_department_are_not_one(tmp_path, monkeypatch):
    monkeypatch.setenv(RAW_FOLDER, "")
    monkeypatch.setenv(DATA_FOLDER, "")
    path = tmp_path / "a.txt"
    path.write_text("2023年度部门决算\n\n一、收入支出决算总体情况说明\n2023年度收支总计100万元。\n", "utf-8")
    told = whose(tmp_path, tmp_path / "data", path)
    assert (told.name, told.year, told.fault) == ("", 2023, "")


def test_a_folder_with_nothing_to_read_is_told(tmp_path):
    raw, out, notebook = project(tmp_path)
    (raw / "manifest.csv").unlink()
    with pytest.raises(SourceError, match="neither a manifest nor a document in this folder"):
        make_reports(raw, out, notebook=notebook)


def test_documents_of_one_department_make_one_report(tmp_path):
    raw, out, notebook = project(tmp_path, cell=CELL)
    (raw / "manifest.csv").unlink()
    text = "\n\n2023年度部门{}\n\n一、收入支出决算总体情况说明\n2023年度收支总计100万元。\n"
    for number, (name, family) in enumerate(
        (("市财政局", "决算"), ("甲城市财政局", "预算"), ("甲城市财政局（本级）", "决算"))
    ):
        (raw / f"{number}.txt").write_text(name + text.format(family), "utf-8")
    results = make_reports(raw, out, 2, ("en",), notebook=notebook, prepare=prepare)
    assert [r.subject.key for r in results] == ["甲城市财政局", "甲城市财政局-本级"]
    assert shown(out / "notebooks" / "甲城市财政局-2023.en.ipynb")[-1] == "甲城市财政局 2023 0"
    (listed,) = (out / "data" / "manifests").iterdir()
    rows = list(csv.DictReader(listed.read_text("utf-8").splitlines()))
    told = [(row["name_printed"], row["name"], row["perhaps"]) for row in rows]
    assert told == [
        ("市财政局", "甲城市财政局", "甲城市财政局(本级)"),
        ("甲城市财政局", "甲城市财政局", "甲城市财政局(本级)"),
        ("甲城市财政局(本级)", "甲城市财政局(本级)", "甲城市财政局"),
    ]
