"""Pieces of a report: HTML for readers, plain text for terminals. Whatever comes from a source is escaped here."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from jixiao.display import width
from jixiao.report.phrases import plain, template


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a report, as HTML and as plain text; false where it has nothing to show."""

    html: str = ""
    text: str = ""

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.html)

    def __add__(self, other: Piece) -> Piece:
        if not (self and other):
            return self or other
        return Piece(f"{self.html}\n{other.html}", f"{self.text}\n\n{other.text}")


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a table: its title, and whether it holds numbers (set right, in tabular numerals) or few texts to choose from."""

    title: str
    kind: Literal["text", "number", "code", "long", "choice"] = "text"


Cell = str | Piece


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under columns; ``foot`` is a last row set apart, such as a total."""

    columns: Sequence[ReportColumn]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    foot: Sequence[Cell] = field(default=())


def escape(value: object) -> str:
    """Text for HTML content and attributes alike."""
    return html.escape(plain(value), quote=True)


def tag(name: str, content: Cell, **attributes: str) -> Piece:
    """One element; text is escaped, a Piece is taken as it is. ``class_`` stands for class."""
    inner = content if isinstance(content, Piece) else Piece(escape(content), plain(content))
    listed = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value)
    return Piece(f"<{name}{listed}>{inner.html}</{name}>", inner.text)


def join(pieces: Iterable[Piece], separator: str = "\n") -> Piece:
    """Pieces one after the other; the separator stands in the HTML too, where white space shows as one blank."""
    listed = [piece for piece in pieces if piece]
    return Piece(*(separator.join(parts) for parts in ([p.html for p in listed], [p.text for p in listed])))


def sentence(group: str, key: str, lang: str, **values: object) -> Piece:
    """A text of the report with its values filled in: a Piece as it is, all else escaped."""
    text = template(group, key, lang)
    pieces = {n: v if isinstance(v, Piece) else Piece(escape(v), plain(v)) for n, v in values.items()}
    filled = html.escape(text).format(**{name: piece.html for name, piece in pieces.items()})
    return Piece(filled, text.format(**{name: piece.text for name, piece in pieces.items()}))


def paragraph(text: Cell, kind: str = "", lang: str = "") -> Piece:
    """One paragraph; nothing for no text. ``lang`` where it differs from the page's language."""
    return tag("p", text, class_=kind, lang=lang) if text else Piece()


def heading(text: Cell, anchor: str, level: int = 2) -> Piece:
    """A heading that can be linked to."""
    made = tag(f"h{level}", text, id=anchor)
    return Piece(made.html, f"{made.text}\n{'=' * width(made.text)}")


def table(data: ReportTable) -> Piece:
    """A table in a wrapper that scrolls sideways on a narrow screen; nothing where it has no row."""
    if not data.rows:
        return Piece()
    caption = tag("caption", data.caption) if data.caption else Piece()
    titles = join((tag("th", c.title, scope="col", class_=_class(c)) for c in data.columns), "")
    body = "".join(_row(data.columns, row, "td") for row in data.rows)
    foot = f"<tfoot>{_row(data.columns, data.foot, 'td')}</tfoot>" if data.foot else ""
    inner = f"<table>{caption.html}<thead><tr>{titles.html}</tr></thead><tbody>{body}</tbody>{foot}</table>"
    name = escape(data.caption or ", ".join(column.title for column in data.columns))
    wrapped = f'<div class="table" role="group" tabindex="0" aria-label="{name}">{inner}</div>'
    return Piece(wrapped, _plain_table(data))


def bullets(texts: Iterable[str]) -> Piece:
    """An unordered list; nothing for no text."""
    items = [tag("li", text) for text in texts]
    return Piece(f"<ul>{join(items, '').html}</ul>", join(items, "; ").text) if items else Piece()


def details(summary: str, content: Piece) -> Piece:
    """Content that opens on request."""
    if not content:
        return Piece()
    return Piece(
        f"<details><summary>{escape(summary)}</summary>{content.html}</details>", f"{plain(summary)}\n{content.text}"
    )


def definitions(pairs: Iterable[tuple[str, Cell]], kind: str) -> Piece:
    """Names with their values, as a description list."""
    groups, lines = [], []
    for name, value in pairs:
        shown = tag("dd", value)
        groups.append(f"<div>{tag('dt', name).html}{shown.html}</div>")
        lines.append(f"{plain(name)}: {shown.text}")
    return Piece(f'<dl class="{escape(kind)}">{"".join(groups)}</dl>', "\n".join(lines)) if groups else Piece()


def _class(column: ReportColumn) -> str:
    return "" if column.kind == "text" else column.kind


def _row(columns: Sequence[ReportColumn], row: Sequence[Cell], name: str) -> str:
    cells = (tag(name, cell, class_=_class(column)) for column, cell in zip(columns, row, strict=True))
    return f"<tr>{join(cells, '').html}</tr>"


def _plain_table(data: ReportTable) -> str:
    rows = [[c.title for c in data.columns], *data.rows, *([data.foot] if data.foot else [])]
    texts = [[cell.text if isinstance(cell, Piece) else plain(cell) for cell in row] for row in rows]
    widths = [max(width(row[i]) for row in texts) for i in range(len(data.columns))]
    lines = ["  ".join(_pad(t, w, c) for t, w, c in zip(row, widths, data.columns, strict=True)) for row in texts]
    return "\n".join(line.rstrip() for line in ([data.caption] if data.caption else []) + lines)


def _pad(text: str, columns: int, column: ReportColumn) -> str:
    gap = " " * (columns - width(text))
    return gap + text if column.kind == "number" else text + gap
