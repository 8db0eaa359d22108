"""The years of sentences, what the text denies, and the classes of its items, on documents that were read."""

from __future__ import annotations

import pytest

import jixiao
from firing import text_of
from jixiao.check import check, packaged_rules

ACCOUNTS = "accounts_2021.md"
ABROAD = "因公出国（境）费支出5.00万元。全年因公出国（境）团组数1个，因公出国（境）累计2人次。"
BOUGHT = "2021年度政府采购支出总额100.00万元"
CHANGED = "比2020年度决算数增加180.00万元"
CAPITAL = "2021年度国有资本经营预算财政拨款支出45.00万元。"


def findings(folder, rule, *changes):
    text = text_of(ACCOUNTS)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / ACCOUNTS).write_text(text, "utf-8")
    found = check(jixiao.read(folder / ACCOUNTS), [r for r in packaged_rules() if r.id == rule])
    return found.loc[found["state"].isin(["broken", "ambiguous"]), "state"].tolist()


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (BOUGHT, BOUGHT, []),
        (BOUGHT, "2020年度政府采购支出总额100.00万元", ["broken"]),
        (BOUGHT, "2020年度政府采购支出总额90.00万元。2021年度政府采购支出总额100.00万元", []),  # last year's beside it
        (BOUGHT, "2020年度结转到本年的政府采购支出总额100.00万元", []),
        ("2021年国内公务接待40批次", "2020年国内公务接待40批次", ["broken"]),
        ("2021年国内公务接待40批次", "2020年国内公务接待30批次，2021年国内公务接待40批次", []),
        (CHANGED, "比2021年度决算数增加180.00万元", ["broken"]),  # with itself; its rate says no more
        (CHANGED, "比2019年度决算数增加180.00万元", ["ambiguous"]),
        (CHANGED, "比上年决算数增加180.00万元", []),
        (CHANGED, "比2021年度年初预算数增加180.00万元", []),
    ],
)
def test_the_years_of_sentences(tmp_path, old, new, found):
    assert findings(tmp_path, "TX-21", (old, new)) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (CAPITAL, "本部门2021年度没有国有资本经营预算财政拨款支出。", ["broken"]),
        (CAPITAL, "本部门2020年度没有国有资本经营预算财政拨款支出。", []),
        (CAPITAL, "年初无国有资本经营预算财政拨款支出，年中追加。", []),
        (CAPITAL, "下属中心无国有资本经营预算财政拨款支出。", []),
        (CAPITAL, "本部门未安排国有资本经营预算支出。", []),
        (CAPITAL, "本部门无国有资本经营预算财政拨款结转。", []),
        (ABROAD, "本部门2021年度未发生因公出国（境）费支出。", ["broken"]),
        (ABROAD, "本部门没有发生国（境）外公务接待支出。", []),
        ("购置公务用车1辆", "2021年未购置公务用车", ["broken"]),
    ],
)
def test_what_is_denied_is_not_printed(tmp_path, old, new, found):
    assert findings(tmp_path, "TX-45", (old, new)) == found


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("1.公共安全支出（类）政府办公厅（室）及相关机构事务（款）", ["broken"]),
        ("1.公共安全支出（类）公安（款）", []),  # not in the table: perhaps not read
        ("1.一般公共服务（类）政府办公厅（室）及相关机构事务（款）", []),  # a short name of the class
        ("1.其他本地支出（类）政府办公厅（室）及相关机构事务（款）", []),  # a class without a known code
    ],
)
def test_an_item_stands_under_its_class(tmp_path, new, found):
    old = "1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）"
    assert findings(tmp_path, "TX-46", (old, new)) == found
