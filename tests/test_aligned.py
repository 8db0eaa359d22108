"""Tables without rulings: the nine tables are read by alignment, forms are said to be unread."""

from pathlib import Path

import pandas as pd
import pytest

import jixiao
from jixiao.read import read_document
from jixiao.sources import open_source
from typeset.layout.documents import DOCUMENTS
from typeset.loading import load_facts
from typeset.render.pdf import write_pdf

FIGURES = ["table", "side", "line", "code", "measure", "term", "value", "unit"]


@pytest.fixture(scope="module")
def borderless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The larger sample with the same words in the same places, and no rulings."""
    path = tmp_path_factory.mktemp("borderless") / "bureau.pdf"
    write_pdf(DOCUMENTS["pingshan-data-2020"](load_facts("pingshan-data-2020")), path, rulings=False)
    return path


@pytest.mark.slow
def test_every_figure_of_the_nine_tables_is_right_without_rulings(borderless: Path, bureau: jixiao.Disclosure) -> None:
    read = jixiao.read(borderless)
    both = [d.accounts[FIGURES].fillna({"line": "", "code": "", "term": ""}) for d in (read, bureau)]
    ordered = [table.sort_values(FIGURES[:6]).reset_index(drop=True) for table in both]
    pd.testing.assert_frame_equal(*ordered)
    nine = read.tables["tables"]
    assert set(nine.loc[nine["form"].str.startswith("accounts_", na=False), "method"]) == {"aligned"}


@pytest.mark.slow
def test_findings_that_rest_on_alignment_are_not_certain(borderless: Path) -> None:
    """What is still broken are statements of the text against each other: their words need no rulings."""
    outcomes = jixiao.check(jixiao.read(borderless))
    broken = outcomes[outcomes["state"] == "broken"]
    assert set(broken["rule"]) <= {"TX-12", "TX-20"}
    announced = outcomes[(outcomes["rule"] == "TX-11") & (outcomes["state"] == "insufficient_data")]
    assert len(announced) == 1


@pytest.mark.slow
def test_a_form_whose_columns_cannot_be_told_apart_is_unread(borderless: Path) -> None:
    document = read_document(open_source(borderless))
    reasons = {item.page: item.reason for item in document.unread}
    assert reasons[42] == "table without rulings: its columns cannot be told apart"
    assert not any(grid.page == 42 for grid in document.grids)


def test_running_text_is_no_table() -> None:
    document = read_document(open_source(Path(__file__).parents[1] / "data" / "raw" / "pingshan-data-2020.pdf"))
    assert {grid.method for grid in document.grids} == {"lattice/vector"}
