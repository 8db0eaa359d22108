"""The nine tables of a ledger: blocks to print, and every figure that a reader must find in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..layout import nine_tables as layout
from ..layout.habits import with_blank_rows
from ..layout.style import Style
from ..model import Block
from .ledger import FUNDS, OTHER_INCOME, Leaf, Ledger, by_code, codes
from .printing import money, numeral
from .writer import Claim

TITLES = {
    "summary": ("收入支出决算总表",),
    "income": ("收入决算表",),
    "expenditure": ("支出决算表",),
    "fiscal_summary": ("财政拨款收入支出决算总表",),
    "general_expenditure": ("一般公共预算财政拨款支出决算表",),
    "general_basic": ("一般公共预算财政拨款基本支出决算表", "一般公共预算财政拨款基本支出决算明细表"),
    "three_public": (
        "财政拨款“三公”经费支出决算表",
        "一般公共预算财政拨款“三公”经费支出决算表",
        "“三公”经费支出决算表",
    ),
    "government_fund": ("政府性基金预算财政拨款收入支出决算表",),
    "state_capital": ("国有资本经营预算财政拨款支出决算表",),
}
INCOME = ("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入")
INCOME_TERMS = ("general_budget_income", "government_fund_income", "state_capital_income")
OPENING_TERMS = ("opening_general_budget", "opening_government_fund", "opening_state_capital")
OTHER = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPENT_ON = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
SPENT_MEASURES = ("general_budget", "government_fund", "state_capital")
TOTALS = ("本年收入合计", "本年支出合计")


@dataclass(frozen=True)
class Figure:
    """One figure as printed: ``key`` is the code, the term or "" in table 07; yuan None where nothing is printed."""

    table: str
    side: str
    key: str
    measure: str
    printed: str
    yuan: int


@dataclass
class Tables:
    """Blocks and figures of the tables set so far."""

    ledger: Ledger
    style: Style
    department: str
    titles: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def text(self, table: str, side: str, key: str, measure: str, yuan: int) -> str:
        """Print an amount and keep it among the figures."""
        printed = money(yuan, self.style)
        self.figures.append(Figure(table, side, key, measure, printed, yuan))
        return printed

    def none(self, budget: str, note: str) -> str:
        """A note that a budget was not used, which is a claim."""
        self.claims.append(Claim(f"{budget}.none", "", self.ledger.year, "count", Decimal(0)))
        return note

    def texts(self, table: str, side: str, key: str, amounts: dict[str, int]) -> list[str]:
        """Print the amounts of a row."""
        return [self.text(table, side, key, measure, yuan) for measure, yuan in amounts.items()]


def account_tables(ledger: Ledger, style: Style, department: str, titles: dict[str, str]) -> Tables:
    """All tables in the style's order."""
    tables = Tables(ledger, style, department, titles)
    make: dict[str, Callable[[Tables], tuple[layout.Table, str]]] = {
        "summary": totals, "income": income, "expenditure": expenditure, "fiscal_summary": fiscal_totals, "general_expenditure": general, "general_basic": basic,
        "three_public": public, "government_fund": fund, "state_capital": capital,
    }  # fmt: skip
    for table in style.order:
        grid, note = make[table](tables)
        tables.blocks += layout.table_blocks(table, titles[table], grid, department, style, note)
    return tables


def classes(ledger: Ledger) -> list[tuple[str, str]]:
    """类 of the year in official order."""
    return [
        (entry["code"], entry["name"])
        for entry in codes()["classes"]
        if entry.get("since", 0) <= ledger.year <= entry.get("until", ledger.year)
    ]


def three_lines(ledger: Ledger) -> bool:
    """From 2020 table 01 prints income by the three budgets."""
    return ledger.year >= 2020


def total(leaves: Iterable[Leaf], name: str) -> int:
    """Sum of one property of leaves."""
    return sum(getattr(leaf, name) for leaf in leaves)


