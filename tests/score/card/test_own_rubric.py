"""docs/own-rubric.md is done as it says: its YAML, its commands, its Python, its error."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from jixiao.cli import main
from jixiao.errors import RuleError
from jixiao.score import load_rubric, score_projects
from jixiao.score.forms.form_rubric import CONVENTIONS
from jixiao.score.model import KINDS
from places import ROOT

PAGE = (ROOT / "docs" / "own-rubric.md").read_text("utf-8")
(YAML,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
(PYTHON,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
CHECK, SCORE = re.findall(r"^    jixiao (.+)$", PAGE, re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "framework-2013.yaml").write_text(YAML, "utf-8")
    shutil.copy(ROOT / "data" / "raw" / "pingshan-data-2020.pdf", tmp_path)
    return tmp_path


def test_the_command_that_checks_it(folder, capsys):
    assert main(CHECK.split()) == 0
    assert capsys.readouterr().out.strip() in PAGE


def test_the_command_and_the_python_that_score_with_it(folder, capsys):
    assert main(SCORE.split()) == 0
    said = capsys.readouterr().out
    # 39 of 41 staff; three public expenses 14.39 of 20.25; procurement 3,186.57 / 5,914 = 53.88 %; assets all in use
    for line in ("computed 30", "computed 10.78", "computed 20"):
        assert line in said
    found: dict[str, object] = {}
    exec(compile(PYTHON, "own-rubric.md", "exec"), found)  # noqa: S102 our own text
    scores = found["scores"]
    assert scores.dropna(subset="low")["low"].tolist() == [30, 30, 10.78, 20, 90.78]  # type: ignore[attr-defined]


def test_the_fault_that_the_page_shows(folder):
    fault = folder / "fault.yaml"
    fault.write_text(YAML.replace('weight: "30"', 'weight: "31"', 1), "utf-8")
    with pytest.raises(RuleError) as caught:
        load_rubric(fault)
    assert "weights of the items sum to 101, total says 100" in str(caught.value)
    assert "weights of the items sum to 101, total says 100" in PAGE
    assert "fault.yaml" in str(caught.value)


def test_the_page_names_every_kind_and_convention():
    assert [name for name in (*KINDS, *CONVENTIONS) if f"`{name}`" not in PAGE] == []
    assert [choice for choices in CONVENTIONS.values() for choice in choices if f"`{choice}`" not in PAGE] == []


def test_a_form_rubric_of_ones_own_is_used(tmp_path, office):
    shipped = (ROOT / "pkg/jixiao/rules/rubrics/mof-2020-10.yaml").read_text("utf-8")
    own = tmp_path / "own-forms.yaml"
    own.write_text(
        shipped.replace("id: mof-2020-10", "id: own-forms").replace(
            'execution: "10", output: "50"', 'execution: "20", output: "40"'
        ),
        "utf-8",
    )
    scores = score_projects(office, own)
    execution = scores[scores["item"] == "execution"]
    assert set(scores["rubric"]) == {"own-forms"}
    assert set(execution["weight"]) == {20}
    # 321.77 of 383.50 万元 spent: 83.90 % of 20 marks
    assert execution["low"].iloc[0] == 16.78
