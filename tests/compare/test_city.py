"""The made-up city: what was planted is found, and nothing else is raised."""

from collections import Counter
from pathlib import Path

import pytest

import jixiao
from jixiao.store import Disclosure, combine
from places import ROOT
from typeset.generate.city import (
    ADDED,
    CITY,
    DEPARTMENTS,
    FEW,
    MISSING,
    PLANTED,
    RENAMED,
    YEARS,
    name_of,
    planned,
    spent,
    write_city,
)

HERE = DEPARTMENTS[:FEW]
NAMES = {name_of(department, year) for department in HERE for year in YEARS}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Disclosure:
    """The documents of each department and year, read together."""
    paths = write_city(tmp_path_factory.mktemp("city"))
    groups = [f"{number:02}-{year}-" for number in range(1, FEW + 1) for year in YEARS]
    return combine([jixiao.read([path for path in paths if path.name.startswith(group)]) for group in groups])


def test_documents_are_joined_whatever_name_they_print(city: Disclosure) -> None:
    assert set(city.documents["department"]) == NAMES
    assert len(city.documents) == 3 * FEW * len(YEARS) - len([one for one in MISSING if one[0] in HERE])


def test_exactly_what_was_planted_is_found(city: Disclosure) -> None:
    ledger = jixiao.check(city)
    raised = ledger[ledger["state"].isin(["broken", "ambiguous"]) & ledger["cause"].isna()]
    found = set(raised[["department", "fiscal_year", "rule", "state"]].itertuples(index=False, name=None))
    assert found == {
        (name_of(one.department, one.year), one.year, one.rule, one.state) for one in PLANTED if one.department in HERE
    }


def test_every_item_of_the_budget_and_its_deviation(city: Disclosure) -> None:
    rows = jixiao.deviations(city)
    items = rows[
        (rows["compared"] == "documents")
        & (rows["role"] == "general_expenditure")
        & (rows["measure"] == "total")
        & (rows["code"].str.len() == 7)
    ]
    found = {(row.department, row.fiscal_year, row.code): (row.from_value, row.to_value) for row in items.itertuples()}
    assert found == {
        (name_of(department, year), year, code): (float(amount), float(spent(department, year)[code]))
        for department in HERE
        for year in YEARS
        if (department, year, "budget") not in MISSING
        for code, amount in planned(department, year).items()
    }


def test_one_target_was_moved_and_the_others_kept(city: Disclosure) -> None:
    goals = jixiao.goalposts(city)
    assert Counter(goals["change"]) == {"kept": 34, "lowered": 1}
    moved = goals[goals["change"] == "lowered"].iloc[0]
    assert (moved["before_target"], moved["after_target"], moved["fiscal_year"]) == ("≥95%", "≥90%", 2023)


def test_a_row_for_each_department_and_year(city: Disclosure) -> None:
    rows = jixiao.wide(city)
    assert len(rows) == FEW * len(YEARS)
    lacking = set(rows.loc[~rows["has_budget"], ["department", "fiscal_year"]].itertuples(index=False, name=None))
    assert lacking == {
        (name_of(name, year), year) for name, year, family in MISSING if family == "budget" and name in HERE
    }


def test_a_project_that_no_budget_lists_is_asked_about(city: Disclosure) -> None:
    ledger = jixiao.check(city)
    (asked,) = ledger.loc[(ledger["rule"] == "ST-06") & (ledger["state"] == "ambiguous"), "message_zh"]
    assert f"没有列出同名项目的有：{ADDED}。" in asked


def test_a_department_under_another_name_is_known_by_its_figures(city: Disclosure) -> None:
    rows = jixiao.series(city).dropna(subset="renamed_from")
    assert set(rows[["department", "fiscal_year", "renamed_from"]].itertuples(index=False, name=None)) == {
        (f"{CITY}{department}", year + 1, f"{CITY}{name}") for (department, year), name in RENAMED.items()
    }


def test_the_city_of_the_samples_is_the_one_that_is_made(tmp_path: Path) -> None:
    made = {path.name: path.read_bytes() for path in write_city(tmp_path)}
    assert made == {path.name: path.read_bytes() for path in (ROOT / "data" / "city").glob("*.html")}
