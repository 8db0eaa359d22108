"""Quality of targets: what can be counted is, a goal in prose and what only a person can judge leave the marks open."""

from pathlib import Path

import pandas as pd

import jixiao
from jixiao import report
from jixiao.score import target_quality
from jixiao.score.shares import TOTAL
from jixiao.score.target_quality import rubric

HEAD = "| 项目名称 | 热线服务 | 主管部门 | 甲市示例局 |\n| --- | --- | --- | --- |\n| 项目资金 | 年度资金总额 | 350.00 | |\n| 年度目标 | 接听市民来电。 | | |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
ROWS = [
    "| 产出指标 | 数量指标 | 受理热线件数 | ≥9000件 |",
    "| 产出指标 | 数量指标 | 培训场次（场） | 12 |",
    "| 产出指标 | 质量指标 | 服务规范 | 规范有序 |",
    "| 效益指标 | 社会效益指标 | 按期办结率 | ≥95% |",
    "| 满意度指标 | 服务对象满意度指标 | 市民满意度 | 较满意 |",
]


def marks(folder: Path, form: str) -> pd.DataFrame:
    path = folder / "targets.md"
    path.write_text(
        f"# 甲市示例局2026年部门预算\n\n## 项目支出绩效目标表\n\n（2026年度）\n\n单位：万元\n\n{form}\n", "utf-8"
    )
    return target_quality(jixiao.read(path))


def test_indicators_are_counted(tmp_path: Path) -> None:
    found = marks(tmp_path, HEAD + "\n".join(ROWS)).set_index("item")
    bounds = {item: tuple(found.loc[item, ["low", "high"]]) for item in found.index}
    assert bounds["complete"] == bounds["levels"] == (20, 20)
    assert bounds["measurable"] == (12, 12)  # three of five have a number
    assert bounds["unit"] == (10, 10)  # 场 stands in the name
    assert bounds["direction"] == (6.67, 10)  # 12 may be meant as just that
    assert bounds["suited"] == (0, 20)
    assert found.loc["suited", "basis"] == "not_demonstrated"
    assert tuple(found.loc[TOTAL, ["low", "high", "weight"]]) == (68.67, 92, 100)


def test_a_class_of_indicators_that_is_lacking_costs(tmp_path: Path) -> None:
    found = marks(tmp_path, HEAD + "\n".join(ROWS[:4])).set_index("item")
    assert tuple(found.loc["levels", ["low", "high"]]) == (0, 0)


def test_a_goal_in_prose_may_hold_its_indicators(tmp_path: Path) -> None:
    form = "| 项目名称 | 金额 | 绩效目标 |\n| --- | --- | --- |\n| 热线服务 | 350.00 | 接听来电不少于9000件 |"
    found = marks(tmp_path, form).set_index("item")
    assert tuple(found.loc["complete", ["low", "high"]]) == (0, 20)
    assert tuple(found.loc["measurable", ["low", "high"]]) == (0, 20)


def test_nothing_is_said_without_targets() -> None:
    assert target_quality(jixiao.store.disclosure({})).empty
    assert not str(report.target_quality(target_quality(jixiao.store.disclosure({})), "zh"))


def test_the_report_says_what_each_item_rests_on(tmp_path: Path) -> None:
    scores = marks(tmp_path, HEAD + "\n".join(ROWS))
    for lang, words in (("zh", "未核实"), ("en", "not verified")):
        shown = str(report.target_quality(scores, lang))
        assert words in shown
        assert all(item["title"][lang] in shown.replace("&quot;", '"') for item in rubric()["items"])
