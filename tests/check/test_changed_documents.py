"""Whole documents that hold are not accused when what carries no meaning is changed, and a planted fault is still found.

``benchmarks/robustness.py`` tries thousands, in every format.
"""

from __future__ import annotations

import pytest

from changing import tried

SMALL = ("projects_2021", "evaluation_2021", "targets_2021", "central forms", "shenzhen forms", "fujian forms")
LARGE = ("accounts_2020", "accounts_2021", "budget_2021", "shanghai evaluation", "shaanxi accounts")


@pytest.mark.parametrize("seed", range(48))
def test_a_small_document_is_not_accused(seed):
    trial = tried(seed, SMALL)
    assert trial.wrong == (), trial


@pytest.mark.parametrize("seed", range(12))
def test_accounts_and_budgets_are_not_accused(seed):
    trial = tried(seed, LARGE)
    assert trial.wrong == (), trial


def test_a_planted_fault_is_still_found():
    """Some changes take the evidence away (a table, its last rows): then it may become a question."""
    trials = [
        tried(seed, ("projects_2021", "accounts_2020", "accounts_2021", "budget_2021"), planted=True)
        for seed in range(10)
    ]
    kept = [
        t
        for t in trials
        if not {"table_lost", "end_lost", "unknown_row", "unknown_column", "bracketed", "synonyms"} & {*t.changes}
    ]
    assert [t for t in kept if t.fate != "found"] == []
    assert sum(t.fate == "found" for t in trials) >= len(trials) - 2
