"""Reading a document: our time beside camelot's defaults and the floor of pdfium's text layer, in one run.

    python benchmarks/reading.py [FILE…]        (make bench)

Medians of five runs in one process; camelot's defaults are run once, for they are slow.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import camelot
import pypdfium2 as pdfium

from jixiao.read import read_document
from jixiao.sources import open_source

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "real"
DEFAULT = [
    ROOT / "data" / "raw" / "pingshan-data-2020.pdf",
    REAL / "petition_bureau_2024.pdf",
    REAL / "putuo_finance_2024.pdf",
]


def seconds(work: Callable[[], object], times: int) -> float:
    """Median duration of a piece of work."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def text_layer(path: Path) -> None:
    """The floor: pdfium's text of every page."""
    pdf = pdfium.PdfDocument(path)
    for page in pdf:
        page.get_textpage().get_text_bounded()
    pdf.close()


def main(paths: list[Path]) -> None:
    """Print a table, one row for each document that is there."""
    print(f"{'document':32} {'pages':>5} {'ours s':>8} {'camelot s':>10} {'ratio':>7} {'floor s':>8}")
    for path in paths:
        if not path.is_file():
            print(f"{path.name:32} not here")
            continue
        pages = read_document(open_source(path)).pages
        ours = seconds(lambda path=path: read_document(open_source(path)), 5)
        floor = seconds(lambda path=path: text_layer(path), 5)
        theirs = seconds(lambda path=path: camelot.read_pdf(str(path), flavor="lattice", pages="all"), 1)
        print(f"{path.name:32} {pages:5} {ours:8.2f} {theirs:10.2f} {ours / theirs:7.3f} {floor:8.2f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or DEFAULT)
