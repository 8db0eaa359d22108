"""Tables of a budget with a row for each code, unit or project, as made-up places print them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ..layout.budget_grid import ruled_table
from .planning import FUNDS, OWN, Item, total
from .setting import Printed, amount, columns_of

_CENT = Decimal("0.01")


def _texts(p: Printed, table: str, key: str, items: Sequence[Item], *, of_year: bool = False) -> list[str]:
    """Figures of one row by the columns of its table."""
    texts = []
    for spec in p.place["tables"][table]["columns"].values():
        measure, stage, ago = columns_of(spec)
        this, last = amount(items, measure, of_year=of_year), total(items, "last")
        text = p.money(last if ago else this - last if stage == "change" else this)
        if stage == "change_rate":
            text = f"{(Decimal(this - last) * 100 / last).quantize(_CENT, ROUND_HALF_UP)}%" if last else ""
        texts.append(p.figure(table, key, spec.replace("own", "unit_funds"), text))
    return texts


Row = tuple[list[str], str, list[Item]]


def coded(p: Printed, table: str) -> None:
    """A table by function: 合计 and the codes below it, as the place prints codes."""
    sources = {"general_expenditure": ("general_budget",), "expenditure": ()}.get(table, (table,))
    items = p.plan.of(*sources)
    labels, rows = _BY_CODES[p.place["codes"]](p, items)
    wide = len(labels)
    lone = [[""] * (wide - 1) + ["合计"], "total", items]
    rows = [lone, *rows] if p.place["total"] == "first" else [*rows, lone]
    texts = [[*names, *_texts(p, table, key, own)] for names, key, own in rows]
    p.add(table, ruled_table([*labels, *p.paths(table)], texts, wide, numbered=bool(p.place.get("numbered"))))


def _tree(p: Printed, items: Sequence[Item]) -> list[tuple[str, str, list[Item]]]:
    starts = sorted({item.code[:length] for item in items for length in (3, 5, 7)})
    return [(code, p.plan.names[code], [i for i in items if i.code.startswith(code)]) for code in starts]


def _whole(p: Printed, items: Sequence[Item]) -> tuple[list[list[str]], list[Row]]:
    labels = [["功能分类科目", "科目编码"], ["功能分类科目", "科目名称"]]
    return labels, [([code, name], code, own) for code, name, own in _tree(p, items)]


def _split(p: Printed, items: Sequence[Item]) -> tuple[list[list[str]], list[Row]]:
    labels = [["科目编码", "类"], ["科目编码", "款"], ["科目编码", "项"], ["科目名称"]]
    return labels, [([code[:3], code[3:5], code[5:], name], code, own) for code, name, own in _tree(p, items)]


def _bracket(p: Printed, items: Sequence[Item]) -> tuple[list[list[str]], list[Row]]:
    return [["功能分类科目名称"]], [([f"[{code}]{name}"], code, own) for code, name, own in _tree(p, items)]


def _indent(p: Printed, items: Sequence[Item]) -> tuple[list[list[str]], list[Row]]:
    rows = [(["　" * (len(code) - 3) + name], name, own) for code, name, own in _tree(p, items)]
    return [["项目"]], rows


def _leaves(p: Printed, items: Sequence[Item]) -> tuple[list[list[str]], list[Row]]:
    """Below the row of each unit its items, without classes and groups."""
    labels = [["科目编码", "类"], ["科目编码", "款"], ["科目编码", "项"], ["单位代码"], ["单位名称（科目）"]]
    rows: list[Row] = []
    for number, unit in enumerate(p.plan.units, 1):
        own = [item for item in items if item.unit == unit]
        code = f"3180{number:02d}"
        rows += [(["", "", "", code, unit], unit, own)] if own else []
        for item in sorted({i.code for i in own}):
            names = [item[:3], item[3:5], item[5:], code, p.plan.names[item]]
            rows.append((names, item, [i for i in own if i.code == item]))
    return labels, rows


_BY_CODES: Mapping[str, Callable[[Printed, Sequence[Item]], tuple[list[list[str]], list[Row]]]] = {
    "whole": _whole, "split": _split, "bracket": _bracket, "indent": _indent, "leaves": _leaves,
}  # fmt: skip


def income(p: Printed, table: str) -> None:
    """Income: a row for each unit, or by function where the department is its only unit."""
    everything = p.plan.of()
    if len(p.plan.units) == 1:
        labels, rows = _whole(p, everything)
        lone: Row = (["", "合计"], "total", everything)
    else:
        labels = [["部门（单位）代码"], ["部门（单位）名称"]]
        rows = [
            ([f"3180{n:02d}", unit], f"3180{n:02d}", p.plan.of(unit=unit)) for n, unit in enumerate(p.plan.units, 1)
        ]
        lone = (["", "合计"], "total", everything)
    rows = [lone, *rows] if p.place["total"] == "first" else [*rows, lone]
    texts = [[*names, *_texts(p, table, key, own, of_year=True)] for names, key, own in rows]
    p.add(table, ruled_table([*labels, *p.paths(table)], texts, 2, numbered=bool(p.place.get("numbered"))))


def basic(p: Printed, table: str) -> None:
    """Basic expenditure of the general budget by economic items."""
    columns = p.place["tables"][table]["columns"]
    starts = sorted({code[:length] for code in p.plan.economic for length in (3, 5)})
    rows = [(code, p.plan.names[code], code) for code in starts]
    rows = [("", "合计", "total"), *rows] if p.place["total"] == "first" else [*rows, ("", "合计", "total")]
    texts = []
    for code, name, key in rows:
        sums = {
            "personnel": sum(y for c, y in p.plan.economic.items() if c.startswith(code) and c[:3] in ("301", "303")),
            "operating": sum(y for c, y in p.plan.economic.items() if c.startswith(code) and c[:3] in ("302", "310")),
        }
        sums["total"] = sum(sums.values())
        figures = [p.figure(table, key, measure, p.money(sums[measure])) for measure in columns.values()]
        joined = f"[{code}]{name}" if p.place["codes"] == "bracket" and code else name
        texts.append([joined, *figures] if p.place["codes"] == "bracket" else [code, name, *figures])
    labels = [["经济分类科目名称"]] if p.place["codes"] == "bracket" else [["经济分类科目编码"], ["科目名称"]]
    p.add(table, ruled_table([*labels, *p.paths(table)], texts, len(labels)))


def projects(p: Printed, table: str) -> None:
    """The list of projects with their units and money by source."""
    columns, rows = p.place["tables"][table]["columns"], []
    for project in (None, *p.plan.projects):
        own = p.plan.projects if project is None else (project,)
        sums = {name: sum(one.money.get(name, 0) for one in own) for name in (*FUNDS, *OWN)}
        sums |= {
            "total": sum(sums.values()),
            "fiscal": sum(sums[name] for name in FUNDS),
            "own": sums["institutional"] + sums["other"],
        }
        key = "total" if project is None else project.name
        figures = [p.figure(table, key, m.replace("own", "unit_funds"), p.money(sums[m])) for m in columns.values()]
        rows.append([*(["", "合计"] if project is None else [project.unit, project.name]), *figures])
    rows = rows if p.place["total"] == "first" else [*rows[1:], rows[0]]
    p.add(
        table,
        ruled_table(
            [["单位名称"], ["项目名称"], *p.paths(table)], rows, 2, widths=(18.0, 22.0, *([10.0] * len(columns)))
        ),
    )
