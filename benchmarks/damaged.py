"""Try many damaged files of every format: each must be read, or refused with file and remedy, in ten seconds.

    python benchmarks/damaged.py [NUMBER]        (make fuzz)

A file that came to anything else is printed with its seed. The exit code is 1 where there was one.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from measuring import keep

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from damaging import tried
from jixiao.stages import hush


def main(number: int = 10_000) -> int:
    """Count what became of them, by format."""
    hush()
    with tempfile.TemporaryDirectory() as name:
        os.environ["JIXIAO_CACHE"] = str(Path(name, "cache"))
        outcomes = list(tried(number, Path(name)))
    faults = [one for one in outcomes if not one.sound]
    for one in faults:
        print(f"{one.ending} {one.damage} seed {one.seed}: {one.became}")
    counts = Counter((one.ending, one.became) for one in outcomes if one.sound)
    told = [(f"{ending}: {became}", f"{count:,}", "") for (ending, became), count in sorted(counts.items())]
    longest = max(one.seconds for one in outcomes)
    keep(
        "damaged",
        [
            ("files tried", f"{number:,}", ""),
            *told,
            ("anything else", f"{len(faults):,}", "0"),
            ("longest", f"{longest:.1f} s", "< 10 s"),
        ],
    )
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
