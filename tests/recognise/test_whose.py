"""Whose a document is, of which year and family: covers of places, names over several lines, what is not said."""

from pathlib import Path

import pytest

import jixiao
from jixiao.cli import main
from jixiao.errors import RecogniseError
from jixiao.grids import Document, Line
from jixiao.names import NOT_STATED
from jixiao.recognise.dated import Dated, dated, year_of
from jixiao.recognise.whose import department_of, family_of, level_of
from places import SHARED

WILD, REAL = SHARED / "wild", SHARED / "real"

#: Department, year and family as the covers of published files print them, read by eye.
PRINTED = {
    WILD / "fuzhou_police_unit_2026.pdf": ("福州市公安局治安管理支队", 2026, "budget"),
    WILD / "beijing_education_2026.pdf": ("北京市教育委员会", 2026, "budget"),
    WILD / "shanghai_petitions_2026.pdf": ("上海市信访办公室", 2026, "budget"),
    WILD / "xian_audit_2026.pdf": ("西安市审计局", 2026, "budget"),
    WILD / "wuxi_petitions_2025.pdf": ("无锡市信访局", 2025, "budget"),
    REAL / "xian_health_2022.pdf": ("西安市卫生健康委员会", 2022, "final_accounts"),
}

#: Lines of covers and unit lines: what stands there, and what they say.
COVERS = [
    (
        ["上海市普陀区规划和自然", "资源局2024年度", "部门决算", "上海市普陀区规划和自然资源局是主管部门。"],
        "上海市普陀区规划和自然资源局",
        2024,
    ),
    (
        ["中共上海市普陀区委", "社会工作部2024年度", "部门决算", "中共上海市普陀区委社会工作部概况"],
        "中共上海市普陀区委社会工作部",
        2024,
    ),
    (["某某市财政局", "2022年部门决算"], "某某市财政局", 2022),
    (["某某市财政局", "二〇二二年度部门决算"], "某某市财政局", 2022),
    (["２０２２ 年 度", "某某市财政局", "单位决算"], "某某市财政局", 2022),
    (["部门：某某市财政局｜2022年度｜金额单位：万元"], "某某市财政局", 2022),
    (["2024年部门决算", "编制单位：[292]某某市财政局"], "某某市财政局", 2024),
    (["2024年部门预算", "部门（单位）：340_某某市财政局 单位：万元"], "某某市财政局", 2024),
    (["2026年某某市财政局（本级）部门预算"], "某某市财政局(本级)", 2026),
    (["2022年度某某市财政局（汇总）部门决算"], "某某市财政局", 2022),
    (["某某市财政局2022部门决算公开"], "某某市财政局", 2022),
    (["某某市某某区", "卫生健康委员会", "2022年度", "部门决算"], "某某市某某区卫生健康委员会", 2022),
    (["某某市", "某某市财政局", "2022年度部门决算"], "某某市财政局", 2022),
    (["２ ０ ２ ２ 年 度 部 门 决 算", "某 某 市 财 政 局"], "某某市财政局", 2022),
    (["2022年度部门决算公开", "（某某县第二实验小学）"], "某某县第二实验小学", 2022),
    (["2022年", "部门决算", "某某县某某镇人民政府", "二〇二三年九月"], "某某县某某镇人民政府", 2022),
    (["2023年9月", "某某县某某街道2022年度部门决算"], "某某县某某街道", 2022),
    (["某某县教育和科技局", "关于2022年度部门决算公开的说明"], "某某县教育和科技局", 2022),
    (["关于某某市人民医院2022年度部门决算的说明"], "某某市人民医院", 2022),
    (["某某市机关事务管理局", "2022年部门", "决算公开"], "某某市机关事务管理局", 2022),
    (["2022年度部门决算公开", "公开单位：某某市疾病预防控制中心（盖章）"], "某某市疾病预防控制中心", 2022),
    (["单位：人民币万元", "某某市财政局", "2022年度部门决算"], "某某市财政局", 2022),
    (["单位：人、辆", "某某市财政局", "2022年度部门决算"], "某某市财政局", 2022),
    (["某某市财政局", "收入支出决算总表", "2022年度部门决算"], "某某市财政局", 2022),
    (["某某市财政局", "部门决算", "2023年9月"], "某某市财政局", None),
    (["监督索引号53260000000301000", "云山县林业局2023年度部门决算", "目录"], "云山县林业局", 2023),
    (["国家二级甲等综合医院", "2023年度云山县人民医院单位决算", "来源：云山县人民医院"], "云山县人民医院", 2023),
    (
        ["2018年教育部门决算公开", "云山第二中学", "云山县第二中学2018年度部门决算", "云山县第二中学概况"],
        "云山县第二中学",
        2018,
    ),
    (["中共云山县委宣传部2021年部门综合预算公开说明"], "中共云山县委宣传部", 2021),
    (["云山县保育院", "2020年度部门决算和“三公”经费决算", "目录"], "云山县保育院", 2020),
    (["云山县西山镇人民政府2019年部门预算及“三公”经费", "预算公开说明"], "云山县西山镇人民政府", 2019),
    (["云山县西山中心学校部门2020年度部门决算"], "云山县西山中心学校", 2020),
    (["云山县财政局2020年度机关整体支出绩效评价报告"], "云山县财政局", 2020),
    (["2018年度部门整体支出", "绩效评价自评报告", "部门（单位）名称：云山县供水站"], "云山县供水站", 2018),
    (["县人大2019年决算公开", "云山县人大常委会", "2019年部门决算"], "云山县人大常委会", 2019),
    (["一、2019年度主要工作", "第二部分云山县供水站2019年度部门决算表"], "云山县供水站", 2019),
    (["云山县人民法院", "2019年度一般公共预算财政拨款", "“三公”经费决算情况说明"], "云山县人民法院", 2019),
    (["云山县审计局2020年预算“三公”经费情况说明"], "云山县审计局", 2020),
    (["[主题分类]教育[体裁分类]财政预算、决算", "云山县第二中学校2022年度部门决算公开说明"], "云山县第二中学校", 2022),
    (["目录", "第二部分云山县西山乡人民政府2021年度部门决算明细表"], "云山县西山乡人民政府", 2021),
    (["云山县供水站2025年部门预算及“三公”经费公开信息"], "云山县供水站", 2025),
    (
        ["第一部分部门“三公”经费预算", "云山经济开发区管委会2020年“三公”经费预算"],
        "云山经济开发区管委会",
        2020,
    ),
    (["云山县大数据中心2024年度项目支出绩效单位自评报告"], "云山县大数据中心", 2024),
]

