"""What tests lend each other: a small disclosure, written as tables, whose identities hold; forms; a text beside tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from jixiao.check import check, load_checks
from jixiao.check.load import RULE_FILES, SEVERITY_FILE, load_severities
from jixiao.families import ACCOUNTS, FINAL_ACCOUNTS, column_of, roles_of
from jixiao.figures import parse_amount, parse_number, parse_rate
from jixiao.grids import Document, Line
from jixiao.recognise.text.claims import claim_rows
from jixiao.store import disclosure
from jixiao.values import parse_value

SOURCE = "abcdef012345"
COMMON = {"department": "示例局", "fiscal_year": 2020, "source_id": SOURCE}
Rows = dict[str, list[dict[str, Any]]]
#: Every packaged rule but those of the text: the sample states next to nothing in words.
RULES = load_checks([f for f in RULE_FILES if f != "checks/text.yaml"], load_severities(SEVERITY_FILE))

#: Table, side and measures, then one line for each row: code or term, label, figures as printed.
TABLES = [
    ("summary", "income", "total", """
        general_budget_income 一般公共预算财政拨款收入 2,206.96
        government_fund_income 政府性基金预算财政拨款收入 3,825.17
        state_capital_income 国有资本经营预算财政拨款收入 0
        superior_subsidy_income 上级补助收入 0
        institutional_income 事业收入 0
        business_income 经营收入 0
        affiliated_income 附属单位上缴收入 0
        other_income 其他收入 _
        income_this_year 本年收入合计 6,032.13
        use_of_surplus 使用非财政拨款结余 0
        opening_balance 年初结转和结余 0.04
        grand_total 总计 6,032.16"""),
    ("summary", "expenditure", "total", """
        class_201 一般公共服务支出 2,146.79
        class_202 外交支出 0
        class_210 卫生健康支出 60.17
        class_234 抗疫特别国债安排的支出 3,825.17
        expenditure_this_year 本年支出合计 6,032.13
        surplus_distribution 结余分配 0
        closing_balance 年末结转和结余 0.04
        grand_total 总计 6,032.16"""),
    ("income", "", "total fiscal superior_subsidy institutional business affiliated other", """
        total 合计 6,032.13 6,032.13 0 0 0 0 0
        201 一般公共服务支出 2,146.79 2,146.79 0 0 0 0 0
        20137 网信事务 2,146.79 2,146.79 0 0 0 0 0
        2013701 行政运行 1,478.51 1,478.51 0 0 0 0 0
        2013702 一般行政管理事务 668.28 668.28 0 0 0 0 0
        210 卫生健康支出 60.17 60.17 0 0 0 0 0
        21011 行政事业单位医疗 60.17 60.17 0 0 0 0 0
        2101101 行政单位医疗 60.17 60.17 0 0 0 0 0
        234 抗疫特别国债安排的支出 3,825.17 3,825.17 0 0 0 0 0
        23402 抗疫相关支出 3,825.17 3,825.17 0 0 0 0 0
        2340299 其他抗疫相关支出 3,825.17 3,825.17 0 0 0 0 0"""),
    ("expenditure", "", "total basic project to_superior business to_affiliated", """
        total 合计 6,032.13 1,139.79 4,892.34 0 0 0
        201 一般公共服务支出 2,146.79 1,079.62 1,067.17 0 0 0
        20137 网信事务 2,146.79 1,079.62 1,067.17 0 0 0
        2013701 行政运行 1,478.51 1,079.62 398.89 0 0 0
        2013702 一般行政管理事务 668.28 0 668.28 0 0 0
        210 卫生健康支出 60.17 60.17 0 0 0 0
        21011 行政事业单位医疗 60.17 60.17 0 0 0 0
        2101101 行政单位医疗 60.17 60.17 0 0 0 0
        234 抗疫特别国债安排的支出 3,825.17 0 3,825.17 0 0 0
        23402 抗疫相关支出 3,825.17 0 3,825.17 0 0 0
        2340299 其他抗疫相关支出 3,825.17 0 3,825.17 0 0 0"""),
    ("fiscal_summary", "income", "amount", """
        general_budget_income 一般公共预算财政拨款 2,206.96
        government_fund_income 政府性基金预算财政拨款 3,825.17
        state_capital_income 国有资本经营预算财政拨款 0
        income_this_year 本年收入合计 6,032.13
        fiscal_opening_balance 年初财政拨款结转和结余 0
        opening_general_budget 一般公共预算财政拨款 0
        opening_government_fund 政府性基金预算财政拨款 0
        grand_total 总计 6,032.13"""),
    ("fiscal_summary", "expenditure", "total general_budget government_fund state_capital", """
        class_201 一般公共服务支出 2,146.79 2,146.79 0 0
        class_202 外交支出 0 0 0 0
        class_210 卫生健康支出 60.17 60.17 0 0
        class_234 抗疫特别国债安排的支出 3,825.17 0 3,825.17 0
        expenditure_this_year 本年支出合计 6,032.13 2,206.96 3,825.17 0
        fiscal_closing_balance 年末财政拨款结转和结余 0 0 0 0
        grand_total 总计 6,032.13 2,206.96 3,825.17 0"""),
    ("general_expenditure", "", "total basic project", """
        total 合计 2,206.96 1,139.79 1,067.17
        201 一般公共服务支出 2,146.79 1,079.62 1,067.17
        20137 网信事务 2,146.79 1,079.62 1,067.17
        2013701 行政运行 1,478.51 1,079.62 398.89
        2013702 一般行政管理事务 668.28 0 668.28
        210 卫生健康支出 60.17 60.17 0
        21011 行政事业单位医疗 60.17 60.17 0
        2101101 行政单位医疗 60.17 60.17 0"""),
    ("general_basic", "", "total", """
        301 工资福利支出 1,045.06
        30101 基本工资 900.06
        30113 住房公积金 145
        302 商品和服务支出 93.61
        30217 公务接待费 0.59
        30231 公务用车运行维护费 13.8
        30299 其他商品和服务支出 79.22
        303 对个人和家庭的补助 0.13
        30309 奖励金 0.13
        310 资本性支出 0.99
        31002 办公设备购置 0.99
        personnel_total 人员经费合计 1,045.19
        operating_total 公用经费合计 94.60"""),
    ("three_public", "", "budget_total budget_abroad budget_vehicles budget_vehicle_purchase budget_vehicle_running"
     " budget_reception final_total final_abroad final_vehicles final_vehicle_purchase final_vehicle_running"
     " final_reception", """
        total 合计 20.25 0 16.25 0 16.25 4 14.39 0 13.8 0 13.8 0.59"""),
    ("government_fund", "", "opening income total basic project closing", """
        total 合计 0 3,825.17 3,825.17 0 3,825.17 0
        234 抗疫特别国债安排的支出 0 3,825.17 3,825.17 0 3,825.17 0
        23402 抗疫相关支出 0 3,825.17 3,825.17 0 3,825.17 0
        2340299 其他抗疫相关支出 0 3,825.17 3,825.17 0 3,825.17 0"""),
    ("state_capital", "", "total basic project", """
        total 合计 0 0 0"""),
]  # fmt: skip


def number(printed: str, read: Callable[[str], Any] = parse_amount) -> float | None:
    """What recognition makes of a text: NA where it is blank or no figure."""
    try:
        figure = read(printed)
    except ValueError:
        return None
    return None if figure is None else float(figure.value)


def stage_and_measure(column: str) -> dict[str, str]:
    """Measure and stage of a column as rules call it: budget_total is the total of the budget."""
    stage, _, measure = column.partition("_")
    return {"measure": measure, "stage": stage} if stage in ("budget", "final") else {"measure": column}


def nine_tables(common: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of table ``tables`` for all tables of the final accounts."""
    return [{**common, "form": ACCOUNTS, "family": role.family, "role": role.name} for role in roles_of(FINAL_ACCOUNTS)]


