"""Records that are not as reading makes them: missing columns and tables, NA everywhere, absurd sizes. Outcomes, no crash."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jixiao
from jixiao.check import check
from jixiao.check.summary import STATES
from jixiao.store import RECORD_TABLES, Disclosure, frame, table_columns
from trying import tried

NUMBERS = (math.inf, -math.inf, 1e308, -1e300, 1e-300, 1e18, -1.0, 0.0)
WHOLE = (-1, 0, 10**6, 2**62)
TEXTS = (
    "9" * 400, "-" + "9" * 60 + ".99", "", ".", "１２３４５" * 20, "1e999", "∞", "nan", "%" * 50, "9" * 40 + "%",
    "0." + "0" * 40 + "1%", "字" * 5000, "2024-13-45", "((((", "=1+1",
)  # fmt: skip


def without_columns(random: Random, data: pd.DataFrame) -> pd.DataFrame:
    return data.drop(columns=random.sample(list(data.columns), random.randint(1, 5)))


def with_gaps(random: Random, data: pd.DataFrame) -> pd.DataFrame:
    """NA in whole columns and in single cells."""
    data = data.copy()
    for name in random.sample(list(data.columns), random.randint(1, len(data.columns))):
        if data[name].dtype != object:
            some = data.index if random.random() < 0.5 else random.sample(list(data.index), len(data) // 2)
            data.loc[some, name] = pd.NA if data[name].dtype != "float64" else math.nan
    return data


def with_absurd_values(random: Random, data: pd.DataFrame) -> pd.DataFrame:
    data = data.copy()
    kinds = {"float64": NUMBERS, "Int64": WHOLE, "string": TEXTS}
    for name in random.sample(list(data.columns), random.randint(1, len(data.columns))):
        for index in random.sample(list(data.index), min(3, len(data))):
            if str(data[name].dtype) in kinds:
                data.loc[index, name] = random.choice(kinds[str(data[name].dtype)])
            elif name == "cells":
                cells = data.at[index, name]
                spoilt = {key: {**cell, "printed": random.choice(TEXTS)} for key, cell in cells.items()}
                data.at[index, name] = random.choice((spoilt, {key: {} for key in cells}, {}))
    return data


HURTS: tuple[Callable[[Random, pd.DataFrame], pd.DataFrame], ...] = (without_columns, with_gaps, with_absurd_values)


def hurt(d: Disclosure, random: Random) -> Disclosure:
    """The disclosure with some tables gone, empty or spoilt."""
    tables = {}
    for name, data in d.tables.items():
        chance = random.random()
        if chance < 0.05:
            continue
        tables[name] = data.head(0) if chance < 0.1 else random.choice(HURTS)(random, data) if chance < 0.6 else data
    return Disclosure(tables)


@tried(10)
@given(st.integers(0, 10**9), st.sampled_from(("bureau", "office")))
def test_bad_records_give_outcomes_and_no_crash(both, seed: int, name: str) -> None:
    spoilt = hurt(both[name], Random(seed))  # noqa: S311 no secret
    outcomes = check(spoilt)
    assert len(outcomes) > 0
    assert set(outcomes["state"]) <= set(STATES)
    assert not outcomes[["stated", "computed", "gap", "slack"]].isin((math.inf, -math.inf)).any(axis=None)
    for scores in (jixiao.score(spoilt), jixiao.score_projects(spoilt)):
        assert list(scores.columns) == list(table_columns("scores"))


@pytest.fixture(scope="module")
def both(bureau: Disclosure, office: Disclosure) -> dict[str, Disclosure]:
    return {"bureau": bureau, "office": office}


def test_a_disclosure_without_any_record_says_that_nothing_was_checked() -> None:
    nothing = Disclosure({name: frame(name, ()) for name in RECORD_TABLES})
    assert check(nothing).empty
    assert jixiao.score(nothing).empty
    assert jixiao.score_projects(nothing).empty


def test_a_column_that_is_missing_is_no_pass(bureau: Disclosure) -> None:
    bare = Disclosure({**bureau.tables, "accounts": bureau.accounts.drop(columns=["value", "printed"])})
    states = check(bare).query("rule.str.startswith('T1-')", engine="python")["state"]
    assert not states.isin(("holds", "holds_within_rounding", "broken")).any()


@pytest.mark.parametrize("value", [math.inf, -math.inf, 1e308, -1e300, 1e18])
def test_an_absurd_number_is_no_figure(bureau: Disclosure, value: float) -> None:
    """Where its text cannot be read either, the checks it stands in lack it; they neither hold nor break."""
    accounts = bureau.accounts.copy()
    (index,) = accounts.index[
        (accounts["table"] == "summary") & (accounts["side"] == "income") & (accounts["term"] == "grand_total")
    ]
    accounts.loc[index, ["value", "printed"]] = [value, "#" * 7]
    outcomes = check(Disclosure({**bureau.tables, "accounts": accounts}))
    assert set(outcomes.loc[outcomes["rule"] == "T1-03", "state"]) == {"insufficient_data"}
