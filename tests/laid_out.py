"""Changes of how tables are laid out that carry no meaning."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from altering import (
    account_tables,
    between_rows,
    codes_of,
    instead,
    one_of,
    sides_of,
    tables_of,
    with_columns,
    with_row,
)
from holding import AMOUNT, title_rows
from typeset.model import Block, Cell, Document, Heading, Paragraph, Sheet, Table

_UNIT_LINE = re.compile(r"(?:金额)?单位[:：]\s*(?:万元|元)")
_TOTALS = ("合计", "总计")


def unmerged(document: Document, _: Random) -> Document:
    """Titles that stand in the first of several cells, the others blank."""
    for table in tables_of(document):
        cells = [
            replace(
                c,
                row=c.row + down,
                column=c.column + right,
                row_span=1,
                column_span=1,
                text="" if down or right else c.text,
            )
            for c in table.cells
            for down in range(c.row_span)
            for right in range(c.column_span)
        ]
        document = instead(document, table, replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column)))))
    return document


def without_numbers(document: Document, _: Random) -> Document:
    """Without the row that numbers the columns."""
    for table in account_tables(document):
        (row,) = {c.row for c in table.cells if c.text == "栏次"} or {None}
        if row is not None:
            cells = tuple(replace(c, row=c.row - (c.row > row)) for c in table.cells if c.row != row)
            document = instead(document, table, replace(table, cells=cells))
    return document


def columns_moved(document: Document, random: Random) -> Document:
    """Two columns of figures change places."""
    for table in one_of(random, [t for t in account_tables(document) if codes_of(t) and sides_of(t) == 1]):
        heads = title_rows(table)
        ends = {
            c.column for c in table.cells if c.row == 0 and c.column > 2 and c.row_span == heads and c.column_span == 1
        }
        if len(ends) > 1:
            one, other = random.sample(sorted(ends), 2)
            places = {one: other, other: one}
            numbered = {c.row for c in table.cells if c.text == "栏次"}
            cells = tuple(
                c if c.row in numbered else replace(c, column=places.get(c.column, c.column)) for c in table.cells
            )
            document = instead(document, table, replace(table, cells=cells))
    return document


def torn(document: Document, random: Random) -> Document:
    """A table over two pages, its titles above both parts or above the first one only."""
    for table in one_of(random, [t for t in account_tables(document) if t.rows - title_rows(t) > 3]):
        heads = title_rows(table)
        row = random.randint(heads + 2, table.rows - 1)
        again = heads if random.random() < 0.5 else 0
        above = tuple(c for c in table.cells if c.row < row)
        below = tuple(replace(c, row=c.row - row + again) for c in table.cells if c.row >= row)
        titles = tuple(c for c in table.cells if c.row < again)
        between: tuple[Block, ...] = random.choice(((), (Paragraph("（续表）"),), (Paragraph("第3页"),)))
        parts = (replace(table, cells=above), Sheet(), *between, replace(table, cells=(*titles, *below)))
        document = instead(document, table, *parts)
    return document


def unknown_column(document: Document, random: Random) -> Document:
    """A column with figures that no rule knows."""
    for table in one_of(random, [t for t in account_tables(document) if codes_of(t)]):
        heads = title_rows(table)
        at = random.choice((len(table.widths), len(table.widths), len(table.widths) - 1))
        if any(c.column < at < c.column + c.column_span for c in table.cells):
            at = len(table.widths)
        title = random.choice(("其中：援助资金", "绩效奖补", "备查数", "上缴专户款", "调剂数"))
        cells = [
            Cell(0, at, title, row_span=heads),
            *(Cell(r, at, f"{random.uniform(1, 90):.2f}") for r in range(heads, table.rows)),
        ]
        document = instead(document, table, with_columns(table, at, cells))
    return document


def unknown_row(document: Document, random: Random) -> Document:
    """A row with a figure whose label no rule knows."""
    for table in one_of(random, [t for t in account_tables(document) if t.rows - title_rows(t) > 3]):
        label = random.choice(("其中：援助项目", "补充资料：在编人数", "待查事项", "非同级资金往来", "备查：房租"))
        at = between_rows(table, random, title_rows(table) + 2, table.rows)
        columns = {c.column for c in table.cells if AMOUNT.fullmatch(c.text)}
        first = 1 if codes_of(table) else 0
        filled = min((column for column in columns if column > first), default=len(table.widths) - 1)
        texts = {first: label, filled: f"{random.uniform(1, 90):.2f}"}
        row = [Cell(at, column, texts.get(column, "")) for column in range(len(table.widths))]
        document = instead(document, table, with_row(table, at, row))
    return document


def end_lost(document: Document, random: Random) -> Document:
    """The last rows of a table stand on a page that is not there."""
    for table in one_of(random, [t for t in account_tables(document) if len(codes_of(t)) > 3]):
        row = random.randint(title_rows(table) + 3, table.rows - 1)
        cut = replace(table, cells=tuple(c for c in table.cells if c.row < row))
        document = instead(document, table, cut, Sheet())
    return document


def table_lost(document: Document, random: Random) -> Document:
    """A table is not there, nor its heading."""
    for table in one_of(random, account_tables(document)):
        at = document.blocks.index(table)
        heading = max(n for n, block in enumerate(document.blocks[:at]) if isinstance(block, Heading))
        document = replace(document, blocks=document.blocks[:heading] + document.blocks[at + 1 :])
    return document


def noted(document: Document, random: Random) -> Document:
    """A note below a table."""
    note = random.choice(
        (
            "注：本表反映部门本年度收支情况。",
            "注：本表金额转换成万元时，因四舍五入可能存在尾差。",
            "说明：本表无其他事项。",
        )
    )
    for table in one_of(random, account_tables(document)):
        document = instead(document, table, table, Paragraph(note))
    return document


def blank_columns(document: Document, random: Random) -> Document:
    """Columns that hold nothing, right of a table or before its last one."""
    for table in one_of(random, account_tables(document)):
        at = len(table.widths) - random.choice((0, 0, 1))
        if any(c.column < at < c.column + c.column_span for c in table.cells):
            at = len(table.widths)
        for _ in range(random.choice((1, 1, 2))):
            changed = with_columns(table, at, [Cell(row, at) for row in range(table.rows)])
            document = instead(document, table, changed)
            table = changed
    return document


def remarks(document: Document, random: Random) -> Document:
    """A column of remarks, mostly blank."""
    for table in one_of(random, account_tables(document)):
        at, heads = len(table.widths), title_rows(table)
        filled = {c.row for c in table.cells if AMOUNT.fullmatch(c.text)}
        texts = ("", "", "", "见说明", "含上年结转")
        said = [random.choice(texts) if row in filled else "" for row in range(heads, table.rows)]
        cells = [Cell(0, at, "备注", row_span=heads), *(Cell(heads + n, at, text) for n, text in enumerate(said))]
        document = instead(document, table, with_columns(table, at, cells))
    return document


def unit_moved(document: Document, random: Random) -> Document:
    """The line of the unit inside the table, or behind the name of the department."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and _UNIT_LINE.fullmatch(block.text) and random.random() < 0.5:
            at = document.blocks.index(block)
            before, after = document.blocks[at - 1], document.blocks[at + 1]
            if isinstance(before, Paragraph) and before.text.startswith("部门") and random.random() < 0.5:
                joined = replace(before, text=f"{before.text}　　　　{block.text}")
                document = instead(instead(document, before, joined), block)
            elif isinstance(after, Table):
                document = instead(instead(document, after, _with_line(after, block.text)), block)
    return document


