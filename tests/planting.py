"""One wrong figure in a generated document: typeset, read and checked. Used by test_mutation.py and benchmarks/mutation.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import jixiao
from jixiao.check import check, findings
from jixiao.store import Disclosure
from mutating import KINDS, Change, changed, spots
from mutation_verdicts import Verdict, identities, must_be_found, new_findings, standings, verdict
from typeset.generate.disclosure import Generated
from typeset.model import Block, Document, Paragraph, Table
from typeset.render.pdf import write_pdf

#: How many printed figures are tried until one of the kind wanted is the one that a reader takes for it.
_TRIES = 12


#: Every file has its own checksum; places are compared under one.
SOURCE = "planted"


@dataclass(frozen=True)
class Planted:
    """A planted fault and what the checks say of it; no verdict where it is not read as a figure at all."""

    change: Change
    verdict: Verdict | None


def planted(made: Generated, random: Random, folder: Path) -> Planted | None:
    """One wrong figure in the document, in tables, forms, marks or text; None where no change of it had to be found.

    The figure changes in the document, not in the records: what was planted is what reading it again finds changed.
    """
    clean = _read(made.document, folder)
    outcomes = check(clean)
    standing, equal = standings(outcomes), identities(outcomes)
    before = set(findings(outcomes)["outcome_id"])
    listed = [spot for spot in spots(clean) if spot.cell in equal]
    where = random.choice(sorted({spot.where for spot in listed}))
    listed = [spot for spot in listed if spot.where == where]
    random.shuffle(listed)
    for number, spot in enumerate(listed[:_TRIES]):
        change = changed(random.choice(KINDS[:-1]), spot, listed[number - 1], random)
        if change is None or change.printed == (spot.printed,) or not must_be_found(change, standing):
            continue
        for document in _documents(made.document, spot.printed, change.printed[0], random):
            read = _read(document, folder)
            if len(spots(read)) != len(spots(clean)):
                return Planted(change, None)
            if (found := _difference(clean, read)) and found.spots[0].where == where and must_be_found(found, standing):
                found = replace(found, kind=change.kind)
                return Planted(found, verdict(found, new_findings(read, before)))
    return None


def _read(document: Document, folder: Path) -> Disclosure:
    path = folder / "planted.pdf"
    write_pdf(document, path)
    read = jixiao.read(path)
    return Disclosure({name: table.assign(source_id=SOURCE) for name, table in read.tables.items()})


def _difference(clean: Disclosure, read: Disclosure) -> Change | None:
    """The one figure that was read differently; None where none or several were."""
    pairs = zip(spots(clean), spots(read), strict=True)
    differing = [(one, other) for one, other in pairs if one.printed != other.printed]
    if len(differing) != 1:
        return None
    ((one, other),) = differing
    return Change("", (replace(one, cell=(*other.cell[:-1], one.printed)),), (other.printed,), (other.value,))


def _documents(document: Document, printed: str, instead: str, random: Random) -> Iterator[Document]:
    """The document with one of the places that print a figure changed, a few of them one after the other."""
    found = [(number, place) for number, block in enumerate(document.blocks) for place in _places(block, printed)]
    for number, place in random.sample(found, min(3, len(found))):
        blocks = list(document.blocks)
        blocks[number] = _with(blocks[number], place, printed, instead)
        yield replace(document, blocks=tuple(blocks))


def _places(block: Block, printed: str) -> list[int]:
    """Cells of a table that print nothing but the figure; where it begins in a paragraph."""
    if isinstance(block, Table):
        return [number for number, cell in enumerate(block.cells) if cell.text == printed]
    if isinstance(block, Paragraph):
        return [match.start() for match in re.finditer(rf"(?<![\d.,]){re.escape(printed)}", block.text)]
    return []


def _with(block: Block, place: int, printed: str, instead: str) -> Block:
    if isinstance(block, Table):
        cells = list(block.cells)
        cells[place] = replace(cells[place], text=instead)
        return replace(block, cells=tuple(cells))
    assert isinstance(block, Paragraph)
    return replace(block, text=block.text[:place] + instead + block.text[place + len(printed) :])
