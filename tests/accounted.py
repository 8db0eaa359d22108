"""Made-up documents of every layout, in every format, of whose printed numbers none may be lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import jixiao
from holding import DOCUMENTS, as_document, text_of
from typeset.generate import generate
from typeset.generate.budget import document_of, make_budget
from typeset.generate.disclosure import KINDS
from typeset.generate.setting import PLACES
from typeset.generate.traits import FAMILIES
from typeset.generate.trial import unaccounted
from typeset.model import Document
from typeset.render.formats import FORMATS
from typeset.render.pdf import write_pdf


def _disclosure(family: str, kind: str, seed: int) -> Document:
    return generate(seed, family, kind).document


def _budget(place: str, seed: int) -> Document:
    return document_of(make_budget(seed, place))


def _held(name: str, _: int) -> Document:
    return as_document(text_of(name))


#: Name of a layout → the document of a seed.
LAYOUTS: dict[str, Callable[[int], Document]] = {
    **{f"{family} {kind}": partial(_disclosure, family, kind) for family, kind in product(FAMILIES, KINDS)},
    **{place: partial(_budget, place) for place in PLACES},
    **{name: partial(_held, name) for name in DOCUMENTS},
}
BORDERLESS = ".borderless.pdf"
#: Endings of the formats.
ENDINGS = (".pdf", *FORMATS)


def read_as(document: Document, ending: str) -> jixiao.Disclosure:
    """A document in one format, read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made{ending}"
        FORMATS.get(ending, write_pdf)(document, path)
        return jixiao.read(path)


def lost(seed: int, layout: str, ending: str) -> list[str]:
    """What is said of numbers that ended nowhere, in one document; empty where all are accounted for.

    Without rulings an amount that its narrow column sets on two lines is two texts, and not counted as it was made.
    """
    document = LAYOUTS[layout](seed)
    found = unaccounted(document, read_as(document, ending))
    return [line for line in found if ending != BORDERLESS or line.startswith("lost")]
