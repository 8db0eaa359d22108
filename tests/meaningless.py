"""Changes of a typeset document that carry no meaning: what holds still holds behind each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from holding import AMOUNT, is_of_accounts, title_rows
from typeset.model import Block, Cell, Document, Heading, Paragraph, Sheet, Table

Change = Callable[[Document, Random], Document]

_FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_HALF_BRACKETS = str.maketrans("（）", "()")
_IN_YUAN = 10_000
_CODED = re.compile(r"\d{3}(\d{2}){0,2}")
_MONEY = re.compile(r"(?<![\d.])(\d[\d,]*\.\d+)万元")
_UNIT = re.compile(r"单位[:：]\s*万元")
#: What other places print for a label of the ministry's tables.
SYNONYMS = {
    "合计": ("总计", "合　计", "合 计", "总　计"),
    "总计": ("合计", "总　计", "收支总计"),
    "本年收入合计": ("本年收入", "本年收入小计", "本年收入总计"),
    "本年支出合计": ("本年支出", "本年支出小计", "本年支出总计"),
    "年初结转和结余": ("上年结转和结余", "上年结转", "年初结转结余", "上年结余"),
    "年末结转和结余": ("结转下年", "年末结转结余", "年末结余", "结转和结余"),
    "使用非财政拨款结余": ("用事业基金弥补收支差额", "使用非财政拨款结余和专用结余", "使用专用结余"),
    "财政拨款收入": ("财政拨款", "财政补助收入", "财政拨款收入（含基金）"),
    "事业收入": ("事业单位收入", "教育收费及事业收入"),
    "其他收入": ("其它收入", "其他各项收入"),
    "基本支出": ("基本支出（元）", "日常支出", "人员及公用"),
    "项目支出": ("项目经费", "专项支出", "项目支出合计"),
    "科目名称": ("科目", "项目名称", "支出功能分类科目名称"),
    "功能分类科目编码": ("科目代码", "支出功能分类科目编码", "科目编码（类款项）"),
    "科目编码": ("科目代码", "编码", "功能科目代码"),
    "人员经费": ("人员支出", "人员类经费"),
    "公用经费": ("日常公用经费", "公用支出", "运转类经费"),
    "小计": ("合计", "小　计", "本年支出合计"),
    "公务接待费": ("公务接待", "接待费"),
    "公务用车购置费": ("车辆购置费", "公务用车购置"),
    "公务用车运行维护费": ("车辆运行费", "公务用车运行费"),
    "因公出国（境）费": ("出国（境）费", "因公出国（境）费用"),
    "预算数": ("年初预算", "全年预算数", "年度预算"),
    "决算数": ("决算金额", "全年决算数", "支出数"),
    "一般公共预算": ("一般公共预算拨款", "经费拨款"),
    "分　值": ("权重", "标准分"),
    "得　分": ("自评分", "实得分"),
}  # fmt: skip


def _tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def _account_tables(document: Document) -> list[Table]:
    return [table for table in _tables(document) if is_of_accounts(table)]


def _instead(document: Document, of: Block, *blocks: Block) -> Document:
    listed = (new for block in document.blocks for new in (blocks if block is of else (block,)))
    return replace(document, blocks=tuple(listed))


def _in_cells(document: Document, change: Callable[[str], str], among: Iterable[Table] | None = None) -> Document:
    for table in _tables(document) if among is None else list(among):
        cells = tuple(replace(cell, text=change(cell.text)) for cell in table.cells)
        document = _instead(document, table, replace(table, cells=cells))
    return document


def _in_text(document: Document, change: Callable[[str], str]) -> Document:
    blocks = [replace(b, text=change(b.text)) if isinstance(b, Paragraph | Heading) else b for b in document.blocks]
    return replace(document, blocks=tuple(blocks))


def _one(random: Random, tables: Sequence[Table]) -> list[Table]:
    return [random.choice(tables)] if tables else []


def _codes(table: Table) -> list[Cell]:
    return [cell for cell in table.cells if cell.column == 0 and _CODED.fullmatch(cell.text)]


def _sides(table: Table) -> int:
    """How many columns of codes stand beside each other."""
    return len({cell.column for cell in table.cells if _CODED.fullmatch(cell.text)})


def _rows_moved(table: Table, at: int, more: Iterable[Cell]) -> Table:
    """The table with a row more."""
    cells = (replace(c, row=c.row + 1) if c.row >= at else c for c in table.cells)
    return replace(table, cells=(*cells, *more))


def _columns_moved(table: Table, at: int, more: Iterable[Cell]) -> Table:
    """The table with a column more."""
    cells = (replace(c, column=c.column + 1) if c.column >= at else c for c in table.cells)
    return replace(table, cells=(*cells, *more), widths=(*table.widths, 1.0))


# How texts are printed


def full_width(document: Document, random: Random) -> Document:
    """Digits in full width, in tables or in the text."""
    return random.choice((_in_cells, _in_text))(document, lambda text: text.translate(_FULL_WIDTH))


def separated(document: Document, random: Random) -> Document:
    """Thousands parted by commas."""
    comma = random.choice((",", ",", "，"))
    change = partial_separated(comma)
    return _in_text(_in_cells(document, change), change) if comma == "," else _in_cells(document, change)


def partial_separated(comma: str) -> Callable[[str], str]:
    """Thousands of the amounts in a text, parted by a comma."""
    return lambda text: AMOUNT.sub(lambda found: f"{Decimal(found[0].replace(',', '')):,}".replace(",", comma), text)


def half_brackets(document: Document, _: Random) -> Document:
    """Brackets in half width."""
    return _in_text(
        _in_cells(document, lambda text: text.translate(_HALF_BRACKETS)), lambda text: text.translate(_HALF_BRACKETS)
    )


def spaced(document: Document, random: Random) -> Document:
    """White space inside short labels."""
    gap = random.choice((" ", "　", "  "))
    return _in_cells(document, lambda text: gap.join(text) if re.fullmatch(r"[一-鿿]{2,4}", text) else text)


def wrapped(document: Document, random: Random) -> Document:
    """Labels over two lines."""

    def change(text: str) -> str:
        at = random.randint(1, max(1, len(text) - 1))
        return (
            f"{text[:at]}\n{text[at:]}" if re.fullmatch(r"[一-鿿（）、]{4,}", text) and random.random() < 0.5 else text
        )

    return _in_cells(document, change)


def synonyms(document: Document, random: Random) -> Document:
    """Some labels as other places print them, in one table."""
    chosen = {label: random.choice(texts) for label, texts in SYNONYMS.items() if random.random() < 0.4}
    return _in_cells(document, lambda text: chosen.get(text, text), _one(random, _tables(document)))


def bracketed(document: Document, random: Random) -> Document:
    """A remark in brackets behind some labels, in one table."""
    remark = random.choice(("（万元）", "（注1）", "①", "（含上年结转）", "*"))

    def change(text: str) -> str:
        return text + remark if re.fullmatch(r"[一-鿿、]{2,}", text) and random.random() < 0.3 else text

    return _in_cells(document, change, _one(random, _account_tables(document)))


def zeros(document: Document, random: Random) -> Document:
    """Zeros of tables printed otherwise, or not at all."""
    nothing = random.choice(("", "-", "—", "0", "0.0", "－"))
    return _in_cells(document, lambda text: nothing if text == "0.00" else text, _account_tables(document))


def in_yuan(document: Document, random: Random) -> Document:
    """Tables in 元 with their amounts."""
    blocks = [
        replace(b, text=_UNIT.sub("单位：元", b.text)) if isinstance(b, Paragraph) else b for b in document.blocks
    ]
    tables = _account_tables(document) if any(block not in document.blocks for block in blocks) else []
    changed = _in_cells(replace(document, blocks=tuple(blocks)), _yuan, tables)
    return text_in_yuan(changed, random) if random.random() < 0.5 else changed


def text_in_yuan(document: Document, _: Random) -> Document:
    """Amounts of the text in 元."""
    return _in_text(document, lambda text: _MONEY.sub(lambda found: f"{_yuan(found[1])}元", text))


def _yuan(text: str) -> str:
    return f"{Decimal(text.replace(',', '')) * _IN_YUAN:.2f}" if AMOUNT.fullmatch(text) else text


def two_more_digits(document: Document, _: Random) -> Document:
    """Amounts of tables printed finer."""
    return _in_cells(document, lambda text: f"{text}00" if AMOUNT.fullmatch(text) else text, _account_tables(document))


# How tables are laid out


def unmerged(document: Document, _: Random) -> Document:
    """Titles that stand in the first of several cells, the others blank."""
    for table in _tables(document):
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
        document = _instead(
            document, table, replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))))
        )
    return document


def without_numbers(document: Document, _: Random) -> Document:
    """Without the row that numbers the columns."""
    for table in _account_tables(document):
        (row,) = {c.row for c in table.cells if c.text == "栏次"} or {None}
        if row is not None:
            cells = tuple(replace(c, row=c.row - (c.row > row)) for c in table.cells if c.row != row)
            document = _instead(document, table, replace(table, cells=cells))
    return document


def columns_moved(document: Document, random: Random) -> Document:
    """Two columns of figures change places."""
    for table in _one(random, [t for t in _account_tables(document) if _codes(t) and _sides(t) == 1]):
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
            document = _instead(document, table, replace(table, cells=cells))
    return document


def torn(document: Document, random: Random) -> Document:
    """A table over two pages, its titles above both parts or above the first one only."""
    for table in _one(random, [t for t in _account_tables(document) if t.rows - title_rows(t) > 3]):
        heads = title_rows(table)
        row = random.randint(heads + 2, table.rows - 1)
        again = heads if random.random() < 0.5 else 0
        above = tuple(c for c in table.cells if c.row < row)
        below = tuple(replace(c, row=c.row - row + again) for c in table.cells if c.row >= row)
        titles = tuple(c for c in table.cells if c.row < again)
        between: tuple[Block, ...] = random.choice(((), (Paragraph("（续表）"),), (Paragraph("第3页"),)))
        parts = (replace(table, cells=above), Sheet(), *between, replace(table, cells=(*titles, *below)))
        document = _instead(document, table, *parts)
    return document


def unknown_column(document: Document, random: Random) -> Document:
    """A column with figures that no rule knows."""
    for table in _one(random, [t for t in _account_tables(document) if _codes(t)]):
        heads = title_rows(table)
        at = random.choice((len(table.widths), len(table.widths), len(table.widths) - 1))
        if any(c.column < at < c.column + c.column_span for c in table.cells):
            at = len(table.widths)
        title = random.choice(("其中：援助资金", "绩效奖补", "备查数", "上缴专户款", "调剂数"))
        cells = [
            Cell(0, at, title, row_span=heads),
            *(Cell(r, at, f"{random.uniform(1, 90):.2f}") for r in range(heads, table.rows)),
        ]
        document = _instead(document, table, _columns_moved(table, at, cells))
    return document


def unknown_row(document: Document, random: Random) -> Document:
    """A row with a figure whose label no rule knows."""
    for table in _one(random, [t for t in _account_tables(document) if t.rows - title_rows(t) > 3]):
        label = random.choice(("其中：援助项目", "补充资料：在编人数", "待查事项", "非同级资金往来", "备查：房租"))
        at = random.randint(title_rows(table) + 2, table.rows)
        columns = {c.column for c in table.cells if AMOUNT.fullmatch(c.text)}
        first = 1 if _codes(table) else 0
        filled = min((column for column in columns if column > first), default=len(table.widths) - 1)
        texts = {first: label, filled: f"{random.uniform(1, 90):.2f}"}
        row = [Cell(at, column, texts.get(column, "")) for column in range(len(table.widths))]
        document = _instead(document, table, _rows_moved(table, at, row))
    return document


def end_lost(document: Document, random: Random) -> Document:
    """The last rows of a table stand on a page that is not there."""
    for table in _one(random, [t for t in _account_tables(document) if len(_codes(t)) > 3]):
        row = random.randint(title_rows(table) + 3, table.rows - 1)
        cut = replace(table, cells=tuple(c for c in table.cells if c.row < row))
        document = _instead(document, table, cut, Sheet())
    return document


def table_lost(document: Document, random: Random) -> Document:
    """A table is not there, nor its heading."""
    for table in _one(random, _account_tables(document)):
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
    for table in _one(random, _account_tables(document)):
        document = _instead(document, table, table, Paragraph(note))
    return document


#: By name, in the order in which several are made.
CHANGES: Mapping[str, Change] = {
    change.__name__: change
    for change in (
        in_yuan, text_in_yuan, two_more_digits, synonyms, bracketed, zeros, table_lost, without_numbers, unknown_column,
        unknown_row, columns_moved, unmerged, end_lost, noted, torn, wrapped, spaced, half_brackets, separated, full_width,
    )
}  # fmt: skip
#: What is true of a document from which something was taken.
TRUE_OF: Mapping[str, tuple[str, ...]] = {"table_lost": ("TX-23",), "end_lost": ("X-03",)}
#: Changes that need figures as exact as those of check/documents, or a table in one piece.
OF_EXACT = ("in_yuan", "text_in_yuan", "two_more_digits", "columns_moved")
