"""What was said of the same files is said again, and only of the same."""

import shutil
from pathlib import Path

import pytest

from jixiao.cli import main, on_files
from jixiao.errors import ReadError
from places import RAW


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIXIAO_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copy(RAW / "pingshan-office-2020.pdf", tmp_path))


def stop_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise ReadError("read once more")

    monkeypatch.setattr(on_files, "read", never)


def test_the_answer_and_its_exit_code_come_again_without_reading(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["read", str(office), "--table", "funds"]
    assert main(command) == 0
    said = capsys.readouterr().out
    stop_reading(monkeypatch)
    assert main(command) == 0
    assert capsys.readouterr().out == said
    assert said.startswith("department,")


@pytest.mark.parametrize("changed", ["option", "file", "corrections", "verbose"])
def test_what_differs_is_read(office: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    assert main(["read", str(office)]) == 0
    stop_reading(monkeypatch)
    more = {"option": ["--table", "funds"], "verbose": ["--verbose"]}.get(changed, [])
    if changed == "file":
        office.write_bytes(office.read_bytes() + b"\n")
    if changed == "corrections":
        office.with_name("corrections.csv").write_text("source,page,cell,printed,corrected,reason\n", "utf-8")
    assert main(["read", str(office), *more]) == 2


def test_an_answer_that_lacks_a_file_is_not_kept(office: Path) -> None:
    damaged = office.with_name("damaged.pdf")
    damaged.write_bytes(b"%PDF-1.4 cut off")
    assert main(["read", str(office), str(damaged)]) == 2
    assert not list((office.parent / "cache").glob("said-*"))
    assert main(["read", str(office)]) == 0
    assert len(list((office.parent / "cache").glob("said-*"))) == 1
