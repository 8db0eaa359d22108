"""Tables as web pages: cells with the columns and rows that they cover."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import jixiao

#: A cell: its text, or its text with the columns and rows that it covers.
Cell = str | tuple[str, int, int]


def read_table(folder: Path, cover: str, title: str, rows: Sequence[Sequence[Cell]]) -> jixiao.Disclosure:
    """A table below its title on a page that begins with a cover line, read."""
    cells = [[cell if isinstance(cell, tuple) else (cell, 1, 1) for cell in row] for row in rows]
    body = "".join(
        "<tr>" + "".join(f'<td colspan="{c}" rowspan="{r}">{escape(text)}</td>' for text, c, r in row) + "</tr>"
        for row in cells
    )
    page = f"<html><body><p>{cover}</p><h2>{title}</h2><table>{body}</table></body></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    return jixiao.read(folder / "page.html")
