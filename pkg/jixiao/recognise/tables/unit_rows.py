"""Units named in the same column as what is theirs: rows of other tables of the document tell which names are units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from jixiao.families import role_of
from jixiao.values import plain_label

Row = dict[str, Any]
#: 某某局（本级）: a department's own office, which other tables may call by its name alone.
_OWN_OFFICE = re.compile(r"\(?(?:本级|机关|本部)\)?$")


def name_units(rows: Sequence[Row]) -> None:
    """Give ``unit_name`` to the rows of a unit and below it, in tables that name no unit in a column of its own.

    The row of the only unit of a table without 合计 is its total.
    """
    known = {_plain(row["unit_name"]) for row in rows if row["unit_name"]}
    for _, group in groupby(rows, key=lambda row: row["table_id"]):
        own = list(group)
        units = {row["item"] for row in own if _is_unit(row, known)}
        if not units or any(row["unit_name"] or row["side"] for row in own) or _without_rows(own[0]):
            continue
        unit = None
        for row in own:
            if _is_unit(row, known):
                unit = row["item"]
            row["unit_name"] = None if row["term"] == "total" else unit
        if len(units) == 1 and not any(row["term"] == "total" for row in own):
            for row in own:
                row["term"] = "total" if _is_unit(row, known) else row["term"]


def _is_unit(row: Mapping[str, Any], known: set[str]) -> bool:
    return not row["code"] and not row["term"] and _plain(row["item"] or "") in known


def _plain(name: str) -> str:
    return _OWN_OFFICE.sub("", plain_label(name))


def _without_rows(row: Mapping[str, Any]) -> bool:
    role = role_of(row["family"], row["table"])
    return role is None or bool(role.body.get("without_rows"))
