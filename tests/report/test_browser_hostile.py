"""Names that were made to run, to break out or to break the layout: they are text, and nothing else."""

from functools import cache

import pytest
from nbformat import v4

from browsing import overflow
from jixiao import report, store
from jixiao.run import rendering
from report_samples import SOURCE, notebook, outcome, rows

LONG = "超长指标名" * 1000
SCRIPT = "<script>window.ran=1;alert(1)</script>"
HANDLER = "\"><img src=x onerror='window.ran=1'><svg onload=window.ran=1>"
HOSTILE = {
    "script": SCRIPT,
    "closing": f"</td></table></main></style></title>{SCRIPT}<!--",
    "handler": HANDLER,
    "quotes": "\"'`&amp;&lt;{x}{{ 1+1 }}{% raw %}$y$",
    "formula": '=HYPERLINK("http://example.invalid","x")',
    "long": LONG,
    "unbroken": "W" * 5000,
    "right to left": "\u202e\u2067表成完\u2069\u200f=1+1",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 👍🏽",
}


def hostile(name):
    """The sample with one name in every place where a source's text is shown."""
    tables = rows()
    for table, column in (("projects", "name"), ("accounts", "item"), ("scorecards", "level3")):
        tables[table] = [{**row, column: name} for row in tables[table]]
    documents = [{**row, "title": name} for row in tables["documents"]]
    tables["documents"] = documents
    places = [{"source_id": SOURCE, "page": 7, "printed": name, "what": name}]
    told = {"subject": name, "message_zh": f"{name}：{name}", "message_en": f"{name}: {name}", "places": places}
    ledger = [outcome(name[:40], "broken", "error", **told), outcome("open", "insufficient_data", **told)]
    return store.disclosure({key: [{**row, "department": name} for row in found] for key, found in tables.items()}), (
        store.frame("outcomes", ledger)
    )


@cache
def page_of(name, lang="zh"):
    d, ledger = hostile(name)
    book = notebook(lang, d, ledger)
    more = [report.summary(d, ledger, store.frame("scores", []), lang), report.unchecked(ledger, lang)]
    shown = [v4.new_output("display_data", {"text/html": piece.html}) for piece in more]
    book.cells.append(v4.new_code_cell("", outputs=shown))
    return rendering.to_html(book, lang)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_becomes_an_element(name):
    page, plain = page_of(name), page_of("示范")
    for opening in ("<script", "<img", "<svg", "<table", "</main", "</style", "</title", "<!--"):
        assert page.count(opening) == plain.count(opening)
    assert "\u202e" not in page


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_nothing_runs_and_the_layout_holds(reader, tmp_path, name):
    path = rendering.write(page_of(name), tmp_path / "page.html")
    for width in (360, 1440):
        with reader.visit(path, width) as visit:
            assert visit.complaints == []
            assert [url for url in visit.requests if url != path.as_uri() and not url.startswith("data:")] == []
            assert visit.page.evaluate("window.ran") is None
            assert overflow(visit.page) <= 0
            widest = visit.page.evaluate(
                "Math.max(...[...document.querySelectorAll('td')].map((td) => td.offsetWidth))"
            )
            assert widest <= 1440


@pytest.mark.slow
def test_a_page_that_does_run_a_name_is_noticed(reader, tmp_path):
    """The test above can fail: without the escaping and the policy, the same name runs."""
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><title>x</title><p>{HANDLER}</p>", "utf-8")
    with reader.visit(path) as visit:
        visit.page.wait_for_function("window.ran === 1")
        assert visit.complaints != []
