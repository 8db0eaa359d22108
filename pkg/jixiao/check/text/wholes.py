"""Shares of one list whose whole is printed nowhere: each share and its amount say how large the whole is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.check import say
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, Rule, Verdict
from jixiao.check.text.measures import measures
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import Judged, key, section, subject
from jixiao.figures import Interval
from jixiao.rules import Text


@dataclass(frozen=True, slots=True)
class Implied:
    """A share, the amount it is of, and all sizes of a whole for which both hold."""

    share: Statement
    amount: PrintedValue
    whole: Interval

    @property
    def told(self) -> Text:
        """Share and amount, and between what they put the whole."""
        low, high = (say.shown(round(end, 2), "amount") for end in (self.whole.low, self.whole.high))
        share = self.share.value
        zh = f"{subject(self.share)} {share.printed}、数额 {self.amount.printed}，总数应在 {low.zh}至 {high.zh}之间"
        en = f"{share.label.en} {share.printed} of {self.amount.printed} puts the whole between {low.en} and {high.en}"
        return Text(zh, en)


@kind("text_one_whole", on="text")
def judge_one_whole(_: Rule, statements: Statements) -> Judged:
    """Shares of one list fit one whole, whatever it is; where it is printed, each is compared with it instead."""
    lists: dict[tuple[str, str, str], dict[tuple[str, str], Statement]] = {}
    for statement in statements.made:
        if statement.relation == "share" and statement.base in measures() and not statement.ambiguous:
            about = statement.base, section(statement), statement.family
            lists.setdefault(about, {}).setdefault(statement.about, statement)
    for listed in lists.values():
        first = next(iter(listed.values()))
        whole = statements.level(first, about=(first.base, ""))
        implied = list(_implied(statements, listed.values()))
        if (whole is None or whole.figure is None) and len(implied) > 1:
            yield key(first), _fitting(implied)


def _implied(statements: Statements, listed: Iterable[Statement]) -> Iterator[Implied]:
    """What each share says of the whole; nothing of one whose amount is not stated, or in two ways.

    A share may be cut off rather than rounded: it stands for all that are less than one step away.
    """
    for share in listed:
        amount, figure = statements.level(share), share.value.figure
        stated = {other.value.figure.value for other in statements.stated(share) if other.value.figure}
        if figure is None or amount is None or amount.figure is None or len(stated) > 1:
            continue
        whole = amount.figure.interval.over(Interval(figure.value - figure.step, figure.value + figure.step))
        if whole and whole.low > 0:
            yield Implied(share, amount, whole)


def _fitting(implied: list[Implied]) -> Verdict:
    """The two that put the whole highest and lowest: does any whole fit both?"""
    most, least = max(implied, key=lambda one: one.whole.low), min(implied, key=lambda one: one.whole.high)
    if most.whole.meets(least.whole):
        low, high = (say.shown(round(end, 2), "amount") for end in (most.whole.low, least.whole.high))
        zh = f"{len(implied)} 项的数额和占比可以是同一总数的部分（{low.zh}至 {high.zh}）。"
        en = f"{len(implied)} amounts and shares fit one whole ({low.en} to {high.en})."
        return Verdict("holds", subject(implied[0].share), Text(zh, en))
    values = (least.share.value, least.amount, most.share.value, most.amount)
    zh = f"{least.told.zh}；{most.told.zh}。没有一个总数与两者都相符。"
    en = f"{least.told.en}; {most.told.en}. No whole fits both."
    return Verdict("broken", subject(most.share), Text(zh, en), values)
