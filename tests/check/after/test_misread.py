"""What rests on half a table, or breaks in many places at once, accuses nobody."""

from typing import Any

from jixiao.check.after.misread import with_footing, with_reading


def outcome(number: int, state: str = "broken", page: int = 5, **more: Any) -> dict[str, Any]:
    place = {"source_id": "a", "page": page, "printed": "1.00"}
    own = {"outcome_id": f"o{number}", "state": state, "kind": "sum", "severity": "error", "gap": number, "cause": None}
    rule = {"rule": "T3-03", "over_rows": None, "materiality": "large"}
    return {**own, **rule, "places": [place, place], "message_zh": "", "message_en": "", **more}


def table(status: str = "read", form: str = "accounts") -> dict[str, Any]:
    span = {"page_first": 5, "page_last": 6, "title": "支出决算表"}
    return {"source_id": "a", "form": form, "status": status, **span}


def states(rows: list[Any]) -> list[str]:
    return [row["state"] for row in rows]


def test_a_break_on_a_table_that_was_not_read_whole_is_undecided() -> None:
    rows = with_reading([outcome(1), outcome(2, page=9), outcome(3, "holds")], [table("partly_read")])
    assert states(rows) == ["insufficient_data", "broken", "holds"]
    assert "没有读全" in rows[0]["message_zh"]


def test_two_cells_of_a_form_that_was_not_read_whole_stand_for_themselves() -> None:
    forms = [table("partly_read", "self_evaluation")]
    assert states(with_reading([outcome(1), outcome(2, kind="target_reason")], forms)) == [
        "insufficient_data",
        "broken",
    ]


def test_a_table_that_was_read_whole_is_judged() -> None:
    assert states(with_reading([outcome(1)], [table()])) == ["broken"]


def test_many_breaks_of_one_table_are_one_suspicion() -> None:
    rows = with_footing([outcome(n) for n in range(6)], [table()])
    assert [(row["state"], row["severity"]) for row in rows] == [
        *[("insufficient_data", "error")] * 5,
        ("broken", "info"),
    ]
    assert "6 处不平" in rows[-1]["message_zh"]


def test_a_few_breaks_and_their_consequences_stay_findings() -> None:
    few = [outcome(n) for n in range(3)] + [outcome(n, cause="o1") for n in range(3, 9)]
    assert states(with_footing(few, [table()])) == ["broken"] * 9


def test_breaks_among_many_identities_that_hold_stay_findings() -> None:
    rows = [outcome(n) for n in range(6)] + [outcome(n, "holds") for n in range(6, 60)]
    assert states(with_footing(rows, [table()])).count("broken") == 6


def test_what_rests_on_a_suspected_table_and_another_one_is_undecided() -> None:
    elsewhere = {"source_id": "a", "page": 9, "printed": "2.00"}
    beside = outcome(9, places=[elsewhere, {**elsewhere, "page": 5}])
    other = outcome(10, page=9)
    rows = with_footing([*(outcome(n) for n in range(6)), beside, other], [table()])
    assert states(rows)[-2:] == ["insufficient_data", "broken"]


def test_figures_beside_their_codes_break_downwards_only() -> None:
    """Every row of a shifted table is right across; the sums over its rows are not, and lack whole rows."""
    across = [outcome(n, "holds") for n in range(40)]
    down = [outcome(50 + 3 * row + n, "ambiguous", over_rows=f"|{row}") for row in range(5) for n in range(3)]
    rows = with_footing([*across, *down], [table()])
    assert states(rows[40:]).count("insufficient_data") == len(down) - 1
    assert [row["severity"] for row in rows if row["state"] == "broken"] == ["info"]


def test_one_row_that_is_lacking_stays_a_question() -> None:
    rows = [outcome(n, "ambiguous", over_rows="|201") for n in range(6)]
    assert states(with_footing(rows, [table()])) == ["ambiguous"] * 6


def test_last_digits_raise_no_suspicion() -> None:
    rows = [outcome(n, materiality="last_digit") for n in range(9)]
    assert states(with_footing(rows, [table()])) == ["broken"] * 9
