"""What made a result: a fingerprint of the code, the rules and the libraries that read documents."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parent
_SUFFIXES = {".py", ".yaml", ".csv", ".css", ".j2", ".js", ".json"}
_READERS = ("camelot-py", "lxml", "openpyxl", "playa-pdf", "pypdfium2", "python-calamine", "python-docx", "xlrd")


@cache
def fingerprint(*parts: str) -> str:
    """First 16 hex digits over the package's files below ``parts`` (all for none) and the readers' versions.

    The same code gives the same fingerprint on every machine: names inside the package and contents
    count, folders and dates do not.
    """
    return _digest(" ".join(f"{name}=={version(name)}" for name in _READERS), *parts)


@cache
def rule_set() -> str:
    """First 16 hex digits over the rule files: which forms, checks, rubrics and limits a result was made by."""
    return _digest("", "rules")


def _digest(first: str, *parts: str) -> str:
    digest = hashlib.sha256(first.encode())
    roots = [_PACKAGE / part for part in parts] or [_PACKAGE]
    files = [file for root in roots for file in ([root] if root.is_file() else root.rglob("*"))]
    for file in sorted(file for file in files if file.suffix in _SUFFIXES):
        digest.update(str(file.relative_to(_PACKAGE)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
