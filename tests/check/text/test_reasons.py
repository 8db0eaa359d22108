"""Reasons for a change that speak of another item, on budgets that were read."""

from __future__ import annotations

import pytest

import jixiao
from jixiao.check import check, packaged_rules

EXPENSES = """示例市示例局2026年部门预算
九、“三公”经费预算情况说明
1.因公出国（境）费6.00万元，比上年预算增加1.00万元，主要原因是{abroad}。
2.公务用车购置及运行费8.00万元，比上年预算减少2.00万元。减少的主要原因是{vehicles}。
3.公务接待费4.00万元，比上年预算减少1.00万元，下降20.00%，主要原因是{reception}。
"""
FINE = {"abroad": "出访任务增加", "vehicles": "车辆报废", "reception": "严控公务接待支出"}
ITEMS = """示例市示例局2026年部门预算
三、一般公共预算支出情况说明
（1）住房公积金（2210201）192.99万元，较上年增加15.96万元，原因是{fund}；
（2）购房补贴（2210203）99.45万元，较上年增加16.62万元，原因是{subsidy}。
"""


def found(folder, text):
    page = folder / "budget.txt"
    page.write_text(text, "utf-8")
    return check(jixiao.read(page), [rule for rule in packaged_rules() if rule.id == "TX-38"])


@pytest.mark.parametrize(
    ("item", "reason", "state"),
    [
        ("reception", "严控公务接待支出", "holds"),
        ("reception", "落实过紧日子要求，厉行节约", "holds"),  # fits any of them
        ("reception", "压减公务接待费、公务用车运行维护费等一般性支出", "holds"),  # speaks of this too
        ("reception", "外省来考察调研的车辆减少", "holds"),
        ("reception", "公务用车报废，减少了运行维护费", "ambiguous"),
        ("vehicles", "新能源车占比增加后燃油费用减少", "holds"),
        ("vehicles", "公务接待批次减少", "ambiguous"),  # in a sentence of its own
        ("abroad", "境外培训任务增加", "holds"),
        ("abroad", "公务接待批次增加", "ambiguous"),
    ],
)
def test_the_reason_of_a_public_expense_speaks_of_it(tmp_path, item, reason, state):
    states = found(tmp_path, EXPENSES.format(**FINE | {item: reason}))["state"]
    assert sorted(states) == sorted(["holds", "holds", "holds"] if state == "holds" else ["holds", "holds", state])


def test_a_question_names_the_words_and_shows_both_places(tmp_path):
    data = found(tmp_path, EXPENSES.format(**FINE | {"reception": "公务用车报废，减少了运行维护费"}))
    (asked,) = data[data["state"] == "ambiguous"].to_dict("records")
    assert "“公务用车”" in asked["message_zh"]
    assert [place["printed"] for place in asked["places"]] == ["20.00%", "原因是"]


def test_a_reason_behind_another_sentence_explains_nobody(tmp_path):
    """运行维护费增加 stands in the sentence of the reason: it is not of the reception before it."""
    text = EXPENSES.format(**FINE).replace("下降20.00%，主要原因是", "下降20.00%。运行维护费增加的主要原因是")
    assert "ambiguous" not in set(found(tmp_path, text.replace("严控公务接待支出", "公务用车增加"))["state"])


COPIED = "我单位申报的购房补贴比上年多"


@pytest.mark.parametrize(
    ("fund", "subsidy", "states"),
    [
        ("缴费基数调整", COPIED, ["holds", "holds"]),
        (COPIED, COPIED, ["broken", "holds"]),
        (f"{COPIED}，住房公积金也随之增加", f"{COPIED}，住房公积金也随之增加", ["holds", "holds"]),  # speaks of both
        ("2026年在职人员工资普遍增加", "2026年在职人员工资普遍增加", ["holds", "holds"]),  # explains both
        (f"{COPIED}些", COPIED, ["holds", "holds"]),  # not the same words
    ],
)
def test_two_items_have_one_reason_word_for_word(tmp_path, fund, subsidy, states):
    data = found(tmp_path, ITEMS.format(fund=fund, subsidy=subsidy))
    assert sorted(data["state"]) == states
    told = data[data["state"] == "broken"]
    assert told["severity"].tolist() == ["warning"] * len(told)
    assert told["subject"].str.contains("住房公积金").all()
