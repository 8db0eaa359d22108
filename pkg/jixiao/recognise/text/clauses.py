"""Sentences cut into clauses, each with the figure or mark that it ends with; and items by their path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.recognise.text.claim_words import Target, plain_words
from jixiao.recognise.text.memory import Memory, Names

_NUMBER = r"(?<![\d.])[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
#: 12.3万， without 元 is an amount where nothing else is counted in it.
_AMOUNT = rf"{_NUMBER}(?:(?:万元|亿元|千元|元)(?!/)|万(?=[，。、,;；)]|$))"
_RATE = rf"{_NUMBER}[%‰]"
#: What a clause ends with: a figure, the word 持平, or a mark. A list mark 、 counts behind a figure only.
_TOKEN = re.compile(
    rf"(?P<amount>{_AMOUNT})|(?P<rate>{_RATE})|(?<!基本)(?<!大体)(?<!大致)(?<!总体)(?P<same>持平|(?:(?<!不)(?:一致|相同)|无(?:增减)?变化|没有变化|无增减)(?=[。，、,;；)]|$))|"
    r"(?P<order>决算数?(?:大于|高于|小于|低于|等于)(?:年初|全年|调整)?预算数?)|(?P<mark>[。，,;；:：])|(?P<list>、)"
)
_ITEM = re.compile(r"([^。，;:]{2,30}?)\(类\)([^。，;:]{2,50}?)\(款\)([^。，;:]{2,60}?)\(项\)")
_NUMBERED = re.compile(r"^(?:.*?\d+[.、]|\([\d一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)")
#: A class (类) named without an item, and an item below it that does not name it again.
_CLASS = re.compile(r"^(?:\([^)]{1,3}\)|[^，。()]{1,3}[、.])?([^。，;:()、.]{2,30})\(类\)(?!.*\([款项]\))")
_ITEM_BELOW = re.compile(r"^(?:\(\d+\)|\d+[.、])?([^。，;:]{2,50}?)\(款\)([^。，;:]{2,60}?)\(项\)")


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Where each clause between two places begins, and the token that ends it."""
    begin, after_figure = start, False
    for token in _TOKEN.finditer(text, start, end):
        if token.lastgroup == "list" and not (after_figure and token.start() - begin <= 12):
            continue
        yield begin, token
        begin, after_figure = token.end(), token.lastgroup in ("amount", "rate", "same")


def items_of(text: str, chapter: Names, memory: Memory) -> list[tuple[int, int, Target]]:
    """Items (项) by their path, each with its place; the class (类) may stand in a paragraph before."""
    if not chapter.items:
        return []
    if found := list(_ITEM.finditer(text)):
        memory.class_name = _NUMBERED.sub("", found[-1][1])
        return [(*item.span(), _item(chapter, _NUMBERED.sub("", item[1]), item[2], item[3])) for item in found]
    if named := _CLASS.match(text):
        memory.class_name = named[1]
    elif memory.class_name and (below := _ITEM_BELOW.match(text)):
        return [(0, below.end(), _item(chapter, memory.class_name, below[1], below[2]))]
    return []


def _item(chapter: Names, *path: str) -> Target:
    return Target(chapter.items, "/".join(plain_words(part) for part in path))
