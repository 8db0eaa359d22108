"""Openness: what is there counts, what was not read may be there, and only what was verified is called so."""

import pandas as pd
import pytest

import jixiao
from builders import COMMON, nine_tables
from builders import sample as rows_of_sample
from jixiao.check import packaged_rules
from jixiao.score import transparency
from jixiao.score.shares import TOTAL
from jixiao.score.transparency import rubric
from jixiao.store import Disclosure, disclosure, frame
from places import RAW

NONE = frame("outcomes", ())


def sample() -> Disclosure:
    rows = rows_of_sample()
    documents = [{**row, "family": "final_accounts"} for row in rows["documents"]]
    return disclosure({**rows, "documents": documents, "tables": nine_tables(COMMON)})


def marks(d: Disclosure, outcomes: pd.DataFrame = NONE) -> pd.DataFrame:
    return transparency(d, outcomes).set_index("item")


def test_tables_that_are_there_and_one_that_is_not():
    d = sample()
    assert marks(d).loc["accounts_tables", ["low", "high"]].tolist() == [20, 20]
    tables = d.tables["tables"]
    less = Disclosure({**d.tables, "tables": tables[tables["role"] != "state_capital"]})
    assert marks(less).loc["accounts_tables", ["low", "high"]].tolist() == [round(20 * 8 / 9, 2)] * 2
    unread = less.documents.assign(pages_unread=1, pages=4)
    bounded = marks(Disclosure({**less.tables, "documents": unread})).loc["accounts_tables"]
    assert (bounded["low"], bounded["high"], bounded["basis"]) == (round(20 * 8 / 9, 2), 20, "bounded")


def test_nothing_is_asked_of_a_family_that_is_not_there():
    assert not {"budget_tables", "budget_chapters", "targets"} & set(marks(sample()).index)


def test_nothing_is_said_of_self_evaluations_alone():
    d = sample()
    alone = Disclosure({**d.tables, "documents": d.documents.assign(family="performance")})
    assert transparency(alone, NONE).empty


def test_forms_that_are_not_at_hand_may_be_published_elsewhere():
    d = sample()
    none = marks(Disclosure({**d.tables, "projects": d.projects.iloc[:0]})).loc["evaluations"]
    assert (none["low"], none["high"], none["basis"]) == (0, 10, "not_demonstrated")


def test_what_is_lacking_is_named():
    d = sample()
    tables = d.tables["tables"]
    less = Disclosure({**d.tables, "tables": tables[tables["role"] != "state_capital"]})
    said = marks(less).loc["accounts_tables"]
    assert said["message_zh"].endswith("9 项中有 8 项，没有读到国有资本经营预算财政拨款支出决算表。")
    assert said["message_en"].endswith("8 of 9; not read: Expenditure from the state capital operating budget.")


def test_checks_count_by_what_they_say():
    def row(rule: str, state: str) -> dict[str, object]:
        return {
            "department": "示例局",
            "fiscal_year": 2020,
            "outcome_id": f"{rule}-{state}",
            "rule": rule,
            "state": state,
        }

    ledger = frame(
        "outcomes", [row("T1-01", "holds"), row("T2-01", "broken"), row("T3-01", "ambiguous"), row("TX-20", "broken")]
    )
    found = marks(sample(), ledger).loc["exact"]
    assert (found["low"], found["high"]) == (round(20 / 3, 2), round(40 / 3, 2))
    assert marks(sample()).loc["exact", "basis"] == "not_demonstrated"


def test_the_total_is_the_sum_and_only_verified_texts_are_called_so():
    found = marks(sample())
    items = found.drop(TOTAL)
    assert found.loc[TOTAL, "low"] == pytest.approx(items["low"].sum())
    unverified = {item["id"] for item in rubric()["items"] if item["basis"]["status"] == "unverified"}
    assert all(("未核实" in items.loc[name, "reading"]) == (name in unverified) for name in items.index)


def test_every_rule_of_the_rubric_is_one():
    known = {rule.id for rule in packaged_rules()}
    assert {rule for item in rubric()["items"] for rule in item.get("rules", ())} <= known


def test_the_published_sample():
    """Nine tables on p. 17–34, text on every page, self-evaluations: read by eye."""
    d = jixiao.read(RAW / "pingshan-data-2020.pdf")
    found = marks(d, jixiao.check(d))
    names = ["accounts_tables", "evaluations", "readable"]
    assert found.loc[names, "low"].tolist() == [20, 10, 10]
