"""A form with targets for the whole term of a project beside those of the year: the year's are its targets."""

from __future__ import annotations

from pathlib import Path

import pytest

import jixiao
from holding import as_document
from typeset.render.formats import FORMATS

FORM = """# 乙河市示例局

## 项目支出绩效自评表

（2023年度）

| 项目名称 | 河道清淤 |  |  |  |  |  |  |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 一级指标 | 二级指标 | 三级指标 | {titles} | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 清淤长度 | {targets} | 12.5公里 | 60 | 60 |
| 效益指标 | 社会效益指标 | 受益人数 | {more} | 900人 | 40 | 38 |
"""


@pytest.mark.parametrize("ending", [".md", ".xlsx", ".html"])
@pytest.mark.parametrize("term", ["实施期指标值", "中期指标值", "总体目标值"])
@pytest.mark.parametrize("order", [1, -1])
def test_the_targets_of_the_year_count(ending: str, term: str, order: int, tmp_path: Path) -> None:
    columns = ((term, "36公里", "3000人"), ("年度指标值", "12公里", "800人"))[::order]
    titles, targets, more = (" | ".join(texts) for texts in zip(*columns, strict=True))
    path = tmp_path / f"form{ending}"
    FORMATS[ending](as_document(FORM.format(titles=titles, targets=targets, more=more)), path)
    found = jixiao.read(path).tables["indicators"]
    assert found["target"].tolist() == ["12公里", "800人"]
    assert found["actual"].tolist() == ["12.5公里", "900人"]
    assert found["score"].tolist() == [60, 38]
