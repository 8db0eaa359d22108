"""docs/coverage.md: made from what was measured, and what can be measured quickly is still so."""

import sys
from pathlib import Path

import pytest

from places import ROOT

sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tools" / "docs")]

from coverage_page import FORMS, PAGE, coverage_page  # noqa: E402  the tools are no installed package
from measured_coverage import NAMES, load, measured  # noqa: E402


def test_the_page_is_made_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == coverage_page()


def test_the_table_has_every_form_and_format() -> None:
    lines = load()
    assert {line.form for line in lines} == set(FORMS)
    assert [line.format for line in lines] == sorted((line.format for line in lines), key=list(NAMES.values()).index)
    assert {line.format for line in lines} == set(NAMES.values())


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".html", ".md"])
def test_the_quick_formats_are_as_measured(ending: str, tmp_path: Path) -> None:
    assert measured(ending, tmp_path) == [line for line in load() if line.format == NAMES[ending]]


@pytest.mark.parametrize("name", [name for ending, name in NAMES.items() if "pdf" not in ending])
def test_what_a_format_lost_is_missing_and_never_wrong(name: str) -> None:
    lines = [line for line in load() if line.format == name]
    assert lines
    assert all(line.recognised == line.right <= line.expected for line in lines)
