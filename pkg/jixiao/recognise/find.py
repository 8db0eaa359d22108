"""Grids become forms: which form a grid is, by its title and the words in it, and where it goes on.

Nothing here depends on a page, a row number or a table number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from jixiao.families import ACCOUNTS, SOURCES, Role, role_of
from jixiao.grids import Cell, Document, Grid, Line
from jixiao.recognise.aligned import aligned
from jixiao.recognise.performance.evaluation_columns import EVALUATION_LIST, evaluation_columns
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.target_lists import list_columns
from jixiao.recognise.proved import FormRule, form_by_words, form_rules, proved
from jixiao.recognise.tables.columns import same_table
from jixiao.recognise.tables.titles import TableTitle, is_furniture, table_title
from jixiao.values import plain_label, without_numbering

#: Characters of level labels that a page's end cut and left outside the table, at most.
_SCRAPS = 14
#: What may stand in one row with a title inside a grid: its number, the unit, the department.
_BESIDE_TITLE = re.compile(r".*单位.*|.*部门.*|(?:财决)?公开.*|附?表\s*[\d一二三四五六七八九十]+.*|20\d\d年.*")
#: How many lines before a grid may hold its title: title, number, unit, department, page furniture.
_TITLE_REACH = 10
_LONGEST_TITLE = 70
_SENTENCE = re.compile(r"[。；，《》？！]")
#: A title that names a fund is one of a table of figures, whatever form its last words are the title of.
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营|财政拨款|三公")
#: How a table is cut, below its title: （按经济分类科目分）.
_CUT = re.compile(r"[（(](?:不?含|分|按)")
#: The end of a line that the next one goes on.
_GOES_ON = ("、", "及", "和", "与", "“")
_NOTE = re.compile(r"^(?:备?注|说明)[:：]")


@dataclass(frozen=True, slots=True)
class Form:
    """A recognised form with all grids it is spread over; ``form`` is "" where none fits, ACCOUNTS for a table with a role."""

    form: str
    title: str
    above: tuple[Line, ...]
    grids: tuple[Grid, ...]
    below: tuple[Line, ...] = ()
    #: What its title says, where it is the title of a table of figures; and the table of a family that it is.
    table: TableTitle | None = None
    role: Role | None = None

    @property
    def pages(self) -> tuple[int, int]:
        """First and last page."""
        return self.grids[0].page, max(cell.page for cell in self.grids[-1].cells)

    def rows(self) -> Iterator[list[Cell]]:
        """Rows of all grids in order."""
        for grid in self.grids:
            yield from grid.rows()


def find_forms(document: Document) -> list[Form]:
    """All grids of a document as forms, in reading order; each grid is in exactly one."""
    forms: list[Form] = []
    lines: list[Line] = []
    heads = {line.text for line in document.furniture}
    for block in document.blocks:
        if isinstance(block, Line):
            if not is_furniture(block.text):
                lines.append(block)
            continue
        found = _identify(block, lines, heads)
        if found.form not in (ACCOUNTS, *form_rules()):
            found = replace(found, form="")
        if forms and _continues(forms[-1], found, block, lines):
            before = forms[-1].grids
            forms[-1] = replace(forms[-1], grids=(*before, aligned(block, before)))
        else:
            if forms:
                forms[-1] = replace(forms[-1], below=_below(lines))
            forms.append(replace(found, grids=(block,)))
        lines = []
    if forms:
        forms[-1] = replace(forms[-1], below=_below(lines))
    return forms


def with_roles(forms: Sequence[Form], family: str) -> list[Form]:
    """Tables of figures with the role that they have in the family that their title names, else in the document's; one
    whose role no family has is of no known form."""
    roles = (role_titled(form.table, family) if form.form == ACCOUNTS else None for form in forms)
    return [
        replace(form, role=role, form=form.form if role or form.form != ACCOUNTS else "")
        for form, role in zip(forms, roles, strict=True)
    ]


def role_titled(title: TableTitle | None, family: str) -> Role | None:
    """The table of a family that a title names: of the family that it says, else of this one; None for none."""
    if title is None:
        return None
    tried = (title.family,) if title.family else (family, *SOURCES)
    return next((role for name in tried if (role := role_of(name, title.role))), None)


@dataclass(frozen=True, slots=True)
class _Title:
    """A title line: the form it names ("" for none that is known), what it says as title of a table, its line."""

    form: str
    text: str
    index: int
    table: TableTitle | None = None


def _title_of(lines: Sequence[Line], heads: AbstractSet[str] = frozenset()) -> _Title | None:
    """The title nearest to a grid among the lines above it; one set on two lines is read as one.

    A running head (``heads``) is a title only where it names a form or a role.
    """
    for index, line in reversed(list(enumerate(lines))[-_TITLE_REACH:]):
        for first, text in _set_on_lines(lines, index):
            title = titled(text)
            if title and (title.form or (line.text not in heads and first == index)):
                return replace(title, index=first)
    return None


def _set_on_lines(lines: Sequence[Line], index: int) -> Iterator[tuple[int, str]]:
    """Ways to read a line as a title, the surest first, each with its first line: with the line above that it goes on
    from, with the bracket below it, alone, with any line below it."""
    text, above = lines[index].text, lines[index - 1].text.rstrip() if index else ""
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if above.endswith(_GOES_ON):
        yield index - 1, above + text
    if _CUT.match(below):
        yield index, text + below
    yield index, text
    if below:
        yield index, text + below


def titled(text: str) -> _Title | None:
    """What a line says as a title: the form that it names, and what it says as title of a table; None for no title."""
    if len(text) > _LONGEST_TITLE or _SENTENCE.search(text):
        return None
    label = re.sub(r"(?:\([^()]*\)|\d{4}年度?)+$", "", plain_label(text))
    fits = [
        (len(title), rule.of(label)) for rule in form_rules().values() for title in rule.titles if label.endswith(title)
    ]
    table = table_title(text)
    if fits and not (table and table.role and _FUND.search(label)):
        return _Title(max(fits)[1], text, -1, table)
    return _Title(ACCOUNTS if table.role else "", text, -1, table) if table else None


def _identify(grid: Grid, lines: Sequence[Line], heads: AbstractSet[str]) -> Form:
    """The form a grid begins or belongs to: by a title above it or in its first rows, proved by its words."""
    words = {without_numbering(plain_label(cell.text)) for cell in grid.cells if cell.text}
    title = _title_of(lines, heads)
    listed = _is_list(grid)
    if evaluation_columns(grid)[0]:
        return Form(
            EVALUATION_LIST, title.text if title else "", tuple(lines[title.index if title else -_TITLE_REACH :]), ()
        )
    if title and (form := proved(title.form, title.table, words)) and not (form == ACCOUNTS and listed):
        return Form(form, title.text, tuple(lines[title.index :]), (), table=title.table)
    above = tuple(lines[-_TITLE_REACH:])
    inside = _titles_inside(grid) if not listed else []
    for own in inside:
        if form := proved(own.form, own.table, words):
            return Form(form, own.text, above, (), table=own.table)
    title = title or next(iter(inside), None)
    text = title.text if title else lines[-1].text if lines else ""
    form = "project_target" if "name" in list_columns(grid)[0] else form_by_words(grid, text)
    return Form(form, text, above, (), table=title.table if title else None)


def _titles_inside(grid: Grid) -> list[_Title]:
    """Titles in the first rows of a grid, alone or beside the number of the table, the department and the unit."""
    found = []
    for row in grid.rows()[:2]:
        filled = [cell for cell in row if cell.text.strip()]
        for inside in (titled(cell.text) for cell in filled):
            others = [cell.text for cell in filled if inside and cell.text != inside.text]
            if inside and all(_BESIDE_TITLE.fullmatch(text) for text in others):
                found.append(inside)
    return found


def _is_list(grid: Grid) -> bool:
    """True for a list of tables: the titles of several stand in its cells."""
    found = (table_title(cell.text) for cell in grid.cells if cell.text.strip().endswith("表"))
    return len({title.role for title in found if title and title.role}) > 1


def _continues(before: Form, found: Form, grid: Grid, lines: Sequence[Line]) -> bool:
    """True where a grid goes on with the form before it.

    Either it repeats the form's title without its opening words, or it has no title of its own, not even
    one that its words do not prove, and nothing but page furniture stands between.
    """
    if before.form == ACCOUNTS:
        return _continues_table(before, found, grid, lines)
    rule = form_rules().get(before.form)
    if rule is None:
        return False
    if before.form == EVALUATION_LIST:
        return _continues_list(before, found, grid, lines)
    if found.form:
        listed = list_columns(grid)[0] and list_columns(before.grids[0])[0]
        same = found.form == before.form
        if rule.opens:
            return same and (bool(listed) or not _opens(rule, grid))
        return same
    return _follows(found, lines) and not _opens(rule, grid)


def _continues_table(before: Form, found: Form, grid: Grid, lines: Sequence[Line]) -> bool:
    """A table goes on under its own title, or without one behind nothing but a line or two, in the same columns."""
    if found.form == ACCOUNTS and found.table and before.table:
        return found.table.same(before.table) and same_table(before.grids[0], grid)
    inside = [title.table for title in _titles_inside(grid) if title.table]
    if any(before.table is None or not table.same(before.table) for table in inside):
        return False
    return not found.form and _follows(found, lines) and same_table(before.grids[0], grid)


def _continues_list(before: Form, found: Form, grid: Grid, lines: Sequence[Line]) -> bool:
    """A list of self-evaluations goes on under the same heads, or without any in as many columns."""
    if found.form:
        return evaluation_columns(grid)[0].keys() == evaluation_columns(before.grids[0])[0].keys()
    return _follows(found, lines) and grid.n_columns == before.grids[0].n_columns


def _follows(found: Form, lines: Sequence[Line]) -> bool:
    """True where nothing stands before a grid that ends what was there: a line or two, or scraps of cut labels."""
    if _own_title(found, lines) or any(_NOTE.match(line.text) for line in lines):
        return False
    return len(lines) <= 2 or sum(len(line.text) for line in lines) <= _SCRAPS


def _own_title(found: Form, lines: Sequence[Line]) -> bool:
    title = _title_of(lines)
    return title is not None and title.text == found.title


def _opens(rule: FormRule, grid: Grid) -> bool:
    words = {plain_label(cell.text) for row in grid.rows()[:4] for cell in row}
    named = "项目名称" in rule.opens and any(key_of("fields", word) == "name" for word in words)
    return named or any(word in words for word in rule.opens)


def _below(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Notes under a form: the lines directly below it, up to its next heading."""
    return tuple(lines[:3])
