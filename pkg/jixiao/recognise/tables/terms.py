"""Rows of a table as terms of the field (rules/terms.yaml), and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from jixiao.families import Role
from jixiao.recognise.tables.meaning import part_of
from jixiao.rules import term_labels
from jixiao.values import plain_label, without_numbering

Row = dict[str, Any]
#: A clipped label still names its line if it is at least this long and fits one term only.
_SHORTEST_PREFIX = 5
_GROUPS = {"income": ("income", "balance"), "expenditure": ("class", "balance"), "": ("balance",)}
#: Lines of the income side by what a column of that title would be.
_INCOMES = {
    "fiscal": "fiscal_income", "general_budget": "general_budget_income", "government_fund": "government_fund_income",
    "state_capital": "state_capital_income", "special_account": "special_account_income",
    "superior_subsidy": "superior_subsidy_income", "institutional": "institutional_income", "other": "other_income",
    "business": "business_income", "affiliated": "affiliated_income", "this_year_income": "income_this_year",
    "unit_funds": "unit_income", "carried_over": "opening_balance", "use_of_balance": "use_of_surplus",
}  # fmt: skip
_THIS_YEAR_TERMS = {"income_this_year", "expenditure_this_year"}
_SPENDINGS = {"this_year_spending": "expenditure_this_year", "carried_forward": "closing_balance"}
_GRAND_TOTAL = re.compile(r"(?:收入|支出|收支)?(?:预算)?总计|总计")
_THIS_YEAR = re.compile(r"(?:本年|当年)(?:预算)?(收入|支出)(?:预算)?(?:合计|小计|总计)?")
_SIDE_TOTAL = re.compile(r"(?:预算)?(?:收入|支出)(?:预算)?合计")
#: Depth of a code by its digits: class, group, item.
_DEPTHS = {3: 0, 5: 1, 7: 2}
_SAME_INDENT = 2.0


def term_of(role: Role | None, side: str, item: str, labels: Sequence[str], before: Iterable[Row]) -> str | None:
    """The term of a row by its label; ``labels`` are those of all sides of its line, ``before`` the rows above it."""
    if plain_label(item) == "合计":
        return "total"
    if side == "income" and not item and labels and _lookup("expenditure", labels[-1]) == "expenditure_this_year":
        # The label was lost, but the two sides total in the same row.
        return "income_this_year"
    term = _lookup(side, item) if side in _GROUPS else None
    if term is None and side in ("income", "expenditure"):
        term = _by_meaning(side, item)
    if term is None and role is not None and not side and _GRAND_TOTAL.fullmatch(without_numbering(plain_label(item))):
        return "total"
    if role is None:
        return term
    renamed: Mapping[str, str] = role.body.get("renamed", {})
    term = renamed.get(term, term) if term else None
    for above, others in role.body.get("below", {}).items():
        if term in others and any(row["term"] == above for row in before):
            return str(others[term])
    return term


def settled(rows: Sequence[Row]) -> None:
    """What only the whole table tells: which total is the total of all, whose total a unit's row is, and depths."""
    for side in {row["side"] for row in rows}:
        own = [row for row in rows if row["side"] == side]
        terms = {row["term"] for row in own}
        ends = [row for row in own if row["term"] is None and _SIDE_TOTAL.fullmatch(plain_label(row["item"]))]
        if side:
            if "grand_total" in terms and not terms & _THIS_YEAR_TERMS:
                ends += [row for row in own if row["term"] == "total"]
            for row in ends:
                year = "income_this_year" if side == "income" else "expenditure_this_year"
                row["term"] = "grand_total" if year in terms else year
            if all(row["term"] != "grand_total" for row in own):
                for row in own:
                    row["term"] = "grand_total" if row["term"] == "total" else row["term"]
        elif "grand_total" in terms and "total" not in terms:
            for row in own:
                row["term"] = "total" if row["term"] == "grand_total" else row["term"]
        if not side and "total" not in {row["term"] for row in own}:
            _name_total(own)
        _depths(own)


def _name_total(rows: Sequence[Row]) -> None:
    """The row of the only unit of a table is its total."""
    units = {row["unit_name"] for row in rows if row["unit_name"]}
    if len(units) != 1:
        return
    for row in rows:
        if row["item"] == row["unit_name"] and not row["code"]:
            row["term"] = "total"


def _depths(rows: Sequence[Row]) -> None:
    edges: list[float] = []
    for indent in sorted({row["indent"] for row in rows if row["indent"] is not None}):
        if not edges or indent - edges[-1] > _SAME_INDENT:
            edges.append(indent)
    for row in rows:
        indent = row.pop("indent")
        depth = _DEPTHS.get(len(row["code"])) if row["code"].isdigit() else None
        if depth is None and indent is not None and len(edges) > 1:
            depth = sum(1 for edge in edges if edge <= indent + _SAME_INDENT / 2) - 1
        row["level"] = depth or 0


@cache
def _aliases() -> dict[str, dict[str, str]]:
    """Plain label → term, by group of terms."""
    groups: dict[str, dict[str, str]] = {}
    for term, body in term_labels().items():
        for label in body["labels"]:
            groups.setdefault(body["group"], {})[plain_label(label)] = term
    return groups


def _lookup(side: str, item: str) -> str | None:
    label = without_numbering(plain_label(item))
    if not label:
        return None
    known = {alias: term for group in _GROUPS[side] for alias, term in _aliases()[group].items()}
    if label in known:
        return known[label]
    if len(label) < _SHORTEST_PREFIX:
        return None
    fits = {term for alias, term in known.items() if alias.startswith(label)}
    return fits.pop() if len(fits) == 1 else None


def _by_meaning(side: str, item: str) -> str | None:
    label = without_numbering(plain_label(item))
    if _GRAND_TOTAL.fullmatch(label):
        return "grand_total"
    if match := _THIS_YEAR.fullmatch(label):
        return "income_this_year" if match[1] == "收入" else "expenditure_this_year"
    measure = part_of(label).measure if label else ""
    return (_INCOMES if side == "income" else _SPENDINGS).get(measure)
