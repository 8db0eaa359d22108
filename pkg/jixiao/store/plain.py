"""Tables as plain text and numbers, for files that other programs open."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def plain_table(data: pd.DataFrame) -> pd.DataFrame:
    """The table with its structured columns (cells, places, inputs) as JSON text, for files."""
    structured = [name for name in data.columns if data[name].dtype == object]
    texts = {name: [json.dumps(value, ensure_ascii=False) for value in data[name]] for name in structured}
    return data.assign(**{name: pd.Series(text, dtype="string", index=data.index) for name, text in texts.items()})


#: How a cell begins that a spreadsheet would run, unless it is no more than a number with its sign.
_FORMULA = r"\A(?:[\t\r\n]|[\s\v\x1c-\x1f\x85\p{Z}]*[=+\-@＝＋－＠])"
_SIGNED = r"\A[+-][\p{Nd}.,]+[%％]?\z"


def for_spreadsheets(data: pd.DataFrame) -> pd.DataFrame:
    """The table as files that spreadsheets open may hold it: text that begins like a formula stands after an apostrophe.

    Text comes from published files, and nobody's file may run commands in a reader's spreadsheet.
    """
    texts = {
        name: pd.Series(safe_texts(pa.array(data[name], pa.large_string())), dtype="string", index=data.index)
        for name in data.columns
        if data[name].dtype == "string"
    }
    return data.assign(**texts)


def safe_texts(texts: Any) -> Any:
    """An Arrow column of texts, those that begin like a formula behind an apostrophe."""
    begins = pc.match_substring_regex(texts, _FORMULA)
    if not pc.any(begins).as_py():
        return texts  # as in most columns
    runs = pc.and_not(begins, pc.match_substring_regex(texts, _SIGNED))
    return pc.if_else(
        runs, pc.binary_join_element_wise(pa.scalar("'", texts.type), texts, pa.scalar("", texts.type)), texts
    )
