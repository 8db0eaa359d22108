"""docs/adding-a-form.md, done: a title and labels nobody has listed are added as data, and the form is read."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import jixiao
from jixiao.errors import RuleError
from jixiao.recognise import proved
from jixiao.recognise.performance import form_labels, levels
from jixiao.rules import load_yaml
from places import ROOT

PAGE = (ROOT / "docs" / "adding-a-form.md").read_text("utf-8")
ADDED = {name: yaml.safe_load(body) for name, body in re.findall(r"```yaml (\S+)\n(.*?)```", PAGE, re.DOTALL)}
FORM = """\
河谷县水务局2024年度财政项目绩效自查表

| 项目名称 | 河道清淤 | | | |
|---|---|---|---|---|
| 主管部门 | 河谷县水务局 | | | |
| 一级指标 | 二级指标 | 三级指标 | 应达标准 | 年终成效 |
| 产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12.5公里 |
| 产出指标 | 质量指标 | 验收合格率 | 100% | 98% |
"""


@pytest.fixture
def known_forms() -> Iterator[None]:
    """The forms of the package again afterwards."""
    yield
    _forget()


def _forget() -> None:
    for module in (proved, form_labels, levels):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def _merged(old: Any, new: Any) -> Any:
    if isinstance(new, Mapping):
        return {**old, **{key: _merged(old.get(key, []), value) for key, value in new.items()}}
    return [*old, *new]


def _add(monkeypatch: pytest.MonkeyPatch, added: Mapping[str, Any]) -> None:
    for module in (proved, form_labels):
        monkeypatch.setattr(module, "load_yaml", lambda name: _merged(load_yaml(name), added.get(name, {})))
    _forget()


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "disclosure.md"
    path.write_text(FORM, "utf-8")
    return path


def test_before_it_is_added_the_form_is_not_taken_for_another(unknown: Path) -> None:
    with pytest.raises(jixiao.errors.RecogniseError):
        jixiao.read(unknown)


@pytest.mark.usefixtures("known_forms")
def test_the_form_of_the_page_is_read(unknown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(monkeypatch, ADDED)
    found = jixiao.read(unknown)
    assert found.projects["name"].tolist() == ["河道清淤"]
    rows = found.indicators[["level2", "level3", "target", "actual"]].to_numpy().tolist()
    assert rows == [["数量指标", "清淤长度", "≥12公里", "12.5公里"], ["质量指标", "验收合格率", "100%", "98%"]]


@pytest.mark.usefixtures("known_forms")
def test_a_key_no_form_has_is_refused(unknown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(monkeypatch, {"forms.yaml": {"self_evaluation": {"titels": ["财政项目绩效自查表"]}}})
    with pytest.raises(RuleError, match="titels"):
        jixiao.read(unknown)
