"""The two tables of a budget with income beside expenditure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..layout.budget_grid import sided_table
from .planning import FUNDS, Item, total
from .printing import numeral
from .setting import Printed, amount


def _lines(
    p: Printed, table: str, side: str, lines: Iterable[tuple[str, str, Sequence[tuple[str, int]]]]
) -> list[list[str]]:
    """Rows of one side: label, term and amounts by measure."""
    return [
        [label, *(p.figure(table, term, measure, p.money(yuan), side) for measure, yuan in amounts)]
        for label, term, amounts in lines
    ]


def summary(p: Printed, table: str) -> None:
    """Income by source beside expenditure by class."""
    items, carried = p.plan.of(), total(p.plan.of(), "carried")
    (title,) = p.place["tables"][table]["columns"]
    names = {"special_account": "财政专户管理资金收入", "institutional": "事业收入", "other": "其他收入"}
    sources = {
        "general_budget": "一般公共预算拨款收入",
        "government_fund": "政府性基金预算拨款收入",
        "state_capital": "国有资本经营预算拨款收入",
        **names,
    }
    income = [
        (f"{numeral(n + 1)}、{label}", f"{source}_income", [("total", amount(items, source, of_year=True))])
        for n, (source, label) in enumerate(sources.items())
    ]
    spent = [
        (f"{numeral(n)}、{name}", f"class_{code}", [("total", total(own))])
        for n, (code, name, own) in enumerate(_classes(p, items), 1)
    ]
    whole = total(items)
    income += [
        ("本年收入合计", "income_this_year", [("total", whole - carried)]),
        ("上年结转结余", "opening_balance", [("total", carried)]),
        ("收入总计", "grand_total", [("total", whole)]),
    ]
    spent += [
        ("本年支出合计", "expenditure_this_year", [("total", whole)]),
        ("结转下年", "closing_balance", [("total", 0)]),
        ("支出总计", "grand_total", [("total", whole)]),
    ]
    left, right = (p.place["sides"][side] for side in ("income", "expenditure"))
    paths = [["项目"], [p.says(title)]]
    sides = [(left, paths, _lines(p, table, "income", income)), (right, paths, _lines(p, table, "expenditure", spent))]
    p.add(table, sided_table(sides))


def _classes(p: Printed, items: Sequence[Item]) -> list[tuple[str, str, list[Item]]]:
    """Classes with what is spent on them; a place may list all of them."""
    every = [c for c in sorted(p.plan.names) if len(c) == 3 and c.startswith("2")]
    found = [(code, p.plan.names[code], [i for i in items if i.code.startswith(code)]) for code in every]
    return [(code, name, own) for code, name, own in found if own or p.place["all_classes"]]


def fiscal_summary(p: Printed, table: str) -> None:
    """Fiscal income by fund beside expenditure by class and fund."""
    items, columns = p.plan.of(*FUNDS), p.place["tables"][table]["columns"]
    carried, whole = total(items, "carried"), total(items)
    apart = "carried_over" in columns.values()
    labels = ("一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款")
    income = [("一、本年收入", "income_this_year", [("amount", whole - carried)])]
    for number, (label, fund) in enumerate(zip(labels, FUNDS, strict=True)):
        income.append(
            (f"（{numeral(number + 1)}）{label}", f"{fund}_income", [("amount", amount(items, fund, of_year=True))])
        )
    income += [
        ("二、上年结转", "fiscal_opening_balance", [("amount", carried)]),
        ("收入总计", "grand_total", [("amount", whole)]),
    ]

    def spent(own: Sequence[Item]) -> list[tuple[str, int]]:
        return [(measure, amount(own, measure, of_year=apart)) for measure in columns.values()]

    lines = [("一、本年支出", "expenditure_this_year", spent(items))]
    classes = _classes(p, items)
    lines += [(f"（{n}）{name}", f"class_{code}", spent(own)) for n, (code, name, own) in enumerate(classes, 1)]
    lines += [
        ("二、结转下年", "fiscal_closing_balance", [(m, 0) for m in columns.values()]),
        ("支出总计", "grand_total", spent(items)),
    ]
    left, right = (p.place["sides"][side] for side in ("income", "expenditure"))
    own = [(left, [["项目"], ["预算数"]], _lines(p, table, "income", income))]
    own.append((right, [["项目"], *p.paths(table)], _lines(p, table, "expenditure", lines)))
    p.add(table, sided_table(own))
