"""Write the sample PDFs and their manifest: ``PYTHONPATH=tools python -m typeset``."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from .layout.documents import DOCUMENTS
from .loading import load_facts
from .render.pdf import write_pdf

RAW = Path(__file__).resolve().parents[2] / "data/raw"
COLUMNS = ("path", "sha256", "department", "name", "fiscal_year", "region", "title", "origin")
REGION = "广东省深圳市坪山区"
ORIGIN = "re-typeset sample of a public disclosure"
SAMPLES = {
    "pingshan-data-2020": ("pingshan-data", "深圳市坪山区政务服务数据管理局", "2020"),
    "pingshan-office-2020": ("pingshan-office", "中共深圳市坪山区委办公室", "2020"),
}


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


if __name__ == "__main__":
    main()
