"""What of a ledger is a finding, everywhere: in the terminal, notebooks, reports, lists and the index."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from jixiao.judgement import verdicts
from jixiao.rules import SEVERITIES

HELD = ("holds", "holds_within_rounding")
#: States of checks that apply and could not be decided.
OPEN = ("insufficient_data", "ambiguous")


def standing(outcomes: pd.DataFrame) -> pd.Series[str]:
    """What each outcome is to a reader: a finding, a question, what follows from a finding, set_aside; "" for the rest.

    finding: published values that cannot both hold. follows: broken by the cause of another finding. question: values
    that could not be told apart (ambiguous). set_aside: a person judged it to be none, or what it follows from.
    """
    broken = outcomes["state"] == "broken"
    aside = broken & _is_aside(outcomes)
    found = pd.Series("", index=outcomes.index, dtype=object)
    found[outcomes["state"] == "ambiguous"] = "question"
    found[broken] = "finding"
    found[broken & outcomes["cause"].notna()] = "follows"
    found[aside] = "set_aside"
    return found


def findings(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Outcomes whose published values cannot both hold, from grave to slight; consequences of another left out."""
    return _from_grave(outcomes[standing(outcomes) == "finding"])


def questions(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Outcomes about values that could not be told apart, from grave to slight."""
    return _from_grave(outcomes[standing(outcomes) == "question"])


def set_aside(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Findings that a person judged to be none, from grave to slight."""
    return _from_grave(outcomes[_is_finding(outcomes) & _is_aside(outcomes)])


def reviewed(outcomes: pd.DataFrame) -> dict[str, int]:
    """Numbers of findings by the verdict of a person, those set aside as well; verdicts that nobody gave left out."""
    given = outcomes[_is_finding(outcomes)]["verdict"].value_counts()
    return {name: int(given[name]) for name in verdicts() if name in given}


def reviewed_besides(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Outcomes that a person judged and that are no finding of their own: they hold, or follow from another."""
    return outcomes[outcomes["verdict"].notna() & ~_is_finding(outcomes)]


def _is_finding(outcomes: pd.DataFrame) -> pd.Series[bool]:
    return (outcomes["state"] == "broken") & outcomes["cause"].isna()


def _is_aside(outcomes: pd.DataFrame) -> pd.Series[bool]:
    """True for what a person set aside, and for what follows from it."""
    own = outcomes["verdict"].isin([name for name, counts in verdicts().items() if not counts])
    return own | outcomes["cause"].isin(outcomes["outcome_id"][own])


def _from_grave(rows: pd.DataFrame) -> pd.DataFrame:
    rank = rows["severity"].map({name: number for number, name in enumerate(SEVERITIES)}).fillna(len(SEVERITIES))
    return rows.assign(rank=rank).sort_values(["rank", "rule", "outcome_id"], kind="stable").drop(columns="rank")


def made(n: Mapping[str, int]) -> int:
    """Number of checks that came to an answer."""
    return n["held"] + n["broken"] + n["following"] + n["aside"]


def counts(outcomes: pd.DataFrame) -> dict[str, int]:
    """Numbers of findings by severity and in all, of outcomes by state, and of those that follow from a finding.

    What people set aside is ``aside`` and nothing else.
    """
    set_aside = _is_aside(outcomes)
    found = outcomes["severity"][_is_finding(outcomes) & ~set_aside].value_counts()
    aside = set_aside & (outcomes["state"] == "broken")
    states = outcomes["state"][~aside].value_counts()
    broken = int(found.sum())
    return {
        **{name: int(found.get(name, 0)) for name in SEVERITIES},
        "held": int(sum(states.get(name, 0) for name in HELD)),
        "rounding": int(states.get("holds_within_rounding", 0)),
        "broken": broken,
        "following": int(states.get("broken", 0)) - broken,
        "aside": int(aside.sum()),
        "open": int(sum(states.get(name, 0) for name in OPEN)),
        "not_applicable": int(states.get("not_applicable", 0)),
    }
