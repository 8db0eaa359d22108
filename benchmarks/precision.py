"""Precision: every error and warning on the corpus beside what a person judged of it, looking at the page.

    python benchmarks/precision.py [FILE…]

Without files: the whole corpus (``../shared``: real, wild, seeds) and the samples, and docs/precision.md is written anew.
``tests/judged/verdicts.csv`` holds one line for each: document, outcome, rule, subject, verdict and why. A verdict is
true, trivial (true, and of no weight), unfair (another reading of the document is possible) or false (misread). Whatever
is unjudged, unfair or false, or judged and no longer found, is printed and makes the exit code 1.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from measuring import ROOT
from wild import corpus

from jixiao.check import check, findings
from jixiao.errors import JixiaoError
from jixiao.project import read

VERDICTS = ROOT / "tests" / "judged" / "verdicts.csv"
PAGE = ROOT / "docs" / "precision.md"
FAIR, UNFAIR = ("true", "trivial"), ("unfair", "false", "unjudged")
HEAD = """# Precision of findings

`python benchmarks/precision.py`: every error and warning on the corpus, judged by a person who looked at the page
(`tests/judged/verdicts.csv`). **trivial**: true, and of no weight; **unfair**: the document can be read otherwise;
**false**: misread. An unjudged, unfair or false one fails.
"""


class Judged(NamedTuple):
    """What a person judged of one outcome."""

    document: str
    outcome_id: str
    rule: str
    subject: str
    verdict: str
    why: str


class Alarm(NamedTuple):
    """One error or warning, with its verdict."""

    document: str
    outcome_id: str
    rule: str
    subject: str
    severity: str
    verdict: str


def judged() -> list[Judged]:
    """All verdicts."""
    with VERDICTS.open(encoding="utf-8") as file:
        return [Judged(**row) for row in csv.DictReader(file)]


def alarms(file: Path, verdicts: Iterable[Judged]) -> list[Alarm]:
    """Errors and warnings of one document, each with its verdict; none where it is no disclosure."""
    known = {(line.document, line.outcome_id): line.verdict for line in verdicts}
    try:
        seen = findings(check(read(file)))
    except JixiaoError:
        return []
    listed = seen.loc[seen["severity"] != "info", ["outcome_id", "rule", "subject", "severity"]]
    return [
        Alarm(file.name, *row, known.get((file.name, row[0]), "unjudged"))
        for row in listed.itertuples(index=False, name=None)
    ]


def no_longer_found(files: Iterable[Path], found: Iterable[Alarm], verdicts: Iterable[Judged]) -> list[Judged]:
    """Verdicts on outcomes of these documents that are no findings now."""
    names, seen = {file.name for file in files}, {(alarm.document, alarm.outcome_id) for alarm in found}
    return [line for line in verdicts if line.document in names and (line.document, line.outcome_id) not in seen]


def share(found: Sequence[Alarm]) -> str:
    """Share of alarms that are true or trivial; nothing where there is none."""
    return f"{sum(alarm.verdict in FAIR for alarm in found) / len(found):.1%}" if found else ""


def as_table(name: str, groups: Iterable[tuple[str, Sequence[Alarm]]]) -> str:
    """Counts of verdicts for each group, as a table in Markdown."""
    columns = (name, "errors", "warnings", *FAIR, *UNFAIR, "precision")
    lines = []
    for group, found in groups:
        severities, verdicts = Counter(a.severity for a in found), Counter(a.verdict for a in found)
        counts = (severities["error"], severities["warning"], *(verdicts[v] for v in (*FAIR, *UNFAIR)))
        lines.append("| " + " | ".join(map(str, (group, *counts, share(found)))) + " |")
    return "\n".join(("| " + " | ".join(columns) + " |", "|---" * len(columns) + "|", *lines))


def grouped(found: Iterable[Alarm], by: str) -> list[tuple[str, list[Alarm]]]:
    """Alarms by one of their fields, in order."""
    listed = sorted(found, key=lambda alarm: str(getattr(alarm, by)))
    return [
        (key, [a for a in listed if getattr(a, by) == key]) for key in dict.fromkeys(getattr(a, by) for a in listed)
    ]


def main(names: Sequence[str]) -> int:
    """Print precision by grade, rule and document; write the page where the whole corpus was read."""
    files, verdicts = [Path(name) for name in names] or corpus(), judged()
    found = [alarm for file in files for alarm in alarms(file, verdicts)]
    tables = [as_table(by, grouped(found, by)) for by in ("severity", "rule", "document")]
    print("\n\n".join(tables))
    wrong = [alarm for alarm in found if alarm.verdict in UNFAIR]
    gone = no_longer_found(files, found, verdicts)
    for line in (*wrong, *gone):
        print("wrong, unjudged or no longer found:", *line, file=sys.stderr)
    if not names:
        PAGE.write_text("\n\n".join((HEAD, *tables)) + "\n", encoding="utf-8")
    return 1 if wrong or gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
