"""Forms as places print them: titles over several rows, units and signs apart, targets of the whole term, parts beside each other.

Labels and figures are of published forms of Sichuan, Yunnan, Chongqing, Hubei, Hunan, Anhui, Hebei, Guangxi and Fujian; the words are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import jixiao
from jixiao.check import check
from web_pages import Cell, read_table

MONEY: list[list[Cell]] = [
    [("项目资金（万元）", 1, 3), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "100.00", "120.00", "118.80", "10", "99.00%", "9.90"],
    ["其中：财政拨款", "100.00", "120.00", "118.80", "—", "99.00%", "—"],
]


def read(path: Path, title: str, rows: Sequence[Sequence[Cell]]) -> jixiao.Disclosure:
    """A form of 云山县示例局 as a web page, read."""
    return read_table(path, "云山县示例局2022年度部门决算", title, rows)


def lost(d: jixiao.Disclosure) -> int:
    return int(d.documents["lost_numbers"].sum())


def test_titles_over_two_rows_as_in_yunnan(tmp_path: Path) -> None:
    d = read(tmp_path, "2022年度项目支出绩效自评表", [
        [("项目名称", 2, 1), ("系统运维经费", 8, 1)], *MONEY,
        [("绩效指标", 3, 1), ("年度指标值", 3, 1), ("实际完成值", 1, 2), ("分值", 1, 2), ("得分", 1, 2), ("偏差原因分析及改进措施", 1, 2)],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        [("产出指标", 1, 2), "数量指标", "系统运维覆盖单位数", ">=", "86", "个", "86", "40", "40", ""],
        ["质量指标", "系统故障修复率", "=", "100", "%", "95", "50", "47.5", "备件未到"],
        [("其他需要说明的事项", 3, 1), ("无", 7, 1)],
        [("总分", 3, 1), ("", 4, 1), "100", "97.40", "自评等级：优"],
    ])  # fmt: skip
    rows = d.indicators.set_index("level3")
    assert rows.index.tolist() == ["系统运维覆盖单位数", "系统故障修复率"]
    assert rows["target"].tolist() == [">=86个", "=100%"]
    assert rows["actual"].tolist() == ["86", "95"]
    assert rows["actual_value"].tolist() == [86, 0.95]
    assert rows["actual_unit"].tolist() == ["个", "%"]
    assert rows["score"].tolist() == [40, 47.5]
    assert d.projects["total_score"].tolist() == [97.4]
    assert d.tables["tables"]["status"].tolist() == ["read"]


def test_titles_over_three_rows_and_a_title_of_its_own_as_in_hubei(tmp_path: Path) -> None:
    d = read(tmp_path, "项目申报表（含绩效目标）", [
        ["项目名称", ("执法装备购置", 7, 1)],
        ["项目总预算（万元）", ("900.00", 3, 1), "项目当年预算（万元）", ("300.00", 3, 1)],
        [("项目绩效总目标", 1, 2), "名称", ("目标说明", 6, 1)], ["长期目标1", ("提升装备水平", 6, 1)],
        [("年度绩效目标表", 1, 5), ("一级指标", 1, 3), ("二级指标", 1, 3), ("三级指标", 1, 3), ("指标值", 3, 1), ("指标值确定依据", 1, 3)],
        [("近两年指标值", 2, 1), ("预期当年实现值", 1, 2)], ["前年", "上年"],
        [("产出指标", 1, 2), "数量指标", "购置执法记录仪数量", "50台", "60台", "≥80台", "计划"],
        ["质量指标", "验收合格率", "98.5%", "99.5%", "100%", "标准"],
    ])  # fmt: skip
    assert d.tables["tables"]["form"].tolist() == ["project_target"]
    assert d.indicators["target"].tolist() == ["≥80台", "100%"]
    assert d.indicators["cells"].iloc[1]["column 上年"]["printed"] == "99.5%"
    assert d.funds["fund"].tolist() == ["total"]
    assert d.funds["budget"].tolist() == [300]
    assert d.funds["cells"].iloc[0]["whole_term"]["printed"] == "900.00"
    assert d.projects["goal"].tolist() == ["提升装备水平"]
    assert lost(d) == 0


def test_approved_and_spent_amounts_of_tasks_as_in_yunnan(tmp_path: Path) -> None:
    d = read(tmp_path, "2022年度部门整体支出绩效自评表", [
        ["部门名称", ("云山县示例局", 8, 1)], [("二、部门年度重点工作任务", 9, 1)],
        [("任务名称", 1, 2), ("项目级次", 1, 2), ("主要内容", 1, 2), ("批复金额（万元）", 3, 1), ("实际支出金额（万元）", 1, 2), ("预算执行率", 1, 2), ("改进措施", 1, 2)],
        ["总额", "财政拨款", "其他资金"],
        ["系统运维经费", "本级", "系统运维", "120.00", "120.00", "", "118.80", "99.00%", ""],
        ["监督检查经费", "本级", "监督检查", "30.00", "25.00", "5.00", "21.00", "70.00%", "计划调整"],
        [("三、部门整体支出绩效指标", 9, 1)],
        [("绩效指标", 3, 1), ("指标性质", 1, 2), ("指标值", 1, 2), ("度量单位", 1, 2), ("实际完成值", 1, 2), ("偏差原因分析", 2, 2)],
        ["一级指标", "二级指标", "三级指标"],
        ["产出指标", "数量指标", "开展检查次数", ">=", "6", "次", "6", ("", 2, 1)],
    ])  # fmt: skip
    tasks = d.tables["tasks"]
    assert tasks["task"].tolist() == ["系统运维经费", "监督检查经费"]
    assert tasks["budget"].tolist() == [120, 30]
    assert tasks["budget_other"].tolist()[1] == 5
    assert tasks["executed"].tolist() == [118.8, 21]
    assert tasks["executed_fiscal"].isna().all()
    assert d.indicators[["target", "actual"]].to_numpy().tolist() == [[">=6次", "6"]]


def test_adjusted_targets_and_a_column_that_is_not_understood_as_in_chongqing(tmp_path: Path) -> None:
    d = read(tmp_path, "2021年度部门整体绩效自评表", [
        ["主管部门", ("云山县示例局", 7, 1), "自评总分", "97.6"],
        [("绩效指标", 1, 4), "指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数（%）", "指标权重（分）", "指标得分（分）"],
        ["政府采购执行率", "%", "定量指标", "≥100", "", "72.74", "72.7%", "10", "7.3"],
        ["监测断面数", "个", "定量指标", "≥36", "≥38", "38", "100%", "50", "50"],
        ["达标比例", "%", "定量指标", "≥90", "", "0.95", "100%", "40", "40"],
    ])  # fmt: skip
    rows = d.indicators.set_index("level3")
    assert rows["target"].tolist() == ["≥100%", "≥38个", "≥90%"]
    assert rows.loc["监测断面数", "cells"]["initial_target"]["printed"] == "≥36"
    assert rows.loc["政府采购执行率", "actual_value"] == pytest.approx(0.7274)
    assert rows.loc["达标比例", ["actual_value", "actual_unit"]].tolist() == [0.95, ""]  # a fraction, perhaps
    assert rows.loc["政府采购执行率", "cells"]["column 得分系数(%)"]["printed"] == "72.7%"
    table = d.tables["tables"].iloc[0]
    assert (table["status"], table["lost_numbers"]) == ("partly_read", 0)
    assert table["unread"].startswith("3 figures whose row or column is not known")


def test_goals_and_indicators_of_the_year_beside_those_of_the_whole_term_as_in_hunan(tmp_path: Path) -> None:
    def block(label: str, length: str, more: str) -> list[list[Cell]]:
        return [
            [(label, 1, 3), "一级指标", "二级指标", "指标内容", "指标值", "备注"],
            [("产出指标", 1, 2), "数量指标", "水渠长度", length, ""], ["质量指标", more, "98.5%", ""],
        ]  # fmt: skip

    d = read(tmp_path, "项目绩效目标表", [
        ["项目名称", ("基础设施建设", 5, 1)],
        ["资金总额及构成", ("总额10606.7522万元 一、财政拨款：6923.3552万元（其中：上级财政资金：6923.3552万元；本级财政：0万元） 二、自有资金：10万元 三、其他：3673.3970万元", 5, 1)],
        [("项目绩效目标", 1, 2), ("长期目标", 3, 1), ("年度目标", 2, 1)], [("改善设施", 3, 1), ("完成立面改造", 2, 1)],
        *block("长期绩效指标", "36公里", "完好率"), *block("年度绩效指标", "12公里", "合格率"),
    ])  # fmt: skip
    assert d.indicators[["level3", "target"]].to_numpy().tolist() == [["水渠长度", "12公里"], ["合格率", "98.5%"]]
    assert d.indicators["cells"].iloc[0]["whole_term 1 target"]["printed"] == "36公里"
    assert d.indicators["cells"].iloc[0]["whole_term 2 target"]["printed"] == "98.5%"
    assert d.projects["goal"].tolist() == ["完成立面改造"]
    assert d.funds["fund"].tolist() == ["total", "current_year", "other", "other"]
    assert d.funds["budget"].tolist() == [10606.7522, 6923.3552, 10, 3673.397]
    assert lost(d) == 0
    sums = check(d).query("rule == 'P-02'")
    assert sums["state"].tolist() == ["holds"]


def test_a_single_set_of_indicators_of_the_whole_term_is_read(tmp_path: Path) -> None:
    d = read(tmp_path, "项目绩效目标表", [
        ["项目名称", ("清淤", 4, 1)], ["年度资金总额", ("5.00", 4, 1)],
        [("总体绩效指标", 1, 2), "一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "清淤长度", "≥12公里"],
    ])  # fmt: skip
    assert d.indicators["target"].tolist() == ["≥12公里"]


def test_names_on_the_second_level_and_what_stands_below_the_indicators(tmp_path: Path) -> None:
    d = read(tmp_path, "2022年项目支出绩效目标表", [
        ["项目名称", ("办公楼运行", 4, 1)], ["年度资金总额", ("814.00", 4, 1)],
        [("绩效指标", 1, 4), "一级指标", "二级指标", "绩效标准", "当年预期实现值"],
        [("数量指标", 1, 2), "日常维修次数", "维修记录", "≥280次"], ["安检次数", "", "≥200次"],
        ["质量指标", "验收合格率", "", "≥92%"],
        ["保障措施", ("加强管理", 4, 1)],
    ])  # fmt: skip
    assert d.indicators["level3"].tolist() == ["日常维修次数", "安检次数", "验收合格率"]
    assert d.indicators["level2"].tolist() == ["数量指标", "数量指标", "质量指标"]
    assert d.indicators["target"].tolist() == ["≥280次", "≥200次", "≥92%"]


def test_rows_left_to_be_filled_in_are_no_indicators(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["项目名称", ("防汛经费", 7, 1)], *MONEY,
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
        [("产出指标", 1, 3), ("数量指标", 1, 3), "指标1：清淤长度", "12公里", "12公里", "50", "50", ""],
        ["指标2：", "", "", "", "", ""], ["……", "", "", "", "", ""],
        ["效益指标", "社会效益指标", "安全度汛", "", "", "40", "40", ""],
        [("总分", 5, 1), "100", "99.90", ""],
    ]  # fmt: skip
    d = read(tmp_path, "项目支出绩效自评表", rows)
    assert d.indicators["level3"].tolist() == ["指标1：清淤长度", "安全度汛"]
    kinds = check(d).query("rule == 'I-14'")["message_zh"]
    assert not kinds.str.contains("效益").any()  # it is there, though its target is blank


KINDS = ["其中：财政资金", "财政专户管理资金", "单位资金"]


@pytest.mark.parametrize(
    ("labels", "amounts", "state"),
    [
        (KINDS, ("22.60", "15.00", "5.00"), "holds"),
        (KINDS, ("22.60", "15.00", "4.00"), "broken"),
        (["其中：财政资金", "其他资金", "单位资金"], ("22.60", "20.00", "15.00"), "ambiguous"),
        (["其中：财政资金", "专户资金", "其中：单位资金"], ("22.60", "20.00", "15.00"), "ambiguous"),
        (["其中：中央补助", "省级补助", "市级资金"], ("22.60", "15.00", "5.00"), "holds"),
        (["其中：省级补助", "市级资金", "县级资金"], ("22.60", "15.00", "5.00"), "holds"),
    ],
)
def test_kinds_of_other_money_are_added_unless_one_may_hold_another(
    labels: list[str], amounts: tuple[str, ...], state: str, tmp_path: Path
) -> None:
    d = read(tmp_path, "项目支出绩效自评表", [
        ["项目名称", ("前期工作经费", 6, 1)],
        [("预算执行情况（万元）", 1, 5), "", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "得分"],
        ["总额", "42.60", "42.60", "42.60", "100.00%", "10"],
        *([label, amount, amount, amount, "", ""] for label, amount in zip(labels, amounts, strict=True)),
        ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "权重", "得分"],
        ["产出指标", "数量指标", "报告数量", "5个", "6个", "90", "90"],
        [("合计", 5, 1), "100", "100"],
    ])  # fmt: skip
    assert set(check(d).query("rule == 'P-02'")["state"]) == {state}


def test_goals_beside_their_titles_and_money_of_a_whole_department(tmp_path: Path) -> None:
    d = read(tmp_path, "部门整体支出绩效自评表", [
        ["部门名称", ("云山县示例局", 7, 1)],
        ["年度预算（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分"],
        ["", "部门整体支出", "5,200.00", "5,460.00", "5,405.40", "99.00%", "10", "9.90"],
        ["", "其中：基本支出", "2,200.00", "2,260.00", "2,260.00", "100.00%", "", ""],
        ["", "项目支出", "3,000.00", "3,200.00", "3,145.40", "98.29%", "", ""],
        ["年度总体目标", ("建成泵站", 3, 1), "完成情况", ("新建泵站三座", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标说明", "年度目标值", "实际完成值", "分值", "得分"],
        ["履职效能", "重点工作", "新建泵站数量", "工程进度", "3座", "3座", "90", "90"],
        [("合计", 6, 1), "100", "99.90"],
    ])  # fmt: skip
    assert d.projects[["goal", "result"]].to_numpy().tolist() == [["建成泵站", "新建泵站三座"]]
    assert d.funds[["fund", "budget", "executed"]].to_numpy().tolist() == [["total", 5460, 5405.4]]
    assert d.funds["cells"].iloc[0]["project executed"]["printed"] == "3,145.40"
    assert d.tables["tables"]["status"].tolist() == ["read"]
    assert check(d).query("rule == 'G-01'")["state"].eq("holds").all()


@pytest.mark.parametrize(
    ("title", "money", "weight", "state"),
    [
        ("结余资金", "0.00", "40", "insufficient_data"),
        ("结余资金", "0.00", "45", "broken"),
        ("分值", "10", "40", "holds"),
        ("分值", "10", "45", "broken"),
    ],
)
def test_weights_that_lack_just_that_of_execution_are_not_judged(
    title: str, money: str, weight: str, state: str, tmp_path: Path
) -> None:
    d = read(tmp_path, "项目支出绩效自评表", [
        ["项目名称", ("前期工作经费", 6, 1)],
        [("项目资金（万元）", 1, 2), "", "年初预算数", "全年预算数", "全年执行数", title, "执行率（B/A×100%）"],
        ["年度资金总额", "42.60", "42.60", "42.60", money, "100.00%"],
        ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
        ["产出指标", "数量指标", "报告数量", "5个", "6个", "50", "50"],
        ["效益指标", "社会效益指标", "受益人数", "80人", "90人", weight, weight],
        [("总分", 5, 1), "", str(50 + int(weight))],
    ])  # fmt: skip
    assert check(d).query("rule == 'P-07a'")["state"].tolist()[:1] == [state]
    assert lost(d) == 0  # the formula of a title is no figure


def test_kinds_of_money_in_one_cell_without_their_unit(tmp_path: Path) -> None:
    d = read(tmp_path, "2024年项目支出绩效目标表", [
        ["项目名称", ("水库养护经费", 4, 1)],
        ["项目资金（万元）", ("年度资金总额：126.50 其中：财政拨款 120.50 其他资金 6.00", 4, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
        ["产出指标", "数量指标", "养护水库数量", "≥12座", ""],
    ])  # fmt: skip
    assert d.funds[["fund", "budget"]].to_numpy().tolist() == [["total", 126.5], ["current_year", 120.5], ["other", 6]]


def test_what_the_money_is_for_and_when_it_is_spent_as_in_hebei(tmp_path: Path) -> None:
    d = read(tmp_path, "1、病虫害防治绩效目标表", [
        ["项目编码", ("13012325P001234100011", 2, 1), "项目名称", ("病虫害防治", 2, 1)],
        [("预算规模及资金用途", 1, 2), "预算数", "120.00", "其中：财政 资金", "118.50", "其他资金　"], [("用于购买农药。", 5, 1)],
        [("资金支出计划（%）", 1, 2), "3月底", "6月底", "10月底", ("12月底", 2, 1)], ["25.00%", "50.00%", "80.00%", ("100.00%", 2, 1)],
        ["绩效目标", ("1.完成年度防治任务。", 5, 1)],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        ["产出指标", "数量指标", "防治面积", "防治面积数量", "≥5.2万亩", "工作计划"],
    ])  # fmt: skip
    assert dict(zip(d.funds["fund"], d.funds["budget"], strict=True)) == {"total": 120, "current_year": 118.5}
    assert d.projects["cells"].iloc[0]["column 10月底"]["printed"] == "80.00%"
    assert d.projects["goal"].tolist() == ["1.完成年度防治任务。"]
    assert d.indicators[["level3", "target"]].to_numpy().tolist() == [["防治面积", "≥5.2万亩"]]
    assert lost(d) == 0


def test_money_of_each_level_adjusted_in_the_year_as_in_guangxi(tmp_path: Path) -> None:
    d = read(tmp_path, "2023年度项目支出绩效自评表", [
        ["项目名称", ("食品安全监管", 6, 1)],
        [("项目资金（万元）", 1, 4), "", "年初预算数（A）", "年中调整数（B）", "调整后预算数（C=A+B）", "实际支出数（D）", "执行率（D/C）"],
        ["年度资金总额", "210.00", "-12.50", "197.50", "189.60", "96.00%"],
        ["其中：中央资金", "80.00", "0.00", "80.00", "80.00", "100.00%"], ["自治区资金", "130.00", "-12.50", "117.50", "109.60", "93.28%"],
        ["一级指标", "二级指标", "三级指标", "预期指标值", "实际完成值", "标准分", "自评分"],
        ["产出指标", "数量指标", "抽检批次", "≥4000批次", "4126批次", "90", "90"],
    ])  # fmt: skip
    assert d.funds["fund"].tolist() == ["total", "central", "district"]
    assert d.funds[["initial_budget", "budget", "executed"]].iloc[0].tolist() == [210, 197.5, 189.6]
    assert lost(d) == 0


def test_columns_of_money_that_no_table_keeps_stay_by_their_titles_as_in_fujian(tmp_path: Path) -> None:
    d = read(tmp_path, "财政支出项目绩效自评表", [
        ["项目名称", ("校舍维修", 6, 1)],
        [("项目资金（万元）", 1, 3), "资金来源", "预算安排数", "实际到位数", "调度批次", "实际支出数", "执行率(%)"],
        ["合计", "960.00", "950.00", "3.50", "931.20", "97.00"], ["财政资金", "960.00", "950.00", "3.50", "931.20", "97.00"],
        ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分"],
        ["产出指标", "数量目标", "维修校舍数", "12所", "12所", "90", "90"],
    ])  # fmt: skip
    assert d.funds[["budget", "executed", "rate"]].iloc[0].tolist() == [960, 931.2, 0.97]
    cells = d.funds["cells"].iloc[0]
    assert (cells["received"]["printed"], cells["column 调度批次"]["printed"]) == ("950.00", "3.50")
    assert lost(d) == 0
