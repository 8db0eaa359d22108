"""A frame of results as a table of a notebook: titles in words, and nothing where there is nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype

from jixiao.report.markup import Piece, ReportColumn, ReportTable, table
from jixiao.report.phrases import as_counted, is_missing, plain

#: Decimals of a number that was computed.
_DECIMALS = 3


def listing(frame: pd.DataFrame, lang: str) -> Piece:
    """The rows of a frame; its named index comes first, and a missing value is blank, never NaN."""
    rows = frame.reset_index() if any(frame.index.names) else frame
    kinds = {str(name): is_numeric_dtype(rows[name]) for name in rows}
    columns = [ReportColumn(name.replace("_", " "), "number" if number else "text") for name, number in kinds.items()]
    body = [[_written(row[name], lang) for name in kinds] for row in rows.to_dict("records")]
    return table(ReportTable(columns, body))


def _written(value: Any, lang: str) -> str:
    if is_missing(value):
        return ""
    return as_counted(round(value, _DECIMALS), lang) if isinstance(value, float) else plain(value)
