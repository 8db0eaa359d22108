"""Sentences as many places word them: whose figure, of which year and stage, against what."""

import pytest

from jixiao.families import BUDGET, FINAL_ACCOUNTS
from jixiao.grids import Document, Line
from jixiao.recognise.text.claims import claim_rows

Fact = tuple[str, str, str, float, str]

#: Text of accounts, and what it states: measure, relation, year, value, base.
ACCOUNTS: dict[str, tuple[str, list[Fact]]] = {
    "an amount behind an order is by how much": (
        "三、一般公共预算财政拨款支出决算情况\n2021年一般公共预算财政拨款支出820.5万元，完成年初预算的104%，决算数大于预算数31.2万元。",
        [
            ("general_budget", "level", "2021", 820.5, ""),
            ("general_budget", "share", "2021", 1.04, "2021 initial_budget"),
            ("general_budget", "order", "2021", 1, "2021 budget"),
            ("general_budget", "change", "2021", 31.2, "2021 budget"),
        ],
    ),
    "income and expenditure together beside last year": (
        "一、收入支出决算总体情况\n2021年度收入总计434.5万元。收入支出总体与上年相比，增加58万元，增长15.4%，主要原因是人员增加。",
        [
            ("totals", "level", "2021", 434.5, ""),
            ("totals", "change", "2021", 58, "2020 final"),
            ("totals", "growth", "2021", 0.154, "2020 final"),
        ],
    ),
    "changes behind an amount without a known name are of none": (
        "四、财政拨款收入支出决算总体情况说明\n2021年度财政拨款收支总计583.2万元，比上年增加12.5万元；其中本年收入523.2万元，增加5万元，增长3.4%。",
        [("fiscal", "level", "2021", 583.2, ""), ("fiscal", "change", "2021", 12.5, "2020 final")],
    ),
    "a total that says what it holds, as in Hebei": (
        "一、收入支出决算总体情况说明\n本部门2021年度收、支总计（含结转和结余）618.5万元。",
        [("totals", "level", "2021", 618.5, "")],
    ),
    "funds by their full names in a chapter of all fiscal money": (
        "二、财政拨款收入支出总体情况说明\n（二）2021年度一般公共预算财政拨款支出152.3万元，较上年增加3.4万元。\n"
        "（三）一般公共预算财政拨款基本支出126.1万元，具体情况：1.人员经费112万元；2.公用经费14.1万元。",
        [
            ("general_budget", "level", "2021", 152.3, ""),
            ("general_budget", "change", "2021", 3.4, "2020 final"),
            ("basic", "level", "2021", 126.1, ""),
            ("basic.personnel", "level", "2021", 112, ""),
            ("basic.operating", "level", "2021", 14.1, ""),
        ],
    ),
    "all fiscal money in a chapter of its own": (
        "五、财政拨款支出决算情况说明\n2021年度财政拨款支出决算820.5万元，占本年支出合计的91.17%。与2021年度财政拨款支出年初预算800万元相比，完成年初预算的102.56%。",
        [
            ("fiscal.expenditure", "level", "2021", 820.5, ""),
            ("fiscal.expenditure", "share", "2021", 0.9117, "totals.expenditure"),
            ("fiscal.expenditure", "level", "2021", 800, ""),
            ("fiscal.expenditure", "share", "2021", 1.0256, "2021 initial_budget"),
        ],
    ),
    "财政拨款 below the chapter of the general budget is that budget's": (
        "五、一般公共预算财政拨款支出决算情况说明\n（一）财政拨款支出决算总体情况\n2021年度财政拨款支出760.5万元。",
        [("general_budget", "level", "2021", 760.5, "")],
    ),
    "支出决算具体情况 below the chapter of fiscal money is fiscal": (
        "五、财政拨款支出决算情况说明\n（三）支出决算具体情况\n2021年度财政拨款支出760.5万元。",
        [("fiscal.expenditure", "level", "2021", 760.5, "")],
    ),
    "items below a class that is named with its own figure": (
        "五、一般公共预算财政拨款支出决算具体情况\n1.农林水支出（类）支出98.5万元。\n农业农村（款）行政运行（项）年初预算80万元，支出决算81.2万元。",
        [
            ("general_budget.function", "level", "2021", 98.5, ""),
            ("general_budget.item", "level", "2021", 80, ""),
            ("general_budget.item", "level", "2021", 81.2, ""),
        ],
    ),
    "the whole before the items of one paragraph": (
        "五、一般公共预算财政拨款支出决算具体情况\n一般公共预算财政拨款支出98.5万元，其中：农林水支出（类）农业农村（款）行政运行（项）支出81.2万元；"
        "农林水支出（类）农业农村（款）事业运行（项）支出17.3万元。",
        [
            ("general_budget", "level", "2021", 98.5, ""),
            ("general_budget.item", "level", "2021", 81.2, ""),
            ("general_budget.item", "level", "2021", 17.3, ""),
        ],
    ),
    "a comparison behind a reason is no part of it": (
        "七、“三公”经费支出决算情况说明\n公务接待费支出决算为1.3万元，决算数等于预算数的主要原因是严格控制，与上年相比减少0.4万元，减少23.53%。",
        [
            ("three_public.reception", "level", "2021", 1.3, ""),
            ("three_public.reception", "order", "2021", 0, "2021 budget"),
            ("three_public.reception", "change", "2021", -0.4, "2020 final"),
            ("three_public.reception", "growth", "2021", -0.2353, "2020 final"),
        ],
    ),
    "支出 of government funds is none of their carry-over": (
        "八、政府性基金预算收入支出决算情况\n政府性基金预算财政拨款收入60万元；年初结转和结余0万元；支出60万元，其中基本支出0万元，项目支出60万元；"
        "年末结转和结余0万元。具体情况如下：农村基础设施建设支出60万元。",
        [
            ("government_fund.income", "level", "2021", 60, ""),
            ("government_fund.opening", "level", "2021", 0, ""),
            ("government_fund", "level", "2021", 60, ""),
            ("government_fund.basic", "level", "2021", 0, ""),
            ("government_fund.project", "level", "2021", 60, ""),
            ("government_fund.closing", "level", "2021", 0, ""),
        ],
    ),
    "机构运行经费 is what others call 机关运行经费": (
        "十二、机构运行经费支出决算情况说明\n2021年度机构运行经费支出决算14.2万元，比上年减少0.8万元。",
        [
            ("operating_cost", "level", "2021", 14.2, ""),
            ("operating_cost", "change", "2021", -0.8, "2020 final"),
        ],
    ),
    "income by its sources in the chapter of all money": (
        "一、收入支出决算总体情况\n1.事业收入12.5万元，为开展业务活动取得的收入。较2020年度决算数增加2.5万元，增长25%。",
        [
            ("income.institutional_income", "level", "2021", 12.5, ""),
            ("income.institutional_income", "change", "2021", 2.5, "2020 final"),
            ("income.institutional_income", "growth", "2021", 0.25, "2020 final"),
        ],
    ),
    "a title without a number opens its chapter": (
        "云山县2021年度“三公”经费支出决算情况说明\n2021年公务接待费支出4.2万元，比上年累计支出5万元减少0.8万元。",
        [
            ("three_public.reception", "level", "2021", 4.2, ""),
            ("three_public.reception", "level", "2020", 5, ""),
            ("three_public.reception", "change", "2021", -0.8, "2020 final"),
        ],
    ),
    "a paragraph names the three public expenses under no heading that tells": (
        "云山县供水站2021年度一般公共预算财政拨款安排的“三公”经费支出决算总额为3.6万元，比预算减少0.4万元。",
        [
            ("three_public", "level", "2021", 3.6, ""),
            ("three_public", "change", "2021", -0.4, "2021 budget"),
        ],
    ),
    "the year of a sentence holds for its list, with 万 for 万元": (
        "六、“三公”经费支出决算情况\n2020年的三公经费决算数合计为9.5万，其中：公务用车运行维护费8万元、公务接待费1.5万元。",
        [
            ("three_public", "level", "2020", 9.5, ""),
            ("three_public.vehicle_running", "level", "2020", 8, ""),
            ("three_public.reception", "level", "2020", 1.5, ""),
        ],
    ),
    "a heading names what its paragraphs speak of": (
        "六、“三公”经费支出决算情况\n(3)公务接待费支出情况。2021年接待来宾，支出2.4万元，较上年减少0.6万元。",
        [
            ("three_public.reception", "level", "2021", 2.4, ""),
            ("three_public.reception", "change", "2021", -0.6, "2020 final"),
        ],
    ),
    "a share within what the sentence divides": (
        "六、“三公”经费支出决算情况\n云山县供水站2021年度“三公”经费支出决算中，因公出国（境）费支出决算0万元，占0%；公务接待费支出决算2万元，占25%。",
        [
            ("three_public.abroad", "level", "2021", 0, ""),
            ("three_public.abroad", "share", "2021", 0, "three_public"),
            ("three_public.reception", "level", "2021", 2, ""),
            ("three_public.reception", "share", "2021", 0.25, "three_public"),
        ],
    ),
    "kinds of money in a bracket": (
        "二、收入决算情况说明\n本年收入合计310万元；包括财政拨款收入250万元（其中，一般公共预算240万元，政府性基金预算10万元），占收入合计80.65%。",
        [
            ("income", "level", "2021", 310, ""),
            ("income.fiscal_income", "level", "2021", 250, ""),
            ("income.general_budget_income", "level", "2021", 240, ""),
            ("income.government_fund_income", "level", "2021", 10, ""),
            ("income.fiscal_income", "share", "2021", 0.8065, "income"),
        ],
    ),
    "和年初预算持平": (
        "六、“三公”经费支出决算情况\n因公出国（境）经费0万元，和年初预算持平。",
        [
            ("three_public.abroad", "level", "2021", 0, ""),
            ("three_public.abroad", "change", "2021", 0, "2021 initial_budget"),
        ],
    ),
    "the year stands behind the name": (
        "六、“三公”经费支出决算情况\n公务接待费2021年的决算数为1.2万元，比2021年年初预算数3万元减少1.8万元。",
        [
            ("three_public.reception", "level", "2021", 1.2, ""),
            ("three_public.reception", "level", "2021", 3, ""),
            ("three_public.reception", "change", "2021", -1.8, "2021 initial_budget"),
        ],
    ),
    "收支 is both totals": (
        "(一)收入支出决算总体情况说明\n2021年度收入总计90万元，支出总计90万元。收支较上年决算数增加4万元。",
        [
            ("totals", "level", "2021", 90, ""),
            ("totals", "level", "2021", 90, ""),
            ("totals", "change", "2021", 4, "2020 final"),
        ],
    ),
    "a chapter with its year, and the word 决算 first": (
        "二、2021年度部门决算支出情况\n云山县第二中学2021年度部门决算支出总计60万元，其中：基本支出54万元，占90%。",
        [
            ("totals", "level", "2021", 60, ""),
            ("expenditure.basic", "level", "2021", 54, ""),
            ("expenditure.basic", "share", "2021", 0.9, "totals"),
        ],
    ),
    "a rate of the reason is not of what it explains": (
        "六、“三公”经费支出决算情况\n公务接待费比上年减少2万元。主要是接待人次从80人降为40人，下降50%。",
        [("three_public.reception", "change", "2021", -2, "2020 final")],
    ),
    "what another name began is not given to the last one": (
        "六、“三公”经费支出决算情况\n公务接待费3万元。下属单位差旅费较上年减少1万元，较年初预算数减少2万元。",
        [("three_public.reception", "level", "2021", 3, "")],
    ),
    "经比较 compares nothing yet": (
        "六、“三公”经费支出决算情况\n经比较2021年度镇本级“三公”经费4万元，较上年减少1万元。",
        [
            ("three_public", "level", "2021", 4, ""),
            ("three_public", "change", "2021", -1, "2020 final"),
        ],
    ),
    "what stands before a colon is spoken of behind it": (
        "六、“三公”经费支出决算情况\n本局会计核算经费8万元，其中公务用车运行维护费5万元。公务接待情况：接待来宾，共3万元。",
        [
            ("three_public.vehicle_running", "level", "2021", 5, ""),
            ("three_public.reception", "level", "2021", 3, ""),
        ],
    ),
    "after a name that is not known, no last one is meant": (
        "六、“三公”经费支出决算情况\n本局会计核算经费8万元，其中公务用车运行维护费5万元。年末共支出3万元。",
        [("three_public.vehicle_running", "level", "2021", 5, "")],
    ),
    "another unit's figure is nobody's": ("六、“三公”经费支出决算情况\n下属单位公务接待费支出1.2万元。", []),
}  # fmt: skip

