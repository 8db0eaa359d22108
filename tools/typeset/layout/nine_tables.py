"""The nine final-account tables as several places print them.

Rows come as texts; nothing here knows an amount. A coded row is (code, name, texts), code "" for 合计.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from ..model import Block, Cell, Heading, Paragraph, Sheet, SplitLine, Table
from .grid import HeaderSpec, header_cells, row_cells
from .habits import spaced_labels, torn
from .style import Style

CodedRow = tuple[str, str, list[str]]
Side = list[tuple[str, list[str]]]
#: Row at which a table goes on under its title again, where a style does so.
TORN = 14
NOTE = "注：本表反映本年度收支情况，金额单位转换时可能存在尾数误差。"


def table_blocks(table: str, title: str, grid: Table, department: str, style: Style, note: str = "") -> list[Block]:
    """Title, number and unit lines, grid and note of one table on a page of its own."""
    grid = spaced_labels(grid) if style.spaced else grid
    number = style.order.index(table) + 1
    label = style.number_label.format(number=f"{number:02d}")
    unit = style.unit_label.format(unit=style.unit)
    named = f"部门：{department}" if style.department_line else ""
    blocks: list[Block] = [Sheet(landscape=len(grid.widths) > 5), Heading(title, 1, "center")]
    if label:
        blocks.append(SplitLine("", label))
    blocks.append(SplitLine(named, unit))
    if (
        style.title_again
        and grid.rows > TORN + 2
        and table in ("summary", "income", "expenditure", "fiscal_summary", "general_expenditure")
    ):
        top = (3 if style.split_codes and table not in ("summary", "fiscal_summary") else 2) + style.counter
        above, below = torn(grid, top, TORN)
        again = Heading(style.title_again.format(title=title), 1, "center")
        blocks += [above, Sheet(landscape=len(grid.widths) > 5), again, SplitLine("", unit), below]
    else:
        blocks.append(grid)
    notes = [note] if note else [NOTE] if style.notes else []
    return blocks + [Paragraph(text, 9.0, indent=0.0, space_after=0.0) for text in notes]


def coded_table(headings: Sequence[HeaderSpec], rows: Sequence[CodedRow], style: Style) -> Table:
    """A table of codes and names with figures; ``headings`` stand over the figures, from column 0, two rows high."""
    codes = 3 if style.split_codes else 1
    first = codes + 1
    in_header = style.split_codes and style.total_row == "header"
    below = 3 if style.split_codes else 2
    specs: list[HeaderSpec] = [(0, 0, "项目", 1, first)]
    if style.split_codes:
        specs += [(1, 0, style.code_label, 1, 3), (1, codes, "科目名称", 1 if in_header else 2, 1)]
        specs += [(2, column, text, 1, 1) for column, text in enumerate("类款项")]
    else:
        specs += [(1, 0, style.code_label, 1, 1), (1, 1, "科目名称", 1, 1)]
    high = 2 if in_header else below
    for row, column, text, row_span, column_span in headings:
        tall = row_span if row + row_span < 2 else high - row
        specs.append((row, first + column, text, tall, column_span))
    cells = header_cells(specs)
    count = max(column + span for _, column, _, _, span in headings)
    top = below
    if style.counter:
        cells.append(Cell(top, 0, "栏次", column_span=first))
        cells += row_cells(top, [str(n) for n in range(1, count + 1)], "c" * count, first)
        top += 1
    totals = [row for row in rows if not row[0]]
    if in_header:
        for row in totals:
            cells += [Cell(2, codes, row[1]), *row_cells(2, row[2], "r" * count, first)]
    body = [row for row in rows if row[0] or not in_header]
    if style.total_row == "last":
        body = [row for row in body if row[0]] + totals
    for number, row in enumerate(body, start=top):
        cells += coded_row(number, row, codes, style)
    header = {"counter": top, "header": below, "nothing": 0}[style.continued]
    jitter = style.jitter
    widths = [4.0, 3.5, 3.5, 20.0] if style.split_codes else [9.0, 24.0]
    widths += [11.0 * jitter[n % len(jitter)] for n in range(count)]
    return Table(tuple(cells), tuple(widths), header, header > 0, style.size, style.row_height)


def coded_row(number: int, row: CodedRow, codes: int, style: Style) -> list[Cell]:
    """One row; 合计 covers code and name, or stands in the name column."""
    code, name, texts = row
    figures = row_cells(number, texts, "r" * len(texts), codes + 1)
    if not code and style.merged_total:
        return [Cell(number, 0, name, column_span=codes + 1), *figures]
    parts = [code[:3], code[3:5], code[5:7]] if codes == 3 else [code]
    return [
        *row_cells(number, parts, "l" * codes),
        Cell(number, codes, name, align="left" if code else "center"),
        *figures,
    ]


def two_sided_table(
    left: Side, right: Side, figures: tuple[Sequence[str], Sequence[str]], totals: Sequence[str], style: Style
) -> Table:
    """Tables 01 and 04: income and expenditure side by side, with or without 行次.

    The sides end together: rows named in ``totals`` and all below stand in the last rows of both.
    """
    left, right = level(left, right, totals)
    lined = 1 if style.line_numbers else 0
    width = [1 + lined + len(names) for names in figures]
    specs: list[HeaderSpec] = [(0, 0, "收入", 1, width[0]), (0, width[0], "支出", 1, width[1])]
    cells: list[Cell] = []
    counter = 0
    for side, (rows, names) in enumerate(zip((left, right), figures, strict=True)):
        start = side * width[0]
        specs.append((1, start, "项目", 1, 1))
        if lined:
            specs.append((1, start + 1, "行次", 1, 1))
        specs += [(1, start + 1 + lined + n, text, 1, 1) for n, text in enumerate(names)]
        if style.counter:
            cells.append(Cell(2, start, "栏次"))
            if lined:
                cells.append(Cell(2, start + 1, ""))
            cells += row_cells(
                2, [str(counter + n + 1) for n in range(len(names))], "c" * len(names), start + 1 + lined
            )
        counter += len(names)
        top = 3 if style.counter else 2
        for number, (label, texts) in enumerate(rows, start=top):
            cells.append(Cell(number, start, label, align="center" if label in totals else "left"))
            if lined:
                cells.append(Cell(number, start + 1, str(number - top + 1 + side * len(rows))))
            cells += row_cells(number, texts or [""] * len(names), "r" * len(names), start + 1 + lined)
    top = 3 if style.counter else 2
    header = {"counter": top, "header": 2, "nothing": 0}[style.continued]
    widths = [w for names in figures for w in (28.0, *([5.0] * lined), *([12.0] * len(names)))]
    return Table(tuple(header_cells(specs) + cells), tuple(widths), header, header > 0, style.size, style.row_height)


def level(left: Side, right: Side, totals: Sequence[str]) -> tuple[Side, Side]:
    """Both sides filled up with blank rows so that their totals stand in one row."""
    cut = [next(n for n, (label, _) in enumerate(side) if label in totals) for side in (left, right)]
    heads = [left[: cut[0]], right[: cut[1]]]
    tails = [left[cut[0] :], right[cut[1] :]]
    longest = max(map(len, heads))
    whole = []
    for head, tail in zip(heads, tails, strict=True):
        most = max(map(len, tails))
        middle: Side = [("", [])] * (most - len(tail))
        whole.append([*head, *[("", [])] * (longest - len(head)), *tail[:-1], *middle, tail[-1]])
    return whole[0], whole[1]


def basic_table(blocks: Sequence[Sequence[CodedRow]], totals: Sequence[tuple[str, str]], style: Style) -> Table:
    """Table 06: blocks of economic codes side by side, their two totals in the last row."""
    codes = 2 if style.split_codes else 1
    wide = codes + 2
    top = 1 + (codes - 1) + (1 if style.six_heading else 0)
    specs: list[HeaderSpec] = []
    first = 0
    if style.six_heading:
        specs += [(0, 0, "人员经费", 1, wide), (0, wide, "公用经费", 1, wide * (len(blocks) - 1))]
        first = 1
    for number in range(len(blocks)):
        start = number * wide
        label = "经济分类科目编码" if style.split_codes else style.code_label
        specs.append((first, start, label, 1, codes))
        if codes == 2:
            specs += [(first + 1, start, "类", 1, 1), (first + 1, start + 1, "款", 1, 1)]
        specs += [(first, start + codes, "科目名称", codes, 1), (first, start + codes + 1, "决算数", codes, 1)]
    cells = header_cells(specs)
    rows = list(zip_longest(*blocks, fillvalue=("", "", [""])))
    for number, row in enumerate(rows, start=top):
        for order, (code, name, texts) in enumerate(row):
            parts = [code[:3], code[3:]] if codes == 2 else [code]
            cells += row_cells(number, [*parts, name, texts[0]], "l" * codes + "lr", order * wide)
    last = top + len(rows)
    (person, person_text), (public, public_text) = totals
    cells += [
        Cell(last, 0, person, column_span=wide - 1),
        Cell(last, wide - 1, person_text, align="right"),
        Cell(last, wide, public, column_span=wide * (len(blocks) - 1) - 1),
        Cell(last, wide * len(blocks) - 1, public_text, align="right"),
    ]
    widths = ([4.0, 3.5] if codes == 2 else [7.0]) + [20.0, 10.0]
    return Table(
        tuple(cells), tuple(widths * len(blocks)), top, style.continued != "nothing", style.size, style.row_height
    )


ITEMS = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")
LABELS = {
    "total": "合计",
    "abroad": "因公出国（境）费",
    "vehicles": "小计",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_running": "公务用车运行维护费",
    "reception": "公务接待费",
    "meetings": "会议费",
    "training": "培训费",
}
CARS = "公务用车购置及运行维护费"


def public_expense_table(texts: Mapping[str, str], style: Style) -> Table:
    """Table 07: two blocks of six columns, pairs of 预算数 and 决算数, or one row for each of the two."""
    make = {"wide": wide_public_table, "pairs": paired_public_table, "rows": public_table_of_rows}
    return make[style.three_public](texts, style)


def wide_public_table(texts: Mapping[str, str], style: Style) -> Table:
    """预算数 and 决算数 as blocks of six columns."""
    specs: list[HeaderSpec] = []
    for start, block in ((0, "预算数"), (6, "决算数")):
        specs += [(0, start, block, 1, 6), (1, start + 2, CARS, 1, 3)]
        specs += [(1, start + n, LABELS[item], 2, 1) for n, item in enumerate(ITEMS) if n in (0, 1, 5)]
        specs += [(2, start + n, LABELS[item], 1, 1) for n, item in enumerate(ITEMS) if n in (2, 3, 4)]
    cells = header_cells(specs)
    top = 3
    if style.counter:
        cells += row_cells(3, [str(n) for n in range(1, 13)], "c" * 12)
        top = 4
    values = [texts[f"{group}_{item}"] for group in ("budget", "final") for item in ITEMS]
    cells += row_cells(top, values, "r" * 12)
    return Table(tuple(cells), (1.0,) * 12, 0, size=style.size, row_height=26.0)


def paired_public_table(texts: Mapping[str, str], style: Style) -> Table:
    """预算数 | 决算数 under each item."""
    specs: list[HeaderSpec] = [(0, 0, "财政拨款“三公”经费", 1, 12), (1, 4, CARS, 1, 6)]
    for n, item in enumerate(ITEMS):
        nested = n in (2, 3, 4)
        specs.append((2 if nested else 1, 2 * n, LABELS[item], 1 if nested else 2, 2))
        specs += [(3, 2 * n, "预算数", 1, 1), (3, 2 * n + 1, "决算数", 1, 1)]
    values = [texts[f"{group}_{item}"] for item in ITEMS for group in ("budget", "final")]
    cells = header_cells(specs) + row_cells(4, values, "c" * 12)
    return Table(tuple(cells), (1.0,) * 12, 0, size=style.size, row_height=24.0)


def public_table_of_rows(texts: Mapping[str, str], style: Style) -> Table:
    """One row for 预算数 and one for 决算数, with 会议费 and 培训费 at the end."""
    specs: list[HeaderSpec] = [
        (0, 0, "项目", 3, 1),
        (0, 1, "一般公共预算财政拨款安排的“三公”经费", 1, 6),
        (1, 1, "小计", 2, 1),
        (1, 2, LABELS["abroad"], 2, 1),
        (1, 3, LABELS["reception"], 2, 1),
        (1, 4, CARS, 1, 3),
        (2, 4, "小计", 1, 1),
        (2, 5, LABELS["vehicle_purchase"], 1, 1),
        (2, 6, LABELS["vehicle_running"], 1, 1),
        (0, 7, LABELS["meetings"], 3, 1),
        (0, 8, LABELS["training"], 3, 1),
    ]
    order = ("total", "abroad", "reception", "vehicles", "vehicle_purchase", "vehicle_running", "meetings", "training")
    cells = header_cells(specs)
    top = 3
    if style.counter:
        cells += [Cell(3, 0, "栏次"), *row_cells(3, [str(n) for n in range(1, 9)], "c" * 8, 1)]
        top = 4
    for number, (label, group) in enumerate((("预算数", "budget"), ("决算数", "final")), start=top):
        cells += row_cells(number, [label, *(texts[f"{group}_{item}"] for item in order)], "c" + "r" * 8)
    return Table(tuple(cells), (1.4,) + (1.0,) * 8, 0, size=style.size, row_height=24.0)
