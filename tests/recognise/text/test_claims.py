"""What the running text states: values read by eye, wordings of other places, and text that means harm."""

import csv
from decimal import Decimal
from itertools import permutations

import pandas as pd
import pytest

import jixiao
from jixiao.errors import RuleError
from jixiao.grids import Document, Line
from jixiao.recognise.text import claim_chapters
from jixiao.recognise.text.claim_chapters import chapter_of
from jixiao.recognise.text.claims import Row, claim_rows
from places import SHARED, TESTS

GOLDEN = TESTS / "golden" / "claims"
REAL = SHARED / "real"


def document(text: str) -> Document:
    return Document(tuple(Line(line.strip(), n, None) for n, line in enumerate(text.split("\n"), 1)), 1, "text")


def told(text: str, year: int = 2023) -> list[Row]:
    return claim_rows(document(text), year)


def short(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(row["metric"], row["relation"], row["printed"]) for row in rows]


def figure(printed: str) -> Decimal:
    """A printed figure of a golden file in 万元 or as a fraction; the file writes the sign of a change."""
    text = printed.replace(",", "")
    for unit, factor in (("万元", Decimal(1)), ("元", Decimal("0.0001")), ("%", Decimal("0.01"))):
        if text.endswith(unit):
            return Decimal(text.removesuffix(unit)) * factor
    return Decimal(text or "0")


