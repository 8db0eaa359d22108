"""Goalposts: the indicators of a target form beside those of the self-evaluation of the same project."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from jixiao.compare.standings import by_year
from jixiao.corrections import counted
from jixiao.figures import half_width
from jixiao.names import project_name
from jixiao.rules import thresholds
from jixiao.store import Disclosure, frame, plain_rows, sound

Row = Mapping[str, Any]
_PAIRS = {
    "project_target": ("self_evaluation", "transfer_evaluation"),
    "department_target": ("department_evaluation",),
}
#: Of which change a reader must see: one indicator with two targets.
MOVED = ("lowered", "raised", "other_target")
_BOX = ("page", "x0", "y0", "x1", "y1")
_USED = ("projects", "indicators", "tables")
_EASIER = {"ge": -1, "gt": -1, "le": 1, "lt": 1}


@dataclass(frozen=True, slots=True)
class Goal:
    """One indicator as the target form and as the self-evaluation print it; None where one of them does not."""

    project: str
    forms: tuple[str, str]
    before: Row | None
    after: Row | None
    #: kept, lowered, raised, other_target, wording, dropped, new, uncertain.
    change: str

    @property
    def weight_changed(self) -> bool | None:
        """Whether both print a weight, and another one; None where one of them prints none."""
        weights = [row["weight"] if row else None for row in (self.before, self.after)]
        return None if None in weights else weights[0] != weights[1]


def goalposts(d: Disclosure) -> pd.DataFrame:
    """Each indicator of a target form beside that of the self-evaluation of the same project and year (table ``goalposts``).

    Forms are paired where one of each kind has the project's name. ``change``: kept, lowered, raised, other_target
    (another number, and which is easier to reach is not said), wording, dropped, new; uncertain where names are only alike,
    units differ or a form was not read whole.
    """
    d = sound(d)
    projects, indicators, tables = (by_year(plain_rows(d.tables[name])) for name in _USED)
    rows = []
    for year in projects:
        common = {"department": year[0], "fiscal_year": year[1] or None}
        found = goals(projects[year], indicators.get(year, ()), tables.get(year, ()))
        rows += [{**common, **_row(goal)} for goal in found]
    return frame("goalposts", rows)


def goals(projects: Iterable[Row], indicators: Iterable[Row], tables: Iterable[Row]) -> Iterator[Goal]:
    """Indicators of all pairs of forms of one department and year."""
    listed: dict[str, list[Row]] = defaultdict(list)
    for row in indicators:
        if _name(row):
            listed[row["project_id"]].append(row)
    whole = {row["table_id"] for row in tables if row["status"] in ("read", None)}
    for before, after in _pairs(list(projects)):
        forms = (before["project_id"], after["project_id"])
        name = str(after["name"] or before["name"] or "")
        is_whole = whole.issuperset(forms)
        for one, other, is_sure in _matched(listed[forms[0]], listed[forms[1]]):
            change = _change(one, other) if one and other and is_sure else _missing(one, other, is_whole)
            yield Goal(name, forms, one, other, change)


def _pairs(projects: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Target form and self-evaluation of one project: where one form of each kind has its name."""
    for kind, answers in _PAIRS.items():
        before, after = (_by_name(projects, kinds) for kinds in ((kind,), answers))
        for name in before:
            if len(before[name]) == 1 == len(after.get(name, ())):
                yield before[name][0], after[name][0]


def _by_name(projects: Sequence[Row], kinds: tuple[str, ...]) -> dict[str, list[Row]]:
    """Forms by the name of their project; a department has one form, whatever stands as its name."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in projects:
        if row["form"] in kinds and (row["name"] or row["form"].startswith("department")):
            found["" if row["form"].startswith("department") else project_name(row["name"])].append(row)
    return found


def _matched(before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None, bool]]:
    """Indicators of one name, those of a name that is alike, and what stands in one form only; and whether that is sure."""
    names = [Counter(_name(row) for row in rows) for rows in (before, after)]
    by_name = {_name(row): row for row in after}
    left, right = [], [row for row in after if not names[0][_name(row)]]
    for row in before:
        name = _name(row)
        if names[1][name]:
            yield row, by_name[name], names[0][name] == names[1][name] == 1
        else:
            left.append(row)
    least = float(thresholds()["indicators_alike"])
    for row in left:
        alike = max(right, key=lambda other: _likeness(row, other), default=None)
        if alike is not None and _likeness(row, alike) >= least:
            right.remove(alike)
            yield row, alike, False
        else:
            yield row, None, True
    yield from ((None, row, True) for row in right)


def _likeness(one: Row, other: Row) -> float:
    return SequenceMatcher(None, _name(one), _name(other), autojunk=False).ratio()


def _missing(before: Row | None, after: Row | None, is_whole: bool) -> str:
    """What stands in one form only was dropped or is new; nobody knows where a form was not read whole."""
    if (before and after) or not is_whole:
        return "uncertain"
    return "dropped" if before else "new"


def _change(before: Row, after: Row) -> str:
    texts = [half_width(str(row["target"] or "")) for row in (before, after)]
    values = [row["target_value"] for row in (before, after)]
    if not all(texts):
        return "uncertain"
    if texts[0] == texts[1]:
        return "kept"
    units = [half_width(str(row["target_unit"] or "")) for row in (before, after)]
    if None in values:
        return "wording"
    if units[0] != units[1]:
        return "uncertain"
    if values[0] == values[1]:
        return "kept" if before["operator"] == after["operator"] else "wording"
    easier = _EASIER.get(str(before["operator"])) if before["operator"] == after["operator"] else None
    if easier is None:
        return "other_target"
    return "lowered" if (values[1] - values[0]) * easier > 0 else "raised"


def _name(row: Row) -> str:
    return half_width(str(row["level3"] or "")).rstrip("。；;")


def _row(goal: Goal) -> dict[str, Any]:
    either = goal.after or goal.before or {}
    sides = [side for side in (("before", goal.before), ("after", goal.after)) if side[1] is not None]
    return {
        "source_id": either.get("source_id"),
        "project": goal.project,
        "target_form": goal.forms[0],
        "evaluation_form": goal.forms[1],
        **{name: either.get(name) for name in ("level1", "level2", "level3")},
        "change": goal.change,
        **{f"{side}_{name}": row[name] for side, row in sides if row for name in ("target", "weight")},
        "weight_changed": goal.weight_changed,
        "places": [_place(row, side) for side, row in sides if row],
    }


def _place(row: Row, side: str) -> dict[str, Any]:
    cell = (row["cells"] or {}).get("target") or row
    zh, en = ("目标表", "target form") if side == "before" else ("自评表", "self-evaluation")
    box = {name: cell.get(name) for name in _BOX}
    return {"source_id": row["source_id"], **box, "printed": counted(cell), "what": zh, "what_en": en}
