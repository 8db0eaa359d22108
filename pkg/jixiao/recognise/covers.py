"""The name of a department on a title page: before the words of a title, on its line or on those above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.names import begins_with_place, is_body, is_place
from jixiao.recognise.dated import COVER_LINES

_YEAR = r"(?:20\d{2}(?:年度?)?)"
#: What no name holds: marks of navigation and sentences, long numbers.
_MARKS = r">:|/【】《》。,;!"
#: No name begins in the middle of 年度 (度假区 has a name of its own).
_NAME = rf"((?!年|度(?!假))[^{_MARKS}]{{3,40}}?)"
_AROUND = re.compile(f"^{_YEAR}|{_YEAR}$")
#: The money and stage beside 三公经费, in any order.
_MONEY = r"(?:部门|单位|一般公共预算|财政拨款|安排的?|支出|决算|预算|执行|汇总)*"
_THREE = f"{_MONEY}三公经费{_MONEY}"
_KIND = rf"(?:(?:市级|区级|省级|本级)?(?:部门|单位)?(?:综合)?(?:决算|预算)(?:[和及]?{_THREE})?|{_THREE})"
_ENDING = r"(?:增减|对比|明细|数据|信息|公开|报告|说明|情况|文本|资料|草案|编制|表|目录|批复|的)*"
#: 2024年度某某局部门决算 on the title page, or 2024年度部门决算 below the name.
_TITLE = re.compile(f"(?:关于)?{_YEAR}?{_NAME}(?:关于)?{_YEAR}?{_KIND}{_ENDING}")
_TITLE_BELOW = re.compile(f"(?:关于)?{_YEAR}?{_KIND}{_ENDING}")
_EVALUATED = r"绩效(?:单位|部门)?(?:自评|自评价|评价)报告"
#: 某某局2020年度部门整体支出绩效自评报告; the report of a project names the project there, not the department.
_REPORT = rf"(?:部门|单位|机关)整体(?:支出)?(?:及项目支出)?{_EVALUATED}"
_TITLE_REPORT = re.compile(f"{_NAME}{_YEAR}?{_REPORT}")
_TITLE_REPORT_BELOW = re.compile(f"{_YEAR}?{_REPORT}")
#: 某某中心2024年度项目支出绩效自评报告, of all its projects: a unit by its last word, and a year behind it.
_TITLE_PROJECTS = re.compile(
    rf"([^{_MARKS}]{{2,38}}?(?:[局委办厅院会所站校园馆处队署]|中心|中学|小学|大学|政府|街道)){_YEAR}项目支出{_EVALUATED}"
)
#: [292]某某局, 341-某某局, 340_某某局: the code of a department before its name.
_CODE = re.compile(r"^[\[(【]?\d{2,6}[\])】]?[-—_]?(?=\D{3})")
#: 某委员会部门2026年度部门预算: the word 部门 behind a full name is none of it.
_KIND_OF_UNIT = re.compile(r"(?<=[局会厅办署院校学所站园馆心])(?:部门|单位)$")
#: The whole department together, behind its name: (汇总). (本级) is another entity, and belongs to the name.
_WHOLE = re.compile(r"\(汇总\)$")
_NUMBER = re.compile(r"^(?:第.部分:?|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、])")
_NO_NAME = re.compile(
    rf"目录.*|附件.*|.*第.部分.*|.*(?:收入|支出|总体|情况|概况|说明|报告|公开|三公经费|关于.*)|[\d.…]+|.{{0,4}}部门|.*[决预]算[和及]?|单位|.*表|"
    rf"\[[^\]\d]+\].*|.*(?:[{_MARKS}]|\d{{4}}).*"
)
_QUOTES = re.compile(r"[“”\"]")
#: A line that is a name and nothing else.
_NAME_ALONE = re.compile(r"[^\d。，；：:、…]{4,40}")
#: Where a name is stamped.
_STAMP = re.compile(r"\((?:加盖)?(?:公|签)?章?(?:盖章)?\)$")
#: Three lines at most hold a name.
_NAME_LINES = 3


def name_on_cover(lines: Sequence[str]) -> str:
    """The name that the first title of a document gives, or a fuller one of another; "" where nothing names one."""
    lines = [_QUOTES.sub("", line) for line in lines]
    named = [name for index in range(min(len(lines), COVER_LINES)) if (name := _named_at(lines, index))]
    return max((name for name in named if named[0] in name), key=len) if named else _alone(lines)


def own_name(name: str) -> str:
    """A name without its code, its stamp, 部门 or (汇总)."""
    return _WHOLE.sub("", _KIND_OF_UNIT.sub("", _CODE.sub("", _STAMP.sub("", name))))


def _named_at(lines: Sequence[str], index: int) -> str:
    """The name of a title that begins on a line of the cover; it may end on the next."""
    text, below = lines[index], "".join(lines[index + 1 : index + 2])
    rest = "\n".join(lines[index + 1 :])
    if _is_below(text):
        return _joined(lines[:index], rest) or _alone(lines[index + 1 : COVER_LINES])
    if name := _named(text, lines[:index], rest):
        return name
    if not below or (_is_below(below) and not _is_below(text + below)):
        return ""
    if _is_below(text + below):
        return _joined(lines[:index], rest)
    both, alone = _named(text + below, lines[:index], rest), _named(below, (), rest)
    return "" if alone and alone in rest and both not in rest else both


def _is_below(text: str) -> bool:
    """True for a title without a name: 2024年度部门决算."""
    return bool(_TITLE_BELOW.fullmatch(text) or _TITLE_REPORT_BELOW.fullmatch(text))


def _named(text: str, before: Sequence[str], rest: str) -> str:
    text = _NUMBER.sub("", text)
    match = _TITLE_PROJECTS.fullmatch(text) or _TITLE_REPORT.fullmatch(text) or _TITLE.fullmatch(text)
    if not match or _NO_NAME.fullmatch(match[1]):
        return ""
    return _joined(before, rest, match[1])


def _alone(lines: Sequence[str]) -> str:
    """A name on a line of its own, the first that is one: below 2022年度部门决算, （某某局）."""
    for line in lines[:_NAME_LINES]:
        name = own_name(line.strip("()"))
        if is_body(name) and _NAME_ALONE.fullmatch(name):
            return name
    return ""


def _joined(before: Sequence[str], rest: str, last: str = "") -> str:
    """A name that stands on the last of some lines: on as many as give a name that the document has elsewhere, too;
    else on the last, and on the line before it where that is the place alone."""
    lines = [_AROUND.sub("", line) for line in before]
    names = [line for line in lines if line and not _NO_NAME.fullmatch(line)]
    found = [
        "".join(names[len(names) - count :]) + last
        for count in range(0 if last else 1, min(_NAME_LINES, len(names)) + 1)
    ]
    known = [name for name in found if name and name in rest]
    if known:
        return own_name(max(known, key=len))
    chosen, above = found[0] if found else "", found[1].removesuffix(found[0]) if len(found) > 1 else ""
    return own_name(above + chosen if above and is_place(above) and not begins_with_place(chosen) else chosen)