def test_every_statement_of_the_sample(bureau: jixiao.Disclosure) -> None:
    rows = bureau.claims[~bureau.claims["metric"].str.startswith("project_") & (bureau.claims["relation"] != "text")]
    with (GOLDEN / "pingshan-data-2020.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    columns = ["metric", "subject", "period", "relation", "phase", "base"]
    found = rows[columns].fillna("").to_dict("records")
    assert found == [{column: row[column] for column in columns} for row in expected]
    values = [pytest.approx(float(figure(row["printed"])), abs=1e-12) for row in expected]
    assert rows["value"].tolist() == values


def test_the_note_on_last_digits_and_every_reason_of_the_sample(bureau: jixiao.Disclosure) -> None:
    words = bureau.claims[bureau.claims["relation"] == "text"].set_index("metric")
    assert words.loc["rounding_note", ["page", "printed"]].tolist() == [5, "尾数可能存在误差"]
    reasons = words.loc["change_reason"]
    listed = reasons.loc[reasons["page"].isin([19, 20]), "section"].str[:3].value_counts().to_dict()
    assert listed == {"(七)": 5, "(三)": 2, "(四)": 2, "(一)": 1, "(二)": 1, "(五)": 1, "(六)": 1, "(八)": 1}


def test_what_a_sentence_does_not_say_is_missing_and_not_an_empty_text(bureau: jixiao.Disclosure) -> None:
    assert not (bureau.claims[["base", "ambiguous"]] == "").fillna(False).any(axis=None)
    assert bureau.claims.loc[bureau.claims["metric"] == "income", ["base", "ambiguous"]].iloc[0].isna().all()


def test_every_project_summary_of_the_sample(bureau: jixiao.Disclosure) -> None:
    with (GOLDEN / "pingshan-data-2020-projects.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    for metric, column in (("project_budget", "budget"), ("project_executed", "executed"), ("project_rate", "rate")):
        rows = bureau.claims[bureau.claims["metric"] == metric]
        assert rows["subject"].tolist() == [row["subject"] for row in expected]
        assert rows["value"].tolist() == [pytest.approx(float(figure(row[column])), abs=1e-12) for row in expected]


def test_a_statement_keeps_its_sentence_and_place(bureau: jixiao.Disclosure) -> None:
    rows = bureau.claims[(bureau.claims["metric"] == "operating_cost") & (bureau.claims["relation"] == "growth")]
    assert rows["printed"].tolist() == ["1.7%", "42.2%"]
    assert rows["base"].tolist() == ["2020 initial_budget", "2019 final"]
    assert rows["x0"].notna().all()
    assert ["1.62万元" in quote for quote in rows["quote"]] == [True, False]


@pytest.mark.skipif(not REAL.is_dir(), reason="the published files are not beside this checkout")
class TestPublished:
    """Values read from the rendered pages."""

    def test_a_central_bureau(self) -> None:
        rows = jixiao.read(REAL / "petition_bureau_2024.pdf").claims
        assert one(rows, "totals", "growth") == (17, "35.74%", 0.3574)
        assert one(rows, "procurement", "level") == (26, "1967.42万元", 1967.42)
        assert one(rows, "three_public.per_vehicle", "level") == (25, "2.71万元", 2.71)
        assert one(rows, "three_public.vehicles_held", "count") == (25, "15", 15)
        item = rows[rows["subject"] == "一般公共服务/信访事务/一般行政管理事务"]
        assert item[["relation", "phase", "value"]].to_numpy().tolist() == [
            ["level", "initial_budget", 590.53],
            ["level", "final", 4.7],
            ["share", "final", 0.008],
            ["order", "final", -1],
        ]
        classes = rows[(rows["metric"] == "general_budget.function") & (rows["relation"] == "share")]
        assert classes["value"].tolist() == [0.717, 0.0131, 0.1623, 0.0362, 0.0714]
        summaries = rows[rows["metric"].isin(["project_budget", "project_executed", "project_rate"])]
        first = summaries[summaries["subject"].str.startswith("信访研究宣传立法专项")]
        assert first["value"].tolist() == [536.2, 413.57, 0.771]

    def test_a_district_of_shanghai(self) -> None:
        rows = jixiao.read(REAL / "putuo_finance_2024.pdf").claims
        assert one(rows, "totals", "change") == (21, "56.95万元", -56.95)
        assert one(rows, "fiscal", "change") == (21, "持平", 0)
        assert one(rows, "income.other_income", "share") == (21, "0.21%", 0.0021)
        assert one(rows, "procurement.services", "level") == (24, "246.47万元", 246.47)
        housing = rows[rows["subject"].str.endswith("住房公积金", na=False) & (rows["relation"] == "level")]
        assert housing["value"].tolist() == [187.75, 187.19]


def one(rows: pd.DataFrame, metric: str, relation: str) -> tuple[int, str, float]:
    row = rows[(rows["metric"] == metric) & (rows["relation"] == relation)]
    assert len(row) == 1
    return int(row["page"].iloc[0]), str(row["printed"].iloc[0]), float(row["value"].iloc[0])


def test_a_share_of_an_unknown_measure_is_left_to_nobody() -> None:
    text = "二、收入决算情况说明\n财政拨款收入80万元，占80%；某种新收入20万元，占20%。"
    assert short(told(text)) == [
        ("income.fiscal_income", "level", "80万元"),
        ("income.fiscal_income", "share", "80%"),
    ]


def test_a_sentence_without_a_subject_that_may_mean_two_figures_says_so() -> None:
    text = "二、收入决算情况说明\n本年收入100万元，其中：其他收入5万元，占5%。比上年增加2万元，增长66.67%。"
    rows = [row for row in told(text) if row["relation"] == "change"]
    assert [(row["metric"], row["ambiguous"]) for row in rows] == [
        ("income", "income.other_income"),
        ("income.other_income", "income"),
    ]


def test_one_figure_of_two_measures_is_not_given_to_the_last_named() -> None:
    text = "七、“三公”经费支出说明\n因公出国（境）费预算数与决算数相同，均为5万元。"
    assert told(text) == []


def test_last_year_within_the_sentence_is_no_figure_of_this_year() -> None:
    text = "三、支出决算情况说明\n支出决算500万元，比上年600万元减少100万元，下降16.67%。"
    assert short(told(text)) == [
        ("expenditure", "level", "500万元"),
        ("expenditure", "level", "600万元"),
        ("expenditure", "change", "100万元"),
        ("expenditure", "growth", "16.67%"),
    ]
    assert [row["period"] for row in told(text)] == ["2023", "2022", "2023", "2023"]
    assert [row["value"] for row in told(text)][2:] == [-100, Decimal("-0.1667")]


def test_numbers_torn_over_lines_and_pages() -> None:
    text = "十、机关运行经费支出说明\n机关运行经费支出50.25万元，比上年增加10.2\n12\n5万元，增长25.5\n8%。"
    assert [row["printed"] for row in told(text)] == ["50.25万元", "10.25万元", "25.58%"]


def test_visitors_received_are_no_groups_abroad() -> None:
    text = "七、“三公”经费支出说明\n公务接待费支出0.5万元，共接待国内来访团组5个、来宾30人次。"
    assert short(told(text))[1:] == [
        ("three_public.reception_batches", "count", "5"),
        ("three_public.reception_persons", "count", "30"),
    ]


@pytest.mark.parametrize("residue", ["增加（减少）", "XX万元", "20××年"])
def test_what_a_template_leaves_is_told_without_a_value(residue: str) -> None:
    rows = told(f"十、机关运行经费支出说明\n比上年{residue}，原因是人员增加。")
    assert [(row["metric"], row["value"]) for row in rows] == [("template_residue", None), ("change_reason", None)]


@pytest.mark.parametrize(
    "left",
    [
        "增长（或下降）12%。",
        "其中：主要领导干部用车X辆。",
        "本单位二〇XX年度支出有所增加。",
        "组织对“×××”项目开展了评价。",
        "主要原因是：……。",
        "主要原因是人员增加（根据实际情况填写）。",
        "没有支出（各单位根据实际情况增减）。",
        "支出有所增加【填写说明：按项级科目逐项说明】。",
        "（若本单位没有政府性基金，请写明“本单位无政府性基金预算财政拨款支出”）。",
        "决算数大于（小于）预算数。",
        "（数据来源：财决01表）。",
        "本表无数据的，请说明原因。",
        "（详见附件X）。",
    ],
)
def test_what_templates_of_other_places_leave(left: str) -> None:
    rows = told(f"十、机关运行经费支出说明\n{left}")
    assert [row["value"] for row in rows if row["metric"] == "template_residue"] == [None]


@pytest.mark.parametrize(
    "fine",
    [
        "其他支出（请注明）。",
        "实行3×24小时值守。",
        "更换2×35吨锅炉、20×30米场地。",
        "采购X光机、XX型流感疫苗。",
        "办理（下达）批复12件。",
        "如有疑问请咨询12345。",
        "若有结余请交回财政。",
        "建设A、B、C级景区。",
    ],
)
def test_what_looks_like_a_placeholder_and_is_none(fine: str) -> None:
    rows = told(f"十、机关运行经费支出说明\n{fine}")
    assert [row for row in rows if row["metric"] == "template_residue"] == []


SENTENCES = [
    "财政拨款收入480万元，占本年收入的96%。",
    "事业收入20万元，占本年收入的4%，比上年减少5万元，下降20%。",
    "其他收入3万元，与上年持平。",
    "2022年度财政拨款收入450万元。",
]


def test_the_order_of_sentences_does_not_change_what_they_state() -> None:
    keys = ("metric", "relation", "value", "period", "base", "quote")

    def stated(sentences: list[str]) -> list[tuple[object, ...]]:
        rows = told("二、收入决算情况说明\n" + "".join(sentences))
        return sorted(tuple(row[key] for key in keys) for row in rows)

    assert len(stated(SENTENCES)) == 9
    for mixed in permutations(SENTENCES):
        assert stated(list(mixed)) == stated(SENTENCES)


@pytest.mark.parametrize(
    "hostile",
    [
        "占" * 50_000 + "5%",
        "与2019年相比" * 8_000 + "增加5万元",
        "20" * 25_000 + "年5万元",
        "(类)" * 15_000,
        "比" * 50_000,
    ],
)
def test_one_endless_clause_states_nothing(hostile: str) -> None:
    assert told(f"七、“三公”经费支出说明\n{hostile}") == []


def test_the_innermost_telling_heading_decides() -> None:
    outer = "五、一般公共预算财政拨款支出决算情况说明"
    chapter = chapter_of([outer, "（二）项目情况"])
    assert chapter is not None
    assert chapter.key == "general_budget"
    inner = chapter_of(["一、收入支出决算总体情况说明", "(一)收入决算具体情况"])
    assert inner is not None
    assert inner.key == "income"
    assert chapter_of(["一、部门职责"]) is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"labels": {}}, "missing key: headings"),
        ({"headings": "收入", "labels": {}, "phase": "planned"}, "unknown phase: planned"),
        ({"headings": "收入(", "labels": {}}, "not a regular expression"),
        ({"headings": "收入", "labels": {}, "heads": 1}, "unknown key: heads"),
    ],
)
def test_a_chapter_with_a_fault_is_refused_by_name(body: dict[str, object], words: str) -> None:
    with pytest.raises(RuleError, match=words) as caught:
        claim_chapters._chapter("income", body, [], {})
    assert "claims.yaml income" in str(caught.value)


