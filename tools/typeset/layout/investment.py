"""Forms of government investment projects (项目绩效情况表)."""

from __future__ import annotations

from ..loading import Facts
from ..model import Block, Cell, Heading, Paragraph, Sheet, SplitLine, Table
from .evaluation import FILLED_BY
from .grid import merged_levels, row_cells, spanned_cells

WIDTHS = (16, 15, 26, 19, 24)
LABELS = {
    "plan": "2020年实际下达政府投资计划①",
    "executed": "2020年实际完成投资②",
    "plan_rate": "2020年政府投资计划支出率",
    "cumulative": "截至2020年底项目累计完成投资③",
    "progress_percent": "截至2020年底项目工程形象进度百分比",
    "progress_text": "截至2020年底项目工程形象进度文字描述",
    "measure": "改进措施",
}


def investment_blocks(form: Facts, contact_line: bool) -> list[Block]:
    """Return one form with its title on a page of its own."""
    blocks: list[Block] = [Sheet()]
    if "attachment" in form:
        blocks.append(Paragraph(form["attachment"], 12.0, indent=0.0))
    blocks += [
        Heading(form["title"], 2, "center"),
        Paragraph(form["year"], 11.0, "center"),
        SplitLine(form["unit_line"], ""),
        investment_table(form),
    ]
    return [*blocks, Paragraph(FILLED_BY, 10.0, indent=0.0)] if contact_line else blocks


def investment_table(form: Facts) -> Table:
    """Return the one grid of a form; it may print some labels in a way of its own."""
    labels = LABELS | form.get("labels", {})
    cells = overview_cells(form["project"]) + plan_cells(7, form["plan"], labels)
    cells += indicator_cells(13, form["indicators"], labels["measure"])
    return Table(tuple(cells), WIDTHS, size=8.5, row_height=16.0)


def pair_row(row: int, texts: tuple[str, str, str, str]) -> list[Cell]:
    """Return a row of two labels with their values."""
    return spanned_cells(row, zip(texts, (1, 2, 1, 1), strict=True))


def overview_cells(project: Facts) -> list[Cell]:
    """Return the seven rows of 项目概况."""
    nature = project["nature"]
    spans = (4,) if len(nature) == 1 else (2, 1, 1)
    return [
        Cell(0, 0, "项目概况", column_span=5, bold=True),
        *pair_row(1, ("项目名称", project["name"], "国家编码", project["code"])),
        *pair_row(2, ("项目单位", project["unit"], "行业归口", project["sector"])),
        *spanned_cells(3, (("项目总投资", 1), (project["total"], 4))),
        *spanned_cells(4, (("建设性质", 1), *zip(nature, spans, strict=True))),
        *pair_row(5, ("是否开工", project["started"], "开工日期", project["start_date"])),
        *pair_row(6, ("是否竣工", project["finished"], "竣工日期", project["finish_date"])),
    ]


def plan_cells(row: int, plan: Facts, labels: Facts) -> list[Cell]:
    """Return the six rows of 政府投资计划安排及执行情况."""
    done = (labels["cumulative"], plan["cumulative"], "项目总体完成率", plan["completion_rate"])
    progress = (labels["progress_percent"], plan["progress_percent"], labels["progress_text"])
    return [
        Cell(row, 0, "政府投资计划安排及执行情况", column_span=5, bold=True),
        *pair_row(row + 1, ("年初设定的目标", plan["target"], labels["plan"], plan["plan"])),
        *spanned_cells(row + 2, ((labels["executed"], 1), (plan["executed"], 4))),
        *spanned_cells(row + 3, ((labels["plan_rate"], 1), (plan["plan_rate"], 4))),
        *pair_row(row + 4, done),
        *pair_row(row + 5, (*progress, plan["progress_text"])),
    ]


def indicator_cells(row: int, groups: list[Facts], measure: str) -> list[Cell]:
    """Return the indicator rows under their section row."""
    head = ("一级指标", "二级指标", "指标内容描述", "完成情况", measure)
    labels = [(group["level1"], group["level2"]) for group in groups for _ in group["rows"]]
    cells = [Cell(row, 0, "项目绩效指标", column_span=5, bold=True), *row_cells(row + 1, head, "ccccc")]
    cells += merged_levels(row + 2, 0, labels)
    rows = [texts for group in groups for texts in group["rows"]]
    for number, texts in enumerate(rows, start=row + 2):
        cells += row_cells(number, texts, "lcc", 2)
    return cells