#: Lines of documents, of which year they are, where they say so, and what else they name.
YEARS = [
    (["某某市财政局", "2022年度部门决算"], Dated(2022, "title")),
    (["某某市财政局", "部门决算公开", "2022年我局收入总计100万元，比2021年增加2万元。"], Dated(2022, "sentences")),
    (["某某市财政局", "部门决算公开", "公开时间：2023年9月15日"], Dated()),
]  # fmt: skip


def document(lines: list[str]) -> Document:
    return Document(tuple(Line(text, n, None) for n, text in enumerate(lines, 1)), 1, "text")


@pytest.mark.parametrize(("lines", "name", "year"), COVERS)
def test_names_and_years_of_covers(lines: list[str], name: str, year: int) -> None:
    assert (department_of(document(lines), []), year_of(document(lines), [])) == (name, year)


@pytest.mark.skipif(not SHARED.exists(), reason="published documents are not here")
@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.name)
def test_published_covers(path: Path) -> None:
    row = jixiao.read(path).documents.iloc[0]
    assert (row["department"], row["fiscal_year"], row["family"]) == PRINTED[path]


def test_the_level_that_a_document_calls_itself() -> None:
    said = {
        "汇总": ["西安市审计局（汇总）", "2026年部门预算公开说明"],
        "本级": ["2026年深圳市财政局（本级）部门预算"],
        "单位": ["上海市2026年市级单位预算", "预算单位：上海市信访办公室"],
        "部门": ["2026年度福州市商务局部门预算"],
    }
    for level, lines in said.items():
        assert level_of(document(lines), []) == level
    assert level_of(document(["会议通知"]), []) is None


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("2023年云山县第二中学预算说明", "budget"),
        ("云山县供水站2021年度部门决算目录", "final_accounts"),
        ("云山县法院2019年一般公共预算财政拨款“三公”经费决算情况说明", "final_accounts"),
        ("云山县审计局2020年预算“三公”经费情况说明", "budget"),
        ("2018年部门决算公开信息", "final_accounts"),
        ("云山县供水站2025年部门预算及“三公”经费公开信息", "budget"),
        ("云山县西山乡人民政府2021年度部门决算明细表", "final_accounts"),
        ("云山县2023年一般公共预算收入情况说明", ""),
    ],
)
def test_the_family_that_a_title_names(line: str, family: str) -> None:
    assert family_of(document([line]), []) == family


