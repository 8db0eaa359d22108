"""How many values that are known to be printed are read, by form and format: measured into a small table."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import jixiao
from jixiao.errors import JixiaoError
from jixiao.store import disclosure
from typeset.generate import generate
from typeset.generate.disclosure import KINDS
from typeset.generate.traits import FAMILIES
from typeset.generate.trial import Pair, pairs
from typeset.layout.documents import DOCUMENTS
from typeset.loading import load_facts
from typeset.model import Document
from typeset.render.formats import FORMATS
from typeset.render.pdf import write_pdf
from typeset.render.scan import write_scan

ROOT = Path(__file__).parents[2]
DATA = ROOT / "docs" / "coverage.csv"
CLAIMS = ROOT / "tests" / "golden" / "claims" / "pingshan-data-2020.csv"
SAMPLE = "pingshan-data-2020"
SEEDS = range(2)
#: Ending of the file → format as the table calls it. Reading a scan takes minutes: one place, no long text.
NAMES = {".pdf": "PDF", ".borderless.pdf": "PDF without rulings", ".scan.pdf": "scan", ".docx": "DOCX", ".xlsx": "XLSX",
         ".html": "HTML", ".md": "text"}  # fmt: skip
SCANNED = ("shenzhen",)
_FLAGGED = ("scorecard", "project_scorecard", "payments")
_CLAIM = ("metric", "subject", "period", "relation", "phase", "base")
_UNITS = {"万元": Decimal(1), "元": Decimal("0.0001"), "%": Decimal("0.01"), "": Decimal(1)}


class Line(NamedTuple):
    """One row of the table: values expected, recognised, and recognised rightly, in so many documents."""

    form: str
    format: str
    documents: int
    expected: int
    recognised: int
    right: int


def measured(ending: str, folder: Path) -> list[Line]:
    """All forms in one format."""
    counts: dict[str, Counter[str]] = {}
    for pair_of_forms in _documents(ending, folder):
        for form, (made, read) in pair_of_forms.items():
            count = counts.setdefault(form, Counter())
            count.update(documents=1, expected=made.total(), recognised=read.total(), right=(made & read).total())
    return [Line(form, NAMES[ending], *(count[name] for name in Line._fields[2:])) for form, count in counts.items()]


def load() -> list[Line]:
    """The table as it was measured last."""
    with DATA.open(encoding="utf-8") as file:
        return [
            Line(row["form"], row["format"], *(int(row[name]) for name in Line._fields[2:]))
            for row in csv.DictReader(file)
        ]


def save(lines: Iterable[Line]) -> None:
    """Keep the table."""
    with DATA.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([Line._fields, *lines])


Values = dict[str, tuple[Counter[Any], Counter[Any]]]


def _documents(ending: str, folder: Path) -> Iterator[Values]:
    """For each document and form the values made and read."""
    families = SCANNED if ending == ".scan.pdf" else FAMILIES
    seeds = SEEDS[:1] if ending == ".scan.pdf" else SEEDS
    for seed, family, kind in product(seeds, families, KINDS):
        made = generate(seed, family, kind)
        read = _read(made.document, ending, folder)
        values: Values = {}
        for pair in pairs(made, read):
            facts, found = values.setdefault(pair.form, (Counter(), Counter()))
            facts.update(_values(pair, pair.made))
            found.update(_values(pair, pair.read))
        yield values
    if ending != ".scan.pdf":
        yield {"claims": _claims(_read(DOCUMENTS[SAMPLE](load_facts(SAMPLE)), ending, folder))}


def _read(document: Document, ending: str, folder: Path) -> jixiao.Disclosure:
    """The document written in a format and read back; empty where it cannot be read."""
    path = folder / f"document{ending}"
    write: Callable[[Document, Path], None] = FORMATS.get(ending, write_pdf)
    if ending == ".scan.pdf":
        write_pdf(document, path.with_suffix(".whole.pdf"))
        write_scan(path.with_suffix(".whole.pdf"), path)
    else:
        write(document, path)
    try:
        return jixiao.read(path)
    except JixiaoError:
        return disclosure({})


def _values(pair: Pair, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Every printed value with what its row is known by and its column."""
    for row in rows:
        known, rest = (row[:4], row[5:]) if pair.what == "figure" else (row[:1], row[1:])
        rest = rest[:-1] if pair.what in _FLAGGED else rest
        yield from ((pair.what, *known, column, value) for column, value in enumerate(rest) if value is not None)


def _claims(read: jixiao.Disclosure) -> tuple[Counter[Any], Counter[Any]]:
    """Statements of the text that were read by eye, and those that were found."""
    with CLAIMS.open(encoding="utf-8") as file:
        listed = [(*(row[name] for name in _CLAIM), _number(row["printed"])) for row in csv.DictReader(file)]
    told = read.claims[read.claims["relation"] != "text"]
    rows = told[~told["metric"].fillna("").str.startswith("project_")]
    found = rows[list(_CLAIM)].fillna("").itertuples(index=False, name=None)
    values = (round(float(value), 9) for value in rows["value"].fillna(0))
    return Counter(listed), Counter((*row, value) for row, value in zip(found, values, strict=True))


def _number(printed: str) -> float:
    """A figure of the list in 万元, as a fraction or as a count; 0 where the text says that there is none."""
    unit = next(unit for unit in _UNITS if printed.endswith(unit))
    return round(float(Decimal(printed.removesuffix(unit).replace(",", "") or "0") * _UNITS[unit]), 9)


def measure_all(endings: Iterable[str]) -> list[Line]:
    """The table for these formats."""
    with tempfile.TemporaryDirectory() as folder:
        return [line for ending in endings for line in measured(ending, Path(folder))]
