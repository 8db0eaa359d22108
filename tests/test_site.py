"""The documentation site: it builds, needs no other host, and what it tells people to do works."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.cli import main
from places import RAW, ROOT

DOCS = ROOT / "docs"
TUTORIAL, CHINESE = ((DOCS / name).read_text("utf-8") for name in ("tutorial.md", "tutorial-zh.md"))
SAMPLES = ("pingshan-data-2020.pdf", "pingshan-office-2020.pdf")


def blocks(page: str) -> list[tuple[str, str]]:
    """Commands and snippets of a page, with their language."""
    return re.findall(r"```(sh|python)\n(.*?)```", page, re.DOTALL)


def do(language: str, text: str, names: dict[str, object]) -> None:
    if language == "python":
        exec(text, names)  # noqa: S102 our own text
        return
    for line in text.splitlines():
        command = shlex.split(line)
        assert command.pop(0) == "jixiao"
        if command == ["--version"]:
            with pytest.raises(SystemExit, match="0"):
                main(command)
        else:
            assert main(command) == 0, line


@pytest.mark.slow
def test_the_tutorial_leads_from_documents_to_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for number, block in enumerate(blocks(TUTORIAL)):
        do(*block, names)
        if not number:
            for sample in SAMPLES:
                shutil.copy(RAW / sample, "my-city/data/raw")
    table = Path("my-city/table1.tex").read_text("utf-8")
    assert "22902.34" in table  # 本年支出合计 of the bureau
    assert "n/a" in table  # the office publishes no accounts
    assert Path("my-city/tables/accounts.csv").exists()
    assert "jixiao 0" in capsys.readouterr().out


def test_both_languages_have_the_same_commands() -> None:
    assert blocks(CHINESE) == blocks(TUTORIAL)


def test_snippets_of_the_explanation_run(capsys: pytest.CaptureFixture[str]) -> None:
    for language, text in blocks((DOCS / "explanation.md").read_text("utf-8")):
        do(language, text, {})
    assert capsys.readouterr().out.split() == ["30.7", "exact", "30.8", "within_rounding", "31.0", "broken"]


def test_the_list_of_commands_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "docs"))
    from command_line_page import PAGE, command_line_page

    assert PAGE.read_text("utf-8") == command_line_page(), "run make docs"


@pytest.mark.slow
def test_the_site_is_whole_and_asks_no_other_host(tmp_path: Path) -> None:
    pytest.importorskip("sphinx")
    site = tmp_path / "site"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-d", str(tmp_path / "trees"), str(DOCS), str(site)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    pages = {page.stem: page.read_text("utf-8") for page in site.glob("*.html")}
    assert {page.stem for page in DOCS.glob("*.md")} <= pages.keys()
    for text in pages.values():
        assert not re.findall(
            r"<(?:script|img|iframe)[^>]*src=\"(?:https?:)?//|<link[^>]*rel=\"stylesheet\"[^>]*href=\"https?://", text
        )
    assert "jixiao.read" in pages["api"]
    assert "fiscal_year" in pages["api"]
