"""Where a figure stands in its source: in words, and as a small mark behind the figure that leads to the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from jixiao.report.markup import Piece, escape, join, sentence, tag
from jixiao.report.phrases import is_missing, known, label, plain, say
from jixiao.store import Disclosure

Place = Mapping[Any, Any]
#: Names of cells and lines on their page: table, row, column; line.
_CELL = re.compile(r"t(\d+)r(\d+)c(\d+)")
_LINE = re.compile(r"l(\d+)")
#: What a file without pages is counted in; all others have pages.
_UNITS = {"text": "line", "html": "line", "docx": "part", **dict.fromkeys(("xlsx", "xls", "xlsb", "ods"), "sheet")}
#: Pages that are named before the rest is left to the list of places.
_PAGES = 4


def unit_of(d: Disclosure) -> str:
    """What the source is counted in: page, line, part or sheet; place where there are several sources."""
    units = [_UNITS.get(str(name), "page") for name in d.documents["format"]]
    return units[0] if len(units) == 1 else "place"


def place_name(d: Disclosure, place: Place, lang: str) -> str:
    """Page, line, part or sheet of a place, with the source where there is more than one."""
    if is_missing(place.get("page")):
        return label("missing", lang)
    source = plain(place.get("source_id"))
    page = int(place["page"])
    name = say("labels", _UNITS.get(_format(d, source), "page"), lang, n=page)
    foot = page + int(offset) if not is_missing(offset := _of_document(d, source, "page_offset")) else 0
    if foot > 0 and foot != page:
        name = say("labels", "in_brackets", lang, first=name, second=say("labels", "page_foot", lang, n=foot))
    return f"{name} · {source_name(d, source, lang)}" if len(d.documents) > 1 else name


def source_name(d: Disclosure, source: str, lang: str) -> str:
    """One of several sources: by its family, by its title where others are of that family, else by its number."""
    family = plain(_of_document(d, source, "family"))
    if family and (d.documents["family"] == family).sum() == 1:
        return known("families", family, lang)
    return plain(_of_document(d, source, "title")) or source


def in_words(d: Disclosure, place: Place, lang: str) -> str:
    """Page, table, row and column of a place."""
    cell = plain(place.get("cell"))
    if found := _CELL.fullmatch(cell):
        names = dict(zip(("table", "row", "column"), found.groups(), strict=True))
        return say("labels", "cell_place", lang, page=place_name(d, place, lang), **names)
    if found := _LINE.fullmatch(cell):
        return say("labels", "line_place", lang, page=place_name(d, place, lang), line=found.group(1))
    return place_name(d, place, lang)


def mark(d: Disclosure, place: Place, lang: str) -> Piece:
    """The page of a figure as a quiet mark; its cell in words, and the printed text, show on pointing at it."""
    return _sup(d, place, in_words(d, place, lang), lang) if not is_missing(place.get("page")) else Piece()


def with_mark(d: Disclosure, shown: Piece, place: Place | None, lang: str) -> Piece:
    """A figure with the mark of its place behind it."""
    return join([shown, mark(d, place, lang)], "") if place is not None else shown


def formula(text: str, words: str) -> Piece:
    """A figure that this report computed; how shows on pointing at it."""
    return tag("span", text, class_="formula", title=words)


def counted(number: int | str, anchor: str) -> Piece:
    """A number of things that are listed in a section of this report, leading there."""
    return tag("a", f"{number:,}" if isinstance(number, int) else number, href=f"#{anchor}")


def pages(d: Disclosure, places: Iterable[Place], lang: str) -> Piece:
    """The pages of several places, each once; with the name of the source where there are several."""
    found, several = _by_page(places), len(d.documents) > 1
    listed = [
        _link(d, place, _with_source(d, source, page, lang) if several else str(page), in_words(d, place, lang))
        for (source, page), place in found.items()
    ]
    more = [tag("span", "…")] if len(listed) > _PAGES else []
    return join([*listed[:_PAGES], *more], label("list_comma", lang))


def pages_in_words(d: Disclosure, places: Iterable[Place], lang: str) -> Piece:
    """The same in a sentence: 第 31、5 页."""
    shown, unit = pages(d, places, lang), unit_of(d)
    return shown if not shown or unit == "place" else sentence("labels", unit, lang, n=shown)


def _by_page(places: Iterable[Place]) -> dict[tuple[str, int], Place]:
    return {(plain(p.get("source_id")), int(p["page"])): p for p in places if not is_missing(p.get("page"))}


def _with_source(d: Disclosure, source: str, page: int, lang: str) -> str:
    unit = say("labels", _UNITS.get(_format(d, source), "page"), lang, n=page)
    return f"{source_name(d, source, lang)}{'' if lang == 'zh' else ' '}{unit}"


def address(d: Disclosure, source: str) -> str:
    """The address of the original that the manifest gives; "" for words or nothing."""
    origin = plain(_of_document(d, source, "origin"))
    return origin if re.match(r"https?://\S+$", origin) else ""


def kind_of_origin(d: Disclosure) -> str:
    """What the sources are: the original with its address, what the manifest says in words, or nothing known."""
    if all(address(d, source) for source in d.documents["source_id"]):
        return "address"
    return "described" if d.documents["origin"].notna().any() else "unknown"


def _format(d: Disclosure, source: str) -> str:
    return str(_of_document(d, source, "format"))


def _of_document(d: Disclosure, source: str, column: str) -> Any:
    """What a column says of a source; "" for an unknown one."""
    return d.by_source.get(source, {}).get(column, "")


def _sup(d: Disclosure, place: Place, words: str, lang: str) -> Piece:
    printed = plain(place.get("printed"))
    told = say("labels", "printed_there", lang, place=words, printed=printed) if printed else words
    linked = _link(d, place, str(int(place["page"])), told)
    return Piece(f'<sup class="at">{linked.html}</sup>', "")


def _link(d: Disclosure, place: Place, text: str, words: str) -> Piece:
    """The text with its words, leading to the page of the original where its address is known."""
    source = plain(place.get("source_id"))
    origin = address(d, source)
    if not origin:
        return tag("span", text, title=words)
    page = f"#page={int(place['page'])}" if _format(d, source) == "pdf" else ""
    return Piece(f'<a href="{escape(origin + page)}" rel="noreferrer" title="{escape(words)}">{escape(text)}</a>', text)
