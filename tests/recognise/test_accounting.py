"""Every printed number is accounted for: counted as print has it, and each ends in one place."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounted import ENDINGS as FORMATS
from accounted import LAYOUTS, lost, read_as, unlisted
from jixiao.grids import Cell, Document, Grid, Line, Unread, named
from jixiao.recognise import find
from jixiao.recognise.accounting import ENDINGS, account, count_numbers, reading_of
from jixiao.recognise.proved import form_rules
from typeset.generate.trial import unaccounted

#: Each layout in two formats, the formats in turn: seed, layout, ending.
SAMPLED = [
    (seed, layout, FORMATS[(number + 3 * seed) % len(FORMATS)])
    for seed in (0, 1)
    for number, layout in enumerate(LAYOUTS)
]

#: Layouts that hold all roles of the ministry's tables, those of a budget and every form.
DESCRIBED = (
    "accounts_2020", "river", "targets_2021", "projects_2021", "shanghai evaluation", "shaanxi forms", "shenzhen forms",
)  # fmt: skip

#: Forms that no made-up document prints.
NOT_MADE = {"transfer_evaluation", "department_target", "evaluation_list"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1,234.50", 1),
        ("收入1,234.50万元，增长5％", 2),
        ("(12.5%)", 1),
        ("-0.01", 1),
        ("1,466", 1),
        ("比率=实际完成数/计划完成数×100%1.比率≥90%，得满分", 2),
        ("12.5年", 0),
        ("2024.3.15", 0),
        ("表1.2026年收支总表", 0),
        ("第12页", 0),
        ("2026", 0),
        ("0.00 0.00", 2),
        ("12,635.774,275.558,360.22", 3),
        ("830.55830.550.00", 3),
        ("", 0),
    ],
)
def test_what_is_a_printed_number(text: str, count: int) -> None:
    assert count_numbers(text) == count


def grid(rows: list[list[str]], page: int = 1) -> Grid:
    cells = tuple(Cell(i, j, text, page) for i, row in enumerate(rows) for j, text in enumerate(row))
    return Grid(cells, len(rows), len(rows[0]), page, "made")


def endings(*blocks: Line | Grid, records: list[dict[str, object]] | None = None) -> dict[str, int]:
    document = named(Document(blocks, 9, "pdf"))
    found = account(document, find.find_forms(document), records or [])
    return {ending: found.total(ending) for ending in ENDINGS if found.total(ending)}


def test_a_grid_that_is_no_known_form_is_listed_and_not_lost() -> None:
    assert endings(Line("某表", 1), grid([["甲", "1.00"], ["乙", "2.50"]])) == {"unread": 2}


def test_lines_that_run_on_as_a_table_are_listed() -> None:
    rows = [Line(f"培训费 {n}.00 {n}.50", 2) for n in range(3)]
    assert endings(*rows, Line("收入12.00万元，支出12.00万元。", 2)) == {"unread": 6, "text": 2}


def test_numbers_of_a_page_that_could_not_be_read_are_no_text() -> None:
    lines = (Line("培训费 1.00 2.50", 2), Line("收入12.00万元，支出12.00万元。", 2))
    document = named(Document(lines, 9, "pdf", (Unread(2, "its columns cannot be told apart"),)))
    found = account(document, [], [])
    assert (found.total("unread"), found.total("text")) == (2, 2)


def test_sums_of_a_form_with_a_reason_of_no_indicator_are_not_judged() -> None:
    (form,) = find.find_forms(
        named(
            Document(
                (Line("项目支出绩效自评表", 1), grid([["一级指标", "二级指标", "三级指标", "年度指标值"]])), 1, "pdf"
            )
        )
    )
    whole = {"level3": "培训", "weight": 10, "target": "3次", "form": None}
    torn = {"level3": None, "weight": None, "reason": "培训3次10.0"}
    in_rows = [reading_of(form, rows, {}, ())["unread_in_rows"] for rows in ([whole], [whole, torn])]
    assert in_rows[1] == in_rows[0] + 1


def test_a_known_form_whose_cell_no_record_holds_has_lost_it() -> None:
    form = grid(
        [
            ["项目名称", "培训", "", ""],
            ["一级指标", "二级指标", "三级指标", "全年预算数"],
            ["产出", "数量", "场", "95%"],
        ]
    )
    blocks = (Line("项目支出绩效自评表", 1), form)
    assert endings(*blocks) == {"lost": 1}
    assert endings(*blocks, records=[{"page": 1, "cell": "t1r3c4", "printed": "95%"}]) == {"recorded": 1}


def accounts(*rows: list[str], title: str = "部门支出总表") -> tuple[Line, Grid]:
    return Line(title, 1), grid([["科目编码", "科目名称", "合计", "规格型号"], *rows])


def test_a_number_in_the_label_of_a_row_is_recorded_with_it() -> None:
    blocks = accounts(["201", "智慧环保运维（1.5期）", "10.00", ""])
    row = {"page": 1, "cell": "t1r2c3", "printed": "10.00", "item": "智慧环保运维（1.5期）"}
    assert endings(*blocks, records=[row]) == {"recorded": 2}
    assert endings(*blocks, records=[{**row, "item": ""}]) == {"recorded": 1, "lost": 1}


def test_what_describes_things_is_text_and_a_label_that_holds_its_amount_is_lost() -> None:
    rows = (["201", "空调", "10.00", "1.5匹防爆"], ["201", "桌", "2.00", "木"], ["201", "椅", "1.00", ""])
    read = [{"page": 1, "cell": f"t1r{n}c3", "printed": rows[n - 2][2]} for n in (2, 3, 4)]
    assert endings(*accounts(*rows), records=read) == {"recorded": 3, "text": 1}
    glued = (["", "", "", "合计 10.00"], ["", "", "", "基本支出 2.00"])
    assert endings(*accounts(*glued)) == {"lost": 2}


def test_a_card_that_cannot_be_trusted_is_listed() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "得分"],
        ["决策", "目标", "明确性", "6", "酌情", "5.25"],
    ]
    (card,) = (replace(block, method="inferred") for block in [grid(rows)])
    assert endings(Line("部门整体支出绩效评价指标评分表", 1), card) == {"unread": 1}


@pytest.mark.parametrize(("seed", "layout", "ending"), SAMPLED)
def test_no_number_of_a_made_up_document_is_lost(seed: int, layout: str, ending: str) -> None:
    """Every layout in two formats, every format in many layouts; ``make fuzz`` tries every layout in every format."""
    assert lost(seed, layout, ending) == []


def test_a_number_that_was_not_seen_is_missed() -> None:
    whole = LAYOUTS["north"](0)
    read = read_as(replace(whole, blocks=whole.blocks[:-1]), ".html")
    seen = int(read.documents["printed_numbers"].iloc[0])
    assert seen > 0
    assert unaccounted(whole, read) == [f"numbers: {seen} of {sum(map(count_numbers, whole.texts()))}"]


@pytest.mark.parametrize("layout", DESCRIBED)
def test_what_no_description_knows_is_listed(layout: str) -> None:
    """Role by role and form by form: its numbers are unread, none is lost or another table's, and no check says more."""
    assert {name: wrong for name, wrong in unlisted(0, layout).items() if wrong} == {}


def test_every_form_is_taken_away_once() -> None:
    made = {form for layout in DESCRIBED for form in read_as(LAYOUTS[layout](0), ".html").tables["tables"]["form"]}
    assert made >= form_rules().keys() - NOT_MADE


blocks = st.lists(
    st.one_of(
        st.builds(Line, st.text("0123456789.,% 年万元，。合计", max_size=30), st.integers(1, 3)),
        st.builds(grid, st.lists(st.lists(st.text("0123456789.,%合计", max_size=9), min_size=2, max_size=2), min_size=1, max_size=4), st.integers(1, 3)),
    ),
    max_size=12,
)  # fmt: skip


def texts(blocks: list[Line | Grid]) -> Iterator[str]:
    for block in blocks:
        yield from (cell.text for cell in block.cells) if isinstance(block, Grid) else (block.text,)


@given(blocks)
def test_each_number_ends_exactly_once(made: list[Line | Grid]) -> None:
    assert sum(endings(*made).values()) == sum(map(count_numbers, texts(made)))
