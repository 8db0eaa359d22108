"""The store of a workspace: filled where it does not hold what the sources say, and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from jixiao.check import check
from jixiao.compare import deviations, goalposts
from jixiao.corrections import Corrected, corrections_of, load_corrections
from jixiao.errors import JixiaoError, SourceError
from jixiao.project.panels import Panel
from jixiao.project.reading import made_by, read_entry, together
from jixiao.sources import Entry, open_source
from jixiao.stages import stage
from jixiao.store import RECORD_TABLES, Disclosure, StoredTables, combine, discard, load_tables, save, stored_keys
from jixiao.whereabouts import DATA, Workspace, data_folder, workspace


def disclosure(department: str, fiscal_year: int) -> Disclosure:
    """The disclosure of one department (its key in the manifest) and year.

    It comes from the store if that holds the same sources, and is read again if not. The manifest is
    ``manifest.csv`` in the folder that JIXIAO_RAW names, else in ``data/raw`` here or above; the store is the folder
    that JIXIAO_DATA names, else ``data/processed`` beside ``data/raw``.
    """
    return prepare(workspace(), department, fiscal_year)


def prepare(place: Workspace, department: str, fiscal_year: int) -> Disclosure:
    """Read, check and score one department's year of a manifest, and store the tables.

    What is stored already from the same sources and corrections is taken from there. Raises SourceError for a key that
    the manifest does not have.
    """
    entries, corrections = place.entries_of(department, fiscal_year), load_corrections(place.raw)
    if place.data is None:
        return together([read_entry(entry, corrections) for entry in entries])
    stored = _stored(place.data, entries, corrections)
    if stored is not None:
        return stored
    discard(place.data, department, fiscal_year)  # where reading fails, older tables must not speak for it
    found = together([read_entry(entry, corrections) for entry in entries])
    with stage("check"):
        outcomes = check(found)
    with stage("score"):
        from jixiao.score import score, score_projects  # reading and checking do without it

        scores = pd.concat([score(found), score_projects(found)], ignore_index=True)
    with stage("store"):
        made = {"deviations": deviations(found), "goalposts": goalposts(found)}
        save({**found.tables, "outcomes": outcomes, "scores": scores, **made}, place.data, department, fiscal_year)
    return found


def evaluation(department: str, fiscal_year: int) -> tuple[Disclosure, pd.DataFrame, pd.DataFrame]:
    """The disclosure of one department and year with its outcomes and scores: what ``disclosure``, ``check`` and
    ``score`` say, checked and scored once and then taken from the store.
    """
    place = workspace()
    found = prepare(place, department, fiscal_year)
    if place.data is None:
        from jixiao.score import score

        return found, check(found), score(found)
    made = load_tables(place.data, department, fiscal_year, ("documents", "outcomes", "scores"))
    of_department = made["scores"]["project_id"].isna()
    return found, made["outcomes"], made["scores"][of_department].reset_index(drop=True)


def contact() -> str:
    """Who answers for the reports of the project one works in; "" where nobody says."""
    return workspace().contact


def panel() -> Panel:
    """Every department and year of the manifest, each read again only where the store does not hold it."""
    place = workspace()
    subjects = dict.fromkeys((entry.department, entry.fiscal_year) for entry in place.entries())
    return Panel(combine([prepare(place, *subject) for subject in subjects]).tables)


def load(folder: str | Path | None = None) -> Panel:
    """Everything that is stored, over all departments and years. No table is read before it is asked for.

    Raises SourceError where nothing is stored.
    """
    return Panel(StoredTables(_store(folder)))


def ledgers(folder: str | Path | None = None) -> Iterator[pd.DataFrame]:
    """The ledger of one stored department after the other, all its years together: what ``load().check()`` says,
    but for names that changed or are in doubt (N-01, N-02), which are found among other departments.

    Only one department is in memory at a time; a panel of a thousand years and its ledger need several GB.
    """
    base = _store(folder)
    for key in stored_keys(base):
        yield check(Disclosure(load_tables(base, key, names=RECORD_TABLES)))


def _store(folder: str | Path | None) -> Path:
    found = Path(folder) if folder else data_folder()
    if found is None:
        hint = f'name it, as in load("reports/data"), or set {DATA}'
        raise SourceError("no folder of stored tables is known here", where=str(Path.cwd()), hint=hint)
    return found


def _stored(data: Path, entries: Sequence[Entry], corrections: Sequence[Corrected]) -> Disclosure | None:
    """What is stored of these sources; None where that is not whole, or was made from others."""
    try:
        tables = load_tables(data, entries[0].department, entries[0].fiscal_year, RECORD_TABLES)
    except JixiaoError:
        return None
    sources = [open_source(entry.path).sha256 for entry in entries]
    wanted = sorted((sha256, made_by(corrections_of(corrections, sha256))) for sha256 in sources)
    documents = tables["documents"]
    if sorted(zip(documents["sha256"], documents["made_by"], strict=True)) != wanted:
        return None
    return Disclosure(tables)
