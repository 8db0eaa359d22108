"""Sources: published files, known by their checksum, listed in a manifest."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jixiao.errors import SourceError

Format = Literal["pdf", "text"]

MANIFEST = "manifest.csv"
_MANIFEST_COLUMNS = ("path", "sha256", "department", "name", "fiscal_year", "region", "title", "origin")


@dataclass(frozen=True, slots=True)
class Source:
    """One published file."""

    path: Path
    sha256: str
    format: Format

    @property
    def source_id(self) -> str:
        """First 12 hex digits of the checksum: short, and the same on every machine."""
        return self.sha256[:12]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a manifest: a file, and whose year it is."""

    path: Path
    sha256: str
    department: str
    name: str
    fiscal_year: int
    region: str


def open_source(path: str | Path) -> Source:
    """The file as a source; its format is taken from its first bytes, not from its name.

    Raises SourceError for a file that is missing, empty, a folder or of a format not read.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("no such file", where=str(path), hint="check the path or the manifest") from error
    except IsADirectoryError as error:
        raise SourceError("a folder, not a file", where=str(path), hint="name the files in it") from error
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror}", where=str(path)) from error
    if not data.strip():
        raise SourceError("the file is empty", where=str(path), hint="download it again")
    return Source(path, hashlib.sha256(data).hexdigest(), _format(data, path))


def read_manifest(folder: Path) -> list[Entry]:
    """Lines of ``folder/manifest.csv``, in file order.

    Raises SourceError where it is missing or a line has a fault.
    """
    path = folder / MANIFEST
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError as error:
        hint = f"list the files in {MANIFEST}: {', '.join(_MANIFEST_COLUMNS)}"
        raise SourceError("no manifest in this folder", where=str(folder), hint=hint) from error
    if not rows:
        raise SourceError("the manifest lists no file", where=str(path))
    return [_entry(row, folder, f"{path} line {number}") for number, row in enumerate(rows, 2)]


def _entry(row: dict[str, str], folder: Path, where: str) -> Entry:
    missing = [name for name in ("path", "department", "fiscal_year") if not row.get(name)]
    if missing:
        raise SourceError(f"empty or missing: {', '.join(missing)}", where=where)
    if not row["fiscal_year"].isdigit():
        raise SourceError(f"fiscal_year is no year: {row['fiscal_year']}", where=where, hint="write it as 2020")
    file = (folder / row["path"]).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise SourceError(f"path leads out of the folder: {row['path']}", where=where)
    name, region, sha256 = (row.get(key) or "" for key in ("name", "region", "sha256"))
    return Entry(folder / row["path"], sha256, row["department"], name, int(row["fiscal_year"]), region)


def _format(data: bytes, path: Path) -> Format:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    hint = "give a PDF, or the disclosure as UTF-8 text with tabs between the cells"
    if path.suffix.lower() == ".pdf":
        raise SourceError("named .pdf, but it is no PDF", where=str(path), hint=hint)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError("neither a PDF nor UTF-8 text", where=str(path), hint=hint) from error
    if "\0" in text:
        raise SourceError("neither a PDF nor text", where=str(path), hint=hint)
    return "text"
