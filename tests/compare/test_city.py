"""The made-up city: what was planted is found, and nothing else is raised."""

from collections import Counter
from pathlib import Path

import pytest

import jixiao
from jixiao.store import Disclosure, combine
from typeset.generate.city import CITY, DEPARTMENTS, FEW, MISSING, PLANTED, YEARS, planned, spent, write_city

HERE = DEPARTMENTS[:FEW]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Disclosure:
    """The documents of each department and year, read together."""
    paths = write_city(tmp_path_factory.mktemp("city"))
    groups = [f"{number:02}-{year}-" for number in range(1, FEW + 1) for year in YEARS]
    return combine([jixiao.read([path for path in paths if path.name.startswith(group)]) for group in groups])


def test_documents_are_joined_whatever_name_they_print(city: Disclosure) -> None:
    assert set(city.documents["department"]) == {f"{CITY}{department}" for department in HERE}
    assert len(city.documents) == 3 * FEW * len(YEARS) - len([one for one in MISSING if one[0] in HERE])


def test_exactly_what_was_planted_is_found(city: Disclosure) -> None:
    ledger = jixiao.check(city)
    raised = ledger[ledger["state"].isin(["broken", "ambiguous"]) & ledger["cause"].isna()]
    found = set(raised[["department", "fiscal_year", "rule", "state"]].itertuples(index=False, name=None))
    assert found == {
        (f"{CITY}{one.department}", one.year, one.rule, one.state) for one in PLANTED if one.department in HERE
    }


def test_every_item_of_the_budget_and_its_deviation(city: Disclosure) -> None:
    rows = jixiao.deviations(city)
    items = rows[(rows["compared"] == "documents") & (rows["measure"] == "total") & (rows["code"].str.len() == 7)]
    found = {
        (row.department.removeprefix(CITY), row.fiscal_year, row.code): (row.from_value, row.to_value)
        for row in items.itertuples()
    }
    assert found == {
        (department, year, code): (float(amount), float(spent(department, year)[code]))
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
    assert lacking == {(f"{CITY}{name}", year) for name, year, family in MISSING if family == "budget" and name in HERE}


def test_the_same_city_is_made_every_time(tmp_path: Path) -> None:
    first, again = write_city(tmp_path / "a"), write_city(tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
