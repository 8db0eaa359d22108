"""Damaged inputs, the same for the same seed: small disclosures of every format with bytes flipped, cut, spliced, doubled, zeroed."""

from __future__ import annotations

import io
import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple
from unittest.mock import patch

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import jixiao
from jixiao.errors import JixiaoError

#: Of the processor: the machine may be busy with other things.
SECONDS = 10
TITLE = "项目支出绩效自评表"
ROWS = (
    ("项目名称", "网络运维", "", "", ""),
    ("", "年初预算数", "全年预算数", "全年执行数", "执行率"),
    ("年度资金总额", "100.00", "100.00", "98.50", "98.50%"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"),
    ("产出指标", "数量指标", "巡检次数", "≥12次", "12次"),
)
HEAD = "示范市数据局2023年度部门决算"


def whole_html() -> bytes:
    """A page with the table."""
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    return f"<!doctype html><html><meta charset=utf-8><p>{HEAD}</p><p>{TITLE}</p><table>{rows}</table></html>".encode()


def whole_text(between: str) -> bytes:
    """Lines with this between the cells."""
    return "\n".join((HEAD, TITLE, *(between.join(row) for row in ROWS), "")).encode()


def whole_docx() -> bytes:
    """A Word file with the table."""
    document = docx.Document()
    document.add_paragraph(HEAD)
    document.add_paragraph(TITLE)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for cells, row in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def whole_xlsx() -> bytes:
    """A workbook with the table."""
    book = openpyxl.Workbook()
    for row in ((HEAD,), (TITLE,), *ROWS):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def whole_pdf(compressed: bool) -> bytes:
    """A page with the ruled table."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, pageCompression=int(compressed), invariant=True)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(150, 800, HEAD)
    canvas.drawString(200, 780, TITLE)
    canvas.grid([60 + 95 * n for n in range(6)], [760 - 20 * n for n in range(len(ROWS) + 1)])
    for n, row in enumerate(ROWS):
        for m, text in enumerate(row):
            canvas.drawString(64 + 95 * m, 746 - 20 * n, text)
    canvas.save()
    return made.getvalue()


def wholes() -> dict[str, list[bytes]]:
    """Sound files by their ending."""
    return {
        "pdf": [whole_pdf(compressed=True), whole_pdf(compressed=False)],
        "docx": [whole_docx()],
        "xlsx": [whole_xlsx()],
        "html": [whole_html()],
        "txt": [whole_text("\t")],
        "csv": [whole_text(",")],
    }


def flipped(data: bytearray, chance: random.Random) -> bytes:
    """Some bytes changed."""
    for _ in range(chance.choice((1, 3, 10, 100))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut(data: bytearray, chance: random.Random) -> bytes:
    """The end, or a piece in the middle, is missing."""
    start, end = _piece(data, chance)
    return bytes(data[:start] + (data[end:] if chance.random() < 0.5 else b""))


def spliced(data: bytearray, chance: random.Random) -> bytes:
    """A piece stands at another place as well, over what was there."""
    start, end = _piece(data, chance)
    place = chance.randrange(len(data))
    data[place : place + end - start] = data[start:end]
    return bytes(data)


def doubled(data: bytearray, chance: random.Random) -> bytes:
    """A piece, or all, stands twice."""
    start, end = _piece(data, chance) if chance.random() < 0.8 else (0, len(data))
    return bytes(data[:end] + data[start:end] + data[end:])


def zeroed(data: bytearray, chance: random.Random) -> bytes:
    """A piece is zeros."""
    start, end = _piece(data, chance)
    return bytes(data[:start] + bytes(end - start) + data[end:])


def _piece(data: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 16, 200, 4000)))


Damage = Callable[[bytearray, random.Random], bytes]
DAMAGES: tuple[Damage, ...] = (flipped, cut, spliced, doubled, zeroed)


#: Archives, whose own checksums would notice nearly every damage from outside.
PACKED = ("docx", "xlsx")


class Outcome(NamedTuple):
    """What became of one damaged file."""

    ending: str
    damage: str
    seed: int
    #: ``read``, the name of one of our errors, or of what must not be raised.
    became: str
    sound: bool
    seconds: float


class TooLongError(BaseException):
    """Reading took too long; no reader may take it for a fault of the file."""


def damaged(number: int) -> Iterator[tuple[str, str, int, bytes]]:
    """So many files in turn of all endings and damages: ending, damage, seed, content."""
    sound = wholes()
    cases = [(ending, damage) for ending in sound for damage in DAMAGES]
    for seed in range(number):
        ending, damage = cases[seed % len(cases)]
        chance = random.Random(seed)  # noqa: S311 the same damage everywhere
        data = chance.choice(sound[ending])
        within = ending in PACKED and chance.random() < 0.7
        yield ending, damage.__name__, seed, (_within if within else _throughout)(data, damage, chance)


def tried(number: int, folder: Path) -> Iterator[Outcome]:
    """What becomes of them: each is read and checked. A page without text is not looked at, which would take seconds."""
    for ending, damage, seed, data in damaged(number):
        path = folder / f"damaged-{seed}.{ending}"
        path.write_bytes(data)
        began = time.process_time()
        with patch("jixiao.read.ocr.available", return_value=False):
            became, sound = _attempt(path)
        path.unlink()
        yield Outcome(ending, damage, seed, became, sound, time.process_time() - began)


def _throughout(data: bytes, damage: Damage, chance: random.Random) -> bytes:
    return damage(bytearray(data), chance)


def _within(data: bytes, damage: Damage, chance: random.Random) -> bytes:
    """The archive with one of its parts damaged, and the checksum that belongs to it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sound, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = sound.namelist()
        chosen = chance.choice(
            [part for part in parts if "document" in part or "sheet" in part or chance.random() < 0.2]
        )
        for part in parts:
            body = sound.read(part)
            archive.writestr(part, damage(bytearray(body), chance) if part == chosen else body)
    return made.getvalue()


def _attempt(path: Path) -> tuple[str, bool]:
    """What became of one file, and whether that is as it must be."""
    try:
        with _no_longer_than(SECONDS):
            jixiao.check(jixiao.read(path))
    except JixiaoError as error:
        return type(error).__name__, bool(error.where and error.hint)
    except (Exception, TooLongError) as error:
        return type(error).__name__, False
    return "read", True


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
