"""Which folder of sources the stored tables came from: a run takes away what it stored itself, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from jixiao.errors import RunError
from jixiao.files import write_whole
from jixiao.stages import log
from jixiao.store import discard

OWNERS = "owners.json"
_LOCK = ".lock"
_WAIT_SECONDS = 60
#: Key and year of a department.
Stored = tuple[str, int]


def claim(data: Path, source: str, subjects: Collection[Stored]) -> None:
    """Put on record that the tables of these departments are about to be written from this folder of sources."""
    with _record(data) as owners:
        owners.update(dict.fromkeys(subjects, source))


def discard_unlisted(data: Path, source: str, listed: Collection[Stored]) -> None:
    """Remove tables that earlier runs on this folder of sources stored and that its manifest lists no longer.

    A panel must not count a department twice that was renamed; what other folders have stored stays.
    """
    with _record(data) as owners:
        for key, year in sorted(subject for subject, owner in owners.items() if owner == source):
            if (key, year) not in listed:
                discard(data, key, year)
                del owners[key, year]
                log.info("%s %s is not in the manifest any more: its tables were removed", key, year)


@contextmanager
def _record(data: Path) -> Iterator[dict[Stored, str]]:
    """The record, to be changed. Nobody else changes it meanwhile: several batches may store in one folder."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with FileLock(data / _LOCK, timeout=_WAIT_SECONDS):
            owners = _owners(data / OWNERS)
            before = dict(owners)
            yield owners
            if owners != before:
                write_whole(data / OWNERS, _text(owners))
    except OSError as error:
        said = f"this folder cannot be written to: {error.strerror or error}"
        raise RunError(said, where=str(data), hint="choose another folder with --data") from error


def _owners(path: Path) -> dict[Stored, str]:
    """Who stored what; nobody where the record cannot be read: then nothing is taken away."""
    try:
        told = json.loads(path.read_text("utf-8"))
        return {(str(key), int(year)): str(source) for source, subjects in told.items() for key, year in subjects}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _text(owners: dict[Stored, str]) -> str:
    told: dict[str, list[Stored]] = {}
    for subject, source in sorted(owners.items()):
        told.setdefault(source, []).append(subject)
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
