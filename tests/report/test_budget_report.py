"""The report of a department with a budget alone: nothing stands in it that only final accounts have."""

import sys
from pathlib import Path

import pytest

import jixiao
from jixiao import report
from places import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from typeset.generate.budget import document_of, make_budget
from typeset.render.html import write_html


@pytest.fixture(scope="module")
def budget(tmp_path_factory: pytest.TempPathFactory) -> jixiao.Disclosure:
    path: Path = tmp_path_factory.mktemp("budget") / "budget.html"
    write_html(document_of(make_budget(1, "river")), path)
    return jixiao.read(path)


@pytest.mark.parametrize(("lang", "planned", "final"), [("zh", "预算数", "决算数"), ("en", "Budget", "Final")])
def test_the_three_public_expenses_have_no_final_figures(
    budget: jixiao.Disclosure, lang: str, planned: str, final: str
) -> None:
    shown = str(report.three_public_table(budget, lang))
    assert planned.lower() in shown.lower()
    assert final.lower() not in shown.lower()


def test_a_budget_has_no_section_on_a_scorecard(budget: jixiao.Disclosure) -> None:
    assert report.is_budget(budget)
    assert report.section("scorecard", "zh", optional=True) == ()


def test_kinds_of_expenditure_that_a_budget_does_not_tell_have_no_column(budget: jixiao.Disclosure) -> None:
    shown = str(report.expenditure_table(budget, "zh"))
    assert "项目支出" in shown
    hidden = jixiao.store.Disclosure(
        {**budget.tables, "accounts": budget.accounts[~budget.accounts["measure"].isin(["basic"])]}
    )
    assert "基本支出" not in str(report.expenditure_table(hidden, "zh"))


def test_targets_have_no_scores_to_add_up(budget: jixiao.Disclosure) -> None:
    outcomes = jixiao.check(budget)
    assert set(outcomes.loc[outcomes["rule"] == "P-07c", "state"]) <= {"not_applicable"}
