"""Departments beside each other: tidy frames for distributions over departments, years and stages."""

from __future__ import annotations

import pandas as pd

from jixiao.compare.deviations import deviations
from jixiao.compare.goalposts import goalposts
from jixiao.rules import thresholds
from jixiao.store import Disclosure

_KEYS = ["department", "fiscal_year"]


def deviation_distribution(d: Disclosure) -> pd.DataFrame:
    """Rates of deviation by department, year and what was compared: number, quartiles, share that is large.

    What is large, either way, is ``deviation_large`` of ``rules/thresholds.yaml``.
    """
    large = float(thresholds()["deviation_large"])
    rows = deviations(d).dropna(subset="rate")
    grouped = rows.groupby([*_KEYS, "compared", "from_stage", "to_stage"])["rate"]
    far = rows.assign(far=rows["rate"].abs() > large).groupby([*_KEYS, "compared", "from_stage", "to_stage"])["far"]
    quartiles = {name: grouped.quantile(share) for name, share in (("q25", 0.25), ("median", 0.5), ("q75", 0.75))}
    return pd.DataFrame({**quartiles, "n": grouped.size(), "share_large": far.mean()}).reset_index()


def goalposts_moved(d: Disclosure) -> pd.DataFrame:
    """What became of the targets, by department and year: number and share of each change."""
    rows = goalposts(d)
    counts = rows.groupby([*_KEYS, "change"]).size().rename("n").reset_index()
    return counts.assign(share=counts["n"] / counts.groupby(_KEYS)["n"].transform("sum"))
