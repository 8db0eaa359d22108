"""What the README says is done: its commands exist, its Python runs, its links lead somewhere."""

import argparse
import re

import pytest

from jixiao.cli.parser import make_parser
from places import ROOT

README = (ROOT / "README.md").read_text("utf-8")
IN_CHINESE = (ROOT / "README-zh.md").read_text("utf-8")
COMMAND = re.compile(r"^    (.+?)(?:\s{2,}#.*)?$", re.MULTILINE)
COMMANDS = [line.removeprefix("jixiao ") for line in COMMAND.findall(README) if line.startswith("jixiao ")]
LINK = re.compile(r"\]\(([^)]+)\)")


def test_every_verb_is_in_the_readme() -> None:
    action = next(a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    assert set(action.choices) == {command.split()[0] for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_readme_are_understood(command: str) -> None:
    assert make_parser().parse_args(command.split()).run


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_python_of_the_readme_runs(
    block: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102 our own text
    said = capsys.readouterr().out
    assert "深圳市坪山区政务服务数据管理局 2020" in said
    assert "97.82" in said


def test_the_chinese_readme_has_the_same_commands_code_and_chapters() -> None:
    def code(text: str) -> list[str]:
        return [re.sub(r"\s*#.*", "", block) for block in re.findall(r"```\w+\n(.*?)```", text, re.DOTALL)]

    def chapters(text: str) -> int:
        return len(re.findall(r"^## ", text, re.MULTILINE))

    assert COMMAND.findall(IN_CHINESE) == COMMAND.findall(README)
    assert code(IN_CHINESE) == code(README)
    assert chapters(IN_CHINESE) == chapters(README)


@pytest.mark.parametrize("link", sorted({*LINK.findall(README), *LINK.findall(IN_CHINESE)}))
def test_links_of_the_readme_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^    )make ([a-z]+)", README, re.MULTILINE)) <= targets


def test_the_short_papers_are_short() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()) <= 130
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()) <= 50


def test_the_list_of_modules_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "docs"))
    from modules_page import PAGE, modules_page

    assert PAGE.read_text("utf-8") == modules_page(), "run make docs"
