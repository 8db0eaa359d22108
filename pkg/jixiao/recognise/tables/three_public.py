"""The table of the three public expenses (三公): figures known by their column alone, for its rows have no labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jixiao.families import Role, required
from jixiao.recognise.fields import figure_row
from jixiao.recognise.find import Form
from jixiao.recognise.tables.columns import Header, has_amount
from jixiao.values import plain_label

Row = dict[str, Any]


def public_rows(form: Form, header: Header, role: Role, unit: str | None) -> Iterator[Row]:
    """Figures known by stage (预算数, 决算数) and item, in one row or in one row for each group."""
    stages = role.body["stages"]
    groups = {plain_label(word): stage for stage, body in stages.items() for word in body["words"]}
    heads = [
        (next((groups[word] for word in path if word in groups), None), item)
        for path, item in zip(header.paths, _items(header.paths, role), strict=True)
    ]
    full = [(stage, measure) for stage in stages for measure in required(role.measures)]
    if len(header.numbered) == len(full) > sum(1 for group, item in heads if group and item):
        # The titles were torn, but every column is numbered: the official order.
        known = dict(zip(header.numbered, full, strict=True))
        heads = [known.get(column, (None, None)) for column in range(len(heads))]
    rows = [row for grid in form.grids for row in grid.rows()[header.rows if grid is form.grids[0] else 0 :]]
    position = 0
    for row in rows:
        label = next((groups[text] for cell in row if (text := plain_label(cell.text)) in groups), None)
        figures = [cell for cell in row if plain_label(cell.text) not in groups]
        if not label and not has_amount(figures):
            continue
        for cell in figures:
            group, item = heads[cell.column]
            if item and (label or group):
                own = {"measure": item, "stage": label or group, "position": position}
                yield figure_row(role, "", cell, unit, **own)
                position += 1
        if not label:
            return


def _items(paths: Sequence[Sequence[str]], role: Role) -> list[str | None]:
    """The item of each column; a 合计 that may hold 会议费 and 培训费 too is ``all``."""
    items = [_item(path, {name: body["words"] for name, body in role.measures.items()}) for path in paths]
    if not (set(role.measures) - set(required(role.measures))) & set(items):
        return items
    return [
        "all" if item == "total" and not any(role.body["three"] in word for word in path) else item
        for path, item in zip(paths, items, strict=True)
    ]


def _item(path: Sequence[str], words: Mapping[str, Sequence[str]]) -> str | None:
    """The item a column is of: by the lowest title that names one; 小计 and 合计 take the title above."""
    items = {plain_label(label): item for item, labels in words.items() for label in labels}
    named = [items[word] for word in path if word in items]
    special = [item for item in named if item != "total"]
    return special[-1] if special else named[-1] if named else None
