"""Codes of places by the names of regions and departments."""

import pytest

from jixiao.compare.region_codes import region_code


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("广东省深圳市坪山区", "x"), "440310"),
        ((None, "西安市卫生健康委员会"), "610100"),
        ((None, "上海市普陀区财政局"), "310107"),
        ((None, "浙江普陀区某某局"), "330903"),
        ((None, "中共深圳市坪山区委办公室"), "440310"),
        ((None, "湖北省仙桃市财政局"), "429004"),
        ((None, "新疆维吾尔自治区财政厅"), "650000"),
        # a name that several places share, a made-up one, none at all, a street that is called as a city
        ((None, "朝阳区财政局"), None),
        ((None, "甲城市财政局"), None),
        ((None, "市财政局"), None),
        ((None, "国家信访局"), None),
        ((None, "北京路街道办事处"), None),
    ],
)
def test_the_code_of_a_place(names: tuple[str | None, ...], code: str | None) -> None:
    assert region_code(*names) == code
