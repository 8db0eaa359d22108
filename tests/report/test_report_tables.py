import re

import pytest

from jixiao import report, store
from jixiao.errors import RunError
from jixiao.score import attainment
from report_samples import COMMON, HOSTILE, NAME, SHA, SOURCE, outcome, outcomes, rows, sample, scores

EMPTY = {name: [] for name in store.RECORD_TABLES if name != "documents"}


def projects_of(d, lang="zh", ledger=None):
    """The table of projects of a disclosure."""
    return report.project_table(d, outcomes() if ledger is None else ledger, attainment(d), lang)


def cells(piece):
    """Rows of a piece's tables as text, without the marks of places."""
    found = re.findall(r"<tr>(.*?)</tr>", re.sub(r"<sup.*?</sup>", "", piece.html), re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in found
    ]


def test_the_overview_says_who_when_how_much_and_how_sure():
    piece = report.overview(sample(), outcomes(), scores(), "zh")
    for said in ("100.00", "40.00", "60.00", "90.00%", "重要 1 · 轻微 1", "9.5", "4.25–9.5", SHA):
        assert said in piece.html
    assert NAME in report.title(sample(), "zh").html


def test_the_overview_shows_each_stated_change_on_last_year():
    said = {**rows()["claims"][0], "period": "2020", "relation": "change", "base": "2019 final"}
    stated = {"income": 1.0, "expenditure": 2.0, "expenditure.basic": -3.0, "expenditure.project": 4.0}
    d = sample(claims=[{**said, "metric": metric, "value": value} for metric, value in stated.items()])
    shown = re.findall(r"比上年 ([+-][\d.]+)", report.overview(d, outcomes(), scores(), "zh").html)
    assert shown == ["+1.00", "+2.00", "-3.00", "+4.00"]


def test_what_is_not_printed_is_never_zero():
    documents = [{**row, "family": "final_accounts"} for row in rows()["documents"]]
    piece = report.overview(sample(**EMPTY, documents=documents), outcomes(), scores(), "zh")
    assert piece.html.count("未填列") >= 4
    assert "0.00" not in piece.html


def test_forms_alone_have_no_cards_of_accounts():
    piece = report.overview(sample(**EMPTY), outcomes(), scores(), "zh")
    assert "本年收入" not in piece.html


def test_income_and_expenditure():
    assert cells(report.income_table(sample(), "zh"))[1:] == [
        ["一般公共预算财政拨款收入", "100.00", "100.00%"],
        ["合计", "100.00", ""],
    ]
    assert cells(report.expenditure_table(sample(), "en"))[1:] == [
        ["201 general public services", "90.00", "90.00%", "30.00", "60.00"],
        ["221 housing", "10.00", "10.00%", "10.00", "0.00"],
        ["Total", "100.00", "", "40.00", "60.00"],
    ]


def test_three_public_expenses_with_budget_beside_final_accounts(bureau):
    assert cells(report.three_public_table(bureau, "en"))[1:] == [
        ["travel abroad", "0.00", "0.00"],
        ["vehicles", "16.25", "13.80"],
        ["– bought", "0.00", "0.00"],
        ["– running", "16.25", "13.80"],
        ["reception", "4.00", "0.59"],
        ["Total", "20.25", "14.39"],
    ]
    assert not report.three_public_table(sample(**EMPTY), "zh")


def test_execution_and_investments():
    assert cells(projects_of(sample()))[1:] == [
        ["网络运维", "50.00", "50.00", "100.00%", "—", "—", "0"],
        ["培训", "10.00", "4.00", "40.00%", "—", "—", "0"],
        ["合计", "60.00", "54.00", "90.00%", "", "", ""],
    ]
    row = cells(report.investment_table(sample(), "zh"))[1]
    assert row == ["大数据中心", "200.00", "20.00", "20.00", "150.00", "75.00%", "80.00%", "未填列"]


def test_the_scorecard_shows_readings_and_reasons():
    rows_ = cells(report.scorecard_table(sample(), scores(), "zh"))
    assert rows_[1] == ["合理性", "5", "5", "0–5", "公开材料未予证明", "须看内部材料"]
    assert rows_[2][3:] == ["4.25–4.5", "可重新计算", "不设上限 以 100% 为限"]
    assert rows_[3][:4] == ["合计", "10", "9.5", "4.25–9.5"]


def test_findings_come_grave_first_with_values_places_rule_and_anchor():
    piece = report.findings(sample(), outcomes(), "zh")
    assert re.findall(r'<tbody class="finding" id="([^"]+)"', piece.html) == ["finding-grave", "finding-slight"]
    assert ["项目总体完成率", "80.00%", "第 7 页"] in cells(piece)
    for said in ("80.00%", "75.00%", "5.00 个百分点", "0.005 个百分点", "P-04", "大数据中心", 'href="#finding-grave"'):
        assert said in piece.html


