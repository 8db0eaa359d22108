"""A table of which no figure was understood is neither empty nor missing."""

from __future__ import annotations

import pytest

from builders import COMMON
from jixiao.check import check
from jixiao.check.tables.account_sheets import account_sheets
from jixiao.store import disclosure

ROLES = ("summary", "income", "expenditure", "fiscal_summary", "general_expenditure", "government_fund")


def table(number, role, unread):
    """A table of final accounts that gave no figure; so many of its own were not understood."""
    kept = {
        "table_id": f"0123456789ab-{number:03d}",
        "role": role,
        "title": role,
        "form": "accounts",
        "family": "final_accounts",
    }
    status = {"status": "partly_read" if unread else "empty", "lost_numbers": 0, "unread_in_rows": unread}
    return {**COMMON, **kept, **status, "page_first": number, "page_last": number, "n_rows": 8, "method": "grid"}


@pytest.mark.parametrize(("unread", "there"), [(0, True), (23, False)])
def test_figures_that_were_not_understood_make_no_empty_table(unread, there):
    """Where it is empty, funds are zero in the sums of other tables; where it was not understood, they are not known."""
    sheet, _ = account_sheets((), [table(1, "government_fund", unread)])
    assert ("government_fund" in sheet.tables) is there


def test_a_table_that_was_not_understood_is_published():
    tables = [table(number, role, 23 * (role == "government_fund")) for number, role in enumerate(ROLES, 1)]
    documents = [{**COMMON, "family": "final_accounts", "pages_unread": 0}]
    found = check(disclosure({"documents": documents, "tables": tables}))
    named = found[(found["rule"] == "TX-23") & found["subject"].str.contains("政府性基金")]
    assert named["state"].tolist() == ["holds"]


@pytest.mark.parametrize(
    ("title", "unread", "state"),
    [
        ("一般公共预算财政拨款收入支出决算表", 117, "insufficient_data"),
        ("一般公共预算财政拨款收入支出决算表", 0, "insufficient_data"),
        ("", 117, "insufficient_data"),
        ("", 0, "broken"),
        ("国有资产使用情况表", 11, "broken"),
    ],
)
def test_no_table_is_missing_that_may_be_one_that_was_seen(title, unread, state):
    """Of these roles none is of state capital: it is missing unless a table that was not recognised may be it."""
    tables = [table(number, role, 0) for number, role in enumerate(ROLES, 1)]
    other = {
        "role": None,
        "family": None,
        "form": None,
        "title": title,
        "status": "not_recognised",
        "unread_in_rows": unread,
    }
    documents = [{**COMMON, "family": "final_accounts", "pages_unread": 0}]
    found = check(disclosure({"documents": documents, "tables": [*tables, {**table(9, None, 0), **other}]}))
    named = found[(found["rule"] == "TX-23") & found["subject"].str.contains("国有资本")]
    assert named["state"].tolist() == [state]
