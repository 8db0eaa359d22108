"""Files that are damaged, encrypted or built to do harm: refused with reason, place and remedy, never a traceback."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from jixiao.errors import ReadError, SourceError
from jixiao.read import read_document
from jixiao.sources import open_source
from places import RAW, TESTS

FILES = TESTS / "files"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def word(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("决算")
    document.save(str(path))


def book(path: Path) -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "决算"
    made.save(path)


def with_part(path: Path, write: Callable[[Path], None], part: str, content: str | bytes) -> None:
    """An office file with one of its parts replaced."""
    write(whole := path.with_suffix(".whole"))
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in {*before.namelist(), part}:
            after.writestr(name, content if name == part else before.read(name))


def body(path: Path, content: str, head: str = "") -> None:
    with_part(path, word, "word/document.xml", head + BODY.format(content))


def sheet(path: Path, rows: str, after: str = "") -> None:
    with_part(path, book, "xl/worksheets/sheet1.xml", SHEET.format(rows, after))


def cut(path: Path, write: Callable[[Path], None], share: float) -> None:
    write(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


def flipped(path: Path) -> None:
    """A workbook with one byte of its packed sheet changed."""
    book(path)
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(path.read_bytes())
    data[start + 80] ^= 0xFF
    path.write_bytes(data)


def holed(path: Path) -> None:
    """A workbook of old with zeros in place of its first records."""
    data = (FILES / "small.xls").read_bytes()
    path.write_bytes(data[:512] + bytes(1500) + data[2012:])


NESTED = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
WIDE = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
ENTITY = '<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/hostname">]>'
SWELLING = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "make", "kind", "words"),
    [
        ("swell.docx", lambda p: with_part(p, word, "word/media/a.bin", bytes(30_000_000)), ReadError, "swells from"),
        ("swell.xlsx", lambda p: with_part(p, book, "xl/media/a.bin", bytes(201_000_000)), ReadError, "swells from"),
        ("long.docx", lambda p: with_part(p, word, "word/a.png", b"<a>" + os.urandom(21_000_000)), ReadError, "MB of XML"),
        ("entity.docx", lambda p: body(p, "<w:p><w:r><w:t>&leak;</w:t></w:r></w:p>", ENTITY), ReadError, "(DTD)"),
        ("entity.xlsx", lambda p: with_part(p, book, "xl/sharedStrings.xml", SWELLING + "<sst>&b;</sst>"), ReadError, "(DTD)"),
        ("wide16.docx", lambda p: with_part(p, word, "word/a.xml", ENTITY.encode("utf-16")), ReadError, "(DTD)"),
        ("nested.docx", lambda p: body(p, "".join([NESTED.partition("{}")[0] * 500])), ReadError, "damaged"),
        ("wide.docx", lambda p: body(p, WIDE * 51), ReadError, "claim 509949 cells"),
        ("blank.docx", lambda p: body(p, "<w:p/>"), ReadError, "holds no text"),
        ("cut.docx", lambda p: cut(p, word, 0.6), SourceError, "cut short"),
        ("cut.xlsx", lambda p: cut(p, book, 0.9), SourceError, "cut short"),
        ("flipped.xlsx", flipped, ReadError, "damaged"),
        ("rows.xlsx", lambda p: sheet(p, "<row>" + "<c/>" * 100_001 + "</row>"), ReadError, "claims 100001 cells"),
        ("merged.xlsx", lambda p: sheet(p, "", '<mergeCell ref="A1:XFD1048576"/>'), ReadError, "claims 17179869184 cells"),
        ("broken.xlsx", lambda p: with_part(p, book, "xl/workbook.xml", "<workbook>"), ReadError, "damaged"),
        ("blank.xlsx", lambda p: sheet(p, ""), ReadError, "shows no text"),
        ("locked.xlsx", lambda p: p.write_bytes(OLE2 + "EncryptedPackage\0".encode("utf-16-le")), SourceError, "encrypted"),
        ("old.doc", lambda p: p.write_bytes(OLE2 + "WordDocument\0".encode("utf-16-le")), SourceError, "no workbook"),
        ("torn.xls", lambda p: p.write_bytes((FILES / "small.xls").read_bytes()[:3000]), SourceError, "cut short"),
        ("holed.xls", holed, ReadError, "damaged"),
        ("other.zip", lambda p: with_part(p, lambda w: zipfile.ZipFile(w, "w").close(), "a.txt", "a"), SourceError, "an archive"),
        ("letter.docx", lambda p: p.write_text("各位同事"), SourceError, "named .docx, but it is no DOCX"),
        ("long.txt", lambda p: p.write_bytes(b"a\n" * 2_600_000), SourceError, "too long for a text"),
        ("wide.txt", lambda p: p.write_text("a" + "\tb" * 1000 + "\nx\ty" * 600), ReadError, "claim 601601 cells"),
        ("spans.html", lambda p: p.write_text("<table><tr><td>a<td>b" + "<tr><td colspan=1000 rowspan=600>" * 600), ReadError, "claim 600002 cells"),
        ("deep.html", lambda p: p.write_text("<html>" + "<div>" * 3000 + "x"), ReadError, "nested too deep"),
        ("empty.html", lambda p: p.write_text("<html><script>load()</script></html>"), ReadError, "holds no text"),
        ("bytes.html", lambda p: p.write_bytes(b"<html>\xff\xff\xff"), ReadError, "characters cannot be read"),
        ("fifo.pdf", os.mkfifo, SourceError, "no regular file"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_reason_place_and_remedy(
    tmp_path: Path, name: str, make: Callable[[Path], None], kind: type[ReadError], words: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(kind) as caught:
        read_document(open_source(tmp_path / name))
    assert words in caught.value.message
    assert name in caught.value.where
    assert caught.value.hint


def test_a_file_too_large_to_hold_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.truncate(301_000_000)
    with pytest.raises(SourceError, match="larger than 300 MB"):
        open_source(tmp_path / "huge.pdf")


def test_entities_of_a_web_page_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    page = tmp_path / "page.html"
    page.write_text(f'<!DOCTYPE html [<!ENTITY leak SYSTEM "{secret.as_uri()}">]><html><p>a&leak;b', "utf-8")
    assert all("password" not in line.text for line in read_document(open_source(page)).lines)


def test_a_stray_cell_far_away_does_not_fill_the_sheet(tmp_path: Path) -> None:
    far = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    sheet(tmp_path / "far.xlsx", far.format(1, "A") + far.format(1048576, "XFD"))
    assert [line.text for line in read_document(open_source(tmp_path / "far.xlsx")).lines] == ["1", "1"]


# PDF


def pages(path: Path, count: int, encrypt: StandardEncryption | None = None) -> None:
    canvas = Canvas(str(path), encrypt=encrypt)
    for number in range(count):
        canvas.drawString(100, 500, f"page{number + 1}")
        canvas.showPage()
    canvas.save()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_pdf_cut_short(tmp_path: Path, share: float) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes((data := (RAW / "pingshan-office-2020.pdf").read_bytes())[: int(len(data) * share)])
    with pytest.raises(ReadError, match="damaged") as caught:
        read_document(open_source(path))
    assert caught.value.hint


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    path = tmp_path / "owner.pdf"
    pages(path, 1, StandardEncryption("", "owner", strength=128))
    assert [line.text for line in read_document(open_source(path)).lines] == ["page1"]


def test_a_pdf_under_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    pages(path, 1, StandardEncryption("secret", "owner", strength=128))
    with pytest.raises(ReadError, match="encrypted") as caught:
        read_document(open_source(path))
    assert "password" in caught.value.hint


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    pdfium.PdfDocument.new().save(str(path))
    with pytest.raises(ReadError) as caught:
        read_document(open_source(path))
    assert caught.value.hint


def test_a_pdf_of_ten_thousand_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    pages(path, 10_000)
    with pytest.raises(ReadError, match="10000 pages") as caught:
        read_document(open_source(path))
    assert "split" in caught.value.hint
