"""Every number of a report leads to its place in the source, or says how it was computed.

Left out, and why: years, quarters and codes are names; numbers in names and quotes are the source's words; numbers of documents,
checks and indicators count things that the report itself lists; marks that the evidence supports are explained in the
column beside them; findings have the page of each value in a column and in their list of places.
"""

import re
from html.parser import HTMLParser

import pytest

from jixiao import report
from jixiao.check import check
from jixiao.report.where import place_name
from jixiao.score import attainment, score
from report_samples import SOURCE
from report_samples import rows as made_up_rows
from report_samples import sample as made_up

#: What gives a number its place or formula: a mark, a title that names the terms, a link to where it is counted out.
_PLACED = re.compile(r'class="at"|title="|href="')
_FIGURE = re.compile(r"\d[\d,]*\.\d+|\d%")
#: Columns of the tables that hold explained marks or numbers of indicators.
_EXPLAINED = {"满分", "材料支持", "Full marks", "Supported", "Indicators", "指标"}


class _Cells(HTMLParser):
    """Cells of the tables with the title of their column, each as HTML."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.titles: list[str] = []
        self.cells: list[tuple[str, str]] = []
        for table in re.findall(r"<table>.*?</table>", page, re.DOTALL):
            titles = [re.sub(r"<[^>]+>", "", th) for th in re.findall(r"<th .*?</th>", table)]
            for row in re.findall(r"<tr>(<td.*?)</tr>", table, re.DOTALL):
                cells = re.findall(r"<td.*?</td>", row, re.DOTALL)
                self.cells += zip(titles, cells, strict=True)


def without_marks(html: str) -> str:
    return re.sub(r"<[^>]+>", "", re.sub(r"<sup.*?</sup>", "", html))


@pytest.fixture(scope="module", params=["bureau", "office"])
def sample(request: pytest.FixtureRequest):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def evaluated(sample):
    return sample, check(sample), score(sample), attainment(sample)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_of_a_table_has_its_place_or_formula(evaluated, lang: str) -> None:
    d, outcomes, scores, attained = evaluated
    tables = (
        report.income_table(d, lang),
        report.expenditure_table(d, lang),
        report.three_public_table(d, lang),
        report.project_table(d, outcomes, attained, lang),
        report.investment_table(d, lang),
        report.scorecard_table(d, scores, lang),
    )
    cells = [cell for piece in tables if piece for cell in _Cells(piece.html).cells]
    figures = [(t, c) for t, c in cells if 'class="number"' in c and _FIGURE.search(without_marks(c))]
    assert len(figures) > 20
    assert [(t, without_marks(c)) for t, c in figures if t not in _EXPLAINED and not _PLACED.search(c)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_of_a_sentence_has_its_place_or_formula(evaluated, lang: str) -> None:
    d, outcomes, scores, _ = evaluated
    html = report.summary(d, outcomes, scores, lang).html
    bare = re.sub(r'<span[^>]*>[^<]*</span><sup class="at">.*?</sup>', "", html)  # a figure and the mark behind it
    bare = re.sub(r'<(span|a)[^>]*(?:title|href)="[^"]*"[^>]*>[^<]*</\1>', "", bare)
    assert html.count('class="at"') + html.count('class="formula"') > 2
    assert re.findall(r"[\d,]+\.\d+|\d+%", without_marks(bare)) == []
    assert set(re.findall(r"\d+", without_marks(bare))) <= {str(d.fiscal_year), *"1234", *severities(outcomes)}


def severities(outcomes) -> set[str]:
    """Numbers of findings by severity, which the section on findings counts out."""
    counted = outcomes[(outcomes["state"] == "broken") & outcomes["cause"].isna()]["severity"].value_counts()
    return {str(n) for n in counted}


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("pdf", "第 5 页", "p. 5"),
        ("html", "第 5 行", "line 5"),
        ("docx", "第 5 段", "part 5"),
        ("xlsx", "第 5 张表", "sheet 5"),
    ],
)
def test_a_file_without_pages_is_not_cited_by_page(kind: str, zh: str, en: str) -> None:
    d = made_up(documents=[{**row, "format": kind} for row in made_up_rows()["documents"]])
    place = {"source_id": SOURCE, "page": 5}
    assert (place_name(d, place, "zh"), place_name(d, place, "en")) == (zh, en)
