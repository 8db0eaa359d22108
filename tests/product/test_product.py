"""The data product: described so that others' tools read it, on the command line too."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from frictionless import Package, Resource

import jixiao
from jixiao import store
from jixiao.cli import main
from jixiao.errors import SourceError
from jixiao.product import (
    dictionary_page,
    export,
    of_disclosure,
    of_folder,
    write_datapackage,
)
from places import RAW, ROOT
from report_samples import COMMON
from stocks import BUREAU, DOCUMENT, FUNDS, errors, small, stored_as

pytestmark = pytest.mark.slow
REAL = ROOT.parent / "shared" / "real"


def errors_of_files(folder: Path) -> list[list[Any]]:
    """Faults that frictionless finds in stored files, each by itself: of several it would read only the first."""
    found = []
    for resource in json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]:
        schema = {name: part for name, part in resource["schema"].items() if name != "foreignKeys"}
        paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
        for path in paths:
            one = {"name": resource["name"], "type": "table", "path": path, "format": "parquet", "schema": schema}
            found += Resource.from_descriptor(one, basepath=str(folder)).validate().flatten(["fieldName", "type"])
    return found


def test_stored_tables_keep_to_their_description(folder: Path) -> None:
    assert Package.validate_descriptor(str(folder / "datapackage.json")).valid
    assert errors_of_files(folder) == []


def test_a_planted_fault_is_seen_in_a_stored_file(tmp_path: Path) -> None:
    wrong = [{**row, "fund": "gold"} for row in FUNDS]
    store.save(small(funds=wrong).tables, tmp_path, "a", 2020)
    write_datapackage(tmp_path)
    assert errors_of_files(tmp_path) == [["fund", "constraint-error"]] * 3


def test_the_description_says_whose_figures_they_are(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["sources"][0] == {
        "title": f"{BUREAU} 2020: {BUREAU}",
        "sha256": "4d137414fcab3a1089b3e395770c478c8bd7eb1c5ffb8a40714e56546ab84928",
    }
    funds = next(resource for resource in package["resources"] if resource["name"] == "funds")
    assert funds["path"] == [f"funds/fiscal_year=2020/{key}.parquet" for key in ("pingshan-data", "pingshan-office")]
    assert funds["partition"]["fields"][0]["name"] == "fiscal_year"
    fields = {field["name"]: field for field in funds["schema"]["fields"]}
    assert fields["rate"]["title"] == "执行率"
    assert fields["budget"]["unit"] == "万元 / 10,000 yuan"
    assert fields["fund"]["constraints"]["enum"][0] == "total"
    assert {"fields": ["project_id"], "reference": {"resource": "projects", "fields": ["project_id"]}} in funds[
        "schema"
    ]["foreignKeys"]
    assert "no right in them is claimed" in package["description"]


def test_a_description_has_the_same_bytes_wherever_it_is_made(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        store.save(small().tables, tmp_path / name, "a", 2020)
        made.append(write_datapackage(tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]
    assert [path.name for path in (tmp_path / "one").glob("datapackage*")] == ["datapackage.json"]


def test_a_title_from_a_source_is_bounded(tmp_path: Path) -> None:
    store.save(small(documents=[{**DOCUMENT, "title": "\u202e长\n" * 5000}]).tables, tmp_path, "a", 2020)
    title = json.loads(write_datapackage(tmp_path).read_text("utf-8"))["sources"][0]["title"]
    assert len(title) == 200
    assert title.endswith("…")
    assert not {"\u202e", "\n"} & set(title)


def test_nothing_stored_is_nothing_to_describe(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no disclosure is stored here"):
        write_datapackage(tmp_path)


def test_an_exported_package_is_valid_with_all_its_data(exported: Callable[[str], Path]) -> None:
    assert errors(exported("csv") / "datapackage.json") == []


def test_an_exported_package_of_parquet_is_valid(office: jixiao.Disclosure, tmp_path: Path) -> None:
    """Of the smaller sample: the stored files of both are looked at one by one above, and it takes long."""
    stored_as(tmp_path / "stored", "office", office)
    export(of_folder(tmp_path / "stored"), "parquet", tmp_path / "made")
    assert errors(tmp_path / "made" / "datapackage.json") == []


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small export without fault."""
    accounts = [
        {**COMMON, "family": "final_accounts", "table": "summary", "measure": "total", "value": 100.0, "position": 0}
    ]
    made = tmp_path_factory.mktemp("package")
    export(of_disclosure(small(accounts=accounts)), "csv", made)
    assert errors(made / "datapackage.json") == []
    return made


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("funds", '"aaaaaaaaaaaa-001"', '"aaaaaaaaaaaa-999"', [None, "foreign-key"]),
        ("funds", '"district"', '"gold"', ["fund", "constraint-error"]),
        ("accounts", ",100,", ",many,", ["value", "type-error"]),
        ("projects", ",3,", ",0,", ["page", "constraint-error"]),
    ],
)
def test_a_planted_fault_is_seen_in_an_exported_package(
    package: Path, tmp_path: Path, table: str, old: str, new: str, fault: list[Any]
) -> None:
    folder = shutil.copytree(package, tmp_path / "package")
    path = folder / f"{table}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert errors(folder / "datapackage.json") == [fault]


@pytest.mark.skipif(not REAL.is_dir(), reason="the published files are not beside this checkout")
def test_published_files_keep_to_the_contract(tmp_path: Path) -> None:
    for name in ("ningde_office_2024", "petition_bureau_2024"):
        stored_as(tmp_path / "stored", name, jixiao.read(REAL / f"{name}.pdf"))
    export(of_folder(tmp_path / "stored"), "csv", tmp_path / "csv")
    assert errors(tmp_path / "csv" / "datapackage.json") == []
    export(of_folder(tmp_path / "stored"), "sqlite", tmp_path / "all.sqlite")  # its keys and references are enforced


def test_the_query_of_the_readme_runs(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "processed").symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    query = re.findall(r"```sql\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[0]
    assert duckdb.sql(query).fetchall() == [(BUREAU, 22902.34)]  # 本年收入合计, page 5


# On the command line


def test_a_folder_of_stored_tables_is_exported(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(folder), "--to", "parquet", "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out == f"15 tables: {tmp_path / 'out'}\n"
    assert pq.read_table(tmp_path / "out" / "scores.parquet").num_rows == 305


def test_a_folder_is_exported_by_itself(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(folder), str(RAW / "pingshan-office-2020.pdf"), "--out", str(tmp_path)]) == 2
    assert main(["export", str(RAW), "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "a folder of stored tables is exported by itself" in said
    assert "no disclosure is stored here" in said


def test_the_dictionary_in_docs_is_current() -> None:
    page = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
    assert page == dictionary_page(), "run make docs"
    assert "| `rate` | float | 执行率 | execution rate |" in page
