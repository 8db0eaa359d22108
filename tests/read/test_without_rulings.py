"""Tables without rulings: read by the walls that their words show."""

from pathlib import Path

import pandas as pd
import pytest

import jixiao
from glyphs_set import CLOSE, set_on, typed
from jixiao.read.cells import fill
from jixiao.read.glyphs import Glyph
from jixiao.read.inferred import InferredPage, inferred_page
from jixiao.read.seams import parted
from jixiao.read.words import word_lines, words_of
from jixiao.read.wrapped import table_blocks
from places import RAW
from read_once import document_of
from typeset.generate import generate
from typeset.generate.trial import differences
from typeset.layout.documents import DOCUMENTS
from typeset.loading import load_facts
from typeset.render.pdf import write_pdf

FIGURES = ["table", "side", "line", "code", "measure", "term", "value", "unit"]


@pytest.fixture(scope="module")
def borderless(tmp_path_factory: pytest.TempPathFactory) -> jixiao.Disclosure:
    """The larger sample with the same words in the same places, and no rulings, as it is read."""
    path = tmp_path_factory.mktemp("borderless") / "bureau.pdf"
    write_pdf(DOCUMENTS["pingshan-data-2020"](load_facts("pingshan-data-2020")), path, rulings=False)
    return jixiao.read(path)


@pytest.mark.slow
def test_every_figure_of_the_nine_tables_is_right_without_rulings(
    borderless: jixiao.Disclosure, bureau: jixiao.Disclosure
) -> None:
    both = [d.accounts[FIGURES].fillna({"line": "", "code": "", "term": ""}) for d in (borderless, bureau)]
    ordered = [table.sort_values(FIGURES[:6]).reset_index(drop=True) for table in both]
    pd.testing.assert_frame_equal(*ordered)
    nine = borderless.tables["tables"]
    assert set(nine.loc[nine["form"] == "accounts", "method"]) == {"inferred"}


@pytest.mark.slow
def test_findings_that_rest_on_inferred_walls_are_not_certain(borderless: jixiao.Disclosure) -> None:
    """What is still broken are statements of the text against each other: their words need no rulings."""
    outcomes = jixiao.check(borderless)
    broken = outcomes[outcomes["state"] == "broken"]
    assert set(broken["rule"]) <= {"TX-12", "TX-20", "I-10"}  # I-10 counts indicators; it states no figure


#: Columns of records that do not depend on walls being drawn.
RECORDS = {
    "projects": ["form", "name", "supervising", "implementing", "is_key", "attribute", "period_printed", "goal", "result",
                 "remark", "total_weight", "total_score"],
    "funds": ["fund", "initial_budget", "budget", "executed", "rate", "weight", "score"],
    "indicators": ["position", "level1", "level2", "level3", "target", "actual", "operator", "target_value",
                   "target_unit", "actual_value", "actual_unit", "weight", "score", "reason"],
    "investments": ["national_code", "construction", "started", "completed", "start_date", "completion_date", "plan",
                    "invested", "cumulative", "payment_rate", "completion_rate", "progress", "progress_text"],
    "scorecards": ["level1", "level1_weight", "level2", "level2_weight", "level3", "weight", "explanation", "standard",
                   "score", "is_total"],
    "payments": ["position", "item", "amount", "unit", "is_total"],
    "claims": ["metric", "subject", "period", "relation", "value"],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("table", RECORDS)
def test_forms_without_rulings_give_the_same_records(
    table: str, borderless: jixiao.Disclosure, bureau: jixiao.Disclosure
) -> None:
    without, ruled = (d.tables[table][RECORDS[table]] for d in (borderless, bureau))
    pd.testing.assert_frame_equal(without, ruled)


@pytest.mark.slow
def test_cells_whose_walls_were_inferred_are_not_certain(borderless: jixiao.Disclosure) -> None:
    forms = borderless.tables["tables"].set_index("form")
    assert set(forms.loc[["self_evaluation", "investment", "scorecard"], "method"]) == {"inferred"}
    assert set(borderless.indicators["confidence"]) == {0.5}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("family", "kind", "seed"),
    [("central", "forms", 1), ("shenzhen", "forms", 2), ("shanghai", "forms", 1), ("fujian", "forms", 1),
     ("shenzhen", "accounts", 3), ("fujian", "accounts", 2)],
)  # fmt: skip
def test_made_up_documents_without_rulings(family: str, kind: str, seed: int, tmp_path: Path) -> None:
    made = generate(seed, family, kind)
    write_pdf(made.document, tmp_path / "forms.pdf", rulings=False)
    assert list(differences(made, jixiao.read(tmp_path / "forms.pdf"))) == []


