"""Records of the samples, with values read by eye from their pages."""

import pandas as pd
import pytest

import jixiao
from jixiao.families import FINAL_ACCOUNTS, official
from jixiao.recognise.find import titled
from jixiao.recognise.performance.levels import LevelLabel, realign
from jixiao.recognise.proved import proved
from jixiao.recognise.tables.titles import table_title


def figures(d: jixiao.Disclosure, **wanted: str) -> list[float]:
    rows = d.accounts
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    return [float(value) for value in rows["value"]]


def form(d: jixiao.Disclosure, table: str, name: str) -> pd.DataFrame:
    key = d.projects.loc[d.projects["name"] == name, "project_id"].iloc[0]
    return d.tables[table][d.tables[table]["project_id"] == key].reset_index(drop=True)


def test_every_form_and_table_is_found(bureau: jixiao.Disclosure, office: jixiao.Disclosure) -> None:
    forms = pd.concat([bureau.tables["tables"], office.tables["tables"]])["form"].value_counts()
    assert forms["self_evaluation"] + forms["transfer_evaluation"] == 18
    assert forms["investment"] == 27
    assert forms["accounts"] == 9
    assert set(bureau.tables["tables"]["role"].dropna()) == {role.name for role in official(FINAL_ACCOUNTS)}
    assert (forms["scorecard"], forms["payments"], forms["target_table"]) == (1, 1, 1)
    assert not bureau.tables["tables"]["form"].isna().any()
    assert (~bureau.scorecards["is_total"]).sum() == 21


def test_all_indicators_are_there(bureau: jixiao.Disclosure, office: jixiao.Disclosure) -> None:
    counts = dict.fromkeys(("self_evaluation", "transfer_evaluation", "investment"), 0)
    for d in (bureau, office):
        rows = d.indicators.merge(d.projects[["project_id", "form"]], on="project_id")
        for name in counts:
            counts[name] += int((rows["form"] == name).sum())
    assert counts["self_evaluation"] + counts["transfer_evaluation"] == 253
    assert counts["investment"] == 323


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        ({"table": "summary", "side": "income", "term": "opening_balance"}, [0.04]),
        ({"table": "summary", "side": "expenditure", "term": "class_210"}, [1665.8]),
        ({"table": "summary", "term": "grand_total"}, [22902.37, 22902.37]),
        ({"table": "income", "code": "2013799", "measure": "fiscal"}, [14763.55]),
        ({"table": "expenditure", "code": "2013701"}, [1478.51, 1079.62, 398.89, 0, 0, 0]),
        ({"table": "fiscal_summary", "side": "expenditure", "term": "class_234"}, [3825.17, 0, 3825.17, 0]),
        ({"table": "fiscal_summary", "side": "income", "term": "opening_general_budget"}, [0]),
        ({"table": "general_expenditure", "term": "total"}, [19077.16, 1556.54, 17520.63]),
        ({"table": "general_basic", "code": "30231"}, [13.8]),
        ({"table": "general_basic", "term": "operating_total"}, [94.59]),
        ({"table": "three_public", "stage": "budget", "measure": "total"}, [20.25]),
        ({"table": "three_public", "stage": "final", "measure": "vehicle_running"}, [13.8]),
        ({"table": "government_fund", "code": "2340299"}, [0, 3825.17, 3825.17, 0, 3825.17, 0]),
        ({"table": "state_capital", "term": "total"}, [0, 0, 0]),
    ],
)
def test_figures_of_the_nine_tables(bureau: jixiao.Disclosure, wanted: dict[str, str], values: list[float]) -> None:
    assert figures(bureau, **wanted) == values


def test_a_blank_cell_is_a_row_without_value(bureau: jixiao.Disclosure) -> None:
    rows = bureau.accounts[(bureau.accounts["table"] == "summary") & (bureau.accounts["term"] == "other_income")]
    assert rows["value"].isna().all()
    assert rows["printed"].tolist() == [""]


def test_a_form_over_two_pages(bureau: jixiao.Disclosure) -> None:
    rows = form(bureau, "indicators", "其他网信事务支出")
    assert len(rows) == 42
    assert rows["page"].unique().tolist() == [42, 43]
    assert (rows.loc[:14, "level2"] == "数量指标").all()
    assert (rows.loc[15:23, "level2"] == "质量指标").all()
    points = rows[rows["level3"] == "建设公共WIFI热点数"].iloc[0]
    assert (points["operator"], points["target_value"], points["target_unit"]) == ("ge", 274, "个")
    assert (points["actual"], points["actual_value"]) == ("279", 279)


def test_money_of_a_form(bureau: jixiao.Disclosure) -> None:
    rows = form(bureau, "funds", "突发公共卫生事件应急处理")
    assert rows["fund"].tolist() == ["total", "superior_transfer", "district", "other"]
    assert rows.loc[0, ["budget", "executed", "rate"]].tolist() == [1655.05, 1605.63, 0.9701]
    assert rows.loc[1, ["budget", "executed", "rate"]].isna().all()


def test_an_amount_in_a_rate_cell_is_no_rate(bureau: jixiao.Disclosure) -> None:
    row = form(bureau, "funds", "区级温馨驿站项目").iloc[0]
    assert pd.isna(row["rate"])
    assert row["cells"]["rate"]["printed"] == "3825.1738"


