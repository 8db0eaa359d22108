"""One trial of robustness: a document that holds, changed in what carries no meaning, with or without a fault planted."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pandas as pd

import jixiao
from holding import DOCUMENTS, Fault, as_document, faults_of, text_of, with_fault
from jixiao.check import check, findings
from meaningless import CHANGES, OF_EXACT, TRUE_OF
from typeset.generate import generate
from typeset.generate.disclosure import KINDS
from typeset.generate.traits import FAMILIES
from typeset.generate.trial import TRUE_OF_MADE
from typeset.model import Document
from typeset.render.formats import FORMATS
from typeset.render.pdf import write_pdf

#: Documents that a typesetter makes, beside those of check/documents.
MADE = tuple(f"{family} {kind}" for family in FAMILIES for kind in KINDS)
#: Formats that are read quickly.
QUICK = (".md", ".html", ".xlsx")
_MOST_CHANGES = 3
_MADE_SEEDS = 40


@dataclass(frozen=True)
class Trial:
    """A changed document and what was said: its findings that are no info, and whether the fault is among them."""

    name: str
    changes: tuple[str, ...]
    ending: str
    wrong: tuple[str, ...]
    fault: Fault | None = None
    #: Whether the fault was found, became a question ("asked"), or neither ("lost").
    fate: str = ""


def tried(seed: int, names: tuple[str, ...], endings: tuple[str, ...] = QUICK, *, planted: bool = False) -> Trial:
    """Change one of the documents, write it in one of the formats, read and check it."""
    random = Random(f"{seed} {planted}")  # noqa: S311  a seed must give the same document
    name, ending = random.choice(names), random.choice(endings)
    fault = random.choice(faults_of(name)) if planted else None
    possible = [change for change in CHANGES if name in DOCUMENTS or change not in OF_EXACT]
    made = set(random.sample(possible, random.randint(1, _MOST_CHANGES)))
    document = _document(name, fault, random)
    changes = tuple(change for change in CHANGES if change in made)
    for change in changes:
        document = CHANGES[change](document, random)
    outcomes = _outcomes(document, ending)
    true = {rule for change in changes for rule in TRUE_OF.get(change, ())} | set(TRUE_OF_MADE)
    seen = findings(outcomes)
    wrong = seen[(seen["severity"] != "info") & ~seen["rule"].isin(true)]
    told = tuple(f"{row.rule}: {row.message_zh}" for row in wrong.itertuples())
    fate = _fate(_said(fault, outcomes), _said_unchanged(name, fault)) if fault else ""
    return Trial(name, changes, ending, told, fault, fate)


def _document(name: str, fault: Fault | None, random: Random) -> Document:
    if name in DOCUMENTS:
        return as_document(with_fault(text_of(name), fault) if fault else text_of(name))
    family, kind = name.split()
    return generate(random.randrange(_MADE_SEEDS), family, kind).document


def _outcomes(document: Document, ending: str) -> pd.DataFrame:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"changed{ending}"
        FORMATS.get(ending, write_pdf)(document, path)
        return check(jixiao.read(path))


def _said(fault: Fault, outcomes: pd.DataFrame) -> frozenset[str]:
    return frozenset(outcomes.loc[outcomes["rule"].isin(fault.rules), "state"])


@cache
def _said_unchanged(name: str, fault: Fault) -> frozenset[str]:
    """What is said of a fault where nothing else was changed: of some it is a question at most."""
    return _said(fault, _outcomes(as_document(with_fault(text_of(name), fault)), ".md"))


def _fate(states: frozenset[str], unchanged: frozenset[str]) -> str:
    if ("broken" if "broken" in unchanged else "ambiguous") in states:
        return "found"
    return "asked" if "ambiguous" in states else "lost"
