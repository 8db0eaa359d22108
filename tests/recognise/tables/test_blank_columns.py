"""A column that is blank from its title on, and a page that goes on without it."""

from __future__ import annotations

from pathlib import Path

import jixiao

PAGE = """<html><body><h1>甲河市示例局</h1>

<h1>2021年度部门决算</h1>

<h2>支出决算表</h2>

<p>单位：万元</p>

<table>
<tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td></td><td>项目支出</td></tr>
<tr><td>合计</td><td></td><td>9.00</td><td>4.00</td><td></td><td>5.00</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td>6.00</td><td>4.00</td><td></td><td>2.00</td></tr>
</table>
<p>支出决算表（续表）</p>
<table>
<tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td>205</td><td>教育支出</td><td>3.00</td><td></td><td>3.00</td></tr>
</table>
"""


def test_figures_stand_under_their_titles(tmp_path: Path) -> None:
    path = tmp_path / "accounts.html"
    path.write_text(PAGE + "</body></html>", "utf-8")
    accounts = jixiao.read(path).accounts
    assert accounts[accounts["measure"] == "project"]["printed"].tolist() == ["5.00", "2.00", "3.00"]


def test_a_column_that_only_a_continuation_prints_is_none_of_the_others(tmp_path: Path) -> None:
    more = PAGE.replace(
        "<td>基本支出</td><td>项目支出</td></tr>", "<td>基本支出</td><td>备查数</td><td>项目支出</td></tr>"
    )
    more = more.replace(
        "<td>3.00</td><td></td><td>3.00</td></tr>", "<td>3.00</td><td></td><td>0.69</td><td>3.00</td></tr>"
    )
    head = more.replace("<td>基本支出</td><td></td>", "<td>基本支出</td>").replace(
        "<td>4.00</td><td></td>", "<td>4.00</td>"
    )
    path = tmp_path / "accounts.html"
    path.write_text(head + "</body></html>", "utf-8")
    accounts = jixiao.read(path).accounts
    assert accounts[accounts["measure"] == "project"]["printed"].tolist() == ["5.00", "2.00", "3.00"]
    assert "0.69" not in accounts["printed"].tolist()
