"""Rulings that part only some of a table: a frame, ruled titles, walls between columns or rules between rows alone."""

from __future__ import annotations

from itertools import pairwise

from glyphs_set import CLOSE, set_on
from jixiao.read.framed import has_columns, whole_tables
from jixiao.read.geometry import RuledCell, RuledTable


def ruled(*rows: tuple[float, float], columns: tuple[float, ...]) -> RuledTable:
    """A grid of drawn rulings: top and bottom of its rows, and its walls from the left."""
    cells = [
        RuledCell(r, c, 1, 1, (left, top, right, bottom))
        for r, (top, bottom) in enumerate(rows)
        for c, (left, right) in enumerate(pairwise(columns))
    ]
    box = (columns[0], rows[0][0], columns[-1], rows[-1][1])
    return RuledTable(1, len(rows), len(columns) - 1, tuple(cells), box, "made")


def test_rulings_around_or_above_a_table_draw_no_cells_of_it() -> None:
    glyphs = set_on(CLOSE)
    assert has_columns(glyphs)
    assert whole_tables([ruled((-12, 8), (8, 110), columns=(-5, 360))], glyphs) == []
    assert whole_tables([ruled((-12, 8), columns=(-5, 70, 200, 280, 360))], glyphs) == []
    assert whole_tables([ruled((-12, 8), (8, 110), columns=(-5, 70, 200, 280, 360))], glyphs) == []
    whole = ruled((-12, 8), (8, 26), (26, 52), (52, 80), (80, 110), columns=(-5, 70, 200, 280, 360))
    assert whole_tables([whole], glyphs) == [whole]


def test_a_sentence_with_amounts_is_no_row_of_columns() -> None:
    said = set_on([(20.0 * n, (f"收入{n}.50万元，支出{n}.40万元，结余{n}.10万元。", 0)) for n in range(1, 6)])
    assert not has_columns(said)


def test_rows_without_walls_between_their_columns_draw_no_cells() -> None:
    """A frame with rules between rows; and walls between columns of counts with none between their rows."""
    rows = [
        (20.0 * n, ("数量指标", 0), ("完成项目", 60), ("≥10个", 140), (weight, 220), (weight, 280))
        for n, weight in enumerate(("20", "15", "10"))
    ]
    glyphs = set_on(rows)
    edges = (-5, 50, 130, 210, 270, 330)
    assert whole_tables([ruled((-12, 8), (8, 28), (28, 48), columns=(-5, 330))], glyphs) == []
    assert whole_tables([ruled((-12, 48), columns=edges)], glyphs) == []
    whole = ruled((-12, 8), (8, 28), (28, 48), columns=edges)
    assert whole_tables([whole], glyphs) == [whole]


def test_titles_are_ruled_above_amounts_that_run_into_the_labels_beside_them() -> None:
    glyphs = set_on([(20.0 * n, ("一、收入", 0), ("1,583.26一、支出", 100), ("1,583.26", 300)) for n in range(3)])
    assert has_columns(glyphs)
    assert not has_columns(
        set_on([(20.0 * n, ("一、收入", 0), ("1,583.26万元，其中", 100), ("12.5", 300)) for n in range(3)])
    )
