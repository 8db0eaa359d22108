"""Where sources lie, and where their tables are stored."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from jixiao.errors import SourceError
from jixiao.sources import MANIFEST, Entry, open_source, read_manifest

#: Variables that name the folders where nobody else does: a notebook's, for one.
RAW, DATA, CACHE = "JIXIAO_RAW", "JIXIAO_DATA", "JIXIAO_CACHE"
_RAW, _DATA = Path("data", "raw"), Path("data", "processed")
#: Who answers for the reports, and how much of that a report shows.
CONTACT, _CONTACT = "contact.txt", 300
_ID = 12


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of sources, which is never written to, and the folder their tables are stored in; None: nothing is stored."""

    raw: Path
    data: Path | None = None

    @property
    def listing(self) -> Path:
        """The manifest that holds: the one beside the sources, else the one that discovery made."""
        own = self.raw / MANIFEST
        made = discovered(self.raw, self.data) if self.data else own
        return own if own.exists() or not made.exists() else made

    @property
    def contact(self) -> str:
        """Who answers for the reports, as ``contact.txt`` beside the manifest says in a line; "" where it is not there."""
        try:
            return " ".join((self.raw / CONTACT).read_text("utf-8-sig").split())[:_CONTACT]
        except (OSError, UnicodeDecodeError):
            return ""

    def entries(self) -> list[Entry]:
        """Lines of the manifest. Raises SourceError where there is none, or a line has a fault."""
        return read_manifest(self.raw, self.listing)

    def entries_of(self, department: str, fiscal_year: int) -> list[Entry]:
        """Lines of the manifest for one department (its key) and year. Raises SourceError where it has none."""
        entries = self.entries()
        chosen = [e for e in entries if (e.department, e.fiscal_year) == (department, fiscal_year)]
        if not chosen:
            known = ", ".join(sorted({f"{e.department} {e.fiscal_year}" for e in entries}))
            said = f"the manifest has no {department} {fiscal_year}"
            raise SourceError(said, where=str(self.listing), hint=f"it has {known}")
        return chosen

    def pdfs(self, department: str, fiscal_year: int) -> dict[str, Path]:
        """The PDF sources of one department and year by their source_id."""
        sources = [open_source(entry.path) for entry in self.entries_of(department, fiscal_year)]
        return {source.source_id: source.path for source in sources if source.format == "pdf"}


def source_name(raw: Path, data: Path) -> str:
    """The folder of sources as the folder of tables knows it: the way from there, which stands when both are moved."""
    if not isinstance(raw, Path) or not isinstance(data, Path):
        return str(raw)
    try:
        return Path(os.path.relpath(raw.resolve(), data.resolve())).as_posix()
    except ValueError:  # on another drive
        return raw.resolve().as_posix()


def discovered(raw: Path, data: Path) -> Path:
    """Where the manifest lies that discovery makes of a folder without one."""
    return data / "manifests" / f"{hashlib.sha256(source_name(raw, data).encode()).hexdigest()[:_ID]}.csv"


def workspace() -> Workspace:
    """The folders one works in: those that JIXIAO_RAW and JIXIAO_DATA name, else ``data/raw`` and ``data/processed`` here or above.

    Where only JIXIAO_RAW is named, nothing is stored. Raises SourceError where there is no folder of sources.
    """
    named, data = os.environ.get(RAW), os.environ.get(DATA)
    if named:
        return Workspace(Path(named), Path(data) if data else None)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _RAW / MANIFEST).is_file():
            return Workspace(folder / _RAW, Path(data) if data else folder / _DATA)
    raise SourceError("no data/raw/manifest.csv here or above", where=str(here), hint=f"set {RAW}")


def data_folder() -> Path | None:
    """Where tables are stored: JIXIAO_DATA, else that of the project one works in; None where neither is there."""
    if named := os.environ.get(DATA):
        return Path(named)
    try:
        return workspace().data
    except SourceError:
        return None


def cache_folder() -> Path | None:
    """Where read documents are kept: JIXIAO_CACHE, else ``cache`` in the folder of tables; None where there is neither."""
    if named := os.environ.get(CACHE):
        return Path(named)
    data = data_folder()
    return data / "cache" if data else None
