import pandas as pd
import pytest

from jixiao.errors import RuleError, RunError
from jixiao.report import phrases


def test_every_text_has_both_languages_and_the_same_values():
    assert {"headings", "nothing", "summary", "alt", "labels"} <= phrases.load_texts().keys()


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
        phrases.load_texts(path)
    assert "texts.yaml a b" in str(caught.value)


def test_no_text_blames_anybody():
    said = str(phrases.load_texts())
    assert [
        word for word in ("违规", "造假", "虚报", "错误", "misconduct by", "fraud", "is wrong.") if word in said
    ] == []


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(RunError, match="no report in language 'fr'") as caught:
        phrases.say("headings", "money", "fr")
    assert "zh, en" in str(caught.value)


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (phrases.amount, 1234.5, "1,234.50"),
        (phrases.amount, 0, "0.00"),
        (phrases.amount, float("nan"), "not given"),
        (phrases.rate, 0.9941, "99.41%"),
        (phrases.rate, pd.NA, "not given"),
        (phrases.marks, 5.0, "5"),
        (phrases.marks, 4.84, "4.84"),
        (phrases.marks, 100, "100"),
        (phrases.exact, 4336.153571, "4,336.153571"),
        (phrases.exact, -0.0000001, "0.00"),
        (phrases.exact_rate, 0.00005, "0.005%"),
    ],
)
def test_numbers(write, value, text):
    assert write(value, "en") == text


def test_intervals():
    assert phrases.interval(0, 5, "zh") == "0–5"
    assert phrases.interval(3, 3, "zh") == "3"
    assert phrases.interval(None, None, "zh") == "未填列"


def test_a_long_name_is_cut_in_the_middle_and_stays_distinct():
    first = phrases.shorten("智能交通升级完善工程（坪山片区）项目第一年度", 30)
    second = phrases.shorten("智能交通升级完善工程（坪山片区）项目第二年度", 30)
    assert "…" in first
    assert first != second
    assert phrases.width(first) <= 30
    assert phrases.shorten("短", 30) == "短"


def test_text_of_a_source_is_one_line_without_control_signs():
    assert phrases.plain("a\n\tb\u202ec\u0000") == "a b c"
