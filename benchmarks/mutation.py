"""What the checks find of one changed figure: rates by kind of change, and figures that no identity covers.

    python benchmarks/mutation.py [--every N] [FILE…]

Every Nth change of the records of each document (default 7) is made and checked by itself.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from random import Random

import jixiao
from jixiao.check import check, findings
from jixiao.figures import parse_number

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the harness is shared with the tests

from mutating import KINDS, Verdict, changes, covered, judged, only_tables, slacks, spots  # noqa: E402

DEFAULT = [
    ROOT / "data" / "raw" / "pingshan-data-2020.pdf",
    ROOT.parent / "shared" / "real" / "petition_bureau_2024.pdf",
]


def main(paths: list[Path], every: int) -> None:
    """Print the rates for each document that is there."""
    for path in paths:
        if not path.is_file():
            print(f"{path.name}: not here")
            continue
        measure(path, every)


def measure(path: Path, every: int) -> None:
    """One document: uncovered figures, then found and placed by kind of change."""
    d = only_tables(jixiao.read(path))
    outcomes = check(d)
    before = set(findings(outcomes)["outcome_id"])
    listed, identities, allowed = spots(d), covered(outcomes), slacks(outcomes)
    bare = [spot for spot in listed if spot.place not in identities]
    nine = [spot for spot in listed if spot.table == "accounts"]
    lone = [spot for spot in bare if spot.table == "accounts"]
    print(
        f"{path.name}: {len(nine)} figures of the nine tables, {len(lone)} in no identity ({len(lone) / max(len(nine), 1):.1%})"
    )
    for spot in bare:
        print(f"    in no identity: {spot.group} {spot.field} {spot.printed}")
    tried = [
        change
        for change in changes([spot for spot in listed if spot.place in identities], Random(7))  # noqa: S311 no secret
        if all(
            abs(parse_number(text).value - spot.number) > 2 * allowed[spot.place]
            for spot, text in zip(change.spots, change.printed, strict=True)
            if change.kind != "row shifted"
        )
    ][::every]
    by_kind: dict[str, list[Verdict]] = defaultdict(list)
    for change in tried:
        by_kind[change.kind].append(judged(d, change, before))
    print(f"    {'change':16}{'tried':>6}{'found':>8}{'place':>8}")
    for kind in (*KINDS, "all"):
        verdicts = by_kind[kind] if kind != "all" else [v for group in by_kind.values() for v in group]
        if verdicts:
            found = sum(v.found for v in verdicts)
            placed = sum(v.placed for v in verdicts)
            print(f"    {kind:16}{len(verdicts):6}{found / len(verdicts):8.1%}{placed / max(found, 1):8.1%}")
    for verdict in (v for group in by_kind.values() for v in group if not (v.found and v.placed)):
        spot = verdict.change.spots[0]
        said = "not found" if not verdict.found else "found elsewhere"
        print(
            f"    {said}: {verdict.change.kind} {spot.group} {spot.field} {spot.printed} → {verdict.change.printed[0]}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=7)
    options = parser.parse_args()
    main(options.files or DEFAULT, options.every)
