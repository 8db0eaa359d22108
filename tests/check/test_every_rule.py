"""Every packaged rule holds in a document that is read, and fires in an edited copy where nothing untouched does.

The documents, the edits and the rules that each makes fire stand in ``every_rule.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import jixiao
from jixiao.check import check, packaged_rules
from jixiao.read import scan
from jixiao.store import Disclosure, combine
from places import ROOT

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "every_rule.yaml").read_text("utf-8"))
DISCLOSURES: Mapping[str, Sequence[str]] = CASES["disclosures"]
COPIES: Sequence[Mapping[str, Any]] = CASES["copies"]
RULES = {rule.id for rule in packaged_rules() if rule.kind not in CASES["never"]}
HOLDS = ("holds", "holds_within_rounding")
FIRED = ("broken", "ambiguous")
#: All that a rule says that lacks a fact which no document prints.
ASKS = ("insufficient_data",)
LINE_END = "⏎"


@cache
def text_of(name: str) -> str:
    return (HERE / "documents" / name).read_text("utf-8")


@cache
def document(name: str) -> Disclosure:
    return jixiao.read(HERE / "documents" / name)


@cache
def ledger(disclosure: str) -> pd.DataFrame:
    return check(combine([document(name) for name in DISCLOSURES[disclosure]]))


def rules_in(outcomes: pd.DataFrame, states: Sequence[str]) -> set[str]:
    return set(outcomes.loc[outcomes["state"].isin(states), "rule"])


def listed(edits: Sequence[Mapping[str, Any]], *keys: str) -> set[str]:
    return {rule for edit in edits for key in keys for rule in edit.get(key, ())}


def changes(edit: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Texts of an edit and what stands in their place."""
    old, new = ([words] if isinstance(words, str) else words for words in (edit["old"], edit["new"]))
    ended = [[text.replace(LINE_END, "\n") for text in texts] for texts in (old, new)]
    return list(zip(*ended, strict=True))


def edited(copy: Mapping[str, Any], folder: Path) -> Disclosure:
    """A disclosure whose documents are edited; those without an edit are read once for all copies."""
    texts = {name: text_of(name) for name in DISCLOSURES[copy["of"]]}
    for old, new in (change for edit in copy["edits"] for change in changes(edit)):
        places = [name for name, text in texts.items() for _ in range(text.count(old))]
        assert len(places) == 1, f"“{old}” stands {len(places)} times in the documents"
        texts[places[0]] = texts[places[0]].replace(old, new)
    return combine([_read(name, text, folder) for name, text in texts.items()])


def _read(name: str, text: str, folder: Path) -> Disclosure:
    if text == text_of(name):
        return document(name)
    (folder / name).write_text(text, "utf-8")
    return jixiao.read(folder / name)


@pytest.mark.parametrize("disclosure", DISCLOSURES)
def test_nothing_fires_in_the_documents_as_they_stand(disclosure):
    outcomes = ledger(disclosure)
    assert outcomes.loc[outcomes["state"].isin(FIRED), "message_zh"].tolist() == []


def test_every_rule_holds_in_a_document():
    held = set().union(*(rules_in(ledger(disclosure), HOLDS) for disclosure in DISCLOSURES))
    assert sorted(RULES - held) == []


def test_every_rule_has_an_edit_that_makes_it_fire():
    fired = listed([edit for copy in COPIES for edit in copy["edits"]], "fires", "asks")
    assert sorted(RULES ^ (fired | set(CASES["own_tests"]))) == []


@pytest.mark.parametrize("copy", COPIES, ids=lambda copy: f"{copy['of']}: {copy['edits'][0]['fires'][0]}")
def test_the_rules_of_an_edit_fire_and_no_other(copy, tmp_path):
    outcomes = check(edited(copy, tmp_path))
    assert rules_in(outcomes, FIRED) == listed(copy["edits"], "fires")
    assert listed(copy["edits"], "asks") <= rules_in(outcomes, ASKS)


def test_a_page_that_was_not_read_is_said(tmp_path, monkeypatch):
    """R-01: a page of a PDF that is a picture, where pictures are not read."""
    registerFont(TTFont("Noto", ROOT / "pkg" / "jixiao" / "fonts" / "NotoSansSC-Subset.ttf"))
    pdf = Canvas(str(tmp_path / "two_pages.pdf"))
    pdf.setFont("Noto", 12)
    for line, text in enumerate(text_of("accounts_2021.md").replace("#", "").split("\n\n")[:2]):
        pdf.drawString(72, 700 - 20 * line, text.strip())
    pdf.showPage()
    pdf.drawImage(ImageReader(Image.new("L", (40, 40), 200)), 0, 0, 595, 842)
    pdf.save()
    monkeypatch.setattr(scan, "available", lambda: False)
    outcomes = check(jixiao.read(tmp_path / "two_pages.pdf"))
    (told,) = outcomes[outcomes["rule"] == "R-01"].to_dict("records")
    assert told["state"] == "insufficient_data"
    assert "p. 2" in told["message_en"]
