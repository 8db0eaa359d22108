"""Reports as PDF: printed where there is a browser, a clear word where there is none."""

import shutil
from pathlib import Path

import pypdfium2
import pytest

from batches import project
from jixiao import cli, run
from jixiao.errors import RunError
from jixiao.report import title
from jixiao.run import batch, make_reports
from jixiao.run.printing import find_browser, print_pdf
from jixiao.run.rendering import page, write
from report_samples import NAME, prepare, sample

needs_browser = pytest.mark.skipif(
    not shutil.which("chromium") and not shutil.which("google-chrome"), reason="no Chromium here"
)


def browser_that(folder: Path, says: str) -> str:
    """A command in place of a browser."""
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{says}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@needs_browser
def test_a_page_is_printed_to_a4_with_its_text(tmp_path: Path) -> None:
    made = print_pdf(find_browser(), write(page([title(sample(), "zh").html], "zh"), tmp_path / "r.zh.html"))
    assert made == tmp_path / "r.zh.pdf"
    pdf = pypdfium2.PdfDocument(made)
    assert NAME in pdf[0].get_textpage().get_text_range()
    assert [round(side) for side in pdf[0].get_size()] == [595, 842]
    pdf.close()


@needs_browser
def test_a_pdf_tells_no_clock_no_path_and_no_machine(tmp_path: Path) -> None:
    path = write(page([title(sample(), "zh").html], "zh"), tmp_path / "r.zh.html")
    first = print_pdf(find_browser(), path).read_bytes()
    assert print_pdf(find_browser(), path).read_bytes() == first
    pdf = pypdfium2.PdfDocument(first)
    told = pdf.get_metadata_dict()
    pdf.close()
    assert told["Creator"] == "jixiao"
    assert {told[key][:10] for key in ("CreationDate", "ModDate")} == {"D:20000101"}
    for word in (str(tmp_path), tmp_path.name, "Linux", "file:"):
        assert word.encode() not in first


def test_without_a_browser_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    raw, out, notebook = project(tmp_path, "good")
    with pytest.raises(RunError, match=r"no Chromium to print PDF with\n.*chromium"):
        make_reports(raw, out, notebook=notebook, prepare=prepare, pdf=True)
    assert not out.exists()


def test_a_browser_that_fails_is_quoted(tmp_path: Path) -> None:
    path = write("<p>", tmp_path / "r.html")
    with pytest.raises(RunError, match=r"the PDF was not printed: no display"):
        print_pdf(browser_that(tmp_path, "echo no display >&2; exit 1"), path)
    with pytest.raises(RunError, match=r"the PDF was not printed: FileNotFoundError"):
        print_pdf(str(tmp_path / "gone"), path)
    assert not path.with_suffix(".pdf").exists()


def test_a_page_that_is_made_again_loses_what_was_printed_of_it(tmp_path: Path) -> None:
    path = write("<p>", tmp_path / "r.html")
    path.with_suffix(".pdf").write_bytes(b"old")
    write("<p>", path)
    assert not path.with_suffix(".pdf").exists()


@pytest.mark.slow
def test_a_batch_prints_what_was_not_printed_since_and_tells_what_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = 'echo x >> "$0.log"; for a in "$@"; do case $a in --print-to-pdf=*) echo "%PDF" > "${a#*=}";; esac; done'
    browser = browser_that(tmp_path, says)
    monkeypatch.setattr(batch, "find_browser", lambda: browser)
    raw, out, notebook = project(tmp_path, "good")
    (raw / "good.pdf").write_bytes(b"one")
    for _ in range(2):
        (result,) = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare, pdf=True)
        assert result.error is None
    assert (out / "good-2020.en.pdf").read_bytes() == b"%PDF\n"
    assert Path(f"{browser}.log").read_text() == "x\n"
    (out / "good-2020.en.pdf").unlink()
    browser_that(tmp_path, "exit 1")
    (result,) = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare, pdf=True)
    assert "the PDF was not printed" in str(result.error)
    assert "90.00%" in (out / "index.html").read_text("utf-8")  # the report itself is good


def test_the_command_line_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}
    monkeypatch.setattr(run, "make_reports", lambda *_, **named: asked.update(named) or [])
    assert cli.main(["report", "raw", "--pdf"]) == 0
    assert asked["pdf"] is True
