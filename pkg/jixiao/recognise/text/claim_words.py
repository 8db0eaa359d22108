"""Words of a clause as what they name: a measure with its phase, or what a comparison is against."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

YEAR = re.compile(r"20\d\d(?=年)")
#: What may stand before the name of a measure.
BEFORE_NAME = re.compile(
    r"^(?:.*20\d\d年(?:度|末|初)?|截至.*日|[(]?\d+[.)、]|\([一二三四五六七八九十]+\)|其中|主要?包括|包括|含|\(|由于|一是|二是|三是"
    r"|本年度|和|及|以及|[我本](?:局|部门|单位|委|办|厅|院|校|中心|镇|乡)|按[^，]{2,10}(?:划分|分类|分)为?|主要用于|全年|当年)+"
)
#: Where a department's own name may end before that of the figure.
WHOSE = re.compile(
    r"(?:部门|单位|本级|委员会|办公室|政府|街道|(?:宣传|组织|统战|武装|工作)部|机关(?!运行|事业)|(?:预算|决算)中|[局委办厅署院校处队所站馆园会镇乡学]|中心|\((?:本级|汇总|机关)\)|20\d\d年?度?(?:部门|单位)?)(?=[^()])"
)
#: A figure of one of several units, or of the firms that a part is kept for, is not the department's.
OTHERS = re.compile(r"(?<![(镇乡])本级(?!\))|下属|二级|直属|其他单位|所属|面向|预留|授予")
#: 公务接待费2015年的决算数: the year stands behind the name.
_YEAR_BEHIND = re.compile(r"(?<=[^\d])20\d\d年度?的?(?=(?:年初|全年|调整|实际)*(?:预算|决算|支出|执行)[^\d]{0,4}$)")
#: 本级及下属 3 家单位 are the whole department.
_TOGETHER = re.compile(r"[及和与](?:其|下属|所属|直属|二级)[^，;。]{0,16}?(?:单位|机构|部门)")
#: A unit named within a list is a part of it.
_LISTED = re.compile(r"^\(?(?:其中|含|包括)")
_CODED = re.compile(r"\d{7}(?!\d)[^\d，。;:]{2,60}$")
_IS = re.compile(r"(?:分别|均|共|各|都)*(?:为|是|达到?|(?<![总合共])计)*$")
_VERB = re.compile(r"(?:共计|合计|总计|分别|均|共|各|都)*(?:为|是|达到?|计)*$")
_SPENT = re.compile("支出$")
_PHASES = (
    ("initial_budget", "年初预算数|年初预算安排|年初预算批复数|年初预算"),
    ("budget", "全年预算数|调整预算数|全年预算|调整预算|预算数|预算"),
    ("final", "决算数|决算|实际支出|支出数|执行数"),
)
_PHASE_END = tuple((phase, re.compile(rf"(?:{words})(?:总额|总数|金额|据|字)?$")) for phase, words in _PHASES)
_PHASE_IN = tuple((phase, re.compile(words)) for phase, words in _PHASES)
_LAST_YEAR = re.compile(r"上年|上一年|去年")
_MARKS = re.compile(r"\([类款项]\)|[、的]")
#: 公车, 公务车 and 公务用车 are one thing.
VEHICLE = re.compile("公务?车(?!辆)")
#: 一般公共预算财政拨款公务接待费支出 and 公务接待费用 name one cost.
_MONEY = re.compile("(?:一般)?公共预算|财政拨款|全口径|安排|实际(?:支出|发生)|维护")
_COST = re.compile("(?:支出|开支|经费|费用|费|合计|总计|共计|总额)+$")


@dataclass(frozen=True, slots=True)
class Target:
    """What a statement is about: key of the measure, and the printed name where the key covers many."""

    metric: str
    subject: str = ""


def plain_words(words: str) -> str:
    """Words as labels are compared: without (类) (款) (项), 的 and 、."""
    return _MARKS.sub("", words).replace("支出支出", "支出")


def noun(name: str) -> str:
    """What a cost is for, without the money it is paid with and the words for money itself."""
    return _COST.sub("", _MONEY.sub("", VEHICLE.sub("公务用车", name)))


def resolve(find: Callable[[str], Target | None], words: str) -> tuple[Target | None, str] | None:
    """Measure and phase that words name; no measure where they name none, None where they name another.

    ``find`` gives the measure of a plain name.
    """
    name, phase = _YEAR_BEHIND.sub("", words), ""
    for end in (None, _IS, _VERB, _VERB, _SPENT):
        name = end.sub("", name) if end else name
        for text in _candidates(name):
            plain = plain_words(text)
            if target := find(plain):
                return target, phase
            if not plain:
                return None, phase
        for key, pattern in _PHASE_END if end is _VERB and not phase else ():
            if match := pattern.search(name):
                name, phase = name[: match.start()], key
                break
    return None


def _candidates(name: str) -> Iterator[str]:
    """What may be the name in words: all of them, then without what stands before it, a department's name last."""
    yield name
    yield (short := BEFORE_NAME.sub("", name))
    yield from without_whose(name, short)


def without_whose(text: str, name: str) -> Iterator[str]:
    """A name without that of the department before it; ``text`` is all that the clause says."""
    for end in () if _LISTED.match(text) else WHOSE.finditer(name):
        if not _of_others(name[: end.end()]):
            yield name[end.end() :]


def _of_others(whose: str) -> bool:
    """True for the name of one of several units; all of them together are the department."""
    alone, together = _TOGETHER.subn("", whose)
    return bool(OTHERS.search(alone.replace("本级", "") if together else whose))


def coded(items: str, name: str) -> Target | None:
    """An item (项) called by its code and name."""
    return Target(items, name) if items and _CODED.match(name) else None


def base_of(words: str, this_year: int) -> str:
    """Year and phase of the figure that a comparison is against."""
    years = YEAR.findall(words)
    phase = phase_in(words) or "final"
    year = int(years[0]) if years else this_year - 1 if _LAST_YEAR.search(words) or phase == "final" else this_year
    return f"{year} {phase}"


def phase_in(words: str) -> str:
    """The budget that words name; empty where they name none."""
    return next((phase for phase, pattern in _PHASE_IN if phase != "final" and pattern.search(words)), "")
