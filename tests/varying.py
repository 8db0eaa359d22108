"""What carries no meaning in a made-up form, changed. Used by the tests of labels and of robustness, and by benchmarks/fuzz.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from random import Random

import yaml

from places import TESTS
from typeset.generate.forms import LABELS
from typeset.model import Cell, Document, Heading, Sheet, Table

#: Part of a self-evaluation form, and a label in it as it is made.
Place = tuple[str, str]
#: The rows of each part.
Rows = Mapping[str, range]
#: Money and columns that no rule knows.
UNKNOWN_FUNDS = ("债务性来源", "援建", "第三方投入")
UNKNOWN_COLUMNS = ("得分系数", "结余", "上年实际值", "同类均值")


#: Traits of a form whose labels are those of the ministry's sample, each in a cell of its own.
PLAIN = {"spaced": False, "operator_columns": False, "title_inside": False, "numbered_indicators": "none"}


@cache
def label_variants() -> Mapping[Place, list[str]]:
    """Part of the form and label as made → what other places print."""
    data = yaml.safe_load((TESTS / "recognise/performance/label_variants.yaml").read_text("utf-8"))
    return {(part, label): texts for part, labels in data.items() for label, texts in labels.items()}


def plain(text: str) -> str:
    """A label without white space and its colon."""
    return "".join(text.split()).rstrip("：")


def form_table(document: Document) -> Table:
    """The first table of a document."""
    return next(block for block in document.blocks if isinstance(block, Table))


def part_rows(table: Table) -> Rows:
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


def reordered(document: Document, rows: Rows, part: str, order: Sequence[int]) -> Document:
    """The form with the columns of its money ("funds") or its indicators ("rows") in another order.

    ``order`` names the columns right of the labels, counted from 0.
    """
    table = form_table(document)
    titles, body = ("money", "funds") if part == "funds" else ("indicators", "rows")
    (heads,) = rows[titles]
    first = 4 if part == "funds" else 5
    columns = sorted((c.column, c.column_span) for c in table.cells if c.row == heads and c.column >= first)
    moved: dict[int, int] = {}
    at = first
    for number in order:
        start, span = columns[number]
        moved[start] = at
        at += span
    own = {heads, *rows[body]}
    return with_cells(
        document, [replace(c, column=moved.get(c.column, c.column)) if c.row in own else c for c in table.cells]
    )


def with_column(document: Document, rows: Rows, part: str, title: str, texts: Sequence[str]) -> Document:
    """The form with one more column at its right edge, for its money or its indicators; blank beside the rest."""
    table = form_table(document)
    titles, body = ("money", "funds") if part == "funds" else ("indicators", "rows")
    (heads,) = rows[titles]
    beside = {heads: title, **{row: texts[n % len(texts)] for n, row in enumerate(rows[body])}}
    column = len(table.widths)
    cells = [*table.cells, *(Cell(row, column, beside.get(row, "")) for row in range(table.rows))]
    changed = replace(table, cells=tuple(cells), widths=(*table.widths, 8.0))
    return replace(document, blocks=tuple(changed if block is table else block for block in document.blocks))


def torn(document: Document, row: int) -> Document:
    """The form over two pages, parted before a row; a cell merged over the break stands on both, its text on the first."""
    table = form_table(document)
    above, below = [], []
    for cell in table.cells:
        end = cell.row + cell.row_span
        if cell.row < row:
            above.append(replace(cell, row_span=min(end, row) - cell.row))
        if end > row:
            begin = max(cell.row, row)
            text = cell.text if cell.row >= row else ""
            below.append(replace(cell, row=begin - row, row_span=end - begin, text=text))
    parts = (replace(table, cells=tuple(above)), Sheet(), replace(table, cells=tuple(below)))
    blocks = [piece for block in document.blocks for piece in (parts if block is table else (block,))]
    return replace(document, blocks=tuple(blocks))


def cut_off(document: Document, row: int) -> Document:
    """The form whose rows from this one on stand on a page that is not there, or that is a picture."""
    halves = torn(document, row)
    last = [n for n, block in enumerate(halves.blocks) if isinstance(block, Table)][1]
    return replace(halves, blocks=halves.blocks[:last] + halves.blocks[last + 1 :])


def with_wrong_rate(document: Document) -> Document:
    """The form with a fault: the execution rate of all its money is not what its amounts give."""
    table = form_table(document)
    (first, *_) = part_rows(table)["funds"]
    wrong = next(cell for cell in table.cells if cell.row == first and cell.text.endswith("%"))
    return with_cells(document, [replace(c, text="12.34%") if c is wrong else c for c in table.cells])


def varied(document: Document, seed: int) -> tuple[Document, list[str]]:
    """The form with a few changes that carry no meaning, and what they are."""
    random = Random(seed)  # noqa: S311  a seed must give the same changes
    said: list[str] = []
    labels = {place: random.choice(texts) for place, texts in label_variants().items() if random.random() < 0.3}
    if random.random() < 0.3:
        labels["funds", "其他资金"] = random.choice(UNKNOWN_FUNDS)
    rows = part_rows(form_table(document))
    total, first = rows["total"].start, rows["rows"].start
    changes: list[tuple[str, Callable[[Document], Document]]] = [
        ("money reordered", lambda made: reordered(made, rows, "funds", random.sample(range(6), 6))),
        ("indicators reordered", lambda made: reordered(made, rows, "rows", [*random.sample(range(2), 2), 2, 3, 4])),
        (
            "column of money",
            lambda made: with_column(made, rows, "funds", random.choice(UNKNOWN_COLUMNS), ("12", "3.50", "", "100%")),
        ),
        (
            "column of indicators",
            lambda made: with_column(made, rows, "rows", random.choice(UNKNOWN_COLUMNS), ("100", "85", "")),
        ),
        ("torn", lambda made: torn(made, random.randint(2, total - 1))),
        ("cut off", lambda made: cut_off(made, random.randint(first, total))),
    ]
    document = relabelled(document, labels)
    for name, change in changes[:2] + random.sample(changes[2:4], 1) + random.sample(changes[4:], 1):
        if random.random() < 0.4:
            said.append(name)
            document = change(document)
    return document, [*said, *labels.values()]
