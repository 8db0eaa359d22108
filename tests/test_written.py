"""Files that people write, as spreadsheets of several countries save them."""

import re
from pathlib import Path

import pytest

from jixiao.corrections import load_corrections
from jixiao.errors import SourceError
from jixiao.judgement import load_reviews
from jixiao.sources import read_manifest

MANIFEST = "path,sha256,department,name,fiscal_year\na.pdf,,ju,示范市数据局,2023\n"
REVIEWS = 'outcome_id,verdict,note\nT1-01-甲,confirmed,"已函询，属实"\n'
CORRECTIONS = "source,page,cell,printed,corrected,reason\n4d137414fcab,52,t1r5c7,3825.1738,100%,见同行的数\n"


def saved(text: str, between: str, code: str) -> bytes:
    """As a spreadsheet saves it: other separators, line ends of Windows, empty columns and rows after the last."""
    width = text.partition("\n")[0].count(",") + 1
    lines = [*text.splitlines(), "," * (width - 1)]
    return "\r\n".join([f"{line.replace(',', between)}{between}" for line in lines]).encode(code)


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_however_a_spreadsheet_saved_them_they_are_read(tmp_path: Path, between: str, code: str) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "manifest.csv").write_bytes(saved(MANIFEST, between, code))
    (raw / "corrections.csv").write_bytes(saved(CORRECTIONS, between, code))
    (tmp_path / "reviews.csv").write_bytes(saved(REVIEWS, between, code))
    (entry,) = read_manifest(raw)
    assert (entry.department, entry.name, entry.fiscal_year) == ("ju", "示范市数据局", 2023)
    assert load_reviews(raw)["T1-01-甲"].note == "已函询，属实"
    assert load_corrections(raw)[0].reason == "见同行的数"


@pytest.mark.parametrize(
    ("data", "says", "line"),
    [
        (MANIFEST.encode() + b"b.pdf,,\xff\xff,x,2023\n", "text in no code that is read", "line 3"),
        (b"path,department,fiscal_year\na.pdf,ju\n", "has 2 fields, not 3", "line 2"),
        (b"path,department,fiscal_year\n\na.pdf,ju,MMXX\n", "fiscal_year is no year: MMXX", "line 3"),
        (b"path,department,fiscal_year\na.pdf,../ju,2023\n", "no name for a file: ../ju", "line 2"),
        (b"path,department,fiscal_year\na.pdf,,2023\n", "empty: department", "line 2"),
        (b"path,department,year\na.pdf,ju,2023\n", "has columns path, department, year", "line 1"),
        (b'path,department,fiscal_year\n"a.pdf,ju,2023\n', "is no CSV table", "manifest.csv"),
        (b"PK\x03\x04\x00\x00\x00", "is no text", "manifest.csv"),
        (b"path,department,fiscal_year\n", "lists no file", "manifest.csv"),
    ],
)
def test_a_broken_manifest_is_told_with_file_line_and_remedy(tmp_path: Path, data: bytes, says: str, line: str) -> None:
    (tmp_path / "manifest.csv").write_bytes(data)
    with pytest.raises(SourceError, match=re.escape(says)) as caught:
        read_manifest(tmp_path)
    assert caught.value.where.endswith(line)
    assert caught.value.hint


def test_a_manifest_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").mkdir()
    with pytest.raises(SourceError, match="cannot be opened"):
        read_manifest(tmp_path)
