"""Traits of a generated document, drawn for its family."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from ..layout.style import Style

#: 万元 in the plainest way, for forms whose amounts are not a family's own.
WAN = Style("", (), thousands=False, zero="0.00")
FAMILIES = ("central", "shenzhen", "shanghai", "shaanxi", "fujian")
OFFICIAL = (
    "summary",
    "income",
    "expenditure",
    "fiscal_summary",
    "general_expenditure",
    "general_basic",
    "three_public",
    "government_fund",
    "state_capital",
)
FUNDS_FIRST = (
    "summary",
    "income",
    "expenditure",
    "fiscal_summary",
    "general_expenditure",
    "general_basic",
    "government_fund",
    "state_capital",
    "three_public",
)

#: What a scorecard prints right of its levels; ``weight`` only where it is no column beside the level.
CARD_COLUMNS = (
    ("explanation", "standard", "score"), ("standard", "score"), ("score", "standard"), ("standard", "score", "remark"),
    ("explanation", "standard", "score", "remark"), ("standard", "weight", "score"), ("explanation", "weight", "score", "remark"),
)  # fmt: skip

#: What a family always does; everything else is drawn.
FIXED: dict[str, dict[str, Any]] = {
    "central": {"order": FUNDS_FIRST, "zero": "", "code_label": "科目代码", "unit_label": "金额单位：{unit}",
                "spent_heading": True, "six_heading": True},
    "shenzhen": {"order": OFFICIAL, "code_label": "功能分类科目编码"},
    "shanghai": {"order": OFFICIAL, "split_codes": True, "line_numbers": False, "counter": False, "zero": "",
                 "code_label": "支出功能分类科目编码", "three_public": "pairs", "number_label": "", "department_line": False},
    "shaanxi": {"order": FUNDS_FIRST, "three_public": "rows", "number_label": "财决公开{number}表", "unit": "元"},
    "fujian": {"order": FUNDS_FIRST, "code_label": "功能分类科目编码", "number_label": "公开{number}表"},
}  # fmt: skip


def draw_style(random: Random, family: str, year: int) -> Style:
    """A style of the family."""
    fixed = FIXED[family]
    order = fixed["order"] if year >= 2020 else tuple(table for table in fixed["order"] if table != "state_capital")
    total_rows = ("first", "last", "header") if fixed.get("split_codes") else ("first", "first", "last")
    drawn: dict[str, Any] = {
        "total_row": random.choice(total_rows),
        "continued": random.choice(("counter", "header", "nothing")),
        "notes": random.random() < 0.6,
        "merged_total": random.random() < 0.6,
        "zero": random.choice(("0", "0.00", "-", "—", "")),
        "thousands": random.random() < 0.6,
        "size": random.choice((7.5, 8.0, 9.0, 10.0)),
        "row_height": random.choice((13.0, 16.0, 22.0)),
        "jitter": tuple(round(random.uniform(0.85, 1.3), 2) for _ in range(4)),
        "spent_heading": random.random() < 0.3,
        "unit": random.choice(("万元", "万元", "元")),
        "unit_label": random.choice(("单位：{unit}", "金额单位：{unit}", "单位: {unit}")),
        "numbered_indicators": random.choice(("none", "none", "row", "cell")),
        "level_weights": random.random() < 0.3,
        "operator_columns": random.random() < 0.25,
        "suffix": random.choice(("指标", "指标", "")),
        "spaced": random.random() < 0.25,
        "budget_columns": random.random() < 0.2,
        "title_again": random.choice(("", "", "{title}", "{title}（续）", "{title}（续表）")),
        "blank_rows": random.choice((0, 0, 5)),
        "title_inside": random.random() < 0.2,
        "card_weights": random.choice(("pairs", "beside", "last", "inside")),
        "card_columns": random.choice(CARD_COLUMNS),
        "card_numbers": random.random() < 0.3,
        "subtotals": random.random() < 0.3,
        "total_dashes": random.random() < 0.5,
    }
    style = Style(**{"family": family, **drawn, **fixed, "order": order})
    # A cell that holds several indicators has no columns for their signs and units.
    return replace(style, operator_columns=False) if style.numbered_indicators == "cell" else style
