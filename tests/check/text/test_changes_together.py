"""What a whole changes by beside what its parts change by, on texts that were read."""

from __future__ import annotations

from pathlib import Path

import pytest

import jixiao
from jixiao.check import check, packaged_rules

ACCOUNTS = """示例市示例局2025年度部门决算
七、财政拨款“三公”经费支出决算情况说明
“三公”经费财政拨款支出决算数比2024年度减少{whole}万元，其中：{parts}。
"""
VEHICLES = "公务用车购置及运行维护费支出决算减少20.06万元"
RECEPTION = "公务接待费支出决算增加0.40万元"
BUDGET = """示例市示例委员会2026年部门预算
部门预算编制说明
支出预算328,661万元，其中：财政拨款支出预算328,661万元，比2025年预算增加{whole}万元。财政拨款支出预算中，一般公共预算拨款支出预算49,376万元，比2025年预算减少5,965万元；政府性基金拨款支出预算279,285.70万元，比2025年预算增加119,614万元；国有资本经营预算拨款支出预算0万元，比2025年预算增加0万元。
"""


def states(folder: Path, text: str) -> list[str]:
    page = folder / "text.txt"
    page.write_text(text, "utf-8")
    ledger = check(jixiao.read(page), [rule for rule in packaged_rules() if rule.id == "TX-33"])
    return sorted(set(ledger["state"]))


@pytest.mark.parametrize(
    ("whole", "parts", "found"),
    [
        ("19.66", f"因公出国（境）费支出决算与2024年持平；{VEHICLES}；{RECEPTION}", ["holds"]),
        ("20.06", f"因公出国（境）费支出决算与2024年持平；{VEHICLES}；{RECEPTION}", ["broken"]),
        ("19.66", f"{VEHICLES}；{RECEPTION}", ["holds"]),
        ("20.06", f"{VEHICLES}；{RECEPTION}", ["ambiguous"]),  # what is not stated may hold the difference
        (
            "1.22",
            "因公出国（境）费与上年持平；公务接待费与上年持平；公务用车运行维护费减少1.22万元；公务用车购置费与上年持平",
            ["holds"],
        ),
        ("20.06", VEHICLES, ["not_applicable"]),  # one part makes no sum
    ],
)
def test_three_public_expenses(tmp_path: Path, whole: str, parts: str, found: list[str]) -> None:
    assert states(tmp_path, ACCOUNTS.format(whole=whole, parts=parts)) == found


@pytest.mark.parametrize(("whole", "found"), [("113,649", ["holds"]), ("115,649", ["broken"])])
def test_kinds_of_money_of_a_budget(tmp_path: Path, whole: str, found: list[str]) -> None:
    """The figures of a budget of 2026, which prints the second."""
    assert states(tmp_path, BUDGET.format(whole=whole)) == found
