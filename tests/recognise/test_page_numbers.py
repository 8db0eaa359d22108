"""Printed page numbers against pages of the file."""

import pytest

import jixiao
from jixiao.grids import Document, Line
from jixiao.recognise.page_numbers import page_offset
from places import RAW


def document(*texts: str) -> Document:
    """A document whose pages end with these lines; "" for none."""
    lines = tuple(Line(text, page) for page, text in enumerate(texts, 1) if text)
    return Document(lines, len(texts), "pdf", (), lines)


@pytest.mark.parametrize(
    ("texts", "offset"),
    [
        (("", "- 1 -", "- 2 -", "- 3 -"), -1),
        (("第 1 页 共 4 页", "第 2 页 共 4 页", "第 3 页 共 4 页"), 0),
        (("11", "12", "13/40"), 10),
        (("", "", "示范局部门决算"), None),
        (("1", "2", "3", "1", "2", "3"), None),
        (("", "1"), None),
    ],
)
def test_the_offset_is_known_where_one_numbering_runs_through(texts: tuple[str, ...], offset: int | None) -> None:
    assert page_offset(document(*texts)) == offset


def test_the_samples_print_their_numbers() -> None:
    """Read by eye: the cover of the first is not numbered and page 2 says 1; the second begins with 1."""
    read = [
        jixiao.read(RAW / f"pingshan-{name}-2020.pdf").documents["page_offset"].item() for name in ("data", "office")
    ]
    assert read == [-1, 0]
