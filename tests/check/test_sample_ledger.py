"""A small disclosure whose identities hold."""

from __future__ import annotations

import pytest

from builders import RULES, sample
from jixiao.check import check, counts, findings
from jixiao.store import Disclosure, disclosure


@pytest.fixture
def built() -> Disclosure:
    return disclosure(sample())


def test_every_identity_of_the_sample_holds(built):
    outcomes = check(built, RULES)
    assert findings(outcomes)[["rule", "subject", "message_zh"]].to_dict("records") == []
    assert counts(outcomes)["insufficient_data"] == 0
    assert set(outcomes["rule"]) == {rule.id for rule in RULES}


def test_rounding_is_told_and_not_hidden(built):
    outcomes = check(built, RULES).set_index("rule")
    assert outcomes.loc["T1-03", "state"] == "holds_within_rounding"
    assert "相差 0.01 万元，四舍五入可以解释（最多 0.015 万元）" in outcomes.loc["T1-03", "message_zh"]


def test_ids_are_unique_and_do_not_depend_on_the_order_of_rows(built):
    rows = sample()
    rows["claims"].reverse()
    rows["projects"].reverse()
    first, second = check(built, RULES), check(disclosure(rows), RULES)
    assert first["outcome_id"].is_unique
    assert first["outcome_id"].tolist() == second["outcome_id"].tolist()
    assert first["message_zh"].tolist() == second["message_zh"].tolist()
