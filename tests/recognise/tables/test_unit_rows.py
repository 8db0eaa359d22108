"""Units in the same column as what is theirs are told from it by the tables that name units."""

from pathlib import Path

import jixiao

UNITS = "| 单位编码 | 单位名称 | 合计 |\n| --- | --- | --- |\n| | 合计 | 30.00 |\n| 001 | 甲市示例局 | 18.00 |\n| 002 | 甲市示例中心 | 12.00 |"
LISTED = "| 项目 | 合计 |\n| --- | --- |\n| 合计 | 30.00 |\n| 甲市示例局（本级） | 18.00 |\n| 会议 | 10.00 |\n| 培训 | 8.00 |\n| 甲市示例中心 | 12.00 |\n| 培训 | 12.00 |"


def budget(folder: Path, listed: str) -> jixiao.Disclosure:
    parts = ["# 甲市示例局2026年部门预算", "## 收入总表", "单位：万元", UNITS, "## 项目支出表", "单位：万元", listed]
    path = folder / "budget.md"
    path.write_text("\n\n".join(parts), "utf-8")
    return jixiao.read(path)


def test_rows_below_a_unit_are_its_own(tmp_path: Path) -> None:
    read = budget(tmp_path, LISTED)
    rows = read.accounts[read.accounts["table"] == "projects"]
    named = [(item, None if unit is None else str(unit)) for item, unit in zip(rows["item"], rows["unit_name"].astype(object).where(rows["unit_name"].notna(), None), strict=True)]  # fmt: skip
    office, centre = "甲市示例局（本级）", "甲市示例中心"
    assert named == [("合计", None), (office, office), ("会议", office), ("培训", office), (centre, centre), ("培训", centre)]  # fmt: skip
    assert not (jixiao.check(read)["state"] == "broken").any()


def test_the_row_of_the_only_unit_is_the_total(tmp_path: Path) -> None:
    listed = "| 项目 | 合计 |\n| --- | --- |\n| 甲市示例局 | 18.00 |\n| 会议 | 10.00 |\n| 培训 | 8.00 |"
    read = budget(tmp_path, listed)
    rows = read.accounts[read.accounts["table"] == "projects"]
    assert rows["term"].fillna("").tolist() == ["total", "", ""]


def test_where_rows_are_of_no_unit_its_name_is_missing(tmp_path: Path) -> None:
    read = budget(tmp_path, "| 项目 | 合计 |\n| --- | --- |\n| 合计 | 18.00 |\n| 会议 | 18.00 |")
    assert read.accounts.loc[read.accounts["table"] == "projects", "unit_name"].isna().all()
