"""Made-up documents that hold, as a typesetter's model, and the faults that can be planted in them.

They are those of check/documents; the faults are the edits of every_rule.yaml. Used by the tests of robustness and by
benchmarks/robustness.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count

import yaml

from places import TESTS
from typeset.model import Block, Cell, Document, Heading, Paragraph, Table

DOCUMENTS = ("accounts_2021", "accounts_2020", "budget_2021", "projects_2021", "evaluation_2021", "targets_2021")

AMOUNT = re.compile(r"-?\d[\d,]*\.\d+")
_LABELS = re.compile(r"项目名称|一级指标|项目概况|支出内容|序号")


@dataclass(frozen=True)
class Fault:
    """Texts that stand once in a document, what stands there instead, and the rules that then speak."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    rules: tuple[str, ...]


def text_of(name: str) -> str:
    """A document as it is kept: Markdown."""
    return (TESTS / "check" / "documents" / f"{name}.md").read_text("utf-8")


@cache
def faults_of(name: str) -> tuple[Fault, ...]:
    """The faults that can be planted in a document that is read by itself."""
    cases = yaml.safe_load((TESTS / "check" / "every_rule.yaml").read_text("utf-8"))
    alone = [key for key, names in cases["disclosures"].items() if names == [f"{name}.md"]]
    edits = [edit for copy in cases["copies"] if copy["of"] in alone for edit in copy["edits"] if "fires" in edit]
    return tuple(Fault(_lines(edit["old"]), _lines(edit["new"]), tuple(edit["fires"])) for edit in edits)


def _lines(words: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(text.replace("⏎", "\n") for text in ([words] if isinstance(words, str) else words))


def with_fault(text: str, fault: Fault) -> str:
    """The text with a fault planted."""
    for old, new in zip(fault.old, fault.new, strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def as_document(text: str) -> Document:
    """Markdown as a typesetter's document."""
    blocks: list[Block] = []
    for part in re.split(r"\n{2,}", text.strip()):
        lines = part.split("\n")
        if lines[0].startswith("|"):
            blocks.append(_as_table([line for number, line in enumerate(lines) if number != 1]))
        elif lines[0].startswith("#"):
            marks, _, title = lines[0].partition(" ")
            blocks.append(Heading(title, len(marks) - 1))
        else:
            blocks.extend(Paragraph(line) for line in lines)
    return Document(next(block.text for block in blocks if isinstance(block, Heading)), tuple(blocks))


def _as_table(lines: Sequence[str]) -> Table:
    rows = [[text.strip().replace("<br>", "\n") for text in line.strip()[1:-1].split("|")] for line in lines]
    cells = tuple(Cell(number, column, text) for number, row in enumerate(rows) for column, text in enumerate(row))
    table = Table(cells, (1.0,) * max(map(len, rows)), size=7.0)
    heads = title_rows(table)
    return replace(table, cells=_merged(cells, heads), header_rows=heads) if is_of_accounts(table) else table


def is_of_accounts(table: Table) -> bool:
    """Whether a table is one of accounts or budgets: titles above columns of amounts, no form with labels beside."""
    return 0 < title_rows(table) < table.rows and not any(_LABELS.fullmatch(cell.text) for cell in table.cells)


def title_rows(table: Table) -> int:
    """Rows of titles: those above the first amount and above the row that numbers the columns."""
    below = [cell.row for cell in table.cells if AMOUNT.fullmatch(cell.text) or cell.text == "栏次"]
    numbered = [r for r in range(table.rows) if {c.text for c in table.cells if c.row == r} >= {"1", "2"}]
    return min([*below, *numbered, table.rows])


def _merged(cells: Sequence[Cell], heads: int) -> tuple[Cell, ...]:
    """Titles over the blank cells right of them, then over those below."""
    free = {(cell.row, cell.column) for cell in cells if cell.row < heads and not cell.text}
    found = []
    for cell in cells:
        if cell.row < heads and cell.text:
            wide = next(n for n in count(1) if (cell.row, cell.column + n) not in free)
            across = range(cell.column, cell.column + wide)
            tall = next(n for n in count(1) if not {(cell.row + n, column) for column in across} <= free)
            free -= {(row, column) for row in range(cell.row, cell.row + tall) for column in across}
            cell = replace(cell, column_span=wide, row_span=tall)
        if cell.row >= heads or cell.text:
            found.append(cell)
    return tuple(sorted([*found, *(Cell(*place) for place in free)], key=lambda cell: (cell.row, cell.column)))
