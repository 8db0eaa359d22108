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


def test_a_code_of_units_below_a_title_of_several_columns_is_none_of_subjects(tmp_path: Path) -> None:
    """类 款 项 and 单位代码 below 项目, as Sichuan prints them: the department's row holds the money of the rows below it."""
    listed = (
        "<table><tr><td colspan=5>项 目</td><td rowspan=3>合计</td><td rowspan=3>基本支出</td><td rowspan=3>项目支出</td></tr>"
        "<tr><td colspan=3>科目编码</td><td rowspan=2>单位代码</td><td rowspan=2>单位名称（科目）</td></tr>"
        "<tr><td>类</td><td>款</td><td>项</td></tr>"
        "<tr><td></td><td></td><td></td><td></td><td>合计</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>"
        "<tr><td></td><td></td><td></td><td>305</td><td>甲市示例局</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>"
        "<tr><td>208</td><td>05</td><td>05</td><td>305001</td><td>养老保险缴费支出</td><td>20.00</td><td>20.00</td><td></td></tr>"
        "<tr><td>213</td><td>01</td><td>06</td><td>305001</td><td>科技转化与推广服务</td><td>10.00</td><td></td><td>10.00</td></tr></table>"
    )
    path = tmp_path / "budget.html"
    path.write_text(f"<h1>甲市示例局2026年部门预算</h1><h2>部门支出总表</h2><p>单位：万元</p>{listed}", "utf-8")
    read = jixiao.read(path)
    rows = read.accounts[(read.accounts["table"] == "expenditure") & (read.accounts["measure"] == "total")]
    assert rows["code"].tolist() == ["", "", "2080505", "2130106"]
    assert rows["unit_name"].fillna("").tolist() == ["", *["甲市示例局"] * 3]
    assert not jixiao.check(read)["state"].isin(["broken", "ambiguous"]).any()
