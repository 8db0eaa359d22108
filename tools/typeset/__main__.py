"""Write the sample PDFs with their manifest, and the made-up city: ``PYTHONPATH=tools python -m typeset``.

With a folder, write the samples there in every other format instead: ``python -m typeset samples``.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

from .generate.city import write_city
from .layout.documents import DOCUMENTS
from .loading import load_facts
from .render.formats import FORMATS
from .render.pdf import write_pdf
from .render.scan import write_scan

RAW = Path(__file__).resolve().parents[2] / "data/raw"
CITY = RAW.with_name("city")
COLUMNS = ("path", "sha256", "department", "name", "fiscal_year", "region", "title", "origin")
REGION = "广东省深圳市坪山区"
ORIGIN = "re-typeset sample of a public disclosure"
SAMPLES = {
    "pingshan-data-2020": ("pingshan-data", "深圳市坪山区政务服务数据管理局", "2020"),
    "pingshan-office-2020": ("pingshan-office", "中共深圳市坪山区委办公室", "2020"),
}


def write_formats(folder: Path) -> None:
    """Write every sample in every format but the ruled PDF, whose scan is made from it."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample, make in DOCUMENTS.items():
        document = make(load_facts(sample))
        for ending, write in FORMATS.items():
            write(document, folder / f"{sample}{ending}")
        write_scan(RAW / f"{sample}.pdf", folder / f"{sample}.scan.pdf")


def main() -> None:
    """Typeset every sample, then list them in the manifest."""
    RAW.mkdir(parents=True, exist_ok=True)
    rows = []
    for sample, make in DOCUMENTS.items():
        document = make(load_facts(sample))
        path = RAW / f"{sample}.pdf"
        write_pdf(document, path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        department, name, year = SAMPLES[sample]
        rows.append((path.name, digest, department, name, year, REGION, document.title, ORIGIN))
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB, sha256 {digest[:12]}")
    with (RAW / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{CITY.name}: {len(write_city(CITY))} documents")


if __name__ == "__main__":
    write_formats(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