def test_findings_of_one_kind_stand_in_one_table_the_largest_gap_first():
    found = [
        outcome(name, "broken", rule=rule, stated=gap, computed=0.0, gap=gap, slack=0.0)
        for name, rule, gap in (("a", "T1-01", 1.0), ("b", "TX-01", 5.0), ("c", "T1-02", -9.0), ("d", "T2-01", 3.0))
    ]
    html = report.findings(sample(), store.frame("outcomes", found), "en").html
    assert re.findall(r'<h3 id="kind-(\w+)">', html) == ["table_sums", "text_tables"]
    assert re.findall(r'<tbody class="finding" id="finding-(\w)"', html) == ["c", "d", "a", "b"]
    assert "Totals in a table differ from their parts (3)" in html


def test_what_differs_in_the_last_digit_stands_in_one_closing_table():
    small = {"materiality": "last_digit", "stated": 0.0, "computed": 0.01, "gap": -0.01, "slack": 0.0}
    found = [
        outcome("a", "broken", "info", rule="T1-01", **small),
        outcome("b", "broken", "info", rule="P-04", **small),
        outcome("c", "broken", "info", rule="I-09"),
    ]
    html = report.findings(sample(), store.frame("outcomes", found), "zh").html
    assert re.findall(r'<h3 id="kind-(\w+)">', html) == ["target_meaning", "last_digits"]
    assert "尾差（2 处）" in html


def test_what_follows_from_a_finding_is_told_with_it():
    found = [outcome("a", "broken"), outcome("b", "broken", cause="a", message_zh="乙：另一处")]
    html = report.findings(sample(), store.frame("outcomes", found), "zh").html
    assert "同一原因引起、不另列的 1 项" in html
    assert "乙：另一处" in html
    assert 'id="finding-b"' not in html


def test_the_title_of_a_rule_is_never_the_name_of_a_finding():
    html = report.findings(sample(), outcomes(), "zh").html
    titles = re.findall(r"<h3.*?</h3>", html)
    assert titles
    assert not [title for title in titles if "等于" in title or "P-04" in title]


def test_projects_show_their_score_and_findings_and_the_department_stands_apart():
    tables = rows()
    whole = {
        **tables["projects"][0],
        "project_id": "w",
        "form": "department_evaluation",
        "name": None,
        "total_score": 99,
    }
    projects = [{**row, "total_score": 95.5} for row in tables["projects"]]
    money = {**tables["funds"][0], "project_id": "w", "budget": 900.0, "executed": 90.0, "rate": 0.1}
    listed = [
        {**COMMON, "table_id": key, "form": "self_evaluation", "page_first": page, "page_last": page + 1}
        for key, page in (("p1", 7), ("p2", 9))
    ]
    d = sample(projects=[*projects, {**whole, "title": "整体自评表"}], funds=[*tables["funds"], money], tables=listed)
    place = [{"source_id": SOURCE, "page": 8, "printed": "1", "what": "x"}]
    ledger = store.frame("outcomes", [outcome("a", "broken", subject="网络运维 执行率", places=place)])
    shown = cells(projects_of(d, ledger=ledger))
    assert [row for row in shown if row[0] in ("网络运维", "培训", "合计", "整体自评表")] == [
        ["网络运维", "50.00", "50.00", "100.00%", "95.5", "—", "1"],
        ["培训", "10.00", "4.00", "40.00%", "95.5", "—", "0"],
        ["合计", "60.00", "54.00", "90.00%", "", "", ""],
        ["整体自评表", "900.00", "90.00", "10.00%", "99", "—", "0"],
    ]
    assert "90.00%" in report.overview(d, ledger, scores(), "zh").html


def test_places_of_a_text_are_lines_and_of_many_sources_named():
    documents = [{**rows()["documents"][0], "format": "text"}, {**rows()["documents"][0], "source_id": "b" * 12}]
    assert "line 7 · 二〇二〇年度决算" in report.findings(sample(documents=documents), outcomes(), "en").html


def test_amounts_of_findings_keep_all_their_digits():
    places = [{"source_id": SOURCE, "page": 1, "printed": "4336.153571万元", "what": "x"}]
    made = store.frame("outcomes", [outcome("o", "broken", stated=4336.153571, computed=4300.0, places=places)])
    assert "4,336.153571" in report.findings(sample(), made, "zh").html


def test_a_rate_is_written_as_one_where_only_its_sentence_shows_it():
    places = [{"source_id": SOURCE, "page": 1, "printed": "3825.17", "what": "执行率"}]
    made = store.frame("outcomes", [outcome("o", "broken", computed=1.0, places=places, message_zh="计算为 100.00%。")])
    assert "<dd>100.00%</dd>" in report.findings(sample(), made, "zh").html


def test_what_could_not_be_checked_is_grouped_by_reason():
    again = {**outcome("lack", "insufficient_data"), "outcome_id": "x", "rule": "T1-01", "message_zh": "另一项：说明"}
    made = store.frame("outcomes", [again, outcome("lack", "insufficient_data"), outcome("none", "not_applicable")])
    piece = report.unchecked(made, "zh")
    assert cells(piece)[1][1:] == ["材料不足", "T1-01, P-04", "2"]
    assert "不适用的 1 项" in piece.html


