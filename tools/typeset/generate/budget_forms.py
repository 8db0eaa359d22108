"""The three public expenses and the target forms of a budget, in the shapes that places print them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..layout.budget_grid import headed, ruled_table
from ..layout.grid import merged_levels, row_cells
from ..model import Block, Cell, Heading, Sheet, SplitLine, Table
from .indicators import Indicator
from .planning import THREE, Planned
from .setting import Printed

_CARS = "公务用车购置及运行费"
#: Kind of cost → path of its titles, in the order of most places.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "total": ("合计",), "abroad": ("因公出国（境）费",), "vehicles": (_CARS, "小计"),
    "vehicle_purchase": (_CARS, "公务用车购置费"), "vehicle_running": (_CARS, "公务用车运行费"), "reception": ("公务接待费",),
}  # fmt: skip
_ROWS = {
    "total": "“三公”经费合计", "abroad": "其中：（一）因公出国（境）费", "vehicles": f"（二）{_CARS}",
    "vehicle_purchase": "1．公务用车购置费", "vehicle_running": "2．公务用车运行费", "reception": "（三）公务接待费",
}  # fmt: skip
_HEADS = ("一级指标", "二级指标", "三级指标")


def public_table(p: Printed, table: str) -> None:
    """The table of the three public expenses."""
    sums = {kind: _sum(p, kind) for kind in _KINDS}
    _PUBLIC[p.place["three_public"]](p, table, sums)


def _sum(p: Printed, kind: str) -> tuple[int, int]:
    own = {"total": tuple(THREE), "vehicles": ("vehicle_purchase", "vehicle_running")}.get(kind, (kind,))
    pairs = [p.plan.public[name] for name in own]
    return sum(this for this, _ in pairs), sum(last for _, last in pairs)


Sums = Mapping[str, tuple[int, int]]


def _blocks(p: Printed, table: str, sums: Sums) -> None:
    unit = p.place.get("public_unit", "")
    years = ((f"{p.plan.year - 1}年预算数", 1), (f"{p.plan.year}年预算数", 0))
    paths = [(title, *path) for title, _ in years for path in _KINDS.values()]
    row = [
        p.figure(table, "", f"{kind} budget {ago}", p.money(sums[kind][ago], unit))
        for _, ago in years
        for kind in _KINDS
    ]
    p.add(table, ruled_table(paths, [row], 0, widths=(1.0,) * len(paths)), unit)


def _units(p: Printed, table: str, sums: Sums) -> None:
    """The department, then its first unit, which spends all of it."""
    paths = [("单位编码",), ("单位名称",), *(("当年财政拨款预算安排", *path) for path in _KINDS.values())]
    rows = [
        [*names, *(p.figure(table, "", kind, p.money(sums[kind][0])) for kind in _KINDS)]
        for names in (["", "合计"], ["318001", p.plan.units[0]])
    ]
    p.add(table, ruled_table(paths, rows, 2))


def _kinds(p: Printed, table: str, sums: Sums) -> None:
    """A row for each kind of cost; beside it the funds, or last year and the change."""
    rows = []
    for kind, label in _ROWS.items():
        this, last = sums[kind]
        if p.place.get("changes"):
            figures = [(f"{kind} budget 1", last), (f"{kind} budget 0", this), (f"{kind} change 0", this - last)]
        else:
            figures = [(kind, this), (f"{kind}_general_budget", this), (f"{kind}_government_fund", 0)]
        rows.append([label, *(p.figure(table, "", spec, p.money(yuan)) for spec, yuan in figures)])
    titles = (
        ("上年预算数", "本年预算数", "增减额") if p.place.get("changes") else ("合计", "一般公共预算", "政府性基金预算")
    )
    p.add(table, ruled_table([("项目",), *((title,) for title in titles)], rows, 1))


def _years(p: Printed, table: str, sums: Sums) -> None:
    """Last year, this year and the change as rows of one unit."""
    paths = [
        ("预算单位",),
        ("年度",),
        *((*("“三公”经费财政拨款预算总额",) * (k == "total"), *path[k == "total" :]) for k, path in _KINDS.items()),
    ]
    lines = [
        (f"{p.plan.year - 1}年", "budget 1", 1),
        (f"{p.plan.year}年", "budget 0", 0),
        ("增减变化金额", "change 0", -1),
    ]
    rows = []
    for number, (label, spec, which) in enumerate(lines):
        amounts = {kind: this - last if which < 0 else (this, last)[which] for kind, (this, last) in sums.items()}
        figures = [p.figure(table, "", f"{kind} {spec}", p.money(yuan)) for kind, yuan in amounts.items()]
        rows.append(["" if number else p.plan.department, label, *figures])
    p.add(table, ruled_table(paths, rows, 2))


_PUBLIC: Mapping[str, Callable[[Printed, str, Sums], None]] = {
    "blocks": _blocks, "units": _units, "kinds": _kinds, "years": _years,
}  # fmt: skip


def target_blocks(p: Printed) -> list[Block]:
    """The targets of all projects."""
    return _TARGETS[p.place["targets"]](p)


def _form(p: Printed, project: Planned) -> Table:
    """The form of one project: name, money, goal, indicators."""
    other = project.total - project.money.get("general_budget", 0)
    cells = [
        Cell(0, 0, "项目名称"), Cell(0, 1, project.name, column_span=3),
        Cell(1, 0, "主管部门"), Cell(1, 1, p.plan.department), Cell(1, 2, "实施单位"), Cell(1, 3, project.unit),
        Cell(2, 0, "项目资金（万元）", row_span=3), Cell(2, 1, "年度资金总额"), Cell(2, 2, p.money(project.total, "万元"), column_span=2),
        Cell(3, 1, "其中：财政拨款"), Cell(3, 2, p.money(project.total - other, "万元"), column_span=2),
        Cell(4, 1, "其他资金"), Cell(4, 2, p.money(other, "万元"), column_span=2),
        Cell(5, 0, "年度目标"), Cell(5, 1, project.goal, column_span=3),
        *row_cells(6, [*_HEADS, "指标值"], "cccc"),
        *merged_levels(7, 0, [(row.level1, row.level2) for row in project.indicators]),
    ]  # fmt: skip
    for number, row in enumerate(project.indicators, 7):
        cells += row_cells(number, [row.level3, row.target], "ll", 2)
    return Table(tuple(cells), (14.0, 18.0, 26.0, 22.0), 0, False, 9.0, 16.0)


def _pages(p: Printed, *, apart: bool = True) -> list[Block]:
    blocks: list[Block] = [Sheet()]
    for project in p.plan.projects:
        blocks += [Sheet()] if apart else []
        blocks += [
            Heading("项目支出绩效目标表", 1, "center"),
            SplitLine(f"（{p.plan.year}年度）", ""),
            _form(p, project),
        ]
    return blocks


def _listed(
    p: Printed, paths: Sequence[Sequence[str]], rows: Sequence[tuple[list[str], list[list[str]]]]
) -> list[Block]:
    """One table of all projects: what is theirs stands once, beside all rows of their indicators."""
    cells, top = headed(paths), max(map(len, paths))
    for own, lines in rows:
        cells += [Cell(top, column, text, row_span=len(lines)) for column, text in enumerate(own)]
        for number, texts in enumerate(lines, top):
            cells += row_cells(number, texts, "l" * len(texts), len(own))
        top += len(lines)
    table = Table(tuple(cells), tuple(16.0 if n < 4 else 9.0 for n in range(len(paths))), 1, True, 7.5, 15.0)
    title = Heading("项目支出绩效目标表", 1, "center")
    return [Sheet(True), title, SplitLine(p.says(p.place["department"]), "单位：万元"), table]


def _flat(p: Printed) -> list[Block]:
    paths = [
        ("单位名称",),
        ("项目名称",),
        ("预算数（万元）",),
        ("年度绩效目标",),
        *((head,) for head in _HEADS),
        ("指标性质",),
        ("指标值",),
        ("度量单位",),
    ]
    rows = []
    for project in p.plan.projects:
        own = [project.unit, project.name, p.money(project.total, "万元"), project.goal]
        rows.append((own, [[i.level1, i.level2, i.level3, *_parts(i)] for i in project.indicators]))
    return _listed(p, paths, rows)


def _cells(p: Printed) -> list[Block]:
    """Operator, value and unit in three cells, weights of 90 and the rate of execution with 10, no levels."""
    heads = ("指标名称", "指标性质", "指标值", "计量单位", "指标权重（%）")
    paths = [("序号",), ("项目名称",), ("当年预算金额",), ("当年绩效目标",), *(("绩效指标", head) for head in heads)]
    rows = []
    for number, project in enumerate(p.plan.projects, 1):
        own = [str(number), project.name, p.money(project.total, "万元"), project.goal]
        lines = [[i.level3, *_parts(i), f"{i.weight or 0:f}"] for i in project.indicators]
        rows.append((own, [*lines, ["年度预算执行率", "=", "100", "%", "10"]]))
    return _listed(p, paths, rows)


def _prose(p: Printed) -> list[Block]:
    paths = [("单位名称",), ("项目名称",), ("金额",), ("绩效目标",)]
    rows = [([], [[one.unit, one.name, p.money(one.total, "万元"), one.goal]]) for one in p.plan.projects]
    return _listed(p, paths, rows)


def _parts(one: Indicator) -> list[str]:
    return [one.sign or "=", one.value, one.unit]


_TARGETS: Mapping[str, Callable[[Printed], list[Block]]] = {
    "pages": _pages, "many": lambda p: _pages(p, apart=False), "flat": _flat, "cells": _cells, "prose": _prose,
}  # fmt: skip
