"""Words of a clause as what they name: a measure with its phase, or what a comparison is against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

YEAR = re.compile(r"20\d\d(?=年)")
#: What may stand before the name of a measure.
BEFORE_NAME = re.compile(
    r"^(?:.*20\d\d年(?:度|末|初)?(?:[^，、]{2,20}(?:局|委员会|部|厅|署|办公室|中心|院)(?=.{4}))?|截至.*日|[(]?\d+[.)、]|\([一二三四五六七八九十]+\)|其中|主要?包括|包括|含|\(|由于|一是|二是|三是"
    r"|本年度|和|及|以及|[我本](?:局|部门|单位|委|办|厅|院|校|中心)|按[^，]{2,10}(?:划分|分类|分)为?|主要用于|全年|当年)+"
)
_CODED = re.compile(r"\d{7}(?!\d)[^\d，。;:]{2,60}$")
_IS = re.compile(r"(?:分别|均|共|各|都)*(?:为|是|达到?|(?<![总合共])计)*$")
_VERB = re.compile(r"(?:共计|合计|总计|分别|均|共|各|都)*(?:为|是|达到?|计)*$")
_SPENT = re.compile("支出$")
_PHASES = (
    ("initial_budget", "年初预算数|年初预算安排|年初预算批复数|年初预算"),
    ("budget", "全年预算数|调整预算数|全年预算|调整预算|预算数|预算"),
    ("final", "决算数|决算|实际支出|支出数|执行数"),
)
_PHASE_END = tuple((phase, re.compile(rf"(?:{words})$")) for phase, words in _PHASES)
_PHASE_IN = tuple((phase, re.compile(words)) for phase, words in _PHASES)
_LAST_YEAR = re.compile(r"上年|上一年|去年")
_MARKS = re.compile(r"\([类款项]\)|[、的]")


@dataclass(frozen=True, slots=True)
class Target:
    """What a statement is about: key of the measure, and the printed name where the key covers many."""

    metric: str
    subject: str = ""


def plain_words(words: str) -> str:
    """Words as labels are compared: without (类) (款) (项), 的 and 、."""
    return _MARKS.sub("", words).replace("支出支出", "支出")


def resolve(targets: Mapping[str, Target], items: str, words: str) -> tuple[Target | None, str] | None:
    """Measure and phase that words name; no measure where they name none, None where they name another."""
    name, phase = words, ""
    for end in (None, _IS, _VERB, _VERB, _SPENT):
        name = end.sub("", name) if end else name
        for text in (name, BEFORE_NAME.sub("", name)):
            plain = plain_words(text)
            if target := targets.get(plain) or _coded(items, plain):
                return target, phase
            if not plain:
                return None, phase
        for key, pattern in _PHASE_END if end is _VERB and not phase else ():
            if match := pattern.search(name):
                name, phase = name[: match.start()], key
                break
    return None


def _coded(items: str, name: str) -> Target | None:
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
