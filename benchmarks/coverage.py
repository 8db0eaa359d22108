"""Measure which values are read, by form and format, into docs/coverage.csv.

    python benchmarks/coverage.py [ENDING …]        (all formats, scans among them: some minutes)

With endings (.docx .scan.pdf …) only those formats are measured again.
"""

from __future__ import annotations

import sys
from pathlib import Path

TOOLS = Path(__file__).parents[1] / "tools"
sys.path[:0] = [str(TOOLS), str(TOOLS / "docs")]

from measured_coverage import NAMES, load, measure_all, save  # noqa: E402  the tools are no installed package

if __name__ == "__main__":
    endings = sys.argv[1:] or list(NAMES)
    measured = {NAMES[ending] for ending in endings}
    kept = [line for line in load() if line.format not in measured] if sys.argv[1:] else []
    order = list(NAMES.values())
    save(sorted([*kept, *measure_all(endings)], key=lambda line: order.index(line.format)))