def test_a_form_with_a_block_that_fits_no_cell_is_unread() -> None:
    """Three labels between two rows: they cannot be merged over rows, for there are not enough of them."""
    rows = [
        (0.0, ("一级指标", 100), ("二级指标", 180), ("三级指标", 260)),
        *((20.0 * n, ("数量", 180), (f"第{n}项", 260)) for n in range(1, 6)),
    ]
    told = [glyph for y, *cells in rows for text, x in cells for glyph in typed(text, x, y)]
    assert inferred_page(told, 1, goes_on=False, is_form=True) is not None
    between = [glyph for y in (44.0, 50.0, 56.0) for glyph in typed("产出", 100, y, size=4.0)]
    assert inferred_page([*told, *between], 1, goes_on=False, is_form=True) is None


def test_a_page_with_more_rows_than_a_page_has_is_not_tried() -> None:
    rows = [glyph for n in range(300) for x in (100, 200) for glyph in typed("一二", x, 20.0 * n)]
    assert inferred_page(rows[: 4 * 100], 1, goes_on=False, is_form=True) == InferredPage((), None)
    assert inferred_page(rows, 1, goes_on=False, is_form=True) is None


def test_amounts_that_touch_are_words_of_their_own() -> None:
    touching = typed("合计", 0, 100) + typed("1,230.551,230.550.00", 100, 100)
    assert [words.text for words in words_of(touching)] == ["合计", "1,230.55", "1,230.55", "0.00"]
    assert [words.text for words in words_of(typed("2024.03.15", 0, 100))] == ["2024.03.15"]


def test_running_text_is_no_table() -> None:
    document = document_of(RAW / "pingshan-data-2020.pdf")
    assert {grid.method for grid in document.grids} == {"lattice/vector"}


#: 收入决算表 as a browser or LibreOffice prints it: titles of two levels, one of them on two lines, one column blank.
TITLES = [
    (0.0, ("支出功能分类", 12), ("本年收", 240), ("财政拨", 300)),
    (13.0, ("入合计", 240), ("款收入", 300)),
    (6.5, ("科目名称", 110), ("上级补助收入", 365)),
    (19.0, ("科目编码", 20)),
]
FIRST = [(40.0, ("2010601", 0), ("一般行政管理事务", 80), ("1511.90", 220), ("1511.89", 290))]
SECOND = [
    (60.0, ("机关事业单位基本养老", 80)),
    (66.5, ("2080505", 0), ("160.75", 229), ("160.75", 299)),
    (73.0, ("保险缴费支出", 80)),
    (93.0, ("210", 0), ("卫生健康支出", 80), ("60.99", 238), ("60.99", 308)),
    (113.0, ("221", 0), ("住房保障支出", 80), ("445.69", 229), ("445.69", 299)),
]


def texts(glyphs: list[Glyph], page: InferredPage | None) -> list[list[str]]:
    """The texts of the only table of a page, row by row."""
    assert page is not None
    (table,) = page.tables
    return [[cell.text for cell in row] for row in fill(table, glyphs).rows()]


def test_titles_of_two_levels_and_labels_on_two_lines_and_a_blank_column() -> None:
    glyphs = set_on([*TITLES, *FIRST, *SECOND])
    assert texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False)) == [
        ["支出功能分类", "科目名称", "本年收入合计", "财政拨款收入", "上级补助收入"],
        ["科目编码"],
        ["2010601", "一般行政管理事务", "1511.90", "1511.89", ""],
        ["2080505", "机关事业单位基本养老保险缴费支出", "160.75", "160.75", ""],
        ["210", "卫生健康支出", "60.99", "60.99", ""],
        ["221", "住房保障支出", "445.69", "445.69", ""],
    ]


