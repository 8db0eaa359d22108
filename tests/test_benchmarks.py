"""docs/benchmarks.md: made from what was measured; a benchmark that runs again replaces its own rows only."""

import platform
import sys
from pathlib import Path

import pytest

from places import ROOT

sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools" / "docs")]

import measuring  # noqa: E402  benchmarks and tools are no installed packages
from benchmarks_page import BENCHMARKS, PAGE, benchmarks_page  # noqa: E402


def test_the_page_is_made_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == benchmarks_page()
    assert {row.benchmark for row in measuring.rows()} <= set(BENCHMARKS)


def test_a_benchmark_replaces_its_own_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measuring, "TABLE", tmp_path / "benchmarks.csv")
    measuring.keep("reading", [("ratio", "0.08", "")])
    measuring.keep("pipeline", [("ratio", "0.50", "≤ 0.3"), ("seconds", "9 s", "")])
    measuring.keep("pipeline", [("ratio", "0.25", "≤ 0.3")])
    assert [row[:4] for row in measuring.rows()] == [
        ("pipeline", "ratio", "0.25", "≤ 0.3"),
        ("reading", "ratio", "0.08", ""),
    ]
    assert capsys.readouterr().out.splitlines()[-1].split() == ["ratio", "0.25", "≤", "0.3"]


def test_the_machine_is_described_without_its_name() -> None:
    told = measuring.machine()
    assert f"Python {platform.python_version()}" in told
    assert "camelot-py 2.0.0" in told
    assert platform.node() not in told
    assert str(ROOT) not in told
