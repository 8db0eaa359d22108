"""How results and errors are told on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    import pandas as pd


def print_table(table: pd.DataFrame, form: str) -> None:
    """A whole table for programs: csv or json."""
    from jixiao.store import for_spreadsheets, plain_table

    if form == "csv":
        print(for_spreadsheets(plain_table(table)).to_csv(index=False), end="")
    else:
        print(table.to_json(orient="records", force_ascii=False, indent=1))


def complain(error: JixiaoError) -> None:
    """An error with its place and what to try."""
    print(f"{type(error).__name__}: {error}", file=sys.stderr)
