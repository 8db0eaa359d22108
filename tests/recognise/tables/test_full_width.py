"""Codes printed in full-width digits are codes; names keep the width they are printed in."""

from __future__ import annotations

from pathlib import Path

import jixiao

TABLE = """甲河市示例局2021年部门预算

一般公共预算基本支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
| --- | --- | --- | --- | --- |
| 合计 |  | ８０．００ | ０．００ | ８０．００ |
| ３０２ | 商品和服务支出 | ８０．００ | ０．００ | ８０．００ |
| ３０２１７ | 公务接待费（含外宾） | ７．００ | ０．００ | ７．００ |
| ３０２９９ | 其他商品和服务支出 | ７３．００ | ０．００ | ７３．００ |
"""


def test_codes_in_full_width_digits(tmp_path: Path) -> None:
    page = tmp_path / "budget.md"
    page.write_text(TABLE, "utf-8")
    accounts = jixiao.read(page).accounts
    row = accounts[(accounts["code"] == "30217") & (accounts["measure"] == "total")].iloc[0]
    assert (row["value"], row["item"]) == (7.0, "公务接待费（含外宾）")
    assert set(accounts["code"]) == {"", "302", "30217", "30299"}
