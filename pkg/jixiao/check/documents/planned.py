"""Targets that are published with a budget, beside its list of projects and what the text announces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.check import say
from jixiao.check.forms.evaluated import listed_projects
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, Rule, State, Verdict
from jixiao.check.text.statements import Statements
from jixiao.check.text.verdicts import STATES, Judged, equal, label, numbers, one, statement_text, subject
from jixiao.families import BUDGET
from jixiao.figures import Comparison, Figure, compare_sum
from jixiao.names import project_name
from jixiao.rules import Text

_LIST, _FORM = "budget.projects", "project_target"
_MONEY = ("funds", "", "total", "budget")
#: What is carried over for a project, in a row of its own below it.
_CARRIED = re.compile(r"[（(](?:上年)?结转(?:资金)?[)）]$")
_NOTHING = Figure(Decimal(0), Decimal(0))
_PERHAPS = Text(
    "绩效目标表的资金可能是实施期或另一来源的金额。", "The form may print the money of several years or of one source."
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A project's money in its target form, and in the rows of the list that have its name."""

    key: str
    name: str
    form: PrintedValue
    rows: Sequence[PrintedValue]
    #: The totals of its rows, where what was carried over has one of its own.
    totals: tuple[PrintedValue, ...]

    @property
    def agreeing(self) -> tuple[PrintedValue, ...] | None:
        """The figure of the list that the form repeats, or those that it adds up."""
        ways = [*((row,) for row in self.rows), *([self.totals] if len(self.totals) > 1 else [])]
        return next((way for way in ways if _compared(self.form, way).agreement != "broken"), None)


@kind("listed_targets", on="text", limits=("agreeing", "share"), gap="amount")
def judge_listed(rule: Rule, statements: Statements) -> Judged:
    """The money of a target form is that of its project in the list (项目支出表).

    Forms may print other money than the list (实施期资金总额, 财政拨款): a difference is held against a form only where
    nearly all others agree. Where a name stands several times in either, nobody knows which is meant.
    """
    pairs = list(_pairs(statements))
    agreeing = [pair for pair in pairs if pair.agreeing]
    differing = [pair for pair in pairs if not pair.agreeing and _rows_of(statements, pair.name) == 1]
    differing = [pair for pair in differing if sum(1 for other in pairs if other.name == pair.name) == 1]
    few = len(differing) <= max(1.0, float(rule.limits["share"]) * len(agreeing))
    held = few and len(agreeing) >= float(rule.limits["agreeing"]) and _read_whole(statements)
    for pair in agreeing:
        yield pair.key, _beside(pair, pair.agreeing or pair.rows[:1], held)
    for pair in differing:
        yield pair.key, _beside(pair, pair.rows[:1], held)


@kind("targets_announced", on="text", gap="amount")
def judge_targets_announced(_: Rule, statements: Statements) -> Judged:
    """As many target forms as the text announces, and their money together; many departments publish a part of them."""
    statement, forms = one(statements, "performance.target_projects", BUDGET), list(_forms(statements))
    if statement is None or statement.value.figure is None or not forms:
        return
    if statement.value.figure.value != len(forms):
        zh = f"公开的项目绩效目标 {len(forms)} 份；可能只公开一部分，或按另一级项目计数，不作比较"
        en = f"{len(forms)} target forms are published: perhaps a part, or counted at another level; not compared"
        yield (
            "count",
            Verdict("not_applicable", subject(statement), statement_text(statement, zh, en), (statement.value,)),
        )
        return
    result = compare_sum(statement.value.figure, [(Figure(Decimal(len(forms)), Decimal(0)), 1)])
    yield "count", equal(statement, result, label("公开的项目绩效目标份数", "target forms published"), ())
    money = one(statements, "performance.target_money", BUDGET)
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


