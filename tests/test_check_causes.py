"""One wrong figure is one finding with its consequences; two wrong figures are two."""

from __future__ import annotations

from jixiao.check import check, findings
from jixiao.check.causes import with_causes
from jixiao.store import disclosure
from test_check_sample import RULES, change, sample


def test_a_figure_that_breaks_several_sums_is_one_finding():
    data = check(disclosure(change(sample(), "04", "6,023.13", term="income_this_year")), RULES)
    broken = data[data["state"] == "broken"]
    seen = findings(data)
    main = seen[seen["consequences"] > 0]
    assert len(main) == 1
    assert main["consequences"].iloc[0] == len(broken) - len(seen) == 2
    assert "这些核对都涉及财政拨款收入支出决算总表 本年收入合计 金额（印载 6,023.13）" in main["message_zh"].iloc[0]
    assert "all of them involve" in main["message_en"].iloc[0]
    assert set(broken["cause"].dropna()) == set(main["outcome_id"])


def test_two_wrong_figures_are_two_findings():
    rows = change(sample(), "06", "901.06", code="30101")
    rows = change(rows, "02", "1,487.51", code="2013701", measure="fiscal")
    found = findings(check(disclosure(rows), RULES))
    seen = found[found["rule"].str.match(r"T\d-")]
    assert {"901.06", "1,487.51"} <= {place["printed"] for places in seen["places"] for place in places}
    assert len(seen) == 2


def test_breaks_of_another_size_are_no_consequence():
    def outcome(name, gap):
        place = {"source_id": "s", "page": 1, "x0": 1.0, "y0": 1.0, "what": "合计", "what_en": "total", "printed": "5"}
        own = {"outcome_id": name, "rule": "A", "state": "broken", "message_zh": "", "message_en": ""}
        return {**own, "gap": gap, "slack": 0.01, "places": [place]}

    told = with_causes([outcome("a", 5.0), outcome("b", -5.0), outcome("c", 7.0)], {"A"}, set())
    assert [o.get("cause") for o in told] == [None, "a", None]


def test_nothing_changes_where_nothing_breaks():
    assert check(disclosure(sample()), RULES)["cause"].isna().all()
