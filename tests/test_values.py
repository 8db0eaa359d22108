from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.values import Value, parse_date, parse_period, parse_value, plain_label, ticked, without_numbering


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("≥95%", Value("ge", Decimal("0.95"), "%")),
        ("≧ 90 %", Value("ge", Decimal("0.90"), "%")),
        (">=95%", Value("ge", Decimal("0.95"), "%")),
        ("≤10秒", Value("le", Decimal(10), "秒")),
        ("15分钟内", Value("le", Decimal(15), "分钟")),
        ("不少于3次", Value("ge", Decimal(3), "次")),
        ("35000 份", Value("eq", Decimal(35000), "份")),
        ("77 人次", Value("eq", Decimal(77), "人次")),
        ("267.92万元", Value("eq", Decimal("267.92"), "万元")),
        ("100.00%", Value("eq", Decimal("1.0000"), "%")),
        ("3000", Value("eq", Decimal(3000), "")),
        ("20-30人", Value("range", None, "人")),
        ("≥5年", Value("ge", Decimal(5), "年")),
        ("≥3个月", Value("ge", Decimal(3), "个月")),
        ("不超过2年", Value("le", Decimal(2), "年")),
        ("100年以上", Value("ge", Decimal(100), "年")),
        ("1.5年", Value("eq", Decimal("1.5"), "年")),
        ("20年", Value("text")),  # may be 2020
        ("≤2020年", Value("text")),
        ("≤12月", Value("text")),  # twelve months, or by December
        ("≥3季度", Value("text")),
        ("5年/次", Value("text")),
        ("5年5个月", Value("text")),
        ("1次/日,全年需巡检251次。", Value("text")),
        ("每月 25-27 日", Value("text")),
        ("12 月底", Value("text")),
        ("2020 年 12 月 18 日前", Value("text")),
        ("持续提升", Value("text")),
        ("不适用", Value("text")),
        ("", Value("text")),
    ],
)
def test_targets_and_actual_values(text: str, value: Value) -> None:
    assert parse_value(text) == value


def test_dates_and_periods() -> None:
    assert parse_date("2018 年 12 月 6 日") == date(2018, 12, 6)
    assert parse_date("2019年 10月 21") == date(2019, 10, 21)
    assert parse_date("年 月 日") is None
    assert parse_date("2020年13月1日") is None
    assert parse_period("2020.1.1~2020.12.31") == (date(2020, 1, 1), date(2020, 12, 31))
    assert parse_period("2021 年 1 月 1 日-12 月 31 日") == (date(2021, 1, 1), date(2021, 12, 31))
    assert parse_period("长期") == (None, None)


def test_one_ticked_box_is_an_answer_and_two_are_none() -> None:
    assert ticked("□前期 □新开工 ☑续建") == "续建"
    assert ticked("√是 □否") == "是"
    assert ticked("□是 □否") is None
    assert ticked("☑是 ☑否") is None


def test_labels_are_compared_without_spelling() -> None:
    assert plain_label("因公出国 （境）费：") == plain_label("因公出国(境)费")
    assert plain_label("“三公”经费") == "三公经费"
    assert plain_label("2020年实际完成投资②") == "2020年实际完成投资"
    assert without_numbering(plain_label("二十二、灾害防治及应急管理支出")) == "灾害防治及应急管理支出"
    assert plain_label("·般公共预算财政拨款") == "一般公共预算财政拨款"  # as a picture was read
    assert without_numbering(plain_label("其中：上级转移支付资金")) == "上级转移支付资金"


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["≥", "≤", "=", ""]))
def test_a_printed_target_is_read_back(number: Decimal, sign: str) -> None:
    operator = {"≥": "ge", "≤": "le"}.get(sign, "eq")
    assert parse_value(f"{sign}{number}次") == Value(operator, number, "次")  # type: ignore[arg-type]


@given(st.integers(0, 999), st.sampled_from(["≥", "≤", "不超过", ">"]), st.sampled_from(["年", "个月"]))
def test_a_term_with_its_sign_is_a_number(count: int, sign: str, unit: str) -> None:
    operator = {"≥": "ge", ">": "gt"}.get(sign, "le")
    assert parse_value(f"{sign}{count}{unit}") == Value(operator, Decimal(count), unit)  # type: ignore[arg-type]


@given(st.integers(10, 9999), st.sampled_from(["", "=", "≤", "不超过"]), st.sampled_from(["年", "年底前", "年12月"]))
def test_a_date_is_no_number_of_years(year: int, sign: str, unit: str) -> None:
    dated = not sign or year > 999 or unit != "年"
    assert (parse_value(f"{sign}{year}{unit}").operator == "text") is dated


@given(st.integers(1, 12), st.sampled_from(["", "≤", "≥", "不超过"]), st.sampled_from(["月", "月底", "季度"]))
def test_a_month_of_the_year_is_no_number_of_months(month: int, sign: str, unit: str) -> None:
    assert parse_value(f"{sign}{month}{unit}").operator == "text"


@given(st.text(max_size=15))
def test_any_text_is_a_value_without_a_crash(text: str) -> None:
    value = parse_value(text)
    assert value.number is None or any(char.isnumeric() for char in text)
