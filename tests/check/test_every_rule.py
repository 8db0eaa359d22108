"""Every packaged rule holds in a document that is read, and fires in an edited copy where nothing untouched does.

The documents, the edits and the rules that each makes fire stand in ``every_rule.yaml``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from firing import CASES, COPIES, DISCLOSURES, ledger, ledger_of_an_unread_page, ledger_of_copy
from jixiao.check import packaged_rules
from jixiao.check.summary import EXAMPLES_FILE, examples
from jixiao.rules import load_yaml
from places import ROOT

sys.path.append(str(ROOT / "tools" / "docs"))

from rule_examples import said  # tools are no installed package

RULES = {rule.id for rule in packaged_rules() if rule.kind not in CASES["never"]}
HOLDS = ("holds", "holds_within_rounding")
FIRED = ("broken", "ambiguous")
#: All that a rule says that lacks a fact which no document prints.
ASKS = ("insufficient_data",)


def rules_in(outcomes: pd.DataFrame, states: Sequence[str]) -> set[str]:
    return set(outcomes.loc[outcomes["state"].isin(states), "rule"])


def listed(edits: Sequence[Mapping[str, Any]], *keys: str) -> set[str]:
    return {rule for edit in edits for key in keys for rule in edit.get(key, ())}


@pytest.mark.parametrize("disclosure", DISCLOSURES)
def test_nothing_fires_in_the_documents_as_they_stand(disclosure):
    outcomes = ledger(disclosure)
    assert outcomes.loc[outcomes["state"].isin(FIRED), "message_zh"].tolist() == []


def test_every_rule_holds_in_a_document():
    held = set().union(*(rules_in(ledger(disclosure), HOLDS) for disclosure in DISCLOSURES))
    assert sorted(RULES - held) == []


def test_every_rule_has_an_edit_that_makes_it_fire():
    fired = listed([edit for copy in COPIES for edit in copy["edits"]], "fires", "asks")
    assert sorted(RULES ^ (fired | set(CASES["own_tests"]))) == []


@pytest.mark.parametrize(
    "number", range(len(COPIES)), ids=lambda n: f"{COPIES[n]['of']}: {COPIES[n]['edits'][0]['new']}"
)
def test_the_rules_of_an_edit_fire_and_no_other(number):
    outcomes, edits = ledger_of_copy(number), COPIES[number]["edits"]
    assert rules_in(outcomes, FIRED) == listed(edits, "fires")
    assert listed(edits, "asks") <= rules_in(outcomes, ASKS)


def test_a_page_that_was_not_read_is_said():
    """R-01: a page of a PDF that is a picture, where pictures are not read."""
    outcomes = ledger_of_an_unread_page()
    (told,) = outcomes[outcomes["rule"] == "R-01"].to_dict("records")
    assert told["state"] == "insufficient_data"
    assert "p. 2" in told["message_en"]


def test_every_example_is_what_the_checks_say():
    assert load_yaml(EXAMPLES_FILE) == said(), "run python tools/docs/rule_examples.py"


def test_every_kind_has_an_example_of_what_it_holds_and_of_what_it_finds():
    kinds = {rule.kind for rule in packaged_rules()} - set(CASES["never"])
    assert [kind for kind in kinds if not examples()[kind].keys() & {*HOLDS}] == []
    assert [kind for kind in kinds if not examples()[kind].keys() & {*FIRED, *ASKS}] == []
