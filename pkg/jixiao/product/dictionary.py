"""The data dictionary (数据字典): every table and column in words."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.contract import Column, contract

#: Columns of the dictionary itself.
COLUMNS = ("table", "column", "kind", "unit", "zh", "en", "values", "refers_to")
_HEAD = """\
# Data dictionary 数据字典

Made from `pkg/jixiao/rules/tables.yaml` by `make docs`. The same words stand in `datapackage.json`, in the sheet or table
`dictionary`, in comments of DuckDB and in labels of Stata.

{description_zh}

{description_en}

{rights_zh}

{rights_en}

Kinds: text; int and float (missing where nothing was printed, never zero); bool; cells and places, JSON text in files.
A column under "Values" keeps to a closed list, a pattern or limits; what a document prints has none of these.
In CSV files and workbooks, text that begins like a formula stands after an apostrophe. Text that is empty and text that
is missing cannot be told apart in CSV and Stata. Codes such as table 01 are text; a program that reads them from CSV
must be told so (`dtype={{"table": str, "code": str}}`), and Excel drops their zeros from CSV, but not from a workbook.
"""


def dictionary_rows() -> Iterator[dict[str, str]]:
    """One row for each column of each table, with what it refers to and what its values keep to."""
    for table in contract().tables.values():
        for column in table.columns:
            yield {
                "table": table.name,
                "column": column.name,
                "kind": column.kind,
                "unit": f"{column.unit.zh} / {column.unit.en}" if column.unit else "",
                "zh": column.words.zh,
                "en": column.words.en,
                "values": _values(column),
                "refers_to": ".".join(column.to or ()),
            }


def dictionary_page() -> str:
    """The dictionary as Markdown: what is common first, then table by table."""
    said = contract()
    texts = {
        f"{name}_{lang}": getattr(words, lang)
        for name, words in (("description", said.description), ("rights", said.rights))
        for lang in ("zh", "en")
    }
    parts = [_HEAD.format(**texts).rstrip()]
    for table in said.tables.values():
        key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
        parts.append(f"\n## {table.name} {table.words.zh}\n\n{table.words.en[0].upper()}{table.words.en[1:]}.{key}\n")
        parts.append("| column | kind | 中文 | English | unit | values | refers to |\n|---|---|---|---|---|---|---|")
        parts += [
            "| " + " | ".join((f"`{r['column']}`", r["kind"], *(_cell(r[k]) for k in _SHOWN))) + " |"
            for r in dictionary_rows()
            if r["table"] == table.name
        ]
    return "\n".join(parts) + "\n"


_SHOWN = ("zh", "en", "unit", "values", "refers_to")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _values(column: Column) -> str:
    """What the values keep to, in words: never missing, a closed list, a pattern, limits."""
    limits = {"from": column.least, "to": column.most}
    told = [f"{word} {limit}" for word, limit in limits.items() if limit is not None]
    parts = [
        "never missing" if column.required else "",
        ", ".join(column.enum),
        f"as {column.pattern}" if column.pattern else "",
        " ".join(told),
    ]
    return "; ".join(part for part in parts if part)
