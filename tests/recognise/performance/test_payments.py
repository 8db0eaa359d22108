"""Payments (支出明细表): columns by their titles, the unit as printed."""

import pytest

from jixiao.grids import Cell, Grid, Line
from jixiao.recognise.find import Form
from jixiao.recognise.performance.payments import payment_rows


def payments(*rows: tuple[str, ...], above: str = "") -> list[tuple]:
    cells = tuple(Cell(r, c, text, 1) for r, row in enumerate(rows) for c, text in enumerate(row))
    form = Form("payments", "支出明细表", (Line(above, 1),), (Grid(cells, len(rows), len(rows[0]), 1, "test"),))
    return [(row["item"], row["amount"], row["is_total"]) for row in payment_rows(form)]


@pytest.mark.parametrize(
    ("head", "above", "value"), [("支出金额（元）", "", 3), ("支付金额", "单位：元", 3), ("金额", "", 30000)]
)
def test_an_amount_stands_under_its_title_in_the_printed_unit(head: str, above: str, value: int) -> None:
    rows = (("序号", "支出内容", head, "支付年份"), ("1", "运维费", "30000", "2020"), ("合计", "", "30000", ""))
    assert payments(*rows, above=above) == [("运维费", value, False), ("合计", value, True)]


def test_without_titles_the_last_cell_is_the_amount() -> None:
    assert payments(("1", "运维费", "1.5"), ("2", "待定", "未付")) == [("运维费", 1.5, False)]
