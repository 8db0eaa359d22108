"""Made-up performance forms: what they print, and every record that a reader must find in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from ..layout.evaluation import evaluation_blocks
from ..layout.scored import (
    FundLine,
    ScoredForm,
    TaskLine,
    department_form,
    form_blocks,
    overall_form,
    project_form,
)
from ..layout.style import Style
from ..model import Block
from .indicators import Indicator, in_unit_column, indicator_lines, make_indicators, plain, share, words
from .printing import money, percent

FUND_LABELS = {
    "scored": (("total", "年度资金总额"), ("current_year", "其中：当年财政拨款"), ("carried_over", "上年结转资金"), ("other", "其他资金")),
    "overall": (("total", "合计"), ("central", "①中央财政资金"), ("local", "③地方财政资金"), ("other", "其他资金小计")),
    "shenzhen": (("total", "年度资金总额："), ("superior_transfer", "其中：上级转移支付资金"), ("district", "区级财政资金"), ("other", "其他资金")),
}  # fmt: skip
LABELS = {
    "money": ("项目资金（{unit}）", "项目资金\n（{unit}）", "年度资金（{unit}）"),
    "target": ("年度指标值", "目标值", "指标值"),
    "actual": ("实际完成值", "全年完成值", "全年实际完成值"),
    "reason": ("偏差原因分析及改进措施", "未完成原因和改进措施", "偏差原因分析"),
    "goal": ("预期目标", "年初设定目标"),
    "result": ("实际完成情况", "全年实际完成情况", "目标实际完成情况"),
}


@dataclass(frozen=True)
class Fund:
    """Expected row of funds; amounts in yuan, None where none is printed."""

    fund: str
    initial: int | None
    budget: int | None
    executed: int | None
    rate: Decimal | None
    weight: Decimal | None
    score: Decimal | None


@dataclass(frozen=True)
class Task:
    """Expected row of tasks; amounts in yuan: total, fiscal, other, of budget and of execution."""

    task: str
    content: str
    status: str
    amounts: tuple[int, ...]
    weight: Decimal
    score: Decimal


@dataclass(frozen=True)
class Project:
    """Expected row of projects with everything that belongs to it."""

    form: str
    name: str | None
    supervising: str | None
    implementing: str
    goal: str
    result: str
    total_weight: Decimal | None
    total_score: Decimal | None
    grade: str | None
    funds: tuple[Fund, ...]
    indicators: tuple[Indicator, ...]
    tasks: tuple[Task, ...]
    #: How its amounts are printed.
    money: Style
    investment: Any = None


def make_form(random: Random, kind: str, department: str, year: int, style: Style) -> tuple[list[Block], Project]:
    """One form: scored, overall, tasks or shenzhen."""
    labels = {key: random.choice(choices).format(unit=style.unit) for key, choices in LABELS.items()}
    marked = kind != "shenzhen"
    name = random.choice(words()["projects"])
    indicators = make_indicators(random, style, marked, cost=marked and year >= 2021 and random.random() < 0.5)
    if kind == "scored" and style.operator_columns:
        indicators = [in_unit_column(row) for row in indicators]
    printing = money_style(kind, style)
    tasks = make_tasks(random) if kind == "tasks" else ()
    funds = [task_sum(tasks)] if kind == "tasks" else make_funds(random, kind, marked, printing)
    marks = [row.score for row in (*indicators, *funds, *tasks) if row.score is not None]
    score = sum(marks, Decimal(0)) if marked else None
    grade = "优良中差"[sum(score < limit for limit in (90, 80, 60))] if score is not None else None
    goal, result = random.choice(list(zip(words()["goals"], words()["results"], strict=True)))
    form = {"scored": "self_evaluation", "shenzhen": "self_evaluation"}.get(kind, "department_evaluation")
    own_name = {"tasks": None, "overall": "部门整体"}.get(kind, name)
    project = Project(
        form, own_name, None if kind in ("tasks", "overall") else department, department, goal, result,
        Decimal(100) if kind in ("scored", "tasks") else None, score,
        grade if kind in ("tasks", "overall") else None, tuple(funds), tuple(indicators), tuple(tasks), printing,
    )  # fmt: skip
    if kind == "shenzhen":
        return shenzhen_blocks(random, project, year), project
    return scored_blocks(random, kind, project, year, style, labels), project


def money_style(kind: str, style: Style) -> Style:
    """How a form prints amounts: only a project's scored form says another unit than 万元."""
    if kind == "shenzhen":
        return replace(style, unit="万元", zero="0", thousands=False)
    return style if kind == "scored" else replace(style, unit="万元")


def task_sum(tasks: Sequence[Task]) -> Fund:
    """The row 金额合计 of all tasks."""
    budget, executed = (sum(task.amounts[n] for task in tasks) for n in (0, 3))
    return Fund("total", None, budget, executed, None, None, None)


