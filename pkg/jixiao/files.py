"""Files that are there whole or not at all, and what is in them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PARTIAL = re.compile(r"\..+\.(\d+)\.partial")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside ``path`` to write to; it takes the place of ``path`` when all is written.

    Whoever reads ``path`` sees the old file or the new one, also after a crash. Raises OSError as writing does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        yield partial
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def write_whole(path: Path, data: bytes | str) -> Path:
    """Write bytes, or text as UTF-8, whole or not at all."""
    body = data.encode() if isinstance(data, str) else data
    if not isinstance(path, Path):  # elsewhere: an object store shows an object when it is whole
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return path
    with replacing(path) as partial:
        partial.write_bytes(body)
    return path


def keep(path: Path, body: bytes) -> None:
    """Keep what can be made again, behind its checksum; where nothing can be written, nothing is kept."""
    with suppress(OSError):
        write_whole(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def kept(path: Path) -> bytes | None:
    """What was kept there; None where nothing was, or where it is cut off or altered."""
    try:
        checksum, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest().encode() == checksum else None


def sweep(folders: Iterable[Path]) -> None:
    """Remove what processes that were killed have left half-written."""
    import psutil  # late: only batches sweep

    for folder in folders:
        for file in folder.glob(".*.partial"):
            left = _PARTIAL.fullmatch(file.name)
            if left and not psutil.pid_exists(int(left.group(1))):
                file.unlink(missing_ok=True)


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hex; "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
