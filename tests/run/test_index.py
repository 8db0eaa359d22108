"""The index of a batch: one row per department and year, to search and sort in a browser without a network."""

import re
from pathlib import Path

import pytest

from jixiao.run.index import summary_of, write_index
from jixiao.run.records import Inputs, Record, Result, Subject
from report_samples import HOSTILE, outcomes, sample, scores

TABLES = {**sample().tables, "outcomes": outcomes(), "scores": scores()}


def index(folder: Path) -> str:
    """Four years of one department: printed 9.5, 10, 9.5 and one that was not evaluated."""
    rows = []
    for year, tables in ((2019, TABLES), (2020, {}), (2021, with_total(10.0)), (2022, with_total(9.75))):
        record = Record(Inputs({}, "", "", "", "", ""), {}, summary_of(tables) if tables else {})
        subject = Subject("k", year, f"{HOSTILE} 第{year}局")
        rows.append(Result(subject, (folder / f"k-{year}.zh.html",), record=record))
    return write_index(folder, rows, ("zh",)).read_text("utf-8")


def with_total(total: float) -> dict:
    return {**TABLES, "scorecards": TABLES["scorecards"].assign(score=total)}


def test_a_row_has_score_support_execution_findings_and_links(tmp_path: Path) -> None:
    text = index(tmp_path)
    rows = [re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)]
    assert rows[1].endswith("|2019||绩效||未登记||100.00||4||—||—||—||9.5||4.25–9.5||90.00%||1||0||1|||中文||")
    assert "|2020||" in rows[2]
    assert "未作评价" in rows[2]
    assert re.findall(r'href="([^"#]+)"', text) == [
        *(f"k-{year}.zh.html" for year in range(2019, 2023)),
        "findings.csv",
        "findings.xlsx",
    ]


def test_only_our_own_script_may_run_and_nothing_is_asked_of_a_host(tmp_path: Path) -> None:
    text = index(tmp_path)
    assert text.count("<script") == 1
    assert re.search(r"default-src 'none';[^\"]*; script-src 'sha256-[\w+/]+=*';", text)
    assert "http://" not in text
    assert "https://" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "clicks", "words", "says"),
    [
        (0, 0, "", "2019 2020 2021 2022|4 / 4"),
        (9, 1, "", "2019 2022 2021 2020|4 / 4"),  # 9.5, 9.75, 10, not evaluated
        (9, 2, "", "2021 2022 2019 2020|4 / 4"),  # what has no score stays last
        (1, 2, "", "2022 2021 2020 2019|4 / 4"),
        (0, 0, "２０２１", "2021|1 / 4"),
        (0, 0, "第2019局 9.5", "2019|1 / 4"),
        (0, 0, "nothing", "|0 / 4"),
    ],
)
def test_a_reader_can_sort_and_search(reader, column: int, clicks: int, words: str, says: str, tmp_path: Path) -> None:
    """After clicks on a column's head and a search; the page's own policy lets its script run."""
    index(tmp_path)
    with reader.visit(tmp_path / "index.html") as visit:
        for _ in range(clicks):
            visit.page.locator("th button").nth(column).click()
        visit.page.locator("input[type=search]").fill(words)
        years = [row.locator("td").nth(1).inner_text() for row in visit.page.locator("tbody tr:visible").all()]
        assert f"{' '.join(years)}|{visit.page.locator('output').first.inner_text()}" == says
        assert visit.complaints == []


@pytest.mark.slow
def test_a_reader_chooses_a_year_and_a_kind(reader, tmp_path: Path) -> None:
    index(tmp_path)
    with reader.visit(tmp_path / "index.html") as visit:
        lists = visit.page.locator(".choosers select")
        assert [text.strip().split("\n")[0] for text in lists.nth(0).locator("option").all_inner_texts()] == [
            "—", "2019", "2020", "2021", "2022",
        ]  # fmt: skip
        lists.nth(0).select_option("2021")
        assert visit.page.locator("tbody tr:visible").count() == 1
        lists.nth(0).select_option("")
        lists.nth(1).select_option("绩效")
        assert visit.page.locator("tbody tr:visible").count() == 3  # one was not evaluated
        assert visit.complaints == []


def test_what_an_earlier_version_left_is_listed_with_dashes(tmp_path: Path) -> None:
    kept = {
        key: value
        for key, value in summary_of(TABLES).items()
        if key not in ("family", "origin", "checks", "expenditure")
    }
    record = Record(Inputs({}, "", "", "", "", ""), {}, kept)
    row = Result(Subject("k", 2020, "局"), (tmp_path / "k-2020.zh.html",), record=record)
    text = write_index(tmp_path, [row], ("zh",)).read_text("utf-8")
    assert re.findall(r"<td[^>]*>(.*?)</td>", text)[:7] == ["局", "2020", "—", "—", "—", "—", "—"]


def test_departments_stand_as_points_on_the_line_of_findings_for_each_hundred_checks(tmp_path: Path) -> None:
    told = {**summary_of(TABLES), "checks": 40}
    rows = [
        Result(
            Subject("k", year, "局"),
            (tmp_path / f"k-{year}.zh.html",),
            record=Record(
                Inputs({}, "", "", "", "", ""), {}, {**told, "findings": {"error": 0, "warning": n, "info": 0}}
            ),
        )
        for year, n in ((2019, 0), (2020, 2), (2021, 4))
    ]
    text = write_index(tmp_path, rows, ("zh",)).read_text("utf-8")
    assert re.findall(r'<circle cx="([\d.]+)"[^>]*><title>([^<]+)', text) == [
        ("0.0", "局 2019: 0.0"),
        ("300.0", "局 2020: 5.0"),
        ("600.0", "局 2021: 10.0"),
    ]
    assert "<circle" not in write_index(tmp_path, rows[:2], ("zh",)).read_text("utf-8")
