"""How far indicators were reached, by kind: read by eye from the forms of the samples, drawn and listed."""

import pandas as pd
import pytest

from jixiao import report
from jixiao.report.reached import counted
from jixiao.rules import Text
from jixiao.score import attainment
from jixiao.score.forms.attain import Attained
from jixiao.score.practice.attainment import result_of
from report_samples import sample

RESULTS = ["exceeded", "met", "claimed", "below", "open"]


def frame(*rows):
    """Indicators as (kind, level2, result)."""
    more = {"subject": "网络运维", "title": "接通率", "target": "≥95%", "actual": "90%", "reason": "", "page": 7}
    common = {**more, "source_id": "a" * 12}
    return pd.DataFrame([{**common, "kind": kind, "level2": level2, "result": result} for kind, level2, result in rows])


MIXED = frame(
    ("satisfaction", "满意度指标", "open"),
    ("quantity", "数量指标", "below"),
    ("", "一般性支出情况", "met"),
    ("quantity", "数量", "met"),
)


def test_the_targets_of_the_archive_form_were_read_by_eye(office):
    """档案工作, p. 5: 约10次 → 4次, 15000份 → 8000份, 12月底 → 12月底."""
    rows = attainment(office)
    form = rows[rows["subject"] == "档案工作"]
    assert form["page"].unique().tolist() == [5]
    assert form[["target", "actual", "result"]].to_numpy().tolist()[:3] == [
        ["约10次", "4次", "below"],
        ["15000份", "8000份", "below"],
        ["12月底", "12月底", "met"],
    ]


def test_quantities_of_the_office_counted_on_its_pages(office):
    """Twelve quantities on p. 1–10: 77人次 … 6场; above: ≥95% → 100% and 6个 → 7个; in words: 手册6000本 … → 100%."""
    numbers = counted(attainment(office)).loc["quantity"]
    assert numbers.to_dict() == {"exceeded": 2, "met": 8, "claimed": 0, "below": 1, "open": 1}


def test_a_completion_rate_in_place_of_a_number_or_a_day_is_no_met_target(bureau, office):
    """抽检案件数 600宗 → 100% (p. 50) and 2020年12月18日前 → 100% (p. 3)."""
    for d, page, target in ((bureau, 50, "600宗"), (office, 3, "2020年12月18日前")):
        rows = attainment(d)
        assert rows[(rows["target"] == target) & (rows["page"] == page)]["result"].tolist() == ["claimed"]


@pytest.mark.parametrize(
    ("met", "operator", "ratio", "claimed", "expected"),
    [
        (True, "ge", 2, False, "exceeded"),
        (True, "eq", 1, False, "met"),
        (True, "le", 2, False, "met"),  # a limit that is kept is not exceeded
        (True, "range", 2, False, "met"),
        (True, "ge", None, True, "claimed"),
        (False, "ge", 2, True, "below"),
        (None, "ge", 2, True, "open"),
    ],
)
def test_what_a_target_and_its_answer_come_to(met, operator, ratio, claimed, expected):
    found = Attained("number", 0, 1, met, operator, Text("", ""), ratio, claimed=claimed)
    assert result_of(found) == expected


def test_kinds_come_in_the_order_of_the_regulation_and_other_labels_as_printed():
    numbers = counted(MIXED)
    assert numbers.index.tolist() == ["quantity", "satisfaction", "一般性支出情况"]
    assert list(numbers.columns) == RESULTS
    assert numbers.loc["quantity"].tolist() == [0, 1, 0, 1, 0]


@pytest.mark.parametrize(("lang", "first"), [("zh", "数量指标"), ("en", "quantity")])
def test_the_chart_stacks_what_is_counted(lang, first):
    axes = report.attainment(MIXED, lang).axes[0]
    assert axes.get_yticklabels()[0].get_text() == first
    drawn = [[(bar.get_x(), bar.get_width()) for bar in bars.patches] for bars in axes.containers]
    assert drawn == [[(0, 1), (0, 0), (0, 1)], [(1, 1), (0, 0), (1, 0)], [(2, 0), (0, 1), (1, 0)]]
    assert [text.get_text() for text in axes.texts] == ["1", "1", "1", "1", "2", "1", "1"]
    assert axes.get_xlabel()


def test_the_chart_is_told_in_both_languages():
    assert report.attainment_alt(MIXED, "zh") == "4 项指标按二级指标的完成情况：达到指标值 2、未达到 1、无法判断 1。"
    assert report.attainment_alt(MIXED, "en").endswith("target met 2, below the target 1, cannot be judged 1.")


def test_the_tables_count_and_list_what_lies_below_its_target():
    text = report.attainment_table(sample(), MIXED, "zh").text
    assert [line.split() for line in text.splitlines() if line.startswith(("数量", "合计"))] == [
        ["数量指标", "2", "0", "1", "0", "1", "0"],
        ["合计", "4", "0", "2", "0", "1", "1"],
    ]
    assert text.splitlines()[-1].split() == ["网络运维", "接通率", "≥95%", "90%", "未填列", "第", "7", "页"]


def test_without_indicators_nothing_is_shown():
    none = attainment(sample())
    assert report.attainment(none, "zh") is None
    assert report.attainment_alt(none, "zh") == ""
    assert not report.attainment_table(sample(), none, "zh")


def test_names_of_indicators_are_escaped():
    hostile = frame(("", "<script>alert(1)</script>", "below")).assign(title="<b>x")
    html = report.attainment_table(sample(), hostile, "zh").html
    assert "<script" not in html
    assert "<b>" not in html
