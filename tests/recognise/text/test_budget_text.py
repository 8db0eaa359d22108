"""The text of budgets: figures of published documents read by eye, and wordings that leave something open."""

from pathlib import Path

import pytest

from jixiao.families import BUDGET
from jixiao.grids import Document, Line
from jixiao.read import read_document
from jixiao.recognise.text.budget_names import budget_chapter
from jixiao.recognise.text.claims import Row, claim_rows
from jixiao.recognise.text.paragraphs import paragraphs
from jixiao.sources import open_source
from places import SHARED
from read_once import document_of

WILD = SHARED / "wild"

#: What the pages say: page, metric, subject, year, relation, printed figure, base, scope.
PRINTED = {
    "suzhou_data_2026.pdf": [
        (29, "totals", "", "2026", "level", "64,090.74万元", "", ""),
        (29, "totals", "", "2026", "growth", "5.62%", "2025", ""),
        (30, "expenditure.function", "一般公共服务支出", "2026", "change", "53,748.68万元", "2025", ""),
        (30, "expenditure.function", "科学技术支出", "2025", "level", "0万元", "", ""),
        (31, "income.special_account_income", "", "2026", "share", "0%", "income", ""),
        (34, "fiscal.item", "一般公共服务支出/政府办公厅(室)及相关机构事务/事业运行", "2026", "growth", "56.3%", "2025", ""),
        (36, "fiscal.personnel", "", "2026", "level", "6,377.17万元", "", ""),
        (38, "three_public.training", "", "2026", "change", "5.93万元", "2025 budget", ""),
        (39, "procurement.services", "", "2026", "level", "2,112.45万元", "", ""),
        (39, "performance.target_projects", "", "2026", "count", "32", "", ""),
    ],
    "shanghai_petitions_2026.pdf": [
        (6, "income.fiscal_income", "", "2026", "change", "53万元", "2025 budget", ""),
        (6, "fiscal.function", "住房保障支出", "2026", "level", "1,040万元", "", ""),
        (20, "three_public.vehicle_running", "", "2026", "change", "21.00万元", "2025 budget", ""),
        (20, "assets.vehicles", "", "2026", "count", "1", "", ""),
        (20, "assets.vehicles", "", "2026", "count", "0", "", "planned"),
        (20, "assets.equipment_special", "", "2026", "count", "0", "", "planned 100万元"),
        (20, "performance.target_money", "", "2026", "level", "22,743.68万元", "", ""),
    ],
    "beijing_education_2026.pdf": [
        (7, "income", "", "2026", "level", "4483899.83万元", "", ""),
        (7, "income", "", "2025", "level", "4001046.82万元", "", ""),
        (7, "income", "", "2026", "change", "482853.01万元", "2025 initial_budget", ""),
        (9, "expenditure.basic", "", "2026", "share", "74.41%", "totals.expenditure", ""),
        (10, "three_public.vehicle_purchase", "", "2026", "level", "463.80万元", "", ""),
    ],
    "shenzhen_finance_2026.pdf": [
        (6, "expenditure", "", "2026", "growth", "30.8%", "2025 initial_budget", ""),
        (9, "procurement", "", "2026", "level", "3,790.75万元", "", ""),
        (10, "three_public.vehicle_purchase", "", "2026", "level", "0.00万元", "", ""),
        (10, "three_public.vehicle_running", "", "2026", "change", "1.20万元", "2025 initial_budget", ""),
        (10, "performance.target_projects", "", "2026", "count", "8", "", ""),
    ],
    "chongqing_commerce_2026.pdf": [
        (3, "income.business_income", "", "2026", "change", "578.31万元", "2025", ""),
        (4, "general_budget.project", "", "2026", "change", "12,131.16万元", "2025", ""),
        (4, "procurement.goods", "", "2026", "level", "1,267.79万元", "", ""),
        (4, "procurement.goods", "", "2026", "level", "564.79万元", "", "一般公共预算拨款政府采购"),
    ],
    "guangzhou_data_2026.pdf": [
        (44, "three_public.vehicle_running", "", "2026", "change", "4.11万元", "2025", ""),
        (44, "three_public.vehicles", "", "2026", "growth", "24.5%", "2025", ""),
        (45, "fixed_assets", "", "2026", "level", "21,675.88万元", "", ""),
        (45, "commissioned", "", "2026", "level", "51,311.33万元", "", ""),
    ],
    "wuxi_petitions_2025.pdf": [],
    "hangzhou_transport_2026.pdf": [
        (6, "totals.opening", "", "2026", "share", "2.7%", "income", ""),
        (6, "income", "", "2026", "growth", "19.3%", "2025 executed", ""),
        (8, "general_budget.item", "国防支出/国防动员/交通战备", "2025", "level", "0.00万元", "", ""),
        (13, "three_public.vehicle_purchase", "", "2026", "change", "421.30万元", "2025 budget", ""),
        (16, "performance.target_projects", "", "2026", "count", "24", "", ""),
    ],
    "changsha_police_2025.pdf": [
        (6, "income", "", "2025", "growth", "1.88%", "2024", ""),
        (9, "general_budget.project.function", "公共安全支出", "2025", "level", "40230.95万元", "", ""),
        (9, "three_public", "", "2025", "change", "持平", "2024", ""),
        (10, "assets.equipment_special", "", "2025", "count", "15", "", "100万元"),
        (10, "assets.vehicles", "", "2025", "count", "6", "", "planned"),
    ],
    "fuzhou_commerce_2026.pdf": [
        (26, "expenditure.basic", "", "2026", "level", "3861.25万元", "", ""),
        (27, "general_budget.item", "2080505机关事业单位基本养老保险缴费支出", "2026", "level", "256.45万元", "", ""),
        (27, "government_fund.item", "2120815农村社会事业支出", "2026", "level", "1800.00万元", "", ""),
        (28, "three_public.abroad", "", "2026", "level", "70.00万元", "", ""),
    ],
    "xian_audit_2026.pdf": [
        (12, "general_budget.item", "2010804审计业务", "2026", "growth", "22.17%", "2025", ""),
        (14, "general_budget.government_economic", "501机关工资福利支出", "2026", "level", "2,981.28万元", "", ""),
        (17, "three_public.reception", "", "2026", "change", "无增减", "2025", ""),
        (17, "three_public.training", "", "2026", "growth", "45.60%", "2025", ""),
        (18, "assets.equipment_special", "", "2026", "count", "14", "", "20万元"),
    ],
    "yantai_statistics_2026.pdf": [
        (27, "expenditure.project", "", "2026", "change", "369万元", "2025", ""),
        (28, "commissioned", "", "2026", "growth", "400%", "2025", ""),
        (28, "performance.target_money", "", "2026", "level", "419万元", "", ""),
    ],
}  # fmt: skip


