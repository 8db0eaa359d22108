"""Titles of tables by meaning: words decide, not their order, numbers, years or brackets."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from jixiao.families import family_named
from jixiao.recognise.tables.vocabulary import is_of_none, role_named
from jixiao.values import plain_label

_LONGEST = 70
_FURNITURE = re.compile(r"[-—–]?\s*\d{1,4}\s*[-—–]?|第\s*\d+\s*页.*")
#: A title is no sentence, refers to no other table, and is more than its number (公开01表, 预算02-1表).
_NO_TITLE = re.compile(r"[。；;，,《》？！]|如下|见附|下表|详见|上表")
_NUMBER = re.compile(r"\D{0,8}\d{1,2}(?:[-—–.]\d{1,2})*表")
#: What stands around the words of a title: its number, the department and the unit on the same line.
_AROUND = re.compile(
    r"(?:财决)?公开(?:表)?\d{1,2}(?:[-—–.]\d{1,2})*表?|(?:编制|填报|预算)?(?:单位|部门)(?:名称)?(?:\(.{1,4}\))?:.*|金额单位.*|单位:.*|^附?[表件](?:\d+|[一二三四五六七八九十]+(?!般))(?:[-.—]\d+)*[:：.、]?"
)
_BRACKETS = re.compile(r"\([^()]*\)$")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
#: 一般公共预算基本支出情况表—工资福利支出: a part of a table, of no role of its own.
_PART = re.compile(r"(?<=表)[-—–]{1,2}[^表]{2,20}$")
#: Funds whose names hold the word 预算, which says nothing of the family there.
FUNDS = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算")


@dataclass(frozen=True, slots=True)
class TableTitle:
    """What a title says: the role of its table ("" for none that is known), its family and the cut of its rows."""

    text: str
    role: str
    #: final_accounts or budget; "" where the title does not say.
    family: str
    #: functional or economic; "" where the title does not say.
    cut: str

    def same(self, other: TableTitle) -> bool:
        """True where two titles are printed alike, but for the note that a table goes on."""
        return _core(self.text) == _core(other.text)


def table_title(text: str) -> TableTitle | None:
    """What a line says as a title of a table of figures; None where it is none.

    >>> table_title("表7 2026年一般公共预算支出表（按功能分类）").role
    'general_expenditure'
    >>> table_title("政府性基金预算支出决算表").family
    'final_accounts'
    """
    if len(text) > _LONGEST or _NO_TITLE.search(text):
        return None
    core = _core(text)
    bare = core
    while _BRACKETS.search(bare):
        bare = _BRACKETS.sub("", bare)
    is_titled = _PART.sub("", bare).endswith("表") and not _NUMBER.fullmatch(bare)
    if not is_titled or len(bare) < 3 or not _WORDS.search(bare):
        return None
    words = FUNDS.sub("", core)
    cut = "functional" if "功能" in core else "economic" if "经济" in core else ""
    return TableTitle(text, "" if _PART.search(bare) else role_named(core), family_named(words), cut)


def names_none(text: str, family: str, lacking: Collection[str]) -> bool:
    """True for a title that surely is of none of the tables of a family that were not found, whatever its table prints."""
    return is_of_none(_core(text), family, lacking)


def _core(text: str) -> str:
    """A title without what stands around it."""
    label = re.sub(
        r"\((?:万元|元|千元|续|续表|\d{4}年度?|不?含[^()]*)\)|[-—,、]不?含[^()]*(?=\))", "", plain_label(text)
    )
    return (
        re.sub(r"20\d\d年(?:度)?", "", _AROUND.sub("", label)).replace("收入、支出", "收支").replace("收入支出", "收支")
    )


def is_furniture(text: str) -> bool:
    """True for a page number."""
    return _FURNITURE.fullmatch(text) is not None
