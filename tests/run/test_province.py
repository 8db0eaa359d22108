"""The made-up province of the benchmarks: sources with a manifest, the same every time, read as they were made."""

from itertools import islice
from pathlib import Path

import pytest

import jixiao
from jixiao.sources import read_manifest
from typeset.generate import generate
from typeset.generate.province import FORMS, subjects, write_province, write_source
from typeset.generate.traits import FAMILIES


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    write_province(4, folder)
    return folder


def test_the_manifest_lists_departments_with_one_year_or_two(province: Path) -> None:
    listed = [(entry.path.name, entry.department, entry.fiscal_year) for entry in read_manifest(province)]
    assert listed == [
        ("made-0001-2022.pdf", "made-0001", 2022),
        ("made-0001-2023.pdf", "made-0001", 2023),
        ("made-0002-2023.pdf", "made-0002", 2023),
        ("made-0003-2022.pdf", "made-0003", 2022),
    ]


def test_the_same_department_year_gives_the_same_bytes(province: Path, tmp_path: Path) -> None:
    again = write_source(next(subjects()), tmp_path)
    assert again.read_bytes() == (province / again.name).read_bytes()


def test_what_is_read_is_what_was_made(province: Path) -> None:
    """Tables, forms and scorecards of one source are those of the documents that it was put together from."""
    one = next(subjects())
    read = jixiao.read(province / "made-0001-2022.pdf")
    accounts = generate(one.seed * FORMS, one.family, "accounts", department=one.name, year=one.year)
    forms = [
        form
        for number in range(FORMS)
        for form in generate(one.seed * FORMS + number, one.family, "forms", department=one.name, year=one.year).forms
    ]
    assert (read.department, read.fiscal_year) == (one.name, 2022)
    assert sorted(read.accounts["printed"]) == sorted(figure.printed for figure in accounts.figures)
    assert list(read.projects["name"]) == [form.name for form in forms]
    assert read.scorecards["project_id"].isna().any()
    assert read.scorecards["project_id"].notna().any()


def test_twenty_department_years_hold_each_layout_as_often() -> None:
    families = [one.family for one in islice(subjects(), 200)]
    assert all(families[start : start + 20].count(family) == 4 for start in range(0, 200, 20) for family in FAMILIES)


def test_names_stay_apart_however_many_there_are() -> None:
    many = list(islice(subjects(), 1000))
    assert len({one.name for one in many}) == len({one.key for one in many}) == 750
