"""The report of a department with a budget alone: nothing stands in it that only final accounts have."""

import sys
from pathlib import Path

import pytest

import jixiao
from jixiao import report, store
from jixiao.report import headline
from jixiao.report.trust import rests_on
from places import ROOT
from report_samples import COMMON, outcome, sample
from report_samples import rows as sample_rows

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


def test_a_section_with_nothing_to_show_is_none(budget: jixiao.Disclosure) -> None:
    assert report.is_budget(budget)
    assert report.section("scorecard", "zh") == ()


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


def of_accounts(*rows: tuple[str, str, str, str, float]) -> jixiao.Disclosure:
    """Figures of a budget: table, side, term or code, item, amount."""
    common = {"family": "budget", "stage": "budget", "year": 2020, "measure": "total", "page": 3}
    accounts = [
        {**COMMON, **common, "table": table, "side": side, "item": item, "value": value, "position": n}
        | {"code" if label.isdigit() else "term": label}
        for n, (table, side, label, item, value) in enumerate(rows)
    ]
    documents = [{**row, "family": "budget"} for row in sample_rows()["documents"]]
    return sample(accounts=accounts, documents=documents)


def test_the_income_of_a_budget_adds_up_with_what_is_left_of_the_years_before() -> None:
    d = of_accounts(
        ("summary", "income", "fiscal_income", "财政拨款", 90.0),
        ("summary", "income", "general_budget_income", "一般公共预算拨款", 90.0),
        ("summary", "income", "account_balance", "上年实户资金余额", 10.0),
        ("summary", "income", "grand_total", "收入总计", 100.0),
    )
    assert [row[:2] for row in headline.incomes(d)[["term", "value"]].to_numpy().tolist()] == [
        ["general_budget_income", 90.0],
        ["account_balance", 10.0],
    ]


def test_classes_of_one_kind_of_money_are_set_beside_its_own_total() -> None:
    d = of_accounts(
        ("summary", "expenditure", "grand_total", "支出总计", 200.0),
        ("general_expenditure", "", "total", "合计", 100.0),
        ("general_expenditure", "", "201", "一般公共服务支出", 75.0),
        ("general_expenditure", "", "221", "住房保障支出", 25.0),
    )
    shown = report.expenditure_table(d, "zh").text
    assert "一般公共预算支出表：按功能分类" in shown
    assert "75.00%" in shown
    assert "200.00" not in shown
    assert "功能分类是" not in report.summary(d, store.frame("outcomes", []), store.frame("scores", []), "zh").text


def test_a_bar_is_as_long_as_its_amount_where_kinds_are_not_told_apart() -> None:
    d = of_accounts(
        ("general_expenditure", "", "201", "一般公共服务支出", 75.0),
        ("general_expenditure", "", "221", "住房保障支出", 25.0),
    )
    figure = report.expenditure_by_class(d, "zh")
    assert figure is not None
    assert [bar.get_width() for bar in figure.axes[0].patches] == [75.0, 25.0]


def test_forms_of_a_budget_are_said_to_set_targets() -> None:
    d = of_accounts(("summary", "income", "grand_total", "收入总计", 100.0))
    held = store.frame("outcomes", [outcome("held", state="holds", rule="P-02")])
    assert "绩效目标表：核对 1 项，一致 1 项。" in rests_on(d, held, store.frame("scores", []), "zh").text
