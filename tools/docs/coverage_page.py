"""Write docs/coverage.md from docs/coverage.csv: python tools/docs/coverage_page.py.

``python benchmarks/coverage.py`` measures the table again.
"""

from __future__ import annotations

import csv
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "coverage.md"
FORMS = {
    "accounts": "nine final-accounts tables",
    "self_evaluation": "project self-evaluation form",
    "department_evaluation": "department self-evaluation form",
    "investment": "government investment form",
    "scorecard": "department scorecard",
    "project_scorecard": "project scorecard",
    "payments": "payments of a project",
    "target_table": "yearly targets",
    "claims": "statements of the running text",
}
HEAD = """# What is read rightly, by form and format

Values whose text is known before reading: **expected / recognised / right**. Expected values are the facts of made-up
disclosures in the layouts of five places (`tools/typeset/generate`), and for the running text also the
statements that were read by eye in a sample (`tests/golden/claims`). The scan is of one place only. A value is right where it stands in its row and column with the
printed number or text; so recognised less right is what was read wrongly. “—”: not measured.

`python benchmarks/coverage.py` measures the table again (`docs/coverage.csv`), `make docs` writes this page.
"""
FOOT = """
Made-up documents show what the reader can do with clean files. Real ones are worse: see the limits in the README.
"""


def coverage_page() -> str:
    """The page as text."""
    with (DOCS / "coverage.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    formats = list(dict.fromkeys(row["format"] for row in rows))
    cells = {
        (row["form"], row["format"]): " / ".join(row[k] for k in ("expected", "recognised", "right")) for row in rows
    }
    lines = ["| form | " + " | ".join(formats) + " |", "|---|" + "---:|" * len(formats)]
    for form, name in FORMS.items():
        lines.append(f"| {name} | " + " | ".join(cells.get((form, kind), "—") for kind in formats) + " |")
    return HEAD + "\n" + "\n".join(lines) + "\n" + FOOT


if __name__ == "__main__":
    PAGE.write_text(coverage_page(), encoding="utf-8")
    print(PAGE)