#: Text of a budget of 2022.
BUDGETS: dict[str, tuple[str, list[Fact]]] = {
    "the parts of a change in a sentence of their own": (
        "七、“三公”经费预算情况说明\n2022年“三公”经费预算比2021年减少0.9万元，主要是厉行节约。其中：公务用车购置及运行费减少0.5万元；公务接待费减少0.4万元。",
        [
            ("three_public", "change", "2022", -0.9, "2021"),
            ("three_public.vehicles", "change", "2022", -0.5, "2021"),
            ("three_public.reception", "change", "2022", -0.4, "2021"),
        ],
    ),
    "本级 and the units below it are the whole department": (
        "十、其他重要事项\n（一）机关运行经费\n2022年云山县农业局本级及下属1家事业单位的机关运行经费财政拨款预算14.2万元，比2021年预算减少0.9万元。",
        [
            ("operating_cost", "level", "2022", 14.2, ""),
            ("operating_cost", "change", "2022", -0.9, "2021 budget"),
        ],
    ),
    "本级 alone is not": (
        "十、其他重要事项\n（一）机关运行经费\n2022年云山县农业局本级机关运行经费预算10万元。",
        [],
    ),
    "parts of the three public expenses under a heading of all money": (
        "二、部门预算情况\n2022年“三公”经费支出预算为11万元，其中：公务用车运行维护费9万元，公务接待费2万元。与2021年预算相比增长10%。",
        [
            ("three_public", "level", "2022", 11, ""),
            ("three_public.vehicle_running", "level", "2022", 9, ""),
            ("three_public.reception", "level", "2022", 2, ""),
        ],
    ),
    "a class with 类科目 behind it": (
        "三、单位支出总体预算情况\n教育支出类科目5,200元，占支出总预算65%。",
        [
            ("expenditure.function", "level", "2022", 0.52, ""),
            ("expenditure.function", "share", "2022", 0.65, "expenditure"),
        ],
    ),
    "an opening before a year names what follows": (
        "二、部门收支总体情况\n(一)收入预算，2022年年初预算数60万元，其中，一般公共预算拨款60万元。",
        [
            ("income", "level", "2022", 60, ""),
            ("income.general_budget_income", "level", "2022", 60, ""),
        ],
    ),
    "公务车 is 公务用车": (
        "二、“三公”经费预算情况\n2022年公务车运行费预算5万元，公车购置费0万元。",
        [
            ("three_public.vehicle_running", "level", "2022", 5, ""),
            ("three_public.vehicle_purchase", "level", "2022", 0, ""),
        ],
    ),
    "a unit's part in a bracket": (
        "二、“三公”经费预算情况\n2022年公务接待费预算9万元（含云山供水站公务接待费2万元）。",
        [("three_public.reception", "level", "2022", 9, "")],
    ),
    "another matter under a heading": (
        "一、行政经费及“三公”经费预算情况\n2022年本部门机关运行经费安排45.5万元，比上年增加1.5万元。",
        [
            ("operating_cost", "level", "2022", 45.5, ""),
            ("operating_cost", "change", "2022", 1.5, "2021"),
        ],
    ),
    "what is kept for small firms is no purchase of its own": (
        "三、政府采购预算情况\n2022年本部门政府采购预算85.36万元。\n2022年本部门面向中小企业预留政府采购项目预算金额26.03万元，其中，预留给小型和微型企业的政府采购项目预算为8.47万元。",
        [("procurement", "level", "2022", 85.36, "")],
    ),
    "income that consists of one source only": (
        "(一)收支预算情况的总体说明\n收入仅包括一般公共预算拨款收入88万元；支出包括：教育支出80万元、住房保障支出8万元。",
        [
            ("income.general_budget_income", "level", "2022", 88, ""),
            ("expenditure.function", "level", "2022", 80, ""),
            ("expenditure.function", "level", "2022", 8, ""),
        ],
    ),
}  # fmt: skip