def lines_of(text: str) -> Document:
    return Document(tuple(Line(line.strip(), n, None) for n, line in enumerate(text.split("\n"), 1)), 1, "text")


def planned(text: str) -> list[Row]:
    return claim_rows(lines_of(text), 2026, BUDGET)


def short(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(row["metric"], row["relation"], row["printed"]) for row in rows if row["relation"] != "text"]


@pytest.mark.skipif(not WILD.exists(), reason="published documents are not here")
@pytest.mark.parametrize("name", [name for name, facts in PRINTED.items() if facts])
def test_figures_read_by_eye(name: str) -> None:
    document = document_of(WILD / name)
    rows = claim_rows(document, int(name[-8:-4]), BUDGET)
    columns = ("page", "metric", "subject", "period", "relation", "printed", "base", "scope")
    found = [tuple(row.get(column) or "" for column in columns) for row in rows]
    assert [fact for fact in PRINTED[name] if fact not in found] == []


@pytest.mark.skipif(not WILD.exists(), reason="published documents are not here")
def test_two_cities_open_no_heading_with_a_wrapped_paragraph() -> None:
    document = document_of(WILD / "fuzhou_commerce_2026.pdf")
    headings = {heading for paragraph in paragraphs(document) for heading in paragraph.headings}
    assert not [heading for heading in headings if "2080505" in heading]
    document = document_of(WILD / "hangzhou_transport_2026.pdf")
    headings = {heading for paragraph in paragraphs(document) for heading in paragraph.headings}
    assert "(七)一般公共预算三公经费预算情况说明(详见表7)" in headings


def test_a_line_that_begins_with_a_code_goes_on(tmp_path: Path) -> None:
    """As Xi'an's publicity department prints it on page 8 of its budget for 2021: the code of an item on the next line."""
    page = tmp_path / "budget.txt"
    text = "某市某部2021年部门预算\n三、一般公共预算支出情况说明\n（1）住房公积金（2210201）192.99万元；（2）购房补贴\n（2210203）99.45万元，较上年增加16.62万元。\n"
    page.write_text(text, "utf-8")
    rows = claim_rows(read_document(open_source(page)), 2021, BUDGET)
    found = [
        (row["subject"], row["relation"], row["printed"]) for row in rows if row["metric"] == "general_budget.item"
    ]
    assert ("2210203购房补贴", "level", "99.45万元") in found
    assert ("2210203购房补贴", "change", "16.62万元") in found


def test_a_line_whose_amount_stands_below_it_is_no_heading() -> None:
    """The amount that did not fit at its end stands at the head of the next line."""
    lines = [
        "五、一般公共预算支出情况",
        "10.其他巩固脱贫攻坚成果支出（2130599）支出",
        "98.00万元，完成年初预算69.00万元的142.03%。",
    ]
    (found,) = [one for one in paragraphs(lines_of("\n".join(lines))) if "98.00" in one.text]
    assert found.headings == ("五、一般公共预算支出情况",)


def test_names_are_put_together() -> None:
    chapter = budget_chapter(["五、一般公共预算拨款支出情况"])
    same = ["一般公共预算财政拨款支出预算", "2026年度一般公共预算拨款支出", "某市数据局2026年一般公共预算当年拨款"]
    assert {chapter.resolve(words, None)[0].metric for words in same} == {"general_budget"}  # type: ignore[index, union-attr]
    assert chapter.resolve("下属单位一般公共预算拨款支出", None) is None
    assert chapter.resolve("某项目经费", None) is None