@pytest.mark.parametrize(
    "lines",
    [
        ["部门整体支出绩效评价报告", "【字体】【作者：办公室】", "部门整体支出绩效评价报告"],
        ["欢迎来到云山县网站!", "部门整体支出绩效评价报告"],
        ["目录", "第二部分2024年单位预算表"],
        ["第三部分2021年度单位决算情况说明"],
        ["2021年财政预算"],
    ],
)
def test_no_name_is_made_of_what_stands_around_a_title(lines: list[str]) -> None:
    assert department_of(document(lines), []) is None


def test_a_text_that_names_nothing_is_of_no_family() -> None:
    assert family_of(document(["会议通知", "请各单位于周五前报送材料。"]), []) == ""


@pytest.mark.skipif(not WILD.exists(), reason="published documents are not here")
def test_a_page_of_links_is_no_disclosure() -> None:
    with pytest.raises(RecogniseError, match="no table and no figure"):
        jixiao.read(WILD / "chongqing_broken_download_x.pdf")


TEXT = "部门决算情况说明\n\n一、收入支出决算总体情况说明\n2023年度收支总计100万元。\n"


def test_a_text_alone_is_a_disclosure_and_is_given_its_department(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(TEXT, "utf-8")
    found = jixiao.read(path)
    assert (found.documents["department"].item(), found.documents["fiscal_year"].item()) == (NOT_STATED, 2023)
    assert "totals" in set(found.claims["metric"])
    given = jixiao.read(path, department="某某局", fiscal_year=2022)
    assert (given.documents["department"].item(), given.documents["fiscal_year"].item()) == ("某某局", 2022)


def test_an_explanation_belongs_to_the_tables_it_is_read_with(tmp_path: Path) -> None:
    text, cover = tmp_path / "text.md", tmp_path / "cover.md"
    text.write_text(TEXT, "utf-8")
    cover.write_text("某某市财政局\n\n2023年度部门决算\n\n三、机关运行经费支出说明\n机关运行经费支出5万元。\n", "utf-8")
    for order in ([text, cover], [cover, text]):
        found = jixiao.read(order)
        assert set(found.documents["department"]) == {"某某市财政局"}
        assert {"totals", "operating_cost"} <= set(found.claims["metric"])


@pytest.mark.parametrize(("lines", "found"), YEARS)
def test_where_a_year_is_said(lines: list[str], found: Dated) -> None:
    assert dated(document(lines), []) == found


#: A table that holds its sums, whatever year it is of, and sentences that speak of it.
UNDATED = """某某市财政局

收入支出决算总表

单位：万元

| 收入 | | 支出 | |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 90.00 | 一、一般公共服务支出 | 100.00 |
| 二、其他收入 | 10.00 | | |
| 本年收入合计 | 100.00 | 本年支出合计 | 100.00 |
| 总计 | 100.00 | 总计 | 100.00 |

一、收入支出决算总体情况说明
收支总计100.00万元，比上年增加10.00万元，增长11.11%。
"""


def test_without_a_year_a_document_is_read_and_the_year_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2021年度决算.md"  # the name of a file is no source
    path.write_text(UNDATED, "utf-8")
    found = jixiao.read(path)
    assert (found.department, found.fiscal_year) == ("某某市财政局", 0)
    assert found.accounts["value"].tolist() == [90, 100, 10, 100, 100, 100, 100]
    assert found.accounts["year"].isna().all()
    totals = found.claims.query("metric == 'totals'")
    assert (totals["value"].tolist(), totals["period"].isna().tolist()) == ([100], [True])
    states = dict(jixiao.check(found).query("rule in ['T1-01', 'TX-01', 'N-03']")[["rule", "state"]].to_numpy())
    assert states == {"T1-01": "holds", "TX-01": "holds", "N-03": "insufficient_data"}
    assert main(["read", str(path)]) == 0
    assert "no year is stated: give it with --fiscal-year" in capsys.readouterr().out
    assert main(["read", str(path), "--fiscal-year", "2021", "--department", "某某局"]) == 0
    assert "某某局 2021" in capsys.readouterr().out


def test_a_column_of_the_year_before_is_not_taken_for_that_of_the_year(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    header = "| 项目 | 决算数 | 项目 | 决算数 |"
    assert header in UNDATED
    wide = UNDATED.replace(header, "| 项目 | 上年决算数 | 项目 | 决算数 |")
    path.write_text(wide, "utf-8")
    income = jixiao.read(path).accounts.query("side == 'income'")
    assert income["measure"].isna().all()
    assert income["value"].tolist() == [90, 10, 100, 100]
    path.write_text(wide.replace("上年决算数", "2022年决算数"), "utf-8")
    found = jixiao.read(path)
    assert (found.fiscal_year, found.documents["year_basis"].item()) == (2022, "columns")


def test_two_years_on_one_document_are_a_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.md"
    path.write_text(
        UNDATED.replace("财政局\n", "财政局\n\n2022年度部门决算\n", 1).replace("单位：", "2023年度 单位："), "utf-8"
    )
    found = jixiao.read(path)
    assert (found.fiscal_year, found.documents["other_year"].item()) == (2022, "2023")
    assert jixiao.check(found).query("rule == 'N-03'")["state"].tolist() == ["ambiguous"]
    assert main(["read", str(path)]) == 0
    assert "read as of 2022 (title); it names 2023 as well" in capsys.readouterr().out


def test_documents_of_one_department_are_joined_under_its_fullest_name(tmp_path: Path) -> None:
    short, full, office = (tmp_path / name for name in ("short.md", "full.md", "office.md"))
    for path, name, family in (
        (short, "市财政局", "决算"),
        (full, "甲城市财政局", "预算"),
        (office, "甲城市财政局（本级）", "决算"),
    ):
        path.write_text(
            f"{name}\n\n2023年度部门{family}\n\n一、收入支出决算总体情况说明\n2023年度收支总计100万元。\n", "utf-8"
        )
    assert set(jixiao.read([short, full]).documents["department"]) == {"甲城市财政局"}
    apart = jixiao.read([full, office])
    assert set(apart.documents["department"]) == {"甲城市财政局", "甲城市财政局(本级)"}
    said = jixiao.check(apart).query("rule == 'N-02'")
    assert said["state"].tolist() == ["ambiguous", "ambiguous"]
    assert "甲城市财政局(本级)" in said["message_zh"].iloc[0]


def test_a_file_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("accounts.md", "accounts (1).md")]
    for path in paths:
        path.write_text(UNDATED.replace("财政局\n", "财政局\n\n2022年度部门决算\n", 1), "utf-8")
    once, twice = jixiao.read(paths[0]), jixiao.read(paths)
    assert len(twice.documents) == 1
    assert {name: len(rows) for name, rows in twice.tables.items()} == {
        name: len(rows) for name, rows in once.tables.items()
    }


@pytest.mark.parametrize(
    ("number", "column", "family"),
    [("公开05表", "预算数", "budget"), ("公开05表", "决算数", "final_accounts"), ("预算05表", "合计", "budget"), ("", "合计", "budget")],
)  # fmt: skip
def test_tables_alone_are_of_the_family_that_their_columns_or_numbers_name(
    tmp_path: Path, number: str, column: str, family: str
) -> None:
    """收支总表 says neither 预算 nor 决算; the number of a table above it is no title. Accounts say 决算 in their titles."""
    table = f"| 项目 | {column} |\n| --- | --- |\n| 合计 | 30.00 |\n| 301 工资福利支出 | 30.00 |"
    path = tmp_path / "tables.md"
    path.write_text(
        f"2025年一般公共预算支出情况表\n\n{number}\n\n部门名称：甲市示例局\n\n单位：万元\n\n{table}", "utf-8"
    )
    read = jixiao.read(path)
    assert read.documents["family"].tolist() == [family]
    assert read.accounts[["family", "table"]].drop_duplicates().to_numpy().tolist() == [[family, "general_expenditure"]]


def test_a_grid_may_hold_its_title_and_the_line_of_department_and_unit(tmp_path: Path) -> None:
    """As a spreadsheet writes HTML: its title over all columns is no title of them, nor is its own heading a name."""
    rows = [
        '<tr><td colspan="4">支出决算表</td></tr>',
        "<tr><td></td><td></td><td></td><td>公开03表</td></tr>",
        "<tr><td>部门/单位：甲市示例局</td><td></td><td></td><td>金额单位：万元</td></tr>",
        "<tr><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>",
        "<tr><td>合计</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>",
    ]
    path = tmp_path / "tables.html"
    path.write_text(f"<h1>Overview</h1><a>Sheet 3</a><table>{''.join(rows)}</table>", "utf-8")
    read = jixiao.read(path)
    assert read.documents["department"].tolist() == ["甲市示例局"]
    assert read.accounts["measure"].tolist() == ["total", "basic", "project"]
    assert read.accounts["value"].tolist() == [30.0, 20.0, 10.0]


def test_a_table_whose_title_stands_in_its_grid_and_has_no_role_is_no_part_of_the_one_before_it(tmp_path: Path) -> None:
    """The number of each table stands over its last column, and is no title of that."""

    def table(title: str, number: str, *rows: tuple[str, ...]) -> str:
        cells = [(title,), ("", "", number), ("部门：甲市示例局", "", "单位：万元"), *rows]
        lines = ["".join(f"<td colspan={3 // len(row)}>{text}</td>" for text in row) for row in cells]
        return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"

    basic = table(
        "一般公共预算基本支出表",
        "表3-1",
        ("科目名称", "合计", "公用经费"),
        ("合计", "30.00", "20.00"),
        ("办公费", "20.00", "20.00"),
    )
    other = table(
        "一般公共预算项目支出预算表",
        "表3-2",
        ("项目名称", "金额", "备注"),
        ("合计", "263.50", ""),
        ("推广", "263.50", ""),
    )
    path = tmp_path / "budget.html"
    path.write_text(f"<p>甲市示例局2025年部门预算</p>{basic}{other}", "utf-8")
    read = jixiao.read(path)
    assert read.tables["tables"]["title"].tolist() == ["一般公共预算基本支出表", "一般公共预算项目支出预算表"]
    assert read.tables["tables"]["status"].tolist() == ["read", "not_recognised"]
    assert read.accounts[["item", "measure", "value"]].to_numpy().tolist() == [
        ["合计", "total", 30.0], ["合计", "operating", 20.0], ["办公费", "total", 20.0], ["办公费", "operating", 20.0],
    ]  # fmt: skip
