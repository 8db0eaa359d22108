"""Tables without rulings: read by the walls that their words show."""

from pathlib import Path

import pandas as pd
import pytest

import jixiao
from jixiao.read import read_document
from jixiao.read.glyphs import Glyph
from jixiao.read.inferred import inferred_tables
from jixiao.read.words import words_of
from jixiao.sources import open_source
from places import RAW
from typeset.generate import generate
from typeset.generate.trial import differences
from typeset.layout.documents import DOCUMENTS
from typeset.loading import load_facts
from typeset.render.pdf import write_pdf

FIGURES = ["table", "side", "line", "code", "measure", "term", "value", "unit"]


@pytest.fixture(scope="module")
def borderless(tmp_path_factory: pytest.TempPathFactory) -> jixiao.Disclosure:
    """The larger sample with the same words in the same places, and no rulings, as it is read."""
    path = tmp_path_factory.mktemp("borderless") / "bureau.pdf"
    write_pdf(DOCUMENTS["pingshan-data-2020"](load_facts("pingshan-data-2020")), path, rulings=False)
    return jixiao.read(path)


@pytest.mark.slow
def test_every_figure_of_the_nine_tables_is_right_without_rulings(
    borderless: jixiao.Disclosure, bureau: jixiao.Disclosure
) -> None:
    both = [d.accounts[FIGURES].fillna({"line": "", "code": "", "term": ""}) for d in (borderless, bureau)]
    ordered = [table.sort_values(FIGURES[:6]).reset_index(drop=True) for table in both]
    pd.testing.assert_frame_equal(*ordered)
    nine = borderless.tables["tables"]
    assert set(nine.loc[nine["form"] == "accounts", "method"]) == {"inferred"}


@pytest.mark.slow
def test_findings_that_rest_on_inferred_walls_are_not_certain(borderless: jixiao.Disclosure) -> None:
    """What is still broken are statements of the text against each other: their words need no rulings."""
    outcomes = jixiao.check(borderless)
    broken = outcomes[outcomes["state"] == "broken"]
    assert set(broken["rule"]) <= {"TX-12", "TX-20", "I-10"}  # I-10 counts indicators; it states no figure


#: Columns of records that do not depend on walls being drawn.
RECORDS = {
    "projects": ["form", "name", "supervising", "implementing", "is_key", "attribute", "period_printed", "goal", "result",
                 "remark", "total_weight", "total_score"],
    "funds": ["fund", "initial_budget", "budget", "executed", "rate", "weight", "score"],
    "indicators": ["position", "level1", "level2", "level3", "target", "actual", "operator", "target_value",
                   "target_unit", "actual_value", "actual_unit", "weight", "score", "reason"],
    "investments": ["national_code", "construction", "started", "completed", "start_date", "completion_date", "plan",
                    "invested", "cumulative", "payment_rate", "completion_rate", "progress", "progress_text"],
    "scorecards": ["level1", "level1_weight", "level2", "level2_weight", "level3", "weight", "explanation", "standard",
                   "score", "is_total"],
    "payments": ["position", "item", "amount", "unit", "is_total"],
    "claims": ["metric", "subject", "period", "relation", "value"],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("table", RECORDS)
def test_forms_without_rulings_give_the_same_records(
    table: str, borderless: jixiao.Disclosure, bureau: jixiao.Disclosure
) -> None:
    without, ruled = (d.tables[table][RECORDS[table]] for d in (borderless, bureau))
    pd.testing.assert_frame_equal(without, ruled)


@pytest.mark.slow
def test_cells_whose_walls_were_inferred_are_not_certain(borderless: jixiao.Disclosure) -> None:
    forms = borderless.tables["tables"].set_index("form")
    assert set(forms.loc[["self_evaluation", "investment", "scorecard"], "method"]) == {"inferred"}
    assert set(borderless.indicators["confidence"]) == {0.5}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("family", "kind", "seed"),
    [("central", "forms", 1), ("shenzhen", "forms", 2), ("shanghai", "forms", 1), ("fujian", "forms", 1),
     ("shenzhen", "accounts", 3), ("fujian", "accounts", 2)],
)  # fmt: skip
def test_made_up_documents_without_rulings(family: str, kind: str, seed: int, tmp_path: Path) -> None:
    made = generate(seed, family, kind)
    write_pdf(made.document, tmp_path / "forms.pdf", rulings=False)
    assert list(differences(made, jixiao.read(tmp_path / "forms.pdf"))) == []


def test_a_form_with_a_block_that_fits_no_cell_is_unread() -> None:
    """Three labels between two rows: they cannot be merged over rows, for there are not enough of them."""
    rows = [
        (0.0, ("一级指标", 100), ("二级指标", 180), ("三级指标", 260)),
        *((20.0 * n, ("数量", 180), (f"第{n}项", 260)) for n in range(1, 6)),
    ]
    told = [glyph for y, *cells in rows for text, x in cells for glyph in typed(text, x, y)]
    assert inferred_tables(told, 1, goes_on=False, is_form=True) is not None
    between = [glyph for y in (44.0, 50.0, 56.0) for glyph in typed("产出", 100, y, size=4.0)]
    assert inferred_tables([*told, *between], 1, goes_on=False, is_form=True) is None


def test_a_page_with_more_rows_than_a_page_has_is_not_tried() -> None:
    rows = [glyph for n in range(300) for x in (100, 200) for glyph in typed("一二", x, 20.0 * n)]
    assert inferred_tables(rows[: 4 * 100], 1, goes_on=False, is_form=True) == []
    assert inferred_tables(rows, 1, goes_on=False, is_form=True) is None


def typed(text: str, x: float, y: float, size: float = 9.0) -> list[Glyph]:
    """Glyphs of a text that begins at a point."""
    places = [x + size * n for n in range(len(text))]
    return [Glyph(char, (left, y - 8, left + 8, y), left, y, size) for char, left in zip(text, places, strict=True)]


def test_amounts_that_touch_are_words_of_their_own() -> None:
    touching = typed("合计", 0, 100) + typed("1,230.551,230.550.00", 100, 100)
    assert [words.text for words in words_of(touching)] == ["合计", "1,230.55", "1,230.55", "0.00"]
    assert [words.text for words in words_of(typed("2024.03.15", 0, 100))] == ["2024.03.15"]


def test_running_text_is_no_table() -> None:
    document = read_document(open_source(RAW / "pingshan-data-2020.pdf"))
    assert {grid.method for grid in document.grids} == {"lattice/vector"}
