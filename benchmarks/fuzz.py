"""Try many generated disclosures: read back what was typeset, in every family and kind; and forms changed without meaning.

    python benchmarks/fuzz.py [NUMBER [FIRST]]        (make fuzz)

NUMBER seeds are tried for each family, kind and format, as many budgets for each place and format, and five times as many
forms whose labels, columns and pages are changed in what carries no meaning: nothing may be said against them. Every layout
is read in every format for every tenth seed, and no printed number may be lost; for every hundredth each of its roles and forms
is not described, and must be listed. A fault is printed with its seed and traits: what a new
case in ``tests/kept_cases`` needs. The exit code is 1 where there was one.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import jixiao
from accounted import ENDINGS as FORMATS
from accounted import LAYOUTS, lost, unlisted
from typeset.generate import budget_trial, generate
from typeset.generate.disclosure import KINDS
from typeset.generate.setting import PLACES
from typeset.generate.traits import FAMILIES
from typeset.generate.trial import ENDINGS, faults, suspicions
from typeset.render.html import write_html
from varying import PLAIN, varied

SHOWN = 5
WORKERS = 2
#: Changed forms for each seed.
CHANGED = 5
#: Every so many seeds a document in every layout and format, of whose numbers none may be lost.
SHARE = 10
#: … and every so many one whose roles and forms are taken from the descriptions, one by one.
RARE = 100

Case = tuple[int, str, str, str]


def trial(case: Case) -> list[str]:
    """Faults of one document; an exception is one too, for the others go on."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return faults(generate(*case[:3]), Path(folder), case[3])
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]


def changed(seed: int) -> list[str]:
    """What is said against a form that holds, changed in what carries no meaning, with the changes."""
    document, said = varied(generate(seed, "central", "forms", **PLAIN).document, seed)
    with tempfile.TemporaryDirectory() as folder:
        write_html(document, Path(folder) / "form.html")
        try:
            found = suspicions(jixiao.check(jixiao.read(Path(folder) / "form.html")))
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
    return [f"changed form {seed}: {text}\n  {said}" for text in found]


def budget(case: tuple[int, str, str]) -> list[str]:
    """Faults of one made-up budget: seed, place and format."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = budget_trial.budget_faults(*case, Path(folder))
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
    return [f"budget {case}: {text}" for text in found]


def accounted_for(case: tuple[int, str, str]) -> list[str]:
    """Numbers that ended nowhere in one document: seed, layout and format."""
    try:
        found = lost(*case)
    except Exception as error:
        found = [f"{type(error).__name__}: {error}"]
    return [f"accounting {case}: {text}" for text in found]


def described(case: tuple[int, str]) -> list[str]:
    """What goes wrong where one role or form of a document is not described: seed and layout."""
    try:
        found = [f"{name}: {text}" for name, wrong in unlisted(*case).items() for text in wrong]
    except Exception as error:
        found = [f"{type(error).__name__}: {error}"]
    return [f"without description {case}: {text}" for text in found]


def lines(case: Case, found: list[str]) -> Iterator[str]:
    """A fault as it is printed."""
    seed, family, kind, ending = case
    yield f"seed {seed}, {family}, {kind}, {ending}: {len(found)} faults"
    yield f"  {generate(seed, family, kind).style}"
    yield from (f"  {text}" for text in found[:SHOWN])


def main(number: int, first: int) -> int:
    """Try the documents, two at a time; return the number of those with faults."""
    cases = list(product(range(first, first + number), FAMILIES, KINDS, ENDINGS))
    start = time.perf_counter()
    wrong = 0
    with ProcessPoolExecutor(WORKERS) as pool:
        for case, found in zip(cases, pool.map(trial, cases, chunksize=4), strict=True):
            if found:
                wrong += 1
                print("\n".join(lines(case, found)), flush=True)
        budgets = list(product(range(first, first + number), PLACES, budget_trial.ENDINGS))
        layouts = list(product(range(first, first + number, SHARE), LAYOUTS, FORMATS))
        known = list(product(range(first, first + number, RARE), LAYOUTS))
        others = (
            pool.map(described, known),
            pool.map(accounted_for, layouts, chunksize=4),
            pool.map(changed, range(first, first + CHANGED * number), chunksize=20),
            pool.map(budget, budgets, chunksize=4),
        )
        for found in chain.from_iterable(others):
            if found:
                wrong += 1
                print("\n".join(found[:SHOWN]), flush=True)
    took = time.perf_counter() - start
    tried = len(cases) + CHANGED * number + len(budgets) + len(layouts) + len(known)
    print(f"{tried} documents, {wrong} with faults, {took:.0f} s, {took / tried:.2f} s each")
    return wrong


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(1 if main(*(numbers + [4, 0][len(numbers) :])) else 0)
