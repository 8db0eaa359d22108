"""Office files are ZIP archives of XML: what is in one is bounded before a library opens it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from jixiao.errors import ReadError

#: A disclosure unpacks to a few MB. What unpacks to more than this, or swells so much, is made to exhaust memory.
MOST_UNPACKED = 200_000_000
MOST_RATIO, RATIO_FROM = 100, 20_000_000
#: XML is read into memory at many times its size; as much as stays within time and memory.
MOST_XML = 20_000_000
MOST_PARTS = 10_000
_HINT = "open it in an office program and save it again, or publish it as PDF"


def check_package(path: Path) -> None:
    """Raise ReadError for an archive that is damaged, swells when unpacked or declares a document type (DTD)."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive.infolist(), path)
            parts = _xml_parts(archive)
            _check_xml_size(sum(part.file_size for part in parts), path)
            for part in parts:
                _check_xml(archive.read(part), path, part.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        message = f"the file is damaged or cut short: {error}"
        raise ReadError(message, where=str(path), hint="download it again") from error
    except RuntimeError as error:  # zipfile's word for a part under a password
        raise ReadError("the file is encrypted", where=str(path), hint="save it without a password first") from error


def xml_parts(path: Path) -> list[bytes]:
    """The XML parts of a checked archive."""
    with zipfile.ZipFile(path) as archive:
        return [archive.read(part) for part in _xml_parts(archive)]


def _xml_parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Parts that begin as XML does, whatever they are named: relations may lead to any of them."""
    return [part for part in archive.infolist() if _begins_as_xml(archive, part)]


def _begins_as_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as file:
        head = file.read(64)
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return not text or text.startswith(b"<")


def _check_sizes(parts: list[zipfile.ZipInfo], path: Path) -> None:
    if len(parts) > MOST_PARTS:
        raise ReadError(f"the file has {len(parts)} parts: more than {MOST_PARTS}", where=str(path), hint=_HINT)
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * packed):
        message = f"the file swells from {packed / 1e6:.1f} to {unpacked / 1e6:.0f} MB when unpacked"
        raise ReadError(message, where=str(path), hint=_HINT)


def _check_xml_size(size: int, path: Path) -> None:
    if size > MOST_XML:
        message = f"the file holds {size / 1e6:.0f} MB of XML: more than {MOST_XML / 1e6:.0f} MB are not read"
        raise ReadError(message, where=str(path), hint=f"{_HINT}; empty formatted rows take the most room")


def _check_xml(data: bytes, path: Path, part: str) -> None:
    """No office program writes a DTD, the way to outside files and entities that swell, nor UTF-16, which hides one."""
    if b"<!DOCTYPE" in data or b"\0" in data:
        message = "its XML declares a document type (DTD) or is no UTF-8, as no office program writes it"
        raise ReadError(message, where=f"{path} {part}", hint=_HINT)
