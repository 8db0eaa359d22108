import pandas as pd
import pytest

from jixiao.errors import RuleError, RunError
from jixiao.report import words


def test_every_text_has_both_languages_and_the_same_values():
    assert {"headings", "nothing", "summary", "alt", "labels"} <= words.load_texts().keys()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("a: {b: {zh: 甲}}", "missing key: en"),
        ("a: {b: {zh: 甲, en: x, fr: y}}", "unknown key: fr"),
        ('a: {b: {zh: "{n} 项", en: "{m} items"}}', "different values"),
    ],
)
def test_a_bad_text_is_refused_with_its_place(tmp_path, body, said):
    path = tmp_path / "texts.yaml"
    path.write_text(body, "utf-8")
    with pytest.raises(RuleError, match=said) as caught:
        words.load_texts(path)
    assert "texts.yaml a b" in str(caught.value)


def test_no_text_blames_anybody():
    said = str(words.load_texts())
    assert [
        word for word in ("违规", "造假", "虚报", "错误", "misconduct by", "fraud", "is wrong.") if word in said
    ] == []


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(RunError, match="no report in language 'fr'") as caught:
        words.say("headings", "money", "fr")
    assert "zh, en" in str(caught.value)


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (words.amount, 1234.5, "1,234.50"),
        (words.amount, 0, "0.00"),
        (words.amount, float("nan"), "not printed"),
        (words.rate, 0.9941, "99.41%"),
        (words.rate, pd.NA, "not printed"),
        (words.marks, 5.0, "5"),
        (words.marks, 4.84, "4.84"),
        (words.marks, 100, "100"),
        (words.exact, 4336.153571, "4,336.153571"),
        (words.exact, -0.0000001, "0.00"),
        (words.exact_rate, 0.00005, "0.005%"),
    ],
)
def test_numbers(write, value, text):
    assert write(value, "en") == text


def test_intervals():
    assert words.interval(0, 5, "zh") == "0–5"
    assert words.interval(3, 3, "zh") == "3"
    assert words.interval(None, None, "zh") == "未印"


def test_a_long_name_is_cut_in_the_middle_and_stays_distinct():
    first = words.shorten("智能交通升级完善工程（坪山片区）项目第一年度", 30)
    second = words.shorten("智能交通升级完善工程（坪山片区）项目第二年度", 30)
    assert "…" in first
    assert first != second
    assert words.width(first) <= 30
    assert words.shorten("短", 30) == "短"


def test_text_of_a_source_is_one_line_without_control_signs():
    assert words.plain("a\n\tb\u202ec\u0000") == "a b c"
