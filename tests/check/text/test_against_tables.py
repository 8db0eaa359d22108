"""The text against the tables and itself: each kind of rule where it holds, is broken, and has nothing to say."""

from __future__ import annotations

import pytest

from builders import states as states_of
from builders import text_ledger, text_rules
from jixiao.check import check
from jixiao.families import BUDGET
from jixiao.grids import Document, Line
from jixiao.recognise.text.claims import claim_rows
from jixiao.store import disclosure


def states(text: str, rule: str, projects: int = 0) -> list[str]:
    outcomes = text_ledger(text, projects)
    return outcomes[outcomes["rule"] == rule]["state"].tolist()


TOTALS = "一、收入支出决算总体情况说明\n"
INCOME = "二、收入决算情况说明\n"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n"
ITEM = "1.一般公共服务（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。"
THREE = "七、“三公”经费支出决算情况说明\n"
COST = "十、机关运行经费支出说明\n"
BUYING = "十一、政府采购支出说明\n"
RESULTS = "十二、预算绩效情况说明\n"


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("TX-01", TOTALS + "收支总计1,234.56万元。", ["holds"]),
        ("TX-01", TOTALS + "收支总计1,234.6万元。", ["holds_within_rounding"]),
        ("TX-01", TOTALS + "收支总计12,345,600.00元。", ["holds"]),
        ("TX-01", TOTALS + "收支总计1,243.56万元。", ["broken"]),
        ("TX-01", TOTALS + "2022年度收支总计999万元。", ["not_applicable"]),
        ("TX-02", INCOME + "本年收入合计1,200万元，其中：其他收入20万元。", ["holds", "holds"]),
        ("TX-04", GENERAL + ITEM + "年初预算为900万元，支出决算为1,000万元。", ["holds"]),
        ("TX-04", GENERAL + ITEM + "年初预算为900万元，支出决算为1,010万元。", ["broken"]),
        # Another 款 of the class has an item of that name, which the table may print on a page that is not there.
        ("TX-04", GENERAL + ITEM.replace("政府办公厅（室）及相关机构", "财政") + "支出决算为1,010万元。", ["not_applicable"]),
        ("TX-04", GENERAL + ITEM.replace("（室）", "") + "支出决算为1,010万元。", ["broken"]),
        ("TX-06b", THREE + "“三公”经费预算为5.00万元。", ["holds"]),
        ("TX-06b", THREE + "“三公”经费预算为6.00万元。", ["broken"]),
        ("T6-05", COST + "机关运行经费支出50.25万元。", ["holds"]),
        ("T6-05", COST + "机关运行经费支出40.25万元。", ["ambiguous"]),
        ("T6-05", COST + "机关运行经费支出60.25万元。", ["broken"]),
        ("TX-02", INCOME + "本年收入合计700万元。\n本年收入合计500万元。", ["not_applicable", "not_applicable"]),  # parts
        ("TX-02", INCOME + "本年收入合计700万元。\n本年收入合计300万元。", ["ambiguous", "ambiguous"]),
        ("TX-02", INCOME + "本年收入合计1,200万元。\n本年收入合计1,300万元。", ["holds", "broken"]),
        ("TX-16", GENERAL + ITEM + "年初预算为0万元，支出决算为1,000万元，完成年初预算的0%。", ["holds"]),
        ("TX-07", COST + "机关运行经费支出50.25万元，比上年增加10.05万元，增长25%。", ["holds"]),
        ("TX-07", COST + "机关运行经费支出50.25万元，比上年增加10.25万元，增长20.4%。", ["broken"]),
        ("TX-07", COST + "机关运行经费支出50.25万元，比上年减少10.05万元，增长25%。", ["broken"]),
        ("TX-12", INCOME + "本年收入合计1,200万元，其中：其他收入20万元，占1.67%。", ["holds"]),
        ("TX-12", INCOME + "本年收入合计1,200万元，其中：其他收入20万元，占2.67%。", ["broken"]),
        # A running head stands where the part is named: nobody's share is left, and not one of the whole in itself.
        ("TX-12", THREE + "“三公”经费支出3.50万元。其中，因公出国（境）费支出0某局部门决算公开万元，占“三公”经费的0%。", ["not_applicable"]),
        ("TX-13", THREE + "“三公”经费支出3.50万元，与2023年度全年预算数相比减少1.50万元。", ["holds"]),
        ("TX-13", THREE + "“三公”经费支出3.50万元，与2023年度全年预算数相比增加1.50万元。", ["broken"]),
        ("TX-14", GENERAL + ITEM + "年初预算为800万元，支出决算为1,000万元，完成年初预算的125%。", ["holds"]),
        ("TX-14", GENERAL + ITEM + "年初预算为800万元，支出决算为1,000万元，完成年初预算的80%。", ["broken"]),
        ("TX-15", GENERAL + ITEM + "年初预算为800万元，支出决算为1,000万元，决算数大于预算数的原因。", ["holds"]),
        ("TX-15", GENERAL + ITEM + "年初预算为800万元，支出决算为1,000万元，决算数小于预算数的原因。", ["broken"]),
        ("TX-16", GENERAL + ITEM + "年初预算为0万元，支出决算为1,000万元，完成年初预算的100%。", ["broken"]),
        ("TX-16", COST + "机关运行经费支出50.25万元，比上年增加50.25万元，增长100%。", ["broken"]),
        ("TX-16", COST + "机关运行经费支出50.25万元，比上年增加50.25万元，增长900000%。", ["holds_within_rounding"]),
        ("TX-04", GENERAL + "1.2010301行政运行1,000万元。\n2.2010302行政运行100万元。", ["holds"]),
        ("TX-17", GENERAL + "支出决算1,180万元，包括教育支出80万元，占6.8%；一般公共服务支出1,100万元，占93.2%。", ["not_applicable"]),
        ("TX-08", BUYING + "政府采购支出总额10万元，其中：货物支出4万元、工程支出1万元、服务支出5万元。", ["holds"]),
        ("TX-08", BUYING + "政府采购支出总额10万元，其中：货物支出4.15万元、工程支出1万元、服务支出6万元。", ["broken"]),
        ("TX-08b", BUYING + "政府采购支出总额10万元。授予中小企业合同金额4.5万元，其中：授予小微企业合同金额5万元。", ["holds", "broken"]),
        ("TX-19", THREE + "公务用车运行维护费支出9.00万元，保有量为3辆，平均每辆3.00万元。", ["holds"]),
        ("TX-19", THREE + "公务用车运行维护费支出9.00万元，保有量为3辆，平均每辆2.50万元。", ["broken"]),
        ("T7-09", THREE + "国内公务接待0批次、0人次。", ["broken", "broken"]),
        ("T7-09", THREE + "国内公务接待4批次、20人次。", ["holds", "holds"]),
        ("TX-20", BUYING + "政府采购支出总额10万元。政府采购支出总额12万元。", ["broken"]),
        ("TX-21", "（1）部门预算资金支出情况\n2022年支出决算数为1,200万元。", ["broken"]),
        ("TX-22", COST + "比上年增加（减少）XX万元，增长X.X%。", ["broken"]),
        ("TX-23", COST + "机关运行经费支出50.25万元。", ["holds"] * 9),
        ("TX-24", "九、国有资本经营预算支出说明\n无国有资本经营预算财政拨款支出。", ["broken", "holds"]),
    ],
)  # fmt: skip
def test_each_kind_of_rule(rule: str, text: str, expected: list[str]) -> None:
    assert states(text, rule) == expected