def test_rows_without_titles_stand_in_the_columns_of_the_page_before() -> None:
    """The next page goes on, with a label that is longer than any above it; the blank column is still there."""
    before = inferred_page(set_on([*TITLES, *FIRST, *SECOND]), 1, goes_on=False, is_form=False)
    assert before is not None
    rows = [
        (0.0, ("22102", 0), ("住房改革支出中的其他各项支出", 80), ("445.69", 229), ("445.69", 299)),
        (20.0, ("合计", 90), ("2946.25", 220), ("2940.05", 290)),
    ]
    glyphs = set_on(rows)
    assert texts(glyphs, inferred_page(glyphs, 2, True, False, before.columns)) == [
        ["22102", "住房改革支出中的其他各项支出", "445.69", "445.69", ""],
        ["", "合计", "2946.25", "2940.05", ""],
    ]


def test_rows_without_titles_in_other_places_are_unread() -> None:
    """What their columns mean cannot be told: they stand elsewhere, or the page before was not read."""
    before = inferred_page(set_on([*TITLES, *FIRST, *SECOND]), 1, goes_on=False, is_form=False)
    assert before is not None
    assert inferred_page(set_on(SECOND), 2, True, False, before.columns) is not None
    assert inferred_page(set_on(SECOND, right=30.0), 2, True, False, before.columns) is None
    assert inferred_page(set_on(SECOND), 2, True, False, None) is None


def test_a_title_over_two_columns_is_no_column() -> None:
    """收入 stands between 项目 and 预算数, over both."""
    glyphs = set_on(
        [
            (0.0, ("收入", 90), ("支出", 290)),
            (20.0, ("项目", 30), ("预算数", 110), ("项目", 230), ("预算数", 320)),
            (40.0, ("一、一般公共预算", 0), ("101.84", 138), ("一、教育支出", 200), ("103.76", 360)),
            (60.0, ("二、政府性基金", 0), ("41.73", 147), ("二、其他支出", 200), ("55.67", 369)),
        ]
    )
    assert texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False)) == [
        ["收入", "支出"],
        ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算", "101.84", "一、教育支出", "103.76"],
        ["二、政府性基金", "41.73", "二、其他支出", "55.67"],
    ]


def test_an_amount_too_long_for_its_column_stands_on_two_lines_of_its_row() -> None:
    """As typesetters tear it: anywhere. Its label and the other figures stand beside the middle of both lines."""
    glyphs = set_on(
        [
            (0.0, ("项目", 30), ("年初预算数", 150), ("决算数", 260)),
            (34.0, ("478,678,942.0", 240)),
            (40.0, ("一、一般公共预算", 0), ("1.00", 200)),
            (46.0, ("0", 348)),
            (74.0, ("184,313,41", 267)),
            (80.0, ("二、政府性基金", 0), ("1.00", 200)),
            (86.0, ("4.00", 321)),
            (120.0, ("三、其他收入", 0), ("12.50", 191), ("8,320,797.00", 249)),
        ]
    )
    assert texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False))[1:] == [
        ["一、一般公共预算", "1.00", "478,678,942.00"],
        ["二、政府性基金", "1.00", "184,313,414.00"],
        ["三、其他收入", "12.50", "8,320,797.00"],
    ]


def test_a_zero_below_an_amount_with_one_decimal_is_another_amount() -> None:
    glyphs = set_on([(0.0, ("项目", 0), ("预算数", 100)), (14.0, ("甲", 0), ("1,000.5", 100)), (28.0, ("乙", 0), ("0", 154)),
                     (42.0, ("丙", 0), ("12,000.50", 82))])  # fmt: skip
    told = [block.text for block in table_blocks(word_lines(glyphs))]
    assert told == ["项目", "预算数", "甲", "1,000.5", "乙", "0", "丙", "12,000.50"]


def test_a_heading_of_larger_words_below_a_table_is_no_row_of_it() -> None:
    table = set_on([*TITLES, *FIRST, *SECOND])
    heading = [*typed("第三部分", 0, 160, size=16.0), *typed("决算情况说明", 120, 160, size=16.0)]
    rows = texts(table, inferred_page([*table, *heading], 1, goes_on=False, is_form=False))
    assert rows == texts(table, inferred_page(table, 1, goes_on=False, is_form=False))


