"""Rule files: the packaged ones are complete, faulty ones are refused with their reason."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jixiao.check import explain, load_checks, packaged_rules, rules_page
from jixiao.check.judges import KINDS
from jixiao.check.load import load_severities
from jixiao.check.summary import examples
from jixiao.errors import RuleError
from jixiao.rules import load_yaml
from places import ROOT, TESTS
from trying import tried

GOOD = """
rules:
  - id: OWN-1
    kind: at_most
    title: {zh: 甲, en: a}
    basis: {title: 地方规定, status: own}
    cases:
      - total: {table: "expenditure", row: total, measure: total}
        parts: [{table: "general_expenditure", row: total, measure: total}]
"""


@pytest.mark.parametrize("path", sorted((TESTS / "rules_bad").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_bad_rule_file_is_refused_with_its_reason(path):
    words = path.read_text("utf-8").splitlines()[0].removeprefix("# expect:").split("|")
    with pytest.raises(RuleError) as caught:
        load_checks([path])
    message = str(caught.value)
    assert path.name in message
    assert [word for word in words if word.strip() not in message] == []


def test_every_kind_is_used_by_a_packaged_rule():
    assert {rule.kind for rule in packaged_rules()} == set(KINDS)


def test_an_own_rule_file_adds_a_rule(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, "utf-8")
    (rule,) = load_checks([path])
    assert (rule.id, rule.severity) == ("OWN-1", "warning")


def test_an_id_may_not_come_again_in_another_file(tmp_path):
    paths = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for path in paths:
        path.write_text(GOOD, "utf-8")
    with pytest.raises(RuleError, match="rule defined twice: OWN-1") as caught:
        load_checks(paths)
    assert "two.yaml" in caught.value.where


def test_every_kind_has_its_examples():
    assert set(examples()) == set(KINDS)


def test_the_page_of_rules_is_what_the_rule_files_say():
    page = ROOT / "docs" / "rules.md"
    assert page.read_text("utf-8") == rules_page(), "run python tools/docs/rules_page.py"


def test_the_page_of_coverage_names_every_rule_and_every_question():
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    rows = [line.split("|")[1:4] for line in page.splitlines() if line.startswith("| ")]
    named = {name for _, rules, _ in rows for name in rules.replace("rules", "").replace(",", " ").split()}
    assert named == {rule.id for rule in packaged_rules()}
    sizes = {"A": 9, "B": 11, "C": 16, "D": 16, "E": 10, "F": 7, "G": 3}
    questions = {question.split()[0] for question, _, _ in rows}
    assert {f"{group}{n:02d}" for group, size in sizes.items() for n in range(1, size + 1)} <= questions
    answered = [bool(rules.strip() or why.strip()) for _, rules, why in rows]
    assert all(answered)


def test_a_rule_is_explained_with_limits_documents_and_examples():
    said = explain("I-08")
    for words in ("working_days_least 240", "项目支出绩效自评表", "  broken: 热线服务 机房巡检", "(own)"):
        assert words in said


JUNK = st.sampled_from(
    [None, 1, -1.5, True, "", "x", "expenditure", "total", [], {}, ["x"], {"x": 1}, [[]], "1e999", "字" * 999]
)
#: Files of one packaged rule each.
PACKAGED = [
    {"rules": [rule]}
    for name in ("accounts", "forms", "indicators", "text")
    for rule in load_yaml(f"checks/{name}.yaml")["rules"]
]


def spoilt(node: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """The same tree with other content at one place, or without it."""
    if not path:
        return junk
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    made = {key: spoilt(value, path[1:], junk) if key == path[0] else value for key, value in pairs}
    return made if isinstance(node, dict) else list(made.values())


def paths(node: Any) -> list[tuple[Any, ...]]:
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [(), *((key, *path) for key, value in pairs for path in paths(value))]


@tried(1)
@given(st.sampled_from(PACKAGED), st.data(), JUNK)
def test_whatever_stands_in_a_rule_file_is_a_rule_or_a_rule_error(tmp_path_factory, body, data, junk):
    path = tmp_path_factory.mktemp("rules") / "spoilt.yaml"
    place = data.draw(st.sampled_from(paths(body)))
    path.write_text(yaml.safe_dump(spoilt(body, place, junk), allow_unicode=True), "utf-8")
    try:
        kinds, where = {rule.kind for rule in load_checks([path])}, path.name
    except RuleError as error:
        kinds, where = set(), error.where
    assert kinds <= set(KINDS)
    assert path.name in where


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("error: [T1-01]\nwarning: [T1-01]\n", "two severities for T1-01"),
        ("grave: [T1-01]\n", "unknown key: grave"),
        ("error: T1-01\n", "expected a list"),
        ("error: [[T1-01]]\n", "expected words"),
        ("[error]\n", "expected a mapping"),
    ],
)
def test_a_bad_severity_file_is_refused_with_its_reason(tmp_path, text, words):
    path = tmp_path / "severity.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleError, match=words) as caught:
        load_severities(path)
    assert "severity.yaml" in caught.value.where
