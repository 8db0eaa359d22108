"""Labels of the rows of a table: code, name, unit and depth, read from the top, for what is merged goes on below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jixiao.figures import half_width
from jixiao.grids import Cell
from jixiao.recognise.tables.layout import CODE_LEVELS, TableSide
from jixiao.rules import term_labels
from jixiao.values import plain_label, without_numbering, without_remark

_CODE = re.compile(r"[A-Z]?\d{2,9}|[A-Z]")
#: [2010301]行政运行, 2010301-行政运行, 2010301 行政运行: code and name in one cell.
_CODE_AND_NAME = re.compile(r"[\[(【（]?([2-5]\d{2}(?:\d{2}){0,2})[\])】）]?[-—–:：\s]*(\D.*)", re.DOTALL)
#: Digits of a class (类), with its group (款), with its item (项).
_CLASS, _GROUP = 3, 5
_LEAST_STEP = 2
#: A row of things that are counted, and their unit: its figures are no amounts.
_COUNTED = re.compile(r"[（(](辆|台|套|台套|台[/、（(]套[)）]?|个|人|人次|批次|次)[)）]?[)）]$")
#: What every table of 国有资产占用 counts, also where no unit stands behind it: vehicles by use, equipment above a price.
_THINGS = {
    "辆": re.compile(r".*(?:领导干部|负责人|通信|保障|执勤|技术|离退休|其他)用车"),
    "台套": re.compile(r".*万元.*以上.*设备(?:[（(].*[)）])?"),
}


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What stands left of the figures of a row; "" for what it does not print."""

    code: str = ""
    item: str = ""
    unit: str = ""
    #: Points from the left wall of its cell to the name, where names stand in one column; None where unknown.
    indent: float | None = None


def is_total(item: str, *terms: str) -> bool:
    """True where an item is one of these terms by any of its labels."""
    label = without_remark(without_numbering(plain_label(item)))
    return any(label == plain_label(alias) for term in terms for alias in term_labels()[term]["labels"])


def counted_in(item: str) -> str:
    """The unit of things that a row counts (辆, 人次); "" for a row of amounts."""
    found = _COUNTED.search(item)
    return found[1] if found else next((unit for unit, named in _THINGS.items() if named.fullmatch(item)), "")


class LabelReader:
    """Reads the labels of one block row by row: units and levels of codes that a row leaves out are those above it."""

    def __init__(self, block: TableSide) -> None:
        self._block = block
        self._unit = ""
        self._codes: list[str] = []

    def read(self, cells: Mapping[int, Cell]) -> RowLabel:
        """The label of the next row (column → cell)."""
        block = self._block
        printed = [re.sub(r"\s+", "", cells[i].text) if i in cells else "" for i in block.codes]
        # A workbook's number has no leading zero: 款 8 is 08.
        texts = [f"0{text}" if n and len(text) == 1 and text.isdigit() else text for n, text in enumerate(printed)]
        codes = [text if _CODE.fullmatch(text) else "" for text in map(half_width, texts)]
        code = self._code(codes)
        words = [text for text, one in zip(printed, codes, strict=True) if text and not one and text not in CODE_LEVELS]
        named = [cells[i] for i in block.names if i in cells and cells[i].text.strip()]
        item = "".join([*words, *(cell.text for cell in named)])
        unit = "".join(cells[i].text for i in block.units if i in cells)
        if not code and (match := _CODE_AND_NAME.fullmatch(item.strip())):
            code, item = match[1], match[2]
        if self._is_unit(code, item, cells):
            unit = item
        if unit.strip():
            self._unit = unit
        elif without_remark(plain_label(item)) == "合计":
            self._unit = ""
        if block.units and not item:
            item = unit
        alone = (block.names or block.units) if len(block.names) < 2 else ()
        indent = next((cells[i].indent for i in alone if i in cells), None)
        return RowLabel(code, item, "" if is_total(self._unit, "total", "grand_total") else self._unit, indent)

    def _is_unit(self, code: str, item: str, cells: Mapping[int, Cell]) -> bool:
        """True for the row of a unit among those of its subjects: named in their column, beside its own code."""
        own = any(cells[i].text.strip() for i in self._block.unit_codes if i in cells)
        return own and not code and bool(item.strip()) and not self._block.units

    def _below_class(self, code: str) -> str:
        """The code of the only column; a group (款) that prints its own two digits stands below the class above it."""
        if code.isdigit() and len(code) == _CLASS:
            self._codes = [code]
        return f"{self._codes[0]}{code}" if self._codes and len(code) == _LEAST_STEP and code.isdigit() else code

    def _code(self, parts: Sequence[str]) -> str:
        """The code of a row from its columns; one that prints its own level only stands below the codes above it."""
        if len(parts) < 2 or not any(parts):
            return self._below_class(next((part for part in parts if part), ""))
        if len(parts[0]) > _CLASS and parts[0].isdigit():
            return parts[0]  # columns of another classification stand beside it
        first = next(i for i, part in enumerate(parts) if part)
        kept = list(parts)
        if first and len(parts[first]) == _LEAST_STEP and len(self._codes) >= first:
            kept = [*self._codes[:first], *parts[first:]]
        self._codes = [part for part in kept if part]
        return "".join(_without_repeats(kept))


def _without_repeats(texts: Sequence[str]) -> list[str]:
    """类 款 项 in columns of their own may repeat the code of the column before ("201", "20106")."""
    kept: list[str] = []
    for text in texts:
        if kept and text.startswith("".join(kept)) and len(text) > len("".join(kept)):
            kept = [text]
        else:
            kept.append(text)
    return kept
