"""Sentences of a chapter as statements: whose figure, of which kind, against what.

A number is bound by the words of its own clause, or by the measure that its sentence speaks of; never by
distance. Where a sentence leaves two measures open, both are told and marked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jixiao.recognise.text.claim_words import BEFORE_NAME, YEAR, Target, phase_in
from jixiao.recognise.text.clauses import clauses, items_of
from jixiao.recognise.text.memory import OTHER, Memory, Mention, Names, Reader
from jixiao.recognise.text.references import ends_a_list, named, open_comparison, referred, whole_of

_UP, _DOWN = "增加|增长|上升|提高|增幅|上涨", "减少|下降|降低|压减|节约|减幅|降幅|下浮"
_DIRECTION = re.compile(rf"(?P<before>.*?)(?P<direction>{_UP}|{_DOWN})(?:额|了|率|幅度)?(?:为|达到?|约)?$")
_COMPARED = re.compile(
    r"(?P<before>.*?)(?:相?比于?|相?(?<!比)较于?|与|同|和)(?P<base>(?:20\d\d|上年|上一年|去年|年初|全年|调整|预算|当年).*)"
)
_SHARE = re.compile(r"(?P<before>.*?)所?占(?P<whole>.*?)的?(?:比重|比例|比)?(?:为|达)?$")
_COMPLETED = re.compile(r"(?:(?P<before>.*?)完成|为)(?P<whole>.*)$")
_OPENING_YEAR = re.compile(r"(?:[(]?[\d一二三四五六七八九十]{1,3}[.)、])?(?:其中|截至)?(20\d\d)年")
#: Years in a reason are not the year of what comes after it.
_REASON = re.compile("原因|由于|主要是|因为")
#: What a reason begins with, before the name of the part that changed: 主要原因是基本支出增加 12 万元.
_REASON_FIRST = re.compile("^(?:主要原因|主要|原因)(?:一?是|为|在于|系)?(?:由于|因为)?|^(?:由于|因为)")
#: A sentence that goes on with the reason of the change before it.
_REASON_NEXT = re.compile("(?:增减变化|变动|增加|减少|增长|下降)?的?(?:主要)?(?:原因|是由于|是因为)|主要是")
_LIST = re.compile(r"其中|包括|主要用于|按.{2,10}(?:分类?|划分)")
_ADVERB = re.compile(r"(?:[，、]|均|各|也|都|同|则|分别|共)+$")
_PLANNED = re.compile("预算|计划")
#: 均为0元 speaks of two figures at once, named before it.
_BOTH = re.compile("[，、]?均")


#: The words before the base's own amount: 比2025年年初预算数 4,001,046.82 万元增加 …, (上年执行数为 0 万元.
_BASE_FIGURE = re.compile(
    r"^[(]?(?:20\d\d年?度?|上一?年度?|去年)(?:同期)?(?:部门)?(?:年初)?(?:预算|执行|决算|实际|累计|支出|收入)*(?:总?[数额])?(?:为|的|是)?$"
)
#: 与财政拨款支出年初预算 1,450 万元相比: the amount of the budget that it is compared with.
_BASE_BUDGET = re.compile(r"预算(?:数|额)?(?:为|的|是)?$")
#: 其中 before a figure that was told already: a part of it.
_PART = re.compile(r"其中[:：，]?(?P<part>.*)$")
#: A numbered kind that a list is divided by: 其中：1 人员经费：….
_KIND = re.compile(r"^(?:其中)?\d[.、]?\D{2,12}$")
#: What a clause that announces a list adds to the name of what the list is of.
_ANNOUNCES = re.compile(r"(?:主要|内容|具体|情况|构成|安排)*(?:如下|包括|中)?$")


#: No clause that names a figure is longer; the bound keeps hostile text from costing more than its length.
_LONGEST_CLAUSE = 300


def mentions(text: str, start: int, chapter: Names, year: int, memory: Memory, heading: str = "") -> list[Mention]:
    """The numbers of one paragraph with what it says of them, from ``start`` on, in reading order; ``memory`` goes from one to the next."""
    if memory.chapter != chapter.key:
        memory.open(chapter.key)
    numbered = bool(re.match(r"\(?(?:\d+|[一二三四五六七八九十]+)[.、)]", text))
    reader = Reader(chapter, year, memory, period=year, total=memory.total, base=memory.base)
    items = items_of(text, chapter, memory)
    if items or start or numbered:
        memory.topic = None
    reader.current = reader.first = memory.topic
    if (topic := chapter.topic(heading)) and not reader.first:
        reader.above = topic
        reader.total = topic if chapter.is_total(topic) else reader.total
    ends = [*(begin for begin, _, _ in items), len(text)]
    _read(reader, text, start, ends[0])
    for (_, begin, item), end in zip(items, ends[1:], strict=True):
        memory.topic = reader.current = reader.first = item
        _read(reader, text, max(start, begin), end)
    memory.head = memory.head or (None if reader.first == OTHER else reader.first)
    memory.total = reader.total if text.endswith(":") or not reader.total else chapter.root(reader.total)
    memory.base = reader.announced if text.endswith(":") else memory.base if numbered else ""
    return reader.told


def _read(reader: Reader, text: str, start: int, end: int) -> None:
    for begin, token in clauses(text, start, end):
        _take(reader, text[begin : token.start()], token)


def _take(reader: Reader, words: str, token: re.Match[str]) -> None:
    kind = token.lastgroup
    words = _brackets(reader, words)
    if len(words) > _LONGEST_CLAUSE:
        words, reader.current = "", OTHER
    if _LIST.search(words):
        fresh = reader.current if reader.whole is None else None
        reader.whole, reader.listed = fresh or reader.first or reader.memory.head, token.start() - len(words)
        reader.enumerates, reader.phase = False, _listed_phase(reader)
        reader.base = reader.base or (reader.announced if words.startswith("其中") else "")
    _date(reader, words, token)
    if kind == "same":
        _compare(reader, words, token, 0)
    elif kind == "order":
        sign = 0 if "等于" in token[0] else 1 if re.search("大于|高于", token[0]) else -1
        phase = phase_in(token[0].partition("于")[2])
        _add(reader, named(reader, words), "order", token, base=f"{reader.year} {phase}", sign=sign)
    elif kind in ("amount", "rate"):
        _figure(reader, words, token)
    elif compared := _COMPARED.match(words):
        reader.base = reader.chapter.base(compared["base"], reader.year)
        open_comparison(reader, compared["before"], compared["base"])
    elif token[0] in ":：":
        _announce(reader, words)
    elif words.endswith("中") and (found := reader.named(words[:-1])) and found[0]:  # 三公经费支出决算中，…
        reader.whole = found[0]
    reader.enumerates = kind == "list" or (reader.enumerates and token[0] not in ";；。")
    if kind == "mark" and token[0] == "。":
        reader.last, reader.current = reader.current or reader.last, reader.memory.topic
        base = reader.base if _REASON_NEXT.match(token.string, token.end()) else reader.memory.base
        reader.base, reader.period, reader.refers, reader.whole = base, reader.year, (), None
        reader.sentence = len(reader.told)
        reader.scope, reader.phase, reader.total = "", "", None if reader.total == OTHER else reader.total


def _listed_phase(reader: Reader) -> str:
    """Stage of the figure that a list divides: 预算为 20 万元，其中：甲 9 万元 are parts of the budget."""
    told = [s for s in reader.told[reader.sentence :] if s.relation == "level" and s.target == reader.whole]
    phases = {statement.phase for statement in told}
    return phases.pop() if len(phases) == 1 else ""


def _brackets(reader: Reader, words: str) -> str:
    """Words without a bracket that closes before them; what stood before a bracket goes on behind it."""
    while words.startswith(")") and reader.opened:
        words = words[1:]
        reader.current, reader.period, reader.base = reader.opened.pop()
    depth = words.count("(") - words.count(")")
    for _ in range(depth):
        reader.opened.append((reader.current, reader.period, reader.base))
    for _ in range(min(-depth, len(reader.opened))):
        reader.current, reader.period, reader.base = reader.opened.pop()
    return words


def _announce(reader: Reader, words: str) -> None:
    """What a list is of, where its first line says no figure: 财政拨款支出主要内容如下:."""
    found = reader.named(_ANNOUNCES.sub("", words))
    if found and found[0] and (reader.chapter.is_total(found[0]) or _KIND.search(words)):
        reader.current = reader.total = found[0]
    elif found and found[0] and words.endswith("情况"):  # 公务接待情况：…
        reader.current = found[0]
    elif _KIND.search(words):  # 其中：…；3 专项业务经费：…, a kind without a name known here
        reader.total = OTHER


def _date(reader: Reader, words: str, token: re.Match[str]) -> None:
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


def _figure(reader: Reader, words: str, token: re.Match[str]) -> None:
    amount = token.lastgroup == "amount"
    found = reader.named(words)
    if amount and found and found[0]:
        _level(reader, words, token)
    elif amount and not words and (order := _order_before(reader, token)):
        _add(reader, (order.target,), "change", token, base=order.base, sign=order.sign)
    elif direction := _DIRECTION.match(words):
        sign = 1 if re.fullmatch(_UP, direction["direction"]) else -1
        _compare(reader, direction["before"], token, sign)
    elif amount and (done := _COMPLETED.match(words)) and _PLANNED.search(done["whole"]):
        _add(reader, named(reader, done["before"] or ""), "level", token, phase=phase_in(done["whole"]) or "budget")
    elif amount:
        _level(reader, words, token)
    elif (done := _COMPLETED.match(words)) and _PLANNED.search(done["whole"]):
        phase = phase_in(done["whole"]) or "budget"
        _add(reader, named(reader, done["before"] or ""), "share", token, base=f"{reader.year} {phase}")
    elif share := _SHARE.match(words):
        _add(reader, named(reader, share["before"]), "share", token, base=whole_of(reader, share["whole"]))
    elif words == "的" and reader.told and reader.told[-1].phase != "final":
        _add(reader, (reader.told[-1].target,), "share", token, base=f"{reader.year} {reader.told[-1].phase}")
    elif words == "(" and reader.told and reader.told[-1].relation == "change":  # 增加 12 万元(15.13%)
        change = reader.told[-1]
        _add(reader, (change.target,), "growth", token, base=change.base, sign=change.sign)


def _order_before(reader: Reader, token: re.Match[str]) -> Mention | None:
    """决算数大于预算数 12 万元: the order that the amount belongs to."""
    last = reader.told[-1] if reader.told else None
    return last if last and last.relation == "order" and last.span[1] == token.start() else None


def _level(reader: Reader, words: str, token: re.Match[str]) -> None:
    if _BOTH.match(words):
        return
    if compared := _COMPARED.match(words):  # 比上年1,200万元减少…: a figure of the base
        reader.base = reader.chapter.base(compared["base"], reader.year)
        open_comparison(reader, compared["before"], compared["base"])
        if _BASE_FIGURE.match(compared["base"]) or _BASE_BUDGET.search(compared["base"]):
            _base_figure(reader, reader.refers or referred(reader), compared["base"], token)
        return
    if _BASE_FIGURE.match(words) and str(reader.year) not in words and len(referred(reader)) == 1:
        _base_figure(reader, referred(reader), words, token)
        return
    found = reader.named(words)
    if found is None:
        reader.current, reader.first, reader.refers = OTHER, reader.first or OTHER, ()
        return
    target, phase = found
    again = (
        not words and reader.told and (reader.told[-1].target, reader.told[-1].relation) == (reader.current, "level")
    )
    if not target and (reader.explains or again):  # 主要原因是 …，12 万元是上年结转的 …; an amount beside the figure
        return
    targets = (target,) if target else referred(reader)
    if years := YEAR.findall(words):
        reader.period = int(years[-1])
    if (part := _PART.search(words)) and any(s.target in targets and s.relation == "level" for s in reader.told):
        reader.scope = part["part"]
    _add(reader, targets, "level", token, phase=phase or reader.phase or reader.chapter.phase, period=reader.period)
    reader.refers = () if target else reader.refers
    if len(targets) == 1:
        reader.current = targets[0]
        reader.first = reader.first or targets[0]


def _base_figure(reader: Reader, targets: tuple[Target, ...], words: str, token: re.Match[str]) -> None:
    """The amount that a comparison is against, which some texts print: 比2025年年初预算数 4,001,046.82 万元增加 …."""
    year, _, phase = reader.chapter.base(words, reader.year).partition(" ")
    _add(reader, targets, "level", token, phase=phase or reader.chapter.phase, period=int(year))


def _compare(reader: Reader, words: str, token: re.Match[str], sign: int) -> None:
    """A change, a growth rate or 持平: of what is named before 比, else of what the sentence speaks of."""
    before, named_base = words, ""
    if compared := _COMPARED.match(words):
        before, named_base = compared["before"], compared["base"]
        reader.base = reader.chapter.base(named_base, reader.year)
    elif re.search(r"同比|环比", words):
        before, named_base = re.sub(r"同比|环比", "", words), "上年"
        reader.base = reader.chapter.base(named_base, reader.year)
    before = _ADVERB.sub("", _REASON_FIRST.sub("", before))
    if not reader.base or (reader.explains and not before and not named_base):
        return  # a figure of the reason, not of what is explained
    if before or named_base:
        open_comparison(reader, before, named_base)
    relation = "growth" if token.lastgroup == "rate" else "change"
    targets = reader.refers or referred(reader)
    if named_base and not before and ends_a_list(reader):
        targets = reader.refers = (reader.whole or OTHER, *targets)
    _add(reader, targets, relation, token, base=reader.base, sign=sign)


def _add(
    reader: Reader,
    targets: tuple[Target, ...],
    relation: str,
    token: re.Match[str],
    *,
    phase: str = "",
    period: int | None = None,
    base: str = "",
    sign: int = 1,
) -> None:
    told = [target for target in targets if target.metric]
    reader.announced = base if relation in ("change", "growth") else reader.announced
    if len(told) == 1 and reader.chapter.is_total(told[0]):
        reader.total = told[0]
    statement = Mention(
        OTHER,
        relation,
        token.span(),
        period or reader.year,
        phase or reader.chapter.usual,
        base,
        sign,
        "",
        reader.scope,
    )
    for target in told:
        others = "; ".join(f"{t.metric} {t.subject}".strip() for t in told if t != target)
        reader.told.append(replace(statement, target=target, ambiguous=others))
