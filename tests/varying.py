"""What carries no meaning in a made-up form, changed. Used by the tests of labels and of robustness, and by benchmarks/fuzz.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from typeset.generate.forms import LABELS
from typeset.model import Cell, Document, Heading, Table

#: Part of a self-evaluation form, and a label in it as it is made.
Place = tuple[str, str]


def plain(text: str) -> str:
    """A label without white space and its colon."""
    return "".join(text.split()).rstrip("：")


def form_table(document: Document) -> Table:
    """The first table of a document."""
    return next(block for block in document.blocks if isinstance(block, Table))


def part_rows(table: Table) -> Mapping[str, range]:
    """The rows of each part of a self-evaluation form, by the labels as it is made."""
    at: dict[str, int] = {}
    for cell in table.cells:
        at.setdefault(plain(cell.text), cell.row)
    money, goals, indicators, total = at["全年执行数"], at["年度总体目标"], at["一级指标"], at["总分"]
    return {
        "head": range(money),
        "money": range(money, money + 1),
        "funds": range(money + 1, goals),
        "goals": range(goals, goals + 1),
        "indicators": range(indicators, indicators + 1),
        "rows": range(indicators + 1, total),
        "total": range(total, table.rows),
    }


def relabelled(document: Document, labels: Mapping[Place, str]) -> Document:
    """The form with labels printed otherwise."""
    table = form_table(document)
    rows = part_rows(table)
    instead: dict[int, str] = {}
    for (part, label), text in labels.items():
        if part == "title":
            blocks = [replace(b, text=text) if isinstance(b, Heading) else b for b in document.blocks]
            document = replace(document, blocks=tuple(blocks))
            continue
        known = [plain(name) for name in LABELS.get(label, (label,))]
        found = [n for n, cell in enumerate(table.cells) if cell.row in rows[part] and plain(cell.text) in known]
        assert len(found) == 1, (part, label, found)
        instead[found[0]] = text
    return with_cells(document, [replace(c, text=instead.get(n, c.text)) for n, c in enumerate(table.cells)])


def with_cells(document: Document, cells: Sequence[Cell]) -> Document:
    """The document with other cells in its first table."""
    table = form_table(document)
    changed = replace(table, cells=tuple(cells))
    return replace(document, blocks=tuple(changed if block is table else block for block in document.blocks))
