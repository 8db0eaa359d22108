"""Scored self-evaluation forms: a project's form after the ministry's sample, and two forms of a whole department.

Rows come as texts; a field that a form does not print is simply left out by its layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Block, Cell, Heading, Paragraph, Sheet, Table
from .grid import merged_levels, row_cells, spanned_cells
from .habits import spaced_labels, titled_inside
from .style import Style


@dataclass(frozen=True)
class FundLine:
    """One kind of money."""

    label: str
    initial: str
    budget: str
    executed: str
    weight: str
    rate: str
    score: str


@dataclass(frozen=True)
class IndicatorLine:
    """One printed row of indicators; sign, value and unit for forms that print them apart."""

    level1: str
    level2: str
    level3: str
    sign: str
    value: str
    unit: str
    target: str
    actual: str
    weight: str
    score: str
    reason: str


@dataclass(frozen=True)
class TaskLine:
    """One task of a department: texts of budget and execution as total, fiscal and other."""

    task: str
    content: str
    status: str
    amounts: tuple[str, ...]
    weight: str
    score: str


@dataclass(frozen=True)
class ScoredForm:
    """All texts of one form."""

    title: str
    year: str
    name: str
    supervising: str
    implementing: str
    funds: Sequence[FundLine]
    goal: str
    result: str
    indicators: Sequence[IndicatorLine]
    total_weight: str
    total_score: str
    labels: dict[str, str]
    grade: str = ""
    tasks: Sequence[TaskLine] = ()
    task_total: tuple[str, ...] = ()


def form_blocks(form: ScoredForm, table: Table, style: Style) -> list[Block]:
    """Title, year and grid on a page of its own; the title may stand in the grid's first row."""
    table = spaced_labels(table) if style.spaced else table
    year = Paragraph(form.year, 11.0, "center")
    sheet = Sheet(len(table.widths) > 11)
    if style.title_inside:
        return [sheet, year, titled_inside(table, form.title)]
    return [sheet, Heading(form.title, 1, "center"), year, table]


def project_form(form: ScoredForm, style: Style) -> Table:
    """项目支出绩效自评表 with 分值 and 得分: eleven columns."""
    labels = form.labels
    cells = [
        *spanned_cells(0, (("项目名称", 3), (form.name, 8))),
        *spanned_cells(1, (("主管部门", 3), (form.supervising, 3), ("实施单位", 2), (form.implementing, 3))),
    ]
    count = len(form.funds)
    heads = (("", 1), ("年初预算数", 2), ("全年预算数", 1), ("全年执行数", 1), ("分值", 1), ("执行率", 1), ("得分", 1))
    cells.append(Cell(2, 0, labels["money"], row_span=count + 1, column_span=3))
    cells += moved(spanned_cells(2, heads), 3)
    for row, line in enumerate(form.funds, start=3):
        texts = (line.initial, line.budget, line.executed, line.weight, line.rate, line.score)
        parts = [(line.label, 1), (texts[0], 2), *((text, 1) for text in texts[1:])]
        cells += moved(spanned_cells(row, parts), 3)
    row = 3 + count
    cells += goal_rows(row, form, (6, 4))
    row += 2
    lines = form.indicators
    cells.append(Cell(row, 0, "绩效指标", row_span=len(lines) + 1))
    third = (("三级指标", 1), ("指标性质", 1), ("指标值", 1), ("度量单位", 1))
    target = third if style.operator_columns else (("三级指标", 2), (labels["target"], 2))
    heads = (
        ("一级指标", 1),
        ("二级指标", 1),
        *target,
        (labels["actual"], 1),
        ("分值", 1),
        ("得分", 1),
        (labels["reason"], 1),
    )
    cells += moved(spanned_cells(row, heads), 1)
    cells += merged_levels(row + 1, 1, [(line.level1, line.level2) for line in lines])
    for number, line in enumerate(lines, start=row + 1):
        apart = ((line.level3, 1), (line.sign, 1), (line.value, 1), (line.unit, 1))
        target = apart if style.operator_columns else ((line.level3, 2), (line.target, 2))
        rest = ((line.actual, 1), (line.weight, 1), (line.score, 1), (line.reason, 1))
        cells += moved(spanned_cells(number, (*target, *rest)), 3)
    row += len(lines) + 1
    cells += spanned_cells(row, (("总分", 8), (form.total_weight, 1), (form.total_score, 1), ("", 1)))
    widths = (6, 10, 10, 18, 8, 8, 10, 12, 7, 9, 14)
    return Table(tuple(cells), jittered(widths, style), size=style.size, row_height=style.row_height)


