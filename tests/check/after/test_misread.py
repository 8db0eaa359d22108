"""What rests on half a table, or breaks in many places at once, accuses nobody."""

import re
from pathlib import Path
from typing import Any

import jixiao
from holding import as_document, text_of
from jixiao.check.after.misread import Spans, spans_of, with_footing, with_reading
from typeset.render.pdf import write_pdf


def outcome(number: int, state: str = "broken", page: int = 5, **more: Any) -> dict[str, Any]:
    place = {"source_id": "a", "page": page, "printed": "1.00"}
    own = {"outcome_id": f"o{number}", "state": state, "kind": "sum", "severity": "error", "gap": number, "cause": None}
    rule = {"rule": "T3-03", "over_rows": None, "materiality": "large"}
    return {**own, **rule, "places": [place, place], "message_zh": "", "message_en": "", **more}


def table(status: str = "read", form: str = "accounts") -> dict[str, Any]:
    span = {"page_first": 5, "page_last": 6, "title": "支出决算表"}
    return {"source_id": "a", "form": form, "status": status, **span}


def spans(tables: list[dict[str, Any]]) -> Spans:
    return spans_of({"tables": tables})


def states(rows: list[Any]) -> list[str]:
    return [row["state"] for row in rows]


def test_a_break_on_a_table_that_was_not_read_whole_is_undecided() -> None:
    rows = with_reading([outcome(1), outcome(2, page=9), outcome(3, "holds")], spans([table("partly_read")]))
    assert states(rows) == ["insufficient_data", "broken", "holds"]
    assert "没有读全" in rows[0]["message_zh"]


def test_a_last_page_may_be_any_number() -> None:
    rows = with_reading([outcome(1), outcome(2, page=4)], spans([{**table("partly_read"), "page_last": 2**62}]))
    assert states(rows) == ["insufficient_data", "broken"]


def test_two_cells_of_a_form_that_was_not_read_whole_stand_for_themselves() -> None:
    forms = [table("partly_read", "self_evaluation")]
    assert states(with_reading([outcome(1), outcome(2, kind="target_reason")], spans(forms))) == [
        "insufficient_data",
        "broken",
    ]


def test_a_table_that_was_read_whole_is_judged() -> None:
    assert states(with_reading([outcome(1)], spans([table()]))) == ["broken"]


def test_a_table_that_was_read_whole_is_judged_beside_one_that_was_not() -> None:
    """Both stand on page 5; each cell is known to be of one of them, or of a line of text."""
    tables = [{**table("partly_read"), "table_id": "a-001"}, {**table(), "table_id": "a-002"}]
    accounts = [{"source_id": "a", "page": 5, "cell": f"t{n}r2c2", "table_id": f"a-00{n}"} for n in (1, 2)]
    whose = spans_of({"tables": tables, "accounts": accounts})

    def on(*cells: str | None, number: int = 1) -> dict[str, Any]:
        return outcome(
            number, places=[{"source_id": "a", "page": 5, "cell": cell, "printed": "1.00"} for cell in cells]
        )

    told = [on("t2r2c2"), on("t1r2c2"), on("t2r2c2", "t1r2c2"), on("t2r2c2", "l7"), on(None)]
    assert states(with_reading(told, whose)) == [
        "broken", "insufficient_data", "insufficient_data", "broken", "insufficient_data",
    ]  # fmt: skip
    rows = with_footing([*(on("t1r2c2", number=n) for n in range(6)), on("t2r2c2", number=9)], whose)
    assert [(row["state"], row["severity"]) for row in rows[4:]] == [
        ("insufficient_data", "error"),
        ("broken", "info"),
        ("broken", "error"),
    ]


def test_many_breaks_of_one_table_are_one_suspicion() -> None:
    rows = with_footing([outcome(n) for n in range(6)], spans([table()]))
    assert [(row["state"], row["severity"]) for row in rows] == [
        *[("insufficient_data", "error")] * 5,
        ("broken", "info"),
    ]
    assert "6 处不平" in rows[-1]["message_zh"]


def test_a_few_breaks_and_their_consequences_stay_findings() -> None:
    few = [outcome(n) for n in range(3)] + [outcome(n, cause="o1") for n in range(3, 9)]
    assert states(with_footing(few, spans([table()]))) == ["broken"] * 9


def test_breaks_among_many_identities_that_hold_stay_findings() -> None:
    rows = [outcome(n) for n in range(6)] + [outcome(n, "holds") for n in range(6, 60)]
    assert states(with_footing(rows, spans([table()]))).count("broken") == 6


def test_what_rests_on_a_suspected_table_and_another_one_is_undecided() -> None:
    elsewhere = {"source_id": "a", "page": 9, "printed": "2.00"}
    beside = outcome(9, places=[elsewhere, {**elsewhere, "page": 5}])
    other = outcome(10, page=9)
    rows = with_footing([*(outcome(n) for n in range(6)), beside, other], spans([table()]))
    assert states(rows)[-2:] == ["insufficient_data", "broken"]


def test_figures_beside_their_codes_break_downwards_only() -> None:
    """Every row of a shifted table is right across; the sums over its rows are not, and lack whole rows."""
    across = [outcome(n, "holds") for n in range(40)]
    down = [outcome(50 + 3 * row + n, "ambiguous", over_rows=f"|{row}") for row in range(5) for n in range(3)]
    rows = with_footing([*across, *down], spans([table()]))
    assert states(rows[40:]).count("insufficient_data") == len(down) - 1
    assert [row["severity"] for row in rows if row["state"] == "broken"] == ["info"]


def test_one_row_that_is_lacking_stays_a_question() -> None:
    rows = [outcome(n, "ambiguous", over_rows="|201") for n in range(6)]
    assert states(with_footing(rows, spans([table()]))) == ["ambiguous"] * 6


def test_last_digits_raise_no_suspicion() -> None:
    rows = [outcome(n, materiality="last_digit") for n in range(9)]
    assert states(with_footing(rows, spans([table()]))) == ["broken"] * 9


def test_a_fault_is_found_beside_a_table_with_a_column_that_nobody_knows(tmp_path: Path) -> None:
    """支出决算表 and 财政拨款收入支出决算总表 stand on one page; one has a column 备查数, and each a misprint."""
    before, rows, after = re.split(r"(?<=公开03表)|(?=## 财政拨款收入支出决算总表)", text_of("accounts_2020"))
    added = re.sub(r"(?m)^(\|.*\|)$", r"\1 12.34 |", rows).replace(" 12.34 |", " 备查数 |", 1)
    text = (
        before + added.replace("| 600.00 | 240.00 |", "| 601.00 | 240.00 |", 1) + after.replace("900.00", "901.00", 1)
    )
    write_pdf(as_document(text), tmp_path / "accounts.pdf")
    read = jixiao.read(tmp_path / "accounts.pdf")
    tables = read.tables["tables"].set_index("role")
    assert tables.loc[["expenditure", "fiscal_summary"], "status"].tolist() == ["partly_read", "read"]
    assert tables.loc["expenditure", "page_last"] == tables.loc["fiscal_summary", "page_first"]
    outcomes = jixiao.check(read)
    own = outcomes[outcomes["rule"] == "T3-02"]
    assert own.loc[own["message_zh"].str.contains("没有读全"), "state"].tolist() == ["insufficient_data"]
    assert "broken" not in set(own["state"])
    assert "broken" in set(outcomes.loc[outcomes["rule"] == "T4-01", "state"])