def test_a_heading_inside_one_kind_of_money_does_not_open_all_expenditure() -> None:
    text = (
        "五、一般公共预算财政拨款支出决算情况说明\n（二）支出决算具体情况说明\n"
        "一般公共预算财政拨款支出80万元，占本年支出合计的40%。"
    )
    assert [(r["metric"], r["relation"], r["base"]) for r in told(text)] == [
        ("general_budget", "level", None),
        ("general_budget", "share", "general_budget.expenditure"),
    ]


def test_a_change_on_the_year_before_is_of_its_own_clause() -> None:
    text = "一、收入支出决算总体情况说明\n本年收入90万元，与上年相比，减少10万元；本年支出80万元，同比增加5万元。"
    assert [(r["metric"], r["value"]) for r in told(text) if r["relation"] == "change"] == [
        ("totals.income", -10),
        ("totals.expenditure", 5),
    ]


def test_a_year_in_a_reason_is_not_the_year_of_what_follows() -> None:
    text = (
        "一、收入支出决算总体情况说明\n收入总计90万元，比上年减少5万元，主要原因是2022年有一次性项目30万元；"
        "支出总计90万元。\n2022年，本年收入70万元，本年支出60万元。"
    )
    levels = [(r["metric"], r["period"], r["value"]) for r in told(text) if r["relation"] == "level"]
    assert levels == [
        ("totals", "2023", 90),
        ("totals", "2023", 90),
        ("totals.income", "2022", 70),
        ("totals.expenditure", "2022", 60),
    ]


