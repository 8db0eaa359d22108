"""Rubric files: strict, and every fault named with file, item and key."""

from __future__ import annotations

import pytest

from jixiao.errors import RuleError
from jixiao.score import load_rubric, rubric_names
from jixiao.score.rubrics import form_rubrics
from places import ROOT, TESTS


@pytest.mark.parametrize("path", sorted((TESTS / "rubrics_bad").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_rubric_is_refused_with_its_reason(path):
    words = path.read_text("utf-8").splitlines()[0].removeprefix("# expect:").split("|")
    with pytest.raises(RuleError) as caught:
        load_rubric(path)
    message = str(caught.value)
    assert path.name in message
    assert [word for word in words if word.strip() not in message] == []


def test_all_bad_rubrics_are_there():
    assert len(list((TESTS / "rubrics_bad").glob("*.yaml"))) >= 12


def test_the_rubric_of_the_sample_adds_up_at_every_level():
    rubric = load_rubric("pingshan-2020")
    weights: dict[tuple[str, ...], int] = {}
    for item in rubric.items:
        for path in ((item.level1,), (item.level1, item.level2)):
            weights[path] = weights.get(path, 0) + int(item.weight)
    assert weights["预算编制情况",] == 20
    assert weights["预算执行情况",] == 36
    assert weights["预算使用效益",] == 44
    assert weights["预算执行情况", "资金管理"] == 18
    assert weights["预算使用效益", "效率性"] == 14


def test_every_rubric_that_is_shipped_loads():
    assert "pingshan-2020" in rubric_names()
    for name in rubric_names():
        assert load_rubric(name).id == name


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(RuleError, match=r"known: .*pingshan-2020"):
        load_rubric("nowhere-1999")


def test_a_file_of_the_users_own_can_be_named_by_its_path(tmp_path):
    source = ROOT / "pkg/jixiao/rules/rubrics/pingshan-2020.yaml"
    path = tmp_path / "own.yaml"
    path.write_text(source.read_text("utf-8"), "utf-8")
    assert load_rubric(str(path)) == load_rubric(path) == load_rubric("pingshan-2020")


FORM_FAULTS = [
    ('output: "50"', 'output: "60"', "levels sum to 110"),
    ("kind: proportion", "kind: guess", "quantitative proportion | kind knows no 'guess'"),
    ('line: "0.6"', 'line: "60"', "quantitative pass_line | line is a share of full marks, at most 1, found 60"),
    ('line: "0.6"', "line: 0.6", "quantitative pass_line | line must be a quoted number"),
    ("      steps:\n", "      step:\n", "execution unfinished | unknown key: step"),
    ('{at_least: "0.6", share: "0.5"}', '{at_least: "0.6", share: "0.9"}', "execution unfinished | steps must fall"),
    ("{id: partly,", "{id: half,", "qualitative tiers | id knows no 'half'"),
    ("[deviation, inverse]", "[deviation, generous]", "convention over_limit | choices knows no 'generous'"),
    ("operators: [le, lt, date]", "operators: [le, at_most]", "quantitative direct | operators knows no 'at_most'"),
    ("applies_to: project_form", "applies_to: village", "applies_to knows no 'village'"),
    ('far_above_from: "1.3"\n', "", "missing key: far_above_from"),
]


@pytest.mark.parametrize(("words", "fault", "expected"), FORM_FAULTS, ids=lambda text: text.strip()[:24])
def test_a_fault_in_a_form_rubric_is_named(tmp_path, words, fault, expected):
    rubrics = ROOT / "pkg/jixiao/rules/rubrics"
    name = "mof-2020-10" if words in ('output: "50"', "kind: proportion") else "mof-2021-101"
    text = (rubrics / f"{name}.yaml").read_text("utf-8")
    if words == "kind: proportion":
        head, found, tail = text.partition("  quantitative:\n")
        text = head + found + tail.replace(words, fault, 1)
    else:
        assert words in text
        text = text.replace(words, fault, 1)
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleError) as caught:
        load_rubric(path)
    message = str(caught.value)
    assert [word for word in ("own.yaml", *expected.split(" | ")) if word not in message] == []


def test_weights_of_the_regulations():
    weights = {rules.id: {w.id: dict(w.levels) for w in rules.weights} for rules in form_rubrics()}
    standard = {"execution": 10, "output": 50, "benefit": 30, "satisfaction": 10}
    assert weights["mof-2020-10"] == {"standard": standard}
    assert weights["mof-2021-101"]["with_cost"] == {
        "execution": 10, "cost": 20, "output": 40, "benefit": 20, "satisfaction": 10,
    }  # fmt: skip
