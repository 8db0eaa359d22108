"""Rules of budgets on a small made-up budget: what holds, what one changed figure breaks, and what is no identity."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from builders import COMMON, number
from jixiao.check import check, load_checks
from jixiao.check.load import SEVERITY_FILE, load_severities
from jixiao.families import role_of
from jixiao.store import disclosure

RULES = load_checks(["checks/budget.yaml"], load_severities(SEVERITY_FILE))
YEAR = COMMON["fiscal_year"]
#: Table, side and columns, then one line for each row: code, term or "-", label, figures as printed; _ is blank.
TABLES = [
    ("summary", "income", "total", """
        fiscal_income 财政拨款收入 900.00
        institutional_income 事业收入 100.00
        income_this_year 本年收入合计 1,000.00
        opening_balance 上年结转结余 50.00
        grand_total 收入总计 1,050.00"""),
    ("summary", "expenditure", "total", """
        class_201 一般公共服务支出 850.00
        class_208 社会保障和就业支出 200.00
        expenditure_this_year 本年支出合计 1,050.00
        closing_balance 结转下年 0.00
        grand_total 支出总计 1,050.00"""),
    ("income", "", "total this_year fiscal general_budget institutional carried_over", """
        total 合计 1,050.00 1,000.00 900.00 900.00 100.00 50.00
        024 示例局 1,050.00 1,000.00 900.00 900.00 100.00 50.00
        024001 示例局本级 800.00 750.00 700.00 700.00 50.00 50.00
        024002 示例中心 250.00 250.00 200.00 200.00 50.00 _"""),
    ("expenditure", "", "total basic project", """
        total 合计 1,050.00 700.00 350.00
        201 一般公共服务支出 850.00 500.00 350.00
        20129 群众团体事务 850.00 500.00 350.00
        2012901 行政运行 500.00 500.00 _
        2012902 一般行政管理事务 350.00 _ 350.00
        208 社会保障和就业支出 200.00 200.00 _"""),
    ("fiscal_summary", "income", "amount", """
        general_budget_income 一般公共预算 900.00
        income_this_year 本年收入 900.00
        grand_total 收入总计 900.00"""),
    ("fiscal_summary", "expenditure", "total general_budget government_fund state_capital", """
        class_201 一般公共服务支出 700.00 700.00 _ _
        class_208 社会保障和就业支出 200.00 200.00 _ _
        grand_total 支出总计 900.00 900.00 _ _"""),
    ("general_expenditure", "", "last_total total basic basic_personnel basic_operating project change_total rate_total", """
        total 合计 950.00 900.00 600.00 540.00 60.00 300.00 -50.00 -5.26%
        201 一般公共服务支出 750.00 700.00 400.00 340.00 60.00 300.00 -50.00 -6.67%
        208 社会保障和就业支出 200.00 200.00 200.00 200.00 _ _ 0.00 0.00%"""),
    ("general_basic", "", "total personnel operating", """
        total 合计 600.00 540.00 60.00
        301 工资福利支出 540.00 540.00 _
        30101 基本工资 300.00 300.00 _
        30101 基本工资 240.00 240.00 _
        302 商品和服务支出 60.00 _ 60.00
        30201 办公费 58.00 _ 58.00
        30217 公务接待费 2.00 _ 2.00"""),
    ("three_public", "", "last_total last_abroad last_vehicles last_vehicle_purchase last_vehicle_running last_reception"
     " total abroad vehicles vehicle_purchase vehicle_running reception"
     " change_total change_abroad change_vehicles change_reception", """
        - _ 12.00 2.00 8.00 0.00 8.00 2.00 10.00 0.00 8.00 0.00 8.00 2.00 -2.00 -2.00 0.00 0.00"""),
]  # fmt: skip
_BESIDE = {"last": ("budget", YEAR - 1), "change": ("change", YEAR), "rate": ("change_rate", YEAR)}


def budget() -> dict[str, list[dict[str, Any]]]:
    """Records of the small budget."""
    accounts: list[dict[str, Any]] = []
    for page, (table, side, columns, lines) in enumerate(TABLES, 1):
        for line in lines.split("\n")[1:]:
            key, item, *texts = line.split()
            for column, text in zip(columns.split(), texts, strict=True):
                printed = text.replace("_", "")
                head, _, rest = column.partition("_")
                stage, year = _BESIDE.get(head, ("budget", YEAR))
                coded = {"code": key} if key.isdigit() else {"term": key.replace("-", "")}
                own = {"measure": rest if head in _BESIDE else column, "stage": stage, "year": year}
                place = {"page": page, "printed": printed, "value": number(printed), "unit": "万元"}
                where = {"family": "budget", "table": table, "side": side, "item": item.replace("_", "")}
                accounts.append({**COMMON, **where, **coded, **own, **place, "position": len(accounts)})
    return {"documents": [{**COMMON, "family": "budget", "pages_unread": 0}], "accounts": accounts}


def ledger(rows: dict[str, list[dict[str, Any]]]) -> pd.DataFrame:
    return check(disclosure(rows), RULES)


def changed(table: str, printed: str, **where: Any) -> dict[str, list[dict[str, Any]]]:
    """The budget with one figure printed otherwise: the first that fits."""
    rows = budget()
    found = [r for r in rows["accounts"] if r["table"] == table and all(r.get(k) == v for k, v in where.items())]
    found[0].update(printed=printed, value=number(printed))
    return rows


def broken(data: pd.DataFrame) -> set[str]:
    return set(data[data["state"] == "broken"]["rule"])


def test_the_made_up_budget_holds():
    data = ledger(budget())
    assert set(data["state"]) <= {"holds", "not_applicable"}, data[data["state"] == "broken"]["message_zh"].tolist()
    held = set(data[data["state"] == "holds"]["rule"])
    assert held == {rule.id for rule in RULES} - {
        "BU-07",
        "BU-12",
        "BU-14",
        "BU-24",
        "BU-25",
        "BU-27",
        "BU-32",
    }  # their tables are not there


@pytest.mark.parametrize(
    ("table", "where", "printed", "rules"),
    [
        ("summary", {"term": "grand_total"}, "1,060.00", {"BU-01", "BU-11", "BU-20"}),
        ("summary", {"term": "income_this_year"}, "1,100.00", {"BU-02", "BU-20", "BU-30"}),
        ("fiscal_summary", {"term": "grand_total"}, "910.00", {"BU-03", "BU-21"}),
        ("fiscal_summary", {"term": "class_201", "measure": "general_budget"}, "70.00", {"BU-04", "BU-31"}),
        ("expenditure", {"code": "208", "measure": "basic"}, "210.00", {"BU-05", "BU-09"}),
        ("expenditure", {"code": "2012902", "measure": "project"}, "351.00", {"BU-05", "BU-10"}),
        ("general_expenditure", {"code": "208", "measure": "basic_personnel"}, "201.00", {"BU-08", "BU-09"}),
        ("general_expenditure", {"term": "total", "measure": "project"}, "301.00", {"BU-06", "BU-09"}),
        ("general_expenditure", {"code": "201", "stage": "change"}, "-5.00", {"BU-19", "BU-26"}),
        ("general_expenditure", {"code": "201", "stage": "change_rate"}, "-9.67%", {"BU-26"}),
        ("general_expenditure", {"code": "208", "measure": "total", "year": YEAR}, "2,000.00", {"BU-06", "BU-09", "BU-15", "BU-19", "BU-31"}),
        ("general_basic", {"code": "30101", "measure": "personnel"}, "301.00", {"BU-08", "BU-10"}),
        ("general_basic", {"term": "total", "measure": "total"}, "601.00", {"BU-08", "BU-09", "BU-13"}),
        ("income", {"code": "024002", "measure": "general_budget"}, "300.00", {"BU-10", "BU-22", "BU-23"}),
        ("income", {"code": "024001", "measure": "this_year"}, "700.00", {"BU-22"}),
        ("three_public", {"measure": "abroad", "stage": "budget", "year": YEAR}, "1.00", {"BU-16", "BU-18"}),
        ("three_public", {"measure": "vehicle_running"}, "9.00", {"BU-17"}),
        ("three_public", {"stage": "change"}, "2.00", {"BU-16", "BU-18"}),
    ],
)  # fmt: skip
def test_one_changed_figure_breaks_the_sums_it_stands_in(table, where, printed, rules):
    assert broken(ledger(changed(table, printed, **where))) == rules


@pytest.mark.parametrize(
    ("basic", "own", "state"),
    [
        ("2.00", "3.00", "holds"),  # what projects spend stands in the other table alone
        ("2.00", "1.50", "broken"),
        ("2.00", "", "insufficient_data"),  # a blank is no zero
        ("", "0.00", "not_applicable"),
    ],
)
def test_public_expenses_among_the_economic_classes_are_within_their_own_table(basic, own, state):
    rows = budget()
    for row in rows["accounts"]:
        if row["table"] == "three_public" and row["measure"] == "reception" and row["stage"] == "budget":
            row.update(printed=own, value=number(own))
        elif row.get("code") == "30217" and row["measure"] == "total":
            row.update(printed=basic, value=number(basic))
    found = ledger(rows)
    assert state in set(found[found["rule"] == "BU-28"]["state"])
    assert ("BU-28" in broken(found)) == (state == "broken")


def test_general_expenditure_that_leaves_out_a_carry_over_breaks_nothing():
    """Carry-over is inside one table and outside the other in many cities: the two totals are no identity."""
    rows = budget()
    rows["accounts"] = [r for r in rows["accounts"] if r["table"] in ("fiscal_summary", "general_expenditure")]
    for row in rows["accounts"]:
        if row["table"] == "fiscal_summary":
            row["printed"] = row["printed"].replace("900.00", "950.00").replace("700.00", "750.00")
    assert broken(ledger(rows)) == set()


def test_codes_given_unit_by_unit_are_summed_for_each_unit():
    rows = budget()
    kept = [r for r in rows["accounts"] if r["table"] == "expenditure"]
    total = [r for r in kept if r.get("term") == "total"]
    own = [{**r, "unit_name": "甲单位"} for r in kept if r not in total]
    other = [{**r, "unit_name": "乙单位", "page": 99} for r in kept if r not in total]
    for row in other:
        if row["code"] == "20129" and row["measure"] == "total":
            row.update(printed="855.00", value=855.0)
    rows["accounts"] = [*total, *own, *other]
    data = ledger(rows)
    found = data[data["state"] == "broken"]
    assert broken(data) == {"BU-05", "BU-10"}
    assert found["subject"].str.startswith("乙单位").all()


def test_a_list_of_units_in_which_a_code_has_two_names_is_summed_as_a_whole():
    rows = budget()
    listed = [r for r in rows["accounts"] if r["table"] == "income" and r.get("code")]
    for row in listed:
        row["unit_name"] = row["item"]
    old = [
        {**r, "item": "示例中心（原）", "unit_name": "示例中心（原）", "page": 99}
        for r in listed
        if r["code"] == "024002"
    ]
    for part, share in ((old, 0.4), ([r for r in listed if r["code"] == "024002"], 0.6)):
        for row in part:
            row["value"] = number(row["printed"]) and number(row["printed"]) * share
            row["printed"] = row["printed"] and f"{row['value']:.2f}"
    rows["accounts"] += old
    assert broken(ledger(rows)) == set()
    old[0].update(printed="110.00", value=110.0)
    assert "BU-10" in broken(ledger(rows))


@pytest.mark.parametrize(("behind", "rules"), [(True, set()), (False, {"BU-20"})])
def test_what_other_units_pay_counts_where_it_stands_below_the_total_of_the_year(behind, rules):
    rows = changed("summary", "1,070.00", term="grand_total")
    listed = rows["accounts"]
    for row in listed:
        if row.get("term") in ("grand_total", "class_201", "expenditure_this_year") and row["table"] == "summary":
            more = {"class_201": "870.00"}.get(row["term"], "1,070.00")
            row.update(printed=more, value=number(more))
    place = next(n for n, r in enumerate(listed) if r.get("term") == "income_this_year")
    paid = {
        **listed[place],
        "term": "superior_subsidy_income",
        "item": "上级补助收入",
        "printed": "20.00",
        "value": 20.0,
    }
    rows["accounts"] = [*listed[: place + behind], paid, *listed[place + behind :]]
    assert broken(ledger(rows)) & {"BU-20"} == rules


def test_a_budget_never_meets_the_rules_of_final_accounts():
    data = check(disclosure(budget()))
    rules = data[data["rule"].str.match(r"T[1-9]-0|X-0")]
    assert set(rules["state"]) == {"not_applicable"}


def test_final_accounts_never_meet_the_rules_of_budgets(bureau):
    data = check(bureau, RULES)
    assert set(data["state"]) == {"not_applicable"}


def test_last_year_and_change_are_columns_of_their_own():
    role = role_of("budget", "three_public")
    assert role is not None
    assert [role.column("total", *beside) for beside in (("budget", 0), ("budget", 1), ("change", 0))] == [
        "total", "last_total", "change_total",
    ]  # fmt: skip


@pytest.mark.parametrize(("executed", "state"), [("710.00", "holds"), ("720.00", "broken")])
def test_a_change_beside_two_earlier_figures_is_of_either(executed: str, state: str):
    rows = changed("general_expenditure", "-10.00", code="201", stage="change")
    last = [r for r in rows["accounts"] if r["table"] == "general_expenditure" and r["year"] == YEAR - 1]
    own = {"stage": "executed", "printed": executed, "value": number(executed)}
    rows["accounts"] += [{**row, **own} for row in last if row.get("code") == "201"]
    data = ledger(rows)
    assert set(data[(data["rule"] == "BU-19") & data["subject"].str.contains("201")]["state"]) == {state}


def test_rates_of_change_leave_the_step_of_amounts_alone():
    """-5.26% is no amount of four decimals, after which a sum of amounts would be off by one."""
    data = ledger(changed("general_expenditure", "700.01", code="201", measure="total", year=YEAR))
    assert set(data[(data["rule"] == "BU-06")]["state"]) == {"holds", "holds_within_rounding"}