def stated(text: str, year: int, family: str) -> list[Fact]:
    lines = tuple(Line(line, n, None) for n, line in enumerate(text.split("\n"), 1))
    rows = claim_rows(Document(lines, 1, "text"), year, family)
    return [
        (row["metric"], row["relation"], row["period"], round(float(row["value"]), 6), row["base"] or "")
        for row in rows
        if row.get("phase")
    ]


@pytest.mark.parametrize("name", ACCOUNTS)
def test_sentences_of_accounts(name: str) -> None:
    text, facts = ACCOUNTS[name]
    assert stated(text, 2021, FINAL_ACCOUNTS) == facts


@pytest.mark.parametrize("name", BUDGETS)
def test_sentences_of_budgets(name: str) -> None:
    text, facts = BUDGETS[name]
    assert [fact for fact in stated(text, 2022, BUDGET) if fact[1] != "growth"] == facts


def test_last_years_accounts_in_a_budget_are_no_plan() -> None:
    text = "二、2021年“三公”经费决算情况\n2021年度“三公”经费合计支出8.2万元。"
    lines = tuple(Line(line, n, None) for n, line in enumerate(text.split("\n"), 1))
    (row,) = claim_rows(Document(lines, 1, "text"), 2022, BUDGET)
    assert (row["metric"], row["period"], row["phase"]) == ("three_public", "2021", "final")


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("2021年“三公”经费预算为9万元，其中：公务接待费9万元。", ["budget", "budget"]),
        ("“三公”经费支出8万元，年初预算为9万元，其中：公务接待费支出8万元。", ["final", "initial_budget", "final"]),
        ("“三公”经费年初预算为9万元。其中：公务接待费8万元。", ["initial_budget", "final"]),
    ],
)
def test_a_list_is_of_the_stage_of_what_it_divides(text: str, phases: list[str]) -> None:
    lines = tuple(Line(line, n, None) for n, line in enumerate(("六、“三公”经费支出决算情况", text), 1))
    rows = claim_rows(Document(lines, 1, "text"), 2021)
    assert [row["phase"] for row in rows if row.get("phase")] == phases


