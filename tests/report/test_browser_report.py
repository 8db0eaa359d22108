"""The reports of both samples, as a reader's browser shows them."""

import os
import re
import zipfile
from getpass import getuser
from pathlib import Path
from socket import gethostname
from tempfile import gettempdir

import pypdfium2 as pdfium
import pytest

from browsing import overflow
from jixiao import grades
from jixiao.run import make_reports
from jixiao.store import load_tables
from places import RAW

pytestmark = pytest.mark.slow
#: One language each: the two differ in words only, and a third of a minute is spent on making them.
LANGS = {"pingshan-data": "zh", "pingshan-office": "en"}
PAGES = [f"{key}-2020.{lang}" for key, lang in LANGS.items()]
#: Those with tables over more than one sheet.
LONG_PAGES = [name for name in PAGES if name.startswith("pingshan-data")]
SHOWN_PAGES = 2

SORTED = """() => [...document.querySelectorAll("th button")].map((button) => {
  const cell = button.closest("th"), table = cell.closest("table");
  const rows = () => table.parentElement.matches(".cases") ? [...table.tBodies].map((body) => body.rows[0]) : [...table.tBodies[0].rows];
  const read = () => rows().map((row) => row.cells[cell.cellIndex].textContent.trim());
  const orders = [read()];
  for (const _ of [1, 2, 3]) { button.click(); orders.push([cell.ariaSort, ...read()]); }
  return {number: cell.classList.contains("number"), orders};
})"""

STRIPS = """() => [...document.querySelectorAll(".finding")].map((finding) => ({
  id: finding.id,
  strips: [...finding.querySelectorAll(".cutting svg")].map((svg) => {
    const box = (element) => { const b = element.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
    const scale = svg.getScreenCTM().a;
    return {
      source: svg.querySelector("image").href.baseVal, name: svg.getAttribute("aria-label"),
      image: box(svg.querySelector("image")), scale,
      top: svg.viewBox.baseVal.y, marks: [...svg.querySelectorAll(".mark")].map((mark) => {
        const frame = mark.getBBox();
        return {shown: box(mark), printed: [frame.x, frame.y, frame.x + frame.width, frame.y + frame.height]};
      }),
    };
  }),
}))"""

LOADED = """() => Promise.all([...document.querySelectorAll(".cutting image, img")].map(async (shown) => {
  const image = new Image();
  image.src = shown.href?.baseVal ?? shown.src;
  return image.decode().then(() => image.naturalWidth, () => 0);
}))"""

#: What opens on request is opened, and what stands beyond the first rows of a table is shown.
OPENED = """() => {
  for (const more of document.querySelectorAll("details")) more.open = true;
  for (const item of document.querySelectorAll(".beyond")) item.classList.remove("beyond");
}"""

#: A mark at the head and at the foot of everything that a page break must not part.
ENDS = """() => {
  let n = 0;
  for (const whole of document.querySelectorAll(".trust, tbody tr, .figures, .verdict")) {
    if (!whole.checkVisibility()) continue;
    if (whole.getBoundingClientRect().height > 900) continue;  // taller than a sheet
    const home = whole.cells?.[0] ?? whole;
    home.style.position = "relative";
    for (const [end, side] of [["a", "top"], ["b", "bottom"]]) {
      const mark = document.createElement("span");
      mark.textContent = `zq${n}${end}`;
      mark.style = `position: absolute; ${side}: 0; left: 0; font: 2px/1 monospace; white-space: nowrap`;
      home.append(mark);
    }
    n += 1;
  }
  return n;
}"""


#: A mark in the head of every table, in its first row and in its last one.
HEADS = """() => {
  const tables = [...document.querySelectorAll("table")].filter((table) => table.checkVisibility());
  tables.forEach((table, n) => {
    const last = table.parentElement.matches(".cases") ? [...table.tBodies].at(-1).rows[0] : [...table.tBodies[0].rows].at(-1);
    const rows = [table.tHead.rows[0], table.tBodies[0].rows[0], last];
    for (const [k, cell] of rows.map((row) => row.cells[0]).entries()) {
      const mark = document.createElement("span");
      mark.textContent = `zq${n}${"abc"[k]}`;
      mark.style = "font: 2px/1 monospace; margin-right: 1px";
      cell.prepend(mark);
    }
  });
  return tables.length;
}"""