def totals(t: Tables) -> tuple[layout.Table, str]:
    """Table 01: income by source, expenditure by class."""
    ledger = t.ledger
    fiscal = [total(ledger.of(budget), "income") for budget in FUNDS]
    lines: list[tuple[str, str, int]] = []
    if three_lines(ledger):
        lines += list(zip(INCOME, INCOME_TERMS, fiscal, strict=True))
    else:
        lines.append(("财政拨款收入", "fiscal_income", sum(fiscal)))
    others = [sum(leaf.other_income.get(kind, 0) for leaf in ledger.leaves) for kind in OTHER_INCOME]
    lines += [(text, f"{kind}_income", yuan) for text, kind, yuan in zip(OTHER, OTHER_INCOME, others, strict=True)]
    left = [
        (f"{numeral(n)}、{label}", [t.text("summary", "income", term, "total", yuan)])
        for n, (label, term, yuan) in enumerate(lines, 1)
    ]
    if not three_lines(ledger):
        text = t.text("summary", "income", "government_fund_income", "total", fiscal[1])
        left.insert(1, ("其中：政府性基金预算财政拨款", [text]))
    opening = total(ledger.leaves, "opening") + ledger.other_opening
    closing = total(ledger.leaves, "closing") + ledger.other_closing
    this_year = sum(fiscal) + sum(others)
    spent = total(ledger.leaves, "all_spent")
    surplus = "用事业基金弥补收支差额" if not three_lines(ledger) else "使用非财政拨款结余"
    tail = (
        (TOTALS[0], "income_this_year", this_year), (surplus, "use_of_surplus", 0),
        ("年初结转和结余", "opening_balance", opening), ("总计", "grand_total", this_year + opening),
    )  # fmt: skip
    left += [(label, [t.text("summary", "income", term, "total", yuan)]) for label, term, yuan in tail]
    right = class_lines(t, "summary", lambda leaves: {"total": total(leaves, "all_spent")})
    tail = (
        (TOTALS[1], "expenditure_this_year", spent), ("结余分配", "surplus_distribution", 0),
        ("年末结转和结余", "closing_balance", closing), ("总计", "grand_total", spent + closing),
    )  # fmt: skip
    right += [(label, [t.text("summary", "expenditure", term, "total", yuan)]) for label, term, yuan in tail]
    name = "决算数" if t.style.line_numbers or t.style.budget_columns else "金额"
    names: tuple[str, ...] = (name,)
    if t.style.budget_columns:
        names = ("年初预算数", "全年预算数", name)
        left, right = ([(label, ["1.00", "2.00", *texts]) for label, texts in side] for side in (left, right))
    return layout.two_sided_table(left, right, (names, names), (*TOTALS, "总计"), t.style), ""


def class_lines(t: Tables, table: str, amounts: Callable[[list[Leaf]], dict[str, int]]) -> layout.Side:
    """Expenditure by class: a numbered line for each, spent on or not."""
    groups = by_code(t.ledger.leaves)
    return [
        (f"{numeral(n)}、{name}", t.texts(table, "expenditure", f"class_{code}", amounts(groups.get(code, []))))
        for n, (code, name) in enumerate(classes(t.ledger), 1)
    ]


