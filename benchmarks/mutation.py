"""What the checks find of one changed figure: rates by place and kind of change, and figures that no identity covers.

    python benchmarks/mutation.py [--every N] [--planted N] [FILE…]

Every Nth change of the records of each document (default 7) is made and checked by itself; then N generated
documents (default 100) are typeset with one wrong figure each, read and checked.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, islice, product
from pathlib import Path
from random import Random

import pandas as pd
from measuring import REAL, ROOT, SAMPLE, keep

import jixiao
from jixiao.check import check, findings
from jixiao.store import Disclosure

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]  # the harness is shared with the tests

from mutating import KINDS, PLACES, Change, Spot, apply, changes, only_tables, spots  # noqa: E402
from mutation_verdicts import (  # noqa: E402
    Verdict,
    identities,
    judged,
    must_be_found,
    standings,
    within_rounding,
)
from planting import Planted, planted  # noqa: E402
from typeset.generate import generate  # noqa: E402
from typeset.generate.disclosure import KINDS as DOCUMENTS  # noqa: E402
from typeset.generate.traits import FAMILIES  # noqa: E402

DEFAULT = [SAMPLE, REAL / "petition_bureau_2024.pdf"]


def main(paths: list[Path], every: int, number: int) -> None:
    """Print the rates for each document that is there, then those of the generated ones."""
    told = []
    for path in paths:
        if not path.is_file():
            print(f"{path.name}: not here")
            continue
        d = jixiao.read(path)
        uncovered(path.name, d)
        # The text repeats what the tables say: tables and forms have to find their own faults.
        verdicts = [*tried(only_tables(d), every, PLACES[:3]), *tried(d, every, PLACES[3:])]
        show(verdicts)
        slight(d, every)
        told.append(found(path.name, verdicts))
    results = list(islice(plant(), number))
    verdicts = [one.verdict for one in results if one.verdict is not None]
    show(verdicts)
    print(f"generated: {number} documents, {sum(one.verdict is None for one in results)} faults not read as figures")
    keep("mutation", [*told, found("made-up documents", verdicts)])


def found(name: str, verdicts: list[Verdict]) -> tuple[str, str, str]:
    """The share of changes that the checks find."""
    share = sum(verdict.found for verdict in verdicts) / len(verdicts)
    return f"{name}: of {len(verdicts)} changed figures found", f"{share:.1%}", ""


def uncovered(name: str, d: Disclosure) -> None:
    """Figures by place, and those that stand in no identity."""
    equal, listed = identities(check(d)), spots(d)
    bare = [spot for spot in listed if spot.cell not in equal]
    print(f"{name}: {dict(Counter(spot.where for spot in listed))}, in no identity {len(bare)}")
    groups: dict[str, list[str]] = defaultdict(list)
    for spot in bare:
        groups[f"{spot.where}: {spot.group[2] or spot.table} {spot.field} {spot.relation}".strip()].append(spot.printed)
    for what, printed in groups.items():
        print(f"    in no identity: {what}: {', '.join(printed)}")


def tried(d: Disclosure, every: int, places: Iterable[str]) -> Iterator[Verdict]:
    """Every Nth change of each kind and place that has to be found."""
    outcomes = check(d)
    before, equal, standing = set(findings(outcomes)["outcome_id"]), identities(outcomes), standings(outcomes)
    listed = [spot for spot in spots(d) if spot.cell in equal and spot.where in places]
    groups: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes(listed, Random(7)):  # noqa: S311 no secret
        if must_be_found(change, standing):
            groups[change.spots[0].where, change.kind].append(change)
    for group in groups.values():
        yield from (judged(d, change, before) for change in group[::every])


def slight(d: Disclosure, every: int) -> None:
    """Changes within rounding that raise more than a last digit (info); there should be none."""
    outcomes = check(d)
    before = _graver(outcomes)
    listed = list(within_rounding(d, outcomes))[::every]
    loud = [change for change in listed if _graver(check(apply(d, change))) - before]
    print(f"    within rounding: {len(listed)} tried, {len(loud)} raise a finding")
    for change in loud:
        print(f"    raised: {told(change.spots[0])} → {change.printed[0]}")


def _graver(outcomes: pd.DataFrame) -> set[str]:
    """Findings that are more than info."""
    found = findings(outcomes)
    return set(found["outcome_id"][found["severity"] != "info"])


def plant() -> Iterator[Planted]:
    """Faults in one generated document after the other."""
    for seed, family, kind in ((seed, *rest) for seed in count() for rest in product(FAMILIES, DOCUMENTS)):
        with tempfile.TemporaryDirectory() as folder:
            found = planted(generate(seed, family, kind), Random(f"{seed} {family} {kind}"), Path(folder))  # noqa: S311
        if found is not None:
            yield found


def show(verdicts: list[Verdict]) -> None:
    """Rates by place and by kind of change, then each that was missed."""
    print(f"    {'change':24}{'tried':>6}{'found':>8}{'place':>8}")
    rates("all", verdicts)
    for where in PLACES:
        rates(where, [v for v in verdicts if v.change.spots[0].where == where])
    for kind in KINDS:
        rates(kind, [v for v in verdicts if v.change.kind == kind])
    for v in verdicts:
        if not (v.found and v.placed):
            said = "found elsewhere" if v.found else "not found"
            print(f"    {said}: {v.change.kind}: {told(v.change.spots[0])} → {v.change.printed[0]}")


def rates(name: str, verdicts: list[Verdict]) -> None:
    """One line of the table."""
    if verdicts:
        found = sum(v.found for v in verdicts)
        placed = sum(v.placed for v in verdicts)
        print(f"    {name:24}{len(verdicts):6}{found / len(verdicts):8.1%}{placed / max(found, 1):8.1%}")


def told(spot: Spot) -> str:
    """A figure as the lists name it."""
    return f"{spot.where} {' '.join(str(part) for part in spot.group if part == part and part)} {spot.field} {spot.printed}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=7)
    parser.add_argument("--planted", type=int, default=100)
    options = parser.parse_args()
    main(options.files or DEFAULT, options.every, options.planted)
