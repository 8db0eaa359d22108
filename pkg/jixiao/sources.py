"""Sources: published files, known by their checksum, listed in a manifest."""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from jixiao.errors import SourceError
from jixiao.written import lines_of

Format = Literal["pdf", "docx", "xlsx", "xls", "xlsb", "ods", "html", "text"]

#: Scans of a whole disclosure stay below it; a larger file is not held in memory.
MOST_BYTES = 300_000_000
#: The text of a disclosure has less than one MB.
MOST_TEXT = 5_000_000
MANIFEST = "manifest.csv"
#: Parts of an archive by which its format is known.
_PARTS: dict[str, Format] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb"}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
#: What the archive library raises for a file that was cut, spliced or altered.
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError, LookupError,
)  # fmt: skip
_OLE2, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|^\s*<(?:table|body|head|div|meta|title|style|h[1-6]|p|span|center|section|article)[\s>]",
    re.IGNORECASE,
)
#: Names that promise a format; text under such a name is not what was meant to be published.
_NAMED = (".pdf", ".docx", ".xlsx", ".xls", ".xlsb", ".ods")
_KNOWN = "give a PDF, DOCX, XLSX, XLS or HTML file, or the disclosure as UTF-8 text with tabs between the cells"
MANIFEST_COLUMNS = ("path", "sha256", "department", "name", "fiscal_year", "region", "title", "origin")

_NEEDED = ("path", "department", "fiscal_year")
#: 0 stands for a document that says no year.
_YEAR = re.compile(r"0|(?:19|20|21)[0-9]{2}")
_NO_NAME = re.compile(r"[\\/:*?\"<>|\[\]\x00-\x1f\x7f]|^\.")


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
    #: Address of the original, or words on what the file is.
    origin: str


def open_source(path: str | Path) -> Source:
    """The file as a source; its format is taken from its content, not from its name.

    Raises SourceError for a file that is missing, empty, too large, encrypted, a folder or of a format not read.
    """
    path = Path(path)
    try:
        if not path.is_file() and path.exists() and not path.is_dir():
            raise SourceError("no regular file", where=str(path), hint="name a file on disk")  # a pipe never ends
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            message = f"the file is larger than {MOST_BYTES // 10**6} MB"
            raise SourceError(message, where=str(path), hint="split it, or save it with smaller pictures")
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


def read_manifest(folder: Path, manifest: Path | None = None) -> list[Entry]:
    """Lines of ``folder/manifest.csv``, or of another list of files in that folder, in file order.

    Raises SourceError where it is missing or a line has a fault.
    """
    path = manifest or folder / MANIFEST
    if not path.exists():
        hint = f"list the files in {MANIFEST}: {', '.join(MANIFEST_COLUMNS)}"
        raise SourceError("no manifest in this folder", where=str(folder), hint=hint)
    listed = list(lines_of(path, MANIFEST_COLUMNS, _NEEDED, more=True))
    if not listed:
        raise SourceError("the manifest lists no file", where=str(path), hint="add a line for each file")
    return [_entry(row, folder, where) for where, row in listed]


def _entry(row: dict[str, str], folder: Path, where: str) -> Entry:
    if not _YEAR.fullmatch(row["fiscal_year"]):
        raise SourceError(f"fiscal_year is no year: {row['fiscal_year']}", where=where, hint="write it as 2020")
    if _NO_NAME.search(row["department"]):
        hint = 'it names files: letters, digits, Chinese characters and -, nothing of / \\ : * ? " < > | [ ]'
        raise SourceError(f"department is no name for a file: {row['department']}", where=where, hint=hint)
    file = inside(folder, row["path"], where)
    name, region, origin, sha256 = (row.get(key) or "" for key in ("name", "region", "origin", "sha256"))
    return Entry(file, sha256, row["department"], name, int(row["fiscal_year"]), region, origin)


def inside(folder: Path, path: str, where: str) -> Path:
    """A path that a manifest gives, in its folder. Raises SourceError where it leads out of it."""
    if not (folder / path).resolve().is_relative_to(folder.resolve()):
        raise SourceError(f"path leads out of the folder: {path}", where=where, hint="put the file into the folder")
    return folder / path


def _format(data: bytes, path: Path) -> Format:
    """The format by content: whatever a file is named, clear content decides."""
    where = str(path)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return _packed_format(data, where)
    if data.startswith(_OLE2):
        return _compound_format(data, where)
    if _HTML.search(data[:4096].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if (suffix := path.suffix.lower()) in _NAMED:
        raise SourceError(f"named {suffix}, but it is no {suffix[1:].upper()}", where=where, hint=_KNOWN)
    if len(data) > MOST_TEXT:
        message = f"neither a PDF nor an office file, and too long for a text: over {MOST_TEXT // 10**6} MB"
        raise SourceError(message, where=where, hint=_KNOWN)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError("neither a PDF nor UTF-8 text, nor an office file", where=where, hint=_KNOWN) from error
    if "\0" in text:
        raise SourceError("neither a PDF nor text, nor an office file", where=where, hint=_KNOWN)
    return "text"


def _packed_format(data: bytes, where: str) -> Format:
    """Office files of today are ZIP archives."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            is_ods = "mimetype" in names and _begins(archive, "mimetype", _ODS)
    except _BROKEN as error:
        message = f"the file is damaged or cut short: {error}"
        raise SourceError(message, where=where, hint="download it again") from error
    for part, found in _PARTS.items():
        if part in names:
            return found
    if is_ods:
        return "ods"
    raise SourceError("an archive, but no office file that is read", where=where, hint=f"unpack it; {_KNOWN}")


def _begins(archive: zipfile.ZipFile, part: str, text: bytes) -> bool:
    with archive.open(part) as file:
        return file.read(len(text)) == text


def _compound_format(data: bytes, where: str) -> Format:
    """Office files of old, and encrypted ones of today, are OLE2 files; their streams tell which."""
    if _stream("EncryptedPackage") in data:
        raise SourceError("the file is encrypted", where=where, hint="save it without a password first")
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    hint = "save an old Word file (.doc) as DOCX or PDF"
    raise SourceError("an old office file, but no workbook, or it is cut short", where=where, hint=hint)


def _stream(name: str) -> bytes:
    """A stream's name as the directory of an OLE2 file holds it."""
    return f"{name}\0".encode("utf-16-le")
