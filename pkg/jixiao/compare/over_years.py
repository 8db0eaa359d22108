"""Departments over years: headline figures as series, their changes, and where a series breaks."""

from __future__ import annotations

from typing import Any

import pandas as pd

from jixiao.compare.headlines import HEADLINES, headlines
from jixiao.names import kinship
from jixiao.rules import thresholds
from jixiao.store import Disclosure, plain_values

#: What a figure of a table is.
_FIGURE = ("family", "table", "side", "code", "term", "item", "stage", "measure")
#: A series goes on over these from one year to the next, or is marked.
_SCOPE = ("level_printed", "unit")


def series(d: Disclosure) -> pd.DataFrame:
    """Headline figures of every department over its years: one row for each department, measure and year.

    ``change`` and ``change_rate`` are against the year before, where the series goes on; ``break`` says why it does not:
    ``gap`` (a year is missing), ``scope`` (本级 and 汇总), ``unit`` (another unit of amounts). ``renamed_from`` names a
    department of the year before that is gone and is perhaps the same: by its name, or by the figures of last year.
    """
    wide = headlines(d).sort_values(["department", "fiscal_year"])
    long = wide.melt(
        id_vars=["department", "fiscal_year", *_SCOPE],
        value_vars=list(HEADLINES),
        var_name="measure",
        value_name="value",
    ).dropna(subset="value")
    long = long.sort_values(["department", "measure", "fiscal_year"], ignore_index=True)
    grouped = long.groupby(["department", "measure"], sort=False)
    last = grouped[["fiscal_year", "value", *_SCOPE]].shift()
    follows = last["fiscal_year"].notna()
    scope, unit = (_changed(long[name], last[name]) for name in _SCOPE)
    gap = follows & (long["fiscal_year"] - last["fiscal_year"] != 1)
    why = pd.Series(pd.NA, index=long.index, dtype="string")
    why = why.mask(follows & unit, "unit").mask(follows & scope, "scope").mask(gap, "gap")
    base = last["value"].where(why.isna())
    change = (long["value"] - base).round(6)
    return long.drop(columns=list(_SCOPE)).assign(
        change=change,
        change_rate=(change / base.abs()).where(base != 0),
        **{"break": why},
        renamed_from=_renamed(long, d.accounts),
    )


def _changed(now: pd.Series, last: pd.Series) -> pd.Series:
    """Both are known, and not the same."""
    return (now.notna() & last.notna() & (now != last).fillna(value=False)).astype(bool)


def _renamed(long: pd.DataFrame, accounts: pd.DataFrame) -> pd.Series:
    """For the first year of a name: the only name of the year before that ended there and is perhaps the same.

    By its name, or because its own figures stand in the columns of last year.
    """
    years = {str(name): set(part["fiscal_year"]) for name, part in long.groupby("department")}
    first = {name: min(own) for name, own in years.items()}
    found: dict[tuple[str, int], str] = {}
    for name, year in first.items():
        ended = [other for other, own in years.items() if other != name and max(own) == year - 1]
        alike = [other for other in ended if kinship(name, other) != "different"]
        alike = alike or [other for other in ended if _goes_on(accounts, (other, year - 1), (name, year))]
        if len(alike) == 1:
            found[name, year] = alike[0]
    pairs = zip(long["department"], long["fiscal_year"], strict=True)
    return pd.Series([found.get(pair) for pair in pairs], index=long.index, dtype="string")


def _goes_on(accounts: pd.DataFrame, before: tuple[str, int], after: tuple[str, int]) -> bool:
    """True where nearly all that one department prints of last year is what the other printed then."""
    own, quoted = (_figures(accounts, *whose, before[1]) for whose in (before, after))
    both = own.keys() & quoted.keys()
    same = sum(own[key] == quoted[key] for key in both)
    limits = thresholds()
    return same >= limits["renamed_least"] and same >= limits["renamed_share"] * len(both)


def _figures(accounts: pd.DataFrame, department: str, published: int, year: int) -> dict[tuple[Any, ...], float]:
    """Figures of a year other than 0 that a department printed in another, by what they are."""
    rows = accounts[(accounts["department"] == department) & (accounts["fiscal_year"] == published)]
    rows = rows[(rows["year"].fillna(rows["fiscal_year"]) == year) & rows["value"].notna() & (rows["value"] != 0)]
    keys = zip(*(plain_values(rows[name]) for name in _FIGURE), strict=True)
    return dict(zip(keys, rows["value"], strict=True))
