"""Kinds of rule about rows as they are printed: a code and a line number (行次) stand once in a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jixiao.check.kinds import kind
from jixiao.check.legible import place
from jixiao.check.printed import PrintedValue, Row, Rule, ValueLabel, Verdict
from jixiao.check.text.statements import Statements
from jixiao.check.text.verdicts import Judged
from jixiao.corrections import counted
from jixiao.families import FINAL_ACCOUNTS, roles_of
from jixiao.rules import Text

_NAMES: Mapping[str, Text] = {"code": Text("科目编码", "code"), "line": Text("行次", "line number")}


@kind("printed_once", on="text", keys=("tables",), words=("field",))
def judge_once(rule: Rule, statements: Statements) -> Judged:
    """No two rows of one table print the same code or line number; ``field`` says which, ``tables`` where."""
    (field,) = rule.words["field"]
    titles = {role.name: role.short for role in roles_of(FINAL_ACCOUNTS)}
    for table, rows in _tables(statements.rows.get("accounts", ()), field, rule.tables):
        name = titles[str(rows[0]["table"])]
        twice = {key: listed for key, listed in _by_key(rows, field).items() if len(listed) > 1}
        yield from _verdicts(table, name, _NAMES[field], twice)


def _tables(rows: Iterable[Row], field: str, names: tuple[str, ...]) -> Iterator[tuple[str, list[Row]]]:
    """Records of final accounts that print the field, by table."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["family"] == FINAL_ACCOUNTS and row["table"] in names and row[field]:
            found[str(row["table_id"])].append(row)
    yield from found.items()


def _by_key(rows: Iterable[Row], field: str) -> dict[str, list[Row]]:
    """One record for each row that prints a key: what stands in one column twice stands on two rows."""
    found: dict[tuple[str, ...], dict[Any, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["side"], row["unit_name"], str(row[field])][row["measure"], row["stage"], row["year"]].append(row)
    listed = {key: min(columns.values(), key=len) for key, columns in found.items()}
    often = sorted(listed.items(), key=lambda item: len(item[1]))  # of one code the rows that print it most often
    return {key[-1]: rows for key, rows in often}


def _verdicts(table: str, name: str, field: Text, twice: Mapping[str, list[Row]]) -> Judged:
    if not twice:
        text = Text(f"{name}的{field.zh}没有重复。", f"No {field.en} of {name} comes twice.")
        yield table, Verdict("holds", f"{name} {field.zh}", text)
    for key, rows in twice.items():
        items = "、".join(str(row["item"] or "") for row in rows)
        zh = f"{name} {field.zh} {key}：印在 {len(rows)} 行（{items}）。"
        text = Text(zh, f"{name}, {field.en} {key}: printed on {len(rows)} rows ({items}).")
        yield (
            f"{table}|{key}",
            Verdict("broken", f"{name} {field.zh} {key}", text, tuple(_value(row, field) for row in rows)),
        )


def _value(row: Row, field: Text) -> PrintedValue:
    item = str(row["item"] or "")
    label = ValueLabel(f"{item} {field.zh}".strip(), f"{item} {field.en}".strip(), item)
    return PrintedValue(label, "text", "figure", None, counted(row), place(row["source_id"], row, counted(row)))
