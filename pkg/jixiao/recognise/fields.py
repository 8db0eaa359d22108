"""Labels and the values beside them, in the upper part of a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jixiao.families import Role
from jixiao.figures import parse_amount, value_of
from jixiao.grids import Cell
from jixiao.recognise.find import Form
from jixiao.values import plain_label

#: A fiscal year printed under a title or in it: （2020年度）.
_YEAR = re.compile(r"(20\d{2})\s*年")


def labelled(rows: Iterable[Sequence[Cell]], labels: Mapping[str, str], others: Iterable[str] = ()) -> dict[str, Cell]:
    """Field → the cell right of its label; the first one that is found counts.

    ``labels`` maps plain labels to fields. A label without a value beside it gives no field.
    """
    known = set(labels) | {plain_label(other) for other in others}

    def field(text: str) -> str | None:
        name = _name(text, known)
        return labels.get(name, "") if name in known else None

    return labelled_by(rows, field)


def labelled_by(rows: Iterable[Sequence[Cell]], field: Callable[[str], str | None]) -> dict[str, Cell]:
    """As ``labelled``, for labels that ``field`` knows: it gives their field, "" for none, None for no label."""
    found: dict[str, Cell] = {}
    for cells in rows:
        for index, cell in enumerate(cells):
            name = field(cell.text) if cell.text else None
            if name is None:
                continue
            following = next((other for other in cells[index + 1 :] if other.text), None)
            if following is not None and field(following.text) is None and name and name not in found:
                found[name] = following
    return found


def _name(text: str, known: set[str]) -> str:
    """The plain label; without its trailing bracket where only that makes it known."""
    label = plain_label(text)
    bare = re.sub(r"\([^()]*\)$", "", label)
    return bare if label not in known and bare in known else label


def form_year(form: Form) -> int | None:
    """The year printed at a form's title; None where none is."""
    texts = [form.title, *(line.text for line in form.above)]
    years = [match[1] for text in texts if (match := _YEAR.search(text)) and not re.search(r"(升级|改版)", text)]
    bracketed = [y for text in texts for y in re.findall(r"[（(]\s*(20\d{2})\s*年度?\s*[）)]", text)]
    chosen = bracketed or years
    return int(chosen[0]) if chosen else None


def with_places(fields: Mapping[str, Cell]) -> dict[str, dict[str, Any]]:
    """The ``cells`` column: where each field of a row is printed."""
    return {name: cell.place.as_dict() for name, cell in fields.items()}


def figure_row(role: Role, side: str, cell: Cell, unit: str | None, **rest: Any) -> dict[str, Any]:
    """One figure of a table with a role: columns of table ``accounts`` without the common ones."""
    keys = {
        "family": role.family,
        "table": role.name,
        "side": side,
        "line": "",
        "code": "",
        "item": "",
        "level": 0,
        "term": None,
        "stage": role.stage,
        "unit": unit,
        "value": None if unit is None else value_of(parse_amount, cell.text, unit),
    }
    return {**keys, **cell.place.as_dict(), **rest}