def fiscal_totals(t: Tables) -> tuple[layout.Table, str]:
    """Table 04: fiscal income and carry-over by budget, expenditure by class and budget."""
    ledger = t.ledger
    budgets = FUNDS if three_lines(ledger) else FUNDS[:2]
    left = [
        (
            f"{numeral(n)}、{label}",
            [t.text("fiscal_summary", "income", term, "amount", total(ledger.of(budget), "income"))],
        )
        for n, (label, term, budget) in enumerate(zip(SPENT_ON, INCOME_TERMS, budgets, strict=False), 1)
    ]
    amounts = {
        name: [total(ledger.of(budget), name) for budget in budgets] for name in ("income", "opening", "closing")
    }
    tail = [(TOTALS[0], "income_this_year", sum(amounts["income"]))]
    tail.append(("年初财政拨款结转和结余", "fiscal_opening_balance", sum(amounts["opening"])))
    tail += list(zip(SPENT_ON, OPENING_TERMS, amounts["opening"], strict=False))
    tail.append(("总计", "grand_total", sum(amounts["income"]) + sum(amounts["opening"])))
    left += [(label, [t.text("fiscal_summary", "income", term, "amount", yuan)]) for label, term, yuan in tail]

    def spent(leaves: Iterable[Leaf], name: str = "spent") -> dict[str, int]:
        parts = [sum(getattr(leaf, name) for leaf in leaves if leaf.budget == budget) for budget in budgets]
        return {"total": sum(parts), **dict(zip(SPENT_MEASURES, parts, strict=False))}

    right = class_lines(t, "fiscal_summary", spent)
    rows = [(TOTALS[1], "expenditure_this_year", spent(ledger.leaves))]
    rows.append(("年末财政拨款结转和结余", "fiscal_closing_balance", spent(ledger.leaves, "closing")))
    grand = {key: rows[0][2][key] + rows[1][2][key] for key in rows[0][2]}
    rows.append(("总计", "grand_total", grand))
    right += [(label, t.texts("fiscal_summary", "expenditure", term, row)) for label, term, row in rows]
    figures = (("金额",), ("合计", *SPENT_ON[: len(budgets)]))
    return layout.two_sided_table(left, right, figures, (*TOTALS, "总计"), t.style), ""


def coded(
    t: Tables, table: str, leaves: Sequence[Leaf], amounts: Callable[[list[Leaf]], dict[str, int]]
) -> list[layout.CodedRow]:
    """A 合计 row and a row for every 类, 款 and 项."""
    rows: list[layout.CodedRow] = [("", "合计", t.texts(table, "", "total", amounts(list(leaves))))]
    for code, group in by_code(leaves).items():
        rows.append((code, t.ledger.names[code], t.texts(table, "", code, amounts(group))))
    return rows


def income(t: Tables) -> tuple[layout.Table, str]:
    """Table 02: income by code and source."""

    def amounts(leaves: list[Leaf]) -> dict[str, int]:
        others = {kind: sum(leaf.other_income.get(kind, 0) for leaf in leaves) for kind in OTHER_INCOME}
        fiscal = total(leaves, "income")
        return {"total": fiscal + sum(others.values()), "fiscal": fiscal, **others}

    rows = coded(t, "income", [leaf for leaf in t.ledger.leaves if leaf.all_income], amounts)
    heads = tuple((0, n, text, 2, 1) for n, text in enumerate(("本年收入合计", "财政拨款收入", *OTHER)))
    return layout.coded_table(heads, rows, t.style), ""


def expenditure(t: Tables) -> tuple[layout.Table, str]:
    """Table 03: expenditure by code and kind."""

    def amounts(leaves: list[Leaf]) -> dict[str, int]:
        parts = {
            "basic": total(leaves, "basic") + total(leaves, "other_basic"),
            "project": total(leaves, "project") + total(leaves, "other_project"),
            "to_superior": 0,
            "business": total(leaves, "business"),
            "to_affiliated": 0,
        }
        return {"total": sum(parts.values()), **parts}

    names = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    heads = tuple((0, n, text, 2, 1) for n, text in enumerate(names))
    return layout.coded_table(heads, coded(t, "expenditure", t.ledger.leaves, amounts), t.style), ""


def spent_amounts(leaves: list[Leaf]) -> dict[str, int]:
    """Fiscal expenditure: total, basic, project."""
    return {name: total(leaves, key) for name, key in (("total", "spent"), ("basic", "basic"), ("project", "project"))}


def spent_heads(style: Style, first: str) -> tuple[layout.HeaderSpec, ...]:
    """合计, 基本支出, 项目支出; under 本年支出 where the style has it."""
    if style.spent_heading:
        names = ((1, 0, "小计", 1, 1), (1, 1, "基本支出", 1, 1), (1, 2, "项目支出", 1, 1))
        return ((0, 0, "本年支出", 1, 3), *names)
    return tuple((0, n, text, 2, 1) for n, text in enumerate((first, "基本支出", "项目支出")))


