"""What a report was made from: an unchanged department is not reported again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from jixiao.versions import fingerprint

#: The mark stands in the head of a page; nothing beyond it is read.
_HEAD_BYTES = 2048


def made_from(sources: Iterable[Path], notebook: Path, words: str) -> str:
    """Fingerprint of all that a report depends on: sources, notebook, code, rules, and the words of its subject.

    "" where a source or the notebook is not there: such a report is never current.
    """
    digest = hashlib.sha256(f"{fingerprint()} {words}".encode())
    try:
        for path in (notebook, *sources):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    except OSError:
        return ""
    return digest.hexdigest()[:32]


def is_current(page: Path, mark: str) -> bool:
    """True where the page was made from exactly this."""
    if not mark:
        return False
    try:
        with page.open("rb") as file:
            return f'content="{mark}"'.encode() in file.read(_HEAD_BYTES)
    except OSError:
        return False
