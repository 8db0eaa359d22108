"""One wrong figure is one finding with its consequences; two wrong figures are two."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import RULES, change, fund, row, sample, text_ledger
from jixiao.check import check, findings
from jixiao.check.after.causes import with_causes
from jixiao.check.after.remedies import remedies
from jixiao.check.printed import PrintedValue, ValueLabel, Verdict
from jixiao.figures import Figure
from jixiao.rules import Text
from jixiao.store import disclosure


def test_a_figure_that_breaks_several_sums_is_one_finding():
    data = check(disclosure(change(sample(), "fiscal_summary", "6,023.13", term="income_this_year")), RULES)
    broken = data[data["state"] == "broken"]
    seen = findings(data)
    main = seen[seen["consequences"] > 0]
    assert len(main) == 1
    assert main["consequences"].iloc[0] == len(broken) - len(seen) == 2
    assert "这些核对都涉及财政拨款收入支出决算总表 本年收入合计 金额（公布 6,023.13）" in main["message_zh"].iloc[0]
    assert "all of them involve" in main["message_en"].iloc[0]
    assert set(broken["cause"].dropna()) == set(main["outcome_id"])


def test_two_wrong_figures_are_two_findings():
    rows = change(sample(), "general_basic", "901.06", code="30101")
    rows = change(rows, "income", "1,487.51", code="2013701", measure="fiscal")
    found = findings(check(disclosure(rows), RULES))
    seen = found[found["rule"].str.match(r"T\d-")]
    assert {"901.06", "1,487.51"} <= {place["printed"] for places in seen["places"] for place in places}
    assert len(seen) == 2


def test_checks_that_lack_the_same_amount_are_one_finding():
    rows = sample()
    for table in ("income", "expenditure"):  # a row below 20137 is left out of both tables
        rows["accounts"] = [r for r in rows["accounts"] if (r["table"], r.get("code")) != (table, "2013702")]
    found = findings(check(disclosure(rows), RULES))
    lacking = found[found["gap"].abs().round(2) == 668.28]
    assert len(lacking) == 1
    assert lacking["consequences"].iloc[0] > 0
    assert lacking["message_zh"].str.contains("项核对相差同样的数（668.28）", regex=False).all()


def broken(data):
    """Rules about figures that broke."""
    return sorted(data.loc[(data["state"] == "broken") & data["gap"].notna(), "rule"])


def test_a_wrong_amount_of_a_form_is_one_finding_with_its_rate_its_sum_and_the_text():
    rows = sample()
    rows["funds"][0] = fund("p1", "total", "1073.14", "1167.17", "99.44%")
    data = check(disclosure(rows), RULES)
    assert broken(data) == ["E-05", "P-01", "P-02", "P-10"]
    (found,) = findings(data).to_dict("records")
    assert (found["severity"], found["consequences"]) == ("error", 3)
    assert "都涉及年度资金总额 全年执行数（公布 1167.17）" in found["message_zh"]


def test_a_wrong_weight_or_mark_of_a_form_is_one_finding():
    rows = sample()
    rows["indicators"][0] = row("p3", {"weight": "55", "score": "50"}, position=1, level3="培训班次")
    data = check(disclosure(rows), RULES)
    assert broken(data) == ["P-07a", "P-07a"]  # against 100 and against the printed total
    assert findings(data)["consequences"].tolist() == [1]
    rows["indicators"][0] = row("p3", {"weight": "50", "score": "56"}, position=1, level3="培训班次")
    rows["projects"][2]["cells"] = {"total_score": {"page": 20, "x0": 90.0, "y0": 9.0, "printed": "97"}}
    data = check(disclosure(rows), RULES)
    assert broken(data) == ["P-07b", "P-07c"]
    (found,) = findings(data).to_dict("records")
    assert (found["rule"], found["consequences"]) == ("P-07c", 1)


def test_two_wrong_figures_of_a_form_are_two_findings():
    rows = sample()
    rows["funds"][0] = fund("p1", "total", "1073.14", "1167.17", "99.44%")
    rows["indicators"][0] = row("p3", {"weight": "50", "score": "56"}, position=1, level3="培训班次")
    assert len(findings(check(disclosure(rows), RULES))) == 2


def test_a_wrong_rate_beside_a_wrong_sum_is_a_finding_of_its_own():
    rows = sample()
    rows["funds"][0] = fund("p1", "total", "1073.14", "1067.17", "94.44%")
    rows["funds"][2] = fund("p1", "district", "1073.14", "1060.17", "98.79%")
    told = findings(check(disclosure(rows), RULES))
    assert sorted(told["rule"]) == ["P-01", "P-02"]


def test_a_wrong_figure_of_the_text_is_one_finding_with_the_shares_of_it():
    text = (
        "二、收入决算情况说明\n本年收入合计1,250万元，其中：财政拨款收入1,180万元，占98.33%；其他收入20万元，占1.67%。"
    )
    data = text_ledger(text)
    assert broken(data) == ["TX-02", "TX-12", "TX-12", "TX-17"]
    (found,) = [line for line in findings(data).to_dict("records") if line["rule"] not in ("TX-23", "TX-24")]
    assert (found["rule"], found["consequences"]) == ("TX-02", 3)
    assert "文字说明 收入决算（公布 1,250万元）" in found["message_zh"]


def asked(gap, stated, computed, *printed):
    """Sizes that a broken outcome asks of its figures."""
    figures = [Figure(Decimal(text), Decimal(0)) for text in printed]
    values = tuple(PrintedValue(ValueLabel("", "", ""), "amount", "figure", figure, "", {}) for figure in figures)
    numbers = Decimal(stated), Decimal(computed), Decimal(stated) - Decimal(computed), Decimal(0)
    found = remedies(gap, Verdict("broken", "", Text("", ""), values, *numbers))
    return [round(float(remedy[0]), 2) for remedy in found if remedy]


@pytest.mark.parametrize(
    ("gap", "stated", "computed", "printed", "sizes"),
    [
        ("amount", "110", "100", ["110", "60", "40"], [10, 10, 10]),
        ("amount", "100", "150", ["100", "140", "10"], [50, 50]),  # no part can fall below zero
        ("ratio", "0.6", "0.5", ["0.6", "50", "100"], [0.1, 10, 16.67]),  # 60/100, 50/83.33
        ("growth", "0.2", "0.3", ["0.2", "30", "130"], [0.1, 8.33, 50]),  # 21.67/108.33, 30/(180-30)
        ("marks", "9", "8", ["9", "10", "100", "80"], [1, 1.25, 11.11, 10]),  # 11.25, 88.89, 90
    ],
)
def test_what_a_broken_check_asks_of_each_figure(gap, stated, computed, printed, sizes):
    assert asked(gap, stated, computed, *printed) == sizes


def test_breaks_of_another_size_are_no_consequence():
    def outcome(name, gap):
        place = {"source_id": "s", "page": 1, "x0": 1.0, "y0": 1.0, "what": "合计", "what_en": "total", "printed": "5"}
        own = {"outcome_id": name, "rule": "A", "state": "broken", "message_zh": "", "message_en": ""}
        own |= {"severity": "error", "role": "equality", "remedies": [(abs(gap), 0.01)]}
        return {**own, "places": [place]}

    told = with_causes([outcome("a", 5.0), outcome("b", -5.0), outcome("c", 7.0)])
    assert [o.get("cause") for o in told] == [None, "a", None]


def test_nothing_changes_where_nothing_breaks():
    assert check(disclosure(sample()), RULES)["cause"].isna().all()
