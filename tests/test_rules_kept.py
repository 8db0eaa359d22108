"""Rule files are parsed once; what was kept of them is what they say, and never runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.errors import RuleError
from jixiao.rules import compiled, strict
from jixiao.rules.compiled import parsed_once
from places import ROOT

RULES = ROOT / "pkg" / "jixiao" / "rules"
GOOD = "a: {zh: 甲, limits: ['1.0', 2, null, true]}\n"
SAID = {"a": {"zh": "甲", "limits": ["1.0", 2, None, True]}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """From when it is called on, nothing is parsed."""

    def parsed(*_: object) -> None:
        raise AssertionError("parsed again")

    return lambda: monkeypatch.setattr(strict, "parsed", parsed)


def entry(file: Path) -> Path:
    (kept,) = file.parent.glob("__pycache__/*.kept")
    return kept


@pytest.mark.parametrize("path", sorted(RULES.rglob("*.yaml")), ids=lambda path: path.relative_to(RULES).as_posix())
def test_what_is_kept_of_a_rule_file_is_what_it_says(path: Path, tmp_path: Path, never) -> None:  # type: ignore[no-untyped-def]
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    said = parsed_once(copy)
    never()
    assert parsed_once(copy) == said


def test_a_changed_file_is_parsed_again(file: Path) -> None:
    assert parsed_once(file) == SAID
    file.write_text(GOOD.replace("甲", "乙"), "utf-8")
    assert parsed_once(file)["a"]["zh"] == "乙"


def test_other_code_parses_again(file: Path, monkeypatch: pytest.MonkeyPatch, never) -> None:  # type: ignore[no-untyped-def]
    parsed_once(file)
    monkeypatch.setattr(compiled, "_code", lambda: b"other")
    never()
    with pytest.raises(AssertionError, match="parsed again"):
        parsed_once(file)


@pytest.mark.parametrize(
    "damage", [lambda b: b[:40], lambda b: b.replace("甲".encode(), "乙".encode()), lambda b: b[:0]]
)
def test_a_damaged_entry_is_made_again(file: Path, damage, never) -> None:  # type: ignore[no-untyped-def]
    parsed_once(file)
    entry(file).write_bytes(damage(entry(file).read_bytes()))
    assert parsed_once(file) == SAID
    never()
    assert parsed_once(file) == SAID


@pytest.mark.parametrize("text", ["day: 2020-01-01", "1: a"])
def test_what_json_would_change_is_parsed_each_time(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    assert parsed_once(file) == parsed_once(file) != {}
    assert list(file.parent.glob("__pycache__/*.kept")) == []


def test_a_fault_is_said_each_time(file: Path) -> None:
    file.write_text("a: 1\na: 2\n", "utf-8")
    for _ in range(2):
        with pytest.raises(RuleError, match="key given twice: a"):
            parsed_once(file)


def test_where_nothing_can_be_written_nothing_is_kept(file: Path) -> None:
    (file.parent / "__pycache__").write_text("not a folder")
    assert parsed_once(file) == parsed_once(file) == SAID


def test_a_second_start_needs_no_yaml(tmp_path: Path) -> None:
    code = "import sys; from jixiao.recognise.proved import form_rules; form_rules(); print('yaml' in sys.modules)"
    run = [sys.executable, "-c", code]
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    said = [subprocess.run(run, env=env, capture_output=True, text=True, check=True).stdout.strip() for _ in range(2)]
    assert said == ["True", "False"]
