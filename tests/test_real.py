"""Published files as governments put them out, with values read by eye from the rendered pages."""

import importlib

import pandas as pd
import pytest

import jixiao
from jixiao.errors import ReadError, RecogniseError
from jixiao.families import column_of
from places import SHARED

REAL = SHARED / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the published files are not beside this checkout")


@pytest.fixture(scope="module")
def petition() -> jixiao.Disclosure:
    return jixiao.read(REAL / "petition_bureau_2024.pdf")


@pytest.fixture(scope="module")
def putuo() -> jixiao.Disclosure:
    return jixiao.read(REAL / "putuo_finance_2024.pdf")


def value(d: jixiao.Disclosure, table: str, measure: str, **row: str) -> float:
    columns = d.accounts.apply(column_of, axis=1)
    rows = d.accounts[(d.accounts["table"] == table) & (columns == measure)]
    for column, wanted in row.items():
        rows = rows[rows[column] == wanted]
    assert len(rows) == 1
    return float(rows["value"].iloc[0])


def test_a_central_bureau(petition: jixiao.Disclosure) -> None:
    assert (petition.department, petition.fiscal_year) == ("国家信访局", 2024)
    assert value(petition, "summary", "total", side="income", term="other_income") == 878.44
    assert value(petition, "summary", "total", side="income", term="opening_balance") == 1615.24
    assert value(petition, "summary", "total", side="expenditure", term="class_221") == 980.85
    assert value(petition, "summary", "total", side="expenditure", term="closing_balance") == 7494.06
    orders = petition.tables["tables"]["role"].tolist()
    assert orders[6:9] == ["government_fund", "state_capital", "three_public"]


def test_a_scored_form_torn_over_two_pages(petition: jixiao.Disclosure) -> None:
    project = petition.projects[petition.projects["name"] == "信访研究宣传立法专项"].iloc[0]
    assert (project["total_weight"], project["total_score"]) == (100, 94.7)
    rows = petition.indicators[petition.indicators["project_id"] == project["project_id"]].reset_index(drop=True)
    torn = rows[rows["level3"] == "舆情报告报送量（期）"].iloc[0]
    assert (torn["level1"], torn["level2"], torn["page"]) == ("产出指标", "数量指标", 33)
    assert (torn["weight"], torn["score"], torn["target"], torn["actual"]) == (8, 8, "≥55期", "55期")
    last = rows.iloc[-1]
    assert (last["level2"], last["level3"], last["actual"]) == (
        "服务对象满意度指标",
        "《人民信访》读者满意度",
        "96.72%",
    )


def test_a_district_without_table_numbers(putuo: jixiao.Disclosure) -> None:
    assert (putuo.department, putuo.fiscal_year) == ("上海市普陀区财政局", 2024)
    assert value(putuo, "three_public", "budget_total") == 0.95
    assert value(putuo, "three_public", "budget_reception") == 0.95
    assert pd.isna(value(putuo, "three_public", "final_total"))
    assert value(putuo, "income", "total", code="2101101") == 60.99


def test_a_department_form_of_one_page() -> None:
    d = jixiao.read(REAL / "ningde_office_2024.pdf")
    assert (d.department, d.fiscal_year) == ("宁德市人民政府办公室", 2024)
    total = d.funds.iloc[0]
    assert total[["initial_budget", "budget", "executed", "rate", "weight", "score"]].tolist() == [
        9209.55, 9999.77, 8874.74, 0.8875, 10, 7,
    ]  # fmt: skip
    printed = {name: place["printed"] for name, place in total["cells"].items()}
    assert (printed["adjustment"], printed["balance"], printed["balance_rate"]) == ("790.22", "1125.03", "11.2500")
    assert d.documents["lost_numbers"].tolist() == [0]
    assert d.projects["total_score"].tolist() == [92.33]
    # 一般性支出情况 twice and 服务对象满意度 are wider than their cells, and cut off on the page.
    assert d.tables["tables"]["method"].tolist() == ["lattice/vector; text of 3 cells runs over a wall"]
    assert d.indicators["score"].sum() == 85.33
    meetings = d.indicators[d.indicators["level3"] == "市政府常务会议场次"].iloc[0]
    assert (meetings["operator"], meetings["target_value"], meetings["actual_value"], meetings["score"]) == (
        "ge",
        30,
        20,
        1.33,
    )


#: 208 is 326.71 in the two summaries of Putuo (pp. 6 and 12) and 326.72 in the tables below them.
@pytest.mark.parametrize(
    ("name", "last_digits"), [("petition_bureau_2024.pdf", []), ("putuo_finance_2024.pdf", ["T3-05", "T5-05"])]
)
def test_no_identity_of_the_nine_tables_breaks_but_by_a_last_digit(name: str, last_digits: list[str]) -> None:
    outcomes = jixiao.check(jixiao.read(REAL / name))
    tables = outcomes[outcomes["rule"].str.match(r"T\d|X-")]
    assert (tables["state"] == "holds").sum() > 200
    found = tables[tables["state"].isin(["broken", "ambiguous"])]
    assert found["rule"].tolist() == last_digits
    assert set(found["severity"]) <= {"info"}


def test_a_scan_without_the_extra_and_another_kind_of_paper_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("jixiao.read.ocr"), "available", lambda: False)
    monkeypatch.setattr(jixiao.project.reading, "cache_folder", lambda: None)
    with pytest.raises(ReadError, match="scanned: no text layer") as caught:
        jixiao.read(REAL / "beijing_scan_2026.pdf")
    assert "jixiao[ocr]" in caught.value.hint
    with pytest.raises(RecogniseError, match="may be no disclosure"):
        jixiao.read(REAL / "not_a_disclosure.pdf")
