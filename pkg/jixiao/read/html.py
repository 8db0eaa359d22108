"""Web pages: text and tables in document order, with the cells' spans as the page declares them.

``page`` is the line of the file where an element begins. A table that holds tables, and one of a single
cell or of one row without figures, is layout: what is in it is read as the page's own. Nothing is fetched, run or resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from jixiao.errors import ReadError
from jixiao.grids import Cell, Document, Grid, Line
from jixiao.read.filled import bounded, check_claim, filled_grid, joined, places
from jixiao.sources import Source

#: A page of this size is no disclosure.
MOST_BYTES = 5_000_000
#: As browsers bound them (HTML standard, 4.9.11).
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
_FIGURE = re.compile(r"\s*-?[\d,，]+(?:[.．]\d+)?[%％]?\s*")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SKIPPED = {"script", "style", "head", "template", "noscript", "title", "select", "textarea", "object", "svg", "iframe"}
_INLINE = {
    "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "img", "input", "ins", "label", "mark", "nobr", "o:p",
    "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
}  # fmt: skip


def read_html(source: Source) -> Document:
    """Lines and grids of a web page. Raises ReadError for one that is too large, without text or unreadable."""
    where = str(source.path)
    data = source.path.read_bytes()
    if len(data) > MOST_BYTES:
        hint = "save only the disclosure from it"
        raise ReadError(f"a web page of more than {MOST_BYTES // 10**6} MB is not read", where=where, hint=hint)
    text = _decoded(data, where)
    blocks = tuple(bounded(_blocks(_tree(text, where), where), where))
    if not blocks:
        hint = "the page may load its content by script: print it to PDF from a browser"
        raise ReadError("the web page holds no text", where=where, hint=hint)
    return Document(blocks, text.count("\n") + 1, "html")


def _decoded(data: bytes, where: str) -> str:
    """The page by its mark or its declared charset; Chinese pages that declare GB2312 or GBK use GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ["utf-16"]
    else:
        declared = _CHARSET.search(data[:4096])
        name = declared[1].decode("ascii").lower() if declared else "utf-8"
        names = ["utf-8-sig", "gb18030" if name in ("gb2312", "gbk", "utf-8") else name]
    for name in names:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ReadError("the web page's characters cannot be read", where=where, hint="save it as UTF-8")


def _tree(text: str, where: str) -> Any:
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        # lxml refuses text that declares its own encoding in an XML declaration.
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser)
    except (etree.LxmlError, ValueError) as error:
        hint = "save it again from a browser"
        raise ReadError(f"the web page is damaged: {error}", where=where, hint=hint) from error
    if any("depth" in entry.message for entry in parser.error_log):  # the parser leaves out what lies deeper
        hint = "save it again from a browser, or print it to PDF"
        raise ReadError("the web page's elements are nested too deep", where=where, hint=hint)
    return root


def _blocks(root: Any, where: str) -> Iterator[Line | Grid]:
    """Lines, which end at the edges of block elements and at <br>, and the tables between them."""
    held: list[str] = []
    begun = 1
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if element.tag not in _INLINE:
            if text := " ".join("".join(held).split()):
                yield Line(text, begun)
            held.clear()
        if event == "end":
            held.append(element.tail or "")
            continue
        begun = begun if element.tag in _INLINE else element.sourceline or begun
        if element.tag in _SKIPPED:
            walker.skip_subtree()
        elif element.tag == "table" and _is_table(element):
            yield _grid(element, where)
            walker.skip_subtree()
        else:
            held += [_tick(element), element.text or ""]


def _tick(element: Any) -> str:
    """The mark of a box to tick."""
    if element.tag != "input" or (element.get("type") or "").lower() not in ("checkbox", "radio"):
        return ""
    return "□" if element.get("checked") is None else "☑"


def _is_table(element: Any) -> bool:
    rows = [cells for row in element.iter("tr") if (cells := _cells(row))]
    figures = sum(1 for cell in rows[0] if _FIGURE.fullmatch(cell.text_content())) if len(rows) == 1 else 0
    is_one = any(len(cells) > 1 for cells in rows) if len(rows) > 1 else figures > 1  # the last row of a torn table
    return is_one and element.find(".//table") is None


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _grid(table: Any, where: str) -> Grid:
    """Each cell in the first place of its row that no cell from above takes (HTML standard, 4.9.12)."""
    rows = list(table.iter("tr"))
    taken: set[tuple[int, int]] = set()
    claimed = 0
    cells = []
    for number, row in enumerate(rows):
        column = 0
        for element in _cells(row):
            while (number, column) in taken:
                column += 1
            wide = _span(element, "colspan", _MOST_COLUMNS)
            wide = next((i for i in range(wide) if (number, column + i) in taken), wide)
            high = min(_span(element, "rowspan", _MOST_ROWS), len(rows) - number)
            claimed += high * wide
            check_claim(claimed, where)
            text = joined([line.text for line in _blocks(element, where) if isinstance(line, Line)])
            cells.append(Cell(number, column, text, element.sourceline or 1, None, high, wide))
            taken.update(places(cells[-1]))
            column += wide
    return filled_grid(cells, where, "html")


def _span(element: Any, name: str, most: int) -> int:
    value = (element.get(name) or "").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdecimal() and len(value) < 9 else 1
