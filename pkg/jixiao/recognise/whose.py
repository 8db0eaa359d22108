"""Whose document it is and of which family: from its cover, its titles and the lines above its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jixiao.families import ACCOUNTS, BUDGET, FINAL_ACCOUNTS, PERFORMANCE, SOURCES, family_named
from jixiao.grids import Document
from jixiao.recognise.covers import name_on_cover, own_name
from jixiao.recognise.dated import COVER_LINES, DATE, plain_line
from jixiao.recognise.find import Form
from jixiao.recognise.performance.target_forms import is_target
from jixiao.recognise.tables.columns import header_of
from jixiao.recognise.tables.meaning import part_of
from jixiao.recognise.tables.titles import FUNDS

#: How much a line of the cover counts beside one of a table, for the family.
_COVER_WEIGHT = 2
#: 部门：… above a table, with year and unit of amounts on the same line or not.
_ABOVE = re.compile(
    r"(?:编制|填报|编报|预算|公开)?(?:项目主管|主管)?(?:部门|单位)(?:/(?:单位|部门)|\((?:单位|部门)\))?(?:名称)?(?:\((?:公章|盖章|单位|部门|项目)\))?:"
    r"([^>:|/]{3,40}?)"
    r"(?:[|/]?(?:20\d{2}年.*|金额单位:.*|单位:.*|编制日期.*|填报日期.*))?[|]?"
)
_LEVEL_BEHIND = re.compile(r"\((本级|汇总)\)")
_LEVEL_IN = re.compile(r"(部门|单位)(?:综合)?(?:收支|收入|支出)?(?:决算|预算)")
#: A line that calls its document a budget or final accounts.
_HEADING = re.compile(
    r"(?:部门|单位|[局委办厅院所站馆园校]|中心|[中小]学|年度?|综合|\)).{0,6}?(决算|预算)"
    r"(?:[和及]?[“\"]?三公[”\"]?经费(?:决算|预算)?)?(?:明细|数据|信息|公开|编制|说明|情况|报告|草案|文本|表|目录|批复|的)*(?:$|[.…\d])"
)
#: The number of a table: 预算01表.
_NUMBER = re.compile(r"(?:部门|单位)?(决算|预算)(?:公开)?(?:表)?\d{1,2}(?:-\d{1,2})?表?")
#: A text of the three public expenses alone: 某某局2022年三公经费支出决算情况说明.
_THREE_PUBLIC = re.compile(r"三公[”\"]?经费.*(?:决算|预算|说明|情况)")
_LONGEST_HEADING = 60
#: Rows of a grid that may hold title, number of the table, department and unit.
_HEAD_ROWS = 3
#: A name in Chinese: a converter's own headings (Overview) are none.
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
#: What stands behind 单位： where it means what amounts are counted in.
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
        votes = votes or Counter(_stages(forms))
        # Tables of accounts say 决算 in their titles; those of budgets are often called 收支总表 and no more.
        return max(SOURCES, key=lambda name: votes[name]) if votes else BUDGET
    known = [form for form in forms if form.form]
    if known and all(is_target(form) for form in known) and not votes:
        return BUDGET  # targets are set with it
    if known:
        return PERFORMANCE if not votes or votes[PERFORMANCE] else votes.most_common(1)[0][0]
    return votes.most_common(1)[0][0] if votes else ""


def _stages(forms: Sequence[Form]) -> Iterator[str]:
    """Families that titles of columns speak of (决算数, 预算数), where no title of a table does."""
    families = {"final": FINAL_ACCOUNTS, "budget": BUDGET}
    for form in forms:
        for path in header_of(form.grids[0]).paths if form.form == ACCOUNTS else ():
            yield from (families[part.stage] for part in map(part_of, path) if part.stage in families)


def _named(line: str) -> Iterator[str]:
    """Families that a line names: 部门预算, 单位决算; an amount of money in a sentence is none."""
    if len(line) > _LONGEST_HEADING or "。" in line:
        return
    if match := _HEADING.search(line) or _NUMBER.fullmatch(line):
        yield FINAL_ACCOUNTS if match[1] == "决算" else BUDGET
    elif re.search(r"绩效.{0,4}(?:自评|评价)", line):
        yield PERFORMANCE
    elif _THREE_PUBLIC.search(line) and (family := family_named(FUNDS.sub("", line))):
        yield family


def department_of(document: Document, forms: Sequence[Form]) -> str | None:
    """The name printed above the tables, else on the title page; None where there is none."""
    above = [plain_line(text) for form in forms for text in (*(line.text for line in form.above), *_first_cells(form))]
    above += [plain_line(line.text) for line in document.lines[:COVER_LINES]]
    if names := [name for text in above if (name := name_above(text))]:
        return Counter(names).most_common(1)[0][0]
    lines = [text for line in document.lines if not DATE.fullmatch(text := plain_line(line.text)) and _HAN.search(text)]
    return name_on_cover(lines) or None


def name_above(text: str) -> str:
    """The name in a line above a table (部门：某某局), as ``plain_line`` gives it; "" where it has none."""
    match = _ABOVE.fullmatch(text)
    return own_name(match[1]) if match and not _MEASURE.fullmatch(match[1]) else ""


def _first_cells(form: Form) -> Iterator[str]:
    """What stands in the first rows of a grid that holds its title and the line of department and unit."""
    return (
        (cell.text for row in form.grids[0].rows()[:_HEAD_ROWS] for cell in row if cell.text)
        if form.grids
        else iter(())
    )


def level_of(document: Document, forms: Sequence[Form]) -> str | None:
    """What the document calls itself: 本级 or 汇总 behind its name, else 部门 or 单位 in its title; None where nothing."""
    lines = [plain_line(line.text) for form in forms for line in form.above]
    lines += [plain_line(line.text) for line in document.lines[:COVER_LINES]]
    for words in (_LEVEL_BEHIND, _LEVEL_IN):
        votes = Counter(match[1] for text in lines if len(text) <= _LONGEST_HEADING for match in words.finditer(text))
        if votes:
            return votes.most_common(1)[0][0]
    return None
