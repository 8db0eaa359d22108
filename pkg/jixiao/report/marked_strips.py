"""The picture of a finding's places in the source, each marked. Points of the page are the units of the drawing."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jixiao.report.markup import Piece, escape, tag
from jixiao.report.phrases import is_missing, label, plain, say

#: Pages of one finding that are shown; all places stand in its table.
_PAGES = 2
#: Points kept above and below the marks, so that the lines around them can be read.
_AROUND = 24
_NAMED = 6
Box = tuple[float, float, float, float]
Place = Mapping[str, Any]


def slot(anchor: str) -> Piece:
    """Where the pictures of a finding go when its report is written; it shows nothing by itself."""
    return tag("div", "", **{"class_": "cuttings", "data-of": anchor})


def strips(places: Iterable[Place]) -> Iterator[tuple[list[Place], float, float]]:
    """The places of a finding page by page, for the first pages, with the heights of the strip around them."""
    pages: dict[tuple[str, int], list[Place]] = {}
    for place in places:
        if not is_missing(place.get("x0")):
            pages.setdefault((place["source_id"], int(place["page"])), []).append(place)
    for listed in list(pages.values())[:_PAGES]:
        yield listed, min(p["y0"] for p in listed) - _AROUND, max(p["y1"] for p in listed) + _AROUND


def cutting(image: bytes, box: Box, places: Sequence[Place], name: str, lang: str) -> Piece:
    """The picture of one strip with a frame around each place; ``name`` says which page it is."""
    x0, y0, x1, y1 = box
    texts = list(dict.fromkeys(plain(place.get("printed"), lang) for place in places))
    listed = label("list_comma", lang).join(texts[:_NAMED]) + ("…" if len(texts) > _NAMED else "")
    alt = say("alt", "cutting", lang, place=name, n=len(places), printed=listed)
    frame = f'x="{x0:g}" y="{y0:g}" width="{x1 - x0:g}" height="{y1 - y0:g}"'
    href = f"data:image/webp;base64,{base64.b64encode(image).decode('ascii')}"
    marks = "".join(_mark(place) for place in places)
    drawn = (
        f'<svg viewBox="{x0:g} {y0:g} {x1 - x0:g} {y1 - y0:g}" role="img" aria-label="{escape(alt)}">'
        f'<image href="{href}" {frame}/>{marks}</svg>'
    )
    plate = f'<div class="plate" role="group" tabindex="0" aria-label="{escape(name)}">{drawn}</div>'
    return Piece(f'<figure class="cutting">{plate}<figcaption>{escape(name)}</figcaption></figure>', alt)


def _mark(place: Place) -> str:
    x0, y0, x1, y1 = (float(place[key]) for key in ("x0", "y0", "x1", "y1"))
    return f'<rect class="mark" x="{x0:.2f}" y="{y0:.2f}" width="{x1 - x0:.2f}" height="{y1 - y0:.2f}"/>'
