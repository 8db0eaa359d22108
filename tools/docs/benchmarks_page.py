"""Write docs/benchmarks.md from docs/benchmarks.csv: python tools/docs/benchmarks_page.py.

``make bench`` measures the table again.
"""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "benchmarks.md"
#: What each benchmark compares, in the order of the page.
BENCHMARKS = {
    "reading": "Reading a PDF, beside `camelot.read_pdf` with its defaults on all pages.",
    "checking": "Checking a disclosure, beside recognising its tables; panels that grow, in memory and from the store.",
    "notebooks": "The notebook stage, beside stock papermill in a pool of the same size, same notebook and stored tables.",
    "pipeline": "`jixiao report` with two workers and nothing stored, beside the obvious script: camelot with its "
    "defaults on all pages, then papermill and `jupyter nbconvert` one after another. Its notebook runs on tables that "
    "jixiao stored, a time it is given.",
    "province": "`jixiao report` with two workers over made-up department-years of some thirty pages each.",
    "city": "A made-up city of thirty departments over three years, all families: what was planted, and nothing else.",
    "store": "A store that grows: seconds and peak memory, each in a process of its own.",
    "damaged": "Small files with bytes flipped, cut, spliced, doubled and zeroed (`make fuzz`): each is read, or refused with "
    "file and remedy. Seconds are of the processor, without OCR.",
    "robustness": "Documents that hold, changed in what carries no meaning (labels, brackets, units, widths, columns, torn and "
    "lost pages, unknown rows and columns; `make fuzz`): nothing may be said against them. Then with a fault planted.",
    "mutation": "What the checks find where one figure is changed.",
}
HEAD = """# Measured

`make bench` measures these again and writes this page; each row is from one run on the machine named below its table, and
stays until its benchmark is run again, also where the code has changed since. The machines were shared with other work:
ratios of one run are what to compare, seconds are not. Tests never time anything. What is read rightly is in
[coverage.md](coverage.md).
"""


def benchmarks_page() -> str:
    """The page as text."""
    with (DOCS / "benchmarks.csv").open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: list(BENCHMARKS).index(row["benchmark"]))
    parts = [HEAD]
    for name, listed in groupby(rows, key=lambda row: row["benchmark"]):
        told = list(listed)
        lines = [f"| {row['measure']} | {row['value']} | {row['target'] or '—'} |" for row in told]
        table = "\n".join(("| | measured | target |", "|---|---:|---:|", *lines))
        machines = "\n".join(dict.fromkeys(row["machine"] for row in told))
        parts.append(f"## {name}\n\n{BENCHMARKS[name]}\n\n{table}\n\n{machines}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(benchmarks_page(), encoding="utf-8")
    print(benchmarks_page())
