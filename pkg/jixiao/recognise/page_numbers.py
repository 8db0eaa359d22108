"""Printed page numbers (页码): by how much they differ from the pages of the file."""

from __future__ import annotations

import re
from collections import Counter

from jixiao.grids import Document

_NUMBER = re.compile(r"[-—–·\s第]*(\d{1,4})(?!\d)")
#: A numbering is known from so many pages on, and where so much of what is printed agrees with it.
_FEWEST_PAGES, _AGREEING = 3, 0.8


def page_offset(document: Document) -> int | None:
    """Printed page number less page of the file; None where none is printed, or the numbers run in several rows."""
    found = {
        (line.page, int(number.group(1)) - line.page)
        for line in document.furniture
        if (number := _NUMBER.match(line.text))
    }
    counted = Counter(offset for _, offset in found)
    if not counted:
        return None
    offset, pages = counted.most_common(1)[0]
    numbered = len({page for page, _ in found})
    return offset if pages >= max(_FEWEST_PAGES, _AGREEING * numbered) else None
