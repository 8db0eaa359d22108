"""What is no source is refused with its reason and a remedy."""

from pathlib import Path

import pytest

import jixiao
from jixiao.errors import JixiaoError, ReadError, RecogniseError, SourceError
from jixiao.sources import open_source, read_manifest
from places import RAW

HEAD = "path,sha256,department,name,fiscal_year,region,title,origin\n"


def test_a_source_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    renamed = tmp_path / "2023-budget.txt"
    renamed.write_bytes((RAW / "pingshan-office-2020.pdf").read_bytes())
    assert open_source(renamed).format == "pdf"
    assert open_source(renamed).source_id == open_source(RAW / "pingshan-office-2020.pdf").source_id


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("empty.pdf", b"", SourceError, "the file is empty"),
        ("blank.txt", b" \n\n", SourceError, "the file is empty"),
        ("notes.pdf", b"no PDF at all", SourceError, "named .pdf, but it is no PDF"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\xff", SourceError, "neither a PDF nor UTF-8 text"),
        ("zeros.txt", b"abc\x00def", SourceError, "neither a PDF nor text"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", ReadError, "damaged"),
        ("letter.txt", "各位同事：\n明天放假。\n".encode(), RecogniseError, "may be no disclosure"),
        ("table.txt", "姓名\t电话\n甲\t1\n".encode(), RecogniseError, "may be no disclosure"),
    ],
)
def test_bad_files_are_refused_with_reason_and_remedy(
    tmp_path: Path, name: str, content: bytes, kind: type[JixiaoError], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(kind) as caught:
        jixiao.read(path)
    assert words in str(caught.value)
    assert name in caught.value.where
    assert caught.value.hint


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        jixiao.read(tmp_path / "gone.pdf")
    with pytest.raises(SourceError, match="a folder, not a file"):
        jixiao.read(tmp_path)


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(100, 100, "hidden")
    canvas.save()
    with pytest.raises(ReadError, match="encrypted") as caught:
        jixiao.read(path)
    assert "password" in caught.value.hint


def test_a_pdf_without_tables_and_one_without_text(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    for name, words in (("letter.pdf", "a letter"), ("blank.pdf", "")):
        canvas = Canvas(str(tmp_path / name))
        canvas.drawString(100, 100, words)
        canvas.rect(50, 50, 200, 200)
        canvas.save()
    with pytest.raises(RecogniseError, match="no table of accounts or budget and no performance form"):
        jixiao.read(tmp_path / "letter.pdf")
    with pytest.raises(ReadError, match="blank pages only") as caught:
        jixiao.read(tmp_path / "blank.pdf")
    assert "text layer" in caught.value.hint


def test_the_manifest_of_the_samples() -> None:
    entries = read_manifest(RAW)
    assert [(e.department, e.fiscal_year) for e in entries] == [("pingshan-data", 2020), ("pingshan-office", 2020)]
    assert all(open_source(e.path).sha256 == e.sha256 for e in entries)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD, "lists no file"),
        (HEAD + "a.pdf,,,,2020,,,\n", "empty: department"),
        (HEAD + "a.pdf,,x,,last year,,,\n", "fiscal_year is no year: last year"),
        (HEAD + "../secret.pdf,,x,,2020,,,\n", "leads out of the folder"),
    ],
)
def test_a_manifest_with_a_fault_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "manifest.csv").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=words):
        read_manifest(tmp_path)


def test_a_folder_without_manifest(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no manifest") as caught:
        read_manifest(tmp_path)
    assert "manifest.csv" in caught.value.hint
