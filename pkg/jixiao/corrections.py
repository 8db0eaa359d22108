"""Corrections by people (``corrections.csv`` beside the sources): applied to what was read, and never hidden.

A correction names a cell or line by its page and name, and the text that its author saw there. It holds for that text
only: where something else stands there, nothing is corrected and an error says so.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jixiao.errors import SourceError
from jixiao.grids import Cell, Correction, Document, Grid, Line
from jixiao.written import lines_of

if TYPE_CHECKING:
    from jixiao.judgement import Reviews

CORRECTIONS = "corrections.csv"
_COLUMNS = ("source", "page", "cell", "printed", "corrected", "reason")
_REQUIRED = ("source", "page", "cell", "reason")
_SOURCE = re.compile(r"[0-9a-f]{12,64}")
_NAME = re.compile(r"l[1-9]\d*|t[1-9]\d*r[1-9]\d*c[1-9]\d*")
_PAGE = re.compile(r"[1-9]\d{0,8}")
#: A place in a sentence, not a page of text.
_SHOWN = 60
_ID = 12

Place = Mapping[str, Any]
Spot = tuple[int, str]
Part = TypeVar("Part", Line, Cell)


@dataclass(frozen=True, slots=True)
class Corrected:
    """One line of corrections.csv: where, what is printed there, what counts instead, and why."""

    source: str
    page: int
    cell: str
    printed: str
    corrected: str
    reason: str
    where: str

    def as_dict(self) -> dict[str, object]:
        """What the table of documents keeps of it."""
        return {name: value for name, value in asdict(self).items() if name not in ("source", "where")}


def load_corrections(folder: Path) -> tuple[Corrected, ...]:
    """Lines of ``folder/corrections.csv``, in file order; none where there is no such file.

    Raises SourceError, with file and line, for a line that names no cell, corrects nothing or gives no reason,
    and for a cell that is corrected twice.
    """
    found: dict[tuple[str, int, str], Corrected] = {}
    for where, row in lines_of(folder / CORRECTIONS, _COLUMNS, _REQUIRED):
        line = _line(row, where)
        key = line.source[:_ID], line.page, line.cell
        if key in found:
            raise SourceError(f"corrected twice: p. {line.page} {line.cell}", where=where, hint="keep one line for it")
        found[key] = line
    return tuple(found.values())


def corrections_of(corrections: Iterable[Corrected], sha256: str) -> tuple[Corrected, ...]:
    """Those of one source, in file order."""
    return tuple(line for line in corrections if sha256.startswith(line.source))


def corrected(document: Document, corrections: Sequence[Corrected]) -> Document:
    """The document with the corrected texts, each beside the one that is printed.

    Raises SourceError, with file and line, for a cell or line that is not there or holds another text.
    """
    if not corrections:
        return document
    due = {(line.page, line.cell): line for line in corrections}
    blocks = [_corrected(block, due) for block in document.blocks]
    if lost := next(iter(due.values()), None):
        hint = "jixiao check and jixiao read --table show the page and cell of each value"
        raise SourceError(f"the source has no cell {lost.cell} on page {lost.page}", where=lost.where, hint=hint)
    lines = [(old, new) for old, new in zip(document.blocks, blocks, strict=True) if isinstance(new, Line)]
    furniture = set(document.furniture)
    return replace(document, blocks=tuple(blocks), furniture=tuple(new for old, new in lines if old in furniture))


def mark_of(corrections: Sequence[Corrected]) -> str:
    """Fingerprint of corrections; "" for none."""
    return _digest([line.as_dict() for line in corrections]) if corrections else ""


def judgement_of(
    sources: Iterable[str], outcomes: Collection[str], corrections: Sequence[Corrected], reviews: Reviews
) -> str:
    """Fingerprint of what people judged about some sources (their sha256) and outcomes (their ids); "" for nothing."""
    marks = [mark for sha256 in sources if (mark := mark_of(corrections_of(corrections, sha256)))]
    notes = [asdict(reviews[key]) for key in sorted(reviews.keys() & set(outcomes))]
    return _digest([sorted(marks), notes]) if marks or notes else ""


def _digest(told: object) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def counted(place: Place) -> str:
    """The text that counts at a place: the corrected one, else the printed one; "" where there is neither."""
    text = place.get("corrected")
    return str(place.get("printed") or "") if text is None else str(text)


def is_corrected(place: Place) -> bool:
    """True where the text that counts is not the one that is printed."""
    return place.get("corrected") is not None


def openly(row: Mapping[str, Any], places: str) -> dict[str, Any]:
    """An outcome or score whose sentences say which of the values at its ``places`` (a column) were corrected."""
    told = dict.fromkeys(_told(place) for place in row[places] if is_corrected(place))
    zh = "".join(one for one, _ in told)
    en = "".join(other for _, other in told)
    return {**row, "message_zh": row["message_zh"] + zh, "message_en": row["message_en"] + en} if told else dict(row)


def _told(place: Place) -> tuple[str, str]:
    """What a reader must know of one corrected value, in Chinese and English."""
    what = str(place.get("what") or "")
    printed, text, reason = (_short(str(place[key] or "")) for key in ("printed", "corrected", "correction_reason"))
    return (
        f"其中{what}是人工更正后的数值：填列“{printed}”，按“{text}”计（{reason}）。",
        f" Of these, {place.get('what_en') or what} is as corrected by a person: printed “{printed}”,"
        f" counted as “{text}” ({reason}).",
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _corrected(block: Line | Grid, due: dict[Spot, Corrected]) -> Line | Grid:
    if isinstance(block, Line):
        return _changed(block, due)
    if not any((cell.page, cell.name) in due for cell in block.cells):
        return block
    return replace(block, cells=tuple(_changed(cell, due) for cell in block.cells))


def _changed(part: Part, due: dict[Spot, Corrected]) -> Part:
    """The cell or line with its correction, which is then no longer due."""
    line = due.pop((part.page, part.name or ""), None)
    if line is None:
        return part
    if _bare(line.printed) != _bare(part.text):
        hint = "look at the source again; printed is the text as jixiao reads it"
        message = f"p. {line.page} {line.cell} holds “{_short(part.text)}”, not “{_short(line.printed)}”"
        raise SourceError(message, where=line.where, hint=hint)
    return replace(part, text=line.corrected, correction=Correction(part.text, line.reason))


def _bare(text: str) -> str:
    return "".join(text.split())


def _line(row: Mapping[str, str], where: str) -> Corrected:
    for name, pattern, example in (
        ("source", _SOURCE, "the first 12 hex digits of its sha256, or more of them"),
        ("page", _PAGE, "a number from 1"),
        ("cell", _NAME, "t1r3c4 (table, row, column) or l5 (line)"),
    ):
        if not pattern.fullmatch(row[name]):
            raise SourceError(f"{name} is none: {_short(row[name])}", where=where, hint=f"write {example}")
    if _bare(row["printed"]) == _bare(row["corrected"]):
        raise SourceError("corrects nothing: both texts are the same", where=where)
    told = {name: row[name] for name in ("source", "cell", "printed", "corrected", "reason")}
    return Corrected(page=int(row["page"]), where=where, **told)