def accounts() -> list[dict[str, Any]]:
    rows = []
    for page, (table, side, measures, lines) in enumerate(TABLES, 1):
        for position, line in enumerate(lines.split("\n")[1:]):
            key, item, *printed = line.split()
            for column, (measure, text) in enumerate(zip(measures.split(), printed, strict=True)):
                text = text.replace("_", "")
                coded = {"code": key} if key.isdigit() else {"term": key}
                box = {"page": page, "x0": column * 50.0, "y0": position * 20.0, "x1": column * 50.0 + 48}
                place = {**box, "y1": position * 20.0 + 18, "printed": text, "value": number(text), "unit": "万元"}
                own = {"table": table, "side": side, "item": item, **stage_and_measure(measure), "position": position}
                rows.append({**COMMON, **coded, **place, **own})
    return rows


def row(project_id: str, printed: dict[str, str], **plain: Any) -> dict[str, Any]:
    """One row of a form: printed fields become numbers with places, plain ones stay as they are."""
    readers = {"rate": parse_rate, "payment_rate": parse_rate, "completion_rate": parse_rate}
    readers |= dict.fromkeys(("weight", "score", "level1_weight", "level2_weight"), parse_number)
    cells = {
        field: {"page": 20, "x0": 10.0 * place, "y0": 1.0, "x1": 10.0 * place + 9, "y1": 9.0, "printed": text}
        for place, (field, text) in enumerate(printed.items())
    }
    values = {field: number(text, readers.get(field, parse_amount)) for field, text in printed.items()}
    common = {**COMMON, "page": 20, "cells": cells}
    return {**common, **({"project_id": project_id} if project_id else {}), **values, **plain}


