"""Rows of a table as terms of the field (rules/terms.yaml), and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from jixiao.families import Role
from jixiao.recognise.tables.meaning import part_of
from jixiao.rules import term_labels
from jixiao.values import plain_label, without_numbering, without_remark

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
#: A line of the first order: 一、财政拨款收入.
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]+、")
_BALANCES = ("opening_balance", "closing_balance", "fiscal_opening_balance", "fiscal_closing_balance")


def term_of(role: Role | None, side: str, item: str, labels: Sequence[str], before: Iterable[Row]) -> str | None:
    """The term of a row by its label; ``labels`` are those of all sides of its line, ``before`` the rows above it."""
    if without_remark(plain_label(item)) in ("合计", "共计"):
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
    """The depth of each row: by the digits of its code, else by how far its name is set in."""
    for row in rows:
        row["level"] = _DEPTHS.get(len(row["code"]), 0) if row["code"].isdigit() else 0
    free = [row for row in rows if not row["code"] and row["indent"] is not None and not _is_sum(row)]
    tops = [row["indent"] for row in free if _NUMBERED.match(row["item"])]
    indents = [min(tops) if tops and _NUMBERED.match(row["item"]) else row["indent"] for row in free]
    if _set_in([row["item"] for row in free], indents):
        for row, depth in zip(free, outline(indents), strict=True):
            row["level"] = depth
    for row in rows:
        del row["indent"]


def _is_sum(row: Row) -> bool:
    """A sum of rows above or below it, set in the middle of its cell as often as not."""
    return row["term"] in _BALANCES or plain_label(row["item"]).endswith(("合计", "总计"))


def _set_in(items: Sequence[str], indents: Sequence[float]) -> bool:
    """True for names that begin at common edges; of names in the middle of their cells only those of one length do."""
    lengths: dict[int, set[int]] = {}
    edges = [round(indent / _SAME_INDENT) for indent in indents]
    for item, edge in zip(items, edges, strict=True):
        lengths.setdefault(edge, set()).add(len(item))
    return sum(1 for edge in edges if len(lengths[edge]) > 1) > len(edges) / 2


def outline(indents: Iterable[float]) -> list[int]:
    """Depths of lines set in: each stands below the nearest line above that is set in less."""
    depths: list[int] = []
    open_lines: list[float] = []
    for indent in indents:
        while open_lines and open_lines[-1] > indent - _SAME_INDENT:
            open_lines.pop()
        open_lines.append(indent)
        depths.append(len(open_lines) - 1)
    return depths


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
    if (named := known.get(label) or known.get(without_remark(label))) is not None:
        return named
    if len(label) < _SHORTEST_PREFIX:
        return None
    fits = {term for alias, term in known.items() if alias.startswith(label)}
    return fits.pop() if len(fits) == 1 else None


def _by_meaning(side: str, item: str) -> str | None:
    label = without_remark(without_numbering(plain_label(item)))
    if _GRAND_TOTAL.fullmatch(label):
        return "grand_total"
    if match := _THIS_YEAR.fullmatch(label):
        return "income_this_year" if match[1] == "收入" else "expenditure_this_year"
    measure = part_of(label).measure if label else ""
    return (_INCOMES if side == "income" else _SPENDINGS).get(measure)
