import re
import shutil

import pytest

from batches import project
from jixiao.errors import ReadError, RunError, SourceError
from jixiao.run import make_reports
from jixiao.run.books import find_notebook
from jixiao.run.ending import not_evaluated
from jixiao.run.records import Subject
from jixiao.store import stored_keys
from report_samples import NAME, prepare


@pytest.mark.slow
def test_one_failing_source_never_stops_the_batch(tmp_path):
    raw, out, notebook = project(tmp_path, "broken", "good", "bug")
    results = make_reports(raw, out, jobs=2, langs=("zh", "en"), notebook=notebook, prepare=prepare)
    assert [(result.subject.key, type(result.error)) for result in results] == [
        ("broken", ReadError),
        ("good", type(None)),
        ("bug", RunError),
    ]
    found = (out / "findings.csv").read_text("utf-8-sig")
    assert [found.count(word) for word in ("not_evaluated", '"grave"', str(tmp_path))] == [2, 1, 0]
    assert (out / "findings.xlsx").is_file()
    assert sorted(path.name for path in out.glob("*.html")) == sorted(
        ["index.html", *(f"{key}-2020.{lang}.html" for key in ("bug", "broken", "good") for lang in ("zh", "en"))]
    )
    good = (out / "good-2020.en.html").read_text("utf-8")
    assert 'id="finding-grave"' in good
    failed = (out / "broken-2020.zh.html").read_text("utf-8")
    assert "the file &lt;b&gt; is encrypted" in failed
    assert "未作评价" in failed
    for page in out.glob("*.html"):
        assert str(tmp_path) not in page.read_text("utf-8")
    index = (out / "index.html").read_text("utf-8")
    rows = [re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr>(.*?)</tr>", index, re.DOTALL)]
    assert [word for word in (f"{NAME} good", "|2020|", "|9.5|", "4.25–9.5", "90.00%") if word not in rows[2]] == []
    assert "未作评价" in rows[1]
    assert 'href="good-2020.zh.html"' in index


@pytest.mark.slow
def test_a_failing_notebook_becomes_a_page_that_says_why(tmp_path):
    raw, out, notebook = project(tmp_path, "good", cell='raise ValueError("<no> figures")')
    (result,) = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare)
    assert isinstance(result.error, RunError)
    page = (out / "good-2020.en.html").read_text("utf-8")
    assert "ValueError: &lt;no&gt; figures" in page
    assert (out / "notebooks" / "good-2020.en.ipynb").exists()


def test_only_keeps_what_matches_and_an_empty_choice_is_refused(tmp_path):
    raw, out, notebook = project(tmp_path, "good")
    with pytest.raises(RunError, match="no department matches 'other'"):
        make_reports(raw, out, only="other", notebook=notebook, prepare=prepare)
    with pytest.raises(RunError, match="language 'fr'"):
        make_reports(raw, out, langs=("fr",), notebook=notebook, prepare=prepare)
    with pytest.raises(SourceError, match="neither a manifest nor a document"):
        make_reports(tmp_path, out, notebook=notebook, prepare=prepare)


def test_the_page_of_a_failure_shows_no_folder():
    error = RunError("cannot open /home/someone/data/a.pdf", where="/home/someone/data/a.pdf p.7", hint="是/否")
    page = not_evaluated(Subject("k", 2020, "某局"), error, "zh")
    assert "/home" not in page
    assert "a.pdf p.7" in page
    assert "是/否" in page


def test_the_projects_own_notebook_is_found():
    assert find_notebook().name == "department.ipynb"


@pytest.mark.slow
def test_an_unchanged_report_is_not_made_again_and_a_changed_one_is(tmp_path):
    raw, out, notebook = project(tmp_path, "good")
    (raw / "good.pdf").write_bytes(b"one")
    (first,) = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare)
    made = first.pages[0].stat().st_ino
    make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare)
    assert first.pages[0].stat().st_ino == made
    (raw / "good.pdf").write_bytes(b"another")
    make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare)
    assert first.pages[0].stat().st_ino != made


@pytest.mark.slow
def test_a_department_that_the_manifest_lists_no_longer_leaves_the_store(tmp_path):
    raw, out, notebook = project(tmp_path, "one", "two")
    make_reports(raw, out, langs=("zh",), notebook=notebook, prepare=prepare)
    data, manifest = out / "data", raw / "manifest.csv"
    assert stored_keys(data) == ["one", "two"]
    manifest.write_text("\n".join(manifest.read_text("utf-8").splitlines()[:-1]), "utf-8")
    make_reports(raw, out, langs=("zh",), notebook=notebook, prepare=prepare)
    assert stored_keys(data) == ["one"]
    assert not list(data.rglob("two.parquet"))
    assert "two 2020 is not in the manifest any more" in (out / "run.log").read_text("utf-8")


@pytest.mark.slow
def test_one_folder_after_another_leaves_the_tables_of_both_and_nothing_beside_them(tmp_path):
    folders = [shutil.copytree(project(tmp_path / name, name)[0], tmp_path / "x" / name) for name in "ab"]
    own = tmp_path / "x" / "processed" / "documents" / "fiscal_year=2020" / "c.parquet"
    own.parent.mkdir(parents=True)
    own.write_text("the user's own", "utf-8")
    before = sorted((tmp_path / "x").rglob("*"))
    out, data = tmp_path / "out", tmp_path / "out" / "data"
    for raw, keys in zip([*folders, folders[0]], (["a"], ["a", "b"], ["a", "b"]), strict=True):
        make_reports(raw, out, langs=("zh",), notebook=tmp_path / "a" / "n.ipynb", prepare=prepare)
        assert stored_keys(data) == keys
    assert sorted((tmp_path / "x").rglob("*")) == before


@pytest.mark.slow
def test_tables_go_where_they_are_wanted_though_the_pages_are_made(tmp_path):
    raw, out, notebook = project(tmp_path, "one")
    make_reports(raw, out, langs=("zh",), notebook=notebook, prepare=prepare)
    make_reports(raw, out, langs=("zh",), notebook=notebook, prepare=prepare, data=tmp_path / "tables")
    assert stored_keys(tmp_path / "tables") == stored_keys(out / "data") == ["one"]
