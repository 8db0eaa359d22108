"""Figures that a table lets be read in several ways: parts that hold each other or not, a change on one or another earlier figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jixiao.check.kinds import kind
from jixiao.check.printed import Case, Either, PrintedSheet, Verdict
from jixiao.check.tables.bind import Binding, bind
from jixiao.check.tables.sums import judge_ratio, judge_sum

_Judge = Callable[[Case, PrintedSheet, Binding], Verdict | None]


@kind("sum_either", on="cases", gap="amount")
def judge_sum_either(case: Case, sheet: PrintedSheet, binding: Binding) -> Verdict | None:
    """A sum whose alternatives are tried in turn: one that holds is meant; where none does, the first speaks."""
    return _either(judge_sum, case, sheet, binding)


@kind("ratio_either", on="cases", gap="ratio")
def judge_ratio_either(case: Case, sheet: PrintedSheet, binding: Binding) -> Verdict | None:
    """A rate over one of several figures (上年预算数, 上年执行数), as a sum of alternatives; a cell without a rate says nothing."""
    return _either(judge_ratio, case, sheet, binding) if bind(sheet, [case.total], binding).figures else None


def _either(judge: _Judge, case: Case, sheet: PrintedSheet, binding: Binding) -> Verdict | None:
    """The first reading that holds, of all ways to choose among the alternatives; else the first one."""
    either = next(((n, part) for n, part in enumerate(case.parts) if isinstance(part, Either)), None)
    if either is None:
        return judge(case, sheet, binding)
    index, part = either
    bounds = [(choice, bind(sheet, choice, binding)) for choice in part.choices]
    printed = [choice for choice, bound in bounds if bound.figures and not bound.missing]
    if case.each and not printed:
        return None
    ways = [replace(case, parts=(*case.parts[:index], *choice, *case.parts[index + 1 :])) for choice in printed]
    found = (_either(judge, way, sheet, binding) for way in ways) if ways else (judge(case, sheet, binding),)
    told = [verdict for verdict in found if verdict is not None]
    return next((verdict for verdict in told if verdict.state.startswith("holds")), next(iter(told), None))
