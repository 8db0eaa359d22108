"""Reading a document: our time beside camelot's defaults and the floor of pdfium's text layer, in one run.

    python benchmarks/reading.py [FILE…]        (make bench)

Processor time, in which other work on the machine counts least: medians of five runs in one process; camelot's defaults
are run once, for they are slow. ``missed`` are pages on which they find more tables than we do. Below each document:
where our time goes, by function.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import camelot
import pypdfium2 as pdfium
from measuring import REAL, SAMPLE, keep, median_seconds, seconds

from jixiao.grids import Document
from jixiao.read import read_document
from jixiao.sources import open_source

DEFAULT = [
    SAMPLE,
    REAL / "petition_bureau_2024.pdf",
    REAL / "putuo_finance_2024.pdf",
]

#: Functions shown of a profile.
SHOWN = 6


def text_layer(path: Path) -> None:
    """The floor: pdfium's text of every page."""
    pdf = pdfium.PdfDocument(path)
    for page in pdf:
        page.get_textpage().get_text_bounded()
    pdf.close()


def camelot_pages(path: Path) -> list[int]:
    """The page of each table that camelot finds with its defaults."""
    return [table.page for table in camelot.read_pdf(str(path), flavor="lattice", pages="all")]


def missed(document: Document, theirs: list[int]) -> int:
    """Pages on which camelot finds more tables; ``theirs`` holds the page of each."""
    ours = Counter(grid.page for grid in document.grids)
    return sum(count > ours[page] for page, count in Counter(theirs).items())


def profile(path: Path) -> str:
    """The functions in which most of our time is spent, themselves."""
    profiler = cProfile.Profile()
    profiler.runcall(read_document, open_source(path))
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).strip_dirs().sort_stats("tottime").print_stats(SHOWN)
    return "\n".join(f"    {line}" for line in out.getvalue().splitlines()[-SHOWN - 2 :] if line.strip())


def main(paths: list[Path]) -> None:
    """Print a table, one row for each document that is there."""
    print(
        f"{'document':30} {'pages':>5} {'ours s':>7} {'camelot s':>9} {'ratio':>6} {'floor s':>7} {'tables':>11} {'missed':>6}"
    )
    measured = []
    for path in paths:
        if not path.is_file():
            print(f"{path.name:30} not here")
            continue
        document = read_document(open_source(path))
        ours = median_seconds(lambda path=path: read_document(open_source(path)), clock=time.process_time)
        floor = median_seconds(partial(text_layer, path), clock=time.process_time)
        found: list[int] = []
        theirs = seconds(lambda path=path, found=found: found.extend(camelot_pages(path)), time.process_time)
        tables = f"{len(document.grids)} / {len(found)}"
        print(
            f"{path.name:30} {document.pages:5} {ours:7.2f} {theirs:9.2f} {ours / theirs:6.3f} {floor:7.2f} {tables:>11} "
            f"{missed(document, found):6}"
        )
        print(profile(path))
        measured.append((f"{path.name}, {document.pages} pages: ratio", f"{ours / theirs:.3f}", ""))
    keep("reading", measured)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or DEFAULT)
