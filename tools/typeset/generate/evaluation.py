"""Made-up evaluation reports: a department's with its scorecard, a project's with payments, targets and scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from random import Random

from ..layout.cards import CardLine, card_columns, card_table
from ..layout.grid import merged_levels, row_cells
from ..layout.habits import spaced_labels, titled_inside
from ..layout.scored import jittered
from ..layout.style import Style
from ..model import Block, Cell, Heading, Paragraph, Sheet, Spacer, Table
from .indicators import Indicator, indicator_lines, make_indicators, share, words
from .printing import money

#: Full marks of level 1, in the order of the words.
WEIGHTS = {"department": (20, 36, 44), "project": (20, 20, 30, 30)}
LABELS = {
    "heading": ("评价指标",), "level1": ("一级指标",), "level2": ("二级指标",), "level3": ("三级指标",), "number": ("序号",),
    "weight": ("分值", "权重", "标准分"), "explanation": ("指标说明", "指标解释"), "standard": ("评分标准", "评价标准"),
    "score": ("得分", "自评得分"), "remark": ("评分说明", "扣分原因", "得分说明"),
}  # fmt: skip
CARD_TITLES = {
    "department": ("{year}年度部门整体绩效评价指标评分表", "部门整体支出绩效评价指标评分表", "部门整体支出绩效评价指标体系评分表"),
    "project": ("{name}项目支出绩效评价指标评分表", "项目绩效评价评分表", "{name}项目绩效评价指标体系评分表"),
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """Expected row of scorecards; None where nothing is printed. The total has its weight and marks only."""

    level1: str | None
    level1_weight: Decimal | None
    level2: str | None
    level2_weight: Decimal | None
    level3: str | None
    weight: Decimal | None
    explanation: str | None
    standard: str | None
    remark: str | None
    score: Decimal
    is_total: bool = False


@dataclass(frozen=True)
class Payment:
    """Expected row of payments; yuan."""

    item: str
    amount: int
    is_total: bool = False


@dataclass(frozen=True)
class Report:
    """What must be read from both reports."""

    department_card: tuple[Item, ...]
    project_card: tuple[Item, ...]
    payments: tuple[Payment, ...]
    targets: tuple[Indicator, ...]


def make_report(random: Random, department: str, year: int, style: Style) -> tuple[list[Block], Report]:
    """Both reports of a department."""
    name = random.choice(words()["projects"])
    payments, payment_blocks = make_payments(random, name, style)
    targets, target_blocks = make_targets(random, style)
    cards = {}
    blocks: list[Block] = [
        Spacer(160.0),
        Heading(department, 0, "center"),
        Heading(f"{year}年度部门整体支出绩效自评报告", 0, "center"),
    ]
    for kind in ("department", "project"):
        items, card = make_card(random, kind, style)
        title = random.choice(CARD_TITLES[kind]).format(year=year, name=name)
        cards[kind] = items
        if kind == "project":
            blocks += [Sheet(), Heading(f"{name}项目支出绩效评价报告", 0, "center"), *payment_blocks, *target_blocks]
        blocks += [Heading(words()["sections"][2], 2), *titled(title, card, style)]
    return blocks, Report(cards["department"], cards["project"], payments, targets)


def titled(title: str, table: Table, style: Style) -> list[Block]:
    """A table on wide pages of its own, its title above it or in its first row."""
    table = spaced_labels(table) if style.spaced else table
    if style.title_inside:
        return [Sheet(landscape=True), titled_inside(table, title)]
    return [Sheet(landscape=True), Heading(title, 1, "center"), table]


def make_card(random: Random, kind: str, style: Style) -> tuple[tuple[Item, ...], Table]:
    """A scorecard: items that must be read, and its grid."""
    labels = {name: random.choice(choices) for name, choices in LABELS.items()}
    columns = set(card_columns(style))
    items: list[Item] = []
    for weight, (level1, groups) in zip(WEIGHTS[kind], words()["scorecards"][kind].items(), strict=True):
        names = [(level2, level3) for level2, listed in groups.items() for level3 in some(random, listed)]
        marks = share(random, weight, len(names))
        for (level2, level3), mark in zip(names, marks, strict=True):
            second = sum(m for (name, _), m in zip(names, marks, strict=True) if name == level2)
            printed = style.card_weights != "last"
            inside = style.card_weights == "inside"
            texts = {name: random.choice(words()[f"{name}s"]) for name in ("explanation", "standard")}
            lost = random.choice((0, 0, 0, 1, 25)) if mark > 1 else 0
            texts["remark"] = random.choice(words()["remarks_on_marks"]) if lost else ""
            items.append(
                Item(
                    f"{level1}（{weight}分）" if inside else level1,
                    Decimal(weight) if printed else None,
                    f"{level2}（{second}分）" if inside else level2,
                    Decimal(second) if printed else None,
                    level3,
                    Decimal(mark),
                    *(
                        texts[name] or None if name in columns else None
                        for name in ("explanation", "standard", "remark")
                    ),
                    Decimal(mark) - Decimal(lost) / (1 if lost == 1 else 100),
                )
            )
    total = Item(None, None, None, None, None, Decimal(100), None, None, None, marks_of(items), is_total=True)
    sums = [sum_texts("小计", list(run), style) for _, run in groupby(items, key=lambda item: item.level1)]
    table = card_table(
        [line(item) for item in items], [*sums, sum_texts(random.choice(("总分", "合计")), items, style)], labels, style
    )
    return (*items, total), table


def some(random: Random, listed: Sequence[str]) -> list[str]:
    """One or more of the items, in their order."""
    kept = [name for name in listed if random.random() < 0.8]
    return kept or [listed[0]]


def marks_of(items: Sequence[Item]) -> Decimal:
    """Marks of items together."""
    return sum((item.score for item in items), Decimal(0))


def line(item: Item) -> CardLine:
    """An item as printed; ``weight`` is that of its third level."""
    texts = {name: plain(value) for name, value in vars(item).items() if name != "is_total"}
    return CardLine({**texts, "level3_weight": texts["weight"]})


def plain(value: Decimal | str | None) -> str:
    """A text, or marks without needless zeros."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value or ""


