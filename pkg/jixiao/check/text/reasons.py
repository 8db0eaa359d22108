"""Reasons for a change that speak of another item: copied, perhaps, from its explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao.check.kinds import kind
from jixiao.check.printed import Rule, Verdict
from jixiao.check.text.measures import name_of
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import Judged, key, statement_text, subject
from jixiao.figures import half_width

_REASON = "change_reason"
_CHANGES = ("change", "growth", "order", "share")
_EXPENSES = "three_public"
#: A sentence that begins with its reason explains the change before it: 减少的主要原因是….
_BARE = re.compile(r"(?:支出|预算|决算数?|同比|较上年|比上年|增加|减少|增长|下降|变动|增减|变化|的|主要)*")
_OWN_CODE = re.compile(r"^\d+|支出$")
#: Shorter ones, such as 人员增加, explain many items; a name of two letters may be a part of other words.
_LONG, _NAMING = 8, 3


@dataclass(frozen=True, slots=True)
class Explained:
    """A change that the text states, and the words of the reason it gives for it."""

    change: Statement
    reason: Statement
    words: str

    @property
    def item(self) -> str:
        """The item of the functional classification that changed, by name; empty where it is none."""
        return _OWN_CODE.sub("", self.change.subject.rpartition("/")[2])


@kind("text_reason_of_another", on="text", own_words=True)
def judge_reason(rule: Rule, statements: Statements) -> Judged:
    """The reason for the change of one item is not that of another.

    Of a public expense (``words``: what is said of each alone, and as ..._too what else may be said of it) it speaks of
    another and not of it; of an item of the classification it is that of another word for word, which it names.
    """
    explained = list(_explained(statements))
    for one in explained:
        metric, _, expense = one.change.metric.partition(".")
        if metric == _EXPENSES and expense:
            yield key(one.change), _of_expense(one, expense, rule.words)
        elif len(one.item) >= _NAMING:
            yield key(one.change), _of_item(one, explained)


def _explained(statements: Statements) -> Iterator[Explained]:
    """Changes with their first reason: it stands in their sentence, which is of nothing else, or begins the next one."""
    told: list[Statement] = []
    for statement in statements.made:
        if statement.metric != _REASON:
            told = [*(told if told and told[-1].quote == statement.quote else ()), statement]
        elif (mark := half_width(statement.value.printed)) and told and len({one.about for one in told}) == 1:
            before, _, words = half_width(statement.quote).partition(mark)
            own = statement.quote == told[-1].quote or _BARE.fullmatch(before)
            if own and told[-1].relation in _CHANGES:
                yield Explained(told[-1], statement, words.strip(":，。；;"))
            told = []


def _of_expense(one: Explained, expense: str, words: Mapping[str, Sequence[str]]) -> Verdict:
    """A question where only another expense is spoken of; a measure belongs to the one that its name begins with."""
    spoken = [name for name, listed in words.items() if any(word in one.words for word in listed)]
    if any(expense.startswith(name.partition("_")[0]) for name in spoken) or not (
        others := [name for name in spoken if not name.endswith("_too")]
    ):
        return _fine(one)
    word = next(word for word in words[others[0]] if word in one.words)
    zh = f"原因说明讲的是“{word}”，没有提到本项，可能抄自另一项的说明，需要核实"
    en = f"its reason speaks of {word} and not of this; it may have been copied from another"
    text = statement_text(one.change, zh, en)
    return Verdict("ambiguous", subject(one.change), text, (one.change.value, one.reason.value))


def _of_item(one: Explained, explained: Sequence[Explained]) -> Verdict:
    """Broken where the reason is that of another item, word for word, and names that one and not this."""
    for other in explained if len(one.words) >= _LONG and one.item not in one.words else ():
        alike = other.change.metric == one.change.metric and other.words == one.words and other.item != one.item
        if alike and len(other.item) >= _NAMING and other.item in one.words:
            named = name_of(other.change.metric, other.item)
            zh = f"增减原因与{named.zh}的逐字相同，讲的是{other.item}，没有提到本项，可能是误贴"
            en = f"its reason is, word for word, that of {named.en}, and speaks of that item alone"
            values = (one.change.value, one.reason.value, other.change.value, other.reason.value)
            return Verdict("broken", subject(one.change), statement_text(one.change, zh, en), values)
    return _fine(one)


def _fine(one: Explained) -> Verdict:
    fine = statement_text(one.change, "原因说明没有专讲别的项目", "its reason does not speak of another item alone")
    return Verdict("holds", subject(one.change), fine, (one.change.value, one.reason.value))
