"""Reviews by people: read strictly, joined by outcome_id, counted openly, shown as text and nothing else."""

import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import batches
import jixiao
from jixiao import grades, project, report, store
from jixiao.check import check
from jixiao.contract import contract
from jixiao.corrections import judgement_of
from jixiao.errors import SourceError
from jixiao.judgement import Review, load_reviews, verdicts, with_reviews
from jixiao.report.phrases import load_texts
from jixiao.run import make_reports
from jixiao.run.findings import finding_rows, write_findings
from jixiao.run.index import summary_of, write_index
from jixiao.run.plan import plan
from jixiao.run.records import Inputs, Record, Result, Subject, recorded, why_due
from places import ROOT
from report_samples import HOSTILE, NAME, outcome, outcomes, sample, scores
from report_samples import prepare as prepared

HEAD = "outcome_id,verdict,note"
#: Lines of reviews.csv that docs/judgement.md shows.
DOCS = re.findall(r"```csv\n(.*?)```", (ROOT / "docs" / "judgement.md").read_text("utf-8"), re.DOTALL)[0]
HOSTILES = [HOSTILE, '=HYPERLINK("http://example.invalid")', "@SUM(A1)", "+1+1", "\u202e=1"]


def written(folder: Path, text: str) -> Path:
    """The folder of sources below ``folder``, which holds reviews.csv."""
    (folder / "reviews.csv").write_text(text, "utf-8")
    (folder / "raw").mkdir(exist_ok=True)
    return folder / "raw"


def judged(**given: str) -> pd.DataFrame:
    """Outcomes of the made-up department with verdicts; the note says which."""
    reviews = {key: Review(key, verdict, f"note on {key}") for key, verdict in given.items()}
    return with_reviews(outcomes(), reviews)


def result_of(tables: dict[str, pd.DataFrame]) -> Result:
    """The result of a department whose tables are these."""
    record = Record(Inputs({}, "", "", "", "", ""), {}, summary_of(tables))
    return Result(Subject("good", 2020, NAME), (Path("good-2020.zh.html"),), record=record)


def plain(piece: report.Piece) -> str:
    return re.sub(r"<[^>]+>", "", piece.html)


# The file


def test_reviews_are_joined_by_outcome_id(tmp_path: Path) -> None:
    raw = written(tmp_path, f'\ufeff{HEAD}\ngrave,confirmed,"two lines,\nof a note"\n\nslight,open,\n')
    found = project.reviewed(outcomes(), raw).set_index("outcome_id")
    assert found.loc["grave", ["verdict", "note"]].tolist() == ["confirmed", "two lines,\nof a note"]
    assert found.loc["slight", ["verdict", "note"]].tolist() == ["open", ""]
    assert found["verdict"].notna().sum() == 2
    assert sorted(found.reset_index().columns) == sorted(store.table_columns("outcomes"))


def test_without_a_file_everything_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    ledger = outcomes()
    assert project.reviewed(ledger, tmp_path / "raw") is ledger


def test_the_documented_reviews_fit_the_sample(tmp_path: Path, bureau: jixiao.Disclosure) -> None:
    found = jixiao.reviewed(check(bureau), written(tmp_path, DOCS))
    given = found[found["verdict"].notna()]
    assert dict(zip(given["rule"], given["verdict"], strict=True)) == {"TX-01": "confirmed", "V-02": "mistaken"}
    before, after = grades.counts(check(bureau)), grades.counts(found)
    assert (after["broken"], after["warning"], after["aside"]) == (before["broken"] - 1, before["warning"] - 1, 1)


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        (f"{HEAD},who\n", "has columns outcome_id, verdict, note, who", 1),
        ("outcome_id,note\n", "has columns outcome_id, note", 1),
        (f"{HEAD}\na,wrong,\n", "no such verdict: wrong", 2),
        (f"{HEAD}\na,open,\nb,open,\na,confirmed,\n", "outcome reviewed twice: a", 4),
        (f"{HEAD}\n,open,x\n", "empty: outcome_id", 2),
        (f"{HEAD}\na,open,x,y\n", "has 4 fields, not 3", 2),
        (f"{HEAD}\na,open,{'x' * 5001}\n", "longer than 5000 characters: note", 2),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, text: str, says: str, line: int) -> None:
    with pytest.raises(SourceError, match=re.escape(says)) as caught:
        load_reviews(written(tmp_path, text))
    assert caught.value.where.endswith(f"reviews.csv line {line}")


def test_every_verdict_has_its_word_in_reports_and_docs() -> None:
    assert list(load_texts()["verdicts"]) == list(verdicts())
    (column,) = [column for column in contract().tables["outcomes"].columns if column.name == "verdict"]
    assert list(column.enum) == list(verdicts())
    table = re.findall(r"^\| (\w+) \| \S+ \| .* \| (yes|no) \|$", (ROOT / "docs/judgement.md").read_text("utf-8"), re.M)
    assert {name: counted == "yes" for name, counted in table} == verdicts()


