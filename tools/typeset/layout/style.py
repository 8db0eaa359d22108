"""How one place prints its disclosure: everything that layouts vary, and nothing about figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """Traits of a layout. Table numbers run in ``order``; ``total_row`` is first, last or in the code header."""

    family: str
    order: tuple[str, ...]
    number_label: str = "公开{number}表"
    unit: str = "万元"
    unit_label: str = "单位：{unit}"
    department_line: bool = True
    line_numbers: bool = True
    counter: bool = True
    code_label: str = "科目编码"
    split_codes: bool = False
    total_row: str = "first"
    three_public: str = "wide"
    continued: str = "header"
    notes: bool = True
    merged_total: bool = True
    spent_heading: bool = False
    six_heading: bool = False
    zero: str = "0.00"
    thousands: bool = True
    size: float = 9.0
    row_height: float = 16.0
    jitter: tuple[float, ...] = (1.0,)
    spaced: bool = False
    budget_columns: bool = False
    blank_rows: int = 0
    title_again: str = ""
    # forms
    numbered_indicators: str = "none"
    level_weights: bool = False
    operator_columns: bool = False
    suffix: str = "指标"
    title_inside: bool = False
    # scorecards: where weights stand, what stands right of the levels, and in which order
    card_weights: str = "pairs"
    card_columns: tuple[str, ...] = ("explanation", "standard", "score")
    card_numbers: bool = False
    subtotals: bool = False
    total_dashes: bool = True
