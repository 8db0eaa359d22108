"""Robustness: documents that hold, changed in what carries no meaning: nothing may be said against them.

    python benchmarks/robustness.py [NUMBER [FIRST]]        (make fuzz)

NUMBER changed documents are read and checked, and a fifth as many with a fault planted. What is wrongly said is printed
with the seed, document and changes; the counts go to docs/benchmarks.csv.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from measuring import keep

from changing import MADE, QUICK, Trial, tried
from holding import DOCUMENTS, faults_of

#: Every format; those that are read quickly come up more often.
ENDINGS = (*QUICK * 4, ".docx", ".pdf")
PLANTED = 5


def counted(trials: Iterable[Trial], planted: Iterable[Trial]) -> list[tuple[str, str, str]]:
    """Measures: by document and change how many were tried, and how many were wrongly accused."""
    trials, planted = list(trials), list(planted)
    by_name, by_change = Counter(t.name for t in trials), Counter(c for t in trials for c in t.changes)
    wrong = [t for t in trials if t.wrong]
    names, changes = Counter(t.name for t in wrong), Counter(c for t in wrong for c in t.changes)
    fates = Counter(t.fate for t in planted)
    return [
        ("changed documents", f"{len(trials):,}", ""),
        ("wrongly accused", f"{len(wrong):,}", "0"),
        *((f"{name}: tried / accused", f"{by_name[name]:,} / {names[name]:,}", "") for name in sorted(by_name)),
        *((f"{change}: tried / accused", f"{by_change[change]:,} / {changes[change]:,}", "") for change in by_change),
        *((f"planted fault {fate}", f"{count:,} of {len(planted):,}", "") for fate, count in sorted(fates.items())),
    ]


def main(number: int = 5000, first: int = 0) -> int:
    """Try the documents; return how many were wrongly accused."""
    with_faults = tuple(name for name in DOCUMENTS if faults_of(name))
    trials = []
    for seed in range(first, first + number):
        trials.append(trial := tried(seed, (*DOCUMENTS, *MADE), ENDINGS))
        if trial.wrong:
            print(seed, trial.name, trial.ending, *trial.changes, *trial.wrong, sep="\n  ", flush=True)
    planted = [tried(seed, with_faults, planted=True) for seed in range(first, first + number // PLANTED)]
    keep("robustness", counted(trials, planted))
    return sum(bool(trial.wrong) for trial in trials)


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
