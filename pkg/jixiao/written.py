"""Files that people write (manifest, reviews, corrections): one strict reader, however a spreadsheet saved them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from jixiao.errors import SourceError

#: A note is a few sentences; a correction is the text of one cell or paragraph.
LONGEST = 5_000
_MOST_BYTES = 100_000_000
#: Byte order marks, and what they announce. A spreadsheet's "Unicode text" is UTF-16.
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: Without a mark: what is no UTF-8 was saved on a Chinese Windows.
_CODES = ("utf-8", "gb18030")
_BETWEEN = (",", ";", "\t")
_SAVE = "save it as CSV UTF-8"


def lines_of(
    path: Path, columns: Sequence[str], required: Sequence[str], *, more: bool = False
) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a table, each with its file and line; no row where there is no file.

    The text is UTF-8, UTF-16 or GB18030, its fields stand between commas, semicolons or tabs. The columns are exactly
    these, or with ``more`` the ``required`` ones and any others. Raises SourceError, with what to try, for a file that is
    no such table, a ``required`` field left empty or a field too long.
    """
    try:
        text = _text(path)
        between = _separator(text.partition("\n")[0])
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
        head = [name.strip() for name in next(reader, [])]
        while head and not head[-1]:  # empty columns at the right, as spreadsheets leave them
            head.pop()
        _check_head(head, columns, required, more, path)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                where = f"{path} line {reader.line_num}"
                yield where, _row(head, cells, required, where)
    except FileNotFoundError:
        return
    except csv.Error as error:
        raise SourceError(f"is no CSV table: {error}", where=str(path), hint=_SAVE) from error
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror or error}", where=str(path)) from error


def _text(path: Path) -> str:
    if path.stat().st_size > _MOST_BYTES:
        raise SourceError(f"larger than {_MOST_BYTES // 10**6} MB", where=str(path))
    data = path.read_bytes()
    marked = next((code for mark, code in _MARKS.items() if data.startswith(mark)), None)
    for code in (marked,) if marked else _CODES:
        try:
            text = data.decode(code)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            continue
        if "\0" in text:
            raise SourceError("is no text", where=str(path), hint=_SAVE)
        return text
    raise SourceError("is text in no code that is read", where=f"{path} line {line}", hint=_SAVE)


def _separator(head: str) -> str:
    """What stands between the names of the columns."""
    return max(_BETWEEN, key=head.count)


def _check_head(head: Sequence[str], columns: Sequence[str], required: Sequence[str], more: bool, path: Path) -> None:
    lacks = [name for name in required if name not in head]
    fits = not lacks and len(set(head)) == len(head) if more else sorted(head) == sorted(columns)
    if not fits:
        said = f"has columns {', '.join(head) or 'none'}"
        raise SourceError(said, where=f"{path} line 1", hint=f"the columns are {', '.join(columns)}")


def _row(head: Sequence[str], cells: Sequence[str], required: Sequence[str], where: str) -> dict[str, str]:
    if len(cells) < len(head) or any(cell.strip() for cell in cells[len(head) :]):
        hint = 'a text with commas stands in quotation marks: "…, …"'
        raise SourceError(f"has {len(cells)} fields, not {len(head)}", where=where, hint=hint)
    row = {name: text.strip() for name, text in zip(head, cells, strict=False)}
    if empty := [name for name in required if not row[name]]:
        raise SourceError(f"empty: {', '.join(empty)}", where=where, hint="fill it in, or take the line out")
    if long := [name for name, text in row.items() if len(text) > LONGEST]:
        raise SourceError(f"longer than {LONGEST} characters: {', '.join(long)}", where=where)
    return row