def sum_texts(label: str, items: Sequence[Item], style: Style) -> dict[str, str]:
    """Texts of a row of sums; below pairs of name and weight the weight stands three times."""
    weight = plain(sum((item.weight or Decimal(0) for item in items), Decimal(0)))
    weights = (
        ("level1_weight", "level2_weight", "level3_weight") if style.card_weights == "pairs" else ("level3_weight",)
    )
    if style.card_weights == "beside":
        weights = ("level1_weight",)
    return {"label": label, **dict.fromkeys(weights, weight), "score": plain(marks_of(items))}


def make_payments(random: Random, name: str, style: Style) -> tuple[tuple[Payment, ...], list[Block]]:
    """A table of payments with its sum; with or without a last column of remarks."""
    printing = replace(style, zero="0")
    made = [
        Payment(item, random.randint(1, 10**6) * 100)
        for item in random.sample(words()["payments"], random.randint(2, 6))
    ]
    total = Payment("合计", sum(one.amount for one in made), is_total=True)
    remarks = random.random() < 0.4
    head = (
        "序号",
        random.choice(("支出事项", "支出内容")),
        f"支出金额\n（{style.unit}）",
        *(("备注",) if remarks else ()),
    )
    cells = row_cells(0, head, "c" * len(head))
    for row, one in enumerate(made, 1):
        texts = (str(row), one.item, money(one.amount, printing), *(("已支付",) if remarks else ()))
        cells += row_cells(row, texts, "clcc"[: len(texts)])
    last = len(made) + 1
    cells += [Cell(last, 0, "合计", column_span=2), Cell(last, 2, money(total.amount, printing))]
    cells += [Cell(last, 3)] if remarks else []
    table = Table(tuple(cells), jittered((10, 60, 24, 16)[: len(head)], style), 1, True, style.size, style.row_height)
    caption = random.choice((f"{name}项目支出明细表", "表1 项目资金支出明细表", "资金使用明细表"))
    return (*made, total), [Heading(words()["sections"][0], 2), Paragraph(caption, 11.0, "center", bold=True), table]


def make_targets(random: Random, style: Style) -> tuple[tuple[Indicator, ...], list[Block]]:
    """A table of yearly targets, which has no actual values yet."""
    made = make_indicators(random, style, marked=False, cost=random.random() < 0.3)
    lines = indicator_lines(made, style, "")
    head = ("一级指标", "二级指标", random.choice(("指标内容", "三级指标")), random.choice(("指标值", "年度指标值")))
    cells = row_cells(0, head, "cccc") + merged_levels(1, 0, [(one.level1, one.level2) for one in lines])
    for row, one in enumerate(lines, 1):
        cells += row_cells(row, (one.level3, target(one.sign, one.value, one.unit, one.target, style)), "lc", 2)
    table = Table(
        tuple(cells), jittered((16, 18, 46, 20), style), 1, style.continued != "nothing", style.size, style.row_height
    )
    caption = random.choice(("项目年度绩效目标表", "表2 年度绩效目标表", "项目支出绩效目标表"))
    expected = [replace(one, actual="", actual_value=None, actual_unit="") for one in made]
    return tuple(expected), [Heading(words()["sections"][1], 2), Paragraph(caption, 11.0, "center", bold=True), table]


def target(sign: str, value: str, unit: str, whole: str, style: Style) -> str:
    """The target as one text, also where the style has columns for its parts."""
    return whole if not style.operator_columns or sign == "定性" else f"{sign}{value}{unit}"
