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


def states(folder: Path, text: str, asked: str = "TX-33") -> list[str]:
    page = folder / "text.txt"
    page.write_text(text, "utf-8")
    ledger = check(jixiao.read(page), [rule for rule in packaged_rules() if rule.id == asked])
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


REASON = """示例市示例委员会2026年部门预算
一、收入预算情况说明
2026年收入预算2796.14万元，比2025年增加166.68万元{stop}主要是{first}增加49.12万元，政府性基金预算资金增加{second}万元。
二、一般公共预算拨款支出情况
2026年一般公共预算拨款支出2796.14万元，比上年增加166.68万元，增长6.34%，主要原因是基本支出增加49.12万元，项目支出增加{second}万元。
"""


@pytest.mark.parametrize("stop", ["，", "。"])
@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("117.56", ["holds"]),
        ("617.56", ["ambiguous", "broken"]),  # 基本 and 项目 are all there is; other sources may have changed too
    ],
)
def test_parts_of_a_change_in_its_reason(tmp_path: Path, stop: str, second: str, found: list[str]) -> None:
    text = REASON.format(stop=stop, first="一般公共预算拨款", second=second)
    assert states(tmp_path, text) == found


VEHICLES_PLANNED = """示例市示例局2026年部门预算
四、财政拨款“三公”经费预算情况说明
（三）公务用车购置和运行维护费。2026年预算数{whole}万元，包括公务用车购置费预算44.92万元、公务用车运行维护费预算39.50万元。
"""
#: 事业单位经营支出 is of 项目支出 here, and stands beside it elsewhere.
EXPENDITURE = """示例市示例局2026年部门预算
三、支出预算情况说明
2026年支出预算{whole}万元，比2025年年初预算数400.00万元增加48.38万元。
（一）基本支出。基本支出预算291.92万元，占本年支出预算74.41%。
（二）项目支出。项目支出预算100.38万元，占本年支出预算25.59%。其中：
1.事业单位经营支出4.35万元。
2.上缴上级支出0万元。
3.对附属单位补助支出0万元。
（三）年终结转结余资金56.08万元。
"""


@pytest.mark.parametrize(
    ("text", "whole", "found"),
    [
        (VEHICLES_PLANNED, "84.42", ["holds"]),
        (VEHICLES_PLANNED, "81.42", ["broken"]),
        (EXPENDITURE, "448.38", ["holds"]),
        (EXPENDITURE, "452.73", ["holds"]),
        (EXPENDITURE, "443.38", ["broken"]),
    ],
)
def test_parts_that_the_text_alone_states(tmp_path: Path, text: str, whole: str, found: list[str]) -> None:
    assert states(tmp_path, text.format(whole=whole), "TX-42") == found


GROWN = """示例市示例局2024年度部门决算
一、收入支出决算总体情况说明
2024年度收入总计1,000.00万元，比2023年800.00万元{rate}。
"""


@pytest.mark.parametrize(
    ("rate", "found"),
    [("增长25.00%", ["holds"]), ("增长20.00%", ["broken"]), ("增加200.00万元，增长25.00%", ["holds"])],
)
def test_a_rate_over_the_figure_that_stands_beside_it(tmp_path: Path, rate: str, found: list[str]) -> None:
    assert states(tmp_path, GROWN.format(rate=rate), "TX-07") == found


def test_parts_of_a_part_stand_for_it_in_a_reason(tmp_path: Path) -> None:
    text = """示例市示例局2024年度部门决算
五、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出1,000.00万元，比上年减少100.00万元，主要是人员经费减少40.00万元，公用经费减少10.00万元，项目支出减少{}万元。
"""
    assert states(tmp_path, text.format("50.00")) == ["holds"]
    assert states(tmp_path, text.format("90.00")) == ["broken"]


def test_parts_of_one_part_alone_say_nothing_of_the_whole(tmp_path: Path) -> None:
    """人员经费 and 公用经费 of a chapter of basic expenditure; 项目支出 is compared with nothing."""
    text = """示例市示例局2024年度部门决算
三、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出1,000.00万元，较上年决算数增加34.00万元。主要用于：社会保障和就业支出300.00万元，占30%；农林水支出700.00万元，占70%。
四、一般公共预算财政拨款基本支出决算情况说明
基本支出800.00万元。其中：人员经费700.00万元，较上年决算数增加20.00万元。公用经费100.00万元，较上年决算数减少9.00万元。
"""
    assert states(tmp_path, text) == ["not_applicable"]


def test_parts_in_another_unit_are_as_coarse_as_they_are_printed(tmp_path: Path) -> None:
    """9.29亿元 is 2.48亿元, 6.81亿元 and 107.58万元: the first three are printed to a million."""
    text = """示例市示例局2024年度部门决算
三、支出决算情况说明
2024年度支出9.29亿元，具体情况如下：
1.基本支出2.48亿元。
2.项目支出{}亿元。
3.上缴上级支出0.00万元。
4.经营支出107.58万元。
5.对附属单位补助支出0.00万元。
6.年末结转和结余0.00万元。
"""
    assert states(tmp_path, text.format("6.81"), "TX-42") == ["holds_within_rounding"]
    assert states(tmp_path, text.format("9.81"), "TX-42") == ["broken"]
