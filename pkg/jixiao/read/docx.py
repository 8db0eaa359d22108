"""Word documents (DOCX): paragraphs and tables of the body, in order, with their merged cells.

A DOCX has no pages before it is printed: ``page`` is the running number, from 1, of the paragraph or
table row in the body, blank ones counted. Headers, footers, notes and deleted text are left out; numbers
that Word sets itself before a paragraph are not in the file and not in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from jixiao.errors import ReadError
from jixiao.grids import Cell, Document, Grid, Line
from jixiao.read.filled import bounded, filled_grid, joined
from jixiao.read.packages import check_package
from jixiao.sources import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: What stands around paragraphs, rows, cells and runs without changing what is read.
_AROUND = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "hyperlink", "customXml", "moveTo")}
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "txbxContent")}
_LEFT_OUT.add(f"{_MC}Fallback")
#: Boxes to tick among the symbols of Wingdings (fonts by their own codes): font and code → mark.
_SYMBOLS = {
    "wingdings": {0x6F: "□", 0x71: "□", 0xA8: "□", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x2A: "□", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
}


def read_docx(source: Source) -> Document:
    """Lines and grids of a Word document. Raises ReadError for a file that is damaged or built to do harm."""
    check_package(source.path)
    numbers = count(1)
    where = str(source.path)
    blocks = tuple(bounded(_blocks(_body(source), numbers, where), where))
    if not blocks:
        hint = "pictures of pages are not read here; save it as PDF"
        raise ReadError("the document holds no text", where=str(source.path), hint=hint)
    return Document(blocks, max(next(numbers) - 1, 1), "docx")


def _body(source: Source) -> Any:
    import docx  # late: most sources are PDF

    try:
        return docx.Document(str(source.path)).element.body
    except Exception as error:  # a hostile file can fail anywhere in the library
        message = f"the Word document is damaged: {type(error).__name__}: {error}"
        raise ReadError(message, where=str(source.path), hint="open it in Word and save it again") from error


def _blocks(parent: Any, numbers: Iterator[int], where: str) -> Iterator[Line | Grid]:
    for element in _children(parent):
        if element.tag == f"{_W}p":
            number = next(numbers)
            texts = (" ".join(text.split()) for text in _text(element).split("\n"))
            yield from (Line(text, number) for text in texts if text)
            for box in _text_boxes(element):
                yield from _blocks(box, numbers, where)
        elif element.tag == f"{_W}tbl":
            yield from _tables(element, numbers, where)


def _tables(table: Any, numbers: Iterator[int], where: str) -> Iterator[Grid]:
    """A table, then the tables nested in its cells."""
    cells: list[Cell] = []
    above: dict[int, int] = {}  # column → index of the cell that a vertical merge goes on with
    nested = []
    for row, element in enumerate(e for e in _children(table) if e.tag == f"{_W}tr"):
        number = next(numbers)
        column = _number(element, "trPr/gridBefore", 0)
        going_on: dict[int, int] = {}
        for tc in (e for e in _children(element) if e.tag == f"{_W}tc"):
            span = max(_number(tc, "tcPr/gridSpan", 1), 1)
            merge = tc.find(f"{_W}tcPr/{_W}vMerge")
            begun = above.get(column)
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
            if goes_on and begun is not None and cells[begun].column_span == span:
                cells[begun] = replace(cells[begun], row_span=cells[begun].row_span + 1)
                going_on[column] = begun
            else:
                if merge is not None:
                    going_on[column] = len(cells)
                cells.append(Cell(row, column, _cell_text(tc), number, None, 1, span))
            nested += [e for e in _children(tc) if e.tag == f"{_W}tbl"]
            column += span
        above = going_on
    if cells:
        yield filled_grid(cells, where, "docx")
    for inner in nested:
        yield from _tables(inner, numbers, where)


def _children(parent: Any) -> Iterator[Any]:
    """Child elements, also those inside content controls and accepted changes."""
    for element in parent:
        if element.tag in _AROUND:
            yield from _children(element)
        elif element.tag not in _LEFT_OUT:
            yield element


def _cell_text(tc: Any) -> str:
    lines = [line for e in _children(tc) if e.tag == f"{_W}p" for line in _text(e).split("\n")]
    return joined(lines)


def _text(element: Any) -> str:
    """Visible text of a paragraph; breaks as line ends."""
    if element.tag in _LEFT_OUT or not isinstance(element.tag, str):
        return ""
    match element.tag.removeprefix(_W):
        case "t":
            return element.text or ""
        case "tab" | "ptab":
            return " "
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return _symbol(element)
        case "checkBox":
            return _form_box(element)
    return "".join(_text(child) for child in element)


def _symbol(element: Any) -> str:
    """A box to tick, or the character itself where its font is no picture font."""
    code = re.fullmatch("[0-9A-Fa-f]{4}", element.get(f"{_W}char") or "")
    font = (element.get(f"{_W}font") or "").lower()
    if code is None:
        return "\ufffd"
    return _SYMBOLS[font].get(int(code[0], 16) & 0xFF, "\ufffd") if font in _SYMBOLS else chr(int(code[0], 16))


def _form_box(element: Any) -> str:
    """The state of a form field: as checked, else as by default."""
    state = element.find(f"{_W}checked")
    state = element.find(f"{_W}default") if state is None else state
    return "□" if state is None or state.get(f"{_W}val") in ("0", "false", "off") else "☑"


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes that hang on a paragraph; of a box stored twice the newer form."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(a.tag in (f"{_MC}Fallback", f"{_W}txbxContent") for a in box.iterancestors()):
            yield box


def _number(element: Any, path: str, otherwise: int) -> int:
    found = element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    value = "" if found is None else found.get(f"{_W}val") or ""
    return int(value) if value.isdecimal() and len(value) < 6 else otherwise
