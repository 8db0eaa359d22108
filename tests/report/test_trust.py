"""May these figures be relied on: the answer of the first screen for several kinds of disclosure."""

import pytest

from jixiao import report, store
from jixiao.errors import RuleError
from jixiao.report.trust import answer, limits, part_of, trust
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
    return trust(d or sample(), outcomes, card, lang).text.splitlines()


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
    ],
)
def test_the_answer_follows_from_counts(outcomes, expected):
    assert answer(sample(), outcomes) == expected


@pytest.mark.parametrize(("unread", "expected"), [(0, "agree"), (6, "agree"), (7, "unknown")])
def test_pages_that_could_not_be_read_leave_no_answer(unread, expected):
    assert answer(pages(unread), ledger()) == expected
    said = [line for line in told(ledger(), d=pages(unread)) if "未能读取" in line]
    assert said == ([f"- 12 页中有 {unread} 页未能读取。"] if unread else [])


def test_a_consequence_is_no_finding_of_its_own():
    found = ledger(*broken(1), ("TX-01", "broken", "warning", {"cause": "TX-01-0"}))
    assert "- 文字说明：2 项复核中 1 项有发现。" in told(found)


def test_what_people_set_aside_is_neither_a_finding_nor_held():
    verdict = {"verdict": "mistaken"}
    found = ledger(("T1-01", "broken", "error", verdict), ("T1-02", "broken", "error", {"cause": "T1-01-0"}))
    assert answer(sample(), found) == "agree"
    assert "- 部门决算表：102 项复核中 100 项成立；其余随别处的发现而不成立，或经人工判断不作为发现。" in told(found)


def test_each_part_says_how_many_checks_it_rests_on():
    found = ledger(*broken(3, "P-04"), ("P-01", "broken", "error", {}), ("I-04", "holds", "warning", {}))
    assert told(found) == [
        "这些数字可以依靠吗？",
        "请谨慎使用：有些内容不能同时成立，或需要说明（重要 1 项、一般 3 项）。",
        "- 部门决算表：100 项复核全部成立。",
        "- 绩效自评表和投资项目表：5 项复核中 4 项有发现，最多的是“P-04 项目总体完成率等于累计完成投资除以项目总投资”（3 项）。",
        "- 彼此相符只说明数字前后一致，不能证明它们属实。",
    ]
    assert "- Performance and investment forms: of 5 checks, 4 with a finding, most often" in "\n".join(
        told(found, "en")
    )


def test_the_first_of_the_gravest_findings_is_one_step_away():
    found = ledger(*broken(3, "P-04"), ("P-01", "broken", "error", {}))
    assert '<a href="#finding-P-01-3">4 项有发现</a>' in trust(sample(), found, NO_SCORES, "zh").html


def test_a_disclosure_without_tables_says_so():
    found = told(ledger(rule="P-01"), "en")
    assert found[2].startswith("- No final-accounts tables that could be checked were read")
    assert found[3] == "- Performance and investment forms: all of 100 checks hold."


def test_what_has_no_answer_is_told_and_linked():
    found = ledger(*[("T1-01", "ambiguous", "error", {})] * 3, ("T1-01", "insufficient_data", "error", {}))
    assert "- 4 项复核因资料不足或有不止一种读法而没有结论。" in told(found)
    assert '<a href="#unchecked">' in trust(sample(), found, NO_SCORES, "zh").html


@pytest.mark.parametrize(
    ("printed", "said"),
    [(9.5, "lies within"), (9.6, "is above"), (4.0, "is below")],
)
def test_the_printed_score_stands_beside_the_range_that_is_supported(printed, said):
    card = [{**rows()["scorecards"][0], "score": printed}]
    (line,) = [x for x in told(ledger(), "en", sample(scorecards=card), scores()) if "score" in x]
    assert line.startswith(f"- The printed score of {printed:g} {said} what published figures support (4.25–9.5).")
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
