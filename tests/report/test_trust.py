"""May these figures be relied on: the answer of the first screen for several kinds of disclosure."""

import re

import pytest

from jixiao import report, store
from jixiao.errors import RuleError
from jixiao.report.trust import answer, largest, limits, part_of, rests_on, trust, verdict
from report_samples import outcome, rows, sample, scores

NO_SCORES = store.frame("scores", [])


def ledger(*found, held=100, rule="T1-01"):
    """So many checks that hold, and outcomes of one's own: (rule, state, severity, more)."""
    good = [outcome(f"held-{n}", "holds", rule=rule) for n in range(held)]
    own = [
        outcome(f"{rule}-{n}", state, severity, **{"rule": rule, **more})
        for n, (rule, state, severity, more) in enumerate(found)
    ]
    return store.frame("outcomes", good + own)


def told(outcomes, lang="zh", d=None, card=NO_SCORES):
    d = d or sample()
    return [*trust(d, outcomes, lang).text.splitlines(), *rests_on(d, outcomes, card, lang).text.splitlines()]


def pages(unread):
    return sample(documents=[{**rows()["documents"][0], "pages": 12, "pages_unread": unread}])


def broken(n, rule="TX-01", severity="warning"):
    return [(rule, "broken", severity, {})] * n


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (ledger(), "agree"),
        (ledger(*broken(2, severity="info")), "minor"),
        (ledger(*broken(5)), "mostly"),
        (ledger(*broken(6)), "care"),  # 6 of 106 is more than 5 of 100
        (ledger(*broken(1, severity="error"), held=5000), "care"),
        (ledger(held=19), "unknown"),
        (ledger(*broken(1), held=19), "mostly"),  # twenty checks are enough, and one of twenty is not more than 5 %
        (store.frame("outcomes", []), "unknown"),
        # what only a picture shows is no finding
        (ledger(*[("T1-01", "ambiguous", "error", {})] * 50), "agree"),
        # figures that do not agree on a table that was not read whole or does not foot are no yes
        (ledger(("T1-01", "insufficient_data", "error", {"gap": 20.0})), "partly"),
        (ledger(("T1-01", "insufficient_data", "error", {})), "agree"),
        (ledger(*broken(1, severity="error"), ("T1-01", "insufficient_data", "error", {"gap": 20.0})), "care"),
    ],
)
def test_the_answer_follows_from_counts(outcomes, expected):
    assert answer(sample(), outcomes) == expected


@pytest.mark.parametrize(("unread", "expected"), [(0, "agree"), (6, "agree"), (7, "unknown")])
def test_pages_that_could_not_be_read_leave_no_answer(unread, expected):
    assert answer(pages(unread), ledger()) == expected
    said = [line for line in told(ledger(), d=pages(unread)) if "没有读到" in line and "12 页" in line]
    assert said == ([f"- 12 页中有 {unread} 页没有读到，这些页没有核对。"] if unread else [])


def test_a_consequence_is_no_finding_of_its_own():
    found = ledger(*broken(1), ("TX-01", "broken", "warning", {"cause": "TX-01-0"}))
    assert "文字说明有 1 处疑点：“与应有的关系不符”" not in verdict(sample(), found, "zh")
    assert "文字说明有 1 处疑点：“文字与表中数字不一致”" in verdict(sample(), found, "zh")


def test_what_people_set_aside_is_neither_a_finding_nor_held():
    judged = {"verdict": "mistaken"}
    found = ledger(("T1-01", "broken", "error", judged), ("T1-02", "broken", "error", {"cause": "T1-01-0"}))
    assert answer(sample(), found) == "agree"
    assert verdict(sample(), found, "zh").startswith("决算表本身没有新的疑点；")
    assert "- 决算表：核对 102 项，一致 100 项。" in told(found)


def test_each_part_is_told_in_words_and_then_by_numbers():
    found = ledger(*broken(3, "P-04"), ("P-01", "broken", "error", {}), ("I-04", "holds", "warning", {}))
    assert told(found)[:2] == [
        "这些数字能放心用吗？",
        "须先核实：有数字不能同时成立或需要说明。 决算表全部核对一致；"
        "绩效自评表和投资项目表有 4 处疑点：“执行率与预算数、执行数不符”“项目总体完成率与投资额不符”。",
    ]
    assert "- 决算表：核对 100 项，一致 100 项。" in told(found)
    assert "- 绩效自评表和投资项目表：核对 5 项，一致 1 项。" in told(found)
    assert "- 核对一致只说明数字前后相符，不能证明它们属实；疑点也不意味着任何不当行为。" in told(found)
    assert "Tables of the accounts: all consistent. Performance and investment forms: 4 findings" in "\n".join(
        told(found, "en")
    )


