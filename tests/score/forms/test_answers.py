"""How forms word levels, units, frequencies, days and answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jixiao.score.forms.answers import days, factor, frequency, is_no_indicator, language, level_of, tiers_of
from jixiao.score.forms.form_rubric import TIERS


@pytest.mark.parametrize(
    ("text", "first", "last", "before"),
    [
        ("2020年12月18日前", date(2020, 12, 18), date(2020, 12, 18), True),
        ("12月底", date(2020, 12, 31), date(2020, 12, 31), False),
        ("次年2月份前", date(2021, 2, 1), date(2021, 2, 28), True),
        ("12/15/2022", date(2022, 12, 15), date(2022, 12, 15), False),
        ("2020年底前", date(2020, 12, 31), date(2020, 12, 31), True),
        ("2020.6.30", date(2020, 6, 30), date(2020, 6, 30), False),
        ("2022年1—4月", date(2022, 4, 1), date(2022, 4, 30), False),
        ("2022年1-4月", date(2022, 4, 1), date(2022, 4, 30), False),
        ("2022.1.1-2023.12.30", date(2023, 12, 30), date(2023, 12, 30), False),
    ],
)
def test_days(text, first, last, before):
    found = days(text, 2020)
    assert found is not None
    assert (found.first, found.last, found.before) == (first, last, before)


@pytest.mark.parametrize(
    "text", ["2022年5月1日-2022", "12次", "2020年13月1日", "2月30日", "持续提升", "≥95%", "", "9562平方米"]
)
def test_what_is_no_day(text):
    assert days(text, 2020) is None


def test_a_period_within_a_period_without_end_is_read_without_harm() -> None:
    assert days("2022年1-" * 5000, 2022) is None
    assert days("2022.1.1-" * 5000 + "2023.12.30", 2022) == days("2023.12.30", 2022)


@pytest.mark.parametrize(
    ("text", "count", "yearly"),
    [
        ("每月1次", 1, 12),
        ("4次/季度", 4, 16),
        ("每年一次", 1, 1),
        ("每半年开展两次", 2, 4),
        ("3次/日,全年需巡检1095次。", 3, None),
    ],
)
def test_frequencies(text, count, yearly):
    found = frequency(text)
    assert found is not None
    assert found.count == count
    assert (None if found.yearly is None else found.count * found.yearly) == yearly


@pytest.mark.parametrize("text", ["12次", "每月27日前", "每人200元", "50刊", ""])
def test_what_is_no_frequency(text):
    assert frequency(text) is None


def test_units_of_one_quantity_only():
    assert factor("万元", "元") == 10000
    assert factor("分钟", "小时") == Decimal(60) / 3600
    assert factor("人次", "人") is None
    assert factor("篇", "篇") == 1


@pytest.mark.parametrize(
    ("target", "actual", "tiers"),
    [
        ("有所提高", "持续提升", {"achieved"}),
        ("有所提高", "水平不断提升", {"achieved"}),
        ("按期完成", "未按期完成", {"partly", "not_achieved"}),
        ("按期完成", "未能全部完成", {"partly", "not_achieved"}),
        ("按期完成", "大部分完成", {"partly"}),
        ("不超预算", "未超预算", {"achieved"}),
        ("有效", "有效", {"achieved"}),
        ("有所提高", "召开会议三次", set()),
    ],
)
def test_tiers_that_words_allow(target, actual, tiers):
    assert tiers_of(target, actual) == tiers


def test_levels_and_rows_without_an_indicator():
    assert level_of("效益指标") == "benefit"
    assert level_of("服务对象满意度指标") == "satisfaction"
    assert level_of("一般性支出情") == ""
    assert is_no_indicator("不适用", "不适用")
    assert not is_no_indicator("无", "2次")


def test_every_answer_names_a_tier_that_rubrics_have():
    assert {tier for _, tiers in language().answers for tier in tiers} <= set(TIERS)