def fund(project_id: str, name: str, budget: str, executed: str, rate: str, **marks: str) -> dict[str, Any]:
    printed = {"budget": budget, "executed": executed, "rate": rate, **marks}
    return row(project_id, printed, fund=name, unit="万元")


def claim(subject: str, metric: str, printed: str) -> dict[str, Any]:
    read = parse_rate if metric == "project_rate" else parse_amount
    own = {"claim_id": f"{subject}-{metric}", "subject": subject, "metric": metric, "value": number(printed, read)}
    return {**COMMON, **own, "relation": "level", "printed": printed, "unit": "万元", "page": 9}


def sample() -> Rows:
    """Rows of the whole sample disclosure."""
    projects = [("p1", "self_evaluation", "一般行政管理事务"), ("p2", "investment", "智慧平台（一期）项目"),
                ("p3", "self_evaluation", "培训"), ("p4", "payments", "办公费明细")]  # fmt: skip
    invested = {
        "total_investment": "5124.38 万元",
        "fiscal_funding": "5124.38 万元",
        "other_funding": "",
        "plan": "298.644346万元",
        "invested": "298.644346万元",
        "invested_general": "298.644346 万元",
        "payment_rate": "100.00%",
        "cumulative": "4336.153571万元",
        "completion_rate": "84.62%",
    }
    card = [("决策", "60", "预算编制", "60", "合理性", "40", "38.5"), ("", "", "", "", "规范性", "20", "20"),
            ("效果", "40", "满意", "40", "满意度", "40", "39.32")]  # fmt: skip
    return {
        "documents": [{**COMMON, "path": "sample.pdf", "format": "pdf"}],
        "accounts": accounts(),
        "projects": [
            row(key, {}, form=form, name=name, **({"total_weight": 100.0, "total_score": 97.0} if key == "p3" else {}))
            for key, form, name in projects
        ],
        "funds": [
            fund("p1", "total", "1073.14", "1067.17", "99.44%"),
            fund("p1", "superior_transfer", "", "", ""),
            fund("p1", "district", "1073.14", "1067.17", "99.44%"),
            fund("p3", "total", "80", "80", "100.00%", weight="10", score="10"),
            fund("p3", "other", "80", "80", "—", weight="--", score="--"),
        ],
        "indicators": [
            row("p3", {"weight": "50", "score": "50"}, position=1, level3="培训班次"),
            row("p3", {"weight": "40", "score": "37"}, position=2, level3="满意度"),
        ],
        "investments": [row("p2", invested, unit="万元")],
        "scorecards": [
            *(
                row(
                    "",
                    {"level1_weight": w1, "level2_weight": w2, "weight": w, "score": s},
                    position=n,
                    level1=l1,
                    level2=l2,
                    level3=l3,
                    is_total=False,
                )
                for n, (l1, w1, l2, w2, l3, w, s) in enumerate(card)
            ),
            row("", {"weight": "100", "score": "97.82"}, position=9, is_total=True),
        ],
        "payments": [
            {
                **COMMON,
                "project_id": "p4",
                "position": n,
                "item": item,
                "amount": number(text),
                "printed": text,
                "unit": "万元",
                "is_total": item == "合计",
                "page": 30,
            }
            for n, (item, text) in enumerate([("纸张", "1.5"), ("墨盒", "0.72"), ("合计", "2.22")])
        ],
        "claims": [
            claim("一般行政管理事务", "project_budget", "1,073.14"),
            claim("一般行政管理事务", "project_executed", "1,067.17"),
            claim("一般行政管理事务", "project_rate", "99.4%"),
            claim("“智慧平台”(一期)", "project_budget", "298.64"),
        ],
    }


def change(rows: Rows, table: str, printed: str, **where: Any) -> Rows:
    """The rows with one cell of the nine tables printed differently."""
    found = [r for r in rows["accounts"] if r["table"] == table and _is_at(r, where)]
    assert len(found) == 1
    found[0].update(printed=printed, value=number(printed))
    return rows


def _is_at(row: dict[str, Any], where: dict[str, Any]) -> bool:
    named = {**row, "measure": column_of(row)}
    return all(named.get(key) == value for key, value in where.items())


def states(outcomes: Any, rule: str) -> list[str]:
    return list(outcomes.loc[outcomes["rule"] == rule, "state"])


def of(data: Any, rule: str, words: str = "") -> list[str]:
    """States of one rule, of the subjects that hold these words."""
    chosen = data[(data["rule"] == rule) & data["subject"].str.contains(words, regex=False)]
    return list(chosen["state"])


