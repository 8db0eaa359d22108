"""Small documents in which every packaged rule holds, and edited copies in which each fires: ``check/every_rule.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pandas as pd
import yaml
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import jixiao
from jixiao.check import check
from jixiao.read import ocr
from jixiao.store import Disclosure, combine
from places import ROOT, TESTS
from read_forms import read_form

HERE = TESTS / "check"
CASES = yaml.safe_load((HERE / "every_rule.yaml").read_text("utf-8"))
DISCLOSURES: Mapping[str, Sequence[str]] = CASES["disclosures"]
COPIES: Sequence[Mapping[str, Any]] = CASES["copies"]
_LINE_END = "⏎"


@cache
def text_of(name: str) -> str:
    """The text of a document."""
    return (HERE / "documents" / name).read_text("utf-8")


@cache
def document(name: str) -> Disclosure:
    """A document as it stands, read."""
    return jixiao.read(HERE / "documents" / name)


@cache
def ledger(disclosure: str) -> pd.DataFrame:
    """What the checks say of documents as they stand."""
    return check(combine([document(name) for name in DISCLOSURES[disclosure]]))


@cache
def ledger_of_copy(number: int) -> pd.DataFrame:
    """What the checks say of an edited copy."""
    with TemporaryDirectory() as folder:
        return check(edited(COPIES[number], Path(folder)))


def edited(copy: Mapping[str, Any], folder: Path) -> Disclosure:
    """A disclosure whose documents are edited; those without an edit are read once for all copies."""
    texts = {name: text_of(name) for name in DISCLOSURES[copy["of"]]}
    for old, new in (change for edit in copy["edits"] for change in _changes(edit)):
        places = [name for name, text in texts.items() for _ in range(text.count(old))]
        assert len(places) == 1, f"“{old}” stands {len(places)} times in the documents"
        texts[places[0]] = texts[places[0]].replace(old, new)
    return combine([_read(name, text, folder) for name, text in texts.items()])


@cache
def ledger_of_an_unread_page() -> pd.DataFrame:
    """What the checks say of a PDF with a page that is a picture, where pictures are not read."""
    registerFont(TTFont("Noto", ROOT / "pkg" / "jixiao" / "fonts" / "NotoSansSC-Subset.ttf"))
    with TemporaryDirectory() as folder, patch.object(ocr, "available", lambda: False):
        path = Path(folder) / "two_pages.pdf"
        pdf = Canvas(str(path))
        pdf.setFont("Noto", 12)
        for line, text in enumerate(text_of("accounts_2021.md").replace("#", "").split("\n\n")[:2]):
            pdf.drawString(72, 700 - 20 * line, text.strip())
        pdf.showPage()
        pdf.drawImage(ImageReader(Image.new("L", (40, 40), 200)), 0, 0, 595, 842)
        pdf.save()
        return check(jixiao.read(path))


@cache
def ledger_of_a_blank_cell() -> pd.DataFrame:
    """What the checks say of a ruled form that gives full marks beside a blank actual value."""
    with TemporaryDirectory() as folder:
        return check(read_form(Path(folder), ("社会效益指标", "社会影响", "明显", "", "30", "30")))


def ledgers() -> Iterator[pd.DataFrame]:
    """All that is said of all of them."""
    yield from map(ledger, DISCLOSURES)
    yield from map(ledger_of_copy, range(len(COPIES)))
    yield ledger_of_an_unread_page()
    yield ledger_of_a_blank_cell()


def _changes(edit: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Texts of an edit and what stands in their place."""
    old, new = ([words] if isinstance(words, str) else words for words in (edit["old"], edit["new"]))
    ended = [[text.replace(_LINE_END, "\n") for text in texts] for texts in (old, new)]
    return list(zip(*ended, strict=True))


def _read(name: str, text: str, folder: Path) -> Disclosure:
    if text == text_of(name):
        return document(name)
    (folder / name).write_text(text, "utf-8")
    return jixiao.read(folder / name)
