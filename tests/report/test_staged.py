"""Charts over departments: from budget to outturn, and what became of the targets."""

import pandas as pd
import pytest

from jixiao import report
from report_samples import rows, sample

RATES = pd.DataFrame(
    {"department": ["甲局", "乙局"], "fiscal_year": 2023, "compared": ["documents", "text"], "q25": [-0.2, 0.0],
     "median": [-0.1, 0.05], "q75": [0.0, 0.1], "n": [12, 7], "share_large": [0.5, 0.0]}
)  # fmt: skip
CHANGES = pd.DataFrame(
    {
        "department": ["甲局", "甲局", "乙局"],
        "fiscal_year": 2023,
        "change": ["kept", "lowered", "kept"],
        "n": [8, 2, 5],
        "share": [0.8, 0.2, 1.0],
    }
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_deviations_stand_by_department_with_their_number(lang):
    axes = report.deviation(RATES, lang).axes[0]
    assert [text.get_text() for text in axes.texts] == ["12", "7"]
    assert axes.get_yticklabels()[0].get_text().startswith("甲局 2023")
    assert "19" in report.deviation_alt(RATES, lang)
    assert axes.collections[1].get_offsets()[:, 0].tolist() == [-0.1, 0.05]


@pytest.mark.parametrize(("lang", "names"), [("zh", ["未变", "降低"]), ("en", ["kept", "lowered"])])
def test_targets_by_what_became_of_them(lang, names):
    axes = report.moved_targets(CHANGES, lang).axes[0]
    assert axes.get_legend_handles_labels()[1] == names
    assert sorted(text.get_text() for text in axes.texts) == ["10", "5"]


def test_nothing_compared_is_no_chart():
    assert report.deviation(RATES.iloc[:0], "zh") is None
    assert report.deviation_alt(RATES.iloc[:0], "zh") == ""
    assert report.moved_targets(CHANGES.iloc[:0], "zh") is None


def figure(place: str, page: int) -> dict:
    return {"source_id": place, "page": page, "printed": "x", "what": "x", "what_en": "x"}


def moved() -> tuple[pd.DataFrame, pd.DataFrame]:
    common = {"compared": "documents", "role": "general_expenditure", "term": None, "measure": "total"}
    places = [figure("b" * 12, 5), figure("a" * 12, 9)]
    values = {"from_value": 100.0, "to_value": 90.0, "deviation": -10.0, "rate": -0.1, "places": places}
    deviations = pd.DataFrame(
        [
            {**common, "code": "201", "item": "一般公共服务支出", **values},
            {**common, "code": "2010101", "item": "行政运行", **values},
            {**common, "code": "205", "item": "教育支出", **values, "from_value": 0.0, "to_value": 0.0},
            {**common, "compared": "columns", "code": "221", "item": "住房保障支出", **values},
            {**common, "role": None, "code": None, "term": "procurement", "item": None, "measure": None, **values},
        ]
    )
    target = {"project": "运维", "level3": "修复率", "before_target": "≥95%", "after_target": "≥90%", "places": []}
    goalposts = pd.DataFrame([{**target, "change": "kept"}, {**target, "change": "lowered"}])
    return deviations, goalposts


def test_the_budget_beside_the_accounts_and_targets_that_moved() -> None:
    documents = [
        {**row, "source_id": source * 12, "family": family, "format": "pdf"}
        for source, family in (("a", "final_accounts"), ("b", "budget"))
        for row in rows()["documents"]
    ]
    shown = report.stages(sample(documents=documents), *moved(), "zh")
    lines = [line.split() for line in shown.text.splitlines() if line]
    assert lines[2:4] == [
        ["一般公共预算支出表", "一般公共服务支出", "100.00", "90.00", "-10.00", "-10.00%"],
        ["文字说明", "政府采购", "100.00", "90.00", "-10.00", "-10.00%"],
    ]
    assert "第 5 页 · 预算" in shown.html
    assert "目标未变的 1 项" in shown.text
    assert lines[-1] == ["运维", "修复率", "≥95%", "≥90%", "降低"]


def test_nothing_at_two_stages_is_no_section() -> None:
    assert not report.stages(sample(), *(frame.iloc[:0] for frame in moved()), "zh")