def test_a_part_belongs_to_the_whole_of_its_sentence() -> None:
    text = "一、收支预算总体情况\n收入预算100万元，其中：一般公共预算拨款收入60万元、其他收入40万元。支出预算100万元，其中：基本支出70万元、项目支出30万元。"
    assert [metric for metric, *_ in short(planned(text))] == [
        "income", "income.general_budget_income", "income.other_income",
        "expenditure", "expenditure.basic", "expenditure.project",
    ]  # fmt: skip


def test_a_comparison_behind_a_list_is_left_open() -> None:
    text = "一、收支预算总体情况\n预算收入100万元，其中：一般公共预算拨款60万元、其他收入40万元，较上年增加5万元，增长5.26%。"
    changes = [row for row in planned(text) if row["relation"] == "change"]
    assert [(row["metric"], row["ambiguous"]) for row in changes] == [
        ("income", "income.other_income"),
        ("income.other_income", "income"),
    ]


def test_an_amount_in_a_reason_is_no_second_figure() -> None:
    text = "二、政府性基金预算支出\n2026年政府性基金预算支出8万元，比上年减少2万元，主要原因是未安排新增预算，8万元是上年结转的补助。"
    assert short(planned(text)) == [("government_fund", "level", "8万元"), ("government_fund", "change", "2万元")]


def test_last_years_amount_gets_its_year() -> None:
    text = "二、收入预算\n2026年收入预算120万元，比2025年年初预算数100万元增加20万元，增长20%。"
    rows = planned(text)
    assert [(row["period"], row["phase"], row["printed"]) for row in rows] == [
        ("2026", "budget", "120万元"),
        ("2025", "initial_budget", "100万元"),
        ("2026", "budget", "20万元"),
        ("2026", "budget", "20%"),
    ]


def test_what_stands_in_brackets_ends_with_them() -> None:
    text = "三、“三公”经费\n公务用车购置及运行维护费12万元（公务用车购置费0万元，比上年增加0万元；公务用车运行维护费12万元，比上年减少4万元。）比上年减少5万元。"
    assert short(planned(text))[-1] == ("three_public.vehicles", "change", "5万元")


def test_a_kind_within_an_economic_class_is_not_the_departments() -> None:
    text = "七、一般公共预算支出\n对个人和家庭的补助（303）100万元，其中：人员经费38万元，较上年增加3万元。人员经费60万元。"
    assert [(m, r) for m, r, _ in short(planned(text))] == [
        ("general_budget.economic", "level"),
        ("general_budget.economic.personnel", "level"),
        ("general_budget.economic.personnel", "change"),
        ("basic.personnel", "level"),
    ]


def test_a_class_under_numbered_kinds_is_a_part_of_each() -> None:
    text = "七、一般公共预算支出\n其中：1人员经费：商品和服务支出（302）5万元；2公用经费：商品和服务支出（302）6万元；3专项业务经费：商品和服务支出（302）7万元。"
    assert [metric for metric, *_ in short(planned(text))] == ["basic.personnel.economic", "basic.operating.economic"]


def test_a_rate_in_brackets_is_that_of_the_change_before_it() -> None:
    text = "三、“三公”经费\n会议费32万元，较上年减少14.2万元（44.38%）。"
    assert [(row["relation"], float(row["value"])) for row in planned(text)] == [
        ("level", 32.0),
        ("change", -14.2),
        ("growth", -0.4438),
    ]


def test_what_a_paragraph_of_unknown_name_says_is_bound_to_no_other_measure() -> None:
    text = "三、部门预算支出具体情况\n（一）公用经费90万元。\n（二）在职人员经费300万元，主要是工资。较2025年年初预算增加20万元，增幅7.1%。\n（三）口岸工作50万元，上年结转6万元。"
    assert short(planned(text)) == [("expenditure.operating", "level", "90万元")]


def test_what_is_carried_over_is_of_the_money_that_its_chapter_speaks_of() -> None:
    fiscal = "四、财政拨款收支预算情况说明\n2025年财政拨款收支总预算1528.26万元。收入包括：一般公共预算拨款1523.26万元、上年结转结余5.00万元，结转下年1.00万元。"
    assert [metric for metric, *_ in short(planned(fiscal))] == [
        "fiscal", "income.general_budget_income", "fiscal.opening", "fiscal.closing",
    ]  # fmt: skip
    whole = "一、收支预算总体情况\n2025年收支总预算1618.56万元。收入包括：本年收入1603.26万元、上年结转15.30万元。"
    assert [metric for metric, *_ in short(planned(whole))] == ["totals", "totals.income", "totals.opening"]


def test_a_comma_of_words_may_divide_thousands() -> None:
    text = "二、收入预算情况\n本年财政拨款收入101，673.03万元，比2025年增加2，669.85万元。"
    assert [row["printed"] for row in planned(text)] == ["101,673.03万元", "2,669.85万元"]