@pytest.mark.parametrize("words", ["与上年持平", "与上年一致", "与上年相同", "与上年相比无变化", "较上年无增减变化"])
def test_no_change_in_other_words(words: str) -> None:
    rows = told(f"十、机关运行经费支出说明\n机关运行经费支出50万元，{words}，主要是厉行节约。")
    assert [(r["relation"], r["value"], r["base"]) for r in rows][1:] == [("change", 0, "2022 final")]


@pytest.mark.parametrize("words", ["与上年基本一致", "与上年大体相同", "与上年不一致", "与上年相同口径相比略有调整"])
def test_what_is_about_the_same_is_no_statement(words: str) -> None:
    rows = told(f"十、机关运行经费支出说明\n机关运行经费支出50万元，{words}，主要是厉行节约。")
    assert [r["relation"] for r in rows] == ["level"]


def test_a_share_of_the_total_amount_is_of_what_the_list_divides() -> None:
    text = (
        "二、收入决算情况说明\n收入合计100万元，其中：财政拨款收入90万元，占总额的90%；其他收入10万元，所占比重为10%。"
    )
    assert [(r["metric"], r["base"]) for r in told(text) if r["relation"] == "share"] == [
        ("income.fiscal_income", "income"),
        ("income.other_income", "income"),
    ]


def test_an_item_called_by_its_code() -> None:
    text = "五、一般公共预算财政拨款支出决算情况说明\n（一）2010301行政运行80万元，较上年增加5万元。"
    assert [(r["subject"], r["relation"], r["value"]) for r in told(text)] == [
        ("2010301行政运行", "level", 80),
        ("2010301行政运行", "change", 5),
    ]


def test_a_line_that_ends_with_its_sentence_does_not_end_its_paragraph() -> None:
    lines = ("1.公务接待费5万元，占10%。", "比上年增加1万元。", "2.其他情况。")
    heading = Line("七、“三公”经费支出说明", 1, (90.0, 100.0, 300.0, 112.0))
    lefts = (114.0, 90.0, 114.0)
    placed = [
        Line(t, 1, (x, 20.0 * n, 500.0, 20.0 * n + 12)) for n, (t, x) in enumerate(zip(lines, lefts, strict=True), 7)
    ]
    rows = claim_rows(Document((heading, *placed), 1, "pdf"), 2023)
    assert [(r["metric"], r["relation"], r["ambiguous"]) for r in rows if r["relation"] == "change"] == [
        ("three_public.reception", "change", None)
    ]


def test_persons_who_retired_were_not_received() -> None:
    text = "七、“三公”经费支出说明\n公务接待费5万元，退休4人，新进2人。全年接待3批次，30人次。"
    assert [r["value"] for r in told(text) if r["metric"] == "three_public.reception_persons"] == [30]


def test_a_sum_word_before_a_plan_names_no_other_measure() -> None:
    text = "1.部门预算资金支出情况\n一是基本建设业务完成支付80万元，总计完成年度下达的投资计划80万元的100%。"
    assert short(told(text)) == [
        ("execution.construction", "level", "80万元"),
        ("execution.construction", "level", "80万元"),
        ("execution.construction", "share", "100%"),
    ]


def test_foreign_guests_are_a_part_of_all() -> None:
    text = "八、“三公”经费\n国内公务接待2批次、26人次，其中：接待外宾0批次、0人次。"
    rows = [row for row in told(text) if row["relation"] == "count"]
    assert [(row["metric"].rpartition(".")[2], row["printed"], row["scope"]) for row in rows] == [
        ("reception_batches", "2", None),
        ("reception_persons", "26", None),
        ("reception_batches", "0", "foreign"),
        ("reception_persons", "0", "foreign"),
    ]


def test_an_evaluation_in_prose_gives_its_score_and_grade() -> None:
    text = "三、评价结论\n经综合评定，项目绩效评价综合得分为86.5分，评价等级为良。"
    rows = [row for row in told(text) if row["metric"].startswith("evaluation_")]
    assert [(row["metric"], row["printed"], row["value"]) for row in rows] == [
        ("evaluation_score", "86.5", Decimal("86.5")),
        ("evaluation_grade", "良", None),
    ]
