"""What a clause speaks of: what it names, else what its sentence or paragraph does."""

from __future__ import annotations

import re

from jixiao.recognise.text.claim_words import Target
from jixiao.recognise.text.memory import OTHER, Reader

_COMPARED_END = re.compile(r"(?:相比|相较|比较|决算数?)*$")
_YEAR_WORDS = re.compile(r"^(?:20\d\d年度?|上一?年度?|去年)?(?:同期)?(?:相比|相较|比较)?")
#: 占总额的 is a share of what the list is of.
_OF_ALL = re.compile(r"^其?(?:总额|总数|总量|总计|合计)?$")


def open_comparison(reader: Reader, before: str, base: str) -> None:
    """Set what the comparison that begins here is about."""
    found = reader.named(before)
    if found and found[0]:
        reader.refers, reader.current, reader.explains = (found[0],), found[0], False
    elif found:
        reader.explains = reader.explains and bool(before)  # …原因是严格控制，与上年相比: the reason has ended
        named = reader.named(_COMPARED_END.sub("", _YEAR_WORDS.sub("", base)))
        reader.refers = (named[0],) if named and named[0] and not reader.current else referred(reader)
    else:
        reader.refers, reader.current = (OTHER,), OTHER


def named(reader: Reader, words: str) -> tuple[Target, ...]:
    """What words name; where they name nothing, what the clause speaks of."""
    found = reader.named(words)
    if found is None:
        return ()
    return (found[0],) if found[0] else referred(reader)


def referred(reader: Reader) -> tuple[Target, ...]:
    """What a clause without a subject is about: the sentence's measure, else the paragraph's or the last one."""
    if reader.current:
        return (reader.current,)
    open_ones = (reader.first or reader.above or reader.memory.head, reader.last)
    found = tuple(dict.fromkeys(target for target in open_ones if target))
    return (OTHER,) if OTHER in found else found


def ends_a_list(reader: Reader) -> bool:
    """True where a comparison stands behind a list: 其中：甲 1 万元、乙 2 万元，较上年增加 …, of 乙 or of the whole."""
    listed = [s for s in reader.told if s.span[0] > reader.listed]
    told = any(s.relation in ("change", "growth") for s in listed)
    items = {s.target for s in listed if s.relation == "level"}
    return bool(reader.whole) and reader.enumerates and len(items) > 1 and not told


def whole_of(reader: Reader, words: str) -> str:
    """Key of the measure a share is of; the words themselves where they name none we know."""
    if _OF_ALL.match(words):
        of = reader.whole or reader.memory.head
        return of.metric if of else reader.chapter.whole or (reader.first or OTHER).metric
    found = reader.named(words)
    return found[0].metric if found and found[0] else words