def title_inside(document: Document, random: Random) -> Document:
    """The title of a table as its first row."""
    for table in one_of(random, account_tables(document)):
        heading = _heading_of(document, table)
        document = instead(instead(document, table, _with_line(table, heading.text)), heading)
    return document


def titles_longer(document: Document, random: Random) -> Document:
    """Titles of tables with a number or a year before them, or a remark behind."""
    form = random.choice(("表{n} {}", "附表{n}：{}", "{n}.{}", "（{n}）{}", "{}（公开{n:02}表）", "{}（汇总）"))
    for number, table in enumerate(account_tables(document), 1):
        heading = _heading_of(document, table)
        if "续" not in heading.text:
            document = instead(document, heading, replace(heading, text=form.format(heading.text, n=number)))
    return document


def tables_moved(document: Document, random: Random) -> Document:
    """Two tables change places, with what stands above them."""
    tables = account_tables(document)
    if len(tables) > 2:
        at = random.randrange(len(tables) - 1)
        index = document.blocks.index
        starts = [index(_heading_of(document, table)) for table in tables[at : at + 2]]
        ends = [index(table) + 1 for table in tables[at : at + 2]]
        if ends[0] == starts[1]:
            blocks = document.blocks
            moved = (*blocks[starts[1] : ends[1]], *blocks[starts[0] : ends[0]])
            document = replace(document, blocks=(*blocks[: starts[0]], *moved, *blocks[ends[1] :]))
    return document


