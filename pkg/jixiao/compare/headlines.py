"""One row for each department and year: the headline measures, for merging with other data."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from jixiao.compare.deviations import deviations
from jixiao.compare.goalposts import MOVED, goalposts
from jixiao.compare.region_codes import region_code
from jixiao.compare.standings import is_of_whole
from jixiao.families import BUDGET, FINAL_ACCOUNTS, role_of
from jixiao.store import Disclosure, each_once, plain_values, sound

#: Headline amounts: family, table, side, row term and measure. A figure printed twice with two amounts is none.
HEADLINES: Mapping[str, tuple[str, str, str, str, str]] = {
    "income": (FINAL_ACCOUNTS, "income", "", "total", "total"),
    "expenditure": (FINAL_ACCOUNTS, "expenditure", "", "total", "total"),
    "basic": (FINAL_ACCOUNTS, "expenditure", "", "total", "basic"),
    "project": (FINAL_ACCOUNTS, "expenditure", "", "total", "project"),
    "general_budget": (FINAL_ACCOUNTS, "general_expenditure", "", "total", "total"),
    "three_public": (FINAL_ACCOUNTS, "three_public", "", "", "total"),
    "budget_income": (BUDGET, "income", "", "total", "total"),
    "budget_expenditure": (BUDGET, "expenditure", "", "total", "total"),
    "budget_general_budget": (BUDGET, "general_expenditure", "", "total", "total"),
    "budget_three_public": (BUDGET, "three_public", "", "", "total"),
}
_KEYS = ["department", "fiscal_year"]


def headlines(d: Disclosure) -> pd.DataFrame:
    """Department, year, region with its code (GB/T 2260), level and unit as printed, and the headline amounts (万元).

    NA where none is printed.
    """
    d = sound(d)
    whose = d.documents.groupby(_KEYS, dropna=False)[["region", "level_printed", "unit"]].first()
    names = zip(plain_values(whose["region"]), whose.index.get_level_values(0), strict=True)
    codes = pd.Series([region_code(*pair) for pair in names], index=whose.index, dtype="string")
    whose.insert(1, "region_code", codes)
    figures = {name: _amounts(d.accounts, *address) for name, address in HEADLINES.items()}
    return whose.assign(**figures).reset_index()


def wide(d: Disclosure, outcomes: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row for each department and year: headline amounts, families, projects, deviation, goalposts, findings.

    With ``outcomes`` (the ledger) also checks that were judged, findings, and findings for 100 checks. ``deviation`` is that
    of expenditure from the published budget; ``targets_moved`` the share of compared targets that have two values.
    """
    d = each_once(sound(d))
    rows = headlines(d).set_index(_KEYS)
    for name in ("budget", "final_accounts", "performance"):
        rows[f"has_{name}"] = (d.documents["family"] == name).groupby([d.documents[key] for key in _KEYS]).any()
    rows["projects"] = d.projects.groupby(_KEYS)["project_id"].nunique()
    rows["indicators"] = d.indicators.groupby(_KEYS).size()
    measurable = d.indicators.assign(measurable=d.indicators["target_value"].notna())
    rows["measurable_targets"] = measurable.groupby(_KEYS)["measurable"].mean()
    totals = (
        d.funds[d.funds["fund"] == "total"]
        .dropna(subset=["budget", "executed"])
        .groupby(_KEYS)[["budget", "executed"]]
        .sum()
    )
    rows["execution_rate"] = (totals["executed"] / totals["budget"]).where(totals["budget"] != 0)
    found = deviations(d)
    published = found.query(
        "compared == 'documents' and role == 'expenditure' and term == 'total' and measure == 'total'"
    )
    rows["deviation"] = published.groupby(_KEYS)["rate"].first()
    goals = goalposts(d)
    compared = goals[goals["change"].isin(("kept", *MOVED))]
    rows["targets_compared"] = compared.groupby(_KEYS).size()
    rows["targets_moved"] = compared.assign(moved=compared["change"] != "kept").groupby(_KEYS)["moved"].mean()
    counts = ["projects", "indicators", "targets_compared"]
    rows[counts] = rows[counts].fillna(0).astype("Int64")
    return (rows if outcomes is None else _with_findings(rows, outcomes)).reset_index()


def _amounts(accounts: pd.DataFrame, family: str, table: str, side: str, term: str, measure: str) -> pd.Series:
    role = role_of(family, table)
    own = accounts[(accounts["family"] == family) & (accounts["table"] == table) & (accounts["measure"] == measure)]
    own = own[(own["side"].fillna("") == side) & (own["stage"] == (role.stage if role else ""))]
    own = own[own["year"].isna() | (own["year"] == own["fiscal_year"])]
    whose = zip(plain_values(own["unit_name"]), plain_values(own["department"]), strict=True)
    own = own[pd.Series([is_of_whole(unit, name) for unit, name in whose], index=own.index, dtype=bool)]
    own = own[own["term"].isna() | (own["term"] == "total")] if not term else own[own["term"] == term]
    values = own.dropna(subset="value").groupby(_KEYS)["value"]
    return values.first().where(values.nunique() == 1)


def _with_findings(rows: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    judged = outcomes[outcomes["state"].isin(("holds", "holds_within_rounding", "broken"))]
    checks = judged.groupby(_KEYS).size().reindex(rows.index, fill_value=0)
    broken = judged[(judged["state"] == "broken") & (judged["severity"] != "info") & judged["cause"].isna()]
    findings = broken.groupby(_KEYS).size().reindex(rows.index, fill_value=0)
    return rows.assign(checks=checks, findings=findings, findings_per_100=(100 * findings / checks).where(checks != 0))
