from jixiao import report, store
from report_samples import outcome, outcomes, rows, sample, scores


def told(lang="zh", d=None, ledger=None, card=None):
    ledger = outcomes() if ledger is None else ledger
    return report.summary(d or sample(), ledger, scores() if card is None else card, lang).text


def test_the_whole_story_in_chinese():
    assert told() == "\n\n".join(
        [
            "示范区数据局公布了 2020 年度的公开材料（1 份）。本报告用其中的数字互相核对。"
            "决算表填列本年收入 100.00 万元、本年支出 100.00 万元。"
            "支出中，基本支出 40.00 万元，项目支出 60.00 万元，项目支出占 60.00%。"
            "支出最多的功能分类是一般公共服务支出，90.00 万元，占 90.00%。",
            "2 个项目的自评表共列出全年预算 60.00 万元、执行 54.00 万元，合起来执行了 90.00%。"
            "执行率最低的是“培训”，为 40.00%。"
            "1 张政府投资项目表列出总投资 200.00 万元，累计完成 150.00 万元，占 75.00%。"
            "公布的支出进度：第 1 季度 20.00%、第 2 季度 50.00%、第 3 季度 70.00%、第 4 季度 98.00%。",
            "共核对 4 项，2 项一致，其中 1 项有尾差。"
            "2 项有疑点（重要 1 项、轻微 1 项）：公布的内容不能同时成立，或需要说明；"
            "哪一处需要更正，从公开材料本身无法判断。另有 2 项因材料不足或有不止一种读法而没有结论。",
            "部门自评得分为 9.5 分（满分 10 分）；公开材料支持 4.25 分到 9.5 分之间的得分。"
            "其中 5 分的项目可以由公布的数字完整重算。",
        ]
    )


def test_the_same_story_in_english():
    text = told("en")
    assert "income of CNY 1 million" in text
    assert "Of 4 checks, 2 were consistent, 1 of them only within rounding. Findings: 2 (1 major, 1 minor)." in text
    assert "a score of 9.5 out of 10; the published figures support a score between 4.25 and 9.5." in text


def test_a_missing_figure_leaves_its_sentence_out():
    accounts = [
        row
        for row in rows()["accounts"]
        if (row["term"], row["measure"]) not in (("expenditure_this_year", "total"), ("total", "total"))
    ]
    text = told(d=sample(accounts=accounts, funds=[], investments=[], claims=[]))
    assert "本年收入 100.00 万元。" in text
    assert [word for word in ("本年支出", "执行", "投资", "季度") if word in text] == []


def test_a_change_on_last_year_is_told_as_stated():
    claim = {**rows()["claims"][0], "metric": "income", "period": "2020", "relation": "change", "value": -12.5,
             "base": "2019 final"}  # fmt: skip
    assert "公开材料称本年收入比上年减少 12.50 万元（11.11%）。" in told(d=sample(claims=[claim]))
    growth = {**claim, "relation": "growth", "value": 1.057}
    assert "Income of the year: the sources state an increase of 105.70% on last year." in told(
        "en", d=sample(claims=[growth])
    )
    on_budget = {**claim, "base": "2020 budget"}
    assert "比上年" not in told(d=sample(claims=[on_budget]))
    two_readings = {**claim, "ambiguous": "expenditure"}
    assert "比上年" not in told(d=sample(claims=[two_readings]))


def test_nothing_checked_and_nothing_scored_is_not_spoken_of():
    empty = store.frame("outcomes", []), store.frame("scores", [])
    text = told(d=sample(scorecards=[]), ledger=empty[0], card=empty[1])
    assert "核对 " not in text
    assert "得分" not in text


def test_all_holds_is_told_without_counts_of_findings():
    text = told(ledger=store.frame("outcomes", [outcome("good", "holds")]))
    assert "共核对 1 项，1 项一致。没有不能同时成立的数字。" in text
    assert "没有结论" not in text


def test_what_only_follows_from_a_finding_is_counted_apart():
    ledger = store.frame("outcomes", [outcome("a", "broken"), outcome("b", "broken", cause="a")])
    assert "共核对 2 项，0 项一致。1 项有疑点（一般 1 项）" in told(ledger=ledger)
    assert "随这些疑点而不一致的还有 1 项，不重复列出。" in told(ledger=ledger)


def test_expenditure_that_is_neither_basic_nor_project_is_told():
    accounts = rows()["accounts"]
    whole = next(row for row in accounts if row["table"] == "expenditure" and row["term"] == "total")
    d = sample(accounts=[*accounts, {**whole, "measure": "business", "value": 78.6}])
    assert "其他支出：经营支出 78.60 万元。" in told(d=d)


def test_a_rubric_without_a_printed_scorecard_gives_no_score():
    assert "分到" not in told(d=sample(scorecards=[]), card=scores().assign(printed_score=float("nan")))
