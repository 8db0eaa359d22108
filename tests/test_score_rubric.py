"""Rubric files: strict, and every fault named with file, item and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.errors import RuleError
from jixiao.score import load_rubric, rubric_names

HERE = Path(__file__).parent


@pytest.mark.parametrize("path", sorted((HERE / "rubrics_bad").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_rubric_is_refused_with_its_reason(path):
    words = path.read_text("utf-8").splitlines()[0].removeprefix("# expect:").split("|")
    with pytest.raises(RuleError) as caught:
        load_rubric(path)
    message = str(caught.value)
    assert path.name in message
    assert [word for word in words if word.strip() not in message] == []


def test_all_bad_rubrics_are_there():
    assert len(list((HERE / "rubrics_bad").glob("*.yaml"))) >= 12


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
    source = HERE.parent / "pkg/jixiao/rules/rubrics/pingshan-2020.yaml"
    path = tmp_path / "own.yaml"
    path.write_text(source.read_text("utf-8"), "utf-8")
    assert load_rubric(str(path)) == load_rubric(path) == load_rubric("pingshan-2020")