def test_shares_forced_to_a_hundred_and_lists_that_do_not_make_the_whole() -> None:
    parts = "其中：财政拨款收入1,180万元，占98.33%；其他收入20万元，占1.67%。"
    assert states(f"{INCOME}本年收入合计1,200万元，{parts}", "TX-17") == ["holds"]
    short = "其中：财政拨款收入1,180万元，占98.33%；其他收入18万元，占1.67%。"
    assert states(f"{INCOME}本年收入合计1,200万元，{short}", "TX-17") == ["broken"]


def test_as_many_forms_as_the_text_announces() -> None:
    text = RESULTS + "在决算中反映了某专项等3个项目绩效自评结果。"
    assert states(text, "TX-11", projects=3) == ["holds"]
    assert states(text, "TX-11", projects=2) == ["broken"]
    assert states(text, "TX-11") == ["not_applicable"]


def test_a_sentence_with_two_readings_is_never_an_alarm() -> None:
    text = INCOME + "本年收入1,200万元，其中：其他收入20万元，占1.67%。比上年增加2万元，增长50%。"
    outcomes = text_ledger(text)
    assert outcomes[outcomes["rule"] == "TX-07"]["state"].tolist() == ["ambiguous"]


def test_a_message_shows_both_values_and_blames_neither() -> None:
    outcomes = text_ledger(TOTALS + "收支总计1,243.56万元。")
    row = outcomes[(outcomes["rule"] == "TX-01") & (outcomes["state"] == "broken")].iloc[0]
    assert "1,243.56 万元" in row["message_zh"]
    assert "1,234.56 万元" in row["message_zh"]
    assert row["message_en"].endswith("The published values cannot both hold.")
    assert [place["printed"] for place in row["places"]] == ["1,243.56万元", "1,234.56", "1,234.56"]


def test_no_text_is_no_pass() -> None:
    outcomes = text_ledger("")
    about_text = outcomes[~outcomes["rule"].isin(["R-01", "TX-23", "TX-24"])]
    assert set(about_text["state"]) == {"not_applicable"}


def of_budget(text: str) -> list[str]:
    """States of TX-07 on the text of a budget without tables."""
    lines = tuple(Line(line, number, None) for number, line in enumerate(text.split("\n"), 1))
    common = {"department": "某局", "fiscal_year": 2026, "source_id": "0" * 12}
    claims = [{**common, **row} for row in claim_rows(Document(lines, 1, "text"), 2026, BUDGET)]
    documents = [{**common, "path": "a.txt", "sha256": "0" * 64, "format": "text", "family": BUDGET, "kind": BUDGET}]
    return states_of(check(disclosure({"documents": documents, "claims": claims}), text_rules()), "TX-07")


def test_a_rate_of_a_budget_that_stands_apart_from_its_figure_is_left_open() -> None:
    apart = "七、一般公共预算支出\n一般公共预算拨款支出110万元。比上年增加10万元，增长20%。"
    assert of_budget(apart) == ["ambiguous"]
    assert of_budget(apart.replace("元。比", "元，比")) == ["broken"]
    assert of_budget(apart.replace("20%", "10%")) == ["holds"]