def make_funds(random: Random, kind: str, marked: bool, style: Style) -> list[Fund]:
    """A total and its sources."""
    parts = []
    for key, _ in FUND_LABELS[kind][1:]:
        if random.random() < 0.3 and parts:
            parts.append((key, 0, 0, 0))
            continue
        budget = random.randint(10**4, 10**8)
        initial = random.randint(10**4, 10**8) if kind != "shenzhen" else 0
        parts.append((key, initial, budget, random.randint(budget * 95 // 100, budget)))
    total = ("total", *(sum(part[n] for part in parts) for n in (1, 2, 3)))
    funds = []
    for key, initial, budget, executed in (total, *parts):
        unspent = Decimal(0) if style.zero.startswith("0") and kind != "shenzhen" else None
        rate = ratio(executed, budget) if budget else unspent
        scored = marked and key == "total"
        score = (Decimal(10) * executed / budget).quantize(Decimal("0.01"), ROUND_HALF_UP) if scored else None
        initial = None if kind == "shenzhen" else initial
        funds.append(Fund(key, initial, budget, executed, rate, Decimal(10) if scored else None, score))
    return funds


def ratio(part: int, whole: int) -> Decimal:
    """The fraction that ``percent`` prints."""
    return Decimal(percent(part, whole).removesuffix("%")) / 100


def make_tasks(random: Random) -> list[Task]:
    """Tasks of a department; their marks are 10."""
    names = random.sample(words()["tasks"], random.randint(2, 4))
    tasks = []
    for name, mark in zip(names, share(random, 10, len(names)), strict=True):
        fiscal, other = random.randint(10**5, 10**8), random.choice((0, random.randint(10**4, 10**7)))
        spent = (random.randint(fiscal * 95 // 100, fiscal), other)
        amounts = (fiscal + other, fiscal, other, sum(spent), *spent)
        content = random.choice(words()["contents"])
        tasks.append(Task(name, content, "已完成", amounts, Decimal(mark), Decimal(mark)))
    return tasks


def scored_blocks(
    random: Random, kind: str, project: Project, year: int, style: Style, labels: dict[str, str]
) -> list[Block]:
    """The form in its layout."""
    in_wan = project.money
    mark_of_part = random.choice(("", "—"))
    names = dict(FUND_LABELS["overall" if kind == "overall" else "scored"])
    funds = []
    for fund in () if project.tasks else project.funds:
        rate = percent(fund.executed, fund.budget) if fund.budget else "0.00%" if fund.rate == 0 else style.zero
        rate = rate.removesuffix("%") if kind == "overall" else rate
        marks = [plain(fund.weight, style), plain(fund.score, style)]
        if fund.fund != "total":
            marks = [mark_of_part] * 2
        texts = [money(yuan or 0, in_wan) for yuan in (fund.initial, fund.budget, fund.executed)]
        funds.append(FundLine(names[fund.fund], *texts, marks[0], rate, marks[1]))
    reason = random.choice(words()["reasons"])
    lines = indicator_lines(project.indicators, style, reason)
    tasks = [
        TaskLine(
            t.task,
            t.content,
            t.status,
            tuple(money(a, in_wan) for a in t.amounts),
            plain(t.weight, style),
            plain(t.score, style),
        )
        for t in project.tasks
    ]
    total = tuple(money(sum(t.amounts[n] for t in project.tasks), in_wan) for n in range(6)) if tasks else ()
    title = {
        "scored": random.choice((f"{project.name}项目绩效自评表", "项目支出绩效自评表")),
        "overall": "部门整体绩效自评表",
    }
    form = ScoredForm(
        title.get(kind, "部门整体支出绩效自评表"), f"（{year}年度）", project.name or "", project.supervising or "",
        project.implementing, funds, project.goal, project.result, lines, plain(project.total_weight, style),
        plain(project.total_score, style), labels, project.grade or "", tasks, total,
    )  # fmt: skip
    make = {"scored": project_form, "overall": overall_form, "tasks": department_form}[kind]
    return form_blocks(form, make(form, style), style)


def shenzhen_blocks(random: Random, project: Project, year: int) -> list[Block]:
    """The form without marks of a Shenzhen district."""
    names = dict(FUND_LABELS["shenzhen"])
    funds = []
    for fund in project.funds:
        rate = percent(fund.executed, fund.budget) if fund.budget else ""
        funds.append([names[fund.fund], *(money(yuan, project.money) for yuan in (fund.budget, fund.executed)), rate])
    reason = random.choice(words()["reasons"])
    groups = [
        {
            "level1": row.level1,
            "level2": row.level2,
            "rows": [[row.level3, row.target, row.actual, "" if row.met else reason]],
        }
        for row in project.indicators
    ]
    form = {
        "kind": "self",
        "title": "项目支出绩效自评表",
        "year": f"（{year}年度）",
        "project": {
            "name": project.name, "period": f"{year}.1.1~{year}.12.31", "department": project.supervising,
            "unit": project.implementing, "key_project": random.choice("是否"), "nature": "延续性",
        },
        "funds": funds,
        "goals": {"planned": project.goal, "achieved": project.result},
        "indicators": groups,
        "note": random.choice(words()["remarks"]),
    }  # fmt: skip
    return evaluation_blocks(form, (), contact_line=False)
