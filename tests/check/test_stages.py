"""The budget of a year beside its accounts, self-evaluations and the budget before: quotes that fit, and those that do not."""

from typing import Any

import pandas as pd
import pytest

import jixiao
from jixiao.families import ACCOUNTS
from jixiao.store import disclosure

DEPARTMENT, YEAR = "示例局", 2023
SOURCES = {"budget": "b" * 12, "final_accounts": "a" * 12, "performance": "c" * 12}
ITEMS = [("2010101", "行政运行", 70.5), ("2010102", "一般行政管理事务", 30), ("2210201", "住房公积金", 12)]


def common(family: str, year: int = YEAR) -> dict[str, Any]:
    return {
        "department": DEPARTMENT,
        "fiscal_year": year,
        "source_id": SOURCES[family][:11] + str(year % 10),
        "page": 2,
    }


def figure(family: str, table: str, value: float, year: int = YEAR, **more: Any) -> dict[str, Any]:
    stage = "budget" if family == "budget" else "final"
    own = {"family": family, "table": table, "side": "", "stage": stage, "year": year, "measure": "total"}
    return {
        **common(family, year),
        **own,
        "value": value,
        "printed": f"{value:.2f}",
        "position": 0,
        "unit": "万元",
        **more,
    }


def budget(year: int = YEAR, items: Any = tuple(ITEMS)) -> list[dict[str, Any]]:
    total = figure(
        "budget", "general_expenditure", sum(value for _, _, value in items), year, term="total", item="合计"
    )
    names = {"201": "一般公共服务支出", "221": "住房保障支出"}
    classes = [
        figure(
            "budget",
            "general_expenditure",
            sum(v for c, _, v in items if c.startswith(code)),
            year,
            code=code,
            item=name,
        )
        for code, name in names.items()
    ]
    rows = [figure("budget", "general_expenditure", value, year, code=code, item=name) for code, name, value in items]
    return [total, *classes, *rows]


def quote(name: str, value: float, number: int, relation: str = "level", **more: Any) -> dict[str, Any]:
    own = {"claim_id": f"claim-{number}", "metric": "general_budget.item", "subject": name, "period": str(YEAR)}
    row = {
        **common("final_accounts"),
        **own,
        "relation": relation,
        "value": value,
        "unit": "万元",
        "phase": "initial_budget",
    }
    return {**row, "quote": f"{name}年初预算为{value}万元", "printed": str(value), **more}


def quotes(**other: float) -> list[dict[str, Any]]:
    groups = {"201": "一般公共服务支出", "221": "住房保障支出"}
    return [
        quote(f"{groups[code[:3]]}//{name}", other.get(name, value), number)
        for number, (code, name, value) in enumerate(ITEMS)
    ]


def ledger(
    accounts: Any = (), claims: Any = (), listed: Any = (), forms: Any = (), status: str = "read"
) -> pd.DataFrame:
    years = sorted({row["fiscal_year"] for row in (*accounts, *claims, *listed, *forms)})
    documents = [{**common(family, year), "family": family} for year in years for family in SOURCES]
    documents = [{key: value for key, value in row.items() if key != "page"} for row in documents]
    roles = {(row["family"], row["table"], row["fiscal_year"]) for row in (*accounts, *listed)}
    tables = [
        {
            **{k: v for k, v in common(family, year).items() if k != "page"},
            "form": ACCOUNTS,
            "family": family,
            "role": role,
            "status": status,
            "table_id": f"{role}-{year}",
        }
        for family, role, year in sorted(roles)
    ]
    rows = {
        "documents": documents,
        "tables": tables,
        "accounts": [*accounts, *listed],
        "claims": claims,
        "projects": forms,
    }
    return jixiao.check(disclosure(rows))


def states(data: pd.DataFrame, rule: str) -> list[str]:
    return data.loc[data["rule"] == rule, "state"].tolist()


def test_quotes_of_the_published_budget_hold():
    assert states(ledger(budget(), quotes()), "ST-04") == ["holds"] * 3


def test_one_quote_that_is_not_the_published_budget_is_found():
    data = ledger(budget(), quotes(住房公积金=21))
    found = data[data["rule"] == "ST-04"].set_index("state").loc["broken"]
    assert states(data, "ST-04").count("broken") == 1
    assert (found["stated"], found["computed"]) == (21, 12)
    assert [place["source_id"] for place in found["places"]] == [
        common(f)["source_id"] for f in ("final_accounts", "budget")
    ]


