"""Whose document it is and of which family: from its cover, its titles and the lines above its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jixiao.families import ACCOUNTS, BUDGET, FINAL_ACCOUNTS, PERFORMANCE, SOURCES
from jixiao.grids import Document
from jixiao.names import begins_with_place, is_body, is_place
from jixiao.recognise.dated import COVER_LINES, DATE, plain_line
from jixiao.recognise.find import Form
from jixiao.recognise.performance.target_forms import is_target

#: How much a line of the cover counts beside one of a table, for the family.
_COVER_WEIGHT = 2
_NAME = r"([^>:|/]{3,40}?)"
_YEAR_WORDS = r"(?:20\d{2}(?:年度?)?)"
_AROUND = re.compile(f"^{_YEAR_WORDS}|{_YEAR_WORDS}$")
_KIND = r"(?:市级|区级|省级|本级)?(?:部门|单位)?(?:决算|预算)"
_ENDING = r"(?:信息)?(?:公开)?(?:报告|说明|情况|文本|资料|草案|编制|表|目录|批复|的)*"
#: 部门：… above a table, with year and unit of amounts on the same line or not.
_ABOVE = re.compile(
    r"(?:编制|填报|编报|预算|公开)?(?:项目主管|主管)?(?:部门|单位)(?:名称)?(?:\((?:公章|盖章|单位|部门|项目)\))?:"
    + _NAME
    + r"(?:[|/]?(?:20\d{2}年.*|金额单位:.*|单位:.*|编制日期.*|填报日期.*))?[|]?"
)
#: 2024年度某某局部门决算 on the title page, or 2024年度部门决算 below the name.
_COVER = re.compile(f"(?:关于)?{_YEAR_WORDS}?{_NAME}(?:关于)?{_YEAR_WORDS}?{_KIND}{_ENDING}")
_COVER_BELOW = re.compile(f"(?:关于)?{_YEAR_WORDS}?{_KIND}{_ENDING}")
#: 某某局2020年度部门整体支出绩效自评报告; a project's report names the project there, not the department.
_REPORT = r"部门整体(?:支出)?绩效(?:自评|自评价|评价)报告"
_COVER_REPORT = re.compile(f"{_NAME}{_YEAR_WORDS}?{_REPORT}")
_COVER_REPORT_BELOW = re.compile(f"{_YEAR_WORDS}?{_REPORT}")
#: [292]某某局, 341-某某局, 340_某某局: the code of a department before its name.
_CODE = re.compile(r"^[\[(【]?\d{2,6}[\])】]?[-—_]?(?=\D{3})")
#: 某委员会部门2026年度部门预算: the word 部门 behind a full name is none of it.
_KIND_OF_UNIT = re.compile(r"(?<=[局会厅办署院])(?:部门|单位)$")
#: The whole department together, behind its name: (汇总). (本级) is another entity, and belongs to the name.
_WHOLE = re.compile(r"\(汇总\)$")
_LEVEL_BEHIND = re.compile(r"\((本级|汇总)\)")
_LEVEL_IN = re.compile(r"(部门|单位)(?:综合)?(?:收支|收入|支出)?(?:决算|预算)")
#: A line that calls its document a budget or final accounts.
_HEADING = re.compile(
    r"(?:部门|单位|局|委|办|厅|院|年度?|综合|\)).{0,6}?(决算|预算)(?:信息)?(?:公开|编制|说明|情况|报告|草案|文本|表|目录|批复|的)*(?:$|[.…\d])"
)
_LONGEST_HEADING = 60
_NO_NAME = re.compile(
    r"目录|附件.*|第.部分.*|.*(?:收入|支出|总体|情况|概况|说明|报告|公开|关于.*)|[\d.…]+|单位:.*|部门|单位|.*表"
)
#: A line that is a name and nothing else.
_NAME_ALONE = re.compile(r"[^\d。，；：:、…]{4,40}")
#: Three lines at most hold a name.
_NAME_LINES = 3
#: Where a name is stamped; and what stands behind 单位： where it means what amounts are counted in.
_STAMP = re.compile(r"\((?:加盖)?(?:公|签)?章?(?:盖章)?\)$")
_MEASURE = re.compile(r"人民币.*|.{0,6}元|(?:[^、]{1,2}、)+[^、]{1,2}")


def family_of(document: Document, forms: Sequence[Form]) -> str:
    """final_accounts, budget or performance; "" for a document that shows itself as none of them."""
    votes: Counter[str] = Counter()
    for line in document.lines[:COVER_LINES]:
        votes.update(dict.fromkeys(_named(plain_line(line.text)), _COVER_WEIGHT))
    votes.update(form.table.family for form in forms if form.form == ACCOUNTS and form.table and form.table.family)
    tables = any(form.form == ACCOUNTS for form in forms)
    if tables and not votes:
        votes.update(family for line in document.lines for family in _named(line.text))
    if tables:
        return max(SOURCES, key=lambda name: votes[name])
    known = [form for form in forms if form.form]
    if known and all(is_target(form) for form in known) and not votes:
        return BUDGET  # targets are set with it
    if known:
        return PERFORMANCE if not votes or votes[PERFORMANCE] else votes.most_common(1)[0][0]
    return votes.most_common(1)[0][0] if votes else ""


def _named(line: str) -> Iterator[str]:
    """Families that a line names: 部门预算, 单位决算; an amount of money in a sentence is none."""
    if len(line) > _LONGEST_HEADING or "。" in line:
        return
    if match := _HEADING.search(line):
        yield FINAL_ACCOUNTS if match[1] == "决算" else BUDGET
    elif re.search(r"绩效.{0,4}(?:自评|评价)", line):
        yield PERFORMANCE


def department_of(document: Document, forms: Sequence[Form]) -> str | None:
    """The name printed above the tables, else on the title page; None where there is none."""
    above = [plain_line(line.text) for form in forms for line in form.above]
    above += [plain_line(line.text) for line in document.lines[:COVER_LINES]]
    found = [match[1] for text in above if (match := _ABOVE.fullmatch(text))]
    names = [_without_code(name) for name in found if not _MEASURE.fullmatch(name)]
    if not names:
        names = _on_cover(document)
    return Counter(names).most_common(1)[0][0] if names else None


def _without_code(name: str) -> str:
    return _WHOLE.sub("", _KIND_OF_UNIT.sub("", _CODE.sub("", _STAMP.sub("", name))))


def level_of(document: Document, forms: Sequence[Form]) -> str | None:
    """What the document calls itself: 本级 or 汇总 behind its name, else 部门 or 单位 in its title; None where nothing."""
    lines = [plain_line(line.text) for form in forms for line in form.above]
    lines += [plain_line(line.text) for line in document.lines[:COVER_LINES]]
    for words in (_LEVEL_BEHIND, _LEVEL_IN):
        votes = Counter(match[1] for text in lines if len(text) <= _LONGEST_HEADING for match in words.finditer(text))
        if votes:
            return votes.most_common(1)[0][0]
    return None


def _on_cover(document: Document) -> list[str]:
    lines = [text for line in document.lines if not DATE.fullmatch(text := plain_line(line.text))]
    for index, text in enumerate(lines[:COVER_LINES]):
        below = lines[index + 1] if index + 1 < len(lines) else ""
        rest = "\n".join(lines[index + 1 :])
        for own in (text, text if _COVER_BELOW.fullmatch(below) else text + below):
            if _COVER_BELOW.fullmatch(own) or _COVER_REPORT_BELOW.fullmatch(own):
                name = _joined(lines[:index], rest) or _alone(lines[index + 1 : COVER_LINES])
                return [name] if name else []
            match = _COVER_REPORT.fullmatch(own) or _COVER.fullmatch(own)
            if match and not _NO_NAME.fullmatch(match[1]):
                return [_joined(lines[:index], rest, match[1])]
    name = _alone(lines)
    return [name] if name else []


def _alone(lines: Sequence[str]) -> str:
    """A name on a line of its own, the first that is one: below 2022年度部门决算, （某某局）."""
    for line in lines[:_NAME_LINES]:
        name = _without_code(line.strip("()"))
        if is_body(name) and _NAME_ALONE.fullmatch(name):
            return name
    return ""


def _joined(before: Sequence[str], rest: str, last: str = "") -> str:
    """A name that stands on the last of some lines: on as many as give a name that the document has elsewhere, too;
    else on the last, and on the line before it where that is the place alone."""
    lines = [_AROUND.sub("", line) for line in before]
    names = [line for line in lines if line and not _NO_NAME.fullmatch(line)]
    found = ["".join(names[-count:]) + last for count in range(0 if last else 1, min(_NAME_LINES, len(names)) + 1)]
    known = [name for name in found if name and name in rest]
    if known:
        return _without_code(max(known, key=len))
    chosen, above = found[0] if found else "", found[1].removesuffix(found[0]) if len(found) > 1 else ""
    return _without_code(above + chosen if above and is_place(above) and not begins_with_place(chosen) else chosen)