def titles_again(document: Document, random: Random) -> Document:
    """The titles of columns again between two rows, or only the row that numbers the columns."""
    for table in one_of(random, [t for t in account_tables(document) if t.rows - title_rows(t) > 3]):
        heads = title_rows(table)
        at = between_rows(table, random, heads + 2, table.rows - 1)
        numbered = {c.row for c in table.cells if c.text == "栏次"}
        again = sorted(numbered) if numbered and random.random() < 0.5 else [*range(heads), *sorted(numbered)]
        places = {row: at + n for n, row in enumerate(again)}
        copies = [replace(c, row=places[c.row]) for c in table.cells if c.row in places]
        cells = (replace(c, row=c.row + len(again)) if c.row >= at else c for c in table.cells)
        document = instead(document, table, replace(table, cells=(*cells, *copies)))
    return document


def total_last(document: Document, random: Random) -> Document:
    """The total of the codes below them."""
    for table in [t for t in account_tables(document) if codes_of(t) and sides_of(t) == 1]:
        rows = [c.row for c in table.cells if c.column == 0 and c.row_span == 1 and c.text in _TOTALS]
        if len(rows) == 1 and rows[0] < table.rows - 1 and random.random() < 0.7:
            places = {rows[0]: table.rows - 1, **{row: row - 1 for row in range(rows[0] + 1, table.rows)}}
            cells = tuple(replace(c, row=places.get(c.row, c.row)) for c in table.cells)
            document = instead(document, table, replace(table, cells=cells))
    return document


def page_numbers(document: Document, random: Random) -> Document:
    """The number of the page in a row of a table."""
    for table in one_of(random, account_tables(document)):
        at = random.choice((table.rows, between_rows(table, random, title_rows(table) + 1, table.rows)))
        text = random.choice(("- 12 -", "— 12 —", "第12页", "第 12 页 共 40 页"))
        row = [Cell(at, 0, text, column_span=len(table.widths))]
        document = instead(document, table, with_row(table, at, row))
    return document


def blank_rows(document: Document, random: Random) -> Document:
    """Rows that hold nothing, at the end of a table or before its last row."""
    for table in one_of(random, account_tables(document)):
        at = random.choice((table.rows, table.rows, between_rows(table, random, table.rows - 1, table.rows)))
        for _ in range(random.randint(1, 3)):
            changed = with_row(table, at, [Cell(at, column) for column in range(len(table.widths))])
            document = instead(document, table, changed)
            table = changed
    return document


def zero_rows(document: Document, random: Random) -> Document:
    """Rows of a class of which there is nothing."""
    tables = [t for t in account_tables(document) if sides_of(t) == 1 and {c.text[0] for c in codes_of(t)} == {"2"}]
    for table in one_of(random, tables):
        names = {"234": "抗疫特别国债安排的支出", "23401": "基础设施建设", "2340101": "公共卫生体系建设"}
        if any(c.column == 0 and c.text in _TOTALS and c.row == table.rows - 1 for c in table.cells):
            continue
        for code, name in names.items():
            texts = [code, name, *["0.00"] * (len(table.widths) - 2)]
            row = [Cell(table.rows, column, text) for column, text in enumerate(texts)]
            changed = with_row(table, table.rows, row)
            document = instead(document, table, changed)
            table = changed
    return document


def _with_line(table: Table, text: str) -> Table:
    """The table with a line above its titles, in a cell over all columns."""
    cells = (replace(c, row=c.row + 1) for c in table.cells)
    return replace(table, cells=(Cell(0, 0, text, column_span=len(table.widths)), *cells))


def _heading_of(document: Document, table: Table) -> Heading:
    at = document.blocks.index(table)
    return next(block for block in reversed(document.blocks[:at]) if isinstance(block, Heading))


#: In the order in which several are made.
CHANGES = (
    table_lost, without_numbers, total_last, zero_rows, unknown_column, remarks, blank_columns, unknown_row, blank_rows,
    page_numbers, columns_moved, unmerged, titles_again, title_inside, titles_longer, tables_moved, unit_moved, end_lost,
    noted, torn,
)  # fmt: skip