def overall_form(form: ScoredForm, style: Style) -> Table:
    """部门整体绩效自评表 with 预算安排, 拨付情况 and 结余情况: eleven columns, the total and the grade below."""
    cells = [
        *spanned_cells(0, (("专项名称", 2), (form.name, 7), ("", 1), ("", 1))),
        *spanned_cells(
            1, (("部门（单位）名称", 2), (form.implementing, 3), ("部门预算编码", 2), ("127", 2), ("", 1), ("", 1))
        ),
    ]
    count = len(form.funds)
    cells += [Cell(2, 0, "财政资金安排和使用情况", row_span=count + 2), Cell(2, 1, "", row_span=2)]
    groups = (("预算安排", 3), ("拨付情况", 2), ("结余情况", 2))
    cells += moved(spanned_cells(2, groups), 2)
    heads = (
        "年初部门预算安排金额（含历年结余结转）①", "年中调整金额②", "小计③=①+②", "年度拨付金额④",
        "支出实现率(%)⑤=④/③", "本年度结余金额⑥=③-④", "资金结余率(%)⑦=⑥/③",
    )  # fmt: skip
    cells += row_cells(3, heads, "c" * 7, 2)
    cells += [Cell(2, 9, "分值", row_span=2), Cell(2, 10, "得分", row_span=2)]
    for row, line in enumerate(form.funds, start=4):
        texts = (line.label, line.initial, "", line.budget, line.executed, line.rate, "", "", line.weight, line.score)
        cells += row_cells(row, texts, "c" * 10, 1)
    row = 4 + count
    cells += goal_rows(row, form, (5, 5))
    row += 2
    lines = form.indicators
    cells.append(Cell(row, 0, "绩效指标", row_span=len(lines) + 1))
    heads = (
        "一级指标",
        "二级指标",
        "三级指标",
        form.labels["target"],
        form.labels["actual"],
        "指标分值",
        "自评得分",
        form.labels["reason"],
    )
    spans = (1, 1, 2, 1, 1, 1, 1, 2)
    cells += moved(spanned_cells(row, zip(heads, spans, strict=True)), 1)
    cells += merged_levels(row + 1, 1, [(line.level1, line.level2) for line in lines])
    for number, line in enumerate(lines, start=row + 1):
        texts = (line.level3, line.target, line.actual, line.weight, line.score, line.reason)
        cells += moved(spanned_cells(number, zip(texts, spans[2:], strict=True)), 3)
    row += len(lines) + 1
    cells += spanned_cells(row, (("总分值、评价总分（S）", 7), (form.total_score, 4)))
    cells += spanned_cells(row + 1, (("评价等级", 2), (form.grade, 9)))
    return Table(
        tuple(cells),
        jittered((7, 12, 12, 11, 11, 11, 11, 11, 8, 8, 12), style),
        size=style.size,
        row_height=style.row_height,
    )


def department_form(form: ScoredForm, style: Style) -> Table:
    """部门整体支出绩效自评表 with tasks: budget and execution by 财政拨款 and 其他资金."""
    cells = list(spanned_cells(0, (("部门名称", 2), (form.implementing, 10))))
    count = len(form.tasks)
    cells.append(Cell(1, 0, "年度主要任务", row_span=count + 3))
    tall = (("任务名称", 1), ("主要内容", 2), ("完成情况", 3), ("分值", 10), ("得分", 11))
    cells += [Cell(1, column, text, row_span=2) for text, column in tall]
    cells += [Cell(1, 4, "预算数（万元）", column_span=3), Cell(1, 7, "执行数（万元）", column_span=3)]
    cells += row_cells(2, ("总额", "财政拨款", "其他资金") * 2, "c" * 6, 4)
    for row, line in enumerate(form.tasks, start=3):
        cells += row_cells(
            row,
            (line.task, line.content, line.status, *line.amounts, line.weight, line.score),
            "lll" + "r" * 6 + "cc",
            1,
        )
    row = 3 + count
    cells += [Cell(row, 1, "金额合计", column_span=3), *row_cells(row, form.task_total, "r" * 6, 4)]
    cells += [Cell(row, 10, ""), Cell(row, 11, "")]
    cells += goal_rows(row + 1, form, (5, 6))
    row += 3
    lines = form.indicators
    cells.append(Cell(row, 0, "年度绩效指标", row_span=len(lines) + 1))
    spans = (1, 1, 2, 2, 2, 1, 1, 1)
    heads = (
        "一级指标",
        "二级指标",
        "三级指标",
        form.labels["target"],
        form.labels["actual"],
        "分值",
        "得分",
        form.labels["reason"],
    )
    cells += moved(spanned_cells(row, zip(heads, spans, strict=True)), 1)
    cells += merged_levels(row + 1, 1, [(line.level1, line.level2) for line in lines])
    for number, line in enumerate(lines, start=row + 1):
        texts = (line.level3, line.target, line.actual, line.weight, line.score, line.reason)
        cells += moved(spanned_cells(number, zip(texts, spans[2:], strict=True)), 3)
    row += len(lines) + 1
    cells += spanned_cells(row, (("总分", 9), (form.total_weight, 1), (form.total_score, 1), ("", 1)))
    cells += spanned_cells(row + 1, (("评价等级", 3), (form.grade, 9)))
    widths = (6, 12, 14, 13, 10, 10, 10, 10, 10, 8, 7, 9)
    return Table(tuple(cells), jittered(widths, style), size=style.size, row_height=style.row_height)


def goal_rows(row: int, form: ScoredForm, spans: tuple[int, int]) -> list[Cell]:
    """Goal at the left, result at the right, behind their common label."""
    heads = zip((form.labels["goal"], form.labels["result"]), spans, strict=True)
    texts = zip((form.goal, form.result), spans, strict=True)
    label = Cell(row, 0, "年度总体目标", row_span=2)
    return [label, *moved(spanned_cells(row, heads), 1), *moved(spanned_cells(row + 1, texts), 1)]


def moved(cells: Sequence[Cell], columns: int) -> list[Cell]:
    """Cells some columns further right."""
    return [Cell(c.row, c.column + columns, c.text, c.row_span, c.column_span, c.align, c.bold) for c in cells]


def jittered(widths: Sequence[float], style: Style) -> tuple[float, ...]:
    """Column widths, each a little other in every document."""
    return tuple(width * style.jitter[n % len(style.jitter)] for n, width in enumerate(widths))
