"""Whose and of which year headings, titles of tables and the lines above tables say that their document is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.families import ACCOUNTS, BUDGET, FINAL_ACCOUNTS, PERFORMANCE
from jixiao.grids import Cell, Document, Line
from jixiao.names import is_body
from jixiao.recognise.covers import name_on_cover
from jixiao.recognise.dated import plain_line
from jixiao.recognise.fields import form_year
from jixiao.recognise.find import Form
from jixiao.recognise.tables.titles import FUNDS
from jixiao.recognise.whose import name_above

#: What the metric of a heading begins with; what the heading names follows.
HEADING = "heading."
YEAR_IN, NAME_IN = f"{HEADING}year", f"{HEADING}name"
#: What headings of a family speak of: the stage of its money, and the performance that accounts tell of the same year.
_MATTER = {FINAL_ACCOUNTS: re.compile("决算|绩效"), BUDGET: re.compile("预算"), PERFORMANCE: re.compile("绩效")}
_LONGEST = 60
_SENTENCE = re.compile(r"[。；，;,]")
_QUOTES = re.compile(r"[“”\"]")
_PAGE_OF_IT = re.compile(r"[.…·]{2,}\d*$")
_NUMBER = r"(?:第[一二三四五六七八九十]+部分[:、]?|[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十\d]+[)]|\d{1,2}[.、]|(?:附?表|附件)\d*[:.、]?)*"
#: What headings of budgets and accounts are made of: no project, no law, no plan, no comparison, no execution of a budget.
_WORDS = (
    r"(?:本?部门|单位|综合|本级|汇总|总体|整体|全年|一般公共预算|政府性基金|国有资本经营|国有资产|财政|拨款|当年|三公|会议费?|培训费?|经费|"
    r"机关|运行|政府|采购|购买服务|占有|占用|使用|公务|接待|预算|决算|收入|支出|收支|收、支|结余|结转|基本|项目|用途|编制|信息|数据|公开|"
    r"绩效|自评|评价|管理|结果|工作|开展|分类|功能|经济|科目|及|其|和|与|的|、|总|明细|有关|具体|情况|说明|表|文本|报告|文字|目录|重要|事项)+"
)
_TITLE = re.compile(rf"{_NUMBER}(?:关于)?(?P<name>[^\d:《》()]{{0,30}}?)(?P<year>20\d\d)年(?:度)?(?P<words>{_WORDS})")
#: What a heading has beside year and stage, which the title of a column is made of: 2022年预算.
_OF_WHAT = re.compile(r"部门|单位|(?:情况|说明|表|公开|报告|目录|文本|事项|绩效自评)$")
#: 部门：某某局 2022年度 金额单位：万元, and 2022年度 alone.
_ABOVE = re.compile(r"(?:[^:]{0,14}(?:部门|单位)[^:]{0,8}:[^:]*?[|]?)?(20\d\d)年度?(?:[|]?(?:金额)?单位:.*元)?")
#: Rows of a grid that may hold its title and the line of department and year, which have few cells.
_HEAD_ROWS, _FEW = 3, 3
_WHOSE = re.compile(r"(?:部门|单位)(?:名称)?(?:\(.{1,4}\))?:")
#: A name that says whose the document is and no more: 本部门, 我局, 各单位.
_NO_NAME = re.compile(r"^(?:本|我|各|该|全|其|所属|下属|市级|区级|县级|省级)|部门|(?:单位)$|预算|决算|采购")


@dataclass(frozen=True, slots=True)
class _Heading:
    block: Line | Cell
    text: str
    year: int | None
    name: str


def heading_rows(
    document: Document, forms: Sequence[Form], family: str, fiscal_year: int | None
) -> Iterator[dict[str, Any]]:
    """Rows of table ``claims``: how many headings name a year or a department, the first place of each.

    ``period`` is the year and ``subject`` the name; each heading of another year than the document's has a row of its own.
    ``ambiguous`` says that the document has the name elsewhere, too: of a unit, perhaps, or as a former one.
    """
    if family not in _MATTER:
        return
    listed = (*_titles(document, family), *_above(forms, family), *_on_forms(forms))
    found = list({id(heading.block): heading for heading in listed}.values())
    years: dict[tuple[int, str], list[_Heading]] = {}
    names: dict[str, list[_Heading]] = {}
    for heading in found:
        if heading.year:
            years.setdefault((heading.year, "" if heading.year == fiscal_year else heading.text), []).append(heading)
        if heading.name:
            names.setdefault(heading.name, []).append(heading)
    for number, ((year, _), alike) in enumerate(years.items(), 1):
        yield {**_row(YEAR_IN, number, alike), "period": str(year)}
    own = {heading.text for heading in found}
    texts = [text for block in _blocks(document) if (text := _plain(block.text)) not in own]
    for number, (name, alike) in enumerate(names.items(), 1):
        elsewhere = any(name in text for text in texts)
        yield {**_row(NAME_IN, number, alike), "subject": name, "ambiguous": "elsewhere" if elsewhere else None}


def _row(metric: str, number: int, listed: Sequence[_Heading]) -> dict[str, Any]:
    first = listed[0]
    row = {"claim_id": f"{metric}-{number}", "section": "", "subject": "", "metric": metric, "relation": "text"}
    return {**row, "value": len(listed), "quote": first.text, **first.block.place_of(first.text).as_dict()}


def _titles(document: Document, family: str) -> Iterator[_Heading]:
    """Headings and titles of tables that speak of the budget or accounts of a year or of a department; a budget may tell of
    the performance of an earlier year."""
    for block in _blocks(document):
        text = _plain(block.text)
        if len(text) > _LONGEST or not _MATTER[family].search(FUNDS.sub("", text)) or _SENTENCE.search(text):
            continue
        match = None if family == BUDGET and "绩效" in text else _TITLE.fullmatch(text)
        name = _name(name_on_cover([text]))
        name = "" if name == text else name
        of_it = match and _OF_WHAT.search(match["words"]) and (not match["name"] or is_body(match["name"]))
        year = int(match["year"]) if match and of_it else None
        if year or name:
            yield _Heading(block, text, year, name)


def _above(forms: Sequence[Form], family: str) -> Iterator[_Heading]:
    """What lines above tables of the family, and cells over the whole width of their grids, say."""
    for form in forms:
        if form.role is None or form.role.family != family or not form.grids:
            continue
        head = form.grids[0].rows()[:_HEAD_ROWS]
        blocks: list[Line | Cell] = [*form.above, *(cell for row in head if _is_above(row) for cell in row)]
        for block in blocks:
            text = _plain(block.text)
            match = _ABOVE.fullmatch(text)
            name = _name(name_above(text))
            if match or name:
                yield _Heading(block, text, int(match[1]) if match else None, name)


def _is_above(row: Sequence[Cell]) -> bool:
    """True for a row that says whose and of which year its table is, and is no row of titles of columns (项目, 2020年, 2021年)."""
    texts = [_plain(cell.text) for cell in row if cell.text]
    return len(texts) == 1 or (len(texts) <= _FEW and any(_WHOSE.search(text) for text in texts))


def _on_forms(forms: Sequence[Form]) -> Iterator[_Heading]:
    """The years of performance forms, where a line above them says one."""
    for form in forms:
        year = form_year(form) if form.form not in ("", ACCOUNTS) else None
        line = next((line for line in form.above if str(year) in _plain(line.text)), None) if year else None
        if line:
            yield _Heading(line, _plain(line.text), year, "")


def _name(name: str) -> str:
    return name if name and is_body(name) and not _NO_NAME.search(name) else ""


def _blocks(document: Document) -> Iterator[Line | Cell]:
    yield from document.lines
    for grid in document.grids:
        yield from grid.cells


def _plain(text: str) -> str:
    return _PAGE_OF_IT.sub("", _QUOTES.sub("", plain_line(text)))
