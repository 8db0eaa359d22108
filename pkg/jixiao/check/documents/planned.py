"""Targets that are published with a budget, beside its list of projects and what the text announces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.check import say
from jixiao.check.kinds import kind
from jixiao.check.printed import Rule, Value, Verdict
from jixiao.check.text.statements import Told
from jixiao.check.text.verdicts import STATES, Judged, equal, label, numbers, one, subject, told_text
from jixiao.families import BUDGET
from jixiao.figures import Comparison, Figure, compare_sum
from jixiao.names import project_name
from jixiao.rules import Text

_LIST, _FORM = "budget.projects", "project_target"
_MONEY = ("funds", "", "total", "budget")
_NOTHING = Figure(Decimal(0), Decimal(0))
_PERHAPS = Text(
    "绩效目标表的资金可能是实施期或另一来源的金额。", "The form may print the money of several years or of one source."
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A project's money in its target form, and in the rows of the list that have its name."""

    key: str
    name: str
    form: Value
    rows: Sequence[Value]

    @property
    def agreeing(self) -> Value | None:
        """The figure of the list that the form repeats."""
        return next((row for row in self.rows if _compared(self.form, row).agreement != "broken"), None)


@kind("listed_targets", on="text", limits=("agreeing", "share"), gap="amount")
def judge_listed(rule: Rule, told: Told) -> Judged:
    """The money of a target form is that of its project in the list (项目支出表).

    Forms may print other money than the list (实施期资金总额, 财政拨款): a difference is held against a form only where
    nearly all others agree. Where a name stands several times in either, nobody knows which is meant.
    """
    pairs = list(_pairs(told))
    agreeing = [pair for pair in pairs if pair.agreeing]
    differing = [pair for pair in pairs if not pair.agreeing and _rows_of(told, pair.name) == 1]
    differing = [pair for pair in differing if sum(1 for other in pairs if other.name == pair.name) == 1]
    few = len(differing) <= max(1.0, float(rule.limits["share"]) * len(agreeing))
    held = few and len(agreeing) >= float(rule.limits["agreeing"]) and _read_whole(told)
    for pair in agreeing:
        yield pair.key, _beside(pair, pair.agreeing or pair.rows[0], held)
    for pair in differing:
        yield pair.key, _beside(pair, pair.rows[0], held)


@kind("targets_announced", on="text", gap="amount")
def judge_targets_announced(_: Rule, told: Told) -> Judged:
    """As many target forms as the text announces, and their money together; many departments publish a part of them."""
    said, forms = one(told, "performance.target_projects", BUDGET), list(_forms(told))
    if said is None or said.value.figure is None or not forms:
        return
    if said.value.figure.value != len(forms):
        zh = f"公开的项目绩效目标 {len(forms)} 份；可能只公开一部分，或按另一级项目计数，不作比较"
        en = f"{len(forms)} target forms are published: perhaps a part, or counted at another level; not compared"
        yield "count", Verdict("not_applicable", subject(said), told_text(said, zh, en), (said.value,))
        return
    result = compare_sum(said.value.figure, [(Figure(Decimal(len(forms)), Decimal(0)), 1)])
    yield "count", equal(said, result, label("公开的项目绩效目标份数", "target forms published"), ())
    money = one(told, "performance.target_money", BUDGET)
    values = [value for _, _, value in forms if value is not None and value.figure is not None]
    if money is None or money.value.figure is None or len(values) != len(forms):
        return
    result = compare_sum(money.value.figure, [(value.figure, 1) for value in values if value.figure])
    head = label(subject(money), money.value.label.en)
    other = Text("各项目绩效目标资金合计", "the money of all target forms together")
    tail = Text("文字所述可能只是其中一种资金。", "The text may speak of one kind of money only.")
    text = say.compared(head, Text("公布", "printed"), other, numbers(result), result.agreement, "amount", tail=tail)
    state = "ambiguous" if result.agreement == "broken" else STATES[result.agreement]
    yield "money", Verdict(state, subject(money), text, (money.value, *values), *numbers(result))


def _pairs(told: Told) -> Iterator[_Pair]:
    listed: dict[str, list[Value]] = defaultdict(list)
    for (table, _, key, measure), value in told.accounts.values.items():
        if table == _LIST and value.figure is not None and not measure.startswith(("last_", "change")):
            name = project_name(told.accounts.items.get((table, key), key))
            listed[name].insert(0 if measure == "total" else len(listed[name]), value)
    for key, name, money in _forms(told):
        if money is not None and money.figure is not None and name in listed:
            yield _Pair(key, name, money, listed[name])


def _forms(told: Told) -> Iterator[tuple[str, str, Value | None]]:
    """Target forms of projects: id, plain name, money."""
    sheets = {sheet.key: sheet for sheet in told.forms}
    for row in told.rows.get("projects", ()):
        if row["form"] == _FORM and row["name"]:
            key = str(row["project_id"])
            yield key, project_name(row["name"]), sheets[key].values.get(_MONEY) if key in sheets else None


def _rows_of(told: Told, name: str) -> int:
    items = (item for (table, _), item in told.accounts.items.items() if table == _LIST)
    return sum(1 for item in items if project_name(item) == name)


def _read_whole(told: Told) -> bool:
    own = [row for row in told.rows.get("tables", ()) if row["role"] == "projects" or row["form"] == _FORM]
    return all(row["status"] == "read" for row in own)


def _compared(form: Value, row: Value) -> Comparison:
    return compare_sum(form.figure or _NOTHING, [(row.figure or _NOTHING, 1)])


def _beside(pair: _Pair, row: Value, held: bool) -> Verdict:
    """A form beside its row; a difference that is not held against it is a doubt."""
    result = _compared(pair.form, row)
    zh, en = f"{pair.name} {pair.form.label.zh}", f"{pair.name} {pair.form.label.en}"
    text = say.compared(
        label(zh, en),
        Text("绩效目标表", "target form"),
        Text(row.label.zh, row.label.en),
        numbers(result),
        result.agreement,
        "amount",
        tail=None if held else _PERHAPS,
    )
    state = STATES[result.agreement] if held or result.agreement != "broken" else "ambiguous"
    return Verdict(state, zh, text, (pair.form, row), *numbers(result))
