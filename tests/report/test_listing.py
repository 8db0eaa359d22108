"""Frames of results in notebooks: words for titles, nothing for what is missing."""

import pandas as pd

import jixiao
from jixiao import report
from report_samples import NAME, sample


def test_a_missing_value_is_blank_and_numbers_are_short() -> None:
    frame = pd.DataFrame({"share_full": [1 / 3, None], "department": ["甲局", pd.NA], "n": [12, 3]})
    text = report.listing(frame, "zh").text
    assert text.split() == ["share", "full", "department", "n", "0.333", "甲局", "12", "3"]


def test_a_named_index_is_a_column() -> None:
    frame = pd.DataFrame({"mean": [0.5]}, index=pd.Index(["甲局"], name="department"))
    assert report.listing(frame, "zh").text.split() == ["department", "mean", "甲局", "0.5"]


def test_a_report_names_who_answers_for_it_where_somebody_does() -> None:
    assert "某某研究组" not in report.method("zh").text
    assert "报告维护者：某某研究组 &lt;b&gt;" in report.method("zh", "某某研究组 <b>").html


def test_the_first_screen_where_one_works() -> None:
    shown = jixiao.first_screen(sample(), "en")
    assert NAME in shown.text
    assert "Income of the year" in shown._repr_html_()
