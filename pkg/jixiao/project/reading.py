"""From files to disclosures: opened, read or taken from the cache, corrected, recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from jixiao.corrections import Corrected, corrected, corrections_of, load_corrections, mark_of
from jixiao.errors import SourceError
from jixiao.grids import Document
from jixiao.read import read_document
from jixiao.read.cache import cached
from jixiao.recognise import ANNOUNCED, Records, completed, found_elsewhere, recognise
from jixiao.sources import Entry, Source, open_source
from jixiao.stages import stage
from jixiao.store import Disclosure, combine
from jixiao.store import disclosure as tables_of
from jixiao.versions import fingerprint
from jixiao.whereabouts import cache_folder


def read(
    sources: str | Path | Iterable[str | Path], department: str | None = None, fiscal_year: int | None = None
) -> Disclosure:
    """Read one file, or the files of one department and year, into a disclosure.

    ``department`` and ``fiscal_year`` win over what the files say. Of several files those that do not say whose they are
    or of which year (tables without a cover, an annex) belong to the others. Corrections in ``corrections.csv`` beside a
    file are applied to it. Raises SourceError, ReadError or RecogniseError with place and remedy.
    """
    paths = [Path(sources)] if isinstance(sources, str | Path) else [Path(path) for path in sources]
    if not paths:
        raise SourceError("no file given", hint="name at least one file")
    files = [_opened(path, None) for path in paths]
    whose = [(department, fiscal_year)] * len(files)
    if len(files) > 1:
        whose = completed([document for _, document in files], department, fiscal_year)
    parts = zip(paths, files, whose, strict=True)
    return together([_tables(*file, None, load_corrections(path.parent), *own) for path, file, own in parts])


def together(parts: Sequence[Disclosure]) -> Disclosure:
    """Documents of one department and year as one: what one announces and another holds is not missing.

    A file that is there twice, under whatever names, counts once.
    """
    parts = list({tuple(part.documents["source_id"]): part for part in parts}.values())
    if len(parts) == 1:
        return parts[0]
    found = combine(parts)
    tables = found.tables["tables"]
    is_announced = (tables["status"] == ANNOUNCED).fillna(False)
    if not is_announced.any():
        return found
    named, others = tables[is_announced], tables.loc[~is_announced, "title"].fillna("").tolist()
    there = found_elsewhere(named["title"].fillna("").tolist(), others)
    kept = tables.drop(index=named.index[there]).reset_index(drop=True)
    return Disclosure({**found.tables, "tables": kept})


def read_entry(entry: Entry, corrections: Sequence[Corrected]) -> Disclosure:
    """What one line of a manifest holds. Raises SourceError where the file is not the one that it lists."""
    return _tables(*_opened(entry.path, entry), entry, corrections)


def made_by(corrections: Sequence[Corrected]) -> str:
    """Which code and corrections make records now."""
    return "-".join(filter(None, (fingerprint(), mark_of(corrections))))


def _opened(path: Path, entry: Entry | None) -> tuple[Source, Document]:
    """A file and what was read of it. Raises SourceError where it is not the one that the manifest lists."""
    source = open_source(path)
    if entry and entry.sha256 and entry.sha256 != source.sha256:
        hint = "put the right file there, or correct the manifest"
        raise SourceError("the file is not the one the manifest lists", where=str(path), hint=hint)
    folder = cache_folder()
    with stage("read"):
        return source, cached(source, folder, read_document) if folder else read_document(source)


def _tables(
    source: Source,
    document: Document,
    entry: Entry | None,
    corrections: Sequence[Corrected],
    department: str | None = None,
    fiscal_year: int | None = None,
) -> Disclosure:
    own = corrections_of(corrections, source.sha256)
    with stage("recognise"):
        records = recognise(corrected(document, own), source, entry, department, fiscal_year)
        return tables_of(_signed(records, own))


def _signed(records: Records, corrections: Sequence[Corrected]) -> Records:
    """Records that say which code and corrections made them, so that they are made again when these change."""
    signs = {"made_by": made_by(corrections), "corrections": [line.as_dict() for line in corrections]}
    return {**records, "documents": [{**row, **signs} for row in records["documents"]]}
