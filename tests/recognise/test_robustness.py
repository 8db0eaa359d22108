"""A form that holds still holds when what carries no meaning is changed, and a fault in the changed form is still found."""

from pathlib import Path

import pytest

import jixiao
from typeset.generate import generate
from typeset.generate.trial import suspicions
from typeset.model import Document
from typeset.render.html import write_html
from varying import PLAIN, cut_off, form_table, part_rows, varied, with_wrong_rate

SEEDS = range(60)


def told(document: Document, path: Path) -> list[str]:
    write_html(document, path)
    return suspicions(jixiao.check(jixiao.read(path)))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_carries_no_meaning_raises_no_error(seed: int, tmp_path: Path) -> None:
    document, said = varied(generate(seed, "central", "forms", **PLAIN).document, seed)
    assert told(document, tmp_path / "form.html") == [], said


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fault_in_the_changed_form_is_still_found(seed: int, tmp_path: Path) -> None:
    document = with_wrong_rate(generate(seed, "central", "forms", **PLAIN).document)
    document, said = varied(document, seed)
    assert [line for line in told(document, tmp_path / "form.html") if line.startswith("P-01")], said


def test_a_form_whose_end_is_on_a_page_that_is_not_there_says_so(tmp_path: Path) -> None:
    document = generate(3, "central", "forms", **PLAIN).document
    rows = part_rows(form_table(document))["rows"]
    write_html(cut_off(document, rows.start + 2), tmp_path / "form.html")
    row = jixiao.read(tmp_path / "form.html").tables["tables"].iloc[0]
    assert (row["status"], row["unread"]) == ("partly_read", "the end of its indicators")
