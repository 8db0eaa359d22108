"""机构运行信息表: what is counted there is no amount, whether or not a unit stands behind it."""

from __future__ import annotations

from pathlib import Path

from web_pages import read_table


def test_vehicles_by_use_and_equipment_are_counted(tmp_path: Path) -> None:
    d = read_table(tmp_path, "云山县示例局2023年度部门决算", "机构运行信息表（万元）", [
        ["项目", "行次", "统计数"],
        ["二、机关运行经费", "18", "86.40"],
        ["（一）车辆数合计（辆）", "22", "4"],
        ["3．机要通信用车", "25", "1"],
        ["（二）单价100万元（含）以上设备（不含车辆）", "31", "3"],
        ["1．政府采购货物支出", "34", "70.10"],
    ])  # fmt: skip
    assert d.accounts["unit"].tolist() == ["万元", "辆", "辆", "台套", "万元"]
    assert d.accounts["value"].dropna().tolist() == [86.4, 70.1]
