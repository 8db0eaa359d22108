"""Lists of the text beside the table of basic expenditure, and rows that come twice, on documents that were read."""

from __future__ import annotations

import pytest

import jixiao
from jixiao.check import check, packaged_rules

TABLE = """一般公共预算财政拨款基本支出决算表
单位：万元
科目编码\t科目名称\t决算数
301\t工资福利支出\t90.00
30101\t基本工资\t{salary}
30102\t津贴补贴\t{bonus}
302\t商品和服务支出\t10.00
30201\t办公费\t6.00
{code}\t维修（护）费\t4.00
人员经费合计\t\t90.00
公用经费合计\t\t10.00
"""
TEXT = """示例市示例局2023年度部门决算
六、一般公共预算财政拨款基本支出决算情况说明
一般公共预算财政拨款基本支出100万元，其中：人员经费90.00万元，主要包括：{personnel}；公用经费10.00万元，主要包括：{operating}。
"""
FILLED = {"salary": "60.00", "bonus": "30.00", "code": "30213"}


def states(folder, rule, personnel="基本工资、津贴补贴", operating="办公费、维修（护）费", **table):
    page = folder / "accounts.txt"
    page.write_text(TABLE.format(**FILLED | table) + TEXT.format(personnel=personnel, operating=operating), "utf-8")
    data = check(jixiao.read(page), [r for r in packaged_rules() if r.id == rule])
    return sorted(set(data["state"]))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["holds"]),
        ({"salary": "90.00", "bonus": ""}, ["broken", "holds"]),
        ({"salary": "90.00", "bonus": "0.00"}, ["broken", "holds"]),
        ({"salary": "90.00", "bonus": "", "personnel": "基本工资等"}, ["holds"]),
        ({"operating": "办公费支出、维修费"}, ["holds"]),  # the same names, printed otherwise
        ({"operating": "保障机构运转、购买办公用品、维修费"}, ["holds"]),  # no list of items: not judged
        (
            {"salary": "1,060.00", "bonus": "", "personnel": "基本工资1,060.00万元、津贴补贴30.00万元"},
            ["broken", "holds"],
        ),
    ],
)
def test_items_that_the_text_lists_have_amounts(tmp_path, given, found):
    assert states(tmp_path, "TX-32", **given) == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["holds"]),
        ({"personnel": "基本工资"}, ["broken"]),
        ({"personnel": "基本工资60.00万元"}, ["broken"]),
        ({"personnel": "基本工资", "bonus": ""}, ["holds"]),
        ({"personnel": "基本工资等"}, ["not_applicable"]),  # may leave items out
        ({"personnel": "基本工资等支出"}, ["not_applicable"]),
        ({"personnel": "基本工资、绩效奖"}, ["not_applicable"]),  # 绩效奖 may be what the table calls 津贴补贴
        ({"personnel": "基本工资", "operating": "办公费"}, ["not_applicable"]),  # half of them: the list is of examples
        ({"operating": "保障机构运转"}, ["not_applicable"]),
    ],
)
def test_items_with_amounts_are_listed(tmp_path, given, found):
    assert states(tmp_path, "TX-37", **given) == found


@pytest.mark.parametrize(("code", "found"), [("30213", ["holds"]), ("30201", ["broken"])])
def test_a_code_stands_on_one_row(tmp_path, code, found):
    assert states(tmp_path, "X-05", code=code) == found


#: Sides may be numbered each by itself.
@pytest.mark.parametrize(("line", "found"), [("4", ["holds"]), ("1", ["holds"]), ("5", ["broken"])])
def test_a_line_number_stands_on_one_row(tmp_path, line, found):
    page = tmp_path / "summary.txt"
    rows = f"""示例市示例局2023年度部门决算
收入支出决算总表
单位：万元
收入\t\t\t支出\t\t
项目\t行次\t决算数\t项目\t行次\t决算数
一、一般公共预算财政拨款收入\t1\t90.00\t一、一般公共服务支出\t{line}\t90.00
本年收入合计\t2\t90.00\t本年支出合计\t5\t90.00
总计\t3\t90.00\t总计\t6\t90.00
"""
    page.write_text(rows, "utf-8")
    data = check(jixiao.read(page), [rule for rule in packaged_rules() if rule.id == "X-06"])
    assert sorted(set(data["state"])) == found


CLASSES = """示例市示例局2025年度部门决算
五、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出100万元，主要用于以下方面：{name}20.00万元，占20.00%；教育支出80.00万元，占80.00%。
"""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("文化旅游体育与传媒支出（类）", ["holds"]),
        ("文化体育与传媒支出（类）", ["broken"]),  # so in an account of 2025 of 上海市普陀区人民政府石泉路街道办事处
        ("“文化体育与传媒支出”", ["broken"]),
    ],
)
def test_a_class_has_the_name_of_the_year(tmp_path, name, found):
    page = tmp_path / "accounts.txt"
    page.write_text(CLASSES.format(name=name), "utf-8")
    data = check(jixiao.read(page), [rule for rule in packaged_rules() if rule.id == "TX-35"])
    assert sorted(set(data["state"])) == found
