"""Amounts and shares of one list whose whole is printed nowhere, on documents that were read."""

from __future__ import annotations

import pytest

import jixiao
from jixiao.check import check, packaged_rules

TEXT = """示例市示例局2026年部门预算
三、支出预算情况说明
{said}
"""
#: As a city's budget prints it: 28016.26 and 16153.10 are 63.43 % and 36.57 % of 44169.36, which stands nowhere.
LIST = "其中：基本支出预算{basic}万元，占总支出预算{share}%；项目支出预算16153.10万元，占总支出预算{rest}%。"
TRUE = {"basic": "28016.26", "share": "63.43", "rest": "36.57"}


@pytest.fixture
def said(tmp_path):
    def states(text):
        page = tmp_path / "budget.txt"
        page.write_text(TEXT.format(said=text), "utf-8")
        found = check(jixiao.read(page), [rule for rule in packaged_rules() if rule.id == "TX-36"])
        return found.to_dict("records")

    return states


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "holds"),
        ({"share": "63", "rest": "37"}, "holds"),
        ({"share": "63.42"}, "holds"),  # cut off, not rounded
        ({"share": "64.43"}, "broken"),
        ({"share": "6.343"}, "broken"),
        ({"basic": "28061.26"}, "broken"),
        ({"share": "0.00"}, "not_applicable"),  # too small a share says nothing of its whole
    ],
)
def test_amounts_and_shares_are_of_one_whole(said, given, state):
    (found,) = said(LIST.format(**TRUE | given))
    assert found["state"] == state


def test_both_wholes_and_all_four_places_are_shown(said):
    (found,) = said(LIST.format(**TRUE | {"share": "64.43"}))
    assert [place["printed"] for place in found["places"]] == ["64.43%", "28016.26万元", "36.57%", "16153.10万元"]
    assert "43,476.50 万元至 43,490.01 万元" in found["message_zh"]  # 28016.255 / 0.6444, 28016.265 / 0.6442


def test_a_printed_whole_is_compared_with_each_share_instead(said):
    (found,) = said("2026年支出预算44169.36万元，" + LIST.format(**TRUE | {"share": "64.43"}))
    assert found["state"] == "not_applicable"


def test_shares_of_two_wholes_are_two_lists(said):
    """What is said of the expenditure and what of one fund have nothing to do with each other."""
    (found,) = said(LIST.format(**TRUE) + "“三公”经费中公务接待费6.00万元，占“三公”经费的50.00%。")
    assert found["state"] == "holds"