def indicator(target: str, actual: str, **printed: str) -> dict[str, Any]:
    """A row of indicators with its target and actual value read as recognition reads them."""
    goal, done = parse_value(target), parse_value(actual)
    numbers = {
        "operator": goal.operator,
        "target_value": None if goal.number is None else float(goal.number),
        "target_unit": goal.unit or None,
        "actual_value": None if done.number is None else float(done.number),
        "actual_unit": done.unit or None,
    }
    words = {"level2": "数量指标", "level3": "培训", "reason": "", **printed}
    fields = {"target": target, "actual": actual, **words}
    weights = {name: fields.pop(name) for name in ("weight", "score") if name in fields}
    made = row("p9", weights, position=1, method="printed", **{k: v or None for k, v in fields.items()}, **numbers)
    box = {"page": 7, "x0": 1.0, "y0": 2.0, "x1": 3.0, "y1": 4.0}
    return {**made, "cells": made["cells"] | {name: {**box, "printed": text} for name, text in fields.items()}}


def form(*indicators: dict[str, Any], budget: str = "100", executed: str = "100", **project: Any) -> Rows:
    """A disclosure of one scored form."""
    own = {
        "form": "self_evaluation",
        "name": "培训",
        "goal": "办班",
        "result": "办了三班，学员评价良好",
        "form_year": 2020,
    }
    numbered = [{**line, "position": place} for place, line in enumerate(indicators)]
    rate = f"{float(executed) / float(budget):.2%}"
    return {
        "documents": [{**COMMON, "path": "form.pdf", "format": "pdf"}],
        "projects": [row("p9", {}, **{**own, **project})],
        "funds": [fund("p9", "total", budget, executed, rate, **project.pop("marks", {}))],
        "indicators": numbered,
    }


def outcomes(rows: Rows) -> Any:
    return check(disclosure(rows), RULES)


TEXT_COMMON = {"department": "示例局", "fiscal_year": 2023, "source_id": "abcdef012345"}
#: Table, side, term or code, label, measure, figure as printed.
TEXT_ACCOUNTS = [
    ("summary", "income", "grand_total", "总计", "total", "1,234.56"),
    ("summary", "expenditure", "grand_total", "总计", "total", "1,234.56"),
    ("summary", "expenditure", "closing_balance", "年末结转和结余", "total", "34.56"),
    ("income", "", "total", "合计", "total", "1,200.00"),
    ("income", "", "total", "合计", "fiscal", "1,180.00"),
    ("income", "", "total", "合计", "other", "20.00"),
    ("expenditure", "", "total", "合计", "total", "1,200.00"),
    ("expenditure", "", "total", "合计", "project", "200.00"),
    ("general_expenditure", "", "total", "合计", "total", "1,180.00"),
    ("general_expenditure", "", "201", "一般公共服务支出", "total", "1,100.00"),
    ("general_expenditure", "", "20103", "政府办公厅（室）及相关机构事务", "total", "1,100.00"),
    ("general_expenditure", "", "2010301", "行政运行", "total", "1,000.00"),
    ("general_expenditure", "", "2010302", "一般行政管理事务", "total", "100.00"),
    ("general_expenditure", "", "205", "教育支出", "total", "80.00"),
    ("general_basic", "", "operating_total", "公用经费合计", "total", "50.25"),
    ("three_public", "", "total", "", "budget_total", "5.00"),
    ("three_public", "", "total", "", "final_total", "3.50"),
    ("three_public", "", "total", "", "final_reception", "0.50"),
]


def text_rules() -> list[Any]:
    return list(load_checks(["checks/text.yaml"], load_severities(SEVERITY_FILE)))


def text_ledger(text: str, projects: int = 0) -> pd.DataFrame:
    """Outcomes of the rules about the text, for a text beside the small tables."""
    lines = tuple(Line(line.strip(), n) for n, line in enumerate(text.split("\n"), 1))
    claims = claim_rows(Document(lines, 1, "text"), 2023)
    accounts = [
        {**TEXT_COMMON, "table": table, "side": side, **stage_and_measure(measure), "item": item, "printed": printed, "unit": "万元",
         "code": key if key.isdigit() else None, "term": None if key.isdigit() else key, "page": 1,
         "value": float(parse_amount(printed).value)}  # type: ignore[union-attr]
        for table, side, key, item, measure, printed in TEXT_ACCOUNTS
    ]  # fmt: skip
    tables = nine_tables(TEXT_COMMON)
    forms = [
        {**TEXT_COMMON, "project_id": f"p{n}", "form": "self_evaluation", "name": f"项目{n}"} for n in range(projects)
    ]
    rows = {
        "documents": [{**TEXT_COMMON, "pages_unread": 0}],
        "tables": tables,
        "accounts": accounts,
        "claims": [{**TEXT_COMMON, **row} for row in claims],
        "projects": forms,
    }
    return check(disclosure(rows), text_rules())
