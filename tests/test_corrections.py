"""Corrections by people: applied to what was read, told wherever a value uses one, refused for any other text."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

import jixiao
from jixiao import project, report
from jixiao.check import check
from jixiao.check.after.doubt import with_doubt
from jixiao.corrections import Corrected, corrected, counted, judgement_of, load_corrections
from jixiao.errors import SourceError
from jixiao.grids import Cell, Correction, Document, Grid, Line, named
from jixiao.read import read_document
from jixiao.report.cases import case_table
from jixiao.report.executed import executions
from jixiao.score import attainment
from jixiao.sources import open_source
from places import ROOT

SAMPLE = ROOT / "data" / "raw" / "pingshan-data-2020.pdf"
HEAD = "source,page,cell,printed,corrected,reason"
ID = "4d137414fcab"
#: Lines of corrections.csv that docs/judgement.md shows.
DOCS = re.findall(r"```csv\n(.*?)```", (ROOT / "docs" / "judgement.md").read_text("utf-8"), re.DOTALL)[1]
FORM = """\
项目支出绩效自评表

| 项目名称 | 运维 | | | |
|---|---|---|---|---|
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
| 产出指标 | 数量指标 | 巡检次数 | ≥12次 | 12次 |
"""


def written(folder: Path, *lines: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "corrections.csv").write_text("\n".join((HEAD, *lines)) + "\n", "utf-8")
    return folder


def sample_with(folder: Path, *lines: str) -> jixiao.Disclosure:
    """The larger sample, read beside these corrections."""
    shutil.copy(SAMPLE, written(folder, *lines))
    return jixiao.read(folder / SAMPLE.name)


def the(outcomes, rule: str, subject: str):
    found = outcomes[(outcomes["rule"] == rule) & outcomes["subject"].str.contains(subject, regex=False)]
    assert len(found) == 1
    return found.iloc[0]


# Names of cells and lines


def test_cells_and_lines_of_a_text_are_named_by_their_place_on_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FORM, "utf-8")
    document = read_document(open_source(tmp_path / "a.md"))
    assert [(line.page, line.name) for line in document.lines] == [(1, "l1")]
    assert [(c.page, c.name) for c in document.grids[0].cells if c.text == "12次"] == [(6, "t1r3c5")]


def test_two_tables_that_share_a_line_have_names_of_their_own(tmp_path: Path) -> None:
    rows = "<table><tr><td>1</td>\n<td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    (tmp_path / "a.html").write_text(f"<html><body><p>x</p>{rows}<p>y</p>{rows}</body></html>", "utf-8")
    document = read_document(open_source(tmp_path / "a.html"))
    names = [(cell.page, cell.name) for grid in document.grids for cell in grid.cells]
    assert len(document.grids) == 2
    assert len(set(names)) == len(names) == 8


def test_no_two_parts_of_a_page_share_a_name() -> None:
    document = read_document(open_source(ROOT / "data" / "raw" / "pingshan-office-2020.pdf"))
    names = [(cell.page, cell.name) for grid in document.grids for cell in grid.cells]
    names += [(line.page, line.name) for line in document.lines]
    assert len(set(names)) == len(names)


def test_furniture_stays_furniture_when_lines_get_names_and_are_corrected() -> None:
    head, text = Line("第 1 页", 1), Line("支出 5 万元", 1)
    document = named(Document((head, text), 1, "pdf", (), (head,)))
    assert document.furniture == (document.blocks[0],)
    fixed = corrected(document, [Corrected(ID, 1, "l1", "第1页", "第 2 页", "印错", "here")])
    assert [line.text for line in fixed.furniture] == ["第 2 页"]
    assert fixed.furniture[0] == fixed.blocks[0]


def test_a_torn_label_that_was_corrected_says_so_when_it_is_joined() -> None:
    rest = Cell(1, 0, "指标", 2, correction=Correction("指表", "错字"))
    place = Cell(0, 0, "效益", 1).followed_by(rest).place.as_dict()
    assert (place["printed"], place["corrected"], place["correction_reason"]) == ("效益指表", "效益指标", "错字")
    assert Cell(0, 0, "效益", 1).followed_by(Cell(1, 0, "指标", 2)).correction is None


# The sample


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> jixiao.Disclosure:
    """With the line that docs/judgement.md shows: p. 52 prints 3825.1738 for a rate (docs/images/finding.png)."""
    return sample_with(tmp_path_factory.mktemp("documented"), *DOCS.splitlines()[1:])


def test_a_corrected_figure_changes_the_finding_that_rests_on_it(
    bureau: jixiao.Disclosure, documented: jixiao.Disclosure
) -> None:
    before, after = check(bureau), check(documented)
    was, now = (the(ledger, "P-01", "区级温馨驿站项目 年度资金总额") for ledger in (before, after))
    assert (was["state"], now["state"], was["outcome_id"] == now["outcome_id"]) == ("broken", "holds", True)
    assert now["message_zh"].endswith(
        "其中年度资金总额 执行率是人工更正后的数值：填列“3825.1738”，按“100%”计（该栏为执行率，见同行的预算数和执行数）。"
    )
    assert "execution rate is as corrected by a person: printed “3825.1738”, counted as “100%”" in now["message_en"]
    place = next(place for place in now["places"] if place["cell"] == "t1r5c7")
    assert (place["page"], place["printed"], place["corrected"]) == (52, "3825.1738", "100%")
    using = [any("corrected" in place for place in places) for places in after["places"]]
    assert set(after[using]["subject"].str.partition(" ")[0]) == {"区级温馨驿站项目"}
    untouched = after[[not used for used in using]]
    same = before[before["outcome_id"].isin(untouched["outcome_id"])]
    assert same["message_zh"].tolist() == untouched["message_zh"].tolist()


def test_records_keep_what_is_printed_beside_what_counts(documented: jixiao.Disclosure) -> None:
    funds = documented.funds[documented.funds["page"] == 52]
    cell = funds[funds["fund"] == "total"]["cells"].iloc[0]["rate"]
    assert funds[funds["fund"] == "total"]["rate"].tolist() == [1.0]
    assert (cell["printed"], cell["corrected"], counted(cell)) == ("3825.1738", "100%", "100%")
    assert documented.documents["corrections"].iloc[0] == [
        {"page": 52, "cell": "t1r5c7", "printed": "3825.1738", "corrected": "100%",
         "reason": "该栏为执行率，见同行的预算数和执行数"}
    ]  # fmt: skip
    assert executions(documented).set_index("name").loc["区级温馨驿站项目", "rate_printed"] == "100%"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["人工更正", "有 1 处数字经人工更正", "100.00% 已更正", "P-01 一致", "更正：按“100%”计（该栏为执行率"]),
        ("en", ["Corrections by people", "Values corrected by people: 1", "100.00% corrected", "P-01 consistent",
                "corrected: counted as “100%” (该栏为执行率"]),
    ],
)  # fmt: skip
def test_a_report_shows_a_correction_wherever_it_is_used(
    documented: jixiao.Disclosure, lang: str, words: list[str]
) -> None:
    outcomes, scores = check(documented), jixiao.score(documented)
    parts = [
        report.overview(documented, outcomes, scores, lang),
        report.summary(documented, outcomes, scores, lang),
        report.project_table(documented, outcomes, attainment(documented), lang),
        report.corrections(documented, outcomes, lang),
    ]
    row = the(outcomes, "P-01", "区级温馨驿站项目 年度资金总额")
    finding = case_table(documented, [row], outcomes, lang, "")
    for part, word in zip((*parts, finding), words, strict=True):
        assert word in re.sub(r"<sup.*?</sup>|<[^>]+>", "", part.html)
        assert word in part.text
    assert "3825.1738" in parts[-1].text
    assert f"{ID}3a1089" not in parts[-1].text  # the only source needs no naming


def test_a_report_without_corrections_says_nothing_of_them(bureau: jixiao.Disclosure) -> None:
    outcomes, scores = check(bureau), jixiao.score(bureau)
    assert not report.corrections(bureau, outcomes, "zh")
    parts = (report.overview(bureau, outcomes, scores, "zh"), report.summary(bureau, outcomes, scores, "zh"))
    assert not [
        part
        for part in (*parts, report.project_table(bureau, outcomes, attainment(bureau), "zh"))
        if "人工更正" in part.html or "已更正" in part.html
    ]


def test_a_corrected_line_of_text_and_a_corrected_total_are_told_in_the_finding(tmp_path: Path) -> None:
    """P. 31 says 收支结余30.00万元, table 01 on p. 5 prints 0.04 as 年末结转和结余: both read on the rendered pages."""
    line = "收支结余30.00万元。结余结转率=0.04/(0.04+22902.34)*100%=0%，不足0.01%，结余"
    d = sample_with(
        tmp_path,
        f"{ID},31,l16,{line},{line.replace('30.00', '3.00')},<b>笔误</b>",
        f"{ID},5,t1r13c6,0.04,0.40,更正公告",
    )
    outcomes = check(d)
    of_text = outcomes[outcomes["rule"] == "TX-01"]
    finding = next(row for _, row in of_text.iterrows() if "3.00万元" in row["message_zh"])
    assert finding["state"] == "ambiguous"  # the text says 0.04 elsewhere: neither figure is the table's 0.40
    assert [counted(place) for place in finding["places"]] == ["3.00万元", "0.40"]
    assert "填列“0.04”，按“0.40”计（更正公告）" in finding["message_zh"]
    shown = case_table(d, [finding], check(d), "en", "").html
    assert "&lt;b&gt;笔误&lt;/b&gt;" in shown
    assert "<b>" not in shown


def test_a_score_that_uses_a_corrected_value_says_so(tmp_path: Path, bureau: jixiao.Disclosure) -> None:
    """The scorecard prints 1.98 as marks of an item on p. 38 (rendered page)."""
    card = bureau.scorecards[bureau.scorecards["score"] == 1.98].iloc[0]
    d = sample_with(tmp_path, f"{ID},{card['page']},{card['cell']},1.98,1.5,更正公告")
    row = jixiao.score(d).query("printed_score == 1.5").iloc[0]
    assert "自评得分是人工更正后的数值：填列“1.98”，按“1.5”计（更正公告）" in row["message_zh"]


# What is refused


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f"{ID},52,t1r5c7,3825.17,100%,x", "p. 52 t1r5c7 holds “3825.1738”, not “3825.17”"),
        (f"{ID},52,t1r99c7,3825.1738,100%,x", "the source has no cell t1r99c7 on page 52"),
        (f"{ID},152,l1,a,b,x", "the source has no cell l1 on page 152"),
    ],
)
def test_a_correction_of_another_text_or_place_is_refused(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(SourceError, match=re.escape(says)) as caught:
        sample_with(tmp_path, line)
    assert caught.value.where.endswith("corrections.csv line 2")


def test_white_space_does_not_count_and_other_sources_are_let_be(tmp_path: Path) -> None:
    d = sample_with(tmp_path, f"{ID}3a1089,52,t1r5c7,3825 .1738,100%,x", "aaaaaaaaaaaa,1,l1,a,b,other department")
    assert len(d.documents["corrections"].iloc[0]) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{HEAD},who\n", "the columns are source, page, cell"),
        (f"{HEAD}\n{ID},1,l1,a,b\n", "has 5 fields, not 6"),
        (f"{HEAD}\n4d13,1,l1,a,b,x\n", "source is none: 4d13"),
        (f"{HEAD}\n{ID},zero,l1,a,b,x\n", "page is none: zero"),
        (f"{HEAD}\n{ID},1,row 3,a,b,x\n", "t1r3c4 (table, row, column) or l5 (line)"),
        (f"{HEAD}\n{ID},1,l1,a,b,\n", "empty: reason"),
        (f"{HEAD}\n{ID},1,l1,a b,ab,x\n", "corrects nothing"),
        (f"{HEAD}\n{ID},1,l1,a,b,x\n{ID}3a10,1,l1,a,c,x\n", "corrected twice: p. 1 l1"),
        (f"{HEAD}\n{ID},1,l1,a,{'b' * 5001},x\n", "longer than 5000 characters: corrected"),
        (f'{HEAD}\n{ID},1,l1,a,"b,x\n', "is no CSV table"),
    ],
)
def test_a_fault_of_the_file_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "corrections.csv").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=re.escape(says)) as caught:
        load_corrections(tmp_path)
    assert "corrections.csv" in caught.value.where


def test_the_example_of_the_docs_is_a_correction() -> None:
    assert next(csv.reader(io.StringIO(DOCS))) == HEAD.split(",")
    assert DOCS.splitlines()[1].startswith(f"{ID},52,t1r5c7,3825.1738,100%,")


# What is stored and kept


def stored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    raw = folder / "raw"
    raw.mkdir()
    (raw / "a.md").write_text(FORM, "utf-8")
    (raw / "b.md").write_text(FORM.replace("运维", "培训"), "utf-8")
    (raw / "manifest.csv").write_text("path,department,name,fiscal_year\na.md,a,甲局,2024\nb.md,b,乙局,2024\n", "utf-8")
    monkeypatch.setenv("JIXIAO_CACHE", str(folder / "cache"))
    return raw


def test_a_changed_correction_makes_the_records_of_its_source_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = stored(tmp_path, monkeypatch)
    place = project.Workspace(raw, tmp_path / "processed")
    reads: list[str] = []
    real = project.reading.recognise
    monkeypatch.setattr(
        project.reading,
        "recognise",
        lambda d, source, *rest: (reads.append(source.path.name), real(d, source, *rest))[1],
    )
    source_id = project.prepare(place, "a", 2024).documents["source_id"].iloc[0]
    project.prepare(place, "b", 2024)
    for text in ("11次", "13次"):
        written(raw, f"{source_id},6,t1r3c5,12次,{text},误读")
        assert project.prepare(place, "a", 2024).indicators["actual"].tolist() == [text]
        assert project.prepare(place, "b", 2024).indicators["actual"].tolist() == ["12次"]
        assert project.prepare(place, "a", 2024).indicators["corrected"].tolist() == [text]
    (raw / "corrections.csv").unlink()
    assert project.prepare(place, "a", 2024).indicators["actual"].tolist() == ["12次"]
    assert reads == ["a.md", "b.md", "a.md", "a.md", "a.md"]
    kept = [path.read_text("utf-8") for path in (tmp_path / "cache").glob("*.json")]
    assert len(kept) == 2
    assert not [text for text in kept if "11次" in text or "13次" in text]


def test_judgement_of_sources_changes_with_their_own_corrections_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = stored(tmp_path, monkeypatch)
    place = project.Workspace(raw, tmp_path / "processed")
    own = project.prepare(place, "a", 2024).documents["sha256"].tolist()
    other = project.prepare(place, "b", 2024).documents["sha256"].tolist()
    assert judgement_of(own, (), load_corrections(raw), {}) == ""
    marks = []
    for reason in ("误读", "误读了"):
        line = f"{own[0][:12]},6,t1r3c5,12次,11次,{reason}"
        lines = load_corrections(written(raw, line, "aaaaaaaaaaaa,1,l1,a,b,x"))
        assert judgement_of(other, (), lines, {}) == ""
        assert project.lost_judgement(tmp_path / "processed", lines, {}) == ["corrections.csv: aaaaaaaaaaaa p. 1 l1"]
        marks.append(judgement_of([*other, *own], (), lines, {}))
    assert len({*marks, ""}) == 3


def test_a_corrected_figure_of_a_scan_is_not_doubted() -> None:
    place = {"what": "合计", "what_en": "total", "printed": "1O", "confidence": 0.2}
    outcome = {"state": "broken", "severity": "warning", "message_zh": "", "message_en": "", "places": [place]}
    sure = {**outcome, "places": [{**place, "corrected": "10", "correction_reason": "对照原件"}]}
    assert [row["state"] for row in with_doubt([outcome, sure])] == ["ambiguous", "broken"]


def test_a_merged_cell_is_corrected_where_it_begins() -> None:
    grid = Grid((Cell(0, 0, "a", 1, row_span=2), Cell(0, 1, "b", 1), Cell(1, 1, "c", 1)), 2, 2, 1, "x")
    fixed = corrected(named(Document((grid,), 1, "xlsx")), [Corrected(ID, 1, "t1r1c1", "a", "", "空白", "here")])
    first = fixed.grids[0].cells[0]
    assert (first.text, first.row_span, first.correction) == ("", 2, Correction("a", "空白"))
    assert fixed.grids[0].cells[1].correction is None
