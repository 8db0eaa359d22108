"""Sentences of a chapter as statements: whose figure, of which kind, against what.

A number is bound by the words of its own clause, or by the measure that its sentence speaks of; never by
distance. Where a sentence leaves two measures open, both are told and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jixiao.recognise.text.claim_chapters import Chapter, Target, plain_words
from jixiao.recognise.text.claim_words import BEFORE_NAME, YEAR, base_of, phase_in, resolve

_NUMBER = r"(?<![\d.])[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = rf"{_NUMBER}(?:万元|亿元|千元|元)(?!/)"
_RATE = rf"{_NUMBER}[%‰]"
#: What a clause ends with: a figure, the word 持平, or a mark. A list mark 、 counts behind a figure only.
_TOKEN = re.compile(
    rf"(?P<amount>{_AMOUNT})|(?P<rate>{_RATE})|(?<!基本)(?<!大体)(?<!大致)(?<!总体)(?P<same>持平|(?:(?<!不)(?:一致|相同)|无(?:增减)?变化|没有变化)(?=[。，、,;；)]|$))|"
    r"(?P<order>决算数?(?:大于|高于|小于|低于|等于)(?:年初|全年|调整)?预算数?)|(?P<mark>[。，,;；:：])|(?P<list>、)"
)
_UP, _DOWN = "增加|增长|上升|提高|增幅|上涨", "减少|下降|降低|压减|节约|减幅|降幅|下浮"
_DIRECTION = re.compile(rf"(?P<before>.*?)(?P<direction>{_UP}|{_DOWN})(?:额|了|率|幅度)?(?:为|达到?|约)?$")
_COMPARED = re.compile(
    r"(?P<before>.*?)(?:比|较|与|同)(?P<base>(?:20\d\d|上年|上一年|去年|年初|全年|调整|预算|当年).*)"
)
_COMPARED_END = re.compile(r"(?:相比|相较|比较|决算数?)*$")
_SHARE = re.compile(r"(?P<before>.*?)所?占(?P<whole>.*?)的?(?:比重|比例|比)?(?:为|达)?$")
_COMPLETED = re.compile(r"(?:(?P<before>.*?)完成|为)(?P<whole>.*)$")
_ITEM = re.compile(r"([^。，;:]{2,30}?)\(类\)([^。，;:]{2,50}?)\(款\)([^。，;:]{2,60}?)\(项\)")
_OPENING_YEAR = re.compile(r"(?:[(]?[\d一二三四五六七八九十]{1,3}[.)、])?(?:其中|截至)?(20\d\d)年")
#: Years in a reason are not the year of what comes after it.
_REASON = re.compile("原因|由于|主要是|因为")
_LIST = re.compile(r"其中|包括|主要用于|按.{2,10}(?:分类?|划分)")
#: 占总额的 is a share of what the list is of.
_OF_ALL = re.compile(r"^其?(?:总额|总数|总量|总计|合计)?$")
_ADVERB = re.compile(r"(?:[，、]|均|各|也|都|同|则|分别|共)+$")
_YEAR_WORDS = re.compile(r"^(?:20\d\d年度?|上一?年度?|去年)?(?:同期)?")
_PLANNED = re.compile("预算|计划")
#: 均为0元 speaks of two figures at once, named before it.
_BOTH = re.compile("[，、]?均")


@dataclass(frozen=True, slots=True)
class Statement:
    """One number with what it says; ``span`` is its place in the paragraph, ``sign`` −1 for a decrease."""

    target: Target
    relation: str
    span: tuple[int, int]
    period: int
    phase: str = "final"
    base: str = ""
    sign: int = 1
    ambiguous: str = ""


#: A measure that the sentence names and we do not know: nothing that follows is bound to it.
_OTHER = Target("")


#: No clause that names a figure is longer; the bound keeps hostile text from costing more than its length.
_LONGEST_CLAUSE = 300


@dataclass
class Memory:
    """What later sentences of a chapter may refer to without naming it."""

    chapter: str = ""
    topic: Target | None = None
    head: Target | None = None


@dataclass
class _Reader:
    """State while a paragraph is read from left to right."""

    chapter: Chapter
    year: int
    memory: Memory
    current: Target | None = None
    whole: Target | None = None
    base: str = ""
    period: int = 0
    explains: bool = False
    first: Target | None = None
    last: Target | None = None
    refers: tuple[Target, ...] = ()
    told: list[Statement] = field(default_factory=list)


def statements(text: str, start: int, chapter: Chapter, year: int, memory: Memory) -> list[Statement]:
    """Statements of one paragraph from ``start`` on, in reading order; ``memory`` goes from one to the next."""
    if memory.chapter != chapter.key:
        memory.chapter, memory.topic, memory.head = chapter.key, None, None
    reader = _Reader(chapter, year, memory, period=year)
    if item := (_ITEM.search(text) if chapter.items else None):
        path = (re.sub(r"^.*?\d+[.、]", "", item[1]), item[2], item[3])
        memory.topic = Target(chapter.items, "/".join(plain_words(part) for part in path))
        start = max(start, item.end())
    elif start or re.match(r"\(?(?:\d+|[一二三四五六七八九十]+)[.、)]", text):
        memory.topic = None
    reader.current = reader.first = memory.topic
    for begin, token in _clauses(text, start):
        _take(reader, text[begin : token.start()], token)
    memory.head = memory.head or reader.first
    return reader.told


def _clauses(text: str, start: int) -> Iterator[tuple[int, re.Match[str]]]:
    begin, after_figure = start, False
    for token in _TOKEN.finditer(text, start):
        if token.lastgroup == "list" and not (after_figure and token.start() - begin <= 12):
            continue
        yield begin, token
        begin, after_figure = token.end(), token.lastgroup in ("amount", "rate", "same")


def _take(reader: _Reader, words: str, token: re.Match[str]) -> None:
    kind = token.lastgroup
    if len(words) > _LONGEST_CLAUSE:
        words, reader.current = "", _OTHER
    if _LIST.search(words):
        fresh = reader.current if reader.whole is None else None
        reader.whole = fresh or reader.first or reader.memory.head
    _date(reader, words, token)
    if kind == "same":
        _compare(reader, words, token, 0)
    elif kind == "order":
        sign = 0 if "等于" in token[0] else 1 if re.search("大于|高于", token[0]) else -1
        phase = phase_in(token[0].partition("于")[2])
        _add(reader, _named(reader, words), "order", token, base=f"{reader.year} {phase}", sign=sign)
    elif kind in ("amount", "rate"):
        _figure(reader, words, token)
    elif compared := _COMPARED.match(words):
        reader.base = base_of(compared["base"], reader.year)
        _open(reader, compared["before"], compared["base"])
    if kind == "mark" and token[0] == "。":
        reader.last, reader.current = reader.current or reader.last, reader.memory.topic
        reader.base, reader.period, reader.refers, reader.whole = "", reader.year, (), None


def _date(reader: _Reader, words: str, token: re.Match[str]) -> None:
    """Take the year that a clause begins with as that of what follows; a year in a reason is not."""
    reader.explains = reader.explains or bool(_REASON.search(words))
    figure = token.lastgroup != "mark"
    if (year := _OPENING_YEAR.match(words)) and not reader.explains and (figure or _opens(words, token)):
        reader.period = int(year[1])
    if token[0] in "。;；":
        reader.explains = False


def _opens(words: str, token: re.Match[str]) -> bool:
    """True where a clause without a figure says which year what follows is of: 2022年， and 2022年情况如下:"""
    return token[0] in ":：" or not BEFORE_NAME.sub("", words)


def _figure(reader: _Reader, words: str, token: re.Match[str]) -> None:
    amount = token.lastgroup == "amount"
    named = resolve(reader.chapter, words)
    if amount and named and named[0]:
        _level(reader, words, token)
    elif direction := _DIRECTION.match(words):
        sign = 1 if re.fullmatch(_UP, direction["direction"]) else -1
        _compare(reader, direction["before"], token, sign)
    elif amount and (done := _COMPLETED.match(words)) and _PLANNED.search(done["whole"]):
        _add(reader, _named(reader, done["before"] or ""), "level", token, phase=phase_in(done["whole"]) or "budget")
    elif amount:
        _level(reader, words, token)
    elif (done := _COMPLETED.match(words)) and _PLANNED.search(done["whole"]):
        phase = phase_in(done["whole"]) or "budget"
        _add(reader, _named(reader, done["before"] or ""), "share", token, base=f"{reader.year} {phase}")
    elif share := _SHARE.match(words):
        _add(reader, _named(reader, share["before"]), "share", token, base=_whole(reader, share["whole"]))
    elif words == "的" and reader.told and reader.told[-1].phase != "final":
        _add(reader, (reader.told[-1].target,), "share", token, base=f"{reader.year} {reader.told[-1].phase}")


def _level(reader: _Reader, words: str, token: re.Match[str]) -> None:
    if _BOTH.match(words):
        return
    if compared := _COMPARED.match(words):  # 比上年1,200万元减少…: a figure of the base
        reader.base = base_of(compared["base"], reader.year)
        _open(reader, compared["before"], compared["base"])
        return
    found = resolve(reader.chapter, words)
    if found is None:
        reader.current = _OTHER
        return
    target, phase = found
    targets = (target,) if target else _referred(reader)
    if years := YEAR.findall(words):
        reader.period = int(years[-1])
    _add(reader, targets, "level", token, phase=phase or reader.chapter.phase, period=reader.period)
    reader.refers = () if target else reader.refers
    if len(targets) == 1:
        reader.current = targets[0]
        reader.first = reader.first or targets[0]


def _compare(reader: _Reader, words: str, token: re.Match[str], sign: int) -> None:
    """A change, a growth rate or 持平: of what is named before 比, else of what the sentence speaks of."""
    before, named_base = words, ""
    if compared := _COMPARED.match(words):
        before, named_base = compared["before"], compared["base"]
        reader.base = base_of(named_base, reader.year)
    elif re.search(r"同比|环比", words):
        before, named_base = re.sub(r"同比|环比", "", words), "上年"
        reader.base = f"{reader.year - 1} final"
    before = _ADVERB.sub("", before)
    if not reader.base:
        return
    if before or named_base:
        _open(reader, before, named_base)
    relation = "growth" if token.lastgroup == "rate" else "change"
    _add(reader, reader.refers or _referred(reader), relation, token, base=reader.base, sign=sign)


def _open(reader: _Reader, before: str, base: str) -> None:
    """Set what the comparison that begins here is about."""
    found = resolve(reader.chapter, before)
    if found and found[0]:
        reader.refers, reader.current = (found[0],), found[0]
    elif found:
        named = resolve(reader.chapter, _COMPARED_END.sub("", _YEAR_WORDS.sub("", base)))
        reader.refers = (named[0],) if named and named[0] and not reader.current else _referred(reader)
    else:
        reader.refers = (_OTHER,)


def _named(reader: _Reader, words: str) -> tuple[Target, ...]:
    found = resolve(reader.chapter, words)
    if found is None:
        return ()
    return (found[0],) if found[0] else _referred(reader)


def _referred(reader: _Reader) -> tuple[Target, ...]:
    """What a clause without a subject is about: the sentence's measure, else the paragraph's or the last one."""
    if reader.current:
        return (reader.current,)
    open_ones = (reader.first or reader.memory.head, reader.last)
    return tuple(dict.fromkeys(target for target in open_ones if target))


def _add(
    reader: _Reader,
    targets: tuple[Target, ...],
    relation: str,
    token: re.Match[str],
    *,
    phase: str = "final",
    period: int | None = None,
    base: str = "",
    sign: int = 1,
) -> None:
    told = [target for target in targets if target.metric]
    statement = Statement(_OTHER, relation, token.span(), period or reader.year, phase, base, sign)
    for target in told:
        others = "; ".join(f"{t.metric} {t.subject}".strip() for t in told if t != target)
        reader.told.append(replace(statement, target=target, ambiguous=others))


def _whole(reader: _Reader, words: str) -> str:
    """Key of the measure a share is of; the words themselves where they name none we know."""
    if _OF_ALL.match(words):
        return (reader.whole or reader.memory.head or reader.first or _OTHER).metric
    found = resolve(reader.chapter, words)
    return found[0].metric if found and found[0] else words
