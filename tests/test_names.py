"""Names of departments: which are one department, which perhaps, and what is joined."""

import pytest

from jixiao.names import join_names, kinship

HANGZHOU = "杭州市财政局"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (HANGZHOU, "杭州市财政局 ", "same"),
        ("深圳市坪山区数据局（汇总）", "深圳市坪山区数据局", "same"),
        ("甲市财政局（本级）", "甲市财政局(本级)", "same"),
        ("甲市发展和改革委员会", "甲市发展改革委", "same"),
        ("深圳市坪山区数据局", "坪山区数据局", "same"),
        ("中共深圳市坪山区委办公室", "坪山区委办公室", "same"),
        (HANGZHOU, "市财政局", "perhaps"),
        (HANGZHOU, "财政局", "perhaps"),
        (HANGZHOU, "杭州市财政局（本级）", "perhaps"),
        (HANGZHOU, "财政局本级", "perhaps"),
        ("苏州工业园区教育局", "教育局", "perhaps"),
        (HANGZHOU, "苏州市财政局", "different"),
        (HANGZHOU, "区财政局", "different"),
        ("苏州市教育局", "苏州工业园区教育局", "different"),
        ("市场监督管理局", "监督管理局", "different"),
        ("深圳市城市管理局", "深圳市管理局", "different"),
    ],
)
def test_two_names(one, other, found):
    assert kinship(one, other) == kinship(other, one) == found


def test_a_name_without_its_place_is_joined_where_all_speak_of_one_place():
    names = join_names([HANGZHOU, "市财政局", "杭州市西湖区教育局", "西湖区教育局"])
    assert names.fullest["市财政局"] == HANGZHOU
    assert names.fullest["西湖区教育局"] == "杭州市西湖区教育局"
    assert names.doubtful == ()


@pytest.mark.parametrize("others", [("苏州市财政局",), ("苏州市教育局",)])
def test_a_name_without_its_place_stays_in_doubt_among_several_places(others):
    names = join_names([HANGZHOU, "市财政局", *others])
    assert names.fullest["市财政局"] == "市财政局"
    assert (HANGZHOU, "市财政局") in {tuple(sorted(pair, reverse=True)) for pair in names.doubtful} | set(
        names.doubtful
    )


def test_a_place_that_lies_in_two_cities_stays_in_doubt():
    names = join_names(["杭州市西湖区教育局", "南昌市西湖区教育局", "西湖区教育局"])
    assert names.fullest["西湖区教育局"] == "西湖区教育局"
    assert len(names.doubtful) == 2


def test_a_department_and_its_own_office_are_two_and_it_is_said():
    names = join_names([HANGZHOU, "杭州市财政局（本级）", "财政局（本级）"])
    assert names.fullest["财政局（本级）"] == "杭州市财政局（本级）"
    assert names.doubtful == ((HANGZHOU, "杭州市财政局（本级）"),)
