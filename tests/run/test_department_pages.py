"""A page for each department over its years, beside the index."""

import re
from pathlib import Path

from jixiao.run.department_pages import write_department_pages
from jixiao.run.index import summary_of, write_index
from jixiao.run.records import Inputs, Record, Result, Subject
from report_samples import outcomes, sample, scores

SUMMARY = summary_of({**sample().tables, "outcomes": outcomes(), "scores": scores()})


def result(folder: Path, key: str, year: int, **amounts: float) -> Result:
    record = Record(Inputs({}, "", "", "", "", ""), {}, {**SUMMARY, "amounts": amounts})
    return Result(Subject(key, year, f"{key}局"), (folder / f"{key}-{year}.zh.html",), record=record)


def cells(text: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows][1:]


def test_money_of_each_year_beside_the_plan_and_the_year_before(tmp_path: Path) -> None:
    own = [
        result(tmp_path, "甲", 2022, expenditure=110.0, budget_expenditure=100.0),
        result(tmp_path, "甲", 2021, expenditure=100.0, three_public=3.0),
        result(tmp_path, "甲", 2024, expenditure=90.0),
        result(tmp_path, "乙", 2022, expenditure=1.0),
    ]
    (page,) = write_department_pages(tmp_path, own, ("zh",))
    text = page.read_text("utf-8")
    assert [row[:6] for row in cells(text)] == [
        ["2021", "—", "100.00", "—", "—", "3.00"],
        ["2022", "100.00", "110.00", "10.00%", "10.00%", "—"],
        ["2024", "—", "90.00", "—", "—", "—"],
    ]
    assert 'title="10.00 ÷ 100.00"' in text
    assert re.findall(r'href="([^"#]+)"', text) == [
        *(f"甲-{year}.zh.html" for year in (2021, 2022, 2024)),
        "index.html",
    ]
    index = write_index(tmp_path, own, ("zh",), years={"甲": page.name}).read_text("utf-8")
    assert index.count(f'href="{page.name}"') == 3


def test_a_page_that_nobody_needs_any_more_is_removed(tmp_path: Path) -> None:
    own = [result(tmp_path, "甲", 2021), result(tmp_path, "甲", 2022)]
    (page,) = write_department_pages(tmp_path, own, ("zh",))
    assert write_department_pages(tmp_path, own[:1], ("zh",)) == []
    assert not page.exists()
