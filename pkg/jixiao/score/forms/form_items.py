"""Project and department forms as scoring reads them: execution, indicators and tasks with their marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jixiao.figures import UNITS_IN_WAN_YUAN, Figure, finest_step, half_width, with_step
from jixiao.rules import Text
from jixiao.score.arithmetic import ratio
from jixiao.score.card.inputs import Row, cell_spot, printed_figure
from jixiao.score.forms.answers import is_no_indicator, level_of
from jixiao.score.forms.attain import Attained, percent
from jixiao.score.forms.form_rubric import FormRubric, Weights
from jixiao.score.model import Spot
from jixiao.store import Disclosure, plain_rows, sound

#: Forms that set targets beside actual values. 投资项目绩效情况表 prints no targets, 绩效目标表 no actual values.
SCORED_FORMS = ("self_evaluation", "transfer_evaluation", "department_evaluation")
EXECUTION = "execution"
ONE = Decimal(1)
#: Finest printed step by source and unit.
Steps = Mapping[tuple[str, str], Decimal | None]


@dataclass(frozen=True, slots=True)
class FormItem:
    """One row of a form that earns marks: execution, an indicator, or a task."""

    item: str
    title: str
    level1: str
    level2: str
    #: Group of its level-1 label: execution, cost, output, benefit, satisfaction, task, or empty.
    level: str
    target: str
    actual: str
    weight: Decimal | None
    printed: Decimal | None
    fiscal_year: int
    spots: tuple[Spot, ...]
    #: Printed reason for a deviation (偏差原因).
    reason: str = ""
    #: For execution: every different rate that the form publishes.
    rates: tuple[Attained, ...] = ()
    #: True where the weight is not printed but follows a convention.
    assumed: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """Its names, from level 1 to level 3."""
        return (self.level1, self.level2, self.title)

    @property
    def is_satisfaction(self) -> bool:
        """True where one of its names speaks of satisfaction (满意)."""
        return level_of(*self.labels[::-1]) == "satisfaction" or self.level == "satisfaction"


@dataclass(frozen=True, slots=True)
class ScoredForm:
    """One form with its items, in the order of print."""

    row: Row
    items: tuple[FormItem, ...]

    @property
    def has_marks(self) -> bool:
        """True where the form prints weights or marks."""
        printed = ((item.weight is not None and not item.assumed) or item.printed is not None for item in self.items)
        return any(printed)

    @property
    def step(self) -> Decimal:
        """The smallest step that its printed marks show: 7.7 beside 10 was printed to 0.1."""
        marks = [item.printed for item in self.items if item.printed is not None]
        exponents = [int(mark.normalize().as_tuple().exponent) for mark in marks]
        return ONE.scaleb(min([0, *exponents]))

    @property
    def levels(self) -> dict[str, Decimal]:
        """Printed weights by level."""
        sums: dict[str, Decimal] = {}
        for item in self.items:
            if item.weight is not None and not item.assumed:
                sums[item.level] = sums.get(item.level, Decimal(0)) + item.weight
        return sums


def forms_of(d: Disclosure) -> list[ScoredForm]:
    """All forms that can be scored, in the order of their ids."""
    d = sound(d)
    rows = {name: _by_form(plain_rows(d.tables[name])) for name in ("funds", "indicators", "tasks")}
    projects = [row for row in plain_rows(d.tables["projects"]) if row["form"] in SCORED_FORMS]
    steps = _steps(row for found in rows["funds"].values() for row in found)
    forms = []
    for project in sorted(projects, key=lambda row: (str(row["project_id"]), str(row["source_id"]))):
        own = {name: found.get(project["project_id"], []) for name, found in rows.items()}
        totals = [row for row in own["funds"] if row["fund"] == "total"]
        real = [row for row in own["indicators"] if not is_no_indicator(_clean(row, "target"), _clean(row, "actual"))]
        indicators = [_indicator(row) for row in sorted(real, key=_order)]
        execution = _execution(totals, project["fiscal_year"] or 0, steps)
        if any(item.level == EXECUTION and item.weight is not None for item in indicators):
            # Some forms print 预算执行率 among the indicators and give the fund row no marks.
            execution = [item for item in execution if item.weight is not None]
        items = [*execution, *indicators]
        forms.append(ScoredForm(project, (*_numbered(items), *_numbered(map(_task, sorted(own["tasks"], key=_order))))))
    return forms


def with_weights(form: ScoredForm, rubric: FormRubric, choice: str) -> ScoredForm:
    """A form without printed weights, given those of the regulation: equal shares within each level, or over all.

    Levels that the regulation does not know keep no weight.
    """
    if form.has_marks:
        return form
    levels = fitting(form, rubric).levels
    count = Counter(item.level for item in form.items)
    indicators = sum(number for level, number in count.items() if level in levels and level != EXECUTION)
    rest = rubric.total - levels.get(EXECUTION, Decimal(0))

    def weight(item: FormItem) -> Decimal | None:
        if item.level not in levels:
            return None
        if choice == "equal_overall" and item.level != EXECUTION:
            return rest / indicators
        return levels[item.level] / count[item.level]

    return replace(form, items=tuple(replace(item, weight=weight(item), assumed=True) for item in form.items))


def fitting(form: ScoredForm, rubric: FormRubric) -> Weights:
    """The weights of a rubric that have most levels in common with a form, and fewest others."""
    present = {item.level for item in form.items if item.level}
    return min(rubric.weights, key=lambda weights: len(present ^ set(weights.levels)))


def _execution(rows: Sequence[Row], fiscal_year: int, steps: Steps) -> list[FormItem]:
    """The row 年度资金总额: its rate from the amounts, or as printed; several where the rows differ."""
    if not rows:
        return []
    rates = {(rate.low, rate.high): rate for row in rows if (rate := _rate(row, steps)) is not None}
    blank = Attained("blank", Decimal(0), ONE, None, "rate", Text("未公开执行率", "no execution rate is published"))
    marks = {mark for row in rows if (mark := _number(row, "score")) is not None}
    weights = [weight for row in rows if (weight := _number(row, "weight")) is not None]
    return [
        FormItem(
            item=EXECUTION, title="预算执行率", level1="", level2="", level=EXECUTION, target="", actual="",
            weight=weights[0] if weights else None, printed=marks.pop() if len(marks) == 1 else None,
            fiscal_year=fiscal_year, rates=tuple(rates[key] for key in sorted(rates)) or (blank,),
            spots=tuple(
                cell_spot(row, cell, what)
                for row in rows
                for cell, what in (("executed", "全年执行数"), ("budget", "全年预算数"), ("score", "得分"))
                if row.get(cell) is not None
            ),
        )
    ]  # fmt: skip


def _rate(row: Row, steps: Steps) -> Attained | None:
    """Executed ÷ budget as an interval, exact where both print the same; the printed rate where one is missing."""
    step = steps.get(_printer(row))
    executed, budget = (
        None if figure is None else with_step(figure, step)
        for figure in (_amount(row, "executed"), _amount(row, "budget"))
    )
    found = ratio([executed], [budget]) if executed and budget else None
    if found is not None and executed and budget:
        same = executed.value == budget.value
        low, high = (ONE, ONE) if same else (found.interval.low, found.interval.high)
        words = Text(f"执行率 {percent(found.value)}", f"execution rate {percent(found.value)}")
        return Attained("number", low, high, None, "rate", words, found.value)
    if (printed := row.get("rate")) is None:
        return None
    value = Decimal(str(printed))
    words = Text(f"公布的执行率 {percent(value)}", f"printed execution rate {percent(value)}")
    return Attained("number", value, value, None, "rate", words, value)


def _steps(rows: Iterable[Row]) -> Steps:
    """The finest step that the fund rows of one source and unit show: 80 beside 1,073.14 was printed to 0.01."""
    figures: dict[tuple[str, str], list[Figure]] = {}
    for row in rows:
        found = (_amount(row, field) for field in ("initial_budget", "budget", "executed"))
        figures.setdefault(_printer(row), []).extend(figure for figure in found if figure is not None)
    return {printer: finest_step(found) for printer, found in figures.items()}


def _printer(row: Row) -> tuple[str, str]:
    return str(row.get("source_id") or ""), str(row.get("unit") or "")


def _amount(row: Row, field: str) -> Figure | None:
    figure = printed_figure(row, field)
    if figure is None or row[field] is None:
        return None
    scale = UNITS_IN_WAN_YUAN.get(str(row.get("unit") or "万元"), ONE)
    value = Decimal(str(row[field]))
    return Figure(value, figure.step * scale) if figure.value * scale == value else Figure(value, Decimal(0))


def _indicator(row: Row) -> FormItem:
    level1, level2, level3 = (_clean(row, key) for key in ("level1", "level2", "level3"))
    return FormItem(
        item="indicator", title=level3 or level2, level1=level1, level2=level2, level=level_of(level1),
        target=_clean(row, "target"), actual=_clean(row, "actual"), weight=_number(row, "weight"),
        printed=_number(row, "score"), fiscal_year=row["fiscal_year"] or 0, reason=_clean(row, "reason"),
        spots=tuple(
            cell_spot(row, cell, what)
            for cell, what in (("target", "年度指标值"), ("actual", "实际完成值"), ("score", "得分"))
            if row.get(cell) is not None
        ),
    )  # fmt: skip


def _task(row: Row) -> FormItem:
    return FormItem(
        item="task", title=_clean(row, "task"), level1="", level2="", level="task", target="", actual="",
        weight=_number(row, "weight"), printed=_number(row, "score"), fiscal_year=row["fiscal_year"] or 0,
        spots=(cell_spot(row, "score", "得分"),),
    )  # fmt: skip


def _numbered(items: Iterable[FormItem]) -> list[FormItem]:
    """Indicators and tasks named by their order: indicator-01, indicator-02."""
    counts: Counter[str] = Counter()
    named = []
    for item in items:
        counts[item.item] += 1
        name = item.item if item.item == EXECUTION else f"{item.item}-{counts[item.item]:02d}"
        named.append(replace(item, item=name))
    return named


def _by_form(rows: Iterable[Row]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row["project_id"], []).append(row)
    return found


def _number(row: Row, field: str) -> Decimal | None:
    figure = printed_figure(row, field)
    return None if figure is None else figure.value


def _clean(row: Row, field: str) -> str:
    return half_width(str(row.get(field) or ""))


def _order(row: Row) -> tuple[int, str]:
    return (
        row.get("position") or 0,
        str({key: row.get(key) for key in ("level3", "task", "target", "actual", "score")}),
    )
