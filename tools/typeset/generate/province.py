"""A made-up province: department-years of the size that is published, as PDF sources with their manifest."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from ..model import Block, Document, Sheet
from ..render.pdf import write_pdf
from .disclosure import generate
from .indicators import words
from .printing import numeral
from .traits import FAMILIES

COLUMNS = ("path", "sha256", "department", "name", "fiscal_year", "region", "title", "origin")
ORIGIN = "made up"
#: Years of three departments in turn, so that rules between two years have something to compare.
YEARS = ((2022, 2023), (2023,), (2022,))
#: Documents of project forms in one disclosure.
FORMS = 4


@dataclass(frozen=True)
class DepartmentYear:
    """One disclosure of the province: whose, of which year, in which layout, from which seed."""

    key: str
    name: str
    place: str
    year: int
    family: str
    seed: int


def subjects(first: int = 0) -> Iterator[DepartmentYear]:
    """Department-years without end: after twenty each layout has come as often as the others."""
    seeds = count(first)
    for number in count():
        place, name = _name(number)
        family = FAMILIES[number // len(YEARS) % len(FAMILIES)]
        for year in YEARS[number % len(YEARS)]:
            yield DepartmentYear(f"made-{number + 1:04d}", name, place, year, family, next(seeds))


def document(subject: DepartmentYear) -> Document:
    """Nine tables and text, project forms, and the reports with scorecards, as one document."""
    kinds = [("accounts", 0), *(("forms", number) for number in range(FORMS)), ("evaluation", 0)]
    blocks: list[Block] = []
    for kind, number in kinds:
        seed = subject.seed * FORMS + number
        made = generate(seed, subject.family, kind, department=subject.name, year=subject.year)
        blocks += [*made.document.blocks, Sheet()]
    return Document(f"{subject.name}{subject.year}年度部门决算", tuple(blocks[:-1]))


def write_province(number: int, folder: Path, workers: int = 2) -> list[Path]:
    """The first ``number`` department-years with ``manifest.csv``; the same number gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = list(islice(subjects(), number))
    with ProcessPoolExecutor(workers) as pool:
        paths = list(pool.map(write_source, chosen, [folder] * number))
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one, path in zip(chosen, paths, strict=True):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            title = f"{one.name}{one.year}年度部门决算"
            writer.writerow((path.name, digest, one.key, one.name, one.year, one.place, title, ORIGIN))
    return paths


def write_source(subject: DepartmentYear, folder: Path) -> Path:
    """The PDF of one department-year."""
    path = folder / f"{subject.key}-{subject.year}.pdf"
    write_pdf(document(subject), path)
    return path


def _name(number: int) -> tuple[str, str]:
    """Place and name of a department; where all names are used up they are numbered."""
    places, bureaus = words()["places"], words()["bureaus"]
    place, bureau = places[number % len(places)], bureaus[number // len(places) % len(bureaus)]
    again = number // (len(places) * len(bureaus))
    return place, f"{place}第{numeral(again + 1)}{bureau}" if again else f"{place}{bureau}"