def test_an_investment_form(bureau: jixiao.Disclosure) -> None:
    row = form(bureau, "investments", "坪山区信息化项目管理信息系统项目").iloc[0]
    assert (row["total_investment"], row["fiscal_funding"], row["other_funding"]) == (499.85, 499.85, 0)
    assert (row["initial_target"], row["plan"], row["invested"]) == (280, 129.5205, 129.5205)
    assert (row["construction"], row["started"], row["completed"]) == ("续建", True, False)
    assert row["start_date"] == "2019-11-15"
    assert pd.isna(row["completion_date"])
    assert (row["completion_rate"], row["progress"]) == (0.6002, 0.8)


def test_the_scorecard(bureau: jixiao.Disclosure) -> None:
    rows = bureau.scorecards
    item = rows[rows["level3"] == "部门预算资金支出率"].iloc[0]
    assert (item["level1"], item["level1_weight"], item["level2"], item["level2_weight"]) == (
        "预算执行情况",
        36,
        "资金管理",
        18,
    )
    assert (item["weight"], item["score"]) == (5, 4.84)
    total = rows[rows["is_total"]].iloc[0]
    assert (total["weight"], total["score"]) == (100, 97.82)


def test_figures_the_rubric_needs_from_the_text(bureau: jixiao.Disclosure) -> None:
    stated = {(row.metric, row.period): row.value for row in bureau.claims.itertuples() if not row.subject}
    assert [stated["quarter_progress", f"2020Q{n}"] for n in range(1, 5)] == [0.2558, 0.5356, 0.5979, 0.981]
    assert (stated["establishment", "2020"], stated["staff", "2020"]) == (41, 39)
    assert (stated["procurement_plan", "2020"], stated["procurement_quota", "2020"]) == (5914, 3213)
    assert (stated["three_public_budget", "2020"], stated["operating_budget_adjusted", "2020"]) == (17.8, 101.16)


def test_the_text_sums_up_every_project(bureau: jixiao.Disclosure) -> None:
    counts = bureau.claims["metric"].value_counts()
    assert (counts["project_budget"], counts["project_executed"], counts["project_rate"]) == (33, 33, 33)
    training = bureau.claims[bureau.claims["subject"].str.startswith("严控类经费")]
    assert training["value"].tolist() == [12.5, 4.28, 0.342]
    assert training["quote"].str.contains("34.2%").all()


def test_every_record_has_a_place(bureau: jixiao.Disclosure) -> None:
    for name in ("accounts", "funds", "indicators", "investments", "scorecards", "payments", "claims"):
        table = bureau.tables[name]
        assert table[["page", "x0", "y0", "x1", "y1"]].notna().all().all(), name
        assert (table["x0"] < table["x1"]).all()


def test_contact_persons_are_not_kept(bureau: jixiao.Disclosure) -> None:
    kept = " ".join(str(value) for table in bureau.tables.values() for value in table.to_numpy().ravel())
    assert "联系电话" not in kept
    assert "填表人" not in kept


def test_who_and_when(bureau: jixiao.Disclosure, office: jixiao.Disclosure) -> None:
    assert (bureau.department, bureau.fiscal_year) == ("深圳市坪山区政务服务数据管理局", 2020)
    assert (office.department, office.fiscal_year) == ("中共深圳市坪山区委办公室", 2020)
    assert bureau.documents["kind"].tolist() == ["both"]
    assert bureau.documents["unit"].tolist() == ["万元"]
    archive = office.projects[office.projects["name"] == "档案工作"].iloc[0]
    assert (archive["form_year"], archive["period_start"], archive["is_key"]) == (2020, "2021-01-01", True)


def labels(text: str) -> list[LevelLabel]:
    return [LevelLabel(name, int(row)) for name, row in (part.split("@") for part in text.split())]


def test_labels_that_slid_follow_the_words_of_their_rows() -> None:
    words = ["覆盖人数", "验收合格率", "保障及时率", "成本控制情况 未超支", "不适用 不适用", "有序推进"]
    slid = labels("数量指标@0 质量指标@1 时效指标@1 成本指标@2 经济效益指标@3 社会效益指标@4")
    assert realign(words, slid) == ["数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标"]


def test_one_row_under_another_label_is_the_departments_choice() -> None:
    words = ["办理人数", "受理及时率", "等待时长", "群众满意度"]
    kept = labels("质量指标@0 时效指标@2 服务对象满意度指标@3")
    assert realign(words, kept) == ["质量指标", "质量指标", "时效指标", "服务对象满意度指标"]


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("部门整体支出绩效自评情况表", "department_evaluation"),
        ("2026年部门整体绩效目标公开表", "department_target"),
        ("项目支出绩效目标公开表", "project_target"),
        ("绩效评价指标评分表", "scorecard"),
        ("2023年应急物资专项资金绩效评价指标评分表", "project_scorecard"),
    ],
)
def test_a_title_names_a_whole_department_or_a_project(title: str, form: str) -> None:
    named = titled(title)
    assert named is not None
    assert named.form == form


def test_a_numbered_list_of_payments_is_no_table_of_expenditure() -> None:
    assert proved("", table_title("支出情况明细表"), {"序号", "支出内容", "支出金额(万元)"}) == ""
    assert proved("", table_title("支出情况明细表"), {"科目编码", "科目名称", "合计"}) == "accounts"