#: 支出表 with rows as close as the lines of a label are: each label stands in the middle of its row.


def test_lines_of_labels_belong_to_the_figures_in_their_middle() -> None:
    glyphs = set_on(CLOSE)
    rows = texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False))
    assert rows[2:4] == [
        ["2080505", "机关事业单位基本养老保险缴费支出", "160.75", "160.75"],
        ["2080506", "机关事业单位职业年金缴费支出", "80.38", "80.38"],
    ]
    assert [row[1] for row in rows[4:]] == ["卫生健康支出", "住房保障支出"]


def test_labels_without_figures_are_rows_of_their_own() -> None:
    """Three labels at equal distances, the figures beside the one in the middle: numbered, they are no lines of one."""
    blank = [
        (0.0, ("项目", 60), ("预算数", 240)),
        (20.0, ("一、一般公共服务支出", 0), ("101.84", 238)),
        (40.0, ("二、外交支出", 0)),
        (60.0, ("三、国防支出", 0)),
        (80.0, ("四、公共安全支出", 0), ("41.73", 247)),
        (100.0, ("五、教育支出", 0)),
        (120.0, ("六、科学技术支出", 0), ("55.67", 247)),
    ]
    glyphs = set_on(blank)
    assert texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False))[1:] == [
        ["一、一般公共服务支出", "101.84"], ["二、外交支出", ""], ["三、国防支出", ""],
        ["四、公共安全支出", "41.73"], ["五、教育支出", ""], ["六、科学技术支出", "55.67"],
    ]  # fmt: skip


def test_a_title_in_the_middle_of_a_wide_column_is_over_the_figures_at_its_end() -> None:
    glyphs = set_on(
        [
            (0.0, ("一般公共预算支出", 370)),
            (7.0, ("功能科目名称", 60)),
            (14.0, ("小计", 240), ("基本支出", 390), ("项目支出", 530)),
            (40.0, ("合计", 0), ("98,880.78", 290), ("12,634.14", 440), ("86,246.64", 590)),
            (60.0, ("206科学技术支出", 0), ("94,158.15", 290), ("7,911.51", 449), ("86,246.64", 590)),
            (80.0, ("208社会保障支出", 0), ("1,447.33", 299), ("1,447.33", 449), ("0.00", 635)),
        ]
    )
    assert texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False)) == [
        ["功能科目名称", "一般公共预算支出"],
        ["小计", "基本支出", "项目支出"],
        ["合计", "98,880.78", "12,634.14", "86,246.64"],
        ["206科学技术支出", "94,158.15", "7,911.51", "86,246.64"],
        ["208社会保障支出", "1,447.33", "1,447.33", "0.00"],
    ]


def test_cells_set_close_are_parted_where_no_line_of_figures_has_anything() -> None:
    """Income beside expenditure as a spreadsheet prints it: an amount ends 3 points before the label beside it."""
    glyphs = set_on(
        [
            (0.0, ("项目", 30), ("决算数", 210), ("项目", 280), ("一般公共预算", 400), ("政府性基金款", 457)),
            (20.0, ("一、财政拨款", 0), ("1,523.26", 180), ("一、公共服务支出", 255)),
            (40.0, ("二、基金拨款", 0), ("60.00", 207), ("二、外交支出", 255)),
            (60.0, ("三、国防支出", 255), ("101.85", 400)),
            (80.0, ("四、教育支出", 255), ("60.00", 409), ("60.00", 466)),
            (100.0, ("合计", 0), ("1,583.26", 180), ("合计", 255), ("161.85", 400), ("60.00", 466)),
        ]
    )
    assert texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False)) == [
        ["项目", "决算数", "项目", "一般公共预算", "政府性基金款"],
        ["一、财政拨款", "1,523.26", "一、公共服务支出", "", ""],
        ["二、基金拨款", "60.00", "二、外交支出", "", ""],
        ["", "", "三、国防支出", "101.85", ""],
        ["", "", "四、教育支出", "60.00", "60.00"],
        ["合计", "1,583.26", "合计", "161.85", "60.00"],
    ]


