"""A list of self-evaluations (自评结果汇总表) against the forms of its projects: the same money, the same marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from jixiao.check import say
from jixiao.check.facts import Facts
from jixiao.check.kinds import kind
from jixiao.check.legible import place, value
from jixiao.check.printed import Address, PrintedSheet, PrintedValue, Row, Rule, State, Verdict
from jixiao.corrections import counted
from jixiao.figures import compare_same
from jixiao.names import project_name
from jixiao.rules import Text

_LIST = ("evaluation_list",)
_EVALUATIONS = ("self_evaluation", "transfer_evaluation")
_MONEY: tuple[Address, ...] = tuple(
    ("funds", "", "total", measure) for measure in ("initial_budget", "budget", "executed")
)
_SCORE: Address = ("indicators", "", "total", "score")
_STATES: Mapping[str, State] = {"exact": "holds", "within_rounding": "holds_within_rounding", "broken": "broken"}
_STATED, _FORM = Text("汇总表", "the list"), Text("自评表", "the form")


@kind("evaluations_listed", on="department")
def judge_evaluations_listed(rule: Rule, facts: Facts) -> Iterator[tuple[str, Verdict]]:
    """Money and marks of a project are the same in a list of self-evaluations and in its form, where each has its name once."""
    rows = facts.statements.rows.get("projects", ()) if facts.statements else ()
    listed, forms = (_by_name(rows, kinds) for kinds in (_LIST, _EVALUATIONS))
    sheets = {sheet.key: sheet for sheet in facts.forms}
    found = [
        (f"{one['project_id']}|{address[-1]}", verdict)
        for name, (one, *again) in listed.items()
        if not again and len(forms.get(name, ())) == 1
        for address, verdict in _compared(one, forms[name][0], sheets)
    ]
    yield from found
    if not found:
        text = Text(f"{rule.title.zh}：没有可以核对的内容。", f"{rule.title.en}: there is nothing to check.")
        yield "", Verdict("not_applicable", rule.title.zh, text)


def _by_name(rows: Iterable[Row], kinds: tuple[str, ...]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["form"] in kinds and row["name"]:
            found[project_name(str(row["name"]))].append(row)
    return found


def _compared(one: Row, form: Row, sheets: Mapping[str, PrintedSheet]) -> Iterator[tuple[Address, Verdict]]:
    for address in (*_MONEY, _SCORE):
        stated, other = (_value(row, address, sheets) for row in (one, form))
        if stated and other and stated.figure and other.figure:
            result = compare_same(stated.figure, other.figure)
            label = say.named("".join(str(one["name"]).split()), stated.label)
            sizes = (result.stated, result.computed, result.gap, result.slack)
            text = say.compared(label, _STATED, _FORM, sizes, result.agreement, stated.quantity)
            yield address, Verdict(_STATES[result.agreement], label.short, text, (stated, other), *sizes)


def _value(row: Row, address: Address, sheets: Mapping[str, PrintedSheet]) -> PrintedValue | None:
    if address != _SCORE:
        sheet = sheets.get(str(row["project_id"]))
        return sheet.values.get(address) if sheet else None
    cell = (row.get("cells") or {}).get("total_score")
    if cell is None:
        return None
    printed = counted(cell)
    return value(address, printed, row["total_score"], None, place(row["source_id"], cell, printed))
