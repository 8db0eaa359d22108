"""The cache of read documents: the same document, and never a broken one."""

from pathlib import Path

import pytest

from jixiao.grids import Document
from jixiao.read import read_document
from jixiao.read.cache import cached
from jixiao.sources import Source, open_source
from places import RAW

SAMPLE = RAW / "pingshan-office-2020.pdf"


@pytest.fixture(scope="module")
def source() -> Source:
    return open_source(SAMPLE)


@pytest.fixture(scope="module")
def document(source: Source) -> Document:
    return read_document(source)


def never(source: Source) -> Document:
    raise AssertionError("read again")


def test_what_was_kept_is_what_was_read(tmp_path: Path, source: Source, document: Document) -> None:
    assert cached(source, tmp_path, lambda _: document) == document
    assert cached(source, tmp_path, never) == document


@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) // 2], lambda b: b.replace(b"383.50", b"393.50"), lambda b: b[:0]]
)
def test_a_damaged_entry_is_made_again(tmp_path: Path, source: Source, document: Document, damage) -> None:  # type: ignore[no-untyped-def]
    cached(source, tmp_path, lambda _: document)
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(damage(entry.read_bytes()))
    assert cached(source, tmp_path, lambda _: document) == document
    assert cached(source, tmp_path, never) == document


def test_another_source_is_another_entry(tmp_path: Path, source: Source, document: Document) -> None:
    cached(source, tmp_path, lambda _: document)
    other = Source(source.path, "0" * 64, source.format)
    with pytest.raises(AssertionError, match="read again"):
        cached(other, tmp_path, never)


def test_a_folder_that_cannot_be_written_to_keeps_nothing(tmp_path: Path, source: Source, document: Document) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert cached(source, blocked / "cache", lambda _: document) == document
