"""What a page's end cuts: the rest of a row stands alone at the head of the next page."""

from dataclasses import replace

from jixiao.families import BUDGET, FINAL_ACCOUNTS, role_of
from jixiao.grids import Cell, Grid
from jixiao.recognise.find import Form
from jixiao.recognise.performance.ruled_indicators import ruled_rows
from jixiao.recognise.tables.rows import account_rows

TITLES = ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分")


def grid(page: int, *rows: tuple[str, ...]) -> Grid:
    cells = [Cell(row, column, text, page) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return Grid(tuple(cells), len(rows), len(rows[0]), page, "html")


def indicators(*rest: tuple[str, ...]) -> list[tuple[str, ...]]:
    first = grid(1, TITLES, ("产出指标", "数量指标", "培训各县区", "≥3期", "4期", "20", "20"))
    form = Form("self_evaluation", "", (), (first, grid(2, *rest)))
    names = ("level3", "target", "actual", "score")
    return [tuple(cell.text if (cell := row[name]) else "" for name in names) for row, _ in ruled_rows(form)]


def test_the_rest_of_an_indicator_is_no_indicator() -> None:
    rest = ("", "", "骨干期数", "", "（含网上）", "", "")
    next_one = ("", "质量指标", "合格率", "≥95%", "98%", "10", "10")
    assert indicators(rest, next_one) == [
        ("培训各县区骨干期数", "≥3期", "4期（含网上）", "20"),
        ("合格率", "≥95%", "98%", "10"),
    ]


def test_an_indicator_with_marks_of_its_own_stays_one() -> None:
    assert indicators(("", "", "骨干期数", "", "", "5", "")) == [
        ("培训各县区", "≥3期", "4期", "20"),
        ("骨干期数", "", "", ""),
    ]


def test_the_rest_of_a_column_that_is_not_understood_goes_with_its_row() -> None:
    titles = (*TITLES[:3], "指标性质", "指标值", "权重", "指标方向性")
    first = grid(1, titles, ("效益指标", "社会效益指标", "通畅", "≥", "95%", "20", "正向"))
    form = Form("project_target", "", (), (first, grid(2, ("", "指标", "率", "", "", "", "指标"))))
    rows = [(row["level3"].text, row["column 指标方向性"].text) for row, _ in ruled_rows(form) if row["level3"]]
    assert rows == [("通畅率", "正向指标")]


def test_a_row_in_which_no_cell_begins_holds_no_indicator() -> None:
    """All its cells began in the row above."""
    printed = grid(1, TITLES, ("产出指标", "数量指标", "培训班次", "≥3期", "4期", "20", "20"))
    form = Form("self_evaluation", "", (), (replace(printed, n_rows=3),))
    assert [row["level3"].text for row, _ in ruled_rows(form) if row["level3"]] == ["培训班次"]


def budgeted(*first: tuple[str, ...]) -> list[tuple[str, str]]:
    role = role_of(BUDGET, "projects")
    grids = (grid(1, ("项目名称", "合计"), *first), grid(2, ("运行维护", ""), ("培训", "6.00")))
    rows = account_rows(Form("accounts", "项目支出表", (), grids, role=role), "万元", 2026)
    return [(row["item"], row["printed"]) for row in rows]


def test_the_rest_of_a_name_goes_to_the_row_above_where_every_row_has_a_figure() -> None:
    assert budgeted(("设备购置", "2.00"), ("信息系统", "3.50")) == [
        ("设备购置", "2.00"),
        ("信息系统运行维护", "3.50"),
        ("培训", "6.00"),
    ]


def test_a_row_of_the_same_name_before_stays_as_it_is() -> None:
    assert budgeted(("信息系统", "2.00"), ("设备购置", "1.00"), ("信息系统", "3.50"))[:3] == [
        ("信息系统", "2.00"),
        ("设备购置", "1.00"),
        ("信息系统运行维护", "3.50"),
    ]


def test_a_row_without_figures_among_others_like_it_is_a_row() -> None:
    assert ("运行维护", "") in budgeted(("信息系统", "3.50"), ("设备购置", ""), ("印刷", "1.00"))


def test_no_row_above_no_rest() -> None:
    alone = grid(1, TITLES, ("产出指标", "数量指标", "培训", "", "", "", ""))
    form = Form("self_evaluation", "", (), (alone, replace(alone, page=2)))
    assert [row["level3"].text for row, _ in ruled_rows(form) if row["level3"]] == ["培训", "培训"]


def test_titles_of_the_labels_in_other_words_on_the_next_page_are_no_name() -> None:
    first = grid(1, ("项目", "", "本年支出合计"), ("科目代码", "项目名称", ""), ("206", "科学技术支出", "3.00"))
    again = grid(2, ("项目", "", "本年支出合计"), ("科目代码", "科目名称", ""), ("208", "社会保障支出", "5.00"))
    role = role_of(FINAL_ACCOUNTS, "expenditure")
    rows = account_rows(Form("accounts", "支出决算表", (), (first, again), role=role), "万元", 2022)
    assert [(row["code"], row["item"]) for row in rows] == [("206", "科学技术支出"), ("208", "社会保障支出")]
