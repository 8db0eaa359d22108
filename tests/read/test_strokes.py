"""What draws paths is taken from a page's content without its text, and nothing else of it is lost."""

from pathlib import Path
from typing import Any

import playa
import pytest

from jixiao.read import geometry
from jixiao.read.strokes import strokes
from places import RAW, SHARED

#: Pages (from 1) with rulings as lines, as rectangles, as filled paths, on a turned page, in several streams.
DRAWN = {
    RAW / "pingshan-office-2020.pdf": (1, 5, 11),
    RAW / "pingshan-data-2020.pdf": (16, 60),
    SHARED / "real" / "putuo_finance_2024.pdf": (5, 8, 14),
    SHARED / "real" / "petition_bureau_2024.pdf": (7, 9),
    SHARED / "real" / "yantai_rotated_2026.pdf": (12,),
    SHARED / "wild" / "guangzhou_data_2026.pdf": (10, 17),
    SHARED / "wild" / "xian_police_2026.pdf": (50,),
}


@pytest.mark.parametrize(
    ("content", "drawn"),
    [
        (b"BT /F1 12 Tf 96 758.7 Td <0069> Tj (re S) Tj ET 0 0 1 RG 10 20 m 30 20 l S", b"10 20 m\n30 20 l\nS\n"),
        (b"q 0.5 w 1 0 0 1 72 72 cm 0 0 100 200 re f* Q", b"q\n1 0 0 1 72 72 cm\n0 0 100 200 re\nf*\nQ\n"),
        (b"/P <</MCID 0 /Q (m)>>BDC q /Im1 Do Q EMC", b"q\n/Im1 Do\nQ\n"),
        (b"[(a\\)) -12 (S)]TJ 1 2 m\n3 4 l s", b"1 2 m\n3 4 l\ns\n"),
        (b"0 0 1 rg 5 5 d1 SCN 0 0 m 9 9 l B", b"0 0 m\n9 9 l\nB\n"),
    ],
)
def test_operators_that_draw_stand_alone_with_their_numbers(content: bytes, drawn: bytes) -> None:
    assert strokes(content) == drawn


def test_a_path_that_only_clips_text_is_left_out_and_one_that_is_painted_too_is_not() -> None:
    clip = b"q 0 0 100 20 re W n q BT (text) Tj ET Q Q "
    assert strokes(clip * 2) == b"n\nn\n"
    assert strokes(b"q 0 0 100 20 re W* S Q") == b"q\n0 0 100 20 re\nS\nQ\n"
    assert strokes(b"q 2 0 0 2 0 0 cm 0 0 9 9 re n 1 1 m 5 1 l S Q") == b"q\n2 0 0 2 0 0 cm\nn\n1 1 m\n5 1 l\nS\nQ\n"


@pytest.mark.parametrize(
    "content",
    [
        b"10 20 m % the rest is (said) later\n30 20 l S",
        b"BI /W 1 /H 1 ID \x8d(q EI 10 20 m 30 20 l S",
        b"(a string (in a string)) Tj 10 20 m 30 20 l S",
        b"10 20 m 30 20 l S (no end",
        b"10\x0020 m 30 20 l S",
    ],
)
def test_content_whose_strings_cannot_be_told_from_its_operators_is_left_as_it_is(content: bytes) -> None:
    assert strokes(content) is None


def drawn_on(path: Path, page: int) -> list[tuple[Any, ...]]:
    with playa.open(path, space="page") as pdf:
        return [
            (type(item).__name__, item.bbox, item.linewidth, item.stroke, item.fill, item.pts)
            for item in geometry._drawing(pdf.pages[page - 1])
        ]


@pytest.mark.parametrize(("path", "page"), [(path, page) for path, pages in DRAWN.items() for page in pages])
def test_the_same_is_drawn_as_with_all_that_the_page_holds(
    path: Path, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    found = drawn_on(path, page)
    monkeypatch.setattr(geometry, "strokes", lambda _: None)
    assert found == drawn_on(path, page)
    assert found
