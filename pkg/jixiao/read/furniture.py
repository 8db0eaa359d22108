"""Page furniture: page numbers and running heads, kept apart from the text they interrupt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from jixiao.grids import Grid, Line

_PAGE_NUMBER = re.compile(r"[-—–·]?\s*\d{1,4}\s*[-—–·]?|第\s*\d+\s*页(?:\s*[,，/共]*\s*\d+\s*页?)?|\d+\s*/\s*\d+")
#: Lines so near to the top or bottom of what is on a page may be furniture, counted in lines.
_REACH = 2
#: A running head stands on at least this many pages, in the same place within so many points.
_FEWEST_PAGES, _SAME_PLACE = 3, 4.0


def furniture(blocks: Sequence[Line | Grid]) -> tuple[Line, ...]:
    """Page numbers and running heads among the blocks.

    A title that stands at the top of several pages looks the same as a running head: what is found here
    is left out of running text, but still names the form below it.
    """
    pages: dict[int, list[Line | Grid]] = defaultdict(list)
    for block in blocks:
        pages[block.page].append(block)
    edge = [block for page in pages.values() for block in (*page[:_REACH], *page[-_REACH:]) if isinstance(block, Line)]
    heads = _running(edge)
    found = [line for line in edge if _PAGE_NUMBER.fullmatch(line.text) or _key(line) in heads]
    return tuple(dict.fromkeys(found))


def _running(lines: Sequence[Line]) -> set[tuple[str, int]]:
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line in lines:
        pages[_key(line)].add(line.page)
    return {key for key, numbers in pages.items() if len(numbers) >= _FEWEST_PAGES and len(key[0]) > 1}


def _key(line: Line) -> tuple[str, int]:
    """What a running head shares with those of other pages: its words and its height."""
    height = line.box[1] if line.box else 0.0
    return re.sub(r"\d", "", line.text), round(height / _SAME_PLACE)