#: What does not hold, without a list of all that does.
FAULTS = {"resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def reports(reader, tmp_path_factory):
    """The pages as `jixiao report` makes them."""
    out = tmp_path_factory.mktemp("reports")
    results = [make_reports(RAW, out, langs=(lang,), only=key) for key, lang in LANGS.items()]
    assert [result.error for (result,) in results] == [None, None]
    return out


def number(text):
    found = re.search(r"[-−]?\d+(\.\d+)?", text.replace(",", ""))
    return float(found.group().replace("−", "-")) if found else None


@pytest.mark.parametrize("name", [*PAGES, "index"])
def test_nothing_is_asked_for_nothing_complains_every_picture_loads(reader, reports, name):
    path = reports / f"{name}.html"
    with reader.visit(path) as visit:
        widths = visit.page.evaluate(LOADED)
        assert [url for url in visit.requests if url != path.as_uri() and not url.startswith("data:")] == []
        assert visit.complaints == []
        assert all(widths)
        assert (name == "index") == (not widths)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_layout_holds(reader, reports, name, width):
    with reader.visit(reports / f"{name}.html", width) as visit:
        assert overflow(visit.page) <= 0


@pytest.mark.parametrize("name", PAGES)
def test_every_table_that_sorts_does_and_returns(reader, reports, name):
    with reader.visit(reports / f"{name}.html") as visit:
        columns = visit.page.evaluate(SORTED)
    assert len(columns) > 5
    for column in columns:
        before, (up, *rising), (down, *falling), (none, *after) = column["orders"]
        assert (up, down, none) == ("ascending", "descending", None)
        assert after == before
        assert sorted(rising) == sorted(falling) == sorted(before)
        if column["number"]:
            missing = sum(number(text) is None for text in before)
            known = sorted(value for text in before if (value := number(text)) is not None)
            assert [number(text) for text in rising] == known + [None] * missing
            assert [number(text) for text in falling] == known[::-1] + [None] * missing
        elif len(set(before)) == len(before):
            assert falling == rising[::-1]


def test_a_column_sorts_by_keyboard_and_rows_are_filtered(reader, reports):
    with reader.visit(reports / "pingshan-office-2020.en.html") as visit:
        table = visit.page.locator("section:has(#execution)")
        table.get_by_role("button", name="Budget").press("Enter")
        names = table.locator("tbody tr td:first-child").all_inner_texts()
        assert names[:2] == ["培训支出", "其他对外联络事务"]
        assert names[-1] == "行政运行"
        table.get_by_label("Filter rows").fill("事务")
        shown = [row for row in table.locator("tbody tr").all() if row.is_visible()]
        assert [row.locator("td").first.inner_text() for row in shown] == [n for n in names if "事务" in n]
        assert table.locator("output").inner_text() == f"{len(shown)} / 11"


def shown_findings(page):
    return [finding for finding in page.locator(".finding").all() if finding.is_visible()]


def test_findings_are_chosen_by_severity_and_by_words(reader, reports):
    """2 major, 45 moderate, 6 minor (as findings.csv lists them); thirteen of P-04, one of them minor."""
    with reader.visit(reports / "pingshan-data-2020.zh.html") as visit:
        page, output = visit.page, visit.page.locator(".findings > .filter output")
        assert output.inner_text() == "53 / 53"
        moderate = page.get_by_role("group", name="按程度筛选").get_by_role("checkbox", name="一般 45")
        moderate.focus()
        moderate.press("Space")
        assert output.inner_text() == "8 / 53"
        assert {f.get_attribute("data-severity") for f in shown_findings(page)} == {"重要", "轻微"}
        moderate.check()
        page.get_by_role("searchbox", name="筛选疑点").fill("p-04 坪山新区")
        page.evaluate(OPENED)
        assert output.inner_text() == f"{len(shown_findings(page))} / 53"
        assert {"P-04" in finding.inner_text() for finding in shown_findings(page)} == {True}
        page.get_by_role("searchbox", name="筛选疑点").fill("没有这样的词")
        assert (output.inner_text(), shown_findings(page)) == ("0 / 53", [])
        assert output.get_attribute("role") in (None, "status")  # an output is a status, and is read out


@pytest.mark.parametrize("follow", ["click", "address"])
@pytest.mark.parametrize(("where", "kind"), [(".trust", "kind"), ("section:has(#execution)", "finding")])
def test_a_link_to_what_is_hidden_shows_all_again(reader, reports, follow, where, kind):
    with reader.visit(reports / "pingshan-data-2020.zh.html") as visit:
        page = visit.page
        link = page.locator(f"{where} a[href^='#{kind}-']").first
        anchor = link.get_attribute("href")[1:]
        for box in page.locator(".choose input").all():
            box.uncheck()
        assert shown_findings(page) == []
        link.click() if follow == "click" else page.evaluate("(anchor) => { location.hash = anchor; }", anchor)
        page.wait_for_function("(id) => document.getElementById(id).checkVisibility()", arg=anchor)
        page.evaluate(OPENED)
        assert len(shown_findings(page)) == 53
        page.evaluate("(anchor) => { location.hash = ''; location.hash = anchor; }", anchor)
        top = page.evaluate("(id) => document.getElementById(id).getBoundingClientRect().top", anchor)
        assert 0 <= top < 900


def test_without_scripts_every_finding_and_row_is_shown(reader, reports):
    with reader.visit(reports / "pingshan-data-2020.zh.html", scripts=False) as visit:
        assert len(shown_findings(visit.page)) == visit.page.locator(".finding").count() == 53
        assert visit.page.locator("input, fieldset, th button").count() == 0


def test_the_report_is_short_on_the_screen_and_on_paper(reader, reports):
    with reader.visit(reports / "pingshan-data-2020.zh.html") as visit:
        assert visit.page.evaluate("document.documentElement.scrollHeight") <= 15_000
        sheet = visit.page.pdf(prefer_css_page_size=True)
    with pdfium.PdfDocument(sheet) as pdf:
        assert len(pdf) <= 25
        last = pdf[len(pdf) - 1].get_textpage().get_text_bounded()
        assert f"{len(pdf)} / {len(pdf)}" in last


@pytest.mark.parametrize("name", PAGES)
def test_of_a_long_table_the_first_rows_are_shown_and_all_on_request(reader, reports, name):
    with reader.visit(reports / f"{name}.html") as visit:
        for button in visit.page.locator("button.all").filter(visible=True).all():
            table = button.locator("xpath=preceding-sibling::div[1]")
            rows = table.locator("xpath=./table/tbody/tr[not(@class='more')]")
            before = sum(row.is_visible() for row in rows.all())
            button.click()
            assert before == 8 < rows.count()
            assert all(row.is_visible() for row in rows.all())


@pytest.mark.parametrize("width", [360, 1440])
def test_a_chart_is_never_cut(reader, reports, width):
    with reader.visit(reports / "pingshan-data-2020.zh.html", width) as visit:
        plates = visit.page.evaluate(
            "[...document.querySelectorAll('.plate:has(> img)')].map((p) => [p.scrollWidth, p.clientWidth])"
        )
    assert len(plates) > 3
    assert [plate for plate in plates if plate[0] > plate[1]] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_amount_of_the_first_screen_has_its_page_or_its_formula(reader, reports, name):
    with reader.visit(reports / f"{name}.html") as visit:
        cards = visit.page.locator(".figures > div").all()
        bare = [
            card.inner_text()
            for card in cards
            if re.search(r"\d", card.locator("strong").inner_text())
            and not card.locator("sup.at").count()
            and "÷" not in card.inner_text()
        ]
    assert cards
    assert bare == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere_on_the_page(reader, reports, name):
    with reader.visit(reports / f"{name}.html") as visit:
        links, ids = visit.page.evaluate(
            "[[...document.links].map((a) => decodeURIComponent(a.hash.slice(1))),"
            " [...document.querySelectorAll('[id]')].map((e) => e.id)]"
        )
    assert len(links) > 20
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_the_answer_is_on_the_first_screen(reader, reports, name):
    """Also on a phone, where the contents come after it."""
    for width, height in ((1440, 900), (768, 900), (360, 700)):
        with reader.visit(reports / f"{name}.html", width) as visit:
            assert visit.page.locator(".trust .answer").bounding_box()["y"] < height / 2


@pytest.mark.parametrize("name", PAGES)
def test_no_table_or_picture_is_cut_by_the_edge_of_the_paper(reader, reports, name):
    with reader.visit(reports / f"{name}.html", width=672) as visit:
        visit.page.emulate_media(media="print")
        edges = visit.page.evaluate(
            "[...document.querySelectorAll('table, img, .cutting svg, dl, pre')].filter((e) => e.checkVisibility())"
            ".map((e) => [e.getBoundingClientRect().left, e.getBoundingClientRect().right])"
        )
        assert len(edges) > 10
        assert min(left for left, _ in edges) >= 0
        assert max(right for _, right in edges) <= 672
        assert visit.page.locator(".choose, nav").filter(visible=True).count() == 0


def test_a_print_of_chosen_findings_says_how_many_are_left_out(reader, reports):
    with reader.visit(reports / "pingshan-data-2020.zh.html", width=672) as visit:
        visit.page.get_by_role("searchbox", name="筛选疑点").fill("P-04")
        visit.page.emulate_media(media="print")
        (said,) = [output for output in visit.page.locator(".filter output").all() if output.is_visible()]
        assert said.inner_text() == "13 / 53"


def test_the_larger_report_is_small_enough_for_a_mail(reports):
    assert (reports / "pingshan-data-2020.zh.html").stat().st_size <= 1_500_000


def test_nothing_that_was_written_tells_of_the_machine(reports):
    texts = {
        path.name: re.sub(r'data:[^"]+|"image/png": "[^"]+"', "", text)
        for path in reports.rglob("*")
        if path.is_file() and path.suffix != ".log"
        for text in contents(path)
    }
    assert {name.partition(".")[0] for name in texts} >= {"index", "findings", "pingshan-data-2020"}
    private = {str(RAW.parents[1]), str(reports), str(Path.home()), getuser(), gethostname(), gettempdir()}
    private |= {value for key, value in os.environ.items() if len(value) > 5 and not key.startswith("LC_")}
    found = {
        (name, word) for name, text in texts.items() for word in private
        if re.search(rf"(?<![\w:.-]){re.escape(word)}(?![\w-])", text)
    }  # fmt: skip
    assert found == set()


def contents(path):
    """A file as text; of a workbook every part."""
    if path.suffix == ".parquet":
        return [path.read_bytes().decode("latin-1")]
    if path.suffix != ".xlsx":
        return [path.read_text("utf-8-sig")]
    with zipfile.ZipFile(path) as book:
        return ["\n".join(book.read(name).decode("utf-8") for name in book.namelist())]


@pytest.mark.parametrize("key", LANGS)
def test_every_finding_shows_its_places_marked_on_the_page(reader, reports, key):
    outcomes = grades.findings(load_tables(reports / "data", key, 2020)["outcomes"])
    with reader.visit(reports / f"{key}-2020.{LANGS[key]}.html") as visit:
        visit.page.evaluate(OPENED)
        shown = {found["id"]: found["strips"] for found in visit.page.evaluate(STRIPS)}
    assert len(shown) == len(outcomes)
    marked = 0
    with pdfium.PdfDocument(RAW / f"{key}-2020.pdf") as pdf:
        for _, outcome in outcomes.iterrows():
            strips = shown[f"finding-{outcome['outcome_id']}"]
            pages = list(dict.fromkeys(place["page"] for place in outcome["places"]))[:SHOWN_PAGES]
            assert len(strips) == len(pages)
            for page, strip in zip(pages, strips, strict=True):
                places = [place for place in outcome["places"] if place["page"] == page]
                assert len(strip["marks"]) == len(places)
                for place, mark in zip(places, strip["marks"], strict=True):
                    assert covers(mark["printed"], [place[side] for side in ("x0", "y0", "x1", "y1")], 0.01)
                    assert covers(strip["image"], mark["shown"], 1)
                    marked += says(pdf[int(page) - 1], mark["printed"], place["printed"])
    assert marked > len(outcomes)


def covers(outer, inner, slack):
    """True where a box lies within another."""
    return all(outer[i] <= inner[i] + slack and outer[i + 2] >= inner[i + 2] - slack for i in (0, 1))


def says(page, box, printed):
    """Whether a value is printed there; the source's own text within the frame must hold it."""
    text = re.sub(r"\s", "", printed or "")
    left, top, right, bottom = box
    height = page.get_height()
    inside = page.get_textpage().get_text_bounded(left - 1, height - bottom - 1, right + 1, height - top + 1)
    assert text in re.sub(r"\s", "", inside)
    return bool(text)


@pytest.mark.parametrize("name", PAGES)
def test_print_parts_no_row_and_no_finding(reader, reports, name):
    with reader.visit(reports / f"{name}.html", width=672) as visit:  # the width of an A4 sheet between its margins
        visit.page.emulate_media(media="print")
        whole = visit.page.evaluate(ENDS)
        sheet = visit.page.pdf(prefer_css_page_size=True)
    with pdfium.PdfDocument(sheet) as pdf:
        texts = [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]
    ends = [{(int(n), end) for n, end in re.findall(r"zq(\d+)([ab])", text)} for text in texts]
    heads = {n: page for page, found in enumerate(ends) for n, end in found if end == "a"}
    feet = {n: page for page, found in enumerate(ends) for n, end in found if end == "b"}
    assert len(heads) == whole
    assert heads == feet


@pytest.mark.parametrize("name", LONG_PAGES)
def test_print_repeats_the_head_of_a_table_on_every_sheet_and_leaves_none_alone(reader, reports, name):
    with reader.visit(reports / f"{name}.html", width=672) as visit:
        visit.page.emulate_media(media="print")
        whole = visit.page.evaluate(HEADS)
        sheet = visit.page.pdf(prefer_css_page_size=True, scale=1.3)
    with pdfium.PdfDocument(sheet) as pdf:
        texts = [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]
    pages = {}
    for page, text in enumerate(texts):
        for mark in re.findall(r"zq(\d+[abc])", text):
            pages.setdefault(mark, set()).add(page)
    heads = [pages[f"{n}a"] for n in range(whole)]
    bodies = [set(range(min(pages[f"{n}b"]), max(pages[f"{n}c"]) + 1)) for n in range(whole)]
    assert [min(head) for head in heads] == [min(body) for body in bodies]
    assert [body - head for head, body in zip(heads, bodies, strict=True)] == [set()] * whole
    assert max(map(len, bodies)) > 1


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("pingshan-data-2020.zh", "light"),
        ("pingshan-data-2020.zh", "dark"),
        ("pingshan-office-2020.en", "light"),
        ("pingshan-office-2020.en", "dark"),
        ("index", "light"),
        ("index", "dark"),
    ],
)
def test_no_serious_fault_of_accessibility(reader, reports, name, scheme):
    from axe_playwright_python.sync_playwright import Axe

    with reader.visit(reports / f"{name}.html", scheme=scheme) as visit:
        found = Axe().run(visit.page, options=FAULTS).response
    assert found["testEngine"]["name"] == "axe-core"
    assert [
        (fault["id"], node["html"][:200])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ] == []


def test_words_in_a_table_are_not_squeezed_on_a_telephone(reader, reports):
    with reader.visit(reports / "pingshan-data-2020.zh.html", width=390) as visit:
        table = visit.page.locator("table", has=visit.page.get_by_role("columnheader", name="偏差原因"))
        cells = table.locator("tbody td:not(.number)").all()
        assert min(cell.bounding_box()["width"] for cell in cells) >= 6 * 16