def general(t: Tables) -> tuple[layout.Table, str]:
    """Table 05: the general budget's expenditure by code."""
    rows = coded(t, "general_expenditure", t.ledger.of("general"), spent_amounts)
    return layout.coded_table(
        spent_heads(t.style, "合计" if t.style.split_codes else "本年支出合计"), rows, t.style
    ), ""


def capital(t: Tables) -> tuple[layout.Table, str]:
    """Table 09: the state capital budget's expenditure by code, or an empty grid and its statement."""
    leaves = t.ledger.of("capital")
    rows = coded(t, "state_capital", leaves, spent_amounts)
    grid = layout.coded_table(spent_heads(t.style, "合计"), rows, t.style)
    if leaves:
        return grid, ""
    return with_blank_rows(grid, t.style.blank_rows), t.none(
        "state_capital", "注：本部门没有国有资本经营预算财政拨款支出，故本表无数据。"
    )


def fund(t: Tables) -> tuple[layout.Table, str]:
    """Table 08: carry-over, income and expenditure of government funds by code."""

    def amounts(leaves: list[Leaf]) -> dict[str, int]:
        spent = spent_amounts(leaves)
        return {
            "opening": total(leaves, "opening"),
            "income": total(leaves, "income"),
            **spent,
            "closing": total(leaves, "closing"),
        }

    heads = (
        (0, 0, "年初结转和结余", 2, 1), (0, 1, "本年收入", 2, 1), (0, 2, "本年支出", 1, 3), (1, 2, "小计", 1, 1),
        (1, 3, "基本支出", 1, 1), (1, 4, "项目支出", 1, 1), (0, 5, "年末结转和结余", 2, 1),
    )  # fmt: skip
    leaves = t.ledger.of("fund")
    grid = layout.coded_table(heads, coded(t, "government_fund", leaves, amounts), t.style)
    if leaves:
        return grid, ""
    return with_blank_rows(grid, t.style.blank_rows), t.none(
        "government_fund", "注：本部门没有政府性基金预算财政拨款收支，故本表无数据。"
    )


def basic(t: Tables) -> tuple[layout.Table, str]:
    """Table 06: basic expenditure by economic code."""
    economic = t.ledger.economic
    chunks: dict[str, list[layout.CodedRow]] = {}
    for group, body in codes()["economic"].items():
        items = {group + item: economic.get(group + item, 0) for item in sorted(body["items"])}
        if t.style.zero != "0" and not any(items.values()) and group in ("307", "399"):
            continue
        rows = [(group, body["name"], [t.text("general_basic", "", group, "total", sum(items.values()))])]
        rows += [
            (code, body["items"][code[3:]], [t.text("general_basic", "", code, "total", yuan)])
            for code, yuan in items.items()
        ]
        chunks[group] = rows
    rest = [row for group in ("307", "310", "399") for row in chunks.get(group, [])]
    blocks = [[*chunks["301"], *chunks["303"]], chunks["302"], rest]
    if t.style.split_codes:
        blocks = [blocks[0], [*blocks[1], *rest]]
    person = sum(yuan for code, yuan in economic.items() if code[:3] in ("301", "303"))
    operating = sum(economic.values()) - person
    totals = (
        ("人员经费合计", t.text("general_basic", "", "personnel_total", "total", person)),
        ("公用经费合计", t.text("general_basic", "", "operating_total", "total", operating)),
    )
    return layout.basic_table(blocks, totals, t.style), ""


def public(t: Tables) -> tuple[layout.Table, str]:
    """Table 07: budget and final figures of the three public expenses."""
    beside = t.style.three_public == "rows"
    printed = {k: v for k, v in t.ledger.public.items() if beside or not k.endswith(("meetings", "training"))}
    texts = {key: t.text("three_public", "", "", key, yuan) for key, yuan in printed.items()}
    return layout.public_expense_table(texts, t.style), ""