def test_the_most_frequent_reasons_stand_first_and_the_others_open_on_request():
    many = [
        outcome(f"{n}-{k}", "insufficient_data", message_zh=f"甲：原因{n:02d}") for n in range(12) for k in range(2)
    ]
    piece = report.unchecked(store.frame("outcomes", [*many, outcome("one", "ambiguous")]), "zh")
    first, _, rest = piece.html.partition("其余 8 种原因")
    assert (first.count("原因"), rest.count("<tr><td")) == (5, 8)
    assert "有不止一种读法" in rest


def test_what_held_is_counted_by_rule():
    row = cells(report.held(outcomes(), "en"))[1]
    assert row[0].startswith("P-04")
    assert row[1:] == ["1", "1"]


def test_how_to_reproduce_names_command_and_sources():
    piece = report.reproduce(sample(), "demo", "en")
    assert "jixiao report data/raw --only demo" in piece.html
    assert SHA in piece.html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_section_is_empty(lang):
    d, none = sample(**EMPTY), store.frame("outcomes", [])
    assert report.section("execution", lang, projects_of(d, lang)) == ()
    parts = {
        "findings": (report.findings(d, none, lang),),
        "unchecked": (report.unchecked(none, lang),),
        "held": (report.held(none, lang),),
    }
    for key, pieces in parts.items():
        heading, said = report.section(key, lang, *pieces)
        assert f'<h2 id="{key}">' in heading.html
        assert said.html.startswith("<p")
        assert len(said.text) > 10


def test_everything_from_a_source_is_escaped():
    def poisoned(table):
        kinds = store.table_columns(table)
        return [
            {k: HOSTILE if kinds[k] == "text" and k not in KEYS else v for k, v in row.items()}
            for row in table_rows[table]
        ]

    table_rows = rows()
    d = store.disclosure({name: poisoned(name) for name in table_rows})
    places = [{"source_id": SOURCE, "page": 1, "printed": HOSTILE, "what": HOSTILE}]
    words = {"message_zh": HOSTILE, "message_en": HOSTILE, "subject": f"{HOSTILE}2", "rule": HOSTILE}
    made = store.frame(
        "outcomes",
        [outcome(f"{HOSTILE}{n}", s, places=places, **words) for n, s in enumerate(("broken", "ambiguous", "holds"))],
    )
    card = scores().assign(title=HOSTILE, message_zh=HOSTILE, reading=HOSTILE, basis=HOSTILE)
    pieces = [
        report.title(d, "zh"),
        report.overview(d, made, card, "zh"),
        report.summary(d, made, card, "zh"),
        report.income_table(d, "zh"),
        report.expenditure_table(d, "zh"),
        projects_of(d),
        report.investment_table(d, "zh"),
        report.scorecard_table(d, card, "zh"),
        report.findings(d, made, "zh"),
        report.unchecked(made, "zh"),
        report.held(made, "zh"),
        report.reproduce(d, HOSTILE, "zh"),
    ]
    for piece in pieces:
        assert "<script" not in piece.html
        assert "\u202e" not in piece.html
        assert not re.search(r'="[^"]*"\'', piece.html)
    assert sum("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;" in piece.html for piece in pieces) >= 10


KEYS = {"project_id", "table", "term", "measure", "fund", "code", "metric", "period", "relation", "source_id", "side"}


def test_an_unknown_language_is_refused():
    for make in (report.income_table, report.expenditure_table, report.title, report.execution):
        with pytest.raises(RunError, match="'de'"):
            make(sample(), "de")


def test_pieces_print_well_in_a_terminal():
    assert repr(report.income_table(sample(), "zh")).splitlines()[1:3] == [
        "项目                      金额（万元）     占比",
        "一般公共预算财政拨款收入        100.00  100.00%",
    ]
    assert COMMON["department"] in repr(report.title(sample(), "zh"))


def test_a_rate_that_is_no_rate_is_shown_as_printed_and_a_blank_one_as_not_printed():
    cell = {"rate": {"printed": "3825.1738"}}
    (first, second) = (dict(row) for row in rows()["funds"][:2])
    funds = [{**first, "rate": None, "cells": cell}, {**second, "rate": None, "cells": {}}]
    table = projects_of(sample(funds=funds))
    assert ["网络运维", "50.00", "50.00", "3825.1738"] in [row[:4] for row in cells(table)]
    assert ["培训", "10.00", "4.00", "未填列"] in [row[:4] for row in cells(table)]


def test_values_are_called_in_the_readers_language_where_there_is_a_word():
    places = [{"source_id": SOURCE, "page": 7, "printed": "1", "what": "合计", "what_en": "total"},
              {"source_id": SOURCE, "page": 7, "printed": "2", "what": "其他"}]  # fmt: skip
    piece = report.findings(sample(), store.frame("outcomes", [outcome("a", "broken", places=places)]), "en")
    assert [row[0] for row in cells(piece)][-2:] == ["total", "其他"]


def test_a_gap_of_amounts_has_no_sign():
    ledger = store.frame("outcomes", [outcome("a", "broken", stated=17.8, computed=20.25, gap=-2.45, slack=0.055)])
    text = report.findings(sample(), ledger, "en").text
    assert "Difference: 2.45" in text
    assert "-2.45" not in text
