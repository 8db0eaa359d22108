"""Weights printed as percentages of a hundred, and forms whose marks are of another scale."""

from __future__ import annotations

from pathlib import Path

import pytest

import jixiao

FORM = """甲河市示例局

项目支出绩效自评表

（2021年度）

| 项目名称 |  | 热线服务 |  |  |  |  |
| --- | --- | --- | --- | --- | --- | --- |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 权重 | 得分 |
| 产出指标 | 数量指标 | 接听电话次数 | ≥1000次 | 1100次 | {first}% | {score} |
| 效益指标 | 社会效益指标 | 受理来信件数 | ≥300件 | 310件 | 40% | 40 |
"""


@pytest.mark.parametrize(
    ("first", "score", "weights"),
    [
        ("60", "60", [60, 40]),
        ("62", "60", [62, 40]),  # what does not make a hundred is read all the same
        ("60", "100", [None, None]),  # marks of a hundred for each indicator: the weight is no maximum
    ],
)
def test_weights_in_percent(tmp_path: Path, first: str, score: str, weights: list[int | None]) -> None:
    page = tmp_path / "form.md"
    page.write_text(FORM.format(first=first, score=score), "utf-8")
    found = jixiao.read(page).indicators["weight"]
    assert [None if value != value else value for value in found] == weights
