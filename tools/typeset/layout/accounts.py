"""The nine final-account tables (公开01 to 公开09)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..loading import Facts
from ..model import Block, Cell, Heading, Paragraph, Sheet, SplitLine, Table
from .grid import HeaderSpec, header_cells, row_cells

CODE = "功能分类科目编码"
NAME = "科目名称"


@dataclass(frozen=True)
class AccountForm:
    """How one of the tables is drawn."""

    header: tuple[HeaderSpec, ...]
    widths: tuple[float, ...]
    aligns: str
    landscape: bool
    repeat_header: bool = False
    counter: tuple[str, ...] = ()
    counter_span: int = 1
    body: Callable[[int, list[str], str], list[Cell]] | None = None
    size: float = 9.0
    row_height: float = 16.5


def account_blocks(table: Facts, department_line: str, unit_line: str, section: str = "") -> list[Block]:
    """Return title lines, table and notes of one table on a page of its own, under the headings it opens."""
    form = FORMS[table["id"]]
    headings = [Heading(section, 1)] if section else []
    if "group" in table:
        headings.append(Heading(table["group"], 2))
    blocks: list[Block] = [
        Sheet(form.landscape),
        *headings,
        Heading(table["title"], 1, "center"),
        SplitLine("", table["number"]),
        SplitLine(department_line, unit_line),
        account_table(form, table["rows"]),
    ]
    return blocks + [Paragraph(note, 9.0, indent=0.0, space_after=0.0) for note in table["notes"]]


def account_table(form: AccountForm, rows: list[list[str]]) -> Table:
    """Return the grid of one table: header, numbered row, body."""
    cells = header_cells(form.header)
    top = max(row + span for row, _, _, span, _ in form.header)
    if form.counter:
        cells.append(Cell(top, 0, form.counter[0], column_span=form.counter_span))
        cells += row_cells(top, form.counter[1:], "c" * (len(form.counter) - 1), form.counter_span)
        top += 1
    make = form.body or code_row
    for number, texts in enumerate(rows, start=top):
        cells += make(number, texts, form.aligns)
    return Table(tuple(cells), form.widths, top, form.repeat_header, form.size, form.row_height)


def code_row(row: int, texts: list[str], aligns: str) -> list[Cell]:
    """Return a row of code, name and amounts; without a code the name stands in both columns."""
    if texts[0] == "":
        return [Cell(row, 0, texts[1], column_span=2), *row_cells(row, texts[2:], aligns[2:], 2)]
    return row_cells(row, texts, aligns)


def plain_row(row: int, texts: list[str], aligns: str) -> list[Cell]:
    """Return a row without merged cells, totals centred."""
    cells = row_cells(row, texts, aligns)
    return [
        Cell(cell.row, cell.column, cell.text, bold=True)
        if cell.text in ("本年收入合计", "本年支出合计", "总计")
        else cell
        for cell in cells
    ]


def three_block_row(row: int, texts: list[str], aligns: str) -> list[Cell]:
    """Return a row of three code, name and amount blocks, or the row of totals under them."""
    if texts[1] != "人员经费合计":
        return row_cells(row, texts, aligns)
    return [
        Cell(row, 0, texts[1], column_span=2),
        Cell(row, 2, texts[2], align="right"),
        Cell(row, 3, texts[7], column_span=5),
        Cell(row, 8, texts[8], align="right"),
    ]


def coded(labels: tuple[str, ...], code: str = CODE) -> tuple[HeaderSpec, ...]:
    """Return the header 项目 over code and name, each further column two rows high."""
    left: tuple[HeaderSpec, ...] = ((0, 0, "项 目", 1, 2), (1, 0, code, 1, 1), (1, 1, NAME, 1, 1))
    return left + tuple((0, column, label, 2, 1) for column, label in enumerate(labels, start=2))


def numbers(count: int) -> tuple[str, ...]:
    """Return the texts of the 栏次 row for a number of amount columns."""
    return ("栏次", *map(str, range(1, count + 1)))


def public_expense_header() -> tuple[HeaderSpec, ...]:
    """Return the header of the 三公 table: two blocks with a nested group of car expenses."""
    specs: list[HeaderSpec] = []
    for start, block in ((0, "预算数"), (6, "决算数")):
        specs += [
            (0, start, block, 1, 6),
            (1, start, "合计", 2, 1),
            (1, start + 1, "因公出国(境)费", 2, 1),
            (1, start + 2, "公务用车购置及运行费", 1, 3),
            (2, start + 2, "小计", 1, 1),
            (2, start + 3, "公务用车购置费", 1, 1),
            (2, start + 4, "公务用车运行费", 1, 1),
            (1, start + 5, "公务接待费", 2, 1),
        ]
    return tuple(specs)


SPENT_ON = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")

FORMS = {
    "totals": AccountForm(
        header=(
            (0, 0, "收入", 1, 3),
            (0, 3, "支出", 1, 3),
            (1, 0, "项 目", 1, 1),
            (1, 1, "行次", 1, 1),
            (1, 2, "决算数", 1, 1),
            (1, 3, "项 目", 1, 1),
            (1, 4, "行次", 1, 1),
            (1, 5, "决算数", 1, 1),
        ),
        widths=(34, 7, 16, 34, 7, 16),
        aligns="lcrlcr",
        landscape=True,
        counter=("栏 次", "", "1", "栏 次", "", "2"),
        body=plain_row,
    ),
    "income": AccountForm(
        header=coded(
            (
                "本年收入合计",
                "财政拨款收入",
                "上级补助收入",
                "事业收入",
                "经营收入",
                "附属单位上缴收入",
                "其他收入",
            )
        ),
        widths=(12, 30, 13, 13, 10, 9, 9, 11, 9),
        aligns="llrrrrrrr",
        landscape=True,
        repeat_header=True,
        counter=numbers(7),
        counter_span=2,
    ),
    "expenditure": AccountForm(
        header=coded(
            (
                "本年支出合计",
                "基本支出",
                "项目支出",
                "上缴上级支出",
                "经营支出",
                "对附属单位补助支出",
            )
        ),
        widths=(12, 32, 13, 13, 13, 11, 10, 13),
        aligns="llrrrrrr",
        landscape=True,
        counter=numbers(6),
        counter_span=2,
    ),
    "fiscal_totals": AccountForm(
        header=(
            (0, 0, "收入", 1, 3),
            (0, 3, "支出", 1, 6),
            (1, 0, "项目", 1, 1),
            (1, 1, "行次", 1, 1),
            (1, 2, "金额", 1, 1),
            (1, 3, "项目", 1, 1),
            (1, 4, "行次", 1, 1),
            (1, 5, "合计", 1, 1),
            *((1, column, label, 1, 1) for column, label in enumerate(SPENT_ON, start=6)),
        ),
        widths=(25, 5, 11, 27, 5, 11, 12, 12, 12),
        aligns="lcrlcrrrr",
        landscape=True,
        repeat_header=True,
        counter=("栏次", "", "1", "栏次", "", "2", "3", "4", "5"),
        body=plain_row,
    ),
    "general_expenditure": AccountForm(
        header=coded(("本年支出合计", "基本支出", "项目支出")),
        widths=(14, 40, 16, 15, 15),
        aligns="llrrr",
        landscape=False,
        counter=numbers(3),
        counter_span=2,
        row_height=24.0,
    ),
    "general_basic": AccountForm(
        header=tuple(
            (0, 3 * block + column, label, 1, 1)
            for block in range(3)
            for column, label in enumerate(("经济分类科目编码", NAME, "决算数"))
        ),
        widths=(10, 27, 12, 10, 21, 10, 10, 27, 10),
        aligns="llrllrllr",
        landscape=True,
        body=three_block_row,
        size=8.5,
        row_height=15.5,
    ),
    "three_public": AccountForm(
        header=public_expense_header(),
        widths=(1,) * 12,
        aligns="r" * 12,
        landscape=True,
        counter=tuple(map(str, range(1, 13))),
        body=row_cells,
        row_height=28.0,
    ),
    "fund": AccountForm(
        header=(
            (0, 0, "项 目", 1, 2),
            (1, 0, CODE, 1, 1),
            (1, 1, NAME, 1, 1),
            (0, 2, "年初结转和结余", 2, 1),
            (0, 3, "本年收入", 2, 1),
            (0, 4, "本年支出", 1, 3),
            (1, 4, "小计", 1, 1),
            (1, 5, "基本支出", 1, 1),
            (1, 6, "项目支出", 1, 1),
            (0, 7, "年末结转和结余", 2, 1),
        ),
        widths=(13, 22, 12, 13, 13, 11, 13, 12),
        aligns="llrrrrrr",
        landscape=False,
        counter=numbers(6),
        counter_span=2,
        row_height=24.0,
    ),
    "capital": AccountForm(
        header=(
            (0, 0, "项 目", 1, 2),
            (1, 0, CODE, 1, 1),
            (1, 1, NAME, 1, 1),
            (0, 2, "本年支出", 1, 3),
            (1, 2, "合计", 1, 1),
            (1, 3, "基本支出", 1, 1),
            (1, 4, "项目支出", 1, 1),
        ),
        widths=(20, 30, 16, 16, 16),
        aligns="llrrr",
        landscape=False,
        counter=numbers(3),
        counter_span=2,
        row_height=24.0,
    ),
}
