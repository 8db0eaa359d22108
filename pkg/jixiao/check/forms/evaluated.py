"""The projects that a budget lists and those that were evaluated: which names stand in one of them only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from jixiao.check.facts import Facts
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedSheet, PrintedValue, Row, Rule, Verdict
from jixiao.families import BUDGET
from jixiao.names import is_body, project_name
from jixiao.rules import Text, term_labels

_LIST = f"{BUDGET}.projects"
_EVALUATIONS = ("self_evaluation", "transfer_evaluation")
_MONEY = ("funds", "", "total", "budget")


@kind("projects_evaluated", on="department")
def judge_projects_evaluated(rule: Rule, facts: Facts) -> Iterator[tuple[str, Verdict]]:
    """Each project of the budget has a self-evaluation of its name: said where list and forms were read whole.

    One name at least must stand in both, or they are lists of different things. A project that was evaluated and stands
    in no list is asked about: it may have been added during the year.
    """
    listed, evaluated = listed_projects((facts.accounts, *facts.units)), _evaluated_projects(facts)
    subject = rule.title.zh
    if not evaluated.keys() & listed.keys():
        text = Text(f"{subject}：没有可以核对的内容。", f"{rule.title.en}: there is nothing to check.")
        yield "", Verdict("not_applicable", subject, text)
        return
    lacking = [name for name in listed if name not in evaluated]
    if lacking:
        yield "", _without_evaluation(subject, listed, lacking, _read_whole(facts))
    else:
        zh = f"部门预算所列 {len(listed)} 个项目均有同名的自评表。"
        text = Text(zh, f"All {len(listed)} projects of the budget have a self-evaluation of their name.")
        yield "", Verdict("holds", subject, text)
    unlisted = [name for name in evaluated if name not in listed]
    if unlisted and _read_whole(facts):
        names = [evaluated[name][0] for name in unlisted]
        values = tuple(value for name in unlisted if (value := evaluated[name][1]))
        zh = f"作了自评而部门预算没有列出同名项目的有：{'、'.join(names)}。可能是年中追加，或名称有变，请核实。"
        en = f"Evaluated, and not in the budget's list by that name: {', '.join(names)}. They may have been added during the year, or renamed; please verify."
        yield "evaluated", Verdict("ambiguous", subject, Text(zh, en), values)


def _without_evaluation(
    subject: str, listed: Mapping[str, tuple[str, PrintedValue]], lacking: Sequence[str], is_whole: bool
) -> Verdict:
    names, values = [listed[name][0] for name in lacking], tuple(listed[name][1] for name in lacking)
    if not is_whole:
        zh = f"项目支出表或自评表没有读全，不能断定{'、'.join(names)}是否缺少自评表。"
        en = f"The list of projects or the forms were not read whole; whether {', '.join(names)} lack one cannot be told."
        return Verdict("insufficient_data", subject, Text(zh, en), values)
    zh = f"部门预算所列 {len(listed)} 个项目中，没有找到同名自评表的有：{'、'.join(names)}。"
    en = f"Of the {len(listed)} projects of the budget, no self-evaluation of that name was found for: {', '.join(names)}."
    return Verdict("broken", subject, Text(zh, en), values)


def _evaluated_projects(facts: Facts) -> dict[str, tuple[str, PrintedValue | None]]:
    """Projects with a self-evaluation by name, as printed, with their budget there."""
    found: dict[str, tuple[str, PrintedValue | None]] = {}
    for form in facts.projects:
        if _is_evaluation(form.project):
            name = str(form.project["name"])
            found.setdefault(project_name(name), (name, form.sheet.values.get(_MONEY)))
    return found


def listed_projects(sheets: Iterable[PrintedSheet]) -> dict[str, tuple[str, PrintedValue]]:
    """Projects of the budget by name, as printed: rows without code and term that are no body and no heading."""
    found: dict[str, tuple[str, PrintedValue]] = {}
    for sheet in sheets:
        rows = [(row, sheet.values.get((_LIST, "", row, "total"))) for row in sheet.rows.get((_LIST, ""), ())]
        printed = [(row, value, value.figure.value) for row, value in rows if value and value.figure]
        own = [one for one in printed if not one[0].isdigit() and one[0] not in term_labels()]
        for place in _lowest([amount for _, _, amount in own]):
            row, value, _ = own[place]
            item = sheet.items.get((_LIST, row), row)
            if not is_body(item):
                found.setdefault(project_name(item), (item, value))
    return found


def _lowest(amounts: Sequence[Decimal]) -> list[int]:
    """Places of the amounts that are not the sum of those right below: a heading is no project."""
    kept: list[int] = []
    for place in reversed(range(len(amounts))):
        if amounts[place] not in accumulate(amounts[below] for below in reversed(kept)):
            kept.append(place)
    return kept[::-1]


def _is_evaluation(project: Row) -> bool:
    return project["form"] in _EVALUATIONS and bool(project["name"])


def _read_whole(facts: Facts) -> bool:
    """Every page of every document, every form and every table was read."""
    rows = facts.statements.rows if facts.statements else {}
    return _all(rows.get("documents", ()), "pages_unread", (0, None)) and _all(
        rows.get("tables", ()), "status", ("read", "empty", None)
    )


def _all(rows: Collection[Row], column: str, wanted: tuple[object, ...]) -> bool:
    return all(row.get(column) in wanted for row in rows)