# Counts and reports


def test_a_finding_set_aside_counts_in_no_number_of_findings() -> None:
    n = grades.counts(judged(grave="mistaken"))
    assert (n["error"], n["info"], n["broken"], n["aside"], n["held"]) == (0, 1, 1, 1, 2)
    n = grades.counts(judged(grave="explained", slight="open"))
    assert (n["error"], n["info"], n["broken"], n["aside"]) == (1, 1, 2, 0)


def test_what_follows_from_a_finding_goes_with_it() -> None:
    rows = [outcome("a", "broken"), outcome("b", "broken", cause="a"), outcome("c", "broken")]
    ledger = with_reviews(store.frame("outcomes", rows), {"a": Review("a", "mistaken", "")})
    assert grades.findings(ledger)["outcome_id"].tolist() == ["c"]
    assert grades.set_aside(ledger)["outcome_id"].tolist() == ["a"]
    assert (grades.counts(ledger)["broken"], grades.counts(ledger)["aside"]) == (1, 2)


@pytest.mark.parametrize(
    ("lang", "first", "sentence", "verdict"),
    [
        ("zh", "轻微 1 · 人工判断：属实 1、误报（不计入疑点） 1", "经人工判断的疑点有 2 项：属实 1、误报（不计入疑点） 1。",
         "人工判断：误报（不计入疑点）。"),
        ("en", "minor 1 · reviewed: confirmed 1, set aside as mistaken 1",
         "Findings reviewed by people: 2 (confirmed 1, set aside as mistaken 1).",
         "Reviewed by a person: set aside as mistaken."),
    ],
)  # fmt: skip
def test_a_report_says_what_was_reviewed(lang: str, first: str, sentence: str, verdict: str) -> None:
    d, ledger = sample(), judged(grave="mistaken", slight="confirmed", good="confirmed")
    assert first in plain(report.overview(d, ledger, scores(), lang))
    assert sentence in plain(report.summary(d, ledger, scores(), lang))
    found, aside = report.findings(d, ledger, lang), report.set_aside(d, ledger, lang)
    assert ('id="finding-slight"' in found.html, 'id="finding-grave"' in found.html) == (True, False)
    assert 'id="finding-grave"' in aside.html
    assert f"{verdict} note on grave" in plain(aside)
    assert "note on slight" in found.text
    assert "note on good" in aside.text  # it holds, and the judgement is not lost
    checked = {"zh": "共核对 4 项，2 项一致", "en": "Of 4 checks, 2 were consistent"}[lang]
    assert checked in plain(report.summary(d, ledger, scores(), lang))


def test_a_report_without_reviews_has_no_section_of_them() -> None:
    assert not report.set_aside(sample(), outcomes(), "zh")
    assert report.section("set_aside", "zh", report.set_aside(sample(), outcomes(), "zh")) == ()
    parts = (report.overview, report.summary)
    assert not [part for part in parts if "人工" in part(sample(), outcomes(), scores(), "zh").html]


def test_a_ledger_shows_verdicts_where_there_are_any() -> None:
    assert "note on grave" in judged(grave="open")._repr_html_()
    assert "verdict" not in outcomes()._repr_html_()


# Lists


def test_the_list_of_findings_has_verdict_and_note(tmp_path: Path) -> None:
    write_findings(tmp_path, [finding_rows({"outcomes": judged(grave="mistaken")})])
    table = pd.read_csv(tmp_path / "findings.csv").set_index("outcome_id")
    assert table.loc["grave", ["verdict", "note"]].tolist() == ["mistaken", "note on grave"]
    assert table["verdict"].isna().sum() == len(table) - 1


def test_the_list_of_findings_names_cells_and_corrections() -> None:
    spot = {"source_id": "s", "page": 3, "printed": "1", "what": "w", "cell": "t1r2c3"}
    fixed = {**spot, "corrected": "2", "correction_reason": "误读"}
    (row,) = finding_rows({"outcomes": store.frame("outcomes", [outcome("a", "broken", places=[spot, fixed])])})
    assert row["places"] == "w: 1 (s p. 3 t1r2c3); w: 1 → 2 (误读) (s p. 3 t1r2c3)"


def test_the_index_tells_reviews_and_judgement_that_is_lost(tmp_path: Path) -> None:
    ledger = judged(grave="mistaken", slight="confirmed")
    tables = {**sample().tables, "outcomes": ledger, "scores": scores()}
    text = write_index(tmp_path, [result_of(tables)], ("zh",), ("reviews.csv: <b>gone",)).read_text("utf-8")
    cells = re.findall(r"<td[^>]*>(.*?)</td>", text)
    assert re.sub(r"<[^>]+>", "", cells[0]) == f"{NAME} 人工判断：属实 1、误报（不计入疑点） 1"
    assert cells[12:15] == ["0", "0", "1"]
    assert "有 1 条人工判断或更正找不到对应的结论或来源：reviews.csv: &lt;b&gt;gone" in text
    plain_one = write_index(tmp_path, [result_of({**tables, "outcomes": outcomes()})], ("zh",)).read_text("utf-8")
    assert f"<td>{NAME}</td>" in plain_one
    assert "人工" not in plain_one


