"""The command line, as a person and as a program uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from jixiao.cli import main
from places import RAW

OFFICE = str(RAW / "pingshan-office-2020.pdf")
BUREAU = str(RAW / "pingshan-data-2020.pdf")


def test_read_says_what_is_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", OFFICE]) == 0
    said = capsys.readouterr().out
    assert said.startswith("中共深圳市坪山区委办公室 2020\n")
    assert "self_evaluation 11, investment 1" in said


def test_read_says_where_the_printed_numbers_ended(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", BUREAU, "--strict"]) == 0
    said = capsys.readouterr().out
    assert "1,166 printed numbers: 756 in records, 410 in sentences\n" in said
    assert "lost" not in said


def test_read_gives_a_table_as_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", OFFICE, "--table", "funds"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("department,fiscal_year,source_id,project_id,fund,")
    assert len(rows) == 45


def test_check_shows_findings_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", BUREAU, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert (said.count("warning  P-04"), said.count("info     P-04")) == (12, 1)  # one differs in the last digit alone
    assert "53.85%" in said
    assert "(p. 65 t1r12c5)" in said
    assert "holds_within_rounding" in said.splitlines()[-1]


def test_strict_makes_an_error_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", BUREAU, "--strict"]) == 1
    assert main(["check", OFFICE, "--strict"]) == 0
    assert "3825.1738" in capsys.readouterr().out


def test_check_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", OFFICE, "--format", "json"]) == 0
    ledger = json.loads(capsys.readouterr().out)
    assert {"rule", "state", "subject", "places", "message_zh", "message_en"} <= ledger[0].keys()


def test_score_names_the_reading_that_gives_the_printed_marks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", BUREAU]) == 0
    said = capsys.readouterr().out
    assert "4.84 / 5  computed 4.84 [uncapped]" in said
    assert "4.84 / 5  computed 4.72 [capped]" in said
    assert "总分  97.82 / 100  bounded 23.8–99.82" in said
    assert said.splitlines()[-1].startswith("total  ")


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert main(["rules", "show", "P-04"]) == 0
    said = capsys.readouterr().out
    assert "T1-01" in said
    assert "项目总体完成率 = 累计完成投资 / 项目总投资" in said


def test_forms_are_listed_with_their_titles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "forms"]) == 0
    listed = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert listed["department_evaluation"].startswith("整体支出绩效自评表、整体绩效自评表、")
    assert listed["evaluation_list"] == "(any title: by its columns)"
    assert {"self_evaluation", "investment", "scorecard", "project_target", "income", "budget.income"} <= set(listed)


def test_a_rule_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "Z-99"]) == 2
    assert main(["rules", "show"]) == 2
    assert "no such rule: Z-99" in capsys.readouterr().err


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 cut")
    assert main(["read", str(bad), OFFICE]) == 2
    said = capsys.readouterr()
    assert "中共深圳市坪山区委办公室" in said.out
    assert "bad.pdf" in said.err
    assert "try: download it again" in said.err


def test_nothing_readable_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "gone.pdf")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_export_writes_every_table(tmp_path: Path) -> None:
    assert main(["export", OFFICE, "--out", str(tmp_path)]) == 0
    funds = pd.read_csv(tmp_path / "funds.csv")
    assert funds.loc[0, ["fund", "budget", "executed", "rate"]].tolist() == ["total", 383.5, 321.77, 0.839]
    assert (tmp_path / "funds.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert main(["export", OFFICE, "--out", str(tmp_path), "--to", "parquet"]) == 0
    assert len(pd.read_parquet(tmp_path / "indicators.parquet")) == 121


@pytest.mark.parametrize("verb", ["read", "check", "score", "report", "export", "rules"])
def test_help_shows_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([verb, "--help"])
    assert stopped.value.code == 0
    assert f"example: jixiao {verb}" in capsys.readouterr().out


def test_a_console_without_the_signs_is_no_fault(tmp_path: Path) -> None:
    """☑ and 𠮷 are in no GBK, and no Chinese character is in cp1252."""
    (tmp_path / "☑.txt").write_text("no disclosure ☑𠮷", "utf-8")
    for code in ("gbk", "cp1252", "ascii"):
        told = subprocess.run(
            [sys.executable, "-m", "jixiao.cli", "rules"],
            env={**os.environ, "PYTHONIOENCODING": code, "PYTHONUTF8": "0"}, capture_output=True, check=True,
        )  # fmt: skip
        assert b"T1-01" in told.stdout
        failed = subprocess.run(
            [sys.executable, "-m", "jixiao.cli", "read", str(tmp_path / "☑.txt")],
            env={**os.environ, "PYTHONIOENCODING": code}, capture_output=True, check=False,
        )  # fmt: skip
        assert (failed.returncode, failed.stdout) == (2, b"")
        assert failed.stderr.startswith(b"RecogniseError")
        assert b"Traceback" not in failed.stderr


def test_a_workbook_gets_its_ending(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", OFFICE, "--to", "xlsx", "--out", str(tmp_path / "t")]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]
    assert "t.xlsx" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "says"), [("a.pdf", "a file, not a folder"), ("gone", "no such folder")])
def test_a_report_of_no_folder(name: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    for more in ([], ["--dry-run"]):
        assert main(["report", str(tmp_path / name), "--out", str(tmp_path / "out"), *more]) == 2
        assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("verbose", "says"), [("", "jixiao's own"), ("1", "a warning\na library's line\njixiao's own")]
)
def test_lines_of_libraries_are_told_with_verbose_only(verbose: str, says: str) -> None:
    code = (
        "import logging, warnings; from jixiao.stages import hush, log; hush();"
        "warnings.showwarning = lambda said, *rest: print(said, file=__import__('sys').stderr);"
        "warnings.warn('a warning'); logging.getLogger('playa').warning(\"a library's line\"); log.warning(\"jixiao's own\")"
    )
    environment = {**os.environ, "JIXIAO_VERBOSE": verbose}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert told.stderr.strip() == says
