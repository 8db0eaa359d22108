"""Made-up budgets as seven places print them: what is read equals the facts, what holds accuses nobody, one wrong figure is found.

The places stand in ``tools/typeset/generate/places.yaml``; each differs from the others as provinces do.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import jixiao
from places import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from typeset.generate.budget import document_of, make_budget
from typeset.generate.budget_trial import ENDINGS, budget_faults
from typeset.generate.setting import PLACES
from typeset.render.html import write_html

NUMBERED = list(enumerate(PLACES))
#: Place, what is printed wrong (table, side, row, column), and the rule that finds it.
FAULTS = [
    ("north", ("summary", "income", "grand_total", "total"), "BU-01"),
    ("basin", ("fiscal_summary", "expenditure", "grand_total", "total"), "BU-04"),
    ("delta", ("expenditure", "", "total", "basic"), "BU-05"),
    ("lake", ("general_expenditure", "", "total", "basic_personnel"), "BU-08"),
    ("plateau", ("income", "", "total", "total"), "BU-11"),
    ("coast", ("general_basic", "", "total", "total"), "BU-13"),
    ("lake", ("general_basic", "", "total", "total"), "BU-13"),
    ("delta", ("three_public", "", "", "total"), "BU-16"),
    ("north", ("general_expenditure", "", "total", "total change"), "BU-19"),
    ("river", ("general_expenditure", "", "total", "total change_rate"), "BU-26"),
]


@pytest.mark.parametrize(("number", "place"), NUMBERED)
def test_a_budget_is_read_as_it_was_made(number: int, place: str, tmp_path: Path) -> None:
    """Each place in one format, the formats in turn."""
    assert budget_faults(1, place, ENDINGS[number % len(ENDINGS)], tmp_path) == []


@pytest.mark.parametrize(("place", "fault", "rule"), FAULTS)
def test_one_wrong_figure_is_found(place: str, fault: tuple[str, str, str, str], rule: str, tmp_path: Path) -> None:
    path = tmp_path / "budget.html"
    write_html(document_of(make_budget(3, place, fault)), path)
    outcomes = jixiao.check(jixiao.read(path))
    assert rule in set(outcomes[outcomes["state"] == "broken"]["rule"])


def test_the_same_seed_gives_the_same_budget() -> None:
    one, other = (make_budget(7, "lake") for _ in range(2))
    assert one == other
    assert one.facts != make_budget(8, "lake").facts