def test_what_matters_most_stands_first_in_plain_words_with_page_and_link():
    place = [{"source_id": "aaaaaaaaaaaa", "page": 7, "printed": "30.00", "what": "x"}]
    said = {"message_zh": "年末结转：公布 30.00 万元，表中 0.04 万元，相差 29.96 万元（四舍五入最多可解释 0.01 万元）。两个已公布的数值不能同时成立。",
            "subject": "年末结转", "places": place, "gap": 29.96, "materiality": "large"}  # fmt: skip
    found = ledger(*broken(3, "P-04"), ("TX-01", "broken", "error", said))
    shown = largest(sample(), found, "zh")
    assert shown.text.splitlines()[0] == (
        "- 文字与表中数字不一致： 年末结转：公布 30.00 万元，表中 0.04 万元，相差 29.96 万元。 第 7 页"
    )
    assert '<a href="#kind-text_tables">' in shown.html
    assert not re.search(r"\b[A-Z]{1,2}\d?-\d\d", re.sub(r"P-04-\d", "", shown.text))


def test_of_kinds_of_one_grade_the_one_with_a_large_difference_comes_first():
    small, large = {"gap": 0.01, "materiality": "small"}, {"gap": 5.0, "materiality": "large"}
    found = ledger(("TX-01", "broken", "warning", small), ("V-09", "broken", "warning", large))
    names = [line.partition("：")[0] for line in largest(sample(), found, "zh").text.splitlines()]
    assert names == ["- 与上年公布的数字不衔接", "- 文字与表中数字不一致"]


def test_no_more_than_five_kinds_stand_on_the_first_screen():
    rules = ["TX-01", "T1-01", "P-04", "I-01", "V-01", "G-02", "I-05"]
    text = largest(sample(), ledger(*[(rule, "broken", "warning", {}) for rule in rules]), "zh").text
    assert text.count("- ") == 5
    assert text.endswith("另有 2 类疑点，见“疑点”一节。")


def test_a_disclosure_without_tables_says_so():
    found = verdict(sample(), ledger(rule="P-01"), "en")
    assert found == (
        "No tables of accounts could be checked, so total income and expenditure cannot be compared. "
        "Performance and investment forms: all consistent."
    )


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (None, "没有登记原件网址，请对照部门公布的原件。"),
        ("re-typeset sample of a public disclosure", "来源说明：按公开文件重新排版的样本，不是原件"),
        ("抄件", "来源说明：抄件"),
        ("https://example.gov.cn/a.pdf", "原件网址： https://example.gov.cn/a.pdf"),
    ],
)
def test_the_kind_of_source_is_told(origin, said):
    documents = [{**rows()["documents"][0], "origin": origin}]
    assert f"- {said}" in told(ledger(), d=sample(documents=documents))


def test_what_has_no_answer_is_told_and_linked():
    found = ledger(*[("T1-01", "ambiguous", "error", {})] * 3, ("T1-01", "insufficient_data", "error", {}))
    assert "- 4 项因材料不足或有不止一种读法而没有结论。" in told(found)
    assert '<a href="#unchecked">' in rests_on(sample(), found, NO_SCORES, "zh").html


@pytest.mark.parametrize(
    ("printed", "said"),
    [(9.5, "lies within"), (9.6, "is above"), (4.0, "is below")],
)
def test_the_printed_score_stands_beside_the_range_that_is_supported(printed, said):
    card = [{**rows()["scorecards"][0], "score": printed}]
    (line,) = [x for x in told(ledger(), "en", sample(scorecards=card), scores()) if "score" in x]
    assert line.startswith(
        f"- The department’s own score of {printed:g} {said} what published figures support (4.25–9.5)."
    )
    assert line.endswith("Of 10 points, 5 can be fully computed from published figures.")


def test_without_a_scorecard_no_score_is_spoken_of():
    unprinted = scores().assign(printed_score=float("nan"))
    for d, card in ((sample(), NO_SCORES), (sample(scorecards=[]), unprinted)):
        assert [line for line in told(ledger(), d=d, card=card) if "得分" in line] == []


def test_the_answer_is_on_the_first_screen():
    html = report.overview(sample(), ledger(), scores(), "zh").html
    assert html.startswith('<div class="trust">')


@pytest.mark.parametrize(
    ("rule", "part"), [("T1-01", "accounts"), ("X-01", "accounts"), ("TX-06b", "text"), ("V-02", "forms"), ("R-01", "")]
)
def test_rules_belong_to_a_part_by_the_letters_of_their_ids(rule, part):
    assert part_of(rule) == part


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parts: {}\nleast_checks: '20'\nmost_unread: '0.5'\n", "missing key: most_moderate"),
        ("parts: {}\nleast_checks: 20\nmost_unread: '0.5'\nmost_moderate: '0.05'\n", "not a quoted number: 20"),
        ("parts: {}\nleast_checks: 'many'\nmost_unread: '0.5'\nmost_moderate: '0.05'\n", "not a quoted number: 'many'"),
    ],
)
def test_a_fault_in_the_limits_is_refused(tmp_path, text, said):
    path = tmp_path / "trust.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleError, match=said):
        limits(path)
