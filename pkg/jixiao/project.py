"""The way from files to a disclosure: reading by path, by manifest and from the store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from jixiao.check import check
from jixiao.compare import deviations
from jixiao.corrections import CORRECTIONS, Corrected, corrected, corrections_of, load_corrections, mark_of
from jixiao.errors import JixiaoError, SourceError
from jixiao.grids import Document
from jixiao.judgement import REVIEWS, Reviews, load_reviews, with_reviews
from jixiao.read import read_document
from jixiao.read.cache import cached
from jixiao.recognise import Records, completed, recognise
from jixiao.sources import MANIFEST, Entry, Source, open_source, read_manifest
from jixiao.stages import stage
from jixiao.store import (
    RECORD_TABLES,
    Disclosure,
    StoredTables,
    combine,
    discard,
    known_columns,
    known_table,
    load_tables,
    save,
    select,
    stored_keys,
    stored_texts,
)
from jixiao.store import disclosure as tables_of
from jixiao.versions import fingerprint

__all__ = [
    "CORRECTIONS",
    "REVIEWS",
    "Panel",
    "cache_folder",
    "disclosure",
    "discovered",
    "entries_of",
    "ledgers",
    "load",
    "load_corrections",
    "load_reviews",
    "lost_judgement",
    "manifest",
    "panel",
    "pdfs",
    "prepare",
    "processed",
    "raw_folder",
    "read",
    "reviewed",
    "with_reviews",
]

_RAW = Path("data", "raw")


@dataclass(frozen=True, repr=False)
class Panel(Disclosure):
    """The same tables over all departments and years that are stored; each is read when it is first asked for."""

    def select(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        department: str | None = None,
        fiscal_year: int | None = None,
    ) -> pd.DataFrame:
        """Rows of one table: of all departments and years or of one (name as in ``department``), all columns or some.

        Of a stored panel nothing else is read, and the tables outcomes and scores can be asked for as well. Raises
        SourceError for a table or column that there is not.
        """
        if isinstance(self.tables, StoredTables):
            return select(self.tables.folder, table, columns, department, fiscal_year)
        rows = self.tables[known_table(table, RECORD_TABLES)]
        wanted = known_columns(table, columns)
        for name, value in (("department", department), ("fiscal_year", fiscal_year)):
            rows = rows if value is None else rows[rows[name] == value]
        return rows[wanted].reset_index(drop=True)

    def _counts(self) -> dict[str, int]:
        tables = self.tables
        return tables.counts() if isinstance(tables, StoredTables) else super()._counts()

    def check(self) -> pd.DataFrame:
        """The ledger over every department and year (table ``outcomes``)."""
        return check(self)

    def deviations(self) -> pd.DataFrame:
        """What stands at two stages of the year, of every department and year (table ``deviations``)."""
        return deviations(self)

    def score(self, rubric: str | Path | None = None) -> pd.DataFrame:
        """Scores of every department and year (table ``scores``), by the rubric that fits each, or by ``rubric``."""
        from jixiao.score import score  # reading and checking do without it

        return pd.concat([score(part, rubric) for _, part in self.parts()], ignore_index=True)

    def score_projects(self, rubric: str | Path | None = None) -> pd.DataFrame:
        """Scores of every self-evaluation form, item by item (table ``scores`` with ``project_id``)."""
        from jixiao.score import score_projects

        return score_projects(self, rubric)

    def parts(self) -> Iterator[tuple[tuple[str, int], Disclosure]]:
        """Each department's year by itself, with its name and year, in the order of the documents."""
        years = self.documents[["department", "fiscal_year"]].drop_duplicates()
        for department, year in zip(years["department"], years["fiscal_year"], strict=True):
            yield (
                (str(department), int(year)),
                Disclosure(
                    {
                        name: table[(table["department"] == department) & (table["fiscal_year"] == year)]
                        for name, table in self.tables.items()
                    }
                ),
            )


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
    return combine([_tables(*file, None, load_corrections(path.parent), *own) for path, file, own in parts])


def disclosure(department: str, fiscal_year: int) -> Disclosure:
    """The disclosure of one department (its key in the manifest) and year.

    It comes from the store if that holds the same sources, and is read again if not. The manifest is
    ``manifest.csv`` in the folder that JIXIAO_RAW names, else in ``data/raw`` here or above.
    """
    return prepare(raw_folder(), department, fiscal_year)


def prepare(raw: Path, department: str, fiscal_year: int) -> Disclosure:
    """Read, check and score one department's year of a manifest, and store the tables.

    What is stored already from the same sources and corrections is taken from there. Raises SourceError for a key that
    the manifest does not have.
    """
    entries, corrections = entries_of(raw, department, fiscal_year), load_corrections(raw)
    stored = _stored(raw, entries, corrections)
    if stored is not None:
        return stored
    discard(processed(raw), department, fiscal_year)  # where reading fails, older tables must not speak for it
    found = combine([_read(entry.path, entry, corrections) for entry in entries])
    with stage("check"):
        outcomes = check(found)
    with stage("score"):
        from jixiao.score import score, score_projects

        scores = pd.concat([score(found), score_projects(found)], ignore_index=True)
    with stage("store"):
        made = {"outcomes": outcomes, "scores": scores, "deviations": deviations(found)}
        save({**found.tables, **made}, processed(raw), department, fiscal_year)
    return found


def panel() -> Panel:
    """Every department and year of the manifest, each read again only where the store does not hold it."""
    raw = raw_folder()
    subjects = dict.fromkeys((entry.department, entry.fiscal_year) for entry in manifest(raw))
    return Panel(combine([prepare(raw, *subject) for subject in subjects]).tables)


