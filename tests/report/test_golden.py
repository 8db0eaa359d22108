"""The first screen's answer and the narrative as a reader gets them: kept as text in both languages, read by eye.

``pytest --update-golden`` writes them again; every figure in them is compared with the document before a commit.
"""

import re
from dataclasses import replace

import pytest

import jixiao
from jixiao import report
from jixiao.report.trust import rests_on, trust
from places import ROOT, TESTS
from typeset.generate import generate
from typeset.model import Table
from typeset.render.docx import write_docx

GOLDEN = TESTS / "golden" / "narrative"
REAL = ROOT.parent / "shared" / "real"
#: Documents made up: seed, family and kind, and one figure that its first table prints otherwise.
MADE = {
    "accounts-with-one-wrong-figure": (3, "central", "accounts", ("55,725.22", "55,752.22")),
    "project-forms": (2, "fujian", "forms", None),
    "forms-with-tasks": (4, "shaanxi", "forms", None),
}


def told(d, lang):
    """Answer and narrative as text."""
    outcomes, scores = jixiao.check(d), jixiao.score(d)
    parts = (
        trust(d, outcomes, lang),
        rests_on(d, outcomes, scores, lang),
        report.summary(d, outcomes, scores, lang),
    )
    return "\n\n".join(part.text for part in parts) + "\n"


def made_up(name, folder):
    seed, family, kind, wrong = MADE[name]
    document = generate(seed, family, kind).document
    write_docx(document if wrong is None else misprinted(document, *wrong), folder / "made.docx")
    return jixiao.read(folder / "made.docx")


def misprinted(document, printed, instead):
    """The document with a figure of its first table printed otherwise."""
    number = next(n for n, block in enumerate(document.blocks) if isinstance(block, Table))
    block = document.blocks[number]
    cells = [replace(cell, text=instead) if cell.text == printed else cell for cell in block.cells]
    assert cells != list(block.cells)
    table = replace(block, cells=tuple(cells))
    return replace(document, blocks=(*document.blocks[:number], table, *document.blocks[number + 1 :]))


def compare(request, name, lang, text):
    path = GOLDEN / f"{name}.{lang}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", ["bureau", "office"])
def test_the_samples_are_told_as_they_were_read(request, key, lang):
    names = {"bureau": "pingshan-data-2020", "office": "pingshan-office-2020"}
    compare(request, names[key], lang, told(request.getfixturevalue(key), lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", MADE)
def test_made_up_disclosures_are_told_as_they_were_read(request, tmp_path, name, lang):
    compare(request, name, lang, told(made_up(name, tmp_path), lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["petition_bureau_2024", "putuo_finance_2024", "ningde_office_2024"])
def test_every_amount_told_of_a_published_file_is_printed_in_it(name, lang):
    path = REAL / f"{name}.pdf"
    if not path.is_file():
        pytest.skip("the published files are not beside this checkout")
    d = jixiao.read(path)
    outcomes, scores = jixiao.check(d), jixiao.score(d)
    text = rests_on(d, outcomes, scores, lang).text + report.summary(d, outcomes, scores, lang).text
    assert re.findall(r"nan|None|[{}]|  |，，|。。|\.\.| 0 项|\b0 (?:major|moderate|minor)", text) == []
    printed = {value for table in ("accounts", "claims") for value in d.tables[table]["value"].dropna().round(2)}
    sums = d.funds[d.funds["fund"] == "total"][["budget", "executed"]].sum().round(2)
    if lang == "en":  # in yuan, or in millions with two decimals
        told_sums = re.findall(r"CNY ([\d,.]*\d)( million)?", text)
        known = {round(value) for value in (*printed, *sums)} | {round(value * 10_000) for value in printed}
        amounts = [round(float(n.replace(",", "")) * (100 if million else 1)) for n, million in told_sums]
        assert set(amounts) <= known
    else:
        amounts = [float(n.replace(",", "")) for n in re.findall(r"(?<![\d.,])[\d,]+\.\d\d(?![\d%])", text)]
        assert set(amounts) - printed <= set(sums)
    assert amounts