@kind("untargeted", on="text", limits=("share",))
def judge_untargeted(rule: Rule, statements: Statements) -> Judged:
    """Each project of the list has a target form: held against the document where it announces one for each and nearly
    all have theirs.

    Many departments publish a part of them (编报 is no 公开), or count at another level: then who has none is said, and
    no more. A form whose name the list does not print may be of any project.
    """
    listed, forms = listed_projects([statements.accounts]), {name for _, name, _ in _forms(statements)}
    if not listed or not forms or not forms <= listed.keys():
        return
    lacking = [name for name in listed if name not in forms]
    head = label("项目支出表", "list of projects")
    if not lacking:
        text = say.plain(
            head, f"所列 {len(listed)} 个项目均有绩效目标", f"all {len(listed)} projects have a target form"
        )
        yield "", Verdict("holds", head.short, text)
        return
    names, values = [listed[name][0] for name in lacking], tuple(listed[name][1] for name in lacking)
    zh = f"所列 {len(listed)} 个项目中，没有找到同名绩效目标的有：{'、'.join(names)}"
    en = f"of the {len(listed)} projects, no target form of that name was found for: {', '.join(names)}"
    statement = one(statements, "performance.target_projects", BUDGET)
    for_all = (
        statement is not None and statement.value.figure is not None and statement.value.figure.value == len(listed)
    )
    few = len(lacking) <= max(1.0, float(rule.limits["share"]) * len(forms))
    state: State = (
        "not_applicable" if not (for_all and few) else "broken" if _read_whole(statements) else "insufficient_data"
    )
    yield "", Verdict(state, head.short, say.plain(head, zh, en), (*([statement.value] if statement else ()), *values))


def _pairs(statements: Statements) -> Iterator[_Pair]:
    listed: dict[str, list[PrintedValue]] = defaultdict(list)
    totals: dict[str, list[PrintedValue]] = defaultdict(list)
    for (table, _, key, measure), value in statements.accounts.values.items():
        if table == _LIST and value.figure is not None and not measure.startswith(("last_", "change")):
            name = _plain_name(statements.accounts.items.get((table, key), key))
            listed[name].insert(0 if measure == "total" else len(listed[name]), value)
            if measure == "total":
                totals[name].append(value)
    for key, name, money in _forms(statements):
        if money is not None and money.figure is not None and name in listed:
            yield _Pair(key, name, money, listed[name], tuple(totals[name]))


def _forms(statements: Statements) -> Iterator[tuple[str, str, PrintedValue | None]]:
    """Target forms of projects: id, plain name, money."""
    sheets = {sheet.key: sheet for sheet in statements.forms}
    for row in statements.rows.get("projects", ()):
        if row["form"] == _FORM and row["name"]:
            key = str(row["project_id"])
            yield key, project_name(row["name"]), sheets[key].values.get(_MONEY) if key in sheets else None


def _rows_of(statements: Statements, name: str) -> int:
    items = (item for (table, _), item in statements.accounts.items.items() if table == _LIST)
    return sum(1 for item in items if _plain_name(item) == name)


def _plain_name(item: str) -> str:
    """A project by its name; what is carried over for it (结转) is its own."""
    return project_name(_CARRIED.sub("", item))


def _read_whole(statements: Statements) -> bool:
    own = [row for row in statements.rows.get("tables", ()) if row["role"] == "projects" or row["form"] == _FORM]
    return all(row["status"] == "read" for row in own)


def _compared(form: PrintedValue, rows: Sequence[PrintedValue]) -> Comparison:
    return compare_sum(form.figure or _NOTHING, [(row.figure or _NOTHING, 1) for row in rows])


def _beside(pair: _Pair, rows: Sequence[PrintedValue], held: bool) -> Verdict:
    """A form beside its row; a difference that is not held against it is a doubt."""
    result = _compared(pair.form, rows)
    zh, en = f"{pair.name} {pair.form.label.zh}", f"{pair.name} {pair.form.label.en}"
    text = say.compared(
        label(zh, en),
        Text("绩效目标表", "target form"),
        Text("与".join(row.label.zh for row in rows), " and ".join(row.label.en for row in rows)),
        numbers(result),
        result.agreement,
        "amount",
        tail=None if held else _PERHAPS,
    )
    state = STATES[result.agreement] if held or result.agreement != "broken" else "ambiguous"
    return Verdict(state, zh, text, (pair.form, *rows), *numbers(result))
