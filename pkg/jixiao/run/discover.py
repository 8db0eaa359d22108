"""Whose year a document is, where no manifest says so: taken from the documents themselves."""

from __future__ import annotations

import csv
import io
import logging
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from jixiao import project
from jixiao.display import one_line
from jixiao.errors import JixiaoError, RunError, SourceError
from jixiao.files import checksum, write_whole
from jixiao.grids import encodable
from jixiao.names import NOT_STATED, join_names
from jixiao.run.guard import Limits, apart
from jixiao.run.index import NAME as INDEX
from jixiao.run.records import RECORDS
from jixiao.sources import MANIFEST, MANIFEST_COLUMNS
from jixiao.stages import hush
from jixiao.versions import fingerprint

log = logging.getLogger("jixiao")
#: What a source may be named; notes and lists in the same folder are none.
_SUFFIXES = {".pdf", ".docx", ".xlsx", ".xls", ".xlsb", ".ods", ".html", ".htm", ".txt"}
#: The column that says which code has looked into a document: other code may see more.
_SEEN_BY = "seen_by"
#: The name that a document prints, and others that may be of the same department.
_PRINTED, _PERHAPS = "name_printed", "perhaps"
_COLUMNS = (*MANIFEST_COLUMNS, "family", "fault", _PRINTED, _PERHAPS, _SEEN_BY)
_UNSAFE = re.compile(r"[^\w-]+")
Row = dict[str, str]


def listed(raw: Path, data: Path, jobs: int, limits: Limits) -> None:
    """See to it that there is a manifest of this folder of sources: its own, or one made of its documents.

    Raises SourceError where it is no folder, or has neither manifest nor documents.
    """
    if not raw.exists():
        raise SourceError("no such folder", where=str(raw), hint="name the folder that the documents lie in")
    if raw.is_file():
        hint = "name the folder it lies in, or look at the file alone: jixiao check FILE"
        raise SourceError("a file, not a folder", where=str(raw), hint=hint)
    if not (raw / MANIFEST).exists():
        discover(raw.resolve(), data.resolve(), jobs, limits)


def discover(raw: Path, data: Path, jobs: int, limits: Limits) -> Path:
    """Write a manifest of the documents in a folder that has none, in the folder of stored tables; its path.

    Each document is read, in a process of its own, for its department and year; one that was read before
    is not read again. A document that names neither is listed by its file name and the year 0, and its page will
    say what could not be read. Raises SourceError for a folder without documents.
    """
    files = _documents(raw)
    if not files:
        hint = f"put documents there ({', '.join(sorted(_SUFFIXES))}), or list them in {MANIFEST}"
        raise SourceError("neither a manifest nor a document in this folder", where=str(raw), hint=hint)
    if odd := next((file for file in files if encodable(file.name) != file.name), None):
        hint = "rename it; names from an archive made on a Chinese Windows: unzip -O GBK, or convmv"
        raise SourceError("the name of a file is no text", where=ascii(odd.relative_to(raw).as_posix()), hint=hint)
    path = project.discovered(raw, data)
    known = {(row["path"], row["sha256"]): row for row in listed_rows(path) if row[_SEEN_BY] == fingerprint()}
    named = [(file, (file.relative_to(raw).as_posix(), checksum(file))) for file in files]
    unknown = [file for file, key in named if key not in known]
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        seen = tqdm(
            pool.map(partial(_look, raw, data, limits), unknown), total=len(unknown), unit="document", disable=None
        )
        told = dict(zip(unknown, seen, strict=True))
    rows = [known.get(key) or _row(file, key, told[file]) for file, key in named]
    try:
        return write_whole(path, _text(_joined(rows)))
    except OSError as error:
        said = f"this folder cannot be written to: {error.strerror or error}"
        raise RunError(said, where=str(data), hint="choose another folder with --out or --data") from error


def _documents(raw: Path) -> list[Path]:
    """What may be a document in a folder and below it; reports that were made there are none."""
    reports = {made.parent for made in raw.rglob(RECORDS) if made.is_dir() and made.with_name(INDEX).is_file()} - {raw}
    found = (file for file in raw.rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
    return sorted(file for file in found if reports.isdisjoint(file.parents))


class Identity(NamedTuple):
    """What a document says of itself; nothing where it cannot be read, and why."""

    name: str = ""
    year: int = 0
    family: str = ""
    title: str = ""
    fault: str = ""


def _look(raw: Path, data: Path, limits: Limits, file: Path) -> Identity:
    seen = apart(partial(whose, raw, data, file), file.name, limits)
    return Identity(fault=seen.message) if isinstance(seen, JixiaoError) else seen


def whose(raw: Path, data: Path, file: Path) -> Identity:
    """What a document says of itself; its page will say why it cannot be read."""
    hush()
    os.environ.update({project.RAW: str(raw), project.DATA: str(data)})  # where the cache of documents lies
    try:
        found = project.read(file)
    except JixiaoError as error:
        return Identity(fault=error.message)
    (document,) = found.documents.to_dict("records")
    family, title = (one_line(str(document[name] or "")) for name in ("family", "title"))
    name = "" if found.department == NOT_STATED else found.department
    return Identity(name, found.fiscal_year, family, title)


def _row(file: Path, key: tuple[str, str], told: Identity) -> Row:
    """A line of the manifest; a document that does not say both whose and of which year it is goes by its file's name."""
    name, year = (told.name, told.year) if told.name and told.year else ("", 0)
    about = {"path": key[0], "sha256": key[1], "department": _key(file.stem) or key[1][:12], "name": file.name}
    own = {"fiscal_year": str(year), "title": told.title, "family": told.family, "fault": told.fault}
    return {
        **dict.fromkeys(MANIFEST_COLUMNS, ""),
        **about,
        **own,
        _PRINTED: name,
        _PERHAPS: "",
        _SEEN_BY: fingerprint(),
    }


def _key(name: str) -> str:
    return _UNSAFE.sub("-", name).strip("-")


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Documents of one department under its fullest name; a name that is perhaps another's is said beside it."""
    names = join_names(row[_PRINTED] for row in rows if row[_PRINTED])
    perhaps: dict[str, list[str]] = {}
    for one, other in names.doubtful:
        perhaps.setdefault(one, []).append(other)
        perhaps.setdefault(other, []).append(one)
    if perhaps:
        pairs = "; ".join(" / ".join(pair) for pair in names.doubtful)
        log.warning("perhaps one department, and not joined: %s (one key in %s joins them)", pairs, MANIFEST)
    return [
        {**row, "department": _key(name), "name": name, _PERHAPS: " / ".join(perhaps.get(name, ()))}
        if (name := names.fullest.get(row[_PRINTED]))
        else row
        for row in rows
    ]


def listed_rows(path: Path) -> Iterator[Row]:
    """Lines of an earlier manifest of this kind; none where it cannot be used."""
    try:
        listed = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    except (OSError, ValueError):
        return
    yield from (row for row in listed if set(_COLUMNS) <= row.keys() and None not in row.values())


def _text(rows: Sequence[Row]) -> str:
    made = io.StringIO()
    writer = csv.DictWriter(made, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()
