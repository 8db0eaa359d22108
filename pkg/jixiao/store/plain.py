"""Tables as plain text and numbers, for files that other programs open."""

from __future__ import annotations

import json
import re

import pandas as pd


def plain_table(data: pd.DataFrame) -> pd.DataFrame:
    """The table with its structured columns (cells, places, inputs) as JSON text, for files."""
    structured = [name for name in data.columns if data[name].dtype == object]
    texts = {name: [json.dumps(value, ensure_ascii=False) for value in data[name]] for name in structured}
    return data.assign(**{name: pd.Series(text, dtype="string", index=data.index) for name, text in texts.items()})


#: How a cell begins that a spreadsheet would run, unless it is no more than a number with its sign.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_SIGNED = re.compile(r"[+-][\d.,]+[%％]?")


def for_spreadsheets(data: pd.DataFrame) -> pd.DataFrame:
    """The table as files that spreadsheets open may hold it: text that begins like a formula stands after an apostrophe.

    Text comes from published files, and nobody's file may run commands in a reader's spreadsheet.
    """
    texts = {
        name: data[name].map(_neutral, na_action="ignore").astype("string")
        for name in data.columns
        if data[name].dtype == "string"
    }
    return data.assign(**texts)


def _neutral(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _SIGNED.fullmatch(text) else text