def test_quotes_that_mostly_differ_are_of_another_scope():
    data = ledger(budget(), quotes(住房公积金=21, 行政运行=90))
    assert sorted(states(data, "ST-04")) == ["ambiguous", "ambiguous", "holds"]


def test_without_the_budget_nothing_is_said_of_quotes():
    assert states(ledger((), quotes()), "ST-04") == ["not_applicable"]


def public(family: str, stage: str, value: float) -> dict[str, Any]:
    return figure(family, "three_public", value, stage=stage, measure="reception")


@pytest.mark.parametrize(
    ("rule", "stage", "printed", "state"),
    [
        ("ST-01", "initial_budget", 4, "holds"),
        ("ST-01", "initial_budget", 6, "broken"),
        ("ST-02", "budget", 4, "holds"),
        ("ST-02", "budget", 6, "ambiguous"),  # 预算数 may be that of the year as adjusted
    ],
)
def test_receptions_in_the_budget_and_in_the_accounts(rule, stage, printed, state):
    rows = [
        public("budget", "budget", 4),
        public("final_accounts", stage, printed),
        public("final_accounts", "final", 3),
    ]
    said = [one for one in states(ledger(rows), rule) if one != "not_applicable"]
    assert said == [state]


@pytest.mark.parametrize(("printed", "state"), [(70.5, "holds"), (75.0, "ambiguous")])
def test_last_years_column_and_last_years_budget(printed, state):
    code, name, value = ITEMS[0]
    beside = figure("budget", "general_expenditure", printed, YEAR + 1, code=code, item=name)
    now = figure("budget", "general_expenditure", value + 1, YEAR + 1, code=code, item=name)
    data = ledger([*budget(), {**beside, "year": YEAR}, {**now, "year": YEAR + 1}])
    said = [one for one in states(data, "ST-05") if one != "not_applicable"]
    assert said == [state]


def project(name: str, number: int) -> dict[str, Any]:
    return {
        **common("performance"),
        "project_id": f"form-{number}",
        "form": "self_evaluation",
        "name": name,
        "title": "项目支出绩效自评表",
    }


LISTED = [
    figure("budget", "projects", value, item=name)
    # 通用项目 is a heading: the sum of the two below it
    for name, value in (("通用项目", 38), ("信息化运维", 30), ("宣传项目", 8), ("某某中心", 5))
]


@pytest.mark.parametrize(
    ("forms", "status", "state"),
    [
        (("信息化运维项目", "“宣传”"), "read", "holds"),
        (("信息化运维",), "read", "broken"),
        (("信息化运维",), "partly_read", "insufficient_data"),
        (("别的项目",), "read", "not_applicable"),
    ],
)
def test_projects_of_the_budget_and_their_self_evaluations(forms, status, state):
    rows = [{**row, "position": n, "line": str(n)} for n, row in enumerate(LISTED)]
    found = [project(name, number) for number, name in enumerate(forms)]
    data = ledger(listed=rows, forms=found, status=status)
    assert states(data, "ST-06") == [state]
    if state == "broken":
        assert (
            data.loc[data["rule"] == "ST-06", "message_zh"].item()
            == "部门预算所列 2 个项目中，没有找到同名自评表的有：宣传项目。"
        )


def test_a_project_that_was_evaluated_and_is_in_no_list_is_asked_about():
    rows = [{**row, "position": n, "line": str(n)} for n, row in enumerate(LISTED)]
    found = [project(name, number) for number, name in enumerate(("信息化运维", "宣传", "应急采购"))]
    data = ledger(listed=rows, forms=found)
    assert sorted(states(data, "ST-06")) == ["ambiguous", "holds"]
    (asked,) = data.loc[(data["rule"] == "ST-06") & (data["state"] == "ambiguous"), "message_zh"]
    assert "没有列出同名项目的有：应急采购。" in asked
    assert states(ledger(listed=rows, forms=found, status="partly_read"), "ST-06") == ["holds"]


@pytest.mark.parametrize(("carried", "state"), [(30, "holds"), (20, "ambiguous")])
def test_what_a_budget_carries_over_and_what_was_left(carried, state):
    left = figure(
        "final_accounts", "summary", 30, YEAR - 1, term="closing_balance", side="expenditure", item="年末结转和结余"
    )
    planned = figure("budget", "summary", carried, term="opening_balance", side="income", item="上年结转")
    assert [one for one in states(ledger([left, planned]), "ST-08") if one != "not_applicable"] == [state]
