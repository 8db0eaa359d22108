"""Tables as Stata files, version 118 (Stata 14 and later), with labels of tables, variables and values."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd

from jixiao.contract import contract
from jixiao.product.writing import Stock, whole
from jixiao.store import frame, plain_table, to_frame

_UNDATED = datetime(2000, 1, 1)
#: The longest text of the fixed kind, in bytes; longer ones are strL.
_FIXED = 2045


def write_dta(stock: Stock, out: Path) -> list[str]:
    """One file for each table, which is in memory as a whole while it is written."""
    for name in stock.tables:
        parts = [plain_table(frame(name, ())), *(to_frame(batch) for batch in stock.batches(name))]
        with whole(out / f"{name}.dta") as partial:
            _write(name, pd.concat(parts, ignore_index=True), partial)
    return []


def _write(table: str, data: pd.DataFrame, path: Path) -> None:
    said = contract().tables[table]
    # Stata has no missing text, and ends a text at a null character.
    texts = {str(name): data[name].fillna("").str.replace("\0", "�") for name in data if data[name].dtype == "string"}
    long = [name for name, text in texts.items() if max((len(part.encode()) for part in text), default=0) > _FIXED]
    yes_no: dict[float, str] = {0: "否 no", 1: "是 yes"}
    data.assign(**texts).to_stata(
        path,
        version=118,
        write_index=False,
        time_stamp=_UNDATED,
        convert_strl=long,
        data_label=f"{said.words.zh} {said.words.en}",
        variable_labels={column.name: column.words.en for column in said.columns},
        value_labels={column.name: yes_no for column in said.columns if column.kind == "bool"},
    )
