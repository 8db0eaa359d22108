"""What a table's note or a chapter says there is nothing of: 故本表无数据, 此表为空表, 无此项收支, 无。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile, takewhile
from typing import Any

from jixiao.families import roles
from jixiao.grids import Cell, Line
from jixiao.recognise.dated import plain_line
from jixiao.recognise.find import Form
from jixiao.recognise.tables.titles import table_title
from jixiao.recognise.text.sections import sections

#: 无 in names of places and in words of other matters: 无锡市…支出, 无线电管理支出.
_OTHER = "锡为极棣线偿形障人机"
_OF_MONEY = "数据|收支|收入|支出|资金|发生|内容|业务"
_NOTHING = re.compile(
    rf"(?:无(?![{_OTHER}])|没有|不涉及|不存在)[^。；，,]{{0,20}}?(?:{_OF_MONEY})|未[^。；，,]{{0,10}}?(?:{_OF_MONEY})|没有[^。；，,]{{0,6}}情况"
    r"|(?:本|此|该)表(?:格)?(?:为|是)?空|空表|(?:均?为|是)(?:0|零)(?![.\d])|^无。?$"
)
_SECTION = "section."


def nothing_rows(forms: Sequence[Form], chapters: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of table ``claims`` (government_fund.none …) for tables that may be empty, where their notes or their chapter
    (rows of ``section_rows``) say that there is nothing."""
    tables = {form.role.name: form for form in forms if form.role and form.role.body.get("may_be_empty")}
    for name, form in tables.items():
        for note in _notes(form):
            if _says_nothing(note.text, name):
                yield _row(name, "table", note.text, note.place_of(note.text).as_dict())
                break
    for row in chapters:
        name = str(row["metric"]).removeprefix(_SECTION)
        if name in tables and _says_nothing(str(row["quote"] or ""), name):
            yield {**row, **_row(name, "chapter", str(row["quote"]), {})}


def _row(name: str, where: str, quote: str, place: Mapping[str, Any]) -> dict[str, Any]:
    row = {"claim_id": f"{name}.none-{where}", "section": "", "subject": "", "metric": f"{name}.none"}
    return {**row, "relation": "text", "quote": quote, **place}


def _says_nothing(text: str, name: str) -> bool:
    """True where words say that there is nothing of a table: words that name other funds alone say it of those."""
    words = plain_line(text)
    funds = {role.name for role in roles().values() if role.body.get("may_be_empty")}
    named = {section.key for section in sections() if section.key in funds and section.words.search(words)}
    return _NOTHING.search(words) is not None and (not named or name in named)


def _notes(form: Form) -> Iterator[Line | Cell]:
    """Lines below the title of a table and below the table, up to the next title, and its cells."""
    yield from dropwhile(_is_no_title, form.above)
    yield from takewhile(_is_no_title, form.below)
    for grid in form.grids:
        yield from grid.cells


def _is_no_title(line: Line) -> bool:
    return table_title(plain_line(line.text)) is None
