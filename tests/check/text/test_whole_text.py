"""Chapters of the text, reasons for large changes, unusual averages, and last year's figures beside last year's tables."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import jixiao
from builders import nine_tables
from jixiao.check import check, load_checks
from jixiao.check.load import RULE_FILES, SEVERITY_FILE, load_severities
from jixiao.errors import RuleError
from jixiao.figures import parse_amount
from jixiao.grids import Document, Line
from jixiao.recognise.text.claims import claim_rows
from jixiao.recognise.text.sections import _section, section_rows
from jixiao.store import disclosure
from places import SHARED

RULES = load_checks(RULE_FILES, load_severities(SEVERITY_FILE))
CHAPTERS = [
    "一、收入支出决算总体情况说明", "二、收入决算情况说明", "三、支出决算情况说明", "四、财政拨款收入支出决算总体情况说明",
    "五、一般公共预算财政拨款支出决算情况说明", "六、一般公共预算财政拨款基本支出决算情况说明", "七、“三公”经费支出决算情况说明",
    "八、政府性基金预算财政拨款收入支出决算情况说明", "九、国有资本经营预算财政拨款支出决算情况说明", "十、预算绩效情况说明",
    "十一、机关运行经费支出情况", "十二、政府采购支出情况", "十三、国有资产占用情况",
]  # fmt: skip
TEXT = "\n".join(f"{chapter}\n本年情况见表。" for chapter in CHAPTERS)
TOTALS = "一、收入支出决算总体情况说明\n收支总计1,234.56万元，"
THREE = "七、“三公”经费支出决算情况说明\n"


def outcomes(text: str, year: int = 2023, last: str = "", unread: int = 0) -> pd.DataFrame:
    """What the rules say of a text beside nine small tables; ``last``: total of the year before."""
    common = {"department": "示例局", "source_id": "abcdef012345"}
    now = {**common, "fiscal_year": year}
    document = Document(tuple(Line(line.strip(), n) for n, line in enumerate(text.split("\n"), 1)), 1, "text")
    rows = [
        {**now, "table": "summary", "side": side, "term": "grand_total", "item": "总计", "printed": "1,234.56"}
        for side in ("income", "expenditure")
    ]
    before = {**common, "fiscal_year": year - 1}
    if last:
        rows.append(
            {**before, "table": "summary", "side": "income", "term": "grand_total", "item": "总计", "printed": last}
        )
    accounts = [
        {**row, "measure": "total", "unit": "万元", "page": 1, "value": float(parse_amount(row["printed"]).value)}  # type: ignore[union-attr]
        for row in rows
    ]
    claims: list[dict[str, Any]] = [*claim_rows(document, year), *section_rows(document, year)]
    tables: dict[str, list[dict[str, Any]]] = {
        "documents": [{**now, "pages_unread": unread, "unread": "p. 3: a picture"}, *([before] if last else [])],
        "tables": nine_tables(now),
        "accounts": accounts,
        "claims": [{**now, **row} for row in claims],
    }
    return check(disclosure(tables), RULES)


def told(rule: str, text: str, **more: Any) -> list[tuple[str, str]]:
    data = outcomes(text, **more)
    found = data[(data["rule"] == rule) & (data["fiscal_year"] == more.get("year", 2023))]
    return list(zip(found["subject"], found["state"], strict=True))


def test_every_chapter_is_there():
    assert {state for _, state in told("TX-26", TEXT)} == {"holds"}
    assert len(told("TX-26", TEXT)) == 12


def test_other_places_head_their_chapters_in_other_words():
    names = [
        "（一）收入支出决算情况说明", "（二）收入决算说明", "（三）支出决算说明", "（四）财政拨款收支决算说明", "（五）财政拨款支出决算说明",
        "（六）财政拨款基本支出说明", "（七）“三公”经费使用情况", "（八）政府性基金收支", "（九）国有资本经营收支", "（十）绩效管理工作",
        "1.机关运行费", "2.政府采购", "3.资产占有使用",
    ]  # fmt: skip
    text = "\n".join(f"{name}\n本年情况见表。" for name in names)
    assert {state for _, state in told("TX-26", text)} == {"holds"}


def test_a_chapter_that_is_missing_or_empty_is_told():
    without = TEXT.replace("十二、政府采购支出情况\n本年情况见表。\n", "")
    assert ("文字说明 政府采购支出说明", "broken") in told("TX-26", without)
    empty = TEXT.replace("十二、政府采购支出情况\n本年情况见表。", "十二、政府采购支出情况")
    assert ("文字说明 政府采购支出说明", "broken") in told("TX-26", empty)
    assert ("文字说明 政府采购支出说明", "insufficient_data") in told("TX-26", without, unread=1)


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("2023年度政府采购支出总额100.00万元。", "holds"),  # as some places do below 其他重要事项
        ("2023年度召开会议20次，没有采购计划以外的事项。", "broken"),
        ("2023年度机关运行经费支出100.00万元。", "broken"),
    ],
)
def test_a_chapter_that_others_tell_of_needs_no_heading(says, state):
    without = TEXT.replace("十二、政府采购支出情况\n本年情况见表。", "").replace(
        "十三、国有资产占用情况\n", f"十三、国有资产占用情况\n{says}"
    )
    assert ("文字说明 政府采购支出说明", state) in told("TX-26", without)


def test_the_title_of_a_table_and_the_contents_are_no_chapter():
    listed = TEXT.replace("十二、政府采购支出情况\n本年情况见表。", "十二、政府采购支出情况表\n注：本表为空。")
    assert ("文字说明 政府采购支出说明", "broken") in told("TX-26", listed)
    contents = TEXT.replace("十二、政府采购支出情况\n本年情况见表。", "十二、政府采购支出情况.......26")
    assert ("文字说明 政府采购支出说明", "broken") in told("TX-26", contents)


def test_a_text_whose_headings_are_not_known_lacks_nothing():
    few = "\n".join(f"{chapter}\n本年情况见表。" for chapter in CHAPTERS[6:10])
    assert {state for _, state in told("TX-26", few)} == {"insufficient_data"}


def test_the_chapter_on_state_capital_is_asked_for_from_2020_on():
    without = TEXT.replace("九、国有资本经营预算财政拨款支出决算情况说明\n本年情况见表。\n", "")
    assert [state for _, state in told("TX-26b", without)] == ["broken"]
    none = f"{without}本部门2023年度没有使用国有资本经营预算安排的支出。"
    assert [state for _, state in told("TX-26b", none)] == ["holds"]
    assert [state for _, state in told("TX-26b", without, year=2018)] == ["not_applicable"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOTALS + "与2022年度相比增加234.56万元，增长23.46%。", ["broken"]),
        (TOTALS + "与2022年度相比增加234.56万元，增长23.46%。主要原因是项目增加。", ["holds"]),
        (TOTALS + "因机构改革，与2022年度相比增加234.56万元，增长23.46%。", ["holds"]),
        (TOTALS + "与2022年度相比增加34.56万元，增长2.88%。", ["not_applicable"]),
        (TOTALS + "与2022年度相比增加34.56万元。", ["broken"]),
        # reasons of the parts explain the whole
        (
            TOTALS + "与2022年度相比增加234.56万元，增长23.46%。\n（一）收入决算具体情况\n主要是由于项目增加。",
            ["holds"],
        ),
        # a reason in the next chapter is none for this one
        (TOTALS + "与2022年度相比增加234.56万元，增长23.46%。\n二、收入决算情况说明\n主要是由于项目增加。", ["broken"]),
        # a reason behind the next change may not be for the one before
        (
            THREE
            + "1.公务接待费支出0.5万元，比2022年度决算增加0.2万元，增长66.7%。\n"
            + "2.公务用车运行费支出3万元，比2022年度决算增加1万元，增长50%，原因是车辆增加。",
            ["ambiguous", "holds"],
        ),
        # nothing was planned and nothing spent
        (THREE + "1.因公出国（境）经费支出0万元，完成预算0%。", ["not_applicable"]),
        (THREE + "1.因公出国（境）费预算为5万元，支出决算为0万元，完成预算的0%。", ["broken"]),
    ],
)
def test_a_large_change_comes_with_its_reason(text, expected):
    assert [state for _, state in told("TX-27", text)] == expected


def test_a_completed_budget_is_called_so_and_no_share():
    data = outcomes(THREE + "1.公务接待费预算为5.8万元，支出决算为0.9万元，完成预算的15.52%。")
    (row,) = data[(data["rule"] == "TX-27") & (data["state"] == "broken")].to_dict("records")
    assert row["message_zh"] == "文字说明 公务接待费完成预算的比例 15.52%：与预算相差较大，没有读到原因说明。"
    assert row["message_en"] == (
        "text, receptions, completion of the budget 15.52%: far from the budget, and no reason was read."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与2022年度相比增加118.20万元，增长10.59%。", ["holds", "holds"]),
        ("与2022年度相比增加118.2万元，增长10.6%。", ["holds", "holds"]),
        ("与2022年度相比增加18.20万元。", ["broken"]),
        ("与2022年度相比增加118.20万元，增长11.59%。", ["holds", "broken"]),
        ("与2022年度相比减少118.20万元。", ["broken"]),
        ("与2022年度相比持平。", ["broken"]),
    ],
)
def test_last_year_in_the_text_is_last_year_in_its_tables(text, expected):
    assert [state for _, state in told("TX-25", TOTALS + text, last="1,116.36")] == expected


def test_last_year_is_compared_only_where_it_is_there():
    text = TOTALS + "与2022年度相比增加118.20万元。"
    assert [state for _, state in told("TX-25", text)] == ["not_applicable"]
    income = "二、收入决算情况说明\n本年收入合计1,200万元，比2022年度增加100万元。"
    assert [state for _, state in told("TX-25", income, last="1,116.36")] == ["insufficient_data"]


def test_the_finding_shows_both_years():
    data = outcomes(TOTALS + "与2022年度相比增加18.20万元。", last="1,116.36")
    broken = data[(data["rule"] == "TX-25") & (data["state"] == "broken")].iloc[0]
    assert [place["printed"] for place in broken["places"]] == ["18.20万元", "1,234.56万元", "1,116.36"]
    assert (broken["stated"], broken["computed"]) == (18.2, 118.2)


QUARTERS = "第一季度、第二季度、第三季度、第四季度预算支出进度分别为{}。"


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("25.58%、53.56%、59.79%、98.10%", ["holds"]),
        ("5.58%、13.56%、39.79%、98.10%", ["broken"]),
        ("25%、24%、26%、25%", ["ambiguous"]),
    ],
)
def test_spending_heaped_in_the_last_quarter_is_told(progress, expected):
    assert [state for _, state in told("TX-28", QUARTERS.format(progress))] == expected


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("TX-29", "公务用车运行维护费18万元，公务用车保有量3辆。", "holds"),
        ("TX-29", "公务用车运行维护费18.03万元，公务用车保有量3辆。", "broken"),
        ("TX-29", "公务用车运行维护费18万元，公务用车保有量0辆。", "not_applicable"),
        ("TX-30", "公务接待费0.59万元。全年接待3批次，共接待38人。", "holds"),
        ("TX-30", "公务接待费0.59万元。全年接待3批次，共接待8人。", "broken"),
    ],
)
def test_unusual_averages(rule, text, expected):
    assert [state for _, state in told(rule, THREE + text)] == [expected]


@pytest.mark.parametrize("entry", [{"words": "("}, {"words": "a", "without": "["}, {"word": "a"}, ["a"]])
def test_a_bad_chapter_is_refused_with_its_name(entry):
    with pytest.raises(RuleError) as caught:
        _section("income", entry)
    assert caught.value.where == "sections.yaml income"


def test_a_text_that_means_harm_is_no_chapter_and_ends():
    hostile = "十、" + "绩效" * 50_000 + "\n" + "。" * 50_000 + "\n" + "收入支出" * 20_000
    document = Document(tuple(Line(line, n) for n, line in enumerate(hostile.split("\n"), 1)), 1, "text")
    assert len(list(section_rows(document, 2023))) <= 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sources are not here")
def test_nothing_of_a_plan_is_asked_about_and_nothing_of_nothing_is_not():
    """A published account: its table (page 18) plans 0.95 for receptions and nothing else, and all completed 0%."""
    data = check(jixiao.read(SHARED / "real" / "putuo_finance_2024.pdf"))
    asked = data.loc[data["rule"] == "TX-27", "subject"].tolist()
    assert [one.removeprefix("文字说明 ") for one in asked] == ["“三公”经费完成预算的比例", "公务接待费完成预算的比例"]
