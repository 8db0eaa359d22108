"""A Fiscal Data Package: what departments planned and spent by function (支出功能分类), for tools of fiscal data.

It fits one table of accounts and budgets: expenditure from the general public budget, by code. Forms, texts and scores
have no place in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.errors import RunError
from jixiao.families import BUDGET, FINAL_ACCOUNTS
from jixiao.product.descriptor import FILE
from jixiao.product.writing import Stock, whole
from jixiao.store import for_spreadsheets, to_frame

#: The table that fits, and how the fiscal taxonomy calls what each family prints in it.
_TABLE = "general_expenditure"
_PHASES = {BUDGET: "approved", FINAL_ACCOUNTS: "executed"}
_YUAN = 10_000
_KEY = ["fiscal_year", "department", "phase", "function_code"]
#: Column: type, words and concept of the fiscal taxonomy.
_COLUMNS = {
    "fiscal_year": ("integer", "年度", "fiscal year", "date:fiscal-year"),
    "department": ("string", "部门", "department", "administrative-classification:generic:code"),
    "phase": ("string", "阶段", "approved in the budget, executed in the final accounts", "phase:id"),
    "function_code": (
        "string",
        "支出功能分类科目编码",
        "code of the function",
        "functional-classification:generic:code",
    ),
    "function": ("string", "科目名称", "name of the function", "functional-classification:generic:label"),
    "amount": ("number", "金额（元）", "amount in yuan", "value"),
}
_CONSTANTS = {
    "currency": ("CNY", "value-currency:code"),
    "direction": ("expenditure", "direction:id"),
}


def write_fiscal(stock: Stock, out: Path) -> list[str]:
    """``expenditure.csv`` and its descriptor: a row for each department, year, phase and most detailed code.

    A code that is printed twice with two amounts is left out and told. Raises RunError where no such table is there.
    """
    rows = pd.concat(
        [_rows(to_frame(batch)) for batch in stock.batches("accounts")] or [pd.DataFrame(columns=[*_COLUMNS])]
    )
    if rows.empty:
        said = "no expenditure from the general public budget by function (一般公共预算支出) is there"
        raise RunError(said, where=str(out), hint="a Fiscal Data Package holds nothing else; try --to csv")
    doubtful = rows.groupby(_KEY)["amount"].transform("nunique") > 1
    sure = rows[~doubtful].drop_duplicates(_KEY).sort_values(_KEY, ignore_index=True)
    with whole(out / "expenditure.csv") as partial:
        for_spreadsheets(sure).to_csv(partial, index=False, lineterminator="\n")
    with whole(out / FILE) as partial:
        partial.write_text(json.dumps(_package(), ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    left = len(rows[doubtful].drop_duplicates(_KEY))
    return [f"{left} codes are printed with two amounts and left out"] if left else []


def _rows(accounts: pd.DataFrame) -> pd.DataFrame:
    """Figures of the whole department and of the year, of codes that no longer code divides."""
    own = accounts[(accounts["table"] == _TABLE) & (accounts["measure"] == "total") & accounts["value"].notna()]
    own = own[own["stage"].isin(("budget", "final")) & (own["unit_name"].fillna("") == "")]
    own = own[
        (own["year"].fillna(own["fiscal_year"]) == own["fiscal_year"]) & own["code"].fillna("").str.fullmatch(r"\d+")
    ]
    whose = list(zip(own["department"], own["fiscal_year"], own["family"], own["code"], strict=True))
    divided = {(*who, code[:cut]) for *who, code in whose for cut in range(1, len(code))}
    own = own[pd.Series([one not in divided for one in whose], index=own.index, dtype=bool)]
    return pd.DataFrame(
        {
            "fiscal_year": own["fiscal_year"],
            "department": own["department"],
            "phase": own["family"].map(_PHASES).astype("string"),
            "function_code": own["code"],
            "function": own["item"],
            "amount": (own["value"] * _YUAN).round(2),
        }
    )


def _package() -> dict[str, Any]:
    fields = [
        {"name": name, "type": kind, "title": zh, "description": en, "columnType": concept}
        for name, (kind, zh, en, concept) in _COLUMNS.items()
    ]
    constants = [
        {"name": name, "type": "string", "constant": value, "columnType": concept}
        for name, (value, concept) in _CONSTANTS.items()
    ]
    return {
        "profile": "tabular-data-package",
        "name": "jixiao-expenditure",
        "title": "一般公共预算支出（按功能分类） / expenditure from the general public budget by function",
        "resources": [
            {
                "name": "expenditure",
                "profile": "tabular-data-resource",
                "path": "expenditure.csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "primaryKey": _KEY, "extraFields": constants},
            }
        ],
    }