def load(folder: str | Path | None = None) -> Panel:
    """Everything that is stored, over all departments and years. No table is read before it is asked for.

    Raises SourceError where nothing is stored.
    """
    return Panel(StoredTables(Path(folder) if folder else processed(raw_folder())))


def ledgers(folder: str | Path | None = None) -> Iterator[pd.DataFrame]:
    """The ledger of one stored department after the other, all its years together: what ``load().check()`` says,
    but for names that changed (N-01), which are found among other departments.

    Only one department is in memory at a time; a panel of a thousand years and its ledger need several GB.
    """
    base = Path(folder) if folder else processed(raw_folder())
    for key in stored_keys(base):
        yield check(Disclosure(load_tables(base, key, names=RECORD_TABLES)))


def discovered(raw: Path) -> Path:
    """Where the manifest lies that discovery made of a folder without one."""
    return processed(raw) / MANIFEST


def manifest(raw: Path) -> list[Entry]:
    """Lines of the manifest of a folder of sources; of the one that discovery made where there is none.

    Raises SourceError where there is neither, or a line has a fault.
    """
    found = raw / MANIFEST
    return (
        read_manifest(raw)
        if found.exists()
        else read_manifest(raw, known if (known := discovered(raw)).exists() else None)
    )


def reviewed(outcomes: pd.DataFrame, raw: Path | None = None) -> pd.DataFrame:
    """The same outcomes with what people say of them in ``verdict`` and ``note``.

    Reviews stand in ``reviews.csv`` in the folder above the sources (``raw``; by default those of the project).
    Raises SourceError for a fault in it, with its line.
    """
    return with_reviews(outcomes, load_reviews(raw or raw_folder()))


def lost_judgement(raw: Path, corrections: Sequence[Corrected], reviews: Reviews) -> list[str]:
    """Reviews of outcomes that no stored ledger has, and corrections of sources that no stored disclosure has.

    A source or a rule has changed since, or an id was mistyped.
    """
    base = processed(raw.resolve())
    known = stored_texts(base, "outcomes", "outcome_id") if reviews else ()
    sources = stored_texts(base, "documents", "sha256") if corrections else ()
    lost = [f"{REVIEWS}: {outcome_id}" for outcome_id in reviews if outcome_id not in known]
    gone = [line for line in corrections if not any(sha256.startswith(line.source) for sha256 in sources)]
    return [*lost, *(f"{CORRECTIONS}: {line.source} p. {line.page} {line.cell}" for line in gone)]


def outcome_ids(raw: Path, department: str, fiscal_year: int) -> set[str]:
    """Ids of the stored outcomes of one department and year; none where nothing that can be read is stored."""
    try:
        return stored_texts(processed(raw), "outcomes", "outcome_id", department, fiscal_year)
    except SourceError:
        return set()


def entries_of(raw: Path, department: str, fiscal_year: int) -> list[Entry]:
    """Lines of the manifest for one department and year."""
    entries = manifest(raw)
    chosen = [e for e in entries if (e.department, e.fiscal_year) == (department, fiscal_year)]
    if not chosen:
        known = ", ".join(sorted({f"{e.department} {e.fiscal_year}" for e in entries}))
        raise SourceError(
            f"the manifest has no {department} {fiscal_year}", where=str(raw / MANIFEST), hint=f"it has {known}"
        )
    return chosen


def pdfs(raw: Path, department: str, fiscal_year: int) -> dict[str, Path]:
    """The PDF sources of one department and year by their source_id."""
    sources = [open_source(entry.path) for entry in entries_of(raw, department, fiscal_year)]
    return {source.source_id: source.path for source in sources if source.format == "pdf"}


def raw_folder() -> Path:
    """The folder of sources: JIXIAO_RAW, else ``data/raw`` in this folder or one above it."""
    if named := os.environ.get("JIXIAO_RAW"):
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _RAW / MANIFEST).is_file():
            return folder / _RAW
    raise SourceError("no data/raw/manifest.csv here or above", where=str(here), hint="set JIXIAO_RAW")


def processed(raw: Path) -> Path:
    """The folder of stored tables beside a folder of sources."""
    return raw.parent / "processed"


def cache_folder() -> Path | None:
    """Where read documents are kept: JIXIAO_CACHE, else ``data/processed/cache`` of the project; None outside one."""
    if named := os.environ.get("JIXIAO_CACHE"):
        return Path(named)
    try:
        return processed(raw_folder()) / "cache"
    except SourceError:
        return None


def _read(path: Path, entry: Entry | None, corrections: Sequence[Corrected]) -> Disclosure:
    return _tables(*_opened(path, entry), entry, corrections)


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
    signs = {"made_by": _made_by(corrections), "corrections": [line.as_dict() for line in corrections]}
    return {**records, "documents": [{**row, **signs} for row in records["documents"]]}


def _made_by(corrections: Sequence[Corrected]) -> str:
    return "-".join(filter(None, (fingerprint(), mark_of(corrections))))


def _stored(raw: Path, entries: list[Entry], corrections: Sequence[Corrected]) -> Disclosure | None:
    try:
        tables = load_tables(processed(raw), entries[0].department, entries[0].fiscal_year, RECORD_TABLES)
    except JixiaoError:
        return None
    sources = [open_source(entry.path).sha256 for entry in entries]
    wanted = sorted((sha256, _made_by(corrections_of(corrections, sha256))) for sha256 in sources)
    documents = tables["documents"]
    if sorted(zip(documents["sha256"], documents["made_by"], strict=True)) != wanted:
        return None
    return Disclosure(tables)
