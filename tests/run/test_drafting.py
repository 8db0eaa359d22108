"""What a person begins with: a draft of a manifest, and a folder for a project."""

from pathlib import Path

import pandas as pd
import pytest

from jixiao.cli import main
from jixiao.errors import SourceError
from jixiao.sources import read_manifest
from places import ROOT

TEXT = "{}\n\n2023年度部门{}\n\n一、收入支出决算总体情况说明\n2023年度收支总计100万元。\n"


@pytest.mark.slow
def test_a_manifest_is_drafted_from_the_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "a　b.txt").write_text(TEXT.format("甲城市财政局", "决算"), "utf-8")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4 cut")
    assert main(["manifest", str(tmp_path)]) == 0
    assert "1 lines lack department or year" in capsys.readouterr().out
    path = tmp_path / "manifest.csv"
    read, cut = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False).to_dict("records")
    assert (read["path"], read["department"], read["fiscal_year"], read["family"]) == (
        "2023/a　b.txt", "甲城市财政局", "2023", "final_accounts",
    )  # fmt: skip
    assert read["title"]
    assert len(read["sha256"]) == 64
    assert (cut["department"], cut["fiscal_year"]) == ("", "")
    assert cut["fault"].startswith("the PDF is damaged")
    with pytest.raises(SourceError, match="empty: department, fiscal_year"):
        read_manifest(tmp_path)
    path.write_bytes(path.read_bytes().rpartition(b"cut.pdf")[0])
    assert [entry.name for entry in read_manifest(tmp_path)] == ["甲城市财政局"]
    assert main(["manifest", str(tmp_path)]) == 2
    assert "there is a manifest already" in capsys.readouterr().err


def test_a_project_is_laid_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "city"
    assert main(["init", str(home)]) == 0
    assert {path.name for path in (home / "notebooks").iterdir()} == {
        p.name for p in (ROOT / "notebooks").glob("*.ipynb")
    }
    assert {path.name for path in home.iterdir()} == {
        "Makefile",
        "README.md",
        ".gitignore",
        "data",
        "reports",
        "notebooks",
    }
    (home / "Makefile").write_text("mine", "utf-8")
    assert main(["init", str(home)]) == 2
    assert (home / "Makefile").read_text("utf-8") == "mine"
    assert "there is something already" in capsys.readouterr().err


def test_commands_of_the_project_are_understood() -> None:
    from jixiao.cli.parser import make_parser
    from jixiao.run.drafting import _LAID

    lines = [line.strip() for line in _LAID["Makefile"].splitlines() if line.startswith("\tjixiao ")]
    assert len(lines) == 2
    for line in lines:
        assert make_parser().parse_args(line.split()[1:]).run


def test_the_version_names_the_rule_set(capsys: pytest.CaptureFixture[str]) -> None:
    from jixiao.versions import rule_set

    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert rule_set() in capsys.readouterr().out
