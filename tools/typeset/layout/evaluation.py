"""Self-evaluation forms of projects (项目支出绩效自评表) and of a central transfer."""

from __future__ import annotations

from collections.abc import Sequence

from ..loading import Facts
from ..model import Block, Cell, Heading, Paragraph, Sheet, SplitLine, Table
from .grid import merged_levels, row_cells, spanned_cells

WIDTHS = (6, 9, 12, 27, 17, 15, 14)
FILLED_BY = "填表人：" + "　" * 16 + "联系电话："


def evaluation_blocks(form: Facts, notes: Sequence[str], contact_line: bool) -> list[Block]:
    """Return one form with its title on a page of its own."""
    blocks: list[Block] = [Sheet()]
    if "attachment" in form:
        blocks.append(Paragraph(form["attachment"], 12.0, indent=0.0))
    blocks += [Heading(form["title"], 1, "center"), Paragraph(form["year"], 11.0, "center")]
    if "department_line" in form:
        blocks.append(SplitLine(form["department_line"], ""))
    blocks.append(evaluation_table(form))
    if contact_line:
        blocks.append(Paragraph(FILLED_BY, 10.0, indent=0.0))
    return blocks + [Paragraph(note, 9.0, indent=0.0, space_after=0.0) for note in notes]


def evaluation_table(form: Facts) -> Table:
    """Return the one grid of a form."""
    transfer = form["kind"] == "transfer"
    cells = transfer_project_cells(form["project"]) if transfer else project_cells(form["project"])
    cells += fund_cells(3, form["funds"], transfer)
    row = 4 + len(form["funds"])
    cells += goal_cells(row, form["goals"], transfer)
    cells += indicator_cells(row + 2, form["indicators"], transfer)
    last = max(cell.row + cell.row_span for cell in cells)
    cells += [Cell(last, 0, "说明"), Cell(last, 1, form["note"], column_span=6, align="left")]
    return Table(tuple(cells), WIDTHS, row_height=17.0)


def project_cells(project: Facts) -> list[Cell]:
    """Return the three rows that name the project."""
    rows = (
        ("项目名称", project["name"], "项目起止时间", project["period"]),
        ("主管部门", project["department"], "实施单位", project["unit"]),
        ("是否重点绩效项目", project["key_project"], "项目属性", project["nature"]),
    )
    cells: list[Cell] = []
    for row, texts in enumerate(rows):
        cells += spanned_cells(row, zip(texts, (2, 2, 1, 2), strict=True))
    return cells


def transfer_project_cells(project: Facts) -> list[Cell]:
    """Return the three rows that name a transfer."""
    local = ("地方主管部门", project["local"], "资金使用单位", project["unit"])
    return [
        *spanned_cells(0, (("转移支付（项目）名称", 2), (project["name"], 5))),
        *spanned_cells(1, (("中央主管部门", 2), (project["central"], 5))),
        *spanned_cells(2, zip(local, (2, 2, 1, 2), strict=True)),
    ]


def fund_cells(row: int, funds: list[list[str]], transfer: bool) -> list[Cell]:
    """Return the fund rows beside their merged label."""
    label = "资金情况\n(万元)" if transfer else "项目资金（万元）"
    rate = "预算执行率（B/A）" if transfer else "执行率（B/A）"
    cells = [Cell(row, 0, label, row_span=len(funds) + 1, column_span=2), Cell(row, 2, "", column_span=2)]
    cells += row_cells(row, ("全年预算数（A）", "全年执行数（B）", rate), "ccc", 4)
    for number, texts in enumerate(funds, start=row + 1):
        cells.append(Cell(number, 2, texts[0], column_span=2, align="left"))
        cells += row_cells(number, texts[1:], "ccc", 4)
    return cells


def goal_cells(row: int, goals: Facts, transfer: bool) -> list[Cell]:
    """Return the goal rows: planned on the left, achieved on the right."""
    label, planned = ("总体目标完成情况", "总体目标") if transfer else ("年度总体目标", "年初设定目标")
    return [
        Cell(row, 0, label, row_span=2),
        Cell(row, 1, planned, column_span=3),
        Cell(row, 4, "全年实际完成情况", column_span=3),
        Cell(row + 1, 1, goals["planned"], column_span=3, align="left"),
        Cell(row + 1, 4, goals["achieved"], column_span=3, align="left"),
    ]


def indicator_cells(row: int, groups: list[Facts], transfer: bool) -> list[Cell]:
    """Return the indicator rows with merged level labels at their left."""
    values = ("指标值", "全年实际完成值") if transfer else ("年度指标值", "全年完成值")
    head = ("一级指标", "二级指标", "三级指标", *values, "未完成原因和改进措施")
    labels = [(group["level1"], group["level2"]) for group in groups for _ in group["rows"]]
    cells = [Cell(row, 0, "绩效指标", row_span=len(labels) + 1), *row_cells(row, head, "cccccc", 1)]
    cells += merged_levels(row + 1, 1, labels)
    rows = [texts for group in groups for texts in group["rows"]]
    for number, texts in enumerate(rows, start=row + 1):
        cells += row_cells(number, texts, "lccc", 3)
    return cells