def test_lost_reviews_and_a_departments_own_are_known_by_the_stored_ledgers(tmp_path: Path) -> None:
    data = tmp_path / "data"
    tables = {**sample().tables, "outcomes": outcomes(), "scores": scores()}
    store.save(tables, data, "good", 2020)
    reviews = {key: Review(key, "open", "") for key in ("grave", "gone")}
    assert project.lost_judgement(data, (), reviews) == ["reviews.csv: gone"]
    ids = project.outcome_ids(data, "good", 2020)
    assert ids == set(outcomes()["outcome_id"])
    assert project.outcome_ids(data, "other", 2020) == set()
    own = judgement_of((), ids, (), reviews)
    changed = {**reviews, "grave": Review("grave", "confirmed", "")}
    assert own
    assert own != judgement_of((), ids, (), changed)
    assert own == judgement_of((), ids, (), {**reviews, "gone": Review("gone", "mistaken", "")})
    assert judgement_of((), (), (), reviews) == judgement_of((), ids, (), {}) == ""
    (data / "outcomes" / "fiscal_year=2020" / "good.parquet").write_bytes(b"damaged")
    assert project.outcome_ids(data, "good", 2020) == set()


# Notes are text and nothing else


@pytest.mark.parametrize("note", HOSTILES)
def test_a_hostile_note_stays_text(note: str, tmp_path: Path) -> None:
    ledger = with_reviews(outcomes(), {key: Review(key, "mistaken", note) for key in ("grave", "good")})
    shown = report.set_aside(sample(), ledger, "en").html
    assert "<script" not in shown
    assert "\u202e" not in shown
    write_findings(tmp_path, [finding_rows({"outcomes": ledger})])
    sheet = openpyxl.load_workbook(tmp_path / "findings.xlsx")["findings"]
    column = [cell.value for cell in sheet[1]].index("note") + 1
    cell = sheet.cell(2, column)
    assert cell.data_type == "s"
    assert cell.value.lstrip()[:1] not in tuple("=+-@")
    fields = re.findall(r'"((?:[^"]|"")*)"', (tmp_path / "findings.csv").read_text("utf-8-sig"))
    assert not [field for field in fields if field.lstrip()[:1] in tuple("=+-@")]


def test_a_run_tells_judgement_that_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from jixiao.cli import on_folders

    raw = written(tmp_path, f"{HEAD}\nno-such-outcome,open,\n")
    shutil.copy(ROOT / "data" / "raw" / "manifest.csv", raw)
    on_folders._tell_lost(raw, tmp_path)
    assert "reviews.csv: no-such-outcome" in capsys.readouterr().err


# A batch


def test_a_changed_review_makes_the_reports_that_it_touches_again(tmp_path: Path) -> None:
    raw, out, notebook = batches.project(tmp_path, "good")
    (raw / "good.pdf").write_text("good", "utf-8")
    reviews = raw.parent / "reviews.csv"

    def made_with(note: str) -> tuple[list[str], str]:
        """Why the report was due, and the note on its grave finding in the list of all."""
        reviews.write_text(f"{HEAD}\n{note}\nno-such-outcome,open,\n", "utf-8")
        (task,) = plan(raw, out, ("zh",), notebook, prepared)
        why = why_due(task, recorded(task).record)
        make_reports(raw, out, langs=("zh",), notebook=notebook, prepare=prepared)
        found = pd.read_csv(out / "findings.csv", keep_default_na=False).set_index("outcome_id")
        return why, found.loc["grave", "note"]

    assert made_with("grave,mistaken,first") == (["not made yet"], "first")
    assert made_with("grave,mistaken,first") == ([], "first")
    assert made_with("grave,mistaken,second") == (["corrections or reviews changed"], "second")
    assert made_with("another,mistaken,second") == (["corrections or reviews changed"], "")
    assert made_with("yet-another,mistaken,second") == ([], "")
    assert made_with("good,open,of one that holds") == (["corrections or reviews changed"], "")
    assert made_with("good,open,of one that holds") == ([], "")
    index = (out / "index.html").read_text("utf-8")
    assert "reviews.csv: no-such-outcome" in index
    reviews.write_text(f"{HEAD}\ngrave,wrong,\n", "utf-8")
    with pytest.raises(SourceError, match="no such verdict"):
        plan(raw, out, ("zh",), notebook, prepared)
