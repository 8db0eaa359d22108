"""A self-evaluation form as a web page prints it, to be read: what a test changes is given by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jixiao

Indicator = tuple[str, str, str, str, str, str]
#: 二级指标, 三级指标, 年度指标值, 实际完成值, 分值, 得分.
INDICATORS: tuple[Indicator, ...] = (
    ("数量指标", "培训人次", "≥2100人次", "2134人次", "20", "20"),
    ("成本指标", "项目成本", "≤100万元", "98.72万元", "30", "30"),
    ("社会效益指标", "社会影响", "明显", "明显", "30", "30"),
    ("服务对象满意度指标", "满意度", "≥90%", "95%", "10", "10"),
)
_HEAD = "".join(
    f"<td>{name}</td>"
    for name in ["二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
)


def read_form(
    folder: Path, *changed: Indicator, text: str = "", total: str = "99.87", rows: Sequence[Indicator] = INDICATORS
) -> jixiao.Disclosure:
    """The disclosure that a page with one form gives; ``changed`` replace the rows of the same 三级指标."""
    given = {row[1]: row for row in changed}
    listed = [given.get(row[1], row) for row in rows]
    body = "".join(
        f"<tr><td>绩效指标{number}</td>{''.join(f'<td>{cell}</td>' for cell in row)}<td></td></tr>"
        for number, row in enumerate(listed, 1)
    )
    page = folder / "form.html"
    page.write_text(_page(body, text, total), encoding="utf-8")
    return jixiao.read(page)


def _page(body: str, text: str, total: str) -> str:
    def line(*cells: Any) -> str:
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    money = "<tr><td colspan='2'>项目资金（万元）</td>" + "".join(
        f"<td>{name}</td>" for name in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    )
    return (
        "<html><head><meta charset='utf-8'></head><body><p>示例市示例局2023年度部门决算</p>"
        f"{text}<p>项目支出绩效自评表</p><p>（2023年度）</p><table border='1'>"
        "<tr><td colspan='2'>项目名称</td><td colspan='6'>示例培训</td></tr>"
        "<tr><td colspan='2'>主管部门</td><td colspan='2'>示例市示例局</td><td>实施单位</td><td colspan='3'>示例市示例局</td></tr>"
        f"{money}</tr><tr><td colspan='2'>年度资金总额</td><td>100</td><td>100</td><td>98.72</td><td>10</td><td>98.72%</td><td>9.87</td></tr>"
        "<tr><td colspan='4'>预期目标</td><td colspan='4'>实际完成情况</td></tr>"
        "<tr><td colspan='4'>办好培训班</td><td colspan='4'>举办了四期培训班，学员评价良好</td></tr>"
        f"<tr><td>一级指标</td>{_HEAD}</tr>{body}"
        f"{line('总分', '', '', '', '', '100', total, '')}</table></body></html>"
    )