def test_a_word_is_not_parted_where_no_column_ends_nor_above_the_figures() -> None:
    """公开 02 表 in another font, and a number with room before its last digits."""
    lines = [
        [(0.0, ("公开", 300)), (0.0, ("02表", 322))],
        *([(20.0 * n, ("科目甲", 0), ("1,230.55", 200), ("1,230.55", 300))] for n in range(1, 4)),
        [(80.0, ("科目", 0), ("12", 200), ("30.55", 221), ("1,230.55", 300))],
    ]
    words = word_lines(set_on([row for line in lines for row in line]))
    assert [[word.text for word in line] for line in parted(words)] == [[word.text for word in line] for line in words]
    assert [word.text for word in words[0]] == ["公开02表"]
    assert [word.text for word in words[-1]] == ["科目", "1230.55", "1,230.55"]


def test_one_row_of_figures_stands_as_far_below_its_titles_as_rows_do() -> None:
    """三公: titles of three levels in the middle of each other are three, though nothing but one row shows how far rows are
    apart."""
    glyphs = set_on(
        [
            (0.0, ("2024年预算数", 120)),
            (15.0, ("公务用车购置及运行费", 101)),
            (22.5, ("合计", 10), ("公务接待费", 290)),
            (30.0, ("小计", 60), ("公务用车购置费", 114), ("公务用车运行费", 200)),
            (45.0, ("12.05", 0), ("10.35", 51), ("10.35", 222), ("1.70", 308)),
        ]
    )
    assert texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False)) == [
        ["2024年预算数"],
        ["合计", "公务用车购置及运行费", "公务接待费"],
        ["小计", "公务用车购置费", "公务用车运行费"],
        ["12.05", "10.35", "", "10.35", "1.70"],
    ]


def test_titles_in_the_middle_of_wide_columns_are_over_the_codes_and_names_at_their_left() -> None:
    glyphs = set_on(
        [
            (0.0, ("项目", 256), ("本年支出", 767)),
            (20.0, ("科目代码", 47), ("科目名称", 312), ("小计", 606), ("基本支出", 767), ("项目支出", 937)),
            (40.0, ("213", 0), ("农林水支出", 134), ("1,309.86", 626), ("1,046.36", 796), ("263.50", 984)),
            (60.0, ("21301", 0), ("农业农村", 134), ("1,211.86", 626), ("1,046.36", 796), ("165.50", 984)),
            (80.0, ("221", 0), ("住房", 134), ("76.20", 653), ("76.20", 823)),
        ]
    )
    assert texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False)) == [
        ["项目", "本年支出"],
        ["科目代码", "科目名称", "小计", "基本支出", "项目支出"],
        ["213", "农林水支出", "1,309.86", "1,046.36", "263.50"],
        ["21301", "农业农村", "1,211.86", "1,046.36", "165.50"],
        ["221", "住房", "76.20", "76.20", ""],
    ]


def test_levels_of_codes_are_three_titles_and_the_total_before_the_codes_is_in_their_column() -> None:
    glyphs = set_on(
        [
            (0.0, ("项目", 120), ("合计", 345), ("基本支出", 430)),
            (20.0, ("类", 20), ("款", 61), ("项", 98), ("科目名称", 180)),
            (40.0, ("201", 33), ("一般公共服务支出", 140), ("2,106.66", 330), ("1,503.52", 430)),
            (60.0, ("201", 33), ("06", 72), ("财政事务", 140), ("2,106.66", 330), ("1,503.52", 430)),
            (80.0, ("201", 33), ("06", 72), ("01", 110), ("行政运行", 140), ("1,511.89", 330), ("1,503.52", 430)),
            (100.0, ("合计", 0), ("2,106.66", 330), ("1,503.52", 430)),
        ]
    )
    rows = texts(glyphs, inferred_page(glyphs, 1, goes_on=False, is_form=False))
    assert rows[1][:3] == ["类", "款", "项"]
    assert rows[4] == ["201", "06", "01", "行政运行", "1,511.89", "1,503.52"]
    assert rows[5] == ["合计", "", "", "", "2,106.66", "1,503.52"]
