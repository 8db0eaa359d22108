"""A family is a description: one that no code knows, written in YAML alone, is read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import jixiao
from jixiao import families
from jixiao.check import addresses, check, load_checks

HERE = Path(__file__).parent
PAGE = """<html><body><p>示例局2026年上半年预算执行情况</p>
<p>表1：2026年上半年部门收支执行情况总表</p><p>部门：示例局 单位：万元</p>
<table><tr><td colspan="2">收入</td><td colspan="2">支出</td></tr>
<tr><td>项目</td><td>执行数</td><td>项目</td><td>执行数</td></tr>
<tr><td>一、财政拨款收入</td><td>90.00</td><td>一、一般公共服务支出</td><td>100.00</td></tr>
<tr><td>二、其他收入</td><td>10.00</td><td></td><td></td></tr>
<tr><td>收入总计</td><td>100.00</td><td>支出总计</td><td>100.00</td></tr></table>
<p>表2：2026年上半年部门收入执行情况表</p><p>部门：示例局 单位：万元</p>
<table><tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>财政拨款</td><td>其他收入</td></tr>
<tr><td></td><td>合计</td><td>100.00</td><td>90.00</td><td>10.00</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td>100.00</td><td>90.00</td><td>10.00</td></tr></table>
<p>表3：2026年上半年部门支出执行情况表</p><p>部门：示例局 单位：万元</p>
<table><tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td></td><td>合计</td><td>100.00</td><td>60.00</td><td>40.00</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td>100.00</td><td>60.00</td><td>45.00</td></tr></table></body></html>"""


@pytest.fixture
def execution(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The family is known while a test runs."""
    caches = (families._family, families.roles, families.roles_of, families.official, addresses.tables)
    monkeypatch.setitem(families.SOURCES, "execution", HERE / "family_of_execution.yaml")
    for cached in caches:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("execution")
def test_a_family_of_yaml_alone_is_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "execution.html"
    path.write_text(PAGE, "utf-8")
    d = jixiao.read(path)
    tables = d.tables["tables"]
    assert list(tables["role"]) == ["summary", "income", "expenditure"]
    assert set(tables["family"]) == set(d.accounts["family"]) == {"execution"}
    assert set(d.accounts["stage"]) == {"executed"}
    assert len(d.accounts[d.accounts["printed"].fillna("") != ""]) == 17
    found = check(d, load_checks([HERE / "rules_of_execution.yaml"]))
    states = list(zip(found["rule"], found["subject"], found["state"], strict=True))
    assert ("EX-02", "收入执行情况表 合计 合计 / 收支执行情况总表 总计（收入）", "holds") in states
    assert [state for rule, subject, state in states if rule == "EX-01" and "201" in subject] == ["broken"]
    assert [state for rule, subject, state in states if rule == "EX-01" and "201" not in subject] == ["holds"]
