"""Published documents as they are: what of each is read, where its printed numbers end, what its checks say.

    python benchmarks/wild.py [FILE…]

Without files: the whole corpus (``../shared``: real, wild, seeds) and the samples, and docs/wild.md is written anew.
With files: a table of these is printed, nothing is written. Each file is read in a process of its own, without a cache.
"""

from __future__ import annotations

import csv
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from measuring import RAW, ROOT, machine

SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "wild.md"
COLUMNS = (
    "file", "family", "pages", "unread pages", "roles", "forms", "printed", "recorded", "text", "unread", "lost",
    "hold", "within rounding", "broken", "errors", "warnings", "seconds", "MB", "note",
)  # fmt: skip
COUNTS = COLUMNS[6:16]
HEAD = """# What published documents give

`python benchmarks/wild.py` reads every file of the corpus, none of which is part of this project, each in a process of its
own. **printed**: amounts and rates that stand in the document (with a decimal point, a thousands separator or a per cent
sign); each ended in a record, a sentence, a table that is listed as not recognised (unread), or it is lost; the rest is
furniture. **hold**, **within rounding**, **broken**: outcomes of all checks. **seconds** are of the processor, start included, on a
machine that other work shares: they compare within one run. What a rule says is judged in [precision.md](precision.md), not here.
"""


def corpus() -> list[Path]:
    """Every file of the corpus that is here."""
    folders = (RAW, SHARED / "real", SHARED / "wild", SHARED / "seeds")
    return [file for folder in folders for file in sorted(folder.glob("*")) if file.suffix in (".pdf", ".txt")]


def measured(file: Path) -> dict[str, object]:
    """One row of the table."""
    os.environ["JIXIAO_CACHE"] = tempfile.mkdtemp()
    from jixiao.check import check, findings
    from jixiao.errors import JixiaoError
    from jixiao.project import read

    start = time.process_time()
    try:
        d = read(file)
        outcomes = check(d)
    except JixiaoError as error:
        return {"file": file.name, "note": error.message, **_cost(start)}
    document = d.documents.iloc[0]
    forms = Counter(d.tables["tables"]["form"].fillna("not recognised"))
    roles = sorted(set(d.accounts["table"])) if len(d.accounts) else []
    states = Counter(outcomes["state"])
    severities = Counter(findings(outcomes)["severity"])
    return {
        "file": file.name,
        "family": document.get("family", document["kind"]),
        "pages": int(document["pages"]),
        "unread pages": int(document["pages_unread"]),
        "roles": len(roles),
        "forms": sum(count for form, count in forms.items() if not form.startswith(("accounts", "not "))),
        **{name: int(document[f"{name}_numbers"]) for name in ("printed", "recorded", "text", "unread", "lost")},
        "hold": states["holds"],
        "within rounding": states["holds_within_rounding"],
        "broken": states["broken"],
        "errors": severities["error"],
        "warnings": severities["warning"],
        "note": f"{forms['not recognised']} tables not recognised" if forms["not recognised"] else "",
        **_cost(start),
    }


def _cost(start: float) -> dict[str, object]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": round(time.process_time() - start, 2), "MB": round(peak)}


def measure_all(files: Sequence[Path]) -> list[dict[str, object]]:
    """Rows of all files, in their order."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        return list(pool.map(measured, files))


def as_table(rows: Iterable[dict[str, object]]) -> str:
    """The rows as a table in Markdown."""
    lines = ["| " + " | ".join(str(row.get(name, "")) for name in COLUMNS) + " |" for row in rows]
    return "\n".join(("| " + " | ".join(COLUMNS) + " |", "|---" * len(COLUMNS) + "|", *lines))


def totals(rows: Sequence[dict[str, object]], of: str, names: dict[str, str]) -> list[dict[str, object]]:
    """Sums of the counts by what ``names`` gives for each file."""
    sums: dict[str, Counter[str]] = {}
    for row in rows:
        group = sums.setdefault(names.get(str(row["file"]), of), Counter())
        group.update({name: int(str(row.get(name, 0) or 0)) for name in COUNTS})
        group["pages"] += int(str(row.get("pages", 0) or 0))
    return [{"file": name, **counts} for name, counts in sorted(sums.items())]


def cities() -> dict[str, str]:
    """File → city, from the list of the corpus."""
    listed = SHARED / "wild" / "index.csv"
    with listed.open(encoding="utf-8") as file:
        return {row["file"]: row["city"] for row in csv.DictReader(file)}


def main(names: Sequence[str]) -> None:
    """Print the table; write the page where the whole corpus was read."""
    rows = measure_all([Path(name) for name in names] or corpus())
    print(as_table(rows))
    if names:
        return
    families = {str(row["file"]): str(row.get("family") or "not read") for row in rows}
    parts = [
        HEAD, as_table(rows), "## By city", as_table(totals(rows, "samples, seeds and others", cities())),
        "## By family", as_table(totals(rows, "", families)), machine(),
    ]  # fmt: skip
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