def counted(text: str) -> list[tuple[str, float, str]]:
    lines = tuple(Line(line, n, None) for n, line in enumerate(text.split("\n"), 1))
    rows = claim_rows(Document(lines, 1, "text"), 2021)
    return [(row["metric"], float(row["value"]), row["scope"] or "") for row in rows if row["relation"] == "count"]


def test_what_a_bracket_counts_does_not_narrow_what_follows_it() -> None:
    text = "六、“三公”经费支出决算情况\n国内公务接待共12批次（其中外事接待3批次），86人次（其中外事接待20人次）。"
    assert counted(text) == [
        ("three_public.reception_batches", 12, ""),
        ("three_public.reception_batches", 3, "foreign"),
        ("three_public.reception_persons", 86, ""),
        ("three_public.reception_persons", 20, "foreign"),
    ]


def test_groups_that_a_unit_arranged_itself_are_not_all() -> None:
    text = "六、“三公”经费支出决算情况\n本部门组织的出国团组1个；参加其他单位组织的出国团组2个；因公出国（境）团组共计3个，累计4人次。"
    assert counted(text) == [
        ("three_public.groups", 1, "arranged"),
        ("three_public.groups", 2, "arranged"),
        ("three_public.groups", 3, ""),
        ("three_public.abroad_persons", 4, ""),
    ]


def test_visits_are_counted_in_times() -> None:
    text = "六、“三公”经费支出决算情况\n国内公务接待批次为41次，共计接待217人次。"
    assert counted(text) == [("three_public.reception_batches", 41, ""), ("three_public.reception_persons", 217, "")]
